"""A connection that can be pulled: what is sent is lost on its way, or its answer is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from rehabdesk.persistence.faults import SAVING, ServerAway, ServerBusy
from rehabdesk.services.office import Office


class Cable:
    """Pulled, nothing answers; `loses_answers`, a save arrives and nobody hears of it."""

    def __init__(self, office: Office) -> None:
        self._sessions = office.sessions
        self.is_out = self.loses_answers = self.is_busy = False
        self.saves = 0  # that have arrived

    def pull(self) -> None:
        self.is_out = True

    def put_back(self) -> None:
        self.is_out = self.loses_answers = self.is_busy = False

    def listen(self) -> None:
        event.listen(self._sessions, "after_begin", self._reach)
        event.listen(self._sessions, "before_commit", self._send)
        event.listen(self._sessions, "after_commit", self._answer)

    def leave(self) -> None:
        event.remove(self._sessions, "after_begin", self._reach)
        event.remove(self._sessions, "before_commit", self._send)
        event.remove(self._sessions, "after_commit", self._answer)

    def _reach(self, *_: Any) -> None:
        if self.is_out:
            raise ServerAway(SAVING)
        if self.is_busy:
            raise ServerBusy(SAVING)

    def _send(self, _session: Any) -> None:
        if self.is_out:
            raise ServerAway(SAVING)

    def _answer(self, _session: Any) -> None:
        self.saves += 1
        if self.loses_answers:
            self.is_out = True
            raise ServerAway(SAVING)


@contextmanager
def a_cable(office: Office) -> Iterator[Cable]:
    cable = Cable(office)
    cable.listen()
    try:
        yield cable
    finally:
        cable.leave()
