"""F19: what the square code of a card may come through as."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from rehabdesk.domain.codes import IdentityKind, ResidenceKind, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import Card, CardGarbled, CardUnreadable, read_card
from rehabdesk.domain.text import clean
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.office import Office
from rehabdesk.services.people.comparison import compare
from rehabdesk.services.people.intake import find_by_number
from rehabdesk.services.people.person_facts import PaperFacts, PersonFacts, ResidenceFacts
from tests.builders import LAN, NOW, RESOURCES, furnish, taken_in
from tests.faults.tally import Tally

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
MIDDLES = ("Văn", "Thị", "Quang", "Ngọc", "Đức", "Hữu", "Thế", "Mạnh", "Bá", "Thanh")
GIVENS = ("Hùng", "Thắng", "Sơn", "Hạnh", "Mận", "Thơm", "Quỳnh", "Đạt", "Lộc", "Phúc", "Tuấn")
PLACES = ("Đồng Tiến", "Phú Lương", "Yên Thịnh", "Hòa Bình", "Cẩm Thủy", "Mường Lát", "Tân Uyên")
PERSONS = 12
HOW_LONG = 100_000  # letters of a text no card has
CARD, GARBLED, UNREADABLE = "card", "garbled", "unreadable"

_TONE_KEYS = dict(zip("\u0300\u0301\u0303\u0309\u0323", "fsxrj", strict=True))
_SHAPE_KEYS = {"\u0302": "", "\u0306": "w", "\u031b": "w"}  # a circumflex doubles its letter
_VNI_KEYS = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678", strict=True))
_VN_LAYOUT = str.maketrans("1234567890", "ăâêô\u0300\u0309\u0303\u0301\u0323đ")

Spoil = Callable[[random.Random, list[str]], tuple[str, str]]


def read_cards(_place: Path, count: int, seed: int) -> Tally:
    """F19: a card is read whole or refused in words, and what differs from the file is told."""
    chance, tally = random.Random(seed), Tally()
    office = _an_office()
    kept = [_parts(chance) for _ in range(PERSONS)]
    for parts in kept:
        _keep(office, parts)
    for _ in range(count):
        tally.rounds += 1
        spoil = chance.choice(SPOILS)
        parts = list(chance.choice(kept)) if chance.random() < 0.5 else _parts(chance)
        text, due = spoil(chance, list(parts))
        _judge(tally, office, text, due, parts)
    return tally


def _judge(tally: Tally, office: Office, text: str, due: str, parts: list[str]) -> None:
    said, verdict, card = "", CARD, None
    try:
        card = read_card(text)
    except CardGarbled as refusal:
        verdict, said = GARBLED, str(refusal)
    except CardUnreadable as refusal:
        verdict, said = UNREADABLE, str(refusal)
    tally.count(verdict)
    tally.expect(due in {verdict, ""}, f"{verdict} where {due} is due: {text[:90]!r}")
    if card is None:
        tally.expect("Quét lại" in said and len(said) < 260, f"what was wrong is not told: {said}")
        return
    tally.expect(_is_sound(card), f"a card that fails a check was accepted: {text[:90]!r}")
    if due == CARD:
        tally.expect(card.full_name == clean(parts[2]), "the name is not the card's")
        _judge_difference(tally, office, card)


def _is_sound(card: Card) -> bool:
    is_number = len(card.id_number) == 12 and card.id_number.isascii() and card.id_number.isdigit()
    is_name = card.full_name == unicodedata.normalize("NFC", card.full_name) and not any(
        sign.isdigit() for sign in card.full_name
    )
    is_in_order = not (card.birth and card.issued_on) or card.birth.first_day <= card.issued_on
    return is_number and is_name and is_in_order


def _judge_difference(tally: Tally, office: Office, card: Card) -> None:
    person_id = office.look(partial(find_by_number, number=card.id_number))
    if person_id is None:
        return
    facts = PersonFacts(
        card.full_name,
        card.sex,
        card.birth,
        papers=(PaperFacts(IdentityKind.IDENTITY_CARD, card.id_number, card.issued_on),),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, card.address),),
    )
    told = office.look(partial(compare, person_id=person_id, facts=facts))
    open_names = {row.name for row in told.open_questions}
    sides = {row.name: row for row in told.rows}
    for name, mine in (("birth", card.birth.text if card.birth else ""), ("full_name", "")):
        row = sides.get(name)
        differs = row is not None and bool(row.card) and row.card != row.kept
        tally.expect(not differs or name in open_names, f"a difference in {name} is not told")
        tally.expect(not mine or row is not None, f"{name} of the card is not shown")
    tally.count("compared")


def _an_office() -> Office:
    engine = connect(None)
    upgrade(engine)
    office = Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW)
    furnish(office)
    return office


def _keep(office: Office, parts: list[str]) -> None:
    number, _, name, birth, sex, address, _ = parts
    year = int(birth[4:])
    taken_in(
        office,
        full_name=name,
        sex=Sex.MALE if sex == "Nam" else Sex.FEMALE,
        birth=PartialDate(year),
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, number),),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, address),),
    )


def _parts(chance: random.Random) -> list[str]:
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
    is_woman = chance.random() < 0.3
    century = 2 * (born.year // 100 - 19) + is_woman
    number = f"{chance.choice(('001', '099', '038'))}{century}{born.year % 100:02}"
    name = " ".join(chance.choice(each) for each in (FAMILIES, MIDDLES, GIVENS))
    first, second = chance.sample(PLACES, 2)
    return [
        f"{number}{chance.randrange(1_000_000):06}",
        f"{chance.randrange(10**9):09}" if chance.random() < 0.5 else "",
        name,
        f"{born:%d%m%Y}",
        "Nữ" if is_woman else "Nam",
        f"Thôn {chance.randrange(1, 20)}, xã {first}, huyện {second}, tỉnh Hòa Sơn",
        f"{date(2021, 3, 1) + timedelta(days=chance.randrange(1900)):%d%m%Y}",
    ]


# What may happen to a card on its way; each tells what has to come of it.


def _as_it_is(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(parts) + "\r\n", CARD


def _with_more_parts(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    more = ["", "Hà Văn Một", "Lê Thị Hai", "", "x" * 9]
    return "|".join([*parts, *more[: chance.randrange(1, 6)]]), CARD


def _loose_accents(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return unicodedata.normalize("NFD", "|".join(parts)), CARD


def _in_lower_case(_: random.Random, parts: list[str]) -> tuple[str, str]:
    parts[2] = parts[2].lower()
    return "|".join(parts).lower(), ""


def _with_controls(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    signs = chance.choices("\x00\x02\x03\u200b\u00ad\ufeff", k=3)
    return signs[0] + signs[1] + "|".join(parts) + signs[2], CARD


def _partial_birth(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    year = parts[3][4:]
    parts[3] = chance.choice((year, f"0000{year}", ""))
    return "|".join(parts), CARD


def _parts_missing(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(parts[: chance.randrange(0, 7)]), UNREADABLE


def _other_digits(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    count = chance.choice((0, 9, 10, 11, 13, 14))
    parts[0] = (parts[0] * 2)[:count]
    return "|".join(parts), UNREADABLE


def _no_such_day(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    place = chance.choice((3, 6))
    parts[place] = chance.choice(("31021985", "00131990", "32011990", "30022020", "02020980"))
    return "|".join(parts), UNREADABLE


def _issued_before_birth(_: random.Random, parts: list[str]) -> tuple[str, str]:
    parts[6] = "01011949"
    return "|".join(parts), UNREADABLE


def _no_name(_: random.Random, parts: list[str]) -> tuple[str, str]:
    parts[2] = ""
    return "|".join(parts), UNREADABLE


def _far_too_long(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    return ("|".join(parts) * (HOW_LONG // 60))[:HOW_LONG] + chance.choice("|a1"), UNREADABLE


def _as_telex_keys(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(map(_telex, parts)), GARBLED


def _as_vni_keys(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(map(_vni, parts)), GARBLED


def _through_the_vn_layout(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(parts).translate(_VN_LAYOUT), GARBLED


def _bytes_as_letters(_: random.Random, parts: list[str]) -> tuple[str, str]:
    return "|".join(parts).encode().decode("latin-1"), GARBLED


def _accents_lost(chance: random.Random, parts: list[str]) -> tuple[str, str]:
    sign = chance.choice("?\ufffd")
    return "".join(each if each.isascii() else sign for each in "|".join(parts)), GARBLED


def _any_signs(chance: random.Random, _: list[str]) -> tuple[str, str]:
    signs = "0123456789|| aâđ?x\u0323\ud800\x00ẽ"
    return "".join(chance.choices(signs, k=chance.randrange(80))), ""


def _telex(text: str) -> str:
    """Write every word as its Telex keys: the marks of shape at once, the tone at its end."""
    return " ".join(_telex_word(word) for word in text.split(" "))


def _telex_word(word: str) -> str:
    keys, tone, last = "", "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if sign in _TONE_KEYS:
            tone = _TONE_KEYS[sign]
        elif sign in _SHAPE_KEYS:
            keys += _SHAPE_KEYS[sign] or last.lower()
        else:
            keys, last = keys + sign, sign
    stem = keys.rstrip(",")
    return stem + tone + keys[len(stem) :]


def _vni(text: str) -> str:
    loose = unicodedata.normalize("NFD", text).replace("đ", "d9").replace("Đ", "D9")
    return "".join(_VNI_KEYS.get(sign, sign) for sign in loose)


SPOILS: tuple[Spoil, ...] = (
    _as_it_is,
    _with_more_parts,
    _loose_accents,
    _in_lower_case,
    _with_controls,
    _partial_birth,
    _parts_missing,
    _other_digits,
    _no_such_day,
    _issued_before_birth,
    _no_name,
    _far_too_long,
    _as_telex_keys,
    _as_vni_keys,
    _through_the_vn_layout,
    _bytes_as_letters,
    _accents_lost,
    _any_signs,
)
