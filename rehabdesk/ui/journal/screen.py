"""The journal: who looked, printed, let out and changed; whole or not, as can be checked."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QSettings, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.audit import ChainReport
from rehabdesk.services.journal.looks import (
    Journal,
    JournalRow,
    JournalWanted,
    check_journal,
    read_journal,
    this_week,
)
from rehabdesk.services.journal.words import Kind
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import NAMING, Desk
from rehabdesk.ui.kit.fields import ComboField, SearchField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, filter_bar, page_layout
from rehabdesk.ui.visits import OpenJournal, OpenPerson

SEARCH = 240
EMPTY = "Không có dòng nào. Bỏ bớt điều kiện lọc rồi xem lại."
DAYS = ((0, "Hôm nay"), (6, "7 ngày gần nhất"), (29, "30 ngày gần nhất"), (-1, "Từ đầu"))
EVERYBODY = "Mọi người dùng"
_SIGNS = {
    Kind.LOOKED: "eye",
    Kind.PRINTED: "print",
    Kind.LEFT: "arrow_download",
    Kind.WRITTEN: "edit",
    Kind.KEPT_SAFE: "shield_checkmark",
}
_text = Column[JournalRow]
COLUMNS = (
    _text("Lúc", lambda row: f"{row.at:%d/%m/%Y %H:%M}", lambda row: row.at, width=132),
    _text("Ai", lambda row: row.who, width=140),
    _text("Làm gì", lambda row: row.verb, width=130, sign=lambda row: Sign(_SIGNS[row.kind])),
    _text("Với", lambda row: row.what, width=240, is_subject=True),
    _text("Ô", lambda row: row.field, width=140),
    _text("Trước", lambda row: row.before, width=140, tint=lambda _: "text.secondary"),
    _text("Sau", lambda row: row.after, width=180, is_stretched=True),
)


class JournalScreen(QWidget):
    """Enter opens the file a line is about; nobody changes or removes a line."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.mine_button = KeyButton("Việc tôi làm tuần nà&y")
        self.check_button = KeyButton("Kiểm tr&a nhật ký", picture="shield_checkmark")
        self.print_button = KeyButton("&In nhật ký", "Ctrl+P", "print", is_bound=False)
        buttons = (self.mine_button, self.check_button, self.print_button)
        self.head = PageHead("Nhật ký", "không ai sửa hay xóa được nhật ký", buttons)
        self.message = MessageFrame()
        self.words = SearchField("Tìm trong nhật ký", key="Ctrl+F")
        self.words.setFixedWidth(Style.current.length(SEARCH))
        self.user = ComboField[str]([("", EVERYBODY)], is_filter=True)
        self.kind = ComboField([(each, each.label) for each in Kind], is_filter=True)
        self.days = ComboField(DAYS, is_filter=True)
        self.days.value = DAYS[2][0]
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.table = ListTable(Rows(COLUMNS, self), "journal", habits)
        self.table.setAccessibleName("Nhật ký")
        self.table.set_empty(EMPTY)
        self.table.told = Told("NHẬT KÝ\nViệc đã làm trong phần mềm", self._told)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        for combo, name in ((self.user, "Ai"), (self.kind, "Làm gì"), (self.days, "Ngày")):
            combo.setAccessibleName(name)
            combo.fit_choices()
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addLayout(filter_bar(self.words, self.user, self.kind, self.days, None, self.count))
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.mine_button.clicked.connect(self._show_mine)
        self.check_button.clicked.connect(self._check)
        self.print_button.clicked.connect(partial(self.table.leave, Way.PRINT))
        self.words.rested.connect(self.refresh)
        for combo in (self.user, self.kind, self.days):
            combo.chosen.connect(self.refresh)
        self.table.opened.connect(self._open)
        self._desk.changed.connect(self._refresh_if_turned)

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenJournal):
            self.refresh()
            self.table.setFocus()

    def refresh(self, _: object = None) -> None:
        self._desk.look(self, partial(_read, screen=self._chosen()), self._show, "journal")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def _chosen(self) -> tuple[str, Kind, int, str]:
        days = self.days.value
        return (
            self.user.value or "",
            self.kind.value or Kind.ANY,
            -1 if days is None else days,
            self.words.text(),
        )

    def _show(self, journal: Journal) -> None:
        kept = self.user.value
        self.user.setVisible(journal.sees_all)
        choices = [("", EVERYBODY), *journal.users]
        if journal.sees_all and self.user.count() != len(choices):
            with QSignalBlocker(self.user):
                self.user.offer(choices)
                self.user.value = kept or ""
                self.user.fit_choices()
        self.table.show_rows(journal.rows)
        cut = ", các dòng cũ hơn không hiện" if journal.is_cut else ""
        own = "" if journal.sees_all else "việc của tôi: "
        self.count.setText(f"{own}{len(journal.rows):,} dòng".replace(",", ".") + cut)

    def _told(self) -> str:
        parts = [self.days.currentText()]
        if self.user.value:
            parts.append(self.user.currentText())
        if self.kind.value is not Kind.ANY:
            parts.append(self.kind.currentText())
        if words := self.words.text().strip():
            parts.append(f"có chữ “{words}”")
        return ", ".join(parts)

    def _show_mine(self) -> None:
        """Show what I have done since Monday, to be read and printed (F152)."""

        def show(journal: Journal) -> None:
            self._show(journal)
            self.message.say("info", "Việc tôi làm từ thứ Hai. Chọn lại ngày để xem cả nhật ký.")

        self._desk.look(self, lambda work: read_journal(work, this_week(work)), show, "journal")

    def _check(self) -> None:
        self._desk.look(self, check_journal, self._tell_checked, "check")

    def _tell_checked(self, report: ChainReport) -> None:
        if report.is_whole:
            words = f"Nhật ký còn nguyên: {report.length} dòng"
            self.message.say("ok", f"{words}, không dòng nào bị sửa, bỏ bớt hay chèn thêm.")
        else:
            self.message.say(
                "bad",
                f"Dòng {report.broken_at} không khớp với dòng trước: nhật ký đã bị sửa từ ngoài "
                "phần mềm. Báo quản trị, giữ nguyên máy và các bản sao lưu.",
            )

    def _open(self, row: JournalRow) -> None:
        if row.person_id is not None:
            self.wanted.emit(OpenPerson(row.person_id))

    def _refresh_if_turned(self, touched: frozenset[str]) -> None:
        """Read anew when names are hidden or shown; everything else waits until it is asked for."""
        if touched == NAMING:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)


def _read(work: Work, screen: tuple[str, Kind, int, str]) -> Journal:
    user, kind, days, words = screen
    since = None if days < 0 else work.today - timedelta(days=days)
    return read_journal(work, JournalWanted(user, kind, since, words))
