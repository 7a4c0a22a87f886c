"""Files kept close (F19): read by their clerk and the administrator, initials to all others."""

from __future__ import annotations

from sqlalchemy import or_, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import User
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work


class FileKeptClose(Refusal):
    def __init__(self, clerk: str) -> None:
        super().__init__(
            f"Hồ sơ này được giữ kín, chỉ {clerk} xem được. Cần xem thì hỏi người đó hoặc quản trị."
        )


def name_clerk(work: Work, person: Person) -> None:
    """Say whose file a confidential one is: theirs who first keeps it close."""
    if person.confidentiality is Confidentiality.NORMAL:
        return
    case = work.session.scalars(select(CaseFile).filter_by(person_id=person.id)).one()
    if case.clerk_id is None and work.session.get(User, work.actor.user_id) is not None:
        case.clerk_id = work.actor.user_id


# Looks


def kept_from(work: Work) -> frozenset[int]:
    """Return the persons whose names are not for whoever asks."""
    if work.actor.role is Role.ADMINISTRATOR:
        return frozenset()
    others = or_(CaseFile.clerk_id.is_(None), CaseFile.clerk_id != work.actor.user_id)
    close = (
        select(Person.id)
        .join(CaseFile, CaseFile.person_id == Person.id)
        .where(Person.confidentiality != Confidentiality.NORMAL, others)
    )
    return frozenset(work.session.scalars(close))


def require_open_to(work: Work, person: Person) -> None:
    """Refuse a confidential file to everybody but its clerk and the administrator."""
    if person.confidentiality is Confidentiality.NORMAL or work.actor.role is Role.ADMINISTRATOR:
        return
    clerk = work.session.execute(
        select(User.id, User.full_name)
        .join(CaseFile, CaseFile.clerk_id == User.id)
        .where(CaseFile.person_id == person.id)
    ).first()
    if clerk is None or clerk.id != work.actor.user_id:
        raise FileKeptClose(clerk.full_name if clerk else "quản trị")
