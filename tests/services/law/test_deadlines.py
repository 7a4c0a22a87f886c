"""Deadlines of the law, and the office's own beside them."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import pytest

from rehabdesk.domain.codes import DeadlineUnit, Role
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.law.deadlines import Due, list_values, office_deadlines
from rehabdesk.services.law.setting_deadlines import (
    AmountImpossible,
    DeadlineRow,
    EndsBeforeStart,
    LaxerThanLaw,
    ReasonNeeded,
    SameAsLaw,
    SetDeadline,
    UnknownThen,
    ValueOverlaps,
    deadline_rows,
    end_value,
    set_deadline,
)
from rehabdesk.services.office import Actor, NotYourRight, Office
from tests.builders import NOW, RESOURCES

WORKING, HOURS = DeadlineUnit.WORKING_DAYS, DeadlineUnit.HOURS
FIVE = SetDeadline("helper_assignment", 5, WORKING, date(2026, 11, 1), reason="Quy chế của xã")


def counted(office: Office, deadline_id: str, start: date, law_on: date | None = None) -> Due:
    found = office.look(lambda work: office_deadlines(work).due(deadline_id, start, law_on))
    assert found is not None
    return found


def row(office: Office, deadline_id: str, day: date | None = None) -> DeadlineRow:
    on = day or NOW.date()
    values = office.look(list_values)
    rows = deadline_rows(regime_on(on, RESOURCES.regimes), values, on)
    return next(each for each in rows if each.id == deadline_id)


def test_a_deadline_of_the_law_is_counted_and_cites_its_article(office: Office) -> None:
    due = counted(office, "police_proposal", date(2026, 11, 20))
    assert (due.words, due.basis) == ("25/11/2026", "Điều 134 NĐ 163")
    assert [(line.label, line.value) for line in due.lines] == [
        ("Bắt đầu tính", "20/11/2026"),
        ("Cộng 02 ngày làm việc", "23, 25/11"),
        ("Bỏ thứ Bảy, Chủ nhật", "21, 22/11"),
        ("Bỏ Ngày Văn hóa Việt Nam", "24/11"),
        ("Hạn", "25/11/2026"),
    ]
    assert due.notes == ("Theo khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP.",)


def test_lateness_is_told_beside_a_deadline(office: Office) -> None:
    due = counted(office, "helper_assignment", date(2026, 11, 12))
    left = office.look(lambda work: office_deadlines(work).left(due, work.now))
    assert (left.is_late, left.days, left.words) == (True, -4, "Trễ 4 ngày")


def test_the_law_of_the_day_decides(office: Office) -> None:
    old = counted(office, "chair_decision", date(2026, 6, 29))
    assert (old.words, old.basis) == ("01/07/2026", "Điều 78 NĐ 116")
    moved = counted(office, "post_rehab_transfer", datetime(2026, 7, 1, 9))
    assert moved.words == "09:00 02/07/2026"
    under_old = counted(office, "post_rehab_transfer", date(2026, 7, 1), date(2026, 6, 30))
    assert under_old.words == "08/07/2026"


def test_a_law_that_knows_no_such_deadline_gives_none(office: Office) -> None:
    assert (
        office.look(lambda work: office_deadlines(work).due("hand_over", date(2024, 1, 2))) is None
    )
    assert (
        office.look(lambda work: office_deadlines(work).due("hand_over", date(2020, 1, 2))) is None
    )


def test_where_the_law_is_silent_the_deadline_is_said_to_be_the_offices(office: Office) -> None:
    due = counted(office, "helper_assignment", date(2026, 11, 12))
    assert due.words == "17/11/2026"
    assert due.notes[0].startswith("Hạn này do xã đặt (Cài đặt › Hạn việc). Nghị định không nêu")


def test_the_office_sets_a_deadline_with_its_reason(office: Office) -> None:
    office.do(partial(set_deadline, order=FIVE))
    assert counted(office, "helper_assignment", date(2026, 11, 12)).words == "19/11/2026"
    assert counted(office, "helper_assignment", date(2026, 10, 30)).words == "04/11/2026"
    found = row(office, "helper_assignment")
    assert found.is_office
    assert found.office is not None
    assert (found.office.reason, found.office.set_by) == ("Quy chế của xã", "Nguyễn Thị Hạnh")


def test_a_deadline_laxer_than_the_law_is_asked_about_and_shown_with_the_laws(
    office: Office,
) -> None:
    order = SetDeadline("police_proposal", 5, WORKING, date(2026, 11, 1), reason="Theo tỉnh")
    told = r"cho 02 ngày làm việc \(khoản 1 .*\); xã đặt 05 ngày"
    with pytest.raises(LaxerThanLaw, match=told) as doubt:
        office.do(partial(set_deadline, order=order))
    assert office.look(list_values) == []
    office.do(partial(set_deadline, order=order), frozenset({doubt.value.key}))
    assert counted(office, "police_proposal", date(2026, 11, 2)).notes[0] == (
        "Hạn này do xã đặt (Cài đặt › Hạn việc); "
        "khoản 1 Điều 134 Nghị định 163/2026/NĐ-CP: 02 ngày làm việc."
    )


def test_a_stricter_deadline_needs_no_asking(office: Office) -> None:
    order = SetDeadline("completion_notice", 45, DeadlineUnit.DAYS, date(2026, 11, 1), reason="Xã")
    office.do(partial(set_deadline, order=order))
    assert counted(office, "completion_notice", date(2026, 12, 31)).words == "16/11/2026"


def test_a_new_value_ends_the_open_one_the_day_before(office: Office) -> None:
    office.do(partial(set_deadline, order=FIVE))
    four = SetDeadline("helper_assignment", 4, WORKING, date(2026, 12, 1), reason="Quy chế mới")
    office.do(partial(set_deadline, order=four))
    newest, before = office.look(list_values)
    assert (newest.from_on, newest.until_on) == (date(2026, 12, 1), None)
    assert (before.from_on, before.until_on) == (date(2026, 11, 1), date(2026, 11, 30))
    found = row(office, "helper_assignment", date(2026, 11, 23))
    assert found.span.amount == 5
    assert [each.span.amount for each in found.others] == [4]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": "  "}, ReasonNeeded),
        ({"amount": 0}, AmountImpossible),
        ({"amount": 1000}, AmountImpossible),
        ({"until_on": date(2026, 10, 31)}, EndsBeforeStart),
        ({"amount": 3}, SameAsLaw),
        ({"from_on": date(2026, 10, 1)}, ValueOverlaps),
        ({"from_on": date(2026, 11, 1)}, ValueOverlaps),
        ({"deadline_id": "moved_in_assignment", "from_on": date(2026, 1, 5)}, UnknownThen),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_kept(
    office: Office, change: dict[str, object], refusal: type[Refusal]
) -> None:
    office.do(partial(set_deadline, order=FIVE))
    values = {
        "deadline_id": "helper_assignment",
        "amount": 4,
        "unit": WORKING,
        "from_on": date(2026, 12, 1),
        "reason": "Quy chế",
    }
    order = SetDeadline(**(values | change))  # type: ignore[arg-type]
    with pytest.raises(refusal):
        office.do(partial(set_deadline, order=order))
    [kept] = office.look(list_values)
    assert kept.until_on is None


def test_the_office_goes_back_to_the_law(office: Office) -> None:
    value_id = office.do(partial(set_deadline, order=FIVE)).result
    office.do(partial(end_value, value_id=value_id, version=1, last_on=date(2026, 11, 20)))
    assert counted(office, "helper_assignment", date(2026, 11, 23)).office is None
    [kept] = office.look(list_values)
    assert kept.until_on == date(2026, 11, 20)
    with pytest.raises(EditedMeanwhile):
        office.do(partial(end_value, value_id=value_id, version=1, last_on=date(2026, 11, 21)))


def test_a_value_that_never_began_is_taken_away(office: Office) -> None:
    value_id = office.do(partial(set_deadline, order=FIVE)).result
    office.do(partial(end_value, value_id=value_id, version=1, last_on=date(2026, 10, 31)))
    assert office.look(list_values) == []


def test_only_the_administrator_sets_deadlines(office: Office) -> None:
    clerk = Actor(2, "Trần Văn Kiên", "", Role.CLERK)
    other = Office(office.sessions, RESOURCES, clerk, office.clock)
    with pytest.raises(NotYourRight):
        other.do(partial(set_deadline, order=FIVE))
    assert row(other, "hand_over").span.words == "24 giờ"


def test_hours_without_a_moment_are_said_to_be_uncertain(office: Office) -> None:
    due = counted(office, "hand_over", date(2026, 11, 30))
    assert due.words == "từ 29/11 đến hết ngày 30/11/2026"
    assert "Chưa ghi giờ" in due.notes[-1]
    sure = counted(office, "hand_over", datetime(2026, 11, 30, 8))
    assert sure.found.is_certain
