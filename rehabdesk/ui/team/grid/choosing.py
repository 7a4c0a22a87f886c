"""Which month is shown: arrows for the one before and after, a list for any."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.domain.teamwork.months import MONTHS_AHEAD, Month
from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.style import Style, restyle

MOST = 120  # months that may be looked back at
WIDTH = 140


class MonthChooser(QWidget):
    """Wishes for a month; whoever hears it decides, and says which one is shown."""

    wanted = Signal(object)  # Month

    def __init__(self) -> None:
        super().__init__()
        self._shown: Month | None = None
        self.earlier = IconButton("chevron_left", "Tháng trước", "Ctrl+PgUp")
        self.later = IconButton("chevron_right", "Tháng sau", "Ctrl+PgDown")
        self.months = ComboField[Month]()
        self.months.setAccessibleName("Tháng")
        self.months.setMinimumWidth(Style.current.length(WIDTH))
        self.months.fit_choices()
        restyle(self.months, "active", "yes")
        for button in (self.earlier, self.later):
            button.setProperty("framed", "yes")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.earlier, self.months, self.later):
            row.addWidget(part)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self.months.activated.connect(self._choose)

    def offer(self, begun: date, today: date) -> None:
        """Offer the months from the beginning of a team until a little after today."""
        last = Month.of(today).on(MONTHS_AHEAD)
        first = max(min(Month.of(begun), Month.of(today)), last.on(-MOST))
        months = [last]
        while months[-1] > first:
            months.append(months[-1].on(-1))
        self.months.offer([(each, f"Tháng {each.words}") for each in months])
        if self._shown is not None:
            self.show_month(self._shown)

    def show_month(self, month: Month) -> None:
        """Say which month is on the page."""
        self._shown = month
        self.months.value = month
        self.earlier.setEnabled(self._is_offered(month.on(-1)))
        self.later.setEnabled(self._is_offered(month.on(1)))

    def _is_offered(self, month: Month) -> bool:
        texts = range(self.months.count())
        return any(self.months.itemText(each) == f"Tháng {month.words}" for each in texts)

    def _choose(self, _: int) -> None:
        if self.months.value is not None and self.months.value != self._shown:
            self.wanted.emit(self.months.value)

    def _step(self, months: int) -> None:
        if self._shown is not None:
            self.wanted.emit(self._shown.on(months))
