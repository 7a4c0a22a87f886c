"""Tips (tin báo): noticed by the team, passed on to the police, answered.

Who gave one is a protected source. It lies apart from the tip, is left out of every list,
print, export, search and package, and is read by a deliberate act alone: with a right of its
own, a purpose, and a line in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import load_only

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.activities import Tip, TipGiver
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import TipState
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.activities.sums import Which, Window
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version
from rehabdesk.services.office import Work

POLICE = "Công an xã"


class TipWithoutWords(Refusal):
    field = "words"

    def __init__(self) -> None:
        super().__init__("Chưa ghi tin gì. Gõ nội dung tin; người cho tin ghi ở ô riêng bên dưới.")


class TipInFuture(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ngày nhận tin ở sau hôm nay. Sửa ngày.")


class BeforeTheTip(Refusal):
    field = "on"

    def __init__(self, on: date) -> None:
        super().__init__(f"Ngày này trước ngày nhận tin ({on:%d/%m/%Y}). Sửa ngày.")


class NotForwardedYet(Refusal):
    def __init__(self) -> None:
        super().__init__("Tin này chưa chuyển Công an nên chưa có trả lời. Ghi chuyển trước.")


class NobodyNamed(Refusal):
    def __init__(self) -> None:
        super().__init__("Tin này không ghi người cho tin.")


class PurposeForSource(Refusal):
    field = "purpose"

    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi mục đích. Người cho tin được giữ kín; mỗi lần xem phải ghi xem để làm gì."
        )


class TipGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Tin này đã được bỏ vào thùng rác. Chưa đổi gì.")


@dataclass(frozen=True, slots=True)
class TipFacts:
    on: date
    words: str
    about: str = ""
    place: str = ""
    team_id: int | None = None
    hamlet_id: int | None = None
    volunteer_id: int | None = None  # who of the team took it


TIP_LABELS = {
    "on": "Ngày nhận",
    "about": "Việc gì",
    "words": "Nội dung tin",
    "place": "Nơi",
    "team_id": "Đội",
    "hamlet_id": "Địa bàn",
    "volunteer_id": "Người nhận tin",
}


@dataclass(frozen=True, slots=True)
class RecordTip:
    """`giver` is kept apart from everything else."""

    facts: TipFacts
    giver: str = ""


@dataclass(frozen=True, slots=True)
class CorrectTip:
    """`giver` is written only where something was typed; what stood there is never shown."""

    tip_id: int
    version: int
    facts: TipFacts
    giver: str = ""


@dataclass(frozen=True, slots=True)
class PassTipOn:
    """To the police; or, with `is_confirmed` told, their answer."""

    tip_id: int
    on: date
    to: str = POLICE
    is_confirmed: bool | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class TipRow:
    id: int
    version: int
    facts: TipFacts
    state: TipState
    hamlet: str
    member: str
    forwarded_on: date | None
    forwarded_to: str
    answered_on: date | None
    answer: str
    has_giver: bool
    recorded_by: str


# Acts


def record_tip(work: Work, order: RecordTip) -> int:
    """Write down a tip, and apart from it who gave it."""
    work.require(Right.KEEP_TEAM)
    tip = Tip(state=TipState.RECEIVED, recorded_by=work.actor.name, recorded_at=work.now)
    _write(work, tip, order.facts)
    work.session.add(tip)
    work.session.flush()
    _keep_giver(work, tip.id, order.giver)
    work.record("tip.recorded", tip, on=tip.on, team=tip.team_id)
    return tip.id


def correct_tip(work: Work, order: CorrectTip) -> int:
    work.require(Right.KEEP_TEAM)
    tip = _tip(work, order.tip_id)
    require_version(tip, order.version, Sides(work, facts_of(tip), order.facts, TIP_LABELS))
    _write(work, tip, order.facts)
    _keep_giver(work, tip.id, order.giver)
    work.record("tip.corrected", tip, on=tip.on, team=tip.team_id)
    return tip.id


def pass_tip_on(work: Work, order: PassTipOn) -> int:
    """Note that the police have it, or what they answered."""
    work.require(Right.KEEP_TEAM)
    tip = _tip(work, order.tip_id)
    _require_day(work, tip, order.on)
    if order.is_confirmed is None:
        tip.state = TipState.FORWARDED
        tip.forwarded_on, tip.forwarded_to = order.on, clean(order.to) or POLICE
        tip.answered_on, tip.answer = None, ""
        work.record("tip.forwarded", tip, on=order.on, to=tip.forwarded_to)
        return tip.id
    if tip.forwarded_on is None:
        raise NotForwardedYet
    if order.on < tip.forwarded_on:
        raise BeforeTheTip(tip.forwarded_on)
    tip.state = TipState.CONFIRMED if order.is_confirmed else TipState.UNFOUNDED
    tip.answered_on, tip.answer = order.on, clean(order.answer)
    work.record("tip.answered", tip, on=order.on, state=tip.state.value)
    return tip.id


def read_giver(work: Work, tip_id: int, purpose: str) -> str:
    """Say who gave a tip, to those who may know it, and put on record that it was asked."""
    work.require(Right.READ_SOURCES)
    if not clean(purpose):
        raise PurposeForSource
    tip = _tip(work, tip_id)
    giver = work.session.scalars(select(TipGiver).filter_by(tip_id=tip_id)).first()
    if giver is None:
        raise NobodyNamed
    work.record("tip.giver_read", tip, purpose=clean(purpose))
    return giver.words


# Looks


def list_tips(work: Work, window: Window, which: Which) -> list[TipRow]:
    """Return tips received or passed on in a window, the last first, without their givers."""
    work.require(Right.READ_FILES)
    days = (window.from_on, window.until_on)
    in_window = Tip.on.between(*days) | Tip.forwarded_on.between(*days)
    asked = select(Tip, select(TipGiver.id).where(TipGiver.tip_id == Tip.id).exists()).where(
        in_window | Tip.answered_on.between(*days)
    )
    for column, value in (
        (Tip.team_id, which.team_id),
        (Tip.hamlet_id, which.hamlet_id),
        (Tip.volunteer_id, which.volunteer_id),
    ):
        if value is not None:
            asked = asked.where(column == value if value else column.is_(None))
    found = work.session.execute(asked.order_by(Tip.on.desc(), Tip.id.desc()))
    return [_row(tip, has_giver=has_giver) for tip, has_giver in found]


def facts_of(tip: Tip) -> TipFacts:
    return TipFacts(
        tip.on, tip.words, tip.about, tip.place, tip.team_id, tip.hamlet_id, tip.volunteer_id
    )


def _row(tip: Tip, *, has_giver: bool) -> TipRow:
    return TipRow(
        tip.id,
        tip.version,
        facts_of(tip),
        tip.state,
        tip.hamlet.name if tip.hamlet else "",
        tip.volunteer.full_name if tip.volunteer else "",
        tip.forwarded_on,
        tip.forwarded_to,
        tip.answered_on,
        tip.answer,
        has_giver,
        tip.recorded_by,
    )


def _tip(work: Work, tip_id: int) -> Tip:
    tip = work.session.get(Tip, tip_id)
    if tip is None:
        raise TipGone
    return tip


def _write(work: Work, tip: Tip, facts: TipFacts) -> None:
    if not clean(facts.words):
        raise TipWithoutWords
    if facts.on > work.today:
        raise TipInFuture
    tip.on, tip.words = facts.on, clean_lines(facts.words)
    tip.about, tip.place = clean(facts.about), clean(facts.place)
    tip.team_id, tip.hamlet_id = facts.team_id, facts.hamlet_id
    tip.volunteer_id = facts.volunteer_id


def _keep_giver(work: Work, tip_id: int, words: str) -> None:
    if not clean(words):
        return
    # Whoever writes it down need not be allowed to read what stood there.
    there = select(TipGiver).options(load_only(TipGiver.id, TipGiver.tip_id))
    giver = work.session.scalars(there.filter_by(tip_id=tip_id)).first()
    if giver is None:
        giver = TipGiver(tip_id=tip_id)
        work.session.add(giver)
    giver.words = clean_lines(words)
    work.session.flush()


def _require_day(work: Work, tip: Tip, on: date) -> None:
    if on > work.today:
        raise TipInFuture
    if on < tip.on:
        raise BeforeTheTip(tip.on)
