"""The right column of a file: what to do now, the term with its sum, who helps, all episodes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.codes import AssignmentRole, EventKind, PaperStatus
from rehabdesk.domain.course.steps import Step
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.file.side_card import PairCard, SideCard
from rehabdesk.ui.people.file.term_card import TermCard
from rehabdesk.ui.visits import Compose, NumberPapers

WIDTH = 290
BLOCKED, NOT_BLOCKED = "Chưa làm tiếp được", "Vẫn soạn được."


class NextCard(SideCard):
    """The next step, why it waits, and the button that does it."""

    wanted = Signal(object)
    event_wanted = Signal(object)  # the kind of event that does the next step

    def __init__(self) -> None:
        super().__init__("Việc phải làm ngay")
        self._visit: object | None = None
        self._event: EventKind | None = None
        self._what = self.words("title")
        self._due = self.words()
        self._why = self.words("secondary")
        self.button = KeyButton("", "F8", kind="primary", is_bound=False)
        self.button.clicked.connect(self.act)
        self.body.addSpacing(4)
        self.body.addWidget(self.button)

    def show_file(self, file: PersonFile) -> None:
        row, step = file.row, _step_of(file)
        what = row.next_step or (step.title if step else "")
        self.sign.show_icon(*(("warning", "warn") if what else ("checkmark_circle", "ok")))
        self.sign.show()
        self._what.setText(what or "Không có việc phải làm ngay.")
        self._due.setText(_due(row.next_due, file.today))
        self._due.setVisible(row.next_due is not None)
        why = blocked(step.why) if step and what else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        words, key, self._visit = _act_of(file)
        self._event = step.event if step and self._visit is None else None
        self.button.set_text(words or "&Ghi sự việc…")
        self.button.key = key
        self.button.setVisible(self._visit is not None or self._event is not None)

    @property
    def composing(self) -> Compose | None:
        """The paper to be written next, if a paper is what comes next."""
        return self._visit if isinstance(self._visit, Compose) else None

    def act(self) -> None:
        if self._visit is not None:
            self.wanted.emit(self._visit)
        elif self._event is not None:
            self.event_wanted.emit(self._event)


class HelpersCard(PairCard):
    """Who takes part in helping."""

    def __init__(self) -> None:
        super().__init__("Đang tham gia giúp đỡ")

    def show_file(self, file: PersonFile) -> None:
        self.clear()
        present = [each for each in file.helpers if each.until_on is None]
        if not any(each.role is AssignmentRole.HELPER for each in present):
            self._add_missing(file)
        for helper in present:
            self.add(helper.role.label, helper.name)
        for relative in file.facts.relatives:
            if relative.is_representative or len(file.facts.relatives) == 1:
                self.add("Gia đình", f"{relative.full_name} ({relative.relation.label})")
        for row in file.course.current.events if file.course.current else ():
            is_on = row.until_on is None or row.until_on >= file.today
            if row.kind is EventKind.MONITORING and is_on:
                self.add(row.kind.label, f"Có, từ {row.on:%d/%m/%Y}")

    def _add_missing(self, file: PersonFile) -> None:
        if file.row.awaits_number:
            self.add("Người phụ trách", f"{file.row.helper}, chờ số QĐ", ("clock", "neutral"))
        elif file.row.is_followed:
            self.add("Người phụ trách", "Chưa có", ("warning", "warn"))


class EpisodesCard(PairCard):
    """Every episode of the person, the newest first; hidden while there is only one, still open."""

    def __init__(self) -> None:
        super().__init__("Các đợt")

    def show_file(self, file: PersonFile) -> None:
        self.clear()
        episodes = sorted(file.course.episodes, key=lambda each: (each.begins_on, each.id))
        for episode in reversed(episodes):
            until = f"{episode.ended_on:%d/%m/%Y}" if episode.ended_on else ""
            days = f"{episode.begins_on:%d/%m/%Y}–{until}"
            self.add(episode.kind.label, days)
            told = episode.end_reason or episode.state.label
            self.add("", told)
        is_told = len(episodes) > 1 or any(each.ended_on for each in episodes)
        self.setVisible(is_told)


class Aside(QScrollArea):
    """The cards, one under another; they scroll where the window is low."""

    def __init__(self) -> None:
        super().__init__()
        self.next, self.term, self.helpers = NextCard(), TermCard(), HelpersCard()
        self.episodes = EpisodesCard()
        self.cards = (self.next, self.term, self.helpers, self.episodes)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        cards = QWidget()
        cards.setObjectName("scrolled")
        layout = QVBoxLayout(cards)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for card in self.cards:
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(cards)
        self.term.explained.connect(self.ensureWidgetVisible)

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))

    def show_file(self, file: PersonFile) -> None:
        for card in self.cards:
            card.show_file(file)


def blocked(why: str) -> str:
    """Say why the next step waits, as a sentence; what stops nothing stays as it is."""
    if not why or why.startswith(BLOCKED) or why.endswith(NOT_BLOCKED):
        return why
    return f"{BLOCKED} vì {why[:1].lower()}{why[1:]}"


def _step_of(file: PersonFile) -> Step | None:
    return file.course.current.steps.next_cell if file.course.current else None


def _act_of(file: PersonFile) -> tuple[str, str, object | None]:
    """Return the words, the key and the visit of what is to be done next."""
    waiting = next((each for each in file.papers if each.is_unnumbered), None)
    person = (file.row.id,)
    if waiting is not None and waiting.status is PaperStatus.DRAFTING:
        return "Mở &bản nháp", "F8", Compose(decision_id=waiting.decision_id)
    if waiting is not None:
        return "Nhậ&p số", "F9", NumberPapers((waiting.decision_id,))
    if file.row.next_step.startswith("Quyết định"):
        return "Soạn &quyết định quản lý", "F8", Compose(person, purpose=POST_REHAB)
    if file.row.next_step.startswith("Phân công"):
        return "Soạn &quyết định phân công", "F8", Compose(person, purpose=HELPER_ASSIGNMENT)
    return "", "", None


def _due(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (due - today).days
    distance = f"còn {days} ngày" if days > 0 else "hôm nay" if not days else f"trễ {-days} ngày"
    return f"Hạn {due:%d/%m/%Y}, {distance}."
