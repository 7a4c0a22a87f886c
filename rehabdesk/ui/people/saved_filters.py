"""Bộ lọc đã lưu: filters with a name, to be taken again, kept and dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.lists.filter_content import content_of, filter_from
from rehabdesk.services.lists.layouts import (
    LONGEST,
    NamedFilter,
    drop_filter,
    keep_filter,
    list_filters,
)
from rehabdesk.services.people.filters import PersonFilter
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField

LIST = "people"
WORDS_STAY = "Chữ gõ trong ô lọc không lưu theo, vì có tên người."


class NameDialog(FormDialog):
    """Asks under which name a filter is to be kept."""

    kept = Signal(str)

    def __init__(self, desk: Desk, chosen: PersonFilter, told: str, parent: QWidget) -> None:
        super().__init__("Lưu bộ lọc này", "&Lưu bộ lọc", parent)
        self._desk = desk
        self._chosen = chosen
        words = QLabel(f"{told[:1].upper()}{told[1:]}." if told else "Tất cả hồ sơ.")
        words.setWordWrap(True)
        self.body.insertWidget(1, words)
        self.name = TextField(told[:LONGEST])
        hint = WORDS_STAY if chosen.words else "Bộ lọc trùng tên được thay bằng bộ lọc này."
        self.add("name", "&Tên bộ lọc", self.name, hint)
        self.name.selectAll()

    def submit(self) -> None:
        office = self._desk.office
        if office is None:
            return
        content = content_of(self._chosen)
        note = partial(keep_filter, list_name=LIST, name=self.name.value, content=content)
        self._desk.run(self, partial(office.keep, note), self._close)

    def _close(self, name: str) -> None:
        self.accept()
        self._desk.say(f"Đã lưu bộ lọc “{name}”")
        self.kept.emit(name)


class SavedFilters(QWidget):
    """The button that opens the menu of them; nothing to be seen of its own."""

    chosen = Signal(object)  # a PersonFilter

    def __init__(self, desk: Desk, current: Callable[[], tuple[PersonFilter, str]]) -> None:
        super().__init__()
        self._desk = desk
        self._current = current
        self._kept: tuple[NamedFilter, ...] = ()
        self.button = KeyButton("Bộ lọc đã lư&u", picture="chevron_down")
        self.button.clicked.connect(self._open)
        self.hide()

    def refresh(self) -> None:
        self._desk.look(self, partial(list_filters, list_name=LIST), self._take, "filters")

    def keep_current(self) -> None:
        """Ask for a name for what the list is narrowed to."""
        chosen, told = self._current()
        dialog = NameDialog(self._desk, chosen, told, self.button.window())
        dialog.kept.connect(self.refresh)
        dialog.open()

    def menu(self) -> QMenu:
        menu = QMenu(self.button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kept in self._kept:
            then = partial(self.chosen.emit, filter_from(kept.content))
            menu.addAction(kept.name.replace("&", "&&")).triggered.connect(then)
        if not self._kept:
            menu.addAction("Chưa lưu bộ lọc nào").setEnabled(False)
        menu.addSeparator()
        menu.addAction("Lưu bộ lọc này…").triggered.connect(self.keep_current)
        if self._kept:
            dropping = menu.addMenu("Xóa bộ lọc")
            for kept in self._kept:
                drop = partial(self._drop, kept.name)
                dropping.addAction(kept.name.replace("&", "&&")).triggered.connect(drop)
        return menu

    def show_refusal(self, refusal: Refusal) -> None:
        ask.refuse(self.button, refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        ask.warn(self.button, fault)

    def _take(self, kept: tuple[NamedFilter, ...]) -> None:
        self._kept = kept

    def _open(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _drop(self, name: str) -> None:
        office = self._desk.office
        if office is not None:
            note = partial(drop_filter, list_name=LIST, name=name)
            self._desk.run(self, partial(office.keep, note), self._note_dropped)

    def _note_dropped(self, gone: NamedFilter | None) -> None:
        self.refresh()
        if gone is not None:
            self._desk.say(f"Đã xóa bộ lọc “{gone.name}”", "Hoàn tác", partial(self._back, gone))

    def _back(self, gone: NamedFilter) -> None:
        office = self._desk.office
        if office is not None:
            note = partial(keep_filter, list_name=LIST, name=gone.name, content=gone.content)
            self._desk.run(self, partial(office.keep, note), lambda _: self.refresh())
