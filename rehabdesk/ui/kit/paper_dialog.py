"""A drawn paper in the kit's preview, to be printed or saved, and its way to the printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSettings, QSizeF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.services.exports import save_file
from rehabdesk.services.pages import count_pages, draw_page, draw_pages
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.preview import PageImage, PagePreview
from rehabdesk.ui.kit.style import Style

DOTS = 110
MOST = 12  # pages held as pictures at once; printing and saving take all
WIDTH = 934
HEIGHT = 560
FOLDER = "folder/pdf"
PRINTER_DOTS = 200  # drawn one page at a time, so that a long list needs little memory
MM_PER_INCH = 25.4
ENVELOPES = ((110, 220), (162, 229))  # DL and C5, in millimetres
NEAR = 3
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
        job = partial(self._draw, number, PRINTER_DOTS)
        self._desk.run(self._page, job, partial(self._put, number), failed=self._stop)

    def _put(self, number: int, drawn: PageImage) -> None:
        self._take_size(drawn)
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

    def _take_size(self, drawn: PageImage) -> None:
        """Tell the printer of an envelope; everything else goes on the sheet it is set up for."""
        sides = (drawn.width, drawn.height)
        across, down = sorted(dots * MM_PER_INCH / PRINTER_DOTS for dots in sides)
        for short, long in ENVELOPES:
            if abs(across - short) < NEAR and abs(down - long) < NEAR:
                unit, policy = QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.FuzzyMatch
                self.printer.setPageSize(QPageSize(QSizeF(short, long), unit, "", policy))

    def _stop(self) -> None:
        if self._painter.isActive():
            self._painter.end()


class PaperDialog(QDialog):
    """Shows the pages of a PDF that lives in memory; Enter prints."""

    word_wanted = Signal()  # where the paper can be had as a Word file besides

    def __init__(
        self, desk: Desk, habits: QSettings, name: str, content: bytes, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._habits = habits
        self._name = name
        self._content = content
        self.setWindowTitle(name.removesuffix(".pdf"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTH), Style.current.length(HEIGHT))
        self.preview = PagePreview(name.removesuffix(".pdf"))
        self.save_button = KeyButton("&Lưu PDF…", "Ctrl+S", "save")
        self.print_button = KeyButton("&In", "Ctrl+P", "print", "primary")
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self.word_button = KeyButton("Lưu &Word…", "Ctrl+W", "document_text")
        self.word_button.hide()
        self.word_button.clicked.connect(self.word_wanted)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._footer())
        self.print_button.setFocus()

    def offer_word(self, wanted: Callable[[], None]) -> None:
        """Let the same paper be had as a Word file."""
        self.word_wanted.connect(wanted)
        self.word_button.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # now the width the pages are to fit is known
            show = partial(self.preview.show_pages, dpi=DOTS)
            self._desk.run(self, partial(draw_pages, self._content, DOTS, MOST), show, name="pages")

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        if (count := count_pages(self._content)) > MOST:
            told = QLabel(f"Xem trước {MOST} trang đầu trong {count} trang; in và lưu đủ cả.")
            told.setProperty("role", "secondary")
            row.addWidget(told)
        row.addStretch(1)
        for button in (self.close_button, self.word_button, self.save_button, self.print_button):
            row.addWidget(button)
        return footer

    def _save(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        ask.save_file(self, "Lưu PDF", folder / self._name, "Tệp PDF (*.pdf)", self._write)

    def _write(self, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        told = f"Đã lưu “{path.name}”"
        self._desk.run(
            self, partial(save_file, path, self._content), lambda _: self._desk.say(told)
        )

    def _print(self) -> None:
        pages = (count_pages(self._content), partial(draw_page, self._content))
        job = PrintJob(self._desk, self._name, pages, self)
        job.printed.connect(self._close_printed)
        job.ask()

    def _close_printed(self, pages: int) -> None:
        self._desk.say(f"Đã gửi {pages} trang tới máy in")
        self.accept()
