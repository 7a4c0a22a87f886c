"""Who helps how many, whom each met last, and who has met nobody for too long (F59).

Meetings count, sign-ins do not; an empty place is no meeting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import TeamMember
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.text import name_order
from rehabdesk.services.contacts.met import IS_MET, last_met
from rehabdesk.services.contacts.silence import open_agreements, silent_persons
from rehabdesk.services.law.contact_days import contact_days
from rehabdesk.services.month_grid.figures import SILENT_DAYS, USUAL_DAYS
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, helper_limit
from rehabdesk.services.rights.bound import is_bound_to_team, require_teams
from rehabdesk.services.rights.own_team import own_members, require_team
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.areas import areas_of
from rehabdesk.services.teams.looks import runs_on

HELPER = "Người phụ trách"


@dataclass(frozen=True, slots=True)
class Helped:
    """Somebody looked after by a helper, as far as whoever asks may know."""

    person_id: int
    name: str
    birth_year: int | None
    hamlet: str
    role: str
    since: date
    last_met: date | None
    agreed: str
    silent_days: int | None  # None where the office does not count, or the person was met
    is_close: bool

    @property
    def is_silent(self) -> bool:
        return self.silent_days is not None


@dataclass(frozen=True, slots=True)
class HelperLoad:
    """One who helps: whom, how full, and how long ago the last meeting was."""

    volunteer_id: int
    name: str
    role: str
    area: str
    phone: str
    persons: tuple[Helped, ...]
    last_met: date | None  # the last meeting of this helper with anybody
    meetings: int  # in the days that are counted
    is_silent: bool  # met nobody in those days, though there is somebody to meet
    limit: int

    @property
    def unmet(self) -> tuple[Helped, ...]:
        return tuple(each for each in self.persons if each.is_silent)

    @property
    def is_full(self) -> bool:
        return len(self.persons) >= self.limit > 0


@dataclass(frozen=True, slots=True)
class Load:
    """Members first by how long they have met nobody; `days` are the office's own."""

    helpers: tuple[HelperLoad, ...]
    member_days: int
    person_days: int
    today: date
    may_choose_days: bool

    @property
    def silent(self) -> tuple[HelperLoad, ...]:
        return tuple(each for each in self.helpers if each.is_silent)

    @property
    def unmet(self) -> tuple[Helped, ...]:
        """Return who was not met for too long, each once."""
        found = {each.person_id: each for one in self.helpers for each in one.unmet}
        return tuple(found.values())


# Looks


def read_load(work: Work, team_id: int | None = None) -> Load:
    """Return the members of a team and whom they help; without a team, whoever helps anybody.

    Without a team a team leader is told of all own ones.
    """
    if team_id is None:
        require_teams(work, Right.READ_FILES)
    else:
        require_team(work, team_id, Right.READ_FILES)
    helping = _helping(work)
    roles = _members(work, team_id)
    ids = set(roles) if team_id is not None else set(helping) | set(roles)
    if is_bound_to_team(work):
        ids &= own_members(work)
    volunteers = work.session.scalars(
        select(Volunteer).where(Volunteer.id.in_(ids)).options(selectinload(Volunteer.hamlet))
    ).all()
    days = int(choice(work, SILENT_DAYS, USUAL_DAYS))
    met = _met(work, ids, work.today - timedelta(days=days))
    persons = _persons(work, {each: helping.get(each, []) for each in ids})
    areas = areas_of(work, ids)
    limit = helper_limit(work)
    helpers = [
        HelperLoad(
            each.id,
            each.full_name,
            roles.get(each.id, HELPER),
            areas.get(each.id) or (each.hamlet.name if each.hamlet else ""),
            each.phone,
            persons[each.id],
            met.get(each.id, (None, 0))[0],
            met.get(each.id, (None, 0))[1],
            not met.get(each.id, (None, 0))[1] and bool(persons[each.id]),
            limit,
        )
        for each in volunteers
    ]
    order = sorted(helpers, key=lambda one: name_order(one.name))
    return Load(
        tuple(sorted(order, key=lambda one: (not one.is_silent, not one.unmet))),
        days,
        contact_days(work),
        work.today,
        work.actor.may(Right.KEEP_OFFICE),
    )


