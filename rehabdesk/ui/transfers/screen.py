"""Every file sent away or come from elsewhere, with how far it has got."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import TransferDirection, TransferStatus
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.transfers.listing import TransferRow, list_transfers
from rehabdesk.services.transfers.receipts import Noted, note_receipt, write_receipt
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.transfers.places import RECEIPTS, last_folder, note_folder
from rehabdesk.ui.visits import OpenPerson, OpenTransfers, ReceiveFiles

EMPTY = (
    "Chưa chuyển, chưa nhận hồ sơ nào. Chuyển đi: mở một hồ sơ, bấm Việc khác › Chuyển hồ sơ đi…"
)
_SIGNS = {
    TransferStatus.SENT: Sign("hourglass", "warn"),
    TransferStatus.RECEIVED: Sign("checkmark_circle", "ok"),
    TransferStatus.RETURNED: Sign("error_circle", "danger"),
    TransferStatus.TAKEN_IN: Sign("checkmark_circle", "ok"),
    TransferStatus.REFUSED: Sign("arrow_undo"),
}
_WAYS = {
    TransferDirection.OUT: Sign("arrow_right"),
    TransferDirection.IN: Sign("arrow_import"),
}
_row = Column[TransferRow]
COLUMNS = (
    _row(
        "Chiều", lambda row: row.direction.label, width=118, sign=lambda row: _WAYS[row.direction]
    ),
    _row("Họ và tên", lambda row: row.person_name, width=150, is_subject=True),
    _row("Hồ sơ", lambda row: row.case_code, width=84),
    _row("Nơi gửi, nơi nhận", lambda row: row.other_office, width=180, is_stretched=True),
    _row("Ngày chuyển", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=100),
    _row("Thông báo (Mẫu 54)", lambda row: row.notice, width=168),
    _row(
        "Trạng thái",
        lambda row: row.status.label,
        width=146,
        sign=lambda row: _SIGNS[row.status],
    ),
    _row(
        "Biên nhận",
        lambda row: f"{row.answered_on:%d/%m/%Y}" if row.answered_on else "",
        width=96,
    ),
    _row("Lý do trả lại", lambda row: row.reason.replace("\n", " "), width=110),
)


class TransfersScreen(QWidget):
    """Enter opens the file; a receipt is noted here, and written here."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset({"transfer"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._meant: int | None = None
        self.write_button = KeyButton("&Lưu biên nhận…", "Ctrl+S", "arrow_download")
        self.note_button = KeyButton("&Ghi biên nhận bên kia gửi…", "Ctrl+O", "folder_open")
        self.receive_button = KeyButton(
            "Nhận hồ sơ chuyển đến…", "Ctrl+N", "arrow_import", "primary"
        )
        buttons = (self.write_button, self.note_button, self.receive_button)
        self.head = PageHead("Chuyển đi, chuyển đến", buttons=buttons, has_back=True)
        self.message = MessageFrame()
        rows = Rows(COLUMNS, self, identity=lambda row: row.id)
        self.table = ListTable(rows, "transfers", habits)
        self.table.setAccessibleName("Chuyển đi, chuyển đến")
        self.table.set_empty(EMPTY)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addSpacing(6)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self._note_row(None)
        self.refresh()

    def _connect(self) -> None:
        self.head.back_wanted.connect(self.back_wanted)
        self.receive_button.clicked.connect(lambda: self.wanted.emit(ReceiveFiles()))
        self.note_button.clicked.connect(self._ask_receipt)
        self.write_button.clicked.connect(self._ask_where)
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._note_row)
        self.table.menu_wanted.connect(self._open_menu)
        self._desk.changed.connect(self._refresh_if_touched)

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenTransfers):
            self._meant = visit.transfer_id
            self.message.hush()
            self.refresh()
            self.table.setFocus()

    def refresh(self) -> None:
        self._desk.look(self, list_transfers, self._show, "transfers")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def _show(self, rows: list[TransferRow]) -> None:
        self.table.show_rows(rows)
        waiting = sum(row.status is TransferStatus.SENT for row in rows)
        told = [f"{len(rows)} lần chuyển"] if rows else []
        if waiting:
            told.append(f"{waiting} gói chưa có biên nhận")
        self.head.set_line(" · ".join(told))
        meant = next((row for row in rows if row.id == self._meant), None)
        if meant is not None:
            self.table.choose(meant.id)
        self._meant = None
        self._note_row(self.table.current)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _note_row(self, row: TransferRow | None) -> None:
        keeps = self._may(Right.KEEP_FILES)
        is_in = row is not None and row.direction is TransferDirection.IN
        self.write_button.setEnabled(is_in and keeps)
        self.note_button.setVisible(keeps)
        self.receive_button.setVisible(keeps)

    def _open(self, row: TransferRow) -> None:
        if row.person_id is not None:
            self.wanted.emit(OpenPerson(row.person_id))

    def _open_menu(self, row: TransferRow, place: QPoint) -> None:
        lines: list[Line] = [
            ("Mở hồ sơ\tEnter", partial(self._open, row), row.person_id is not None),
            ("Lưu biên nhận…\tCtrl+S", self._ask_where, self.write_button.isEnabled()),
        ]
        open_menu(self, lines, place)

    def _ask_receipt(self) -> None:
        title, folder = "Ghi biên nhận bên kia gửi", last_folder(self._habits)
        ask.open_file(self, title, folder, RECEIPTS, self.note)

    def note(self, path: Path) -> None:
        note_folder(self._habits, path)
        self.message.hush()
        self._desk.do(self, partial(note_receipt, path=path), self._tell_noted)

    def _tell_noted(self, noted: Noted) -> None:
        self._meant = noted.transfer_id
        if noted.status is TransferStatus.RECEIVED:
            words = f"{noted.office} đã nhận hồ sơ {noted.person_name} ngày {noted.on:%d/%m/%Y}."
            self.message.say("ok", words)
            return
        self.message.say(
            "warn",
            f"{noted.office} trả lại hồ sơ {noted.person_name} ngày {noted.on:%d/%m/%Y}: "
            f"{noted.reason} Nếu người đó vẫn ở đây, mở hồ sơ rồi bấm Việc khác › Mở lại.",
        )

    def _ask_where(self) -> None:
        if (row := self.table.current) is not None and self.write_button.isEnabled():
            suggested = last_folder(self._habits) / f"Bien nhan {row.on:%Y-%m-%d}.rdbiennhan"
            then = partial(self.write, row.id)
            ask.save_file(self, "Lưu biên nhận", suggested, RECEIPTS, then)

    def write(self, transfer_id: int, path: Path) -> None:
        note_folder(self._habits, path)
        act = partial(write_receipt, transfer_id=transfer_id, path=path)
        told = "Đã lưu biên nhận “{}”. Gửi lại tệp này cho bên gửi hồ sơ."
        self._desk.do(self, act, lambda done: self._desk.say(told.format(done.name)))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()
