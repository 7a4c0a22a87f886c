"""Papers that have their number, and everything the records hold, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import LinkKind
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.regime import HELPER_ASSIGNMENT
from rehabdesk.services.decisions.drafting import open_draft
from rehabdesk.services.decisions.following.outside import Followed, FollowUp, follow_up
from rehabdesk.services.decisions.following.replacing import begin_replacement
from rehabdesk.services.office import Office
from tests.again import built_once
from tests.builders import RESOURCES, a_volunteer, taken_in
from tests.services.papers import TODAY, an_order, numbered, submitted

# The trail only grows; bytes once kept are kept; a version counts how often a row was written.
_LEFT_OUT = {"audit_entry", "stored_file"}
Dump = dict[str, list[Mapping[str, Any]]]


def dump(office: Office) -> Dump:
    """Return every row of every table."""

    def read(work: Any) -> Dump:
        found: Dump = {}
        for name, table in Entity.metadata.tables.items():
            columns = [column for column in table.c if column.name != "version"]
            rows = work.session.execute(select(*columns).order_by(*table.primary_key)).mappings()
            found[name] = [dict(row) for row in rows]
        return {name: rows for name, rows in found.items() if name not in _LEFT_OUT}

    return office.look(read)


def version_of(office: Office, decision_id: int) -> int:
    return office.look(lambda work: work.session.get_one(Decision, decision_id).version)


@built_once(RESOURCES)
def in_force(office: Office, /, number: str = "46", **person: Any) -> tuple[int, int]:
    """Number a decision on a person with a helper; return the ids of person and paper."""
    person_id = taken_in(office, **person)
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    numbered(office, decision_id, number)
    return person_id, decision_id


def to_assign(office: Office, person_id: int, volunteer_id: int, since: date) -> int:
    """Print a paper that puts another helper in charge from a day on."""
    order = replace(
        an_order(office, person_id, volunteer_id),
        purpose=HELPER_ASSIGNMENT,
        term_start=None,
        term_end=None,
        effective_from=since,
    )
    return submitted(office, order)


def assigned(office: Office, person_id: int, helper: str, number: str, since: date) -> int:
    decision_id = to_assign(office, person_id, a_volunteer(office, full_name=helper), since)
    numbered(office, decision_id, number)
    return decision_id


def instead_of(office: Office, decision_id: int, **changes: Any) -> int:
    """Draft a paper in the place of another, with changes, and print it for signature."""
    act = partial(
        begin_replacement, decision_id=decision_id, version=version_of(office, decision_id)
    )
    draft_id = office.do(act).result
    order = office.look(partial(open_draft, decision_id=draft_id)).order
    return submitted(office, replace(order, **changes))


def followed(
    office: Office, kind: LinkKind, decision_id: int, number: str = "50", on: date = TODAY
) -> Followed:
    order = FollowUp(
        kind, decision_id, version_of(office, decision_id), 1, number, on, "Sai thẩm quyền"
    )
    return office.do(partial(follow_up, order=order)).result
