"""Chỉ tiêu giao đội: target, done and rate of the team and of each member (F67)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.targets.of_team import read_team_parts
from rehabdesk.services.team_targets.done import (
    Behind,
    MemberDone,
    TargetRow,
    TargetSheet,
    read_sheet,
)
from rehabdesk.services.team_targets.keeping import KeepTarget, Kept, keep_target
from rehabdesk.services.team_targets.periods import Span, TargetPeriod
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.bin.throwing import bind_delete
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.rights.sitting import is_bound
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.team.targets.behind_dialog import BehindDialog
from rehabdesk.ui.team.targets.columns import MEMBERS, TARGETS, rate_words
from rehabdesk.ui.team.targets.dialog import TargetDialog

EMPTY = "Chưa giao chỉ tiêu nào cho kỳ này. Bấm Ctrl+N."
NOTHING_HANDED = "Kỳ này cơ quan chưa giao chỉ tiêu nào cho đội."
NO_TEAM = "Chưa có đội nào. Lập đội ở tab Danh sách đội trước."
COUNTED = (
    "Đã làm tính từ hoạt động, gặp gỡ, cam kết, tin báo đã ghi: buổi, cuộc tính cho người có mặt, "
    "số khác tính cho người làm. Số gõ tay ở Bảng tháng không tính vào đây."
)


class TargetsTab(QWidget):
    """Enter shows what stands behind a figure, F2 changes the target, Delete takes it off."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"office_setting", "activity", "activity_figure", "activity_attendance", "activity_kind"}
        | {"contact", "contact_person", "pledge", "tip", "team_member", "person", "plan_target"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        self._team: TeamRow | None = None
        self._is_bound, self._sheet = is_bound(desk), TargetSheet()
        today, _ = days(desk)
        self._today = today
        self.add_button = KeyButton("&Giao chỉ tiêu", "Ctrl+N", "add", "primary")
        self.print_button = KeyButton("&In", "Ctrl+P", "print", is_bound=False)
        self.message = MessageFrame()
        self.span = ComboField([(each, each.label) for each in Span])
        self.span.setAccessibleName("Kỳ giao")
        self.before_button = IconButton("chevron_left", "Kỳ trước")
        self.after_button = IconButton("chevron_right", "Kỳ sau")
        self.period_words = QLabel()
        self.period_words.setProperty("role", "title")
        self.period = TargetPeriod.around(Span.QUARTER, today())
        self.span.value = Span.QUARTER
        self.table: ListTable[TargetRow] = ListTable(
            Rows(TARGETS, self, identity=lambda row: row.target.what), "team.targets", habits
        )
        self.members_title = QLabel()
        self.members_title.setProperty("role", "section")
        self.members: ListTable[MemberDone] = ListTable(
            Rows(MEMBERS, self, identity=lambda row: row.member.volunteer_id),
            "team.targets.members",
            habits,
        )
        self.edit_button = KeyButton("Sửa, &chia…", "F2", "edit", is_bound=False, is_small=True)
        self.remove_button = KeyButton("Bỏ", "Delete", "delete", is_bound=False, is_small=True)
        self.names_button = KeyButton("&Xem những dòng đứng sau", is_small=True)
        self.counted = QLabel(COUNTED)
        self.planned = QLabel()
        self._lay_out()
        self._connect()
        self._tell_period()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleName("Chỉ tiêu giao đội")
        self.table.told = Told("Chỉ tiêu giao đội", self._words, names_persons=False)
        self.members.setAccessibleName("Chỉ tiêu của từng đội viên")
        self.members.told = Told(
            "Chỉ tiêu của từng đội viên", self._member_words, names_persons=False
        )
        self.members.set_empty("Kỳ này đội chưa có ai.")
        self.counted.setProperty("role", "hint")
        self.counted.setWordWrap(True)
        self.planned.setWordWrap(True)
        self.planned.hide()
        between = QHBoxLayout()
        between.setSpacing(8)
        between.addWidget(self.members_title, 1)
        buttons = (self.remove_button, self.edit_button, self.names_button)
        for button in buttons[2:] if self._is_bound else buttons:
            between.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        bar = (self.span, self.before_button, self.period_words, self.after_button)
        layout.addLayout(filter_bar(*bar))
        layout.addWidget(self.table, 1)
        layout.addLayout(between)
        layout.addWidget(self.members, 1)
        layout.addWidget(self.planned)
        layout.addWidget(self.counted)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.print_button.clicked.connect(lambda: self.table.leave(Way.PRINT))
        self.span.chosen.connect(self._take_span)
        self.before_button.clicked.connect(partial(self._step, -1))
        self.after_button.clicked.connect(partial(self._step, 1))
        self.table.moved_to.connect(self._show_members)
        self.table.opened.connect(self._open_team)
        self.members.opened.connect(self._open_member)
        self.names_button.clicked.connect(lambda: self._open_team(self.table.current))
        self.edit_button.clicked.connect(self._edit)
        bind_delete(self.table, self.remove_button, self._remove)
        key = QShortcut(QKeySequence("F2"), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._edit)
        self._desk.changed.connect(self._refresh_if_touched)

    # What the page around it asks

    def head_buttons(self) -> tuple[QWidget, ...]:
        if self._is_bound:
            return ()
        return self.print_button, self.add_button

    def show_team(self, team: TeamRow | None) -> None:
        self._team = team
        self.refresh()

    def refresh(self) -> None:
        if self._team is None:
            self.table.set_empty(NO_TEAM)
            self._show(TargetSheet())
            return
        look = partial(read_sheet, team_id=self._team.id, period=self.period)
        self._desk.look(self, look, self._show, "targets")
        planned = partial(
            read_team_parts,
            team_id=self._team.id,
            from_on=self.period.from_on,
            until_on=self.period.until_on,
        )
        self._desk.look(self, planned, self._show_planned, "planned")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    # What is shown

    def show_period(self, period: TargetPeriod) -> None:
        self.period = period
        self.span.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.span.value = period.span
        self.span.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._tell_period()
        self.refresh()

    def _take_span(self, span: Span | None) -> None:
        if span is not None and span is not self.period.span:
            inside = self.period.from_on <= self._today() <= self.period.until_on
            day = self._today() if inside else self.period.from_on
            self.show_period(TargetPeriod.around(span, day))

    def _step(self, way: int) -> None:
        self.show_period(self.period.on(way))

    def _tell_period(self) -> None:
        words = self.period.words
        self.period_words.setText(f"{words[:1].upper()}{words[1:]}")

    def _show(self, sheet: TargetSheet) -> None:
        self.message.hush()
        self._sheet = sheet
        if self._team is not None:
            self.table.set_empty(NOTHING_HANDED if self._is_bound else EMPTY)
        self.table.show_rows(sheet.rows)
        self.add_button.setEnabled(sheet.may_keep)
        self._show_members(self.table.current)

    def _show_members(self, row: TargetRow | None) -> None:
        self.members.show_rows(row.members if row else ())
        self.members.setEnabled(row is not None)
        self.members_title.setText(self._member_words())
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(row is not None and self._sheet.may_keep)
        self.names_button.setEnabled(row is not None)

    def _show_planned(self, parts: tuple[str, ...]) -> None:
        told = "; ".join(parts)
        self.planned.setText(f"Theo kế hoạch (chia ở trang Chỉ tiêu): {told}." if told else "")
        self.planned.setVisible(bool(told))

    def _words(self) -> str:
        team = self._team.name if self._team else ""
        return f"{team}; {self.period.words}"

    def _member_words(self) -> str:
        row = self.table.current
        if row is None:
            return ""
        told = f"{row.measured.name}: đã làm {row.done} trên {row.target.amount}"
        return f"{told} {row.measured.unit}, {rate_words(row.rate)}"

    # What is done

    def _add(self) -> None:
        if self._team is not None and self._sheet.period is not None:
            self._ask(None)

    def _edit(self) -> None:
        if (row := self.table.current) is not None and self._sheet.may_keep:
            self._ask(row)

    def _ask(self, row: TargetRow | None) -> None:
        if self._team is None:
            return
        dialog = TargetDialog(self._desk, self._team.id, self._sheet, self.window(), row)
        words = "Đã giao" if row is None else "Đã sửa"
        dialog.kept.connect(partial(self._tell, words))
        dialog.open()

    def _remove(self) -> None:
        if (row := self.table.current) is not None and self._team is not None:
            order = KeepTarget(self._team.id, row.target, None)
            act = partial(keep_target, order=order)
            self._desk.do(self, act, partial(self._tell, "Đã bỏ"))

    def _tell(self, words: str, made: Kept) -> None:
        self._desk.say(f"{words} chỉ tiêu “{made.name}”.", UNDO, partial(self._undo, made))

    def _undo(self, made: Kept) -> None:
        def tell(back: Kept) -> None:
            again = partial(self._undo, back)
            self._desk.say(f"Đã hoàn tác: chỉ tiêu “{back.name}”.", "", None, again)

        self._desk.do(self, partial(keep_target, order=made.back), tell)

    def _open_team(self, row: TargetRow | None) -> None:
        if row is not None:
            self._open_lines(row.measured.name, row.behind)

    def _open_member(self, row: MemberDone) -> None:
        target = self.table.current
        if target is not None:
            lines = target.behind_member(row.member.volunteer_id)
            self._open_lines(f"{row.member.name}: {target.measured.name}", lines)

    def _open_lines(self, title: str, lines: tuple[Behind, ...]) -> None:
        dialog = BehindDialog(title, lines, self._habits, self.window())
        dialog.wanted.connect(self.wanted)
        dialog.open()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()
