"""The groups a law composes: over one user, and for support after rehabilitation (Mẫu 55)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import CareGroup, CareGroupMember
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import GroupKind, GroupRole
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_persons_open
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.teams.changes import Changes, Kept, Made

_ONE_DAY = timedelta(days=1)


class PersonRequired(Refusal):
    field = "person_id"

    def __init__(self) -> None:
        super().__init__("Chọn người mà tổ này quản lý.")


class GroupMembersRequired(Refusal):
    field = "members"

    def __init__(self) -> None:
        super().__init__("Ghi ít nhất một thành viên của tổ.")


class OneHead(Refusal):
    field = "members"

    def __init__(self, count: int) -> None:
        told = f"Tổ có {count} Tổ trưởng" if count else "Tổ chưa có Tổ trưởng"
        super().__init__(f"{told}. Ghi đúng một Tổ trưởng là Công an cấp xã.")


class HasGroup(Refusal):
    field = "person_id"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} đang có tổ quản lý. Sửa tổ đó, hoặc ghi tổ đó kết thúc trước.")


class HasSupportGroup(Refusal):
    field = "on"

    def __init__(self, paper: str) -> None:
        told = f" ({paper})" if paper else ""
        super().__init__(
            f"Xã đang có Tổ quản lý, hỗ trợ xã hội sau cai nghiện{told}. Ghi tổ đó kết thúc trước."
        )


class EndsBeforeBeginning(Refusal):
    field = "on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Ghi ngày từ {day:%d/%m/%Y} trở đi, là ngày lập tổ.")


class GroupIsOver(Refusal):
    def __init__(self, day: date) -> None:
        super().__init__(f"Tổ đã kết thúc ngày {day:%d/%m/%Y}.")


@dataclass(frozen=True, slots=True)
class GroupSeat:
    """Somebody of a group; police officers and officials are known by name alone."""

    full_name: str
    unit: str = ""
    role: GroupRole = GroupRole.MEMBER
    volunteer_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    kind: GroupKind
    on: date
    members: tuple[GroupSeat, ...]
    person_id: int | None = None
    paper: str = ""  # of a group that no decision of our book founded
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits in a group, as the form that changes them has it."""

    members: tuple[GroupSeat, ...]


@dataclass(frozen=True, slots=True)
class GroupEnd:
    on: date | None = None
    reason: str = ""
    paper: str = ""


SEATS = {"members": "Thành viên"}
_END = {"on": "Ngày cuối", "reason": "Lý do", "paper": "Theo văn bản"}


@dataclass(frozen=True, slots=True)
class FollowedGroup:
    """What a numbered Mẫu 55 changed, and the decisions it takes the place of."""

    kept: Kept
    older: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class GroupMemberRow:
    id: int
    full_name: str
    unit: str
    role: GroupRole
    from_on: date
    until_on: date | None
    leave_reason: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: int
    version: int
    kind: GroupKind
    name: str
    person_id: int | None
    person: str
    head: str
    members: tuple[GroupMemberRow, ...]
    from_on: date
    until_on: date | None
    paper: str
    end_paper: str
    end_reason: str
    note: str

    @property
    def serving(self) -> tuple[GroupMemberRow, ...]:
        return tuple(each for each in self.members if each.until_on is None)


# Acts


def found_group(work: Work, facts: GroupFacts) -> Made:
    """Write down a group founded by a paper that is not in our book."""
    work.require(Right.KEEP_TEAM)
    _require_seats(facts.members)
    if facts.kind is GroupKind.USER_GROUP:
        if facts.person_id is None:
            raise PersonRequired
        require_persons_open(work, (facts.person_id,))
    changes = Changes(work)
    present = _present(work, facts.kind, facts.person_id)
    if present is not None and facts.person_id is not None:
        name = work.session.get_one(Person, facts.person_id).full_name
        raise HasGroup(Names(work).of(facts.person_id, name))
    if present is not None:
        raise HasSupportGroup(_founded_by(present))
    group = _make(facts, changes)
    group.founded_paper = clean(facts.paper)
    kept = changes.kept()
    work.record("care_group.founded", group, kind=facts.kind.label, paper=group.founded_paper)
    return Made(group.id, f"lập {facts.kind.label}", kept)


