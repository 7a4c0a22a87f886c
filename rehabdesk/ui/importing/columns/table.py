"""The columns of a file: what stands in them, what becomes of it, and where it goes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QRect, QSettings, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionViewItem, QWidget

from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import PAD, Column, Index, Rows, Sign
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

LEFT_OUT = "(bỏ cột này)"
CHANGED, FIELD = 3, 4  # sections
Choices = Sequence[tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the file as the table shows it."""

    column: int
    letters: str
    head: str
    raw: str
    after: str
    field: Hashable  # None: this column is left out
    guess: str  # "Chắc", "Xem lại", "Bỏ qua", "Tự chọn"
    sign: Sign
    reason: str = ""

    @property
    def is_doubtful(self) -> bool:
        return self.sign.tint == "warn"

    @property
    def is_changed(self) -> bool:
        return bool(self.after) and self.field is not None and self.after != self.raw


def _after(line: ColumnLine) -> str:
    if line.field is None:
        return "–"
    return line.after or "(trống)"


def _columns(sample_row: int) -> tuple[Column[ColumnLine], ...]:
    told = f"Chữ trong tệp (dòng {sample_row})" if sample_row else "Chữ trong tệp"
    return (
        Column("Cột", lambda line: line.letters, width=46, align="centre", tint=_pale),
        Column("Tên cột trong tệp", lambda line: line.head, width=170),
        Column(told, lambda line: line.raw or "(trống)", width=224, tint=_pale),
        Column("Sau khi chuyển", _after, width=214),
        Column("Ghép vào ô", lambda _line: "", width=226),
        Column(
            "Máy đoán",
            lambda line: line.guess,
            width=150,
            sign=lambda line: line.sign,
            is_stretched=True,
        ),
    )


def _pale(_line: ColumnLine) -> str:
    return "text.secondary"


class ColumnDelegate(RowDelegate):
    """What was changed stands on amber."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = cast("Rows[ColumnLine]", index.model())
        line = rows.find_row(index)
        if index.column() == CHANGED and line is not None and line.is_changed:
            rect = option.rect
            is_current = rows.is_ticked(index.row())
            self.lines.ground(
                painter, rect, is_current=self._is_chosen(option), is_ticked=is_current
            )
            metrics = QFontMetrics(Style.current.font())
            words = metrics.elidedText(
                _after(line), Qt.TextElideMode.ElideRight, rect.width() - 2 * PAD
            )
            height = metrics.height() + 2
            mark = QRect(
                rect.left() + PAD - 2,
                rect.center().y() - height // 2,
                metrics.horizontalAdvance(words) + 5,
                height,
            )
            painter.fillRect(mark, colour("warn.bg"))
            painter.setPen(colour("text"))
            painter.setFont(Style.current.font())
            painter.drawText(
                rect.adjusted(PAD, 0, -PAD, -1), int(Qt.AlignmentFlag.AlignVCenter), words
            )
            return
        super().paint(painter, option, index)

    @staticmethod
    def _is_chosen(option: QStyleOptionViewItem) -> bool:
        return bool(option.state & QStyle.StateFlag.State_Selected)


class FieldChooser(QWidget):
    """Where a column goes: a choice in its row."""

    def __init__(self, choices: Choices, line: ColumnLine) -> None:
        super().__init__()
        self.combo = ComboField[Any](choices)
        self.combo.value = line.field
        self.combo.setAccessibleName(f"Cột {line.letters} “{line.head}” ghép vào ô")
        self.combo.setProperty("small", "yes")
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 0, PAD + 4, 0)
        row.addWidget(self.combo)


class ColumnsTable(ListTable[ColumnLine]):
    """Enter or F2 opens the choice of the current row; Space shows the original in full."""

    mapped = Signal(int, object)  # a column, and the field chosen for it
    original_wanted = Signal()

    def __init__(self, habits: QSettings) -> None:
        self._sample_row = 0
        rows = Rows(_columns(0), identity=lambda line: line.column)
        super().__init__(rows, "import-columns", habits)
        rows.setParent(self)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.setItemDelegate(ColumnDelegate(self))
        self.setAccessibleName("Các cột trong tệp")
        self.verticalHeader().setDefaultSectionSize(Style.current.size("row"))
        self.choosers: dict[int, FieldChooser] = {}
        self.opened.connect(self._open_choice)

    def show_lines(self, lines: Sequence[ColumnLine], choices: Choices, sample_row: int) -> None:
        """Show the columns; the choosers are made anew with what may be chosen."""
        self.rows.columns = _columns(sample_row)
        self.show_rows(lines)
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.rows.columnCount() - 1)
        self.choosers = {}
        for place, line in enumerate(self.rows.all):
            chooser = FieldChooser(choices, line)
            chooser.combo.chosen.connect(partial(self.mapped.emit, line.column))
            self.choosers[line.column] = chooser
            self.setIndexWidget(self.rows.index(place, FIELD), chooser)

    def _open_choice(self, line: ColumnLine) -> None:
        combo = self.choosers[line.column].combo
        combo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        combo.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.current is not None:
            self._open_choice(self.current)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.original_wanted.emit()
        else:
            super().keyPressEvent(event)
