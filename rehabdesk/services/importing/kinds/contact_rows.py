"""Rows about meetings: each is put to the one person it names, then written as a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.daily_codes import ContactWay, ImportOutcome, QuickRating
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.daily.importing import ImportBatch
from rehabdesk.domain.records.person import Person, number_key
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.text import fold
from rehabdesk.services.contacts.facts import MetBy, NoteFacts, make_note
from rehabdesk.services.importing.kinds.known import Known, read_known, read_places, stored_birth
from rehabdesk.services.importing.kinds.person_rows import problems_of
from rehabdesk.services.importing.kinds.verdicts import Verdict
from rehabdesk.services.importing.kinds.writing_persons import Written
from rehabdesk.services.importing.orders import (
    AlikeTo,
    CheckRows,
    Level,
    Problem,
    RowAction,
    RowState,
)
from rehabdesk.services.importing.reading import read_rows
from rehabdesk.services.importing.rows import marks, snapshots
from rehabdesk.services.office import Work

CONTACT = "contact"
_F = ImportField
_TOLD_EVERY = 50
NO_DAY = "Dòng không có ngày gặp."
NOT_YET = "Ngày gặp chưa tới."
NOBODY = "Không có hồ sơ nào tên “{name}”. Nhập hồ sơ trước, hoặc sửa họ tên."
SEVERAL = "Có {count} người tên “{name}”. Ghi thêm số giấy tờ hoặc năm sinh để biết là ai."
THERE = "Lần gặp này đã có trong hồ sơ."
TWICE = "Trùng dòng {row} trong cùng tệp."


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a row tells of a meeting."""

    person_id: int
    on: date
    way: ContactWay
    rating: QuickRating | None
    words: str
    met_by: str
    volunteer_id: int | None


def examine(work: Work, order: CheckRows) -> list[Verdict]:
    """Say of every row whose meeting it tells of, and whether it is known already."""
    reads = read_rows(order, work.today)
    known = _known(work, reads)
    hamlets = {
        row.id: row.hamlet_id for row in work.session.execute(select(Person.id, Person.hamlet_id))
    }
    helpers = {each.name_fold: each.id for each in work.session.scalars(select(Volunteer))}
    seen = {
        (row.person_id, row.on, fold(row.words)): 0
        for row in work.session.execute(
            select(ContactPerson.person_id, Contact.on, Contact.words).join(ContactPerson.contact)
        )
    }
    places = read_places(work)
    found = []
    for read in reads:
        verdict = Verdict(read.row_number, RowState.FAULTY, ImportOutcome.FAULTY)
        verdict.full_name = read.text(_F.FULL_NAME)
        verdict.birth = read.birth.text if read.birth else ""
        day = read.day(_F.CONTACT_ON)
        verdict.number = f"{day:%d/%m/%Y}" if day else ""
        verdict.problems = list(problems_of(read))
        hamlet_id = places.find(read.text(_F.HAMLET)) if read.text(_F.HAMLET) else None
        who = _who(read, known, hamlets, hamlet_id)
        verdict.problems += _amiss(read, who, work.today)
        if not any(each.level is Level.FAULT for each in verdict.problems) and day:
            verdict.payload = _meeting(read, next(iter(who)), day, helpers)
            _decide(verdict, order, seen)
        found.append(verdict)
    return found


def write_meetings(
    work: Work, verdicts: Sequence[Verdict], _batch: ImportBatch, go_on: Callable[[int], None]
) -> dict[int, Written]:
    """Write a note for every row."""
    made: dict[int, Contact] = {}
    new = [each for each in verdicts if isinstance(each.payload, Meeting) and each.is_written]
    for done, verdict in enumerate(new):
        if done % _TOLD_EVERY == 0:
            go_on(done)
        meeting = verdict.payload
        if isinstance(meeting, Meeting):
            made[verdict.row_number] = _note(work, meeting)
    work.session.flush()
    now = snapshots(work, CONTACT, [each.id for each in made.values()])
    return {
        row: Written(each.id, dict(marks(now[each.id])), {}, CONTACT) for row, each in made.items()
    }


