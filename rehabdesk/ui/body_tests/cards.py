"""Below the register: what must follow the chosen test, and who is shown this page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.teamwork.after_test import StepState
from rehabdesk.domain.teamwork.codes import AfterTest, BodyTestResult
from rehabdesk.services.body_tests.readers import Reader
from rehabdesk.services.body_tests.register import FactRow, ResultRow, StepRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import Style, restyle

WORDS_WIDTH, READERS_WIDTH = 296, 330
# Beyond the most height the card is scrolled: the list above keeps its lines.
AROUND_LINES, LINE, WITHOUT_LINES, MOST_HEIGHT = 122, 30, 84, 244
WORDS_SHARE, READERS_SHARE = 0.42, 0.3  # of the card and of the page, at most
NOTHING_CHOSEN = "Chọn một lần xét nghiệm để xem việc phải làm sau đó."
OUTGOING = (
    "Danh sách in ra và tệp Excel gửi ngoài không có cột kết quả, trừ khi người có quyền chọn "
    "và ghi mục đích."
)
_SIGNS = {
    StepState.DONE: ("checkmark_circle", "ok"),
    StepState.BEGUN: ("circle_half_fill", "accent"),
    StepState.OPEN: ("circle", "text.secondary"),
    StepState.NOT_SO: ("subtract", "text.secondary"),
    StepState.TOLD_ONLY: ("circle", "text.secondary"),
}
_NEXT = {
    "told": AfterTest.POLICE_TOLD,
    "diagnosis": AfterTest.DIAGNOSIS_ASKED,
    "addicted": AfterTest.FOUND_ADDICTED,
    "not_addicted": AfterTest.FOUND_NOT_ADDICTED,
}


class AfterCard(QFrame):
    """A line for each step of the law; what was recorded closes it."""

    step_wanted = Signal(object, str)  # the AfterTest, the article
    drop_wanted = Signal(object)  # a FactRow

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Việc sau lần xét nghiệm đang chọn")
        self._wanted, self._most = 0, MOST_HEIGHT
        self._picture = Picture("warning", "warn")
        self.title = QLabel(NOTHING_CHOSEN)
        self._told = QLabel()
        self._note = QLabel()
        for label in (self._told, self._note):
            label.setProperty("role", "secondary")
            label.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self._area = _scrolled(self._inside())
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        self.show_row(None)

    def _inside(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._picture)
        head.addWidget(self.title, 1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._grid)
        layout.addWidget(self._note)
        layout.addWidget(self._told)
        layout.addStretch(1)
        return inside

    @property
    def sentences(self) -> list[str]:
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def show_row(self, row: ResultRow | None) -> None:
        self._clear()
        is_positive = row is not None and row.result is BodyTestResult.POSITIVE
        self._picture.setVisible(is_positive)
        restyle(self.title, "role", "title" if row else "secondary")
        self.title.setText(_title(row) if row else NOTHING_CHOSEN)
        self._told.setText(_told(row) if row else "")
        self._told.setVisible(bool(self._told.text()))
        self._note.setText(row.note_of_law if row else "")
        self._note.setVisible(bool(self._note.text()))
        for place, step in enumerate(row.steps if row else ()):
            self._add(place, step)
        lines = len(row.steps) if row else 0
        wanted = AROUND_LINES + LINE * lines if lines else WITHOUT_LINES
        self._wanted = Style.current.length(wanted)
        self.fit(self._most)

    def fit(self, most: int) -> None:
        """Ask for the room the lines take, but for no more than this; the rest is scrolled to."""
        self._most = min(most, MOST_HEIGHT)
        self.setMinimumHeight(min(self._wanted, self._most))

    def _add(self, place: int, row: StepRow) -> None:
        words = QLabel(row.words)
        most = round(self.width() * WORDS_SHARE)
        words.setMinimumWidth(min(Style.current.length(WORDS_WIDTH), most))
        words.setWordWrap(True)
        hint = QLabel(_hint(row))
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        for label in (words, hint):
            label.setToolTip(row.step.basis)
        self._grid.addWidget(Picture(*_SIGNS[row.state]), place, 0)
        self._grid.addWidget(words, place, 1)
        self._grid.addWidget(hint, place, 2)
        step = _NEXT.get(row.step.key)
        noted = [fact for fact in row.facts if fact.step is step]
        if step is not None and noted:
            self._link("Bỏ", row, partial(self.drop_wanted.emit, noted[-1]), place)
        elif step is not None and row.state in {StepState.OPEN, StepState.BEGUN}:
            act = partial(self.step_wanted.emit, step, row.step.basis)
            self._link("Ghi…", row, act, place)

    def _link(self, words: str, row: StepRow, act: Callable[[], object], place: int) -> None:
        link = KeyButton(words, kind="link", is_small=True)
        link.setAccessibleName(f"{words} {row.step.words}")
        link.clicked.connect(lambda _: act())
        self._grid.addWidget(link, place, 3, Qt.AlignmentFlag.AlignRight)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()


class ReadersCard(QFrame):
    """Who may see the page, and what leaves it."""

    habits_wanted = Signal()
    readers_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        title = QLabel("Ai xem được trang này")
        title.setProperty("role", "section")
        self.names = QLabel()
        self.names.setWordWrap(True)
        outgoing = QLabel(OUTGOING)
        outgoing.setProperty("role", "hint")
        outgoing.setWordWrap(True)
        self.readers_button = KeyButton("Chọn người được xem…", kind="link", is_small=True)
        self.habits_button = KeyButton("Lệ nhắc…", kind="link", is_small=True)
        self.readers_button.clicked.connect(self.readers_wanted)
        self.habits_button.clicked.connect(self.habits_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 10)
        layout.setSpacing(6)
        for part in (title, self.names, outgoing):
            layout.addWidget(part)
        layout.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(self.readers_button)
        links.addWidget(self.habits_button)
        links.addStretch(1)
        layout.addLayout(links)

    def show_readers(self, readers: Sequence[Reader]) -> None:
        names = ", ".join(each.name for each in readers)
        self.names.setText(f"{names}." if names else "Chưa có ai.")

    def fit(self, page_width: int) -> None:
        """Give way to what must be done where letters are large for the page."""
        most = round(page_width * READERS_SHARE)
        self.setFixedWidth(min(Style.current.length(READERS_WIDTH), most))


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    area.setWidget(inside)
    return area


def _title(row: ResultRow) -> str:
    result = f"{row.result.label[:1].lower()}{row.result.label[1:]}"
    if row.result is BodyTestResult.POSITIVE and not row.is_elsewhere:
        return f"{row.name} {result} ngày {row.on:%d/%m/%Y}: việc phải làm"
    if row.is_elsewhere:
        return f"Nơi khác ghi: {result} ngày {row.on:%d/%m/%Y}"
    return f"{row.name} {result} ngày {row.on:%d/%m/%Y}"


def _told(row: ResultRow) -> str:
    """Tell what has no column of its own."""
    at = f" lúc {row.sitting.at:%H:%M}" if row.sitting.at else ""
    told = (
        f"Phiếu số {row.outcome.slip_number}" if row.outcome.slip_number else "",
        f"Chất: {row.outcome.substances}" if row.outcome.substances else "",
        f"{row.sitting.asked_by} yêu cầu" if row.sitting.asked_by else "",
        f"Chứng kiến: {row.outcome.witness}" if row.outcome.witness else "",
        f"{row.sitting.done_at}{at}",
        f"Người ghi: {row.recorded_by}",
    )
    words = " · ".join(part for part in told if part)
    return f"{words}\n{row.outcome.note}" if row.outcome.note else words


def _hint(row: StepRow) -> str:
    if row.state is StepState.NOT_SO:
        return "không đặt ra"
    closing = [fact for fact in row.facts if fact.step in row.step.closed_by]
    if closing:
        return _fact(closing[-1])
    asked = next((fact for fact in row.facts if fact.step is AfterTest.DIAGNOSIS_ASKED), None)
    if asked is not None:
        paper = f" ({asked.paper})" if asked.paper else ""
        return f"Công an đã đề nghị {asked.on:%d/%m/%Y}{paper}; {row.step.hint}"
    return row.step.hint


def _fact(fact: FactRow) -> str:
    at = f" {fact.at:%H:%M}" if fact.at else ""
    paper = f" · {fact.paper}" if fact.paper else ""
    return f"{fact.on:%d/%m/%Y}{at}{paper} · người ghi: {fact.recorded_by}"
