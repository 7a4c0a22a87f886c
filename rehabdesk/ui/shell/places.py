"""What the shell is furnished with: places, daily verbs, commands, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.office import Work
from rehabdesk.ui.kit.desk import Desk

Factory = Callable[[Desk, QSettings], QWidget]
Opener = Callable[[Desk, QSettings, QWidget, Any], None]  # desk, habits, page, visit


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the shell; made when it is first gone to.

    Its widget may have `wanted = Signal(object)` (a visit) and `visit(visit)`.
    """

    key: str
    icon: str
    title: str
    shortcut: str
    factory: Factory
    visits: tuple[type, ...] = ()  # the kinds of visit this page receives
    under: str = ""  # a page without a rail item of its own lights this one
    starts_group: bool = False
    is_urgent: bool = False  # its count is red
    is_command: bool = False  # may be gone to by menu and search without being in the rail


@dataclass(frozen=True, slots=True)
class Verb:
    """A daily act in the top bar."""

    key: str
    icon: str
    title: str  # with its Alt letter
    visit: object


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, in the application menu and in the search."""

    group: str
    title: str
    act: Callable[[], None]
    key: str = ""
    icon: str = ""


PERSONS = "Người"  # the group of lines whose total may be asked for
COMMANDS = "Lệnh"
RECENT = "Mở gần đây"


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the search: where it leads, and what can be done with it at once."""

    group: str
    title: str
    visit: object
    detail: str = ""
    icon: str = "document_text"
    key: str = ""
    acts: tuple[Found, ...] = ()
    editing: object = None  # where it leads to be changed at once


@dataclass(frozen=True, slots=True)
class Furnishing:
    """The office a shell serves, and its pages."""

    office: str
    province: str
    user: str
    places: Sequence[Place]
    verbs: Sequence[Verb]
    find: Callable[[Work, str], Sequence[Found]]
    scanned: Callable[[str], object]  # the visit a scanned card leads to
    backups: object  # the visit behind the backup dot
    counts: Callable[[Work], Mapping[str, int]] | None = None  # by the places' keys
    regime: Callable[[Work], str] | None = None  # the law of the day
    total: Callable[[Work, str], int] | None = None  # of the persons of whom `find` shows some
    more: Sequence[Verb] = ()  # acts with a button on their page alone, found by their words
    dialogs: Mapping[type, Opener] = field(default_factory=dict)  # visits that leave the page
    searched: str = ""  # what the search is asked for, where that is not persons and papers
