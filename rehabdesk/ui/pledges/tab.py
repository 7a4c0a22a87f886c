"""Cam kết: who has signed in a window, how many of how many, and who has not (F40)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.pledges.looks import PledgeFigures, PledgePage, Without, read_page
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.pledges.acts import PledgeActs
from rehabdesk.ui.pledges.columns import EVERYBODY, WITHOUT
from rehabdesk.ui.pledges.totals_dialog import TotalsDialog
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.team.activities.window_field import WindowField
from rehabdesk.ui.visits import OpenPerson

SIGNED, LACKING = 0, 1
EMPTY = "Chưa ghi bản cam kết nào trong khoảng này. Bấm Ctrl+N."
ALL_SIGNED = "Ai đang được quản lý cũng đã ký cam kết."


class PledgesTab(QWidget):
    """Enter shows or attaches the signed copy, F2 corrects, Delete throws into the bin."""

    wanted = Signal(object)
    about_team = False
    WATCHES = frozenset({"pledge", "person", "standing", "contact", "office_setting", "hamlet"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._found: PledgePage | None = None
        self.acts = PledgeActs(desk, habits, self)
        today, calendar = days(desk)
        self.record_button = KeyButton("Ghi cam &kết", "Ctrl+N", "add", "primary")
        self.print_button = KeyButton("In bản &cam kết…", picture="print")
        self.totals_button = KeyButton("&Tổng số…")
        self.message = MessageFrame()
        self.which = ComboField([(SIGNED, "Đã ký"), (LACKING, "Chưa ký")])
        self.which.setAccessibleName("Xem gì")
        self.which.fit_choices()
        self.window_field = WindowField(today, calendar)
        self.window_field.choose("year")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.table: ListTable[PledgeRow] = ListTable(
            Rows(EVERYBODY, self, has_ticks=True), "team.pledges", habits
        )
        self.lacking: ListTable[Without] = ListTable(
            Rows(WITHOUT, self, identity=lambda row: row.person_id, has_ticks=True),
            "team.pledges.lacking",
            habits,
        )
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.table.setAccessibleName("Bản cam kết")
        self.table.set_empty(EMPTY)
        self.table.told = Told("Bản cam kết", self._words, person=lambda row: row.facts.person_id)
        self.lacking.setAccessibleName("Người chưa ký cam kết")
        self.lacking.set_empty(ALL_SIGNED)
        self.lacking.told = Told("Người chưa ký cam kết", person=lambda row: row.person_id)
        for table in (self.table, self.lacking):
            self.pages.addWidget(table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        layout.addLayout(filter_bar(self.which, self.window_field))
        layout.addWidget(self.told)
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)

    def _connect(self) -> None:
        self.record_button.clicked.connect(self._record)
        self.print_button.clicked.connect(self._print)
        self.totals_button.clicked.connect(self._open_totals)
        self.which.chosen.connect(lambda _: self._turn())
        self.window_field.changed.connect(self.refresh)
        self.table.opened.connect(self.acts.show_or_attach)
        self.table.menu_wanted.connect(self._open_menu)
        self.lacking.opened.connect(self._open_person)
        for key, act in (("F2", self._correct), ("Delete", self._throw)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self._desk.changed.connect(self._refresh_if_touched)

    # What the page around it asks

    def head_buttons(self) -> tuple[QWidget, ...]:
        self.record_button.setEnabled(self._may(Right.KEEP_FILES))
        self.print_button.setEnabled(self._may(Right.EXPORT_LISTS))
        self.totals_button.setEnabled(self._may(Right.KEEP_OFFICE))
        return self.totals_button, self.print_button, self.record_button

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        """Return whom a meeting or a form is about."""
        if self.which.value == LACKING:
            return tuple(row.person_id for row in self.lacking.chosen)
        found = (row.facts.person_id for row in self.table.chosen if not row.is_close)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def refresh(self) -> None:
        window = self.window_field.value
        look = partial(read_page, from_on=window.from_on, until_on=window.until_on)
        self._desk.look(self, look, self._show, "pledges")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def turn_to(self, place: int) -> None:
        self.which.value = place
        self._turn()

    def _show(self, found: PledgePage) -> None:
        self.message.hush()
        self._found = found
        self.table.show_rows(found.rows)
        self.lacking.show_rows(found.without)
        self.which.setItemText(LACKING, f"Chưa ký: {len(found.without)} người")
        self.which.fit_choices()
        self.told.setText(told_of(found.figures))

    def _turn(self) -> None:
        self.pages.setCurrentIndex(self.which.value or SIGNED)
        self.window_field.setEnabled(self.which.value != LACKING)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _words(self) -> str:
        return f"{self.window_field.value.words}; {self.told.text()}"

    # What is done

    def _record(self) -> None:
        lacking = self.lacking.chosen if self.which.value == LACKING else []
        self.acts.record([Suggestion(row.person_id, row.name, row.hamlet) for row in lacking])

    def _print(self) -> None:
        self.acts.print_forms(self.persons_in_hand)

    def _correct(self) -> None:
        if (row := self.table.current) is not None and self._may(Right.KEEP_FILES):
            self.acts.correct(row)

    def _end(self) -> None:
        if (row := self.table.current) is not None:
            self.acts.end(row)

    def _throw(self) -> None:
        if self._may(Right.KEEP_FILES):
            self.acts.throw(self.table.chosen)

    def _open_person(self, row: Without) -> None:
        among = tuple(each.person_id for each in self.lacking.rows.all)
        self.wanted.emit(OpenPerson(row.person_id, among))

    def _open_file(self, row: PledgeRow) -> None:
        if row.facts.person_id is not None:
            self.wanted.emit(OpenPerson(row.facts.person_id))

    def _open_menu(self, row: PledgeRow, place: QPoint) -> None:
        may = self._may(Right.KEEP_FILES)
        copy = "Xem bản đã ký\tEnter" if row.has_copy else "Đính bản đã ký…\tEnter"
        has_file = row.facts.person_id is not None
        lines: list[Line] = [
            (copy, partial(self.acts.show_or_attach, row), may or row.has_copy),
            ("Đính bản khác…", partial(self.acts.choose_copy, row.id), may and row.has_copy),
            ("Sửa…\tF2", self._correct, may),
            ("Thôi cam kết…", self._end, may and row.is_running),
            ("In bản cam kết…", self._print, has_file),
            ("Mở hồ sơ", partial(self._open_file, row), has_file),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        open_menu(self, lines, place)

    def _open_totals(self) -> None:
        if self._found is not None:
            TotalsDialog(self._desk, self._found.figures.shares, self.window()).open()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()


def told_of(figures: PledgeFigures) -> str:
    """Say how many signed, each once, and what share of groups, offices, schools, families."""
    told = [f"{figures.people} người ký cam kết"]
    if figures.without_copy:
        told.append(f"{figures.without_copy} bản chưa có bản đã ký")
    for share in figures.shares:
        name = f"{share.by.label[:1].lower()}{share.by.label[1:]}"
        if share.per_cent is not None:
            rate = f"{share.per_cent:.1f}".rstrip("0").rstrip(".").replace(".", ",")
            told.append(f"{name} {share.signed}/{share.total} ({rate}%)")
        elif share.signed:
            told.append(f"{name} {share.signed}")
    return " · ".join(told)
