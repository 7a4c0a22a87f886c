"""A file made of the board is saved where the last one was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QWidget

from rehabdesk.services.exports import save_file
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk

FOLDER = "folder/export"
KINDS = {".docx": ("Lưu Word", "Tệp Word (*.docx)"), ".xlsx": ("Xuất Excel", "Tệp Excel (*.xlsx)")}


class FileSaver:
    """Asks for the place over a window, writes, and says so in the bottom line."""

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        self._desk = desk
        self._habits = habits

    def offer(self, over: QWidget, name: str, content: bytes, told: str = "Đã lưu") -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        title, kinds = KINDS[Path(name).suffix]
        then = partial(self._save, over, content, told)
        ask.save_file(over, title, folder / name, kinds, then)

    def _save(self, over: QWidget, content: bytes, told: str, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        words = f"{told} “{path.name}”"
        write = partial(save_file, path, content)
        self._desk.run(over, write, lambda _: self._desk.say(words))