def change_group(
    work: Work, group_id: int, version: int, members: Sequence[GroupSeat], on: date
) -> Made:
    """Let the group consist of these from a day on; who leaves stays in its history."""
    work.require(Right.KEEP_TEAM)
    group = record_of(work, CareGroup, group_id)
    sides = Sides(work, _seats_of(group), Seats(tuple(members)), SEATS)
    require_version(group, version, sides)
    _require_running(group)
    _require_seats(members)
    if on < group.from_on:
        raise EndsBeforeBeginning(group.from_on)
    changes = Changes(work)
    wanted = {(clean(each.full_name).casefold(), each.role): each for each in members}
    for member in group.members:
        if member.until_on is not None:
            continue
        seat = wanted.pop((member.full_name.casefold(), member.role), None)
        if seat is None:
            changes.note(member)
            member.until_on, member.leave_reason = max(member.from_on, on - _ONE_DAY), "thay người"
        elif clean(seat.unit) != member.unit:
            changes.note(member)
            member.unit = clean(seat.unit)
    for seat in wanted.values():
        changes.make(_seat(group, seat, on))
    flag_modified(group, "note")  # its members alone may have changed: whoever reads it is told
    kept = changes.kept()
    work.record("care_group.changed", group, on=on)
    return Made(group.id, "thay thành viên của tổ", kept)


def end_group(
    work: Work, group_id: int, version: int, on: date, reason: str = "", paper: str = ""
) -> Made:
    work.require(Right.KEEP_TEAM)
    group = record_of(work, CareGroup, group_id)
    _require_running(group)
    typed = GroupEnd(on, reason, paper)
    require_version(group, version, Sides(work, GroupEnd(), typed, _END))
    if on < group.from_on:
        raise EndsBeforeBeginning(group.from_on)
    changes = Changes(work)
    _end(group, on, clean(reason), changes)
    group.ended_paper = clean(paper)
    kept = changes.kept()
    work.record("care_group.ended", group, on=on, reason=group.end_reason)
    return Made(group.id, "kết thúc tổ", kept)


def follow_group(work: Work, decision: Decision, said: Mapping[str, Any]) -> FollowedGroup:
    """Let the support group be what a numbered Mẫu 55 says; the one before it ends."""
    values, lists = said["values"], said["lists"]
    on = decision.effective_from or decision.document_date or work.today
    seats = read_seats(values, lists.get("team_other_members", ()))
    changes = Changes(work)
    present = _present(work, GroupKind.SUPPORT_GROUP, None)
    if present is not None:
        _end(present, max(present.from_on, on - _ONE_DAY), "thay bằng tổ mới", changes)
        present.ended_by_id = decision.id
    group = _make(GroupFacts(GroupKind.SUPPORT_GROUP, on, seats), changes)
    group.founded_by_id = decision.id
    older = present.founded_by if present is not None else None
    return FollowedGroup(changes.kept(), (older,) if older is not None else ())


def stop_group(work: Work, older: Decision, on: date, words: str, changes: Changes) -> None:
    """End the group a withdrawn decision founded."""
    founded = work.session.scalars(select(CareGroup).filter_by(founded_by_id=older.id))
    for group in founded:
        if group.until_on is None:
            _end(group, max(group.from_on, on - _ONE_DAY), words, changes)


