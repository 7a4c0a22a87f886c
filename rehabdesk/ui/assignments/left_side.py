"""Step one: filter, and choose the persons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.text import word_order
from rehabdesk.services.assignments import ManagedRow
from rehabdesk.ui.assignments.persons import NO_MATCH, NOBODY_LEFT, Lines, PersonTable, filtered
from rehabdesk.ui.kit.fields import ComboField, SearchField
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import filter_bar

FILTER_WIDTH = 220


class LeftSide(QWidget):
    changed = Signal()  # other persons are chosen now

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self._managed: Sequence[ManagedRow] = ()
        self._is_showing = False
        self.words = SearchField("Lọc người được quản lý")
        self.words.setMinimumWidth(Style.current.length(FILTER_WIDTH))
        self.hamlet = ComboField[int | None]([(None, "Thôn: tất cả")], is_filter=True)
        self.hamlet.setAccessibleName("Thôn")
        self.lines = Lines(self)
        self.table = PersonTable(self.lines, habits)
        self._hamlet_left: int | None = self.table.layouts.read(self.table.name, "hamlet")
        step = QLabel("bước 1: chọn người")
        step.setProperty("role", "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(filter_bar(self.words, self.hamlet, None, step))
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.words.rested.connect(self._filter)
        self.hamlet.chosen.connect(self._filter)
        self.hamlet.activated.connect(self._keep_hamlet)
        self.lines.ticked.connect(self._tell)
        self.table.moved_to.connect(self._tell)

    @property
    def persons(self) -> list[ManagedRow]:
        return self.table.persons

    def show_managed(self, managed: Sequence[ManagedRow]) -> None:
        self._managed = managed
        hamlets = {row.hamlet_id: row.hamlet for row in managed if row.hamlet_id}
        offered = sorted(hamlets.items(), key=lambda pair: word_order(pair[1]))
        self.hamlet.offer([(None, "Thôn: tất cả"), *offered])
        left, self._hamlet_left = self._hamlet_left, None
        if left in hamlets:
            self.hamlet.value = left
        self._filter()

    def _keep_hamlet(self) -> None:
        self.table.layouts.keep(self.table.name, "hamlet", self.hamlet.value)

    def _filter(self) -> None:
        words = self.words.value
        self._is_showing = True
        self.table.set_empty(NO_MATCH.format(words) if words else NOBODY_LEFT)
        self.table.show_persons(filtered(self._managed, words, self.hamlet.value))
        self._is_showing = False
        self.changed.emit()

    def _tell(self) -> None:
        if not self._is_showing:
            self.changed.emit()
