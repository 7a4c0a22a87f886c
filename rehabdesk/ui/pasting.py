"""The strip that shows what of pasted rows goes where, before any of it is taken (F114)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.lists.pasting import PastedLine, Rows, read_pasted
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.kit.rows import Rows as TableRows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

MOST_SHOWN = 6  # lines before the strip scrolls
Look = Callable[[Work, Rows], Sequence[PastedLine]]
Act = Callable[[Work, Rows], int]


class PasteStrip(QFrame):
    """Hidden until something is pasted; Esc drops it, Ctrl+Enter or its button takes it."""

    taken = Signal(object)  # the lines that were taken

    def __init__(self, name: str, heads: Sequence[str], habits: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._heads = tuple(heads)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.message = MessageFrame()
        columns = [
            Column[PastedLine](head, partial(_cell, at), width=150)
            for at, head in enumerate(self._heads)
        ]
        result = Column[PastedLine](
            "Kết quả", lambda line: line.verdict, width=240, sign=_sign, is_stretched=True
        )
        self.table = ListTable(TableRows([*columns, result], self), f"pasted.{name}", habits)
        self.table.setAccessibleName("Các dòng vừa dán")
        self.take_button = KeyButton("&Nhận", kind="primary")
        self.drop_button = KeyButton("Bỏ", kind="flat")
        self.take_button.clicked.connect(self._take)
        self.drop_button.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    @property
    def lines(self) -> list[PastedLine]:
        return list(self.table.rows.all)

    def show_lines(self, lines: Sequence[PastedLine], come: str = "Vừa dán") -> None:
        ready = sum(1 for line in lines if line.is_taken)
        left = len(lines) - ready
        others = f", {left} dòng không nhận" if left else ""
        self.title.setText(f"{come} {len(lines)} dòng: {ready} dòng nhận được{others}.")
        self.table.show_rows(lines)
        self.take_button.set_text(f"&Nhận {ready} dòng")
        self.take_button.setEnabled(bool(ready))
        style = Style.current
        shown = min(max(len(lines), 1), MOST_SHOWN)
        self.table.setFixedHeight(style.size("header") + shown * style.size("row") + 4)
        self.message.hush()
        self.show()
        (self.take_button if ready else self.drop_button).setFocus()

    def say(self, words: str) -> None:
        self.title.setText("Chưa nhận dòng nào.")
        self.table.show_rows([])
        self.table.setFixedHeight(0)
        self.take_button.setEnabled(False)
        self.message.say("bad", words)
        self.show()

    def read(self, text: str) -> Rows:
        """Read what was pasted; nothing, and a sentence, when it is too much."""
        try:
            return read_pasted(text, self._heads)
        except Refusal as refusal:
            self.say(str(refusal))
            return ()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.drop_button)
        head.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.table)

    def _take(self) -> None:
        self.hide()
        self.taken.emit([line for line in self.lines if line.is_taken])


class Pasting(QWidget):
    """Lets a list of the office take rows: looked at, shown in the strip, taken in one act."""

    def __init__(self, desk: Desk, strip: PasteStrip, look: Look, act: Act) -> None:
        super().__init__(strip)
        self.hide()
        self._desk = desk
        self._strip = strip
        self._look = look
        self._act = act
        self._rows: Rows = ()
        strip.taken.connect(self._take)

    def offer(self, text: str) -> None:
        self._rows = self._strip.read(text)
        if self._rows:
            rows, look = self._rows, self._look
            self._desk.look(self, lambda work: look(work, rows), self._strip.show_lines, "pasted")

    def show_refusal(self, refusal: Refusal) -> None:
        self._strip.say(str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self._strip.say(str(fault))

    def _take(self, _lines: object) -> None:
        rows, act = self._rows, self._act
        self._desk.do(self, lambda work: act(work, rows), self._tell)

    def _tell(self, count: int) -> None:
        self._desk.say(f"Đã nhận {count} dòng đã dán")


def _cell(at: int, line: PastedLine) -> str:
    return line.cells[at]


def _sign(line: PastedLine) -> Sign:
    return Sign("checkmark_circle", "ok") if line.is_taken else Sign("subtract", "warn")
