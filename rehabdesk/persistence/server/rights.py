"""Which tables each role may write, as the server is told it.

Every right names the tables its acts write; a role may write those of its rights, and whoever
signs in those of `EVERYBODY`. Each act of the tests is held to the tables of the rights it asks
for (`tests/writes.py`), so that the server refuses nothing the program allows, and no more is
open than the acts need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import rehabdesk.domain.records.reporting
import rehabdesk.domain.records.teamwork
import rehabdesk.domain.records.together  # noqa: F401 -- mapped by being read
from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.domain.records import Entity

SEARCH = "person_search"  # made by a migration, and no record's
EVERY_TABLE = frozenset({*Entity.metadata.tables, SEARCH})

# The trail, one's own drafts and lists, who is where; and what every sign-in brings up to date:
# where files stand, the index of the search, what has lain in the bin too long.
EVERYBODY = frozenset(
    {"audit_entry", "form_draft", "list_layout", "saved_filter", "open_file", "act_receipt"}
    | {"standing", SEARCH, "bin_item", "office_setting"}
)
_PAPERS = frozenset(
    {"decision", "decision_assignee", "decision_link", "decision_person", "stored_file"}
)
_FILES = frozenset(
    {"person", "person_name", "identity_paper", "residence", "relative", "contact_point"}
    | {"person_distinct", "person_merge", "case_file", "episode", "case_event", "flag"}
    | {"contact", "contact_person", "pledge", "support", "support_fact", "assignment", "transfer"}
    | {"remembered_value"}
)
# An import taken back takes along the hamlets and organisations it brought.
_IMPORTS = frozenset({"import_batch", "import_mapping", "import_row", "hamlet", "organisation"})
# Other tables that name a person: two files made one, and one thrown away, take them along.
_NAMING = frozenset(
    {"body_test", "body_test_fact", "care_group", "care_group_member", "care_model_person"}
    | {"counselling_visit", "delivery", "survey_finding"}
)
_BODIES = frozenset(
    {"volunteer_team", "team_member", "team_area", "team_paper", "care_group"}
    | {"care_group_member", "volunteer"}
)
_ACTIVITIES = frozenset(
    {"activity", "activity_attendance", "activity_figure", "activity_total", "month_count"}
)
_REPORTS = frozenset({"report", "report_member", "report_product", "stored_file"})
_PLANS = frozenset({"plan", "plan_target", "report_layout", "typed_figure"})

WRITES: Mapping[Right, frozenset[str]] = {
    Right.READ_FILES: frozenset({"flag"}),
    Right.KEEP_FILES: _FILES | _PAPERS | _NAMING | _IMPORTS,
    Right.DRAFT_DECISIONS: _PAPERS
    | {"assignment", "delivery", "document_book", "remembered_value", "task_note"},
    Right.NUMBER_DECISIONS: _PAPERS
    | _BODIES
    | {"assignment", "episode", "case_event", "delivery", "number_correction", "number_gap"},
    Right.KEEP_VOLUNTEERS: _IMPORTS | {"volunteer"},
    Right.KEEP_TEAM: _BODIES
    | _ACTIVITIES
    | {"activity_kind", "allowance_line", "allowance_list", "area_status", "care_model"}
    | {"care_model_member", "care_model_person", "care_model_review", "commendation"}
    | {"counselling_visit", "survey_finding", "survey_round", "tip", "tip_giver"}
    | {"pledge", "stored_file", "remembered_value"},
    Right.READ_SOURCES: frozenset(),
    Right.EXPORT_LISTS: frozenset({"clerk_handover", "stored_file"}),
    Right.KEEP_OFFICE: frozenset(
        {"office_profile", "signer", "document_book", "hamlet", "legal_pack", "deadline_rule"}
        | {"calendar_day", "wording_override", "stored_file"}
    ),
    Right.KEEP_USERS: frozenset({"office_user"}),
    Right.KEEP_BACKUPS: frozenset(),
    Right.ERASE_FOR_GOOD: frozenset(),
    Right.READ_TESTS: frozenset({"body_test", "body_test_fact", "stored_file"}),
    Right.KEEP_REPORTS: _REPORTS | _PLANS,
    Right.REOPEN_REPORTS: frozenset({"report"}),
    Right.CONSOLIDATE: _REPORTS
    | {"received_package", "received_figure", "received_member", "reporting_unit", "clash_answer"},
    Right.OWN_TEAM: _ACTIVITIES
    | {"contact", "contact_person", "pledge", "remembered_value", "stored_file"},
}

# What is read by those alone to whom an administrator gives it, user by user.
APART: Mapping[Right, frozenset[str]] = {
    Right.READ_TESTS: frozenset({"body_test", "body_test_fact"}),
    Right.READ_SOURCES: frozenset({"tip_giver"}),
}
# That there is somebody is no secret, and whoever writes a tip down writes from whom it came.
TOLD_OF: Mapping[str, tuple[str, ...]] = {"tip_giver": ("id", "tip_id")}


def tables_of(rights: Iterable[Right]) -> frozenset[str]:
    """Name what whoever has these rights may write."""
    return EVERYBODY.union(*(WRITES[right] for right in rights))


def _tables_of_role(role: Role) -> frozenset[str]:
    """Name what a role may write; sensitive parts may be given to any user but a team leader."""
    sensitive = () if role is Role.TEAM_LEADER else SENSITIVE
    return EVERY_TABLE if role is Role.ADMINISTRATOR else tables_of({*RIGHTS[role], *sensitive})


WRITES_OF: Mapping[Role, frozenset[str]] = {role: _tables_of_role(role) for role in Role}
