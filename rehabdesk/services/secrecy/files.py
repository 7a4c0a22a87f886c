"""Files kept close (F19): read by their clerk and the administrator, without a name to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import and_, or_, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.decision import DecisionPerson
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_bound_to_team

CLOSE = tuple(each for each in Confidentiality if each is not Confidentiality.NORMAL)
_NOBODY: Mapping[int, str] = MappingProxyType({})


class FileKeptClose(Refusal):
    def __init__(self, clerk: str) -> None:
        super().__init__(
            f"Hồ sơ này được giữ kín, chỉ {clerk} xem được. Cần xem thì hỏi người đó hoặc quản trị."
        )


class PaperKeptClose(Refusal):
    def __init__(self, code: str) -> None:
        super().__init__(
            f"Văn bản này có tên người ở hồ sơ {code} được giữ kín. "
            "Cần xem thì hỏi cán bộ giữ hồ sơ đó hoặc quản trị."
        )


def name_clerk(work: Work, person: Person) -> None:
    """Say whose file a confidential one is: theirs who first keeps it close."""
    if person.confidentiality is Confidentiality.NORMAL:
        return
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person.id)).one()
    if case.clerk_id is None and work.session.get(User, work.actor.user_id) is not None:
        case.clerk_id = work.actor.user_id


# Looks


def kept_from(work: Work) -> Mapping[int, str]:
    """Return whose names are not for whoever asks, with the codes of their files.

    To a team leader that is everybody the own team does not look after.
    """
    if work.actor.role is Role.ADMINISTRATOR:
        return _NOBODY
    others = or_(CaseFile.clerk_id.is_(None), CaseFile.clerk_id != work.actor.user_id)
    close = and_(Person.confidentiality.in_(CLOSE), others)
    if is_bound_to_team(work):
        close = or_(close, Person.id.not_in(_own_persons(work)))
    found = work.session.execute(
        select(Person.id, CaseFile.code)
        .join(CaseFile, CaseFile.person_id == Person.id)
        .where(close)
    )
    return {row.id: row.code for row in found}


def require_open_to(work: Work, person: Person) -> None:
    """Refuse a confidential file to everybody but its clerk and the administrator."""
    if is_bound_to_team(work) and person.id not in _own_persons(work):
        raise FileKeptClose("cán bộ")
    if person.confidentiality is Confidentiality.NORMAL or work.actor.role is Role.ADMINISTRATOR:
        return
    clerk = work.session.execute(
        select(User.id, User.full_name)
        .join(CaseFile, CaseFile.clerk_id == User.id)
        .where(CaseFile.person_id == person.id)
    ).first()
    if clerk is None or clerk.id != work.actor.user_id:
        raise FileKeptClose(clerk.full_name if clerk else "quản trị")


def require_persons_open(work: Work, person_ids: Sequence[int]) -> None:
    """Refuse to show a paper that names somebody whose file is kept from whoever asks."""
    close = kept_from(work)
    for person_id in person_ids:
        if person_id in close:
            raise PaperKeptClose(close[person_id])


def require_paper_open(work: Work, decision_id: int) -> None:
    """Refuse a kept paper that names somebody whose file is kept from whoever asks."""
    if close := kept_from(work):
        named = select(DecisionPerson.person_id).where(
            DecisionPerson.decision_id == decision_id, DecisionPerson.person_id.in_(close)
        )
        require_persons_open(work, work.session.scalars(named).all())


def _own_persons(work: Work) -> frozenset[int]:
    from rehabdesk.services.rights.own_team import own_persons  # teams are loaded where meant

    return own_persons(work)
