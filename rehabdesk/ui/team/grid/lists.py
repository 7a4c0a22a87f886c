"""What the figures under the sheet lead to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.month_grid.figures import BehindRow, MonthFigures, read_behind
from rehabdesk.services.month_grid.sheet import MonthSheet
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.team.grid.behind import BehindDialog, SilentDaysDialog, SilentDialog
from rehabdesk.ui.team.grid.period_dialog import PeriodDialog
from rehabdesk.ui.visits import OpenAssignments, OpenTeam


class FigureLists(QObject):
    """Opens the list behind a figure, over the page."""

    wanted = Signal(object)
    changed = Signal()  # the days after which a member is called silent

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def open_behind(self, sheet: MonthSheet, kind: str) -> None:
        look = partial(read_behind, team_id=sheet.team_id, month=sheet.month, kind=kind)
        self._desk.look(self._page, look, partial(self._show_behind, sheet, kind), "behind")

    def open_silent(self, told: MonthFigures) -> None:
        dialog = SilentDialog(told, self._habits, self._page.window())
        dialog.go_button.clicked.connect(dialog.accept)
        dialog.go_button.clicked.connect(lambda: self.wanted.emit(OpenAssignments()))
        dialog.open()

    def ask_days(self, told: MonthFigures) -> None:
        window = self._page.window()
        SilentDaysDialog(self._desk, told.days, window, self.changed.emit).open()

    def open_period(self, sheet: MonthSheet) -> None:
        PeriodDialog(self._desk, self._habits, sheet, self._page.window()).open()

    def _show_behind(self, sheet: MonthSheet, kind: str, rows: tuple[BehindRow, ...]) -> None:
        names = {each.code: each.name for each in sheet.kinds}
        title = f"{names.get(kind, 'Tin báo')}, tháng {sheet.month.words}"
        dialog = BehindDialog(title, rows, self._habits, self._page.window())
        visit = OpenTeam("activities", sheet.team_id, month=sheet.month.number)
        dialog.go_button.clicked.connect(dialog.accept)
        dialog.go_button.clicked.connect(lambda: self.wanted.emit(visit))
        dialog.open()
