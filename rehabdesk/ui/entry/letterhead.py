"""The head of a decision while its words are being typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from rehabdesk.services.letterhead import LetterheadWords, draw_letterhead, shown_width
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import REST
from rehabdesk.ui.kit.preview import PageImage, PageSheet
from rehabdesk.ui.kit.style import Style

WIDTH = 330
POINTS = 72
FINER = 2  # drawn twice as fine as shown, so that small letters stay even


class LetterheadPreview(QWidget):
    """Drawn by the same hand as the papers, after a rest in the typing."""

    def __init__(self, desk: Desk, fonts: Path) -> None:
        super().__init__()
        self._desk = desk
        self._fonts = fonts
        self._words: LetterheadWords | None = None
        self._sheet: PageSheet | None = None
        self._dots = 0.0
        self._frame = QFrame()
        self._frame.setObjectName("paper")
        self._frame.setAccessibleName("Đầu trang quyết định")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(0, 0, 0, 0)
        title = QLabel("Đầu trang quyết định sẽ như sau")
        title.setProperty("role", "section")
        source = QLabel("Theo Nghị định 30/2020/NĐ-CP, Phụ lục I.")
        source.setProperty("role", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (title, self._frame, source):
            layout.addWidget(part)
        layout.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        Style.current.changed.connect(self._fit)
        self.setFixedWidth(Style.current.length(WIDTH))

    def show_words(self, words: LetterheadWords) -> None:
        self._words = words
        self._frame.setAccessibleDescription(" ".join((words.superior, *words.issuer, words.place)))
        self._rest.start()

    def _ask(self) -> None:
        if self._words is not None:
            dots = FINER * self.width() * self.devicePixelRatioF() * POINTS / shown_width()
            self._dots = dots
            job = partial(draw_letterhead, self._fonts, self._words, dots)
            self._desk.run(self, job, self._show, name="letterhead")

    def _show(self, drawn: PageImage) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = PageSheet(drawn, self._dots, ())
        self._fit()
        inside = self._frame.layout()
        if inside is not None:
            inside.addWidget(self._sheet)

    def _fit(self) -> None:
        width = Style.current.length(WIDTH)
        self.setFixedWidth(width)
        if self._sheet is not None:
            self._sheet.fit(width)
