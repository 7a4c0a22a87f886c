"""Models of the made-up commune, who came for advice, its areas and a survey half done."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.areas import OwnCriterion, Typed
from rehabdesk.domain.teamwork.codes import (
    AreaState,
    ModelKind,
    ModelState,
    ReferralOutcome,
    SurveyResult,
)
from rehabdesk.services.models.areas import SetStatus, list_areas, set_status
from rehabdesk.services.models.facts import MemberFacts, ModelFacts, Review
from rehabdesk.services.models.founding import add_members, add_persons, found_model
from rehabdesk.services.models.looks import read_choices
from rehabdesk.services.models.reviews import review_model
from rehabdesk.services.models.survey_looks import list_rounds
from rehabdesk.services.models.surveys import Finding, RoundFacts, note_findings, open_round
from rehabdesk.services.models.visits import NoteOutcome, VisitFacts, note_outcome, record_visit
from rehabdesk.services.office import Office, Work
from rehabdesk.services.practice.team import Moment, Told


def model_steps(office: Office, folder: Path) -> Iterator[Moment]:
    """Yield what becomes of models, points, areas and the survey, each with its moment."""
    told = tomllib.loads((folder / "models.toml").read_text("utf-8"))
    for model in told["models"]:
        yield model["at"], partial(_found, office, model)
    for visit in told["visits"]:
        yield visit["at"], partial(_visit, office, visit)
    for area in told["areas"]:
        yield area["at"], partial(_set_area, office, area)
    yield told["round"]["at"], partial(_open, office, told["round"])
    for finding in told["findings"]:
        yield finding["at"], partial(_find, office, finding)


def _on(office: Office, at: datetime) -> Office:
    return replace(office, clock=lambda: at)


def _found(office: Office, told: Told) -> None:
    here = _on(office, told["at"])
    hamlets = {name: one for one, name in here.look(read_choices).hamlets}
    facts = ModelFacts(
        ModelKind[told["kind"].upper()],
        told["name"],
        told["on"],
        told["paper"],
        hamlets[told["hamlet"]] if "hamlet" in told else None,
        told.get("place", ""),
        told.get("is_pilot", False),
        told.get("criterion", ""),
    )
    model_id = here.do(partial(found_model, facts=facts)).result.row_id
    today = told["at"].date()
    members = tuple(
        MemberFacts(each, "", "Thành viên") for each in here.look(partial(_serving, told=told))
    )
    here.do(partial(add_members, model_id=model_id, members=members, on=today))
    if told["persons"]:
        persons = here.look(partial(_persons, names=told["persons"]))
        here.do(partial(add_persons, model_id=model_id, person_ids=persons, on=today))
    for each in told["reviews"]:
        state = ModelState[each["state"].upper()]
        order = Review(model_id, each["year"], state, each["words"], each.get("improved"))
        _on(office, each["at"]).do(partial(review_model, order=order))


def _visit(office: Office, told: Told) -> None:
    here = _on(office, told["at"])
    [(point, _)] = here.look(read_choices).points
    persons = here.look(partial(_persons, names=[told["person"]])) if "person" in told else (None,)
    facts = VisitFacts(
        point,
        told["at"].date(),
        told["need"],
        persons[0],
        told.get("visitor", ""),
        None,
        told["advice"],
        told.get("referred_to", ""),
    )
    visit_id = here.do(partial(record_visit, facts=facts)).result.row_id
    if "outcome" in told:
        on = told["outcome_on"]
        order = NoteOutcome(visit_id, ReferralOutcome[told["outcome"].upper()], on)
        later = datetime.combine(on, told["at"].time())
        _on(office, later).do(partial(note_outcome, order=order))


def _set_area(office: Office, told: Told) -> None:
    here = _on(office, told["at"])
    commune = here.look(partial(list_areas, year=told["year"])).commune
    typed = Typed(
        told["population"],
        told["population_on"],
        told["points"],
        Decimal(told["offenders"].replace(",", ".")),
        told["plants"],
        told["square_metres"],
        own=tuple(OwnCriterion(words, is_met) for words, is_met in told.get("own", ())),
    )
    state, words = AreaState[told["state"].upper()], told.get("words", "")
    order = SetStatus(told["year"], None, commune.version, state, typed, words=words)
    here.do(partial(set_status, order=order))


def _open(office: Office, told: Told) -> None:
    facts = RoundFacts(told["name"], told["on"], told["paper"])
    _on(office, told["at"]).do(partial(open_round, facts=facts))


def _find(office: Office, told: Told) -> None:
    here = _on(office, told["at"])
    [around] = here.look(list_rounds)
    persons = here.look(partial(_persons, names=told["persons"]))
    result = SurveyResult[told["result"].upper()]
    order = Finding(around.id, persons, result, words=told.get("words", ""))
    here.do(partial(note_findings, order=order))


def _persons(work: Work, names: Iterable[str]) -> tuple[int, ...]:
    return tuple(
        work.session.scalars(select(Person.id).filter_by(full_name=name)).one() for name in names
    )


def _serving(work: Work, told: Told) -> tuple[int, ...]:
    return tuple(
        work.session.scalars(select(Volunteer.id).filter_by(full_name=name)).one()
        for name in told["members"]
    )
