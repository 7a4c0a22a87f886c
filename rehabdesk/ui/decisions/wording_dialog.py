"""Other words on one paper: the form itself stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from rehabdesk.services.decisions.sight import OptionalLine, Sight
from rehabdesk.services.decisions.wording.overrides import SetWording
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style


class WordingDialog(FormDialog):
    """Lists the lines of the filled paper; the chosen one can be written anew."""

    reworded = Signal(object, object)  # the wording by line key, and the lines left out
    set_for_office = Signal(object)  # a SetWording: the line is said so on every paper

    def __init__(self, sight: Sight, field: str, from_on: date, parent: QWidget) -> None:
        super().__init__("Sửa lời văn", "&Sửa lời văn", parent, WIDTHS[2])
        self._form_id = sight.form_id
        self._may_set = False
        lines, papers = sight.lines, len(sight.labels)
        self._lines = {line.key: line for line in lines}
        self._texts = {line.key: line.text for line in lines}
        self.list = QListWidget()
        self.list.setFixedHeight(Style.current.length(190))
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line.key)
            item.setToolTip(line.text)
            self.list.addItem(item)
        self.text = TextBox(lines=4)
        self.reset_button = KeyButton("&Trở lại lời văn của mẫu", kind="link", is_small=True)
        whose = "bản này" if papers == 1 else f"cả {papers} bản đang soạn"
        self.add("lines", "&Dòng trên giấy", self.list)
        self._here = f"Chỉ đổi ở {whose}; mẫu văn bản không đổi."
        self.add("text", "&Lời văn mới", self.text, self._here)
        self.form.add_widget(_at_the_left(self.reset_button))
        self._add_office(from_on)
        self.left_out = {line.id: self._add_optional(line) for line in sight.optional}
        self.list.currentItemChanged.connect(self._show_line)
        self.text.textChanged.connect(self._take_text)
        self.reset_button.clicked.connect(self._reset)
        self.for_office.toggled.connect(self._settle)
        self._go_to(field)
        self.text.setFocus()

    def _add_office(self, from_on: date) -> None:
        self.for_office = QCheckBox("&Dùng cho cả cơ quan, từ ngày ghi dưới đây")
        self.form.add_widget(self.for_office)
        self.from_on = DateField(from_on, from_on, needs_day=True)
        self.reason = TextField()
        self._office_boxes = self.add_row(
            Entry("from_on", "Từ n&gày", self.from_on, stretch=0),
            Entry("reason", "Lý do đổ&i", self.reason),
        )

    @property
    def order_for_office(self) -> SetWording | None:
        """The line in hand as every paper of the form is to say it; None where it is this one's."""
        line = self._lines.get(self._key())
        if line is None or not line.place or not self.for_office.isChecked():
            return None
        words = line.reworded(self._texts[line.key])
        day = self.from_on.day
        return SetWording(self._form_id, line.place, words, day, self.reason.value) if day else None

    def submit(self) -> None:
        if (order := self.order_for_office) is not None:
            self.set_for_office.emit(order)
        else:
            self.take()

    def take(self) -> None:
        """Hand over what is this paper's own; what the office says now is not."""
        said_by_office = self._key() if self.order_for_office else ""
        wording = {
            key: self._lines[key].reworded(text)
            for key, text in self._texts.items()
            if text != self._lines[key].original and key != said_by_office
        }
        left_out = frozenset(name for name, box in self.left_out.items() if not box.isChecked())
        self.reworded.emit(wording, left_out)
        self.accept()

    @property
    def texts(self) -> Mapping[str, str]:
        return self._texts

    def _add_optional(self, line: OptionalLine) -> QCheckBox:
        box = QCheckBox(f"In dòng: {line.text}")
        box.setChecked(not line.is_left_out)
        self.form.add_widget(box)
        return box

    def _go_to(self, field: str) -> None:
        """Begin at the line of the value last looked at, else at the first line."""
        keys = [
            key
            for key, line in self._lines.items()
            if field and any(name == field for _, name in line.spans)
        ]
        place = list(self._lines).index(keys[0]) if keys else 0
        self.list.setCurrentRow(place)

    def _key(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show_line(self) -> None:
        self.text.value = self._texts.get(self._key(), "")
        self._settle()

    def _take_text(self) -> None:
        item, key = self.list.currentItem(), self._key()
        if item is None:
            return
        text = " ".join(self.text.value.split("\n"))
        if text != self._texts[key]:
            self._texts[key] = text
            item.setText(text)
        self._settle()

    def _reset(self) -> None:
        self.text.value = self._lines[self._key()].original
        self.text.setFocus()

    def _settle(self) -> None:
        key = self._key()
        self.reset_button.setEnabled(bool(key) and self._texts[key] != self._lines[key].original)
        may_be_set = bool(key) and self._may_set and bool(self._lines[key].place)
        self.for_office.setVisible(may_be_set)
        is_for_all = may_be_set and self.for_office.isChecked()
        for box in self._office_boxes:
            box.setVisible(is_for_all)
        everywhere = "Đổi ở mọi văn bản soạn theo mẫu này, từ ngày ghi dưới đây."
        self.form.box("text").tell("hint", everywhere if is_for_all else self._here)

    def offer_office(self) -> None:
        """Let a line that no law has printed be changed for the whole office."""
        self._may_set = True
        self._settle()


def _at_the_left(button: KeyButton) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return line
