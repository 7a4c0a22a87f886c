"""What the clerk sees before two files are merged: both sides, effects and clashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from rehabdesk.domain.codes import EpisodeKind, ResidenceKind, Right
from rehabdesk.domain.likeness.weighing import weigh
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.person import IdentityPaper, Person
from rehabdesk.services.merging.fields import FIELDS, is_proposed, residence_name
from rehabdesk.services.merging.merge import distinct_pair, other_number
from rehabdesk.services.merging.planning import (
    CARRIED,
    Plan,
    name_left_over,
    open_residences,
    person_row,
    plan_merge,
)
from rehabdesk.services.office import Work
from rehabdesk.services.people.likeness import AlikeRow, read_kept
from rehabdesk.services.rows.gone import require_there
from rehabdesk.services.rows.snapshot import Row
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.secrecy.names import Names


@dataclass(frozen=True, slots=True)
class MergeSide:
    person_id: int
    version: int
    full_name: str
    case_code: str
    opened_on: date
    birth: str
    hamlet: str
    numbers: str


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """One field on both sides; a choice only where both say something and differ."""

    name: str
    label: str
    kept: str
    gone: str
    is_gone_proposed: bool

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


@dataclass(frozen=True, slots=True)
class MergeView:
    kept: MergeSide
    gone: MergeSide
    likeness: AlikeRow
    choices: tuple[MergeChoice, ...]
    effects: tuple[str, ...]
    clashes: tuple[str, ...]

    @property
    def proposed(self) -> frozenset[str]:
        return frozenset(each.name for each in self.choices if each.is_gone_proposed)


# Looks


def foresee_merge(work: Work, kept_id: int, gone_id: int) -> MergeView:
    """Lay two files beside each other and tell what merging them would do."""
    work.require(Right.KEEP_FILES)
    for each in (kept_id, gone_id):
        require_open_to(work, require_there(work, each))
    choices = tuple(_choices(work, kept_id, gone_id))
    proposed = frozenset(each.name for each in choices if each.is_gone_proposed)
    plan = plan_merge(work, kept_id, gone_id, proposed)
    sides = read_kept(work, (kept_id, gone_id))
    likeness = sides[gone_id].row(weigh(sides[kept_id].features, sides[gone_id].features))
    kept, gone = _side(work, kept_id), _side(work, gone_id)
    effects = tuple(_effects(work, plan, kept, gone))
    return MergeView(kept, gone, likeness, choices, effects, tuple(_clashes(work, kept, gone)))


def _side(work: Work, person_id: int) -> MergeSide:
    person = work.session.get_one(Person, person_id)
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person_id)).one()
    numbers = work.session.scalars(select(IdentityPaper.number).filter_by(person_id=person_id))
    return MergeSide(
        person_id,
        person.version,
        Names(work).of(person_id, person.full_name),
        case.code,
        case.opened_on,
        person.born.text if person.born else "",
        person.hamlet.name if person.hamlet else "",
        ", ".join(numbers),
    )


def _choices(work: Work, kept_id: int, gone_id: int) -> Iterator[MergeChoice]:
    kept, gone = person_row(work, kept_id), person_row(work, gone_id)
    for field in FIELDS:
        mine, theirs = field.tell(work, kept), field.tell(work, gone)
        if mine or theirs:
            is_theirs = is_proposed(field, kept, gone)
            yield MergeChoice(field.name, field.label, mine, theirs, is_theirs)
    of_mine, of_theirs = open_residences(work, kept_id), open_residences(work, gone_id)
    for kind in ResidenceKind:
        mine, theirs = _written(of_mine.get(kind, [])), _written(of_theirs.get(kind, []))
        if mine and theirs and mine != theirs:
            yield MergeChoice(
                residence_name(kind), kind.label, mine, theirs, is_gone_proposed=False
            )


def _written(rows: list[Row]) -> str:
    return str(rows[-1]["as_written"]) if rows else ""


def _effects(work: Work, plan: Plan, kept: MergeSide, gone: MergeSide) -> Iterator[str]:
    told = [
        f"{count} {words}"
        for name, words in CARRIED.items()
        if words and (count := plan.counts.get(name, 0))
    ]
    if told:
        yield f"Chuyển sang hồ sơ {kept.case_code}: {', '.join(told)}."
    papers = _numbered_papers(work, gone.person_id)
    if papers:
        yield f"Văn bản đã có số giữ nguyên số, ngày và bản in: {', '.join(papers)}."
    name = name_left_over(plan)
    if name:
        yield f"“{name}” thành tên gọi khác, tìm tên này vẫn ra hồ sơ."
    yield (
        f"Hồ sơ {gone.case_code} không còn là hồ sơ riêng. Tìm số {gone.case_code} ra hồ sơ "
        f"{kept.case_code}; lịch sử sửa của cả hai còn đủ."
    )
    yield "Gộp nhầm thì bấm Hoàn tác, hoặc sau này dùng Tách lại trong hồ sơ."


def _clashes(work: Work, kept: MergeSide, gone: MergeSide) -> Iterator[str]:
    numbers = other_number(work, kept.person_id, gone.person_id)
    if numbers:
        yield f"Số căn cước khác nhau: {numbers[0]} và {numbers[1]}. Có thể là hai người."
    pair = distinct_pair(work, kept.person_id, gone.person_id)
    if pair:
        yield f"{pair.said_by} đã ghi hai hồ sơ này không phải một người."
    mine, theirs = (_running(work, each.person_id) for each in (kept, gone))
    if mine and theirs:
        yield (
            f"Cả hai đang có đợt chưa kết thúc ({mine[-1].label}; {theirs[-1].label}). "
            "Sau khi gộp, tình trạng và thời hạn tính theo đợt bắt đầu sau; "
            "đợt kia vẫn còn trong hồ sơ."
        )
    shared = _shared_papers(work, kept.person_id, gone.person_id)
    if shared:
        yield f"Văn bản ghi tên cả hai: {', '.join(shared)}. Trong hồ sơ còn một dòng."


def _running(work: Work, person_id: int) -> list[EpisodeKind]:
    query = (
        select(Episode.kind)
        .join(Episode.case)
        .where(CaseFile.person_id == person_id, Episode.ended_on.is_(None))
        .order_by(Episode.opened_on, Episode.id)
    )
    return list(work.session.scalars(query))


def _numbered_papers(work: Work, person_id: int) -> list[str]:
    rows = work.session.execute(
        select(Decision.number, Decision.number_suffix, Decision.year)
        .join(DecisionPerson, DecisionPerson.decision_id == Decision.id)
        .where(DecisionPerson.person_id == person_id, Decision.number.is_not(None))
        .order_by(Decision.year, Decision.number)
    )
    return [f"{row.number:02d}{row.number_suffix} năm {row.year}" for row in rows]


def _shared_papers(work: Work, one_id: int, other_id: int) -> list[str]:
    rows = work.session.execute(
        select(Decision.title)
        .join(DecisionPerson, DecisionPerson.decision_id == Decision.id)
        .where(DecisionPerson.person_id.in_((one_id, other_id)))
        .group_by(Decision.id)
        .having(func.count(DecisionPerson.id) > 1)
    )
    return [row.title for row in rows]
