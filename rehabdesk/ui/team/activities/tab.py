"""Buổi họp, hoạt động: what the team did in any window, and the tips it passed on."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.activities.looks import ActivityView, Choices, read_activity, read_choices
from rehabdesk.services.activities.sums import Which, Window
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.rights.sitting import is_bound, may_keep_team
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.team.activities.kinds_dialog import KindsDialog
from rehabdesk.ui.team.activities.list_page import ActivitiesPage
from rehabdesk.ui.team.activities.tips_page import TipsPage
from rehabdesk.ui.team.activities.window_field import WindowField
from rehabdesk.ui.visits import OpenTeam

EVERY = -1  # team, area or member
NONE = 0
LIST, TIPS = 0, 1
FILTER_WIDTH = 160


class ActivitiesTab(QWidget):
    """Filters above; below them the activities, or the tips."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"activity", "activity_kind", "tip", "pledge", "volunteer", "hamlet", "team_member"}
        | {"volunteer_team"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._team: TeamRow | None = None
        self._choices: Choices | None = None
        self._is_bound = is_bound(desk)  # tips are not for team leaders
        today, calendar = days(desk)
        self.record_button = KeyButton("Ghi hoạt động", "Ctrl+N", "add", "primary")
        self.tip_button = KeyButton("Ghi tin báo", "Ctrl+I", "note")
        self.kinds_button = KeyButton("&Loại hoạt động…")
        self.message = MessageFrame()
        self.which = ComboField([(LIST, "Hoạt động"), (TIPS, "Tin báo")])
        self.window_field = WindowField(today, calendar)
        self.kind = ComboField[str](is_filter=True)
        self.hamlet = ComboField[int](is_filter=True)
        self.member = ComboField[int](is_filter=True)
        self.list = ActivitiesPage(desk, habits)
        self.tips = TipsPage(desk, habits)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._ask_choices()
        self.refresh()

    def _lay_out(self) -> None:
        for field, name in (
            (self.which, "Xem gì"),
            (self.kind, "Loại"),
            (self.hamlet, "Địa bàn"),
            (self.member, "Người làm"),
        ):
            field.setAccessibleName(name)
            field.fit_choices()
        if self._is_bound:
            self.which.hide()
        for field in (self.kind, self.member):
            field.setSizeAdjustPolicy(
                ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setFixedWidth(Style.current.length(FILTER_WIDTH))
        self.kind.offer([("", "Mọi loại")])
        self.hamlet.offer([(EVERY, "Mọi địa bàn")])
        self.member.offer([(EVERY, "Mọi người làm")])
        for page in (self.list, self.tips):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.message)
        layout.addLayout(
            filter_bar(self.which, self.window_field, self.kind, self.hamlet, self.member)
        )
        layout.addWidget(self.pages, 1)
        self.setFocusProxy(self.pages)

    def _connect(self) -> None:
        self.record_button.clicked.connect(self.record)
        self.tip_button.clicked.connect(self.record_tip)
        self.kinds_button.clicked.connect(self._open_kinds)
        self.which.chosen.connect(lambda _: self._turn())
        self.window_field.changed.connect(self.refresh)
        for field in (self.kind, self.hamlet, self.member):
            field.chosen.connect(lambda _: self.refresh())
        self.list.tips_wanted.connect(partial(self.turn_to, TIPS))
        self.list.pledges_wanted.connect(lambda: self.wanted.emit(OpenTeam("pledges")))
        self._desk.changed.connect(self._refresh_if_touched)

    # What the page around it asks

    def head_buttons(self) -> tuple[QWidget, ...]:
        may = may_keep_team(self._desk)
        for button in (self.record_button, self.tip_button, self.kinds_button):
            button.setEnabled(may)
        if self._is_bound:
            return (self.record_button,)
        return self.kinds_button, self.tip_button, self.record_button

    def show_team(self, team: TeamRow | None) -> None:
        self._team = team
        self.refresh()

    def visit(self, visit: object) -> None:
        """Go to an activity, wherever its day lies; to a month where one is meant."""
        if not isinstance(visit, OpenTeam):
            return
        self.turn_to(LIST)
        if visit.row_id is not None:
            look = partial(read_activity, activity_id=visit.row_id)
            self._desk.look(self, look, self._go_to, "visited")
        elif visit.month is not None:
            year, month = divmod(visit.month, 100)
            first = date(year, month, 1)
            self.window_field.value = _month_of(first)

    def record(self) -> None:
        self.turn_to(LIST)
        self.list.acts.record(self._team.id if self._team else None, self.kind.value or "")

    def record_tip(self) -> None:
        self.turn_to(TIPS)
        self.tips.record(self._team.id if self._team else None)

    def turn_to(self, place: int) -> None:
        if place == TIPS and self._is_bound:
            return
        self.which.value = place
        self._turn()

    def refresh(self) -> None:
        window, which, words = self.window_field.value, self._which, self._words()
        if self._is_bound:
            if self._team is not None:
                self.list.show_window(window, which, words)
            return
        self.list.show_window(window, which, words)
        self.tips.show_window(window, which, words)

    @property
    def _which(self) -> Which:
        kind = self.kind.value
        return Which(
            frozenset({kind}) if kind else frozenset(),
            self._team_wanted,
            _chosen(self.hamlet),
            _chosen(self.member),
        )

    @property
    def _team_wanted(self) -> int | None:
        """Ask for one team alone only where there are several to choose from."""
        is_one = self._has_teams or self._is_bound
        return self._team.id if self._team is not None and is_one else None

    @property
    def _has_teams(self) -> bool:
        return len(self._choices.teams) > 1 if self._choices else False

    def _ask_choices(self) -> None:
        self._desk.look(self, read_choices, self._offer, "choices")

    def _offer(self, choices: Choices) -> None:
        had = self._has_teams
        self._choices = choices
        self.kind.offer([("", "Mọi loại"), *((kind.code, kind.name) for kind in choices.kinds)])
        self.hamlet.offer([(EVERY, "Mọi địa bàn"), *choices.hamlets, (NONE, "Không nói rõ")])
        self.member.offer([(EVERY, "Mọi người làm"), *choices.members, (NONE, "Không nói rõ")])
        if had != self._has_teams:
            self.refresh()

    def _go_to(self, view: ActivityView) -> None:
        facts = view.facts
        for field, every in ((self.hamlet, EVERY), (self.member, EVERY)):
            field.value = every
        self.kind.value = ""
        self.list.measure = ""
        window = self.window_field.value
        ends = facts.until_on or facts.on
        if not window.from_on <= facts.on <= ends <= window.until_on:
            is_month = (facts.on.year, facts.on.month) == (ends.year, ends.month)
            self.window_field.value = _month_of(facts.on) if is_month else Window(facts.on, ends)
        self.list.go_to(view.id)

    def _words(self) -> str:
        told = [self.window_field.value.words]
        if self._team is not None and self._has_teams:
            told.append(self._team.name)
        filters = (self.kind, self.hamlet, self.member)
        told += [field.currentText() for field in filters if field.currentIndex() > 0]
        return ", ".join(told)

    def _turn(self) -> None:
        place = self.which.value or LIST
        self.pages.setCurrentIndex(place)
        self.setFocusProxy(self.list if place == LIST else self.tips)
        self.kind.setVisible(place == LIST)

    def _open_kinds(self) -> None:
        KindsDialog(self._desk, self._habits, self.window()).open()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self._ask_choices()
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)


def _chosen(field: ComboField[int]) -> int | None:
    value = field.value
    return None if value is None or value == EVERY else value


def _month_of(day: date) -> Window:
    return Window(day.replace(day=1), Month.of(day).last)
