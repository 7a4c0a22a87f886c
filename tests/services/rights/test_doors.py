"""No act and no look that names persons is open without a right; what asks for none is told."""

from __future__ import annotations

import ast

import pytest

from rehabdesk.domain.codes import Right
from tests.doors import House, Key, doors_of, read_house

NAMES_NOBODY = (
    "activities.kinds.delivered_kinds activities.kinds.kinds_by_code activities.kinds.read_kinds"
    " activities.totals.check_totals allowances.terms.kept_terms"
    " decisions.wording.sample.draw_sample decisions.wording.sample.list_fields"
    " decisions.wording.sample.view_forms follow_up.periods.follow_up_every"
    " importing.reading.look_at_table indicators.answers.catalogue journal.looks.check_journal"
    " law.calendar_days.change_by law.calendar_days.list_days law.calendar_days.list_years"
    " law.contact_days.contact_days law.moving.with_day law.moving.with_table"
    " law.moving.with_value law.moving.without_day law.moving.without_table"
    " law.moving.without_value law.packs.preview_pack law.regimes.list_regimes"
    " law.setting_deadlines.list_deadlines_by_law law.signed_copies.copy_days"
    " law.test_days.habits_of_tests lists.pasting.look_at_hamlets offices.is_upper_office"
    " offices.list_books offices.list_hamlets offices.list_profiles offices.lock_after"
    " offices.profile_on reports.layouts.all_layouts reports.layouts.layout_of"
    " reports.layouts.list_layouts reports.reading.is_upper_office rights.bound.is_bound_to_team"
    " safekeeping.clock.clock_warning safekeeping.sheet.sheet_place supports.days.support_days"
    " teams.roster.list_hamlets upward.settings.names_basis finding.count_persons_found"
)
OPEN = {
    "it names nobody": NAMES_NOBODY,
    "colleagues and signers, whom every paper and the sign-in page name": (
        "offices.list_signers users.list_users"
    ),
    "one's own drafts, lists and lines of the trail": (
        "drafts.drop_draft drafts.keep_draft drafts.read_draft journal.looks.read_journal"
        " journal.looks.this_week lists.layouts.drop_filter lists.layouts.keep_filter"
        " lists.layouts.keep_layout lists.layouts.list_filters lists.layouts.read_layouts"
    ),
    "which files are open where, by their numbers": (
        "together.coming_in.tidy_up together.news.listen together.presence.be_at"
    ),
    "several at once, each by an act that asks": (
        "bin.throwing.bring_all_back bin.throwing.throw_all_away decisions.recording.undo_numbers"
        " decisions.runs.bring_drafts_back decisions.runs.discard_drafts"
        " decisions.runs.mark_all_signed decisions.runs.take_back_all"
        " decisions.runs.unmark_all_signed rows.turning_back.remembering"
    ),
    "what time moves, whoever signs in": "course.standings.refresh_standings",
    "whoever made the sheet says where it lies": "safekeeping.sheet.note_sheet_place",
}
_EXCUSED = {name for several in OPEN.values() for name in several.split()}


@pytest.fixture(scope="module")
def house() -> House:
    return read_house()


@pytest.fixture(scope="module")
def doors(house: House) -> dict[Key, str]:
    return doors_of(house)


def named(key: Key) -> str:
    return f"{key[0].removeprefix('rehabdesk.services.')}.{key[1]}"


def test_every_act_and_look_of_the_services_asks_for_a_right(doors: dict[Key, str]) -> None:
    services = {key: right for key, right in doors.items() if ".services." in key[0]}
    assert len(services) > 400
    open_ones = {named(key) for key, right in services.items() if not right}
    assert sorted(open_ones - _EXCUSED) == []


def test_an_excuse_that_is_needed_no_more_goes(doors: dict[Key, str]) -> None:
    open_ones = {named(key) for key, right in doors.items() if not right}
    assert sorted(_EXCUSED - open_ones) == []


def test_an_act_that_records_asks_whatever_is_excused(house: House, doors: dict[Key, str]) -> None:
    """A function that writes a line of the trail may be open to all for few reasons only."""
    excused = {
        "course.standings.refresh_standings",
        "safekeeping.sheet.note_sheet_place",
    }
    recording = set()
    for key, right in doors.items():
        body = house.functions[key].body
        if not right and any("work.record(" in _text(statement) for statement in body):
            recording.add(named(key))
    assert recording == excused


def test_the_rights_asked_for_are_those_there_are(doors: dict[Key, str]) -> None:
    known = {right.name for right in Right}
    plain = {part for right in doors.values() for part in right.split(" or ") if part.isupper()}
    assert plain <= known
    assert {"READ_FILES", "KEEP_FILES", "OWN_TEAM", "CONSOLIDATE", "READ_TESTS"} <= plain


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("people.one_file.read_file", "READ_FILES"),
        ("activities.recording.record_activity", "KEEP_TEAM or OWN_TEAM"),
        ("activities.tips.read_giver", "READ_SOURCES"),
        ("users.list_serving", "KEEP_USERS"),
        ("finding.find_everything", "READ_FILES"),  # answers nothing without it
        ("bin.throwing.throw_away", "by its kind"),
        ("teams.roster.read_roster", "READ_FILES or OWN_TEAM"),
    ],
)
def test_the_right_of_a_door_is_read_off_it(doors: dict[Key, str], name: str, right: str) -> None:
    assert {named(key): asked for key, asked in doors.items()}[name] == right


def _text(statement: ast.stmt) -> str:
    return ast.unparse(statement)
