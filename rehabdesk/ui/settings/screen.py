"""The settings: a list of parts at the left, one page each; the search narrows the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.codes import Right
from rehabdesk.domain.text import fold
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import SearchField
from rehabdesk.ui.kit.rows import Index
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.rights.sitting import may
from rehabdesk.ui.settings.forms.forms_part import FormsPart
from rehabdesk.ui.settings.law.calendar_part import CalendarPart
from rehabdesk.ui.settings.law.deadlines_part import DeadlinesPart
from rehabdesk.ui.settings.law.law_part import LawPart
from rehabdesk.ui.settings.lists import books_part, hamlets_part, signers_part
from rehabdesk.ui.settings.office_part import OfficePart
from rehabdesk.ui.settings.part import SettingsPart
from rehabdesk.ui.settings.plain_parts import BackupPart, DisplayPart, LockPart, backup_part
from rehabdesk.ui.settings.server.part import ServerPart
from rehabdesk.ui.settings.upward_part import UpwardPart
from rehabdesk.ui.settings.users_part import UsersPart
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenSettings

LEFT = 200
BAR = (3, 16)
_TOLD = {  # the title of a part, and what else a search may mean by it
    "office": ("Cơ quan", "tên, tỉnh, xã, đầu trang, địa danh, cấp trên, đơn vị soạn thảo"),
    "users": ("Người dùng và quyền", "mật khẩu, quản trị, cán bộ, lãnh đạo, thôi dùng"),
    "signers": ("Người ký", "chủ tịch, ký thay, chức vụ"),
    "books": ("Sổ và ký hiệu văn bản", "số, quyết định"),
    "law": ("Căn cứ pháp lý", "luật, nghị định, thời hạn, chuyển tiếp, ai ký, điều khoản, nạp"),
    "deadlines": ("Hạn việc", "giờ, ngày làm việc, ngày thường, tháng, xã đặt, nghị định"),
    "calendar": ("Ngày nghỉ, làm bù", "lịch, tết, lễ, hoán đổi, năm, thứ bảy"),
    "forms": ("Mẫu văn bản", "lời văn, nơi nhận, khối ký, căn cứ, in thử, mẫu của xã"),
    "hamlets": ("Thôn, tổ dân phố", "xóm, ấp, bản, xã cũ"),
    "display": ("Hiển thị, cỡ chữ", "sáng, tối, nền, dày, thưa"),
    "upward": ("Gói gửi cấp trên", "báo cáo, danh sách người, căn cứ, mật khẩu gói, rdgoi"),
    "lock": ("Khóa và mật khẩu", "phút, tự khóa, đổi mật khẩu"),
    "backups": ("Sao lưu", "nơi thứ hai, USB"),
    "server": ("Máy chủ của cơ quan", "nhiều máy, chuyển hồ sơ lên, chép về, dùng lại"),
}


# Which right opens a part, one of several; a part without is for all.
_OFFICE = (Right.KEEP_OFFICE,)
_READ = (Right.READ_FILES, Right.CONSOLIDATE)
_NEEDED = {
    **dict.fromkeys(("office", "signers", "books", "hamlets", "upward"), _OFFICE),
    "users": (Right.KEEP_USERS,),
    **dict.fromkeys(("law", "deadlines", "calendar", "forms"), _READ),
    "backups": _OFFICE,
    "server": (Right.KEEP_USERS,),
}


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part as the list names it; `words` are what a search may also mean."""

    key: str
    title: str
    words: str
    make: Callable[[], SettingsPart]


