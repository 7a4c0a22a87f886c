"""Made workbooks brought into the records: every row becomes something, or says why not."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.daily.importing import ImportRow
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.persistence.database import connect, driver_connection, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.importing.orders import CheckRows, Imported, Level, Problem
from rehabdesk.services.importing.reading import read_rows
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.person_facts import PersonFacts, read_person
from tests.builders import LAN, NOW, RESOURCES, furnish
from tests.services.importing.tables import an_order, checked, imported, stored, taken_back
from tests.workbooks.holding import Held
from tests.workbooks.making import Made
from tests.workbooks.people import HAMLETS

_F = ImportField
_UNDONE, _TWICE = 0.2, 0.15  # of all imports are taken back, are brought in again
_WRITTEN = {ImportOutcome.CREATED, ImportOutcome.UPDATED}


def offices() -> Callable[[], Office]:
    """Return what makes offices without persons, each a copy of the first."""
    first = connect(None)
    upgrade(first)
    furnish(Office(sessions(first), RESOURCES, LAN, clock=lambda: NOW))

    def another() -> Office:
        engine = connect(None)
        with driver_connection(first) as kept, driver_connection(engine) as copy:
            kept.backup(copy)
        return Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW)

    return another


def bring_in(office: Office, made: Made, chance: random.Random) -> Held:
    """Check and import one workbook; take some back again and see that nothing is left."""
    held = Held()
    known = frozenset(HAMLETS) if chance.random() < 0.8 else frozenset(HAMLETS[:3])
    order = an_order(office, made.workbook, new_hamlets=known)
    is_undone = chance.random() < _UNDONE
    before = stored(office) if is_undone else {}
    if not _hold_check(office, order, held):
        return held
    batch = _hold_import(office, order, held)
    if is_undone:
        held.counts["imports taken back"] += 1
        taken_back(office, batch)
        after = stored(office)
        before["hamlet"] = after["hamlet"]  # a hamlet added stays
        changed = [name for name in before if before[name] != after[name]]
        held.broken += [f"taken back, but {name} differs" for name in changed]
    elif chance.random() < _TWICE and _hold_check(office, order, held):
        held.counts["workbooks brought in twice"] += 1
        _hold_import(office, order, held)
    return held


def _hold_import(office: Office, order: CheckRows, held: Held) -> Imported:
    """Import, and hold that rows in = created + updated + alike + faulty + left out."""
    done = imported(office, order)
    for name in ("created", "updated", "alike", "faulty", "left_out"):
        held.counts[f"imported: {name}"] += getattr(done, name)
    if done.rows != _rows_of(order):
        held.broken.append(f"{_rows_of(order)} rows in, {done.rows} told of")
    _hold_kept(office, order, done.batch_id, held)
    return done


def _rows_of(order: CheckRows) -> int:
    return order.table.last_row_number - order.table.first_row_number + 1


def _hold_check(office: Office, order: CheckRows, held: Held) -> bool:
    """Hold the check: every row in it, every fault explained; tell whether one may be written."""
    check = checked(office, order)
    rows = _rows_of(order)
    held.counts["rows checked"] += rows
    if len(check.rows) != rows or check.counters.total != rows:
        held.broken.append(f"{rows} rows in, {len(check.rows)} checked")
    for row in check.rows:
        if row.outcome is ImportOutcome.FAULTY and not _is_explained(row.problems):
            held.broken.append(f"row {row.row_number}: faulty without a word")
    if not check.counters.to_write:
        held.counts["workbooks with nothing to write"] += 1
    return check.counters.to_write > 0


def _is_explained(problems: tuple[Problem, ...]) -> bool:
    return any(each.level is Level.FAULT for each in problems)


def _hold_kept(office: Office, order: CheckRows, batch_id: int, held: Held) -> None:
    """Hold what stands in the records against what was read of each row."""
    reads = {each.row_number: each for each in read_rows(order, NOW.date())}
    for row_number, outcome, subject, remark, facts in office.look(
        partial(_kept_rows, batch_id=batch_id)
    ):
        if outcome not in _WRITTEN and outcome is not ImportOutcome.LEFT_OUT and not remark:
            held.broken.append(f"row {row_number}: {outcome.value} without a remark")
        if outcome is ImportOutcome.CREATED and facts is not None:
            held.counts["files held against their rows"] += 1
            for name in differing(reads[row_number], facts):
                held.broken.append(f"row {row_number}: {name} of person {subject} is not as read")


def _kept_rows(
    work: Work, batch_id: int
) -> list[tuple[int, ImportOutcome, int | None, str, PersonFacts | None]]:
    rows = work.session.scalars(select(ImportRow).filter_by(batch_id=batch_id)).all()
    return [
        (each.row_number, each.outcome, each.subject_id, each.remark, _facts(work, each))
        for each in rows
    ]


def _facts(work: Work, row: ImportRow) -> PersonFacts | None:
    person = work.session.get(Person, row.subject_id) if row.subject_id else None
    return read_person(person) if person else None


def differing(read: RowRead, facts: PersonFacts) -> list[str]:
    """Name what the file has otherwise than the row; a file may hold more, of rows put together."""
    numbers = {each.number for each in facts.papers}
    phones = {each.value for each in facts.contacts}
    names = {each.name for each in facts.other_names}
    places = {each.as_written for each in facts.residences}
    held = {
        "name": read.text(_F.FULL_NAME) == facts.full_name,
        "birth": read.birth in (None, facts.birth),
        "sex": read.sex in (None, facts.sex),
        "number": {read.text(_F.ID_NUMBER)} - {""} <= numbers,
        "old number": set(read.texts(_F.OLD_ID_NUMBER)) <= numbers,
        "phone": set(read.texts(_F.PHONE)) <= phones,
        "other name": set(read.texts(_F.OTHER_NAME)) <= names,
        "residence": {read.text(_F.CURRENT)} - {""} <= places,
        "hamlet": facts.hamlet_id is not None or not read.text(_F.HAMLET),
        "occupation": read.text(_F.OCCUPATION) in ("", facts.occupation),
        "ethnicity": read.text(_F.ETHNICITY) in ("", facts.ethnicity),
        "education": read.text(_F.EDUCATION) in ("", facts.education),
        "note": all(part in facts.note for part in read.text(_F.NOTE).split("; ")),
        "helper": read.text(_F.HELPER) in facts.note,
    }
    return [name for name, is_right in held.items() if not is_right]
