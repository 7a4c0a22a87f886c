"""Two editions of one file side by side: each field is taken from one or the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from rehabdesk.services.people.correcting import Clash
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog

THEIRS, MINE = "Lấy bản kia", "Giữ bản này"


class MeanwhileDialog(FormDialog):
    """Says what stands differently; nothing is saved before each field has been chosen."""

    settled = Signal(object)  # the names of the fields to keep from mine

    def __init__(self, sentence: str, clashes: Sequence[Clash], parent: QWidget) -> None:
        super().__init__("Hai bản cạnh nhau", "Lưu", parent, WIDTHS[2], quiet_text="Để sau")
        self._clashes = tuple(clashes)
        self._groups: list[QButtonGroup] = []
        self.message.say("warn", sentence)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, title in enumerate(("Ô", "Bản kia, đã lưu", "Bản này, chưa lưu")):
            heading = QLabel(title)
            heading.setProperty("role", "section")
            grid.addWidget(heading, 0, column)
        for line, clash in enumerate(self._clashes, start=1):
            self._add(grid, line, clash)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        first = self._groups[0].checkedButton() if self._groups else None
        if first is not None:
            first.setFocus()

    def choose(self, field: str, *, is_mine: bool) -> None:
        place = next(at for at, clash in enumerate(self._clashes) if clash.field == field)
        self._groups[place].button(int(is_mine)).setChecked(True)

    def submit(self) -> None:
        chosen = frozenset(
            clash.field
            for clash, group in zip(self._clashes, self._groups, strict=True)
            if group.checkedId() == 1
        )
        self.accept()
        self.settled.emit(chosen)

    def _add(self, grid: QGridLayout, line: int, clash: Clash) -> None:
        grid.addWidget(QLabel(clash.label), line, 0)
        group = QButtonGroup(self)
        sides = ((THEIRS, clash.kept), (MINE, clash.mine))
        for number, (words, text) in enumerate(sides):
            button = QRadioButton(f"{words}: {text or '–'}")
            button.setAccessibleName(f"{clash.label}. {words}: {text or 'để trống'}")
            button.setToolTip(text)
            button.setChecked(number == int(clash.is_mine))
            group.addButton(button, number)
            grid.addWidget(button, line, number + 1)
        self._groups.append(group)
