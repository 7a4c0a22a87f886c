"""Two editions of any form: what merges, what is asked, and that nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.settling.three_way import (
    Keyed,
    Outcome,
    labelled,
    put_together,
    same,
    settle,
)
from rehabdesk.domain.settling.words import word_of
from rehabdesk.services.activities import kinds, recording, tips
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.body_tests import recording as body_tests
from rehabdesk.services.consolidation.units import UnitFacts
from rehabdesk.services.course import acts as course
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.services.decisions.drafts.meeting import DRAFT_LABELS
from rehabdesk.services.law.calendar_days import DayFacts
from rehabdesk.services.models import areas, facts, surveys, visits
from rehabdesk.services.month_grid import sessions
from rehabdesk.services.noting import recording as noting
from rehabdesk.services.offices import BookRow, HamletRow, ProfileFacts, SignerFacts
from rehabdesk.services.people.correcting import FILE_LABELS, FileFacts
from rehabdesk.services.people.intake import EPISODE_LABELS, EpisodeFacts
from rehabdesk.services.people.person_facts import LABELS, PersonFacts
from rehabdesk.services.pledges.facts import PledgeFacts
from rehabdesk.services.pledges.recording import LABELS as PLEDGE_LABELS
from rehabdesk.services.reports.figure_facts import FIGURE_LABELS, FigureFacts
from rehabdesk.services.settling import labels
from rehabdesk.services.supports.facts import SupportFacts
from rehabdesk.services.supports.recording import LABELS as SUPPORT_LABELS
from rehabdesk.services.targets import keeping, plans
from rehabdesk.services.targets.facts import PlanFacts, Reached, TargetFacts
from rehabdesk.services.targets.spreading import SHARE_LABELS, Shares
from rehabdesk.services.teams.groups import SEATS, Seats
from rehabdesk.services.users import LABELS as USER_LABELS
from rehabdesk.services.users import UserRow
from rehabdesk.services.volunteers import OrganisationRow, VolunteerFacts

WORDS = st.text("abcđư ", max_size=4)
for kind, values in (
    (str, WORDS),
    (int, st.integers(0, 3)),
    (bytes, st.just(b"")),
    (date, st.dates(date(2026, 1, 1), date(2026, 1, 4))),
    (time, st.sampled_from([time(8), time(9)])),
    (Decimal, st.sampled_from([Decimal(1), Decimal("2.5")])),
    (Value, st.builds(Value, st.integers(0, 3))),
    (PartialDate, st.sampled_from([PartialDate(1970), PartialDate(1985, 3)])),
):
    st.register_type_strategy(kind, values)

# What a form takes of a record without showing it, and a file chosen anew: nobody else's is lost.
UNSHOWN = {
    BookRow: {"id", "version", "name"},
    FigureFacts: {"code", "scan_name", "scan"},
    HamletRow: {"id", "version"},
    OrganisationRow: {"id", "version"},
    PledgeFacts: {"contact_id"},
    RecordActivity: {"file_id"},
    UserRow: {"id", "version"},
    areas.SetStatus: {"year", "hamlet_id", "version", "scan_name", "scan"},
    body_tests.CorrectTest: {"test_id", "version", "person_id"},
    kinds.KeepKind: {"code", "place", "version"},
    noting.CorrectContact: {"contact_id", "version"},
}
UNSHOWN |= {
    DraftDecision: {"decision_id", "version", "drafts"},
}
FORMS: tuple[tuple[type[Any], Mapping[str, Any]], ...] = (
    (BookRow, labels.BOOK),
    (DayFacts, labels.DAY),
    (DraftDecision, DRAFT_LABELS),
    (EpisodeFacts, EPISODE_LABELS),
    (FigureFacts, FIGURE_LABELS),
    (FileFacts, FILE_LABELS),
    (HamletRow, labels.HAMLET),
    (OrganisationRow, labels.ORGANISATION),
    (PersonFacts, LABELS),
    (PlanFacts, plans.LABELS),
    (PledgeFacts, PLEDGE_LABELS),
    (ProfileFacts, labels.PROFILE),
    (RecordActivity, recording.form_labels({})),
    (Seats, SEATS),
    (Reached, keeping.REACHED_LABELS),
    (Shares, SHARE_LABELS),
    (SignerFacts, labels.SIGNER),
    (SupportFacts, SUPPORT_LABELS),
    (TargetFacts, keeping.FORM_LABELS),
    (UnitFacts, labels.UNIT),
    (UserRow, USER_LABELS),
    (VolunteerFacts, labels.VOLUNTEER),
    (areas.SetStatus, areas.STATUS_LABELS),
    (body_tests.CorrectTest, body_tests.TEST_LABELS),
    (course.EventFacts, course.EVENT_LABELS),
    (facts.ModelFacts, facts.MODEL_LABELS),
    (kinds.KeepKind, kinds.KIND_LABELS),
    (noting.CorrectContact, noting.FORM_LABELS),
    (sessions.SessionFacts, sessions.SESSION_LABELS),
    (surveys.RoundFacts, surveys.ROUND_LABELS),
    (tips.TipFacts, tips.TIP_LABELS),
    (visits.VisitFacts, visits.VISIT_LABELS),
)


@pytest.mark.parametrize(("form", "named"), FORMS, ids=[form.__name__ for form, _ in FORMS])
def test_every_field_of_a_form_has_a_label(form: type[Any], named: Mapping[str, Any]) -> None:
    unshown = UNSHOWN.get(form, set())
    assert {each.name for each in fields(form)} - set(named) <= unshown
    assert set(named) <= {each.name for each in fields(form)}


@pytest.mark.parametrize(("form", "named"), FORMS, ids=[form.__name__ for form, _ in FORMS])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_is_overwritten_unseen(
    form: type[Any], named: Mapping[str, Any], data: st.DataObject
) -> None:
    read, other, third = (data.draw(st.from_type(form)) for _ in range(3))
    kept = _mixed(read, other, data)
    mine = _mixed(read, third, data)
    lines = settle(read, kept, mine, named)
    of_mine = {line.path for line in lines if data.draw(st.booleans())}
    whole = put_together(read, kept, mine, lines, of_mine)
    seen = {line.path: line for line in lines}
    for sides in _values(read, kept, mine, whole, named):
        path, was, theirs, ours, now = sides
        line = seen.get(path)
        if same(was, theirs) and same(was, ours):
            assert same(now, was)
            continue
        assert line is not None, path
        if same(theirs, ours):
            assert same(now, theirs)
        elif same(was, theirs) or same(was, ours):
            assert same(now, ours if same(was, theirs) else theirs)
        elif line.outcome is Outcome.JOINED:
            assert all(each in now for each in (*theirs, *ours) if each not in was)
            assert not any(each in now for each in was if each not in theirs or each not in ours)
        else:
            assert line.is_asked
            assert same(now, ours if path in of_mine else theirs)


def _mixed(read: Any, other: Any, data: st.DataObject) -> Any:
    """Return what was read with some fields of another."""
    changed: dict[str, Any] = {}
    for each in fields(read):
        one, two = getattr(read, each.name), getattr(other, each.name)
        if is_dataclass(one) and is_dataclass(two) and not isinstance(one, type):
            changed[each.name] = _mixed(one, two, data) if type(one) is type(two) else two
        elif data.draw(st.booleans()):
            changed[each.name] = two
    return replace(read, **changed)


def _values(read: Any, kept: Any, mine: Any, whole: Any, named: Mapping[str, Any]) -> Any:
    """Walk over the four by path; a part that one of them lacks is compared as a whole."""
    sides = [
        {path: value for path, _, value in labelled(each, _plain(each, read, kept, mine, named))}
        for each in (read, kept, mine, whole)
    ]
    for path in dict.fromkeys(path for side in sides for path in side):
        yield path, *(side.get(path) for side in sides)


def _plain(_each: Any, read: Any, kept: Any, mine: Any, named: Mapping[str, Any]) -> Any:
    return {
        name: label
        if isinstance(label, Keyed)
        or not isinstance(label, Mapping)
        or all(is_dataclass(getattr(side, name)) for side in (read, kept, mine))
        else "whole"
        for name, label in named.items()
    }


@dataclass(frozen=True)
class Seat:
    name: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    seats: tuple[Seat, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""


AN, BA, CU, DE = (Seat(name) for name in ("An", "Ba", "Cư", "Dé"))
AN_X, BA_Y = Seat("An", "x"), Seat("Ba", "y")
TABLE = {"seats": "Thành viên", "words": "Dòng", "note": "Ghi chú"}


@pytest.mark.parametrize(
    ("read", "kept", "mine", "whole"),
    [
        ((AN,), (AN, BA), (AN, CU), {AN, BA, CU}),
        ((AN, BA), (AN,), (AN, BA, CU), {AN, CU}),
        (
            (AN, BA),
            (Seat("An", "x"), BA),
            (AN, Seat("Ba", "y")),
            {Seat("An", "x"), Seat("Ba", "y")},
        ),
        ((), (AN,), (AN,), {AN}),
    ],
)
def test_other_lines_of_one_list_are_joined(
    read: tuple[Seat, ...], kept: tuple[Seat, ...], mine: tuple[Seat, ...], whole: set[Seat]
) -> None:
    sides = (Table(read), Table(kept), Table(mine))
    lines = settle(*sides, TABLE)
    assert not any(line.is_asked for line in lines)
    assert set(put_together(*sides, lines, ()).seats) == whole


@pytest.mark.parametrize(
    ("read", "kept", "mine"),
    [
        (Table((AN,)), Table((Seat("An", "x"),)), Table((Seat("An", "y"),))),  # the same line
        (Table((AN, BA)), Table((BA,)), Table((Seat("An", "y"), BA))),  # taken out and changed
        (Table((AN, AN)), Table((AN, AN, BA)), Table((AN, AN, CU))),  # which is which?
        (Table(words=("a",)), Table(words=("a", "b")), Table(words=("a", "c"))),  # have a place
    ],
)
def test_one_line_changed_twice_is_asked(read: Table, kept: Table, mine: Table) -> None:
    [line] = settle(read, kept, mine, TABLE)
    assert line.is_asked
    assert put_together(read, kept, mine, (line,), ()) == kept
    assert put_together(read, kept, mine, (line,), {line.path}) == mine


def test_blanks_and_the_order_of_lines_are_no_change() -> None:
    read, mine = Table((AN, BA), note="Ghi rõ"), Table((BA, AN), note=" Ghi  rõ ")
    assert settle(read, read, mine, TABLE) == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "có"),
        (date(2026, 11, 3), "03/11/2026"),
        (time(8, 5), "08:05"),
        (PartialDate(1985), "1985"),
        ((AN, Seat("Ba", "Thôn Hạ")), "An\nBa, Thôn Hạ"),
        (Value(1500, as_typed="> 1.500"), "> 1.500"),
        (b"", ""),
    ],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    assert word_of(value) == words
