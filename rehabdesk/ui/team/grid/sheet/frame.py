"""The sheet in its frame: the lines, the totals under them, the bar to move it sideways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollBar, QSizePolicy, QVBoxLayout

from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.team.grid.sheet.model import GridModel
from rehabdesk.ui.team.grid.sheet.painting import TotalsRow
from rehabdesk.ui.team.grid.sheet.view import GridView

LEAST_ROWS = 4


class GridFrame(QFrame):
    """As high as its lines, until there is no more room; then the lines scroll."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.setObjectName("card")
        self.view = GridView(model)
        self.totals = TotalsRow(self.view, model)
        self._bar = QScrollBar(Qt.Orientation.Horizontal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.view, self.totals, self._bar):
            layout.addWidget(part, 1 if part is self.view else 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inner = self.view.horizontalScrollBar()
        inner.rangeChanged.connect(self._fit_bar)
        inner.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(inner.setValue)
        model.modelReset.connect(self._fit)
        Style.current.changed.connect(self._fit)
        self._fit_bar(0, 0)
        self.setFocusProxy(self.view)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def _height(self) -> int:
        bar = self._bar.sizeHint().height() if self._bar.isVisibleTo(self) else 0
        return self.view.fit_height() + self.totals.height() + bar + 2

    def _fit(self) -> None:
        style = Style.current
        least = style.size("header.two_lines") + (LEAST_ROWS + 1) * style.size("row")
        self.setMinimumHeight(min(least, self._height()))
        self.setMaximumHeight(self._height())
        self.updateGeometry()

    def _fit_bar(self, least: int, most: int) -> None:
        self._bar.setRange(least, most)
        self._bar.setPageStep(self.view.viewport().width())
        self._bar.setSingleStep(Style.current.length(60))
        self._bar.setVisible(most > least)
        self._fit()