def _note(work: Work, meeting: Meeting) -> Contact:
    who = MetBy(meeting.met_by, meeting.volunteer_id)
    note = make_note(work, NoteFacts(meeting.on, meeting.way, who, meeting.words))
    person = work.session.get_one(Person, meeting.person_id)
    note.persons.append(ContactPerson(person, meeting.rating))
    return note


def _known(work: Work, reads: Sequence[RowRead]) -> Known:
    numbers = {number_key(each) for read in reads for each in _numbers(read)} - {""}
    names = {fold(read.text(_F.FULL_NAME)) for read in reads} - {""}
    return read_known(work, numbers, names, set())


def _numbers(read: RowRead) -> tuple[str, ...]:
    return (read.text(_F.ID_NUMBER), *read.texts(_F.OLD_ID_NUMBER), read.text(_F.PASSPORT))


def _who(
    read: RowRead, known: Known, hamlets: dict[int, int | None], hamlet_id: int | None
) -> set[int]:
    """Return who may be meant: by number, else by name and birth, else by hamlet as well."""
    numbered = {
        known.numbers[key] for each in _numbers(read) if (key := number_key(each)) in known.numbers
    }
    if numbered:
        return numbered
    name = fold(read.text(_F.FULL_NAME))
    found = known.namesakes.of([name], stored_birth(read.birth)) if name else set()
    near = {each for each in found if hamlet_id is not None and hamlets.get(each) == hamlet_id}
    return near if len(found) > 1 and near else found


def _amiss(read: RowRead, who: set[int], today: date) -> list[Problem]:
    found, name = [], read.text(_F.FULL_NAME)
    day = read.day(_F.CONTACT_ON)
    faulty = {each.field for each in read.faults}
    if day is None and _F.CONTACT_ON not in faulty:
        found.append(Problem(Level.FAULT, NO_DAY, _F.CONTACT_ON))
    if day is not None and day > today:
        found.append(Problem(Level.FAULT, NOT_YET, _F.CONTACT_ON, text=f"{day:%d/%m/%Y}"))
    if len(who) == 1 or _F.FULL_NAME in faulty:
        return found
    says = SEVERAL.format(count=len(who), name=name) if who else NOBODY.format(name=name)
    return [*found, Problem(Level.FAULT, says, _F.FULL_NAME, text=name)]


def _meeting(read: RowRead, person_id: int, day: date, helpers: dict[str, int]) -> Meeting:
    way, rating = read.values.get(_F.CONTACT_WAY), read.values.get(_F.CONTACT_RATING)
    met_by = read.text(_F.MET_BY)
    folded = fold(met_by)
    volunteer_id = next((each for name, each in helpers.items() if name in folded), None)
    words = (read.text(_F.CONTACT_REMARK), read.text(_F.NOTE))
    return Meeting(
        person_id,
        day,
        way if isinstance(way, ContactWay) else ContactWay.AT_HOME,
        rating if isinstance(rating, QuickRating) else None,
        "\n".join(each for each in words if each),
        "" if volunteer_id else met_by,
        volunteer_id,
    )


def _decide(verdict: Verdict, order: CheckRows, seen: dict[tuple[int, date, str], int]) -> None:
    meeting = verdict.payload
    if not isinstance(meeting, Meeting):
        return
    choice = order.choices.get(verdict.row_number)
    verdict.choice = choice
    verdict.state, verdict.outcome = RowState.READY, ImportOutcome.CREATED
    key = (meeting.person_id, meeting.on, fold(meeting.words))
    if key in seen:
        row = seen[key]
        says = TWICE.format(row=row) if row else THERE
        verdict.state = RowState.ALIKE
        verdict.alike = (AlikeTo(None, row or None, says, ("ngày gặp",), 99, is_certain=False),)
        verdict.problems.insert(0, Problem(Level.ALIKE, says))
        if choice is None or choice.action is not RowAction.CREATE:
            verdict.outcome = ImportOutcome.ALIKE
    elif choice is not None and choice.action is RowAction.LEAVE_OUT:
        verdict.outcome = ImportOutcome.LEFT_OUT
    if verdict.outcome is ImportOutcome.CREATED:
        seen.setdefault(key, verdict.row_number)
