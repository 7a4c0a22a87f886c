"""A part shown before it has a place is a window of its own: it flashes and takes the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Office
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.importing.screen import ImportScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.shell.places import Factory
from rehabdesk.ui.shell.shell import Shell
from tests.builders import taken_in
from tests.ui.test_mnemonics import PAGES


class Watch(QObject):
    """Notes every plain widget that is shown as a window."""

    def __init__(self, place: QWidget) -> None:
        super().__init__()
        self.strays: list[str] = []
        self._place = place

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowType() == Qt.WindowType.Window
            if watched.isWindow() and is_plain and watched is not self._place:
                self.strays.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_is_ever_a_window(
    qtbot: QtBot, qapp: QApplication, desk: Desk, habits: QSettings, office: Office
) -> None:
    taken_in(office)
    place = QMainWindow()
    qtbot.addWidget(place)
    watch = Watch(place)
    qapp.installEventFilter(watch)
    elsewhere: Factory = partial(ImportScreen)
    shell = Shell(desk, habits, furnish(office.look(read_plate), elsewhere, elsewhere, elsewhere))
    place.setCentralWidget(shell)
    place.show()
    for visit in PAGES.values():
        shell.follow(visit)
    qapp.removeEventFilter(watch)
    assert watch.strays == []
