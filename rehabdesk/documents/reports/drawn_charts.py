"""The charts of a report on paper: a line of months, and bars up to what was asked.

They say everything in words and figures too, so that a copy without colours loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style, set_text
from rehabdesk.documents.sheet import Page, Pen, Row, column_rows, plain
from rehabdesk.domain.reports.papers import ChartBar, ChartPoint, ReportCharts

_TITLE = Style(fonts.SERIF_BOLD, 13, Align.CENTRE, space_before=16)
_WORDS = Style(fonts.SERIF_ITALIC, 12, Align.CENTRE, space_before=2)
_LABEL = Style(fonts.SERIF, 10, Align.CENTRE)
_NAME = Style(fonts.SERIF, 11, Align.LEFT)
_BLUE, _GREEN, _AMBER = HexColor("#1A5FB4"), HexColor("#2B7A3E"), HexColor("#9A6700")
_PALE, _LINE = HexColor("#E3E7EC"), HexColor("#C9CED6")
_HEIGHT = 190.0
_FOOT, _ROOF = 22.0, 20.0  # room for the months, and for the figure of the highest point
_DOT = 2.6
_BAR_ROW = 34.0
_BAR = 11.0
_STEPS = (1, 2, 5)
_LINES = 5  # at most


def chart_rows(charts: ReportCharts, page: Page) -> list[Row]:
    return [*_trend(charts, page), *_bars(charts, page)]


def _trend(charts: ReportCharts, page: Page) -> Iterator[Row]:
    if len(charts.trend) <= 1:
        return
    for text, style in ((charts.trend_title, _TITLE), (charts.trend_words, _WORDS)):
        for row in column_rows([plain(text)], style, page.left, page.text_width):
            yield Row(row.height, row.draw, row.space_before, keeps_with_next=True)
    points = charts.trend
    yield Row(_HEIGHT, lambda pen, top: _draw_trend(pen, points, page, top), space_before=6)


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a chart's points lie on the page."""

    left: float
    width: float
    floor: float
    height: float
    most: int
    count: int

    def x(self, at: int) -> float:
        return self.left + self.width * (at + 0.5) / self.count

    def y(self, amount: int) -> float:
        return self.floor + self.height * amount / self.most


def _draw_trend(pen: Pen, points: Sequence[ChartPoint], page: Page, top: float) -> None:
    step = _step(max(point.amount for point in points))
    most = step * max(1, -(-max(point.amount for point in points) // step))
    margin = 26.0
    field = _Field(
        page.left + margin,
        page.text_width - margin,
        top - _HEIGHT + _FOOT,
        _HEIGHT - _FOOT - _ROOF,
        most,
        len(points),
    )
    canvas = pen.canvas
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(_LINE)
    for amount in range(0, most + 1, step):
        canvas.line(field.left, field.y(amount), field.left + field.width, field.y(amount))
    canvas.setStrokeColor(_BLUE)
    canvas.setLineWidth(1.8)
    path = canvas.beginPath()
    for at, point in enumerate(points):
        (path.lineTo if at else path.moveTo)(field.x(at), field.y(point.amount))
    canvas.drawPath(path)
    canvas.setFillColor(_BLUE)
    for at, point in enumerate(points):
        canvas.circle(field.x(at), field.y(point.amount), _DOT, stroke=0, fill=1)
    canvas.restoreState()
    for amount in range(0, most + 1, step):
        _text(pen, str(amount), page.left, field.y(amount) + _LABEL.leading / 2, margin - 4)
    room = field.width / field.count
    for at, point in enumerate(points):
        _text(pen, point.label, field.x(at) - room / 2, field.floor - 4, room)
        _text(pen, str(point.amount), field.x(at) - room / 2, field.y(point.amount) + 17, room)


def _bars(charts: ReportCharts, page: Page) -> Iterator[Row]:
    if not charts.bars:
        return
    title = column_rows([plain(charts.bars_title)], _TITLE, page.left, page.text_width)
    for row in title:
        yield Row(row.height, row.draw, row.space_before, keeps_with_next=True)
    widest = max(100.0, *(bar.share for bar in charts.bars))
    for bar in charts.bars:
        yield Row(_BAR_ROW, _Bar(bar, widest, page), space_before=4)


@dataclass(frozen=True, slots=True)
class _Bar:
    bar: ChartBar
    widest: float
    page: Page

    def __call__(self, pen: Pen, top: float) -> None:
        page, bar = self.page, self.bar
        state = "đạt" if bar.is_reached else "chưa đạt"
        [name, *_] = set_text(plain(bar.name).spans, _NAME, page.text_width * 0.6)
        pen.text(name, _NAME, page.left, top, None)
        [told, *_] = set_text(plain(f"{bar.words} · {state}").spans, _NAME, page.text_width)
        pen.text(told, _NAME, page.left + page.text_width - told.width, top, None)
        canvas = pen.canvas
        floor = top - _NAME.leading - 3 - _BAR
        canvas.saveState()
        canvas.setFillColor(_PALE)
        canvas.rect(page.left, floor, page.text_width, _BAR, stroke=0, fill=1)
        canvas.setFillColor(_GREEN if bar.is_reached else _AMBER)
        canvas.rect(
            page.left, floor, page.text_width * bar.share / self.widest, _BAR, stroke=0, fill=1
        )
        canvas.setLineWidth(1.2)
        mark = page.left + page.text_width * 100 / self.widest
        canvas.line(mark, floor - 2, mark, floor + _BAR + 2)
        canvas.restoreState()


def _text(pen: Pen, text: str, x: float, top: float, width: float) -> None:
    for line in set_text(plain(text).spans, _LABEL, width)[:1]:
        pen.text(line, _LABEL, x, top, None)


def _step(most: int) -> int:
    """Choose the distance of the rules: one, two or five, with as many noughts as needed."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _LINES >= most:
                return step * power
        power *= 10
