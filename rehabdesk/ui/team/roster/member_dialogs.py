"""What is done with one member: another place, the end, the areas, a slip put right, a reward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from rehabdesk.domain.teamwork.codes import LeaveReason, TeamRole
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.services.teams.membership import (
    change_role,
    correct_member,
    leave_team,
    set_areas,
)
from rehabdesk.services.teams.orders import ChangeRole, CorrectMember, LeaveTeam
from rehabdesk.services.teams.roster import MemberRow
from rehabdesk.services.teams.service import Reward, record_reward
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from
from rehabdesk.ui.team.roster.join_dialog import DAY_WIDTH, NO_PAPER, Offered

_ENDED_BY_OTHER_ACTS = {LeaveReason.NEW_ROLE, LeaveReason.DISSOLVED}
DAY_MISSING = "Ghi ngày."


class _MemberDialog(FormDialog):
    """About one member; a day and the paper it follows from."""

    def __init__(
        self, titles: tuple[str, str], desk: Desk, row: MemberRow, offered: Offered, page: QWidget
    ) -> None:
        super().__init__(*titles, page)
        self._desk, self._row, self._page = desk, row, page
        self.body.insertWidget(0, _who(row))
        self.on = DateField(offered.today, offered.today, needs_day=True)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.paper = ComboField[int | None]([(None, NO_PAPER), *offered.papers])

    def _has_day(self) -> bool:
        if self.on.day is None:
            self.form.box("on").tell("error", DAY_MISSING)
        return self.on.day is not None


class LeaveDialog(_MemberDialog):
    def __init__(self, desk: Desk, row: MemberRow, offered: Offered, page: QWidget) -> None:
        super().__init__(("Thôi tham gia", "&Thôi tham gia"), desk, row, offered, page)
        reasons = [(each, each.label) for each in LeaveReason if each not in _ENDED_BY_OTHER_ACTS]
        self.reason = ComboField[LeaveReason | None]([(None, "Chọn lý do"), *reasons])
        self.words = TextBox(lines=2)
        self.add_row(
            Entry("reason", "&Lý do", self.reason),
            Entry("on", "Ngày cuối ở độ&i", self.on, stretch=0),
        )
        self.add("paper_id", "Theo &quyết định", self.paper)
        self.add("words", "&Ghi thêm", self.words)
        self.set_fact("Việc đã làm, người đã giúp vẫn còn nguyên.")

    def submit(self) -> None:
        if self.on.day is None:
            self._has_day()
            return
        order = LeaveTeam(
            self._row.id,
            self._row.version,
            self.on.day,
            self.reason.value,
            self.words.value,
            self.paper.value,
        )
        told = f"Đã ghi thôi tham gia: {self._row.full_name}"
        unended = replace(order, reason=None, words="", paper_id=None)
        edit = Edit(unended, order, order.version, _leaving)
        do_from(self, self._desk, self._page, edit, told)


class RoleDialog(_MemberDialog):
    def __init__(self, desk: Desk, row: MemberRow, offered: Offered, page: QWidget) -> None:
        super().__init__(("Đổi vai trò", "Đổ&i vai trò"), desk, row, offered, page)
        others = [(each, each.label) for each in TeamRole if each is not row.role]
        self.role = ComboField(others)
        self.represents = TextField(row.represents)
        self.add_row(
            Entry("role", "&Vai trò mới", self.role),
            Entry("on", "&Từ ngày", self.on, stretch=0),
        )
        self.add("represents", "Đại &diện cho", self.represents)
        self.add("paper_id", "Theo &quyết định", self.paper)

    def submit(self) -> None:
        if self.on.day is None:
            self._has_day()
            return
        order = ChangeRole(
            self._row.id,
            self._row.version,
            self.role.value or TeamRole.MEMBER,
            self.on.day,
            self.represents.value,
            self.paper.value,
        )
        told = f"Đã đổi vai trò của {self._row.full_name}"
        do_from(self, self._desk, self._page, partial(change_role, order=order), told)


class CorrectDialog(_MemberDialog):
    """A slip of the pen; what changed in life is another act."""

    def __init__(self, desk: Desk, row: MemberRow, offered: Offered, page: QWidget) -> None:
        super().__init__(("Sửa dòng ghi nhầm", "&Lưu"), desk, row, offered, page)
        self.role = ComboField([(each, each.label) for each in TeamRole])
        self.role.value = row.role
        self.represents = TextField(row.represents)
        self.on.value = row.role_since
        self.add_row(
            Entry("role", "&Vai trò", self.role),
            Entry("from_on", "&Từ ngày", self.on, stretch=0),
        )
        self.add("represents", "Đại &diện cho", self.represents)
        self.set_fact("Đổi vai trò thật thì dùng Đổi vai trò…")

    def submit(self) -> None:
        if self.on.day is None:
            self.form.box("from_on").tell("error", DAY_MISSING)
            return
        order = CorrectMember(
            self._row.id,
            self._row.version,
            self.role.value or self._row.role,
            self.represents.value,
            self.on.day,
        )
        told = f"Đã sửa dòng của {self._row.full_name}"
        read = replace(
            order,
            role=self._row.role,
            represents=self._row.represents,
            from_on=self._row.role_since,
        )
        edit = Edit(read, order, order.version, _correcting)
        do_from(self, self._desk, self._page, edit, told)


class AreasDialog(_MemberDialog):
    """Which hamlets a member looks after from a day on."""

    def __init__(
        self, desk: Desk, team_id: int, row: MemberRow, offered: Offered, page: QWidget
    ) -> None:
        super().__init__(("Phân công địa bàn", "&Lưu địa bàn"), desk, row, offered, page)
        self._team_id = team_id
        self.hamlets = {hamlet_id: QCheckBox(name) for hamlet_id, name in offered.hamlets}
        for hamlet_id, box in self.hamlets.items():
            box.setChecked(hamlet_id in row.hamlet_ids)
            self.body.addWidget(box)
        self.add_row(Entry("on", "&Từ ngày", self.on, stretch=0))

    def submit(self) -> None:
        if self.on.day is None:
            self._has_day()
            return
        chosen = tuple(number for number, box in self.hamlets.items() if box.isChecked())
        act = partial(
            set_areas,
            team_id=self._team_id,
            volunteer_id=self._row.volunteer_id,
            hamlet_ids=chosen,
            on=self.on.day,
        )
        do_from(self, self._desk, self._page, act, f"Đã lưu địa bàn của {self._row.full_name}")


class RewardDialog(FormDialog):
    """A reward of one member, or of the whole team."""

    def __init__(
        self, desk: Desk, team_id: int, row: MemberRow | None, offered: Offered, page: QWidget
    ) -> None:
        super().__init__("Ghi khen thưởng", "&Ghi", page)
        self._desk, self._team_id, self._row, self._page = desk, team_id, row, page
        whom: list[tuple[int | None, str]] = [(None, "Cả đội")]
        if row is not None:
            whom.insert(0, (row.volunteer_id, row.full_name))
        self.whom = ComboField[int | None](whom)
        self.whom.value = row.volunteer_id if row is not None else None
        self.kind = TextField("", "Giấy khen, Bằng khen, Giải nhất hội thi…")
        self.on = DateField(offered.today, offered.today, needs_day=True)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.issuer = TextField("", "Chủ tịch UBND xã")
        self.paper = TextField("", "Số quyết định, nếu có")
        self.words = TextBox(lines=2)
        self.add_row(
            Entry("volunteer_id", "&Người được khen", self.whom),
            Entry("on", "Ngà&y", self.on, stretch=0),
        )
        self.add("form", "&Hình thức", self.kind)
        self.add_row(
            Entry("issuer", "&Cấp khen", self.issuer), Entry("paper", "&Số văn bản", self.paper)
        )
        self.add("words", "Thành &tích", self.words)

    def submit(self) -> None:
        if self.on.day is None:
            self.form.box("on").tell("error", DAY_MISSING)
            return
        order = Reward(
            self._team_id,
            self.whom.value,
            self.on.day,
            self.kind.value,
            self.issuer.value,
            self.paper.value,
            self.words.value,
        )
        do_from(
            self, self._desk, self._page, partial(record_reward, order=order), "Đã ghi khen thưởng"
        )


def _leaving(order: LeaveTeam, version: int) -> Callable[[Work], Made]:
    return partial(leave_team, order=replace(order, version=version))


def _correcting(order: CorrectMember, version: int) -> Callable[[Work], Made]:
    return partial(correct_member, order=replace(order, version=version))


def _who(row: MemberRow) -> QLabel:
    label = QLabel(f"{row.full_name} · {row.role.label} từ {row.role_since:%d/%m/%Y}")
    label.setProperty("role", "title")
    return label
