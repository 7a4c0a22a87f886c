"""Chỉ tiêu: what plans ask of a year, what is reached of it, and whether it will be enough."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.services.indicators.counting import COUNTED_FROM
from rehabdesk.services.reports.behind import Behind
from rehabdesk.services.targets.behind import open_target, read_target_behind
from rehabdesk.services.targets.sheet import TargetRow, TargetSheet, read_targets
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.reports.panel import FigurePanel
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.targets.acts import TargetActs
from rehabdesk.ui.targets.columns import TARGETS, TargetTable
from rehabdesk.ui.targets.sum_line import SumLine
from rehabdesk.ui.visits import OpenTargets

GAP = 12
YEAR_WIDTH = 120
ROOMY = 1000  # pixels at 100 %
SPREAD, SPREAD_UNITS = "Chia &xuống thôn, đội…", "Chia &xuống các đơn vị…"


class TargetsScreen(PanedPage):
    """→ opens the parts, Enter the names behind, F2 changes, Ctrl+N adds."""

    wanted = Signal(object)
    WATCHES = COUNTED_FROM

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self.desk, self.habits = desk, habits
        self.sheet: TargetSheet | None = None
        self._year: int | None = None
        self._awaited: OpenTargets | None = None
        self._closed: set[int] = set()
        self._told: set[int] = set()  # whose names have been opened in this sitting
        self._is_stale = False
        self.year = ComboField[int]()
        self.year.setAccessibleName("Năm")
        self.spread_button = KeyButton(SPREAD, picture="arrow_swap")
        self.print_button = KeyButton("&In bảng chỉ tiêu", "Ctrl+P", "print", is_bound=False)
        self.add_button = KeyButton("Thê&m chỉ tiêu", "Ctrl+N", "add", "primary")
        self.more_button = IconButton("more_horizontal", "Việc khác với chỉ tiêu này")
        buttons = (self.more_button, self.spread_button, self.print_button, self.add_button)
        self.head = PageHead("Chỉ tiêu", buttons=buttons)
        self.message = MessageFrame()
        self.table = TargetTable(Rows(TARGETS, self), habits)
        self.sums = SumLine()
        self.panel = FigurePanel()
        self.acts = TargetActs(desk, habits, self)
        self.panes = (self.table, self.panel)
        self._assemble()
        self._connect()
        self.refresh()

    # What is asked for

    def visit(self, visit: object) -> None:
        """Show the year that is meant, and the target in it."""
        if isinstance(visit, OpenTargets):
            self._awaited = visit
            if visit.year is not None and visit.year != self._year:
                self.show_year(visit.year)
            elif self.sheet is not None:
                self._follow_visit()
            self.table.setFocus()

    def show_year(self, year: int | None) -> None:
        self._year = year
        self.close_panel()
        self.refresh()

    def refresh(self, *_: object) -> None:
        self._is_stale = False
        look = partial(read_targets, year=self._year)
        self.desk.look(self, look, self._show, name="targets")
        behind = self.panel.behind
        if behind is not None and self.panel.isVisible():
            self._read_behind(int(behind.row_key))

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

    def _show(self, sheet: TargetSheet) -> None:
        self.sheet, self._year = sheet, sheet.year
        self.message.hush()
        self.year.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.year.offer([(each, f"Năm {each}") for each in sheet.years])
        self.year.value = sheet.year
        self.year.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.head.set_line(sheet.words)
        self.add_button.setVisible(sheet.may_keep)
        self.spread_button.setVisible(sheet.may_keep)
        self.spread_button.set_text(SPREAD_UNITS if sheet.is_upper else SPREAD)
        self._show_empty(sheet)
        self._show_lines()
        self._follow_visit()

    def _show_lines(self) -> None:
        if self.sheet is None:
            return
        lines: list[TargetRow] = []
        for row in self.sheet.rows:
            lines.append(row)
            if row.id not in self._closed:
                lines += row.parts
        self.table.show_rows(lines)
        self._show_current(self.table.current)
        self.table.fit_height()

    def _show_empty(self, sheet: TargetSheet) -> None:
        """Offer to copy the last year where this one has no targets of its own yet."""
        year, before = sheet.year, sheet.copies_from
        if before is not None and sheet.may_keep:
            own = "riêng của" if sheet.rows else ""
            words = " ".join(f"Chưa có chỉ tiêu {own} năm {year}.".split())
            self.table.set_empty("")
            self.message.say("info", f"{words} Chép từ năm {before} hoặc thêm mới.")
            self.message.add_link(f"Chép từ năm {before}", partial(self.acts.copy, before, year))
        elif not sheet.rows:
            add = " Bấm Ctrl+N để thêm." if sheet.may_keep else ""
            self.table.set_empty(f"Chưa có chỉ tiêu năm {year}.{add}")

    def _show_current(self, row: TargetRow | None) -> None:
        may_keep = self.sheet is not None and self.sheet.may_keep
        whole = self._whole_of(row)
        self.sums.show_row(whole if whole is not None and whole.parts else self._uneven())
        can_spread = (
            whole is not None
            and not whole.target.facts.is_per_cent
            and whole.target.facts.rule is not TargetRule.REACHED_BY
        )
        self.spread_button.setEnabled(may_keep and can_spread)
        self.print_button.setEnabled(row is not None)
        self.more_button.setEnabled(self.sheet is not None)

    def _whole_of(self, row: TargetRow | None) -> TargetRow | None:
        """Return the target a line belongs to."""
        if row is None or self.sheet is None:
            return None
        number = row.target.parent_id or row.id
        return next((each for each in self.sheet.rows if each.id == number), None)

    def _uneven(self) -> TargetRow | None:
        rows = self.sheet.rows if self.sheet is not None else ()
        return next((each for each in rows if each.parts and not each.is_sum_even), None)

    def _follow_visit(self) -> None:
        visit, self._awaited = self._awaited, None
        if visit is not None and visit.target_id is not None:
            self.table.choose(visit.target_id)

    def _turn(self, row: TargetRow, is_open: bool) -> None:  # noqa: FBT001 -- a slot
        """Open the parts of a target or close them; from a part, be back at its target."""
        whole = self._whole_of(row)
        if whole is None or (row.is_part and is_open):
            return
        (self._closed.discard if is_open else self._closed.add)(whole.id)
        self._show_lines()
        self.table.choose(whole.id)

    # Names behind

    def open_row(self, row: TargetRow) -> None:
        """Open the names behind what is counted; what is typed opens its input."""
        if row.is_counted:
            self.panel.show()
            self._fit_columns()
            self._read_behind(row.id)
        elif self.sheet is not None and self.sheet.may_keep:
            self.acts.note_reached(row)

    def close_panel(self) -> None:
        had_focus = self.panel.isAncestorOf(self.focusWidget() or self)
        self.panel.hide()
        self.panel.behind = None
        self._fit_columns()
        if had_focus:
            self.table.setFocus()

    def _read_behind(self, target_id: int) -> None:
        if target_id in self._told:
            look = partial(read_target_behind, target_id=target_id)
            self.desk.look(self.panel, look, self._show_behind, name="behind")
        else:
            self._told.add(target_id)
            act = partial(open_target, target_id=target_id)
            self.desk.do(self.panel, act, self._show_behind)

    def _show_behind(self, behind: Behind) -> None:
        self.panel.show_behind(behind)
        self.panel.why.hide()
        self.panel.given.hide()

    def _fit_columns(self) -> None:
        is_narrow = not self.panel.isHidden() or self.width() < Style.current.length(ROOMY)
        self.table.give_way(is_narrow=is_narrow)
        QTimer.singleShot(0, self, self._fit)

    # What is done

    def edit(self) -> None:
        row = self.table.current
        if row is not None and self._may_keep and self._year is not None:
            self.acts.edit(self._year, row)

    def add(self) -> None:
        if self._may_keep and self._year is not None:
            self.acts.add(self._year)

    def spread(self) -> None:
        whole = self._whole_of(self.table.current)
        if whole is not None and self.spread_button.isEnabled():
            self.acts.spread(whole.id)

    def remove(self) -> None:
        row = self.table.current
        if row is not None and not row.is_part and self._may_keep:
            self.acts.throw(row, self.refresh)

    @property
    def _may_keep(self) -> bool:
        return self.sheet is not None and self.sheet.may_keep

    def menu_lines(self) -> list[Line]:
        row, keeps = self.table.current, self._may_keep
        has_row = row is not None
        lines: list[Line] = []
        if row is not None:
            lines.append(("Xem những người đứng sau", partial(self.open_row, row), row.is_counted))
        if keeps:
            lines.append(("Sửa…\tF2", self.edit, has_row))
            if row is not None and not row.is_counted:
                lines.append(("Ghi số đã đạt…", partial(self.acts.note_reached, row), True))
            if row is not None:
                lines.append(("Sửa kế hoạch…", partial(self.acts.edit_plan, row), True))
            lines.append(("Các kế hoạch, xóa kế hoạch…", self.acts.list_plans, True))
            lines.append(("Xóa\tDelete", self.remove, has_row and not (row and row.is_part)))
        leave = partial(self.table.leave, Way.EXPORT)
        lines.append(("Xuất Excel…\tCtrl+E", leave, has_row))
        return lines + self._copy_lines()

    def _copy_lines(self) -> list[Line]:
        sheet = self.sheet
        if sheet is None or not sheet.may_keep:
            return []
        before = sheet.year - 1
        act = partial(self.acts.copy, before, sheet.year)
        return [(f"Chép chỉ tiêu năm {before} sang năm {sheet.year}", act, before in sheet.years)]

    def _open_menu(self, _row: object, at: QPoint) -> None:
        open_menu(self, self.menu_lines(), at)

    def _open_menu_below(self) -> None:
        corner = QPoint(0, self.more_button.height())
        open_menu(self, self.menu_lines(), self.more_button.mapToGlobal(corner))

    def _words(self) -> str:
        return f"Năm {self._year}; {self.sheet.words if self.sheet is not None else ''}"

    # How it is put together

    def _assemble(self) -> None:
        self.year.setFixedWidth(Style.current.length(YEAR_WIDTH))
        font = self.year.font()
        font.setWeight(font.Weight.DemiBold)
        self.year.setFont(font)
        self.head.add_choice(self.year)
        self.table.setAccessibleName("Chỉ tiêu")
        self.table.told = Told("Bảng chỉ tiêu", self._words, names_persons=False)
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        column.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(GAP)
        body.addWidget(card, 1)
        body.addWidget(self.panel)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        self.panel.hide()
        self.sums.hide()
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.year.chosen.connect(self.show_year)
        self.add_button.clicked.connect(self.add)
        self.spread_button.clicked.connect(self.spread)
        self.print_button.clicked.connect(partial(self.table.leave, Way.PRINT))
        self.more_button.clicked.connect(self._open_menu_below)
        self.table.opened.connect(self.open_row)
        self.table.moved_to.connect(self._show_current)
        self.table.turned.connect(self._turn)
        self.table.menu_wanted.connect(self._open_menu)
        self.panel.wanted.connect(self.wanted)
        self.panel.closed.connect(self.close_panel)
        self.panel.copied.connect(lambda count: self.desk.say(f"Đã chép {count} dòng"))
        Style.current.changed.connect(self._measure)
        for key, act in (("F2", self.edit), ("Delete", self.remove)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.desk.changed.connect(self._refresh_if_touched)

    def _measure(self) -> None:
        self.year.setFixedWidth(Style.current.length(YEAR_WIDTH))
        self._fit_columns()

    def _fit(self) -> None:
        self.table.columns.fit()
        self.table.fit_height()
        QTimer.singleShot(0, self, self.table.fit_height)  # once the bar below has come or gone

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        """Count anew what somebody may be looking at; else when the page is gone to again."""
        if touched & self.WATCHES:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        elif event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.close_panel()
        else:
            super().keyPressEvent(event)
