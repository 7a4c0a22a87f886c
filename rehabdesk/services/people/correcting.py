"""Saving what was edited in a person's file, and laying two editions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.records.case_file import Episode
from rehabdesk.services.course.moving import CorrectFacts
from rehabdesk.services.editing import Sides, met
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.people.card_check import AddressBook, read_address_book
from rehabdesk.services.people.intake import (
    EPISODE_LABELS,
    CorrectPerson,
    EpisodeFacts,
    correct_episode,
    correct_person,
    episode_differences,
    open_episode,
)
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import LABELS, PersonFacts
from rehabdesk.services.rows.gone import require_there


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the form of a file holds: the person, and the newest episode if there is one."""

    person: PersonFacts
    episode: EpisodeFacts | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A file as it was read, with the versions it was read in."""

    person_id: int
    version: int
    facts: FileFacts
    episode_id: int | None = None
    episode_version: int = 0


@dataclass(frozen=True, slots=True)
class Editing:
    """What the form starts from."""

    read: Edition
    hamlets: tuple[tuple[int, str], ...]
    provinces: frozenset[str]
    today: date
    book: AddressBook


@dataclass(frozen=True, slots=True)
class SavedEdition:
    """The edition that was saved over, and the one it made."""

    read: Edition
    made: Edition


FILE_LABELS = {"person": LABELS, "episode": EPISODE_LABELS}


# Acts


def correct_file(work: Work, read: Edition, facts: FileFacts) -> None:
    """Save person and episode together, each only where something was changed."""
    if facts.person != read.facts.person:
        correct_person(work, CorrectPerson(read.person_id, read.version, facts.person))
    if facts.episode is None or facts.episode == read.facts.episode:
        return
    if read.episode_id is None:
        open_episode(work, read.person_id, facts.episode)
    else:
        correct_episode(work, read.episode_id, read.episode_version, facts.episode)


def save_file(work: Work, read: Edition, facts: FileFacts) -> SavedEdition:
    """Save, and return the edition it made: whoever takes it back takes back no other."""
    _require_editions(work, read, facts)
    correct_file(work, read, facts)
    work.session.flush()
    return SavedEdition(read, begin_edit(work, read.person_id).read)


# Looks


def begin_edit(work: Work, person_id: int) -> Editing:
    """Return a file as it is now, with what its form offers."""
    file = read_file(work, person_id)
    episode = file.episode
    ids = (episode.id, episode.version) if episode else (None, 0)
    facts = FileFacts(file.facts, episode.facts if episode else None)
    hamlets = tuple(
        (row.id, row.name)
        for row in list_hamlets(work)
        if row.is_active or row.id == file.facts.hamlet_id
    )
    return Editing(
        Edition(person_id, file.version, facts, *ids),
        hamlets,
        frozenset(work.resources.units.card_provinces),
        work.today,
        read_address_book(work),
    )


# Days that others hang on

_ANCHORS = ("kind", "rehab_form", "rehab_ordinal", "completes_on", "proposal_on")


def anchors_corrected(read: Edition, facts: FileFacts) -> CorrectFacts | None:
    """Return the correction that may move other dates; None where it moves nothing."""
    before, after = read.facts.episode, facts.episode
    if read.episode_id is None or before is None or after is None:
        return None
    if all(getattr(before, name) == getattr(after, name) for name in _ANCHORS):
        return None
    return CorrectFacts(read.episode_id, **{name: getattr(after, name) for name in _ANCHORS})


def correction_told(before: FileFacts, after: FileFacts) -> str:
    """Tell what is corrected: "Sửa ngày hoàn thành cai nghiện từ 30/11/2026 thành 02/12/2026"."""
    if before.episode is None or after.episode is None:
        return "Sửa đợt quản lý"
    changed = episode_differences(before.episode, after.episode)
    told = (
        f"{each.label[:1].lower()}{each.label[1:]} từ {each.kept or '–'} thành {each.yours or '–'}"
        for each in changed
        if each.field in _ANCHORS
    )
    return f"Sửa {', '.join(told)}"


def _require_editions(work: Work, read: Edition, facts: FileFacts) -> None:
    """Refuse to save over an edition that was not read: person and episode are one form."""
    person = require_there(work, read.person_id)
    episode = work.session.get(Episode, read.episode_id) if read.episode_id else None
    is_other_person = facts.person != read.facts.person and person.version != read.version
    is_other_episode = (
        episode is not None
        and facts.episode != read.facts.episode
        and episode.version != read.episode_version
    )
    if not (is_other_person or is_other_episode):
        return
    now = begin_edit(work, read.person_id).read
    sides = Sides(work, now.facts, facts, FILE_LABELS)
    is_same_episode = now.episode_id == read.episode_id
    raise met(person, now, sides if is_same_episode else None, f"episode:{read.episode_id}")
