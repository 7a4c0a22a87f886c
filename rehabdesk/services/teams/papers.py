"""Decisions on a team: those of our book, and older ones known by number and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, PaperStatus, Right
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.teamwork.bodies import TeamPaper, VolunteerTeam
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import TEAM_PURPOSES
from rehabdesk.domain.teamwork.codes import BodyPaper, TeamRole
from rehabdesk.domain.teamwork.standards import Standing, find_minor
from rehabdesk.domain.text import clean
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Changes, Made, revert
from rehabdesk.services.teams.looks import paper_words
from rehabdesk.services.teams.membership import standing_of
from rehabdesk.services.teams.orders import BelowStandard
from rehabdesk.services.teams.plans import Named, Plan, carry_out, find_team, find_volunteer

LISTING = (BodyPaper.ESTABLISH, BodyPaper.RECONSTITUTE)
TOUCHING = frozenset({*LISTING, BodyPaper.CHANGE_MEMBERS, BodyPaper.DISSOLVE})


class PaperNumberRequired(Refusal):
    field = "number"

    def __init__(self) -> None:
        super().__init__("Nhập số và ký hiệu của quyết định, ví dụ 12/QĐ-UBND.")


class PaperDayRequired(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Nhập ngày ký quyết định.")


class PaperInFuture(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày ký không sau hôm nay ({today:%d/%m/%Y}).")


class TeamNameRequired(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Nhập tên đội.")


class TeamExists(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có {name}. Chọn đội đó, và chọn Kiện toàn thay cho Thành lập.")


class NoTeam(Refusal):
    field = "team_id"

    def __init__(self) -> None:
        super().__init__("Chọn đội mà quyết định này nói tới.")


class ListRequired(Refusal):
    field = "members"

    def __init__(self) -> None:
        super().__init__("Ghi danh sách thành viên theo quyết định.")


class OneLeader(Refusal):
    field = "members"

    def __init__(self, count: int) -> None:
        told = f"Danh sách có {count} Đội trưởng" if count else "Danh sách chưa có Đội trưởng"
        super().__init__(f"{told}. Ghi đúng một người là Đội trưởng.")


class NamedTwice(Refusal):
    field = "members"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} đứng hai lần trong danh sách. Bỏ bớt một dòng.")


class LaterPaper(Refusal):
    field = "on"

    def __init__(self, later: str) -> None:
        super().__init__(
            f"Đội đã có {later} sau ngày này. Nhập các quyết định từ cũ đến mới; "
            "muốn chen vào trước thì hoàn tác quyết định sau đó trước."
        )


class NoScan(Refusal):
    def __init__(self) -> None:
        super().__init__("Quyết định này chưa có bản quét.")


class PaperOfBook(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Số {number} là quyết định trong sổ của cơ quan. Hoàn tác ghi số ở Sổ văn bản."
        )


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """A decision signed before or elsewhere, with what it says of the team."""

    plan: Plan
    number: str
    signed_on: date | None
    team_id: int | None = None
    issuer: str = ""
    words: str = ""
    scan_name: str = ""
    scan: bytes = b""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of "Quyết định của đội": ours with its state, or an older one by its number."""

    id: int | None  # of the team's paper; None while ours has no number
    decision_id: int | None
    kind: BodyPaper | None
    title: str
    number: str
    on: date | None
    issuer: str
    words: str
    state: str
    is_waiting: bool = False
    has_scan: bool = False

    @property
    def key(self) -> tuple[int, int]:
        return self.id or 0, self.decision_id or 0


# Acts


def record_paper(work: Work, order: RecordPaper) -> Made:
    """Write down an older decision; team and members follow as if it had been numbered here."""
    work.require(Right.KEEP_TEAM)
    plan = order.plan
    team = _team(work, order)
    _require_sound(work, order, team)
    changes = Changes(work)
    paper = TeamPaper(
        kind=plan.kind,
        number=clean(order.number),
        on=order.signed_on,
        issuer=clean(order.issuer),
        words=clean(order.words),
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )
    if order.scan:
        paper.file = keep_scan(work, FileKind.SIGNED_COPY, order.scan_name, order.scan)
    team = carry_out(work, team, paper, plan, changes)
    paper.effects = changes.kept()
    work.record("team.paper_recorded", paper, number=paper.number, kind=plan.kind.label)
    return Made(paper.id, f"ghi {paper_words(paper.number, paper.on)}", {"paper": paper.id})


def take_back_paper(work: Work, paper_id: int) -> None:
    """Take an older decision out again with everything that followed from it."""
    work.require(Right.KEEP_TEAM)
    paper = work.session.get_one(TeamPaper, paper_id)
    if paper.decision_id is not None:
        raise PaperOfBook(paper.number)
    number, kept = paper.number, paper.effects
    revert(work, kept)
    work.record("team.paper_taken_back", None, number=number)


