"""What was given in a stretch of days, by kind and source, with everybody behind each figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, true

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import Support, SupportFact
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.course import Course, Fact
from rehabdesk.domain.teamwork.supports.kinds import GIVEN_BY, STATIONS, step_word
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names, hidden

Kind, Step = SupportKind, SupportStep


@dataclass(frozen=True, slots=True)
class Window:
    """The days a figure is of, both counted; a hamlet narrows it to who lives there."""

    first: date
    last: date
    hamlet_id: int | None = None

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Behind:
    """One support behind a figure, with the days and đồng that count in it."""

    support_id: int
    person_id: int | None
    name: str
    household: str
    kind: SupportKind
    source: str
    on: date
    occasions: int = 1
    amount: int = 0


@dataclass(frozen=True, slots=True)
class SupportSum:
    """Persons count once, households each time (lượt hộ), occasions each time too."""

    behind: tuple[Behind, ...] = ()

    @property
    def persons(self) -> int:
        return len({each.person_id for each in self.behind if each.person_id is not None})

    @property
    def households(self) -> int:
        return sum(1 for each in self.behind if each.household)

    @property
    def occasions(self) -> int:
        return sum(each.occasions for each in self.behind)

    @property
    def amount(self) -> int:
        return sum(each.amount for each in self.behind)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.name for each in self.behind))


@dataclass(frozen=True, slots=True)
class SumLine:
    kind: SupportKind
    source: str
    total: SupportSum


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the catalogue of reports, with the rule it was counted by."""

    code: str
    name: str
    unit: str
    rule: str
    total: SupportSum

    @property
    def value(self) -> int:
        return {
            "người": self.total.persons,
            "lượt": self.total.occasions,
            "lượt hộ": self.total.households,
            "đồng": self.total.amount,
        }[self.unit]


@dataclass(frozen=True, slots=True)
class Pending:
    """A support on its way at the end of the window, and what it lacks to be counted as given."""

    support_id: int
    person_id: int | None
    name: str
    kind: SupportKind
    reason: str


# Looks


def sum_given(work: Work, window: Window, kinds: Iterable[SupportKind] = Kind) -> SupportSum:
    """Sum what was given in the window, of these kinds."""
    wanted = frozenset(kinds)
    return _sum(_read(work, window), window, lambda each: each.course.kind in wanted, _given)


