"""Puts everything together; the only module that knows every room.

Nothing heavy is read before it is needed: a wrong command line is answered, and the first window
painted, without the database or the drawing of papers.
"""

from __future__ import annotations

import builtins
import logging
import re
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from rehabdesk.cli.arguments import MOVE, OWNER, TOUR, WINDOW, read_arguments

NAME = "RehabDesk"
UNFIT = 1
_LOSES_NONE = (6, 12)  # PySide6 6.12 drops a reference to None at every call, until Python dies
_NONE_LASTS = (3, 12)  # Python from which None cannot be dropped
_LOG_BYTES, _LOGS = 512 * 1024, 3
_TURN = 0.001  # seconds after which the office's thread gives the window its turn
_PERSONAL = re.compile(r"\d[\d .]{4,}\d")


def main(arguments: Sequence[str], resources: Path) -> int:
    options = read_arguments(arguments)
    address = options.data if isinstance(options.data, str) else ""
    if trouble := _hindrance(options, address):
        return _unfit(trouble)
    try:
        place = _place_of(options.data, address)
    except ValueError as unreadable:
        return _unfit(str(unreadable))
    if options.command == WINDOW:
        return open_window(place, resources, options.log or "warning", address)
    if options.command == TOUR:
        return take_tour(options.out, resources, address)
    return carry_out(options, place, resources, address)


def carry_out(options: Any, place: Path, resources: Path, address: str) -> int:
    """Carry out a command without a window: on a folder, on a server, or as a server's owner."""
    from rehabdesk.catalog.resources import Resources
    from rehabdesk.services.safekeeping import OfficeFolder

    laid = Resources(resources)
    open_folder = partial(OfficeFolder, resources=laid)
    if options.command == OWNER:
        from rehabdesk.cli.owner import run_owner

        return run_owner(options, address, partial(prove_with, laid))
    if options.command == MOVE:
        from rehabdesk.cli.moving import run_move

        return run_move(options, place, address, open_folder)
    from rehabdesk.cli.commands import run

    if is_server(place, address):
        from rehabdesk.services.server.homes import home_at

        return run(options, partial(home_at, address=address, resources=laid), place)
    return run(options, open_folder, place)


def prove_with(resources: Any, *asked: Any) -> Any:
    from rehabdesk.services.server.proving import prove_copy

    return prove_copy(resources, *asked)


def take_tour(out: Path, resources: Path, address: str = "") -> int:
    """Walk through the whole work in a made-up commune, without a display if there is none.

    With the address of a server and the login of its owner, on that server.
    """
    from rehabdesk.catalog.resources import Resources
    from rehabdesk.services.safekeeping import OfficeFolder
    from rehabdesk.ui.tour import walk

    invented = Resources(resources, is_practice=True)
    open_folder = partial(OfficeFolder, resources=invented)
    if not address:
        return walk(out, open_folder)
    from rehabdesk.cli.owner import mover_to

    return walk(out, open_folder, mover_to(address))


def _place_of(told: Path | str | None, address: str) -> Path:
    return server_place(default_place(), address) if address else Path(told or default_place())


