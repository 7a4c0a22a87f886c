"""The columns of a list as its user wants them: which, how wide, in which order, sorted by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCursor, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from rehabdesk.ui.kit.lines.layouts import Layouts
from rehabdesk.ui.kit.rows import PAD, Column, Rows
from rehabdesk.ui.kit.style import Style

T = TypeVar("T")
TICK_WIDTH = 34
LEAST_SHARE = 0.6  # of its width the stretched column may give way to
OTHERS_SHARE = 0.8  # of theirs the others give, before the list scrolls sideways
SAVE_AFTER = 400  # milliseconds after the last change
PART = "columns"


class ColumnKeeper(QObject, Generic[T]):
    """Widths are kept as at letters of one hundred per cent, columns by their titles."""

    shown_otherwise = Signal()  # other columns are to be seen
    menu_opened = Signal(object)  # the menu, for whoever has more to offer in it

    def __init__(self, table: QTableView, rows: Rows[T], name: str, layouts: Layouts) -> None:
        super().__init__(table)
        self._table = table
        self._rows = rows
        self._name = name
        self._layouts = layouts
        self._wanted: dict[int, float] = {}  # by section, at one hundred per cent
        self._is_fitting = False
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_AFTER)
        self._save.timeout.connect(self.keep)
        self.restore()
        header = self._header
        header.sectionResized.connect(self._note_width)
        for moved in (header.sectionMoved, header.sortIndicatorChanged):
            moved.connect(self._keep_soon)

    @property
    def _header(self) -> QHeaderView:
        return self._table.horizontalHeader()

    def shown(self) -> list[Column[T]]:
        """Return the columns as they stand, from left to right."""
        header = self._header
        sections = (header.logicalIndex(place) for place in range(header.count()))
        shown = (self._rows.column(one) for one in sections if not header.isSectionHidden(one))
        return [column for column in shown if column is not None]

    def keep(self) -> None:
        header = self._header
        sections = [header.logicalIndex(place) for place in range(header.count())]
        kept = [
            [column.title, round(self._wanted[one]), header.isSectionHidden(one)]
            for one in sections
            if (column := self._rows.column(one)) is not None
        ]
        sorting = self._rows.sorting
        sort = [sorting[0].title, sorting[1]] if sorting else None
        self._layouts.keep(self._name, PART, {"columns": kept, "sort": sort})

    def restore(self) -> None:
        """Let the columns stand as they were left; new ones stand where the list puts them."""
        self.reset()
        kept = self._layouts.read(self._name, PART)
        if not isinstance(kept, Mapping):
            return
        sections = {column.title: one for one, column in self._columns()}
        place = int(self._rows.has_ticks)
        for title, width, is_hidden in kept.get("columns", ()):
            section = sections.get(title)
            if section is None:
                continue
            self._header.moveSection(self._header.visualIndex(section), place)
            place += 1
            self._wanted[section] = max(width, TICK_WIDTH)
            self._header.setSectionHidden(section, is_hidden)
        if self._table.isSortingEnabled() and (sort := kept.get("sort")) and sort[0] in sections:
            order = Qt.SortOrder.DescendingOrder if sort[1] else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(sections[sort[0]], order)
        self.fit()

    def reset(self) -> None:
        """Return to the columns the list came with."""
        header = self._header
        for section in range(header.count()):
            header.moveSection(header.visualIndex(section), section)
            column = self._rows.column(section)
            self._wanted[section] = TICK_WIDTH if column is None else column.width
            header.setSectionHidden(section, column is not None and column.is_hidden)
        self.fit()

    def fit(self) -> None:
        """Give what room is left to the columns that ask for it; where there is none, give way."""
        length, header = Style.current.length, self._header
        wide = {
            one: length(width)
            for one, width in self._wanted.items()
            if not header.isSectionHidden(one)
        }
        asking = next((one for one in wide if self._is_asking(one)), None)
        room = self._table.viewport().width() - sum(wide.values())
        if asking is not None:
            least = length(self._least(asking))
            least = min(least, wide[asking])
            given = max(room, least - wide[asking])
            wide[asking] += given
            room -= given
        if room < 0 and asking is not None:
            self._give_way(wide, asking, -room)
        self._is_fitting = True
        for section, width in wide.items():
            header.resizeSection(section, width)
        self._is_fitting = False

    def open_menu(self) -> None:
        menu = self.menu()
        self.menu_opened.emit(menu)
        menu.popup(QCursor.pos())

    def menu(self) -> QMenu:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for section, column in self._columns():
            if not column.title:
                continue
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(section))
            action.setEnabled(not column.is_subject)
            action.toggled.connect(partial(self._show, section))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Trở lại cột ban đầu").triggered.connect(self._reset_and_keep)
        return menu

    def _is_asking(self, section: int) -> bool:
        column = self._rows.column(section)
        return column is not None and column.is_stretched

    def _least(self, section: int) -> float:
        column = self._rows.column(section)
        return column.width * LEAST_SHARE if column else TICK_WIDTH

    def _give_way(self, wide: dict[int, int], asking: int, missing: int) -> None:
        """Take what is missing from the others in equal shares; not at all where it is too much."""
        metrics = QFontMetrics(Style.current.font("small", is_strong=True))
        spare = {}
        for one, column in self._columns():
            if one in wide and one != asking:
                head = metrics.horizontalAdvance(column.title) + 2 * PAD
                spare[one] = max(0, wide[one] - max(head, int(wide[one] * OTHERS_SHARE)))
        if missing > sum(spare.values()):
            return
        share = missing / sum(spare.values())
        for one, most in spare.items():
            wide[one] -= ceil(most * share)

    def _columns(self) -> Iterator[tuple[int, Column[T]]]:
        for section in range(self._header.count()):
            if (column := self._rows.column(section)) is not None:
                yield section, column

    def _note_width(self, section: int, _before: int, width: int) -> None:
        if not self._is_fitting and width:
            self._wanted[section] = width * 100 / Style.current.look.text_percent
            self._save.start()

    def _keep_soon(self) -> None:
        self._save.start()

    def _show(self, section: int, is_shown: bool) -> None:  # noqa: FBT001 -- a slot
        self._header.setSectionHidden(section, not is_shown)
        self.fit()
        self._save.start()
        self._table.viewport().update()
        self.shown_otherwise.emit()

    def _reset_and_keep(self) -> None:
        self.reset()
        if self._table.isSortingEnabled():
            self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._save.start()
