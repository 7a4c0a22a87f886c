"""A layout as it will be printed, before any figure stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layouts import check_layout
from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import Comparison, PeriodKind
from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import Layout, LayoutRow
from rehabdesk.domain.reports.periods import period_around
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.reports.papers import PaperOrder, paper_of
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import column_title

_BLANK = "…"


def preview_layout(work: Work, layout: Layout) -> PrintedList:
    """Draw a layout with dots for its figures; what could not be filled is refused."""
    work.require(Right.EXPORT_LISTS)
    from rehabdesk.documents import fonts
    from rehabdesk.documents.reports.pages import draw_report

    known = load_indicators(work.resources.folder)
    check_layout(layout, known)
    kinds = [kind for kind in layout.periods if kind is not PeriodKind.FREE]
    kind = kinds[0] if kinds else PeriodKind.YEAR
    asked = ReportAsked("", period_around(kind, layout.rule, work.today), Comparison.LAST_YEAR)
    grid = _blank_grid(layout, asked, known)
    paper = paper_of(work, grid, PaperOrder(asked, work.today, day_is_open=True))
    charts = replace(paper.charts, trend=(), bars=())
    addressees = tuple(line for line in layout.addressee.split("\n") if line)
    head = replace(paper.head, addressees=addressees or paper.head.addressees)
    fonts.register(work.resources.fonts)
    content = draw_report(replace(paper, charts=charts, head=head))
    return PrintedList(f"{layout.name}.pdf", content, len(grid.rows))


def _blank_grid(layout: Layout, asked: ReportAsked, known: Mapping[str, Indicator]) -> ReportGrid:
    columns = tuple(
        GridColumn(each.role, column_title(each, asked.period, asked.compared), each.group)
        for each in layout.columns
    )
    words = {column.role: _BLANK for column in columns}
    return ReportGrid(
        layout.key,
        layout.name,
        layout.heading,
        asked.period.window,
        asked.compared.window if asked.compared else None,
        columns,
        tuple(
            GridRow(row.key, row.number, row.words)
            if row.is_heading
            else GridRow(
                *(row.key, row.number, _name(row), row.code),
                *(row.unit or known[row.code].unit, row.level, row.part),
                words=words,
            )
            for row in layout.rows
        ),
    )


def _name(row: LayoutRow) -> str:
    """Name a line that stands for several by what it is told by."""
    if row.breakdown is None or row.part:
        return row.words
    told = f"(từng {row.breakdown.label.lower()})"
    return row.words.replace("{part}", told) if "{part}" in row.words else f"{row.words} {told}"
