"""What can be done with one line of the book, by its state: the bar below and the row's menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import PaperStatus, Right
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.menu import open_menu
from rehabdesk.ui.kit.buttons import KeyButton, plain
from rehabdesk.ui.kit.style import Style

Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class RowAct:
    title: str
    key: str
    fits: Callable[[RegisterRow], bool]
    act: Act
    right: Right = Right.READ_FILES
    is_bound: bool = False  # the list itself answers to most keys


def is_draft(row: RegisterRow) -> bool:
    return row.status is PaperStatus.DRAFTING


def is_submitted(row: RegisterRow) -> bool:
    return row.status is PaperStatus.SUBMITTED


def is_signed(row: RegisterRow) -> bool:
    return row.status is PaperStatus.SIGNED_UNNUMBERED


def is_kept(row: RegisterRow) -> bool:
    """Say whether the words of the paper are settled, with a number or still without."""
    return is_numbered(row) or is_signed(row)


def awaits_number(row: RegisterRow) -> bool:
    return row.awaits_number


def has_copy(row: RegisterRow) -> bool:
    return row.has_signed_copy


def is_numbered(row: RegisterRow) -> bool:
    return row.number is not None and not row.is_gap


class RowActs(QWidget):
    """Shows the acts of the current row, each with its key."""

    def __init__(self, acts: Iterable[RowAct]) -> None:
        super().__init__()
        self._acts = tuple(acts)
        self._row: RegisterRow | None = None
        self._words = QLabel()
        self._words.setProperty("role", "secondary")
        self.buttons = [
            KeyButton(act.title, act.key, is_bound=act.is_bound, is_small=True)
            for act in self._acts
        ]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._words)
        line.addStretch(1)
        for button, act in zip(self.buttons, self._acts, strict=True):
            button.clicked.connect(act.act)
            line.addWidget(button)
        self.setFixedHeight(Style.current.size("control.small") + 6)
        self.show_row(None)

    def show_row(self, row: RegisterRow | None) -> None:
        self._row = row
        for button, act in zip(self.buttons, self._acts, strict=True):
            button.setVisible(row is not None and act.fits(row))
        self._words.setText(_told(row))

    def open_menu(self, row: RegisterRow, at: QPoint) -> None:
        fitting = [act for act in self._acts if act.fits(row)]
        open_menu(self, [(_words(act), act.act, True) for act in fitting], at)


def _words(act: RowAct) -> str:
    return f"{plain(act.title)}\t{act.key}" if act.key else plain(act.title)


def _told(row: RegisterRow | None) -> str:
    if row is None:
        return ""
    number = "" if row.number is None else f"Số {row.number_text}"
    return " · ".join(part for part in (number, row.concerns) if part)
