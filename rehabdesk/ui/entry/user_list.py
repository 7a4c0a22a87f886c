"""Who works on this machine: a name and a post, two lines each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rehabdesk.services.safekeeping import UserChoice
from rehabdesk.ui.kit.rows import Index
from rehabdesk.ui.kit.style import Style, colour

BAR = 3


class UserDelegate(QStyledItemDelegate):
    """A person's sign, the name, the post below, and the bar of the chosen one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
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
