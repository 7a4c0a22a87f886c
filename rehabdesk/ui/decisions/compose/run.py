"""One paper for each of many persons, one after the other: each is kept before the next begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.desk import Desk

Person = tuple[int, str]  # id and name
Act = Callable[[Work], tuple[PrintedPaper, ...]]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run has made, whom it did not come to, and why where it was not told to stop."""

    papers: tuple[PrintedPaper, ...]
    left: tuple[Person, ...]
    trouble: Refusal | OutsideFault | None = None


class PaperRun(QWidget):
    """Works behind the page; what is done stays done when it is stopped."""

    progressed = Signal(int, int, str)  # how many are done, of how many, whose turn it is
    finished = Signal(object)  # a RunResult

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._desk = desk
        self._persons: tuple[Person, ...] = ()
        self._act_for: Callable[[int], Act] | None = None
        self._papers: list[PrintedPaper] = []
        self._place = 0
        self._is_stopping = False

    @property
    def is_busy(self) -> bool:
        return self._act_for is not None

    def start(self, persons: Sequence[Person], act_for: Callable[[int], Act]) -> None:
        if self.is_busy:
            return
        self._persons, self._act_for = tuple(persons), act_for
        self._papers, self._place, self._is_stopping = [], 0, False
        self._step()

    def stop(self) -> None:
        """End after the paper being made now."""
        self._is_stopping = True

    def show_refusal(self, refusal: Refusal) -> None:
        self._end(refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        self._end(fault)

    def show_doubt(self, doubt: NeedsConfirmation, _go_on: Callable[[], None]) -> None:
        self._end(doubt)

    def _step(self) -> None:
        if self._act_for is None:
            return
        if self._is_stopping or self._place == len(self._persons):
            self._end()
            return
        person_id, name = self._persons[self._place]
        self.progressed.emit(self._place, len(self._persons), name)
        self._desk.do(self, self._act_for(person_id), self._take)

    def _take(self, papers: tuple[PrintedPaper, ...]) -> None:
        self._papers += papers
        self._place += 1
        QTimer.singleShot(0, self._step)  # keys and clicks come in between

    def _end(self, trouble: Refusal | OutsideFault | None = None) -> None:
        self._act_for = None
        left = self._persons[self._place :]
        self.finished.emit(RunResult(tuple(self._papers), left, trouble))
