"""The parts of plain papers: no form of the law, so only office, title, words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rehabdesk.domain.forms.paper import Letterhead, Line, Signatures, Span, Table
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

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


def blank_rows(heads: Sequence[object], count: int) -> list[list[str]]:
    """Leave so many rows for the pen."""
    return [[""] * len(heads) for _ in range(count)]


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
