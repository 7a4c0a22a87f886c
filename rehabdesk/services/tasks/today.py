"""The morning: every open task with its lateness, in piles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from types import MappingProxyType, ModuleType

from sqlalchemy import select

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.domain.deadlines.due import DueSum
from rehabdesk.domain.deadlines.left import TimeLeft, time_left
from rehabdesk.domain.deadlines.lines import DueLine, due_lines, due_words
from rehabdesk.domain.records.tasks import TaskNote
from rehabdesk.services.contacts.silence import count_to_meet
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_bound_to_team, require_teams
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.tasks import calendar_rules, case_rules, contact_rules, paper_rules
from rehabdesk.services.tasks.calendar_rules import ReportDates, next_report
from rehabdesk.services.tasks.sight import Sight, look_at_own_team, look_round
from rehabdesk.services.tasks.task import AGREED, Pile, Task
from rehabdesk.services.tasks.teamwork import body_tests, meetings, referrals, supports
from rehabdesk.services.tasks.waiting.reports import ReportDue, Told

SOON = 10  # working days
Rule = Callable[[Sight], Iterator[Task]]
Near = Sequence[ReportDue]
NOT_COUNTED: Mapping[Told, int] = MappingProxyType({})
RULES: tuple[Rule, ...] = (
    paper_rules.awaits_signature,
    paper_rules.awaits_number,
    paper_rules.awaits_hand_over,
    paper_rules.awaits_police,
    paper_rules.lacks_signed_copy,
    case_rules.needs_helper,
    case_rules.needs_decision,
    case_rules.needs_certificate,
    case_rules.expects_notice,
    case_rules.expects_proposal,
    case_rules.owed_by_chair,
    contact_rules.silent_for_long,
    contact_rules.agreed_at_meetings,
    supports.asked_again,
    body_tests.steps_after_tests,
    body_tests.tests_due,
    meetings.agreed_in_the_team,
    referrals.asked_of_referrals,
    calendar_rules.flags,
    calendar_rules.report_dates,
)
RULES_OF_TEAM: tuple[Rule, ...] = (
    contact_rules.silent_for_long,
    contact_rules.agreed_at_meetings,
    meetings.agreed_in_the_team,
)


@dataclass(frozen=True, slots=True)
class Note:
    """What was written down about a task."""

    late_reason: str
    extended_to: date | None
    paper_number: str
    paper_on: date | None
    noted_by: str

    @property
    def extension(self) -> str:
        """Say by which paper the deadline was put off."""
        return f"gia hạn theo số {self.paper_number}" if self.extended_to else ""

    @property
    def words(self) -> str:
        reason = f"lý do trễ: {self.late_reason}" if self.late_reason else ""
        return "; ".join(part for part in (self.extension, reason) if part)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task on the page; `due` is the deadline that counts, extended or not."""

    task: Task
    due: DueSum
    left: TimeLeft
    note: Note | None = None

    @property
    def id(self) -> str:
        return self.task.key

    @property
    def lines(self) -> tuple[DueLine, ...]:
        """Tell the sum; where a paper extended it, the deadline before stands back."""
        lines = due_lines(self.task.due)
        if self.note is None or self.note.extended_to is None:
            return lines
        return (*_set_back(lines), *_extended(self.note))

    @property
    def due_words(self) -> str:
        return due_words(self.due)


@dataclass(frozen=True, slots=True)
class Today:
    on: date
    rows: tuple[TaskRow, ...]  # every open task, the latest first
    report: ReportDates
    to_report: int  # working days until the figures close
    calendar: WorkingCalendar
    silent_after: int = 0  # days without a meeting; none where the office asks for no meetings
    to_meet: int = 0  # persons who must be met
    problems: Mapping[Told, int] = field(default_factory=dict)  # of reports that close soon
    has_uncounted: bool = False  # a report closes soon whose problems are not counted
    piles: tuple[Pile, ...] = tuple(Pile)  # which of them are for whoever asks

    @property
    def overdue(self) -> tuple[TaskRow, ...]:
        """What is late; who was not met for long stands in a pile of its own."""
        return tuple(
            row for row in self.rows if row.left.is_late and Pile.UNSEEN not in row.task.piles
        )

    @property
    def coming(self) -> tuple[TaskRow, ...]:
        """What is due within ten working days; a paper on its way is told by its number alone."""
        return tuple(
            row
            for row in self.rows
            if not row.left.is_late and row.left.days <= SOON and not row.task.on_desk
        )

    def pile(self, pile: Pile) -> tuple[TaskRow, ...]:
        if pile is Pile.OVERDUE:
            return self.overdue
        return tuple(row for row in self.rows if pile in row.task.piles)

    @property
    def urgent(self) -> int:
        return len(self.overdue) + len(self.coming)

    def first_pile(self, role: Role) -> Pile:
        """Return the pile to begin the morning with; a leader begins with what waits for him."""
        if role is Role.LEADER:
            return Pile.AWAITING
        wanted = (Pile.OVERDUE, Pile.AWAITING, Pile.ENDING)
        return next((each for each in wanted if self.pile(each)), Pile.OVERDUE)


# Looks