class PartDelegate(QStyledItemDelegate):
    """A name on the rail's ground; the chosen one on white, with the accent bar."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = Style.current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour("bg.surface" if is_chosen else "bg.hover"))
            painter.drawRoundedRect(rect, 4, 4)
        if is_chosen:
            width, height = BAR
            painter.setBrush(colour("accent"))
            top = rect.center().y() - height // 2
            painter.drawRoundedRect(rect.left(), top, width, height, 1.5, 1.5)
            if option.widget.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(colour("focus"))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(style.font("body", is_strong=is_chosen))
        painter.setPen(colour("text"))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(8, 0, -4, 0), flags, str(index.data()))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, Style.current.size("rail.item") - 1)


class SettingsScreen(QWidget):
    wanted = Signal(object)
    moved = Signal(object)  # the office is at another place now: its OfficeHome

    def __init__(self, desk: Desk, habits: QSettings, folder: OfficeHome) -> None:
        super().__init__()
        self._entries = tuple(
            each for each in _entries(desk, habits, folder) if _is_open(desk, each.key)
        )
        self._parts: dict[str, SettingsPart] = {}
        self.search = SearchField("Tìm trong cài đặt")
        self.search.setFixedWidth(Style.current.length(220))
        self.search.rested.connect(self._narrow)
        self.search.returnPressed.connect(self._enter_part)
        self.list = QListWidget()
        self.list.setObjectName("parts")
        self.list.setAccessibleName("Các phần cài đặt")
        self.list.setItemDelegate(PartDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFixedWidth(Style.current.length(LEFT))
        self.list.currentItemChanged.connect(self._show_part)
        self.list.itemActivated.connect(self._enter_part)
        self._nothing = QLabel("Không có phần nào khớp. Bỏ bớt chữ trong ô tìm.")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("role", "secondary")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self._lay_out()
        self._narrow("")

    @property
    def part(self) -> SettingsPart | None:
        """The part now shown."""
        item = self.list.currentItem()
        return self._parts.get(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenSettings) and visit.part:
            self.open_part(visit.part)

    def open_part(self, key: str) -> None:
        self.search.clear()
        self._narrow("")
        keys = [entry.key for entry in self._entries]
        self.list.setCurrentRow(keys.index(key) if key in keys else 0)

    def _lay_out(self) -> None:
        head = PageHead("Cài đặt")
        row = head.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(1, self.search)
            row.insertSpacing(1, 8)
        layout = page_layout(self, head)
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addWidget(self.list)
        panes.addWidget(self._stack, 1)
        layout.addLayout(panes, 1)

    def _narrow(self, words: str) -> None:
        """List the parts whose name or contents the words may mean."""
        kept = self.list.currentItem()
        held = kept.data(Qt.ItemDataRole.UserRole) if kept else ""
        asked = fold(words).split()
        fitting = [one for one in self._entries if all(word in _known(one) for word in asked)]
        self.list.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.list.clear()
        for entry in fitting:
            item = QListWidgetItem(entry.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
        keys = [entry.key for entry in fitting]
        self.list.setCurrentRow(keys.index(held) if held in keys else 0)
        self.list.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._show_part()

    def _show_part(self) -> None:
        item = self.list.currentItem()
        if item is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        self._stack.setCurrentWidget(self._page(item.data(Qt.ItemDataRole.UserRole)))

    def _page(self, key: str) -> QWidget:
        """Make a part when it is first gone to; each scrolls on its own."""
        if key not in self._parts:
            entry = next(one for one in self._entries if one.key == key)
            part = entry.make()
            if isinstance(part, BackupPart):
                part.wanted.connect(self.wanted)
            elif isinstance(part, ServerPart):
                part.moved.connect(self.moved)
            self._parts[key] = part
            self._stack.addWidget(_scrolled(part))
        area = self._parts[key]
        while area.parentWidget() is not None and area.parentWidget() is not self._stack:
            area = area.parentWidget()  # type: ignore[assignment]  # up to the page of the stack
        return area

    def _enter_part(self) -> None:
        if self.part is not None:
            self.part.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self.focusWidget() is None:
            self.list.setFocus()


def _scrolled(part: SettingsPart) -> QScrollArea:
    inner = QWidget()
    inner.setObjectName("scrolled")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _known(entry: PartEntry) -> str:
    return fold(f"{entry.title} {entry.words}")


def _is_open(desk: Desk, key: str) -> bool:
    """Tell whether a part is there for whoever sits here; what is to be read all may read."""
    needed = _NEEDED.get(key)
    return needed is None or may(desk, *needed)


def _entries(desk: Desk, habits: QSettings, folder: OfficeHome) -> Sequence[PartEntry]:
    today = folder.clock().date()
    makers: dict[str, Callable[[], SettingsPart]] = {
        "office": lambda: OfficePart(desk, habits, folder),
        "users": lambda: UsersPart(desk, habits, folder),
        "signers": lambda: signers_part(desk, habits, today),
        "books": lambda: books_part(desk, habits),
        "law": lambda: LawPart(desk, habits, Path.home()),
        "deadlines": lambda: DeadlinesPart(desk, habits),
        "calendar": lambda: CalendarPart(desk, habits, Path.home(), today),
        "forms": lambda: FormsPart(desk, habits, today),
        "hamlets": lambda: hamlets_part(desk, habits),
        "display": lambda: DisplayPart(desk),
        "upward": lambda: UpwardPart(desk),
        "lock": lambda: LockPart(desk, folder),
        "backups": lambda: backup_part(desk, folder),
        "server": lambda: ServerPart(desk, habits, folder),
    }
    return tuple(PartEntry(key, *_TOLD[key], make) for key, make in makers.items())
