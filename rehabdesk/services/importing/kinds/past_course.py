"""What a workbook tells of a course of the past: an episode, its dated facts, its term.

A decision of the past is no paper of the office's own book: its number is not taken there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.domain.course.events import REHAB, RULES, PaperRef
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.regime import Regime
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.people.intake import EpisodeFacts

_F = ImportField
EARLIER = "Có từ trước khi dùng phần mềm"
_A_YEAR = 12  # months in which nobody wonders that no completion is told
OLD_LIST = "Danh sách cũ của xã"  # who says so, where no paper is named
# The event a decision of the past is written down as, by what it was about.
_DECIDED = {
    EpisodeKind.POST_REHAB: (EventKind.DECIDED_ELSEWHERE, ""),
    EpisodeKind.USER_MANAGED: (EventKind.USER_DECIDED, "first"),
    EpisodeKind.REHAB_HOME: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.REHAB_PRIVATE: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.REHAB_PUBLIC: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.SUBSTITUTION: (EventKind.REHAB_DECIDED, ""),
    EpisodeKind.DOSSIER: (EventKind.DOSSIER_MANAGEMENT, ""),
    EpisodeKind.REHAB_COMPULSORY: (EventKind.COURT_APPLIED, ""),
}
_TERM = (_F.TERM_MONTHS, _F.TERM_START, _F.TERM_END)
HALF_A_DECISION = "Quyết định thiếu số hoặc thiếu ngày: giữ trong ghi chú."
TOO_LATE = "Ngày quyết định chưa tới: giữ trong ghi chú."
TERM_OVER = (
    "Tệp không ghi hết hạn ngày nào: lấy {months} tháng theo luật, đến {end}. "
    "Sửa trong hồ sơ nếu khác."
)
TERM_OPEN = "Tệp không ghi hết hạn ngày nào: ghi thời hạn trong hồ sơ sau khi nhập."
UNDECIDED = "Tệp không ghi quyết định, thời hạn: hồ sơ sẽ nằm ở mục chờ quyết định."
NOT_DONE = "Tệp không ghi ngày hoàn thành: hồ sơ vẫn nằm ở mục đang theo dõi."


@dataclass(frozen=True, slots=True)
class PastCourse:
    """What will be written of the course; `term` where no paper of it is known."""

    episode: EpisodeFacts
    events: tuple[EventFacts, ...] = ()
    term: tuple[date, date] | None = None
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def past_course(
    row: RowRead, kind: EpisodeKind, regimes: Sequence[Regime], today: date
) -> PastCourse:
    episode = EpisodeFacts(
        kind,
        row.rehab_form,
        row.number(_F.REHAB_ORDINAL),
        row.text(_F.REHAB_FACILITY),
        row.day(_F.COMPLETED_ON),
    )
    told: list[str] = []
    notes: list[str] = []
    decided = _decision(row, kind, today, told)
    if decided is None:
        notes += course_words(row, (_F.DECISION_NUMBER, _F.DECISION_ON))
    term = None
    if kind is EpisodeKind.POST_REHAB:
        decided = _with_end(decided, row.rehab_form, regimes, today, told)
        term = _term(row) if decided is None else None
        if decided is None and term is None:
            told.append(UNDECIDED)
    if decided is None and term is None:
        notes += course_words(row, _TERM)
    events = [decided] if decided else []
    if kind in REHAB:
        events += _completion(row, decided, today, told)
    return PastCourse(episode, tuple(events), term, tuple(told), tuple(notes))


def course_words(row: RowRead, fields: tuple[ImportField, ...]) -> Iterator[str]:
    """Tell what was read of a course, for the note."""
    found = []
    for field in fields:
        value = row.values.get(field)
        if value is None:
            continue
        words = f"{value:%d/%m/%Y}" if isinstance(value, date) else getattr(value, "label", value)
        found.append(f"{field.label.lower()} {words}")
    if found:
        yield f"Theo tệp cũ: {'; '.join(found)}"


def _decision(row: RowRead, kind: EpisodeKind, today: date, told: list[str]) -> EventFacts | None:
    """Return the decision of the past; why there is none is told."""
    number, day = row.text(_F.DECISION_NUMBER), row.day(_F.DECISION_ON)
    if not number and day is None:
        return None
    if not number or day is None:
        told.append(HALF_A_DECISION)
        return None
    event, reason = _DECIDED[kind]
    begins = day
    if event is EventKind.DECIDED_ELSEWHERE:
        begins = row.day(_F.TERM_START) or row.day(_F.COMPLETED_ON) or day
    if begins > today or day > today:
        told.append(TOO_LATE)
        return None
    ends = _term_end(row, begins) if RULES[event].is_stretch else None
    paper = PaperRef(number, day)
    return EventFacts(event, begins, ends, paper=paper, reason=reason, note=EARLIER)


def _with_end(
    decided: EventFacts | None,
    form: RehabForm | None,
    regimes: Sequence[Regime],
    today: date,
    told: list[str],
) -> EventFacts | None:
    """Let a term nobody wrote the end of end by law, once even the longest is over."""
    if decided is None or decided.until_on is not None:
        return decided
    months = max(regime.term(each).months for regime in regimes for each in _forms(form))
    end = add_months(decided.on, months)
    if end >= today:
        told.append(TERM_OPEN)
        return decided
    told.append(TERM_OVER.format(months=months, end=f"{end:%d/%m/%Y}"))
    return EventFacts(decided.kind, decided.on, end, paper=decided.paper, note=decided.note)


def _forms(form: RehabForm | None) -> tuple[RehabForm, ...]:
    return (form,) if form else tuple(RehabForm)


def _term(row: RowRead) -> tuple[date, date] | None:
    """Return a term the file tells without the decision that set it."""
    start = row.day(_F.TERM_START) or row.day(_F.COMPLETED_ON)
    end = _term_end(row, start) if start else None
    return (start, end) if start and end else None


def _completion(
    row: RowRead, decided: EventFacts | None, today: date, told: list[str]
) -> Iterator[EventFacts]:
    """Close a rehabilitation on the day the file says it was completed."""
    day = row.day(_F.COMPLETED_ON)
    if day is not None and day <= today and (decided is None or decided.on <= day):
        paper = PaperRef("", day, OLD_LIST)
        yield EventFacts(EventKind.COMPLETED, day, paper=paper, note=EARLIER)
    elif day is None and (decided is None or add_months(decided.on, _A_YEAR) < today):
        told.append(NOT_DONE)


def _term_end(row: RowRead, begins: date) -> date | None:
    end, months = row.day(_F.TERM_END), row.number(_F.TERM_MONTHS)
    if end is None and months:
        end = add_months(begins, months)
    return end if end is None or end > begins else None
