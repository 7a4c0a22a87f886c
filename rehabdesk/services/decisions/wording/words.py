"""A form's every field worded for one paper: what is derived, what is proposed, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rehabdesk.domain.forms.field import Vocabulary
from rehabdesk.domain.forms.form import Form, LetterheadKind
from rehabdesk.domain.regime import FOLLOW_UP_SHEET, POST_REHAB
from rehabdesk.domain.text import upper
from rehabdesk.domain.wording import count
from rehabdesk.services.decisions.wording.asked import (
    paper_proposals,
    person_proposals,
)
from rehabdesk.services.decisions.wording.history import (
    paper_history,
    person_history,
    present_helpers,
)
from rehabdesk.services.decisions.wording.memory import remembered_values
from rehabdesk.services.decisions.wording.office import assignee_text, copy_values, paper_values
from rehabdesk.services.decisions.wording.people import closer_values, person_values
from rehabdesk.services.decisions.wording.tables import managed_list, team_members
from rehabdesk.services.decisions.wording.values import Concern, Subject, Wording
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, profile_on

LETTERHEAD = "letterhead"  # the office's choice for a form, under letterhead:<id of the form>

__all__ = ["assignee_text", "completed", "word"]


def word(work: Work, form: Form, subject: Subject) -> Wording:
    """Word everything this form asks for."""
    persons = tuple(_person(work, form, subject, each) for each in subject.concerns)
    lists, counted = _lists(work, form, subject)
    values = _paper(work, form, subject) | counted
    if len(persons) == 1:
        values = {**persons[0], **values}
    typed = {name: text for name, text in subject.typed.items() if name not in lists}
    wording = Wording(_derived({**values, **typed}, typed), persons, lists)
    return completed(form, wording, work.resources.fields)


def completed(form: Form, wording: Wording, vocabulary: Vocabulary) -> Wording:
    """Leave open what is asked and was never said; a paper kept by an older program lacks it."""
    proposed = {name: vocabulary[name].default for name in form.fields.all if name in vocabulary}
    paper = {name: proposed.get(name, "") for name in form.fields.paper}
    person = {name: proposed.get(name, "") for name in form.fields.person}
    lists: dict[str, Sequence[str]] = dict.fromkeys(form.fields.lists, ())
    return Wording(
        {**paper, **wording.values},
        [{**person, **facts} for facts in wording.persons],
        {**lists, **wording.lists},
    )


def _paper(work: Work, form: Form, subject: Subject) -> dict[str, str]:
    day = subject.signing.planned_on
    profile = profile_on(work, day)
    values = paper_values(profile, subject.signing, subject.assignees)
    if _is_commune_only(work, form):
        values["province_committee_name"] = ""
    if form.reprint_only:
        values |= copy_values(work)
    if form.fields.paper <= {*values, *form.fields.wholes}:
        return values
    asked = paper_proposals(work, profile, form.purpose, day) | paper_history(work)
    asked |= remembered_values(work, form.id)
    if form.purpose == FOLLOW_UP_SHEET and not subject.assignees:
        named = [present_helpers(work, each.person.id) for each in subject.concerns]
        values["helper_name_unit"] = "; ".join(filter(None, named))
    return {**{name: text for name, text in asked.items() if text}, **values}


def _is_commune_only(work: Work, form: Form) -> bool:
    usual = form.letterhead
    if usual not in {LetterheadKind.PARENT_AND_COMMUNE, LetterheadKind.COMMUNE_ONLY}:
        return False
    chosen = choice(work, f"{LETTERHEAD}:{form.id}", usual.value)
    return bool(chosen == LetterheadKind.COMMUNE_ONLY)


def _person(work: Work, form: Form, subject: Subject, concern: Concern) -> dict[str, str]:
    day = subject.signing.planned_on
    episode = concern.episode
    if form.purpose != POST_REHAB and concern.term_start is None and episode is not None:
        concern = replace(concern, term_start=episode.term_start, term_end=episode.term_end)
    values = person_values(concern, day)
    lacking = form.fields.person - values.keys()
    if not lacking:
        return values
    found = closer_values(concern)
    if lacking - found.keys():
        found |= person_history(work, concern)
    if lacking - found.keys():
        found |= person_proposals(concern, day)
    return {**found, **values}


def _lists(
    work: Work, form: Form, subject: Subject
) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    """Return the lists a form prints, and what is counted in them."""
    day = subject.signing.planned_on
    lists: dict[str, Sequence[str]] = {}
    counted: dict[str, str] = {}
    if "helper_names" in form.fields.lists:
        lists["helper_names"] = tuple(assignee_text(each) for each in subject.assignees)
    if "vteam_members" in form.fields.lists:
        lists["vteam_members"] = team_members(work, day)
    if "list_rows" in form.fields.lists:
        lists["list_rows"], totals = managed_list(work, day)
        counted |= totals
    kept = remembered_values(work, form.id) if form.fields.lists - lists.keys() else {}
    for name in form.fields.lists:
        said = subject.typed.get(name, kept.get(name) if name not in lists else None)
        if said is not None:
            lists[name] = tuple(line for line in said.split("\n") if line.strip())
    if "vteam_members" in lists:
        members = len(lists["vteam_members"])
        counted["vteam_member_count"] = count(members) if members else ""
    return lists, counted


def _derived(values: dict[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Let what hangs on a typed value follow it."""
    for name in ("notice_sender", "vteam_name"):
        if values.get(name) and f"{name}_upper" not in typed:
            values[f"{name}_upper"] = upper(values[name])
    return values
