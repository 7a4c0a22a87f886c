"""The card of the term: from, until, how much is over, what did not run, and the whole sum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.course.clock import Ruled
from rehabdesk.domain.course.term_sum import TermLine, TermSum
from rehabdesk.domain.dates import add_months
from rehabdesk.services.course.view import EpisodeView
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.people.file.side.cards import SideCard
from rehabdesk.ui.people.file.side.explained import ExplainedSum, Line

MONTHS = 12


class TermCard(SideCard):
    """What has been decided, or what is to be expected; the sum opens under it."""

    explained = Signal(object)  # the frame that has just been opened

    def __init__(self) -> None:
        super().__init__("Thời hạn quản lý")
        self._person_id: int | None = None
        ends = QHBoxLayout()
        self._from, self._length, self._until = QLabel(), QLabel(), QLabel()
        self._length.setProperty("role", "secondary")
        for part in (self._from, None, self._length, None, self._until):
            ends.addWidget(part) if part else ends.addStretch(1)
        self.body.addLayout(ends)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Phần thời hạn đã qua")
        self.body.addWidget(self._bar)
        self._over = self.words("secondary")
        self._stops = self.words("secondary")
        self._law = self.words("secondary")
        self._doubts = self.words("warning")
        self.sum = ExplainedSum()
        self.link = self.sum.link
        self.sum.opened.connect(self.explained)
        self.body.addWidget(self.sum)

    @property
    def end_words(self) -> str:
        """The day a decided term ends on, as it is shown."""
        return self._until.text()

    @property
    def sum_words(self) -> str:
        return self.sum.words

    def show_file(self, file: PersonFile) -> None:
        if file.row.id != self._person_id:
            self.sum.fold()
        self._person_id = file.row.id
        episode = file.course.current
        term = episode.term if episode else None
        broken_off = _broken_off(episode, term) if episode and term else None
        shown = term if term and term.is_decided else None
        self._show_days(shown, broken_off or file.today)
        if broken_off and shown and shown.end is None:
            self._until.setText("đã thôi")
        self._over.setText(_over(episode, term, file.today))
        self._say(self._stops, "\n".join(_stops(term)) if term and term.is_decided else "")
        self._say(self._law, episode.older_law if episode else "")
        self._say(self._doubts, "\n".join(file.course.doubts))
        self.sum.setVisible(term is not None)
        self.sum.show_lines(_sum_lines(term) if term else ())

    @staticmethod
    def _say(label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _show_days(self, term: TermSum | None, today: date) -> None:
        for part in (self._from, self._length, self._until, self._bar):
            part.setVisible(term is not None)
        if term is None:
            return
        end = term.end
        self._from.setText(f"{term.start:%d/%m/%Y}")
        self._length.setText(_length(term.start, term.first_end))
        self._until.setText(f"{end:%d/%m/%Y}" if end else "đang dừng")
        over, whole = _progress(term, today)
        self._bar.setRange(0, max(whole, 1))
        self._bar.setValue(max(0, min(over, whole)))


def _sum_lines(term: TermSum) -> Iterator[Line]:
    for line in term.lines:
        yield _sum_line(line), ""
        yield "\n".join(filter(None, (line.basis, line.paper))), "secondary"
    for doubt in term.doubts:
        yield doubt, "warning"
    if term.law:
        yield f"Tính theo {term.law}", "secondary"


def _sum_line(line: TermLine) -> str:
    parts = [line.label]
    if line.on and line.until_on:
        parts.append(f"{line.on:%d/%m/%Y}–{line.until_on:%d/%m/%Y}")
    elif line.on:
        parts.append(f"{line.on:%d/%m/%Y}")
    told = ": ".join(parts)
    if line.days:
        told += f", {line.days:+d} ngày".replace("-", "−")
    if line.ends_on and line.ends_on != line.on:
        told += f" → {line.ends_on:%d/%m/%Y}"
    return told


def _progress(term: TermSum, today: date) -> tuple[int, int]:
    """Return how many days of a term have run, of how many; one that stands still stays."""
    whole = (term.first_end - term.start).days
    if term.end is None:
        return whole - (term.days_left or 0), whole
    return (today - term.start).days, (term.end - term.start).days


def _length(start: date, end: date) -> str:
    months = (end.year - start.year) * MONTHS + end.month - start.month
    if end != add_months(start, months):
        return f"{(end - start).days} ngày"
    return f"{months // MONTHS:02d} năm" if months % MONTHS == 0 else f"{months} tháng"


def _over(episode: EpisodeView | None, term: TermSum | None, today: date) -> str:
    if episode is None:
        return "Chưa có đợt quản lý. Bấm Mở đợt mới… ở Việc khác (Alt+K)."
    if term is None:
        return _no_term(episode.kind)
    if (broken_off := _broken_off(episode, term)) is not None:
        return f"Đợt này kết thúc ngày {broken_off:%d/%m/%Y}; thời hạn không tính tiếp ở đây."
    return _running(term, today) if term.is_decided else _expected(episode.kind, term)


def _broken_off(episode: EpisodeView, term: TermSum) -> date | None:
    """Return the day an episode ended on before its term was over."""
    ended = episode.ended_on
    return ended if ended and (term.end is None or ended < term.end) else None


def _running(term: TermSum, today: date) -> str:
    if term.end is None:
        return f"Thời hạn đang dừng. Còn {term.days_left} ngày khi chạy tiếp."
    if today < term.start:
        return f"Bắt đầu sau {(term.start - today).days} ngày."
    if today > term.end:
        return f"Đã hết thời hạn từ {term.end:%d/%m/%Y}."
    months = (today.year - term.start.year) * MONTHS + today.month - term.start.month
    months -= int(today.day < term.start.day)
    days = (today - add_months(term.start, months)).days
    passed = f"{months} tháng {days} ngày" if months else f"{days} ngày"
    return f"Đã qua {passed}. Còn {(term.end - today).days} ngày."


def _no_term(kind: EpisodeKind) -> str:
    if kind is EpisodeKind.POST_REHAB:
        return "Chưa tính được: chưa ghi hình thức và ngày hoàn thành cai nghiện."
    if kind is EpisodeKind.DOSSIER:
        return "Việc lập hồ sơ không có thời hạn quản lý riêng; xem từng hạn việc."
    return "Chưa tính được: chưa ghi ngày bắt đầu. Bấm Ghi sự việc…"


def _expected(kind: EpisodeKind, term: TermSum) -> str:
    until = f" đến {term.end:%d/%m/%Y}" if term.end else ""
    why = (
        "Chưa có quyết định đã ghi số nên thời hạn chưa bắt đầu."
        if kind is EpisodeKind.POST_REHAB
        else "Chưa ghi quyết định nên thời hạn mới là dự kiến."
    )
    return f"{why} Dự kiến từ {term.start:%d/%m/%Y}{until}."


def _stops(term: TermSum) -> Iterator[str]:
    """Tell every stretch in which the term did not run, with the days it added."""
    if not term.pauses:
        yield "Không có ngày tạm dừng."
    for ruled in term.pauses:
        stretch = ruled.stretch
        until = f"–{stretch.until_on:%d/%m/%Y}" if stretch.until_on else " đến nay"
        line = _line_of(term, ruled)
        added = f": cộng {line.days} ngày" if line and line.days else ""
        yield f"{ruled.event.kind.label} {stretch.on:%d/%m/%Y}{until}{added}."


def _line_of(term: TermSum, ruled: Ruled) -> TermLine | None:
    label = ruled.event.kind.label
    fitting = (
        line for line in term.lines if line.on == ruled.stretch.on and line.label.startswith(label)
    )
    return next(fitting, None)
