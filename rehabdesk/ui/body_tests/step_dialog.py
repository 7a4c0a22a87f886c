"""Recording that a step after a positive result was taken, by whom the law names."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.services.body_tests.register import ResultRow
from rehabdesk.services.body_tests.steps import NoteStep, note_step
from rehabdesk.ui.decisions.register.deliver_dialog import TimeField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style

TITLES = {
    AfterTest.POLICE_TOLD: "Ghi đã báo Công an xã",
    AfterTest.DIAGNOSIS_ASKED: "Ghi Công an đã đề nghị xác định",
    AfterTest.FOUND_ADDICTED: "Ghi kết luận: nghiện",
    AfterTest.FOUND_NOT_ADDICTED: "Ghi kết luận: không nghiện",
}
_PAPERS = {
    AfterTest.POLICE_TOLD: "&Văn bản, cách báo",
    AfterTest.DIAGNOSIS_ASKED: "Số, ngày &văn bản",
}
DAY_WIDTH, TIME_WIDTH = 134, 84


class StepDialog(FormDialog):
    noted = Signal(int)

    def __init__(
        self, desk: Desk, of: tuple[ResultRow, AfterTest, str], now: datetime, parent: QWidget
    ) -> None:
        row, step, basis = of
        super().__init__(TITLES[step], "&Ghi", parent, WIDTHS[1])
        self._desk = desk
        self._row = row
        self._step = step
        self.basis = QLabel(basis)
        self.basis.setProperty("role", "secondary")
        self.basis.setWordWrap(True)
        self.on = DateField(now.date(), now.date(), needs_day=True)
        self.at = TimeField(f"{now:%H:%M}" if step is AfterTest.POLICE_TOLD else "")
        self.paper = TextField()
        self.words = TextBox(lines=2)
        self.form.add_widget(self.basis)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.at.setFixedWidth(Style.current.length(TIME_WIDTH))
        self.add_row(
            Entry("on", "Ngà&y", self.on, stretch=0),
            Entry("at", "Giờ", self.at, stretch=0),
            Entry("paper", _PAPERS.get(step, "Số, ngày &phiếu kết luận"), self.paper),
        )
        self.add("words", "Ghi thê&m", self.words)
        self.set_fact(f"{row.name}, xét nghiệm ngày {row.on:%d/%m/%Y}")

    def submit(self) -> None:
        order = NoteStep(
            self._row.id,
            self._step,
            self.on.day,
            self.at.time,
            self.paper.value,
            self.words.value,
        )
        self._desk.do(self, partial(note_step, order=order), self._close)

    def _close(self, fact_id: int) -> None:
        self.accept()
        self.noted.emit(fact_id)
