"""The builder of layouts: figures chosen from the catalogue, put in order, with their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.drafts import DraftLine, LineState, rows_of
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn
from rehabdesk.domain.text import fold
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.reports.forming.preview import preview_layout
from rehabdesk.services.reports.layouts import (
    KeepLayout,
    LayoutLine,
    keep_own_layout,
    retire_layout,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.reports.layouts.lines import LinesPane
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

HEAD = "BÁO CÁO"
AT_ONCE = 6  # ticks in a row
MOST_DAYS = 60
UNITS = (DeadlineUnit.WORKING_DAYS, DeadlineUnit.DAYS)
_LEFT = "Còn {} dòng chưa hiểu: chọn chỉ tiêu cho từng dòng (F2) hoặc bỏ dòng, rồi lưu."
COLUMNS = (
    (ColumnRole.NOW, "Kỳ này", "{now}"),
    (ColumnRole.THEN, "Kỳ đem so", "{then}"),
    (ColumnRole.PREVIOUS, "Kỳ trước", "Kỳ trước"),
    (ColumnRole.LAST_YEAR, "Cùng kỳ năm trước", "Cùng kỳ năm trước"),
    (ColumnRole.CHANGE, "Tăng, giảm", "Tăng, giảm"),
    (ColumnRole.CHANGE_PER_CENT, "Tăng, giảm (%)", "Tăng, giảm (%)"),
    (ColumnRole.CUMULATIVE, "Lũy kế", "Lũy kế"),
    (ColumnRole.TARGET, "Được giao", "Được giao"),
    (ColumnRole.REACHED, "Đạt", "Đạt"),
)


class DaysField(TextField):
    """So many working days; empty where nothing is set."""

    @property
    def error(self) -> str:
        told = self.value
        is_good = not told or (told.isdigit() and 1 <= int(told) <= MOST_DAYS)
        return "" if is_good else f"Gõ số ngày từ 1 đến {MOST_DAYS}, hoặc để trống."


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout being put together; `told` says what was understood of the file it came from."""

    layout: Layout
    lines: tuple[DraftLine, ...]
    origin: str = ""
    version: int = 0
    told: str = ""


