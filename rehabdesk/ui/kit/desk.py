"""Where screens hand work in: one background lane, answers always on the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from rehabdesk.domain.refusals import MayPass, NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.office import Done, Office, Work
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.waiting.errand import Errand, form_of, is_same
from rehabdesk.ui.kit.waiting.waits import Waits

R = TypeVar("R")
Then = Callable[[R], None]
Elsewhere = Mapping[str, Sequence[Any]]  # OpenElsewhere by subject (services/together)
NONE: frozenset[str] = frozenset()
BUSY_AFTER = 300  # milliseconds before the pointer says so
# What pages that name persons watch: read anew when names are hidden or shown again.
NAMING = frozenset(
    {"person", "decision", "assignment", "contact", "transfer", "bin_item", "pledge", "body_test"}
)


class FromOthers(frozenset[str]):
    """Tables others have saved to: pages follow, and nothing was saved here."""


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
    away_turned = Signal(bool)  # the server of the office is away, or answers again
    opened_elsewhere = Signal(object)  # what is open on other machines now
    parting = Signal()  # the window is being closed: the last moment to hand something in
    _arrived = Signal(object)

    def __init__(
        self, office: Office | None, lane: Executor, scouts: Executor | None = None
    ) -> None:
        super().__init__()
        self._office: Office | None = None
        self._user: int | None = None  # who is in, or was last
        self._lane = lane
        self._scouts = scouts
        self._waits: Waits | None = None  # where others share the office
        self._underway: list[Errand] = []
        self.elsewhere: Elsewhere = {}  # what is open on other machines, as last heard
        self._are_names_hidden = False
        self._held: list[Errand] = []
        self._newest: WeakKeyDictionary[QWidget, dict[str, Future[Any]]] = WeakKeyDictionary()
        self._pending = 0
        self._is_pointer_busy = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(BUSY_AFTER)
        self._patience.timeout.connect(self._show_busy)
        self._arrived.connect(self._deliver)
        self.office = office

    @property
    def office(self) -> Office | None:
        """None until somebody has signed in, and while the machine is locked."""
        return self._office

    @office.setter
    def office(self, office: Office | None) -> None:
        self._office = office
        is_shared = office is not None and office.is_shared
        if is_shared and self._waits is None:
            self._waits = self._begin_waits()
        if self._waits is not None:
            self._waits.open(office if is_shared else None)
        if office is not None:
            office.names_hidden = self._are_names_hidden
            is_another = self._user not in {None, office.actor.user_id}
            self._user = office.actor.user_id
            held, self._held = self._held, []
            for errand in held:
                if isValid(errand.owner) and not (errand.is_act and is_another):
                    self._hand_in(errand)

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
        self._hand_in(Errand(owner, then, name, job=lambda office: office.look(question)))

    def keep(
        self,
        owner: QWidget,
        note: Callable[[Work], R],
        then: Then[R],
        name: str | None,
    ) -> None:
        """Keep what is no act; without a word it waits for a server that is away."""
        self._hand_in(Errand(owner, then, name, job=lambda office: office.keep(note)))

    def do(
        self,
        owner: QWidget,
        act: Callable[[Work], R],
        then: Then[R],
        confirmed: frozenset[str] = NONE,
    ) -> None:
        """Carry out an act. The widget is disabled until the answer is in.

        The same act of the same widget, handed in while the first is under way, is none.
        """

        def finish(done: Done[R]) -> None:
            self.changed.emit(done.touched)
            if isValid(owner):
                then(done.result)

        def retry(doubt: NeedsConfirmation) -> None:
            self.do(owner, act, then, confirmed | {doubt.key})

        if self._is_underway(owner, act):
            return
        errand = Errand(owner, finish, focus=_focus_in(owner), retry=retry, act=act)
        try:
            key = self._waits.key_for(owner, act, confirmed) if self._waits is not None else ""
        except NeedsConfirmation as doubt:
            _tell(errand, doubt)
            return
        errand = replace(errand, key=key, job=lambda office: office.do(act, confirmed, key))
        self._underway.append(errand)
        owner.setEnabled(False)
        self._hand_in(errand)

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
        self._submit(Errand(owner, then, name, focus, failed=failed), job)

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

    @property
    def is_away(self) -> bool:
        """Tell whether the server of the office does not answer."""
        return self._waits is not None and self._waits.is_away

    @property
    def waiting(self) -> int:
        """How many acts wait for the server."""
        return self._waits.count if self._waits is not None else 0

    def show_elsewhere(self, elsewhere: Elsewhere) -> None:
        """Let pages show what is open on other machines now."""
        if elsewhere != self.elsewhere:
            self.elsewhere = elsewhere
            self.opened_elsewhere.emit(elsewhere)

    def _begin_waits(self) -> Waits:
        waits = Waits(self._scouts)
        waits.go.connect(self._submit_anew)
        waits.given_back.connect(self._give_back)
        waits.told.connect(self.say)
        waits.changed.connect(self.changed)
        waits.absence.turned.connect(self.away_turned)
        return waits

    def _is_underway(self, owner: QWidget, act: Callable[[Work], object]) -> bool:
        if self._waits is not None and self._waits.is_held(owner):
            return True
        form = form_of(owner)
        return any(each.form is form and is_same(each.act, act) for each in self._underway)

    def _hand_in(self, errand: Errand) -> None:
        """Hand it in; while the machine is locked, or the server away, it waits."""
        if self._waits is not None and self._waits.must_wait(errand):
            self._waits.hold(errand)
        else:
            self._submit_anew(errand)

    def _submit_anew(self, errand: Errand) -> None:
        if self._office is None:
            self._held.append(errand)
        elif errand.job is not None:
            self._submit(errand, partial(errand.job, self._office))

    def _give_back(self, errand: Errand, trouble: Refusal | OutsideFault) -> None:
        self._end(errand)
        if isValid(errand.owner):
            _free(errand)
            _tell(errand, trouble)

    def _end(self, errand: Errand) -> None:
        self._underway = [each for each in self._underway if each is not errand]
        if self._waits is not None:
            self._waits.end(errand)

    def _submit(self, errand: Errand, job: Callable[[], object]) -> None:
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

    def _open(self, errand: Errand, future: Future[Any], slots: dict[str, Future[Any]]) -> None:
        self._one_less()
        is_here = isValid(errand.owner)
        is_newest = errand.name is None or slots.get(errand.name) is future
        if future.cancelled() or not is_newest:
            return
        error, waits = future.exception(), self._waits
        if waits is not None and isinstance(error, MayPass) and waits.take(errand, error):
            return
        self._end(errand)
        if is_here and errand.is_disabling:
            _free(errand)
        try:
            answer = future.result()
        except (Refusal, OutsideFault) as trouble:
            if is_here:
                _tell(errand, trouble)
            return
        if is_here or errand.is_act or errand.is_due:  # what an act changed is told in any case
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


def _free(errand: Errand) -> None:
    errand.owner.setEnabled(True)
    if errand.focus is not None and isValid(errand.focus):
        errand.focus.setFocus()


def _tell(errand: Errand, trouble: Refusal | OutsideFault) -> None:
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
