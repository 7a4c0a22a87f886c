"""What a numbered paper does to the cases it names, one function a purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from rehabdesk.domain.codes import AssignmentRole, LinkKind, PaperStatus
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.regime import (
    BODY_PURPOSES,
    COMPLETION,
    HELPER_ASSIGNMENT,
    HOME_REHAB,
    HOME_REHAB_COMPLETION,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
    USER_MANAGEMENT,
)
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.decisions.life.journal import (
    HasLaterWork,
    Journal,
    day_of,
    is_kept,
    restore,
    was_before,
)
from rehabdesk.services.office import Work

IN_FORCE = (PaperStatus.NUMBERED, PaperStatus.DELIVERED, PaperStatus.DELIVERY_REFUSED)
BODIES = "bodies"  # in the values of a paper: what it changed of a team or group
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Case:
    """One person of a paper, and the day from which the paper means her."""

    work: Work
    paper: Decision
    link: DecisionPerson
    journal: Journal

    @property
    def start(self) -> date:
        return starts_on(self.work, self.paper, self.link)


def starts_on(work: Work, paper: Decision, link: DecisionPerson) -> date:
    """Return from when a paper means one of its persons: with the term, else when in force."""
    if paper.purpose in _WITH_TERM and has_term(link) and link.term_start:
        return link.term_start
    return paper.effective_from or paper.document_date or work.today


def has_term(link: DecisionPerson) -> bool:
    return bool(link.episode and link.term_start and link.term_end)


def take_effect(work: Work, paper: Decision, journal: Journal) -> None:
    """Let a numbered paper do what it says, once."""
    effect = EFFECTS.get(paper.purpose)
    for link in paper.persons:
        if effect is not None:
            effect(_Case(work, paper, link, journal))
    work.session.flush()


def undo_effects(work: Work, paper: Decision) -> None:
    """Take back everything a paper did, unless something came after it."""
    if paper.purpose in BODY_PURPOSES or BODIES in paper.values:
        from rehabdesk.services.teams.following import unfollow

        unfollow(work, paper)
    made = work.session.scalars(select(Assignment).filter_by(made_by_id=paper.id)).all()
    if any(each.until_on is not None for each in made):
        raise HasLaterWork(paper.full_number)
    for assignment in made:
        work.session.delete(assignment)
    ended = select(DecisionLink).filter_by(newer_id=paper.id, kind=LinkKind.ENDS)
    for link in work.session.scalars(ended):
        work.session.delete(link)
    if is_kept(paper):
        restore(work, paper)
    else:
        _undo_unnoted(work, paper)
    work.session.flush()


def end_paper(work: Work, older: Decision, newer: Decision, journal: Journal) -> None:
    """Let an older paper on the same body be over from the day the newer one counts."""
    if older.status not in IN_FORCE or older.ended_on is not None:
        return
    journal.note(older)
    older.ended_on = newer.effective_from or newer.document_date or work.today
    work.session.add(DecisionLink(newer, older, LinkKind.ENDS))
    work.session.flush()


def lapse(
    work: Work, older: Decision, newer: Decision, named: Mapping[int, date], journal: Journal
) -> None:
    """Let what an older paper did stop: for each person named, from a day on."""
    end_assignments(work, older, newer, named, journal)
    for link in older.persons:
        episode = link.episode
        if episode and link.person_id in named and episode.decided_by_id == older.id:
            journal.note(episode)
            _put_back_term(work, older, episode)
    work.session.flush()


def end_assignments(
    work: Work, older: Decision, newer: Decision, named: Mapping[int, date], journal: Journal
) -> None:
    """Let whom an older paper put in charge go: for each person named, from a day on."""
    touched = work.session.scalars(
        select(Assignment).where(
            (Assignment.made_by_id == older.id) | (Assignment.ended_by_id == older.id),
            Assignment.person_id.in_(named),
        )
    ).all()
    for each in touched:
        last = named[each.person_id] - _ONE_DAY
        is_made = each.made_by_id == older.id
        if is_made and (each.until_on is None or each.until_on > last):
            journal.note(each)
            each.end(last, newer, "")
        elif not is_made and each.until_on is not None and each.until_on >= last:
            journal.note(each)
            each.reopen()  # the older paper never took this one's place
            _end_where_left(each)
    work.session.flush()


def _end_where_left(assignment: Assignment) -> None:
    """Let who has left meanwhile not come back for longer than he served."""
    volunteer = assignment.volunteer
    if volunteer is not None and volunteer.serves_until is not None:
        last = max(assignment.from_on, volunteer.serves_until)
        assignment.end(last, None, "thôi nhiệm vụ")


def refresh(work: Work, *papers: Decision) -> None:
    """Compute anew where everybody named by these papers stands."""
    work.session.flush()
    refresh_persons(work, {link.person_id for paper in papers for link in paper.persons})


# One function a purpose


def _post_rehab(case: _Case) -> None:
    _begin_term(case)
    _assign(case)


def _home_rehab(case: _Case) -> None:
    _begin_term(case)
    _assign(case)


def _user_management(case: _Case) -> None:
    _begin_term(case)
    _assign(case)


def _helper_assignment(case: _Case) -> None:
    _assign(case)


def _moved_in_assignment(case: _Case) -> None:
    _assign(case)


def _support_team(case: _Case) -> None:
    """Put a team beside whoever looks after the person, never in the place of one."""
    for assignee in case.paper.assignees:
        _add(case, assignee.role, assignee.volunteer_id, assignee.organisation_id)


def _completion(case: _Case) -> None:
    """End the decision the certificate is about with its term; the standing closes the episode."""
    _end_decided(case, POST_REHAB)


def _home_rehab_completion(case: _Case) -> None:
    _end_decided(case, HOME_REHAB)


EFFECTS: dict[str, Callable[[_Case], None]] = {
    POST_REHAB: _post_rehab,
    HOME_REHAB: _home_rehab,
    USER_MANAGEMENT: _user_management,
    HELPER_ASSIGNMENT: _helper_assignment,
    MOVED_IN_ASSIGNMENT: _moved_in_assignment,
    SUPPORT_TEAM: _support_team,
    COMPLETION: _completion,
    HOME_REHAB_COMPLETION: _home_rehab_completion,
}
_WITH_TERM = frozenset({POST_REHAB, HOME_REHAB, USER_MANAGEMENT})
ASSIGNING = frozenset({HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT})
MANAGING = _WITH_TERM | ASSIGNING


def _begin_term(case: _Case) -> None:
    link = case.link
    if link.episode and link.term_start and link.term_end:
        case.journal.note(link.episode)
        link.episode.begin_term(link.term_start, link.term_end, case.paper.id)


def _assign(case: _Case) -> None:
    paper = case.paper
    if not paper.assignees:
        return
    if paper.values.get("replaces_helper", True):
        _end_present(case)
    for assignee in paper.assignees:
        _add(case, assignee.role, assignee.volunteer_id, assignee.organisation_id)


def _add(
    case: _Case, role: AssignmentRole, volunteer_id: int | None, organisation_id: int | None
) -> None:
    assignment = Assignment(case.link.person, role, case.start, case.paper)
    assignment.episode = case.link.episode
    assignment.volunteer_id = volunteer_id
    assignment.organisation_id = organisation_id
    case.work.session.add(assignment)


def _end_present(case: _Case) -> None:
    """Whoever looked after the person until now stays in the history, with this paper."""
    present = case.work.session.scalars(
        select(Assignment).filter_by(person_id=case.link.person_id, until_on=None)
    ).all()
    roles = {assignee.role for assignee in case.paper.assignees}
    if AssignmentRole.HELPER in roles and not any(
        each.role is AssignmentRole.HELPER for each in present
    ):
        roles.add(AssignmentRole.ORGANISATION)  # an organisation alone was in charge
    for assignment in present:
        if assignment.made_by_id != case.paper.id and assignment.role in roles:
            case.journal.note(assignment)
            last = max(assignment.from_on, case.start - _ONE_DAY)
            assignment.end(last, case.paper, "thay người phụ trách")


def _end_decided(case: _Case, purpose: str) -> None:
    certified = case.work.session.scalars(
        select(Decision)
        .join(Decision.persons)
        .where(
            DecisionPerson.episode_id == case.link.episode_id,
            Decision.purpose == purpose,
            Decision.status.in_(IN_FORCE),
            Decision.ended_on.is_(None),
        )
    ).unique()
    for older in certified:
        ends = [link.term_end + _ONE_DAY for link in older.persons if link.term_end]
        case.journal.note(older)
        older.ended_on = max([case.start, *ends])
        case.work.session.add(DecisionLink(case.paper, older, LinkKind.ENDS))


def _undo_unnoted(work: Work, paper: Decision) -> None:
    """Take back what a paper did before its changes were noted with it."""
    for ended in work.session.scalars(select(Assignment).filter_by(ended_by_id=paper.id)):
        ended.reopen()
    for link in paper.persons:
        if link.episode and link.episode.decided_by_id == paper.id:
            link.episode.undo_term()


def _put_back_term(work: Work, older: Decision, episode: Episode) -> None:
    """Give an episode the term it had before a paper, passing over papers no longer in force."""
    told = was_before(older, episode)
    while told is not None and isinstance(by := told.get("decided_by_id"), int):
        earlier = work.session.get(Decision, by)
        if earlier is None or earlier.status in IN_FORCE:
            break
        told = was_before(earlier, episode)
    if told is None:
        episode.undo_term()
        return
    decided_by = told.get("decided_by_id")
    episode.term_start, episode.term_end = day_of(told, "term_start"), day_of(told, "term_end")
    episode.decided_by_id = decided_by if isinstance(decided_by, int) else None
