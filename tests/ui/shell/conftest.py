"""A shell with sample screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.shell.places import Found, Furnishing, Place, Verb
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.window import MainWindow

CARD = "099083001416||Ngô Quang Hùng|22091983|Nam|Thôn Bãi, Yên Thịnh, Hòa Sơn|12052023"


@dataclass(frozen=True)
class OpenPaper:
    paper_id: int


@dataclass(frozen=True)
class ReadCard:
    text: str


class Page(QWidget):
    """A sample screen with one field, which remembers what it was asked to show."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, _desk: Desk, _habits: QSettings) -> None:
        super().__init__()
        self.visits: list[object] = []
        self.head = PageHead("Trang", "một dòng", [KeyButton("&In", "Ctrl+P")], has_back=True)
        self.head.back_wanted.connect(self.back_wanted)
        self.field = QLineEdit()
        self.field.setAccessibleName("Ô mẫu")
        page_layout(self, self.head).addWidget(self.field)

    def visit(self, visit: object) -> None:
        self.visits.append(visit)
        if isinstance(visit, OpenPaper):
            self.setWindowTitle(f"Giấy {visit.paper_id}")


class OtherPage(Page):
    pass


class PaperPage(Page):
    pass


PLACES = (
    Place("today", "calendar_checkmark", "Hôm nay", "Ctrl+1", Page, is_urgent=True),
    Place("persons", "folder_person", "Hồ sơ", "Ctrl+2", OtherPage, (ReadCard,)),
    Place("paper", "", "Giấy", "", PaperPage, (OpenPaper,), under="persons"),
)
VERBS = (Verb("F7", "person_add", "&Tiếp nhận", ReadCard("")),)
FOUND = (
    Found("Người", "Ngô Quang Hùng", OpenPaper(1), "1983", "person"),
    Found("Văn bản", "QĐ 43/QĐ-UBND", OpenPaper(43), "12/11/2026"),
)


NAMESAKE = Found("Người", "Ngô Thị Nhàn", OpenPaper(2), "1990", "person")
SHORT = 2


def find(_work: Work, typed: str) -> Sequence[Found]:
    if 0 < len(typed) <= SHORT:
        return (FOUND[0], NAMESAKE)
    return FOUND if typed else ()


def furnishing() -> Furnishing:
    return Furnishing(
        "UBND xã Yên Thịnh",
        "Tỉnh Hòa Sơn",
        "Nguyễn Thị Hạnh",
        PLACES,
        VERBS,
        find,
        ReadCard,
        OpenPaper(99),
        counts=lambda _: {"today": 11, "persons": 86},
        regime=lambda _: "Luật 120/2025/QH15",
        total=lambda _work, _typed: 1234,
    )


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    made = Watch(qapp)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, habits: QSettings, watch: Watch) -> MainWindow:
    made = MainWindow(habits, watch)
    qtbot.addWidget(made)
    shell = Shell(desk, habits, furnishing())
    shell.lock_wanted.connect(made.want_lock)
    shell.retitled.connect(made.retitle)
    made.scanned.connect(shell.take_card)
    made.show_shell(shell, "UBND xã Yên Thịnh")
    made.resize(1366, 736)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def shell(window: MainWindow) -> Shell:
    return window.findChildren(Shell)[0]


def page(shell: Shell) -> Page:
    shown = shell.trail.page
    assert isinstance(shown, Page)
    return shown
