"""Pages as they will be printed, with their values where they can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.style import Style, colour

POINTS = 72
SCREEN_DOTS = 96
MARGIN = 30
GAP = 12


class PageImage(Protocol):
    """A page drawn elsewhere: four bytes a pixel, blue first."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class FieldSpot(Protocol):
    """Where a field's value stands on its page, in points from the top left."""

    @property
    def page(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def field(self) -> str: ...
    @property
    def person(self) -> int | None: ...


class Zoom(Coded):
    WIDTH = "width", "Vừa bề ngang"
    PAGE = "page", "Cả trang"
    FULL = "full", "100 %"


class PageSheet(QWidget):
    """One page; a value under the pointer can be chosen."""

    spot_chosen = Signal(str, object)

    def __init__(self, page: PageImage, dpi: float, spots: Sequence[FieldSpot]) -> None:
        super().__init__()
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        self._image = image.copy()  # the bytes are the caller's
        self.points = (page.width * POINTS / dpi, page.height * POINTS / dpi)
        self._spots = tuple(spots)
        self._field = ""
        self.setMouseTracking(bool(spots))

    def fit(self, width: int) -> None:
        self.setFixedSize(QSize(width, round(width * self.points[1] / self.points[0])))

    def mark(self, field: str) -> QRect | None:
        """Outline the values of a field; return where the first one stands."""
        self._field = field
        self.update()
        return next((self._place(spot) for spot in self._spots if spot.field == field), None)

    def _place(self, spot: FieldSpot) -> QRect:
        scale = self.width() / self.points[0]
        spread = QRectF(spot.x, spot.y, spot.width, spot.height)
        return QRectF(spread.topLeft() * scale, spread.size() * scale).toAlignedRect()

    def _spot_at(self, event: QMouseEvent) -> FieldSpot | None:
        at = event.position().toPoint()
        return next((spot for spot in self._spots if self._place(spot).contains(at)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(colour("accent"))
        for spot in self._spots:
            if self._field and spot.field == self._field:
                painter.drawRect(self._place(spot).adjusted(-2, -1, 1, 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_over = self._spot_at(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (spot := self._spot_at(event)) is not None:
            self.spot_chosen.emit(spot.field, spot.person)


class PagePreview(QFrame):
    """A card with the pages: previous, next, zoom, and room for the page's own buttons."""

    spot_chosen = Signal(str, object)  # the field whose value was clicked, and whose it is

    def __init__(self, title: str = "Xem trước") -> None:
        super().__init__()
        self.setObjectName("card")
        self._sheets: list[PageSheet] = []
        self.zoom = ComboField([(zoom, zoom.label) for zoom in Zoom])
        self.zoom.setAccessibleName("Cỡ trang")
        self.zoom.chosen.connect(self._fit)
        self._count = QLabel()
        self._back = IconButton("chevron_left", "Trang trước")
        self._on = IconButton("chevron_right", "Trang sau")
        self._back.clicked.connect(self.go_back)
        self._on.clicked.connect(self.go_on)
        self._pages = QWidget()
        self._pages.setObjectName("pages")
        self._column = QVBoxLayout(self._pages)
        self._column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        self._column.setSpacing(GAP)
        self._area = _area(self._pages)
        self._area.verticalScrollBar().valueChanged.connect(self._tell_page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self._head(title))
        layout.addWidget(self._area, 1)
        self._tell_page()

    def add_button(self, button: QWidget) -> None:
        self._heading.addWidget(button)

    def show_pages(
        self, pages: Sequence[PageImage], dpi: float, spots: Sequence[FieldSpot] = ()
    ) -> None:
        """Show these pages at the place last looked at. Spots name their page from 0."""
        scrolled = self._area.verticalScrollBar().value()
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = [
            PageSheet(page, dpi, [spot for spot in spots if spot.page == number])
            for number, page in enumerate(pages)
        ]
        for sheet in self._sheets:
            sheet.spot_chosen.connect(self.spot_chosen)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self._area.verticalScrollBar().setValue(scrolled)

    def mark(self, field: str) -> None:
        """Outline a field's values and bring the first into sight."""
        places = [(sheet, sheet.mark(field)) for sheet in self._sheets]
        for sheet, place in places:
            if place is not None:
                at = sheet.mapTo(self._pages, place.center())
                self._area.ensureVisible(at.x(), at.y(), 40, 80)
                return

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 3
        return max((number for number, top in enumerate(self._tops()) if top <= middle), default=0)

    def go_back(self) -> None:
        self._go_to(self.page - 1)

    def go_on(self) -> None:
        self._go_to(self.page + 1)

    def _go_to(self, page: int) -> None:
        if 0 <= page < len(self._sheets):
            self._area.verticalScrollBar().setValue(self._tops()[page] - GAP)

    def _tops(self) -> list[int]:
        """Return where each page begins; true before the layout has placed them."""
        tops = [GAP]
        for sheet in self._sheets:
            tops.append(tops[-1] + sheet.height() + GAP)
        return tops[:-1]

    def _head(self, title: str) -> QHBoxLayout:
        name = QLabel(title)
        name.setProperty("role", "secondary")
        self._heading = QHBoxLayout()
        self._heading.setContentsMargins(12, 4, 8, 4)
        self._heading.setSpacing(6)
        for part in (name, self._back, self._count, self._on):
            self._heading.addWidget(part)
        self._heading.addStretch(1)
        self._heading.addWidget(self.zoom)
        return self._heading

    def _fit(self) -> None:
        bar = self._area.verticalScrollBar().sizeHint().width()  # there or not, its room is kept
        room = self._area.size() - QSize(bar + 2 * MARGIN, 2 * GAP)
        for sheet in self._sheets:
            across, down = sheet.points
            full = Style.current.length(across * SCREEN_DOTS / POINTS)
            whole = round(room.height() * across / down)
            widths = {Zoom.WIDTH: room.width(), Zoom.PAGE: min(whole, room.width())}
            sheet.fit(max(100, widths.get(self.zoom.value or Zoom.WIDTH, full)))
        self._column.activate()
        self._tell_page()

    def _tell_page(self) -> None:
        count = len(self._sheets)
        self._count.setText(f"Trang {self.page + 1}/{count}" if count else "Chưa có trang nào")
        self._back.setEnabled(self.page > 0)
        self._on.setEnabled(self.page + 1 < count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {Qt.Key.Key_PageUp: self.go_back, Qt.Key.Key_PageDown: self.go_on}
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()


def _area(pages: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("desk")
    area.setWidget(pages)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName("Trang in")
    return area
