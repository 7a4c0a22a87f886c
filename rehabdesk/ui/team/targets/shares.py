"""Each member's part of a target: a name and an amount, Enter goes to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.kinds import grouped
from rehabdesk.services.team_targets.done import Member
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.style import Style

AMOUNT_WIDTH, MOST_HEIGHT = 96, 240


class AmountField(TextField):
    """A whole number above nothing."""

    is_needed = True

    @property
    def amount(self) -> int:
        return read_amount(self.value)

    @property
    def error(self) -> str:
        if not self.value and not self.is_needed:
            return ""
        return "" if self.amount > 0 else "Gõ số giao, ví dụ 40."


class SharesField(QWidget):
    """Two columns of members; scrolled where a team is large."""

    edited = Signal()

    def __init__(self, members: Sequence[Member]) -> None:
        super().__init__()
        self.fields: dict[int, AmountField] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        half = (len(members) + 1) // 2
        for place, member in enumerate(members):
            row, side = place % half, place // half * 2
            field = AmountField()
            field.is_needed = False
            field.setFixedWidth(Style.current.length(AMOUNT_WIDTH))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setAccessibleName(f"Giao {member.name}")
            field.textChanged.connect(lambda _: self.edited.emit())
            grid.addWidget(QLabel(member.name), row, side)
            grid.addWidget(field, row, side + 1)
            grid.setColumnStretch(side, 1)
            self.fields[member.volunteer_id] = field
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        for part in (inside, area.viewport()):
            part.setAutoFillBackground(False)
        wanted = inside.sizeHint().height()
        area.setFixedHeight(min(wanted + 4, Style.current.length(MOST_HEIGHT)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    @property
    def value(self) -> dict[int, int]:
        told = ((member, field.amount) for member, field in self.fields.items())
        return {member: amount for member, amount in told if amount > 0}

    def show_shares(self, shares: Mapping[int, int]) -> None:
        for member, field in self.fields.items():
            share = shares.get(member, 0)
            field.value = grouped(share) if share else ""


def read_amount(text: str) -> int:
    """Read a whole number as it is typed: "1.200"; nothing else is one."""
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isdigit() else 0