def members_on(work: Work, team_id: int, day: date) -> dict[int, str]:
    """Return who serves in a team on a day, with the place each holds."""
    found = work.session.execute(
        select(TeamMember.volunteer_id, TeamMember.role)
        .where(TeamMember.team_id == team_id, runs_on(day, TeamMember.from_on, TeamMember.until_on))
        .order_by(TeamMember.id)
    )
    return {volunteer_id: role.label for volunteer_id, role in found}


def _members(work: Work, team_id: int | None) -> dict[int, str]:
    if team_id is not None:
        return members_on(work, team_id, work.today)
    found = work.session.execute(
        select(TeamMember.volunteer_id, TeamMember.role)
        .where(runs_on(work.today, TeamMember.from_on, TeamMember.until_on))
        .order_by(TeamMember.id)
    )
    return {volunteer_id: role.label for volunteer_id, role in found}


def _helping(work: Work) -> dict[int, list[Assignment]]:
    """Return the assignments that run today, the one in charge first, by volunteer."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    for each in work.session.scalars(
        select(Assignment)
        .where(
            Assignment.volunteer_id.is_not(None),
            runs_on(work.today, Assignment.from_on, Assignment.until_on),
        )
        .order_by(Assignment.role.not_in(IN_CHARGE), Assignment.from_on, Assignment.id)
    ):
        found[each.volunteer_id or 0].append(each)
    return found


def _persons(work: Work, helping: Mapping[int, list[Assignment]]) -> dict[int, tuple[Helped, ...]]:
    ids = {each.person_id for several in helping.values() for each in several}
    asked = select(Person).where(Person.id.in_(ids)).options(selectinload(Person.hamlet))
    persons = {each.id: each for each in work.session.scalars(asked)}
    met, names = last_met(work, ids), Names(work)
    silent = {each.person_id: each for each in silent_persons(work, ids)}
    agreed: dict[int, str] = {}
    for each in open_agreements(work, ids):
        agreed.setdefault(each.person_id, f"{each.on:%d/%m/%Y}: {each.word}")
    found: dict[int, tuple[Helped, ...]] = {}
    for volunteer_id, several in helping.items():
        rows: dict[int, Helped] = {}
        for one in several:
            person, is_close = persons[one.person_id], names.is_close(one.person_id)
            late = silent.get(one.person_id)
            row = Helped(
                person.id,
                names.of(person.id, person.full_name, person.birth),
                person.born.year if person.born and not is_close else None,
                person.hamlet.name if person.hamlet and not is_close else "",
                one.role.label,
                one.from_on,
                met.get(person.id),
                "" if is_close else agreed.get(person.id, ""),
                (work.today - late.since).days if late else None,
                is_close,
            )
            rows.setdefault(person.id, row)
        ordered = sorted(rows.values(), key=lambda row: persons[row.person_id].name_order)
        found[volunteer_id] = tuple(ordered)
    return found


def _met(
    work: Work, volunteer_ids: Collection[int], limit: date
) -> dict[int, tuple[date | None, int]]:
    """Return each helper's last meeting, and how many there were since a day."""
    recent = func.count(Contact.id.distinct()).filter(Contact.on > limit)
    found = work.session.execute(
        select(Contact.volunteer_id, func.max(Contact.on), recent)
        .join(ContactPerson, ContactPerson.contact_id == Contact.id)
        .where(Contact.volunteer_id.in_(volunteer_ids), IS_MET)
        .group_by(Contact.volunteer_id)
    )
    return {row[0]: (row[1], row[2]) for row in found if row[0] is not None}
