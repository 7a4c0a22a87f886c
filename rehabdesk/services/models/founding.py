"""A model founded, put right, ended; its members and the persons it helps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.models import CareModel, CareModelMember, CareModelPerson
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.models.facts import (
    MODEL_LABELS,
    BeforeJoining,
    BeforeTheModel,
    DayInFuture,
    DayRequired,
    InTheModel,
    LeftAlready,
    MemberFacts,
    ModelFacts,
    ModelGone,
    ModelIsOver,
    ModelPaperRequired,
    NameRequired,
    NobodyNamed,
    ReasonRequired,
)
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_persons_open
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.changes import Changes, Made

_NUMBER = re.compile(r"(\d+)([a-zđ]?)/([^\s,;]+)")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


# Acts


def found_model(work: Work, facts: ModelFacts) -> Made:
    """Write down a model; its paper is linked where it is one of our book."""
    work.require(Right.KEEP_TEAM)
    model = CareModel()
    changes = Changes(work)
    _write(work, model, facts)
    changes.make(model)
    work.record("care_model.founded", model, name=model.name, on=model.from_on)
    return Made(model.id, f"ghi mô hình {model.name}", changes.kept())


def correct_model(work: Work, model_id: int, version: int, facts: ModelFacts) -> Made:
    work.require(Right.KEEP_TEAM)
    model = find_model(work, model_id)
    require_version(model, version, Sides(work, facts_of(model), facts, MODEL_LABELS))
    changes = Changes(work)
    changes.note(model)
    _write(work, model, facts)
    work.record("care_model.corrected", model, name=model.name)
    return Made(model.id, f"sửa mô hình {model.name}", changes.kept())


def end_model(work: Work, model_id: int, on: date | None, reason: str, paper: str = "") -> Made:
    """End a model; its members and persons serve and are helped to that day."""
    work.require(Right.KEEP_TEAM)
    model = find_model(work, model_id)
    day = require_day(work, model, on)
    if not clean(reason):
        raise ReasonRequired
    changes = Changes(work)
    changes.note(model)
    model.until_on, model.end_reason, model.end_paper = day, clean(reason), clean(paper)
    for each in _lines(model):
        if each.until_on is None:
            changes.note(each)
            each.until_on = max(day, each.from_on)
    work.record("care_model.ended", model, name=model.name, on=day, reason=clean(reason))
    return Made(model.id, f"dừng mô hình {model.name}", changes.kept())


def reopen_model(work: Work, model_id: int) -> Made:
    """Take the end of a model back; who was ended with it that day serves again."""
    work.require(Right.KEEP_TEAM)
    model = find_model(work, model_id)
    changes = Changes(work)
    changes.note(model)
    for each in _lines(model):
        if each.until_on is not None and each.until_on == model.until_on:
            changes.note(each)
            each.until_on = None
    model.until_on, model.end_reason, model.end_paper = None, "", ""
    work.record("care_model.reopened", model, name=model.name)
    return Made(model.id, f"bỏ ghi dừng mô hình {model.name}", changes.kept())


def add_members(work: Work, model_id: int, members: Sequence[MemberFacts], on: date | None) -> Made:
    work.require(Right.KEEP_TEAM)
    model = find_model(work, model_id)
    day = require_day(work, model, on)
    serving = {(each.volunteer_id, each.full_name) for each in model.members if not each.until_on}
    joining = [_named(work, each) for each in members]
    if not joining:
        raise NobodyNamed
    if again := [name for who, name, _ in joining if (who, name) in serving]:
        raise InTheModel(again)
    changes = Changes(work)
    for volunteer_id, name, role in joining:
        changes.make(
            CareModelMember(
                model=model, volunteer_id=volunteer_id, full_name=name, role=role, from_on=day
            )
        )
    work.record("care_model.members_joined", model, name=model.name, on=day)
    return Made(model.id, f"thêm thành viên mô hình {model.name}", changes.kept())


def release_member(work: Work, member_id: int, on: date | None) -> Made:
    """Note the last day of a member, who stays in the history of the model."""
    work.require(Right.KEEP_TEAM)
    member = work.session.get(CareModelMember, member_id)
    if member is None:
        raise ModelGone
    changes = Changes(work)
    changes.note(member)
    member.until_on = _last_day(work, member, on)
    work.record("care_model.member_left", member.model, who=member.full_name, on=on)
    return Made(member.model_id, f"ghi thôi thành viên {member.full_name}", changes.kept())


def add_persons(
    work: Work, model_id: int, person_ids: Sequence[int], on: date | None, words: str = ""
) -> Made:
    """Let a model look after persons with files from a day on."""
    work.require(Right.KEEP_TEAM)
    model = find_model(work, model_id)
    day = require_day(work, model, on)
    wanted = tuple(dict.fromkeys(person_ids))
    if not wanted:
        raise NobodyNamed
    require_persons_open(work, wanted)
    there = {each.person_id for each in model.persons if each.until_on is None}
    if again := there & set(wanted):
        names = Names(work)
        found = work.session.scalars(select(Person).where(Person.id.in_(again)))
        raise InTheModel([names.of(each.id, each.full_name, each.birth) for each in found])
    changes = Changes(work)
    for person_id in wanted:
        changes.make(
            CareModelPerson(model=model, person_id=person_id, from_on=day, words=clean(words))
        )
    work.record("care_model.persons_joined", model, name=model.name, on=day, count=len(wanted))
    return Made(model.id, f"thêm {len(wanted)} người vào {model.name}", changes.kept())


def release_person(work: Work, line_id: int, on: date | None, words: str = "") -> Made:
    work.require(Right.KEEP_TEAM)
    line = work.session.get(CareModelPerson, line_id)
    if line is None:
        raise ModelGone
    require_persons_open(work, (line.person_id,))
    changes = Changes(work)
    changes.note(line)
    line.until_on = _last_day(work, line, on)
    line.words = clean(words) or line.words
    work.record("care_model.person_left", line.model, person=line.person_id, on=on)
    return Made(line.model_id, f"ghi một người ra khỏi {line.model.name}", changes.kept())


def remove_line(work: Work, line_id: int, *, is_member: bool) -> Made:
    """Take out a line that was typed by mistake."""
    work.require(Right.KEEP_TEAM)
    record = CareModelMember if is_member else CareModelPerson
    line = work.session.get(record, line_id)
    if not isinstance(line, CareModelMember | CareModelPerson):
        raise ModelGone
    model = line.model
    changes = Changes(work)
    changes.remove(line)
    work.record("care_model.line_removed", model, name=model.name)
    return Made(model.id, f"bỏ một dòng của {model.name}", changes.kept())


# What acts share


def find_model(work: Work, model_id: int) -> CareModel:
    model = work.session.get(CareModel, model_id)
    if model is None:
        raise ModelGone
    return model


def facts_of(model: CareModel) -> ModelFacts:
    return ModelFacts(
        model.kind,
        model.name,
        model.from_on,
        model.paper,
        model.hamlet_id,
        model.place,
        model.is_pilot,
        model.criterion,
        model.note,
    )


def require_day(work: Work, model: CareModel, on: date | None) -> date:
    """Return a day the model was there, not after today."""
    if on is None:
        raise DayRequired
    if on > work.today:
        raise DayInFuture(work.today)
    if model.until_on is not None:
        raise ModelIsOver(model.until_on)
    if on < model.from_on:
        raise BeforeTheModel(model.from_on)
    return on


def _write(work: Work, model: CareModel, facts: ModelFacts) -> None:
    if not clean(facts.name):
        raise NameRequired
    if facts.on is None:
        raise DayRequired
    if facts.on > work.today:
        raise DayInFuture(work.today)
    if not clean(facts.paper):
        raise ModelPaperRequired
    model.kind, model.name, model.from_on = facts.kind, clean(facts.name), facts.on
    model.paper = clean(facts.paper)
    model.decision_id = _own_decision(work, model.paper)
    model.hamlet_id, model.place = facts.hamlet_id, clean(facts.place)
    model.is_pilot, model.criterion = facts.is_pilot, clean(facts.criterion)
    model.note = clean_lines(facts.note)


def _own_decision(work: Work, paper: str) -> int | None:
    """Find the paper of our book by its number, and by its year where the words tell it."""
    told = _NUMBER.search(paper)
    if told is None:
        return None
    day = _DAY.search(paper)
    asked = select(Decision).where(
        Decision.number == int(told[1]), Decision.number_suffix == told[2]
    )
    if day is not None:
        asked = asked.where(Decision.year == int(day[3]))
    found = [each for each in work.session.scalars(asked) if each.book.symbol == told[3]]
    return found[0].id if len(found) == 1 else None


def _named(work: Work, member: MemberFacts) -> tuple[int | None, str, str]:
    name = clean(member.full_name)
    if member.volunteer_id is not None:
        name = work.session.get_one(Volunteer, member.volunteer_id).full_name
    if not name:
        raise NobodyNamed
    return member.volunteer_id, name, clean(member.role)


def _lines(model: CareModel) -> list[CareModelMember | CareModelPerson]:
    return [*model.members, *model.persons]


def _last_day(work: Work, line: CareModelMember | CareModelPerson, on: date | None) -> date:
    if line.until_on is not None:
        raise LeftAlready(line.until_on)
    if on is None:
        raise DayRequired
    if on > work.today:
        raise DayInFuture(work.today)
    if on < line.from_on:
        raise BeforeJoining(line.from_on)
    return on
