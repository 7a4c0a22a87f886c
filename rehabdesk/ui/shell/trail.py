"""Which page stands in the shell, and the way back along the pages gone to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.shell.places import Opener, Place

KEPT = 50
NOT_THERE = "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."


@dataclass(frozen=True, slots=True)
class Stop:
    """A page gone to, and what for; None when it was only looked in on."""

    key: str
    visit: object | None = None


class Trail(QStackedWidget):
    """The pages, each made when first gone to and kept as it was left."""

    moved = Signal(str)  # the key of the place now shown
    counted = Signal(str, int)  # the key of a place, and how much waits there

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        places: Sequence[Place],
        dialogs: Mapping[type, Opener] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._desk = desk
        self._habits = habits
        self._places = {place.key: place for place in places}
        self._pages: dict[str, QWidget] = {}
        self._stops: list[Stop] = []
        self._shown: dict[str, object] = {}
        self._focus: dict[str, QWidget] = {}

    @property
    def place(self) -> Place | None:
        return self._places[self._stops[-1].key] if self._stops else None

    @property
    def page(self) -> QWidget | None:
        return self._pages[self._stops[-1].key] if self._stops else None

    def open_place(self, key: str) -> None:
        """Look in on a place, as it was left."""
        self._go(Stop(key))

    def follow(self, visit: object) -> None:
        """Go to the place that receives this kind of visit, or open its dialog over the page."""
        opener = self._dialogs.get(type(visit))
        if opener is not None:
            opener(self._desk, self._habits, self.page or self, visit)
            return
        place = next((one for one in self._places.values() if isinstance(visit, one.visits)), None)
        if place is None:
            self._desk.say(NOT_THERE)
        else:
            self._go(Stop(place.key, visit))

    def go_back(self) -> None:
        """Go back; a page of several steps goes back along its own first."""
        step_back = getattr(self.page, "step_back", None)
        if callable(step_back) and step_back():
            return
        if len(self._stops) > 1:
            self._stops.pop()
            self._arrive(self._stops[-1])

    def _go(self, stop: Stop) -> None:
        if not self._stops or self._stops[-1] != stop:
            self._stops = [*self._stops, stop][-KEPT:]
        self._arrive(stop, is_new=True)

    def _arrive(self, stop: Stop, *, is_new: bool = False) -> None:
        self._note_focus()
        page = self._page(stop.key)
        self.setCurrentWidget(page)
        if stop.visit is not None and (is_new or self._shown.get(stop.key) != stop.visit):
            self._shown[stop.key] = stop.visit
            page.visit(stop.visit)  # type: ignore[attr-defined]  # places that receive visits have it
        self._give_focus(stop.key, page, has_visit=stop.visit is not None and is_new)
        self.moved.emit(stop.key)

    def _page(self, key: str) -> QWidget:
        if key not in self._pages:
            page = self._places[key].factory(self._desk, self._habits)
            self._pages[key] = page
            if hasattr(page, "wanted"):
                page.wanted.connect(self.follow)
            if hasattr(page, "back_wanted"):
                page.back_wanted.connect(self.go_back)
            if hasattr(page, "counted"):
                page.counted.connect(partial(self.counted.emit, key))
            page.windowTitleChanged.connect(self._retitle)
            self.addWidget(page)
        return self._pages[key]

    def _retitle(self) -> None:
        if self._stops:
            self.moved.emit(self._stops[-1].key)

    def _note_focus(self) -> None:
        page, focus = self.currentWidget(), self.window().focusWidget()
        if page is not None and focus is not None and page.isAncestorOf(focus):
            key = next(key for key, one in self._pages.items() if one is page)
            self._focus[key] = focus

    def _give_focus(self, key: str, page: QWidget, *, has_visit: bool) -> None:
        focus = page.focusWidget()
        if has_visit and focus is not None:
            focus.setFocus()
        elif key in self._focus:
            self._focus[key].setFocus()
        else:
            page.setFocus()
            if not page.hasFocus():
                page.focusNextChild()
