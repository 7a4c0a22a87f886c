"""Drug-free or not: the commune and each hamlet, year by year, with what was seen then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.catalog.teamwork.area_criteria import key_area
from rehabdesk.domain.codes import CaseState, EpisodeKind, FileKind, Right
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.models import AreaStatus
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.areas import AreaFacts, KeyAreaFound, Residents, Typed
from rehabdesk.domain.teamwork.codes import AreaState
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.cabinet.files import keep_scan, pages_of
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.models.facts import DayInFuture
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.teams.changes import Changes, Made

FREE = frozenset({AreaState.FREE_KEPT, AreaState.FREE_CONVERTED})
_OLDEST = 2000
_USERS = frozenset({CaseState.USER_MANAGED, CaseState.USER_SUSPENDED})
_AFTER_REHAB = frozenset(
    {
        CaseState.POST_REHAB,
        CaseState.POST_REHAB_MOVED_IN,
        CaseState.TERM_PAUSED,
        CaseState.IN_SOCIAL_PROTECTION,
    }
)
_ADDICTED = frozenset(
    {
        CaseState.AWAITING_REGISTRATION,
        CaseState.REHAB_HOME,
        CaseState.REHAB_PRIVATE,
        CaseState.REHAB_PUBLIC,
        CaseState.SUBSTITUTION,
        CaseState.DOSSIER_MANAGEMENT,
        CaseState.REHAB_COMPULSORY,
        CaseState.REHAB_DEFERRED,
        CaseState.REHAB_STOPPED,
        CaseState.RELAPSE,
    }
)
_COMING_HOME = frozenset({CaseState.PENDING_DECISION, CaseState.ABOUT_TO_COMPLETE})
_NOT_ADDICTED_KINDS = frozenset({EpisodeKind.USER_MANAGED, EpisodeKind.POST_REHAB})


class YearImpossible(Refusal):
    field = "year"

    def __init__(self, last: int) -> None:
        super().__init__(f"Ghi năm từ {_OLDEST} đến {last}.")


class RecognitionRequired(Refusal):
    field = "paper"

    def __init__(self) -> None:
        super().__init__(
            "Công nhận không có ma túy thì ghi quyết định: số, ký hiệu, ngày. "
            "Chưa có quyết định thì chọn “Đã đề nghị công nhận”."
        )


class StillSomebody(NeedsConfirmation):
    def __init__(self, where: str, seen: Residents) -> None:
        super().__init__(
            f"{where} đang có {seen.words} có hồ sơ. Xem lại trước khi ghi là không có ma túy."
        )


class PopulationWithoutDay(Refusal):
    field = "population_on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày của số dân, vì tỷ lệ tính theo dân số ngày đó.")


class NotPositive(Refusal):
    field = "population"

    def __init__(self) -> None:
        super().__init__("Số dân là số nguyên lớn hơn 0.")


class StatusGone(Refusal):
    def __init__(self) -> None:
        super().__init__("Dòng này đã được bỏ vào thùng rác. Chưa đổi gì.")


class NoAreaScan(Refusal):
    def __init__(self) -> None:
        super().__init__("Dòng này chưa có bản quét quyết định.")


@dataclass(frozen=True, slots=True)
class SetStatus:
    """`version` is of the line shown; 0 where there was none."""

    year: int
    hamlet_id: int | None  # None: the commune
    version: int
    state: AreaState
    typed: Typed
    paper: str = ""
    paper_on: date | None = None
    issuer: str = ""
    words: str = ""
    scan_name: str = ""
    scan: bytes = b""


STATUS_LABELS = {
    "state": "Tình trạng",
    "paper": "Số văn bản",
    "paper_on": "Ngày văn bản",
    "issuer": "Nơi ban hành",
    "words": "Ghi chú",
    "typed": {
        "population": "Dân số hiện cư trú",
        "population_on": "Số dân ngày",
        "points": "Điểm, tụ điểm phức tạp",
        "offenders": "% phạm tội ma túy bị bắt / dân số",
        "plants": "Số cây có chất ma túy",
        "square_metres": "Diện tích (m²)",
        "further": "Tiêu chí khác của địa bàn trọng điểm",
        "own": "Tiêu chí theo văn bản của tỉnh",
    },
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A commune or hamlet in a year; `facts` as they were kept, `now` as they are today."""

    hamlet_id: int | None
    name: str
    status_id: int | None
    version: int
    state: AreaState | None
    paper: str
    paper_on: date | None
    issuer: str
    words: str
    has_scan: bool
    facts: AreaFacts | None
    now: Residents
    recorded_by: str = ""

    @property
    def id(self) -> int:
        """Name the line in a list, recorded or not."""
        return self.hamlet_id or 0

    @property
    def is_free(self) -> bool:
        return self.state in FREE

    @property
    def seen(self) -> Residents:
        return self.facts.residents if self.facts is not None else self.now


