"""The document book on paper: the ten columns of Decree 30/2020, Annex IV, for binding."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Value
from rehabdesk.domain.codes import PaperStatus, Right
from rehabdesk.domain.forms.paper import Recipients
from rehabdesk.domain.records.decision import UNNUMBERED, Decision
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import document_number, prose_date
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.numbering import filled_paper
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

COLUMNS = (
    Column("Số, ký hiệu văn bản", 13, ColumnKind.CODE),
    Column("Ngày tháng văn bản", 12, ColumnKind.DATE),
    Column("Tên loại và trích yếu nội dung văn bản", 34),
    Column("Người ký", 15),
    Column("Nơi nhận văn bản", 30),
    Column("Đơn vị, người nhận bản lưu", 12),
    Column("Số lượng bản", 8, ColumnKind.COUNT),
    Column("Ngày chuyển", 11, ColumnKind.DATE),
    Column("Ký nhận", 9),
    Column("Ghi chú", 14),
)
_KEPT = "Lưu:"
_ENDED = (PaperStatus.WITHDRAWN, PaperStatus.REPLACED)


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
    found = work.session.scalars(
        select(Decision).filter_by(book_id=book.id, year=year).order_by(Decision.number)
    )
    numbered = {each.id: each for each in found if each.status not in UNNUMBERED}
    rows: list[tuple[Value, ...]] = []
    for row in reversed(list_register(work, book.id, year)):
        if row.is_gap:
            note = f"Bỏ trống: {row.gap_reason}" if row.gap_reason else "Bỏ trống"
            number = f"{document_number(row.number or 0)}/{book.symbol}"
            rows.append((number, *[None] * 8, note))
        elif row.decision_id in numbered:
            rows.append(_row(work, numbered[row.decision_id], row.signer, row.concerns))
    return tuple(rows)


def _row(work: Work, decision: Decision, signer: str, concerns: str) -> tuple[Value, ...]:
    sent, kept = _recipients(work, decision)
    subject = f"Quyết định {decision.title[:1].lower()}{decision.title[1:]}"
    note = decision.status.label if decision.status in _ENDED else ""
    return (
        decision.full_number,
        decision.document_date,
        f"{subject}: {concerns}" if concerns else subject,
        signer,
        sent,
        kept,
        None,
        None,
        None,
        note,
    )


def _recipients(work: Work, decision: Decision) -> tuple[str, str]:
    """Return whom the paper itself says it goes to, and who keeps a copy."""
    sent, kept = [], ""
    for block in filled_paper(work, decision).blocks:
        if isinstance(block, Recipients):
            for line in block.lines:
                words = line.text.strip("-;. ")
                if words.startswith(_KEPT):
                    kept = words.removeprefix(_KEPT).strip()
                else:
                    sent.append(words)
    return "; ".join(sent), kept
