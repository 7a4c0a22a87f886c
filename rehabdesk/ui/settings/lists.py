"""The office's lists: who signs, which books, which hamlets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.text import name_order, word_order
from rehabdesk.services.lists.pasting import HAMLET_HEADS, add_pasted_hamlets, look_at_hamlets
from rehabdesk.services.office import Work
from rehabdesk.services.offices import (
    BookRow,
    HamletRow,
    SignerFacts,
    SignerRow,
    add_book,
    add_hamlet,
    add_signer,
    correct_book,
    correct_hamlet,
    correct_signer,
    list_books,
    list_hamlets,
    list_signers,
)
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.settings.part import ListPart, ListSpec, PasteSpec
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.undoing import LineAct, do_undoably

NOW = "nay"


def day_words(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else NOW


def use_sign(*, is_used: bool) -> Sign:
    return Sign("checkmark_circle", "ok") if is_used else Sign("circle", "neutral")


def use_words(*, is_used: bool) -> str:
    return "Đang dùng" if is_used else "Thôi dùng"


class KeptDialog(FormDialog):
    """Adds a line, or corrects one; says what has been kept."""

    def __init__(self, desk: Desk, title: str, parent: QWidget, *, is_new: bool) -> None:
        super().__init__(title, "Thêm" if is_new else "Lưu", parent)
        self._desk = desk
        self._page = parent

    def close_with(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu")


class SignerDialog(KeptDialog):
    def __init__(self, desk: Desk, today: date, row: SignerRow | None, parent: QWidget) -> None:
        title = "Thêm người ký" if row is None else "Sửa người ký"
        super().__init__(desk, title, parent, is_new=row is None)
        self._row = row
        facts = row.facts if row else SignerFacts("", "CHỦ TỊCH", "", today)
        self.name = NeededField("Nhập họ và tên.", value=facts.full_name)
        self.title = NeededField("Nhập chức vụ.", value=facts.title)
        self.authority = TextField(facts.authority_line, "Để trống khi tự ký")
        self.since = NeededDate(today, facts.valid_from, needs_day=True)
        self.until = DateField(today, facts.valid_until, needs_day=True)
        self.add("name", "&Họ và tên", self.name)
        self.add_row(
            Entry("title", "&Chức vụ", self.title),
            Entry("authority", "Ký t&hay, như KT. CHỦ TỊCH", self.authority),
        )
        self.add_row(
            Entry("valid_from", "&Từ ngày", self.since),
            Entry("valid_until", "Đến n&gày", self.until, "Để trống khi còn nhiệm vụ"),
        )

    def submit(self) -> None:
        facts = SignerFacts(
            self.name.value,
            self.title.value,
            self.authority.value,
            self.since.day or date.min,
            self.until.day,
        )
        if self._row is None:
            self._desk.do(self, partial(add_signer, facts=facts), self.close_with)
        else:
            edit = Edit(self._row.facts, facts, self._row.version, partial(_signer, self._row.id))
            settled(self._desk, self, edit, self.close_with)


class BookDialog(KeptDialog):
    def __init__(self, desk: Desk, row: BookRow | None, parent: QWidget) -> None:
        title = "Thêm sổ" if row is None else f"Sửa sổ {row.name}"
        super().__init__(desk, title, parent, is_new=row is None)
        self._row = row
        self.name = NeededField("Nhập tên sổ.", value=row.name if row else "")
        self.name.setEnabled(row is None)
        self.symbol = NeededField("Nhập ký hiệu.", value=f"/{row.symbol}" if row else "/")
        self.in_use = QCheckBox("Đang &dùng để ghi số")
        self.in_use.setChecked(row is None or row.is_active)
        if row is None:
            self.in_use.hide()
        self.add("name", "&Tên sổ", self.name)
        self.add("symbol", "&Ký hiệu in sau số", self.symbol)
        self.body.addWidget(self.in_use)

    def submit(self) -> None:
        if self._row is None:
            act = partial(add_book, name=self.name.value, symbol=self.symbol.value)
            self._desk.do(self, act, self.close_with)
            return
        symbol = self.symbol.value.lstrip("/")
        row = replace(self._row, symbol=symbol, is_active=self.in_use.isChecked())
        settled(self._desk, self, Edit(self._row, row, row.version, _book), self.close_with)


class HamletDialog(KeptDialog):
    def __init__(self, desk: Desk, row: HamletRow | None, parent: QWidget) -> None:
        title = "Thêm thôn, tổ dân phố" if row is None else "Sửa thôn, tổ dân phố"
        super().__init__(desk, title, parent, is_new=row is None)
        self._row = row
        missing = "Nhập tên thôn, tổ dân phố."
        self.name = NeededField(missing, "Thôn Thượng", row.name if row else "")
        self.former = TextField(row.former_commune if row else "", "Để trống khi không đổi")
        self.in_use = QCheckBox("Còn &dùng trong danh mục")
        self.in_use.setChecked(row is None or row.is_active)
        if row is None:
            self.in_use.hide()
        self.add("name", "&Tên thôn, tổ dân phố", self.name)
        self.add("former", "&Xã cũ trước 01/07/2025", self.former)
        self.body.addWidget(self.in_use)

    def submit(self) -> None:
        if self._row is None:
            act = partial(add_hamlet, name=self.name.value, former_commune=self.former.value)
            self._desk.do(self, act, self._close_added)
            return
        row = replace(
            self._row,
            name=self.name.value,
            former_commune=self.former.value,
            is_active=self.in_use.isChecked(),
        )
        edit = Edit(self._row, row, row.version, _hamlet)
        line = LineAct(edit, "hamlet", row.id, f"Đã lưu {row.name}")
        do_undoably(self._desk, self, self._page, line, lambda _: self.accept())

    def _close_added(self, hamlet_id: int) -> None:
        self.accept()
        undo = partial(throw, self._desk, self._page, "hamlet", hamlet_id)
        self._desk.say(f"Đã thêm {self.name.value}", UNDO, undo)


def _signer(signer_id: int, facts: SignerFacts, version: int) -> Callable[[Work], None]:
    return partial(correct_signer, signer_id=signer_id, version=version, facts=facts)


def _book(row: BookRow, version: int) -> Callable[[Work], None]:
    return partial(
        correct_book,
        book_id=row.id,
        version=version,
        symbol=row.symbol,
        is_active=row.is_active,
    )


def _hamlet(row: HamletRow, version: int) -> Callable[[Work], None]:
    return partial(correct_hamlet, hamlet_id=row.id, version=version, row=row)


def signers_part(desk: Desk, habits: QSettings, today: date) -> ListPart[SignerRow]:
    columns = (
        Column[SignerRow](
            "Họ và tên",
            lambda row: row.facts.full_name,
            lambda row: name_order(row.facts.full_name),
            width=220,
            is_subject=True,
        ),
        Column[SignerRow]("Chức vụ", lambda row: row.facts.title, width=180),
        Column[SignerRow]("Ký thay", lambda row: row.facts.authority_line, width=170),
        Column[SignerRow](
            "Từ ngày", lambda row: day_words(row.facts.valid_from), lambda row: row.facts.valid_from
        ),
        Column[SignerRow](
            "Đến ngày",
            lambda row: day_words(row.facts.valid_until),
            lambda row: row.facts.valid_until or date.max,
            is_stretched=True,
        ),
    )
    spec = ListSpec(
        "signers",
        "Người ký",
        columns,
        list_signers,
        partial(SignerDialog, desk, today),
        frozenset({"signer"}),
        "&Thêm người ký…",
        "Người soạn quyết định chọn được ai còn nhiệm vụ vào ngày ký. Quyết định cũ giữ tên cũ.",
        "Chưa có người ký nào. Bấm Ctrl+N để thêm.",
    )
    return ListPart(desk, habits, spec)


def books_part(desk: Desk, habits: QSettings) -> ListPart[BookRow]:
    columns = (
        Column[BookRow]("Sổ", lambda row: row.name, width=260, is_subject=True),
        Column[BookRow]("Ký hiệu", lambda row: f"/{row.symbol}", width=180),
        Column[BookRow](
            "Tình trạng",
            lambda row: use_words(is_used=row.is_active),
            sign=lambda row: use_sign(is_used=row.is_active),
            is_stretched=True,
        ),
    )
    spec = ListSpec(
        "books",
        "Sổ và ký hiệu văn bản",
        columns,
        list_books,
        partial(BookDialog, desk),
        frozenset({"document_book"}),
        "&Thêm sổ…",
        "Mỗi sổ đánh số lại từ 01 mỗi năm. Số do văn thư cho; phần mềm chỉ gợi ý số kế tiếp.",
        "Chưa có sổ nào. Bấm Ctrl+N để thêm.",
    )
    return ListPart(desk, habits, spec)


def hamlets_part(desk: Desk, habits: QSettings) -> ListPart[HamletRow]:
    columns = (
        Column[HamletRow](
            "Thôn, tổ dân phố",
            lambda row: row.name,
            lambda row: word_order(row.name),
            width=260,
            is_subject=True,
        ),
        Column[HamletRow]("Xã cũ trước 01/07/2025", lambda row: row.former_commune, width=240),
        Column[HamletRow](
            "Tình trạng",
            lambda row: use_words(is_used=row.is_active),
            sign=lambda row: use_sign(is_used=row.is_active),
            is_stretched=True,
        ),
    )
    spec = ListSpec(
        "hamlets",
        "Thôn, tổ dân phố",
        columns,
        _hamlets_in_order,
        partial(HamletDialog, desk),
        frozenset({"hamlet"}),
        "&Thêm thôn, tổ…",
        "Thôn thôi dùng vẫn còn trong hồ sơ cũ, chỉ không hiện khi chọn mới. "
        "Chép từ Excel hai cột tên thôn, xã cũ rồi bấm Ctrl+V tại đây để thêm nhiều thôn.",
        "Chưa có thôn, tổ dân phố nào. Bấm Ctrl+N để thêm.",
        paste=PasteSpec(HAMLET_HEADS, look_at_hamlets, add_pasted_hamlets),
        bin_kind="hamlet",
    )
    return ListPart(desk, habits, spec)


def _hamlets_in_order(work: Work) -> list[HamletRow]:
    return sorted(list_hamlets(work), key=lambda row: word_order(row.name))
