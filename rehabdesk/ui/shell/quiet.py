"""Whoever owns work nobody waits for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal


class Quiet(QWidget):
    """Owns work that goes wrong without a dialog."""

    faulted = Signal(str)  # why, as a sentence

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def show_refusal(self, _refusal: Refusal) -> None:
        return

    def show_fault(self, fault: OutsideFault) -> None:
        self.faulted.emit(str(fault))
