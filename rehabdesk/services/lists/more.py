"""The facts behind the columns somebody has to ask for, read for the lines in view alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from rehabdesk.domain.records.person import Person
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import MoreFacts
from rehabdesk.services.people.list_query import (
    clerk,
    filled,
    flag_word,
    flagged_on,
    former_commune,
    phone,
)
from rehabdesk.services.secrecy.files import kept_from

MEASURED = 10  # what a complete file holds besides the name
_AT_ONCE = 5_000
_MORE: Select[*tuple[Any, ...]] = select(
    Person.id,
    func.coalesce(former_commune, "").label("former"),
    func.coalesce(phone, "").label("phone"),
    Person.drugs,
    Person.employment,
    filled.label("filled"),
    flagged_on.label("flagged_on"),
    func.coalesce(flag_word, "").label("flag_word"),
    func.coalesce(clerk, "").label("clerk"),
).where(Person.id.in_(bindparam("ids", expanding=True)))


# Looks


def read_more(work: Work, person_ids: Sequence[int]) -> dict[int, MoreFacts]:
    found, close = {}, kept_from(work)
    for start in range(0, len(person_ids), _AT_ONCE):
        part = person_ids[start : start + _AT_ONCE]
        for row in work.session.execute(_MORE, {"ids": part, "user": work.actor.user_id}):
            is_close = row.id in close
            found[row.id] = MoreFacts(
                row.former,
                "" if is_close else row.phone,
                "" if is_close else row.drugs,
                None if is_close else row.employment,
                round(100 * (row.filled + 1) / (MEASURED + 1)),
                row.flagged_on,
                row.flag_word,
                row.clerk,
            )
    return found
