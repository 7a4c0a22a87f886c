"""The volunteer team on one page: whose team, and a tab for each part of its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from rehabdesk.services.teams.looks import TeamRow, list_teams
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.rights.sitting import is_bound
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import NoteMeeting, OpenAssignments, OpenPerson, OpenTeam

Factory = Callable[[Desk, QSettings], QWidget]
TEAM_WIDTH = 170
LEADS_NONE = (
    "Hôm nay bạn không là đội trưởng, đội phó của đội nào. "
    "Nhờ cán bộ xem lại danh sách đội, hoặc hỏi người quản trị."
)
TEAM = "Đội công tác xã hội tình nguyện "


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the page, made when it is first turned to.

    Its widget may have `wanted = Signal(object)`, `visit(visit)`, `refresh()`, `head_buttons()`,
    `show_team(team)` (a TeamRow or None: the team chosen) and `about_team = False` where the
    choice of a team means nothing to it.
    """

    key: str
    title: str
    place: str  # "module:Class"; the module is not loaded before it is needed
    is_of_leader: bool = False  # there for a team leader too

    @property
    def exists(self) -> bool:
        module = self.place.partition(":")[0]
        try:
            return find_spec(module) is not None
        except ModuleNotFoundError:
            return False

    def make(self, desk: Desk, habits: QSettings) -> QWidget:
        module, _, name = self.place.partition(":")
        made: QWidget = getattr(import_module(module), name)(desk, habits)
        return made


TABS = (
    Tab("roster", "Danh sách đội", "rehabdesk.ui.team.roster.tab:RosterTab", is_of_leader=True),
    Tab("grid", "Bảng tháng", "rehabdesk.ui.team.grid.tab:GridTab", is_of_leader=True),
    Tab(
        "activities",
        "Buổi họp, hoạt động",
        "rehabdesk.ui.team.activities.tab:ActivitiesTab",
        is_of_leader=True,
    ),
    Tab("follow", "Theo dõi", "rehabdesk.ui.team.follow.tab:FollowTab", is_of_leader=True),
    Tab("pledges", "Cam kết", "rehabdesk.ui.pledges.tab:PledgesTab"),
    Tab("allowances", "Bảng chi hỗ trợ", "rehabdesk.ui.team.allowances.tab:AllowancesTab"),
    Tab(
        "targets",
        "Chỉ tiêu giao đội",
        "rehabdesk.ui.team.targets.tab:TargetsTab",
        is_of_leader=True,
    ),
    Tab("papers", "Quyết định của đội", "rehabdesk.ui.team.papers.tab:PapersTab"),
    Tab("bodies", "Các tổ", "rehabdesk.ui.team.bodies.tab:BodiesTab"),
    Tab("models", "Mô hình, địa bàn", "rehabdesk.ui.team.models.tab:ModelsTab"),
)


