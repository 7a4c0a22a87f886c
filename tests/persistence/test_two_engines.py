"""One search and one order of names, in a file and on a server."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from rehabdesk.domain.codes import ResidenceKind
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.text import name_order, split_name
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.listed import as_list, is_listed
from rehabdesk.persistence.schema import upgrade
from rehabdesk.persistence.search import (
    count_persons,
    find_persons,
    forget_persons,
    gather_index,
    index_new_persons,
    index_person,
)
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activities
from rehabdesk.services.activities.sums import By, Window, sum_measures
from rehabdesk.services.activities.totals import check_totals
from rehabdesk.services.indexing.asking import find_ids
from rehabdesk.services.office import Office
from rehabdesk.services.people.hits import count_hits, find_hits
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.likeness import read_kept
from rehabdesk.services.people.person_facts import ResidenceFacts
from tests.benchmarks.offices import people, search_words
from tests.builders import LAN, NOW, RESOURCES, a_person, an_episode, furnish
from tests.names import made_up_names
from tests.servers import a_server, missing_server

SETTLED = (
    ("Trần Văn Thắng", "Thôn Bến, xã Yên Thịnh, tỉnh Hòa Sơn"),
    ("Lê Thị Thắm", "Thôn Bến, XÃ YÊN THỊNH, TỈNH HÒA SƠN"),
    ("Đỗ Thị Lan", "Số 7 phố Yên Thịnh, phường Cầu Giấy, thành phố Hà Nội"),
    ("Vũ Văn Thắng", "yên Thịnh"),
)
DONE = (
    RecordActivity("talk", date(2026, 3, 9), hamlet_id=1, figures={"attendances": "hơn 60"}),
    RecordActivity("talk", date(2026, 3, 10), hamlet_id=2, audience=Audience.RESIDENTS),
    RecordActivity("patrol", date(2026, 9, 14), figures={"hours": 3}),
    RecordActivity(
        "livelihood", date(2026, 4, 1), until_on=date(2026, 8, 31), figures={"money": "35 tỷ"}
    ),
)
PERSONS, QUERIES, NAMES = 700, 1_000, 4_000
MANY, FEW = 10_000, 7
SIGNS = "aăâđeêioôơuưy hntgc0123456789.-/'\"*:&|!()\\·²٣ꟊ\u0301"

pytestmark = pytest.mark.skipif(bool(missing_server()), reason=missing_server() or "-")


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    with a_server() as engine:
        upgrade(engine)
        yield engine


@pytest.fixture(scope="module")
def both(server: Engine) -> Iterator[tuple[Session, Session]]:
    file = connect(None)
    upgrade(file)
    kept = [(each.ordinal + 1, search_words(each)) for each in people(PERSONS)]
    with sessions(file)() as one, sessions(server)() as other:
        for session in (one, other):
            index_new_persons(session, kept)
            index_person(session, 3, "Trương Thị Bưởi 012345678")
            forget_persons(session, (5, 6))
            gather_index(session)
        yield one, other


def test_whatever_is_typed_finds_the_same_persons(both: tuple[Session, Session]) -> None:
    chance = random.Random(3)
    everybody = people(PERSONS)
    for _ in range(QUERIES):
        typed = a_query(chance, search_words(chance.choice(everybody)).split())
        for limit in (MANY, FEW):
            in_file, on_server = (find_persons(each, typed, limit) for each in both)
            assert in_file == on_server, typed
        assert len({count_persons(each, typed) for each in both}) == 1, typed


def a_query(chance: random.Random, words: list[str]) -> str:
    """Type beginnings of somebody's words, spoilt now and then, or anything at all."""
    if chance.random() < 0.2:
        return "".join(chance.choices(SIGNS, k=chance.randrange(12)))
    chosen = chance.sample(words, chance.randint(1, 3))
    typed = " ".join(word[: chance.randint(1, len(word))] for word in chosen)
    if chance.random() < 0.3:
        typed = typed[-chance.randint(1, 9) :]
    if chance.random() < 0.3:
        at = chance.randrange(len(typed) + 1)
        typed = typed[:at] + chance.choice(SIGNS) + typed[at:]
    return unicodedata.normalize("NFD", typed) if chance.random() < 0.2 else typed