class BuilderDialog(FormDialog):
    kept = Signal(object)  # a LayoutLine

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        draft: Draft,
        known: Mapping[str, Indicator],
        parent: QWidget,
    ) -> None:
        title = "Sửa mẫu báo cáo" if draft.layout.key else "Lập mẫu báo cáo"
        super().__init__(title, "&Lưu mẫu", parent, WIDTHS[3])
        self._desk, self._habits, self._draft = desk, habits, draft
        self._page = parent.parentWidget() or parent  # it stays when the list is closed
        layout = draft.layout
        self.name = TextField(layout.name, "Tên để chọn ở đầu trang Báo cáo")
        self.heading = TextField(_subject(layout.heading), "Để trống: theo tên mẫu")
        self.addressee = TextField(layout.addressee, "Để trống: cơ quan cấp trên")
        self.rule = ComboField[WindowRule](
            [
                (WindowRule.ND09, "Ngày 15 đến ngày 14"),
                (WindowRule.CALENDAR, "Ngày 1 đến cuối tháng"),
            ]
        )
        self.rule.value = layout.rule
        self.days = DaysField(str(layout.sent_within.amount) if layout.sent_within else "")
        self.unit = ComboField[DeadlineUnit]([(each, each.label) for each in UNITS])
        self.unit.value = layout.sent_within.unit if layout.sent_within else UNITS[0]
        self.basis = TextField(layout.sending_basis, "Văn bản quy định hạn gửi")
        self.periods = {
            each: QCheckBox(each.label) for each in PeriodKind if each is not PeriodKind.FREE
        }
        self.columns = {role: QCheckBox(words) for role, words, _ in COLUMNS}
        self.lines = LinesPane(habits, known, draft.lines, self)
        self.preview_button = KeyButton("&Xem bản in", "Ctrl+P")
        self._lay_out()
        if draft.told:
            self.message.say("info" if not self._left else "warn", draft.told)
        self.preview_button.clicked.connect(self._preview)
        self.days.textChanged.connect(self._drop_assumed)
        self.unit.chosen.connect(self._drop_assumed)

    @property
    def layout_now(self) -> Layout:
        """The layout as it stands in the dialog."""
        days = self.days.value
        before = self._draft.layout
        unit = self.unit.value or UNITS[0]
        span = Span(int(days), unit) if days.isdigit() and int(days) else None
        is_same = (span, self.basis.value) == (before.sent_within, before.sending_basis)
        chosen = tuple(each for each, tick in self.periods.items() if tick.isChecked())
        return replace(
            before,
            name=self.name.value,
            heading=self._heading(),
            periods=(*chosen, PeriodKind.FREE) if chosen else (),
            rule=self.rule.value or before.rule,
            columns=tuple(self._columns()),
            rows=rows_of(self.lines.lines),
            addressee=self.addressee.value,
            sent_within=span,
            sending_basis=self.basis.value,
            is_sending_assumed=before.is_sending_assumed and is_same,
        )

    def submit(self) -> None:
        if self._left:
            self.message.say("warn", _LEFT.format(self._left))
            self.lines.go_to_unknown()
            return
        order = KeepLayout(self.layout_now, self._draft.origin, self._draft.version)
        draft = self._draft
        edit = Edit(replace(order, layout=draft.layout), order, draft.version, _keeping)
        settled(self._desk, self, edit, self._tell)

    def _tell(self, line: LayoutLine) -> None:
        self.accept()
        self.kept.emit(line)
        words = f"Đã lưu mẫu “{line.layout.name}”."
        desk, page = self._desk, self._page
        desk.say(words, UNDO, lambda: desk.do(page, self._back(line), lambda _: None))

    def _back(self, line: LayoutLine) -> Callable[[Work], object]:
        """Return the act that puts back what stood before: another version, or no such layout."""
        draft = self._draft
        if not draft.version:
            return partial(retire_layout, key=line.layout.key)
        order = KeepLayout(draft.layout, draft.origin, line.version)
        return partial(keep_own_layout, order=order)

    def _preview(self) -> None:
        look = partial(preview_layout, layout=self.layout_now)
        self._desk.look(self, look, self._show_pages, name="preview")

    def _show_pages(self, made: PrintedList) -> None:
        PaperDialog(self._desk, self._habits, made.name, made.content, self).open()

    def _drop_assumed(self, _: object) -> None:
        """Empty the basis that spoke of the deadline set before."""
        before = self._draft.layout
        if before.is_sending_assumed and self.basis.value == before.sending_basis:
            self.basis.clear()

    @property
    def _left(self) -> int:
        return sum(1 for line in self.lines.lines if line.state is LineState.UNKNOWN)

    def _heading(self) -> str:
        """Return the heading as its file has it, until other words are typed."""
        before = self._draft.layout.heading
        if before and self.heading.value == _subject(before):
            return before
        subject = self.heading.value or self.name.value
        if fold(subject).startswith(f"{fold(HEAD)} "):  # the line above says so
            subject = subject[len(HEAD) :].strip()
        return f"{HEAD}\n{subject[:1].upper()}{subject[1:]}"

    def _columns(self) -> list[LayoutColumn]:
        """Return the columns as they stood, then those added, each with its usual words."""
        found = [
            column for column in self._draft.layout.columns if self.columns[column.role].isChecked()
        ]
        had = {column.role for column in found}
        return found + [
            LayoutColumn(role, title)
            for role, _, title in COLUMNS
            if role not in had and self.columns[role].isChecked()
        ]

    def _lay_out(self) -> None:
        layout = self._draft.layout
        for kind, tick in self.periods.items():
            tick.setChecked(kind in layout.periods)
        roles = {column.role for column in layout.columns}
        for role, tick in self.columns.items():
            tick.setChecked(role in roles)
        self.columns[ColumnRole.NOW].setChecked(True)
        self.columns[ColumnRole.NOW].setEnabled(False)
        self.add_row(
            Entry("name", "&Tên mẫu", self.name, stretch=3),
            Entry("heading", "T&iêu đề trên giấy", self.heading, stretch=3),
        )
        self.add_row(
            Entry("addressee", "&Kính gửi", self.addressee, stretch=3),
            Entry("rule", "&Cách tính kỳ", self.rule, stretch=2),
            Entry("days", "&Gửi sau khi hết kỳ", self.days, stretch=1),
            Entry("unit", "Tính theo", self.unit, stretch=1),
            Entry("basis", "T&heo văn bản", self.basis, stretch=3),
        )
        self.add("periods", "Dùng cho kỳ", _ticks(self.periods.values()))
        self.add("columns", "Cột số liệu", _ticks(self.columns.values()))
        self.body.addWidget(self.lines, 1)
        self.add_fact(self.preview_button)


def _subject(heading: str) -> str:
    """Return what a paper is about: its heading without the word every report begins with."""
    return " ".join(line for line in heading.split("\n") if line and line != HEAD)


def _ticks(ticks: Iterable[QCheckBox]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    for place, tick in enumerate(ticks):
        grid.addWidget(tick, *divmod(place, AT_ONCE))
    return box


def _keeping(order: KeepLayout, version: int) -> Callable[[Work], LayoutLine]:
    return partial(keep_own_layout, order=replace(order, version=version))
