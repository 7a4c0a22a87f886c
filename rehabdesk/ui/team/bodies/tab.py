"""Các tổ: four bodies apart, and the groups with who sits in them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.regime import SUPPORT_TEAM
from rehabdesk.domain.teamwork.codes import GroupKind
from rehabdesk.services.teams.bodies import Bodies, read_bodies
from rehabdesk.services.teams.groups import GroupRow
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.bodies.cards import BodyCards
from rehabdesk.ui.team.bodies.dialogs import ChangeDialog, EndDialog, FoundDialog
from rehabdesk.ui.visits import Compose, OpenPerson

EMPTY = "Chưa có tổ nào. Soạn Mẫu 55 bằng F8, hoặc bấm Ctrl+N để ghi tổ đã lập."


SHORT = {
    GroupKind.USER_GROUP: "Quản lý người sử dụng",
    GroupKind.SUPPORT_GROUP: "Sau cai nghiện (Mẫu 55)",
}


def _tint(row: GroupRow) -> str | None:
    return "text.secondary" if row.until_on else None


def _members(row: GroupRow) -> str:
    shown = row.serving if row.until_on is None else row.members
    return "; ".join(f"{each.full_name} ({each.unit or each.role.label})" for each in shown)


COLUMNS = (
    Column[GroupRow](
        "Tổ",
        lambda row: SHORT[row.kind],
        width=190,
        tint=_tint,
        tip=lambda row: row.name,
        is_subject=True,
        paper=lambda row: row.name,
    ),
    Column[GroupRow]("Người được quản lý", lambda row: row.person, width=140, tint=_tint),
    Column[GroupRow]("Tổ trưởng", lambda row: row.head, width=136, tint=_tint),
    Column[GroupRow]("Thành viên", _members, width=240, tint=_tint, is_stretched=True),
    Column[GroupRow](
        "Từ ngày", lambda row: f"{row.from_on:%d/%m/%Y}", lambda row: row.from_on, 92, tint=_tint
    ),
    Column[GroupRow]("Theo văn bản", lambda row: row.paper, width=180, tint=_tint),
    Column[GroupRow](
        "Đến ngày",
        lambda row: f"{row.until_on:%d/%m/%Y}" if row.until_on else "",
        lambda row: row.until_on.toordinal() if row.until_on else 0,
        width=92,
        tint=_tint,
    ),
)


class BodiesTab(QWidget):
    wanted = Signal(object)
    about_team = False
    WATCHES = frozenset(
        {"care_group", "care_group_member", "team_member", "volunteer_team", "assignment"}
        | {"volunteer", "person", "decision"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._bodies: Bodies | None = None
        self.found_button = KeyButton("&Ghi tổ đã lập…", "Ctrl+N", "add")
        self.change_button = KeyButton("Thay thành &viên…")
        self.end_button = KeyButton("&Kết thúc tổ…")
        self.compose_button = KeyButton(
            "S&oạn Mẫu 55", "F8", "document_edit", "primary", is_bound=False
        )
        self.message = MessageFrame()
        self.cards = BodyCards()
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "team.groups", habits)
        self.table.setAccessibleName("Các tổ quản lý")
        self.table.set_empty(EMPTY)
        self.table.told = Told(person=lambda row: row.person_id)
        heading = QLabel("Các tổ quản lý")
        heading.setProperty("role", "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.message)
        layout.addWidget(self.cards)
        layout.addWidget(heading)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._connect()
        self.refresh()

    def head_buttons(self) -> tuple[QWidget, ...]:
        return self.end_button, self.change_button, self.found_button, self.compose_button

    def refresh(self) -> None:
        self._desk.look(self, read_bodies, self._show, "bodies")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _connect(self) -> None:
        self.found_button.clicked.connect(self._found)
        self.change_button.clicked.connect(self._change)
        self.end_button.clicked.connect(self._end)
        self.compose_button.clicked.connect(self._compose)
        OwnKey(self, Qt.Key.Key_F8, self.compose_button.click)
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(lambda _: self._change())
        self.table.menu_wanted.connect(lambda row, at: open_menu(self, self._lines(row), at))
        self._desk.changed.connect(self._refresh_if_touched)

    def _show(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self.cards.show_bodies(bodies)
        self.table.show_rows(bodies.groups)
        self._note_row(self.table.current)

    def _note_row(self, row: GroupRow | None) -> None:
        keeps = self._bodies is not None and self._bodies.may_keep
        is_running = row is not None and row.until_on is None
        self.found_button.setEnabled(keeps)
        for button in (self.change_button, self.end_button):
            button.setEnabled(keeps and is_running)
        office = self._desk.office
        may_draft = office is not None and office.actor.may(Right.DRAFT_DECISIONS)
        self.compose_button.setEnabled(may_draft)

    def _found(self) -> None:
        if self._bodies is not None:
            FoundDialog(self._desk, self._bodies.today, self).open()

    def _change(self) -> None:
        row = self.table.current
        if row is not None and self._bodies is not None and self.change_button.isEnabled():
            ChangeDialog(self._desk, row, self._bodies.today, self).open()

    def _end(self) -> None:
        row = self.table.current
        if row is not None and self._bodies is not None:
            EndDialog(self._desk, row, self._bodies.today, self).open()

    def _lines(self, row: GroupRow) -> list[Line]:
        able = self.change_button.isEnabled()
        return [
            ("Thay thành viên…", self._change, able),
            ("Kết thúc tổ…", self._end, able),
            ("Mở hồ sơ", partial(self._open_person, row), row.person_id is not None),
        ]

    def _open_person(self, row: GroupRow) -> None:
        if row.person_id is not None:
            self.wanted.emit(OpenPerson(row.person_id))

    def _compose(self) -> None:
        self.wanted.emit(Compose(purpose=SUPPORT_TEAM))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()
