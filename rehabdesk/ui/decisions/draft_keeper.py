"""Keeps a draft: when asked, ten seconds after the last change, and on leaving the page.

What is no paper of a book, or not yet about anybody, is kept beside the records for its typist.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import Drafted, save_draft
from rehabdesk.services.decisions.printing import LooseDraft, drop_loose, is_begun, keep_loose
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
        is_loose: Callable[[bool], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._desk = desk
        self._order = order
        self._may_keep = may_keep
        self._is_loose = is_loose
        self._is_saving = False
        self._then: Callable[[], None] | None = None
        self.drafts: tuple[KeptDraft, ...] = ()
        self.read: DraftDecision | None = None  # what the draft held when it was last the same
        self.loose = ""  # the key it is kept by, while it is no paper of a book
        self.is_loose_asked = False  # the clerk saved it, so it stays after printing
        self.is_dirty = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AFTER)
        self._rest.timeout.connect(self.keep)

    def begin(self, drafts: tuple[KeptDraft, ...], loose: str = "", *, asked: bool = False) -> None:
        self.drafts, self.read = drafts, None
        self.loose, self.is_loose_asked = loose, asked
        self.is_dirty = False
        self._then = None
        self._rest.stop()

    def note_change(self) -> None:
        self.is_dirty = True
        self._rest.start()

    def keep(self, *, is_asked: bool = False) -> None:
        """Save what stands there now."""
        if not is_asked and not (self.is_dirty and self._may_keep()):
            return
        order = self._order()
        if self._is_saving:
            self._then = partial(self.keep, is_asked=is_asked)
            return
        self._rest.stop()
        if self._is_loose(is_asked):
            if is_asked or self.loose or is_begun(order):
                self._keep_loose(order, is_asked=is_asked)
            return
        self._is_saving, self.is_dirty = True, False
        done = partial(self._note, order, is_asked=is_asked)
        self._desk.do(self, partial(save_draft, order=order), done)

    def forget_loose(self) -> None:
        """Drop what was kept beside the records: it is printed, thrown away, or in a book now."""
        key = self.loose
        self.loose, self.is_loose_asked = "", False
        self._rest.stop()
        self.is_dirty = False
        if self._desk.office is not None and key:
            self._desk.keep(self, partial(drop_loose, key=key), _nothing, "dropping")

    def _keep_loose(self, order: DraftDecision, *, is_asked: bool) -> None:
        if self._desk.office is None:  # the machine is locked: later
            self._rest.start()
            return
        self._is_saving, self.is_dirty = True, False
        asked = is_asked or self.is_loose_asked
        note = partial(keep_loose, order=order, key=self.loose, is_asked=asked)
        done = partial(self._note_loose, is_asked=is_asked)
        self._desk.keep(self, note, done, "keeping")

    def _note_loose(self, kept: LooseDraft, *, is_asked: bool) -> None:
        self.loose, self.is_loose_asked = kept.key, kept.is_asked
        self._end_saving(f"{kept.saved_at:%H:%M}", is_asked=is_asked)

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

    def _note(self, order: DraftDecision, drafted: Drafted, *, is_asked: bool) -> None:
        self.drafts, self.read = drafted.drafts, order
        if self.loose:
            self.forget_loose()
        self._end_saving(drafted.at, is_asked=is_asked)

    def _end_saving(self, at: str, *, is_asked: bool) -> None:
        self._is_saving = False
        self.kept.emit(f"nháp lưu {at}" if is_asked else f"nháp tự lưu {at}")
        then, self._then = self._then, None
        if then is not None:
            then()


def _nothing(_: object) -> None:
    return
