"""What was thrown away: by whom and when, until when it can be got back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.bin.keeping import KEPT_DAYS, BinRow, erase, list_bin
from rehabdesk.services.bin.throwing import Thrown, bring_back
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenBin

EMPTY = "Thùng rác trống. Thứ gì xóa đi nằm ở đây 90 ngày, lấy lại được nguyên như trước."
COLUMNS = (
    Column[BinRow]("Loại", lambda row: row.kind, width=130),
    Column[BinRow](
        "Nội dung", lambda row: row.title, width=420, is_subject=True, is_stretched=True
    ),
    Column[BinRow](
        "Xóa lúc",
        lambda row: f"{row.binned_at:%d/%m/%Y %H:%M}",
        lambda row: row.binned_at,
        width=140,
    ),
    Column[BinRow]("Người xóa", lambda row: row.binned_by, width=170),
    Column[BinRow](
        "Giữ đến", lambda row: f"{row.erased_on:%d/%m/%Y}", lambda row: row.erased_on, width=110
    ),
)


class EraseDialog(FormDialog):
    """Erasing for good asks what for; it cannot be undone, and says so."""

    def __init__(self, desk: Desk, rows: list[BinRow], parent: QWidget) -> None:
        super().__init__("Xóa hẳn", "Xóa hẳn", parent, quiet_text="Giữ lại")
        self._desk = desk
        self._ids = [row.id for row in rows]
        what = rows[0].title if len(rows) == 1 else f"{len(rows)} mục"
        self.message.say(
            "warn", f"Xóa hẳn {what}. Không lấy lại được nữa; sổ nhật ký chỉ còn ghi việc xóa."
        )
        self.accept_button.set_kind("danger")
        self.purpose = TextField("", "Nhập nhầm người xã khác")
        self.add("purpose", "&Mục đích", self.purpose)

    def submit(self) -> None:
        act = partial(erase, item_ids=self._ids, purpose=self.purpose.value)
        self._desk.do(self, act, self._close)

    def _close(self, count: int) -> None:
        self.accept()
        self._desk.say(f"Đã xóa hẳn {count} mục.")


class BinScreen(QWidget):
    """Enter gets the current line back; only an administrator erases for good."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset({"bin_item"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.erase_button = KeyButton("&Xóa hẳn…", kind="danger")
        self.back_button = KeyButton("&Lấy lại", "Enter", "arrow_undo", "primary", is_bound=False)
        buttons = (self.erase_button, self.back_button)
        self.head = PageHead("Thùng rác", buttons=buttons, has_back=True)
        self.message = MessageFrame()
        self.table = ListTable(Rows(COLUMNS, self, has_ticks=True), "bin", habits)
        self.table.setAccessibleName("Thùng rác")
        self.table.set_empty(EMPTY)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.head.back_wanted.connect(self.back_wanted)
        self.head.set_line(f"giữ {KEPT_DAYS} ngày rồi tự xóa hẳn")
        self.back_button.clicked.connect(self._bring_back)
        self.erase_button.clicked.connect(self._erase)
        self.table.opened.connect(self._bring_back)
        self.table.moved_to.connect(self._note_row)
        self.table.menu_wanted.connect(self._open_menu)
        desk.changed.connect(self._refresh_if_touched)
        self._note_row(None)
        self.refresh()

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenBin):
            self.refresh()
            self.table.setFocus()

    def refresh(self) -> None:
        self._desk.look(self, list_bin, self._show, "bin")

    def _show(self, rows: list[BinRow]) -> None:
        self.table.show_rows(rows)
        self._note_row(self.table.current)

    def _note_row(self, _: object) -> None:
        has_row = self.table.current is not None
        self.back_button.setEnabled(has_row and self._may(Right.KEEP_FILES))
        self.erase_button.setVisible(self._may(Right.ERASE_FOR_GOOD))
        self.erase_button.setEnabled(has_row)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _bring_back(self, _: object = None) -> None:
        if not self.back_button.isEnabled():
            return
        self.message.hush()
        for row in self.table.chosen:
            self._desk.do(self, partial(bring_back, item_id=row.id), self._tell)

    def _tell(self, back: Thrown) -> None:
        self._desk.say(f"Đã lấy lại {back.title}.")
        self.table.setFocus()

    def _erase(self) -> None:
        if rows := self.table.chosen:
            EraseDialog(self._desk, rows, self).open()

    def _open_menu(self, _: BinRow, place: QPoint) -> None:
        lines: list[Line] = [("Lấy lại\tEnter", self._bring_back, self.back_button.isEnabled())]
        if self._may(Right.ERASE_FOR_GOOD):
            lines.append(("Xóa hẳn…", self._erase, True))
        open_menu(self, lines, place)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)
