"""Pages on their way to a printer, drawn one at a time so that a long list needs little memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.preview import PageImage

DOTS = 200
Draw = Callable[[int, int], PageImage]  # page, from 0, and dots an inch


class PrinterSilent(OutsideFault):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Máy in “{name or 'mặc định'}” không trả lời. Văn bản chưa in, chưa đổi trạng thái. "
            "Xem máy in, hoặc lưu PDF để in ở máy khác."
        )


class PrintJob(QObject):
    """Asks which printer, then sends page after page."""

    printed = Signal(int)  # how many pages

    def __init__(self, desk: Desk, name: str, pages: tuple[int, Draw], page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._count, self._draw = pages
        self._page = page
        self._painter = QPainter()
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(name)
        self.printer.setFullPage(True)

    def ask(self) -> None:
        dialog = QPrintDialog(self.printer, self._page)
        dialog.setWindowTitle("In")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.start)
        QDialog.open(dialog)

    def start(self) -> None:
        self._next(0)

    def _next(self, number: int) -> None:
        if number == self._count:
            self._painter.end()
            self.printed.emit(self._count)
            return
        job = partial(self._draw, number, DOTS)
        self._desk.run(self._page, job, partial(self._put, number), failed=self._stop)

    def _put(self, number: int, drawn: PageImage) -> None:
        is_wide = drawn.width > drawn.height
        way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
        self.printer.setPageOrientation(way)
        is_open = self.printer.newPage() if number else self._painter.begin(self.printer)
        if not is_open:
            self._stop()
            ask.warn(self._page, PrinterSilent(self.printer.printerName()))
            return
        image = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        )
        sheet = self.printer.pageLayout().fullRectPixels(self.printer.resolution())
        size = QSizeF(image.size()).scaled(QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(sheet.topLeft().toPointF(), size), image)
        self._next(number + 1)

    def _stop(self) -> None:
        if self._painter.isActive():
            self._painter.end()
