"""F0, F29: what the program stands on: SQLite, its cipher, and Qt under this Python."""

from __future__ import annotations

import subprocess
import sys
import unittest.mock
from pathlib import Path

from sqlcipher3 import dbapi2

from rehabdesk.app import unfit_versions
from rehabdesk.persistence.database import UnfitSQLite, check_versions
from tests.faults.tally import Tally

LOSING = ("3.7.0", "3.40.1", "3.44.5", "3.45.0", "3.50.6", "3.51.1", "3.51.2", "3.52.0")
SOUND = ("3.44.6", "3.50.7", "3.51.3", "3.53.0", "3.53.4", "4.0.0")
DRIFT = 20
PAINTS = 200
CALLS = 60_000
CENTURY_OF_NONE = (3, 12)  # from here None cannot be dropped, and counting it says nothing

COUNT = """
import sys
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView

class Rows(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 20

    def columnCount(self, parent=None):
        return 6

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return "Trần Văn Thắng" if role == Qt.ItemDataRole.DisplayRole else None

application = QApplication([])
label, line, table = QLabel(), QLineEdit(), QTableView()
table.setModel(Rows())
table.resize(800, 600)
table.show()
size, font = label.size(), label.font()
calls = [
    lambda: label.setText("a"), lambda: label.setToolTip("a"), lambda: label.setEnabled(True),
    lambda: label.setObjectName("a"), lambda: label.resize(size), lambda: label.setFont(font),
    lambda: label.setMargin(1), lambda: label.setIndent(1), lambda: label.setWordWrap(False),
    lambda: label.setVisible(False), lambda: label.setAccessibleName("a"), lambda: label.update(),
    lambda: line.setText("a"), lambda: line.setReadOnly(False), lambda: line.setMaxLength(99),
    lambda: line.setPlaceholderText("a"), lambda: line.deselect(), lambda: line.home(False),
    lambda: line.clear(), lambda: line.setFrame(True),
]
paints, total = int(sys.argv[1]), int(sys.argv[2])
drifts = []
for call in calls:
    before = sys.getrefcount(None)
    for _ in range(1000):
        call()
    drifts.append(sys.getrefcount(None) - before)
table.viewport().repaint()  # the first one keeps a few for good
before = sys.getrefcount(None)
for _ in range(paints):
    table.viewport().repaint()
drifts.append(sys.getrefcount(None) - before)
for number in range(total):
    calls[number % len(calls)]()
print(max(abs(drift) for drift in drifts), total)
"""


def judge_versions(_place: Path, _count: int, _seed: int) -> Tally:
    """F0: what could lose or bare the records is refused in plain words, and nothing else is."""
    tally = Tally()
    check_versions()
    for version in (*LOSING, *SOUND):
        numbers = tuple(int(part) for part in version.split("."))
        tally.rounds += 1
        with unittest.mock.patch.object(dbapi2, "sqlite_version_info", numbers):
            refused = _refused()
        tally.expect((refused is not None) == (version in LOSING), f"SQLite {version}")
        tally.expect(refused is None or "Chưa mở, chưa đổi gì" in refused, "no clear text")
    for options, cipher in (([], ("4.19",)), ([("ENABLE_FTS5",)], None)):
        tally.rounds += 1
        poor = _Poor(options, cipher)
        with unittest.mock.patch.object(dbapi2, "connect", return_value=poor):
            tally.expect(_refused(), "an SQLite without search or cipher is taken")
    for python, qt, is_fit in (((3, 11), "6.12.0", False), ((3, 12), "6.12.0", True)):
        tally.rounds += 1
        tally.expect((unfit_versions(python, qt) is None) == is_fit, f"Qt {qt} on {python}")
    tally.expect(unfit_versions((3, 11), "6.11.3") is None, "the Qt at hand is refused")
    return tally


def _refused() -> str | None:
    try:
        check_versions()
    except UnfitSQLite as fault:
        return str(fault)
    return None


class _Poor:
    """An SQLite that lacks something."""

    def __init__(self, options: list[tuple[str]], cipher: tuple[str] | None) -> None:
        self._answers = {"PRAGMA compile_options": options, "PRAGMA cipher_version": cipher}
        self._answer: object = None

    def execute(self, asked: str) -> object:
        self._answer = self._answers[asked]
        return self if asked == "PRAGMA cipher_version" else self._answer

    def fetchone(self) -> object:
        return self._answer

    def close(self) -> None:
        return


def count_references(_place: Path, count: int, _seed: int) -> Tally:
    """F29: no call of Qt takes a reference to None away; so many thousand calls are survived."""
    tally = Tally(rounds=count)
    if sys.version_info >= CENTURY_OF_NONE:
        tally.figures["drift"] = "none can be"
        return tally
    command = [sys.executable, "-c", COUNT, str(min(PAINTS, count)), str(count)]
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    tally.expect(ran.returncode == 0, f"died: {ran.stderr[-200:]}")
    if ran.returncode == 0:
        drift = int(ran.stdout.split()[0])
        tally.figures["drift"] = drift
        tally.expect(drift < DRIFT, f"{drift} references of None drifted")
    return tally
