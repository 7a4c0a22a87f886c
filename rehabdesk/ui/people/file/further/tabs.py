"""The parts of a file in their order, how many things each holds, and parts made late."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.kit.desk import Desk

TIMELINE, FACTS, PAPERS, CONTACTS, SUPPORTS, TESTS, FAMILY, HISTORY = range(8)
TABS = (
    "&Dòng thời gian",
    "Thông t&in",
    "Quyết định, phân &công",
    "&Gặp gỡ",
    "Hỗ trợ",
    "&Xét nghiệm",
    "Gia đìn&h",
    "&Lịch sử sửa",
)


def show_counts(tabs: QTabBar, file: PersonFile) -> None:
    """Tell beside the name of a part how many things it holds."""
    counts = {
        PAPERS: len(file.papers),
        CONTACTS: len(file.contacts.rows),
        SUPPORTS: len(file.supports),
        FAMILY: len(file.facts.relatives),
    }
    for tab, count in counts.items():
        tabs.setTabText(tab, f"{TABS[tab]}  {count}" if count else TABS[tab])


def next_seen(tabs: QTabBar, way: int) -> int:
    """Return the tab before or after the current one, of those this user may see."""
    place = tabs.currentIndex()
    for _ in range(tabs.count()):
        place = (place + way) % tabs.count()
        if tabs.isTabVisible(place):
            return place
    return place


class LatePart(QWidget):
    """A part loaded when it is first seen: most files are left again before that."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._file: PersonFile | None = None
        self.part: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_file(self, file: PersonFile) -> None:
        self._file = file
        self._tell()

    def made(self) -> QWidget:
        """Return the part, made now at the latest."""
        if self.part is None:
            self.part = self._make()
            self._layout.addWidget(self.part)
            self.setFocusProxy(self.part)
            self._tell()
        return self.part

    def open(self, record_id: int) -> None:
        """Open one of the things it holds."""
        opened = getattr(self.made(), "open", None)
        if opened is not None:
            opened(record_id)

    def _tell(self) -> None:
        show = getattr(self.part, "show_file", None)
        if show is not None and self._file is not None:
            show(self._file)

    def showEvent(self, event: QShowEvent) -> None:
        self.made()
        super().showEvent(event)


# Parts loaded when somebody turns to them


def supports_part(desk: Desk, habits: QSettings, may_keep: Callable[[], bool]) -> LatePart:
    def make() -> QWidget:
        from rehabdesk.ui.supports.tab import SupportsTab

        return SupportsTab(desk, habits, may_keep)

    return LatePart(make)


def pledges_part(desk: Desk, habits: QSettings, may_keep: Callable[[], bool]) -> LatePart:
    def make() -> QWidget:
        from rehabdesk.ui.pledges.pane import PledgePane

        return PledgePane(desk, habits, may_keep)

    return LatePart(make)


def tests_part(desk: Desk, habits: QSettings) -> LatePart:
    def make() -> QWidget:
        from rehabdesk.ui.body_tests.tab import TestsTab

        return TestsTab(desk, habits)

    return LatePart(make)
