"""Step 2: the sheet as it is, and what the program takes for the table on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.heads import is_serial_head
from rehabdesk.domain.tables.sheet import Sheet
from rehabdesk.domain.tables.table import LeftOutKind, Table, TableChoice
from rehabdesk.services.importing.reading import TableSight, look_at_table
from rehabdesk.ui.importing.sheet.grid import HEAD, Marks, SheetGrid
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import filter_bar

NUMBER_WIDTH = 74
HINT = "Kéo hai vạch xanh, hoặc gõ số dòng. Phím cách trên dòng bỏ qua: vẫn đọc dòng đó."
MOST_HEADS = 10


class NotARow(Refusal):
    def __init__(self, typed: str, last: int) -> None:
        super().__init__(
            f"Chưa hiểu “{typed}”. Gõ số dòng từ 1 đến {last}, như 4 hoặc 4-5. "
            "Không có dòng tiêu đề thì gõ 0."
        )


class SheetStep(ImportStep):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._under: Underway | None = None
        self._seen: tuple[object, ...] = ()
        self.sheets = ComboField[int]()
        self.sheets.setAccessibleName("Trang tính")
        self.sheets.fit_choices()
        self.head = _number_field("Dòng tiêu đề")
        self.last = _number_field("Dòng cuối của bảng")
        self.again = KeyButton("Để máy nhận dạng &lại", "Ctrl+R", "arrow_clockwise")
        self.grid = SheetGrid()
        self._lay_out()
        self.sheets.chosen.connect(self._choose_sheet)
        self.head.editingFinished.connect(self._take_head)
        self.last.editingFinished.connect(self._take_last)
        self.again.clicked.connect(self._begin_again)
        self.grid.dragged.connect(self._take_dragged)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.grid)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._turn_row)

    def _lay_out(self) -> None:
        hint = QLabel(HINT)
        hint.setProperty("role", "secondary")
        self.body.addLayout(
            filter_bar(
                self.sheets,
                _label("Dòng t&iêu đề", self.head),
                self.head,
                _label("Dòng &cuối", self.last),
                self.last,
                hint,
            )
        )
        self.body.addWidget(self.grid, 1)

    # What stands there

    def show_underway(self, under: Underway) -> None:
        """Show a workbook; nothing is asked again for one that stands there as it was left."""
        if self._under is not under:
            self._under, self._seen = under, ()
            names = [
                (place, _sheet_words(each)) for place, each in enumerate(under.workbook.sheets)
            ]
            self.sheets.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            self.sheets.offer(names)
            self.sheets.value = under.place
            self.sheets.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
            self.grid.show_sheet(under.sheet)
        self._ask()

    def arrive(self) -> None:
        self.grid.setFocus()

    def acts(self) -> Sequence[QWidget]:
        return (self.again,)

    def line(self) -> str:
        if self._under is None:
            return ""
        return f"{self._under.name} · trang “{self._under.sheet.name}”"

    def foot(self) -> str:
        table = self._under.table if self._under else None
        if table is None:
            return ""
        told = Counter(each.kind for each in table.left_out)
        parts = [f"{len(table.rows)} dòng để đọc"]
        parts += [f"{count} {_kind_words(kind)}" for kind, count in told.items()]
        return " · ".join(parts)

    def next_words(self) -> str:
        return "Ghép cột"

    def can_go_on(self) -> bool:
        return self._under is not None and self._under.table is not None

    def show_refusal(self, refusal: Refusal) -> None:
        """There is no such table: the sheet stays in sight, to be told where it begins."""
        if self._under is not None:
            self._under.table = None
        self.grid.show_marks(Marks())
        super().show_refusal(refusal)

    def _ask(self) -> None:
        under = self._under
        if under is None or self._seen == (under.place, under.choice):
            return
        self._seen = (under.place, under.choice)
        question = partial(look_at_table, sheet=under.sheet, kind=under.kind, choice=under.choice)
        self._desk.look(self, question, self._show, name="table")

    def _show(self, sight: TableSight) -> None:
        under = self._under
        if under is None:
            return
        self.message.hush()
        under.table, under.guesses = sight.table, sight.columns
        under.remembered = sight.columns
        under.forget_rows()
        marks = _marks(sight.table)
        self.grid.show_marks(marks)
        self.head.value = _range_words(sight.table.head_row_numbers)
        self.last.value = str(sight.table.last_row_number)
        self.grid.go_to_row(max(1, marks.head_first))
        self.reworded.emit()

    # What the clerk says

    def _choose_sheet(self, place: int) -> None:
        if self._under is not None and place != self._under.place:
            self._under.place = place
            self._under.choice = TableChoice()
            self.grid.show_sheet(self._under.sheet)
            self._ask()

    def _begin_again(self) -> None:
        self._choose(TableChoice())

    def _choose(self, choice: TableChoice) -> None:
        if self._under is not None:
            self._under.choice = choice
            self._ask()

    def _take_head(self) -> None:
        under, typed = self._under, self.head.value
        if under is None or not typed or (under.table and typed == _shown_head(under.table)):
            return
        numbers = _read_range(typed)
        if numbers is None or (numbers and numbers[-1] > len(under.sheet.rows)):
            super().show_refusal(NotARow(typed, len(under.sheet.rows)))
            return
        self._choose(replace(under.choice, head_row_numbers=numbers, first_row_number=None))

    def _take_last(self) -> None:
        under, typed = self._under, self.last.value
        if under is None or not typed or (under.table and typed == _shown_last(under.table)):
            return
        if not typed.isdecimal() or not 0 < int(typed) <= len(under.sheet.rows):
            super().show_refusal(NotARow(typed, len(under.sheet.rows)))
            return
        self._choose(replace(under.choice, last_row_number=int(typed)))

    def _take_dragged(self, which: str, row_number: int) -> None:
        under = self._under
        if under is None:
            return
        if which == HEAD:
            heads = under.table.head_row_numbers if under.table else ()
            first = min((*heads, row_number))
            numbers = tuple(range(max(first, row_number - MOST_HEADS), row_number + 1))
            self._choose(replace(under.choice, head_row_numbers=numbers, first_row_number=None))
        else:
            self._choose(replace(under.choice, last_row_number=row_number))

    def _turn_row(self) -> None:
        """Read a row that was left out, or leave it out again."""
        under, index = self._under, self.grid.currentIndex()
        if under is None or under.table is None or not index.isValid():
            return
        number, kept = index.row() + 1, under.choice.kept_row_numbers
        is_left_out = any(each.row_number == number for each in under.table.left_out)
        if is_left_out or number in kept:
            self._choose(replace(under.choice, kept_row_numbers=kept ^ {number}))
            self.grid.go_to_row(number)


def _marks(table: Table) -> Marks:
    heads = table.head_row_numbers
    left_out = {each.row_number: _without(each.reason) for each in table.left_out}
    return Marks(
        heads[0] if heads else 0,
        heads[-1] if heads else table.first_row_number - 1,
        table.last_row_number,
        left_out,
        {each.column: "STT" for each in table.columns if is_serial_head(each.head)},
    )


def _without(reason: str) -> str:
    """Say why a row is left out, as one short remark."""
    told = reason.rstrip(". ")
    return told if "bỏ qua" in told else f"{told}, bỏ qua"


def _sheet_words(sheet: Sheet) -> str:
    hidden = ", đang ẩn" if sheet.is_hidden else ""
    return f"Trang: {sheet.name} ({len(sheet.rows)} dòng{hidden})"


def _kind_words(kind: LeftOutKind) -> str:
    return f"{kind.label[:1].lower()}{kind.label[1:]}"


def _range_words(numbers: Sequence[int]) -> str:
    if not numbers:
        return "0"
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def _shown_head(table: Table) -> str:
    return _range_words(table.head_row_numbers)


def _shown_last(table: Table) -> str:
    return str(table.last_row_number)


def _read_range(typed: str) -> tuple[int, ...] | None:
    """Return the row numbers of "4" or "4-5"; none at all for "0"."""
    found = re.fullmatch(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", typed)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if first == 0:
        return ()
    return tuple(range(first, last + 1)) if first <= last < first + MOST_HEADS else None


def _number_field(name: str) -> TextField:
    field = TextField()
    field.setAccessibleName(name)
    field.setFixedWidth(Style.current.length(NUMBER_WIDTH))
    return field


def _label(words: str, field: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(field)
    label.setProperty("role", "secondary")
    return label
