"""The rows of a file, one line for each thing to say: put right where it stands, ticked or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.services.importing.orders import CheckedRow, Level, Problem, RowState
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import PAD, Column, Index, Rows, Sign
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

NUMBER, FIX, TICK = 3, 5, 6  # sections
ADD = "Thêm thôn “{}” vào danh mục"
ADD_ORGANISATION = "Thêm tổ chức “{}” vào danh sách"
EMPTY = "(để trống)"
_NUMBER_HEADS = {
    ImportKind.PERSONS: "Số giấy tờ",
    ImportKind.VOLUNTEERS: "Điện thoại",
    ImportKind.CONTACTS: "Ngày gặp",
    ImportKind.CORRECTIONS: "Mã dòng",
}
_NEVER_EMPTY = {ImportField.FULL_NAME, ImportField.CONTACT_ON, ImportField.ROW_CODE}
_SIGNS = {
    Level.FAULT: Sign("error_circle", "danger"),
    Level.ALIKE: Sign("people", "warn"),
    Level.DOUBT: Sign("warning", "warn"),
    Level.NOTE: Sign("checkmark_circle", "ok"),
}
_GRAVEST = (Level.FAULT, Level.ALIKE, Level.DOUBT, Level.NOTE)
_OWN_OF_A_ROW = re.compile(r"“[^”]*”|\d[\d/. ]*")
_EDIT, _LATE = Sign("edit", "accent"), Sign("warning", "warn")
_READY, _OUT = Sign("checkmark_circle", "ok"), Sign("subtract", "neutral")
_DONE_WITH = {
    ImportOutcome.UPDATED: "Cập nhật hồ sơ cũ",
    ImportOutcome.CREATED: "Lập hồ sơ mới",
    ImportOutcome.ALIKE: "Chọn cách nhập…",
    ImportOutcome.LEFT_OUT: "Bỏ qua dòng này",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to say about a row; only a row's first line tells who it is about."""

    row: CheckedRow
    place: int = 0  # among the lines of its row
    problem: Problem | None = None

    @property
    def identity(self) -> Hashable:
        return (self.row.row_number, self.place)

    @property
    def is_first(self) -> bool:
        return self.place == 0

    @property
    def is_fixable(self) -> bool:
        return self.problem is not None and self.problem.field is not None

    @property
    def is_choice(self) -> bool:
        """Tell whether what is put right here is what to do with the row."""
        of_problem = self.problem is not None and self.problem.level is Level.ALIKE
        return of_problem or (self.is_first and self.row.state is RowState.UPDATE)


def lines_of(
    rows: Sequence[CheckedRow], untold: Container[str] = (), passed: Container[Level] = ()
) -> list[CheckLine]:
    """Make the lines of rows, the gravest thing first; what is told above for many is left out."""
    found: list[CheckLine] = []
    for row in rows:
        problems = [
            each
            for each in row.problems
            if each.level not in passed and pattern_of(each) not in untold
        ]
        doubted = {each.field for each in problems if each.level is not Level.NOTE}
        problems = [
            each for each in problems if each.level is not Level.NOTE or each.field not in doubted
        ]
        problems.sort(key=lambda each: _GRAVEST.index(each.level))
        told = [CheckLine(row, place, problem) for place, problem in enumerate(problems)]
        found += told or [CheckLine(row)]
    return found


def pattern_of(problem: Problem) -> str:
    """Return what is said without what differs from row to row."""
    return _OWN_OF_A_ROW.sub("…", problem.says)


def _says(line: CheckLine) -> str:
    if line.problem is not None:
        return line.problem.says
    if line.row.state is RowState.UPDATE:
        return " · ".join(
            f"{each.label}: {each.kept or '(trống)'} → {each.in_file or '(trống)'}"
            for each in line.row.changes
        )
    return "Nhập được ngay" if line.row.state is RowState.READY else line.row.outcome.label


def _sign(line: CheckLine) -> Sign:
    if line.problem is not None:
        is_out = line.row.state is RowState.SKIPPED
        return _OUT if is_out else _SIGNS[line.problem.level]
    if line.row.state is RowState.SKIPPED:
        return _OUT
    if line.row.state is RowState.UPDATE:
        return _LATE if any(each.is_changed_meanwhile for each in line.row.changes) else _EDIT
    return _READY


