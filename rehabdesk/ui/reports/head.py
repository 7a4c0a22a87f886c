"""Which report, of which days, beside what: three choices in the head of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from rehabdesk.domain.reports.codes import Comparison, PeriodKind, WindowRule
from rehabdesk.domain.reports.layouts import ColumnRole, Layout
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.page import Choice, ReportPage
from rehabdesk.services.reports.titles import report_title
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.style import Style

OTHER = "other"
LEAST = 96
REPORT_WIDTH, WINDOW_WIDTH, COMPARED_WIDTH = 300, 236, 220
Named = tuple[str, ReportPeriod]


class ReportChoices(QObject):
    """Offers the reports made most; any other period is asked for in a dialog of its own."""

    asked = Signal(object)  # a ReportAsked
    other_wanted = Signal()  # another period, or days of one's own

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.report = ComboField[Named | str]()
        self.window = ComboField[ReportPeriod | str]()
        self.compared = ComboField[Comparison]()
        self.report.setAccessibleName("Báo cáo và kỳ")
        self.window.setAccessibleName("Số liệu từ ngày đến ngày")
        self.compared.setAccessibleName("So với")
        self.fields: tuple[QComboBox, ...] = (self.report, self.window, self.compared)
        self._shown: ReportAsked | None = None
        self._measure()
        Style.current.changed.connect(self._measure)
        font = self.report.font()
        font.setWeight(font.Weight.DemiBold)
        self.report.setFont(font)
        self.report.chosen.connect(self._choose_report)
        self.window.chosen.connect(self._choose_window)
        self.compared.chosen.connect(self._choose_compared)

    def show_page(self, page: ReportPage) -> None:
        """Offer what may be chosen beside what is shown."""
        asked = self._shown = page.asked
        layout = page.layout
        shown: Named = (asked.layout_key, asked.period)
        offered = reports_offered(page.choices, page.layouts, shown)
        for field in self.fields:
            field.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.report.offer([*offered, (OTHER, "Kỳ khác…")])
        self.report.value = shown
        self.window.offer([*windows_offered(asked.period, layout), (OTHER, "Từ ngày đến ngày…")])
        self.window.value = asked.period
        self.compared.offer(comparisons_offered(asked.period))
        self.compared.value = asked.comparison
        for field in self.fields:
            field.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.compared.setVisible(_is_compared(layout))
        self._fit()
        self.report.view().setMinimumWidth(self.report.view().sizeHintForColumn(0) + 24)
        self.window.setToolTip(asked.period.rule.label)

    def _measure(self) -> None:
        """Take their width where there is room, and give way where there is none."""
        length = Style.current.length
        widths = (REPORT_WIDTH, WINDOW_WIDTH, COMPARED_WIDTH)
        for field, width in zip(self.fields, widths, strict=True):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            field.setMinimumWidth(LEAST)
            field.setMaximumWidth(length(width))
        self._fit()

    def _fit(self) -> None:
        """Let the name take what it needs, however long others are: the days are to be read."""
        report = self.report
        advance = report.fontMetrics().horizontalAdvance
        longest = max((advance(report.itemText(at)) for at in range(report.count())), default=0)
        beside = report.sizeHint().width() - longest
        needed = max(LEAST, advance(report.currentText()) + beside)
        report.setMaximumWidth(min(Style.current.length(REPORT_WIDTH), needed))

    def _choose_report(self, chosen: Named | str | None) -> None:
        if isinstance(chosen, tuple) and self._shown is not None:
            self.asked.emit(ReportAsked(chosen[0], chosen[1], self._shown.comparison))
        elif chosen == OTHER:
            self._take_back()

    def _choose_window(self, chosen: ReportPeriod | str | None) -> None:
        if isinstance(chosen, ReportPeriod) and self._shown is not None:
            self.asked.emit(replace(self._shown, period=chosen))
        elif chosen == OTHER:
            self._take_back()

    def _choose_compared(self, chosen: Comparison | None) -> None:
        if chosen is not None and self._shown is not None:
            self.asked.emit(replace(self._shown, comparison=chosen))

    def _take_back(self) -> None:
        """Show what is shown again while the dialog asks for another."""
        if self._shown is not None:
            for field, value in (
                (self.report, (self._shown.layout_key, self._shown.period)),
                (self.window, self._shown.period),
            ):
                field.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
                field.value = value
                field.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.other_wanted.emit()


def _is_compared(layout: Layout | None) -> bool:
    """Tell whether a layout leaves open what it is compared with."""
    return layout is None or any(each.role is ColumnRole.THEN for each in layout.columns)


def reports_offered(
    choices: Sequence[Choice], layouts: Sequence[Layout], shown: Named
) -> list[tuple[Named | str, str]]:
    """Name the reports to choose from; the one shown is among them, whichever it is."""
    offered: list[tuple[Named | str, str]] = [
        ((each.layout_key, each.period), each.title) for each in choices
    ]
    if shown not in [value for value, _ in offered]:
        layout = next((each for each in layouts if each.key == shown[0]), None)
        title = report_title(layout, shown[1]) if layout else shown[1].words
        offered.insert(0, (shown, title))
    return offered


def windows_offered(
    period: ReportPeriod, layout: Layout | None
) -> list[tuple[ReportPeriod | str, str]]:
    """Offer the days by each rule; the layout's own stands first."""
    if period.kind is PeriodKind.FREE:
        return [(period, f"Số liệu {period.window.dashed}")]
    first = layout.rule if layout is not None else period.rule
    rules = [WindowRule.ND09, WindowRule.CALENDAR]
    rules.sort(key=lambda rule: rule is not first)
    named = [replace(period, rule=rule) for rule in rules]
    if period not in named:
        named.insert(0, period)
    return [(each, f"Số liệu {each.window.dashed}") for each in named]


def comparisons_offered(period: ReportPeriod) -> list[tuple[Comparison, str]]:
    """Offer what may be set beside a period; a year's period before is the year before."""
    before, year = period.previous, period.year_before
    of_year = year.words if period.kind is not PeriodKind.FREE else "cùng kỳ năm trước"
    offered = [(Comparison.LAST_YEAR, f"So với: {of_year}")]
    if before != year:
        words = before.words if period.kind is not PeriodKind.FREE else "kỳ liền trước"
        offered.append((Comparison.PREVIOUS, f"So với: {words}"))
    return [*offered, (Comparison.NONE, "Không so")]