@dataclass(frozen=True, slots=True)
class AreaList:
    year: int
    years: tuple[int, ...]
    rows: tuple[AreaRow, ...]  # the commune first
    today: date
    key_area: KeyAreaFound | None  # of the commune, where enough is told

    @property
    def commune(self) -> AreaRow:
        return self.rows[0]

    @property
    def hamlets(self) -> tuple[AreaRow, ...]:
        return self.rows[1:]

    @property
    def free_hamlets(self) -> int:
        """A03, the upper part."""
        return sum(row.is_free for row in self.hamlets)

    @property
    def converted(self) -> int:
        """A02: how many became free this year, the commune counted apart."""
        return sum(row.state is AreaState.FREE_CONVERTED for row in self.hamlets)


# Acts


def set_status(work: Work, order: SetStatus) -> Made:
    """Write down a year of an area, with what the records show of it today."""
    work.require(Right.KEEP_TEAM)
    _require_sound(work, order)
    seen = residents_of(work, order.hamlet_id)
    if order.state in FREE and seen.managed:
        where = work.session.get_one(Hamlet, order.hamlet_id).name if order.hamlet_id else "Xã"
        work.unless_confirmed(StillSomebody(where, seen))
    status = _status(work, order.year, order.hamlet_id)
    changes = Changes(work)
    if status is None:
        status = AreaStatus(year=order.year, hamlet_id=order.hamlet_id)
        changes.make(status)
    else:
        kept = replace(
            order,
            state=status.state,
            typed=AreaFacts.of(status.criteria).typed,
            paper=status.paper,
            paper_on=status.paper_on,
            issuer=status.issuer,
            words=status.words,
        )
        require_version(status, order.version, Sides(work, kept, order, STATUS_LABELS))
        changes.note(status)
    facts = AreaFacts(seen, order.typed)
    status.state, status.criteria = order.state, facts.kept()
    status.paper, status.paper_on = clean(order.paper), order.paper_on
    status.issuer, status.words = clean(order.issuer), clean_lines(order.words)
    status.recorded_by, status.recorded_at = work.actor.name, work.now
    if order.scan:
        status.file = keep_scan(work, FileKind.SIGNED_COPY, order.scan_name, order.scan)
    work.record("area_status.set", status, year=order.year, state=order.state.label)
    return Made(status.id, f"ghi {order.state.label} năm {order.year}", changes.kept())


# Looks


def list_areas(work: Work, year: int) -> AreaList:
    """Return the commune and every hamlet, with what is recorded of the year."""
    work.require(Right.READ_FILES)
    kept = {
        each.hamlet_id: each
        for each in work.session.scalars(select(AreaStatus).where(AreaStatus.year == year))
    }
    hamlets = work.session.scalars(select(Hamlet).order_by(Hamlet.id)).all()
    seen = _residents(work)
    whole = _sum_of(work, seen)
    commune = profile_on(work, work.today).commune_full_name
    name = f"{commune[:1].upper()}{commune[1:]}"
    rows = [_row(None, name, kept.get(None), whole)]
    for each in hamlets:
        if each.is_active or each.id in kept:
            now = seen.get(each.id, Residents(work.today))
            rows.append(_row(each.id, each.name, kept.get(each.id), now))
    years = set(work.session.scalars(select(AreaStatus.year).distinct()))
    facts = rows[0].facts
    law = key_area(work.resources.folder)
    is_told = facts is not None and year >= law.valid_from.year
    return AreaList(
        year,
        tuple(sorted(years | {work.today.year, work.today.year - 1}, reverse=True)),
        tuple(rows),
        work.today,
        law.judge(facts) if facts is not None and is_told else None,
    )


