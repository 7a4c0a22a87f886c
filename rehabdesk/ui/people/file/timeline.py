"""The timeline of a file: two-line rows, newest first, by kind and year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.text import split_name
from rehabdesk.services.happened.line import TimelineItem
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.rows import BAR, NOWHERE, Index, Role
from rehabdesk.ui.kit.style import Style, colour

KIND_LEFT, TITLE_LEFT = 98, 204
ACTOR_WIDTH = 110
SIGNS = {
    "Quyết định": "document_text",
    "Phân công": "person_arrow_right",
    "Sự việc": "calendar_checkmark",
    "Gặp gỡ": "note",
    "Hỗ trợ": "handshake",
    "Cam kết": "signature",
    "Giấy tờ": "mail_inbox",
    "Luật": "scales",
    "Hồ sơ": "folder_person",
}
ALL = ""


class Items(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: Sequence[TimelineItem] = ()

    def show(self, items: Sequence[TimelineItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            parts = (f"{item.on:%d/%m/%Y}", item.kind, item.title, item.detail)
            return ". ".join(filter(None, parts))
        if role == Role.ToolTipRole:
            return "\n".join(filter(None, (item.title, item.detail, item.actor)))
        return item if role == Role.UserRole else None


class ItemDelegate(QStyledItemDelegate):
    """Paints the day, the kind with its sign, two lines of words, and who wrote it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: TimelineItem = index.data(Role.UserRole)
        painter.save()
        _paint_ground(painter, option)
        style, rect = Style.current, option.rect
        half, side = rect.height() // 2, style.size("icon")
        kind_left, title_left = style.length(KIND_LEFT), style.length(TITLE_LEFT)
        ratio = option.widget.devicePixelRatioF()
        sign = style.pixmap(SIGNS[item.kind], "text.secondary", side, ratio)
        painter.drawPixmap(rect.left() + kind_left, rect.top() + half - side, sign)
        above = QRect(rect.left(), rect.top(), rect.width() - 12, half)
        below = above.translated(0, half)
        day = above.adjusted(12, 0, 0, 0)
        kind = above.adjusted(kind_left + side + 6, 0, 0, 0)
        kind.setRight(rect.left() + title_left - 6)
        cut = (title_left, 0, -style.length(ACTOR_WIDTH), 0)
        low, high = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        small = style.font("small")
        _write(painter, day, f"{item.on:%d/%m/%Y}", "text", low)
        _write(painter, kind, item.kind, "text.secondary", low)
        _write(painter, above.adjusted(*cut), item.title, "text", low)
        painter.setFont(small)
        _write(painter, below.adjusted(*cut), item.detail, "text.secondary", high)
        right = low | Qt.AlignmentFlag.AlignRight
        _write(painter, above, short_name(item.actor), "text.secondary", right)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, Style.current.size("row.two_lines"))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    rect = option.rect
    painter.setFont(Style.current.font())
    if option.state & QStyle.StateFlag.State_Selected:
        token = "select" if option.widget.hasFocus() else "select.inactive"
        painter.fillRect(rect, colour(token))
        painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colour("accent"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))


def _write(painter: QPainter, box: QRect, words: str, tint: str, where: Qt.AlignmentFlag) -> None:
    told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.setPen(colour(tint))
    painter.drawText(box, int(where), told)


