"""A second start over the same folder calls the first window forward, and ends."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

PATIENCE = 300  # milliseconds
STANDING = "RehabDesk đang mở ở một cửa sổ khác trên máy này. Dùng cửa sổ đang mở."


class Summons(QObject):
    """A bell between windows on this machine: nothing is said over it, and it is no network."""

    def __init__(self, place: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whose = sha256(str(place.resolve()).encode()).hexdigest()[:16]
        self._name = f"RehabDesk-{whose}"
        self._window: QWidget | None = None
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come_forward)

    def call(self) -> bool:
        """Ring; say whether a window over the same folder stands."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        is_heard = socket.waitForConnected(PATIENCE)
        socket.abort()
        return is_heard

    def answer(self, window: QWidget) -> None:
        """Bring this window forward whenever somebody calls."""
        self._window = window
        if not self._server.listen(self._name):  # a program that died left its bell behind
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def _come_forward(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.deleteLater()
        if (window := self._window) is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()


def tell_and_end(sentence: str) -> QMessageBox:
    """Say why no second window opens; closing the box ends the program."""
    box = QMessageBox(QMessageBox.Icon.Information, "RehabDesk", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    close = box.addButton("Đóng", QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(close)
    box.finished.connect(QApplication.quit)
    box.open()
    return box
