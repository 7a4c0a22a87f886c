"""Báo cáo phải gửi: which reports the office sends, for the morning page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.services.reports.closing.calendar import (
    ChooseReports,
    ReportCalendar,
    choose_reports_sent,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog

ACROSS = 3
SAID = (
    "Trang Hôm nay nhắc ngày chốt và hạn gửi của các báo cáo chọn ở đây. "
    "Hạn gửi lấy theo “Mẫu báo cáo…” lúc lưu ở đây."
)


class CalendarDialog(FormDialog):
    """A tick for each period of each layout."""

    def __init__(self, desk: Desk, calendar: ReportCalendar, parent: QWidget) -> None:
        super().__init__("Báo cáo phải gửi", "Lưu", parent, WIDTHS[1])
        self._desk = desk
        self.ticks: dict[tuple[str, PeriodKind], QCheckBox] = {}
        self.form.hide()
        self.message.say("info", SAID)
        for layout in calendar.layouts:
            name = QLabel(layout.name)
            name.setProperty("role", "section")
            self.body.addWidget(name)
            grid = QGridLayout()
            grid.setSpacing(6)
            kinds = [kind for kind in layout.periods if kind is not PeriodKind.FREE]
            for place, kind in enumerate(kinds):
                tick = QCheckBox(kind.label)
                tick.setAccessibleName(f"{layout.name}: {kind.label}")
                tick.setChecked((layout.key, kind) in calendar.chosen)
                grid.addWidget(tick, place // ACROSS, place % ACROSS)
                self.ticks[layout.key, kind] = tick
            for column in range(ACROSS):
                grid.setColumnStretch(column, 1)
            self.body.addLayout(grid)

    def submit(self) -> None:
        chosen = tuple(key for key, tick in self.ticks.items() if tick.isChecked())
        act = partial(choose_reports_sent, order=ChooseReports(chosen))
        self._desk.do(self, act, self._done)

    def _done(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu các báo cáo phải gửi")
