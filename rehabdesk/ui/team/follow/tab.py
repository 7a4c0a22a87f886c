"""Gặp gỡ, theo dõi: who helps whom, who was not met for too long, and their papers (F59, S18)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.follow_up.load import Helped, HelperLoad, Load, read_load
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.rights.sitting import is_bound, may_note
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.team.follow.columns import HELPERS, PERSONS
from rehabdesk.ui.team.follow.papers import FollowPapers
from rehabdesk.ui.visits import NoteMeeting, OpenPerson, OpenTeam

MEMBERS, EVERYBODY, SILENT = "members", "everybody", "silent"
NO_TEAM = "Chưa có đội nào. Chọn “Mọi người phụ trách” để xem ai đang giúp ai."
NOBODY = "Chưa ai được phân công giúp ai. Bấm Ctrl+4 để phân công."
NO_PERSONS = "Đội viên chưa được phân công giúp ai."
NO_PERSON = "Người này chưa được giao giúp ai."


class FollowTab(QWidget):
    """Helpers above, whom the chosen one helps below; ticks choose several in either."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"contact", "contact_person", "assignment", "team_member", "team_area", "volunteer"}
        | {"person", "standing", "office_setting"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._team: TeamRow | None = None
        self._load: Load | None = None
        self._awaited: int | None = None
        self._is_bound = is_bound(desk)
        self.papers = FollowPapers(desk, habits, self)
        self.note_button = KeyButton("&Ghi gặp gỡ", "Ctrl+G", "note", "primary", is_bound=False)
        self.sheets_button = KeyButton("In tờ theo &dõi…", picture="print")
        self.report_button = KeyButton("&Báo cáo tháng…", picture="document_text")
        self.follow_button = KeyButton("&Phiếu theo dõi…", picture="document_text")
        self.message = MessageFrame()
        self.scope = ComboField(
            [
                (MEMBERS, "Đội viên"),
                (SILENT, "Ai chưa gặp, ai chưa được gặp"),
                *(() if self._is_bound else ((EVERYBODY, "Mọi người phụ trách"),)),
            ],
        )
        self.scope.setAccessibleName("Xem ai")
        self.scope.fit_choices()
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.table: ListTable[HelperLoad] = ListTable(
            Rows(HELPERS, self, identity=lambda row: row.volunteer_id, has_ticks=True),
            "team.follow",
            habits,
        )
        self.persons_title = QLabel()
        self.persons_title.setProperty("role", "section")
        self.persons: ListTable[Helped] = ListTable(
            Rows(PERSONS, self, identity=lambda row: row.person_id, has_ticks=True),
            "team.follow.persons",
            habits,
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self.table.setAccessibleName("Người phụ trách, đội viên")
        self.table.told = Told("Người phụ trách và lần gặp gần nhất", self._told_words)
        self.table.set_empty(NOBODY)
        self.persons.setAccessibleName("Người được giúp")
        self.persons.told = Told(
            "Người được giúp", self._persons_words, person=lambda row: row.person_id
        )
        self.persons.set_empty(NO_PERSON)
        below = QHBoxLayout()
        below.addWidget(self.persons_title, 1)
        if not self._is_bound:
            below.addWidget(self.follow_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        layout.addLayout(filter_bar(self.scope))
        layout.addWidget(self.told)
        layout.addWidget(self.table, 3)
        layout.addLayout(below)
        layout.addWidget(self.persons, 2)

    def _connect(self) -> None:
        self.note_button.clicked.connect(self.note)
        self.sheets_button.clicked.connect(self._print_sheets)
        self.report_button.clicked.connect(self._print_reports)
        self.follow_button.clicked.connect(self._print_follow_up)
        self.scope.chosen.connect(lambda _: self.refresh())
        self.table.moved_to.connect(self._show_persons)
        self.table.opened.connect(lambda _: self.note())
        self.persons.opened.connect(self._open_person)
        self._desk.changed.connect(self._refresh_if_touched)

    # What the page around it asks

    def head_buttons(self) -> tuple[QWidget, ...]:
        if self._is_bound:
            return (self.note_button,)
        return self.report_button, self.sheets_button, self.note_button

    def show_team(self, team: TeamRow | None) -> None:
        self._team = team
        if team is None and self.scope.value == MEMBERS and not self._is_bound:
            self.scope.value = EVERYBODY
        self.refresh()

    def visit(self, visit: object) -> None:
        """Go to a helper; without one to those who have met nobody."""
        if not isinstance(visit, OpenTeam):
            return
        self._awaited = visit.row_id
        everybody = MEMBERS if self._is_bound else EVERYBODY
        self.scope.value = SILENT if visit.row_id is None else everybody
        self.refresh()

    def refresh(self) -> None:
        team_id = self.team_id
        self._desk.look(self, partial(read_load, team_id=team_id), self._show, "load")

    @property
    def team_id(self) -> int | None:
        is_team = self.scope.value == MEMBERS or self._is_bound
        return self._team.id if is_team and self._team is not None else None

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    # What is shown

    def _show(self, load: Load) -> None:
        self._load = load
        rows = load.helpers
        if self.scope.value == SILENT:
            rows = tuple(each for each in rows if each.is_silent or each.unmet)
        nobody = NO_PERSONS if self._is_bound else NOBODY
        self.table.set_empty(nobody if self._team or self.scope.value != MEMBERS else NO_TEAM)
        self.table.show_rows(rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        self.told.setText(told_of(load))
        self._show_persons(self.table.current)

    def _show_persons(self, row: HelperLoad | None) -> None:
        self.persons.show_rows(row.persons if row else ())
        self.persons_title.setText(f"{row.name} đang giúp {len(row.persons)} người" if row else "")
        may, has_row = may_note(self._desk), row is not None
        self.note_button.setEnabled(may and bool(row and row.persons))
        for button in (self.sheets_button, self.report_button):
            button.setEnabled(has_row and self._may(Right.EXPORT_LISTS))
        self.follow_button.setEnabled(bool(row and row.persons) and self._may(Right.EXPORT_LISTS))

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _told_words(self) -> str:
        return told_of(self._load) if self._load else ""

    def _persons_words(self) -> str:
        return self.persons_title.text()

    # What is done

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        """Return those ticked, the one chosen, else whom the helper has not met for longest."""
        row = self.table.current
        if row is None:
            return ()
        ticked = self.persons.rows.ticked_rows
        current = self.persons.current if self.persons.hasFocus() else None
        late = sorted(row.unmet, key=lambda each: each.silent_days or 0, reverse=True)
        chosen = ticked or ([current] if current else late[:1] or row.persons[:1])
        return tuple(each.person_id for each in chosen if not each.is_close)

    def note(self) -> None:
        if self.persons_in_hand:
            self.wanted.emit(NoteMeeting(self.persons_in_hand))

    def _print_sheets(self) -> None:
        self.papers.print_sheets([row.volunteer_id for row in self.table.chosen])

    def _print_reports(self) -> None:
        ids = [row.volunteer_id for row in self.table.chosen]
        self.papers.print_reports(self.team_id, ids)

    def _print_follow_up(self) -> None:
        row = self.table.current
        ticked = self.persons.rows.ticked_rows
        chosen = ticked or (list(row.persons) if row else [])
        if chosen:
            self.papers.print_follow_up([each.person_id for each in chosen])

    def _open_person(self, row: Helped) -> None:
        among = tuple(each.person_id for each in self.persons.rows.all)
        self.wanted.emit(OpenPerson(row.person_id, among))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()


def told_of(load: Load) -> str:
    """Say who met nobody, and who was not met, in the days the office has chosen."""
    silent, unmet = len(load.silent), len(load.unmet)
    told = [
        f"{silent} người phụ trách chưa gặp ai trong {load.member_days} ngày"
        if silent
        else f"Ai cũng đã gặp người mình giúp trong {load.member_days} ngày"
    ]
    if load.person_days:
        told.append(
            f"{unmet} người chưa được gặp quá {load.person_days} ngày"
            if unmet
            else f"không ai chưa được gặp quá {load.person_days} ngày"
        )
    return " · ".join(told)