class TeamScreen(QWidget):
    """One team at a time; the tabs are about the team chosen."""

    wanted = Signal(object)
    WATCHES = frozenset({"volunteer_team", "team_member", "team_paper"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._is_bound = is_bound(desk)
        self._tabs = tuple(
            tab for tab in TABS if tab.exists and (tab.is_of_leader or not self._is_bound)
        )
        self._pages: dict[str, QWidget] = {}
        self._buttons: dict[str, tuple[QWidget, ...]] = {}
        self._teams: list[TeamRow] = []
        self._awaited: int | None = None
        self.head = PageHead("Đội tình nguyện")
        self.message = MessageFrame()
        self.teams = ComboField[int]()
        self.teams.setAccessibleName("Đội")
        self.tabs = QTabBar()
        self._stack = QStackedWidget()
        self._assemble()
        self._connect()
        self.refresh()
        if self._tabs:
            self._turn_to(0)

    @property
    def team(self) -> TeamRow | None:
        chosen = self.teams.value
        return next((row for row in self._teams if row.id == chosen), None)

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        """Return whom a meeting would be written down with: whom the tab shown means."""
        return tuple(getattr(self._page, "persons_in_hand", ()))

    def visit(self, visit: object) -> None:
        if not isinstance(visit, OpenTeam):
            return
        self._awaited = visit.team_id
        self._choose_awaited()
        if visit.tab:
            self.turn_to(visit.tab)
        page = self._page
        if page is not None:
            if callable(take := getattr(page, "visit", None)):
                take(visit)
            page.setFocus()

    def refresh(self) -> None:
        self._desk.look(self, list_teams, self._show, "teams")

    def page(self, key: str) -> QWidget:
        """Return the page of a tab, made now when it was not."""
        if key not in self._pages:
            tab = next(each for each in self._tabs if each.key == key)
            page = tab.make(self._desk, self._habits)
            self._pages[key] = page
            self._stack.addWidget(page)
            if hasattr(page, "wanted"):
                page.wanted.connect(self._want)
            offered: Callable[[], Any] = getattr(page, "head_buttons", tuple)
            self._buttons[key] = tuple(offered())
            for button in self._buttons[key]:
                self.head.add_button(button)
            self._tell_team(page)
        return self._pages[key]

    def _want(self, visit: object) -> None:
        """Let a page lead on; a team leader has this page alone, and notes meetings from it."""
        if self._is_bound and isinstance(visit, OpenPerson):
            visit = NoteMeeting((visit.person_id,))
        elif self._is_bound and isinstance(visit, OpenAssignments):
            visit = OpenTeam("follow", row_id=visit.volunteer_id)
        self.wanted.emit(visit)

    def turn_to(self, key: str) -> None:
        for place, tab in enumerate(self._tabs):
            if tab.key == key:
                self.tabs.setCurrentIndex(place)

    @property
    def _page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def _assemble(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Phần việc của đội")
        for tab in self._tabs:
            self.tabs.addTab(tab.title)
        self.teams.setMaximumWidth(Style.current.length(TEAM_WIDTH))
        self.head.add_button(self.teams)
        self.teams.hide()
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs)
        layout.addSpacing(8)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn_to)
        self.teams.activated.connect(lambda _: self._tell_teams())
        self._desk.changed.connect(self._refresh_if_touched)
        for key, way in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._next_tab, way))

    def _show(self, teams: list[TeamRow]) -> None:
        chosen, known = self.teams.value, {row.id for row in self._teams}
        if self.team is not None and self.team.until_on is not None:
            # what was founded after a team that is no more is the one worked on
            chosen = next((row.id for row in teams if row.id not in known), chosen)
        self._teams = teams
        with _silent(self.teams):
            self.teams.offer([(row.id, _short(row)) for row in teams])
            if any(row.id == chosen for row in teams):
                self.teams.value = chosen
        self.teams.setVisible(len(teams) > 1)
        if self._is_bound:
            self._tell_bound(teams)
        self._choose_awaited()
        self._tell_teams()

    def _tell_bound(self, teams: list[TeamRow]) -> None:
        """Show a team leader who leads no team today a sentence, and no empty tabs."""
        for part in (self.tabs, self._stack):
            part.setVisible(bool(teams))
        for button in (each for several in self._buttons.values() for each in several):
            button.setEnabled(button.isEnabled() and bool(teams))
        if teams:
            self.message.hush()
        else:
            self.message.say("info", LEADS_NONE)

    def _choose_awaited(self) -> None:
        if any(row.id == self._awaited for row in self._teams):
            self.teams.value = self._awaited
            self._awaited = None
            self._tell_teams()

    def _tell_teams(self) -> None:
        team = self.team
        nothing = "" if self._is_bound else "Chưa có đội nào"
        self.head.set_line(team.line if team else nothing)
        self.teams.setToolTip(team.name if team else "")
        for page in self._pages.values():
            self._tell_team(page)

    def _tell_team(self, page: QWidget) -> None:
        if callable(show := getattr(page, "show_team", None)):
            show(self.team)

    def _turn_to(self, place: int) -> None:
        key = self._tabs[place].key
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        for name, buttons in self._buttons.items():
            for button in buttons:
                button.setVisible(name == key)
        is_about_team = getattr(page, "about_team", True)
        self.teams.setVisible(is_about_team and len(self._teams) > 1)

    def _next_tab(self, way: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + way) % self.tabs.count())
        if self._page is not None:
            self._page.setFocus()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
            if callable(renew := getattr(self._page, "refresh", None)):
                renew()
        else:
            super().keyPressEvent(event)


def _short(team: TeamRow) -> str:
    """Call a team by its place where its name begins as all do, and say when it is no more."""
    place = team.name.removeprefix(TEAM)
    ended = " (đã thôi)" if team.until_on is not None else ""
    return f"{place[:1].upper()}{place[1:]}{ended}"


@contextmanager
def _silent(widget: QWidget) -> Iterator[None]:
    was = widget.blockSignals(True)  # noqa: FBT003 -- Qt's own
    try:
        yield
    finally:
        widget.blockSignals(was)
