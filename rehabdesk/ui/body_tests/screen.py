"""Xét nghiệm: the register of tests; opening it leaves a line in the trail (F37, F124)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import FOLLOW_UP_SHEET
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.domain.text import fold
from rehabdesk.services.body_tests.register import (
    Register,
    ResultRow,
    counted,
    open_register,
    read_register,
)
from rehabdesk.services.law.test_days import Habits, habits_of_tests
from rehabdesk.ui.body_tests.acts import TestActs
from rehabdesk.ui.body_tests.cards import AfterCard, ReadersCard
from rehabdesk.ui.body_tests.columns import OF_REGISTER, TestsTable
from rehabdesk.ui.body_tests.habits_dialog import HabitsDialog
from rehabdesk.ui.body_tests.outgoing import OutgoingTests
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, SearchField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import PageHead, filter_bar, page_layout
from rehabdesk.ui.visits import Compose, OpenBodyTests, OpenPerson, OpenSettings

EMPTY = "Chưa ghi lần xét nghiệm nào trong năm này. Bấm Ctrl+N."
NOT_FOUND = "Không có lần nào như đang lọc. Bỏ bớt điều kiện lọc."
SEARCH_WIDTH, LEAST_CARD, LEAST_ROWS = 180, 170, 4
EVERY = 0  # instead of a year


class BodyTestsScreen(QWidget):
    """The newest first; below stands what must follow the chosen one."""

    wanted = Signal(object)
    WATCHES = frozenset({"body_test", "body_test_fact", "person", "office_user", "office_setting"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._register: Register | None = None
        self._awaited: int | None = None
        self._opener = QWidget(self)  # waits for the answer, so that the page keeps the focus
        self._opener.hide()
        self.sheet_button = KeyButton("In &phiếu theo dõi", "Ctrl+P", "print")
        self.record_button = KeyButton("&Ghi kết quả", "Ctrl+N", "add", "primary")
        self.head = PageHead("Xét nghiệm", buttons=(self.sheet_button, self.record_button))
        self.message = MessageFrame()
        self.search = SearchField("Tên, số phiếu", key="Ctrl+F")
        self.year = ComboField[int](is_filter=True)
        self.result = ComboField[BodyTestResult | None](is_filter=True)
        self.place = ComboField[str](is_filter=True)
        self.count = QLabel()
        self.table = TestsTable(Rows(OF_REGISTER, self), "body_tests", habits)
        self.after = AfterCard()
        self.readers = ReadersCard()
        self.acts = TestActs(desk, habits, self)
        self.outgoing = OutgoingTests(desk, habits, self)
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.count.setProperty("role", "secondary")
        self.search.setFixedWidth(Style.current.length(SEARCH_WIDTH))
        self.result.offer([(None, "Mọi kết quả"), *((each, each.label) for each in BodyTestResult)])
        for field, name in ((self.year, "Năm"), (self.result, "Kết quả"), (self.place, "Nơi làm")):
            field.setAccessibleName(name)
            field.fit_choices()
        self.table.setAccessibleName("Xét nghiệm")
        self.table.told = Told("Người được xét nghiệm", self._filter_words, _person)
        self.table.set_empty(EMPTY)
        below = QHBoxLayout()
        below.setContentsMargins(0, 12, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.after, 1)
        below.addWidget(self.readers)
        self.readers.setMinimumHeight(LEAST_CARD)
        for card in (self.after, self.readers):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addLayout(
            filter_bar(self.search, self.year, self.result, self.place, None, self.count)
        )
        layout.addWidget(self.table, 3)
        layout.addLayout(below, 2)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.sheet_button.clicked.connect(self._print_sheet)
        self.record_button.clicked.connect(self._record)
        self.search.typed.connect(lambda _: self._show_rows())
        self.result.chosen.connect(lambda _: self._show_rows())
        self.place.chosen.connect(lambda _: self._show_rows())
        self.year.activated.connect(lambda _: self.refresh())
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._correct)
        self.table.menu_wanted.connect(self._open_menu)
        self.after.step_wanted.connect(self._note_step)
        self.after.drop_wanted.connect(self.acts.drop_step)
        self.readers.readers_wanted.connect(lambda: self.wanted.emit(OpenSettings("users")))
        self.readers.habits_wanted.connect(self._ask_habits)
        self.table.leave_wanted.connect(self.leave)
        self._desk.changed.connect(self._refresh_if_touched)
        keys = {
            "F2": self._correct,
            "Delete": self._throw,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenBodyTests):
            self._awaited = visit.test_id
            self.search.clear()
            self.result.value, self.place.value = None, ""
            if visit.test_id is not None:
                self.year.value = EVERY
            self.refresh()
            self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Leave a line in the trail each time somebody comes to this page."""
        super().showEvent(event)
        if not event.spontaneous():
            act = partial(open_register, year=self._year or None)
            self._desk.do(self._opener, act, self._show)

    def refresh(self) -> None:
        look = partial(read_register, year=self._year or None)
        self._desk.look(self, look, self._show, "register")

    def leave(self, way: Way) -> None:
        self.outgoing.leave(self.table, way)

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        row = self.table.current
        return (row.person_id,) if row is not None else ()

    @property
    def _year(self) -> int:
        if self.year.value is not None:
            return self.year.value
        office = self._desk.office
        return office.clock().year if office is not None else EVERY

    def _show(self, register: Register) -> None:
        shown = self.year.value if self.year.value is not None else register.today.year
        if self._awaited is not None:
            on = next((row.on for row in register.rows if row.id == self._awaited), None)
            shown = on.year if on else shown
        self._register = register
        self.year.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.year.offer([*((each, f"Năm {each}") for each in register.years), (EVERY, "Mọi năm")])
        self.year.value = shown
        self.year.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        places = [(each, each) for each in register.places]
        self.place.offer([("", "Nơi làm: tất cả"), *places])
        if self.place.value is None:
            self.place.value = ""
        count = len(register.readers)
        self.head.chip.show_state(
            "neutral", f"Phần nhạy cảm: {count} người được xem", "lock_closed"
        )
        self.readers.show_readers(register.readers)
        for button, right in (
            (self.readers.readers_button, Right.KEEP_USERS),
            (self.readers.habits_button, Right.KEEP_OFFICE),
        ):
            button.setVisible(self._may(right))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._register is None:
            return
        rows = [row for row in self._register.rows if self._fits(row)]
        is_filtered = bool(self.search.value or self.result.value or self.place.value)
        self.table.set_empty(NOT_FOUND if is_filtered else EMPTY)
        self.table.show_rows(rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        self.count.setText(counted(rows))
        self._note_row(self.table.current)
        self._measure()

    def _fits(self, row: ResultRow) -> bool:
        year = self.year.value
        words = fold(self.search.value)
        return (
            (not year or row.on.year == year)
            and (self.result.value is None or row.result is self.result.value)
            and (not self.place.value or row.sitting.done_at == self.place.value)
            and (not words or words in fold(f"{row.name} {row.outcome.slip_number}"))
        )

    def _note_row(self, row: ResultRow | None) -> None:
        self.after.show_row(row)
        self.sheet_button.setEnabled(row is not None and self._may(Right.DRAFT_DECISIONS))

    def _measure(self) -> None:
        """Let the table be as tall as its lines, where the cards leave it the room."""
        style, table = Style.current, self.table
        lines = max(table.rows.rowCount(), LEAST_ROWS)
        wanted = style.size("header") + lines * style.size("row") + 2 * table.frameWidth()
        table.setMinimumHeight(style.size("header") + LEAST_ROWS * style.size("row"))
        table.setMaximumHeight(wanted)
        self.readers.fit(self.width())

    def _note_step(self, step: AfterTest, basis: str) -> None:
        if (row := self.table.current) is not None:
            self.acts.note_step(row, step, basis)

    def _correct(self, _: object = None) -> None:
        if (row := self.table.current) is not None:
            self.acts.correct(row)

    def _record(self) -> None:
        self.acts.record()

    def _throw(self) -> None:
        self.acts.throw(self.table.chosen)

    def _print_sheet(self) -> None:
        """Begin the follow-up sheet of the person; no result of a test stands in it."""
        if (row := self.table.current) is not None:
            self.wanted.emit(Compose((row.person_id,), purpose=FOLLOW_UP_SHEET))

    def _ask_habits(self) -> None:
        def ask(habits: Habits) -> None:
            HabitsDialog(self._desk, habits, self.window()).open()

        self._desk.look(self, habits_of_tests, ask, "habits")

    def _open_menu(self, row: ResultRow, place: QPoint) -> None:
        visit = OpenPerson(row.person_id)
        lines: list[Line] = [
            ("Sửa lần này…\tF2", self._correct, True),
            ("Ghi lần mới của người này…", partial(self.acts.record, (row.person_id,)), True),
            ("Mở hồ sơ", partial(self.wanted.emit, visit), True),
            ("Bỏ vào thùng rác\tDelete", self._throw, True),
            ("In danh sách…", partial(self.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.leave, Way.EXPORT), True),
        ]
        open_menu(self, lines, place)

    def _filter_words(self) -> str:
        told = [f"năm {self.year.value}" if self.year.value else "mọi năm"]
        told += [f"nơi làm: {self.place.value}"] if self.place.value else []
        return ", ".join(told)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self._register is not None:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)


def _person(row: ResultRow) -> int | None:
    return row.person_id
