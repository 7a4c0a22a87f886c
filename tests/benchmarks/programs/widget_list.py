"""The same list the usual ways: `widget_list FOLDER widget|model`, all rows at once."""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QTableWidgetItem

from tests.benchmarks import offices
from tests.benchmarks.processes import own_memory
from tests.benchmarks.programs.watching import Stages, painted, scroll_p95, tell

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
HEADS = ("Họ và tên", "Năm sinh", "Thôn", "Diện", "Hạn", "Còn lại", "Phụ trách", "Số", "Mã")
# In the order of the file, sorted afterwards, as our own list does it: rows in the order of names
# would make the rival decrypt the same pages again and again.
_ROWS = """
SELECT p.name_order, p.full_name, p.birth, h.name, e.kind, e.term_end, e.term_end,
  v.full_name, i.number, c.code
FROM person p JOIN case_file c ON c.person_id = p.id JOIN episode e ON e.case_id = c.id
LEFT JOIN hamlet h ON h.id = p.hamlet_id LEFT JOIN identity_paper i ON i.person_id = p.id
LEFT JOIN assignment a ON a.person_id = p.id LEFT JOIN volunteer v ON v.id = a.volunteer_id
ORDER BY p.id
"""


class Watched:
    """One list from the question to its first painting, then scrolled."""

    def __init__(self, connection: Any, kind: str) -> None:
        self._held = own_memory("VmRSS")
        self._start = time.perf_counter()
        found = sorted(connection.execute(_ROWS), key=itemgetter(0))
        rows = [[_told(value) for value in row[1:]] for row in found]
        self._view = _widget(rows) if kind == "widget" else _model(rows)
        self._view.resize(1366, 768)
        self._view.show()
        self._stages = Stages([(self._view.isVisible, self._finish)])

    def _finish(self) -> None:
        painted(self._view)
        seconds = time.perf_counter() - self._start
        added = own_memory("VmRSS") - self._held
        frame = scroll_p95(self._view)
        tell(seconds=seconds, added=added, frame_p95_ms=frame, rows=self._view.model().rowCount())
        QApplication.quit()


def main(folder: Path, kind: str) -> None:
    application = QApplication([])
    engine = offices.opened(folder).sessions.kw["bind"]
    watched = Watched(engine.raw_connection().driver_connection, kind)
    application.exec()
    del watched


def _widget(rows: list[list[str]]) -> QTableView:
    table = QTableWidget(len(rows), len(HEADS))
    table.setHorizontalHeaderLabels(HEADS)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(at, column, QTableWidgetItem(text))
    return table


def _model(rows: list[list[str]]) -> QTableView:
    view = QTableView()
    model = QStandardItemModel(len(rows), len(HEADS), view)
    model.setHorizontalHeaderLabels(HEADS)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            model.setItem(at, column, QStandardItem(text))
    view.setModel(model)
    return view


def _told(value: Any) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
