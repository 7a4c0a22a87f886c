"""Số được cung cấp: what was given of a figure, and a form for the next or for putting right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.typed_values import read_value
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.office import Work
from rehabdesk.services.reports.figure_facts import FigureFacts, facts_of
from rehabdesk.services.reports.typed_figures import (
    TypedPage,
    TypedRow,
    correct_figure,
    is_of_days,
    read_figure_scan,
    read_page,
    take_figure_back,
    type_figure,
    withdraw_figure,
)
from rehabdesk.services.reports.typed_parts import parts_words, read_parts
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.undoing import offer_back

SHOWN_ROWS = 4
DAY_WIDTH = 134
SCANS = "Bản quét (*.pdf *.jpg *.jpeg *.png)"
EMPTY = "Chưa có số nào của kỳ này."
PARTED = (Breakdown.SEX, Breakdown.AGE, Breakdown.SOURCE, Breakdown.KIND, Breakdown.REASON)
HINTS = {
    Breakdown.SEX: "Nam 20; Nữ 12",
    Breakdown.AGE: "18-30 12; 30+ 20",
    Breakdown.SOURCE: "Ngân sách xã 12 triệu; Quỹ khác 3 triệu",
    Breakdown.KIND: "Hội nghị 5; Tập huấn 2",
    Breakdown.REASON: "Chết 1; Chuyển đi 2",
}


def _days(row: TypedRow) -> str:
    told = row.told
    if told.from_on is None:
        return f"{told.until_on:%d/%m/%Y}"
    return Window(told.from_on, told.until_on).dashed


_column = Column[TypedRow]
COLUMNS = (
    _column("Của ngày, kỳ", _days, lambda row: row.told.until_on, 176),
    _column(
        "Số",
        lambda row: row.told.value.words,
        lambda row: row.told.value.number,
        96,
        "right",
        is_subject=True,
    ),
    _column("Nơi cung cấp", lambda row: row.told.giver, width=124),
    _column("Văn bản", lambda row: row.told.source, width=170, is_stretched=True),
    _column("Người ghi", lambda row: row.told.recorded_by, width=126, is_hidden=True),
)


def open_typed(
    desk: Desk,
    page: QWidget,
    code: str,
    window: Window,
    habits: QSettings | None = None,
    then: Callable[[], None] | None = None,
) -> None:
    """Show what others gave of a figure; `then` is called when the dialog is gone."""

    def show(found: TypedPage) -> None:
        dialog = TypedDialog(desk, page, habits or habits_of(page), found, window)
        if then is not None:
            dialog.finished.connect(lambda _: then())
        dialog.open()

    desk.look(page, partial(read_page, code=code, window=window), show, name="typed")


def habits_of(page: QWidget) -> QSettings:
    """Return the habits of a page: each keeps its own."""
    found = getattr(page, "habits", None)
    return found if isinstance(found, QSettings) else QSettings()


class TypedDialog(FormDialog):
    """Enter on a line of the list takes it into the form, Delete takes it out of the reports."""

    def __init__(
        self, desk: Desk, page: QWidget, habits: QSettings, found: TypedPage, window: Window
    ) -> None:
        super().__init__("Số được cung cấp", "&Ghi số", page, WIDTHS[2], quiet_text="Đóng")
        self._desk, self._page, self._habits = desk, page, habits
        self._found, self._window = found, window
        self._indicator: Indicator = found.wanted.indicator
        self._row: TypedRow | None = None
        self._scan: tuple[str, bytes] = ("", b"")
        self._make_list()
        self._make_fields()
        self._lay_out()
        self.begin_anew()
        self.make_room()  # for a rule of two lines

    def _make_list(self) -> None:
        each = self._indicator
        name = QLabel(f"{each.code} · {each.name} ({each.unit})")
        name.setProperty("role", "title")
        name.setWordWrap(True)
        counted = self._found.counted
        told = ""
        if counted is not None and not counted.is_zero:
            told = f" Hồ sơ ở đây đếm được: {counted.words} {each.unit}."
        rule = QLabel(f"{each.rule}{told}")
        rule.setProperty("role", "secondary")
        rule.setWordWrap(True)
        self.table = ListTable(Rows(COLUMNS, self), "reports.typed", self._habits)
        self.table.setAccessibleName("Số đã được cung cấp")
        self.table.set_empty(EMPTY)
        self.table.told = Told(f"Số được cung cấp: {each.name}", names_persons=False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.table.show_rows(self._found.wanted.rows)
        self.table.opened.connect(self.take_up)
        for place, widget in enumerate((name, rule, self.table)):
            self.body.insertWidget(place, widget)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.withdraw)

    def _make_fields(self) -> None:
        self.value = TextField("", "145,6" if self._indicator.unit == "%" else "> 1.500, 127/143")
        self.from_on = _day_field(self._found.today)
        self.until_on = _day_field(self._found.today)
        self.giver = TextField("", self._indicator.giver)
        self.paper = TextField("", "báo cáo số 12/BC-CAX")
        self.paper_on = _day_field(self._found.today)
        self.parts = {
            each: TextField("", HINTS[each])
            for each in PARTED
            if each in self._indicator.breakdowns
        }
        self.words = TextBox("", lines=2)
        self.new_button = KeyButton("Số &mới", picture="add", is_small=True)
        self.gone_button = KeyButton(
            "Bỏ số đang chọn", "Delete", "delete", is_small=True, is_bound=False
        )
        self.pages_button = KeyButton("&Xem bản quét", picture="eye", is_small=True)
        self.scan_button = KeyButton("Bản &quét…", picture="attach", is_small=True)
        self._scan_words = QLabel()
        self._scan_words.setProperty("role", "secondary")

    def _lay_out(self) -> None:
        self.form.add_widget(_in_a_row(self.new_button, self.gone_button, self.pages_button))
        days = [Entry("until_on", "Số của ngà&y", self.until_on, stretch=0)]
        if is_of_days(self._indicator):
            days = [
                Entry("from_on", "&Từ ngày", self.from_on, stretch=0),
                Entry("until_on", "Đến ngà&y", self.until_on, stretch=0),
            ]
        self.add_row(Entry("value", f"&Số ({self._indicator.unit})", self.value), *days)
        self.add_row(
            Entry("giver", "&Nơi cung cấp", self.giver),
            Entry("paper", "&Văn bản", self.paper),
            Entry("paper_on", "Ngày văn &bản", self.paper_on, stretch=0),
        )
        for place, (each, field) in enumerate(self.parts.items()):
            name = "parts" if place == 0 else f"parts_{each.value}"
            self.add(name, f"Chia theo {each.label.lower()}", field)
        self.add("words", "Ghi &chú (in kèm số, ví dụ tên mô hình, tiêu chí)", self.words)
        self.form.add_widget(_in_a_row(self.scan_button, self._scan_words))
        self.scan_button.clicked.connect(self._choose_scan)
        self.new_button.clicked.connect(self.begin_anew)
        self.gone_button.clicked.connect(self.withdraw)
        self.pages_button.clicked.connect(self.show_scan)
        self.table.moved_to.connect(lambda _: self._offer_acts())
        self.accept_button.setEnabled(self._found.may_keep)
        self._offer_acts()

    def begin_anew(self) -> None:
        """Clear the form for another figure of the window, from the paper last typed."""
        self._row, self._scan = None, ("", b"")
        window, today = self._window, self._found.today
        self.value.value = ""
        self.words.setPlainText("")
        self.from_on.value = window.first
        self.until_on.value = min(window.last, today)
        self.giver.value, self.paper.value = self._found.giver, self._found.paper
        self.paper_on.value = self._found.paper_on
        for field in self.parts.values():
            field.value = ""
        self._scan_words.setText("chưa đính kèm bản quét")
        self._name_act("&Ghi số")

    def take_up(self, row: TypedRow) -> None:
        """Take a figure into the form, to be put right."""
        self._row, self._scan, told = row, ("", b""), row.told
        self.value.value = told.value.words
        self.from_on.value, self.until_on.value = told.from_on, told.until_on
        self.giver.value, self.paper.value = told.giver, told.paper
        self.paper_on.value = told.paper_on
        self.words.setPlainText(told.words)
        for each, field in self.parts.items():
            field.value = parts_words(each, told.parts.get(each.value, {}))
        has_scan = "đã có bản quét" if row.has_scan else "chưa đính kèm bản quét"
        self._scan_words.setText(has_scan)
        self._name_act("&Lưu sửa")
        self.value.setFocus()

    def _name_act(self, words: str) -> None:
        self.form.hush()
        self.message.hush()
        self.accept_button.setText(words)
        told = "Đang sửa số đã ghi" if self._row is not None else ""
        self.set_fact(told)

    def submit(self) -> None:
        facts = self.read_facts()
        if facts is None:
            return
        row = self._row
        if row is None:
            self._do(partial(type_figure, facts=facts), f"Đã ghi số {facts.value.words}.")
            return
        edit = Edit(facts_of(row.told), facts, row.version, partial(_correcting, row.id))
        self._do(edit, f"Đã sửa số thành {facts.value.words}.")

    def read_facts(self) -> FigureFacts | None:
        unit = self._indicator.unit
        try:
            value = read_value(self.value.value, unit)
            parts = {
                each: read_parts(each, field.value, unit) for each, field in self.parts.items()
            }
        except Refusal as refusal:
            self.show_refusal(refusal)
            return None
        return FigureFacts(
            self._indicator.code,
            value,
            self.until_on.day,
            self.from_on.day,
            self.giver.value,
            self.paper.value,
            self.paper_on.day,
            self.words.value,
            parts,
            *self._scan,
        )

    def withdraw(self) -> None:
        row = self.table.current
        if row is not None and self._found.may_keep:
            act = partial(withdraw_figure, figure_id=row.id, version=row.version)
            self._do(act, f"Đã bỏ số {row.told.value.words}.")

    def show_scan(self) -> None:
        row = self.table.current
        if row is not None and row.has_scan:
            look = partial(read_figure_scan, figure_id=row.id)
            self._desk.look(self, look, self._open_scan, name="scan")

    def _open_scan(self, found: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *found, self).open()

    def _do(self, act: Callable[[Work], Made] | Edit[Any, Made], told: str) -> None:
        desk, page = self._desk, self._page

        def tell(made: Made) -> None:
            self.accept()
            offer_back(desk, page, told, take_figure_back, made)

        settled(desk, self, act, tell)

    def _offer_acts(self) -> None:
        row, may_keep = self.table.current, self._found.may_keep
        self.gone_button.setEnabled(row is not None and may_keep)
        self.pages_button.setEnabled(row is not None and row.has_scan)

    def _choose_scan(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Chọn bản quét", "", SCANS)
        if chosen:
            path = Path(chosen)
            self._desk.run(self, partial(read_scan, path), partial(self.take_scan, path.name))

    def take_scan(self, name: str, content: bytes) -> None:
        self._scan = name, content
        self._scan_words.setText(name)


def _day_field(today: date) -> DateField:
    field = DateField(today, None, needs_day=True)
    field.setFixedWidth(Style.current.length(DAY_WIDTH))
    return field


def _in_a_row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    for each in widgets:
        line.addWidget(each)
    line.addStretch(1)
    return holder


def _correcting(figure_id: int, facts: FigureFacts, version: int) -> Callable[[Work], Made]:
    return partial(correct_figure, figure_id=figure_id, version=version, facts=facts)
