"""The charts of a report in its workbook: persons by month, and results against targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart.bar_chart import BarChart
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.line_chart import LineChart
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.reference import Reference
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from rehabdesk.documents.lists.quiet_saving import put
from rehabdesk.documents.reports.cells import (
    Place,
    across,
    face,
    framed,
    put_text,
    set_page,
    set_widths,
)
from rehabdesk.domain.reports.papers import ChartBar, ReportCharts

_SHEET = "Biểu đồ"
_BLUE, _GREEN, _AMBER = "1A5FB4", "2B7A3E", "9A6700"
_WIDTH, _HEIGHT = 19, 8.5  # cm
_BAR_HEIGHT = 1.1
_CHART_ROWS = 19  # what a chart covers
_COUNT = 3
_WHOLE = 100


def add_charts(book: Workbook, charts: ReportCharts) -> None:
    """Draw each chart under its title, the figures it is drawn from in a table below it."""
    sheet = book.create_sheet(_SHEET)
    set_widths(sheet, (44.0, 26.0, 36.0))
    row = 1
    if len(charts.trend) > 1:
        row = _add_trend(sheet, charts, row) + 2
    if row > 1 and charts.bars:
        sheet.row_breaks.append(Break(row - 1))
    if charts.bars:
        row = _add_bars(sheet, charts, row) + 2
    set_page(sheet, is_landscape=False, count=_COUNT, end=row)


def _add_trend(sheet: Worksheet, charts: ReportCharts, row: int) -> int:
    across(sheet, Place(row, 1, _COUNT), charts.trend_title, face(14, bold=True))
    across(sheet, Place(row + 1, 1, _COUNT), charts.trend_words, face(italic=True))
    first = row + 2 + _CHART_ROWS
    _heads(sheet, first, ("Tháng", "Số người"))
    for at, point in enumerate(charts.trend, start=first + 1):
        put_text(sheet.cell(at, 1), point.label)
        sheet.cell(at, 2).value = point.amount
        for index in (1, 2):
            framed(sheet.cell(at, index), face())
    last = first + len(charts.trend)
    chart: Any = LineChart()
    chart.width, chart.height = _WIDTH, _HEIGHT
    chart.legend = None
    chart.add_data(Reference(sheet, min_col=2, min_row=first + 1, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    line = chart.series[0]
    line.graphicalProperties.line.solidFill = _BLUE
    line.graphicalProperties.line.width = 28_000
    line.marker.symbol = "circle"
    line.marker.size = 6
    line.marker.graphicalProperties.solidFill = _BLUE
    line.smooth = False
    line.dLbls = DataLabelList(dLblPos="t", showVal=True)
    _quiet(line.dLbls)
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = None
    chart.x_axis.delete = chart.y_axis.delete = False
    sheet.add_chart(chart, f"A{row + 2}")
    return last


def _add_bars(sheet: Worksheet, charts: ReportCharts, row: int) -> int:
    across(sheet, Place(row, 1, _COUNT), charts.bars_title, face(14, bold=True))
    first = row + 1 + _CHART_ROWS
    _heads(sheet, first, ("Nội dung", "Đạt (%)", "Kết quả/được giao"))
    for at, bar in enumerate(charts.bars, start=first + 1):
        put_text(sheet.cell(at, 1), bar.name)
        sheet.cell(at, 2).value = round(bar.share, 1)
        sheet.cell(at, 2).number_format = "0.0"
        state = "đạt" if bar.is_reached else "chưa đạt"
        put_text(sheet.cell(at, 3), f"{bar.words} · {state}")
        for index in (1, 2, 3):
            framed(sheet.cell(at, index), face(), "left" if index == 1 else "center")
    last = first + len(charts.bars)
    chart: Any = BarChart()
    chart.type = "bar"
    chart.width = _WIDTH
    chart.height = min(_HEIGHT, 3 + _BAR_HEIGHT * len(charts.bars))
    chart.legend = None
    chart.add_data(Reference(sheet, min_col=2, min_row=first + 1, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    _colour(chart.series[0], charts.bars)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row stands on top
    chart.y_axis.scaling.min = 0
    if all(bar.share <= _WHOLE for bar in charts.bars):
        chart.y_axis.scaling.max = _WHOLE  # where the target is
    chart.y_axis.number_format = "0"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.gapWidth = 60
    sheet.add_chart(chart, f"A{row + 1}")
    return last


def _colour(series: Any, bars: Sequence[ChartBar]) -> None:
    """Draw green what is reached, amber what is not; each bar tells its figure."""
    series.graphicalProperties.solidFill = _GREEN
    for at, bar in enumerate(bars):
        if not bar.is_reached:
            point = DataPoint(idx=at)
            point.graphicalProperties.solidFill = _AMBER
            series.dPt.append(point)
    series.dLbls = DataLabelList(showVal=True)
    _quiet(series.dLbls)


def _heads(sheet: Worksheet, row: int, titles: tuple[str, ...]) -> None:
    for index, title in enumerate(titles, start=1):
        framed(sheet.cell(row, index), face(bold=True))
        put(sheet.cell(row, index), title)


def _quiet(labels: DataLabelList) -> None:
    """Tell the value alone; what is not denied, some programs print."""
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
