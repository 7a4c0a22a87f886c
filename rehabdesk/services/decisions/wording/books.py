"""The book a paper gets its number from, and so the symbol it carries."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work

_BOOK_NAMES = {
    "QĐ": "Quyết định",
    "GXN": "Giấy xác nhận",
    "GCN": "Giấy chứng nhận",
    "GM": "Giấy mời",
    "BC": "Báo cáo",
}


class NoBook(Refusal):
    def __init__(self, symbol: str) -> None:
        super().__init__(
            f"Chưa có sổ văn bản dùng ký hiệu {symbol}. Thêm ở Cài đặt › Sổ và ký hiệu văn bản."
        )


def book_for(work: Work, form: Form) -> DocumentBook:
    """Return the book of this kind of paper; the office may write its symbol in its own way.

    A kind the office has never written gets its book with the first paper; one it has closed
    stays closed.
    """
    return _book_of(work, form) or _first_book(work, form)


def _first_book(work: Work, form: Form) -> DocumentBook:
    kind = _kind_of(form.symbol)
    symbols = work.session.scalars(select(DocumentBook.symbol))
    if kind not in _BOOK_NAMES or any(_kind_of(symbol) == kind for symbol in symbols):
        raise NoBook(form.symbol)
    book = DocumentBook(_BOOK_NAMES[kind], form.symbol)
    work.session.add(book)
    work.record("document_book.added", book, name=book.name, symbol=book.symbol)
    return book


def symbol_of(work: Work, form: Form) -> str:
    book = _book_of(work, form) if form.number_in_book else None
    return book.symbol if book else form.symbol


def _book_of(work: Work, form: Form) -> DocumentBook | None:
    """Find the book with the form's symbol, else one for the same kind of paper ("QĐ-…")."""
    books = work.session.scalars(
        select(DocumentBook).filter_by(is_active=True).order_by(DocumentBook.id)
    ).all()
    kind = _kind_of(form.symbol)
    same_kind = [book for book in books if _kind_of(book.symbol) == kind]
    exact = [book for book in same_kind if book.symbol == form.symbol]
    return next(iter(exact or same_kind), None)


def _kind_of(symbol: str) -> str:
    return symbol.partition("-")[0]
