"""An empty window with an empty table: `empty_window STARTED`."""

from __future__ import annotations

import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


def main(started: float) -> None:
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1366, 768)
    window.show()
    window.repaint()
    took = time.time() - started
    from tests.benchmarks.programs.watching import tell  # noqa: PLC0415 -- after the clock

    tell(seconds=took)
    del window
    application.quit()


if __name__ == "__main__":
    main(float(sys.argv[1]))
