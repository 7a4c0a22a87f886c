"""What a note of a meeting begins with: whom, by whom, how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, true

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.daily.contact import ContactPerson
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.services.contacts.facts import MetBy, NoteFacts, facts_of
from rehabdesk.services.finding import recent_persons
from rehabdesk.services.noting.own_finds import find_own
from rehabdesk.services.noting.recording import NoteGone
from rehabdesk.services.noting.remembering import remembered
from rehabdesk.services.office import Work
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.rights.bound import is_bound_to_team, require_teams
from rehabdesk.services.rights.own_team import own_members, require_persons
from rehabdesk.services.secrecy.whom import Whom, named_whom, whom_of

MOST = 8  # offered at once


@dataclass(frozen=True, slots=True)
class NoteBegun:
    """What the form shows before anybody types; `is_remembered` tells where "who" comes from."""

    today: date
    persons: tuple[Whom, ...]
    who: MetBy
    offered: tuple[MetBy, ...]
    way: ContactWay
    is_helper: bool  # "who" is the helper of the only person
    facts: NoteFacts | None = None  # of a note to correct
    contact_id: int | None = None
    version: int = 0


# Looks


def begin_note(work: Work, person_ids: Sequence[int]) -> NoteBegun:
    """Begin with the helper of the only person, else with who and how of the last note."""
    require_persons(work, person_ids, Right.READ_FILES)
    wanted = tuple(dict.fromkeys(person_ids))
    helpers = _helpers(work, wanted)
    last_who, last_way = remembered(work)
    own = _myself(work)
    is_helper = len(wanted) == 1 and bool(helpers)
    who = helpers[0] if is_helper else last_who or own
    offered = (who, *helpers, own, *_colleagues(work), *_serving(work))
    return NoteBegun(
        work.today,
        named_whom(work, wanted),
        who,
        tuple(_once(offered)),
        last_way or ContactWay.AT_HOME,
        is_helper,
    )


def read_note(work: Work, contact_id: int, person_id: int) -> NoteBegun:
    """Read a note to be corrected, as it concerns one of its persons."""
    require_persons(work, (person_id,), Right.READ_FILES)
    link = work.session.scalars(
        select(ContactPerson).filter_by(contact_id=contact_id, person_id=person_id)
    ).first()
    if link is None:
        raise NoteGone
    facts, note = facts_of(link), link.contact
    begun = begin_note(work, [each.person_id for each in note.persons])
    offered = tuple(_once((facts.who, *begun.offered))) if facts.who.name else begun.offered
    return replace(
        begun,
        who=facts.who,
        offered=offered,
        way=facts.way,
        is_helper=False,
        facts=facts,
        contact_id=note.id,
        version=note.version,
    )


def find_whom(work: Work, words: str) -> list[Whom]:
    """Return persons by their words; without words, whose files this user opened last.

    A team leader finds whom the own team looks after, and nobody else.
    """
    require_teams(work, Right.READ_FILES)
    if is_bound_to_team(work):
        return list(find_own(work, words, MOST))
    if words.strip():
        found = find_hits(work, words, MOST)
        return [whom_of(each.id, each.full_name, each.birth_year, each.hamlet) for each in found]
    return [
        whom_of(row.id, row.full_name, row.birth_year, row.hamlet) for row in recent_persons(work)
    ][:MOST]


def _myself(work: Work) -> MetBy:
    """Name whoever writes the note; a team leader is known as one of the list of helpers."""
    user = work.session.get(User, work.actor.user_id)
    if user is None or user.volunteer_id is None:
        return MetBy(work.actor.name)
    return MetBy(work.session.get_one(Volunteer, user.volunteer_id).full_name, user.volunteer_id)


def _helpers(work: Work, person_ids: Sequence[int]) -> list[MetBy]:
    """Return who looks after these persons today, in whose charge they are first."""
    found = work.session.execute(
        select(Volunteer.full_name, Volunteer.id)
        .join(Assignment, Assignment.volunteer_id == Volunteer.id)
        .where(
            Assignment.person_id.in_(person_ids),
            Assignment.from_on <= work.today,
            Assignment.until_on.is_(None) | (Assignment.until_on >= work.today),
        )
        .order_by(Assignment.role.not_in(IN_CHARGE), Assignment.from_on)
    )
    return [MetBy(*row) for row in found]


def _colleagues(work: Work) -> list[MetBy]:
    names = work.session.scalars(
        select(User.full_name).where(User.is_active).order_by(User.full_name)
    )
    return [MetBy(name) for name in names]


def _serving(work: Work) -> list[MetBy]:
    found = work.session.execute(
        select(Volunteer.full_name, Volunteer.id)
        .where(
            Volunteer.serves_from <= work.today,
            Volunteer.serves_until.is_(None) | (Volunteer.serves_until >= work.today),
        )
        .where(Volunteer.id.in_(own_members(work)) if is_bound_to_team(work) else true())
        .order_by(Volunteer.name_order)
    )
    return [MetBy(*row) for row in found]


def _once(offered: Iterable[MetBy]) -> list[MetBy]:
    """Offer everybody once; a colleague who is a helper too is offered as the helper."""
    known = list(dict.fromkeys(offered))
    helping = {each.name for each in known if each.volunteer_id}
    return [each for each in known if each.volunteer_id or each.name not in helping]
