"""What every step of the walk has at hand."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.services.entrance.doorway import JOINED
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import LOCK_MINUTES
from rehabdesk.services.people.files import search_persons
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.session import Session
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.tour.camera import SIZE, Camera
from rehabdesk.ui.tour.hands import PAUSE, Hands
from rehabdesk.ui.window import MainWindow

R = TypeVar("R")
ROUNDS = 4  # an answer may ask the next question
FOUNDED = datetime(2024, 1, 2, 7, 30)
ARRIVED = datetime(2026, 11, 23, 7, 31)
MORNING = datetime(2026, 11, 23, 8, 42)
RESTED = datetime(2026, 11, 23, 9, 14)


class Clock:
    """Stands still, so that the same walk leaves the same papers."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Places:
    """Where the walk leaves what it makes."""

    out: Path

    @property
    def office(self) -> Path:
        return self.out / "office"

    @property
    def upper(self) -> Path:
        """The office of the province, which receives what communes send."""
        return self.out / "tinh"

    @property
    def stick(self) -> Path:
        return self.out / "SAOLUU-01"

    @property
    def papers(self) -> Path:
        return self.out / "papers"

    @property
    def exports(self) -> Path:
        return self.out / "exports"

    @property
    def first_run(self) -> Path:
        return self.out / "first-run"


@dataclass
class Guide:
    """Hands, camera, clock, and the session under way."""

    places: Places
    password: str
    open_folder: Callable[..., OfficeFolder]
    lane: Executor
    hands: Hands
    camera: Camera
    clock: Clock
    folder: OfficeHome
    session: Session | None = None
    groups: tuple[str, ...] = ()  # what eyes read off the recovery sheet
    counts: dict[str, int] = field(default_factory=dict)
    to_server: Callable[[OfficeFolder, str], None] | None = None  # moves an office, if asked to

    @property
    def window(self) -> MainWindow:
        if self.session is None:
            raise RuntimeError("no session has begun")
        return self.session.window

    @property
    def shell(self) -> Shell:
        return self.hands.inside(Shell, self.window, "trang làm việc")

    def begin(self, place: Path) -> None:
        """Open the window over an office folder, as a double click on the program does."""
        self.folder = self.home_at(place)
        habits = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(habits, Watch(running_application()))
        self.session = Session(self.folder, habits, self.lane, window)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        self.session.begin()

    def home_at(self, place: Path) -> OfficeHome:
        """Return the office of a folder, or the one on a server that the folder is joined to."""
        folder = self.open_folder(place, clock=self.clock)
        if not (place / JOINED).exists():
            return folder
        from rehabdesk.services.server.office_server import ServerOffice  # noqa: PLC0415

        return ServerOffice.joined(place, folder.resources, self.clock)

    def end(self) -> None:
        """Close the window, and wait until the last backup is made and the folder let go."""
        if self.session is None:
            return
        ended: list[bool] = []
        note = partial(ended.append, True)  # noqa: FBT003
        self.session.ended.connect(note)
        self.window.close()
        self.hands.wait(lambda: ended, "phần mềm đóng hẳn")
        self.window.deleteLater()
        self.session.deleteLater()  # by this thread: its timers are not stopped by the lane's
        self.session = None

    def rest_until_locked(self) -> None:
        """Leave the machine alone for as long as it takes to lock, at a clock that runs faster."""
        if self.session is None:
            raise RuntimeError("no session has begun")
        self.clock.now = RESTED
        self.session.watch.rest_after(0)
        self.hands.wait(lambda: self.window.is_locked, "máy tự khóa")
        self.session.watch.rest_after(LOCK_MINUTES)
        self.hands.wait(lambda: not self.folder.is_open, "hồ sơ đóng lại khi khóa")

    def read_sheet(self, made: tuple[Office, RecoveryCode]) -> None:
        self.groups = made[1].groups

    def shoot(self, name: str) -> None:
        """Take a picture when everything asked for is answered, and what follows from it too."""
        taken = {_number(each) for each in self.camera.taken}
        self.hands.require(_number(name) not in taken, f"hai ảnh cùng số {_number(name)}")
        for _ in range(ROUNDS):
            self.hands.rest(PAUSE)
            self.hands.wait(self.lane.submit(_nothing).done, "phần mềm trả lời xong")
        self.camera.shoot(self.window, name)

    def look(self, question: Callable[[Work], R]) -> R:
        """Ask the records themselves whether something truly happened."""
        return self.office.look(question)

    @property
    def office(self) -> Office:
        return self.folder.office

    def person(self, name: str) -> int:
        """Return the id of the newest file under a name."""
        rows = self.look(partial(search_persons, words=name))
        self.hands.require(rows, f"không có hồ sơ của {name}")
        return max(row.id for row in rows if row.full_name == name)


def _number(name: str) -> str:
    return name.partition("-")[0]


def _nothing() -> None:
    """Stand in the lane behind everything asked before."""
