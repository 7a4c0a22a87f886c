"""The document book as the screen asks for it: one book, one year, filtered in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, PaperStatus, Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.text import fold
from rehabdesk.services.decisions.register import RegisterRow, list_register, register_years
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_books


class BookShelf(Coded):
    """The states a list may be narrowed to."""

    ALL = "all", "Mọi trạng thái"
    DRAFTING = "drafting", "Đang soạn"
    AWAITING = "awaiting", "Chờ số"
    NUMBERED = "numbered", "Đã có số"
    UNDELIVERED = "undelivered", "Có số, chưa giao"
    OVER = "over", "Bị thay thế, thu hồi"
    BLANK = "blank", "Số bỏ trống"
    UNSCANNED = "unscanned", "Thiếu bản đã ký"


@dataclass(frozen=True, slots=True)
class BookFilter:
    book_id: int | None = None  # the first book
    year: int | None = None  # the present one
    words: str = ""
    shelf: BookShelf = BookShelf.ALL
    paper_id: int | None = None  # stands above book and year: those of a paper looked for


@dataclass(frozen=True, slots=True)
class BookName:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class BookView:
    book: BookName
    year: int
    books: tuple[BookName, ...]
    years: tuple[int, ...]
    rows: tuple[RegisterRow, ...]
    everything: int
    awaiting: int
    undelivered: int
    unscanned: int
    highest: int | None


# Looks


def view_book(work: Work, wanted: BookFilter) -> BookView | None:
    """Return what the filter leaves of a book; nothing when the office keeps no book."""
    work.require(Right.READ_FILES)
    books = tuple(BookName(row.id, row.name) for row in list_books(work))
    if not books:
        return None
    book_id, year = wanted.book_id, wanted.year
    if wanted.paper_id is not None:
        paper = work.session.get_one(Decision, wanted.paper_id)
        book_id, year = paper.book_id, paper.year
    book = next((each for each in books if each.id == book_id), books[0])
    year = year or work.today.year
    rows = list_register(work, book.id, year)
    return BookView(
        book,
        year,
        books,
        tuple(register_years(work, book.id)),
        tuple(row for row in rows if _stands_on(row, wanted.shelf) and _says(row, wanted.words)),
        len(rows),
        sum(1 for row in rows if row.awaits_number),
        sum(1 for row in rows if row.status is PaperStatus.NUMBERED),
        sum(1 for row in rows if lacks_copy(row)),
        max((row.number for row in rows if row.number and not row.is_gap), default=None),
    )


def lacks_copy(row: RegisterRow) -> bool:
    return row.number is not None and not row.is_gap and not row.has_signed_copy


_STANDS: dict[BookShelf, Callable[[RegisterRow], bool]] = {
    BookShelf.DRAFTING: lambda row: row.status is PaperStatus.DRAFTING,
    BookShelf.AWAITING: lambda row: row.awaits_number,
    BookShelf.NUMBERED: lambda row: row.number is not None and not row.is_gap,
    BookShelf.UNDELIVERED: lambda row: row.status is PaperStatus.NUMBERED,
    BookShelf.OVER: lambda row: row.is_struck,
    BookShelf.BLANK: lambda row: row.is_gap,
    BookShelf.UNSCANNED: lacks_copy,
}


def _stands_on(row: RegisterRow, shelf: BookShelf) -> bool:
    return shelf is BookShelf.ALL or _STANDS[shelf](row)


def _says(row: RegisterRow, words: str) -> bool:
    """Match every typed word with a beginning of some word of the row, accents aside."""
    said = fold(f"{row.number_text} {row.title} {row.concerns} {row.signer}").split()
    return all(any(each.startswith(word) for each in said) for word in fold(words).split())
