"""A report in words as a Word file anybody can edit: no fields to fill, no macros."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.documents import docx
from rehabdesk.documents.files.steady import steady
from rehabdesk.documents.sheet import plain
from rehabdesk.domain.forms.paper import (
    Addressee,
    Appendix,
    Block,
    FilledPaper,
    Letterhead,
    Line,
    Paragraph,
    Recipients,
    Section,
    Signature,
    Span,
    Table,
    Title,
)
from rehabdesk.domain.reports.grid import GridRow
from rehabdesk.domain.reports.papers import NarrativePaper, PaperHead, ReportPaper

_FIXED = (("STT", 7.0), ("Nội dung", 40.0), ("Đơn vị tính", 13.0))
_NO_LINE = Line("", ())
_FIGURES = 40.0  # of the page, for all columns of figures together


def write_narrative(paper: NarrativePaper) -> bytes:
    """Return the Word file; the same report gives the same bytes."""
    content = docx.draw(filled(paper), practice=paper.is_practice)
    return steady(content, paper.head.made_on)


def filled(paper: NarrativePaper) -> FilledPaper:
    """Say a report in words in the blocks papers are made of."""
    return FilledPaper("", " – ".join(paper.title), tuple(_blocks(paper)), (), ())


def letterhead(head: PaperHead) -> Letterhead:
    return Letterhead(
        _lines(head.superior),
        _lines(*head.issuer),
        _lines(head.number),
        _lines(head.place_and_date),
    )


def _blocks(paper: NarrativePaper) -> Iterator[Block]:
    head = paper.head
    name, *subject = paper.title
    yield letterhead(head)
    yield Title(_lines(name), _lines(*subject))
    if head.addressees:
        yield addressee(head)
    yield Paragraph(_lines(paper.opening))
    for section in paper.sections:
        yield Section(_lines(section.title))
        for part in section.parts:
            if part.title:
                yield Section(_lines(part.title))
            yield Paragraph(_lines(*part.paragraphs))
    yield Paragraph(_lines(paper.closing))
    yield Recipients(_lines("Nơi nhận:"), _lines(*head.recipients))
    yield Signature(_lines(*head.authority), _lines(head.signer))
    yield from _annex(paper.table)


def addressee(head: PaperHead) -> Addressee:
    """Say to whom a report goes; several stand below each other."""
    if len(head.addressees) == 1:
        return Addressee(_lines("Kính gửi:"), _lines(*head.addressees))
    *others, last = head.addressees
    return Addressee(_lines("Kính gửi:"), _lines(*(f"- {each};" for each in others), f"- {last}."))


def _annex(table: ReportPaper) -> Iterator[Block]:
    yield Appendix(
        _lines("Phụ lục"), _lines("SỐ LIỆU KÈM THEO BÁO CÁO"), _lines(f"({table.period})")
    )
    share = _FIGURES / len(table.columns)
    heads = [*_FIXED, *((column.title, share) for column in table.columns)]
    yield Table(
        tuple(plain(title) for title, _ in heads),
        tuple(_row(table, row) for row in table.rows),
        tuple(width for _, width in heads),
        frozenset({0, *range(2, len(heads))}),
    )
    if table.notes:
        yield Paragraph(_lines(*table.notes))


def _row(table: ReportPaper, row: GridRow) -> tuple[Line, ...]:
    if row.is_heading:
        name = Line("", (Span(row.name, bold=True),))
        return (_NO_LINE, name, *([_NO_LINE] * (len(table.columns) + 1)))
    figures = (row.words.get(column.role, "") for column in table.columns)
    told = (row.number, row.name, row.unit, *figures)
    return tuple(plain(text) if text else _NO_LINE for text in told)


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(plain(text) for text in texts if text)
