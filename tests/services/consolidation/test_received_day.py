"""The day a package came put right: late or not follows, and the trail says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.consolidation.packages import (
    DayAsKept,
    DayChangedMeanwhile,
    DayReasonMissing,
    ReceivedBeforeMade,
    ReceivedDay,
    ReceivedLater,
    correct_received_day,
)
from rehabdesk.services.consolidation.standing import UnitStanding, read_standing
from rehabdesk.services.office import Office
from tests.services.consolidation.scene import ASKED, a_sender, an_upper_office, receive, the_file

LATE, IN_TIME = date(2026, 12, 18), date(2026, 12, 16)
WHY = "Đã nhận bản giấy ngày 16/12, công văn đến số 105"


@pytest.fixture
def order(office: Office) -> ReceivedDay:
    office.clock = lambda: datetime(2026, 12, 20, 9, 10)
    sender = a_sender(1, "Xã Cát Tường")
    an_upper_office(office, sender)
    receive(office, the_file(sender), on=LATE)
    package_id = _row(office).package_id
    assert package_id is not None
    return ReceivedDay(package_id, LATE, IN_TIME, WHY)


def _row(office: Office) -> UnitStanding:
    return office.look(partial(read_standing, asked=ASKED)).rows[0]


def test_late_becomes_in_time_and_the_trail_says_why(office: Office, order: ReceivedDay) -> None:
    assert _row(office).time_words == "Chậm 2 ngày"
    office.do(partial(correct_received_day, order=order))
    assert (_row(office).time_words, _row(office).received_on) == ("Đúng hạn", IN_TIME)
    newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    told = office.look(lambda work: str(work.session.scalars(newest).one().facts))
    assert WHY in told
    assert "18/12/2026 → 16/12/2026" in told


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": " "}, DayReasonMissing),
        ({"on": date(2026, 12, 21)}, ReceivedLater),
        ({"on": date(2026, 12, 14)}, ReceivedBeforeMade),
        ({"on": LATE}, DayAsKept),
        ({"kept": date(2026, 12, 17)}, DayChangedMeanwhile),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    office: Office, order: ReceivedDay, change: dict[str, object], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        office.do(partial(correct_received_day, order=replace(order, **change)))  # type: ignore[arg-type]
    assert _row(office).received_on == LATE
