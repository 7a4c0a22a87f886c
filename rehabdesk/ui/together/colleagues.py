"""Hears what others have saved, and asks before a window is closed over what is not saved yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from rehabdesk.services.office import Office, Work
from rehabdesk.services.together.coming_in import tidy_up
from rehabdesk.services.together.news import News, every_table, listen
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk, FromOthers

EVERY = 7_000  # milliseconds, while somebody works in a window of the program


class Colleagues(QObject):
    """Of no use, and not there, in an office of one machine."""

    def __init__(self, desk: Desk, window: QWidget, owner: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._owner = owner
        self._since: int | None = None  # the last line of the trail heard of
        self._may_close = False
        self._tick = QTimer(self)
        self._tick.setInterval(EVERY)
        self._tick.timeout.connect(self._listen_if_active)
        desk.away_turned.connect(self._note_away)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._note_state)

    def begin(self) -> None:
        """Begin with whoever has come in."""
        self._since = None
        self._desk.show_elsewhere({})
        self._desk.keep(self._owner, tidy_up, _nothing, "tidy")
        self.listen()
        self._tick.start()

    def listen(self) -> None:
        """Ask what has happened since it was last asked."""
        office = self._desk.office
        if office is not None and not office.is_shared:
            self._tick.stop()  # another office, of this machine alone
        elif office is not None:
            question = partial(_listen, office, self._since)
            self._desk.look(self._owner, question, self._hear, name="news")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_closing = watched is self._window and event.type() == QEvent.Type.Close
        if is_closing and self._desk.waiting and not self._may_close:
            event.ignore()
            self._ask()
            return True
        if is_closing:
            self._desk.parting.emit()
        return super().eventFilter(watched, event)

    def _listen_if_active(self) -> None:
        if QApplication.activeWindow() is not None and not self._desk.is_away:
            self.listen()

    def _note_state(self, state: Qt.ApplicationState) -> None:
        """Hear at once what was saved while the window lay behind others."""
        if state == Qt.ApplicationState.ApplicationActive and self._tick.isActive():
            self._listen_if_active()

    def _hear(self, news: News) -> None:
        self._since = news.upto
        self._desk.show_elsewhere(news.open_elsewhere)
        if news.tables:
            self._desk.changed.emit(FromOthers(news.tables))

    def _note_away(self, is_away: bool) -> None:  # noqa: FBT001 -- a slot
        """Let every page show what is true when the server is back."""
        if not is_away:
            self._desk.changed.emit(FromOthers(every_table()))

    def _ask(self) -> None:
        question = ask.Question(
            "Còn việc chưa lưu",
            f"Đang mất nối tới máy chủ, còn {self._desk.waiting} việc chưa lưu được. "
            "Ở lại thì phần mềm tự lưu khi nối lại; đóng bây giờ thì có thể mất những việc ấy.",
            "Vẫn đóng",
            "Ở lại",
            is_dangerous=True,
        )
        ask.confirm(self._window, question, self._close)

    def _close(self) -> None:
        self._may_close = True
        self._window.close()


def hear_colleagues(desk: Desk, window: QWidget, owner: QWidget) -> None:
    """Follow what others do in the office that is shared with them."""
    found = window.findChild(Colleagues)
    hearing = found if isinstance(found, Colleagues) else Colleagues(desk, window, owner)
    hearing.begin()


def _listen(office: Office, since: int | None, work: Work) -> News:
    """Ask when the turn has come: by then the office has written all it had before."""
    return listen(work, since, office.own_lines)


def _nothing(_: object) -> None:
    return
