"""The files made of a report: workbook, pages to sign, report in words."""

from __future__ import annotations

from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.services.office import Work
from rehabdesk.services.reports.narrative import narrative_of
from rehabdesk.services.reports.papers import PaperOrder, paper_of


def product_of(work: Work, grid: ReportGrid, order: PaperOrder, kind: ProductKind) -> bytes:
    """Return the bytes of a product; the same figures and order give the same bytes."""
    from rehabdesk.documents import fonts

    fonts.register(work.resources.fonts)  # lines are broken by the width of letters
    match kind:
        case ProductKind.WORKBOOK:
            from rehabdesk.documents.reports.workbook import write_workbook

            return write_workbook(paper_of(work, grid, order))
        case ProductKind.PRINTED:
            from rehabdesk.documents.reports.pages import draw_report

            return draw_report(paper_of(work, grid, order))
        case ProductKind.NARRATIVE:
            from rehabdesk.documents.reports.narrative import write_narrative

            return write_narrative(narrative_of(work, grid, order))
    raise ValueError(f"no paper is made as {kind}")