def _fix(line: CheckLine) -> str:
    problem = line.problem
    if line.is_choice:
        is_of_file = bool(line.row.alike) and line.row.alike[0].row_number is not None
        if is_of_file and line.row.outcome is ImportOutcome.UPDATED:
            return "Gộp hai dòng"
        if line.row.state is RowState.UPDATE:
            return "Lấy thay đổi" if line.row.is_written else "Chưa lấy"
        return _DONE_WITH.get(line.row.outcome, "")
    if problem is None or problem.field is None:
        return problem.understood if problem else ""
    if problem.offers and problem.level is Level.FAULT:
        return "Chọn thôn…" if problem.field is ImportField.HAMLET else "Chọn…"
    is_told = problem.level is Level.NOTE or bool(problem.offers)
    return (problem.understood if is_told else "") or problem.text


def _of_first(tell: Callable[[CheckedRow], str]) -> Callable[[CheckLine], str]:
    return lambda line: tell(line.row) if line.is_first else ""


COLUMNS = (
    Column[CheckLine](
        "Dòng",
        lambda line: str(line.row.row_number),
        width=58,
        align="right",
        tint=lambda _line: "text.secondary",
    ),
    Column[CheckLine](
        "Họ và tên", _of_first(lambda row: row.full_name), width=164, is_subject=True
    ),
    Column[CheckLine]("Năm sinh", _of_first(lambda row: row.birth or "–"), width=104),
    Column[CheckLine]("Số giấy tờ", _of_first(lambda row: row.number or "–"), width=132),
    Column[CheckLine]("Vấn đề", _says, width=400, sign=_sign, is_stretched=True),
    Column[CheckLine]("Sửa tại đây", _fix, width=200),
    Column[CheckLine]("Nhập", lambda _line: "", width=58, align="centre"),
)


class CheckModel(Rows[CheckLine]):
    """Tells what can be put right in its place, and which rows are ticked to be written."""

    kind = ImportKind.PERSONS

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        told = super().headerData(section, orientation, role)
        return _NUMBER_HEADS[self.kind] if section == NUMBER and isinstance(told, str) else told

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        line = self.find_row(index)
        if line is not None and index.column() == FIX and line.is_fixable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.find_row(index)
        if line is not None and index.column() == TICK and line.is_first:
            is_written = line.row.is_written
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if is_written else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return "Nhập" if is_written else "Không nhập"
        return super().data(index, role)


class CheckDelegate(RowDelegate):
    """Draws an input where a cell can be put right, a link where something can be chosen."""

    def __init__(self, parent: CheckTable) -> None:
        super().__init__(parent)
        self._table = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() not in {FIX, TICK}:
            super().paint(painter, option, index)
            return
        line = self._table.rows.find_row(index)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        self.lines.ground(painter, option.rect, is_current=is_current, is_ticked=False)
        if line is None:
            return
        if index.column() == TICK:
            if line.is_first:
                self.lines.tick(painter, option.rect, is_ticked=line.row.is_written)
        else:
            _paint_fix(painter, option.rect, line)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = self._table.rows.row(index)
        problem = line.problem
        if problem is not None and (problem.offers or _own_offers(problem)):
            offers = [*problem.offers, *_own_offers(problem)]
            combo = ComboField([(each, each) for each in offers])
            combo.setParent(parent)
            combo.setProperty("small", "yes")
            combo.setAccessibleName(f"Sửa dòng {line.row.row_number}")
            combo.activated.connect(lambda: self.commitData.emit(combo))
            combo.activated.connect(lambda: self.closeEditor.emit(combo))
            return combo
        field = QLineEdit(parent)
        field.setProperty("small", "yes")
        field.setAccessibleName(f"Sửa dòng {line.row.row_number}")
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        problem = self._table.rows.row(index).problem
        if isinstance(editor, QLineEdit) and problem is not None:
            editor.setText(problem.text)
            editor.selectAll()
        elif isinstance(editor, ComboField):
            editor.setCurrentIndex(-1)
            editor.showPopup()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        line = self._table.rows.row(index)
        if isinstance(editor, ComboField):
            text = str(editor.value or "")
        else:
            text = cast("QLineEdit", editor).text().strip()
        if line.problem is None or text == line.problem.text:
            return
        if text or (line.problem.field not in _NEVER_EMPTY and isinstance(editor, QLineEdit)):
            self._table.fixed.emit(line, text or EMPTY)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(PAD - 2, 1, -PAD, -2))


