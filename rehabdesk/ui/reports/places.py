"""Where a line behind a figure, or something to be put right, leads."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.domain.reports.codes import MemberKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.reports.problems import Problem, ProblemKind
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.page import ReportPage
from rehabdesk.ui.visits import (
    NumberPapers,
    OpenBodyTests,
    OpenPerson,
    OpenRegister,
    OpenReports,
    OpenSupports,
    OpenTeam,
    OpenUnitFigure,
)

Visit = Callable[[int], object]
_RECORDS: dict[MemberKind, Visit] = {
    MemberKind.DECISION: OpenRegister,
    MemberKind.SUPPORT: OpenSupports,
    MemberKind.BODY_TEST: OpenBodyTests,
    MemberKind.ACTIVITY: lambda number: OpenTeam("activities", row_id=number),
    MemberKind.TRAINING: lambda number: OpenTeam("activities", row_id=number),
    MemberKind.PLEDGE: lambda number: OpenTeam("pledges", row_id=number),
    MemberKind.MODEL: lambda number: OpenTeam("models", row_id=number),
    MemberKind.TEAM: lambda number: OpenTeam("roster", team_id=number),
    MemberKind.GROUP: lambda number: OpenTeam("roster", team_id=number),
    MemberKind.VOLUNTEER: lambda _: OpenTeam("roster"),
    MemberKind.TIP: lambda _: OpenTeam("activities"),
    MemberKind.VISIT: lambda _: OpenTeam("models"),
    MemberKind.COMMENDATION: lambda _: OpenTeam("roster"),
    MemberKind.MONEY: lambda _: OpenTeam("allowances"),
}


def place_of_member(member: Member, among: tuple[int, ...], row_key: str = "") -> object:
    """Return where a line behind a figure is to be seen; nowhere for a typed figure."""
    if member.kind is MemberKind.UNIT:  # here a hamlet, to who is above a unit that has sent
        return OpenUnitFigure(member.record_id, row_key) if row_key else None
    if member.kind in {MemberKind.PERSON, MemberKind.CONTACT} and member.person_id is not None:
        return OpenPerson(member.person_id, among)
    if member.kind in _RECORDS:
        return _RECORDS[member.kind](member.record_id)
    return OpenPerson(member.person_id, among) if member.person_id is not None else None


def place_of_problem(problem: Problem) -> object:
    """Return where something is put right; nothing where the report itself says where."""
    if problem.kind is ProblemKind.UNNUMBERED and problem.decision_id is not None:
        return NumberPapers((problem.decision_id,))
    if problem.person_id is None:
        return None
    is_fact = problem.kind in {ProblemKind.BIRTH_UNKNOWN, ProblemKind.SEX_UNKNOWN}
    return OpenPerson(problem.person_id, is_edited=is_fact)


def report_meant(page: ReportPage, visit: OpenReports) -> ReportAsked | None:
    """Return the report a visit means: by its layout, and the period that ends on its day."""
    if not visit.layout_key:
        return None
    layout = next((each for each in page.layouts if each.key == visit.layout_key), None)
    if layout is None:
        return None
    periods: list[ReportPeriod] = [
        each.period for each in page.choices if each.layout_key == layout.key
    ]
    if visit.until_on is not None:
        periods = [each for each in periods if each.window.last == visit.until_on]
    if visit.kind:
        periods = [each for each in periods if each.kind.value == visit.kind]
    found = next(iter(periods), None)
    return ReportAsked(layout.key, found, page.asked.comparison) if found else None
