"""What has changed since a report was closed: which figures, who, and which edit did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.causes import Trail, read_trail
from rehabdesk.services.reports.closing.members import Counted, count_with_members
from rehabdesk.services.reports.closing.rows import asked_of
from rehabdesk.services.reports.reading import NOT_KNOWN
from rehabdesk.services.secrecy.names import Names

_NOBODY = "(con số đổi, danh sách không đổi)"
_BREAKDOWNS = {each.value: each for each in Breakdown}
_Key = tuple[str, int, int | None]


class ChangeKind(Coded):
    ADDED = "added", "Nay được tính"
    GONE = "gone", "Nay không tính"
    OTHER = "other", "Số khác đi"


@dataclass(frozen=True, slots=True)
class Change:
    """One of those behind a figure, then and now, and the edit between."""

    row_key: str
    number: str
    row_name: str
    then: str
    now: str
    kind: ChangeKind
    name: str
    birth_year: int | None
    person_id: int | None
    reason: str
    cause: str

    @property
    def id(self) -> str:
        return f"{self.row_key}|{self.kind}|{self.person_id}|{self.name}|{self.reason}"

    @property
    def figures(self) -> str:
        return f"{self.then} → {self.now}"


# Looks


def read_changes(work: Work, report_id: int) -> tuple[Change, ...]:
    """Hold a closed report against the records as they are now."""
    work.require(Right.EXPORT_LISTS)
    report = work.session.get_one(Report, report_id)
    return changes_between(work, report, count_with_members(work, asked_of(report)))


def changes_between(work: Work, report: Report, counted: Counted) -> tuple[Change, ...]:
    grid = ReportGrid.from_json(report.content)
    kept = kept_members(work, report.id)
    found = [*_changes(grid, kept, counted, None)]
    if not found:
        return ()
    names, trail = Names(work), read_trail(work, report)
    return tuple(
        each if names.are_plain else _masked(each, names)
        for each in _changes(grid, kept, counted, trail)
    )


def kept_members(work: Work, report_id: int) -> dict[str, list[Member]]:
    """Return everybody behind the figures of a closed report, as they stood then."""
    found: dict[str, list[Member]] = {}
    kept = select(ReportMember).filter_by(report_id=report_id).order_by(ReportMember.id)
    for line in work.session.scalars(kept):
        found.setdefault(line.figure, []).append(member_of(line))
    return found


def member_of(line: ReportMember) -> Member:
    parts = tuple((_BREAKDOWNS[kind], str(part)) for kind, part in line.parts.items())
    return Member(
        line.kind,
        line.record_id,
        line.name,
        line.reason,
        line.on,
        line.person,
        line.birth_year,
        line.amount,
        parts,
    )


def _changes(
    grid: ReportGrid,
    kept: Mapping[str, Sequence[Member]],
    counted: Counted,
    trail: Trail | None,
) -> Iterator[Change]:
    rows = {row.key: row for row in counted.grid.rows if not row.is_heading}
    then_rows = {row.key: row for row in grid.rows if not row.is_heading}
    for key in dict.fromkeys((*then_rows, *rows)):
        then, now = then_rows.get(key), rows.get(key)
        pairs = [*_pairs(kept.get(key, ()), counted.members.get(key, ()))]
        row = now or then
        if row is None:
            continue
        told = (_shown(then), _shown(now))
        for kind, member, reason in pairs:
            yield Change(
                key,
                row.number,
                row.name,
                *told,
                kind,
                member.name,
                member.birth_year,
                member.person_id,
                reason,
                trail.words_for(member, row.code) if trail is not None else "",
            )
        if not pairs and told[0] != told[1]:
            yield Change(
                key, row.number, row.name, *told, ChangeKind.OTHER, _NOBODY, None, None, "", ""
            )


def _pairs(
    then: Sequence[Member], now: Sequence[Member]
) -> Iterator[tuple[ChangeKind, Member, str]]:
    before = {_key(each): each for each in then}
    after = {_key(each): each for each in now}
    for key, member in after.items():
        if key not in before:
            yield ChangeKind.ADDED, member, member.reason
        elif member.amount != before[key].amount:
            amounts = (decimal_words(Value(one.amount).number) for one in (before[key], member))
            yield ChangeKind.OTHER, member, " → ".join(amounts)
    yield from (
        (ChangeKind.GONE, member, member.reason)
        for key, member in before.items()
        if key not in after
    )


def _key(member: Member) -> _Key:
    return member.kind.value, member.record_id, member.person_id


def _shown(row: GridRow | None) -> str:
    return (row.words.get(ColumnRole.NOW) or NOT_KNOWN) if row is not None else NOT_KNOWN


def _masked(change: Change, names: Names) -> Change:
    if change.person_id is None:
        return change
    return replace(change, name=names.of(change.person_id, change.name, change.birth_year))
