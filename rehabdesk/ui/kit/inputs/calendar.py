"""A month to choose a day from, days off and worked Saturdays marked."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.ui.kit.style import colour


class CalendarPopup(QFrame):
    """A month under a date field: Monday first, days off and worked Saturdays marked."""

    chosen = Signal(date)

    def __init__(self, day: date, working: WorkingCalendar | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale("vi_VN"))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.activated.connect(self._choose)
        self.month.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.month)
        self._mark(working)

    def show_under(self, field: QWidget) -> None:
        below = field.mapToGlobal(QPoint(0, field.height()))
        room = field.screen().availableGeometry()
        self.adjustSize()
        if below.y() + self.height() > room.bottom():
            below = field.mapToGlobal(QPoint(0, -self.height()))
        self.move(below)
        self.show()
        self.month.setFocus()

    def _mark(self, working: WorkingCalendar | None) -> None:
        weekday = QTextCharFormat()
        weekday.setForeground(colour("text"))
        for off in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(off, weekday)
        if working is None:
            return
        named = [(day, name, "danger") for day, name in working.holidays.items()]
        named += [(day, name, "accent") for day, name in working.working.items()]
        for day, name, tint in named:
            marked = QTextCharFormat()
            marked.setForeground(colour(tint))
            marked.setToolTip(name)
            self.month.setDateTextFormat(QDate(day.year, day.month, day.day), marked)

    def _choose(self, chosen: QDate) -> None:
        self.close()
        self.chosen.emit(date(chosen.year(), chosen.month(), chosen.day()))