# Looks


def list_papers(work: Work, team_id: int | None) -> list[PaperRow]:
    """Return the papers of a team, the newest first, above them ours that wait for a number."""
    work.require(Right.READ_FILES)
    recorded = work.session.scalars(
        select(TeamPaper)
        .where(TeamPaper.team_id == team_id)
        .order_by(TeamPaper.on.desc(), TeamPaper.id.desc())
    ).all()
    return [*_waiting(work), *(_row(each) for each in recorded)]


def read_scan_of(work: Work, paper_id: int) -> tuple[str, bytes]:
    """Return the scan kept with an older decision, as pages."""
    work.require(Right.READ_FILES)
    kept = work.session.get_one(TeamPaper, paper_id).file
    if kept is None:
        raise NoScan
    return kept.name, pages_of(kept.media_type, kept.content)


def _waiting(work: Work) -> list[PaperRow]:
    drafts = work.session.scalars(
        select(Decision)
        .where(Decision.purpose.in_(TEAM_PURPOSES), Decision.status.in_(UNNUMBERED))
        .order_by(Decision.planned_on.desc(), Decision.id.desc())
    )
    return [
        PaperRow(
            None, each.id, None, each.title, "", None, "", "", each.status.label, is_waiting=True
        )
        for each in drafts
    ]


def _row(paper: TeamPaper) -> PaperRow:
    decision = paper.decision
    is_ours = decision is not None
    state = decision.status.label if decision is not None else "Ghi từ bản giấy"
    if decision is not None and decision.status is PaperStatus.NUMBERED and decision.ended_on:
        state = f"Hết hiệu lực từ {decision.ended_on:%d/%m/%Y}"
    return PaperRow(
        paper.id,
        paper.decision_id,
        paper.kind,
        paper.kind.label,
        decision.full_number if decision is not None else paper.number,
        decision.document_date if decision is not None else paper.on,
        paper.issuer,
        paper.words,
        state,
        has_scan=paper.file_id is not None or is_ours,
    )


def _team(work: Work, order: RecordPaper) -> VolunteerTeam | None:
    plan = order.plan
    if order.team_id is not None:
        return work.session.get_one(VolunteerTeam, order.team_id)
    if plan.kind not in LISTING:
        raise NoTeam
    if not clean(plan.name):
        raise TeamNameRequired
    known = find_team(work, plan.name)
    if known is not None and known.until_on is None and plan.kind is BodyPaper.ESTABLISH:
        raise TeamExists(known.name)
    return known if plan.kind is BodyPaper.RECONSTITUTE else None


def _require_sound(work: Work, order: RecordPaper, team: VolunteerTeam | None) -> None:
    if not clean(order.number):
        raise PaperNumberRequired
    if order.signed_on is None:
        raise PaperDayRequired
    if order.signed_on > work.today:
        raise PaperInFuture(work.today)
    if order.plan.kind in LISTING:
        _require_list(order.plan)
    if order.plan.kind is BodyPaper.CHANGE_MEMBERS and not (
        order.plan.leaving or order.plan.joining
    ):
        raise ListRequired
    if team is not None and order.plan.kind in TOUCHING:
        _require_latest(work, team, order.plan.on)
    _require_age(work, (*order.plan.members, *order.plan.joining), order.signed_on)


def _require_list(plan: Plan) -> None:
    if not plan.members:
        raise ListRequired
    leaders = sum(each.role is TeamRole.LEADER for each in plan.members)
    if leaders != 1:
        raise OneLeader(leaders)
    seen: set[tuple[str, str]] = set()
    for each in plan.members:
        key = clean(each.full_name).casefold(), each.born.stored if each.born else ""
        if key in seen:
            raise NamedTwice(clean(each.full_name))
        seen.add(key)


def _require_latest(work: Work, team: VolunteerTeam, on: date) -> None:
    later = work.session.scalars(
        select(TeamPaper)
        .where(TeamPaper.team_id == team.id, TeamPaper.kind.in_(TOUCHING), TeamPaper.on > on)
        .order_by(TeamPaper.on.desc())
    ).first()
    if later is not None:
        raise LaterPaper(paper_words(later.number, later.on))


def _require_age(work: Work, named: Sequence[Named], on: date) -> None:
    for each in named:
        known = find_volunteer(work, each)
        who = standing_of(known) if known is not None else Standing(each.full_name, each.born)
        fault = find_minor(who, on)
        if fault is not None:
            raise BelowStandard(fault.sentence)
