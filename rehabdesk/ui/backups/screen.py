"""The kept backups of both places; backing up, opening one to see, going back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.generations import (
    KEPT_DAYS,
    KEPT_LAST,
    KEPT_MONTHS,
    KEPT_WEEKS,
    BackupReason,
)
from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import (
    BackupReport,
    BackupRow,
    BackupState,
    back_up,
    backup_state,
    list_backups,
    place_name,
    second_place,
    try_backup,
)
from rehabdesk.services.safekeeping.sheet import SheetPlace, renew_sheet, sheet_place
from rehabdesk.ui.backups.cards import NeedCard, SafetyCard
from rehabdesk.ui.backups.dialogs import GoBackDialog, SheetDialog
from rehabdesk.ui.entry.second_place import SecondPlace
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, page_layout

MEGABYTE = 1024 * 1024
NO_RIGHT = "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."
KEPT = (
    f"{KEPT_LAST} bản gần nhất, {KEPT_DAYS} ngày, {KEPT_WEEKS} tuần, {KEPT_MONTHS} tháng gần nhất"
)


def _when(row: BackupRow) -> str:
    return f"{row.made_at:%d/%m/%Y %H:%M}" if row.made_at else row.name


def _size(row: BackupRow) -> str:
    return f"{row.size / MEGABYTE:.1f} MB".replace(".", ",") if row.size else ""


def _sign(row: BackupRow) -> Sign:
    good, bad = Sign("checkmark_circle", "ok"), Sign("error_circle", "danger")
    return good if row.is_readable else bad


COLUMNS = (
    Column[BackupRow](
        "Lúc", _when, lambda row: row.made_at or datetime.min, width=140, is_subject=True
    ),
    Column[BackupRow]("Vì sao có bản này", lambda row: row.reason, width=190),
    Column[BackupRow]("Ở đâu", lambda row: row.place, width=180),
    Column[BackupRow]("Mở thử", lambda row: row.says, sign=_sign, width=300, is_stretched=True),
    Column[BackupRow]("Cỡ", _size, lambda row: row.size, width=90, align="right"),
)


@dataclass(frozen=True, slots=True)
class _Sight:
    rows: list[BackupRow]
    state: BackupState
    second: str
    sheet: SheetPlace | None


def _sight(folder: OfficeFolder) -> _Sight:
    place = second_place(folder)
    return _Sight(
        list_backups(folder),
        backup_state(folder),
        place_name(place) if place else "",
        folder.opened.office.look(sheet_place),
    )


class BackupsScreen(QWidget):
    """Whoever may keep backups sees them all; others are told whom to ask."""

    WATCHES = frozenset({"office_setting"})
    state_changed = Signal(object)  # a BackupState, for the dot in the status bar
    restored = Signal()  # everybody is signed out: the sign-in page is next

    def __init__(self, desk: Desk, habits: QSettings, folder: OfficeFolder) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._folder = folder
        actor = desk.office.actor if desk.office else None
        self.is_allowed = actor is not None and actor.may(Right.KEEP_BACKUPS)
        self.now_button = KeyButton("&Sao lưu ngay", "Ctrl+S", "save", "primary")
        self.try_button = KeyButton("&Mở thử một bản…", "", "eye")
        self.back_button = KeyButton("Trở &lại bản đã lưu…", "", "history")
        self.message = MessageFrame()
        self.safety = SafetyCard()
        self.need = NeedCard(may_print=actor is not None and actor.may(Right.KEEP_USERS))
        self.second = SecondPlace(desk, folder)
        self.second.may_change(is_allowed=actor is not None and actor.may(Right.KEEP_OFFICE))
        rows = Rows(COLUMNS, self, identity=lambda row: (row.place, row.name))
        self.table = ListTable(rows, "backups", habits)
        self.table.set_empty("Chưa có bản sao lưu nào. Bấm Ctrl+S để sao lưu ngay.")
        self.table.setProperty("framed", "no")
        self._lay_out()
        self._connect()

    def visit(self, _visit: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        if self.is_allowed and self._folder.is_open:
            self._desk.run(self, partial(_sight, self._folder), self._show, name="sight")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _show(self, sight: _Sight) -> None:
        now = self._folder.clock()
        self.safety.show_state(sight.state, now)
        self.need.show_need(sight.second, sight.sheet)
        self.table.show_rows(sight.rows)
        self.second.refresh()
        self._note_row(self.table.current)
        self.state_changed.emit(sight.state)

    def _lay_out(self) -> None:
        buttons = (self.try_button, self.back_button, self.now_button)
        layout = page_layout(self, PageHead("Sao lưu", buttons=buttons))
        for button in buttons:
            button.setEnabled(self.is_allowed)
        if not self.is_allowed:
            self.message.say("info", NO_RIGHT)
            layout.addWidget(self.message)
            layout.addStretch(1)
            return
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.safety, 11)
        cards.addWidget(self.need, 9)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.message)
        column.addLayout(cards)
        column.addWidget(self._list(), 1)
        layout.addLayout(column, 1)

    def _list(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        title, kept, where = QLabel("Các bản đang giữ"), QLabel(KEPT), QLabel("Nơi thứ hai:")
        title.setProperty("role", "title")
        kept.setProperty("role", "secondary")
        where.setProperty("role", "secondary")
        head = QHBoxLayout()
        head.setContentsMargins(12, 5, 12, 5)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(kept)
        head.addStretch(1)
        head.addWidget(where)
        head.addWidget(self.second)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return card

    def _connect(self) -> None:
        self.now_button.clicked.connect(self._back_up)
        self.try_button.clicked.connect(self._try)
        self.back_button.clicked.connect(self._ask_back)
        self.table.opened.connect(self._try)
        self.table.moved_to.connect(self._note_row)
        self.need.sheet_wanted.connect(self._ask_sheet)
        self._desk.changed.connect(self._refresh_if_touched)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self.isVisible():
            self.refresh()

    def _note_row(self, row: BackupRow | None) -> None:
        is_readable = row is not None and row.is_readable
        self.try_button.setEnabled(row is not None)
        self.back_button.setEnabled(is_readable)

    def _back_up(self) -> None:
        self.message.hush()
        self._desk.run(self, partial(back_up, self._folder, BackupReason.ASKED), self._tell)

    def _tell(self, report: BackupReport) -> None:
        if report.warning:
            self.message.say("warn", report.warning)
        else:
            self._desk.say(f"Đã sao lưu {_when(report.row)} và mở thử được")
        self.refresh()

    def _try(self) -> None:
        row = self.table.current
        if row is not None:
            self.message.hush()
            job = partial(try_backup, self._folder, row.source)
            self._desk.run(self, job, lambda found: self._tell_tried(row, found.counts))

    def _tell_tried(self, row: BackupRow, counts: Mapping[str, int]) -> None:
        persons, papers = counts.get("person", 0), counts.get("decision", 0)
        self.message.say(
            "ok",
            f"Bản {_when(row)} ở {row.place} mở được: {persons} hồ sơ, {papers} văn bản.",
        )
        self.table.setFocus()

    def _ask_back(self) -> None:
        row = self.table.current
        if row is not None:
            dialog = GoBackDialog(self._desk, self._folder, row, self)
            dialog.restored.connect(self.restored)
            dialog.open()

    def _ask_sheet(self) -> None:
        question = ask.Question(
            "In lại phiếu khôi phục",
            "Phiếu mới có mã mới. Phiếu đang cất hết tác dụng ngay khi lập phiếu mới, "
            "dù in xong hay chưa. Chuẩn bị máy in trước, và hủy phiếu cũ sau khi cất phiếu mới.",
            "Lập phiếu mới",
        )
        ask.confirm(self, question, self._renew)

    def _renew(self) -> None:
        self._desk.run(self, partial(renew_sheet, self._folder), self._show_sheet)

    def _show_sheet(self, code: RecoveryCode) -> None:
        office: Office = self._folder.opened.office
        dialog = SheetDialog(self._desk, self._habits, (office, code), self)
        dialog.finished.connect(self.refresh)
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
            self.table.setFocus()
