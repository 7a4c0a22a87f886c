"""What can be done with one line of the book, by its state: the bar below and the row's menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import PaperStatus, Right
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.menu import open_menu
from rehabdesk.ui.kit.buttons import KeyButton, key_sequences, plain
from rehabdesk.ui.kit.style import Style

Act = Callable[[], None]
ASSIGNING = frozenset({HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT})


@dataclass(frozen=True, slots=True)
class RowAct:
    title: str
    key: str
    fits: Callable[[RegisterRow], bool]
    act: Act
    right: Right = Right.READ_FILES
    is_bound: bool = False  # the list itself answers to most keys
    is_rare: bool = False  # in the menu alone


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


def was_handed_over(row: RegisterRow) -> bool:
    return bool(row.hand_overs)


def has_record(row: RegisterRow) -> bool:
    """Say whether the signed record of a hand-over is kept."""
    return any(each.has_record for each in row.hand_overs)


def is_numbered(row: RegisterRow) -> bool:
    return row.number is not None and not row.is_gap


def is_in_force(row: RegisterRow) -> bool:
    return is_numbered(row) and not row.is_struck


def can_be_replaced(row: RegisterRow) -> bool:
    return is_in_force(row) and not row.is_outside


def is_assigning(row: RegisterRow) -> bool:
    return can_be_replaced(row) and row.purpose in ASSIGNING


class RowActs(QWidget):
    """Shows the acts of the current row, each with its key."""

    def __init__(self, acts: Iterable[RowAct]) -> None:
        super().__init__()
        self._acts = tuple(acts)
        self._row: RegisterRow | None = None
        self._words = QLabel()
        self._words.setProperty("role", "secondary")
        self.buttons = [
            KeyButton(act.title, act.key, is_bound=False, is_small=True) for act in self._acts
        ]
        self.more = KeyButton(
            "Việc &khác", "Shift+F10", "more_horizontal", is_bound=False, is_small=True
        )
        self.more.clicked.connect(self._open_more)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._words)
        line.addStretch(1)
        for button, act in zip(self.buttons, self._acts, strict=True):
            button.clicked.connect(act.act)
            line.addWidget(button)
        line.addWidget(self.more)
        self.setFixedHeight(Style.current.size("control.small") + 6)
        self.show_row(None)

    def show_row(self, row: RegisterRow | None) -> None:
        self._row = row
        for button, act in zip(self.buttons, self._acts, strict=True):
            button.setVisible(row is not None and act.fits(row) and not act.is_rare)
        rare = [act for act in self._acts if act.is_rare]
        self.more.setVisible(row is not None and any(act.fits(row) for act in rare))
        self._words.setText(_told(row))

    def bind(self, page: QWidget) -> None:
        """Let the keys of the acts work anywhere on the page, for a line they fit."""
        for act in self._acts:
            if act.is_bound:
                shortcut = QShortcut(page)
                shortcut.setKeys(key_sequences(act.key))
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(self._act_by_key, act))

    def _act_by_key(self, act: RowAct) -> None:
        if self._row is not None and act.fits(self._row):
            act.act()

    def _open_more(self) -> None:
        if self._row is not None:
            self.open_menu(self._row, self.more.mapToGlobal(QPoint(0, 0)))

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
