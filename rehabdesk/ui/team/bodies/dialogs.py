"""A group founded, its members changed, its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import GroupKind, GroupRole
from rehabdesk.services.noting.beginning import find_whom
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.whom import Whom
from rehabdesk.services.teams.changes import Made
from rehabdesk.services.teams.groups import (
    GroupEnd,
    GroupFacts,
    GroupRow,
    GroupSeat,
    Seats,
    change_group,
    end_group,
    found_group,
)
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.sheet import CellRows, SheetInput
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from

DAY_WIDTH, SHEET_HEIGHT = 128, 170
HEADS = ("STT", "Họ và tên", "Đơn vị, tổ chức", "Chức danh trong Tổ")
DAY_MISSING = "Ghi ngày."
ROLE_HINT = "Tổ trưởng là Công an cấp xã. Enter sang ô, Ctrl+V dán từ Excel."


class FoundDialog(FormDialog):
    """A group that stands by a paper outside our book."""

    def __init__(self, desk: Desk, today: date, page: QWidget) -> None:
        super().__init__("Ghi tổ đã lập", "&Ghi tổ", page, WIDTHS[1])
        self._desk, self._page = desk, page
        self._asker = Asker(self)
        self.kind = ComboField([(each, each.label) for each in GroupKind])
        self.person = ChipEdit(self._find, "gõ tên người tổ này quản lý", most=1)
        self.members = _sheet([])
        self.on = _day_field(today)
        self.paper = TextField("", "Biên bản, quyết định số … ngày …")
        self.note = TextBox(lines=2)
        self.add("kind", "&Loại tổ", self.kind)
        self._person_box = self.add("person_id", "&Người được quản lý", self.person)
        self.add("members", "Thành &viên", self.members, ROLE_HINT)
        self.add_row(
            Entry("on", "&Từ ngày", self.on, stretch=0), Entry("paper", "T&heo văn bản", self.paper)
        )
        self.add("note", "Ghi t&hêm", self.note)
        self.kind.activated.connect(lambda _: self._note_kind())
        self._note_kind()

    def submit(self) -> None:
        if self.on.day is None:
            self.form.box("on").tell("error", DAY_MISSING)
            return
        kind = self.kind.value or GroupKind.USER_GROUP
        chosen = [each for each in self.person.values if isinstance(each, int)]
        person_id = chosen[0] if chosen and kind is GroupKind.USER_GROUP else None
        facts = GroupFacts(
            kind,
            self.on.day,
            seats_of(self.members),
            person_id,
            self.paper.value,
            self.note.value,
        )
        do_from(self, self._desk, self._page, partial(found_group, facts=facts), "Đã ghi tổ")

    def _note_kind(self) -> None:
        self._person_box.setVisible(self.kind.value is GroupKind.USER_GROUP)
        self.make_room()

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Whom]) -> None:
            show([Suggestion(each.id, each.name, each.detail) for each in found])

        self._desk.look(self._asker, partial(find_whom, words=words), offer, name="whom")


class ChangeDialog(FormDialog):
    def __init__(self, desk: Desk, group: GroupRow, today: date, page: QWidget) -> None:
        super().__init__("Thay thành viên của tổ", "&Lưu thành viên", page, WIDTHS[1])
        self._desk, self._group, self._page = desk, group, page
        self.members = _sheet(
            [["", each.full_name, each.unit, each.role.label] for each in group.serving]
        )
        self.on = _day_field(today)
        self.add("members", "Thành &viên từ ngày đó", self.members, ROLE_HINT)
        self.add_row(Entry("on", "&Từ ngày", self.on, stretch=0))
        self.set_fact("Người thôi vẫn còn trong lịch sử của tổ.")

    def submit(self) -> None:
        if self.on.day is None:
            self.form.box("on").tell("error", DAY_MISSING)
            return
        group, on = self._group, self.on.day
        read = Seats(
            tuple(GroupSeat(each.full_name, each.unit, each.role) for each in group.serving)
        )

        def act_of(seats: Seats, version: int) -> Callable[[Work], Made]:
            return partial(
                change_group, group_id=group.id, version=version, members=seats.members, on=on
            )

        edit = Edit(read, Seats(seats_of(self.members)), group.version, act_of)
        do_from(self, self._desk, self._page, edit, "Đã thay thành viên của tổ")


class EndDialog(FormDialog):
    def __init__(self, desk: Desk, group: GroupRow, today: date, page: QWidget) -> None:
        super().__init__("Kết thúc tổ", "&Kết thúc tổ", page)
        self._desk, self._group, self._page = desk, group, page
        self.on = _day_field(today)
        self.reason = TextField("", "Hết thời hạn quản lý, giải thể…")
        self.paper = TextField("", "Số quyết định, nếu có")
        self.add_row(
            Entry("on", "Ngày &cuối", self.on, stretch=0), Entry("reason", "&Lý do", self.reason)
        )
        self.add("paper", "T&heo văn bản", self.paper)

    def submit(self) -> None:
        if self.on.day is None:
            self.form.box("on").tell("error", DAY_MISSING)
            return
        group, on = self._group, self.on.day

        def act_of(end: GroupEnd, version: int) -> Callable[[Work], Made]:
            return partial(
                end_group,
                group_id=group.id,
                version=version,
                on=on,
                reason=end.reason,
                paper=end.paper,
            )

        typed = GroupEnd(on, self.reason.value, self.paper.value)
        edit = Edit(GroupEnd(), typed, group.version, act_of)
        do_from(self, self._desk, self._page, edit, "Đã kết thúc tổ")


def seats_of(table: SheetInput) -> tuple[GroupSeat, ...]:
    """Read who sits in the group: "Tổ trưởng", "Tổ phó", anything else is a member."""
    return tuple(GroupSeat(name, unit, _role(role)) for _, name, unit, role in table.rows if name)


def _sheet(rows: CellRows) -> SheetInput:
    sheet = SheetInput("Thành viên của tổ", HEADS, rows)
    sheet.setFixedHeight(Style.current.length(SHEET_HEIGHT))
    return sheet


def _role(words: str) -> GroupRole:
    plain = words.casefold()
    if "phó" in plain:
        return GroupRole.DEPUTY
    return GroupRole.HEAD if "trưởng" in plain else GroupRole.MEMBER


def _day_field(today: date) -> DateField:
    field = DateField(today, today, needs_day=True)
    field.setFixedWidth(Style.current.length(DAY_WIDTH))
    return field
