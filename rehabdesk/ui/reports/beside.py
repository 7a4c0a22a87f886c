"""What stands beside the grid: the names behind the figure gone to, or what is to be put right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.office import Work
from rehabdesk.services.reports.behind import Behind, open_behind, read_behind
from rehabdesk.services.reports.problems import OF_UNITS, Problem, ProblemKind, read_problems
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.kept_names import CellAsked, open_cell, read_cell
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.reports.dialogs.why import WhyDialog
from rehabdesk.ui.reports.grid.table import Cell, FigureTable
from rehabdesk.ui.reports.panel import FigurePanel
from rehabdesk.ui.visits import OpenPackages

REST = 200  # milliseconds on a figure before its names follow


class Beside(QObject):
    """Reads for the panel. Who opened which names is on record, once a figure and sitting."""

    counted = Signal(int)  # how much is to be put right
    turned = Signal()  # the panel came or went
    kept_shown = Signal(object)  # the id of the closed report looked at, or none
    grid_wanted = Signal()
    given_wanted = Signal(str)  # the key of a row whose figure others give

    def __init__(self, desk: Desk, table: FigureTable, panel: FigurePanel, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._table, self._panel, self._page = desk, table, panel, page
        self.asked: ReportAsked | None = None
        self._kept_id: int | None = None  # of the closed report whose figures are shown
        self.problems: tuple[Problem, ...] = ()
        self._told: set[tuple[str, ColumnRole]] = set()
        self._reader = QWidget(page)  # what is read here disables nothing else
        self._reader.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._follow_cell)
        table.opened.connect(self.open_figure)
        table.moved_to.connect(self._move)
        panel.closed.connect(self.close)
        panel.row_wanted.connect(self._mend)
        panel.given_wanted.connect(self.given_wanted)
        panel.why_wanted.connect(self._ask_why)

    @property
    def is_open(self) -> bool:
        return not self._panel.isHidden()

    def show_report(self, asked: ReportAsked, kept_id: int | None = None) -> None:
        """Read anew what stands beside a report counted anew, or beside one that is closed."""
        if (asked, kept_id) != (self.asked, self._kept_id):
            self._told.clear()
        self.asked, self._kept_id = asked, kept_id
        self.kept_shown.emit(kept_id)
        look = partial(read_problems, asked=asked)
        self._desk.look(self._reader, look, self._show_problems, name="problems")
        behind = self._panel.behind
        if behind is not None and self.is_open:
            self._read(behind.row_key, behind.role)

    def open_figure(self, row_key: str, role: ColumnRole = ColumnRole.NOW) -> None:
        self._rest.stop()
        self.grid_wanted.emit()
        self._panel.show()
        self._read(row_key, role)

    def open_problems(self) -> None:
        self._rest.stop()
        self.grid_wanted.emit()
        self._panel.show_problems(self.problems)
        self._panel.show()
        self._panel.setFocus()
        self.turned.emit()

    def close(self) -> None:
        """Put the panel away, and be back at the cell it was opened from."""
        self._rest.stop()
        had_focus = self._panel.isAncestorOf(self._page.focusWidget() or self._page)
        self._panel.hide()
        self._panel.behind = self._panel.problems = None
        if had_focus:
            self._table.setFocus()
        self.turned.emit()

    def _read(self, row_key: str, role: ColumnRole) -> None:
        asked = self.asked
        if asked is None:
            return
        look: Callable[[Work], Behind]
        act: Callable[[Work], Behind]
        if self._kept_id is not None:
            cell = CellAsked(self._kept_id, row_key, role)
            look, act = partial(read_cell, cell=cell), partial(open_cell, cell=cell)
        else:
            look = partial(read_behind, asked=asked, row_key=row_key, role=role)
            act = partial(open_behind, asked=asked, row_key=row_key, role=role)
        if (row_key, role) in self._told:
            self._desk.look(self._reader, look, self._show_behind, name="behind")
        else:
            self._told.add((row_key, role))
            self._desk.do(self._reader, act, self._show_behind)

    def _show_behind(self, behind: Behind) -> None:
        if self.is_open:
            self._panel.show_behind(behind)
            self.turned.emit()

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.counted.emit(len(problems))
        if self._panel.problems is not None and self.is_open:
            self._panel.show_problems(problems)

    def _move(self, cell: Cell | None) -> None:
        """Let the open panel follow the arrows, once they rest."""
        if cell is not None and self.is_open and self._panel.behind is not None:
            self._rest.start()

    def _follow_cell(self) -> None:
        cell, behind = self._table.current_cell, self._panel.behind
        if cell is None or behind is None or not self.is_open:
            return
        if cell != (behind.row_key, behind.role):
            self._table.open_current()

    def _mend(self, problem: Problem) -> None:
        """Go to the line in which something is put right, or to the unit of this report."""
        if problem.kind in OF_UNITS and self.asked is not None:
            asked = self.asked
            last = asked.period.window.last
            self._panel.wanted.emit(OpenPackages(problem.unit_id, (), asked.layout_key, last))
            return
        self.grid_wanted.emit()
        if problem.row_key:
            self._table.choose(problem.row_key)
        self._table.setFocus()
        if problem.kind is ProblemKind.NOT_GIVEN:
            self.given_wanted.emit(problem.row_key)

    def _ask_why(self) -> None:
        if self._panel.behind is not None and self.asked is not None:
            behind = self._panel.behind
            cell = None
            if self._kept_id is not None:
                cell = CellAsked(self._kept_id, behind.row_key, behind.role)
            WhyDialog(self._desk, self.asked, behind, self._page, cell).open()
