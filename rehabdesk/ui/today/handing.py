"""A paper handed over from the morning page; its record stands ready to print."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.following.delivery_record import (
    has_record_form,
    print_delivery_record,
)
from rehabdesk.services.decisions.life.deliveries import undo_delivery
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog


class HandingOver(QObject):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def ask(self, decision_id: int, now: datetime) -> None:
        dialog = DeliverDialog(self._desk, self._habits, decision_id, now, self._page)
        dialog.delivered.connect(self._note)
        dialog.open()

    def _note(self, delivery_id: int, prints: bool) -> None:  # noqa: FBT001 -- a slot
        self._desk.say("Đã ghi đã giao", "Hoàn tác", partial(self._undo, delivery_id))
        if prints:
            look = partial(has_record_form, delivery_id=delivery_id)
            then = partial(self._print, delivery_id)
            self._desk.look(self._page, look, then, name="record form")

    def _print(self, delivery_id: int, has_form: bool) -> None:  # noqa: FBT001
        if has_form:
            act = partial(print_delivery_record, delivery_id=delivery_id)
            self._desk.do(self._page, act, self._show)

    def _show(self, paper: PrintedPaper) -> None:
        PaperDialog(self._desk, self._habits, paper.name, paper.content, self._page).open()

    def _undo(self, delivery_id: int) -> None:
        act = partial(undo_delivery, delivery_id=delivery_id)
        self._desk.do(self._page, act, self._tell_undone)

    def _tell_undone(self, _: None) -> None:
        self._desk.say("Đã hoàn tác ghi giao")
