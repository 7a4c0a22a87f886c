"""F28: words that an engine would read as its own, typed wherever words can be typed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, event, func, select, text

from rehabdesk.domain.codes import (
    ContactKind,
    IdentityKind,
    NameKind,
    Relation,
    ResidenceKind,
)
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.finding import count_persons_found, find_everything
from rehabdesk.services.lists.filter_content import content_of, filter_from
from rehabdesk.services.lists.layouts import LONGEST, keep_filter, list_filters
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import add_hamlet, choice, choose, list_hamlets
from rehabdesk.services.people.files import search_persons
from rehabdesk.services.people.filters import Kind, ListWanted, PersonFilter, list_files
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.people.list_query import By
from rehabdesk.services.people.person_facts import (
    ContactFacts,
    NameFacts,
    PaperFacts,
    PersonFacts,
    RelativeFacts,
    ResidenceFacts,
    read_person,
)
from rehabdesk.services.tasks.flags import set_flags
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.services.volunteers import list_volunteers
from tests.builders import LAN, NOW, RESOURCES, a_volunteer, furnish, taken_in
from tests.faults.tally import Tally

ATTACKS = (
    "'; DROP TABLE person; --",
    '"; DELETE FROM person WHERE "1"="1',
    "' OR '1'='1",
    "') OR 1=1) --",
    "1; ATTACH DATABASE 'x' AS y; --",
    "' UNION SELECT name, sql FROM sqlite_master --",
    "'||(SELECT group_concat(number) FROM identity_paper)||'",
    "%' ESCAPE '\\' OR full_name LIKE '%",
    "_%_%",
    'a" OR b* NOT c NEAR(d e, 3) {words}: ^f',
    "words : - + ( ) \" ' * ^ AND OR NOT",
    "person_search MATCH 'x'",
    ":id ? %s %(id)s $1 @id {0} {id} ${id}",
    "\\'; PRAGMA key = ''; --",
    "/* */ -- # ;",
    "x' AND randomblob(1000000000) AND 'a'='a",
    "NULL",
    "&|!<->:*()'\\\\",
    "ʼ OR ʼ1ʼ＝ʼ1 － －",
    "Robert'); UPDATE office_user SET role='admin';--",
)
SIGNS = "'\"`;-/*%_\\:?$@{}[]()|&!^~<>=+#., \u2019\u02bc\uff07đẫ"
_A_DAY = date(2026, 11, 30)
_ORDERS = tuple(By)
R = TypeVar("R")


def type_other_languages(_place: Path, count: int, seed: int) -> Tally:
    """F28: such words are kept and shown as they were typed, and nothing else happens."""
    chance, tally = random.Random(seed), Tally()
    engine = connect(None)
    upgrade(engine)
    office = Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW)
    furnish(office)
    user = office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role))).result
    office = replace(office, actor=replace(LAN, user_id=user.id))
    shape = office.look(_shape)
    statements: set[str] = set()

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.add(statement)

    for number in range(count):
        tally.rounds += 1
        typed = f"Zqx{number:04}z {_attack(chance, number)}"
        person_id = _keep(office, tally, typed)
        _look_up(office, tally, typed, person_id)
        _keep_elsewhere(office, tally, typed, person_id)
    tally.expect(office.look(_shape) == shape, "the tables are others")
    tally.expect(office.look(_count) == count, "persons were lost or made")
    tally.expect(office.look(lambda work: verify_chain(work.session).is_whole), "the trail broke")
    tally.expect(
        not any("zqx" in each.lower() for each in statements), "typed words stood in a statement"
    )
    tally.figures["statements"] = len(statements)
    return tally


def _attack(chance: random.Random, number: int) -> str:
    if number < len(ATTACKS):
        return ATTACKS[number]
    if chance.random() < 0.5:
        return f"{chance.choice(ATTACKS)} {chance.choice(ATTACKS)}"
    return "".join(chance.choices(SIGNS, k=chance.randint(1, 40)))


def _keep(office: Office, tally: Tally, typed: str) -> int:
    """Take a person in all of whose text fields say it."""
    facts: dict[str, Any] = {each.name: typed for each in fields(PersonFacts) if each.type == "str"}
    facts |= {
        "birth": None,
        "hamlet_id": None,
        "other_names": (_saying(NameFacts(NameKind.ALIAS, ""), typed),),
        "papers": (_saying(PaperFacts(IdentityKind.PASSPORT, ""), typed),),
        "residences": (_saying(ResidenceFacts(ResidenceKind.CURRENT, ""), typed),),
        "relatives": (_saying(RelativeFacts("", Relation.MOTHER), typed),),
        "contacts": (_saying(ContactFacts(ContactKind.OTHER, ""), typed),),
    }
    person_id = taken_in(office, **facts)
    kept = office.look(lambda work: read_person(work.session.get_one(Person, person_id)))
    for each in _texts(kept):
        tally.expect(each == clean(typed), f"{typed!r} is kept as {each!r}")
    return person_id


def _saying(facts: R, typed: str) -> R:
    names = [each.name for each in fields(facts) if each.type == "str"]  # type: ignore[arg-type]
    return replace(facts, **dict.fromkeys(names, typed))  # type: ignore[type-var]


def _texts(facts: Any) -> Iterator[str]:
    """Yield every text of a person's facts; a note may have lines."""
    for each in fields(facts):
        value = getattr(facts, each.name)
        if each.type == "str":
            yield clean(clean_lines(value))
        elif isinstance(value, tuple):
            for item in value:
                yield from _texts(item)


