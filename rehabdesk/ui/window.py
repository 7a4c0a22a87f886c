"""The one window: entry pages, the shell, and the cover that hides everything while locked."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.shell.watch import Watch

NAME = "RehabDesk"
LEAST = (1180, 660)
FIRST = (1366, 768)


class MainWindow(QMainWindow):
    """Shows one thing at a time: an entry page, the shell, or the lock page over it."""

    lock_wanted = Signal()
    scanned = Signal(str)  # a card, for whoever is signed in
    closed = Signal()

    def __init__(self, habits: QSettings, watch: Watch) -> None:
        super().__init__()
        self._habits = habits
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*LEAST)
        self.resize(*FIRST)
        self._shell: QWidget | None = None
        self._office = self._person = ""
        self._cover: QWidget | None = None
        self._hidden: list[QDialog] = []
        self._focus: QWidget | None = None
        self.watch = watch
        watch.scanned.connect(self._take_card)
        watch.lock_wanted.connect(self.want_lock)
        self._restore_size()
        self.retitle("")

    @property
    def is_locked(self) -> bool:
        return self._cover is not None

    def show_entry(self, page: QWidget, title: str = "") -> None:
        """Show the first setting up, or the sign-in: no rail, no names."""
        self._put(page)
        self.setWindowTitle(f"{NAME} – {title}" if title else NAME)

    def show_shell(self, shell: QWidget, office: str) -> None:
        """Show the signed-in user's shell; the one before it goes."""
        self._drop_shell()
        self._shell, self._office = shell, office
        self._put(shell)
        self._name()

    def retitle(self, person: str) -> None:
        """Name whose page is shown; while the machine is locked nobody is named."""
        self._person = person
        self._name()

    def want_lock(self) -> None:
        if self._shell is not None and not self.is_locked:
            self.lock_wanted.emit()

    def cover(self, page: QWidget) -> None:
        """Hide every name at once. Open dialogs are put away with their text, not closed."""
        if self._cover is not None:
            return
        self._focus = QApplication.focusWidget()
        clipboard.clear()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._hidden = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]
        for dialog in self._hidden:
            dialog.hide()
        self._cover = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._name()
        page.setFocus()

    def uncover(self) -> None:
        """Give the same user everything back as it stood."""
        page, self._cover = self._cover, None
        if page is None or self._shell is None:
            return
        self._pages.setCurrentWidget(self._shell)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._name()
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if isValid(dialog):
                dialog.open()
        if self._focus is not None and isValid(self._focus):
            self._focus.activateWindow()
            self._focus.setFocus()

    def leave_shell(self, page: QWidget, title: str = "") -> None:
        """Put the shell away for good, with its dialogs: another user comes."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if isValid(dialog):
                dialog.deleteLater()
        self._cover = None
        self.show_entry(page, title)
        self._drop_shell()

    def _put(self, page: QWidget) -> None:
        previous = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if previous is not None and previous is not self._shell and previous is not page:
            self._pages.removeWidget(previous)
            previous.deleteLater()

    def _drop_shell(self) -> None:
        shell, self._shell = self._shell, None
        if shell is not None:
            self._person = ""
            self._pages.removeWidget(shell)
            shell.deleteLater()

    def _take_card(self, text: str) -> None:
        if self._shell is not None and not self.is_locked:
            self.scanned.emit(text)

    def _name(self) -> None:
        office = f"{NAME} – {self._office}" if self._office else NAME
        is_named = bool(self._person) and not self.is_locked
        self.setWindowTitle(f"{self._person} – {office}" if is_named else office)

    def _restore_size(self) -> None:
        kept = self._habits.value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._habits.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()
