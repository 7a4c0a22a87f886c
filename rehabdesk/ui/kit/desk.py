"""Where screens hand work in: one background lane, answers always on the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.office import Done, Office, Work
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.messages import Notice

R = TypeVar("R")
Then = Callable[[R], None]
NONE: frozenset[str] = frozenset()
BUSY_AFTER = 300  # milliseconds before the pointer says so
# What pages that name persons watch: read anew when names are hidden or shown again.
NAMING = frozenset(
    {"person", "decision", "assignment", "contact", "transfer", "bin_item", "pledge", "body_test"}
)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What waits for one answer."""

    owner: QWidget
    then: Callable[[Any], None]
    name: str | None = None
    focus: QWidget | None = None
    retry: Callable[[NeedsConfirmation], None] | None = None  # only acts have one
    failed: Callable[[], None] | None = None

    @property
    def is_disabling(self) -> bool:
        return self.name is None and (self.retry is not None or self.failed is not None)


def _nothing() -> None:
    return


class Desk(QObject):
    """Screens hand their work in here; answers always arrive on the UI thread.

    A "no" is told to the nearest of the owner and its parents that has the methods
    show_refusal(refusal), show_fault(fault) or show_doubt(doubt, go_on); else a box says it.
    """

    changed = Signal(frozenset)  # the tables an act has touched
    noticed = Signal(object)  # a Notice for the bottom line
    names_turned = Signal(bool)  # whether names are hidden from now on
    _arrived = Signal(object)

    def __init__(self, office: Office | None, lane: Executor) -> None:
        super().__init__()
        self._office = office
        self._lane = lane
        self._are_names_hidden = False
        self._held: list[tuple[_Errand, Callable[[Office], object]]] = []
        self._newest: WeakKeyDictionary[QWidget, dict[str, Future[Any]]] = WeakKeyDictionary()
        self._pending = 0
        self._is_pointer_busy = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(BUSY_AFTER)
        self._patience.timeout.connect(self._show_busy)
        self._arrived.connect(self._deliver)

    @property
    def office(self) -> Office | None:
        """None until somebody has signed in, and while the machine is locked."""
        return self._office

    @office.setter
    def office(self, office: Office | None) -> None:
        self._office = office
        if office is not None:
            office.names_hidden = self._are_names_hidden
            held, self._held = self._held, []
            for errand, job in held:
                if isValid(errand.owner):
                    self._submit(errand, partial(job, office))

    @property
    def are_names_hidden(self) -> bool:
        return self._are_names_hidden

    def hide_names(self, *, are_hidden: bool) -> None:
        """Call everybody by initials from now on, or by name again, whoever signs in."""
        self._are_names_hidden = are_hidden
        if self._office is not None:
            self._office.names_hidden = are_hidden
        self.names_turned.emit(are_hidden)
        self.changed.emit(NAMING)

    def look(
        self,
        owner: QWidget,
        question: Callable[[Work], R],
        then: Then[R],
        name: str | None = None,
    ) -> None:
        """Ask a question; a newer look of the same owner and name replaces this one."""
        self._ask_office(_Errand(owner, then, name), lambda office: office.look(question))

    def do(
        self,
        owner: QWidget,
        act: Callable[[Work], R],
        then: Then[R],
        confirmed: frozenset[str] = NONE,
    ) -> None:
        """Carry out an act. The widget is disabled until the answer is in."""

        def finish(done: Done[R]) -> None:
            self.changed.emit(done.touched)
            if isValid(owner):
                then(done.result)

        def retry(doubt: NeedsConfirmation) -> None:
            self.do(owner, act, then, confirmed | {doubt.key})

        errand = _Errand(owner, finish, focus=_focus_in(owner), retry=retry)
        owner.setEnabled(False)
        self._ask_office(errand, lambda office: office.do(act, confirmed))

    def run(
        self,
        owner: QWidget,
        job: Callable[[], R],
        then: Then[R],
        name: str | None = None,
        failed: Callable[[], None] = _nothing,
    ) -> None:
        """Work outside the records. Named work is replaceable; unnamed disables its owner."""
        focus = _focus_in(owner)
        if name is None:
            owner.setEnabled(False)
        self._submit(_Errand(owner, then, name, focus, failed=failed), job)

    def say(
        self,
        text: str,
        link: str = "",
        act: Callable[[], None] | None = None,
        again: Callable[[], None] | None = None,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Put one line at the bottom of the window.

        What can be undone says how: Ctrl+Z does `act`, or `undo` where the link leads elsewhere,
        for as long as the session lasts, and Ctrl+Y does `again` after it.
        """
        self.noticed.emit(Notice(text, link, act, again, undo))

    @property
    def is_busy(self) -> bool:
        """Tell whether an answer is still awaited."""
        return self._pending > 0

    def _ask_office(self, errand: _Errand, job: Callable[[Office], object]) -> None:
        """Hand the job in; while the machine is locked it waits until somebody is back."""
        if self._office is None:
            self._held.append((errand, job))
        else:
            self._submit(errand, partial(job, self._office))

    def _submit(self, errand: _Errand, job: Callable[[], object]) -> None:
        self._pending += 1
        if not self._patience.isActive():
            self._patience.start()
        slots = self._newest.setdefault(errand.owner, {})
        if errand.name is not None and errand.name in slots:
            slots[errand.name].cancel()
        future = self._lane.submit(job)
        if errand.name is not None:
            slots[errand.name] = future
        future.add_done_callback(
            lambda _: self._arrived.emit(partial(self._open, errand, future, slots))
        )

    def _open(self, errand: _Errand, future: Future[Any], slots: dict[str, Future[Any]]) -> None:
        self._one_less()
        is_here = isValid(errand.owner)
        if is_here and errand.is_disabling:
            _free(errand)
        is_newest = errand.name is None or slots.get(errand.name) is future
        if future.cancelled() or not is_newest:
            return
        try:
            answer = future.result()
        except (Refusal, OutsideFault) as trouble:
            if is_here:
                _tell(errand, trouble)
            return
        if is_here or errand.retry is not None:  # what an act changed is told in any case
            errand.then(answer)

    def _one_less(self) -> None:
        self._pending -= 1
        if self._pending:
            return
        self._patience.stop()
        if self._is_pointer_busy:
            QApplication.restoreOverrideCursor()
            self._is_pointer_busy = False

    @Slot(object)
    def _deliver(self, open_answer: Callable[[], None]) -> None:
        open_answer()

    @Slot()
    def _show_busy(self) -> None:
        self._is_pointer_busy = True
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)


def _focus_in(owner: QWidget) -> QWidget | None:
    focus = QApplication.focusWidget()
    return focus if focus is not None and owner.isAncestorOf(focus) else None


def _free(errand: _Errand) -> None:
    errand.owner.setEnabled(True)
    if errand.focus is not None and isValid(errand.focus):
        errand.focus.setFocus()


def _tell(errand: _Errand, trouble: Refusal | OutsideFault) -> None:
    """Say "no" in the nearest place made for it, else in a box."""
    if errand.failed is not None:
        errand.failed()
    owner = errand.owner
    if isinstance(trouble, NeedsConfirmation) and errand.retry is not None:
        go_on = partial(errand.retry, trouble)
        place = _nearest(owner, "show_doubt")
        if place is not None:
            place(trouble, go_on)
        else:
            ask.confirm(owner, ask.Question("Xem lại", str(trouble), "Vẫn làm"), go_on)
    elif isinstance(trouble, Refusal):
        (_nearest(owner, "show_refusal") or partial(ask.refuse, owner))(trouble)
    else:
        (_nearest(owner, "show_fault") or partial(ask.warn, owner))(trouble)


def _nearest(owner: QWidget, method: str) -> Callable[..., None] | None:
    place: QObject | None = owner
    while place is not None:
        if callable(shown := getattr(place, method, None)):
            return shown  # type: ignore[no-any-return]
        place = place.parent()
    return None
