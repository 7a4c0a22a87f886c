"""What lies in a package: a person as one office knew her, told without a single id of its own."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.persistence.packages.portable import from_plain, to_plain
from rehabdesk.persistence.packages.refused import PackageUnsound
from rehabdesk.services.elsewhere.body_tests import FormerTest
from rehabdesk.services.elsewhere.papers import FormerHelper, FormerPaper
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.services.people.person_facts import PersonFacts

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class OfficeNamed:
    name: str  # "UBND xã Yên Thịnh"
    code: str = ""  # of its commune
    province: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Why the file moves: the notice of the police (Mẫu 54), where there is one."""

    moved_on: date
    number: str = ""
    on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class FormerEvent:
    kind: EventKind
    on: date
    until_on: date | None = None
    at: time | None = None
    paper_number: str = ""
    paper_on: date | None = None
    paper_issuer: str = ""
    reason: str = ""
    note: str = ""
    file: int | None = None  # its place among the enclosed files


@dataclass(frozen=True, slots=True)
class FormerEpisode:
    """`is_running` is the one that goes on at the other office."""

    facts: EpisodeFacts
    opened_on: date
    term_start: date | None = None
    term_end: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    is_running: bool = False
    events: tuple[FormerEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerContact:
    on: date
    way: ContactWay
    who: str
    words: str = ""
    rating: QuickRating | None = None
    minutes: int | None = None
    agreed_word: str = ""
    agreed_on: date | None = None
    has_pledge: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One of the files that follow the text, in their order."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Content:
    """`secret` is what a receipt is sealed with; `photo` is a place among the files."""

    key: str
    secret: str
    made_on: date
    made_by: str
    sender: OfficeNamed
    receiver: OfficeNamed
    notice: Notice
    case_code: str
    case_opened_on: date
    person: PersonFacts
    hamlet: str = ""
    own_fields: str = ""
    photo: int | None = None
    episodes: tuple[FormerEpisode, ...] = ()
    papers: tuple[FormerPaper, ...] = ()
    helpers: tuple[FormerHelper, ...] = ()
    contacts: tuple[FormerContact, ...] = ()
    files: tuple[Enclosed, ...] = ()
    tests: tuple[FormerTest, ...] = ()  # only from a sender who may see them
    left_out: tuple[str, ...] = ()  # what the sender kept back, in words


def pack(content: Content, files: Sequence[bytes]) -> bytes:
    plain = to_plain(content)
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return b"".join((_LENGTH.pack(len(written)), written, *files))


def unpack(body: bytes) -> tuple[Content, tuple[bytes, ...]]:
    """Read what a package holds; every file must be what the text says of it."""
    try:
        [length] = _LENGTH.unpack_from(body)
        plain = json.loads(body[_LENGTH.size : _LENGTH.size + length])
    except (struct.error, ValueError, RecursionError) as error:
        raise PackageUnsound from error
    content: Content = from_plain(Content, plain)
    _require_places(content)
    files, at = [], _LENGTH.size + length
    for each in content.files:
        if each.size < 0:
            raise PackageUnsound
        files.append(body[at : at + each.size])
        at += each.size
        if hashlib.sha256(files[-1]).hexdigest() != each.sha256:
            raise PackageUnsound
    if at != len(body):
        raise PackageUnsound
    return content, tuple(files)


def _require_places(content: Content) -> None:
    """Let nothing point outside the package, and its names be names."""
    events = (event for episode in content.episodes for event in episode.events)
    places = [content.photo, *(each.file for each in events)]
    places += [each.file for each in content.papers]
    episodes = [each.episode for each in content.papers]
    are_there = all(at is None or 0 <= at < len(content.files) for at in places)
    are_told = all(at is None or 0 <= at < len(content.episodes) for at in episodes)
    is_named = _is_hex(content.key, 32) and _is_hex(content.secret, 64)
    if not (are_there and are_told and is_named and content.person.full_name.strip()):
        raise PackageUnsound


def _is_hex(text: str, length: int) -> bool:
    return len(text) == length and all(sign in "0123456789abcdef" for sign in text)
