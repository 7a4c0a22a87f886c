"""The charts of a report with their words, in place of the grid."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.services.reports.trend import Trend
from rehabdesk.ui.reports.charts.drawings import TargetBars, TrendChart

MONTHS = "Người đang quản lý sau cai, cuối mỗi tháng"
ENDS = "Người đang quản lý sau cai, cuối mỗi kỳ báo cáo"
NO_TARGETS = "Chưa có chỉ tiêu nào được giao cho các dòng của báo cáo này."
MARK = "Vạch đứng là mức được giao. Xanh: đạt; vàng: chưa đạt. Mũi tên đi từng dòng."


class ChartPage(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.trend, self.bars = TrendChart(), TargetBars()
        self.words, self.mark = _words(), _words()
        page = QWidget()
        page.setObjectName("scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title, targets = QLabel(MONTHS), QLabel("Kết quả so với chỉ tiêu")
        column.addWidget(_card(self.title, self.words, self.trend))
        column.addWidget(_card(targets, self.mark, self.bars))
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFocusProxy(self.trend)

    def show_trend(self, trend: Trend) -> None:
        self.title.setText(MONTHS if trend.is_of_months else ENDS)
        self.words.setText(trend.words)
        self.trend.setVisible(bool(trend.points))
        self.trend.show_points(trend.points)
        self.mark.setText(MARK if trend.bars else NO_TARGETS)
        self.bars.setVisible(bool(trend.bars))
        self.bars.show_bars(trend.bars)


def _card(head: QLabel, words: QLabel, drawing: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(6)
    head.setProperty("role", "title")
    column.addWidget(head)
    column.addWidget(words)
    column.addWidget(drawing)
    return card


def _words() -> QLabel:
    label = QLabel()
    label.setProperty("role", "secondary")
    label.setWordWrap(True)
    return label
