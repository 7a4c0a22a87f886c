"""Two saves of one record meet: nothing is lost, and what both changed is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.records.together import OpenFile
from rehabdesk.domain.settling.three_way import Line, Outcome, same
from rehabdesk.services.editing import EditedMeanwhile, Meeting
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.settling.edit import Edit
from tests.builders import LAN
from tests.services.settling.kept import Change, Kept
from tests.services.settling.of_the_office import a_person_file
from tests.services.settling.scenes import SCENES

KIEN = Actor(2, "Trần Văn Kiên", "Văn phòng", LAN.role)
Begin = Callable[[Office], Kept]


def changed(facts: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return the facts with another value at a path; a key without a value is taken out."""
    name, *rest = path
    if isinstance(facts, dict):
        others = {key: each for key, each in facts.items() if key != name}
        return others if value is None else {**others, name: value}
    inner = changed(_inner(getattr(facts, name)), tuple(rest), value) if rest else value
    return replace(facts, **{name: inner})


def at(facts: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        facts = facts.get(name) if hasattr(facts, "get") else getattr(facts, name)
    return facts


def _inner(value: Any) -> Any:
    return dict(value) if hasattr(value, "keys") else value


def met(office: Office, kept: Kept, theirs: Change, mine: Change) -> tuple[Edit[Any, Any], Any]:
    """Let another save first what I have read too; return my edit and what it met."""
    read, version = office.look(kept.read)
    other = replace(office, actor=KIEN)
    other.do(kept.act_of(changed(read, *theirs), version))
    edit = Edit(read, changed(read, *mine), version, kept.act_of)
    with pytest.raises(EditedMeanwhile) as refusal:
        office.do(edit.act)
    assert refusal.value.meeting is not None
    assert refusal.value.told.startswith("Trần Văn Kiên vừa sửa")
    return edit, refusal.value.meeting


def asked(edit: Edit[Any, Any], meeting: Meeting[Any]) -> tuple[Line, ...]:
    return tuple(line for line in edit.lines(meeting) if line.is_asked)


@pytest.mark.parametrize("begin", SCENES)
def test_edits_of_different_fields_are_both_kept(office: Office, begin: Begin) -> None:
    kept = begin(office)
    if kept.theirs[0] == kept.mine[0] and not isinstance(kept.mine[1], tuple):
        pytest.skip("the form has one field")
    edit, meeting = met(office, kept, kept.theirs, kept.mine)
    assert asked(edit, meeting) == ()
    assert {Outcome.MINE, Outcome.JOINED} & {line.outcome for line in edit.lines(meeting)} or (
        at(edit.read, kept.mine[0]) is None
    )
    office.do(edit.settled(meeting, frozenset()).act)
    now, _ = office.look(kept.read)
    for path, value in (kept.theirs, kept.mine):
        if isinstance(value, tuple):
            assert all(line in at(now, path) for line in value)
        else:
            assert same(at(now, path), value)


@pytest.mark.parametrize("chosen", ["kept", "typed"])
@pytest.mark.parametrize("begin", SCENES)
def test_one_field_typed_twice_is_asked_and_the_choice_respected(
    office: Office, begin: Begin, chosen: str
) -> None:
    kept = begin(office)
    edit, meeting = met(office, kept, (kept.where, kept.kept), (kept.where, kept.typed))
    [line] = asked(edit, meeting)
    assert line.path == kept.where
    told = meeting.words[line.path]
    assert told[0] != told[1]
    assert all(told)
    of_mine = frozenset({line.path}) if chosen == "typed" else frozenset()
    office.do(edit.settled(meeting, of_mine).act)
    now, _ = office.look(kept.read)
    assert same(at(now, kept.where), getattr(kept, chosen))


@pytest.mark.parametrize("begin", SCENES)
def test_a_third_save_is_met_once_more(office: Office, begin: Begin) -> None:
    kept = begin(office)
    edit, meeting = met(office, kept, (kept.where, kept.kept), (kept.where, kept.typed))
    now, version = office.look(kept.read)
    third = changed(now, *kept.mine)
    replace(office, actor=KIEN).do(kept.act_of(third, version))
    if same(third, now):
        return  # a save that changes nothing is none
    with pytest.raises(EditedMeanwhile):
        office.do(edit.settled(meeting, frozenset({kept.where})).act)
    assert same(at(office.look(kept.read)[0], kept.where), at(third, kept.where))


def _open_on(machine: str, user_id: int, work: Work) -> None:
    work.session.add(OpenFile(user_id, machine, "person:1", work.now))
    work.record("person.opened", None)


def told(office: Office, who: Actor) -> str:
    """Let somebody save over what I have read, and return what I am told of it."""
    kept = a_person_file(office)
    read, version = office.look(kept.read)
    replace(office, actor=who).do(kept.act_of(changed(read, *kept.theirs), version))
    with pytest.raises(EditedMeanwhile) as refusal:
        office.do(kept.act_of(changed(read, *kept.mine), version))
    return refusal.value.told


def test_the_machine_is_told_where_it_is_known(office: Office) -> None:
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    user = office.do(partial(add_user, facts=UserFacts(KIEN.name, "", KIEN.role))).result
    office.do(partial(_open_on, "VH-02", user.id))
    words = told(office, replace(KIEN, user_id=user.id))
    assert words == "Trần Văn Kiên (máy VH-02) vừa sửa hồ sơ này lúc 08:42."


def test_another_window_of_ones_own_is_told_as_such(office: Office) -> None:
    words = told(office, LAN)
    assert words == "Chính bạn, ở cửa sổ khác hoặc việc khác, vừa sửa hồ sơ này lúc 08:42."