def _paint_fix(painter: QPainter, rect: QRect, line: CheckLine) -> None:
    words, style = _fix(line), Style.current
    if not words:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = rect.adjusted(PAD, 0, -PAD, -1)
    level = line.problem.level if line.problem else Level.NOTE
    if line.is_choice:
        painter.setPen(colour("accent"))
    elif line.is_fixable and level in {Level.FAULT, Level.DOUBT}:
        is_fault = level is Level.FAULT
        box = rect.adjusted(PAD - 2, 2, -PAD, -3).toRectF()
        tint = "danger" if is_fault and not _has_offers(line) else "border.input"
        painter.setPen(QPen(colour(tint), 2 if tint == "danger" else 1))
        painter.setBrush(colour("bg.surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        room = room.adjusted(PAD - 2, 0, -4, 0)
        if _has_offers(line):
            side = style.size("icon")
            ratio = painter.device().devicePixelRatioF()
            mark = style.pixmap("chevron_down", "text.secondary", side, ratio)
            painter.drawPixmap(room.right() - side, rect.center().y() - side // 2, mark)
            room = room.adjusted(0, 0, -side - 4, 0)
        painter.setPen(colour("text"))
    else:
        painter.setPen(colour("text"))
    painter.setFont(style.font())
    elided = QFontMetrics(style.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), elided)
    painter.restore()


def _own_offers(problem: Problem) -> list[str]:
    """Offer to take a hamlet or organisation nobody knows into the office's own list."""
    if problem.field is ImportField.HAMLET:
        return [ADD.format(problem.text), EMPTY]
    if problem.field is ImportField.ORGANISATION:
        return [ADD_ORGANISATION.format(problem.text)]
    return []


def _has_offers(line: CheckLine) -> bool:
    problem = line.problem
    return problem is not None and bool(problem.offers or _own_offers(problem))


class CheckTable(ListTable[CheckLine]):
    """Enter or F2 puts a cell right, Space ticks, Ctrl+V takes a column out of a sheet."""

    fixed = Signal(object, str)  # the line, and what is to stand there instead
    ticked = Signal(object, bool)  # a list of rows, and whether they are to be written
    choice_wanted = Signal(object)  # the row
    pasted = Signal(object)  # pairs of a line and a text

    def __init__(self, habits: QSettings) -> None:
        self._model = rows = CheckModel(COLUMNS, identity=lambda line: line.identity)
        super().__init__(rows, "import-rows", habits)
        rows.setParent(self)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.setItemDelegate(CheckDelegate(self))
        self.setAccessibleName("Các dòng của tệp")
        self.clicked.connect(self._act_on)
        self.opened.connect(self._put_right)

    def show_kind(self, kind: ImportKind) -> None:
        """Name the column of numbers after what the rows of this kind of list are told by."""
        self._model.kind = kind
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, NUMBER, NUMBER)

    def _act_on(self, index: QModelIndex) -> None:
        line = self.rows.find_row(index)
        if line is None:
            return
        if index.column() == TICK and line.is_first:
            self.ticked.emit([line.row], not line.row.is_written)
        elif index.column() == FIX:
            self._put_right(line)

    def _put_right(self, line: CheckLine) -> None:
        place = self.rows.place_of(line.identity)
        if line.is_fixable and place is not None:
            self.edit(self.rows.index(place, FIX))
        elif line.is_choice:
            self.choice_wanted.emit(line.row)

    def _tick_chosen(self) -> None:
        places = {index.row() for index in self.selectionModel().selectedRows()}
        lines = [self.rows.all[place] for place in sorted(places)]
        rows = list({line.row.row_number: line.row for line in lines}.values())
        if rows:
            self.ticked.emit(rows, not all(row.is_written for row in rows))

    def _paste(self) -> None:
        """Offer what was copied out of a sheet to the lines that can be put right, from here on."""
        texts = [text.partition("\t")[0].strip() for text in _clipboard_lines()]
        start = self.currentIndex().row()
        lines = [line for line in self.rows.all[max(0, start) :] if line.is_fixable]
        pairs = [(line, text) for line, text in zip(lines, texts, strict=False) if text]
        if pairs:
            self.pasted.emit(pairs)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QTableView.State.EditingState:
            return  # a key the editor has done with: Enter does not open it again
        if event.key() == Qt.Key.Key_F2 and self.current is not None:
            self._put_right(self.current)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._tick_chosen()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)


def _clipboard_lines() -> list[str]:
    return QApplication.clipboard().text().rstrip("\r\n").splitlines()
