from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.domain.records.office import OfficeSetting, User
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import Sides, record_of, require_version
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


class ServesAsRequired(Refusal):
    field = "volunteer"

    def __init__(self) -> None:
        super().__init__("Chọn đội trưởng này là ai trong danh sách người phụ trách.")


class ServesAsTaken(Refusal):
    field = "volunteer"

    def __init__(self, name: str, user: str) -> None:
        super().__init__(f"{name} đã có tài khoản của {user}. Chọn người khác.")


@dataclass(frozen=True, slots=True)
class UserFacts:
    """`sensitive` are the rights to sensitive parts; none told, they go by the role.

    `volunteer_id` is as whom a team leader serves: the teams this volunteer leads are the own ones.
    """

    full_name: str
    post: str
    role: Role
    sensitive: frozenset[Right] | None = None
    volunteer_id: int | None = None


LABELS = {
    "full_name": "Họ và tên",
    "post": "Đơn vị",
    "role": "Quyền",
    "is_active": "Đang dùng",
    "sensitive": "Phần nhạy cảm được xem",
    "volunteer_id": "Là ai trong đội",
}


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    version: int
    full_name: str
    post: str
    role: Role
    is_active: bool
    sensitive: frozenset[Right] = frozenset()
    volunteer_id: int | None = None

    def with_facts(self, facts: UserFacts, is_active: bool) -> UserRow:  # noqa: FBT001
        """Return the row as these facts would have it."""
        sensitive = self.sensitive if facts.sensitive is None else facts.sensitive
        told = (facts.full_name, facts.post, facts.role, is_active, sensitive, facts.volunteer_id)
        return UserRow(self.id, self.version, *told)

    @property
    def facts(self) -> UserFacts:
        return UserFacts(self.full_name, self.post, self.role, self.sensitive, self.volunteer_id)

    def may(self, right: Right) -> bool:
        return right in (self.sensitive if right in SENSITIVE else RIGHTS[self.role])


# Acts


def add_user(work: Work, facts: UserFacts) -> UserRow:
    """Write the user down; the key of the file is given separately, with the password."""
    work.require(Right.KEEP_USERS)
    if not clean(facts.full_name):
        raise UserNameRequired
    user = User(clean(facts.full_name), clean(facts.post), facts.role)
    user.volunteer_id = _serves_as(work, facts)
    work.session.add(user)
    work.session.flush()
    told = _keep_sensitive(work, user, facts.sensitive)
    work.record(
        "user.added",
        user,
        name=user.full_name,
        role=user.role.value,
        sensitive=told,
        volunteer=user.volunteer_id,
    )
    return _row(user, _chosen(work))


def correct_user(
    work: Work, user_id: int, version: int, facts: UserFacts, *, is_active: bool
) -> UserRow:
    work.require(Right.KEEP_USERS)
    user = record_of(work, User, user_id)
    kept = _row(user, _chosen(work))
    require_version(user, version, Sides(work, kept, kept.with_facts(facts, is_active), LABELS))
    if not clean(facts.full_name):
        raise UserNameRequired
    user.full_name, user.post = clean(facts.full_name), clean(facts.post)
    user.volunteer_id = _serves_as(work, facts, user_id)
    user.role, user.is_active = facts.role, is_active
    flag_modified(user, "role")  # sensitive rights lie apart: whoever reads the user is told
    work.session.flush()
    administrators = select(func.count(User.id)).filter_by(role=Role.ADMINISTRATOR, is_active=True)
    if not work.session.scalar(administrators):
        raise LastAdministrator
    told = _keep_sensitive(work, user, facts.sensitive)
    work.record(
        "user.corrected",
        user,
        role=user.role.value,
        is_active=is_active,
        sensitive=told,
        volunteer=user.volunteer_id,
    )
    return _row(user, _chosen(work))


# Looks


def list_users(work: Work) -> list[UserRow]:
    chosen = _chosen(work)
    return [_row(user, chosen) for user in work.session.scalars(select(User).order_by(User.id))]


@dataclass(frozen=True, slots=True)
class ServingAs:
    """Somebody a team leader's account may stand for; `leads` names the teams led today."""

    volunteer_id: int
    full_name: str
    leads: str


def list_serving(work: Work) -> list[ServingAs]:
    """Return who serves and may be given an account: who leads a team first, then by name."""
    from rehabdesk.services.rights.own_team import led_by  # teams are loaded where they are meant

    work.require(Right.KEEP_USERS)
    leading = led_by(work)
    found = [
        ServingAs(each.id, each.full_name, leading.get(each.id, ""))
        for each in work.session.scalars(select(Volunteer).order_by(Volunteer.name_order))
        if each.id in leading or each.serves_on(work.today)
    ]
    return sorted(found, key=lambda each: not each.leads)


def sensitive_of(work: Work, user_id: int) -> frozenset[Right] | None:
    """Return what was chosen for a user; None where it goes by the role."""
    return _chosen(work).get(str(user_id))


def _chosen(work: Work) -> Mapping[str, frozenset[Right]]:
    kept = choice(work, _SENSITIVE, {})
    return {
        user_id: frozenset(each for each in SENSITIVE if each.value in names)
        for user_id, names in kept.items()
    }


def _serves_as(work: Work, facts: UserFacts, user_id: int | None = None) -> int | None:
    """Return as whom a team leader serves; nobody else's account stands for a volunteer."""
    if facts.role is not Role.TEAM_LEADER:
        return None
    if facts.volunteer_id is None:
        raise ServesAsRequired
    volunteer = work.session.get_one(Volunteer, facts.volunteer_id)
    same = select(User).where(
        User.volunteer_id == volunteer.id, User.id != (user_id or 0), User.is_active
    )
    if (other := work.session.scalars(same).first()) is not None:
        raise ServesAsTaken(volunteer.full_name, other.full_name)
    return volunteer.id


def _keep_sensitive(work: Work, user: User, rights: frozenset[Right] | None) -> str | None:
    """Keep what was chosen for a user, and give it in words for the trail."""
    if user.role is Role.TEAM_LEADER:
        rights = frozenset()  # sensitive parts are of no team
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
        user.volunteer_id,
    )
