"""The right column of a file: what to do now, the term with its sum, who helps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.codes import AssignmentRole, PaperStatus
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, POST_REHAB
from rehabdesk.services.people.one_file import EpisodeRow, PersonFile
from rehabdesk.services.people.term_trace import TermTrace
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import OneLine, Picture
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import Compose, NumberPapers

WIDTH = 290
MONTHS = 12


class SideCard(QFrame):
    """A titled card of the right column."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.sign = Picture("checkmark_circle", "ok")
        self.sign.hide()
        self.title = QLabel(title)
        self.title.setProperty("role", "section")
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self.sign)
        heading.addWidget(self.title)
        heading.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.setSpacing(4)
        self.body.addLayout(heading)

    def words(self, role: str = "") -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self.body.addWidget(label)
        return label


class NextCard(SideCard):
    """The next step, why it waits, and the button that does it."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Việc phải làm ngay")
        self._visit: object | None = None
        self._what = self.words("title")
        self._due = self.words()
        self._why = self.words("secondary")
        self.button = KeyButton("", "F8", kind="primary", is_bound=False)
        self.button.clicked.connect(self.act)
        self.body.addSpacing(4)
        self.body.addWidget(self.button)

    def show_file(self, file: PersonFile) -> None:
        row = file.row
        self.sign.show_icon(*(("warning", "warn") if row.next_step else ("checkmark_circle", "ok")))
        self.sign.show()
        self._what.setText(row.next_step or "Không có việc phải làm ngay.")
        self._due.setText(_due(row.next_due, file.today))
        self._due.setVisible(row.next_due is not None)
        why = file.blocked_because if row.next_step else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        words, key, self._visit = _act_of(file)
        self.button.set_text(words)
        self.button.key = key
        self.button.setVisible(self._visit is not None)

    @property
    def composing(self) -> Compose | None:
        """The paper to be written next, if a paper is what comes next."""
        return self._visit if isinstance(self._visit, Compose) else None

    def act(self) -> None:
        if self._visit is not None:
            self.wanted.emit(self._visit)


class TermCard(SideCard):
    """From, until, how much is over; the sum opens under it."""

    trace_wanted = Signal()
    explained = Signal(object)  # the frame that has just been opened

    def __init__(self) -> None:
        super().__init__("Thời hạn quản lý")
        ends = QHBoxLayout()
        self._from, self._length, self._until = QLabel(), QLabel(), QLabel()
        self._length.setProperty("role", "secondary")
        for part in (self._from, None, self._length, None, self._until):
            ends.addWidget(part) if part else ends.addStretch(1)
        self.body.addLayout(ends)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.body.addWidget(self._bar)
        self._over = self.words("secondary")
        self.link = KeyButton("X&em cách tính", kind="link", is_small=True)
        self.link.clicked.connect(self._turn)
        row = QHBoxLayout()
        row.addWidget(self.link)
        row.addStretch(1)
        self.body.addLayout(row)
        self._frame = QFrame()
        self._frame.setProperty("msg", "info")
        self._sum = QLabel()
        self._sum.setWordWrap(True)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self._sum)
        self.body.addWidget(self._frame)
        self._frame.hide()

    @property
    def sum_words(self) -> str:
        return self._sum.text() if self._frame.isVisibleTo(self) else ""

    def show_file(self, file: PersonFile) -> None:
        self._frame.hide()
        episode = file.episode
        start, end = (episode.term_start, episode.term_end) if episode else (None, None)
        is_known = start is not None and end is not None
        for part in (self._from, self._length, self._until, self._bar):
            part.setVisible(is_known)
        self.link.setVisible(episode is not None and episode.facts.rehab_form is not None)
        if start is None or end is None:
            self._over.setText(_not_decided(episode))
            return
        self._from.setText(f"{start:%d/%m/%Y}")
        self._until.setText(f"{end:%d/%m/%Y}")
        self._length.setText(_length(start, end))
        over, whole = (file.today - start).days, (end - start).days
        self._bar.setRange(0, whole)
        self._bar.setValue(max(0, min(over, whole)))
        self._over.setText(_over(start, end, file.today))

    def show_trace(self, trace: TermTrace | None) -> None:
        self._sum.setText("\n".join(_trace_lines(trace)))
        self._frame.show()
        self.explained.emit(self._frame)

    def _turn(self) -> None:
        if self._frame.isVisibleTo(self):
            self._frame.hide()
        else:
            self.trace_wanted.emit()


class HelpersCard(SideCard):
    """Who takes part in helping."""

    def __init__(self) -> None:
        super().__init__("Đang tham gia giúp đỡ")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self.body.addLayout(self._lines)

    def show_file(self, file: PersonFile) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.deleteLater()
        present = [each for each in file.helpers if each.until_on is None]
        if not any(each.role is AssignmentRole.HELPER for each in present):
            self._add_missing(file)
        for helper in present:
            self._add(helper.role.label, helper.name)
        for relative in file.facts.relatives:
            if relative.is_representative or len(file.facts.relatives) == 1:
                self._add("Gia đình", f"{relative.full_name} ({relative.relation.label})")

    def _add_missing(self, file: PersonFile) -> None:
        if file.row.awaits_number:
            self._add("Người phụ trách", f"{file.row.helper}, chờ số QĐ", ("clock", "neutral"))
        elif file.row.is_followed:
            self._add("Người phụ trách", "Chưa có", ("warning", "warn"))

    def _add(self, what: str, who: str, sign: tuple[str, str] | None = None) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(what))
        row.addStretch(1)
        if sign:
            row.addWidget(Picture(*sign))
        name = OneLine(who)
        if sign and sign[1] == "warn":
            name.setProperty("role", "warning")
        row.addWidget(name)
        self._lines.addWidget(line)


class Aside(QScrollArea):
    """The three cards, one under another; they scroll where the window is low."""

    def __init__(self) -> None:
        super().__init__()
        self.next, self.term, self.helpers = NextCard(), TermCard(), HelpersCard()
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
        for card in (self.next, self.term, self.helpers):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(cards)
        self.term.explained.connect(self.ensureWidgetVisible)

    def _measure(self) -> None:
        self.setFixedWidth(Style.current.length(WIDTH))

    def show_file(self, file: PersonFile) -> None:
        self.next.show_file(file)
        self.term.show_file(file)
        self.helpers.show_file(file)


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


def _length(start: date, end: date) -> str:
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return f"{months // MONTHS:02d} năm" if months % MONTHS == 0 else f"{months} tháng"


def _over(start: date, end: date, today: date) -> str:
    if today < start:
        return f"Bắt đầu sau {(start - today).days} ngày."
    if today > end:
        return f"Đã hết thời hạn từ {end:%d/%m/%Y}."
    months = (today.year - start.year) * MONTHS + today.month - start.month
    months -= int(today.day < start.day)
    days = (today - add_months(start, months)).days
    return f"Đã qua {months} tháng {days} ngày. Còn {(end - today).days} ngày."


def _not_decided(episode: EpisodeRow | None) -> str:
    if episode is None:
        return "Chưa có đợt quản lý. Bấm F2 để ghi ở Thông tin."
    if episode.facts.completes_on is None:
        return "Chưa tính được: chưa ghi ngày hoàn thành cai nghiện."
    return "Chưa có quyết định đã ghi số nên thời hạn chưa bắt đầu."


def _trace_lines(trace: TermTrace | None) -> list[str]:
    if trace is None:
        return ["Chưa tính được. Ghi hình thức cai nghiện và ngày hoàn thành ở Thông tin."]
    lines = [
        f"Từ ngày: {trace.start:%d/%m/%Y} ({trace.counted_from})",
        f"Cộng {trace.months} tháng: {trace.because}",
        f"Căn cứ: {trace.article} {trace.law}",
        f"Đến ngày: {trace.end:%d/%m/%Y}",
    ]
    if trace.decision:
        lines.append(f"Theo QĐ {trace.decision}")
    if not trace.is_as_decided and trace.decided_end:
        lines.append(f"Quyết định đã ký ghi đến {trace.decided_end:%d/%m/%Y}.")
    return lines
