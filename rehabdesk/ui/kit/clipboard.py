"""What is copied of a person does not lie about for the next who sits down here."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

SECONDS = 30


class _Guard(QObject):
    """Clears the clipboard in a while, unless something else has been copied since."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        application.aboutToQuit.connect(self.clear)

    def put(self, text: str) -> None:
        self._text = text
        QApplication.clipboard().setText(text)
        self._timer.start(SECONDS * 1000)

    def clear(self) -> None:
        clipboard = QApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""


def copy(text: str) -> None:
    """Put a text on the clipboard for half a minute."""
    _guard().put(text)


def clear() -> None:
    """Take back at once what was copied here: the machine is being locked."""
    _guard().clear()


def _guard() -> _Guard:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("there is no clipboard without a window")
    guard = application.findChild(_Guard)
    return guard if isinstance(guard, _Guard) else _Guard(application)
