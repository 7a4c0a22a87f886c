"""Files on their way in: read and taken a few at a time, so that they can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.consolidation.opening import Delivered, Incoming, take_bytes, take_file
from rehabdesk.services.consolidation.orders import Fate, Outcome, ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.importing.progress import Errand, ImportBar
from rehabdesk.ui.kit.desk import Desk

AT_ONCE = 8
_ENDINGS = {".rdgoi", ".xlsx"}
NOTHING_THERE = (
    "Trên máy chủ không có gói mới của kỳ này. Đơn vị nào ở máy chủ này chưa thấy thì nhờ họ ghi "
    "đã gửi, và cho phép ở Cài đặt › Gói gửi cấp trên."
)


class ReceivingBar(ImportBar):
    """What has been taken in stays when it is stopped."""

    def __init__(self) -> None:
        super().__init__("Đang nhận", "Đã nhận được bao nhiêu gói")

    def show_progress(self, done: int, count: int) -> None:
        super().show_progress(done, count)
        if self.stop_button.isEnabled():
            self.words.setText(f"Đang nhận gói: {done}/{count}{self._rest(done, count)}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is being received."""

    asked: ReportAsked
    paths: tuple[Path | Delivered, ...]
    passwords: tuple[str, ...] = ()
    received_on: date | None = None


class Receiver(QObject):
    """Goes through files a few at a time; each few are one act."""

    finished = Signal(object)  # the outcomes so far
    failed = Signal(object, object)  # the trouble, and the outcomes before it

    def __init__(self, desk: Desk, bar: ReceivingBar) -> None:
        super().__init__(bar)
        self._desk, self._bar = desk, bar
        self._errand = Errand(bar)
        self._errand.failed.connect(self._fail)
        self._arrival: Arrival | None = None
        self._outcomes: list[Outcome] = []
        self._is_stopped = False
        bar.stop_button.clicked.connect(self.stop)

    @property
    def is_running(self) -> bool:
        return self._arrival is not None

    @property
    def was_stopped(self) -> bool:
        return self._is_stopped

    def receive(self, arrival: Arrival) -> None:
        self._arrival, self._outcomes, self._is_stopped = arrival, [], False
        self._bar.begin(f"Đang mở {len(arrival.paths)} gói")
        self._read(0)

    def stop(self) -> None:
        if self.is_running:
            self._is_stopped = True
            self._bar.show_stopping()

    def _read(self, begin: int) -> None:
        arrival = self._arrival
        if arrival is None:
            return
        some = arrival.paths[begin : begin + AT_ONCE]
        if not some or self._is_stopped:
            self._end()
            return
        self._bar.show_progress(begin, len(arrival.paths))
        job = partial(_take_files, some, arrival.passwords)
        self._desk.run(self._errand, job, partial(self._take, begin))

    def _take(self, begin: int, files: Sequence[Incoming | Outcome]) -> None:
        arrival = self._arrival
        if arrival is None:
            return
        self._outcomes += [each for each in files if isinstance(each, Outcome)]
        read = tuple(each for each in files if isinstance(each, Incoming))
        if not read:
            self._read(begin + AT_ONCE)
            return
        order = ReceiveOrder(arrival.asked, read, arrival.received_on)
        act = partial(receive_packages, order=order)
        self._desk.do(self._errand, act, partial(self._note, begin))

    def _note(self, begin: int, outcomes: Sequence[Outcome]) -> None:
        self._outcomes += outcomes
        self._read(begin + AT_ONCE)

    def _end(self) -> None:
        self._arrival = None
        self._bar.hide()
        self.finished.emit(tuple(self._outcomes))

    def _fail(self, trouble: Refusal | OutsideFault) -> None:
        self._arrival = None
        self._bar.hide()
        self.failed.emit(trouble, tuple(self._outcomes))


def _take_files(
    paths: Sequence[Path | Delivered], passwords: Sequence[str]
) -> list[Incoming | Outcome]:
    """Read files; one that cannot be read is told like one that does not open."""
    found: list[Incoming | Outcome] = []
    for path in paths:
        try:
            if isinstance(path, Delivered):
                found.append(take_bytes(path.name, path.content, passwords))
            else:
                found.append(take_file(path, passwords))
        except OutsideFault as fault:
            found.append(Outcome(path.name, path.name, Fate.SET_ASIDE, str(fault)))
    return found


def waiting_there(work: Work, asked: ReportAsked) -> Sequence[Delivered]:
    from rehabdesk.services.server.above import packages_waiting  # noqa: PLC0415 -- of a server

    return packages_waiting(work, asked)


def told_of(outcomes: Sequence[Outcome], *, was_stopped: bool = False) -> str:
    """Say in a line what became of the files."""
    counted = sum(each.counts for each in outcomes)
    same = sum(each.fate is Fate.SAME for each in outcomes)
    replaced = sum(each.fate is Fate.REPLACED for each in outcomes)
    aside = len(outcomes) - counted
    told = [f"{'Đã dừng. ' if was_stopped else ''}Đã nhận {counted - same} gói"]
    if replaced:
        told.append(f"trong đó {replaced} gói thay bản trước")
    if same:
        told.append(f"{same} gói đã có, như cũ")
    if aside:
        told.append(f"{aside} tệp chưa tính")
    return ", ".join(told) + "."


def dropped(event: QDropEvent) -> tuple[Path, ...]:
    """Return the files that look like packages."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.lower() in _ENDINGS)
