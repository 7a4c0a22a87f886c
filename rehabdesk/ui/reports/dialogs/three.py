"""Three periods beside each other: on end, or the same of three years."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.trend import ThreePeriods, ThreeRow, read_three
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import Column, Index, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

HEIGHT, INDENT = 400, 14
_three = Column[ThreeRow]


class SetInDelegate(RowDelegate):
    """Sets the names of parts in below their line, as the grid of the report does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = cast("Rows[Any]", index.model())
        row, column = rows.find_row(index), rows.column(index.column())
        if row is None or not row.level or column is None or not column.is_subject:
            super().paint(painter, option, index)
            return
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        rect, left = option.rect, Style.current.length(INDENT) * row.level
        self.lines.begin()
        self.lines.ground(painter, rect, is_current=is_current, is_ticked=False)
        box = (rect.left() + left, rect.top(), rect.width() - left, rect.height())
        cell = rows.cell(index.row(), index.column())
        self.lines.words(painter, box, cell, is_current=is_current, is_ticked=False)


class ThreeDialog(FormDialog):
    """Enter goes to the line in the grid; Ctrl+E and Ctrl+P take the list away as any other."""

    row_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        asked: ReportAsked,
        row_key: str,
        parent: QWidget,
    ) -> None:
        super().__init__("So ba kỳ", "&Tới dòng này", parent, WIDTHS[3], "Đóng")
        self._desk, self._habits = desk, habits
        self._asked, self._row_key = asked, row_key
        self.way = ComboField[bool]([(False, "Ba kỳ liền nhau"), (True, "Cùng kỳ của ba năm")])
        self.add("way", "&So", self.way)
        self.table: ListTable[ThreeRow] | None = None
        self._holder = QWidget(self)
        self.body.addWidget(self._holder)
        self._holder.setMinimumHeight(Style.current.length(HEIGHT))
        self.way.chosen.connect(self._read)
        self._read()

    def submit(self) -> None:
        row = self.table.current if self.table is not None else None
        if row is not None:
            self.accept()
            self.row_wanted.emit(row.key)

    def _read(self, *_: object) -> None:
        look = partial(read_three, asked=self._asked, is_by_year=bool(self.way.value))
        self._desk.look(self, look, self._show, name="three")

    def _show(self, three: ThreePeriods) -> None:
        table: ListTable[ThreeRow] = ListTable(
            Rows(_columns(three.titles), self, identity=lambda row: row.key),
            "reports.three",
            self._habits,
        )
        table.setItemDelegate(SetInDelegate(table))
        table.setAccessibleName("So ba kỳ")
        words = " · ".join(three.titles)
        table.told = Told("So ba kỳ", lambda: words, names_persons=False)
        table.setSortingEnabled(False)
        table.opened.connect(lambda _: self.submit())
        before = self.table
        if before is not None:
            self.body.replaceWidget(before, table)
            before.deleteLater()
        else:
            self.body.replaceWidget(self._holder, table)
            self._holder.deleteLater()
        table.setMinimumHeight(Style.current.length(HEIGHT))
        self.table = table
        table.show_rows(three.rows)
        table.choose(self._row_key)
        table.setFocus()


def _columns(titles: tuple[str, ...]) -> tuple[Column[ThreeRow], ...]:
    figures = [
        _three(title, partial(_words, place), width=104, align="right")
        for place, title in enumerate(titles)
    ]
    return (
        _three("STT", lambda row: row.number, width=52, align="centre"),
        _three(
            "Nội dung",
            lambda row: row.name,
            width=300,
            is_subject=True,
            is_stretched=True,
            strong=lambda row: row.is_heading,
            paper=lambda row: f"{'  ' * row.level}{row.name}",
        ),
        *figures,
        _three("Kỳ cuối so kỳ đầu", lambda row: row.change, width=130, align="right"),
    )


def _words(place: int, row: ThreeRow) -> str:
    return row.words[place]
