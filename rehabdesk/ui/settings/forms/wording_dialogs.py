"""The office's own words for a line, from a day on; and the way back to the delivered ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from rehabdesk.services.decisions.wording.overrides import (
    OverrideRow,
    SetWording,
    WordingEnd,
    end_wording_override,
    set_wording_override,
)
from rehabdesk.services.decisions.wording.sample import FieldRow
from rehabdesk.services.office import Work
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.forms.rows import LineRow, trust_words, with_labels
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

LINES = 4
FIELDS = 4
_BRACES = re.compile(r"\{([^{}]*)\}")


class WordsBox(TextBox):
    """Words with fields in braces, by their labels; kept by their names."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        super().__init__(text, LINES)
        self._names = names

    @property
    def error(self) -> str:
        unknown = [label for label in _BRACES.findall(self.value) if label not in self._names]
        return f"Mẫu không có ô “{unknown[0]}”. Chọn trong danh sách dưới." if unknown else ""

    @property
    def stored(self) -> str:
        return _BRACES.sub(lambda found: f"{{{self._names[found[1]]}}}", self.value)


class WordingDialog(FormDialog):
    """Words with their days and reason; a field's name goes in where the cursor stands."""

    def __init__(
        self, desk: Desk, row: LineRow, fields: Sequence[FieldRow], parent: QWidget
    ) -> None:
        super().__init__("Đổi lời văn của xã", "Lưu lời văn", parent, WIDTHS[1])
        self._desk = desk
        self._row = row
        block = row.block
        override = block.override_on(row.day)
        self._names = {field.label: field.name for field in fields}
        labels = {field.name: field.label for field in fields}
        text = override.text if override else block.text
        self.text = WordsBox(with_labels(text, labels), self._names)
        self.since = NeededDate(row.day, row.day, needs_day=True)
        self.until = DateField(row.day, needs_day=True)
        self.reason = NeededField("Ghi lý do đổi lời văn.", "Thí dụ: theo mẫu của tỉnh")
        self.fields = QListWidget()
        self.fields.setAccessibleName("Ô có thể chèn")
        self.fields.setMinimumHeight(FIELDS * Style.current.size("row"))
        self.fields.addItems(list(self._names))
        self.fields.itemActivated.connect(self._insert)
        self.message.say("info", trust_words(block.trust))
        self.add("text", "&Lời văn", self.text, "Để trống thì bỏ dòng này khỏi văn bản.")
        self.add("fields", "Ô &chèn được (Enter để chèn)", self.fields)
        self.add_row(
            Entry("from_on", "&Từ ngày", self.since),
            Entry("until_on", "Đến n&gày", self.until, "Để trống khi chưa biết"),
        )
        self.add("reason", "Lý &do", self.reason)

    def submit(self) -> None:
        block = self._row.block
        order = SetWording(
            block.form_id,
            block.line_key,
            self.text.stored,
            self.since.day or date.min,
            self.reason.value,
            self.until.day,
        )
        self._desk.do(self, partial(set_wording_override, order=order), self._tell)

    def _insert(self, item: QListWidgetItem) -> None:
        self.text.insertPlainText(f"{{{item.text()}}}")
        self.text.setFocus()

    def _tell(self, _: int) -> None:
        self.accept()
        self._desk.say("Đã lưu lời văn của xã. Văn bản đã ký giữ lời văn cũ")


class BackDialog(FormDialog):
    """The last day the office's own words are printed."""

    def __init__(self, desk: Desk, override: OverrideRow, today: date, parent: QWidget) -> None:
        title = "Về lời văn kèm phần mềm"
        super().__init__(title, "Về lời văn cũ", parent)
        self._desk = desk
        self._override = override
        self.last = NeededDate(today, today - timedelta(days=1), needs_day=True)
        self.message.say("info", f"Lời văn của xã dùng từ {override.from_on:%d/%m/%Y}.")
        self.add("until_on", "&Dùng lời văn của xã đến hết ngày", self.last)

    def submit(self) -> None:
        override = self._override

        def act_of(end: WordingEnd, version: int) -> Callable[[Work], None]:
            return partial(
                end_wording_override,
                override_id=override.id,
                version=version,
                last_day=end.until_on or date.min,
            )

        read, typed = WordingEnd(override.until_on), WordingEnd(self.last.day)
        settled(self._desk, self, Edit(read, typed, override.version, act_of), self._tell)

    def _tell(self, _: None) -> None:
        self.accept()
        self._desk.say("Đã về lời văn kèm phần mềm")
