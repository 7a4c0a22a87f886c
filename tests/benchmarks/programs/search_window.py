"""The first step of taking somebody in: `search_window FOLDER TEXTS` types line by line.

What one key costs is told, from its coming to the lines painted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.opening import dress
from rehabdesk.ui.people.intake.search import SearchPage
from tests.benchmarks import offices
from tests.benchmarks.programs.watching import tell


class Typist(QObject):
    """Puts one text after the other in the box; the next when the last is answered on screen."""

    def __init__(self, page: SearchPage, texts: list[str]) -> None:
        super().__init__()
        self._page = page
        self._texts = texts
        self._took: list[float] = []
        self._rows = 0
        self._start = 0.0
        self._is_answered = False
        page.rows.modelReset.connect(self._answer)
        page.table.viewport().installEventFilter(self)
        QTimer.singleShot(0, self._type)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's
        if self._is_answered and event.type() == QEvent.Type.Paint:
            self._is_answered = False
            QTimer.singleShot(0, self._note)  # which is after the paint
        return False

    def _type(self) -> None:
        self._start = time.perf_counter()
        self._page.field.setText(self._texts.pop(0))

    def _answer(self) -> None:
        self._is_answered = True
        self._rows = max(self._rows, self._page.rows.rowCount())

    def _note(self) -> None:
        self._took.append((time.perf_counter() - self._start) * 1000)
        if self._texts:
            QTimer.singleShot(0, self._type)
        else:
            told = quantiles(self._took, n=20)[-1]
            tell(seconds=sum(self._took) / 1000, repaint_p95_ms=told, rows=self._rows)
            QApplication.quit()


def main(folder: Path, texts: Path) -> None:
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(max_workers=1) as lane:
        habits = QSettings(f"{place}/window.ini", QSettings.Format.IniFormat)
        dress(Path(__file__).parents[3] / "resources", habits)
        page = SearchPage(Desk(offices.opened(folder), lane), habits)
        page.resize(1182, 662)
        page.show()
        typist = Typist(page, texts.read_text("utf-8").splitlines())
        application.exec()
        del typist


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
