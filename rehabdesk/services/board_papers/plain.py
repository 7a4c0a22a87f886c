"""The parts of plain papers: no form of the law, so only office, title, words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rehabdesk.documents.official_list import ColumnKind, OfficialList, printed
from rehabdesk.domain.forms.paper import (
    Block,
    FilledPaper,
    Letterhead,
    Line,
    Paragraph,
    Signatures,
    Span,
    Table,
    Title,
)
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

_CENTRED = (ColumnKind.COUNT, ColumnKind.DATE)
_TWO = 2
SIGN_HERE = "(Ký, ghi rõ họ tên)"


def line(text: str) -> Line:
    return Line("", (Span(text),))


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(line(text) for text in texts if text)


def office_head(work: Work) -> Letterhead:
    """Name the office and the day, with room for no number: these papers are not in the book."""
    profile = profile_on(work, work.today)
    return Letterhead(
        lines(profile.superior_line),
        lines(*profile.issuing_lines),
        (),
        lines(f"{profile.place_name}, {prose_date(work.today)}"),
    )


def table(
    heads: Sequence[tuple[str, float]], rows: Iterable[Sequence[str]], centred: Iterable[int] = ()
) -> Table:
    """Make a table of heads with their shares of the page."""
    return Table(
        tuple(line(title) for title, _ in heads),
        tuple(tuple(line(text) for text in row) for row in rows),
        tuple(width for _, width in heads),
        frozenset(centred),
    )


def list_paper(content: OfficialList) -> FilledPaper:
    """Word an official list as a paper, so that it can be had as a Word file."""
    name, *subject = content.title.split("\n")
    total = sum(column.width for column in content.columns)
    heads = [(column.title, column.width * 100 / total) for column in content.columns]
    rows = [[printed(value) for value in row] for row in content.rows]
    centred = (at for at, each in enumerate(content.columns) if each.kind in _CENTRED)
    inside, *notes = content.notes or ("",)
    blocks: list[Block] = [
        Letterhead(
            lines(content.superior),
            lines(*content.issuer.split("\n")),
            (),
            lines(content.place_and_date),
            circulation=lines(inside),
        ),
        Title(lines(name), lines(*subject, content.period)),
        table(heads, rows, centred),
        Paragraph(lines(content.total, *notes)),
    ]
    if len(content.signers) == _TWO:
        left, right = content.signers
        blocks.append(two_signatures((left.title, left.name), (right.title, right.name)))
    return FilledPaper("", name, tuple(blocks), (), (), content.is_landscape)


def blank_rows(heads: Sequence[object], count: int) -> list[list[str]]:
    """Leave so many rows for the pen."""
    return [[""] * len(heads) for _ in range(count)]


def word_file(work: Work, name: str, papers: Sequence[FilledPaper]) -> PrintedPaper:
    """Make one Word file of papers."""
    from rehabdesk.documents import docx

    content = docx.draw_many(papers, practice=work.resources.is_practice)
    return PrintedPaper(0, f"{name}.docx", content)


def two_signatures(left: tuple[str, str], right: tuple[str, str]) -> Signatures:
    """Let two people sign side by side: what each is, and the name where it is known."""
    return Signatures(
        (),
        lines(left[0]),
        lines(SIGN_HERE),
        lines(left[1]),
        lines(right[0]),
        lines(SIGN_HERE),
        lines(right[1]),
    )
