"""F20: names and searches as anybody may type them, in any letters."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

from sqlalchemy.orm import Session

from rehabdesk.domain.text import clean, fold, name_order, same_letters, split_name, word_order
from rehabdesk.persistence.asked import cut
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.schema import upgrade
from rehabdesk.persistence.search import count_persons, find_persons, index_person
from tests.faults.tally import Tally
from tests.names import made_up_names

ALPHABETS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạừửữứựẰẲẴẮẶ ÐðĐ",
    "0123456789 .-/+()",
    "\u0300\u0301\u0303\u0309\u0323\u0302\u031b\u0306aeiouAEIOU ",
    "\x00\u200b\ufeff\u00ad\ud800\t\n\r\u00a0\u2003",
    "Ж٣²ßﬁꟊİıǅ中文😀ʼ·_'\"*:^()",
)
WHOLE = 1


def read_words(_place: Path, count: int, seed: int) -> Tally:
    """F20: what is typed is folded, ordered, kept and found, whatever it is made of."""
    chance, tally = random.Random(seed), Tally()
    engine = connect(None)
    upgrade(engine)
    names = made_up_names(min(count, 500), seed)
    with sessions(engine)() as session:
        for number in range(count):
            tally.rounds += 1
            _any_text(chance, tally, session)
            _name(chance, tally, session, names[number % len(names)])
    return tally


def _any_text(chance: random.Random, tally: Tally, session: Session) -> None:
    signs = "".join(chance.sample(ALPHABETS, chance.randint(1, len(ALPHABETS))))
    typed = "".join(chance.choices(signs, k=chance.randrange(60)))
    folded = fold(typed)
    tally.expect(fold(folded) == folded, f"{typed!r} folds further")
    apart = unicodedata.normalize("NFD", typed)
    tally.expect(fold(apart) == fold(unicodedata.normalize("NFC", typed)), f"{typed!r} in pieces")
    tally.expect(clean(clean(typed)) == clean(typed), f"{typed!r} is not clean")
    for key in (name_order(typed), word_order(typed)):
        tally.expect(key.isascii(), f"{typed!r} has the key {key!r}")
    index_person(session, WHOLE, typed)
    is_there = bool(cut(typed))
    for asked in (typed, apart):
        found = find_persons(session, asked, 2)
        tally.expect(found == [WHOLE] * is_there, f"{asked!r} does not find itself")
        tally.expect(count_persons(session, asked) == is_there, f"{asked!r} is not counted")


def _name(chance: random.Random, tally: Tally, session: Session, name: str) -> None:
    """Find a name by its pieces in any order, with or without marks, and by no other letters."""
    index_person(session, WHOLE, name)
    words = name.split()
    chance.shuffle(words)
    pieces = [word[: chance.randint(1, len(word))] for word in words]
    for typed in (" ".join(pieces), fold(" ".join(pieces)), " ".join(pieces).upper()):
        tally.expect(find_persons(session, typed, 2) == [WHOLE], f"{typed!r} misses {name!r}")
    tally.expect(find_persons(session, f"{name} zzz", 2) == [], f"{name!r} is found by too much")
    parts = split_name(name)
    told = " ".join(filter(None, (parts.family, parts.middle, parts.given)))
    tally.expect(told == name, f"{name!r} is put together as {told!r}")
    tally.expect(same_letters(name, name.upper()), f"{name!r} is another in capitals")
