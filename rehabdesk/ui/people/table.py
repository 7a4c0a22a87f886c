"""The table of the list of files: it may be long, so its lines are read as they come into view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QRect,
    QSettings,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from rehabdesk.services.lists.people import UNTOLD
from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.filters import Group
from rehabdesk.services.people.list_query import By
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.lines.frozen import Cells, FrozenColumns
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import PAGE, Index
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.people.group_rows import Head, PeopleRows

_ALSO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows

RESTED = 250  # milliseconds of no scrolling before it is read what comes next: the lane is needed
NEXT = {"Việc tiếp theo", "Hạn"}
_TURNING = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter}
_OTHERWISE = ~Qt.KeyboardModifier.KeypadModifier


class _FrozenPeople(FrozenColumns):
    """Heads of groups are painted over it as over the lines."""

    def __init__(self, table: PeopleTable) -> None:
        super().__init__(table, lead=1)
        self._people = table

    def paint_lines(self, painter: QPainter, area: QRect, cells: Cells) -> None:
        self._people.paint_lines(painter, area, cells)


class PeopleTable(ListTable[PersonRow]):
    """As text it tells each person in one numbered line."""

    letter_typed = Signal(str)  # go to the next name that begins so
    steps_wanted = Signal(object)  # the persons in view of whom it is unread what comes next
    copy_wanted = Signal(bool)  # of persons not all read yet, and whether as text

    def __init__(self, rows: PeopleRows, name: str, habits: QSettings) -> None:
        super().__init__(rows, name, habits)
        self.people = rows
        self.setAccessibleName("Danh sách hồ sơ")
        self._top = 0  # the line that was first when last painted
        self._is_rising = False
        self._is_untold = False  # the current row is still to be read
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTED)
        self._rest.timeout.connect(self._want_steps)
        rows.arrived.connect(self._note_arrived)
        self.clicked.connect(self._turn_clicked)

    def _frozen(self) -> FrozenColumns:
        return _FrozenPeople(self)

    @property
    def current_id(self) -> int | None:
        """The person the list stands at, read or not."""
        current = self.current_identity
        return current if isinstance(current, int) else None

    @property
    def person_ids(self) -> tuple[int, ...]:
        return self.people.person_ids

    @property
    def ticked_ids(self) -> tuple[int, ...]:
        if not self.rows.tick_count:
            return ()
        return tuple(each for each in self.person_ids if self.people.has_tick(each))

    @property
    def chosen_ids(self) -> tuple[int, ...]:
        """Whom an act goes to: the ticked persons, else the current one, read or not."""
        current = self.current_id
        return self.ticked_ids or (() if current is None else (current,))

    @property
    def in_view(self) -> range:
        """The lines that are to be seen."""
        first = max(0, self.rowAt(0))
        height = self.verticalHeader().defaultSectionSize()
        return range(first, first + self.viewport().height() // max(1, height) + 2)

    @property
    def sorted_by(self) -> tuple[By, bool]:
        """By what the list is to be sorted, and whether it falls."""
        if self.rows.sorting is None:
            return By.NAME, False
        column, is_falling = self.rows.sorting
        return cast("By", column.sorts_by), is_falling

    def show_list(
        self,
        person_ids: Sequence[int],
        read: Mapping[int, PersonRow],
        groups: Sequence[Group] = (),
    ) -> None:
        """Replace the list, of which some lines have been read already."""
        before, chosen = self.rows.identities, self.selectionModel().selectedRows()
        held = {before[index.row()] for index in chosen} if len(chosen) > 1 else frozenset[int]()
        self.keep_place(partial(self.people.show_groups, person_ids, read, groups))
        selection = QItemSelection()
        lines = self.rows.identities
        for place in (at for at, each in enumerate(lines) if held and each in held):
            selection.select(self.rows.index(place, 0), self.rows.index(place, 0))
        self.selectionModel().select(selection, _ALSO)

    def copy(self, *, as_text: bool = False) -> None:
        if len(self.chosen) == len(self.chosen_ids):
            super().copy(as_text=as_text)
        else:
            self.copy_wanted.emit(as_text)

    def copy_rows(self, rows: Sequence[PersonRow], *, as_text: bool) -> None:
        if not as_text:
            super().copy_rows(rows, as_text=as_text)
            return
        clipboard.copy(told(rows))
        self.copied.emit(len(rows), True)  # noqa: FBT003 -- a signal

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self.current
        self._is_untold = current.isValid() and (row is None or row.next_step == UNTOLD)

    def keyboardSearch(self, search: str) -> None:
        self.letter_typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows open and close the group the list stands at."""
        head, key = self._head_here(), Qt.Key(event.key())
        if head is None or key not in _TURNING or event.modifiers() & _OTHERWISE:
            super().keyPressEvent(event)
            return
        is_on_head = self.current_identity == head
        if key == Qt.Key.Key_Left and not is_on_head:
            self.choose(head)
        elif is_on_head:
            is_closed = self.people.is_closed(head)
            wanted = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}.get(key, not is_closed)
            self.close_group(head, is_closed=wanted)
        elif key != Qt.Key.Key_Right:
            super().keyPressEvent(event)

    def close_group(self, head: Head, *, is_closed: bool) -> None:
        people = self.people
        people.close(head, is_closed=is_closed)
        self.show_list(people.all_ids, people.read_rows(), people.groups())
        self.choose(head)
        self.viewport().update()

    def _head_here(self) -> Head | None:
        index = self.currentIndex()
        if not self.people.is_grouped or not index.isValid():
            return None
        person_id = self.current_id
        if person_id is None:
            return self.people.head(index.row())
        return self.people.head_of(person_id)

    def _turn_clicked(self, index: QModelIndex) -> None:
        head = self.people.head(index.row())
        if head is not None and self.rows.column(index.column()) is not None:
            self.close_group(head, is_closed=not self.people.is_closed(head))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line by line; asked by Qt for every cell, it takes several times as long."""
        self._prepare()
        header = self.horizontalHeader()
        cells = [
            (section, self.columnViewportPosition(section), self.columnWidth(section))
            for section in range(header.count())
            if not self.isColumnHidden(section)
        ]
        self.paint_lines(QPainter(self.viewport()), event.rect(), cells)

    def paint_lines(self, painter: QPainter, area: QRect, cells: Cells) -> None:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        end = last + 1 if last >= 0 else self.rows.rowCount()
        chosen = cast("Iterable[QItemSelectionRange]", self.selectionModel().selection())
        selected = [range(each.top(), each.bottom() + 1) for each in chosen]
        cast("RowDelegate", self.itemDelegate()).lines.begin()
        for place in range(first, end) if first >= 0 else ():
            is_current = any(place in lines for lines in selected)
            self._paint_line(painter, place, cells, is_current=is_current)

    def _paint_line(
        self,
        painter: QPainter,
        place: int,
        cells: Cells,
        *,
        is_current: bool,
    ) -> None:
        lines = cast("RowDelegate", self.itemDelegate()).lines
        is_ticked = self.rows.is_ticked(place)
        top, height = self.rowViewportPosition(place), self.rowHeight(place)
        whole = QRect(cells[0][1], top, self.horizontalHeader().length(), height)
        if (head := self.people.head(place)) is not None:
            sign = "chevron_right" if self.people.is_closed(head) else "chevron_down"
            told = self.people.told(head)
            lines.head(painter, whole, (sign, told), is_current=is_current, is_ticked=is_ticked)
            return
        lines.ground(painter, whole, is_current=is_current, is_ticked=is_ticked)
        for section, x, width in cells:
            if self.rows.column(section) is None:
                lines.tick(painter, QRect(x, top, width, height), is_ticked=is_ticked)
            else:
                box, cell = (x, top, width, height), self.rows.cell(place, section)
                lines.words(painter, box, cell, is_current=is_current, is_ticked=is_ticked)

    def _prepare(self) -> None:
        """Have the lines in view read, then some more on the way the list is scrolled."""
        everything, view = range(self.rows.rowCount()), self.in_view
        is_scrolled = view.start != self._top
        self._is_rising = view.start < self._top if is_scrolled else self._is_rising
        self._top = view.start
        if self._is_rising:
            ahead = everything[max(0, view.start - PAGE) : view.start][::-1]
        else:
            ahead = everything[view.stop : view.stop + PAGE]
        self.rows.prepare(everything[view.start : view.stop], ahead)
        if is_scrolled or (not self._rest.isActive() and self._untold_in_view()):
            self._rest.start()

    def _untold_in_view(self) -> tuple[int, ...]:
        """Return who is in view with no more than a line begun; nobody while that is not shown."""
        titles = {column.title for column in self.shown_columns()}
        if not titles & NEXT:
            return ()
        places = range(self.rows.rowCount())[self.in_view.start : self.in_view.stop]
        seen = (self.rows.find_row(self.rows.index(place, 0)) for place in places)
        return tuple(row.id for row in seen if row is not None and row.next_step == UNTOLD)

    def take_steps(self, rows: Sequence[PersonRow]) -> None:
        """Show what comes next for who is still in view; whoever left it is asked for again."""
        self.rows.renew(rows, self.in_view)

    def _want_steps(self) -> None:
        if person_ids := self._untold_in_view():
            self.steps_wanted.emit(person_ids)

    def _note_arrived(self) -> None:
        """Tell of the current row if it has been read only now; go on reading."""
        current = self.current
        if self._is_untold and current is not None:
            self._is_untold = current.next_step == UNTOLD
            self.moved_to.emit(current)
        self._prepare()


def told(rows: Sequence[PersonRow]) -> str:
    return "\n".join(f"{number}. {row.as_text}" for number, row in enumerate(rows, start=1))
