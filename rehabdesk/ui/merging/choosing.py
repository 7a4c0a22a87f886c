"""Which file to merge with this one: those alike first, else whoever is searched for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.merging.alike import Candidate, find_candidates
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

ROWS = 8
ALIKE = "Hồ sơ giống nhất hiện sẵn. Gõ tên, số hoặc số hồ sơ để tìm hồ sơ khác."
COLUMNS = (
    Column[Candidate](
        "Họ và tên", lambda row: row.full_name, width=190, is_subject=True, is_stretched=True
    ),
    Column[Candidate]("Ngày sinh", lambda row: row.birth, width=95),
    Column[Candidate]("Thôn", lambda row: row.hamlet, width=130),
    Column[Candidate]("Hồ sơ", lambda row: row.case_code, width=85),
    Column[Candidate]("Giống ở", lambda row: row.reasons, width=190),
    Column[Candidate]("Mức giống", lambda row: row.likeness, width=90, align="right"),
)


class MergeWithDialog(FormDialog):
    """Enter lays the chosen file beside this one; nothing is merged here."""

    chosen = Signal(int)

    def __init__(
        self, desk: Desk, habits: QSettings, person: tuple[int, str], parent: QWidget
    ) -> None:
        self._person_id, name = person
        super().__init__(f"Gộp với hồ sơ của {name}", "Xem hai bên", parent, WIDTHS[3])
        self._desk = desk
        self.search = SearchField("Tên, số căn cước, số hồ sơ")
        self.table = ListTable(Rows(COLUMNS, self), "merge.with", habits)
        self.table.setAccessibleName("Hồ sơ để gộp")
        self.table.set_empty("Chưa có hồ sơ nào giống. Gõ tên để tìm.")
        style = Style.current
        self.table.setFixedHeight(style.size("header") + ROWS * style.size("row") + 2)
        self.message.say("info", ALIKE)
        self.form.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self.table)
        self.search.rested.connect(self._find)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self._choose)
        self.table.moved_to.connect(self._note_row)
        self._note_row(None)
        self._find("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        if (row := self.table.current) is not None:
            self._choose(row)

    def _find(self, typed: str) -> None:
        look = partial(find_candidates, person_id=self._person_id, typed=typed)
        self._desk.look(self, look, self.table.show_rows, "candidates")

    def _note_row(self, row: Candidate | None) -> None:
        self.accept_button.setEnabled(row is not None)

    def _choose(self, row: Candidate) -> None:
        self.accept()
        self.chosen.emit(row.id)
