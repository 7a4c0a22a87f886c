from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.records.office import User
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work


class UserNameRequired(Refusal):
    field = "full_name"

    def __init__(self) -> None:
        super().__init__("Nhập họ và tên.")


class LastAdministrator(Refusal):
    field = "role"

    def __init__(self) -> None:
        super().__init__(
            "Phải còn ít nhất một người quản trị đang dùng. "
            "Giao quyền Quản trị cho người khác trước."
        )


@dataclass(frozen=True, slots=True)
class UserFacts:
    full_name: str
    post: str
    role: Role


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    version: int
    full_name: str
    post: str
    role: Role
    is_active: bool


def add_user(work: Work, facts: UserFacts) -> UserRow:
    """Write the user down; the key of the file is given separately, with the password."""
    work.require(Right.KEEP_USERS)
    if not clean(facts.full_name):
        raise UserNameRequired
    user = User(clean(facts.full_name), clean(facts.post), facts.role)
    work.session.add(user)
    work.record("user.added", user, name=user.full_name, role=user.role.value)
    return _row(user)


def correct_user(
    work: Work, user_id: int, version: int, facts: UserFacts, *, is_active: bool
) -> UserRow:
    work.require(Right.KEEP_USERS)
    user = work.session.get_one(User, user_id)
    require_version(user, version)
    if not clean(facts.full_name):
        raise UserNameRequired
    user.full_name, user.post = clean(facts.full_name), clean(facts.post)
    user.role, user.is_active = facts.role, is_active
    work.session.flush()
    administrators = select(func.count(User.id)).filter_by(role=Role.ADMINISTRATOR, is_active=True)
    if not work.session.scalar(administrators):
        raise LastAdministrator
    work.record("user.corrected", user, role=user.role.value, is_active=is_active)
    return _row(user)


def list_users(work: Work) -> list[UserRow]:
    return [_row(user) for user in work.session.scalars(select(User).order_by(User.id))]


def _row(user: User) -> UserRow:
    return UserRow(user.id, user.version, user.full_name, user.post, user.role, user.is_active)
