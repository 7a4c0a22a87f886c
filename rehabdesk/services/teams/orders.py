"""What is ordered of a team's membership, and why it may be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import LeaveReason, TeamRole
from rehabdesk.services.volunteers import VolunteerFacts


class MemberRequired(Refusal):
    field = "volunteer_id"

    def __init__(self) -> None:
        super().__init__("Chọn người vào đội, hoặc gõ họ tên người mới.")


class AlreadyMember(Refusal):
    field = "volunteer_id"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} đang là thành viên của đội. Chọn người khác, hoặc dùng Đổi chức danh…"
        )


class SecondLeader(Refusal):
    field = "role"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đội đang có Đội trưởng là {name}. Đổi chức danh của {name} trước.")


class BelowStandard(Refusal):
    field = "born"

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Chưa ghi gì.")


class BeforeTeam(Refusal):
    field = "on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Đội có từ ngày {day:%d/%m/%Y}. Ghi ngày từ hôm đó trở đi.")


class TeamIsOver(Refusal):
    field = "on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Đội đã giải thể, hoạt động đến hết ngày {day:%d/%m/%Y}.")


class BeforeStretch(Refusal):
    field = "on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Ghi ngày sau ngày {day:%d/%m/%Y}, là ngày bắt đầu chức danh này.")


class HasLeft(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} đã thôi tham gia. Chọn người đang trong đội.")


class SameRole(Refusal):
    field = "role"

    def __init__(self, role: TeamRole) -> None:
        super().__init__(f"Đang là {role.label} rồi. Chọn chức danh khác.")


class ReasonRequired(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Chọn lý do thôi tham gia.")


class InChargeOf(NeedsConfirmation):
    """A member who leaves while persons are still entrusted to him."""

    def __init__(self, name: str, persons: Sequence[str]) -> None:
        super().__init__(
            f"{name} đang phụ trách {len(persons)} người: {', '.join(persons)}. Thôi tham gia đội "
            "không chấm dứt phân công. Nên phân công người khác thay trước."
        )


class KnownAlready(NeedsConfirmation):
    """Somebody new with the name of somebody known: the same person would stand there twice."""

    field = "full_name"

    def __init__(self, name: str, known: str, *, is_member: bool) -> None:
        where = "đang ở trong đội" if is_member else "đã có trong danh sách"
        instead = "" if is_member else " Nếu là một người, chọn ở ô Người vào đội."
        super().__init__(f"{known} {where}.{instead} Vẫn thêm {name} như một người khác?")


LEAVE_LABELS = {
    "reason": "Lý do",
    "words": "Ghi thêm",
    "paper_id": "Theo quyết định",
}
MEMBER_LABELS = {"role": "Vai trò", "represents": "Đại diện cho", "from_on": "Từ ngày"}


@dataclass(frozen=True, slots=True)
class JoinTeam:
    """Somebody known by id, or somebody new by the facts."""

    team_id: int
    role: TeamRole
    on: date
    volunteer_id: int | None = None
    facts: VolunteerFacts | None = None
    represents: str = ""
    paper_id: int | None = None
    hamlet_ids: tuple[int, ...] = ()  # looked after from that day


@dataclass(frozen=True, slots=True)
class LeaveTeam:
    member_id: int
    version: int
    on: date  # the last day
    reason: LeaveReason | None
    words: str = ""
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeRole:
    member_id: int
    version: int
    role: TeamRole
    on: date  # the first day in the new place
    represents: str | None = None
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectMember:
    """What was typed wrongly of one stretch; a change in life is another stretch."""

    member_id: int
    version: int
    role: TeamRole
    represents: str
    from_on: date
