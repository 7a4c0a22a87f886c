"""What came of an import: whom it brought in, and which rows it did not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.services.importing.named_helpers import NamedHelper
from rehabdesk.services.importing.orders import CheckedRow, Level, RowState
from rehabdesk.services.people.files import PersonRow, list_persons_by_id
from rehabdesk.ui.importing.writing.named_helpers import TITLE, NamedHelpers
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

_NOT_YET = {RowState.FAULTY, RowState.ALIKE}
_GRAVE = {Level.FAULT, Level.ALIKE}


class Part(Coded):
    MADE = "made", "Hồ sơ vừa nhập"
    LEFT = "left", "Dòng chưa nhập"
    HELPERS = "helpers", "Người giúp đỡ theo danh sách cũ"


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
    wanted = Signal(object)  # a visit

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
        self.helpers = NamedHelpers(desk, habits)
        self.message = MessageFrame()
        self._counts: dict[Part, int] = {}
        self._stack = QStackedWidget()
        self._lay_out()
        self.helpers.counted.connect(self._tell_helpers)
        self.helpers.wanted.connect(self.wanted)
        self.helpers.table.opened.connect(self._open_helped)
        self.part.chosen.connect(self._turn)
        self.made.opened.connect(self._open)
        self.hide()

    def _lay_out(self) -> None:
        for table, part in ((self.made, Part.MADE), (self.left, Part.LEFT)):
            table.setProperty("framed", "no")
            table.setAccessibleName(part.label)
        for widget in (self.made, self.left, self.helpers):
            self._stack.addWidget(widget)
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
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)

    def show_result(
        self, batch_id: int, person_ids: Sequence[int], rows: Sequence[CheckedRow]
    ) -> None:
        left = [row for row in rows if row.state in _NOT_YET and not row.is_written]
        self.left.show_rows(left)
        self._offer({Part.MADE: len(person_ids), Part.LEFT: len(left)})
        self.message.hush()
        self.helpers.show_batch(batch_id if person_ids else None)
        self.part.value = Part.MADE if person_ids else Part.LEFT
        self.show()
        question = partial(list_persons_by_id, person_ids=tuple(person_ids))
        self._desk.look(self, question, self._show_made, name="made")

    def show_undone(self) -> None:
        """Nobody of this import is there any more; what is left was told row by row."""
        self.made.show_rows([])
        self.helpers.show_batch(None)
        self._offer({Part.MADE: 0, Part.LEFT: len(self.left.rows.all)})

    def _show_made(self, rows: Sequence[PersonRow]) -> None:
        self.made.show_rows(rows)

    def _offer(self, counts: dict[Part, int]) -> None:
        self._counts = counts
        self.part.offer([(each, f"{each.label} ({count})") for each, count in counts.items()])

    def _tell_helpers(self, count: int) -> None:
        """Do not let whom somebody helps look as if nobody cared."""
        is_shown = self.part.value is Part.HELPERS
        counts: dict[Part, int] = {
            each: told for each, told in self._counts.items() if each is not Part.HELPERS
        }
        if count or is_shown:
            counts[Part.HELPERS] = count
        self._offer(counts)
        self.message.hush()
        if count and not is_shown:
            self.message.say("info", f"{TITLE}: {count} người.")
            self.message.add_link("Xem và soạn quyết định", self._turn_to_helpers)

    def _turn_to_helpers(self) -> None:
        self.message.hush()
        self.part.value = Part.HELPERS
        self._turn(Part.HELPERS)
        self.helpers.table.setFocus()

    def _turn(self, part: Part) -> None:
        parts: dict[Part, QWidget] = {
            Part.MADE: self.made,
            Part.LEFT: self.left,
            Part.HELPERS: self.helpers,
        }
        self._stack.setCurrentWidget(parts[part])

    def _open_helped(self, row: NamedHelper) -> None:
        self.opened.emit(row.id, tuple(each.id for each in self.helpers.table.rows.all))

    def _open(self, row: PersonRow) -> None:
        self.opened.emit(row.id, tuple(each.id for each in self.made.rows.all))
