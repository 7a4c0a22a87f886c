"""Saving what was edited in a person's file, and laying two editions side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.course.moving import CorrectFacts
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
from rehabdesk.services.people.person_facts import LABELS, PersonFacts, told


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
    last_saved: tuple[str, datetime] | None  # who saved it last, and when
    book: AddressBook

    @property
    def meanwhile(self) -> str:
        """Say that somebody else has saved the file since."""
        who, at = self.last_saved or ("Người khác", None)
        moment = f" lúc {at:%H:%M}" if at else ""
        return (
            f"{who} vừa sửa hồ sơ này{moment}. Chưa ghi đè gì. "
            "Xem hai bản cạnh nhau rồi chọn từng ô."
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that stands differently in two editions; `is_mine` when only mine changed it."""

    field: str
    label: str
    kept: str
    mine: str
    is_mine: bool


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


def save_file(work: Work, read: Edition, facts: FileFacts) -> Edition:
    """Save, and return the edition it made: whoever takes it back takes back no other."""
    correct_file(work, read, facts)
    work.session.flush()
    return begin_edit(work, read.person_id).read


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
        _last_saved(work, (f"person:{person_id}", f"episode:{ids[0]}")),
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


# Editions side by side


def clashes(base: FileFacts, kept: FileFacts, mine: FileFacts) -> tuple[Clash, ...]:
    """Return every field in which the saved file and mine differ, in the order of the form."""
    found = [
        Clash(name, label, told(kept.person, name), told(mine.person, name), is_mine)
        for name, label in LABELS.items()
        if getattr(kept.person, name) != getattr(mine.person, name)
        for is_mine in [getattr(kept.person, name) == getattr(base.person, name)]
    ]
    if kept.episode and mine.episode:
        found += [
            Clash(name, label, told(kept.episode, name), told(mine.episode, name), is_mine)
            for name, label in EPISODE_LABELS.items()
            if getattr(kept.episode, name) != getattr(mine.episode, name)
            for is_mine in [
                base.episode is not None
                and getattr(kept.episode, name) == getattr(base.episode, name)
            ]
        ]
    return tuple(found)


def merged(kept: FileFacts, mine: FileFacts, of_mine: Collection[str]) -> FileFacts:
    """Take the saved file, and from mine the fields that were chosen."""
    person = {name: getattr(mine.person, name) for name in LABELS if name in of_mine}
    episode = kept.episode or mine.episode
    if kept.episode and mine.episode:
        chosen = {name: getattr(mine.episode, name) for name in EPISODE_LABELS if name in of_mine}
        episode = replace(kept.episode, **chosen)
    return FileFacts(replace(kept.person, **person), episode)


def _last_saved(work: Work, subjects: tuple[str, ...]) -> tuple[str, datetime] | None:
    saved = work.session.execute(
        select(AuditEntry.actor, AuditEntry.at)
        .where(AuditEntry.subject.in_(subjects), AuditEntry.act.like("%.corrected"))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    ).first()
    return (saved.actor.partition(":")[2], saved.at) if saved else None
