"""The right side of the board: who can be put in charge, and how much each carries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.text import name_order
from rehabdesk.services.assigning.carrying import HelperRow
from rehabdesk.ui.kit.lines.painting import BOX, RowDelegate
from rehabdesk.ui.kit.rows import PAD, Column, Index, Rows
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

NO_HELPERS = "Chưa có người phụ trách nào. Bấm Người phụ trách… để thêm."
BLOCK, GAP, HEIGHT = 11, 2, 10
RADIO, LOAD = 0, 4
Key = tuple[bool, int]  # whether an organisation, and which


class Order(Coded):
    NEAR = "near", "Xếp: gần nhà, còn chỗ"
    FREE = "free", "Xếp: còn nhiều chỗ"
    NAME = "name", "Xếp: theo tên"


def in_order(rows: Sequence[HelperRow], order: Order) -> list[HelperRow]:
    """Sort the persons; the service gives the nearest first. Organisations come below."""
    persons = [row for row in rows if not row.is_organisation]
    bodies = [row for row in rows if row.is_organisation]
    if order is Order.NAME:
        persons.sort(key=lambda row: name_order(row.full_name))
    if order is Order.FREE:
        persons.sort(key=lambda row: row.load + row.awaiting)
    return [*persons, *bodies]


def _told(row: HelperRow) -> str:
    waiting = f", {row.awaiting} người chờ số" if row.awaiting else ""
    limit = f"mức {row.limit} người" if row.limit is not None else "không đặt mức cho tổ chức"
    return f"{row.address} đang giúp {row.load} người{waiting}, {limit}"


def _load(row: HelperRow) -> str:
    return str(row.load) if row.limit is None else f"{row.load}/{row.limit}"


COLUMNS = (
    Column[HelperRow]("", lambda _: "", width=34),
    Column[HelperRow](
        "Người phụ trách", lambda row: row.full_name, width=130, is_subject=True, is_stretched=True
    ),
    Column[HelperRow]("Đơn vị", lambda row: row.organisation, width=150),
    Column[HelperRow]("Ở thôn", lambda row: row.hamlet, width=115),
    Column[HelperRow](
        "Đang giúp / mức",
        _load,
        width=124,
        align="right",
        tint=lambda row: "warn" if row.is_full else None,
        tip=_told,
    ),
)


class Loads(Rows[HelperRow]):
    """Knows besides how many more one helper is about to get."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(COLUMNS, parent, identity=lambda row: row.key)
        self._plan: tuple[Key, int] | None = None  # whom, and how many more

    def plan(self, helper: Key, count: int) -> None:
        self._plan = helper, count
        if self.rowCount():
            self.dataChanged.emit(self.index(0, LOAD), self.index(self.rowCount() - 1, LOAD))

    def blocks(self, row: HelperRow) -> list[str]:
        """Return the colour of each block: now, after what is under way, free."""
        if row.limit is None:
            return []
        more = self._plan[1] if self._plan and self._plan[0] == row.key else 0
        coming = row.awaiting + more
        colours = ["accent"] * row.load + ["warn"] * coming
        return (colours + ["neutral.bg"] * row.limit)[: row.limit]


class LoadDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, Loads):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == RADIO:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_radio(painter, option.rect, is_chosen=is_chosen)
        elif index.column() == LOAD:
            _paint_blocks(painter, option.rect, model.blocks(model.row(index)))
        painter.restore()


def _paint_radio(painter: QPainter, rect: QRect, *, is_chosen: bool) -> None:
    side = Style.current.length(BOX)
    ring = QRect(0, 0, side, side)
    ring.moveCenter(rect.center())
    painter.setPen(colour("accent" if is_chosen else "border.input"))
    painter.setBrush(colour("accent" if is_chosen else "bg.surface"))
    painter.drawEllipse(ring.adjusted(0, 0, -1, -1).toRectF().translated(0.5, 0.5))
    if is_chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("on.accent"))
        painter.drawEllipse(ring.toRectF().center(), side / 5, side / 5)


def _paint_blocks(painter: QPainter, rect: QRect, blocks: Sequence[str]) -> None:
    """Fit all blocks into what the number leaves free."""
    style = Style.current
    room = rect.width() - 2 * PAD - style.length(34)
    gap = style.length(GAP)
    width = max(2, min(style.length(BLOCK), room // max(len(blocks), 1) - gap))
    height = style.length(HEIGHT)
    left, top = rect.left() + PAD, rect.center().y() - height // 2 + 1
    painter.setPen(Qt.PenStyle.NoPen)
    for tint in blocks:
        painter.setBrush(colour(tint))
        painter.drawRoundedRect(left, top, width, height, 2, 2)
        left += width + gap


class HelperTable(ListTable[HelperRow]):
    """The current row is the one chosen."""

    def __init__(self, rows: Loads, habits: QSettings) -> None:
        super().__init__(rows, "assignments.helpers", habits)
        self.loads = rows
        self._order = Order.NEAR
        self._found: tuple[HelperRow, ...] = ()
        self.setItemDelegate(LoadDelegate(self))
        self.setSortingEnabled(False)
        self.setSelectionMode(ListTable.SelectionMode.SingleSelection)
        self.setAccessibleName("Người phụ trách")
        self.set_empty(NO_HELPERS)

    def show_helpers(self, found: Collection[HelperRow]) -> None:
        self._found = tuple(found)
        self.show_rows(in_order(self._found, self._order))

    def arrange(self, order: Order) -> None:
        self._order = order
        self.show_rows(in_order(self._found, order))
