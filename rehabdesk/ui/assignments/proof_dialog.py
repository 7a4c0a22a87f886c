"""Who has nobody in charge, and why; below it, how it is proved."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.board_papers.proof import Proof, ProofRow, read_proof
from rehabdesk.ui.assignments.outgoing import OutgoingAssignments
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

SHOWN_ROWS = 11
COLUMNS = (
    Column[ProofRow]("Họ và tên", lambda row: row.full_name, width=160, is_subject=True),
    Column[ProofRow]("Thôn", lambda row: row.hamlet, width=110),
    Column[ProofRow]("Tình trạng", lambda row: row.state.label, width=150),
    Column[ProofRow](
        "Từ ngày",
        lambda row: f"{row.alone_since:%d/%m/%Y}" if row.alone_since else "",
        width=96,
    ),
    Column[ProofRow]("Lý do chưa có", lambda row: row.reason, width=240, is_stretched=True),
)


class ProofDialog(FormDialog):
    """Shows those left alone; the paper lists everybody with the decision that proves it."""

    opened = Signal(int)  # a person's file is wanted

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(
            "Ai chưa có người phụ trách", "&In danh sách", page, WIDTHS[3], quiet_text="Đóng"
        )
        self.proof: Proof | None = None
        self._outgoing = OutgoingAssignments(desk, habits, page)
        self.sentence = QLabel()
        self.sentence.setProperty("role", "subtitle")
        self.rows = Rows(COLUMNS, self, identity=lambda row: row.person_id)
        self.table = ListTable(self.rows, "assignments.alone", habits)
        self.table.setAccessibleName("Người chưa có người phụ trách")
        self.table.set_empty("Ai cũng có người phụ trách.")
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.export_button = KeyButton("Xuất &Excel", "Ctrl+E", "table")
        self.add_fact(self.export_button)
        self.body.insertWidget(1, self.sentence)
        self.body.insertWidget(2, self.table)
        self.export_button.clicked.connect(self._export)
        self.table.opened.connect(self._open)
        desk.look(self, read_proof, self._show, name="proof")
        self.table.setFocus()

    def submit(self) -> None:
        if self.proof is not None:
            self.accept()
            self._outgoing.print_proof(len(self.proof.rows))

    def _show(self, proof: Proof) -> None:
        self.proof = proof
        self.sentence.setText(f"{proof.sentence}. Tính đến {proof.today:%d/%m/%Y}.")
        self.table.show_rows([row for row in proof.rows if row.is_alone])

    def _export(self) -> None:
        if self.proof is not None:
            self.accept()
            self._outgoing.export_proof(len(self.proof.rows))

    def _open(self, row: ProofRow) -> None:
        self.accept()
        self.opened.emit(row.person_id)