class ItemView(QListView):
    opened = Signal(object)
    removed = Signal()
    menu_wanted = Signal(object)  # where

    def __init__(self, items: Items) -> None:
        super().__init__()
        self.setModel(items)
        self.setItemDelegate(ItemDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Dòng thời gian")
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the acts of the current item: by the pointer, the menu key or Shift+F10."""
        is_pointed = event.reason() == QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(
            event.globalPos() if is_pointed else self.viewport().mapToGlobal(below)
        )

    def _open(self) -> None:
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(Role.UserRole))


class TimelineTab(QFrame):
    """The items, filtered by kind and year; events are recorded, corrected, taken back here."""

    opened = Signal(object)  # a TimelineItem
    record_wanted = Signal()
    removed = Signal(object)  # the TimelineItem of an event, or of a further episode opened
    scan_wanted = Signal(int)  # the event it is attached to

    def __init__(self, may_keep: Callable[[], bool]) -> None:
        super().__init__()
        self._may_keep = may_keep
        self.setObjectName("card")
        self._all: Sequence[TimelineItem] = ()
        self.kind = ComboField([(ALL, "Tất cả loại")], is_filter=True)
        self.year = ComboField([(0, "Mọi năm")], is_filter=True)
        self.kind.setAccessibleName("Loại")
        self.year.setAccessibleName("Năm")
        self._count = QLabel()
        self._count.setProperty("role", "secondary")
        self.items = Items(self)
        self.view = ItemView(self.items)
        self.record_button = KeyButton("Ghi sự &việc…", "Ctrl+N", "add", is_small=True)
        self.edit_button = KeyButton("Sửa…", "Enter", "edit", is_bound=False, is_small=True)
        self.remove_button = KeyButton(
            "&Bỏ việc này", "Delete", "delete", is_bound=False, is_small=True
        )
        self.scan_button = KeyButton("&Mở bản quét", "Ctrl+O", "attach", is_small=True)
        self._acts = QWidget()
        self._connect()
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(8)
        bar.addWidget(self.kind)
        bar.addWidget(self.year)
        bar.addStretch(1)
        bar.addWidget(self._count)
        bar.addWidget(self.record_button)
        below = QHBoxLayout()
        below.setContentsMargins(12, 4, 12, 4)
        below.setSpacing(8)
        below.addStretch(1)
        below.addWidget(self.scan_button)
        below.addWidget(self.remove_button)
        below.addWidget(self.edit_button)
        self._acts.setLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._acts)
        self._acts.hide()
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.view.opened.connect(self._open)
        self.view.removed.connect(self._remove)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.selectionModel().currentChanged.connect(self._note_current)
        self.record_button.clicked.connect(self.record_wanted)
        self.edit_button.clicked.connect(self._open)
        self.remove_button.clicked.connect(self._remove)
        self.scan_button.clicked.connect(self._open_scan)
        for combo in (self.kind, self.year):
            combo.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToContents)
            combo.chosen.connect(self._filter)

    @property
    def current(self) -> TimelineItem | None:
        index = self.view.currentIndex()
        return self.items.items[index.row()] if index.isValid() else None

    def show_items(self, items: Sequence[TimelineItem]) -> None:
        self._all = items
        kinds = list(dict.fromkeys(item.kind for item in items))
        years = sorted({item.on.year for item in items}, reverse=True)
        self.kind.offer([(ALL, "Tất cả loại"), *((kind, kind) for kind in kinds)])
        self.year.offer([(0, "Mọi năm"), *((year, str(year)) for year in years)])
        self._filter()

    def _filter(self) -> None:
        kind, year = self.kind.value or ALL, self.year.value or 0
        shown = [
            item for item in self._all if kind in {ALL, item.kind} and year in {0, item.on.year}
        ]
        place = max(0, self.view.currentIndex().row())
        self.items.show(shown)
        if shown:
            self.view.setCurrentIndex(self.items.index(min(place, len(shown) - 1)))
        self._count.setText(f"{len(shown)} mục · mới nhất lên trước")
        self.record_button.setVisible(self._may_keep())
        self._note_current()

    def _note_current(self) -> None:
        item = self.current
        is_event = _is_written(item)
        may_keep, has_scan = is_event and self._may_keep(), item is not None and bool(item.scan)
        may_remove = _is_removable(item) and self._may_keep()
        self._acts.setVisible(may_remove or has_scan)
        words = "&Bỏ việc này" if is_event else "&Bỏ đợt mở nhầm"
        is_meeting = item is not None and item.contact_id is not None
        self.remove_button.set_text("&Bỏ lần gặp này" if is_meeting else words)
        self.remove_button.setVisible(may_remove)
        self.edit_button.setVisible(may_keep)
        self.scan_button.setVisible(has_scan)

    def _open(self) -> None:
        """Open the item; who may not correct an event is shown its scan."""
        item = self.current
        if item is None:
            return
        if item.scan and not self._may_keep():
            self._open_scan()
        else:
            self.opened.emit(item)

    def _open_scan(self) -> None:
        item = self.current
        if item is not None and item.scan and item.event_id is not None:
            self.scan_wanted.emit(item.event_id)

    def _remove(self) -> None:
        item = self.current
        if _is_removable(item) and self._may_keep():
            self.removed.emit(item)

    def _open_menu(self, at: QPoint) -> None:
        item = self.current
        is_event = _is_written(item)
        lines: list[Line] = [("Mở\tEnter", self._open, item is not None)]
        if is_event:
            lines = [
                ("Sửa…\tEnter", self._open, self._may_keep()),
                ("Mở bản quét\tCtrl+O", self._open_scan, bool(item and item.scan)),
                ("Bỏ việc này\tDelete", self._remove, self._may_keep()),
            ]
        elif _is_removable(item):
            lines.append(("Bỏ đợt mở nhầm\tDelete", self._remove, self._may_keep()))
        lines.append(("Ghi sự việc…\tCtrl+N", self.record_wanted.emit, self._may_keep()))
        open_menu(self, lines, at)


def _is_removable(item: TimelineItem | None) -> bool:
    return item is not None and (_is_written(item) or item.opens_id is not None)


def _is_written(item: TimelineItem | None) -> bool:
    """Tell whether somebody wrote it down here: it can be corrected and taken away."""
    return item is not None and (item.event_id is not None or item.contact_id is not None)


def short_name(full_name: str) -> str:
    """Shorten a colleague's name as on slips: "N.T.Hạnh"."""
    name = split_name(full_name)
    if not name.middle:
        return full_name
    before = f"{name.family} {name.middle}".split()
    return "".join(f"{word[0].upper()}." for word in before) + name.given
