"""The files made of a report when it is closed, and the same bytes whenever they are opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from rehabdesk.domain.codes import FileKind, Right
from rehabdesk.domain.records.reporting.reports import Report, ReportProduct
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.papers import NarrativePaper
from rehabdesk.services.cabinet.files import keep_file
from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.office import Work
from rehabdesk.services.reports.papers import PaperOrder, report_file_stem
from rehabdesk.services.reports.products import product_of

THREE = (ProductKind.WORKBOOK, ProductKind.PRINTED, ProductKind.NARRATIVE)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA = {
    ProductKind.WORKBOOK: f"{_OFFICE}.spreadsheetml.sheet",
    ProductKind.PRINTED: "application/pdf",
    ProductKind.NARRATIVE: f"{_OFFICE}.wordprocessingml.document",
    ProductKind.PACKAGE: f"{_OFFICE}.spreadsheetml.sheet",
    ProductKind.DIFFERENCE: "application/pdf",
}
_LETTERS_A_LINE, _LINES_A_PAGE = 82, 38  # of fourteen points on A4
_HEAD_LINES = 14  # of the letterhead, the title and the signature


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a report, with its bytes."""

    kind: ProductKind
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A file kept of a report; its bytes are asked for when it is opened."""

    id: int
    kind: ProductKind
    name: str
    size: int
    sha256: str


# Acts


def open_product(work: Work, product_id: int) -> ExportedFile:
    """Hand out the bytes kept, and leave the line that says who took them."""
    work.require(Right.EXPORT_LISTS)
    product = work.session.get_one(ReportProduct, product_id)
    work.record(
        "report.product_opened", product.report, title=product.report.title, file=product.name
    )
    return ExportedFile(product.name, product.file.content, 0)


def keep_product(work: Work, report: Report, made: MadeFile) -> None:
    """Keep a file with its report."""
    stored = keep_file(work, FileKind.PAPER, _MEDIA[made.kind], made.name, made.content)
    work.session.add(
        ReportProduct(
            report_id=report.id,
            kind=made.kind,
            name=made.name,
            file_id=stored.id,
            made_at=work.now,
        )
    )
    work.session.flush()


# Looks


def list_products(work: Work, report_id: int) -> tuple[ProductLine, ...]:
    found = work.session.scalars(
        select(ReportProduct).filter_by(report_id=report_id).order_by(ReportProduct.id)
    )
    return tuple(
        ProductLine(each.id, each.kind, each.name, each.file.size, each.file.sha256)
        for each in found
    )


def made_files(work: Work, report_id: int) -> tuple[MadeFile, ...]:
    """Return the files of a report with their bytes, to be written where the clerk says."""
    work.require(Right.EXPORT_LISTS)
    found = work.session.scalars(
        select(ReportProduct).filter_by(report_id=report_id).order_by(ReportProduct.id)
    )
    return tuple(MadeFile(each.kind, each.name, each.file.content) for each in found)


# What they are made of


def make_products(
    work: Work, grid: ReportGrid, order: PaperOrder, kinds: Iterable[ProductKind]
) -> Iterator[MadeFile]:
    """Make the files that are ticked, all from the same figures."""
    wanted, stem = frozenset(kinds), report_file_stem(work, order)
    for kind in THREE:
        if kind in wanted:
            yield MadeFile(kind, f"{stem}.{kind.value}", product_of(work, grid, order, kind))


def about_pages(paper: NarrativePaper, annex: int) -> int:
    """Reckon how many pages a report in words has; Word itself breaks them its own way."""
    texts = [paper.opening, paper.closing]
    texts += [each.title for each in paper.sections]
    for section in paper.sections:
        for part in section.parts:
            texts += [part.title, *part.paragraphs]
    lines = sum(1 + len(text) // _LETTERS_A_LINE for text in texts if text) + _HEAD_LINES
    return -(-lines // _LINES_A_PAGE) + annex
