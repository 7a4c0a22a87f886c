"""The inputs that name the paper behind a fact."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.course.events import NO_PAPER, PaperRef
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style

DAY_WIDTH = 140


class PaperFields:
    """Number, day and issuer of one paper."""

    def __init__(self, today: date, paper: PaperRef = NO_PAPER, prefix: str = "paper") -> None:
        self._prefix = prefix
        self.number = TextField(paper.number)
        self.on = DateField(today, paper.on, needs_day=True)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.issuer = TextField(paper.issuer, placeholder="Công an xã, Tòa án…")

    def entries(self, label: str = "Số &giấy") -> tuple[Entry, Entry]:
        """Return number and day for one row: what is missing is said under the number."""
        return (
            Entry(f"{self._prefix}_number", label, self.number),
            Entry(f"{self._prefix}_on", "Ngà&y của giấy", self.on, stretch=0),
        )

    def issuer_entry(self, label: str = "Nơi &ban hành") -> Entry:
        return Entry(f"{self._prefix}_issuer", label, self.issuer)

    @property
    def value(self) -> PaperRef:
        return PaperRef(self.number.value, self.on.day, self.issuer.value)