def sum_by_source(work: Work, window: Window) -> tuple[SumLine, ...]:
    """Sum what was given by kind and by who gave it, the kinds in their order."""
    parts: dict[tuple[SupportKind, str], list[Behind]] = defaultdict(list)
    for each in _sum(_read(work, window), window, lambda _: True, _given).behind:
        parts[each.kind, each.source].append(each)
    order = list(Kind)
    keys = sorted(parts, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(SumLine(*key, SupportSum(tuple(parts[key]))) for key in keys)


def read_figures(work: Work, window: Window) -> tuple[Figure, ...]:
    """Count what reports ask of supports (group H of the catalogue)."""
    read = _read(work, window)
    return tuple(
        Figure(code, name, unit, rule, _sum(read, window, _of_kinds(kinds), steps))
        for code, name, unit, rule, kinds, steps in _FIGURES
    )


def read_pending(work: Work, window: Window) -> tuple[Pending, ...]:
    """Name what was asked for, or meant, by the end of the window and not given by then."""
    found = [
        Pending(each.support_id, each.person_id, each.name, each.course.kind, _waits(each.course))
        for each in _read(work, window)
        if not each.course.is_given and each.course.is_open
    ]
    return (*found, *_planned(work, window))


def _waits(course: Course) -> str:
    last = max(course.facts, key=_day)
    word = step_word(course.kind, last.step)
    missing = step_word(course.kind, GIVEN_BY[course.kind])
    return f"{word} ngày {last.on:%d/%m/%Y}, chưa ghi “{missing}”"


def _planned(work: Work, window: Window) -> list[Pending]:
    """Name what is meant for a day of the window, of which nothing has happened yet."""
    begun = select(SupportFact.support_id).where(SupportFact.on <= window.last)
    rows = work.session.execute(
        select(
            Support.id,
            Support.person_id,
            Person.full_name,
            Person.birth,
            Support.household,
            Support.kind,
            Support.planned_on,
        )
        .outerjoin(Person, Person.id == Support.person_id)
        .where(Support.planned_on.between(window.first, window.last), Support.id.not_in(begun))
        .order_by(Support.planned_on, Support.id)
    )
    names = Names(work)
    found = []
    for row in rows:
        household = hidden(row.household) if work.names_hidden else row.household
        name = names.of(row.person_id, row.full_name, row.birth) if row.full_name else household
        word = f"Dự kiến ngày {row.planned_on:%d/%m/%Y}, chưa làm"
        found.append(Pending(row.id, row.person_id, name, row.kind, word))
    return found


# How they are counted


@dataclass(frozen=True, slots=True)
class _Read:
    support_id: int
    person_id: int | None
    name: str
    household: str
    source: str
    course: Course


Facts = Callable[[Course, Window], Sequence[Fact]]


def _sum(
    read: Sequence[_Read], window: Window, is_meant: Callable[[_Read], bool], facts: Facts
) -> SupportSum:
    found = []
    for each in read:
        counted = facts(each.course, window) if is_meant(each) else ()
        if counted:
            found.append(
                Behind(
                    each.support_id,
                    each.person_id,
                    each.name,
                    each.household,
                    each.course.kind,
                    each.source,
                    counted[0].on,
                    len(counted),
                    _amount(each.course, counted),
                )
            )
    return SupportSum(tuple(sorted(found, key=lambda each: (each.on, each.support_id))))


def _amount(course: Course, counted: Sequence[Fact]) -> int:
    """Add what was paid out; the only payment without a sum is the whole of it."""
    paid = [each for each in counted if each.step is Step.PAID_OUT]
    told = sum(each.amount or 0 for each in paid)
    outs = [each for each in course.facts if each.step is Step.PAID_OUT]
    return told or (course.paid_out if paid and len(paid) == len(outs) else 0)


def _in(*steps: SupportStep) -> Facts:
    def facts(course: Course, window: Window) -> Sequence[Fact]:
        return [each for each in course.facts if each.step in steps and window.holds(each.on)]

    return facts


def _given(course: Course, window: Window) -> Sequence[Fact]:
    return _in(GIVEN_BY[course.kind])(course, window)


def _begun(course: Course, window: Window) -> Sequence[Fact]:
    """Return the first step when it lies in the window: what was introduced then."""
    line = {each.step for each in STATIONS[course.kind]}
    first = min((each for each in course.facts if each.step in line), key=_day, default=None)
    return [first] if first is not None and window.holds(first.on) else []


def _running(course: Course, window: Window) -> Sequence[Fact]:
    """Return the beginning of what was under way in the window."""
    first = course.first(Step.STARTED)
    is_running = first is not None and first.on <= window.last
    closed = course.closed_on
    is_over = closed is not None and closed < window.first
    return [first] if first is not None and is_running and not is_over else []


def _steady(course: Course, window: Window) -> Sequence[Fact]:
    """Return the beginning of a job still held when it was asked about last in the window."""
    first = course.first(Step.STARTED)
    asked = [each for each in course.facts if each.step is Step.CHECKED and each.on <= window.last]
    last = max(asked, key=_day, default=None)
    left = [each for each in course.facts if each.step is Step.STOPPED and each.on <= window.last]
    is_held = last is not None and bool(last.is_kept) and not left
    return [first] if first is not None and is_held else []


def _day(fact: Fact) -> date:
    return fact.on


def _of_kinds(kinds: frozenset[SupportKind]) -> Callable[[_Read], bool]:
    return lambda each: each.course.kind in kinds


_ALL = frozenset(Kind)
_LOAN, _JOB = frozenset({Kind.LOAN}), frozenset({Kind.JOB})
_ADVICE = frozenset({Kind.COUNSELLING, Kind.LEGAL})
_FIGURES: tuple[tuple[str, str, str, str, frozenset[SupportKind], Facts], ...] = (
    ("H01", "Được tư vấn tâm lý, pháp lý", "người", "tư vấn trong kỳ", _ADVICE, _given),
    ("H01l", "Lượt tư vấn tâm lý, pháp lý", "lượt", "mỗi lần một lượt", _ADVICE, _given),
    (
        "H02",
        "Được hỗ trợ học văn hóa",
        "người",
        "đang học trong kỳ",
        frozenset({Kind.SCHOOLING}),
        _running,
    ),
    ("H03", "Được dạy nghề", "người", "bắt đầu học trong kỳ", frozenset({Kind.TRAINING}), _given),
    (
        "H04",
        "Được giới thiệu việc làm",
        "người",
        "giới thiệu trong kỳ, chưa kể đã đi làm",
        _JOB,
        _in(Step.REFERRED),
    ),
    ("H05", "Có việc làm", "người", "bắt đầu làm trong kỳ", _JOB, _given),
    ("H05s", "Có việc làm ổn định", "người", "lần hỏi gần nhất còn làm", _JOB, _steady),
    ("H06", "Được vay vốn", "người", "giải ngân trong kỳ", _LOAN, _given),
    ("H07", "Hộ được giới thiệu vay vốn", "lượt hộ", "đề nghị vay trong kỳ", _LOAN, _begun),
    ("H08", "Số tiền cho vay", "đồng", "tiền giải ngân trong kỳ", _LOAN, _given),
    ("H09", "Được hỗ trợ tái hòa nhập", "người", "mỗi người một lần", _ALL, _given),
    (
        "H10",
        "Trợ cấp, hỗ trợ khác",
        "người",
        "hỗ trợ trong kỳ",
        frozenset({Kind.MONEY, Kind.OTHER}),
        _given,
    ),
    (
        "H10t",
        "Tiền trợ cấp, hỗ trợ khác",
        "đồng",
        "tiền đã chi trong kỳ",
        frozenset({Kind.MONEY}),
        _given,
    ),
)


def _read(work: Work, window: Window) -> list[_Read]:
    """Read every support something of which lies before the end of the window."""
    work.require(Right.READ_FILES)
    facts: dict[int, list[Fact]] = defaultdict(list)
    steps = select(
        SupportFact.support_id,
        SupportFact.step,
        SupportFact.on,
        SupportFact.amount,
        SupportFact.is_kept,
        SupportFact.after_months,
    ).where(SupportFact.on <= window.last)
    for step in work.session.execute(steps.order_by(SupportFact.on, SupportFact.id)):
        facts[step[0]].append(Fact(*step[1:]))
    lives_in = func.coalesce(Support.hamlet_id, Person.hamlet_id)
    rows = work.session.execute(
        select(
            Support.id,
            Support.person_id,
            Person.full_name,
            Person.birth,
            Support.household,
            Support.kind,
            Support.source,
            Support.amount,
        )
        .outerjoin(Person, Person.id == Support.person_id)
        .where(lives_in == window.hamlet_id if window.hamlet_id is not None else true())
    )
    names = Names(work)
    found = []
    for row in rows:
        if row.id not in facts:
            continue
        household = hidden(row.household) if work.names_hidden else row.household
        name = names.of(row.person_id, row.full_name, row.birth) if row.full_name else household
        course = Course(row.kind, tuple(facts[row.id]), row.source, row.amount)
        found.append(_Read(row.id, row.person_id, name, household, row.source, course))
    return found