def read_area_scan(work: Work, status_id: int) -> tuple[str, bytes]:
    work.require(Right.READ_FILES)
    status = work.session.get(AreaStatus, status_id)
    if status is None:
        raise StatusGone
    if status.file is None:
        raise NoAreaScan
    return status.file.name, pages_of(status.file.media_type, status.file.content)


def residents_of(work: Work, hamlet_id: int | None) -> Residents:
    """Count today's persons with files; each once, by the episode that speaks for the person."""
    seen = _residents(work)
    if hamlet_id is None:
        return _sum_of(work, seen)
    return seen.get(hamlet_id, Residents(work.today))


def _residents(work: Work) -> dict[int | None, Residents]:
    counted: Counter[tuple[int | None, str]] = Counter()
    asked = (
        select(Person.hamlet_id, Standing.state, Episode.kind, Episode.completes_on)
        .join(Standing, Standing.person_id == Person.id)
        .join(Episode, Episode.id == Standing.episode_id)
        .where(Standing.is_current)
    )
    for hamlet_id, state, kind, completes_on in work.session.execute(asked):
        is_home = completes_on is not None and completes_on <= work.today
        if part := part_of(state, kind, is_home=is_home):
            counted[(hamlet_id, part)] += 1
    found: dict[int | None, Residents] = {}
    for (hamlet_id, part), amount in counted.items():
        known = found.get(hamlet_id, Residents(work.today))
        found[hamlet_id] = _with(known, part, amount)
    return found


def part_of(state: CaseState, kind: EpisodeKind, *, is_home: bool) -> str:
    """Say of which stock somebody is: addicted (N01), users (U01), after_rehab; or of none."""
    if state in _USERS:
        return "users"
    if state in _COMING_HOME:
        return "after_rehab" if is_home else "addicted"
    if state in _AFTER_REHAB:
        return "after_rehab"
    is_away = state is CaseState.IN_PRISON and kind not in _NOT_ADDICTED_KINDS
    return "addicted" if state in _ADDICTED or is_away else ""


def _with(known: Residents, part: str, amount: int) -> Residents:
    if part == "users":
        return replace(known, users=known.users + amount)
    if part == "addicted":
        return replace(known, addicted=known.addicted + amount)
    return replace(known, after_rehab=known.after_rehab + amount)


def _sum_of(work: Work, seen: dict[int | None, Residents]) -> Residents:
    return Residents(
        work.today,
        sum(each.addicted for each in seen.values()),
        sum(each.users for each in seen.values()),
        sum(each.after_rehab for each in seen.values()),
    )


def _status(work: Work, year: int, hamlet_id: int | None) -> AreaStatus | None:
    same = (
        AreaStatus.hamlet_id.is_(None) if hamlet_id is None else AreaStatus.hamlet_id == hamlet_id
    )
    return work.session.scalars(select(AreaStatus).where(AreaStatus.year == year, same)).first()


def _require_sound(work: Work, order: SetStatus) -> None:
    if not _OLDEST <= order.year <= work.today.year:
        raise YearImpossible(work.today.year)
    if order.state in FREE and not clean(order.paper):
        raise RecognitionRequired
    if order.paper_on is not None and order.paper_on > work.today:
        raise DayInFuture(work.today)
    typed = order.typed
    if typed.population is not None and typed.population <= 0:
        raise NotPositive
    if typed.population is not None and typed.population_on is None:
        raise PopulationWithoutDay


def _row(hamlet_id: int | None, name: str, status: AreaStatus | None, now: Residents) -> AreaRow:
    if status is None:
        return AreaRow(hamlet_id, name, None, 0, None, "", None, "", "", False, None, now)  # noqa: FBT003 -- in order
    return AreaRow(
        hamlet_id,
        name,
        status.id,
        status.version,
        status.state,
        status.paper,
        status.paper_on,
        status.issuer,
        status.words,
        status.file_id is not None,
        AreaFacts.of(status.criteria),
        now,
        status.recorded_by,
    )
