"""The card on the first page: who works on this machine, and the password.

It is shown before the records, and all that reads them, are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehabdesk import VERSION
from rehabdesk.services.entrance.doorway import Entrance, UserChoice
from rehabdesk.ui.entry.password_panel import PasswordPanel
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.shell.statusbar import Dot

BAR = 3
CARD = (760, 404)
LEFT = 320
LAST_USER = "user/last"


class UserDelegate(QStyledItemDelegate):
    """A person's sign, the name, the post below, and the bar of the chosen one."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        style, user = Style.current, index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if is_chosen:
            painter.fillRect(rect, colour("select"))
            painter.fillRect(rect.left(), rect.top(), BAR, rect.height(), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("bg.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        side = style.length(18)
        tint = "accent" if is_chosen else "text.secondary"
        ratio = option.widget.devicePixelRatioF()
        picture = style.pixmap("person", tint, side, ratio)
        painter.drawPixmap(rect.left() + 13, rect.center().y() - side // 2, picture)
        words = rect.adjusted(13 + side + style.length(11), 0, -8, 0)
        upper = words.adjusted(0, 4, 0, -words.height() // 2)
        lower = words.adjusted(0, words.height() // 2, 0, -4)
        painter.setFont(style.font("body", is_strong=is_chosen))
        painter.setPen(colour("text"))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), user.name)
        painter.setFont(style.font("small"))
        painter.setPen(colour("text.secondary"))
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), user.post)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, Style.current.size("row.two_lines"))


class UserList(QListWidget):
    """Keeps somebody chosen; the arrows of other fields may move it."""

    chosen = Signal(object)  # a UserChoice, or None

    def __init__(self) -> None:
        super().__init__()
        self._users: tuple[UserChoice, ...] = ()
        self.setObjectName("users")
        self.setItemDelegate(UserDelegate(self))
        self.setAccessibleName("Người dùng")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._tell)

    @property
    def user(self) -> UserChoice | None:
        place = self.currentRow()
        return self._users[place] if 0 <= place < len(self._users) else None

    def show_users(self, users: Sequence[UserChoice], chosen: int | None) -> None:
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.clear()
        self._users = tuple(users)
        for user in users:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, user)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{user.name}, {user.post}")
        places = (place for place, user in enumerate(users) if user.id == chosen)
        self.setCurrentRow(next(places, 0))
        self.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._tell()

    def go(self, step: int) -> None:
        place = self.currentRow() + step
        if 0 <= place < self.count():
            self.setCurrentRow(place)

    def _tell(self) -> None:
        self.chosen.emit(self.user)


class SignInCard(QWidget):
    """Lists the users and takes a password; what is given before anybody listens is not lost."""

    given = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_given = False
        self._office_name = QLabel()
        self._office_name.setProperty("role", "secondary")
        self._office_name.setWordWrap(True)
        self.users = UserList()
        self.message = MessageFrame()
        self.lock = MessageFrame()
        self.password = PasswordPanel()
        self._panels = QStackedWidget()
        self._dot = Dot()
        self._backup = QLabel()
        self._place = QLabel()
        self._card = QFrame()
        self._lay_out()
        self._tell_place(is_on_server=False)
        self.users.chosen.connect(self.password.show_user)
        self.users.itemActivated.connect(self._go_to_password)
        self.users.itemClicked.connect(self._go_to_password)
        self.password.moved.connect(self.users.go)
        self.password.given.connect(self._give)
        self.setFocusProxy(self.password.password)

    def show_entrance(self, entrance: Entrance, last: object) -> None:
        """Show who may come in; `last` is who came in last time, as the habits tell it."""
        self._office_name.setText(entrance.office_name)
        self._tell_place(is_on_server=entrance.is_on_server)
        if entrance.notice:
            self.message.say("warn", entrance.notice)
        self.users.show_users(entrance.users, int(str(last)) if str(last).isdigit() else None)
        self.password.password.setFocus()

    def _tell_place(self, *, is_on_server: bool) -> None:
        where = "trên máy chủ của cơ quan" if is_on_server else "trên máy này"
        self._place.setText(f"Bản {VERSION} · dữ liệu chỉ nằm {where}")
        self.password.show_place(is_on_server=is_on_server)

    def show_backup(self, tint: str, words: str) -> None:
        self._dot.show_state(tint)
        self._backup.setText(words)

    def add_panel(self, panel: QWidget) -> None:
        """Take in something to be shown in the password's place."""
        self._panels.addWidget(panel)

    @property
    def panel(self) -> QWidget | None:
        return self._panels.currentWidget()

    def show_panel(self, panel: QWidget) -> None:
        self._panels.setCurrentWidget(panel)

    def _give(self) -> None:
        self.is_given = True
        self.given.emit()

    def _lay_out(self) -> None:
        self._card.setObjectName("card")
        self._panels.addWidget(self.password)
        inside = QHBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._left())
        inside.addWidget(_divider())
        inside.addWidget(self._right(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        layout.addWidget(self._foot())
        Style.current.changed.connect(self._measure)
        self._measure()

    def _left(self) -> QWidget:
        question = QLabel("Ai đang dùng máy?")
        question.setProperty("role", "screen")
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 10)
        head.setSpacing(1)
        head.addWidget(self._office_name)
        head.addWidget(question)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.users, 1)
        left.setFixedWidth(Style.current.length(LEFT))
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.lock)
        column.addWidget(self.message)
        column.addWidget(self._panels, 1)
        return right

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("statusBar")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(Style.current.size("statusbar"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._dot)
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(self._place)
        return foot

    def _measure(self) -> None:
        width, height = CARD
        self._card.setFixedWidth(Style.current.length(width))
        self._card.setMinimumHeight(Style.current.length(height))

    def _go_to_password(self) -> None:
        if self.panel is self.password:
            self.password.password.setFocus()


def _divider() -> QFrame:
    line = QFrame()
    line.setObjectName("divider")
    line.setFixedWidth(1)
    return line
