"""What every step of the first setting up is: a heading, a body, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style

BODY = 540


class FirstRunStep(QWidget):
    """Says `ready` once what it asks is there; going on may take work in the background."""

    ready = Signal()
    reworded = Signal()  # the way on has another name now
    can_go_back = True

    def __init__(self, title: str, line: str) -> None:
        super().__init__()
        self.title = title
        self.message = MessageFrame()
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 8, 8)
        self.body.setSpacing(9)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(_heading(title, "screen"))
        head.addWidget(_heading(line, "secondary"))
        self.body.addLayout(head)
        self.body.addSpacing(6)
        self.body.addWidget(self.message)
        area = QScrollArea()
        area.setWidget(self._inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        Style.current.changed.connect(self._measure)
        self._measure()

    def arrive(self) -> None:
        """Go to the first field: the step is shown now."""

    def go_on(self) -> None:
        """Check and do what the step is for, then say that it is ready."""
        self.ready.emit()

    def next_words(self) -> str:
        return "Tiếp tục"

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))
        self._area.ensureWidgetVisible(self.message)

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))
        self._area.ensureWidgetVisible(self.message)

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(BODY + 12))


def _heading(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
