"""Báo cáo: the form as a grid, the names behind each figure, and the same paper a year later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.services.indicators.counting import COUNTED_FROM
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.page import Habit, ReportPage, read_page
from rehabdesk.services.reports.trend import read_trend
from rehabdesk.ui.consolidation.view_dialog import open_package
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.reports.balance_line import BalanceLine
from rehabdesk.ui.reports.beside import Beside
from rehabdesk.ui.reports.charts.page import ChartPage
from rehabdesk.ui.reports.dialogs.period import PeriodDialog
from rehabdesk.ui.reports.dialogs.rule import RuleDialog
from rehabdesk.ui.reports.dialogs.three import ThreeDialog
from rehabdesk.ui.reports.freezing.opening import Closing
from rehabdesk.ui.reports.grid.table import FigureTable
from rehabdesk.ui.reports.head import ReportChoices
from rehabdesk.ui.reports.layouts.list_dialog import open_layouts
from rehabdesk.ui.reports.outgoing import OutgoingReports
from rehabdesk.ui.reports.panel import FigurePanel
from rehabdesk.ui.reports.places import report_meant
from rehabdesk.ui.reports.state_line import StateLine
from rehabdesk.ui.reports.typed.dialog import open_typed
from rehabdesk.ui.reports.typed.list_dialog import open_received
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenReports, OpenUnitFigure

GAP = 12
LAYOUT, KIND = "reports/layout", "reports/kind"
EMPTY = "Kỳ này không có ai. Nếu đúng vậy, gửi Báo cáo không phát sinh."


class ReportsScreen(PanedPage):
    """Arrows go between figures, Enter opens who is behind one, F6 goes to them."""

    wanted = Signal(object)
    WATCHES = COUNTED_FROM | {"report", "report_layout", "office_setting", "clash_answer"}

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self.desk, self.habits = desk, habits
        self.page: ReportPage | None = None
        self.asked: ReportAsked | None = None
        self._awaited: OpenReports | None = None
        self._is_stale = False
        self.export_button = KeyButton("&Xuất", "Ctrl+E", "arrow_download")
        self.more_button = IconButton("more_horizontal", "Việc khác với báo cáo này")
        self.closing = Closing(desk, habits, self)
        buttons = (self.export_button, self.more_button, self.closing.button)
        self.head = PageHead("Báo cáo", buttons=buttons)
        self.choices = ReportChoices(self)
        self.state = StateLine()
        self.message = MessageFrame()
        self.table = FigureTable()
        self.balance = BalanceLine()
        self.charts = ChartPage()
        self.panel = FigurePanel()
        self.beside = Beside(desk, self.table, self.panel, self)
        self.outgoing = OutgoingReports(desk, habits, self)
        self._stack = QStackedWidget()
        self.panes = (self._stack, self.panel)
        self._assemble()
        self._connect()
        self.refresh()

    # What is asked for

    def visit(self, visit: object) -> None:
        """Show the report that is meant, and the figure in it."""
        if not isinstance(visit, OpenReports):
            return
        self._awaited = visit
        if self.page is not None:
            self._follow_visit(self.page)
        self.table.setFocus()

    def show_report(self, asked: ReportAsked) -> None:
        """Turn to another report or period."""
        self.asked = asked
        self.habits.setValue(LAYOUT, asked.layout_key)
        self.habits.setValue(KIND, asked.period.kind.value)
        self.beside.close()
        self.refresh()

    def refresh(self, *_: object) -> None:
        self._is_stale = False
        habit = Habit(str(self.habits.value(LAYOUT) or ""), str(self.habits.value(KIND) or ""))
        look = partial(read_page, asked=self.asked, habit=habit)
        self.desk.look(self, look, self._show, name="page")

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        """Whom a meeting noted from here is about: the line the panel has come to."""
        line = self.panel.list.current if self.panel.isVisible() else None
        person_id = getattr(line.visit, "person_id", None) if line is not None else None
        return (person_id,) if person_id is not None else ()

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    # What is shown

    def _show(self, page: ReportPage) -> None:
        self.page, self.asked = page, page.asked
        self.panel.opens_units = page.is_upper
        self.choices.show_page(page)
        self.state.show_page(page)
        self.table.show_grid(page.grid)
        self._show_balance(page.grid)
        self._show_empty(page)
        self._fit()
        self.beside.show_report(page.asked, page.kept.id if page.kept is not None else None)
        self.closing.show_page(page)
        if self._stack.currentWidget() is self.charts:
            self._read_charts()
        self._follow_visit(page)

    def _show_balance(self, grid: ReportGrid) -> None:
        self.balance.show_balance(grid.balance)
        self.balance.setVisible(grid.balance is not None)

    def _show_empty(self, page: ReportPage) -> None:
        """Say so where a report has nothing at all in it."""
        figures = [row.now for row in page.grid.rows if row.code]
        is_empty = all(each is None or each.is_zero for each in figures)
        self.message.say("info", EMPTY if is_empty and figures else "")

    def _follow_visit(self, page: ReportPage) -> None:
        """Turn to the report somebody came for, then to its figure."""
        visit = self._awaited
        if visit is None:
            return
        wanted = report_meant(page, visit)
        if wanted is not None and wanted != page.asked:
            self.show_report(wanted)
            return
        self._awaited = None
        if visit.report_id is not None:
            self.closing.open_report(visit.report_id)
        if visit.row_key:
            self.table.choose(visit.row_key)

    # Charts

    def turn_charts(self) -> None:
        if self._stack.currentWidget() is self.charts:
            self._turn_to_grid()
            self.table.setFocus()
            return
        self.beside.close()
        self._stack.setCurrentWidget(self.charts)
        self._stack.setFocusProxy(self.charts)
        self.state.show_charts(are_shown=True)
        self._read_charts()
        self.charts.setFocus()

    def _turn_to_grid(self) -> None:
        self._stack.setCurrentIndex(0)
        self._stack.setFocusProxy(self.table)
        self.state.show_charts(are_shown=False)
        self._fit()

    def _read_charts(self) -> None:
        if self.asked is not None:
            look = partial(read_trend, asked=self.asked)
            self.desk.look(self.charts, look, self.charts.show_trend, name="charts")

    # What else is done

    def open_other_period(self) -> None:
        page = self.page
        if page is not None:
            dialog = PeriodDialog(page.asked, page.layouts, page.today, self)
            dialog.chosen.connect(self.show_report)
            dialog.open()

    def open_rule(self) -> None:
        """Say how the line gone to is counted."""
        row, asked = self.table.current_row, self.asked
        if row is not None and asked is not None and not row.is_heading:
            RuleDialog(self.desk, asked, row, self).open()

    def open_three(self) -> None:
        if self.asked is not None:
            row = self.table.current_row
            key = row.key if row is not None else ""
            dialog = ThreeDialog(self.desk, self.habits, self.asked, key, self)
            dialog.row_wanted.connect(self.table.choose)
            dialog.open()

    def open_export(self) -> None:
        if self.asked is not None:
            corner = self.export_button.mapToGlobal(QPoint(0, self.export_button.height()))
            if self.closing.has_files:
                self.closing.open_files(corner)
            else:
                self.outgoing.offer(self.asked, corner)

    def open_given(self, row_key: str = "") -> None:
        """Open what others gave of a line, or all that they are to give."""
        page = self.page
        row = next((each for each in page.grid.rows if each.key == row_key), None) if page else None
        if page is None:
            return
        if row is not None and row.code in page.given:
            open_typed(self.desk, self, row.code, page.days, self.habits)
        else:
            open_received(self.desk, self, page.days, self.habits)

    def _follow_line(self, visit: object) -> None:
        """Go where a line beside the grid leads; what a unit sent is shown over this page."""
        if isinstance(visit, OpenUnitFigure):
            open_package(self.desk, visit.package_id, self.habits, self, visit.row_key)
        else:
            self.wanted.emit(visit)

    def open_layouts(self) -> None:
        open_layouts(self.desk, self.habits, self)

    def menu_lines(self) -> list[Line]:
        row, page = self.table.current_row, self.page
        has_row = row is not None and not row.is_heading
        lines: list[Line] = [("Cách tính dòng này", self.open_rule, has_row)]
        if page is not None and not page.is_upper:
            if row is not None and row.code in page.given:
                own = partial(self.open_given, row.key)
                lines.append(("Số được cung cấp của dòng này…", own, True))
            lines.append(("Số được cung cấp…", partial(self.open_given, ""), True))
        lines.append(("So ba kỳ", self.open_three, page is not None))
        lines += self.closing.menu_lines()
        lines.append(("Mẫu báo cáo…", self.open_layouts, True))
        return lines

    def _open_menu(self, at: QPoint) -> None:
        open_menu(self, self.menu_lines(), at)

    def _open_menu_below(self) -> None:
        self._open_menu(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _copy(self) -> None:
        if self.panel.isVisible():
            self.panel.copy()
        else:
            self.table.open_current()

    def _print(self) -> None:
        """Show the pages: of a closed report those kept with it are among its files."""
        if self.asked is None:
            return
        if self.closing.has_files:
            self.open_export()
        else:
            self.outgoing.leave(self.asked, ProductKind.PRINTED)

    def _say_copied(self, count: int) -> None:
        self.desk.say(f"Đã chép {count} dòng")

    # How it is put together

    def _assemble(self) -> None:
        for field in self.choices.fields:
            self.head.add_choice(field)
        grid = QWidget()
        column = QVBoxLayout(grid)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.balance)
        self.balance.add_button(self.closing.zero_link)
        self.beside.counted.connect(self.state.show_problems)  # before it is quietened
        self.closing.attach(self.table, self.beside, self.message, self.state)
        self._stack.addWidget(grid)
        self._stack.addWidget(self.charts)
        self._stack.setFocusProxy(self.table)
        body = QHBoxLayout()
        body.setSpacing(GAP)
        body.addWidget(self._stack, 1)
        body.addWidget(self.panel)
        layout = page_layout(self, self.head)
        layout.addWidget(self.state)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        self.panel.hide()
        self.setFocusProxy(self._stack)

    def _connect(self) -> None:
        self.choices.asked.connect(self.show_report)
        self.choices.other_wanted.connect(self.open_other_period)
        self.export_button.clicked.connect(self.open_export)
        self.state.problems_wanted.connect(self.beside.open_problems)
        self.state.charts_turned.connect(self.turn_charts)
        self.state.other_wanted.connect(self.closing.open_report)
        self.beside.kept_shown.connect(self.state.show_kept)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.copied.connect(self._say_copied)
        self.beside.turned.connect(self._fit)
        self.beside.grid_wanted.connect(self._turn_to_grid)
        self.beside.given_wanted.connect(self.open_given)
        self.closing.wanted.connect(self.wanted)
        self.closing.report_wanted.connect(self.show_report)
        self.closing.kept_shown.connect(self._show_balance)
        self.panel.wanted.connect(self._follow_line)
        self.panel.copied.connect(self._say_copied)
        self.balance.wanted.connect(self.wanted)
        self.balance.more_wanted.connect(self.beside.open_problems)
        self.more_button.clicked.connect(self._open_menu_below)
        copying = QShortcut(QKeySequence("Ctrl+T"), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self._copy)
        printing = QShortcut(QKeySequence("Ctrl+P"), self)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        printing.activated.connect(self._print)
        self.desk.changed.connect(self._refresh_if_touched)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        """Count anew what somebody may be looking at; else when the page is gone to again."""
        if touched & self.WATCHES:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _fit(self) -> None:
        self.state.fit(self.width() - 2 * 16)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        elif event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.beside.close()
        else:
            super().keyPressEvent(event)
