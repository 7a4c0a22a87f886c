"""The photograph on the head of a file: shown, chosen, pasted, dropped; printed on nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from rehabdesk.services.pictures.portraits import drop_photo, keep_photo
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.inputs.pictures import KINDS, holds_picture, picture_in
from rehabdesk.ui.kit.style import Style, colour, icon

SIZE = (36, 48)
KEPT = "Đã giữ ảnh chân dung. Ảnh chỉ hiện trên màn hình, không in ra giấy."
NO_COPY = "Chưa chép ảnh nào. Chép ảnh rồi dán lại."


class Portrait(QAbstractButton):
    """A press opens what can be done with the photograph."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person_id: int | None = None
        self._image = QImage()
        self._may_edit = False
        self.clicked.connect(self._open)
        Style.current.changed.connect(self._measure)
        self._measure()

    @property
    def has_photo(self) -> bool:
        return not self._image.isNull()

    def show_photo(self, person_id: int, name: str, photo: bytes | None, *, may_edit: bool) -> None:
        self._person_id, self._may_edit = person_id, may_edit
        self._image = QImage.fromData(photo) if photo else QImage()
        words = f"Ảnh của {name}" if self.has_photo else "Chưa có ảnh chân dung"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(self.has_photo or may_edit)
        self.setEnabled(may_edit)
        self.setAcceptDrops(may_edit)
        self.update()

    def choices(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Chọn ảnh chân dung…").triggered.connect(self._choose)
        paste = menu.addAction("Dán ảnh đã chép")
        paste.triggered.connect(self._paste)
        paste.setEnabled(holds_picture(QApplication.clipboard().mimeData()))
        if self.has_photo:
            menu.addAction("Bỏ ảnh").triggered.connect(self._drop)
        return menu

    def keep(self, picture: Path | bytes) -> None:
        if self._person_id is not None:
            act = partial(keep_photo, person_id=self._person_id, picture=picture)
            self._desk.do(self, act, self._tell_kept)

    def _open(self) -> None:
        self.choices().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _choose(self) -> None:
        kind = QStandardPaths.StandardLocation.PicturesLocation
        folder = Path(QStandardPaths.writableLocation(kind))
        ask.open_file(self, "Ảnh chân dung", folder, KINDS, self.keep)

    def _paste(self) -> None:
        copied = QApplication.clipboard().mimeData()
        picture = picture_in(copied) if holds_picture(copied) else None
        if picture is None:
            self._desk.say(NO_COPY)
        else:
            self.keep(picture)

    def _drop(self) -> None:
        if self._person_id is not None:
            act = partial(drop_photo, person_id=self._person_id)
            self._desk.do(self, act, lambda _: self._desk.say("Đã bỏ ảnh chân dung."))

    def _tell_kept(self, _done: None) -> None:
        self._desk.say(KEPT)

    def _measure(self) -> None:
        self.setFixedSize(*(Style.current.length(side) for side in SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        frame = QPainterPath()
        frame.addRoundedRect(self.rect(), 3, 3)
        painter.setClipPath(frame)
        if self.has_photo:
            fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            scale = self.devicePixelRatioF()
            shown = self._image.scaled(
                self.size() * scale, fill, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(scale)
            painter.drawImage(0, 0, shown)
        else:
            painter.fillRect(self.rect(), colour("bg.hover"))
            side = Style.current.length(16)
            at = self.rect().center() - QPoint(side // 2, side // 2)
            painter.drawPixmap(at, icon("person_add", "text.secondary").pixmap(side, side))
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        picture = picture_in(event.mimeData())
        if picture is not None:
            event.acceptProposedAction()
            self.keep(picture)
