"""The month with its tasks: a day is chosen with the arrows, its tasks stand below."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSettings, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rehabdesk.domain.dates import WorkingCalendar, add_months
from rehabdesk.services.tasks.today import TaskRow, Today
from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.today.table import PAD, TaskCard

WEEK = 7
WEEKS = 6
NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WEEKENDS = set(NAMES[5:])
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}


def first_cell(day: date) -> date:
    """Return the Monday on or before the first of a month."""
    first = day.replace(day=1)
    return first - timedelta(days=first.weekday())


class MonthGrid(QWidget):
    """Six weeks, painted; days off carry their name, days with tasks the first of them."""

    chosen = Signal(object)  # a date
    entered = Signal()

    def __init__(self, today: date, calendar: WorkingCalendar) -> None:
        super().__init__()
        self.day = self._today = today
        self._calendar = calendar
        self._tasks: dict[date, list[TaskRow]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(Style.current.length(260))
        self._tell()

    def show_tasks(self, today: Today) -> None:
        found = defaultdict(list)
        for row in today.rows:
            found[row.due.due_on].append(row)
        self._tasks = dict(found)
        if self.day == self._today:
            self.day = today.on  # a new day has begun in the open window
        self._today, self._calendar = today.on, today.calendar
        self._tell()
        self.update()

    def on(self, day: date) -> list[TaskRow]:
        return self._tasks.get(day, [])

    def go_to(self, day: date) -> None:
        self.day = day
        self._tell()
        self.update()
        self.chosen.emit(day)

    @property
    def doubt(self) -> str:
        """Say whether the days off of the year shown are known, or only foretold."""
        year = self.day.year
        if not self._calendar.covers(year):
            return f"Chưa có ngày nghỉ, làm bù năm {year}: mới bỏ thứ Bảy, Chủ nhật"
        if year in self._calendar.estimated:
            return f"Ngày nghỉ năm {year} là dự kiến, chưa có thông báo"
        return ""

    def turn(self, months: int) -> None:
        self.go_to(add_months(self.day, months))

    def told(self, day: date) -> tuple[str, ...]:
        """Count the tasks of a day, and name it where it is off or worked against the rule."""
        off = self._calendar.reason(day)
        count = f"{len(self.on(day))} việc"
        return (count, off) if off and off not in _WEEKENDS else (count,)

    def _tell(self) -> None:
        name = f"{NAMES[self.day.weekday()]}, {self.day:%d/%m/%Y}"
        self.setAccessibleName(", ".join((name, *self.told(self.day), self.doubt)).rstrip(", "))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go_to(self.day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        head = self._head
        place = event.position()
        if place.y() < head:
            return
        column = min(int(place.x() * WEEK / self.width()), WEEK - 1)
        line = min(int((place.y() - head) * WEEKS / (self.height() - head)), WEEKS - 1)
        self.setFocus()
        self.go_to(first_cell(self.day) + timedelta(days=line * WEEK + column))

    @property
    def _head(self) -> int:
        return Style.current.length(24)

    def _cell(self, number: int) -> QRect:
        line, column = divmod(number, WEEK)
        across, down = self.width() / WEEK, (self.height() - self._head) / WEEKS
        left, top = round(column * across), self._head + round(line * down)
        right, bottom = round((column + 1) * across), self._head + round((line + 1) * down)
        return QRect(left, top, right - left, bottom - top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, style = QPainter(self), Style.current
        painter.fillRect(QRect(0, 0, self.width(), self._head), colour("bg.header"))
        painter.setFont(style.font("small", is_strong=True))
        painter.setPen(colour("text.secondary"))
        for number, name in enumerate(NAMES):
            place = QRect(self._cell(number).left(), 0, self._cell(number).width(), self._head)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), name)
        first = first_cell(self.day)
        for number in range(WEEK * WEEKS):
            self._paint_day(painter, self._cell(number), first + timedelta(days=number))

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        style = Style.current
        if not self._calendar.is_working(day):
            painter.fillRect(cell, colour("bg.header"))
        if day == self.day:
            painter.fillRect(cell, colour("select" if self.hasFocus() else "select.inactive"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        is_here = day.month == self.day.month
        painter.setPen(
            colour("accent" if day == self._today else "text" if is_here else "text.tertiary")
        )
        painter.setFont(style.font("small", is_strong=day == self._today))
        line, left = style.length(17), cell.left() + 6
        room = QRect(left, cell.top() + 2, cell.width() - 12, line)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), str(day.day))
        off = self._calendar.reason(day)
        if off and off not in _WEEKENDS:
            tint = "accent" if self._calendar.is_working(day) else "text.secondary"
            self._paint_words(painter, room.adjusted(20, 0, 0, 0), off, tint)
        most = max((cell.height() - line - 4) // line, 1)
        rows = self.on(day)
        shown = rows if len(rows) <= most else rows[: most - 1]
        for number, row in enumerate(shown, start=1):
            loud = "danger" if row.left.is_late else "text"
            self._paint_words(painter, room.translated(0, number * line), _words(row), loud)
        if len(shown) < len(rows):
            told = f"và {len(rows) - len(shown)} việc nữa" if shown else f"{len(rows)} việc"
            place = room.translated(0, (len(shown) + 1) * line)
            self._paint_words(painter, place, told, "text.secondary")

    @staticmethod
    def _paint_words(painter: QPainter, place: QRect, words: str, tint: str) -> None:
        painter.setPen(colour(tint))
        painter.setFont(Style.current.font("small"))
        metrics = QFontMetrics(painter.font())
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), cut)


class MonthPage(QWidget):
    """The month above, the tasks of the chosen day below."""

    def __init__(self, today: date, calendar: WorkingCalendar, habits: QSettings) -> None:
        super().__init__()
        self.grid = MonthGrid(today, calendar)
        self.card = TaskCard("day", habits)
        self.card.table.set_empty("Ngày này không có việc nào.")
        self._month, self.doubt = QLabel(), QLabel()
        self._month.setProperty("role", "title")
        self.doubt.setProperty("role", "secondary")
        self._sign = Picture("warning", "warn")
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(self._head())
        inside.addWidget(self.grid, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(frame, 3)
        layout.addWidget(self.card, 1)
        self.grid.chosen.connect(self._show_day)
        self.grid.entered.connect(self.card.table.setFocus)

    def _head(self) -> QHBoxLayout:
        earlier = IconButton("chevron_left", "Tháng trước", "PgUp")
        later = IconButton("chevron_right", "Tháng sau", "PgDown")
        earlier.clicked.connect(self._turn_back)
        later.clicked.connect(self._turn_on)
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 4, PAD, 4)
        head.addWidget(self._month)
        head.addSpacing(8)
        head.addWidget(self._sign)
        head.addSpacing(4)
        head.addWidget(self.doubt)
        head.addStretch(1)
        head.addWidget(earlier)
        head.addWidget(later)
        return head

    def show_tasks(self, today: Today) -> None:
        self.grid.show_tasks(today)
        self._show_day(self.grid.day)

    def _show_day(self, day: date) -> None:
        rows = self.grid.on(day)
        self._month.setText(f"Tháng {day.month} năm {day.year}")
        self.doubt.setText(self.grid.doubt)
        self._sign.setVisible(bool(self.grid.doubt))
        title = f"{NAMES[day.weekday()]}, {day:%d/%m/%Y}"
        self.card.show_rows(title, " · ".join(self.grid.told(day)), rows)

    def _turn_back(self) -> None:
        self.grid.turn(-1)

    def _turn_on(self) -> None:
        self.grid.turn(1)


def _words(row: TaskRow) -> str:
    who = f" – {row.task.who}" if row.task.who else ""
    note = f" ({row.note.words})" if row.note and row.note.words else ""
    return f"{row.task.title}{who}{note}"
