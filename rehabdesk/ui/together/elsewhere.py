"""The line that says on which other machine a file is open, and says there that it is open here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehabdesk.services.office import Office
from rehabdesk.services.together.presence import OpenElsewhere, be_at, person_file
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame

BEAT = 30_000  # milliseconds between two times it is said that a file is open here


class OpenElsewhereLine(MessageFrame):
    """Comes and goes above a page; in an office of one machine it asks nothing and says nothing."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__("info", "")
        self._desk = desk
        self._page = page
        self._files: Mapping[str, str] = {}
        self._told: frozenset[str] = frozenset()  # that these are open here
        self._beat: QTimer | None = None
        desk.opened_elsewhere.connect(self._show)
        desk.parting.connect(self._leave)
        page.installEventFilter(self)

    def under(self, message: QWidget) -> QVBoxLayout:
        """Stand under another message; where there is neither, there is no room between."""
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 8)
        rows.setSpacing(8)
        rows.addWidget(message)
        rows.addWidget(self)
        return rows

    def watch(self, files: Mapping[str, str]) -> None:
        """Tell of these files as long as the page is seen; each with a name, if it needs one."""
        self._files = dict(files)
        if self._page.isVisible():
            self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and not event.spontaneous():
            if event.type() == QEvent.Type.Show:
                self._tell()
            elif event.type() == QEvent.Type.Hide:
                self._leave()
        return super().eventFilter(watched, event)

    @property
    def _office(self) -> Office | None:
        office = self._desk.office
        return office if office is not None and office.is_shared else None

    def _tell(self) -> None:
        """Say what has come to be open here, and what is not any more."""
        now = frozenset(self._files)
        self._show()  # what is known already; what it brings is shown when it comes
        if self._office is None or now == self._told:
            return
        self._be_at(now)
        if now and self._beat is None:
            self._beat = QTimer(self)
            self._beat.setInterval(BEAT)
            self._beat.timeout.connect(self._say_again)
        if self._beat is not None:
            self._beat.start() if now else self._beat.stop()

    def _say_again(self) -> None:
        if self._office is not None and not self._desk.is_away:
            self._be_at(self._told)

    def _leave(self) -> None:
        if self._beat is not None:
            self._beat.stop()
        if self._told and self._office is not None:
            self._be_at(frozenset())
        self._told = frozenset()

    def _be_at(self, now: frozenset[str]) -> None:
        left, self._told = self._told - now, now
        note = partial(be_at, subjects=now, left=left)
        self._desk.keep(self, note, self._desk.show_elsewhere, None)

    def _show(self, _: object = None) -> None:
        """Say it, unless it stands there already."""
        office, elsewhere = self._office, self._desk.elsewhere
        today = office.clock().date() if office is not None else date.min
        lines = [
            told(elsewhere[subject], name, today)
            for subject, name in self._files.items()
            if office is not None and elsewhere.get(subject)
        ]
        words = "\n".join(lines)
        if words != self.text:
            self.say("info", words)


def teller(desk: Desk) -> Callable[[int], str]:
    """Say in a list of where the file of a person is open besides here; nothing mostly."""

    def tell(person_id: int) -> str:
        others = desk.elsewhere.get(person_file(person_id)) if desk.elsewhere else None
        today = desk.office.clock().date() if desk.office is not None else date.min
        return told(others, "", today) if others else ""

    return tell


def told(others: Sequence[OpenElsewhere], name: str, today: date) -> str:
    """Say where a file is open; where several files are in hand, whose it is."""
    whose = f" của {name}" if name else ""
    places = [
        f"ở máy {each.machine} ({each.name}), từ {each.since:%H:%M}"
        + (f" ngày {each.since:%d/%m}" if each.since.date() != today else "")
        for each in others
    ]
    return f"Hồ sơ{whose} đang mở {'; '.join(places)}."
