"""Tin báo: a list of its own, without the givers (F68)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.teamwork.codes import TipState
from rehabdesk.services.activities.looks import Choices, read_choices
from rehabdesk.services.activities.sums import Which, Window
from rehabdesk.services.activities.tips import PassTipOn, TipRow, list_tips, pass_tip_on
from rehabdesk.services.bin.throwing import Thrown, throw_away
from rehabdesk.ui.bin.throwing import take_out, throw_all
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.activities.columns import TIPS
from rehabdesk.ui.team.activities.tip_dialogs import GiverDialog, PassOnDialog, TipDialog
from rehabdesk.ui.undoing import LineAct, do_undoably

EMPTY = "Chưa ghi tin báo nào trong khoảng này. Bấm Ctrl+I."
KIND = "tip"


class TipsPage(QWidget):
    """Received, passed on to the police, answered; who gave it is asked for one by one."""

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._window: Window | None = None
        self._which = Which()
        self._words = ""
        self._awaited: int | None = None
        self.count = QLabel()
        self.count.setProperty("role", "secondary")
        self.forward_button = KeyButton("Chuyển Công &an…", "F4", "arrow_right", is_small=True)
        self.answer_button = KeyButton("Công an t&rả lời…", picture="checkmark", is_small=True)
        self.giver_button = KeyButton("Người ch&o tin…", picture="lock_closed", is_small=True)
        self.table = ListTable(Rows(TIPS, self, has_ticks=True), "team.tips", habits)
        self.table.setAccessibleName("Tin báo")
        self.table.told = Told("Tin báo", lambda: self._words)
        self.table.set_empty(EMPTY)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.count, 1)
        for button in (self.forward_button, self.answer_button, self.giver_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.forward_button.clicked.connect(partial(self._pass_on, is_answer=False))
        self.answer_button.clicked.connect(partial(self._pass_on, is_answer=True))
        self.giver_button.clicked.connect(self._ask_giver)
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._correct)
        self.table.menu_wanted.connect(self._open_menu)
        for key, act in (("F2", self._correct), ("Delete", self._throw)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def show_window(self, window: Window, which: Which, words: str) -> None:
        self._window, self._which, self._words = window, which, words
        self.refresh()

    def refresh(self) -> None:
        if self._window is not None:
            look = partial(list_tips, window=self._window, which=self._which)
            self._desk.look(self, look, self._show, "tips")

    def record(self, team_id: int | None) -> None:
        self._open_form(team_id, None)

    def _show(self, rows: Sequence[TipRow]) -> None:
        self.table.show_rows(rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        passed = sum(1 for row in rows if row.forwarded_on is not None)
        confirmed = sum(1 for row in rows if row.state is TipState.CONFIRMED)
        self.count.setText(
            f"{len(rows)} tin · {passed} đã chuyển Công an · {confirmed} được xác nhận đúng"
        )
        self._note_row(self.table.current)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _note_row(self, row: TipRow | None) -> None:
        may = row is not None and self._may(Right.KEEP_TEAM)
        self.forward_button.setEnabled(may and row is not None and row.forwarded_on is None)
        self.answer_button.setEnabled(may and row is not None and row.forwarded_on is not None)
        self.giver_button.setVisible(self._may(Right.READ_SOURCES))
        self.giver_button.setEnabled(row is not None and row.has_giver)

    def _open_form(self, team_id: int | None, row: TipRow | None) -> None:
        def ask(choices: Choices) -> None:
            dialog = TipDialog(self._desk, choices, team_id, self.window(), row)
            dialog.written.connect(self._tell_written)
            dialog.open()

        self._desk.look(self, read_choices, ask, name="tip")

    def _tell_written(self, tip_id: object) -> None:
        if not isinstance(tip_id, int):
            self._desk.say("Đã sửa tin báo.")
            return
        self._awaited = tip_id
        self._desk.say("Đã ghi tin báo.", UNDO, partial(self._take_back, tip_id))
        self.refresh()

    def _take_back(self, tip_id: int) -> None:
        def tell(thrown: Thrown) -> None:
            again = partial(take_out, self._desk, self, thrown.item_id)
            self._desk.say("Đã hoàn tác: đã ghi tin báo.", "", None, again)

        self._desk.do(self, partial(throw_away, kind=KIND, subject_id=tip_id), tell)

    def _correct(self, _: object = None) -> None:
        if (row := self.table.current) is not None and self._may(Right.KEEP_TEAM):
            self._open_form(None, row)

    def _throw(self) -> None:
        if self._may(Right.KEEP_TEAM) and self.table.chosen:
            throw_all(self._desk, self, KIND, [row.id for row in self.table.chosen])

    def _pass_on(self, *, is_answer: bool) -> None:
        row = self.table.current
        if row is None:
            return
        dialog = PassOnDialog(self._desk, row, self.window(), is_answer=is_answer)

        def go(order: PassTipOn) -> None:
            told = "Đã ghi trả lời của Công an." if is_answer else f"Đã chuyển {order.to}."
            line = LineAct(partial(pass_tip_on, order=order), KIND, row.id, told)
            do_undoably(self._desk, dialog, self, line, lambda _: dialog.accept())

        dialog.passed.connect(go)
        dialog.open()

    def _ask_giver(self) -> None:
        if (row := self.table.current) is not None and row.has_giver:
            GiverDialog(self._desk, row, self.window()).open()

    def _open_menu(self, row: TipRow, place: QPoint) -> None:
        may = self._may(Right.KEEP_TEAM)
        passed = row.forwarded_on is not None
        lines: list[Line] = [
            ("Sửa…\tF2", self._correct, may),
            ("Chuyển Công an…\tF4", partial(self._pass_on, is_answer=False), may and not passed),
            ("Công an trả lời…", partial(self._pass_on, is_answer=True), may and passed),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        if self._may(Right.READ_SOURCES):
            lines.insert(3, ("Người cho tin…", self._ask_giver, row.has_giver))
        open_menu(self, lines, place)
