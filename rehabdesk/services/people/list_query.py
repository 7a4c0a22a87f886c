"""The questions behind every list of persons: what a line shows, who stands in it, and where."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, CaseState, ContactKind, PaperStatus
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import UNNUMBERED, Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.office import Hamlet, User
from rehabdesk.domain.records.person import (
    ContactPoint,
    IdentityPaper,
    Person,
    PersonName,
    Relative,
    Residence,
)
from rehabdesk.domain.records.tasks import Flag
from rehabdesk.domain.records.volunteer import Organisation, Volunteer

_today = bindparam("today", type_=Date)

# Told as more than the bare column, so that the database begins with the person's few papers
# and not with all papers of a status.
_status = func.coalesce(Decision.status, literal(PaperStatus.DRAFTING, Decision.status.type))

_open_paper = (
    select(func.min(DecisionPerson.decision_id))
    .join(DecisionPerson.decision)
    .where(DecisionPerson.person_id == Person.id, _status.in_(UNNUMBERED))
    .correlate(Person)
    .scalar_subquery()
)
_is_present = or_(Assignment.until_on.is_(None), Assignment.until_on >= _today)
_present_helper = (
    select(func.coalesce(Volunteer.full_name, Organisation.name))
    .select_from(Assignment)
    .outerjoin(Assignment.volunteer)
    .outerjoin(Assignment.organisation)
    .where(Assignment.person_id == Person.id, _is_present, Assignment.role.in_(IN_CHARGE))
    .order_by(Assignment.role != AssignmentRole.HELPER, Assignment.from_on)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_awaited_helper = (
    select(func.coalesce(Volunteer.full_name, Organisation.name))
    .select_from(DecisionPerson)
    .join(DecisionPerson.decision)
    .join(DecisionAssignee, DecisionAssignee.decision_id == Decision.id)
    .outerjoin(Volunteer, Volunteer.id == DecisionAssignee.volunteer_id)
    .outerjoin(Organisation, Organisation.id == DecisionAssignee.organisation_id)
    .where(
        DecisionPerson.person_id == Person.id,
        _status.in_(UNNUMBERED[1:]),
        DecisionAssignee.role.in_(IN_CHARGE),
    )
    .order_by(DecisionAssignee.role != AssignmentRole.HELPER, Decision.id.desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_other_names = (
    select(func.aggregate_strings(PersonName.name, ", "))
    .where(PersonName.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
_number = (
    select(IdentityPaper.number)
    .where(IdentityPaper.person_id == Person.id)
    .order_by(IdentityPaper.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)

# Made once: putting a statement together costs more than carrying it out for a few persons.
PERSONS: Select[*tuple[Any, ...]] = (
    select(
        Person.id,
        CaseFile.code,
        Person.full_name,
        Person.name_order,
        Person.birth,
        Person.sex,
        Hamlet.name.label("hamlet"),
        Person.hamlet_id,
        Person.is_left_out_of_lists,
        Standing.state,
        Standing.term_start,
        Standing.term_end,
        Episode.kind,
        Episode.completes_on,
        Episode.rehab_ordinal,
        Decision.status.label("paper_status"),
        Decision.purpose.label("paper_purpose"),
        func.coalesce(_present_helper, "").label("present"),
        func.coalesce(_awaited_helper, "").label("awaited"),
        func.coalesce(_other_names, "").label("other_names"),
        func.coalesce(_number, "").label("number"),
    )
    .select_from(Person)
    .join(CaseFile, CaseFile.person_id == Person.id)
    .outerjoin(Person.hamlet)
    .outerjoin(Standing, and_(Standing.person_id == Person.id, Standing.is_current))
    .outerjoin(Episode, Episode.id == Standing.episode_id)
    .outerjoin(Decision, Decision.id == _open_paper)
    .order_by(Person.id)  # as they lie in the file: every page of it is read and decrypted once
)
PERSONS_BY_ID = PERSONS.where(Person.id.in_(bindparam("ids", expanding=True)))

# What the list is counted, filtered and sorted by, without reading its lines.
FILES: Select[int] = select(CaseFile.person_id.label("id")).outerjoin(
    Standing, and_(Standing.person_id == CaseFile.person_id, Standing.is_current)
)
FOLLOWED_FILES: Select[int] = select(Standing.person_id.label("id")).where(
    Standing.is_current, Standing.is_followed
)
PERSONS_OF_FILES = FILES.join(Person, Person.id == CaseFile.person_id).outerjoin(
    Episode, Episode.id == Standing.episode_id
)
state_today = func.coalesce(Standing.state, literal(CaseState.NONE, Standing.state.type))
helper_today = func.coalesce(_present_helper, _awaited_helper)
AWAITS_NUMBER = and_(_present_helper.is_(None), helper_today.is_not(None))


class By(StrEnum):
    """What the list may be sorted by."""

    NAME = auto()
    BIRTH = auto()
    HAMLET = auto()
    STATE = auto()
    TERM = auto()
    HELPER = auto()
    NEXT_STEP = auto()
    DUE = auto()
    CODE = auto()
    NUMBER = auto()
    OTHER_NAMES = auto()
    ORDINAL = auto()
    FORMER = auto()
    PHONE = auto()
    DRUGS = auto()
    EMPLOYMENT = auto()
    COMPLETENESS = auto()
    FLAG = auto()
    CLERK = auto()


phone = (
    select(ContactPoint.value)
    .where(ContactPoint.person_id == Person.id, ContactPoint.kind == ContactKind.PHONE)
    .order_by(ContactPoint.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
former_commune = (
    select(Hamlet.former_commune)
    .where(Hamlet.id == Person.hamlet_id)
    .correlate(Person)
    .scalar_subquery()
)
clerk = (
    select(User.full_name)
    .join(CaseFile, CaseFile.clerk_id == User.id)
    .where(CaseFile.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
_user = bindparam("user", type_=Integer)
flagged_on = (
    select(Flag.on)
    .where(Flag.person_id == Person.id, Flag.user_id == _user)
    .correlate(Person)
    .scalar_subquery()
)
flag_word = (
    select(Flag.word)
    .where(Flag.person_id == Person.id, Flag.user_id == _user)
    .correlate(Person)
    .scalar_subquery()
)


def _kept(*facts: ColumnElement[bool]) -> ColumnElement[int]:
    """Count which of these facts a file holds."""
    return sum((case((fact, 1), else_=0) for fact in facts[1:]), case((facts[0], 1), else_=0))


# Which of the fields a complete file holds are filled in (F20).
filled = _kept(
    Person.sex.is_not(None),
    Person.birth.is_not(None),
    exists().where(IdentityPaper.person_id == Person.id).correlate(Person),
    exists().where(Residence.person_id == Person.id).correlate(Person),
    Person.hamlet_id.is_not(None),
    Person.occupation != "",
    Person.workplace != "",
    Person.education != "",
    exists().where(Relative.person_id == Person.id).correlate(Person),
    exists().where(ContactPoint.person_id == Person.id).correlate(Person),
)

_helped = case(
    (_present_helper.is_not(None), 3), (AWAITS_NUMBER, 2), (Standing.is_followed, 1), else_=0
)
ORDERS: dict[By, tuple[ColumnElement[Any], ...]] = {
    By.NAME: (Person.name_order.expression,),
    By.BIRTH: (func.substr(func.coalesce(Person.birth, ""), 1, 4),),
    By.STATE: (case({state: state.label for state in CaseState}, value=state_today),),
    By.TERM: (Standing.term_end.is_(None), Standing.term_end.expression),
    By.HELPER: (_helped, helper_today),
    By.CODE: (CaseFile.code.expression,),
    By.NUMBER: (func.coalesce(_number, ""),),
    By.OTHER_NAMES: (func.coalesce(_other_names, ""),),
    By.ORDINAL: (func.coalesce(Episode.rehab_ordinal, 0),),
    By.FORMER: (func.coalesce(former_commune, ""),),
    By.PHONE: (func.coalesce(phone, ""),),
    By.DRUGS: (Person.drugs.expression,),
    By.EMPLOYMENT: (Person.employment.is_(None), Person.employment.expression),
    By.COMPLETENESS: (filled,),
    By.FLAG: (flagged_on.is_(None), flagged_on),
    By.CLERK: (func.coalesce(clerk, ""),),
}
_is_in_charge = and_(_is_present, Assignment.role.in_(IN_CHARGE))
_awaited = (
    select(func.coalesce(Volunteer.full_name, Organisation.name))
    .select_from(Decision)
    .join(DecisionAssignee, DecisionAssignee.decision_id == Decision.id)
    .outerjoin(Volunteer, Volunteer.id == DecisionAssignee.volunteer_id)
    .outerjoin(Organisation, Organisation.id == DecisionAssignee.organisation_id)
    .where(Decision.status.in_(UNNUMBERED[1:]), DecisionAssignee.role.in_(IN_CHARGE))
)
HELPERS = union(
    select(Volunteer.full_name).where(
        exists().where(Assignment.volunteer_id == Volunteer.id, _is_in_charge)
    ),
    select(Organisation.name).where(
        exists().where(Assignment.organisation_id == Organisation.id, _is_in_charge)
    ),
    _awaited,
)
