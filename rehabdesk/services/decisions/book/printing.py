"""The document book on paper: the ten columns of Decree 30/2020, Annex IV, for binding."""

from __future__ import annotations

import re

from sqlalchemy import select

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Value
from rehabdesk.domain.codes import Right, Validity
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import document_number, prose_date
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.life.deliveries import DeliveryRow, deliveries_of
from rehabdesk.services.decisions.life.kinds import paper_kind
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

COLUMNS = (
    Column("Số, ký hiệu văn bản", 12, ColumnKind.CODE),
    Column("Ngày tháng văn bản", 11, ColumnKind.DATE),
    Column("Tên loại và trích yếu nội dung văn bản", 30),
    Column("Người ký", 13),
    Column("Nơi nhận văn bản", 35),
    Column("Đơn vị, người nhận bản lưu", 11),
    Column("Số lượng bản", 7, ColumnKind.COUNT),
    Column("Ngày chuyển", 11, ColumnKind.DATE),
    Column("Ký nhận", 17),
    Column("Ghi chú", 14),
)


_FORM = re.compile(r"\s*\(Mẫu [^)]*\)$")  # ours, not of the paper's own subject


# Acts


def print_book(work: Work, book_id: int, year: int, purpose: str) -> PrintedPaper:
    """Draw a book of a year as it stands; that it left the program, and why, is recorded."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    work.require(Right.EXPORT_LISTS)
    if not clean(purpose):
        raise PurposeRequired
    book = work.session.get_one(DocumentBook, book_id)
    rows = _rows(work, book, year)
    profile = profile_on(work, work.today)
    official = OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {prose_date(work.today)}",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        COLUMNS,
        rows,
        f"Sổ {book.name}, năm {year}",
    )
    fonts.register(work.resources.fonts)
    content = draw_listing(official, practice=work.resources.is_practice)
    work.record("document_book.printed", book, year=year, count=len(rows), purpose=clean(purpose))
    return PrintedPaper(0, f"Sổ {book.name} {year}.pdf", content)


def _rows(work: Work, book: DocumentBook, year: int) -> tuple[tuple[Value, ...], ...]:
    """Return every number of the year from the first on; blank ones keep their line."""
    found = work.session.scalars(
        select(Decision).filter_by(book_id=book.id, year=year).order_by(Decision.number)
    )
    numbered = {each.id: each for each in found if each.status not in UNNUMBERED}
    given = deliveries_of(work, numbered)
    rows: list[tuple[Value, ...]] = []
    for row in reversed(list_register(work, book.id, year)):
        if row.is_gap:
            note = f"Bỏ trống: {row.gap_reason}" if row.gap_reason else "Bỏ trống"
            number = f"{document_number(row.number or 0)}/{book.symbol}"
            rows.append((number, *[None] * 8, note))
        elif row.decision_id in numbered:
            decision = numbered[row.decision_id]
            rows.append(_row(decision, row, given.get(decision.id, [])))
    return tuple(rows)


def _row(decision: Decision, row: RegisterRow, given: list[DeliveryRow]) -> tuple[Value, ...]:
    return (
        decision.full_number,
        decision.document_date,
        _subject(decision, row),
        row.signer,
        row.sent_to,
        row.kept_by,
        row.copies,
        given[0].given_on if given else None,
        "; ".join(_taken(each) for each in given),
        _note(row),
    )


def _subject(decision: Decision, row: RegisterRow) -> str:
    """Name the kind of the paper and what it is about, once."""
    kind = paper_kind(decision.book.symbol)
    title = _FORM.sub("", decision.title)
    says_it = title.lower().startswith(kind.lower())
    subject = title if says_it else f"{kind} {title[:1].lower()}{title[1:]}"
    return f"{subject}: {row.concerns}" if row.concerns else subject


def _taken(each: DeliveryRow) -> str:
    return f"{each.receiver_name} (không nhận)" if each.is_refused else each.receiver_name


def _note(row: RegisterRow) -> str:
    """Say what became of the number: ended by which other, put right from which."""
    parts = []
    if row.is_struck or row.validity is Validity.EXPIRED:
        reason = row.validity_text.partition(", ")[2]
        word = row.status.label if row.status and row.is_struck else "Hết hiệu lực"
        tail = reason if reason.startswith("do ") or not row.is_struck else ""
        parts.append(f"{word}, {tail}" if tail else word)
    if row.number_before:
        parts.append(f"Sửa từ số {row.number_before}")
    return "; ".join(parts)
