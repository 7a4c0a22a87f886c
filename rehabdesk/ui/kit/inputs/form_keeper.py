"""Keeps the words of a form while somebody types: ten seconds after a change, and on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.drafts import drop_draft, keep_draft
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.desk import Desk

AFTER = 10_000  # milliseconds: so much typing may be lost when the power goes


class FormKeeper(QWidget):
    """Works behind the page; whoever is typing is not disturbed by it."""

    def __init__(
        self, desk: Desk, form: str, words: Callable[[], Mapping[str, Any]], page: QWidget
    ) -> None:
        super().__init__(page)
        self.hide()
        self._desk = desk
        self._form = form
        self._words = words
        self._is_dirty = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AFTER)
        self._rest.timeout.connect(self.keep)

    def note_change(self) -> None:
        """Somebody typed; who goes on typing is not waited for."""
        self._is_dirty = True
        if not self._rest.isActive():
            self._rest.start()

    def keep(self) -> None:
        """Keep what stands there now, if it was changed; an emptied form keeps nothing."""
        words = self._words()
        if not self._is_dirty:
            return
        if self._desk.office is None:  # the machine is locked: later
            self._rest.start()
            return
        self._rest.stop()
        self._is_dirty = False
        if words:
            self._hand_in(partial(keep_draft, form=self._form, content=words))
        else:
            self.drop()

    def drop(self) -> None:
        """Forget the words: they have been saved."""
        self._rest.stop()
        self._is_dirty = False
        self._hand_in(partial(drop_draft, form=self._form))

    def show_refusal(self, refusal: Refusal) -> None:
        self._fail(refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        self._fail(fault)

    def _fail(self, trouble: Refusal | OutsideFault) -> None:
        self._is_dirty = True
        self._desk.say(str(trouble))

    def _hand_in(self, note: Callable[[Work], object]) -> None:
        if self._desk.office is not None:
            self._desk.keep(self, note, _nothing, "draft")


def _nothing(_: object) -> None:
    return
