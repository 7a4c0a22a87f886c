"""Encrypted offices of many invented persons, made with the real schema by bulk inserts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.records.found_by import FoundBy
from rehabdesk.domain.text import fold, name_order
from rehabdesk.persistence.asked import kept_words
from rehabdesk.persistence.database import connect, driver_connection, sessions
from rehabdesk.persistence.schema import head_revision
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks.persons import HAMLETS, Invented, persons
from tests.benchmarks.processes import ROOT
from tests.builders import LAN
from tests.folders import PASSWORD, an_order

HELPERS = 40
NOW = datetime(2026, 11, 23, 8, 0)
RESOURCES = Resources(ROOT / "resources", is_practice=True)
MADE = 7  # one more whenever other things are put into an office
_SEED = 7
_TODAY = NOW.date()
_CERTIFIED = EventKind.CERTIFIED.label
_AT_ONCE = 20_000
_TERM = 730  # days
_RECENT = 30  # days in which a paper still waits for its number, or for the police
Rows = Iterable[tuple[Any, ...]]


def office_of(shared: Path, size: int) -> Path:
    return kept(shared, f"office-{size}", MADE, partial(_make, size=size))


def kept(shared: Path, name: str, made: int, make: Callable[[Path], None]) -> Path:
    """Return the folder of an office of today's shape; make it when it is not there."""
    place = shared / f"{name}-{head_revision()}-{made}"
    if not place.exists():
        part = place.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        make(part)
        part.rename(place)
    return place


def prepare(shared: Path, size: int) -> None:
    office_of(shared, size)


def lent_office(shared: Path, size: int, scratch: Path) -> Path:
    """Copy an office for one variant, which may write to it."""
    return Path(shutil.copytree(office_of(shared, size), scratch / "office", dirs_exist_ok=True))


def signed_in(place: Path) -> tuple[OfficeFolder, Office]:
    folder = OfficeFolder(place, RESOURCES, lambda: NOW)
    return folder, folder.sign_in(1, PASSWORD)


def opened(place: Path) -> Office:
    """Open an office as it is after signing in, without looking at every page first."""
    folder = OfficeFolder(place, RESOURCES, lambda: NOW)
    key = folder.vault.open(1, PASSWORD)
    return Office(sessions(connect(folder.database, key)), RESOURCES, LAN, lambda: NOW)


def people(size: int) -> list[Invented]:
    return persons(_SEED, size)


def _make(place: Path, size: int) -> None:
    folder = OfficeFolder(place, RESOURCES, lambda: NOW)
    folder.create(an_order())
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        write_persons(connection, people(size))
        connection.execute("COMMIT")
        # As every backup leaves the index.
        connection.execute("INSERT INTO person_search (person_search) VALUES ('optimize')")
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder.close()


def write_persons(connection: Any, everybody: Sequence[Invented]) -> None:
    helpers = persons(_SEED + 1, HELPERS)
    insert(connection, "volunteer", _VOLUNTEER, map(_volunteer, helpers))
    insert(connection, "person", _PERSON, map(_person, everybody))
    insert(connection, "case_file", _CASE, map(_case, everybody))
    insert(connection, "identity_paper", _PAPER, map(_paper, everybody))
    insert(connection, "residence", _RESIDENCE, map(_residence, everybody))
    insert(connection, "contact_point", _CONTACT, map(_contact, everybody))
    insert(connection, "decision", _DECISION, map(_decision, everybody))
    insert(connection, "episode", _EPISODE, map(_episode, everybody))
    insert(connection, "decision_person", _CONCERNED, map(_concerned, everybody))
    insert(connection, "decision_assignee", _ASSIGNEE, map(_assignee, everybody))
    insert(connection, "assignment", _ASSIGNMENT, _assignments(everybody))
    over = [(len(everybody) + number, each) for number, each in _over(everybody)]
    insert(connection, "decision", _DECISION, (_certificate(*each) for each in over))
    insert(connection, "decision_person", _CONCERNED, (_certified(*each) for each in over))
    insert(connection, "delivery", _DELIVERY, _deliveries(everybody))
    insert(connection, "standing", _STANDING, map(_standing, everybody))
    insert(connection, "person_search", "rowid words", map(_search, everybody))


