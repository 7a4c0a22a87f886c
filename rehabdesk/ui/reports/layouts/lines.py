"""The catalogue on the left, the lines of a layout on the right: chosen, moved, named anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.reports.drafts import DraftLine, LineState, are_counted, counted
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import LayoutRow
from rehabdesk.domain.text import fold
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.reports.layouts.line_dialog import PART, LineDialog

SHOWN_ROWS = 6
_MILLION = 1_000_000
EMPTY = "Chưa có dòng nào. Chọn chỉ tiêu ở bảng trái rồi bấm Enter."
CATALOGUE = (
    Column[Indicator]("Mã", lambda each: each.code, width=52),
    Column[Indicator](
        "Chỉ tiêu của danh mục",
        lambda each: each.name,
        width=220,
        is_subject=True,
        is_stretched=True,
        tip=lambda each: each.rule,
    ),
    Column[Indicator]("ĐVT", lambda each: each.unit, width=76),
)


class LinesPane(QWidget):
    """Enter on the left puts a figure below the line gone to; Alt and arrows move that line."""

    def __init__(
        self,
        habits: QSettings,
        known: Mapping[str, Indicator],
        lines: tuple[DraftLine, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.known = known
        self._lines = list(lines)
        self._next = max((line.serial for line in lines), default=0) + 1
        self.search = SearchField("Tìm chỉ tiêu theo tên, mã…")
        self.catalogue = ListTable(
            Rows(CATALOGUE, self, identity=lambda each: each.code), "reports.catalogue", habits
        )
        self.table = ListTable(
            Rows(self._columns(), self, identity=lambda line: line.serial), "reports.lines", habits
        )
        self.catalogue.setAccessibleName("Chỉ tiêu của danh mục")
        self.table.setAccessibleName("Các dòng của mẫu")
        self.table.set_empty(EMPTY)
        self.add_button = KeyButton("Thê&m vào mẫu", "Enter", "add", is_bound=False)
        self.heading_button = KeyButton("Thêm đề m&ục…", "Ctrl+M")
        self.edit_button = KeyButton("Sửa &dòng…", "F2")
        self.drop_button = KeyButton("&Bỏ dòng", "Delete", is_bound=False)
        self.up_button = KeyButton("Lê&n", "Alt+Up")
        self.down_button = KeyButton("Xuống", "Alt+Down")
        self._assemble()
        self._connect()
        self._find("")
        self._show()

    @property
    def lines(self) -> tuple[DraftLine, ...]:
        return tuple(self._lines)

    def go_to_unknown(self) -> None:
        """Go to the first line nobody understood."""
        left = next(line for line in self._lines if line.state is LineState.UNKNOWN)
        self.table.choose(left.serial)
        self.table.setFocus()

    # What is done with lines

    def add(self, indicator: Indicator | None = None) -> None:
        chosen = indicator or self.catalogue.current
        if chosen is None:
            return
        row = LayoutRow("", chosen.name, chosen.code)
        if chosen.unit == "đồng":
            words = f"{chosen.name} (triệu đồng)"  # the grid has no column of units
            row = replace(row, words=words, unit="triệu đồng", divisor=_MILLION)
        self._put(row)

    def add_heading(self) -> None:
        dialog = LineDialog(LayoutRow("", ""), self.known, self, is_heading=True)
        dialog.settled.connect(self._put)
        dialog.open()

    def edit(self, _: object = None) -> None:
        line = self.table.current
        if line is None:
            return
        dialog = LineDialog(line.row, self.known, self, is_heading=line.is_heading)
        dialog.settled.connect(lambda row: self._settle(line.serial, row))
        dialog.open()

    def drop(self) -> None:
        place = self._place()
        if place is None:
            return
        left = [*self._lines[:place], *self._lines[place + 1 :]]
        after = left[min(place, len(left) - 1)] if left else None
        self._take(left, after.serial if after else None)

    def shift(self, way: int) -> None:
        place = self._place()
        if place is None or not 0 <= place + way < len(self._lines):
            return
        lines = list(self._lines)
        lines[place], lines[place + way] = lines[place + way], lines[place]
        self._take(lines, lines[place + way].serial)

    def _put(self, row: LayoutRow) -> None:
        """Put a new line below the one gone to."""
        place = self._place()
        line = DraftLine(self._next, row)
        self._next += 1
        at = len(self._lines) if place is None else place + 1
        self._take([*self._lines[:at], line, *self._lines[at:]], line.serial)

    def _settle(self, serial: int, row: LayoutRow) -> None:
        place = next(at for at, line in enumerate(self._lines) if line.serial == serial)
        lines = list(self._lines)
        typed = row.number != lines[place].row.number
        lines[place] = DraftLine(serial, row)
        self._take(lines, serial, keeps_numbers=typed)

    def _take(
        self, lines: Sequence[DraftLine], serial: int | None, *, keeps_numbers: bool = False
    ) -> None:
        """Take lines as they are now; where they were counted through, they still are."""
        is_counted = are_counted(self._lines) and not keeps_numbers
        self._lines = list(counted(lines) if is_counted else lines)
        self._show(serial)

    def _place(self) -> int | None:
        current = self.table.current
        if current is None:
            return None
        return next(at for at, line in enumerate(self._lines) if line.serial == current.serial)

    # What is shown

    def _show(self, serial: int | None = None) -> None:
        self.table.show_rows(self._lines)
        if serial is not None:
            self.table.choose(serial)

    def _find(self, typed: str) -> None:
        wanted = fold(typed).split()
        self.catalogue.show_rows(
            [
                each
                for each in self.known.values()
                if all(word in fold(f"{each.code} {each.name} {each.unit}") for word in wanted)
            ]
        )

    def _columns(self) -> tuple[Column[DraftLine], ...]:
        return (
            Column[DraftLine]("STT", lambda line: line.row.number, width=48),
            Column[DraftLine](
                "Dòng của mẫu",
                _words,
                width=220,
                is_subject=True,
                is_stretched=True,
                strong=lambda line: line.is_heading,
            ),
            Column[DraftLine]("Chỉ tiêu", self._meant, width=150, sign=_sign, tip=self._tip),
        )

    def _meant(self, line: DraftLine) -> str:
        if line.state is LineState.UNKNOWN:
            return line.state.label
        row = line.row
        if row.is_heading:
            return "đề mục"
        by = f" · {row.breakdown.label.lower()}" if row.breakdown else ""
        guessed = " · đoán" if line.state is LineState.GUESSED else ""
        return f"{row.code}{by}{guessed}"

    def _tip(self, line: DraftLine) -> str:
        indicator = self.known.get(line.row.code)
        told = f"{indicator.code} · {indicator.name}. {indicator.rule}" if indicator else ""
        return f"{line.state.label}. {told}".strip(". ") if line.state.label else told

    # How it is put together

    def _assemble(self) -> None:
        style = Style.current
        for table in (self.catalogue, self.table):
            table.setSortingEnabled(False)
            table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        left, right = QVBoxLayout(), QVBoxLayout()
        heading = QLabel("Enter hoặc bấm đúp ở bảng trái để thêm vào mẫu")
        heading.setProperty("role", "secondary")
        left.addWidget(self.search)
        left.addWidget(self.catalogue, 1)
        right.addWidget(heading)
        right.addWidget(self.table, 1)
        heading.setFixedHeight(self.search.sizeHint().height())
        tables = QHBoxLayout()
        tables.setSpacing(12)
        tables.addLayout(left, 1)
        tables.addLayout(right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        for button in (
            *(self.heading_button, self.edit_button, self.drop_button),
            *(self.up_button, self.down_button),
        ):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(tables)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.search.typed.connect(self._find)
        self.catalogue.opened.connect(self.add)
        self.table.opened.connect(self.edit)
        self.add_button.clicked.connect(self.add)
        self.heading_button.clicked.connect(self.add_heading)
        self.edit_button.clicked.connect(self.edit)
        self.drop_button.clicked.connect(self.drop)
        self.up_button.clicked.connect(lambda: self.shift(-1))
        dropping = QShortcut(QKeySequence("Delete"), self.table)  # elsewhere it deletes letters
        dropping.setContext(Qt.ShortcutContext.WidgetShortcut)
        dropping.activated.connect(self.drop)
        self.down_button.clicked.connect(lambda: self.shift(1))


def _words(line: DraftLine) -> str:
    row = line.row
    by = f"(từng {row.breakdown.label.lower()})" if row.breakdown else ""
    return "    " * row.level + row.words.replace(PART, by)


def _sign(line: DraftLine) -> Sign | None:
    if line.state is LineState.UNKNOWN:
        return Sign("warning", "danger")
    return Sign("warning", "warn") if line.state is LineState.GUESSED else None
