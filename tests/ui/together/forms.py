"""Forms that send one thing, and the line under them while it waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.offices import add_hamlet
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.waiting.line import WAITING


class HamletDialog(FormDialog):
    """A form that sends one thing."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Thêm thôn", "&Ghi", parent)
        self._desk = desk
        self.made: list[int] = []
        self.name = TextField("")
        self.add("name", "&Tên thôn", self.name)

    def submit(self) -> None:
        self._desk.do(self, partial(add_hamlet, name=self.name.value), self._note)

    def _note(self, hamlet_id: int) -> None:
        self.made.append(hamlet_id)
        self.accept()


def waiting_lines(window: QWidget) -> list[MessageFrame]:
    found = window.findChildren(MessageFrame)
    return [each for each in found if each.text == WAITING and each.isVisible()]
