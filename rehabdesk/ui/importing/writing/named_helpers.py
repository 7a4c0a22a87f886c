"""Who helps whom by the old list: named until a decision is signed, and proposed for one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.importing.named_helpers import NamedHelper, list_named_helpers
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.visits import Compose

TITLE = "Người giúp đỡ ghi trong danh sách cũ, chưa có quyết định phân công"
SEVERAL = "Mỗi quyết định giao cho một người. Chỉ tick những người có cùng người giúp đỡ."
SEVERAL_PAPERS = "Các người đã tick cần hai loại quyết định khác nhau. Tick từng loại."
NOT_LISTED = "Chưa có trong danh sách"
_KNOWN, _UNKNOWN = Sign("checkmark_circle", "ok"), Sign("warning", "warn")
_TOUCHED = frozenset({"assignment", "decision", "person", "volunteer", "standing"})
_COLUMNS = (
    Column[NamedHelper](
        "Họ và tên", lambda row: row.full_name, lambda row: row.name_order, 200, is_subject=True
    ),
    Column[NamedHelper]("Thôn", lambda row: row.hamlet or "–", width=130),
    Column[NamedHelper]("Danh sách cũ ghi", lambda row: row.told, width=230, is_stretched=True),
    Column[NamedHelper](
        "Người phụ trách sẽ đề nghị",
        lambda row: row.helper or NOT_LISTED,
        width=280,
        sign=lambda row: _KNOWN if row.helper else _UNKNOWN,
    ),
)


class NamedHelpers(QWidget):
    """Ticked rows of one helper go into one decision."""

    counted = Signal(int)
    wanted = Signal(object)  # a visit

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._batch_id: int | None = None
        self.table = ListTable(Rows(_COLUMNS, self, has_ticks=True), "import-helpers", habits)
        self.table.setProperty("framed", "no")
        self.table.setAccessibleName(TITLE)
        self.table.set_empty("Ai ghi người giúp đỡ trong danh sách cũ đều đã có quyết định.")
        self.words = QLabel()
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        self.compose_button = KeyButton(
            "Soạn &quyết định phân công", "", "document_edit", "primary"
        )
        office = desk.office
        self._may_draft = office is None or office.actor.may(Right.DRAFT_DECISIONS)
        if not self._may_draft:
            self.compose_button.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(10)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.compose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.compose_button.clicked.connect(self.compose)
        self.table.rows.ticked.connect(self._tell)
        self.table.moved_to.connect(self._tell)
        desk.changed.connect(self._refresh_if_touched)

    def show_batch(self, batch_id: int | None) -> None:
        """Ask whom an import brought in with a helper's name; of no import there is nobody."""
        self._batch_id = batch_id
        if batch_id is None:
            self._show(())
            return
        question = partial(list_named_helpers, batch_id=batch_id)
        self._desk.look(self, question, self._show, name="helpers")

    def compose(self) -> None:
        """Open the paper for the ticked persons, with the helper the old list names proposed."""
        rows = self.table.chosen
        if rows and not self._trouble(rows):
            helper = rows[0].volunteer_id
            persons = tuple(row.person_id for row in rows)
            helpers = () if helper is None else (helper,)
            self.wanted.emit(Compose(persons, helpers, rows[0].purpose))

    def _show(self, rows: tuple[NamedHelper, ...]) -> None:
        self.table.show_rows(rows)
        self._tell()
        self.counted.emit(len(rows))

    def _tell(self, _row: object = None) -> None:
        rows = self.table.chosen
        trouble = self._trouble(rows) if rows else ""
        self.compose_button.setEnabled(bool(rows) and not trouble)
        self.words.setText(trouble or _foretold(rows))

    def _trouble(self, rows: list[NamedHelper]) -> str:
        if len({row.volunteer_id for row in rows}) > 1:
            return SEVERAL
        return SEVERAL_PAPERS if len({row.purpose for row in rows}) > 1 else ""

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if self._batch_id is not None and touched & _TOUCHED:
            self.show_batch(self._batch_id)


def _foretold(rows: list[NamedHelper]) -> str:
    if not rows:
        return "Phím cách: tick. Ai được giao thì có quyết định ký rồi mới ghi là người phụ trách."
    who = rows[0].full_name if len(rows) == 1 else f"{len(rows)} người"
    if rows[0].helper:
        return f"Soạn quyết định giao {who} cho {rows[0].helper}."
    return f"Soạn quyết định cho {who}, chọn người phụ trách khi soạn."
