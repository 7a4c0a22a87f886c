"""Who stands behind a figure of a report, who nearly does, and why somebody does not."""

from __future__ import annotations

from dataclasses import replace

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.layouts import ColumnRole, LayoutRow
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.services.indicators.answers import answer, why_not
from rehabdesk.services.indicators.behind import Behind
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.parts import part_words
from rehabdesk.services.reports.reading import (
    ReportAsked,
    figure_words,
    find_row,
    is_upper_office,
    upper_office,
)

__all__ = ["Behind", "lines_of", "open_behind", "read_behind", "why_person"]


# Acts


def open_behind(work: Work, asked: ReportAsked, row_key: str, role: ColumnRole) -> Behind:
    """Open the names behind a figure, and leave the line that says who did."""
    behind = read_behind(work, asked, row_key, role)
    told = f"{behind.title} ({behind.window.dashed})"
    work.record("figure.opened", None, code=behind.indicator.code, figure=told)
    return behind


# Looks


def read_behind(work: Work, asked: ReportAsked, row_key: str, role: ColumnRole) -> Behind:
    """Return everybody behind a figure of any period the report shows."""
    work.require(Right.EXPORT_LISTS)
    if is_upper_office(work):
        meant = ColumnRole.NOW if role is ColumnRole.TODAY else role
        told: Behind = upper_office().read_units_behind(work, asked, row_key, meant)
        return replace(told, role=role)
    row, part = find_row(layout_of(work, asked.layout_key), row_key)
    window = asked.windows(work.today)[role]
    found = answer(Counting(work), row.code, window)
    if row.breakdown is None:
        members, near, value = found.members, found.near, found.value
    else:
        members = tuple(each for each in found.members if each.part(row.breakdown) == part)
        near = ()
        total = Value(sum(each.amount for each in members))
        value = None if found.value is None else total
    return Behind(
        row_key,
        role,
        _title(row, part, found, value),
        _rule(found, window),
        found.indicator,
        window,
        value,
        members,
        near,
        found.remark,
    )


def why_person(
    work: Work,
    asked: ReportAsked,
    row_key: str,
    person_id: int,
    role: ColumnRole = ColumnRole.NOW,
) -> str:
    """Say why a named person is counted in a figure as the records are now, or is not."""
    work.require(Right.EXPORT_LISTS)
    row, part = find_row(layout_of(work, asked.layout_key), row_key)
    counting = Counting(work)
    window = asked.windows(work.today)[role]
    told = why_not(counting, row.code, window, person_id)
    if row.breakdown is None:
        return told
    found = answer(counting, row.code, window)
    mine = [each for each in found.members if each.person_id == person_id]
    if not mine or any(each.part(row.breakdown) == part for each in mine):
        return told
    where = part_words(row.breakdown, mine[0].part(row.breakdown))
    return f"Không tính ở dòng này: thuộc “{where}”"


def _title(row: LayoutRow, part: str, found: Answer, value: Value | None) -> str:
    words = row.words.strip().rstrip(":")
    if row.breakdown is not None and not row.part:
        words = part_words(row.breakdown, part)
        words = row.words.replace("{part}", words) if "{part}" in row.words else words
    unit = found.indicator.unit
    if value is None:
        return f"{words}: chưa có số"
    told = figure_words(value, unit)
    return f"{words}: {told}" if unit == "%" else f"{words}: {told} {unit}"


def _rule(found: Answer, window: Window) -> str:
    rule = found.indicator.rule
    return f"{rule.rstrip('.')}. Số liệu {window.words}."


def lines_of(behind: Behind) -> str:
    """Give the names as lines of text, for a message or a letter."""
    lines = [behind.title]
    for place, each in enumerate(behind.members, 1):
        born = f" ({each.birth_year})" if each.birth_year else ""
        amount = f" – {decimal_words(Value(each.amount).number)}" if each.amount != 1 else ""
        reason = f": {each.reason}" if each.reason else ""
        lines.append(f"{place}. {each.name}{born}{reason}{amount}")
    return "\n".join(lines)
