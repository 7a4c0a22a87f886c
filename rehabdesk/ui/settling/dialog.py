"""Two editions side by side: what both changed is chosen line by line, the rest is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.settling.three_way import Line, Outcome, Path
from rehabdesk.services.editing import EditedMeanwhile, Meeting
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.choice import EMPTY, KEPT, MINE, Choice

TITLE, SAVE, BACK = "Người khác vừa sửa", "Lưu bản đã chọn", "Quay lại, chưa lưu"
CHOOSE = "Chưa ghi đè gì. Xem hai bản cạnh nhau rồi chọn từng ô."
NOTHING_ASKED = "Chưa ghi đè gì. Hai bên không sửa trùng ô nào; lưu thì giữ cả hai."
BY_ITSELF = "Tự ghép, không phải chọn"
LABEL_WIDTH, MOST_HEIGHT = 190, 430
_SAID = {
    Outcome.MINE: "giữ bản vừa gõ",
    Outcome.THEIRS: "giữ bản đang có",
    Outcome.ALIKE: "hai bản giống nhau",
    Outcome.JOINED: "giữ các dòng của cả hai bản",
}


class SettlingDialog(FormDialog):
    """Nothing is chosen beforehand, and nothing is saved before everything has been."""

    settled = Signal(object)  # the paths of mine, a frozenset

    def __init__(
        self,
        refusal: EditedMeanwhile,
        meeting: Meeting[object],
        lines: Sequence[Line],
        parent: QWidget,
    ) -> None:
        super().__init__(TITLE, SAVE, parent, WIDTHS[3], quiet_text=BACK)
        self.form.hide()
        asked = [line for line in lines if line.is_asked]
        self.message.say("warn", f"{refusal.told} {CHOOSE if asked else NOTHING_ASKED}")
        self.choices = tuple(Choice(line, meeting.words[line.path], self) for line in asked)
        self.rest = tuple(line for line in lines if not line.is_asked)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        if self.choices:
            column.addLayout(self._table())
        if self.rest:
            column.addLayout(_quiet(self.rest, meeting.words))
        column.addStretch(1)
        self._area.setWidget(page)
        self.body.addWidget(self._area, 1)
        self._count()
        self._fit(page)

    def choose(self, path: Path, *, is_mine: bool) -> None:
        next(each for each in self.choices if each.line.path == path).choose(int(is_mine))

    def submit(self) -> None:
        left = next((each for each in self.choices if not each.is_chosen), None)
        if left is not None:
            words = f"Còn ô “{left.line.label}” chưa chọn. Chọn một bản rồi lưu."
            self.message.say("bad", words)
            left.take_focus()
            self._area.ensureWidgetVisible(left.boxes[0])
            return
        mine = frozenset(each.line.path for each in self.choices if each.is_mine)
        self.accept()
        self.settled.emit(mine)

    def _table(self) -> QGridLayout:
        grid = _grid()
        for column, words in enumerate(("Ô", KEPT, MINE)):
            heading = QLabel(words)
            heading.setProperty("role", "section")
            grid.addWidget(heading, 0, column)
        for row, choice in enumerate(self.choices, start=1):
            label = _label(choice.line.label)
            label.setContentsMargins(0, 8, 0, 0)  # beside the words, which stand in a frame
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            for column, box in enumerate(choice.boxes, start=1):
                grid.addWidget(box, row, column)
            choice.chosen.connect(self._count)
            choice.moved.connect(lambda by, at=row - 1: self._go(at + by))
        return grid

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.choices):
            self.choices[place].take_focus()
            self._area.ensureWidgetVisible(self.choices[place].boxes[0])

    def _count(self) -> None:
        done = sum(each.is_chosen for each in self.choices)
        if self.choices:
            self.set_fact(f"Đã chọn {done}/{len(self.choices)} ô. Phím ← → chọn bản, ↑ ↓ đổi ô.")
        if done == len(self.choices) and self.choices:
            self.message.say("warn", self.message.text.split("\n", maxsplit=1)[0])

    def _fit(self, page: QWidget) -> None:
        """Be as high as the lines need, up to what a low screen has."""
        layout = page.layout()
        width = self.width() - 48
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        self._area.setMinimumHeight(min(max(wanted, 60) + 4, Style.current.length(MOST_HEIGHT)))
        (self.choices[0].boxes[0].radio if self.choices else self.accept_button).setFocus()


def _quiet(lines: Sequence[Line], words: Mapping[Path, tuple[str, str]]) -> QVBoxLayout:
    """Show what needs no choice: whose it is, and what it says."""
    column = QVBoxLayout()
    column.setSpacing(6)
    heading = QLabel(BY_ITSELF)
    heading.setProperty("role", "section")
    column.addWidget(heading)
    grid = _grid()
    for row, line in enumerate(lines):
        kept, mine = words.get(line.path, ("", ""))
        grid.addWidget(_label(line.label), row, 0, Qt.AlignmentFlag.AlignTop)
        told = {Outcome.THEIRS: (kept,), Outcome.ALIKE: (kept,), Outcome.MINE: (mine,)}
        shown = told.get(line.outcome, (kept, mine))
        text = "\n".join(dict.fromkeys("\n".join(shown).splitlines())) or EMPTY
        for place, words_of in ((1, text), (2, _SAID[line.outcome])):
            grid.addWidget(_label(words_of), row, place, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)
    return column


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, Style.current.length(LABEL_WIDTH))
    for column in (1, 2):
        grid.setColumnStretch(column, 1)
    return grid


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "label")
    return label
