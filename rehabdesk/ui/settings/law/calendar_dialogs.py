"""One day of the calendar; and what a yearly table would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.deadlines.year_table import CalendarDay
from rehabdesk.services.law.calendar_days import (
    DayFacts,
    DayRow,
    TableChange,
    add_day,
    correct_day,
    import_days,
)
from rehabdesk.services.law.day_table import DayTable
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

SHOWN = 10
OFF, WORKED = "Nghỉ", "Làm bù, đi làm"


class DayDialog(FormDialog):
    """Adds a day, corrects the office's own, or puts one over a delivered day."""

    def __init__(self, desk: Desk, first: date, row: DayRow | None, parent: QWidget) -> None:
        title = "Thêm ngày" if row is None else f"Sửa ngày {row.day.on:%d/%m/%Y}"
        super().__init__(title, "Lưu" if row else "Thêm", parent)
        self._desk = desk
        self._row = row
        day = row.day if row else None
        self.on = NeededDate(first, day.on if day else first, needs_day=True)
        self.kind = ComboField[bool]([(False, OFF), (True, WORKED)])
        self.kind.value = day.is_working if day else False
        self.name = NeededField("Nhập tên ngày nghỉ hoặc lý do làm bù.", value=_name(day))
        self.source = TextField(day.source if day else "", "Số, ngày của thông báo")
        if row is not None and row.kept_id is None:
            self.message.say(
                "info", "Ngày này kèm phần mềm. Ngày xã ghi sẽ dùng thay; bỏ đi thì trở lại như cũ."
            )
            self.on.setEnabled(False)
        self.add_row(Entry("on", "&Ngày", self.on), Entry("kind", "&Loại", self.kind, stretch=1))
        self.add("name", "&Tên, lý do", self.name)
        self.add("source", "&Căn cứ", self.source)

    def submit(self) -> None:
        facts = DayFacts(
            self.on.day or date.min,
            self.name.value,
            is_working=bool(self.kind.value),
            source=self.source.value,
        )
        if self._row is None or self._row.kept_id is None:
            self._desk.do(self, partial(add_day, facts=facts), self._tell)
            return
        change = partial(
            correct_day, kept_id=self._row.kept_id, version=self._row.version, facts=facts
        )
        self._desk.do(self, change, self._tell)

    def _tell(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu. Hạn tính theo ngày này từ nay")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    on: date
    what: str
    before: str
    after: str

    @property
    def id(self) -> date:
        return self.on


class TableDialog(FormDialog):
    """A year's table against what holds now; it is taken whole or not at all."""

    def __init__(self, desk: Desk, table: DayTable, change: TableChange, parent: QWidget) -> None:
        years = ", ".join(map(str, table.years))
        super().__init__(f"Nạp bảng năm {years}", "Nạp bảng", parent, WIDTHS[2])
        self._desk = desk
        self._table = table
        habits = QSettings(self)
        self.list = ListTable(Rows(CHANGES, self), "settings/change", habits)
        self.list.setAccessibleName("Những ngày thay đổi")
        self.list.show_rows(list(_rows(change)))
        style = Style.current
        self.list.setMinimumHeight(style.size("header") + SHOWN * style.size("row"))
        self.message.say("info", _summary(change, years))
        self.list.setVisible(not change.is_nothing)
        self.body.addWidget(self.list)
        self.list.setFocus()

    def submit(self) -> None:
        self._desk.do(self, partial(import_days, table=self._table), self._tell)

    def _tell(self, _: TableChange) -> None:
        self.accept()
        self._desk.say("Đã nạp bảng ngày nghỉ, làm bù")


def _summary(change: TableChange, years: str) -> str:
    if change.is_nothing:
        return f"Giống hệt bảng năm {years} đang dùng. Nạp để coi là bảng đủ, đã có thông báo."
    parts = [
        f"thêm {len(change.added)} ngày" if change.added else "",
        f"đổi {len(change.changed)} ngày" if change.changed else "",
        f"bỏ {len(change.removed)} ngày" if change.removed else "",
        f"giữ {change.kept} ngày" if change.kept else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Bảng năm {years}: {told}. Hạn của việc chưa xong tính lại theo bảng mới."


def _rows(change: TableChange) -> Iterator[ChangeRow]:
    rows = [ChangeRow(day.on, "Thêm", "", _told(day)) for day in change.added]
    rows += [ChangeRow(old.on, "Đổi", _told(old), _told(new)) for old, new in change.changed]
    rows += [ChangeRow(day.on, "Bỏ", _told(day), "") for day in change.removed]
    return iter(sorted(rows, key=lambda row: row.on))


def _told(day: CalendarDay) -> str:
    return f"{day.kind}: {day.name}"


def _name(day: CalendarDay | None) -> str:
    return day.name if day else ""


_SIGNS = {"Thêm": Sign("checkmark_circle", "ok"), "Bỏ": Sign("subtract", "danger")}
CHANGES = (
    Column[ChangeRow]("Ngày", lambda row: f"{row.on:%d/%m/%Y}", lambda row: row.on, width=92),
    Column[ChangeRow](
        "", lambda row: row.what, sign=lambda row: _SIGNS.get(row.what, Sign("edit")), width=84
    ),
    Column[ChangeRow]("Đang dùng", lambda row: row.before, width=230),
    Column[ChangeRow]("Bảng mới", lambda row: row.after, width=230, is_stretched=True),
)
