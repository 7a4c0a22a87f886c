"""From the first page to the last backup: who is in, what the window shows, when it locks."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk import VERSION
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.text import initials
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.entrance.rehearsal import rehearse
from rehabdesk.services.lists.people import list_people
from rehabdesk.services.office import Office
from rehabdesk.services.offices import LOCK_MINUTES, lock_after
from rehabdesk.services.people.filters import ListWanted
from rehabdesk.services.safekeeping import OfficeFolder, as_folder
from rehabdesk.services.safekeeping.backups import BackupState, back_up
from rehabdesk.services.safekeeping.clock import clock_warning
from rehabdesk.services.tasks.today import read_morning
from rehabdesk.ui.daybreak import Daybreak
from rehabdesk.ui.entry.card import SignInCard
from rehabdesk.ui.entry.safety import Light, light_at, light_of
from rehabdesk.ui.entry.sign_in import LockNotice, SignInPage
from rehabdesk.ui.furnishing import Plate, counts, furnish, law_of_the_day, read_plate
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.layouts import layouts_beside
from rehabdesk.ui.kit.lines.leaving import Way
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.opening import running_application
from rehabdesk.ui.practice_wait import PracticeWait
from rehabdesk.ui.shell.quiet import Quiet
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.visits import OpenBackups
from rehabdesk.ui.window import MainWindow

PRACTICE = "practice"
SETTLED = 2_000  # milliseconds: the first list is for who signed in, the backup comes after it
WATCHES = frozenset({"office_setting"})
_LIST = partial(list_people, wanted=ListWanted())
FIRST_LOOKS = (read_plate, read_morning, counts, law_of_the_day, _LIST)
TODAY = frozenset({"standing"})  # what a day moves by itself


@dataclass(slots=True)
class _Sitting:
    """Somebody at the machine: whose shell stands, and behind which door."""

    user_id: int
    shell: Shell


class Session(QObject):
    """One window over one office; the practice commune has a folder of its own."""

    ended = Signal()

    def __init__(
        self, folder: OfficeHome, habits: QSettings, lane: Executor, window: MainWindow
    ) -> None:
        super().__init__()
        self._desk = Desk(None, lane)
        self._home: OfficeHome = folder
        self._folder: OfficeHome = folder
        self._habits = habits
        self._sitting: _Sitting | None = None
        self._first_visit: object | None = None
        self._rested_after: int | None = None
        self._minutes = LOCK_MINUTES
        self.window = window
        self.watch = window.watch
        self.watch.rested.connect(self._lock_after_rest)
        self._desk.changed.connect(self._refresh_if_touched)
        self.window.lock_wanted.connect(self._lock)
        self.window.closed.connect(self._end)
        self._quiet = Quiet(self.window)
        self._layouts = layouts_beside(habits)
        self._layouts.leaving_wanted.connect(self._let_leave)
        self._safekeeper = Quiet(self.window)
        self._safekeeper.faulted.connect(self._tell_of_backup)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._back_up_at_start)
        self._is_day_behind = False
        self._daybreak = Daybreak(folder.clock, self)
        self._daybreak.broke.connect(self._begin_day)

    def begin(self, card: SignInCard | None = None) -> None:
        """Show the first setting up, or ask who is there; a card may stand there already."""
        self._settling.stop()
        self._sitting = None
        self._desk.office = None
        if self._folder.exists():
            self._ask_who(card)
        else:
            self._set_up()

    def _begin_anew(self) -> None:
        self.begin()

    # Entry

    def _set_up(self) -> None:
        from rehabdesk.ui.entry.first_run import FirstRunPage

        page = FirstRunPage(self._desk, self._folder_here(), self._habits)
        page.office_ready.connect(self._show_shell)
        page.wanted.connect(self._note_first_visit)
        page.practice_wanted.connect(self._practise)
        page.restored.connect(self._begin_anew)
        page.joined.connect(self._join)
        page.founded.connect(self._move_in)
        self.window.leave_shell(page, "cài đặt lần đầu")
        if self._folder.is_on_server:
            from rehabdesk.services.server.homes import whereabouts_at

            page.ask_server(whereabouts_at(self._folder))

    def _folder_here(self) -> OfficeFolder:
        """Return the folder a new office is made in, also where a server was asked for."""
        home = self._folder
        if not home.is_on_server:
            return as_folder(home)
        folder = OfficeFolder(home.folder, home.resources, home.clock, home.cost)
        folder.lock = home.lock
        return folder

    def _join(self, home: OfficeHome) -> None:
        """Go on with an office at another place; whoever is not in it yet is asked who he is."""
        self._move_in(home)
        self._show_shell(home.office) if home.is_open else self.begin()

    def _move_in(self, home: OfficeHome) -> None:
        self._home = self._folder = home

    def _ask_who(self, card: SignInCard | None) -> None:
        typed_in = card.focusWidget() if card is not None else None
        page = SignInPage(self._desk, self._folder, self._habits, card=card)
        page.opened.connect(self._come_in)
        self.window.leave_shell(page)
        (typed_in or page).setFocus()
        self._desk.run(self._quiet, self._read_ahead, self._nothing, name="law")

    def _read_ahead(self) -> None:
        """Read the law, and try what the first pages ask, while a password is typed."""
        resources = self._folder.resources
        _ = resources.regimes, resources.calendar
        rehearse(resources, FIRST_LOOKS)

    def _come_in(self, office: Office) -> None:
        self._show_shell(office)
        self._desk.look(self._quiet, clock_warning, self._warn_of_clock, name="clock")
        self._settling.start()

    def _warn_of_clock(self, warning: str | None) -> None:
        if warning is not None:
            ask.tell(self.window, "Xem lại ngày giờ", warning)

    def _show_shell(self, office: Office) -> None:
        self._desk.office = office
        if office.is_shared:
            from rehabdesk.ui.together.colleagues import hear_colleagues

            hear_colleagues(self._desk, self.window, self._quiet)
        then = partial(self._furnish, office)
        self._desk.look(self.window, read_plate, then, name="plate")

    def _furnish(self, office: Office, plate: Plate) -> None:
        self._layouts.open(self._desk, self._quiet, plate.layouts)
        shell = Shell(
            self._desk,
            self._habits,
            furnish(plate, self._make_backups, self._make_settings, self._make_imports),
            is_practice=plate.is_practice,
            version=VERSION,
        )
        shell.practice_left.connect(self._leave_practice)
        shell.lock_wanted.connect(self.window.want_lock)
        shell.retitled.connect(self.window.retitle)
        self.window.scanned.connect(shell.take_card)
        self._sitting = _Sitting(office.actor.user_id, shell)
        self.window.show_shell(shell, plate.profile.committee_name)
        visit, self._first_visit = self._first_visit, None
        if visit is not None:
            shell.follow(visit)
        self._ask_minutes()
        self._ask_how_safe()

    def _let_leave(self, table: ListTable[Any], way: Way) -> None:
        from rehabdesk.ui.leaving import LeavingLists

        LeavingLists(self._desk, self._habits).leave(table, way)

    def _note_first_visit(self, visit: object) -> None:
        if self._sitting is not None:
            self._sitting.shell.follow(visit)
        else:
            self._first_visit = visit

    # Practice

    def _practise(self) -> None:
        from rehabdesk.services.practice import practise

        self._desk.office = None
        place: Path = self._home.folder / PRACTICE
        self._folder = OfficeFolder(place, self._home.resources, self._home.clock, self._home.cost)
        page = self.window.centralWidget() or self.window
        wait = PracticeWait(self.window)
        if not self._folder.exists():
            wait.open()
        job = partial(practise, self._folder, wait.lived.emit)
        then = partial(self._begin_practice, wait)
        self._desk.run(page, job, then, failed=partial(self._stay_home, wait))

    def _begin_practice(self, wait: PracticeWait, office: Office) -> None:
        wait.finish()
        self._show_shell(office)

    def _stay_home(self, wait: PracticeWait) -> None:
        wait.finish()
        self._folder = self._home

    def _leave_practice(self) -> None:
        self._desk.run(self._quiet, self._folder.close, self._go_home, name="leave")

    def _go_home(self, _: object) -> None:
        self._folder = self._home
        self.begin()

    # Lock

    def _lock_after_rest(self) -> None:
        """Lock as by hand, but say that nobody has been there."""
        self._rested_after = self._minutes
        self.window.want_lock()
        self._rested_after = None

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & WATCHES:
            self._ask_minutes()

    def _ask_minutes(self) -> None:
        self._desk.look(self._quiet, lock_after, self._take_minutes, name="minutes")

    def _take_minutes(self, minutes: int) -> None:
        self._minutes = minutes
        self.watch.rest_after(minutes)

    def _lock(self) -> None:
        """Cover everything first, then drop the key behind what is still on its way."""
        self._settling.stop()
        page_left = self._sitting.shell.trail.page if self._sitting else None
        notice = LockNotice(self._folder.clock(), self._rested_after, _drafted_for(page_left))
        page = SignInPage(self._desk, self._folder, self._habits, notice)
        page.opened.connect(self._unlock)
        page.restored.connect(self._drop_shell)
        self.window.cover(page)
        self._desk.office = None
        self._desk.run(self._quiet, self._folder.leave, self._nothing, name="leave")

    def _unlock(self, office: Office) -> None:
        if self._sitting is not None and self._sitting.user_id == office.actor.user_id:
            self.window.uncover()
            self._ask_how_safe()
            if self._is_day_behind:
                self._show_day()
        else:
            self._sitting = None
            self._show_shell(office)

    def _drop_shell(self) -> None:
        """Another state of the office lies in the folder: nothing on the old pages is true."""
        self._sitting = None

    # A new day

    def _begin_day(self) -> None:
        """Let what time has moved be computed; behind the lock signing in does it."""
        if self._desk.office is not None:
            self._desk.do(self._quiet, refresh_standings, self._show_day)
        else:
            self._is_day_behind = True

    def _show_day(self, _: object = None) -> None:
        """Let every page say what is true today."""
        self._is_day_behind = False
        self._desk.changed.emit(TODAY)

    # Backups

    def _back_up_at_start(self) -> None:
        if self._desk.is_busy:  # in a large office the first page takes its time
            self._settling.start()
            return
        self._back_up(BackupReason.START)

    def _back_up(self, reason: BackupReason) -> None:
        if self._folder.is_on_server:
            return
        job = partial(back_up, as_folder(self._folder), reason)
        self._desk.run(
            self._safekeeper, job, self._ask_how_safe, name="backup", failed=self._ask_how_safe
        )

    def _tell_of_backup(self, why: str) -> None:
        """Say at the bottom why there is no new backup; it may be the first to know of damage."""
        if self._sitting is not None:
            follow = partial(self._sitting.shell.follow, OpenBackups())
            self._desk.say(f"Chưa sao lưu được. {why}", "Mở trang Sao lưu", follow)

    def _ask_how_safe(self, _: object = None) -> None:
        job = partial(light_at, self._folder)
        self._desk.run(self._quiet, job, self._show_light, name="light")

    def _show_how_safe(self, state: BackupState) -> None:
        self._show_light(light_of(state))

    def _show_light(self, light: Light) -> None:
        if self._sitting is not None:
            self._sitting.shell.status.show_backup(*light)

    def _make_backups(self, desk: Desk, habits: QSettings) -> QWidget:
        from rehabdesk.ui.backups.screen import BackupsScreen

        if self._folder.is_on_server:
            from rehabdesk.ui.backups.server_screen import ServerSafetyScreen

            return ServerSafetyScreen(desk, self._folder)
        page = BackupsScreen(desk, habits, as_folder(self._folder))
        page.state_changed.connect(self._show_how_safe)
        page.restored.connect(self._begin_anew)
        return page

    def _make_imports(self, desk: Desk, habits: QSettings) -> QWidget:
        from rehabdesk.ui.importing.screen import ImportScreen

        if self._folder.is_on_server:
            return ImportScreen(desk, habits, _leave_to_the_server)
        before = partial(back_up, as_folder(self._folder), BackupReason.BEFORE_IMPORT)
        return ImportScreen(desk, habits, before)

    def _make_settings(self, desk: Desk, habits: QSettings) -> QWidget:
        from rehabdesk.ui.settings.screen import SettingsScreen

        page = SettingsScreen(desk, habits, self._folder)
        page.moved.connect(self._join)
        return page

    # The end

    def _end(self) -> None:
        """Back up on leaving; whatever comes of it, the folder is let go and the program ends."""
        self._settling.stop()
        self._daybreak.broke.disconnect(self._begin_day)  # nobody is there to show a new day to
        if self._folder.is_open and not self._folder.is_on_server:
            job = partial(back_up, as_folder(self._folder), BackupReason.CLOSE)
            self._desk.run(self._quiet, job, self._let_go, name="backup", failed=self._let_go)
        elif self._folder.is_open:
            QTimer.singleShot(0, self, self._let_go)  # after what pages keep as they are hidden
        else:
            self._let_go()

    def _let_go(self, _: object = None) -> None:
        self._desk.run(self._quiet, self._close, self._tell_end, name="end")

    def _close(self) -> None:
        self._folder.close()
        self._home.close()

    def _tell_end(self, _: object) -> None:
        running_application().removeEventFilter(self.watch)
        self.watch.deleteLater()
        self.ended.emit()

    def _nothing(self, _: object) -> None:
        return


def _leave_to_the_server() -> None:
    """Where an office is on a server, the server keeps every moment; an import can be undone."""


def _drafted_for(page: QWidget | None) -> str:
    """Tell by initials whom the paper being composed concerns: anybody may see the lock page."""
    from rehabdesk.ui.decisions.compose_screen import ComposeScreen

    if not isinstance(page, ComposeScreen) or not page.form.isEnabledTo(page):
        return ""
    first, *others = [initials(each.title) for each in page.form.persons.chosen] or [""]
    return f"{first} và {len(others)} người khác" if others else first
