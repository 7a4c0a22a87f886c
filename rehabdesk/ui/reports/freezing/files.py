"""Files of a closed report written where the clerk says; what lies there already stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from rehabdesk.services.exports import save_file
from rehabdesk.services.reports.closing.products import MadeFile

FOLDER = "folder/reports"


def last_folder(habits: QSettings) -> Path:
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(str(habits.value(FOLDER) or usual))


def note_folder(habits: QSettings, folder: Path) -> None:
    habits.setValue(FOLDER, str(folder))


def write_files(folder: Path, files: Sequence[MadeFile]) -> tuple[Path, ...]:
    """Write the files; one of the same name with other bytes is left alone."""
    written = []
    for made in files:
        path = free_path(folder / made.name, made.content)
        save_file(path, made.content)
        written.append(path)
    return tuple(written)


def free_path(path: Path, content: bytes) -> Path:
    """Return the path itself, or with a number where somebody's work lies there."""
    number, found = 1, path
    while found.exists() and found.read_bytes() != content:
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def open_folder(folder: Path) -> None:
    """Let the desktop show a folder."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
