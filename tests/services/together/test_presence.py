"""Who has which file open: said by each machine, seen by the others, in time forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.together import presence
from rehabdesk.services.together.coming_in import tidy_up
from rehabdesk.services.together.presence import (
    BELIEVED,
    OpenElsewhere,
    here,
    note_closed,
    note_open,
    open_elsewhere,
    others_at,
    person_file,
)
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, NOW

FILE, OTHER = person_file(12), person_file(13)


@dataclass
class Machine:
    """A machine of the office with somebody at it."""

    office: Office
    name: str
    told: list[timedelta] = field(default_factory=lambda: [timedelta()])

    def opens(self, *subjects: str) -> None:
        self.office.keep(partial(note_open, subjects=subjects, machine=self.name))

    def closes(self, *subjects: str) -> None:
        self.office.keep(partial(note_closed, subjects=subjects, machine=self.name))

    def sees(self, subject: str = FILE) -> tuple[OpenElsewhere, ...]:
        return self.office.look(partial(others_at, subject=subject, machine=self.name))


@pytest.fixture
def clock() -> list[datetime]:
    return [NOW]


@pytest.fixture
def machines(
    office: Office, clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> tuple[Machine, Machine]:
    """Lan at VH-01 and Bình at VH-02; a server goes by the clock of the test."""
    monkeypatch.setattr(presence, "_moment", lambda work: work.now)
    users = []
    for name in (LAN.name, "Trần Thị Bình"):
        made = office.do(partial(add_user, facts=UserFacts(name, "Công chức", Role.CLERK))).result
        users.append(Actor(made.id, name, "Công chức", Role.CLERK))
    now: Callable[[], datetime] = lambda: clock[0]  # noqa: E731
    offices = [replace(office, actor=one, clock=now, is_shared=True) for one in users]
    return Machine(offices[0], "VH-01"), Machine(offices[1], "VH-02")


def test_the_other_sees_who_has_it_open_where_and_since_when(
    machines: tuple[Machine, Machine],
) -> None:
    first, second = machines
    second.opens(FILE)
    assert first.sees() == (OpenElsewhere("Trần Thị Bình", "VH-02", NOW),)
    assert first.sees(OTHER) == ()
    assert second.sees() == ()
    second.closes(FILE)
    assert first.sees() == ()


def test_the_same_user_at_another_machine_is_told_too(machines: tuple[Machine, Machine]) -> None:
    first, _ = machines
    elsewhere = Machine(first.office, "VH-09")
    elsewhere.opens(FILE)
    assert [each.machine for each in first.sees()] == ["VH-09"]


def test_a_machine_that_keeps_silent_is_not_believed_and_begins_anew(
    machines: tuple[Machine, Machine], clock: list[datetime]
) -> None:
    first, second = machines
    second.opens(FILE)
    clock[0] = NOW + BELIEVED
    second.opens(FILE)  # said again in time: it has been open all along
    clock[0] += BELIEVED
    assert [each.since for each in first.sees()] == [NOW]
    clock[0] += timedelta(seconds=1)
    assert first.sees() == ()
    second.opens(FILE)
    assert [each.since for each in first.sees()] == [clock[0]]


def test_what_a_fallen_machine_left_open_is_dropped_when_somebody_signs_in(
    machines: tuple[Machine, Machine], clock: list[datetime]
) -> None:
    first, second = machines
    second.opens(FILE)
    first.opens(OTHER)
    clock[0] += BELIEVED + timedelta(seconds=1)
    first.opens(OTHER)
    first.office.keep(tidy_up)
    assert first.office.look(partial(open_elsewhere, machine="VH-09")).keys() == {OTHER}


def test_several_files_and_several_clerks_are_told_apart(
    machines: tuple[Machine, Machine],
) -> None:
    first, second = machines
    second.opens(FILE, OTHER)
    Machine(first.office, "VH-03").opens(FILE)
    found = first.office.look(partial(open_elsewhere, machine="VH-01"))
    assert {subject: [each.machine for each in who] for subject, who in found.items()} == {
        FILE: ["VH-02", "VH-03"],
        OTHER: ["VH-02"],
    }
    second.closes(OTHER)
    assert first.sees(OTHER) == ()


def test_nobody_the_office_knows_opens_nothing(office: Office) -> None:
    office.keep(partial(note_open, subjects=[FILE]))
    assert office.look(partial(open_elsewhere, machine="VH-07")) == {}


def test_a_machine_has_a_name() -> None:
    assert here()
