"""Whether the server is away, and asking until it is back."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from rehabdesk.domain.refusals import MayPass
from rehabdesk.services.office import Office

PAUSES = (2, 3, 5, 7, 10, 15)  # seconds between two tries


class Absence(QObject):
    """Asks on a thread of its own: reaching for a silent server takes its time."""

    turned = Signal(bool)  # the server is away, or answers again
    back = Signal()  # what waits may be tried once more
    _answered = Signal(bool)

    def __init__(self, scouts: Executor | None = None) -> None:
        super().__init__()
        self._scouts = scouts
        self._office: Office | None = None
        self._is_asking = False
        self._tries = 0
        self.is_away = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._ask)
        self._answered.connect(self._hear)

    def open(self, office: Office | None) -> None:
        """Ask through this office from now on; while the machine is locked nobody asks."""
        self._office = office
        if office is None:
            self._rest.stop()
        elif self.is_away:
            self.try_now()

    def note(self) -> None:
        """Know from now on that the server does not answer."""
        if not self.is_away:
            self.is_away = True
            self.turned.emit(True)  # noqa: FBT003 -- as Qt has it
        self.wait()

    def wait(self) -> None:
        """Try again in a while, the more seldom the longer it lasts."""
        if self._office is None or self._is_asking or self._rest.isActive():
            return
        pause = PAUSES[min(self._tries, len(PAUSES) - 1)]
        self._tries += 1
        self._rest.start(round(pause * 1000))

    def try_now(self) -> None:
        """Somebody wants something: do not let him wait for the next try."""
        if self._office is not None and not self._is_asking:
            self._rest.start(0)

    def settle(self) -> None:
        """Something went through: the next time begins anew."""
        self._tries = 0

    def _ask(self) -> None:
        office = self._office
        if office is None:
            return
        if self._scouts is None:
            self._scouts = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scout")
        self._is_asking = True
        self._scouts.submit(office.reach).add_done_callback(self._bring)

    def _bring(self, future: Future[None]) -> None:
        """Hand the answer to the window's thread; any other trouble is told by who tries."""
        is_there = future.cancelled() or not isinstance(future.exception(), MayPass)
        if isValid(self):
            self._answered.emit(is_there)

    @Slot(bool)
    def _hear(self, is_there: bool) -> None:  # noqa: FBT001 -- a slot
        self._is_asking = False
        if self._office is None:
            return
        if not is_there:
            self.wait()
            return
        was_away, self.is_away = self.is_away, False
        if was_away:
            self._tries = 0
        self.back.emit()
        if was_away and not self.is_away:
            self.turned.emit(False)  # noqa: FBT003 -- as Qt has it