def insert(connection: Any, table: str, columns: str, rows: Rows) -> None:
    """Write rows by a driver's connection to a file, or by whatever takes them instead."""
    if hasattr(connection, "take"):
        connection.take(table, columns, rows)
        return
    names = columns.split()
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    pending = iter(rows)
    while part := list(islice(pending, _AT_ONCE)):
        connection.executemany(sql, part)


def _id(each: Invented) -> int:
    return each.ordinal + 1


def is_decided(each: Invented) -> bool:
    """Of those who come these weeks one in ten waits: her paper is signed, without a number yet."""
    is_recent = each.completes_on >= _TODAY - timedelta(days=_RECENT)
    return not is_recent or each.ordinal % 10 != 0


def is_over(each: Invented) -> bool:
    """The term is over, and the certificate was given on its last day."""
    return is_decided(each) and ends(each) < _TODAY - timedelta(days=_RECENT)


def _over(everybody: Sequence[Invented]) -> Iterator[tuple[int, Invented]]:
    return enumerate((each for each in everybody if is_over(each)), 1)


def _iso(day: date) -> str | None:
    return day.isoformat()


def ends(each: Invented) -> date:
    return each.completes_on + timedelta(days=_TERM)


_VOLUNTEER = "id full_name name_order name_fold sex post hamlet_id phone serves_from version"
_PERSON = (
    "id full_name name_order name_fold sex birth hamlet_id ethnicity religion education"
    " occupation workplace note is_left_out_of_lists created_at version"
)
_CASE = "id year serial code person_id opened_on version"
_PAPER = "id person_id kind number number_key issued_on issued_by"
_RESIDENCE = "id person_id kind as_written"
_CONTACT = "id person_id kind value note"
_DECISION = (
    "id regime_id form_id purpose title book_id status planned_on effective_from term_start"
    ' term_end signer_id "values" number number_suffix year document_date end_reason'
    " drafted_by drafted_at version"
)
_EPISODE = (
    "id case_id kind opened_on rehab_form rehab_ordinal rehab_facility completes_on"
    " proposal_number term_start term_end decided_by_id ended_on end_reason version"
)
_CONCERNED = "id decision_id person_id episode_id ordinal term_start term_end"
_ASSIGNEE = "id decision_id volunteer_id role ordinal"
_ASSIGNMENT = (
    "person_id episode_id volunteer_id role from_on until_on made_by_id end_reason version"
)
_DELIVERY = "decision_id given_on receiver_name receiver_relation is_refused giver note version"
_STANDING = (
    "episode_id person_id state since changes_on term_start term_end is_followed is_current"
    " computed_on"
)


def _volunteer(each: Invented) -> tuple[Any, ...]:
    name = each.full_name
    post = "Chi hội trưởng Chi hội Phụ nữ thôn"
    names = (name, name_order(name), fold(name))
    return (_id(each), *names, each.sex.value, post, each.hamlet % 3 + 1, "", "2022-01-01", 1)


def _person(each: Invented) -> tuple[Any, ...]:
    name = each.full_name
    return (
        _id(each),
        *(name, name_order(name), fold(name)),
        each.sex.value,
        each.born.isoformat(),
        each.hamlet % 3 + 1,
        *("Kinh", "Không", "9/12", each.trade, "", ""),
        *(0, NOW.isoformat(" "), 1),
    )


def _case(each: Invented) -> tuple[Any, ...]:
    year, serial = 2016 + each.ordinal % 10, each.ordinal + 1
    opened = each.completes_on - timedelta(days=60)
    return (_id(each), year, serial, _code(each), _id(each), opened.isoformat(), 1)


def _code(each: Invented) -> str:
    return f"{2016 + each.ordinal % 10}-{each.ordinal + 1:03d}"


def _paper(each: Invented) -> tuple[Any, ...]:
    number, on = each.id_number, each.issued_on.isoformat()
    return (_id(each), _id(each), "cccd", number, number, on, "Bộ Công an")


def _residence(each: Invented) -> tuple[Any, ...]:
    return (_id(each), _id(each), "current", each.residence)


def _contact(each: Invented) -> tuple[Any, ...]:
    return (_id(each), _id(each), "phone", each.phone, "")


