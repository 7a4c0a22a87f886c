"""Danh sách đội: who serves in the team, and everything done with its members (F57, F58)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.regime import TEAM_MEMBERS, VOLUNTEER_TEAM
from rehabdesk.services.teams.listed import words_of_team
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.services.teams.membership import remove_member
from rehabdesk.services.teams.roster import MemberRow, Roster, read_roster
from rehabdesk.services.teams.service import ServiceRecord, read_service
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import DateField
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.rights.sitting import is_bound
from rehabdesk.ui.team.doing import do_here
from rehabdesk.ui.team.roster.cards import RosterCards
from rehabdesk.ui.team.roster.columns import COLUMNS
from rehabdesk.ui.team.roster.facts_dialog import FactsDialog, read_volunteer
from rehabdesk.ui.team.roster.join_dialog import DAY_WIDTH, JoinDialog, Offered, read_offered
from rehabdesk.ui.team.roster.member_dialogs import (
    AreasDialog,
    CorrectDialog,
    LeaveDialog,
    RewardDialog,
    RoleDialog,
)
from rehabdesk.ui.team.roster.size_dialog import SizeDialog
from rehabdesk.ui.team.service.classes_dialog import ClassesDialog
from rehabdesk.ui.team.service.duty_dialog import DutyDialog
from rehabdesk.ui.team.service.served_dialog import ServedDialog
from rehabdesk.ui.visits import Compose, OpenAssignments, OpenTeam

NO_TEAM = "Chưa có đội nào. Bấm F8 để soạn quyết định thành lập, hoặc Ctrl+N để ghi đội đã có."
NO_MEMBER = "Đội chưa có ai. Bấm Ctrl+N để thêm đội viên."
NOBODY = "Đội chưa có ai trong ngày này."
RECONSTITUTE = "kiện toàn"


class RosterTab(QWidget):
    wanted = Signal(object)
    WATCHES = frozenset(
        {"team_member", "team_area", "team_paper", "volunteer", "assignment", "commendation"}
        | {"activity", "activity_attendance", "hamlet", "office_setting", "person"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._team: TeamRow | None = None
        self._roster: Roster | None = None
        self._awaited: int | None = None
        self.add_button = KeyButton("Thêm đội &viên", "Ctrl+N", "person_add")
        self.leave_button = KeyButton("Thôi tham gi&a…")
        self.print_button = KeyButton("&In", "Ctrl+P", "print", is_bound=False)
        self.print_button.setToolTip("In danh sách đội")
        self.compose_button = KeyButton(
            "Soạn kiện t&oàn", "F8", "document_edit", "primary", is_bound=False
        )
        self.compose_button.setToolTip("Soạn quyết định kiện toàn, thành lập đội")
        self.more_button = IconButton("more_horizontal", "Việc khác", "Alt+K")
        self.message = MessageFrame()
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "team.roster", habits)
        self.table.setAccessibleName("Danh sách đội")
        self.table.set_empty(NO_TEAM)
        self.left_button = KeyButton("", kind="quiet", picture="chevron_right", is_small=True)
        self.day = DateField(_today(desk), needs_day=True)
        self.cards = RosterCards()
        self._is_left_open = False
        self._assemble()
        self._connect()
        self.setFocusProxy(self.table)

    def head_buttons(self) -> tuple[QWidget, ...]:
        if is_bound(self._desk):
            return ()
        buttons = (self.add_button, self.leave_button, self.print_button, self.compose_button)
        return *buttons, self.more_button

    def show_team(self, team: TeamRow | None) -> None:
        is_other = (team.id if team else None) != (self._team.id if self._team else None)
        self._team = team
        self.table.told = Told(team.name if team else "", self._told_words)
        if is_other:
            self.cards.show_member(None, None)
        self.refresh()

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenTeam) and visit.row_id is not None:
            self._awaited = visit.row_id
            self._go_to_awaited()

    def refresh(self) -> None:
        team_id = self._team.id if self._team else None
        look = partial(read_roster, team_id=team_id, day=self.day.day)
        self._desk.look(self, look, self._show, "roster")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _assemble(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.left_button)
        below.addStretch(1)
        label = QLabel("Xem đội vào ngày")
        label.setProperty("role", "secondary")
        self.day.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.day.setPlaceholderText("hôm nay")
        self.day.setAccessibleName(label.text())
        below.addWidget(label)
        below.addWidget(self.day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        layout.addWidget(self.cards)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.leave_button.clicked.connect(self._leave)
        self.print_button.clicked.connect(lambda: self.table.leave(Way.PRINT))
        self.compose_button.clicked.connect(self._compose)
        OwnKey(self, Qt.Key.Key_F8, self.compose_button.click)
        self.more_button.clicked.connect(self._open_more)
        self.left_button.clicked.connect(self._turn_left)
        self.day.editingFinished.connect(self._turn_to_day)
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._open_row)
        self.table.menu_wanted.connect(lambda _, at: open_menu(self, self.lines, at))
        self._desk.changed.connect(self._refresh_if_touched)

    # What is shown

    def _show(self, roster: Roster) -> None:
        self._roster = roster
        nothing = NOBODY if is_bound(self._desk) else NO_MEMBER
        self.table.set_empty(nothing if self._team else NO_TEAM)
        self._show_rows()
        self.cards.show_roster(roster)
        self._go_to_awaited()
        self._note_row(self.table.current)

    def _show_rows(self) -> None:
        roster = self._roster
        if roster is None:
            return
        left = roster.left if self._is_left_open else ()
        self.table.show_rows([*roster.serving, *roster.coming, *left])
        self.left_button.setVisible(bool(roster.left))
        self.left_button.set_text(f"Đã thôi tham gia: {len(roster.left)} người")
        self.left_button.set_icon("chevron_down" if self._is_left_open else "chevron_right")

    def _turn_to_day(self) -> None:
        """Show the team as it stood on a day; what is done is done today."""
        if self._roster is not None and not self.day.error:
            shown = self.day.day or self._roster.today
            if shown != self._roster.day:
                self.refresh()

    def _turn_left(self) -> None:
        self._is_left_open = not self._is_left_open
        self._show_rows()

    def _go_to_awaited(self) -> None:
        found = [row.id for row in self.rows.all if row.volunteer_id == self._awaited]
        if found:
            self.table.choose(found[0])
            self._awaited = None

    def _note_row(self, row: MemberRow | None) -> None:
        may_keep = self._may_keep
        is_running = self._team is not None and self._team.until_on is None
        self.add_button.setEnabled(may_keep)
        self.leave_button.setEnabled(may_keep and row is not None and row.is_serving)
        self.compose_button.setEnabled(self._may(Right.DRAFT_DECISIONS))
        self.compose_button.set_text("Soạn kiện t&oàn" if is_running else "Soạn thành &lập")
        self.print_button.setEnabled(bool(self.rows.all))
        if row is None:
            self.cards.show_member(None, None)
            return
        look = partial(read_service, volunteer_id=row.volunteer_id)
        self._desk.look(self, look, partial(self._show_member, row), "member")

    def _show_member(self, row: MemberRow, record: ServiceRecord) -> None:
        self.cards.show_member(row, record)

    def _told_words(self) -> str:
        roster = self._roster
        if roster is None or roster.day == roster.today:  # the paper says its own day
            return ""
        return f"đội vào ngày {roster.day:%d/%m/%Y}"

    @property
    def _may_keep(self) -> bool:
        roster = self._roster
        return roster is not None and roster.may_keep and roster.day == roster.today

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    # What is done

    @property
    def lines(self) -> list[Line]:
        """What else can be done, with the row chosen or with the team."""
        if is_bound(self._desk):
            has_row = self.table.current is not None
            return [
                ("Lớp tập huấn…", self.open_classes, self._team is not None),
                ("Mở ở Theo dõi", self._open_row_in_assignments, has_row),
            ]
        row, keeps = self.table.current, self._may_keep
        is_serving = keeps and row is not None and row.is_serving
        return [
            ("Đổi vai trò…", self._change_role, is_serving),
            ("Phân công địa bàn…", self._set_areas, is_serving),
            ("Thôi tham gia…", self._leave, is_serving),
            ("Sửa thông tin đội viên…", self._correct_facts, row is not None and self._keeps_facts),
            ("Soạn quyết định thay đổi thành viên…", self._compose_change, self._may_compose),
            ("Sửa dòng ghi nhầm…", self._correct, keeps and row is not None),
            ("Bỏ dòng ghi nhầm", self._remove, keeps and row is not None),
            ("Ghi khen thưởng…", self._reward, keeps and self._team is not None),
            ("Ai đã phục vụ, giấy chứng nhận…", self.open_served, self._team is not None),
            ("Lịch trực…", self.open_duty, self._team is not None),
            ("Lớp tập huấn…", self.open_classes, self._team is not None),
            ("Cỡ đội thường thấy…", self.open_size, self._may(Right.KEEP_OFFICE)),
            ("Mở ở Phân công", self._open_row_in_assignments, row is not None),
        ]

    @property
    def _keeps_facts(self) -> bool:
        return self._may(Right.KEEP_VOLUNTEERS)

    @property
    def _may_compose(self) -> bool:
        return self._may(Right.DRAFT_DECISIONS) and self._team is not None

    def _open_more(self) -> None:
        below = QPoint(0, self.more_button.height())
        open_menu(self.more_button, self.lines, self.more_button.mapToGlobal(below))

    def _open_row(self, row: MemberRow) -> None:
        if row.is_serving and self._may_keep:
            self._change_role()

    def _add(self) -> None:
        if self._team is None:
            self.wanted.emit(OpenTeam("papers", row_id=0))
            return
        self._ask(lambda team, offered: JoinDialog(self._desk, team, offered, self).open())

    def _leave(self) -> None:
        self._ask_row(lambda row, offered: LeaveDialog(self._desk, row, offered, self).open())

    def _change_role(self) -> None:
        self._ask_row(lambda row, offered: RoleDialog(self._desk, row, offered, self).open())

    def _correct(self) -> None:
        self._ask_row(lambda row, offered: CorrectDialog(self._desk, row, offered, self).open())

    def _correct_facts(self) -> None:
        if (row := self.table.current) is not None and self._roster is not None:
            today = self._roster.today
            look = partial(read_volunteer, volunteer_id=row.volunteer_id)
            self._desk.look(
                self,
                look,
                lambda known: FactsDialog(self._desk, today, known, self).open(),
                "facts",
            )

    def _set_areas(self) -> None:
        if (team := self._team) is not None:
            self._ask_row(
                lambda row, offered: AreasDialog(self._desk, team.id, row, offered, self).open()
            )

    def _reward(self) -> None:
        row = self.table.current

        def open_dialog(team: TeamRow, offered: Offered) -> None:
            RewardDialog(self._desk, team.id, row, offered, self).open()

        self._ask(open_dialog)

    def open_served(self) -> None:
        if self._team is not None and self._roster is not None:
            ServedDialog(self._desk, self._habits, self._team, self._roster.today, self).open()

    def open_duty(self) -> None:
        if self._team is not None and self._roster is not None:
            DutyDialog(self._desk, self._habits, self._team, self._roster.today, self).open()

    def open_size(self) -> None:
        if self._roster is not None:
            SizeDialog(self._desk, self._roster.usual_size, self).open()

    def open_classes(self) -> None:
        if self._team is not None and self._roster is not None:
            day = self._roster.today
            dialog = ClassesDialog(self._desk, self._habits, self._team, day, self)
            dialog.record_wanted.connect(lambda: self.wanted.emit(OpenTeam("activities")))
            dialog.open()

    def _remove(self) -> None:
        if (row := self.table.current) is not None:
            act = partial(remove_member, member_id=row.id, version=row.version)
            do_here(self._desk, self, act, f"Đã bỏ dòng của {row.full_name}")

    def _ask(self, then: Callable[[TeamRow, Offered], None]) -> None:
        """Read what may be chosen, then open a dialog over it."""
        self.message.hush()
        team = self._team
        if team is not None:
            look = partial(read_offered, team_id=team.id)
            self._desk.look(self, look, partial(then, team), "offered")

    def _ask_row(self, then: Callable[[MemberRow, Offered], None]) -> None:
        row = self.table.current
        if row is not None:
            self._ask(lambda _, offered: then(row, offered))

    def _compose(self) -> None:
        is_running = self._team is not None and self._team.until_on is None
        act = RECONSTITUTE if is_running else "thành lập"
        self._compose_with(VOLUNTEER_TEAM, ("vteam_act", act))

    def _compose_change(self) -> None:
        """Begin the decision with whom the row chosen names as leaving."""
        row = self.table.current
        leaving = (("vteam_leaving", _leaving(row)),) if row and row.is_serving else ()
        self._compose_with(TEAM_MEMBERS, *leaving)

    def _compose_with(self, purpose: str, *typed: tuple[str, str]) -> None:
        """Compose a decision; one on another team than the commune's own begins with its words."""

        def go(words: tuple[tuple[str, str], ...]) -> None:
            self.wanted.emit(Compose(purpose=purpose, typed=(*words, *typed)))

        if self._team is None or self._team.until_on is not None:
            go(())
        else:
            look = partial(words_of_team, team_id=self._team.id)
            self._desk.look(self, look, go, "words")

    def _open_row_in_assignments(self) -> None:
        if (row := self.table.current) is not None:
            self.wanted.emit(OpenAssignments(row.volunteer_id))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()


def _today(desk: Desk) -> date:
    office = desk.office
    return office.clock().date() if office is not None else date.today()


def _leaving(row: MemberRow) -> str:
    return CELLS.join(("1", row.full_name, "", row.role.label, ""))
