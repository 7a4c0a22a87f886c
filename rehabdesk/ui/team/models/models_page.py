"""The models: counted on a day, and below them whom the chosen one helps and who runs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.teamwork.care import number_words
from rehabdesk.services.models.counting import ModelCount
from rehabdesk.services.models.founding import remove_line, reopen_model
from rehabdesk.services.models.looks import (
    Choices,
    MemberRow,
    ModelList,
    ModelRow,
    ModelView,
    PersonRow,
    list_models,
    read_choices,
    read_model,
)
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.doing import do_here
from rehabdesk.ui.team.models.inputs import day_field, may_keep
from rehabdesk.ui.team.models.model_columns import MEMBERS, MODELS, PERSONS, REVIEWS
from rehabdesk.ui.team.models.model_dialogs import (
    EndModelDialog,
    LeaveDialog,
    MembersDialog,
    ModelDialog,
    PersonsDialog,
    ReviewDialog,
)
from rehabdesk.ui.team.models.names_dialog import NamesDialog
from rehabdesk.ui.visits import OpenPerson, OpenRegister

KIND = "care_model"
EMPTY = "Chưa ghi mô hình nào. Bấm Ctrl+N."
HELPED, RUNNING, REVIEWED = range(3)
_NOBODY = (
    "Chưa có ai. Bấm Thêm người được giúp.",
    "Chưa ghi ai. Bấm Thêm thành viên.",
    "Chưa đánh giá năm nào. Bấm Đánh giá năm.",
)


class ModelsPage(QWidget):
    wanted = Signal(object)
    ADD = "Ghi &mô hình"

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        self._today, _ = days(desk)
        self._awaited: int | None = None
        self.found: ModelList | None = None
        self.view: ModelView | None = None
        self.bar = QWidget()
        self.on = day_field(self._today(), self._today())
        self.sums = QLabel()
        self.names_button = KeyButton("Xem tên từng người", kind="link", is_small=True)
        self.table = ListTable(Rows(MODELS, self), "team.models", habits)
        self.parts = QTabBar()
        self.persons = ListTable(Rows(PERSONS, self), "team.models.persons", habits)
        self.members = ListTable(Rows(MEMBERS, self), "team.models.members", habits)
        self.reviews = ListTable(Rows(REVIEWS, self), "team.models.reviews", habits)
        self.details = QStackedWidget()
        self.add_persons_button = KeyButton("Thêm n&gười được giúp…", picture="person_add")
        self.add_members_button = KeyButton("Thêm thành &viên…", picture="people")
        self.review_button = KeyButton("Đánh giá &năm…", picture="note")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    # What the tab around it asks

    def refresh(self) -> None:
        look = partial(list_models, on=self.on.day or self._today())
        self._desk.look(self, look, self._show, "models")

    def record(self) -> None:
        self._with_choices(lambda choices: ModelDialog(self._desk, choices, self, None).open())

    def go_to(self, model_id: int) -> None:
        """Make a model current once it is shown."""
        self._awaited = model_id
        self.refresh()

    # How it looks

    def _lay_out(self) -> None:
        self.on.setAccessibleName("Tính đến ngày")
        self.sums.setWordWrap(True)
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table.setAccessibleName("Mô hình")
        self.table.set_empty(EMPTY)
        self.table.told = Told("Mô hình của xã", self._told, names_persons=False)
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        bar.addWidget(QLabel("Tính đến ngày"))
        bar.addWidget(self.on)
        bar.addWidget(self.names_button)
        bar.addStretch(1)
        sides = QSplitter(Qt.Orientation.Vertical)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.table)
        sides.addWidget(self._below())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sums)
        layout.addWidget(sides, 1)

    def _below(self) -> QWidget:
        below = QWidget()
        self.parts.setDrawBase(False)
        self.parts.setExpanding(False)
        self.parts.setAccessibleName("Phần của mô hình")
        tables: tuple[ListTable[Any], ...] = (self.persons, self.members, self.reviews)
        names = ("Người được giúp", "Thành viên mô hình", "Đánh giá hằng năm")
        for table, name, empty in zip(tables, names, _NOBODY, strict=True):
            self.parts.addTab(name)
            self.details.addWidget(table)
            table.setAccessibleName(name)
            table.set_empty(empty)
            table.told = Told(name, self._told_model, names_persons=table is self.persons)
        self.persons.told = Told(names[HELPED], self._told_model, person=lambda row: row.person_id)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.parts, 1)
        for button in (self.add_persons_button, self.add_members_button, self.review_button):
            line.addWidget(button)
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.details, 1)
        return below

    def _connect(self) -> None:
        self.on.editingFinished.connect(self.refresh)
        self.names_button.clicked.connect(self._show_names)
        self.parts.currentChanged.connect(self._turn)
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._correct)
        self.table.menu_wanted.connect(self._open_menu)
        self.persons.opened.connect(lambda row: self.wanted.emit(OpenPerson(row.person_id)))
        self.persons.menu_wanted.connect(self._open_line_menu)
        self.members.menu_wanted.connect(self._open_line_menu)
        self.members.opened.connect(self._leave)
        self.add_persons_button.clicked.connect(self._add_persons)
        self.add_members_button.clicked.connect(self._add_members)
        self.review_button.clicked.connect(self._review)
        acts: tuple[tuple[ListTable[Any], str, Callable[[], object]], ...] = (
            (self.table, "F2", lambda: self._correct(self.table.current)),
            (self.table, "Delete", self._throw),
            (self.persons, "Delete", lambda: self._leave(self.persons.current)),
            (self.members, "Delete", lambda: self._leave(self.members.current)),
        )
        for table, key, act in acts:
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    # What it shows

    def _show(self, found: ModelList) -> None:
        self.found = found
        self.sums.setText("\n".join(count_words(each) for each in found.counts))
        self.sums.setVisible(bool(found.counts))
        self.names_button.setEnabled(any(each.persons for each in found.counts))
        self.table.show_rows(found.rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        self._note_row(self.table.current)

    def _note_row(self, row: ModelRow | None) -> None:
        able = row is not None and may_keep(self._desk)
        is_open = row is not None and row.until_on is None
        self.add_persons_button.setEnabled(able and is_open)
        self.add_members_button.setEnabled(able and is_open)
        self.review_button.setEnabled(able)
        if row is None:
            self._show_view(None)
            return
        look = partial(read_model, model_id=row.id, on=self.on.day or self._today())
        self._desk.look(self, look, self._show_view, "model")

    def _show_view(self, view: ModelView | None) -> None:
        self.view = view
        self.persons.show_rows(view.persons if view else ())
        self.members.show_rows(view.members if view else ())
        self.reviews.show_rows(view.reviews if view else ())
        row = view.row if view else None
        helped, running = (f" ({row.persons})", f" ({row.members})") if row else ("", "")
        self.parts.setTabText(HELPED, f"Người được giúp{helped}")
        self.parts.setTabText(RUNNING, f"Thành viên{running}")

    def _turn(self, place: int) -> None:
        self.details.setCurrentIndex(place)

    def _told(self) -> str:
        counts = self.found.counts if self.found else ()
        on = self.found.on if self.found else self._today()
        return f"tính đến ngày {on:%d/%m/%Y}. {' '.join(map(count_words, counts))}".strip()

    def _told_model(self) -> str:
        return self.view.row.facts.name if self.view else ""

    # What is done

    def _with_choices(self, then: Callable[[Choices], None]) -> None:
        self._desk.look(self, read_choices, then, "choices")

    def _correct(self, row: ModelRow | None) -> None:
        if row is not None and may_keep(self._desk):
            self._with_choices(lambda choices: ModelDialog(self._desk, choices, self, row).open())

    def _throw(self) -> None:
        row = self.table.current
        if row is not None and may_keep(self._desk):
            throw(self._desk, self, KIND, row.id)

    def _add_persons(self) -> None:
        if (row := self.table.current) is not None:
            self.parts.setCurrentIndex(HELPED)
            PersonsDialog(self._desk, row, self._today(), self).open()

    def _add_members(self) -> None:
        if (row := self.table.current) is not None:
            self.parts.setCurrentIndex(RUNNING)
            self._with_choices(lambda told: MembersDialog(self._desk, row, told, self).open())

    def _review(self) -> None:
        if (row := self.table.current) is not None:
            self.parts.setCurrentIndex(REVIEWED)
            ReviewDialog(self._desk, row, self._today(), self).open()

    def _end(self, row: ModelRow) -> None:
        if row.until_on is None:
            EndModelDialog(self._desk, row, self._today(), self).open()
            return
        act = partial(reopen_model, model_id=row.id)
        do_here(self._desk, self, act, f"Đã bỏ ghi dừng {row.facts.name}.")

    def _leave(self, line: MemberRow | PersonRow | None) -> None:
        if line is not None and line.until_on is None and may_keep(self._desk):
            LeaveDialog(self._desk, line, self._today(), self).open()

    def _remove(self, line: MemberRow | PersonRow) -> None:
        act = partial(remove_line, line_id=line.id, is_member=isinstance(line, MemberRow))
        do_here(self._desk, self, act, f"Đã bỏ dòng ghi nhầm của {line.name}.")

    def _show_names(self) -> None:
        on = self.on.day or self._today()
        NamesDialog(self._desk, self._habits, on, self).open()

    def _open_menu(self, row: ModelRow, place: QPoint) -> None:
        may = may_keep(self._desk)
        lines: list[Line] = [
            ("Sửa…\tF2", partial(self._correct, row), may),
            ("Ghi dừng…" if row.until_on is None else "Bỏ ghi dừng", partial(self._end, row), may),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        if row.decision_id is not None:
            visit = OpenRegister(row.decision_id)
            lines.insert(1, ("Mở quyết định", partial(self.wanted.emit, visit), True))
        open_menu(self, lines, place)

    def _open_line_menu(self, line: MemberRow | PersonRow, place: QPoint) -> None:
        may = may_keep(self._desk)
        lines: list[Line] = [
            ("Ghi ngày cuối…\tDelete", partial(self._leave, line), may and line.until_on is None),
            ("Bỏ dòng ghi nhầm", partial(self._remove, line), may),
        ]
        if isinstance(line, PersonRow):
            visit = OpenPerson(line.person_id)
            lines.insert(0, ("Mở hồ sơ\tEnter", partial(self.wanted.emit, visit), True))
        open_menu(self, lines, place)


def count_words(count: ModelCount) -> str:
    """Say M01, M02 and M03 of one kind, with what counts as better beside the figure."""
    told = f"{count.kind.label}: {count.models} nơi"
    if count.pilots:
        told += f" ({count.pilots} làm điểm)"
    if count.visits is not None:
        came, visits = number_words(count.visits.visitors), count.visits.visits
        told += f", {came} người được trợ giúp, {visits} lượt từ đầu năm"
    if count.persons or count.visits is None:
        told += f", {number_words(count.persons)} người đang được giúp"
    found = count.improvement
    if found is None or not found.base:
        return f"{told}."
    criterion = f" – {found.criterion[:1].lower()}{found.criterion[1:]}" if found.criterion else ""
    return f"{told}; chuyển biến tốt {found.words}{criterion}."
