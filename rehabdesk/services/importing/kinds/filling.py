"""What a row adds to a file already kept; what differs there is changed only when chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rehabdesk.domain.records.person import number_key
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.importing.orders import Change
from rehabdesk.services.people.person_facts import LABELS, PersonFacts, ResidenceFacts, told

_PLAIN = (
    *("full_name", "sex", "birth", "hamlet_id", "ethnicity", "religion"),
    *("education", "occupation", "workplace", "employment", "criminal_record", "drugs"),
)
_TWELVE = 12


@dataclass(frozen=True, slots=True)
class Filled:
    """The facts as they would be kept, and every difference that was met."""

    facts: PersonFacts
    changes: tuple[Change, ...]


def fill(kept: PersonFacts, new: PersonFacts, taken: Collection[str], today: date) -> Filled:
    """Fill what is empty; take over what differs only in the fields `taken`."""
    facts, changes = kept, []
    for name in _PLAIN:
        mine, theirs = getattr(kept, name), getattr(new, name)
        if theirs in {None, ""} or mine == theirs:
            continue
        if _is_less_known(name, mine, theirs):
            continue
        is_taken = mine in {None, ""} or name in taken or _is_less_known(name, theirs, mine)
        changes.append(_change(name, kept, new, is_taken=is_taken))
        if is_taken:
            facts = replace(facts, **{name: theirs})
    joined = replace(
        facts,
        other_names=_names(kept, new),
        papers=_papers(kept, new),
        relatives=_relatives(kept, new),
        contacts=_contacts(kept, new),
    )
    changes += [
        _change(name, kept, new, is_taken=True)
        for name in ("other_names", "papers", "relatives", "contacts")
        if getattr(joined, name) != getattr(kept, name)
    ]
    places, change = _residences(kept, new, today, is_taken="residences" in taken)
    note = _note(kept.note, new.note)
    if note != kept.note:
        changes.append(Change("note", LABELS["note"], kept.note, new.note, is_taken=True))
    changes += [change] if change else []
    return Filled(replace(joined, residences=places, note=note), tuple(changes))


def _change(name: str, kept: PersonFacts, new: PersonFacts, *, is_taken: bool) -> Change:
    return Change(name, LABELS[name], told(kept, name), told(new, name), is_taken)


def _is_less_known(name: str, one: Any, other: Any) -> bool:
    """Tell whether one birth says the same as the other, only less exactly."""
    if name != "birth" or one is None or other is None:
        return False
    mine, theirs = one.stored, other.stored
    is_less: bool = len(theirs) < len(mine) and mine.startswith(theirs)
    return is_less


def _names(kept: PersonFacts, new: PersonFacts) -> tuple[Any, ...]:
    known = {fold(each.name) for each in kept.other_names} | {fold(kept.full_name)}
    return (*kept.other_names, *(each for each in new.other_names if fold(each.name) not in known))


def _papers(kept: PersonFacts, new: PersonFacts) -> tuple[Any, ...]:
    """Add papers; a second number of twelve digits would be somebody else's."""
    known = {number_key(each.number) for each in kept.papers}
    has_card = any(len(key) == _TWELVE for key in known)
    added = (
        each
        for each in new.papers
        if (key := number_key(each.number)) not in known and not (has_card and len(key) == _TWELVE)
    )
    return (*kept.papers, *added)


def _relatives(kept: PersonFacts, new: PersonFacts) -> tuple[Any, ...]:
    known = {fold(each.full_name) for each in kept.relatives}
    return (*kept.relatives, *(each for each in new.relatives if fold(each.full_name) not in known))


def _contacts(kept: PersonFacts, new: PersonFacts) -> tuple[Any, ...]:
    known = {number_key(each.value) for each in kept.contacts}
    return (*kept.contacts, *(each for each in new.contacts if number_key(each.value) not in known))


def _residences(
    kept: PersonFacts, new: PersonFacts, today: date, *, is_taken: bool
) -> tuple[tuple[ResidenceFacts, ...], Change | None]:
    places, clash = list(kept.residences), None
    for place in new.residences:
        present = [each for each in places if each.kind is place.kind and not each.until_on]
        if any(_same_words(each.as_written, place.as_written) for each in present):
            continue
        if present and not is_taken:
            clash = place
            continue
        places = [replace(each, until_on=today) if each in present else each for each in places]
        places.append(place)
        clash = clash or place
    if clash is None:
        return tuple(places), None
    added = tuple(places) != kept.residences
    return tuple(places), _change("residences", kept, new, is_taken=added)


def _same_words(one: str, other: str) -> bool:
    return number_key(one) == number_key(other)


def _note(kept: str, new: str) -> str:
    lines = [line for line in new.splitlines() if clean(line) not in kept]
    return "\n".join(filter(None, (kept, *lines)))
