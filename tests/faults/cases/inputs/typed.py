"""F20: dates, numbers, telephones and card texts as anybody may type them."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, timedelta
from pathlib import Path

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate, age_on, read_date
from rehabdesk.domain.identity import (
    check_id_number,
    mask,
    phone_key,
    read_card,
    read_id_number,
)
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, digits_only
from tests.builders import NOW, RESOURCES
from tests.faults.tally import Tally

TODAY = NOW.date()
SIGNS = "0123456789/-. +lvhôm nayđẫ\u0300\u200b\x00|²٣½xX"
SHAPES = (
    "{day}/{month}/{short:02}",
    "{day:02}/{month:02}/{year}",
    "{day}-{month}-{year}",
    "{day}.{month}.{year}",
    "{day} {month} {year}",
    "{day:02}{month:02}{year}",
    "{day:02}{month:02}{short:02}",
    "{year}-{month:02}-{day:02}",
)


def read_what_is_typed(_place: Path, count: int, seed: int) -> Tally:
    """F20: what is typed is understood as it was meant, or refused in a sentence."""
    chance, tally = random.Random(seed), Tally()
    for _ in range(count):
        tally.rounds += 1
        _meant_date(chance, tally)
        _any_date(chance, tally)
        _id_number(chance, tally)
        _phone(chance, tally)
        _any_card(chance, tally)
    return tally


def _meant_date(chance: random.Random, tally: Tally) -> None:
    """Every way of writing a birthday of a grown person is the same day."""
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(34_000))
    parts = {"day": born.day, "month": born.month, "year": born.year, "short": born.year % 100}
    typed = chance.choice(SHAPES).format(**parts)
    if chance.random() < 0.2:
        typed = unicodedata.normalize("NFD", f" {typed}\u200b ")
    if len(typed) == 6 and typed.isdigit() and typed[2:4] in {"19", "20"}:
        return  # "031985" may be a month and its year: told as typed, not guessed here
    due = PartialDate.of(born)
    if f"{born.year}" not in typed and born.year < 1927:
        return
    found = read_date(typed, TODAY, is_birth=True)
    tally.expect(found == due, f"{typed!r} was read as {found.text}, not {due.text}")
    for vague in (PartialDate(born.year), PartialDate(born.year, born.month)):
        again = read_date(vague.text, TODAY, is_birth=True)
        tally.expect(again == vague, f"{vague.text!r} was read as {again.text}")
        age, true = age_on(vague, TODAY), age_on(due, TODAY).years
        tally.expect(str(true) in age.text, f"{age.text!r} leaves out {true}")


def _any_date(chance: random.Random, tally: Tally) -> None:
    typed = "".join(chance.choices(SIGNS, k=chance.randrange(14)))
    try:
        found = read_date(typed, TODAY, is_birth=chance.random() < 0.5)
    except Refusal as refusal:
        tally.expect(str(refusal).endswith("."), f"no sentence for {typed!r}")
        return
    tally.expect(PartialDate.parse_stored(found.stored) == found, f"{typed!r} is not kept")


def _id_number(chance: random.Random, tally: Tally) -> None:
    number = "".join(chance.choices("0123456789", k=12))
    shown = f"{number[:3]} {number[3:6]}.{number[6:9]}-{number[9:]}"
    tally.expect(read_id_number(shown) == read_id_number(number), f"{shown} is another number")
    facts = read_id_number(number)
    tally.expect((facts is None) == (number[3] not in "0123"), f"{number} is misread")
    typed = "".join(chance.choices(SIGNS, k=chance.randrange(20)))
    for each in (number, shown, typed):
        check = check_id_number(
            each,
            chance.choice((None, *Sex)),
            chance.choice((None, PartialDate(1985))),
            RESOURCES.units.card_provinces,
        )
        tally.expect(bool(check.sentence), f"nothing is said of {each!r}")
    if facts is not None:
        agreed = check_id_number(number, facts.sex, PartialDate(facts.birth_year), {number[:3]})
        tally.expect(agreed.is_match, f"{number} does not agree with itself")
    hidden = mask(number)
    tally.expect(number not in hidden and "•" in hidden, f"{number} is not hidden")


def _phone(chance: random.Random, tally: Tally) -> None:
    rest = "".join(chance.choices("0123456789", k=9))
    sign = chance.choice((" ", ".", "-", ""))
    grouped = sign.join((rest[:3], rest[3:6], rest[6:]))
    for written in (f"0{grouped}", f"+84{sign}{grouped}", f"(+84) {grouped}", f"0084 {grouped}"):
        key = phone_key(written)
        tally.expect(key == f"0{rest}", f"{written!r} is found as {key!r}")
    typed = "".join(chance.choices(SIGNS, k=chance.randrange(20)))
    key = phone_key(typed)
    tally.expect(key == phone_key(key) == digits_only(key), f"{typed!r} has no one key")


def _any_card(chance: random.Random, tally: Tally) -> None:
    typed = "".join(chance.choices(SIGNS + "||||", k=chance.randrange(90)))
    try:
        card = read_card(typed)
    except Refusal:
        return
    tally.expect(len(card.id_number) == 12, f"{typed!r} is a card")
    tally.expect(card.full_name == clean(card.full_name), f"{typed!r} has an unclean name")
