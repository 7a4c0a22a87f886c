"""An act sent again under its key is done once, wherever the connection was lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from rehabdesk.domain.records import AuditEntry, Entity, Hamlet
from rehabdesk.domain.records.together import ActReceipt
from rehabdesk.domain.refusals import OutOfReach
from rehabdesk.persistence.faults import SAVING, ServerAway
from rehabdesk.persistence.server.receipts import KEPT, drop_old_receipts, leave_receipt
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet
from tests.builders import NOW

BEFORE, AFTER = "before_commit", "after_commit"
bai = partial(add_hamlet, name="Thôn Bãi")


@contextmanager
def lost(office: Office, moment: str) -> Iterator[None]:
    """Lose the connection with every save: before it has arrived, or its answer after that."""

    def lose(_session: Session) -> None:
        raise ServerAway(SAVING)

    event.listen(office.sessions, moment, lose)
    try:
        yield
    finally:
        event.remove(office.sessions, moment, lose)


@pytest.fixture
def shared(office: Office) -> Office:
    return replace(office, is_shared=True)


def count(office: Office, kind: type[Entity] = Hamlet) -> int:
    return office.look(lambda work: work.session.scalar(select(func.count(kind.id))) or 0)


def test_an_act_whose_answer_was_lost_is_not_done_again(shared: Office) -> None:
    stood = count(shared)
    with lost(shared, AFTER), pytest.raises(OutOfReach):
        shared.do(bai, key="k1")
    assert shared.may_have_arrived("k1")
    assert count(shared) == stood + 1
    again = shared.do(bai, key="k1")
    assert count(shared) == stood + 1
    name = shared.look(lambda work: work.session.get_one(Hamlet, again.result).name)
    assert (name, "hamlet" in again.touched) == ("Thôn Bãi", True)
    assert not shared.may_have_arrived("k1")


def test_an_act_lost_on_its_way_is_done_when_it_is_sent_again(shared: Office) -> None:
    stood = count(shared)
    with lost(shared, BEFORE), pytest.raises(OutOfReach):
        shared.do(bai, key="k1")
    assert count(shared) == stood
    assert shared.arrived("k1") is None
    assert not shared.may_have_arrived("k1")
    shared.do(bai, key="k1")
    assert count(shared) == stood + 1


def test_a_connection_lost_over_and_over_still_makes_one(shared: Office) -> None:
    stood = count(shared)
    for moment in (BEFORE, AFTER, BEFORE, AFTER, AFTER):
        with lost(shared, moment), pytest.raises(OutOfReach):
            shared.do(bai, key="k1")
    shared.do(bai, key="k1")
    assert count(shared) == stood + 1


def test_whether_it_arrived_can_be_asked_without_sending_it(shared: Office) -> None:
    with lost(shared, AFTER), pytest.raises(OutOfReach):
        shared.do(bai, key="k1")
    arrived = shared.arrived("k1")
    assert arrived is not None
    assert {"hamlet", "audit_entry"} <= arrived.touched
    assert shared.arrived("another") is None


def test_what_was_sent_is_known_after_the_machine_was_unlocked(shared: Office) -> None:
    with lost(shared, AFTER), pytest.raises(OutOfReach):
        shared.do(bai, key="k1")
    stood = count(shared)
    unlocked = replace(shared)
    unlocked.take_over(shared)
    unlocked.do(bai, key="k1")
    assert count(unlocked) == stood


def test_a_receipt_is_no_change_that_would_need_a_line_in_the_trail(shared: Office) -> None:
    lines = count(shared, AuditEntry)
    done = shared.do(lambda work: work.today, key="k1")
    assert (done.touched, count(shared, ActReceipt), count(shared, AuditEntry)) == (
        frozenset(),
        0,
        lines,
    )
    assert "act_receipt" not in shared.do(bai, key="k2").touched
    assert count(shared, ActReceipt) == 1


def test_an_office_of_one_machine_keeps_no_receipts(office: Office) -> None:
    office.do(bai, key="k1")
    assert count(office, ActReceipt) == 0
    assert not office.may_have_arrived("k1")


def test_receipts_are_dropped_after_a_month(shared: Office) -> None:
    def give(work: Work) -> None:
        leave_receipt(work.session, "old", NOW - KEPT - timedelta(minutes=1))
        leave_receipt(work.session, "new", NOW - KEPT + timedelta(minutes=1))

    shared.keep(give)
    shared.keep(lambda work: drop_old_receipts(work.session, work.now))
    keys = shared.look(lambda work: work.session.scalars(select(ActReceipt.key)).all())
    assert keys == ["new"]


def test_the_lines_an_office_wrote_are_known_to_it(shared: Office) -> None:
    done = shared.do(bai)
    assert done.lines == shared.own_lines[-1:]
    newest = select(func.max(AuditEntry.sequence))
    assert done.lines == (shared.look(lambda work: work.session.scalar(newest)),)
