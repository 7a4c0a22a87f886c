"""One day of the calendar; and what a yearly table would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

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
from rehabdesk.services.law.moving import with_day, with_table
from rehabdesk.services.office import Work
from rehabdesk.services.tasks.moved import Change, MovedTask, by, moved_words, telling_moved
from rehabdesk.ui.entry.office_form import NeededDate, NeededField
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.law.moved_preview import MovedPreview
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

Act = Callable[[Work], object]
SHOWN = 8
OFF, WORKED = "Nghỉ", "Làm bù, đi làm"


class DayDialog(FormDialog):
    """Adds a day, corrects the office's own, or puts one over a delivered day."""

    def __init__(self, desk: Desk, first: date, row: DayRow | None, parent: QWidget) -> None:
        title = "Thêm ngày" if row is None else f"Sửa ngày {row.day.on:%d/%m/%Y}"
        super().__init__(title, "Lưu" if row else "Thêm", parent, WIDTHS[1])
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
        self.moved = MovedPreview(desk, self)
        self.body.addWidget(self.moved)
        self.on.textChanged.connect(self._foretell)
        self.kind.chosen.connect(self._foretell)
        self._foretell()

    @property
    def _day_facts(self) -> DayFacts:
        return DayFacts(
            self.on.day or date.min,
            self.name.value,
            is_working=bool(self.kind.value),
            source=self.source.value,
        )

    @property
    def _change(self) -> Change:
        old = self._row.day.on if self._row is not None and self._row.kept_id else None
        return by(partial(with_day, facts=self._day_facts, instead_of=old))

    def _foretell(self, *_: object) -> None:
        self.moved.foretell(self._change if self.on.day else None)

    def submit(self) -> None:
        act: Act = partial(add_day, facts=self._day_facts)
        if self._row is not None and self._row.kept_id is not None:
            kept, version = self._row.kept_id, self._row.version
            day = self._row.day
            read = DayFacts(day.on, day.name, day.is_working, day.source)
            edit = Edit(read, self._day_facts, version, partial(_correcting, kept))
            settled(self._desk, self, edit.around(self._telling), self._tell)
            return
        settled(self._desk, self, self._telling(act), self._tell)

    def _telling(self, act: Act) -> Callable[[Work], Any]:
        return partial(telling_moved, act=act, change=self._change)

    def _tell(self, done: tuple[object, Sequence[MovedTask]]) -> None:
        self.accept()
        self._desk.say(f"Đã lưu{moved_words(done[1])}")


def _correcting(kept_id: int, facts: DayFacts, version: int) -> Act:
    return partial(correct_day, kept_id=kept_id, version=version, facts=facts)


class RemovalDialog(FormDialog):
    """Days of the office's own are taken away: what moves with them is seen first."""

    def __init__(
        self, desk: Desk, asked: ask.Question, act: Act, change: Change, parent: QWidget
    ) -> None:
        super().__init__(asked.title, asked.yes, parent, WIDTHS[1], asked.no)
        self._desk = desk
        self._act = act
        self._change = change
        self.message.say("info", asked.text)
        self.moved = MovedPreview(desk, self)
        self.body.addWidget(self.moved)
        self.moved.foretell(change)

    def submit(self) -> None:
        act = partial(telling_moved, act=self._act, change=self._change)
        settled(self._desk, self, act, self._tell)

    def _tell(self, done: tuple[object, Sequence[MovedTask]]) -> None:
        self.accept()
        self._desk.say(f"Đã bỏ{moved_words(done[1])}")


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
        style, lines = Style.current, min(max(len(self.list.rows.all), 2), SHOWN)
        self.list.setFixedHeight(style.size("header") + lines * style.size("row") + 4)
        self.message.say("info", _summary(change, years))
        self.list.setVisible(not change.is_nothing)
        self.body.addWidget(self.list)
        self.moved = MovedPreview(desk, self)
        self.body.addWidget(self.moved)
        self._change = by(partial(with_table, table=table))
        self.moved.foretell(self._change)
        self.list.setFocus()

    def submit(self) -> None:
        act = partial(import_days, table=self._table)
        self._desk.do(self, partial(telling_moved, act=act, change=self._change), self._tell)

    def _tell(self, done: tuple[TableChange, Sequence[MovedTask]]) -> None:
        self.accept()
        self._desk.say(f"Đã nạp bảng ngày nghỉ, làm bù{moved_words(done[1])}")


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
