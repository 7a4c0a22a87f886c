"""The first thing to be seen, painted before the records and what reads them are loaded."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Executor, Future
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.entrance.doorway import Doorway, Entrance
from rehabdesk.ui.entry.card import LAST_USER, SignInCard
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.language import speak_vietnamese
from rehabdesk.ui.window import MainWindow

# Loaded, with all they need, while somebody types a password: the session and the first pages.
BEHIND = tuple(f"rehabdesk.ui.{each}" for each in ("session", "today.screen", "people.screen"))


def running_application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("there is no application with windows yet")
    return application


def dress(resources: Path, habits: QSettings) -> None:
    """Give the application its look and its language, before any widget is made."""
    application = running_application()
    Style(resources, habits, application)
    speak_vietnamese(application, resources / "i18n")


def close_down(application: QApplication) -> None:
    """Take every window down while Python still stands; left to the end, Qt outlives its owners."""
    for window in application.topLevelWidgets():
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.shutdown()


class Opening(QObject):
    """Shows who may come in, has the rest loaded, makes what comes after, and keeps that."""

    _entered = Signal(object)
    _loaded = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        door: Doorway,
        habits: QSettings,
        lane: Executor,
        then: Callable[[SignInCard | None], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._door = door
        self._habits = habits
        self._lane = lane
        self._then = then
        self._kept: object = None
        self._card = SignInCard() if door.exists() else None
        self._entered.connect(self._show)
        self._loaded.connect(self._go_on)
        window.show_entry(self._card or _waiting())

    def begin(self) -> None:
        """Begin when the window has been painted; called before the events are looked at."""
        QTimer.singleShot(0, self._enter)

    def _enter(self) -> None:
        if self._card is None:
            self._load()
        else:
            self._lane.submit(self._door.entrance).add_done_callback(self._entered.emit)

    def _show(self, entered: Future[Entrance]) -> None:
        """Show the users; what stands in the way is told by the page that follows."""
        trouble = entered.exception()
        if trouble is None and self._card is not None:
            self._card.show_entrance(entered.result(), self._habits.value(LAST_USER))
        elif not isinstance(trouble, Refusal | OutsideFault):
            entered.result()
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        self._lane.submit(_load_behind).add_done_callback(self._loaded.emit)

    def _go_on(self, loaded: Future[object]) -> None:
        loaded.result()
        if not self._window.isVisible():  # closed already
            QApplication.quit()
            return
        self._kept = self._then(self._card)


def _load_behind() -> None:
    """Load the rest. What is loaded stays to the end: nobody need look through it for garbage."""
    gc.disable()
    try:
        for name in BEHIND:
            import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def _waiting() -> QLabel:
    words = QLabel("Đang mở…")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words
