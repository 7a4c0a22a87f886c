"""A look at the current person beside the list, on wide screens; the file itself stays closed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.services.people.files import PersonRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import StateChip
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.columns import STATE_SIGNS, ends_soon, helper_words, time_left

NARROW, WIDE = 282, 356
FROM_WIDTH = 1400  # of the page: a window of 1600
WIDE_FROM = 1500
_CHIPS = {"ok": "ok", "warn": "warn"}


class QuickLook(QFrame):
    """Head, next task and helper, from what the list already knows."""

    opened = Signal(object)  # a PersonRow

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._row: PersonRow | None = None
        self.name = QLabel()
        self.name.setProperty("role", "subtitle")
        self.name.setWordWrap(True)
        self._state, self._left = StateChip(), StateChip()
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self._state)
        chips.addWidget(self._left)
        chips.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(self.name)
        layout.addLayout(chips)
        self._facts = self._part(layout, "")
        self._term = self._part(layout, "Thời hạn quản lý")
        self._next = self._part(layout, "Việc tiếp theo")
        self._helper = self._part(layout, "Người phụ trách")
        self.button = KeyButton("Mở hồ sơ", "Enter", "folder_open", is_bound=False)
        self.button.clicked.connect(self._open)
        layout.addSpacing(6)
        layout.addWidget(self.button)
        layout.addStretch(1)

    def fit(self, page: int) -> None:
        """Appear where the page is wide enough, and take what it can spare."""
        length = Style.current.length
        self.setFixedWidth(length(WIDE if page >= length(WIDE_FROM) else NARROW))
        self.setVisible(page >= length(FROM_WIDTH))

    def show_row(self, row: PersonRow | None, today: date) -> None:
        self._row = row
        self.button.setEnabled(row is not None)
        if row is None:
            for label in (self.name, self._facts, self._term, self._next, self._helper):
                label.setText("")
            self._state.show_state("neutral", "")
            self._left.show_state("neutral", "")
            return
        sign = STATE_SIGNS[row.state]
        self.name.setText(row.full_name)
        self._state.show_state(_CHIPS.get(sign.tint, "neutral"), row.state.label, sign.icon)
        left = time_left(row) if row.days_left is not None else ""
        self._left.show_state("warn" if ends_soon(row) else "neutral", left)
        self._facts.setText(_facts(row))
        self._term.setText(_term(row))
        self._next.setText(_next(row, today))
        self._helper.setText(helper_words(row) or "–")

    def _part(self, layout: QVBoxLayout, title: str) -> QLabel:
        if title:
            heading = QLabel(title)
            heading.setProperty("role", "section")
            layout.addSpacing(6)
            layout.addWidget(heading)
        words = QLabel()
        words.setWordWrap(True)
        layout.addWidget(words)
        return words

    def _open(self) -> None:
        if self._row is not None:
            self.opened.emit(self._row)


def _facts(row: PersonRow) -> str:
    born = f"sinh {row.birth}" + (f" ({row.age.text})" if row.age else "") if row.birth else ""
    parts = (row.sex.label if row.sex else "", born, row.masked_number, row.hamlet, row.other_names)
    return " · ".join(part for part in parts if part)


def _term(row: PersonRow) -> str:
    if row.term_start is None or row.term_end is None:
        return "Chưa tính"
    return f"{row.term_start:%d/%m/%Y} – {row.term_end:%d/%m/%Y}"


def _next(row: PersonRow, today: date) -> str:
    if not row.next_step:
        return "Không có việc phải làm ngay."
    if row.next_due is None:
        return row.next_step
    days = (row.next_due - today).days
    distance = f"còn {days} ngày" if days > 0 else "hôm nay" if not days else f"trễ {-days} ngày"
    return f"{row.next_step}\nHạn {row.next_due:%d/%m/%Y}, {distance}."
