from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.domain.records.office import OfficeSetting, User
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import require_version
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice

_SENSITIVE = "sensitive_rights"  # user id -> the rights chosen for that user


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
    """`sensitive` are the rights to sensitive parts; none told, they go by the role."""

    full_name: str
    post: str
    role: Role
    sensitive: frozenset[Right] | None = None


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    version: int
    full_name: str
    post: str
    role: Role
    is_active: bool
    sensitive: frozenset[Right] = frozenset()

    def may(self, right: Right) -> bool:
        return right in (self.sensitive if right in SENSITIVE else RIGHTS[self.role])


# Acts


def add_user(work: Work, facts: UserFacts) -> UserRow:
    """Write the user down; the key of the file is given separately, with the password."""
    work.require(Right.KEEP_USERS)
    if not clean(facts.full_name):
        raise UserNameRequired
    user = User(clean(facts.full_name), clean(facts.post), facts.role)
    work.session.add(user)
    work.session.flush()
    told = _keep_sensitive(work, user, facts.sensitive)
    work.record("user.added", user, name=user.full_name, role=user.role.value, sensitive=told)
    return _row(user, _chosen(work))


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
    told = _keep_sensitive(work, user, facts.sensitive)
    work.record("user.corrected", user, role=user.role.value, is_active=is_active, sensitive=told)
    return _row(user, _chosen(work))


def list_users(work: Work) -> list[UserRow]:
    chosen = _chosen(work)
    return [_row(user, chosen) for user in work.session.scalars(select(User).order_by(User.id))]


def sensitive_of(work: Work, user_id: int) -> frozenset[Right] | None:
    """Return what was chosen for a user; None where it goes by the role."""
    return _chosen(work).get(str(user_id))


def _chosen(work: Work) -> Mapping[str, frozenset[Right]]:
    kept = choice(work, _SENSITIVE, {})
    return {
        user_id: frozenset(each for each in SENSITIVE if each.value in names)
        for user_id, names in kept.items()
    }


def _keep_sensitive(work: Work, user: User, rights: frozenset[Right] | None) -> str | None:
    """Keep what was chosen for a user, and give it in words for the trail."""
    if rights is None:
        return None
    setting = work.session.scalars(select(OfficeSetting).filter_by(key=_SENSITIVE)).first()
    if setting is None:
        setting = OfficeSetting(_SENSITIVE, {"value": {}})
        work.session.add(setting)
    names = sorted(each.value for each in rights.intersection(SENSITIVE))
    setting.value = {"value": {**setting.value["value"], str(user.id): names}}
    work.session.flush()
    return ", ".join(names) or "-"


def _row(user: User, chosen: Mapping[str, frozenset[Right]]) -> UserRow:
    by_role = RIGHTS[user.role].intersection(SENSITIVE)
    return UserRow(
        user.id,
        user.version,
        user.full_name,
        user.post,
        user.role,
        user.is_active,
        chosen.get(str(user.id), by_role),
    )
