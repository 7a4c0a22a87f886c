"""Vietnamese for Qt's own buttons, menus and dialogs; our own words stand in the source."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_vietnamese(application: QApplication, folder: Path) -> None:
    QLocale.setDefault(QLocale("vi_VN"))
    words = QTranslator(application)
    if not words.load(str(folder / "qtbase_vi.qm")):
        raise FileNotFoundError(folder / "qtbase_vi.qm")
    application.installTranslator(words)
