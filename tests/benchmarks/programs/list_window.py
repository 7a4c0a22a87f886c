"""The list of files on its own: `list_window FOLDER|ADDRESS`; the clock starts with it open."""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from rehabdesk import app
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.opening import dress
from rehabdesk.ui.people.screen import PeopleScreen
from tests.benchmarks import offices, on_server
from tests.benchmarks.processes import own_memory
from tests.benchmarks.programs.watching import Stages, painted, scroll_p95, tell


class Watched:
    """One screen from its making to its rows, then scrolled."""

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        self._held = own_memory("VmRSS")
        self._start = time.perf_counter()
        self._screen = PeopleScreen(desk, habits)
        self._screen.resize(1366, 768)
        self._screen.show()
        self._stages = Stages([(self._has_rows, self._finish)])

    def _has_rows(self) -> bool:
        return self._screen.table.rows.rowCount() > 0 and self._has_lines()

    def _has_lines(self) -> bool:
        """Tell whether every line in view has been read."""
        table = self._screen.table
        view = range(table.rows.rowCount())[table.in_view.start : table.in_view.stop]
        return all(table.rows.find_row(table.rows.index(place, 0)) for place in view)

    def _finish(self) -> None:
        table = self._screen.table
        painted(table)
        seconds = time.perf_counter() - self._start
        added = own_memory("VmRSS") - self._held
        frame = scroll_p95(table, self._has_lines)
        tell(seconds=seconds, added=added, frame_p95_ms=frame, rows=table.rows.rowCount())
        QApplication.quit()


def _opened(where: str) -> Office:
    if where.startswith(on_server.SCHEME):
        return on_server.opened(where)
    return offices.opened(Path(where))


def main(where: str) -> None:
    app.load_qt()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(max_workers=1) as lane:
        habits = QSettings(f"{place}/window.ini", QSettings.Format.IniFormat)
        dress(Path(__file__).parents[3] / "resources", habits)
        desk = Desk(_opened(where), lane)
        watched = Watched(desk, habits)
        application.exec()
        del watched


if __name__ == "__main__":
    main(sys.argv[1])
