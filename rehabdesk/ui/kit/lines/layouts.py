"""How the user who is in keeps the lists: with the office, so that it follows him to any machine.

Before anybody is in, and where nobody is, it is kept with the habits of the machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.lists.layouts import keep_layout
from rehabdesk.ui.kit.desk import Desk

Content = dict[str, Any]


class Layouts(QObject):
    """Lies beside the habits it belongs to; what lists keep in it comes in parts."""

    leaving_wanted = Signal(object, object)  # a list, and whether to paper or to Excel

    def __init__(self, habits: QSettings) -> None:
        super().__init__(habits)
        self._habits = habits
        self._desk: Desk | None = None
        self._owner: QWidget | None = None
        self._lists: dict[str, Content] = {}

    def open(self, desk: Desk, owner: QWidget, kept: Mapping[str, Content]) -> None:
        """Take over what somebody who comes in has kept; the owner hears what goes wrong."""
        self._desk, self._owner = desk, owner
        self._lists = {name: dict(content) for name, content in kept.items()}

    def read(self, name: str, part: str) -> Any:
        return self._list(name).get(part)

    def keep(self, name: str, part: str, value: Any) -> None:
        kept = self._list(name)
        if kept.get(part) == value:
            return
        kept[part] = value
        if self._desk is None or self._owner is None:
            self._habits.setValue(f"lists/{name}", json.dumps(kept))
            return
        if self._desk.office is not None:  # what changes behind the lock comes with the next
            note = partial(keep_layout, list_name=name, content=dict(kept))
            self._desk.keep(self._owner, note, _nothing, f"layout {name}")

    def _list(self, name: str) -> Content:
        if name not in self._lists:
            told = self._habits.value(f"lists/{name}") if self._desk is None else None
            self._lists[name] = json.loads(str(told)) if told else {}
        return self._lists[name]


def layouts_beside(habits: QSettings) -> Layouts:
    found = habits.findChild(Layouts)
    return found if isinstance(found, Layouts) else Layouts(habits)


def _nothing(_: object) -> None:
    return
