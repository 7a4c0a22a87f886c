"""Days off and make-up days, a table a year; a year without data is said."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout

from rehabdesk.domain.codes import Right
from rehabdesk.services.law.calendar_days import (
    DayRow,
    TableChange,
    YearRow,
    back_to_delivered,
    call_complete,
    change_by,
    list_days,
    list_years,
    remove_day,
)
from rehabdesk.services.law.day_table import DayTable, read_day_table
from rehabdesk.services.law.moving import without_day, without_table
from rehabdesk.services.law.reading import read_offer
from rehabdesk.services.tasks.moved import by
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.law.calendar_dialogs import DayDialog, RemovalDialog, TableDialog
from rehabdesk.ui.settings.law.pack_dialog import RefusedDialog
from rehabdesk.ui.settings.part import SettingsPart

YEARS_WIDTH = 276
KINDS = "Bảng ngày nghỉ (*.xlsx *.xls *.ods *.csv)"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class CalendarPart(SettingsPart):
    """Read by everybody; the administrator adds days and takes a year's table from a file."""

    WATCHES = frozenset({"calendar_day", "office_setting"})

    def __init__(self, desk: Desk, habits: QSettings, home: Path, today: date) -> None:
        super().__init__(desk, "Ngày nghỉ, làm bù")
        self._home = home
        self._today = today
        self._known: list[YearRow] = []
        self.years = ListTable(Rows(YEARS, self, identity=_year), "settings/years", habits)
        self.days = ListTable(Rows(DAYS, self), "settings/days", habits)
        self.doubt = MessageFrame()
        self.load_button = KeyButton("&Nạp bảng từ tệp…", picture="arrow_import")
        self.add_button = KeyButton("&Thêm ngày…", "Ctrl+N")
        self.edit_button = KeyButton("&Sửa…", "F2", "edit")
        self.remove_button = KeyButton("&Bỏ ngày", "Delete")
        self.complete_button = KeyButton("Bảng năm này đã đ&ủ", is_small=True)
        self.back_button = KeyButton("Về bảng &kèm phần mềm…", is_small=True)
        self._assemble()

    def refresh(self) -> None:
        self._desk.look(self, list_years, self._show_years, "years")

    def load(self, path: Path) -> None:
        """Read a table and show what it would change, before anything is kept."""
        job = partial(_read, path)
        self._desk.run(self, job, self._preview)

    def _assemble(self) -> None:
        actor = self._desk.office.actor if self._desk.office else None
        self._may_change = actor is not None and actor.may(Right.KEEP_OFFICE)
        if self._may_change:
            for button in (self.remove_button, self.edit_button, self.add_button):
                self.buttons.addWidget(button)
            self.buttons.addWidget(self.load_button)
            self.days.opened.connect(self._edit)
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addWidget(self.years)
        panes.addWidget(self.days, 1)
        self.body.addWidget(self.doubt)
        self.body.addLayout(panes, 1)
        self.body.addLayout(self._foot())
        self.years.setAccessibleName("Các năm")
        self.days.setAccessibleName("Ngày nghỉ, làm bù trong năm")
        self.years.moved_to.connect(self._show_year)
        self.days.moved_to.connect(self._note_day)
        self.add_button.clicked.connect(self._add)
        self.edit_button.clicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)
        self.load_button.clicked.connect(self._choose_file)
        self.complete_button.clicked.connect(self._call_complete)
        self.back_button.clicked.connect(self._ask_back)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.setFocusProxy(self.years)

    def _show_years(self, years: list[YearRow]) -> None:
        is_first = not self._known
        self._known = years
        self.years.show_rows(years)
        if is_first:
            self.years.choose(self._today.year)
        self._show_year(self.years.current)

    def _show_year(self, row: YearRow | None) -> None:
        if row is None:
            return
        self.doubt.say("warn", _doubt(row))
        self.days.set_empty(f"Chưa ghi ngày nghỉ, làm bù nào của năm {row.year}.")
        self.complete_button.setEnabled(not row.is_own and row.days_off > 0)
        self.back_button.setEnabled(row.is_own)
        self._desk.look(self, partial(list_days, year=row.year), self._show_days, "days")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.back_button, self.complete_button):
            foot.addWidget(button)
            if not self._may_change:
                button.hide()
        return foot

    def _show_days(self, rows: list[DayRow]) -> None:
        self.days.show_rows(rows)
        self._note_day(self.days.current)

    def _note_day(self, row: DayRow | None) -> None:
        is_own = row is not None and row.kept_id is not None
        self.edit_button.setEnabled(row is not None)
        self.remove_button.setEnabled(is_own)

    def _add(self) -> None:
        row = self.years.current
        year = row.year if row else self._today.year
        first = self._today if year == self._today.year else date(year, 1, 1)
        self._open(DayDialog(self._desk, first, None, self))

    def _edit(self, *_: object) -> None:
        if self.days.current is not None:
            self._open(DayDialog(self._desk, self._today, self.days.current, self))

    def _remove(self) -> None:
        row = self.days.current
        if row is None or row.kept_id is None:
            return
        question = ask.Question(
            "Bỏ ngày do xã ghi",
            f"Bỏ ngày {row.day.on:%d/%m/%Y} ({row.day.kind.lower()}, {row.day.name}) do xã ghi. "
            "Nếu bảng kèm phần mềm có ngày này thì lại dùng bảng đó.",
            "Bỏ ngày",
            "Giữ nguyên",
        )
        act = partial(remove_day, kept_id=row.kept_id, version=row.version)
        change = by(partial(without_day, on=row.day.on))
        self._open(RemovalDialog(self._desk, question, act, change, self))

    def _choose_file(self) -> None:
        ask.open_file(self, "Nạp bảng ngày nghỉ, làm bù", self._home, KINDS, self.load)

    def _preview(self, table: DayTable) -> None:
        if table.findings:
            self._open(RefusedDialog(table.findings, self, "Bảng chưa dùng được"))
            return
        look = partial(change_by, table=table)
        self._desk.look(self, look, partial(self._offer, table), "change")

    def _offer(self, table: DayTable, change: TableChange) -> None:
        self._open(TableDialog(self._desk, table, change, self))

    def _call_complete(self) -> None:
        row = self.years.current
        if row is not None:
            self._desk.do(self, partial(call_complete, year=row.year), self._tell_complete)

    def _tell_complete(self, _: None) -> None:
        self._desk.say("Bảng của năm được coi là đủ")

    def _ask_back(self) -> None:
        row = self.years.current
        if row is None:
            return
        question = ask.Question(
            "Về bảng kèm phần mềm",
            f"Bỏ bảng năm {row.year} của xã? Các ngày xã ghi của năm này sẽ không còn; "
            "hạn tính theo bảng kèm phần mềm, nếu có.",
            "Bỏ bảng của xã",
            "Giữ nguyên",
        )
        act = partial(back_to_delivered, year=row.year)
        change = by(partial(without_table, year=row.year))
        self._open(RemovalDialog(self._desk, question, act, change, self))

    def _open(self, dialog: FormDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _measure(self) -> None:
        self.years.setFixedWidth(Style.current.length(YEARS_WIDTH))


def _read(path: Path) -> DayTable:
    return read_day_table(read_offer(path), path.name)


def _doubt(row: YearRow) -> str:
    if not row.is_known:
        return (
            f"Chưa có ngày nghỉ, làm bù của năm {row.year}. Hạn tính bằng ngày làm việc của năm "
            "này chỉ bỏ thứ Bảy, Chủ nhật và luôn ghi rõ là chưa chắc chắn. "
            "Nạp bảng khi có thông báo."
        )
    if row.is_estimate:
        return (
            f"Bảng năm {row.year} là dự kiến. Nạp bảng chính thức khi có thông báo, "
            "hoặc sửa từng ngày rồi bấm “Bảng năm này đã đủ”."
        )
    return ""


def _year(row: YearRow) -> int:
    return row.year


def _year_sign(row: YearRow) -> Sign:
    if not row.is_known or row.is_estimate:
        return Sign("warning", "warn")
    return Sign("checkmark_circle", "ok")


def _year_words(row: YearRow) -> str:
    if not row.is_known:
        return "Chưa có"
    return "Dự kiến" if row.is_estimate else ("Của xã" if row.is_own else "Đủ")


YEARS = (
    Column[YearRow]("Năm", lambda row: str(row.year), lambda row: row.year, width=56),
    Column[YearRow](
        "Nghỉ", lambda row: str(row.days_off), lambda row: row.days_off, width=48, align="right"
    ),
    Column[YearRow](
        "Làm bù",
        lambda row: str(row.days_worked),
        lambda row: row.days_worked,
        width=66,
        align="right",
    ),
    Column[YearRow](
        "Bảng", _year_words, sign=_year_sign, tip=lambda row: row.words, width=96, is_stretched=True
    ),
)
DAYS = (
    Column[DayRow]("Ngày", lambda row: f"{row.day.on:%d/%m/%Y}", lambda row: row.day.on, width=92),
    Column[DayRow]("Thứ", lambda row: WEEKDAYS[row.day.on.weekday()], width=78),
    Column[DayRow]("Tên", lambda row: row.day.name, width=270, is_subject=True),
    Column[DayRow](
        "Loại",
        lambda row: row.day.kind,
        sign=lambda row: Sign("calendar_checkmark" if row.day.is_working else "calendar_ltr"),
        width=90,
    ),
    Column[DayRow](
        "Căn cứ",
        lambda row: row.day.source or ("Xã ghi" if row.day.is_own else ""),
        width=150,
        is_stretched=True,
    ),
)
