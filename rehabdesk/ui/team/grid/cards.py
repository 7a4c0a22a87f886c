"""Under the sheet: what the month's report takes from it, and who has visited nobody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.figures import MonthFigures, Part
from rehabdesk.ui.kit.style import Style

NAMED = 4  # silent members called by name
DAYS, OTHERS, PERIOD = "days", "others", "period"
EVERYBODY = "Không có đội viên nào như vậy."  # true of a team nobody serves in, too
NOBODY_YET = "Chưa có gì để cộng."
SIDE_SHARE, WIDE_SHARE = 372, 766
_FIRM = "\N{NO-BREAK SPACE}"
BETWEEN = f"{4 * _FIRM} "


class LinkedWords(QLabel):
    """Words of which some lead somewhere, by mouse and by keys."""

    def __init__(self, tint: str = "text", *, is_strong: bool = False) -> None:
        super().__init__()
        self._tint = tint
        self._is_strong = is_strong
        self._parts: list[tuple[str, str]] = []
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        Style.current.changed.connect(self._write)

    @property
    def words(self) -> str:
        return "".join(words for words, _ in self._parts)

    def show_parts(self, parts: list[tuple[str, str]]) -> None:
        """Show words, each with where it leads; plain words lead nowhere."""
        self._parts = parts
        self._write()

    def _write(self) -> None:
        weight = "font-weight:600;" if self._is_strong else ""
        look = f"color:{Style.current.hex(self._tint)};{weight}text-decoration:none"
        self.setText("".join(_html(words, link, look) for words, link in self._parts))
        self.setAccessibleName(self.words)


def _html(words: str, link: str, look: str) -> str:
    safe = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<a href="{link}" style="{look}">{safe}</a>' if link else safe


def _parts_of(sentence: tuple[Part, ...]) -> list[tuple[str, str]]:
    """Say one sentence that is not broken into two lines."""
    shown: list[tuple[str, str]] = []
    for part in sentence:
        lead = f"{part.lead} " if part.lead else ""
        before = f"{', ' if shown else ''}{lead}"
        shown += [(before, ""), (part.amount, part.kind), (f" {part.words}".rstrip(), "")]
    return [(words.replace(" ", _FIRM), link) for words, link in shown]


class _Card(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 10)
        self.body.setSpacing(4)


class MonthCards(QWidget):
    """Every figure opens the list behind it."""

    behind_wanted = Signal(str)  # the kind a figure is of
    member_wanted = Signal(int)  # the id of a silent member
    silent_wanted = Signal()  # all of them
    days_wanted = Signal()
    period_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setProperty("role", "section")
        self.period_link = LinkedWords("accent")
        self.period_link.setProperty("role", "label")
        self.period_link.setWordWrap(False)
        self.period_link.show_parts([("Cộng nhiều tháng…", PERIOD)])
        self.period_link.linkActivated.connect(lambda _: self.period_wanted.emit())
        self.figures = LinkedWords(is_strong=True)
        self.figures.linkActivated.connect(self.behind_wanted)
        self.silent_title = LinkedWords("text.secondary", is_strong=True)
        self.silent_title.setProperty("role", "section")
        self.silent = LinkedWords()
        left, right = _Card(), _Card()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.period_link)
        left.body.addLayout(head)
        left.body.addWidget(self.figures)
        right.body.addWidget(self.silent_title)
        right.body.addWidget(self.silent)
        for card in (left, right):
            card.body.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(left, WIDE_SHARE)
        layout.addWidget(right, SIDE_SHARE)
        self.silent.linkActivated.connect(self._follow_silent)
        self.silent_title.linkActivated.connect(lambda _: self.days_wanted.emit())

    def show_figures(self, month: Month, told: MonthFigures) -> None:
        self.title.setText(f"Số liệu tự cộng cho báo cáo tháng {month.month}")
        parts: list[tuple[str, str]] = []
        for sentence in told.told:
            parts += [(BETWEEN if parts else "", ""), *_parts_of(sentence)]
        self.figures.show_parts([each for each in parts if each[0]] or [(NOBODY_YET, "")])
        self._show_silent(told)

    def _show_silent(self, told: MonthFigures) -> None:
        days = (f"{told.days} ngày", DAYS if told.may_choose_days else "")
        self.silent_title.show_parts([("Đội viên chưa thăm ai trong ", ""), days])
        charged = [each for each in told.silent if each.has_persons]
        free = len(told.silent) - len(charged)
        parts: list[tuple[str, str]] = []
        for each in charged[:NAMED]:
            parts += [(", " if parts else "", ""), (each.name, str(each.volunteer_id))]
        if more := len(charged) - NAMED if len(charged) > NAMED else 0:
            parts += [(", ", ""), (f"{more} người nữa", OTHERS)]
        if free:
            parts += [(" và " if parts else "", ""), (f"{free} người chưa được giao ai", OTHERS)]
        self.silent.show_parts([each for each in parts if each[0]] or [(EVERYBODY, "")])

    def _follow_silent(self, link: str) -> None:
        if link == OTHERS:
            self.silent_wanted.emit()
        else:
            self.member_wanted.emit(int(link))
