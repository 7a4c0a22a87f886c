"""One line of a layout: its words, the figure it asks for, by what it is taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import LayoutRow
from rehabdesk.domain.text import fold
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry

NUMBER_WIDTH = 90
_MILLION = 1_000_000
_PLACES = frozenset({Breakdown.HAMLET, Breakdown.FORMER_COMMUNE})
PART = "{part}"  # where a line of several says which of them it is
_OF_PART = f" – {PART}"
_DIVIDED = "chia theo"  # under its whole: the parts alone are named
_FEW = "Nơi có một hoặc hai người chỉ in “< 3”, để không nhận ra ai."


class NeededWords(TextField):
    @property
    def error(self) -> str:
        return "" if self.value else "Ghi nội dung của dòng."


class LineDialog(FormDialog):
    settled = Signal(object)  # a LayoutRow

    def __init__(
        self,
        row: LayoutRow,
        known: Mapping[str, Indicator],
        parent: QWidget,
        *,
        is_heading: bool = False,
    ) -> None:
        title = "Đề mục" if is_heading else "Dòng của mẫu"
        super().__init__(title, "&Đặt", parent, WIDTHS[1])
        self._row, self._known, self._is_heading = row, known, is_heading
        self.words = NeededWords(row.words.removesuffix(_OF_PART))
        self.number = TextField(row.number)
        self.code = ComboField[str](
            [(each.code, f"{each.code} · {each.name} ({each.unit})") for each in known.values()]
        )
        self.code.value = row.code or None
        self.breakdown = ComboField[Breakdown | None]()
        self.level = QCheckBox("Là một &phần của dòng trên (thụt vào)")
        self.level.setChecked(row.level > 0)
        self.rule = QLabel()
        self.rule.setWordWrap(True)
        self.rule.setProperty("role", "secondary")
        self._lay_out()
        self.code.chosen.connect(self._offer_breakdowns)
        self.breakdown.chosen.connect(self._tell_rule)
        self._offer_breakdowns()
        self.breakdown.value = row.breakdown
        self._tell_rule()

    def submit(self) -> None:
        row = replace(self._row, words=self.words.value)
        if not self._is_heading:
            code = self.code.value or ""
            if not code:
                self.message.say("bad", "Chọn chỉ tiêu của dòng này, hoặc bỏ dòng.")
                return
            row = self._with_figure(row, code)
        self.accept()
        self.settled.emit(row)

    def _with_figure(self, row: LayoutRow, code: str) -> LayoutRow:
        breakdown = self.breakdown.value
        is_same = (code, breakdown) == (row.code, row.breakdown)
        is_money = self._known[code].unit == "đồng"
        is_several = breakdown is not None and not (is_same and row.part)
        return replace(
            row,
            words=_naming_parts(row.words) if is_several else row.words,
            code=code,
            number=self.number.value,
            level=int(self.level.isChecked()),
            breakdown=breakdown,
            part=row.part if is_same else "",
            unit=row.unit if is_same else "triệu đồng" if is_money else "",
            divisor=row.divisor if is_same else _MILLION if is_money else 1,
        )

    def _lay_out(self) -> None:
        if self._is_heading:
            self.add("words", "&Đề mục", self.words)
            return
        self.add_row(
            Entry("number", "&Số thứ tự", self.number, stretch=1),
            Entry("words", "&Nội dung", self.words, stretch=5),
        )
        self.add("code", "&Chỉ tiêu của danh mục", self.code)
        self.add("breakdown", "Chia t&heo", self.breakdown)
        self.form.add_widget(self.level)
        self.form.add_widget(self.rule)

    def _offer_breakdowns(self, _: object = None) -> None:
        indicator = self._known.get(self.code.value or "")
        offered = indicator.breakdowns if indicator else ()
        self.breakdown.offer(
            [
                (None, "Không chia: một con số"),
                *((each, f"{each.label}: mỗi phần một dòng") for each in offered),
            ]
        )
        if self.breakdown.value not in offered:
            self.breakdown.value = None
        self._tell_rule()

    def _tell_rule(self, _: object = None) -> None:
        indicator = self._known.get(self.code.value or "")
        told = indicator.rule if indicator else ""
        few = _FEW if self.breakdown.value in _PLACES else ""
        self.rule.setText(f"{told} {few}".strip())
        self.make_room()


def _naming_parts(words: str) -> str:
    """Leave room in the words for the part each line is of, unless only the part is wanted."""
    if PART in words or fold(words).startswith(_DIVIDED):
        return words
    return f"{words}{_OF_PART}"
