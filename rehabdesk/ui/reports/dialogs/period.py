"""Another period of a report: month, quarter, half, nine months, year, or any days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import ReportPeriod, free_period, period_around
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.titles import report_title
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry, FieldBox

FIRST_YEAR = 1990
_MONTHS, _QUARTERS = 12, 4
_ROMAN = ("I", "II", "III", "IV")


class YearField(TextField):
    """A year, from the first there may be records of to the next."""

    def __init__(self, year: int, today: date) -> None:
        super().__init__(str(year))
        self._last = today.year + 1

    @property
    def error(self) -> str:
        is_good = self.value.isdigit() and FIRST_YEAR <= int(self.value) <= self._last
        return "" if is_good else f"Gõ năm từ {FIRST_YEAR} đến {self._last}."


class PeriodDialog(FormDialog):
    """Says under its fields which days are meant, before they are chosen."""

    chosen = Signal(object)  # a ReportAsked

    def __init__(
        self, asked: ReportAsked, layouts: Sequence[Layout], today: date, parent: QWidget
    ) -> None:
        super().__init__("Chọn kỳ báo cáo", "&Xem số liệu", parent)
        self._asked, self._layouts, self._today = asked, layouts, today
        period = asked.period
        self.report = ComboField[str]([(each.key, each.name) for each in layouts])
        self.report.value = asked.layout_key
        self.kind = ComboField[PeriodKind]()
        self.year = YearField(period.year, today)
        self.ordinal = ComboField[int]()
        self.rule = ComboField[WindowRule](
            [(each, each.label) for each in (WindowRule.ND09, WindowRule.CALENDAR)]
        )
        self.rule.value = period.rule if period.free is None else WindowRule.ND09
        days = period.window
        self.first = DateField(today, days.first, needs_day=True)
        self.last = DateField(today, days.last, needs_day=True)
        self.add("report", "&Báo cáo", self.report)
        self.add("kind", "&Kỳ", self.kind)
        self._boxes = self._add_rows()
        self.told = QLabel()
        self.told.setProperty("role", "title")
        self.told.setWordWrap(True)
        self.body.addWidget(self.told)
        self._offer_kinds()
        self.kind.value = period.kind
        self._offer_ordinals()
        if period.ordinal:
            self.ordinal.value = period.ordinal
        self._connect()
        self._show_fields()

    @property
    def period(self) -> ReportPeriod | None:
        """The period as it is chosen now; none while something is still wrong."""
        kind = self.kind.value
        if kind is PeriodKind.FREE:
            first, last = self.first.day, self.last.day
            return free_period(first, last) if first and last and first <= last else None
        if kind is None or self.year.error:
            return None
        ordinal = self.ordinal.value or 0
        if (kind in {PeriodKind.MONTH, PeriodKind.QUARTER}) is not bool(ordinal):
            return None
        rule = self.rule.value or WindowRule.ND09
        return ReportPeriod(kind, int(self.year.value), ordinal, rule)

    def submit(self) -> None:
        period = self.period
        if period is None:
            self.message.say("bad", "Ngày đầu phải trước hoặc bằng ngày cuối.")
            self.make_room()
            return
        key = self.report.value or self._asked.layout_key
        self.accept()
        self.chosen.emit(ReportAsked(key, period, self._asked.comparison))

    def _add_rows(self) -> dict[str, FieldBox]:
        named = self.add_row(
            Entry("ordinal", "&Tháng, quý", self.ordinal), Entry("year", "&Năm", self.year)
        )
        days = self.add_row(
            Entry("first", "&Từ ngày", self.first), Entry("last", "Đế&n ngày", self.last)
        )
        rule = self.add("rule", "Cách tính &số liệu", self.rule)
        return dict(zip(("ordinal", "year", "first", "last"), (*named, *days), strict=True)) | {
            "rule": rule
        }

    def _connect(self) -> None:
        self.report.chosen.connect(self._turn_report)
        self.kind.chosen.connect(self._turn_kind)
        for combo in (self.ordinal, self.rule):
            combo.chosen.connect(self._tell)
        for line in (self.year, self.first, self.last):
            line.textChanged.connect(self._tell)

    def _layout_chosen(self) -> Layout:
        found = [each for each in self._layouts if each.key == self.report.value]
        return found[0] if found else self._layouts[0]

    def _offer_kinds(self) -> None:
        kinds = list(self._layout_chosen().periods)
        if PeriodKind.FREE not in kinds:
            kinds.append(PeriodKind.FREE)
        self.kind.offer([(each, each.label) for each in kinds])

    def _offer_ordinals(self) -> None:
        is_quarter = self.kind.value is PeriodKind.QUARTER
        words = [f"Quý {each}" for each in _ROMAN] if is_quarter else None
        words = words or [f"Tháng {each}" for each in range(1, _MONTHS + 1)]
        if self.kind.value not in {PeriodKind.MONTH, PeriodKind.QUARTER}:
            self.ordinal.offer([])
            return
        self.ordinal.offer(list(enumerate(words, 1)))
        if self.ordinal.value is None:
            running = period_around(self.kind.value, WindowRule.ND09, self._today)
            self.ordinal.value = running.ordinal

    def _turn_report(self, _key: object) -> None:
        self._offer_kinds()
        if self.kind.value is None:
            self.kind.setCurrentIndex(0)
        self.rule.value = self._layout_chosen().rule
        self._turn_kind()

    def _turn_kind(self, _kind: object = None) -> None:
        self._offer_ordinals()
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self.kind.value
        is_free = kind is PeriodKind.FREE
        self._boxes["ordinal"].setVisible(kind in {PeriodKind.MONTH, PeriodKind.QUARTER})
        for name in ("year", "rule"):
            self._boxes[name].setVisible(not is_free)
        for name in ("first", "last"):
            self._boxes[name].setVisible(is_free)
        self._tell()

    def _tell(self, _: object = None) -> None:
        """Say which report of which days this is."""
        period = self.period
        self.accept_button.setEnabled(period is not None)
        title = report_title(self._layout_chosen(), period) if period is not None else ""
        self.told.setText(f"{title} · số liệu {period.window.dashed}" if period is not None else "")
