"""Under the grid: what was there, what came and went, and whether that makes what is there now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from rehabdesk.domain.reports.grid import Balance
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.visits import OpenPerson

NAMED = 2  # breakers told in the line; the others stand in the list of what is to be put right


class BalanceLine(QFrame):
    """Green where it is even; else amber, with the names of who breaks it."""

    wanted = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._picture = Picture("checkmark_circle", "ok")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self._names: list[KeyButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._picture)
        self._row.addWidget(self.words, 1)
        self.setMinimumHeight(38)

    def add_button(self, button: KeyButton) -> None:
        """Put an act at the right end."""
        self._row.addWidget(button)

    def show_balance(self, balance: Balance | None) -> None:
        for name in self._names:
            name.hide()
            name.deleteLater()
        self._names.clear()
        self._picture.setVisible(balance is not None)
        if balance is None:
            self.words.setText("Báo cáo này không có dòng đầu kỳ, cuối kỳ để cân đối.")
            return
        sign = ("checkmark_circle", "ok") if balance.is_even else ("warning", "warn")
        self._picture.show_icon(*sign)
        self.words.setText(balance_words(balance))
        plain = balance_words(balance).replace("<b>", "").replace("</b>", "")
        self.words.setAccessibleName(plain)
        for person_id, who, why in balance.breakers[:NAMED]:
            self._name(who, why, partial(self.wanted.emit, OpenPerson(person_id)))
        rest = len(balance.breakers) - NAMED
        if rest > 0:
            self._name(f"và {rest} người nữa", "Xem ở chỗ cần sửa", self.more_wanted.emit)

    def _name(self, words: str, tip: str, act: object) -> None:
        link = KeyButton(words, kind="link", is_small=True)
        link.setToolTip(tip)
        link.clicked.connect(act)
        self._row.insertWidget(2 + len(self._names), link)
        self._names.append(link)


def balance_words(balance: Balance) -> str:
    """Say the sum: "Cân đối: đầu kỳ 11 + vào 8 − ra 6 = 13, đúng bằng cuối kỳ"."""
    counted = balance.start + balance.came - balance.went
    told = (
        f"Cân đối: đầu kỳ {balance.start} + vào {balance.came} − ra {balance.went} "
        f"= <b>{counted}</b>"
    )
    if counted == balance.end and not balance.breakers:
        return f"{told}, đúng bằng cuối kỳ"
    if counted == balance.end:
        return f"{told}, bằng cuối kỳ nhưng phải xem lại:"
    why = " vì:" if balance.breakers else "."
    return f"{told}, nhưng cuối kỳ là <b>{balance.end}</b>{why}"
