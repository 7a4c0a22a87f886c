"""Who met and how, as this user wrote it last: the next note begins with it."""

from __future__ import annotations

from sqlalchemy import Select, select

from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.tasks import RememberedValue
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.office import Work

FORM = "contact"
WHO, WAY = "who", "way"
_VOLUNTEER = "volunteer:"


def remember(work: Work, facts: NoteFacts) -> None:
    if work.session.get(User, work.actor.user_id) is None:
        return  # the maker of a practice office is nobody who will write again
    who = facts.who
    values = {
        WHO: f"{_VOLUNTEER}{who.volunteer_id}" if who.volunteer_id else who.name,
        WAY: str(facts.way.value),
    }
    kept = {each.field: each for each in work.session.scalars(_mine(work))}
    for field, value in values.items():
        if field in kept:
            kept[field].value = value
        else:
            work.session.add(RememberedValue(work.actor.user_id, FORM, field, value))


# Looks


def remembered(work: Work) -> tuple[MetBy | None, ContactWay | None]:
    """Return who and how of the last note; somebody no longer on the list is not offered."""
    kept = {each.field: each.value for each in work.session.scalars(_mine(work))}
    way = next((each for each in ContactWay if each.value == kept.get(WAY)), None)
    who = kept.get(WHO, "")
    if not who.startswith(_VOLUNTEER):
        return (MetBy(who) if who else None), way
    found = work.session.get(Volunteer, int(who.removeprefix(_VOLUNTEER)))
    is_serving = found is not None and found.serves_on(work.today)
    return (MetBy(found.full_name, found.id) if found and is_serving else None), way


def _mine(work: Work) -> Select[RememberedValue]:
    return select(RememberedValue).filter_by(user_id=work.actor.user_id, form_id=FORM)
