"""What came of an import: whom it brought in, and which rows it did not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout

from rehabdesk.domain.codes import Coded
from rehabdesk.services.importing.orders import CheckedRow, Level, RowState
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

_NOT_YET = {RowState.FAULTY, RowState.ALIKE}
_GRAVE = {Level.FAULT, Level.ALIKE}


class Part(Coded):
    MADE = "made", "Hồ sơ vừa nhập"
    LEFT = "left", "Dòng chưa nhập"


_MADE_COLUMNS = (
    Column[PersonRow](
        "Họ và tên", lambda row: row.full_name, lambda row: row.name_order, 220, is_subject=True
    ),
    Column[PersonRow]("Năm sinh", lambda row: str(row.birth_year or "–"), width=100),
    Column[PersonRow]("Thôn", lambda row: row.hamlet or "–", width=180),
    Column[PersonRow]("Diện quản lý", lambda row: row.state.label, width=280, is_stretched=True),
)
_LEFT_COLUMNS = (
    Column[CheckedRow](
        "Dòng", lambda row: str(row.row_number), lambda row: row.row_number, 64, "right"
    ),
    Column[CheckedRow]("Họ và tên", lambda row: row.full_name, width=190, is_subject=True),
    Column[CheckedRow](
        "Vì sao chưa nhập",
        lambda row: " ".join(each.says for each in row.problems if each.level in _GRAVE),
        width=560,
        is_stretched=True,
    ),
)


class ResultList(QFrame):
    """Enter opens a file, among all of this import."""

    opened = Signal(int, object)  # the person, and the ids of everybody listed

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self.part = ComboField[Part]()
        self.part.setAccessibleName("Xem phần nào")
        self.part.fit_choices()
        self.made = ListTable(Rows(_MADE_COLUMNS, self), "import-made", habits)
        self.left = ListTable(
            Rows(_LEFT_COLUMNS, self, identity=lambda row: row.row_number), "import-left", habits
        )
        self._stack = QStackedWidget()
        for table, part in ((self.made, Part.MADE), (self.left, Part.LEFT)):
            table.setProperty("framed", "no")
            table.setAccessibleName(part.label)
            self._stack.addWidget(table)
        self.made.set_empty("Không có hồ sơ nào.")
        self.left.set_empty("Mọi dòng đều đã nhập hoặc được bỏ qua.")
        hint = QLabel("Enter: mở hồ sơ. Ctrl+PgUp, Ctrl+PgDn: sang người trước, người kế.")
        hint.setProperty("role", "secondary")
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(10)
        head.addWidget(self.part)
        head.addWidget(hint)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.part.chosen.connect(self._turn)
        self.made.opened.connect(self._open)
        self.hide()

    def show_result(self, person_ids: Sequence[int], rows: Sequence[CheckedRow]) -> None:
        left = [row for row in rows if row.state in _NOT_YET and not row.is_written]
        self.left.show_rows(left)
        self._offer(len(person_ids), len(left))
        self.part.value = Part.MADE if person_ids else Part.LEFT
        self.show()
        question = partial(list_persons_by_id, person_ids=tuple(person_ids))
        self._desk.look(self, question, self._show_made, name="made")

    def show_undone(self) -> None:
        """Nobody of this import is there any more; what is left was told row by row."""
        self.made.show_rows([])
        self._offer(0, len(self.left.rows.all))

    def _show_made(self, rows: Sequence[PersonRow]) -> None:
        self.made.show_rows(rows)

    def _offer(self, made: int, left: int) -> None:
        counts = {Part.MADE: made, Part.LEFT: left}
        self.part.offer([(each, f"{each.label} ({counts[each]})") for each in Part])

    def _turn(self, part: Part) -> None:
        self._stack.setCurrentWidget(self.left if part is Part.LEFT else self.made)

    def _open(self, row: PersonRow) -> None:
        self.opened.emit(row.id, tuple(each.id for each in self.made.rows.all))
