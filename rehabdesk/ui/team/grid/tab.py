"""Bảng tháng: who was where and what each did, typed from paper, saved whole (F62)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import NeedsConfirmation, OutsideFault, Refusal
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.figures import MonthFigures, read_figures
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.saving import (
    CellsChangedMeanwhile,
    SaveMonth,
)
from rehabdesk.services.month_grid.sheet import MonthSheet, SessionColumn, WalkIn
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame, OneLine, StateChip
from rehabdesk.ui.rights.sitting import may_print
from rehabdesk.ui.team.grid.cards import MonthCards
from rehabdesk.ui.team.grid.choosing import MonthChooser
from rehabdesk.ui.team.grid.drafting import CellKeeper, cells_of, month_of
from rehabdesk.ui.team.grid.leaving import SheetLeaving
from rehabdesk.ui.team.grid.lists import FigureLists
from rehabdesk.ui.team.grid.occasions import Occasions
from rehabdesk.ui.team.grid.saver import SheetSaver
from rehabdesk.ui.team.grid.sheet.frame import GridFrame
from rehabdesk.ui.team.grid.sheet.hand import SheetInHand
from rehabdesk.ui.team.grid.sheet.menu import open_menu
from rehabdesk.ui.team.grid.sheet.model import GridModel
from rehabdesk.ui.team.grid.sheet.pasting import Pasted
from rehabdesk.ui.team.grid.walk_in_dialog import WalkInDialog
from rehabdesk.ui.visits import OpenAssignments, OpenTeam

HINT = "Space: đánh dấu · mũi tên: sang ô · gõ số ở cột đếm · Ctrl+Space: cả cột có mặt"
EMPTY = "Tháng này chưa có buổi nào. Bấm Ctrl+N để thêm buổi."
NO_TEAM = "Chưa có đội nào. Lập đội ở “Quyết định của đội”, rồi thêm đội viên ở “Danh sách đội”."
NO_SESSION = "Chưa có buổi nào để ghi người dự. Bấm Ctrl+N để thêm buổi trước."


class GridTab(QWidget):
    """One month of one team; what is typed waits here until the whole sheet is saved."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"activity", "activity_attendance", "activity_kind", "month_count", "team_member"}
        | {"volunteer", "hamlet", "contact", "contact_person", "tip", "assignment"}
        | {"office_setting"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        self._team: TeamRow | None = None
        self._month: Month | None = None
        self._put_aside: dict[tuple[int, Month], SheetInHand] = {}
        self._figures = MonthFigures()
        self._awaited: int | None = None  # the occasion to go to
        self._kept_content: Mapping[str, Any] | None = None  # of the month gone to
        self._is_stale = False
        self.model = GridModel(self)
        self.frame = GridFrame(self.model)
        self.view = self.frame.view
        self.months = MonthChooser()
        self.hint = OneLine(HINT)
        self.chip = StateChip()
        self.message = MessageFrame()
        self.cards = MonthCards()
        self.occasions = Occasions(desk, self)
        self.saver = SheetSaver(desk, self)
        self.lists = FigureLists(desk, habits, self)
        self.leaving = SheetLeaving(desk, habits, self)
        self._keeper = CellKeeper(desk, self, self.message, lambda: self.hand)
        self.add_button = KeyButton("Thêm &buổi", "Ctrl+N", "add")
        self.guest_button = KeyButton("Thêm người &dự ngoài đội", picture="person_add")
        self.print_button = KeyButton("&In bảng", "Ctrl+P", "print")
        self.save_button = KeyButton("&Lưu cả bảng", "Ctrl+S", kind="primary")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        self.hint.setProperty("role", "secondary")
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(16)
        bar.addWidget(self.months)
        bar.addWidget(self.hint)
        bar.addStretch(1)
        bar.addWidget(self.chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.message)
        layout.addWidget(self.frame, 8)
        layout.addSpacing(4)
        layout.addWidget(self.cards, 1)

    def _connect(self) -> None:
        self.months.wanted.connect(self._leave_for)
        self.model.edited.connect(self._note_edited)
        self.view.menu_wanted.connect(partial(open_menu, self.view.strokes, self))
        self.view.strokes.pasted.connect(self._tell_pasted)
        self.view.strokes.session_wanted.connect(self._correct_session)
        self.view.strokes.session_unwanted.connect(self.occasions.throw_away)
        self.view.strokes.excel_wanted.connect(self._export)
        self.occasions.added.connect(self._go_to_session)
        self.cards.behind_wanted.connect(self._open_behind)
        self.cards.period_wanted.connect(lambda: self.lists.open_period(self.model.sheet))
        self.saver.saved.connect(self._settle)
        self.lists.wanted.connect(self.wanted)
        self._keeper.resumed.connect(self._resume)
        self.lists.changed.connect(self.refresh)
        self.cards.silent_wanted.connect(lambda: self.lists.open_silent(self._figures))
        self.cards.days_wanted.connect(lambda: self.lists.ask_days(self._figures))
        self.cards.member_wanted.connect(lambda who: self.wanted.emit(OpenAssignments(who)))
        self.add_button.clicked.connect(self._add_session)
        self.guest_button.clicked.connect(self._add_guest)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save_pressed)
        self._desk.changed.connect(self._refresh_if_touched)

    # What the page around it asks

    def head_buttons(self) -> tuple[QWidget, ...]:
        printing = (self.print_button,) if may_print(self._desk) else ()
        return self.add_button, self.guest_button, *printing, self.save_button

    def show_team(self, team: TeamRow | None) -> None:
        """Show a team's sheet; the cells typed for another one wait for its return."""
        before, self._team = self._team, team
        if team is None:
            self.message.say("info", NO_TEAM)
        elif before is None:
            self.message.hush()
        self.frame.setVisible(team is not None)
        self.cards.setVisible(team is not None)
        self._allow()
        if team is None:
            return
        today = days(self._desk)[0]()
        self.months.offer(team.from_on, today)
        if before is None or before.id != team.id:
            self._lay_aside(before)
            self._open(self._month or Month.of(today))

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenTeam) and visit.month:
            month = Month.numbered(visit.month)
            if self._team is not None:
                self._leave_for(month)
            self._month = self._month or month  # for the team still to come

    def refresh(self) -> None:
        """Read the month anew; what is typed stays over it."""
        self._is_stale = False
        if self._team is None or self._month is None:
            return
        team_id, month = self._team.id, self._month
        look = partial(read_month, team_id=team_id, month=month)
        self._desk.look(self, look, self._show, "month")
        figures = partial(read_figures, team_id=team_id, month=month)
        self._desk.look(self, figures, self._show_figures, "figures")

    @property
    def hand(self) -> SheetInHand | None:
        return self.model.hand

    # Months

    def _leave_for(self, month: Month) -> None:
        """Go to another month, unless there are cells to be saved first."""
        hand = self.hand
        if hand is None or not hand.unsaved or month == self._month:
            self._open(month)
            return
        if self._month is not None:
            self.months.show_month(self._month)
        go_on = partial(self._open, month)
        self._keeper.ask_unsaved(partial(self.save, go_on), partial(self._drop, go_on))

    def _drop(self, then: Callable[[], None] | None) -> None:
        if self.hand is not None:
            self.hand.forget()
            self.model.show(self.hand)
        self._keeper.drop()
        if then is not None:
            then()

    def _open(self, month: Month) -> None:
        self._month = month
        self.months.show_month(month)
        if self.hand is None or self.hand.sheet.month != month:
            self.message.hush()
        self.refresh()

    def _lay_aside(self, team: TeamRow | None) -> None:
        if team is not None and self.hand is not None and self.hand.unsaved:
            self._put_aside[team.id, self.hand.sheet.month] = self.hand

    def _show(self, sheet: MonthSheet) -> None:
        key = (sheet.team_id, sheet.month)
        if self._team is None or key != (self._team.id, self._month):
            return
        place, hand, lost = self.view.strokes.place(), self.hand, 0
        if hand is None or hand.key != key:
            hand = self._put_aside.pop(key, None)
            place = None
        if hand is None:
            hand = SheetInHand(sheet)
        else:
            lost = hand.renew(sheet)
        self.model.show(hand)
        self.view.strokes.is_kept = sheet.may_keep
        self.hint.setText(HINT if sheet.sessions else EMPTY)
        self._allow()
        if self._awaited in hand.columns:
            place, self._awaited = (hand.rows[0].subject, self._awaited), None
            self.view.setFocus()
        self.view.strokes.go_back_to(place)
        if lost:
            self.message.say("warn", f"{lost} ô chưa lưu không còn chỗ: buổi hoặc người đã bỏ.")
        if sheet.may_keep:
            self._keeper.ask()
        if self._kept_content is not None:
            content, self._kept_content = self._kept_content, None
            self._resume(content)

    def _show_figures(self, told: MonthFigures) -> None:
        self._figures = told
        if self._month is not None:
            self.cards.show_figures(self._month, told)

    # Saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save every cell typed, or none."""
        if self.hand is not None and not self.saver.is_busy:
            self.message.hush()
            self.saver.save(self.hand, then)

    def _save_pressed(self) -> None:
        self.save()

    def _settle(self, order: SaveMonth) -> None:
        """Take what was typed as kept, where it is still the sheet that is shown."""
        self.message.hush()
        hand = self.hand
        if hand is not None and hand.key == (order.team_id, order.month):
            place = self.view.strokes.place()
            hand.settle()
            self.model.show(hand)
            self.view.strokes.go_back_to(place)
            self._keeper.drop()

    def show_refusal(self, refusal: Refusal) -> None:
        self.saver.is_busy = False
        if isinstance(refusal, CellsChangedMeanwhile):
            self.refresh()
        self.message.say("bad", str(refusal))

    def show_doubt(self, doubt: NeedsConfirmation, go_on: Callable[[], None]) -> None:
        self.saver.is_busy = False
        self.message.say("warn", str(doubt))
        self.message.add_link("Vẫn lưu", go_on).setFocus()

    def show_fault(self, fault: OutsideFault) -> None:
        self.saver.is_busy = False
        self.message.say("bad", str(fault))

    def _note_edited(self) -> None:
        count = self.hand.unsaved if self.hand is not None else 0
        words = f"Chưa lưu {count} ô" if count else ""
        self.chip.show_state("warn", words, "document_edit" if count else "")
        self.save_button.setEnabled(self._may_keep())
        if count:
            self._keeper.note_change()

    def _resume(self, content: Mapping[str, Any]) -> None:
        self.message.hush()
        month = month_of(content)
        if self.hand is None or month != self._month:
            self._kept_content = content
            self._open(month)
            return
        values = cells_of(self.hand, content)
        self.model.show(self.hand)
        self.model.put(values)
        self.view.setFocus()

    def _add_session(self) -> None:
        if self.hand is not None:
            self.occasions.add(self.hand.sheet)

    def _correct_session(self, activity_id: int) -> None:
        session = self.hand.session(activity_id) if self.hand is not None else None
        if self.hand is not None and session is not None:
            self.occasions.correct(self.hand.sheet, session)

    def _go_to_session(self, activity_id: int, on: object) -> None:
        self._awaited, month = activity_id, Month.of(on)  # type: ignore[arg-type]
        if month != self._month:
            self._leave_for(month)
        else:
            self.refresh()

    def _add_guest(self) -> None:
        session = self._session_in_hand()
        if session is None:
            self.message.say("info", NO_SESSION)
            return
        dialog = WalkInDialog(session, self.window())
        dialog.admitted.connect(partial(self._admit, session))
        dialog.open()

    def _admit(self, session: SessionColumn, guest: WalkIn) -> None:
        hand = self.hand
        if hand is None:
            return
        hand.admit(guest)
        self.model.show(hand)
        self.model.put({(guest, session.activity_id): 1})
        row = next(at for at, each in enumerate(hand.rows) if each.subject == guest)
        self.view.strokes.choose(row, self.model.section(session.activity_id))
        self.view.setFocus()

    def _session_in_hand(self) -> SessionColumn | None:
        """Return the occasion that is current, else the last that was."""
        hand, current = self.hand, self.view.currentIndex()
        if hand is None:
            return None
        column = self.model.column(current.column()) if current.isValid() else None
        session = hand.session(column) if column is not None else None
        held = [each for each in hand.sheet.sessions if each.on <= hand.sheet.today]
        return session or next(iter([*reversed(held), *hand.sheet.sessions]), None)

    def _tell_pasted(self, pasted: Pasted, words: str) -> None:
        is_whole = not (pasted.failed or pasted.rows_over or pasted.columns_over)
        words += " Ctrl+Z bỏ lần dán." if pasted.values else ""
        self.message.say("ok" if is_whole else "warn", words)

    def _open_behind(self, kind: str) -> None:
        if self.hand is not None:
            self.lists.open_behind(self.hand.sheet, kind)

    def _print(self) -> None:
        if self.hand is not None:
            self.leaving.print(self.hand, self._session_in_hand())

    def _export(self) -> None:
        if self.hand is not None:
            self.leaving.export(self.hand)

    # Keeping up

    def _may_keep(self) -> bool:
        return self.hand is not None and self.hand.sheet.may_keep and self._team is not None

    def _allow(self) -> None:
        for button in (self.add_button, self.guest_button, self.save_button):
            button.setEnabled(self._may_keep())
        self.print_button.setEnabled(self.hand is not None and self._team is not None)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if not touched & self.WATCHES:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is not saved, and ask about it when somebody goes to another page."""
        super().hideEvent(event)
        if not event.spontaneous() and self.hand is not None and self.hand.unsaved:
            self._keeper.keep()
            QTimer.singleShot(0, self, self._ask_left)

    def _ask_left(self) -> None:
        """Ask on the page gone to; not when the window itself is closed, or the machine locked."""
        hand = self.hand
        is_gone = not self.isVisible() and self.window().isVisible()
        if hand is None or not hand.unsaved or not is_gone or self._desk.office is None:
            return
        back = partial(self.wanted.emit, OpenTeam("grid", hand.sheet.team_id))
        self._keeper.ask_unsaved(self._save_pressed, partial(self._drop, None), back)