def _look_up(office: Office, tally: Tally, typed: str, person_id: int) -> None:
    hits = office.look(partial(find_hits, words=typed, limit=50))
    tally.expect(person_id in {hit.id for hit in hits}, f"{typed!r} does not find who bears it")
    tally.expect(office.look(partial(count_persons_found, typed=typed)) == 1, f"{typed!r} is many")
    bare = typed.partition(" ")[2]
    for words in (typed, bare):
        office.look(partial(find_everything, typed=words))
        office.look(partial(search_persons, words=words))
    for place, chosen in enumerate(
        (
            PersonFilter(typed, Kind.EVERYBODY),
            PersonFilter(kind=Kind.EVERYBODY, helper=typed),
            PersonFilter(kind=Kind.EVERYBODY, former_commune=typed),
        )
    ):
        by = _ORDERS[(person_id + place) % len(_ORDERS)]
        found = office.look(partial(list_files, wanted=ListWanted(chosen, by)))
        through = list(found.person_ids)
        due = [person_id] if chosen.words else []
        tally.expect(through == due, f"{typed!r} lets {len(through)} through")


def _keep_elsewhere(office: Office, tally: Tally, typed: str, person_id: int) -> None:
    """Say it as the name of a hamlet, a volunteer, a filter, a choice, and on a flag."""
    chosen = PersonFilter(words=typed, helper=typed, former_commune=typed)
    content = content_of(chosen)
    title = typed[:LONGEST]
    name = office.keep(partial(keep_filter, list_name="people", name=title, content=content))
    [kept] = [
        each for each in office.look(partial(list_filters, list_name="people")) if each.name == name
    ]
    tally.expect(name == clean(title), f"the filter {typed!r} is called {name!r}")
    usual = replace(chosen, words="")  # what was typed is nobody's to keep
    tally.expect(filter_from(kept.content) == usual, f"the filter {typed!r} is another")
    office.do(partial(add_hamlet, name=typed, former_commune=typed))
    hamlets = {(row.name, row.former_commune) for row in office.look(list_hamlets)}
    tally.expect((clean(typed), clean(typed)) in hamlets, f"no hamlet {typed!r}")
    a_volunteer(office, full_name=typed, post=typed)
    names = {row.facts.full_name for row in office.look(list_volunteers)}
    tally.expect(clean(typed) in names, f"no volunteer {typed!r}")
    office.do(partial(choose, key=typed, value=typed))
    told = office.look(lambda work: choice(work, typed, None))
    tally.expect(told == typed, f"{typed!r} is chosen as {told!r}")
    office.do(partial(set_flags, person_ids=(person_id,), on=_A_DAY, word=typed))
    line = office.look(_last_line)
    tally.expect(any(clean(typed) in value for value in line), f"the trail lacks {typed!r}")


def _last_line(work: Work) -> list[str]:
    newest = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(3)
    return [value for each in work.session.scalars(newest) for value in each.facts.values()]


def _shape(work: Work) -> list[tuple[Any, ...]]:
    asked = text("SELECT type, name, sql FROM sqlite_master ORDER BY name")
    return [tuple(row) for row in work.session.execute(asked)]


def _count(work: Work) -> int:
    return work.session.scalar(select(func.count(Person.id))) or 0
