"""Who came to a counselling point, what was advised, where they were sent and whether they went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.models import CounsellingVisit
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import ReferralOutcome
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.activities.sums import Window
from rehabdesk.services.editing import GoneMeanwhile, Sides, require_version
from rehabdesk.services.models.facts import (
    AfterTheModel,
    BeforeTheModel,
    DayInFuture,
    DayRequired,
)
from rehabdesk.services.models.founding import find_model
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_persons_open
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.tasks.waiting.referrals import ASKED_AFTER
from rehabdesk.services.teams.changes import Changes, Made


class PointRequired(Refusal):
    field = "model_id"

    def __init__(self) -> None:
        super().__init__("Chọn điểm tư vấn. Chưa có điểm nào thì ghi ở phần Mô hình trước.")


class VisitorRequired(Refusal):
    field = "person"

    def __init__(self) -> None:
        super().__init__(
            "Chọn người có hồ sơ, hoặc ghi cách gọi khách (ví dụ “Khách 03”); không cần tên thật."
        )


class OneVisitor(Refusal):
    field = "visitor"

    def __init__(self) -> None:
        super().__init__("Đã chọn người có hồ sơ thì để trống cách gọi khách.")


class NeedRequired(Refusal):
    field = "need"

    def __init__(self) -> None:
        super().__init__("Ghi người đến cần gì.")


class NotReferred(Refusal):
    field = "referred_to"

    def __init__(self) -> None:
        super().__init__("Lượt này không chuyển gửi đi đâu nên không có kết quả. Ghi nơi chuyển.")


class VisitGone(GoneMeanwhile):
    def __init__(self) -> None:
        super().__init__("Lượt tư vấn này đã được bỏ vào thùng rác. Chưa đổi gì.")


class BeforeReferral(Refusal):
    field = "on"

    def __init__(self, on: date) -> None:
        super().__init__(f"Ngày này trước ngày tư vấn ({on:%d/%m/%Y}). Sửa ngày.")


@dataclass(frozen=True, slots=True)
class VisitFacts:
    model_id: int | None
    on: date | None
    need: str
    person_id: int | None = None
    visitor: str = ""
    volunteer_id: int | None = None
    advice: str = ""
    referred_to: str = ""


VISIT_LABELS = {
    "model_id": "Điểm tư vấn",
    "on": "Ngày",
    "person_id": "Người có hồ sơ",
    "visitor": "Cách gọi khách",
    "need": "Cần gì",
    "advice": "Đã tư vấn",
    "referred_to": "Chuyển gửi tới",
    "volunteer_id": "Người tư vấn",
}


@dataclass(frozen=True, slots=True)
class NoteOutcome:
    visit_id: int
    outcome: ReferralOutcome
    on: date | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: int
    version: int
    facts: VisitFacts
    point: str
    who: str
    volunteer: str
    outcome: ReferralOutcome | None
    outcome_on: date | None
    outcome_words: str
    is_late: bool  # referred long ago, and nobody knows whether they went
    recorded_by: str

    @property
    def on(self) -> date:
        return self.facts.on or date.min


@dataclass(frozen=True, slots=True)
class VisitCount:
    """M04 in a window: visits and persons are never added; so are referrals and arrivals."""

    visits: int = 0
    visitors: int = 0
    referrals: int = 0
    received: int = 0
    waiting: int = 0


# Acts


def record_visit(work: Work, facts: VisitFacts) -> Made:
    work.require(Right.KEEP_TEAM)
    visit = CounsellingVisit(recorded_by=work.actor.name, recorded_at=work.now)
    _write(work, visit, facts)
    changes = Changes(work)
    changes.make(visit)
    work.record("counselling_visit.recorded", visit, on=visit.on)
    return Made(visit.id, f"ghi lượt tư vấn ngày {visit.on:%d/%m/%Y}", changes.kept())


def correct_visit(work: Work, visit_id: int, version: int, facts: VisitFacts) -> Made:
    work.require(Right.KEEP_TEAM)
    visit = _visit(work, visit_id)
    require_version(visit, version, Sides(work, facts_of(visit), facts, VISIT_LABELS))
    changes = Changes(work)
    changes.note(visit)
    _write(work, visit, facts)
    work.record("counselling_visit.corrected", visit, on=visit.on)
    return Made(visit.id, f"sửa lượt tư vấn ngày {visit.on:%d/%m/%Y}", changes.kept())


def note_outcome(work: Work, order: NoteOutcome) -> Made:
    """Note whether somebody sent on went there."""
    work.require(Right.KEEP_TEAM)
    visit = _visit(work, order.visit_id)
    if not visit.referred_to:
        raise NotReferred
    is_known = order.outcome is not ReferralOutcome.WAITING
    if is_known and order.on is None:
        raise DayRequired
    if order.on is not None and order.on > work.today:
        raise DayInFuture(work.today)
    if order.on is not None and order.on < visit.on:
        raise BeforeReferral(visit.on)
    changes = Changes(work)
    changes.note(visit)
    visit.outcome = order.outcome
    visit.outcome_on = order.on if is_known else None
    visit.outcome_words = clean(order.words)
    work.record("counselling_visit.outcome_noted", visit, outcome=order.outcome.value)
    return Made(visit.id, f"ghi kết quả chuyển gửi: {order.outcome.label}", changes.kept())


# Looks


def list_visits(work: Work, window: Window, model_id: int | None = None) -> list[VisitRow]:
    """Return the visits of a window, the last first."""
    work.require(Right.READ_FILES)
    asked = (
        select(CounsellingVisit)
        .where(CounsellingVisit.on.between(window.from_on, window.until_on))
        .order_by(CounsellingVisit.on.desc(), CounsellingVisit.id.desc())
        .options(joinedload(CounsellingVisit.person), joinedload(CounsellingVisit.model))
    )
    if model_id is not None:
        asked = asked.where(CounsellingVisit.model_id == model_id)
    names = Names(work)
    return [_row(work, names, each) for each in work.session.scalars(asked)]


def count_visits(work: Work, window: Window, model_id: int | None = None) -> VisitCount:
    work.require(Right.READ_FILES)
    return count_visits_of(work, model_id, window.from_on, window.until_on)


def count_visits_of(work: Work, model_id: int | None, begins: date, ends: date) -> VisitCount:
    """Count visits and visitors; one word of a point stands for one person."""
    asked = select(
        CounsellingVisit.model_id,
        CounsellingVisit.person_id,
        CounsellingVisit.visitor,
        CounsellingVisit.referred_to,
        CounsellingVisit.outcome,
    ).where(CounsellingVisit.on.between(begins, ends))
    if model_id is not None:
        asked = asked.where(CounsellingVisit.model_id == model_id)
    rows = work.session.execute(asked).all()
    visitors = {
        (row.person_id, 0, "") if row.person_id else (None, row.model_id, row.visitor.casefold())
        for row in rows
    }
    sent = [row.outcome for row in rows if row.referred_to]
    return VisitCount(
        len(rows),
        len(visitors),
        len(sent),
        sent.count(ReferralOutcome.RECEIVED),
        sent.count(ReferralOutcome.WAITING),
    )


def _visit(work: Work, visit_id: int) -> CounsellingVisit:
    visit = work.session.get(CounsellingVisit, visit_id)
    if visit is None:
        raise VisitGone
    if visit.person_id is not None:
        require_persons_open(work, (visit.person_id,))
    return visit


def _write(work: Work, visit: CounsellingVisit, facts: VisitFacts) -> None:
    visit.model_id, visit.on = _require_place_and_day(work, facts)
    visit.person_id, visit.visitor = _require_visitor(work, facts)
    if not clean(facts.need):
        raise NeedRequired
    visit.volunteer_id, visit.need = facts.volunteer_id, clean(facts.need)
    visit.advice, visit.referred_to = clean_lines(facts.advice), clean(facts.referred_to)
    if not visit.referred_to:
        visit.outcome, visit.outcome_on, visit.outcome_words = None, None, ""
    elif visit.outcome is None:
        visit.outcome = ReferralOutcome.WAITING


def _require_place_and_day(work: Work, facts: VisitFacts) -> tuple[int, date]:
    if facts.model_id is None:
        raise PointRequired
    model = find_model(work, facts.model_id)
    if facts.on is None:
        raise DayRequired
    if facts.on > work.today:
        raise DayInFuture(work.today)
    if facts.on < model.from_on:
        raise BeforeTheModel(model.from_on)
    if model.until_on is not None and facts.on > model.until_on:
        raise AfterTheModel(model.until_on)
    return model.id, facts.on


def _require_visitor(work: Work, facts: VisitFacts) -> tuple[int | None, str]:
    visitor = clean(facts.visitor)
    if facts.person_id is None:
        if not visitor:
            raise VisitorRequired
        return None, visitor
    if visitor:
        raise OneVisitor
    require_persons_open(work, (facts.person_id,))
    return facts.person_id, ""


def facts_of(visit: CounsellingVisit) -> VisitFacts:
    return VisitFacts(
        visit.model_id,
        visit.on,
        visit.need,
        visit.person_id,
        visit.visitor,
        visit.volunteer_id,
        visit.advice,
        visit.referred_to,
    )


def _row(work: Work, names: Names, visit: CounsellingVisit) -> VisitRow:
    person, is_close = visit.person, names.is_close(visit.person_id)
    who = visit.visitor
    if person is not None:
        who = names.of(person.id, person.full_name, person.birth)
    facts = facts_of(visit)
    if is_close:
        facts = replace(facts, need="", advice="", referred_to="")
    is_waiting = visit.outcome is ReferralOutcome.WAITING
    return VisitRow(
        visit.id,
        visit.version,
        facts,
        visit.model.name,
        who,
        visit.volunteer.full_name if visit.volunteer else "",
        None if is_close else visit.outcome,
        visit.outcome_on,
        "" if is_close else visit.outcome_words,
        is_waiting and visit.on + timedelta(days=ASKED_AFTER) <= work.today,
        visit.recorded_by,
    )