def _decision(each: Invented) -> tuple[Any, ...]:
    is_done = is_decided(each)
    start, end = each.completes_on.isoformat(), ends(each).isoformat()
    number = (each.ordinal + 1, "", each.completes_on.year, start) if is_done else _UNNUMBERED
    return (
        _id(each),
        *("n163", "n163/53", "post_rehab", "Quản lý sau cai nghiện tại nơi cư trú (Mẫu 53)", 1),
        "delivered" if is_done else "signed_unnumbered",
        *(start, start, start, end, 1, "{}"),
        *number,
        *("", "Nguyễn Thị Hạnh", NOW.isoformat(" "), 1),
    )


_UNNUMBERED = (None, "", None, None)


def _episode(each: Invented) -> tuple[Any, ...]:
    start = each.completes_on
    opened = (start - timedelta(days=60)).isoformat()
    decided = (
        (start.isoformat(), ends(each).isoformat(), _id(each))
        if is_decided(each)
        else (None, None, None)
    )
    facility = "Cơ sở cai nghiện ma túy tỉnh Hòa Sơn"
    known = ("compulsory", 1, facility, start.isoformat(), "212")
    ended = (ends(each).isoformat(), _CERTIFIED) if is_over(each) else (None, "")
    return (_id(each), _id(each), "post_rehab", opened, *known, *decided, *ended, 1)


def _concerned(each: Invented) -> tuple[Any, ...]:
    term = (each.completes_on.isoformat(), ends(each).isoformat())
    return (_id(each), _id(each), _id(each), _id(each), 1, *term)


def _assignee(each: Invented) -> tuple[Any, ...]:
    return (_id(each), _id(each), each.ordinal % HELPERS + 1, "helper", 1)


def _assignments(everybody: Sequence[Invented]) -> Iterator[tuple[Any, ...]]:
    for each in everybody:
        if is_decided(each):
            helper = each.ordinal % HELPERS + 1
            start = each.completes_on.isoformat()
            ended = _closed(each) if is_over(each) else (None, _id(each), "")
            yield (_id(each), _id(each), helper, "helper", start, *ended, 1)


def _closed(each: Invented) -> tuple[str, int, str]:
    reason = f"kết thúc đợt: {_CERTIFIED[:1].lower()}{_CERTIFIED[1:]}"
    return (ends(each).isoformat(), _id(each), reason)


def _certificate(key: int, each: Invented) -> tuple[Any, ...]:
    end = ends(each).isoformat()
    return (
        key,
        *("n163", "n163/56", "completion", "Giấy xác nhận (Mẫu 56)", 1, "delivered"),
        *(end, end, None, None, 1, "{}", key, "", ends(each).year, end),
        *("", "Nguyễn Thị Hạnh", NOW.isoformat(" "), 1),
    )


def _certified(key: int, each: Invented) -> tuple[Any, ...]:
    return (key, key, _id(each), _id(each), 1, None, None)


def _deliveries(everybody: Sequence[Invented]) -> Iterator[tuple[Any, ...]]:
    """The police were given every decision but those of these weeks."""
    for each in everybody:
        if is_decided(each) and each.completes_on < _TODAY - timedelta(days=_RECENT):
            on = each.completes_on.isoformat()
            yield (_id(each), on, "Công an xã", "Công an xã", 0, "Nguyễn Thị Hạnh", "", 1)


def _standing(each: Invented) -> tuple[Any, ...]:
    """What the program itself would write; a test holds the two together."""
    start, end = each.completes_on, ends(each)
    opened = start - timedelta(days=60)
    state, since, changes_on = "post_rehab", start, _iso(end + timedelta(days=1))
    if not is_decided(each) or start > _TODAY:
        state, since = "pending_decision", opened
        changes_on = _iso(start) if is_decided(each) else None
    elif end < _TODAY:
        state, since, changes_on = "post_rehab_completed", end + timedelta(days=1), None
    term = (start.isoformat(), end.isoformat()) if is_decided(each) else (None, None)
    is_followed = state in ("post_rehab", "pending_decision")
    days = (since.isoformat(), changes_on, *term)
    return (_id(each), _id(each), state, *days, is_followed, 1, _TODAY.isoformat())


def _search(each: Invented) -> tuple[Any, ...]:
    return (_id(each), " ".join(kept_words(search_words(each))))


def search_words(each: Invented) -> str:
    """Everything a person is found by, as her record says it."""
    return FoundBy(
        (each.full_name,),
        (each.id_number,),
        (each.phone,),
        (each.residence,),
        (),
        HAMLETS[each.hamlet % 3],
        (_code(each),),
    ).words(RESOURCES.units)
