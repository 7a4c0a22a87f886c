"""A new day begins in an open window: at midnight, after the machine slept, or behind the lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from rehabdesk.ui.opening import running_application

LONGEST = 10 * 60 * 1_000  # milliseconds: a timer that slept with the machine is soon caught up
_A_MOMENT = 1_000


class Daybreak(QObject):
    """Compares the day when the clock should turn, and whenever somebody comes back."""

    broke = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock().date()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.compare)
        running_application().applicationStateChanged.connect(self._note_state)
        self._wait()

    def compare(self) -> None:
        today = self._clock().date()
        if today != self._day:
            self._day = today
            self.broke.emit()
        self._wait()

    @property
    def wait(self) -> int:
        """How long until the day is compared again, in milliseconds."""
        return self._timer.interval()

    def _note_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.compare()

    def _wait(self) -> None:
        now = self._clock()
        midnight = datetime.combine(now.date() + timedelta(days=1), time.min)
        left = int((midnight - now.replace(tzinfo=None)).total_seconds() * 1_000) + _A_MOMENT
        self._timer.start(min(left, LONGEST))
