"""Keeps a draft: when asked, ten seconds after the last change, and on leaving the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import Drafted, save_draft
from rehabdesk.ui.kit.desk import Desk

AFTER = 10_000  # milliseconds since the last change


class DraftKeeper(QWidget):
    """Works behind the page: whoever is typing is not disturbed by it."""

    kept = Signal(str)  # "nháp tự lưu 08:56"
    failed = Signal(object)  # the Refusal or OutsideFault of an act the clerk did not ask for

    def __init__(
        self,
        desk: Desk,
        order: Callable[[], DraftDecision],
        may_keep: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._desk = desk
        self._order = order
        self._may_keep = may_keep
        self._is_saving = False
        self._then: Callable[[], None] | None = None
        self.drafts: tuple[KeptDraft, ...] = ()
        self.is_dirty = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AFTER)
        self._rest.timeout.connect(self.keep)

    def begin(self, drafts: tuple[KeptDraft, ...]) -> None:
        self.drafts = drafts
        self.is_dirty = False
        self._then = None
        self._rest.stop()

    def note_change(self) -> None:
        self.is_dirty = True
        self._rest.start()

    def keep(self, *, is_asked: bool = False) -> None:
        """Save what stands there now; a paper about nobody yet has nothing to save."""
        if not is_asked and not (self.is_dirty and self._may_keep()):
            return
        order = self._order()
        if self._is_saving:
            self._then = partial(self.keep, is_asked=is_asked)
            return
        self._rest.stop()
        self._is_saving, self.is_dirty = True, False
        done = partial(self._note, is_asked=is_asked)
        self._desk.do(self, partial(save_draft, order=order), done)

    def save(self) -> None:
        """Save because the clerk says so, and say so when it cannot be."""
        self.keep(is_asked=True)

    def when_free(self, then: Callable[[], None]) -> None:
        """Go on once no draft is on its way: the next act needs its newest version."""
        self._rest.stop()
        if self._is_saving:
            self._then = then
        else:
            then()

    def show_refusal(self, refusal: Refusal) -> None:
        self._fail(refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        self._fail(fault)

    def _fail(self, trouble: Refusal | OutsideFault) -> None:
        self._is_saving, self.is_dirty = False, True
        self._then = None
        self.failed.emit(trouble)

    def _note(self, drafted: Drafted, *, is_asked: bool) -> None:
        self._is_saving = False
        self.drafts = drafted.drafts
        self.kept.emit(f"nháp lưu {drafted.at}" if is_asked else f"nháp tự lưu {drafted.at}")
        then, self._then = self._then, None
        if then is not None:
            then()
