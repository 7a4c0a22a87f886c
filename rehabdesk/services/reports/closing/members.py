"""Everybody behind the figures of a report, and the fingerprint of what was closed with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.reporting.reports import ReportMember
from rehabdesk.domain.reports.codes import MemberKind
from rehabdesk.domain.reports.grid import GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.indicators.answers import answer
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import (
    ReportAsked,
    count_report,
    find_row,
    is_upper_office,
    read_report,
    upper_office,
)
from rehabdesk.services.secrecy.names import Names

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """A report counted now, with the members of every figure of its period."""

    grid: ReportGrid
    members: Mapping[str, tuple[Member, ...]]  # by the key of the row


def count_with_members(work: Work, asked: ReportAsked) -> Counted:
    """Count a report, and name everybody behind it in the same reading."""
    if is_upper_office(work):
        grid = read_report(work, asked)
        read = upper_office().read_units_behind
        return Counted(
            grid,
            {row.key: read(work, asked, row.key, ColumnRole.NOW).members for row in _figures(grid)},
        )
    counting = Counting(work)
    grid = count_report(counting, asked)
    layout, window = layout_of(work, asked.layout_key), asked.windows(work.today)[ColumnRole.NOW]
    found: dict[str, tuple[Member, ...]] = {}
    for row in _figures(grid):
        asked_row, part = find_row(layout, row.key)
        members = answer(counting, asked_row.code, window).members
        if asked_row.breakdown is not None:
            kind = asked_row.breakdown
            members = tuple(each for each in members if each.part(kind) == part)
        found[row.key] = members
    return Counted(grid, _truly_named(work, found))


def _figures(grid: ReportGrid) -> Iterator[GridRow]:
    return (row for row in grid.rows if not row.is_heading)


def _truly_named(
    work: Work, found: Mapping[str, tuple[Member, ...]]
) -> Mapping[str, tuple[Member, ...]]:
    """Keep names as they are in the files: who reads them later is asked for his right then."""
    names = Names(work)
    if names.are_plain:
        return found
    wanted = {each.person_id for some in found.values() for each in some if each.person_id}
    hidden = sorted(each for each in wanted if not names.is_plain(each))
    true: dict[tuple[int, str], str] = {}
    for begin in range(0, len(hidden), _AT_ONCE):
        some = hidden[begin : begin + _AT_ONCE]
        told = select(Person.id, Person.full_name, Person.birth).where(Person.id.in_(some))
        for person_id, full_name, birth in work.session.execute(told):
            true[person_id, names.of(person_id, full_name, birth)] = full_name
    return {
        key: tuple(
            replace(each, name=true.get((each.person_id or 0, each.name), each.name))
            for each in some
        )
        for key, some in found.items()
    }


# As they are kept


def kept_lines(report_id: int, members: Mapping[str, Sequence[Member]]) -> list[dict[str, Any]]:
    """Return the lines of a report's members, to be inserted at once."""
    return [
        {
            "report_id": report_id,
            "figure": key,
            "kind": each.kind,
            "record_id": each.record_id,
            "person": each.person_id,
            "name": each.name,
            "birth_year": each.birth_year,
            "reason": each.reason,
            "on": each.on,
            "amount": each.amount,
            "parts": {kind.value: part for kind, part in each.parts},
        }
        for key, some in members.items()
        for each in some
    ]


def stored_lines(work: Work, report_id: int) -> list[dict[str, Any]]:
    """Return the same lines as they lie in the records."""
    columns = ReportMember.__table__.columns
    kept = [each for each in columns if each.key != "id"]
    found = select(*kept).where(columns.report_id == report_id).order_by(columns.id)
    return [dict(line) for line in work.session.execute(found).mappings()]


def fingerprint(content: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> str:
    """Return the SHA-256 over the figures and the names behind them."""
    told = [
        [_plain(value) for key, value in sorted(line.items()) if key != "report_id"]
        for line in lines
    ]
    text = json.dumps([content, told], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, MemberKind):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
