"""A report as it stands now, not closed yet, as a file: for checking, for a draft."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.office import Work
from rehabdesk.services.reports.papers import PaperOrder, report_file_stem
from rehabdesk.services.reports.products import product_of
from rehabdesk.services.reports.reading import ReportAsked, read_report


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Which report, and as what; it names nobody, so that no purpose is asked for."""

    asked: ReportAsked
    kind: ProductKind


# Acts


def export_report(work: Work, order: ExportReport) -> ExportedFile:
    """Make a file of a report that may still change; that it left is on record."""
    work.require(Right.EXPORT_LISTS)
    grid = read_report(work, order.asked)
    paper = PaperOrder(order.asked, work.today, day_is_open=True)
    content = product_of(work, grid, paper, order.kind)
    name = f"{report_file_stem(work, paper)}.{order.kind.value}"
    work.record("report.exported", None, title=grid.title, days=grid.window.dashed, file=name)
    return ExportedFile(name, content, len(grid.rows))