def test_names_stand_in_the_same_order_and_as_the_servers_dictionary_has_them(
    server: Engine,
) -> None:
    """The dictionary of the server is ICU's for Vietnamese, asked for each part of a name.

    It ranks "hoà" and "hòa" apart, which are one name here, and capitals before the next part of
    the name; so the names are written in one way and stand as names do.
    """
    names = made_up_names(NAMES, seed=8)
    rows = [_row(name) for name in names]
    with server.begin() as connection:
        connection.execute(
            text(
                "CREATE TEMP TABLE listed (name text, given text, middle text, family text,"
                ' name_order varchar COLLATE "C")'
            )
        )
        insert = "INSERT INTO listed VALUES (:name, :given, :middle, :family, :name_order)"
        connection.execute(text(insert), rows)
        by_key = connection.scalars(text("SELECT name FROM listed ORDER BY name_order")).all()
        parts = ", ".join(f'{part} COLLATE "vi-x-icu"' for part in ("given", "middle", "family"))
        by_icu = connection.scalars(text(f"SELECT name FROM listed ORDER BY {parts}")).all()
        connection.rollback()
    assert list(by_key) == sorted(names, key=name_order)
    assert list(by_icu) == list(by_key)


def test_persons_on_a_server_are_compared_by_plain_code_points(server: Engine) -> None:
    asked = text(
        "SELECT table_name, collation_name FROM information_schema.columns"
        " WHERE column_name = 'name_order'"
    )
    with server.connect() as connection:
        found = {tuple(row) for row in connection.execute(asked)}
    assert found == {("person", "C"), ("volunteer", "C")}


def _row(name: str) -> dict[str, str]:
    parts = split_name(name)
    return {
        "name": name,
        "name_order": name_order(name),
        "given": parts.given,
        "middle": parts.middle,
        "family": parts.family,
    }


@pytest.mark.parametrize(
    "typed", ["thắng yên thịnh", "xã Yên Thịnh", "yên thịnh", "tỉnh hòa sơn", "lan, yen thinh"]
)
def test_the_own_place_means_the_same_persons(settled: tuple[Office, Office], typed: str) -> None:
    asked = partial(find_ids, typed=typed, limit=50)
    in_file, on_server = (office.look(asked) for office in settled)
    assert in_file == on_server != []
    lines = partial(find_hits, words=typed, limit=50)
    assert settled[0].look(lines) == settled[1].look(lines)
    assert {office.look(partial(count_hits, words=typed)) for office in settled} == {len(in_file)}


def test_values_handed_over_as_one_choose_the_same_rows(settled: tuple[Office, Office]) -> None:
    by_words = is_listed(Person.name_fold, "names") | is_listed(Person.birth, "births")
    query = select(Person.id).where(by_words | is_listed(Person.id, "ids")).order_by(Person.id)
    names = ["tran van thang", 'o\'neil "x"', "đ"]
    wanted = {"names": as_list(names), "births": as_list([]), "ids": as_list([3, 99])}
    in_file, on_server = (
        office.look(lambda work: list(work.session.scalars(query, wanted))) for office in settled
    )
    assert in_file == on_server == [1, 3]
    kept = partial(read_kept, person_ids=(1, 2, 3, 4))
    assert settled[0].look(kept) == settled[1].look(kept) != {}


@pytest.fixture(scope="module")
def settled(server: Engine) -> Iterator[tuple[Office, Office]]:
    """The same few persons in a file and on a server, in a database of their own."""
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE settled"))
    engines = connect(None), create_engine(server.url.set(database="settled"))
    for engine in engines:
        upgrade(engine)
    offices = [Office(sessions(each), RESOURCES, LAN, clock=lambda: NOW) for each in engines]
    for office in offices:
        furnish(office)
        for name, *written in SETTLED:
            places = tuple(ResidenceFacts(ResidenceKind.PERMANENT, each) for each in written)
            facts = a_person(full_name=name, papers=(), hamlet_id=None, residences=places)
            office.do(partial(take_in, order=TakeIn(facts, an_episode())))
    yield offices[0], offices[1]
    for engine in engines:
        engine.dispose()


def test_what_a_team_did_is_added_up_alike(settled: tuple[Office, Office]) -> None:
    """Running totals, the days at both ends, a period over months, and words beside a number."""
    told = []
    for office in settled:
        office.do(partial(record_activities, orders=DONE))
        sums = [
            office.look(partial(sum_measures, window=window, by=by))
            for window in (
                Window(date(2026, 1, 1), date(2026, 11, 23)),
                Window(date(2026, 3, 9), date(2026, 9, 14)),
            )
            for by in ((), (By.AREA,), (By.AUDIENCE, By.TEAM), (By.MEMBER,))
        ]
        told.append((sums, office.look(check_totals)))
    assert told[0] == told[1]
    assert told[0][0][0]
    assert told[0][1] == ()
