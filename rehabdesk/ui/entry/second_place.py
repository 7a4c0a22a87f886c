"""Where the second copy of every backup goes: a stick, another disk, a shared folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import choose_second_place, place_name, second_place
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk

NOWHERE = "Chưa chọn"
SETTINGS = frozenset({"office_setting"})


class SecondPlace(QWidget):
    """Names the place, changes it, or gives it up."""

    changed = Signal()

    def __init__(self, desk: Desk, folder: OfficeFolder, choose_key: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self.place: Path | None = None
        self._may_change = True
        self.words = QLabel(NOWHERE)
        self.choose_button = KeyButton("Chọn nơi t&hứ hai…", choose_key, "folder_open")
        self.drop_button = KeyButton("Thôi dùng", kind="flat")
        self.choose_button.clicked.connect(self._ask)
        self.drop_button.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self.choose_button)
        row.addWidget(self.drop_button)
        self._show(None)

    def may_change(self, *, is_allowed: bool) -> None:
        """Leave only the words to those who may not choose."""
        self._may_change = is_allowed
        self._show(self.place)

    def refresh(self) -> None:
        self._desk.run(self, partial(second_place, self._folder), self._show, name="place")

    def _show(self, place: Path | None) -> None:
        self.place = place
        self.words.setText(place_name(place) if place else NOWHERE)
        self.words.setToolTip(str(place) if place else "")
        self.choose_button.set_text("Đổi nơi t&hứ hai…" if place else "Chọn nơi t&hứ hai…")
        self.choose_button.setVisible(self._may_change)
        self.drop_button.setVisible(self._may_change and place is not None)

    def _ask(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        start = self.place or Path(usual)
        ask.choose_folder(self, "Chọn nơi sao lưu thứ hai", start, self.take)

    def take(self, place: Path) -> None:
        job = partial(choose_second_place, self._folder, place)
        self._desk.run(self, job, lambda _: self._note(place))

    def _drop(self) -> None:
        job = partial(choose_second_place, self._folder, None)
        self._desk.run(self, job, lambda _: self._note(None))

    def _note(self, place: Path | None) -> None:
        self._show(place)
        self.changed.emit()
        self._desk.changed.emit(SETTINGS)
