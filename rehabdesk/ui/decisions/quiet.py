"""Asking behind the page, and the days of the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.desk import Desk


class Asker(QWidget):
    """Owns work nobody has to wait for: no input is disabled, and a refusal opens no box."""

    refused = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_refusal(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)


def days(desk: Desk) -> tuple[Callable[[], date], WorkingCalendar]:
    """Return what day it is in the office, and which days it works."""
    office = desk.office
    if office is None:
        raise RuntimeError("nobody has signed in yet")
    clock = office.clock
    return lambda: clock().date(), office.resources.calendar
