"""What every step of an import is: a body, words at the foot, and a way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.ui.kit.messages import MessageFrame

GAP = 8


class ImportStep(QWidget):
    """Says `ready` once what comes next can be shown; going on may take work in the background."""

    ready = Signal()
    reworded = Signal()  # its line, the words at the foot, or the way on are others now
    can_go_back = True

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageFrame()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP)
        self.body.addWidget(self.message)

    def arrive(self) -> None:
        """Go to the first thing to look at: the step is shown now."""

    def go_on(self) -> None:
        """Check and do what the step is for, then say that it is ready."""
        self.ready.emit()

    def acts(self) -> Sequence[QWidget]:
        """Return the buttons of this step, for the head of the page."""
        return ()

    def line(self) -> str:
        return ""

    def foot(self) -> str:
        return ""

    def next_words(self) -> str:
        """Name the way on; nothing where there is none."""
        return "Tiếp tục"

    def can_go_on(self) -> bool:
        return True

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))
        self.reworded.emit()

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))
        self.reworded.emit()