def read_seats(values: Mapping[str, str], others: Iterable[str]) -> tuple[GroupSeat, ...]:
    """Read the seats of Mẫu 55 off its words: the unit is the form's own."""
    place = values.get("commune_type", "") or "xã"
    fixed = (
        ("team_leader_name", values.get("police_unit") or f"Công an {place}", GroupRole.HEAD),
        ("team_deputy_name", values.get("health_unit") or f"Trạm Y tế {place}", GroupRole.DEPUTY),
        ("team_culture_member_name", "Phòng Văn hóa - Xã hội", GroupRole.MEMBER),
        ("team_youth_member_name", "Đoàn TNCSHCM cấp xã", GroupRole.MEMBER),
    )
    named = [
        GroupSeat(clean(values.get(field, "")), unit, role)
        for field, unit, role in fixed
        if clean(values.get(field, ""))
    ]
    for each in others:
        name, _, unit = clean(each).partition(",")
        if name.strip():
            named.append(GroupSeat(name.strip(), unit.strip()))
    return tuple(named)


# Looks


def list_groups(work: Work) -> list[GroupRow]:
    """Return every group: those that stand first, the support group before those over one user."""
    names = Names(work)
    found = work.session.scalars(select(CareGroup)).all()
    rows = [_row(each, names) for each in found]
    return sorted(
        rows,
        key=lambda row: (
            row.until_on is not None,
            row.kind is not GroupKind.SUPPORT_GROUP,
            -row.from_on.toordinal(),
        ),
    )


def _row(group: CareGroup, names: Names) -> GroupRow:
    person = group.person
    called = names.of(person.id, person.full_name, person.birth) if person is not None else ""
    members = tuple(
        GroupMemberRow(
            each.id,
            each.full_name,
            each.unit,
            each.role,
            each.from_on,
            each.until_on,
            each.leave_reason,
        )
        for each in group.members
    )
    heads = [each.full_name for each in members if each.role is GroupRole.HEAD]
    return GroupRow(
        group.id,
        group.version,
        group.kind,
        group.kind.label,
        group.person_id,
        called,
        heads[-1] if heads else "",
        members,
        group.from_on,
        group.until_on,
        _founded_by(group),
        group.ended_by.full_number if group.ended_by else group.ended_paper,
        group.end_reason,
        group.note,
    )


def _founded_by(group: CareGroup) -> str:
    decision = group.founded_by
    if decision is None or decision.document_date is None:
        return group.founded_paper
    return f"QĐ {decision.full_number} ngày {decision.document_date:%d/%m/%Y}"


def _present(work: Work, kind: GroupKind, person_id: int | None) -> CareGroup | None:
    return work.session.scalars(
        select(CareGroup)
        .where(
            CareGroup.kind == kind,
            CareGroup.person_id == person_id if person_id else CareGroup.person_id.is_(None),
            CareGroup.until_on.is_(None),
        )
        .order_by(CareGroup.id.desc())
    ).first()


def _make(facts: GroupFacts, changes: Changes) -> CareGroup:
    group = CareGroup(
        kind=facts.kind,
        name=facts.kind.label,
        person_id=facts.person_id,
        from_on=facts.on,
        note=clean(facts.note),
    )
    changes.make(group)
    for seat in facts.members:
        changes.make(_seat(group, seat, facts.on))
    return group


def _seat(group: CareGroup, seat: GroupSeat, on: date) -> CareGroupMember:
    return CareGroupMember(
        group=group,
        full_name=clean(seat.full_name),
        unit=clean(seat.unit),
        role=seat.role,
        volunteer_id=seat.volunteer_id,
        from_on=on,
    )


def _end(group: CareGroup, last: date, reason: str, changes: Changes) -> None:
    changes.note(group)
    group.until_on, group.end_reason = last, reason
    for member in group.members:
        if member.until_on is None:
            changes.note(member)
            member.until_on, member.leave_reason = max(member.from_on, last), reason


def _require_seats(members: Sequence[GroupSeat]) -> None:
    if not members:
        raise GroupMembersRequired
    heads = sum(each.role is GroupRole.HEAD for each in members)
    if heads != 1:
        raise OneHead(heads)


def _require_running(group: CareGroup) -> None:
    if group.until_on is not None:
        raise GroupIsOver(group.until_on)


def _seats_of(group: CareGroup) -> Seats:
    serving = (each for each in group.members if each.until_on is None)
    return Seats(tuple(GroupSeat(each.full_name, each.unit, each.role) for each in serving))
