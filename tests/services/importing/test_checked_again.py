"""A check that remembers the one before says what a check of everything would say."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.mapping import ColumnGuess
from rehabdesk.services.importing.memory import Memory
from rehabdesk.services.importing.orders import Check, CheckRows, Choice, Fix, RowAction, RowState
from rehabdesk.services.office import Office
from rehabdesk.services.offices import add_hamlet
from tests.services.importing.tables import a_book, a_row, an_order, checked, imported

pytestmark = pytest.mark.thorough

FAMILIES, GIVEN = ("Nguyễn", "Trần", "Lò"), ("Thành", "Thánh", "Bình", "Binh", "Sửu", "Suu")
BIRTHS = ("05/03/1985", "03/05/1985", "31/02/1985", "1985", "20/11/1990", "")
NUMBERS = ("099085001234", "099085001235", "123456789", "12345", "", "")
HAMLETS = ("Thôn Bãi", "Bãi", "Thôn Xa", "Thôn Hạ", "")
STEPS, ROWS = 25, 40


def some_rows(chance: random.Random) -> list[dict[str, Any]]:
    return [
        a_row(
            f"{chance.choice(FAMILIES)} Văn {chance.choice(GIVEN)}",
            Ngày_sinh=chance.choice(BIRTHS),
            Số_căn_cước=chance.choice(NUMBERS),
            Thôn=chance.choice(HAMLETS),
            Nghề_nghiệp=chance.choice(("", "Làm ruộng")),
        )
        for _ in range(ROWS)
    ]


def a_fix(chance: random.Random, check: Check) -> Fix | None:
    found = [(row, each) for row in check.rows for each in row.problems if each.field and each.text]
    if not found:
        return None
    row, problem = chance.choice(found)
    field = problem.field or ImportField.BIRTH
    instead = {
        ImportField.HAMLET: chance.choice(("Thôn Bãi", "Thôn Hạ", "Thôn Lạ")),
        ImportField.BIRTH: chance.choice(BIRTHS[:5]),
    }.get(field, chance.choice(NUMBERS[:4]))
    return Fix(field, problem.text, instead, chance.choice((None, row.row_number)))


def a_choice(chance: random.Random, check: Check) -> tuple[int, Choice]:
    row = chance.choice(check.rows)
    action = chance.choice(list(RowAction))
    taken = frozenset(each.field for each in row.changes)
    return row.row_number, Choice(action, reason=chance.choice(("", "hai người")), taken=taken)


def another(chance: random.Random, order: CheckRows, check: Check) -> CheckRows:
    """Say one thing more, or other, of a list."""
    match chance.randrange(6):
        case 0 | 1:
            fix = a_fix(chance, check)
            return replace(order, fixes=(*order.fixes, fix)) if fix else order
        case 2 | 3:
            row_number, choice = a_choice(chance, check)
            return replace(order, choices={**order.choices, row_number: choice})
        case 4:
            kinds = (None, EpisodeKind.POST_REHAB)
            hamlets = chance.choice((frozenset[str](), frozenset({"Thôn Xa"})))
            return replace(order, episode_kind=chance.choice(kinds), new_hamlets=hamlets)
    columns = [_without_field(each, chance) for each in order.columns]
    return replace(order, columns=tuple(columns), fixes=())


def _without_field(guess: ColumnGuess, chance: random.Random) -> ColumnGuess:
    is_job = guess.head == "Nghề nghiệp"
    field = chance.choice((None, ImportField.OCCUPATION, ImportField.NOTE))
    return replace(guess, field=field) if is_job else guess


@pytest.mark.parametrize("seed", range(4))
def test_each_check_is_that_of_one_who_remembers_nothing(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    imported(office, an_order(office, a_book(some_rows(chance)[:15])))
    order = an_order(office, a_book(some_rows(chance)))
    check = checked(office, order)
    for _ in range(STEPS):
        order = another(chance, order, check)
        check = checked(office, order)
        assert check == checked(office, replace(order, memory=Memory()))
    assert any(each.state is RowState.ALIKE for each in check.rows)


def test_what_changed_in_the_records_is_seen(office: Office) -> None:
    rows = [a_row("Nguyễn Văn Thành", Ngày_sinh="05/03/1985", Thôn="Thôn Xa")]
    order = an_order(office, a_book(rows))
    assert checked(office, order).counters.faulty == 1
    office.do(partial(_add, name="Thôn Xa"))
    assert checked(office, order).counters.ready == 1
    imported(office, order)
    assert checked(office, order).counters.alike == 1


def _add(work: Any, name: str) -> None:
    add_hamlet(work, name)
    work.record("hamlet.added", None)


def test_an_import_after_checks_writes_what_one_without_would(office: Office) -> None:
    chance = random.Random(9)
    order = an_order(office, a_book(some_rows(chance)))
    check = checked(office, order)
    for _ in range(6):
        order = another(chance, order, check)
        check = checked(office, order)
    fresh = checked(office, replace(order, memory=Memory()))
    done = imported(office, order)
    assert (done.created + done.updated, done.faulty) == (
        fresh.counters.to_write,
        fresh.counters.faulty,
    )
