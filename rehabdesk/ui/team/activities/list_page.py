"""The activities of a window: filters, sums, lines, and the chosen one beside them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.services.activities.looks import (
    ActivityList,
    ActivityRow,
    ActivityView,
    list_activities,
    read_activity,
)
from rehabdesk.services.activities.sums import Source, Which, Window
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.rights.sitting import may_keep_team, may_print
from rehabdesk.ui.team.activities.acts import ActivityActs
from rehabdesk.ui.team.activities.columns import ACTIVITIES
from rehabdesk.ui.team.activities.side import ActivityCard
from rehabdesk.ui.team.activities.sums_line import SumsLine

EMPTY = "Chưa ghi hoạt động nào trong khoảng này. Bấm Ctrl+N."
NOT_COUNTED = "số cộng của kỳ khác chỉ chạm vào khoảng này nên không tính vào đây"


class ActivitiesPage(QWidget):
    """Enter corrects, Delete throws away; a sum shows only the lines behind it."""

    tips_wanted = Signal()
    pledges_wanted = Signal()
    shown = Signal()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._asker = Asker(self)
        self._window: Window | None = None
        self._which = Which()
        self._words = ""
        self._awaited: int | None = None
        self.measure = ""
        self.found: ActivityList | None = None
        self.sums = SumsLine()
        self.only = KeyButton("", kind="link", picture="dismiss", is_small=True)
        self.note = QLabel()
        self.table = ListTable(Rows(ACTIVITIES, self, has_ticks=True), "team.activities", habits)
        self.card = ActivityCard()
        self.acts = ActivityActs(desk, habits, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.note.setProperty("role", "hint")
        self.note.setWordWrap(True)
        self.note.hide()
        self.only.hide()
        self.table.setAccessibleName("Buổi họp, hoạt động")
        self.table.told = Told("Buổi họp, hoạt động", self._told, names_persons=False)
        self.table.set_empty(EMPTY)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.sums, 1)
        above.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.table, 1)
        sides.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.note)
        layout.addLayout(sides, 1)

    def _connect(self) -> None:
        self.sums.opened.connect(self._open_sum)
        self.only.clicked.connect(partial(self.show_only, ""))
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._correct)
        self.table.menu_wanted.connect(self._open_menu)
        self.card.task_turned.connect(self._turn_task)
        self.card.print_wanted.connect(self._print)
        self.card.scan_wanted.connect(self._scan)
        for key, act in (("F2", self._correct), ("Delete", self._throw)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def show_window(self, window: Window, which: Which, words: str) -> None:
        """Show what was done in these days, of these teams, kinds, areas and members."""
        self._window, self._which, self._words = window, which, words
        self.refresh()

    def show_only(self, measure: str) -> None:
        """Show only the lines behind one sum; without a measure all."""
        self.measure = measure
        self.refresh()

    def go_to(self, activity_id: int) -> None:
        """Make an activity current once it is shown."""
        self._awaited = activity_id
        self.refresh()

    def refresh(self) -> None:
        if self._window is None:
            return
        look = partial(
            list_activities, window=self._window, which=self._which, measure=self.measure
        )
        self._desk.look(self, look, self._show, "activities")

    @property
    def may_write(self) -> bool:
        return may_keep_team(self._desk)

    @property
    def may_print(self) -> bool:
        return may_print(self._desk)

    def _show(self, found: ActivityList) -> None:
        self.found = found
        self.sums.show_sums(found.sums, found.kinds, self.measure)
        self.only.setVisible(bool(self.measure))
        self.only.set_text(f"Bỏ lọc “{self._measure_name()}”")
        told = []
        if found.left_over:
            told.append(f"Còn {found.left_over} hoạt động cũ hơn: thu hẹp khoảng thời gian để xem.")
        if found.outside:
            told.append(f"{found.outside} {NOT_COUNTED}.")
        self.note.setText(" ".join(told))
        self.note.setVisible(bool(told))
        self.table.show_rows(found.rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        self._note_row(self.table.current)
        self.shown.emit()

    def _measure_name(self) -> str:
        kinds = self.found.kinds if self.found else ()
        names = [kind.by_code[self.measure].name for kind in kinds if self.measure in kind.by_code]
        return "Buổi, cuộc, lần" if self.measure == "occasions" else next(iter(names), "")

    def _open_sum(self, measure: str, source: Source) -> None:
        if source is Source.TIPS:
            self.tips_wanted.emit()
        elif source is Source.PLEDGES:
            self.pledges_wanted.emit()
        else:
            self.show_only("" if measure == self.measure else measure)

    def _note_row(self, row: ActivityRow | None) -> None:
        """Read the chosen activity whole, behind the list."""
        if row is None:
            self.card.show_view(None, may_write=False)
            return
        look = partial(read_activity, activity_id=row.id)
        self._desk.look(self._asker, look, self._show_view, name="one activity")

    def _show_view(self, view: ActivityView) -> None:
        if (row := self.table.current) is not None and row.id == view.id:
            self.card.show_view(view, may_write=self.may_write, may_print=self.may_print)

    def _correct(self, _: object = None) -> None:
        if (row := self.table.current) is not None and self.may_write:
            self.acts.correct(row)

    def _repeat(self) -> None:
        if (row := self.table.current) is not None:
            self.acts.repeat(row)

    def _throw(self) -> None:
        if self.may_write:
            self.acts.throw(self.table.chosen)

    def _print(self) -> None:
        if (row := self.table.current) is not None:
            self.acts.print_minutes(row.id)

    def _scan(self) -> None:
        if self.card.view is not None:
            self.acts.show_or_attach(self.card.view)

    def _turn_task(self, place: int, is_done: bool) -> None:  # noqa: FBT001 -- a slot
        if self.card.view is not None:
            self.acts.turn_task(self.card.view.id, place, is_done=is_done)

    def _open_menu(self, _: ActivityRow, place: QPoint) -> None:
        may_write, may_print = self.may_write, self.may_print
        lines: list[Line] = [
            ("Sửa…\tF2", self._correct, may_write),
            ("Ghi một hoạt động như vậy…", self._repeat, may_write),
            ("In biên bản…", self._print, may_print),
            ("Bản quét biên bản…", self._scan, self.card.view is not None),
            ("Bỏ vào thùng rác\tDelete", self._throw, may_write),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), may_print),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), may_print),
        ]
        open_menu(self, lines, place)

    def _told(self) -> str:
        """Say on paper what the list shows, and its sums."""
        told = [self._words, self.sums.words]
        return "; ".join(part for part in told if part)
