"""The inputs that name the paper behind a fact."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.course.events import NO_PAPER, PaperRef
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry


class PaperFields:
    """Number, day and issuer of one paper, side by side."""

    def __init__(self, today: date, paper: PaperRef = NO_PAPER, prefix: str = "paper") -> None:
        self._prefix = prefix
        self.number = TextField(paper.number)
        self.on = DateField(today, paper.on, needs_day=True)
        self.issuer = TextField(paper.issuer, placeholder="Công an xã, Tòa án…")

    def entries(self, label: str = "Số &giấy") -> tuple[Entry, ...]:
        return (
            Entry(f"{self._prefix}_number", label, self.number),
            Entry(f"{self._prefix}_on", "Ngà&y của giấy", self.on),
            Entry(f"{self._prefix}_issuer", "Nơi &ban hành", self.issuer, stretch=2),
        )

    @property
    def value(self) -> PaperRef:
        return PaperRef(self.number.value, self.on.day, self.issuer.value)
