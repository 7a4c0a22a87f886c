"""A file made for the office is saved where the last one was."""

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

    def offer(
        self, over: QWidget, name: str, content: bytes, told: str = "Đã lưu", after: str = ""
    ) -> None:
        """Save it where the user says; what is told stands before its name, the rest behind it."""
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        title, kinds = KINDS[Path(name).suffix]
        then = partial(self._save, over, content, (told, after))
        ask.save_file(over, title, folder / name, kinds, then)

    def _save(self, over: QWidget, content: bytes, told: tuple[str, str], path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        words = f"{told[0]} “{path.name}”{told[1]}"
        write = partial(save_file, path, content)
        self._desk.run(over, write, lambda _: self._desk.say(words))
