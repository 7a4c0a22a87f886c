"""A form's every field worded for one paper: what is derived, what is proposed, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

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
    who_is_in_charge,
)
from rehabdesk.services.decisions.wording.memory import remembered_values
from rehabdesk.services.decisions.wording.office import assignee_text, copy_values, paper_values
from rehabdesk.services.decisions.wording.people import closer_values, person_values
from rehabdesk.services.decisions.wording.tables import follow_rows, managed_list, team_members
from rehabdesk.services.decisions.wording.values import Concern, Signing, Subject, Wording
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts, choice, profile_on

LETTERHEAD = "letterhead"  # the office's choice for a form, under letterhead:<id of the form>

__all__ = ["assignee_text", "completed", "word"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all papers of an order say alike, read once for all of them."""

    form: Form
    symbol: str
    profile: ProfileFacts
    always: Mapping[str, str]  # in the place of what is derived
    proposed: Mapping[str, str]  # where nothing is derived
    lists: Mapping[str, Sequence[str]]
    counted: Mapping[str, str]
    remembered: Mapping[str, str]


def shared_words(work: Work, form: Form, day: date, symbol: str) -> Shared:
    profile = profile_on(work, day)
    always = {"province_committee_name": ""} if _is_commune_only(work, form) else {}
    if form.reprint_only:
        always |= copy_values(work)
    lists, counted = _known_lists(work, form, day)
    derived = paper_values(profile, Signing(day, symbol, None), ()).keys() | always.keys()
    is_asking = not form.fields.paper <= derived | form.fields.wholes.keys()
    is_listing = bool(form.fields.lists - lists.keys() - {"helper_names"})
    remembered = remembered_values(work, form.id) if is_asking or is_listing else {}
    proposed: dict[str, str] = {}
    if is_asking:
        proposed = paper_proposals(work, profile, form.purpose, day) | paper_history(work)
        if "vteam_old_decision_number" in form.fields.paper:
            proposed |= _team_of(work, proposed, day)
        proposed |= remembered
    said = {name: text for name, text in proposed.items() if text}
    return Shared(form, symbol, profile, always, said, lists, counted, remembered)


def _team_of(work: Work, proposed: Mapping[str, str], day: date) -> dict[str, str]:
    """Name the decision a team stands by, where it was entered by number and day alone."""
    if proposed.get("vteam_old_decision_number"):
        return {}
    from rehabdesk.services.teams.listed import founding_words

    return founding_words(work, day)


def word(work: Work, shared: Shared, subject: Subject) -> Wording:
    """Word everything this form asks for."""
    form = shared.form
    persons = tuple(_person(work, form, subject, each) for each in subject.concerns)
    if "follow_rows" in form.fields.lists and len(subject.concerns) == 1:
        met = follow_rows(work, subject.concerns[0].person.id, subject.signing.planned_on)
        shared = replace(shared, lists={**shared.lists, "follow_rows": met})
    lists, counted = _lists(shared, subject)
    values = _paper(work, shared, subject) | counted
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


def _paper(work: Work, shared: Shared, subject: Subject) -> dict[str, str]:
    values = paper_values(shared.profile, subject.signing, subject.in_charge)
    values.update(shared.always)
    if shared.form.purpose == FOLLOW_UP_SHEET and not subject.assignees:
        persons = [each.person.id for each in subject.concerns]
        named = who_is_in_charge(work, persons, subject.signing.planned_on)
        values["helper_name_unit"] = "; ".join(named[each] for each in persons if each in named)
    return {**shared.proposed, **values}


def _is_commune_only(work: Work, form: Form) -> bool:
    usual = form.letterhead
    if usual not in {LetterheadKind.PARENT_AND_COMMUNE, LetterheadKind.COMMUNE_ONLY}:
        return False
    chosen = choice(work, f"{LETTERHEAD}:{form.id}", usual.value)
    return bool(chosen == LetterheadKind.COMMUNE_ONLY)


def _person(work: Work, form: Form, subject: Subject, concern: Concern) -> dict[str, str]:
    day = subject.signing.planned_on
    if form.purpose != POST_REHAB and concern.term_start is None:
        start, end = concern.runs
        concern = replace(concern, term_start=start, term_end=end)
    values = person_values(concern, day)
    lacking = form.fields.person - values.keys()
    if not lacking:
        return values
    found = closer_values(concern)
    if lacking - found.keys():
        found |= person_history(work, concern, lacking)
    if lacking - found.keys():
        found |= person_proposals(concern, day)
    return {**found, **values}


def _known_lists(
    work: Work, form: Form, day: date
) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    """Return the lists the records know, and what is counted in them."""
    lists: dict[str, Sequence[str]] = {}
    counted: dict[str, str] = {}
    if "vteam_members" in form.fields.lists:
        lists["vteam_members"] = team_members(work, day)
    if "list_rows" in form.fields.lists:
        lists["list_rows"], counted = managed_list(work, day)
    return lists, counted


def _lists(shared: Shared, subject: Subject) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    """Return the lists a form prints, and what is counted in them."""
    lists, counted = dict(shared.lists), dict(shared.counted)
    wanted = shared.form.fields.lists
    if "helper_names" in wanted:
        lists["helper_names"] = tuple(assignee_text(each) for each in subject.assignees)
    for name in wanted:
        kept = shared.remembered.get(name) if name not in lists else None
        said = subject.typed.get(name, kept)
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
