"""Beside the list: everybody who stands in two units, and how each of them was settled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.services.consolidation.clashes import Clash
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Style, restyle

WIDTH = 300
NOBODY = "Không có ai trùng giữa hai đơn vị."
UNSEEN = "Chỉ so được người ở những gói có kèm danh sách."


class ClashCard(QFrame):
    """One person with her places; the words say what is settled, never the colour alone."""

    pressed = Signal()
    opened = Signal()
    stepped = Signal(int)

    def __init__(self, clash: Clash) -> None:
        super().__init__()
        self.clash = clash
        self.setObjectName("clash")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(1)
        born = f", {clash.birth_year}" if clash.birth_year else ""
        name = QLabel(f"{clash.name}{born}")
        name.setProperty("role", "title")
        layout.addWidget(name)
        for words in (side.words for side in clash.sides):
            line = QLabel(words)
            line.setProperty("role", "secondary")
            line.setWordWrap(True)
            layout.addWidget(line)
        verdict = QLabel(clash.verdict)
        verdict.setProperty("role", "label" if clash.is_settled else "warning")
        verdict.setWordWrap(True)
        layout.addWidget(verdict)
        told = (f"{clash.name}{born}", *(side.words for side in clash.sides), clash.verdict)
        self.setAccessibleName(". ".join(told))
        self.mark(is_current=False)

    def mark(self, *, is_current: bool) -> None:
        restyle(self, "current", "yes" if is_current else "no")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.pressed.emit()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ClashPanel(QFrame):
    """What matches settles itself; the rest waits for somebody."""

    settle_wanted = Signal(object)  # a Clash
    ask_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Người trùng giữa hai đơn vị")
        self.cards: list[ClashCard] = []
        self._current: str | None = None
        self.title, self.line = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.line.setProperty("role", "label")
        self.line.setWordWrap(True)
        self.settle_button = KeyButton("&Ghi cách giải quyết")
        self.ask_button = KeyButton("&Chép để hỏi")
        self.settle_button.clicked.connect(self._settle)
        self.ask_button.clicked.connect(self._ask)
        self._assemble()
        self._measure()
        Style.current.changed.connect(self._measure)
        self.show_clashes(())

    @property
    def current(self) -> Clash | None:
        return next((c.clash for c in self.cards if c.clash.id == self._current), None)

    def show_clashes(self, clashes: Sequence[Clash], unit: str = "") -> None:
        """Show clashes, of one unit where it is named; the chosen one stays chosen."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(clash) for clash in clashes]
        for place, card in enumerate(self.cards):
            self._list.insertWidget(place, card)
        where = f" · {unit}" if unit else ""
        self.title.setText(
            f"Trùng người: {len(clashes)} trường hợp{where}" if clashes else "Trùng người"
        )
        numbered = sum("|" not in clash.known_by for clash in clashes)
        same = "Cùng số căn cước ở hai đơn vị"
        if clashes and numbered < len(clashes):
            same = "Cùng số căn cước, hoặc cùng họ tên và ngày sinh"
        self.line.setText(same if clashes else f"{NOBODY} {UNSEEN}")
        known = {clash.id for clash in clashes}
        if self._current not in known:
            self._current = clashes[0].id if clashes else None
        self._mark()

    def _card(self, clash: Clash) -> ClashCard:
        card = ClashCard(clash)
        card.pressed.connect(lambda: self._choose(clash.id))
        card.opened.connect(self._settle)
        card.stepped.connect(self._step)
        return card

    def _choose(self, clash_id: str) -> None:
        self._current = clash_id
        self._mark()
        self.chosen.emit(self.current)

    def _step(self, step: int) -> None:
        places = [card.clash.id for card in self.cards]
        if self._current in places:
            place = min(max(places.index(self._current) + step, 0), len(places) - 1)
            self.cards[place].setFocus()
            self._area.ensureWidgetVisible(self.cards[place])
            self._choose(places[place])

    def _mark(self) -> None:
        for card in self.cards:
            card.mark(is_current=card.clash.id == self._current)
        self.settle_button.setEnabled(self.current is not None)
        self.ask_button.setEnabled(self.current is not None)

    def _settle(self) -> None:
        if (clash := self.current) is not None:
            self.settle_wanted.emit(clash)

    def _ask(self) -> None:
        if (clash := self.current) is not None:
            self.ask_wanted.emit(clash)

    def _assemble(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(1)
        head.addWidget(self.title)
        head.addWidget(self.line)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(1, 0, 1, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("clashFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.settle_button)
        row.addWidget(self.ask_button)
        row.addStretch(1)
        return foot

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))