def _unfit(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return UNFIT


def server_place(place: Path, address: str) -> Path:
    """Return the folder on this machine that belongs to an office on a server."""
    from rehabdesk.domain.refusals import Refusal
    from rehabdesk.persistence.server.address import read_address
    from rehabdesk.services.server.homes import folder_of

    try:
        return folder_of(place, read_address(address))
    except Refusal as refused:
        raise ValueError(str(refused)) from refused


def _hindrance(options: Any, address: str) -> str:
    """Say why nothing can be begun on this machine, or nothing."""
    if options.command in (WINDOW, TOUR) and (trouble := unfit_here()):
        return trouble
    needs_server = options.command in (OWNER, MOVE)
    if needs_server or address or is_server(Path(options.data or default_place()), ""):
        return _missing_driver()
    return ""


def _missing_driver() -> str:
    from rehabdesk.services.entrance.server_door import DriverMissing, require_driver

    try:
        require_driver()
    except DriverMissing as missing:
        return str(missing)
    return ""


def is_server(place: Path, address: str) -> bool:
    """Tell whether an office on a server is meant: by its address, or joined at this place."""
    from rehabdesk.services.entrance.doorway import JOINED

    return bool(address) or (place / JOINED).exists()


def default_place() -> Path:
    """Return where the records lie on this machine when nothing else is said."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, roaming=False)


def unfit_here() -> str | None:
    return unfit_versions(sys.version_info[:2], load_qt())


def load_qt() -> str:
    """Load Qt, return its version, and have the import statement as it was before.

    A window paints by hundreds of short calls; after each of them the other thread may have a turn.

    PySide6 puts a hook there that reads the source of every module loaded later, and keeps it, to
    look for a way of writing that nobody here uses: a fifth of the time to load, 20 MB kept.
    """
    plain = builtins.__import__
    import PySide6.QtCore

    builtins.__import__ = plain
    sys.setswitchinterval(_TURN)
    return PySide6.__version__


def unfit_versions(python: tuple[int, ...], qt: str) -> str | None:
    """Say why the program would not last, or nothing. SQLite is looked at when it is opened."""
    parts = tuple(int(part) for part in qt.split(".")[:2])
    if parts == _LOSES_NONE and python < _NONE_LASTS:
        return (
            f"PySide6 {qt} làm chương trình dừng đột ngột khi chạy trên Python 3.11. "
            "Chưa mở gì. Cài lại bằng installer/run.sh hoặc installer\\run.cmd."
        )
    return None


def open_window(place: Path, resources: Path, level: str, address: str = "") -> int:
    """Show who may come in at once; the session begins in the same window when it is loaded."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from rehabdesk.ui.opening import Opening, close_down, dress
    from rehabdesk.ui.shell.watch import Watch
    from rehabdesk.ui.window import MainWindow

    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setQuitOnLastWindowClosed(False)
    habits = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
    dress(resources, habits)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="office") as lane:
        window = MainWindow(habits, Watch(application))
        door = _door_of(place, address)
        begin = partial(_begin, resources, habits, lane, window, door, address)
        opening = Opening(window, door, habits, lane, begin)
        window.show()
        lane.submit(keep_log, place / "log", level)
        opening.begin()
        code = application.exec()
    close_down(application)
    return code


def _door_of(place: Path, address: str) -> Any:
    if is_server(place, address):
        from rehabdesk.services.entrance.server_door import ServerDoor

        return ServerDoor(place)
    from rehabdesk.services.entrance.doorway import Doorway

    return Doorway(place)


def _home_behind(door: Any, resources: Any, address: str) -> Any:
    if not is_server(door.folder, address):
        from rehabdesk.services.safekeeping import OfficeFolder

        return OfficeFolder.behind(door, resources)
    from rehabdesk.services.server.homes import home_behind

    return home_behind(door, resources, address)


def _begin(  # noqa: PLR0913, PLR0917 -- all that stands when the first page is painted
    resources: Path,
    habits: Any,
    lane: Executor,
    window: Any,
    door: Any,
    address: str,
    card: Any,
) -> Any:
    """Begin the session in the window that stands; whoever called keeps it.

    Where another window already stands over the folder, that one comes forward instead.
    """
    from PySide6.QtWidgets import QApplication

    from rehabdesk.catalog.resources import Resources
    from rehabdesk.domain.refusals import OutsideFault, Refusal
    from rehabdesk.ui.session import Session
    from rehabdesk.ui.shell.crash import report_bug
    from rehabdesk.ui.summons import STANDING, Summons, tell_and_end

    sys.excepthook = report_bug
    folder = _home_behind(door, Resources(resources), address)
    summons = Summons(folder.folder)
    if summons.call():
        try:
            folder.enter()
        except (Refusal, OutsideFault) as held:
            return tell_and_end(str(held))
        folder.close()  # the first window is still at its first setting up
        return tell_and_end(STANDING)
    session = Session(folder, habits, lane, window)
    session.ended.connect(QApplication.quit)
    summons.setParent(window)
    summons.answer(window)
    session.begin(card)
    return session


def keep_log(folder: Path, level: str) -> None:
    """Keep a small log on this machine, without numbers that could be a person's."""
    from logging.handlers import RotatingFileHandler

    try:
        folder.mkdir(parents=True, exist_ok=True)
        keeper: logging.Handler = RotatingFileHandler(
            folder / "rehabdesk.log", maxBytes=_LOG_BYTES, backupCount=_LOGS, encoding="utf-8"
        )
    except OSError:  # a place that cannot be written is told by the first page, in words
        keeper = logging.NullHandler()
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    keeper.addFilter(mask_numbers)
    logging.raiseExceptions = False  # on a full disk a line is lost, and nothing else
    logging.basicConfig(level=level.upper(), handlers=[keeper], force=True)


def mask_numbers(record: logging.LogRecord) -> bool:
    """Hide every longer number: it may be of an identity card or a telephone."""
    record.msg = _PERSONAL.sub("•••", record.getMessage())
    record.args = None
    if record.exc_info and record.exc_info[0]:
        record.msg += f" ({record.exc_info[0].__name__})"  # a trace may hold names
        record.exc_info = record.exc_text = None
    return True
