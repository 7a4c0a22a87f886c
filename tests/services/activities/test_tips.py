"""A tip goes to the police and back; who gave it is told to few, each time on record."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.records import AuditEntry
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.daily.merging import BinItem
from rehabdesk.domain.records.teamwork.activities import Tip, TipGiver
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TipState
from rehabdesk.services.activities.sums import EVERYTHING, Which, Window, sum_measures
from rehabdesk.services.activities.tips import (
    BeforeTheTip,
    CorrectTip,
    NobodyNamed,
    NotForwardedYet,
    PassTipOn,
    PurposeForSource,
    RecordTip,
    TipFacts,
    TipInFuture,
    TipRow,
    TipWithoutWords,
    correct_tip,
    list_tips,
    pass_tip_on,
    read_giver,
    record_tip,
)
from rehabdesk.services.bin.throwing import bring_back, throw_away
from rehabdesk.services.office import Actor, NotYourRight, Office, Work
from tests.services.activities.places import a_team

ON = date(2026, 11, 5)
MONTH = Window(date(2026, 11, 1), date(2026, 11, 30))
GIVER = "Bà Đỗ Thị Mận, số nhà 14"
FACTS = TipFacts(ON, "Nhóm lạ tụ tập ở lò gạch cũ", "Ma túy", "Lò gạch cũ", hamlet_id=1)


def _told(office: Office, giver: str = GIVER) -> int:
    return office.do(partial(record_tip, order=RecordTip(FACTS, giver))).result


def _all_of(work: Work, kind: type[Entity]) -> list[Entity]:
    return list(work.session.scalars(select(kind)))


def _row(office: Office) -> TipRow:
    [row] = office.look(partial(list_tips, window=MONTH, which=EVERYTHING))
    return row


def _someone(office: Office, role: Role, sensitive: frozenset[Right] | None = None) -> Office:
    actor = Actor(2, "Phạm Văn Đông", "", role, sensitive)
    return Office(office.sessions, office.resources, actor, clock=office.clock)


def test_a_tip_goes_to_the_police_and_comes_back(office: Office) -> None:
    tip = _told(office)
    assert _row(office).state is TipState.RECEIVED
    office.do(partial(pass_tip_on, order=PassTipOn(tip, date(2026, 11, 6))))
    assert (_row(office).state, _row(office).forwarded_to) == (TipState.FORWARDED, "Công an xã")
    answered = PassTipOn(tip, date(2026, 11, 20), is_confirmed=True, answer="Đã lập biên bản")
    office.do(partial(pass_tip_on, order=answered))
    assert (_row(office).state, _row(office).answer) == (TipState.CONFIRMED, "Đã lập biên bản")
    sums = office.look(partial(sum_measures, window=MONTH))
    assert {each.measure: each.amount for each in sums} == {
        "tips_received": 1,
        "tips": 1,
        "tips_confirmed": 1,
    }


@pytest.mark.parametrize(
    ("order", "refusal"),
    [
        (PassTipOn(1, date(2026, 11, 4)), BeforeTheTip),
        (PassTipOn(1, date(2026, 12, 4)), TipInFuture),
        (PassTipOn(1, ON, is_confirmed=True), NotForwardedYet),
    ],
)
def test_steps_that_cannot_be(office: Office, order: PassTipOn, refusal: type[Refusal]) -> None:
    _told(office)
    with pytest.raises(refusal):
        office.do(partial(pass_tip_on, order=order))
    assert _row(office).state is TipState.RECEIVED


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [(TipFacts(ON, " "), TipWithoutWords), (TipFacts(date(2026, 12, 1), "Tin"), TipInFuture)],
)
def test_what_is_no_tip_leaves_nothing(
    office: Office, facts: TipFacts, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        office.do(partial(record_tip, order=RecordTip(facts, GIVER)))
    for kind in (Tip, TipGiver):
        assert office.look(partial(_all_of, kind=kind)) == []


def test_the_giver_is_read_for_a_purpose_and_on_record(office: Office) -> None:
    tip = _told(office)
    with pytest.raises(PurposeForSource):
        office.do(partial(read_giver, tip_id=tip, purpose=" "))
    found = office.do(partial(read_giver, tip_id=tip, purpose="Công an mời làm việc")).result
    assert found == GIVER
    entry = office.look(
        lambda work: work.session.scalars(select(AuditEntry).filter_by(act="tip.giver_read")).one()
    )
    assert entry.facts == {"purpose": "Công an mời làm việc"}
    assert entry.subject == f"tip:{tip}"


def test_a_clerk_records_givers_and_does_not_read_them(office: Office) -> None:
    clerk = _someone(office, Role.CLERK)
    tip = _told(clerk)
    with pytest.raises(NotYourRight):
        clerk.do(partial(read_giver, tip_id=tip, purpose="Xem"))
    chosen = _someone(office, Role.CLERK, frozenset({Right.READ_SOURCES}))
    assert chosen.do(partial(read_giver, tip_id=tip, purpose="Xem")).result == GIVER


def test_a_tip_without_a_giver_says_so(office: Office) -> None:
    tip = _told(office, "")
    assert not _row(office).has_giver
    with pytest.raises(NobodyNamed):
        office.do(partial(read_giver, tip_id=tip, purpose="Xem"))


def test_the_giver_is_in_nothing_that_is_read_or_leaves(office: Office) -> None:
    """Neither the list, nor the trail, nor what the bin shows tells a letter of it."""
    tip = _told(office)
    thrown = office.do(partial(throw_away, kind="tip", subject_id=tip)).result
    assert "Mận" not in thrown.title
    office.do(partial(bring_back, item_id=thrown.item_id))
    order = CorrectTip(tip, _row(office).version, FACTS)
    office.do(partial(correct_tip, order=order))
    assert "Mận" not in repr(_row(office))
    trail = office.look(lambda work: work.session.scalars(select(AuditEntry)).all())
    assert not [each for each in trail if "Mận" in repr((each.subject, each.facts))]
    title = office.look(lambda work: work.session.scalars(select(BinItem.title)).one())
    assert "Mận" not in title
    assert office.do(partial(read_giver, tip_id=tip, purpose="Xem")).result == GIVER


def test_a_correction_without_a_giver_keeps_the_one_there_is(office: Office) -> None:
    tip = _told(office)
    other = CorrectTip(tip, _row(office).version, TipFacts(ON, "Tin khác"), "Ông Lê Văn Tám")
    office.do(partial(correct_tip, order=other))
    kept = office.do(partial(read_giver, tip_id=tip, purpose="Xem")).result
    assert kept == "Ông Lê Văn Tám"


def test_tips_of_a_team_alone(office: Office) -> None:
    team = a_team(office)
    _told(office)
    own = TipFacts(ON, "Bán thuốc lạ trước cổng trường", team_id=team)
    office.do(partial(record_tip, order=RecordTip(own)))
    [row] = office.look(partial(list_tips, window=MONTH, which=Which(team_id=team)))
    assert row.facts.words == "Bán thuốc lạ trước cổng trường"
    assert office.look(partial(list_tips, window=Window(ON, ON), which=Which(team_id=0)))
