"""Persons, helpers, organisations and offices as inputs offer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from rehabdesk.services.decisions.proposing import Candidate
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.form import FieldBox
from rehabdesk.ui.kit.suggest import Suggestion

MOST = 15  # names offered in one menu
NOBODY = "Không có ai tên “{}” đang nhận việc. Chọn người khác, hoặc thêm ở Phân công."
Show = Callable[[Sequence[Suggestion]], None]


def suggestion(candidate: Candidate) -> Suggestion:
    return Suggestion(candidate.id, candidate.name, candidate.detail)


def helper(candidate: Candidate) -> Suggestion:
    value = (candidate.is_organisation, candidate.id)
    return Suggestion(value, candidate.name, candidate.detail)


def offer_persons(show: Show, found: Sequence[Candidate]) -> None:
    show([suggestion(each) for each in found])


def offer_helpers(show: Show, box: FieldBox, words: str, found: Sequence[Candidate]) -> None:
    """Offer who is in service; a name nobody in service has is told, not passed over."""
    show([helper(each) for each in found])
    if found or not words.strip():
        box.hush()
    else:
        box.tell("warn", NOBODY.format(words.strip()))


class NameButton(KeyButton):
    """Offers names beside an input in which anything may be typed."""

    chosen = Signal(str)

    def __init__(self, label: str, names: Sequence[str]) -> None:
        super().__init__("Chọn…", kind="link", is_small=True)
        self.setAccessibleName(f"Chọn tên cho {label}")
        self._names = tuple(names)[:MOST]
        self.clicked.connect(self.open)

    def open(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._names:
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self._choose, name))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
