"""Where packages and receipts lie: a stick mostly, remembered from the last time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

PACKAGES = "Gói hồ sơ (*.rdhoso)"
RECEIPTS = "Biên nhận (*.rdbiennhan)"
_FOLDER = "folder/transfers"


def last_folder(habits: QSettings) -> Path:
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(str(habits.value(_FOLDER) or usual))


def note_folder(habits: QSettings, path: Path) -> None:
    habits.setValue(_FOLDER, str(path.parent))
