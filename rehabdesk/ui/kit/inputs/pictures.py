"""Pictures brought by file, by drop or by paste, read on a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData, QObject, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage
from shiboken6 import isValid

from rehabdesk.domain.refusals import OutsideFault, Refusal

KINDS = "Ảnh hoặc bản quét (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.pdf)"
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".pdf"})


def holds_picture(mime: QMimeData | None) -> bool:
    return mime is not None and (mime.hasImage() or _file_in(mime) is not None)


def picture_in(mime: QMimeData) -> Path | bytes | None:
    """Return the file, or the pixels as a PNG, of what was dropped or pasted."""
    path = _file_in(mime)
    if path is not None:
        return path
    image = QImage(mime.imageData()) if mime.hasImage() else QImage()
    if image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt takes no bytes here
    return bytes(buffer.data().data())


def _file_in(mime: QMimeData) -> Path | None:
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((path for path in paths if path.suffix.lower() in _SUFFIXES), None)


class PictureReader(QObject):
    """Reads pictures beside the lane of the records, which nobody is to wait for meanwhile."""

    read = Signal(str)
    refused = Signal(object)  # a Refusal or an OutsideFault
    _done = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = 0
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, job: Callable[[], str]) -> None:
        """Read one picture; a newer one replaces it."""
        self._asked += 1
        QThreadPool.globalInstance().start(partial(self._work, self._asked, job))

    def forget(self) -> None:
        """Want no answer to what was asked."""
        self._asked += 1

    def _work(self, number: int, job: Callable[[], str]) -> None:
        answer: object
        try:
            answer = job()
        except (Refusal, OutsideFault) as trouble:
            answer = trouble
        if isValid(self):
            self._done.emit(number, answer)

    @Slot(int, object)
    def _tell(self, number: int, answer: object) -> None:
        if number != self._asked:
            return
        if isinstance(answer, str):
            self.read.emit(answer)
        else:
            self.refused.emit(answer)
