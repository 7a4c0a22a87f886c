"""Số liệu hỗ trợ: the sums reports ask for, in any stretch of days, with everybody behind each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.teamwork.supports.money import money_words
from rehabdesk.services.office import Work
from rehabdesk.services.supports.planned import planned_and_given
from rehabdesk.services.supports.sums import Behind, Window, read_figures, sum_by_source
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.supports.columns import day

DAY_WIDTH, LINES = 134, 8
EMPTY = "Không có hỗ trợ nào trong những ngày này. Chọn ngày khác."
NOBODY = "Không có ai đứng sau con số này."


class View(Coded):
    FIGURES = "figures", "Theo chỉ tiêu báo cáo"
    SOURCES = "sources", "Theo loại và nguồn"
    PLANNED = "planned", "Dự kiến và đã làm"


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    title: str
    value: str
    rule: str
    behind: tuple[Behind, ...]


_column, _name = Column[Line], Column[Behind]
COLUMNS = (
    _column("Số liệu", lambda row: row.title, width=300, is_subject=True),
    _column("Kết quả", lambda row: row.value, width=260),
    _column("Cách đếm", lambda row: row.rule, width=240, is_stretched=True),
)
NAMES = (
    _name("Người, hộ", lambda row: row.name, width=220, is_subject=True),
    _name("Loại", lambda row: row.kind.label, width=130),
    _name("Nguồn", lambda row: row.source, width=200, is_stretched=True),
    _name("Ngày", lambda row: day(row.on), lambda row: row.on, width=96),
    _name("Số lần", lambda row: str(row.occasions), lambda row: row.occasions, 64, "right"),
    _name(
        "Số tiền (đồng)",
        lambda row: money_words(row.amount) if row.amount else "",
        lambda row: row.amount,
        120,
        "right",
    ),
)


class FiguresDialog(QDialog):
    """Ctrl+P and Ctrl+E print and export either list."""

    def __init__(self, desk: Desk, habits: QSettings, window: Window, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Số liệu hỗ trợ")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(Style.current.length(WIDTHS[3]))
        self._desk, self._hamlet_id = desk, window.hamlet_id
        today = days(desk)[0]()
        self.first = DateField(today, window.first, needs_day=True)
        self.last = DateField(today, window.last, needs_day=True)
        self.view = ComboField([(each, each.label) for each in View])
        self.table: ListTable[Line] = ListTable(Rows(COLUMNS, self), "supports.sums", habits)
        self.names: ListTable[Behind] = ListTable(
            Rows(NAMES, self, identity=lambda row: row.support_id), "supports.behind", habits
        )
        self.close_button = KeyButton("Đóng", "Esc", kind="primary", is_bound=False)
        self._lay_out()
        self.table.moved_to.connect(self._show_behind)
        self.view.chosen.connect(self.refresh)
        for field in (self.first, self.last):
            field.editingFinished.connect(self.refresh)
        self.close_button.clicked.connect(self.reject)
        self.refresh()

    def _lay_out(self) -> None:
        style = Style.current
        for field, name in ((self.first, "Từ ngày"), (self.last, "Đến ngày")):
            field.setFixedWidth(style.length(DAY_WIDTH))
            field.setAccessibleName(name)
        self.view.setAccessibleName("Xem theo")
        self.view.fit_choices()
        self.table.setAccessibleName("Số liệu hỗ trợ")
        self.table.told = Told("Số liệu hỗ trợ", self._window_words, names_persons=False)
        self.table.set_empty(EMPTY)
        self.names.setAccessibleName("Người đứng sau con số")
        self.names.told = Told("Người được hỗ trợ", self._behind_words, lambda row: row.person_id)
        self.names.set_empty(NOBODY)
        height = style.size("header") + LINES * style.size("row") + 4
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.setSpacing(8)
        first, second = QLabel("Từ"), QLabel("đến")
        layout.addLayout(
            filter_bar(first, self.first, second, self.last, self.view, None, self.close_button)
        )
        for table in (self.table, self.names):
            table.setFixedHeight(height)
            layout.addWidget(table)

    @property
    def days(self) -> Window | None:
        first, last = self.first.day, self.last.day
        if first is None or last is None:
            return None
        return Window(first, last, self._hamlet_id)

    def refresh(self, *_: object) -> None:
        if (window := self.days) is not None:
            look = partial(_LOOKS[self.view.value or View.FIGURES], window=window)
            self._desk.look(self, look, self._show, name="sums")

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.table.show_rows(lines)
        self._show_behind(self.table.current)

    def _show_behind(self, line: Line | None) -> None:
        self.names.show_rows(line.behind if line is not None else ())

    def _window_words(self) -> str:
        return f"từ {self.first.text()} đến {self.last.text()}"

    def _behind_words(self) -> str:
        line = self.table.current
        told = f"{line.title}: {line.value}, " if line is not None else ""
        return f"{told}{self._window_words()}"


def _figures(work: Work, window: Window) -> tuple[Line, ...]:
    return tuple(
        Line(
            each.code,
            each.name,
            f"{money_words(each.value)} {each.unit}",
            each.rule,
            each.total.behind,
        )
        for each in read_figures(work, window)
    )


def _sources(work: Work, window: Window) -> tuple[Line, ...]:
    found = []
    for each in sum_by_source(work, window):
        total = each.total
        parts = (
            f"{total.persons} người" if total.persons else "",
            f"{total.households} lượt hộ" if total.households else "",
            f"{money_words(total.amount)} đồng" if total.amount else "",
        )
        title = " · ".join(part for part in (each.kind.label, each.source) if part)
        value = ", ".join(part for part in parts if part)
        found.append(Line(title, title, value, "đã làm trong kỳ", total.behind))
    return tuple(found)


def _planned(work: Work, window: Window) -> tuple[Line, ...]:
    found = []
    for each in planned_and_given(work, window):
        title = " · ".join(part for part in (each.kind.label, each.source) if part)
        value = f"dự kiến {each.planned}, đã làm {each.given}, đúng hẹn {each.in_time}"
        behind = tuple(
            Behind(
                row.id,
                row.person_id,
                row.who,
                row.household,
                row.kind,
                row.source,
                row.course.given_on or row.course.planned_on or date.min,
            )
            for row in each.rows
        )
        found.append(Line(title, title, value, "ngày dự kiến trong kỳ", behind))
    return tuple(found)


_LOOKS: Mapping[View, Callable[..., tuple[Line, ...]]] = {
    View.FIGURES: _figures,
    View.SOURCES: _sources,
    View.PLANNED: _planned,
}
