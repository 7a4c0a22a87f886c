"""Three short questions of receiving: which values to take, why a second file, why it goes back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.people.comparison import Comparison
from rehabdesk.services.transfers.receiving import IntoFile
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import TextBox
from rehabdesk.ui.people.intake.dialogs import EitherField


class IntoFileDialog(FormDialog):
    """Goes through what differs, field by field; nothing is taken unless chosen."""

    settled = Signal(object)  # an IntoFile

    def __init__(self, comparison: Comparison, parent: QWidget) -> None:
        super().__init__("Đưa vào hồ sơ đã có", "Đưa &vào hồ sơ đã có", parent, WIDTHS[2])
        self._comparison = comparison
        self.choices: dict[str, EitherField] = {}
        told = QLabel(
            "Chỗ khác nhau chọn từng ô. Ô nào hồ sơ đã có còn trống thì lấy theo gói; đợt quản lý, "
            "sự việc, văn bản và gặp gỡ của nơi gửi được thêm vào."
        )
        told.setWordWrap(True)
        self.body.insertWidget(0, told)
        for row in comparison.open_questions:
            self.choices[row.name] = EitherField(row, "gói")
            self.add(row.name, row.label, self.choices[row.name])
        self.set_fact(f"{comparison.full_name} · hồ sơ số {comparison.case_code}")

    def submit(self) -> None:
        names = frozenset(name for name, choice in self.choices.items() if choice.is_taken)
        self.accept()
        self.settled.emit(IntoFile(self._comparison.person_id, self._comparison.version, names))


class WhyDialog(FormDialog):
    """Asks for a reason and hands it on."""

    given = Signal(str)

    def __init__(self, title: str, question: str, kind: str, parent: QWidget) -> None:
        super().__init__(title, title, parent)
        self.message.say(kind, question)
        self.reason = TextBox()
        self.add("reason", "&Lý do", self.reason)

    def submit(self) -> None:
        if not self.reason.value:
            self.form.box("reason").tell("error", "Ghi lý do.")
            self.reason.setFocus()
            return
        self.accept()
        self.given.emit(self.reason.value)
