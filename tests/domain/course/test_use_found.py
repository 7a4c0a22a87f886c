"""BLHS Đ256a, L120 Đ31.1, Đ48.4b: what a positive test leaves open, in its order."""

from __future__ import annotations

import pytest

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.course.events import Event
from rehabdesk.domain.course.use_found import left_open
from tests.domain.course.courses import day, event, post_rehab, user

SINCE = day("01/07/2026")
TEST = event(EventKind.POSITIVE_TEST, "05/11/2026")
ASKED = event(EventKind.CRIMINAL_QUESTION, "06/11/2026")
TAKEN = event(EventKind.CRIMINAL_CASE, "07/11/2026")
CLEARED = event(EventKind.CRIMINAL_CLEARED, "07/11/2026")
REQUESTED = event(EventKind.DIAGNOSIS_REQUESTED, "08/11/2026")
ADDICTED = event(EventKind.DIAGNOSED_ADDICTED, "10/11/2026")
CLEAN = event(EventKind.DIAGNOSED_CLEAN, "10/11/2026")
REMOVED = event(EventKind.REMOVED, "12/11/2026")


@pytest.mark.parametrize(
    ("events", "title", "asks_for"),
    [
        ([TEST], "Xem xét hình sự?", EventKind.CRIMINAL_QUESTION),
        ([TEST, ASKED], "Xem xét hình sự", None),
        ([TEST, ASKED, TAKEN], "Vụ việc hình sự", None),
        ([TEST, CLEARED], "Xác định tình trạng nghiện", EventKind.DIAGNOSIS_REQUESTED),
        ([TEST, ASKED, CLEARED, REQUESTED], "Xác định tình trạng nghiện", None),
        ([TEST, CLEARED, REQUESTED, ADDICTED], "Đưa ra khỏi danh sách", EventKind.REMOVED),
    ],
)
def test_l120_d31_1d_each_answer_opens_the_next_question(
    events: list[Event], title: str, asks_for: EventKind | None
) -> None:
    found = left_open(post_rehab(*events), SINCE)
    assert found is not None
    assert (found.title, found.event) == (title, asks_for)


@pytest.mark.parametrize(
    "events", [[], [TEST, CLEARED, REQUESTED, CLEAN], [TEST, CLEARED, ADDICTED, REMOVED]]
)
def test_nothing_is_left_open(events: list[Event]) -> None:
    assert left_open(post_rehab(*events), SINCE) is None


def test_a_later_test_asks_anew() -> None:
    again = event(EventKind.POSITIVE_TEST, "01/12/2026")
    found = left_open(post_rehab(TEST, CLEARED, REQUESTED, CLEAN, again), SINCE)
    assert found is not None
    assert found.detail == "dương tính 01/12/2026"


def test_it_is_not_asked_before_the_law_asks_nor_of_users() -> None:
    early = event(EventKind.POSITIVE_TEST, "30/06/2026")
    assert left_open(post_rehab(early), SINCE) is None
    assert left_open(post_rehab(TEST), None) is None
    assert left_open(user(TEST), SINCE) is None
