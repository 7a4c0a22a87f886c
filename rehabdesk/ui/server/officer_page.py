"""The page for whoever looks after the server: read in the window, copied from, printed, saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.guides.page import BlockKind, GuideBlock, runs
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.exports import save_file
from rehabdesk.services.guides.server_page import NAME, draw_server_page, server_page
from rehabdesk.services.pages import count_pages, draw_page
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.paper_dialog import FOLDER, PrintJob
from rehabdesk.ui.kit.style import Style

WORDS = "Trang cho người phụ trách máy chủ"
WIDTH, HEIGHT = 760, 620
BESIDE = 32  # of the screen stays free
STEP = 26
_ROLES = {
    BlockKind.TITLE: "subtitle",
    BlockKind.HEAD: "title",
    BlockKind.COMMANDS: "command",
}


class OfficerPage(QDialog):
    """Its words can be marked and copied; nothing in it needs an office or a server."""

    def __init__(self, desk: Desk, habits: QSettings, home: OfficeHome, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._habits = habits
        self._draw = partial(draw_server_page, home.resources)
        self.setWindowTitle(WORDS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        room = parent.screen().availableSize()
        self.resize(
            min(Style.current.length(WIDTH), room.width() - BESIDE),
            min(Style.current.length(HEIGHT), room.height() - BESIDE),
        )
        self.message = MessageFrame()
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setAccessibleName(WORDS)
        self.page.setWidget(_told(server_page(home.resources)))
        self.save_button = KeyButton("&Lưu PDF…", "Ctrl+S", "save")
        self.print_button = KeyButton("&In", "Ctrl+P", "print", "primary")
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self.save_button.clicked.connect(self._ask_where)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self.page, 1)
        layout.addWidget(self._footer())
        self.page.setFocus()

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        told = QLabel("Chữ trong trang chọn và chép được.")
        told.setProperty("role", "secondary")
        row.addWidget(told)
        row.addStretch(1)
        for button in (self.close_button, self.save_button, self.print_button):
            row.addWidget(button)
        return footer

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        ask.save_file(self, "Lưu PDF", folder / NAME, "Tệp PDF (*.pdf)", self._save)

    def _save(self, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))

        def write() -> None:
            save_file(path, self._draw())

        self._desk.run(self, write, lambda _: self.message.say("ok", f"Đã lưu “{path.name}”."))

    def _print(self) -> None:
        self._desk.run(self, self._draw, self._print_content)

    def _print_content(self, content: bytes) -> None:
        job = PrintJob(self._desk, NAME, (count_pages(content), partial(draw_page, content)), self)
        job.printed.connect(
            lambda pages: self.message.say("ok", f"Đã gửi {pages} trang tới máy in.")
        )
        job.ask()


def officer_link(desk: Desk, habits: QSettings, home: OfficeHome, parent: QWidget) -> KeyButton:
    """Make the button that opens the page over what it stands on."""
    link = KeyButton(f"{WORDS}…", kind="link")
    link.clicked.connect(lambda: OfficerPage(desk, habits, home, parent).open())
    return link


def _told(blocks: tuple[GuideBlock, ...]) -> QWidget:
    page = QWidget()
    page.setObjectName("officerPage")
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(8)
    for block in blocks:
        column.addWidget(_MADE.get(block.kind, _words)(block))
    column.addStretch(1)
    return page


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    if role:
        label.setProperty("role", role)
    return label


def _words(block: GuideBlock) -> QWidget:
    return _label(_rich(block.text), _ROLES.get(block.kind, ""))


def _rich(text: str) -> str:
    return "".join(
        f"<tt>{escape(part)}</tt>" if is_typed else escape(part) for part, is_typed in runs(text)
    )


def _commands(block: GuideBlock) -> QWidget:
    label = _label(block.text, _ROLES[block.kind])
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _step(block: GuideBlock) -> QWidget:
    row = QWidget()
    beside = QHBoxLayout(row)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(0)
    mark = QLabel(f"{block.mark}." if block.mark else "•")
    mark.setFixedWidth(Style.current.length(STEP))
    mark.setAlignment(Qt.AlignmentFlag.AlignTop)
    beside.addWidget(mark)
    beside.addWidget(_label(_rich(block.text)), 1)
    return row


def _table(block: GuideBlock) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for line, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            label = _label(_rich(cell), "" if line else "label")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, line, column)
    return table


_MADE: dict[BlockKind, Callable[[GuideBlock], QWidget]] = {
    BlockKind.STEP: _step,
    BlockKind.POINT: _step,
    BlockKind.COMMANDS: _commands,
    BlockKind.TABLE: _table,
}
