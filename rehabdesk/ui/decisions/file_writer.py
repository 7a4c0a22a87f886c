"""Writes what was learned on the paper into the file, with a way back at the bottom line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.fill_in import FilledIn, FillIn, fill_in
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.desk import Desk


class FileWriter(Asker):
    written = Signal(object)  # the FillIn that stands in the file now

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def write(self, order: FillIn) -> None:
        self._desk.do(self, partial(fill_in, order=order), partial(self._note, order))

    def _note(self, order: FillIn, filled: FilledIn) -> None:
        self.written.emit(order)
        label = filled.label[:1].lower() + filled.label[1:]
        told = f"Đã ghi {label} vào hồ sơ {filled.whose}"
        self._desk.say(told, "Hoàn tác", partial(self.write, filled.before))
