"""Nhập Excel: five steps from an old workbook to files; nothing is written before the last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.ui.importing.columns.step import ColumnsStep
from rehabdesk.ui.importing.file.drop import dropped_workbook
from rehabdesk.ui.importing.file.step import FileStep
from rehabdesk.ui.importing.rows.step import RowsStep
from rehabdesk.ui.importing.sheet.step import SheetStep
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.step_bar import StepBar
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.importing.writing.step import BackUp, WriteStep
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenImport

TITLES = ("Chọn tệp", "Nhận dạng bảng", "Ghép cột", "Kiểm tra từng dòng", "Nhập")
FILE, SHEET, COLUMNS, ROWS, WRITE = range(5)
NO_RIGHT = "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."


class ImportScreen(QWidget):
    """Kept as it was left while the program runs: a file half looked at waits."""

    wanted = Signal(object)
    WATCHES = frozenset({"import_batch"})

    def __init__(self, desk: Desk, habits: QSettings, back_up: BackUp) -> None:
        super().__init__()
        self._desk = desk
        self._under: Underway | None = None
        self.file = FileStep(desk, habits)
        self.sheet = SheetStep(desk)
        self.columns = ColumnsStep(desk, habits)
        self.rows = RowsStep(desk, habits)
        self.write = WriteStep(desk, habits, back_up)
        self.steps: tuple[ImportStep, ...] = (
            self.file,
            self.sheet,
            self.columns,
            self.rows,
            self.write,
        )
        self.bar = StepBar(TITLES)
        self._stack = QStackedWidget()
        self.leave_button = KeyButton("Bỏ", "Esc", kind="flat", is_bound=False)
        self.back_button = KeyButton("Qu&ay lại", "Alt+←", is_bound=False)
        self.next_button = KeyButton("Tiếp tục", "Ctrl+Enter", kind="primary")
        self._foot = QLabel()
        office = desk.office
        self._is_allowed = office is None or office.actor.may(Right.KEEP_FILES)
        self._lay_out()
        self._listen()
        self.setAcceptDrops(self._is_allowed)
        self._go_to(FILE)

    @property
    def at(self) -> int:
        return self._stack.currentIndex()

    @property
    def step(self) -> ImportStep:
        return self.steps[self.at]

    def visit(self, visit: OpenImport) -> None:
        """Show the page; a workbook dropped or rows pasted somewhere else are read at once."""
        if not self._is_allowed or self.write.is_running:
            return
        if visit.path is not None:
            self._go_to(FILE)
            self.file.open_file(visit.path)
        elif visit.pasted:
            self._leave()
            self._begin_anew()
            self.file.open_pasted(visit.pasted, ImportKind.PERSONS)

    def step_back(self) -> bool:
        """Go a step back; say no where there is none, so that the page before is gone to."""
        if self.at == FILE or not self.isEnabled() or self.write.is_running:
            return self.write.is_running
        if self.step is self.write and not self.write.can_step_back:
            return False
        self._go_to(self.at - 1)
        return True

    def _lay_out(self) -> None:
        acts = [act for step in self.steps for act in step.acts()]
        self.head = PageHead("Nhập Excel", buttons=(*acts, self.leave_button))
        layout = page_layout(self, self.head)
        if not self._is_allowed:
            layout.addWidget(MessageFrame("info", NO_RIGHT))
            layout.addStretch(1)
            self.leave_button.hide()
            return
        for step in self.steps:
            self._stack.addWidget(step)
        layout.addWidget(self.bar)
        layout.addSpacing(4)
        layout.addWidget(self._stack, 1)
        self._foot.setProperty("role", "secondary")
        self._foot.setTextFormat(Qt.TextFormat.RichText)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        layout.addLayout(foot)

    def _listen(self) -> None:
        for step in self.steps:
            step.ready.connect(self._go_on)
            step.reworded.connect(self._reword)
        self.file.taken.connect(self._take)
        self.rows.wanted.connect(self.wanted)
        self.write.wanted.connect(self.wanted)
        self.write.another_wanted.connect(self._begin_anew)
        self.bar.chosen.connect(self._choose_step)
        self.leave_button.clicked.connect(self._leave)
        self.back_button.clicked.connect(self.step_back)
        self.next_button.clicked.connect(self._ask_to_go_on)
        self._desk.changed.connect(self._refresh_if_touched)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)  # the search box has its own
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    # Going along

    def _take(self, under: Underway) -> None:
        self._under = under
        self._go_to(SHEET)

    def _ask_to_go_on(self) -> None:
        if self.step.isEnabled() and self.step.can_go_on():
            self.step.go_on()

    def _go_on(self) -> None:
        if self.sender() is self.step and self.at < WRITE:
            self._go_to(self.at + 1)

    def _choose_step(self, place: int) -> None:
        if self.step is not self.write or self.write.can_step_back:
            self._go_to(place)

    def _go_to(self, place: int) -> None:
        step, under = self.steps[place], self._under
        self._stack.setCurrentWidget(step)
        self.bar.go_to(place)
        if under is not None:
            if step is self.sheet:
                self.sheet.show_underway(under)
            elif step is self.columns:
                self.columns.show_underway(under)
            elif step is self.rows:
                self.rows.show_underway(under)
            elif step is self.write:
                self.write.start(under)
        self._reword()
        step.arrive()

    def _reword(self) -> None:
        if not self._is_allowed:
            return
        step, words = self.step, self.step.next_words()
        self.head.set_line(step.line())
        for each in self.steps:
            for act in each.acts():
                act.setVisible(each is step)
        self._foot.setText(step.foot())
        self.next_button.set_text(words or "Tiếp tục")
        self.next_button.setVisible(bool(words))
        self.next_button.setEnabled(step.can_go_on())
        is_running, is_done = self.write.is_running, self.write.result is not None
        self.back_button.setVisible(self.at > FILE and not is_running and not self._is_over())
        self.leave_button.setVisible(self._under is not None and not is_running and not is_done)

    def _is_over(self) -> bool:
        return self.step is self.write and self.write.result is not None

    # Beginning and ending

    def _escape(self) -> None:
        if self.file.is_reading:
            self.file.stop_reading()
            return
        button = self.write.bar.stop_button if self.write.is_running else self.leave_button
        if button.isVisible():
            button.click()

    def _leave(self) -> None:
        """Leave the file: it can be taken up again as long as the bottom line offers it."""
        under, place = self._under, self.at
        if under is None or self.write.is_running:
            return
        self._begin_anew()
        back = partial(self._take_up, under, min(place, ROWS))
        self._desk.say(f"Đã bỏ tệp “{under.name}”, chưa ghi gì vào hồ sơ", UNDO, back)

    def _take_up(self, under: Underway, place: int) -> None:
        self._under = under
        self.file.take_again(under)
        self._go_to(place)

    def _begin_anew(self) -> None:
        self._under = None
        self.write.result = None
        self.file.forget()
        self._go_to(FILE)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self._is_allowed:
            self.file.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_workbook(event) is not None and not self.write.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := dropped_workbook(event)) is not None:
            event.acceptProposedAction()
            self._go_to(FILE)
            self.file.open_file(path)
