from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from rehabdesk.domain.text import fold
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import MIGRATIONS, upgrade
from rehabdesk.persistence.search import count_persons, find_persons, index_person

MANY = 100
ROADS = ("Tổ 3, đường 12/9", "Xóm 099 091, xã Yên-Thịnh", "ấp ꟊa Đá", "Thôn Bến Đò, 0912.345.678")
PEOPLE = ("Trần Văn Thắng tvt 099091004217", "Đỗ Thị Hòa đth 0912345678", "Lê Đình Đạt lđđ 012")


def an_empty_index() -> Engine:
    engine = connect(None)
    upgrade(engine)
    return engine


def as_of_the_first_program() -> Engine:
    engine = connect(None)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    return engine


def words_of(folded: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()


def ids_with(typed: str, kept: list[str]) -> list[int]:
    """Look at everybody's words one by one."""
    wanted = words_of(fold(typed))
    return [
        at
        for at, words in enumerate(kept, 1)
        if wanted and all(any(each.startswith(one) for each in words_of(words)) for one in wanted)
    ]


@given(
    typed=st.lists(
        st.one_of(
            st.sampled_from([*" ".join(PEOPLE + ROADS).split(), "thang", "dat", "do", "ꟊ"]).flatmap(
                lambda word: st.integers(1, len(word)).map(lambda end: word[:end])
            ),
            st.text(max_size=4),
        ),
        max_size=3,
    ).map(" ".join)
)
def test_whoever_is_found_is_who_has_all_the_words(typed: str) -> None:
    kept = [fold(f"{person} {road}") for person in PEOPLE for road in ROADS]
    with sessions(_INDEX)() as session:
        for at, words in enumerate(kept, 1):
            index_person(session, at, words)
        numbers = [word for word in words_of(fold(typed)) if word.isdecimal()]
        expected = ids_with(typed, kept)
        found = find_persons(session, typed, MANY)
        assert set(expected) <= set(found) if len(numbers) > 1 else sorted(found) == expected
        assert count_persons(session, typed) == len(found)


_INDEX = an_empty_index()


@pytest.fixture
def session() -> Session:
    return sessions(an_empty_index())()


@pytest.mark.parametrize(
    "typed",
    ["099 091 004 217", "099091.004217", "099-091", "0912 345 678", "thang 099 091", "0912.345"],
)
def test_a_number_is_found_with_blanks_or_dots_anywhere(session: Session, typed: str) -> None:
    index_person(session, 1, "tran van thang 099091004217 0912345678")
    index_person(session, 2, "tran van thang 099092004217 0933345678")
    assert find_persons(session, typed, MANY) == [1]


def test_two_numbers_of_one_address_are_found_apart(session: Session) -> None:
    index_person(session, 1, "to 3 duong 12")
    assert find_persons(session, "3 12", MANY) == [1]


def test_no_more_are_found_than_asked_for_but_all_are_counted(session: Session) -> None:
    for person_id in range(1, 9):
        index_person(session, person_id, "nguyen van an")
    assert find_persons(session, "ng", 5) == [1, 2, 3, 4, 5]
    assert count_persons(session, "ng") == 8
    assert (find_persons(session, " .,", 5), count_persons(session, "")) == ([], 0)


def test_words_kept_by_the_first_program_are_found_by_todays() -> None:
    engine = as_of_the_first_program()
    with engine.begin() as connection:
        kept = text("INSERT INTO person_search (rowid, words) VALUES (:id, :words)")
        connection.execute(kept, {"id": 1, "words": "do thi hoa dth 0912345678 thon ben do, xa"})
        connection.execute(kept, {"id": 2, "words": "le dinh dat ldd"})
        connection.execute(text("DELETE FROM person_search WHERE rowid = 2"))
        connection.execute(kept, {"id": 2, "words": "le dinh thang ldt"})
    upgrade(engine)
    with sessions(engine)() as session:
        assert find_persons(session, "hòa đỗ", MANY) == [1]
        assert find_persons(session, "0912 345", MANY) == [1]
        assert find_persons(session, "xã", MANY) == [1]
        assert find_persons(session, "thang", MANY) == [2]
        assert find_persons(session, "dat", MANY) == []
        index_person(session, 1, "le thi mai")
        assert find_persons(session, "le", MANY) == [1, 2]
        assert find_persons(session, "hoa", MANY) == []