def read_today(work: Work) -> Today:
    """Read the whole morning, with what is to be put right in reports that close soon."""
    return _today(work, _count_problems)


def read_morning(work: Work, problems: Mapping[Told, int] = NOT_COUNTED) -> Today:
    """Read the morning at once: what is wrong with reports stands as it was counted last."""
    return _today(work, lambda _work, _near: problems)


def _today(work: Work, counted: Callable[[Work, Near], Mapping[Told, int]]) -> Today:
    require_teams(work, Right.READ_FILES)
    if is_bound_to_team(work):
        return _of_team(look_at_own_team(work), work)
    sight = look_round(work)
    near = _closing_soon(work, sight)
    problems = counted(work, near) if near else {}
    sight = replace(sight, reports=replace(sight.reports, problems=problems))
    rows = rows_of(work, sight)
    calendar = sight.deadlines.calendar
    report = next_report(sight.today, calendar, sight.reports)
    return Today(
        sight.today,
        rows,
        report,
        max(calendar.working_days_between(sight.today, report.closes_on), 0),
        calendar,
        sight.meetings.days,
        count_to_meet(work),
        problems,
        any(one.told not in problems for one in near),
    )


def _of_team(sight: Sight, work: Work) -> Today:
    """Tell a team leader what the own team is to do, and of no paper or report."""
    calendar = sight.deadlines.calendar
    return Today(
        sight.today,
        rows_of(work, sight, RULES_OF_TEAM),
        next_report(sight.today, calendar),
        0,
        calendar,
        sight.meetings.days,
        sight.to_meet,
        piles=(Pile.OVERDUE, Pile.UNSEEN),
    )


def _closing_soon(work: Work, sight: Sight) -> Near:
    if not work.actor.may(Right.EXPORT_LISTS):
        return ()
    calendar = sight.deadlines.calendar
    return [
        one
        for one in sight.reports.due(sight.today, calendar)
        if not one.is_closed and calendar.working_days_between(sight.today, one.window.last) <= SOON
    ]


def _count_problems(work: Work, near: Near) -> Mapping[Told, int]:
    """Count the whole of these reports: that takes a moment where there are many files."""
    problems = _problems_of_reports()
    return {
        one.told: len(
            problems.read_problems(work, problems.ReportAsked(one.layout_key, one.period))
        )
        for one in near
    }


def _problems_of_reports() -> ModuleType:
    """Return what is to be put right in reports; it knows tasks, so they know it by name alone."""
    return import_module("rehabdesk.services.reports.problems")


def tasks_of(work: Work, person_id: int) -> tuple[TaskRow, ...]:
    """Return what the morning page asks for about one person, in its order."""
    work.require(Right.READ_FILES)
    rows = rows_of(work, look_round(work, only=(person_id,)))
    return tuple(row for row in rows if person_id in row.task.person_ids)


def rows_of(work: Work, sight: Sight, rules: Sequence[Rule] = RULES) -> tuple[TaskRow, ...]:
    """Let every rule look; the latest comes first."""
    names = Names(work)
    tasks = [_called(task, names) for rule in rules for task in rule(sight)]
    notes = read_notes(work, [task.key for task in tasks])
    rows = [row_of(task, notes.get(task.key), sight) for task in tasks]
    rows.sort(key=lambda row: (row.left.days, row.due.due_on, row.task.who, row.id))
    return tuple(rows)


def _called(task: Task, names: Names) -> Task:
    """Call its persons as may be; what was agreed with one kept close is their clerk's to read."""
    if names.are_plain:
        return task
    concerns = (replace(each, name=names.of(each.person_id, each.name)) for each in task.concerns)
    is_close = any(names.is_close(each) for each in task.person_ids)
    told = task.basis if is_close and task.title.startswith(AGREED) else task.title
    return replace(task, title=told, concerns=tuple(concerns))


def row_of(task: Task, note: Note | None, sight: Sight) -> TaskRow:
    found = task.due
    if note is not None and note.extended_to is not None:
        found = replace(found, due_on=note.extended_to, due_at=None, opens_on=None, opens_at=None)
    return TaskRow(task, found, time_left(found, sight.now, sight.deadlines.calendar), note)


def read_notes(work: Work, keys: Sequence[str]) -> dict[str, Note]:
    wanted = set(keys)
    found = {}
    for note in work.session.scalars(select(TaskNote)):
        if note.task_key in wanted:
            found[note.task_key] = Note(
                note.late_reason,
                note.extended_to,
                note.paper_number,
                note.paper_on,
                note.noted_by,
            )
    return found


def _set_back(lines: Sequence[DueLine]) -> Iterator[DueLine]:
    """Let the deadline that no longer counts stand back."""
    for line in lines:
        yield replace(line, is_aside=True, is_result=False) if line.is_result else line


def _extended(note: Note) -> Iterator[DueLine]:
    on = f" ngày {note.paper_on:%d/%m/%Y}" if note.paper_on else ""
    paper = f"số {note.paper_number}{on}" if note.paper_number else "chưa ghi văn bản"
    yield DueLine("Gia hạn theo", paper)
    if note.extended_to is not None:
        yield DueLine("Hạn", f"{note.extended_to:%d/%m/%Y}", is_result=True)
