"""A short act that needs the page behind it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.form import Entry, FieldBox, Form
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style

WIDTHS = (480, 640, 706, 934)
BESIDE = 32  # of the window stays seen


class FormDialog(QDialog):
    """A titled form with two buttons. Subclasses add inputs and say what accepting means."""

    def __init__(
        self,
        title: str,
        accept_text: str,
        parent: QWidget,
        width: int = WIDTHS[0],
        quiet_text: str = "Bỏ",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().width() - BESIDE
        self.setFixedWidth(min(Style.current.length(width), max(width, room)))
        self.form = Form()
        self.message = MessageFrame()
        self.accept_button = KeyButton(accept_text, "Ctrl+Enter", kind="primary")
        self.quiet_button = KeyButton(quiet_text, "Esc", is_bound=False)
        self.accept_button.clicked.connect(self._submit_checked)
        self.quiet_button.clicked.connect(self.reject)
        self.form.past_last.connect(self.accept_button.setFocus)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(10)
        self.body.addWidget(self.message)
        self.body.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.body, 1)
        self._foot = self._footer()
        layout.addWidget(self._foot)

    def add(self, name: str, label: str, field: QWidget, hint: str = "") -> FieldBox:
        return self.form.add(name, label, field, hint)

    def add_row(self, *entries: Entry) -> list[FieldBox]:
        return self.form.add_row(*entries)

    def add_fact(self, widget: QWidget) -> None:
        """Put a fact or a tick box at the bottom left."""
        self._facts.addWidget(widget)

    def set_fact(self, words: str) -> None:
        self._fact.setText(words)

    def submit(self) -> None:
        """Hand the act to the desk; all inputs have been checked."""
        raise NotImplementedError

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self.message.say("bad", str(refusal))
        self.make_room()

    def make_room(self) -> None:
        """Grow for what has come to stand in it; what somebody drew larger stays."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wanted = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), wanted))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))
        self.make_room()

    def show_doubt(self, doubt: NeedsConfirmation, go_on: Callable[[], None]) -> None:
        """Ask in the dialog itself, so that there are never two deep."""
        self.message.say("warn", str(doubt))
        words = self.accept_button.text().replace("&", "")
        self.message.add_link(f"Vẫn {words[:1].lower()}{words[1:]}", go_on).setFocus()
        self.make_room()

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        self._fact = QLabel()
        self._fact.setProperty("role", "secondary")
        self._facts = QHBoxLayout()
        self._facts.addWidget(self._fact)
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addLayout(self._facts)
        row.addStretch(1)
        row.addWidget(self.quiet_button)
        row.addWidget(self.accept_button)
        return footer

    def _put_buttons_last(self) -> None:
        """Let Tab reach the buttons after everything a subclass has added.

        Not by nextInFocusChain: it makes each widget the Python owner of the one after it, so
        that the dialog is thrown away with its own last button.
        """
        chain = self.findChildren(QWidget)
        above = [one for one in chain if not self._foot.isAncestorOf(one)]
        below = [one for one in chain if self._foot.isAncestorOf(one)]
        for earlier, later in pairwise([*above, *below]):
            QWidget.setTabOrder(earlier, later)

    def _submit_checked(self) -> None:
        self.message.hush()
        if self.form.check():
            self.submit()
            return
        wrong = self.form.wrong
        if len(wrong) > 1:
            self.message.say("bad", "Xem lại các ô sau:")
            for box in wrong:
                self.message.add_link(f"{box.label_text}: {box.message}", box.field.setFocus)

    def reject(self) -> None:
        if self.isEnabled():  # an act under way is not left alone
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return
        self._put_buttons_last()
        if self.focusWidget() is None:
            self.form.focus_first()
