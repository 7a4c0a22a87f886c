"""The first setting up: six steps at the left, one at a time in the middle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.entrance.server_door import DriverMissing, require_driver
from rehabdesk.services.founding import BookFacts, OfficeFacts
from rehabdesk.services.safekeeping import NewOffice, OfficeFolder
from rehabdesk.ui.entry.card import LAST_USER
from rehabdesk.ui.entry.letterhead import WIDTH, LetterheadPreview
from rehabdesk.ui.entry.restore import RestoreDialog
from rehabdesk.ui.entry.step import BODY, FirstRunStep
from rehabdesk.ui.entry.steps.backup_step import BackupStep
from rehabdesk.ui.entry.steps.office_step import OfficeStep
from rehabdesk.ui.entry.steps.sheet_step import SheetStep
from rehabdesk.ui.entry.steps.start_step import StartStep
from rehabdesk.ui.entry.steps.user_step import MadeSomewhere, UserStep
from rehabdesk.ui.entry.steps.welcome import WelcomeStep
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.stepper import StepList

SIDE = 250
EDGE = 40
NARROWEST = 1366  # the width of the screens everything must fit
TITLES = (
    "Chào mừng",
    "Cơ quan",
    "Người dùng đầu tiên",
    "Phiếu khôi phục",
    "Nơi sao lưu",
    "Bắt đầu",
)
BOOK = "Quyết định"
FOOT = "Phần mềm không nối mạng, không gửi dữ liệu ra ngoài."
FOOT_ON_SERVER = "Phần mềm chỉ nối tới máy chủ của cơ quan, không gửi dữ liệu đi nơi nào khác."


class FirstRunPage(QWidget):
    """Makes an office, or leads to a backup or to practice.

    The office made is the desk's own at once; `office_ready` says that it may be shown.
    """

    office_ready = Signal(object)
    wanted = Signal(object)  # the visit to begin with, told after office_ready
    practice_wanted = Signal()
    restored = Signal()  # the folder holds an office now: sign in
    joined = Signal(object)  # an office on a server, with somebody signed in
    founded = Signal(object)  # such an office, as soon as it is there; its last step is still open

    def __init__(self, desk: Desk, folder: OfficeFolder, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._habits = habits
        self._owner: Any = None  # the ServerOwner where the new office will be on a server
        self._home: Any = None  # and that office, once it is there
        today = folder.clock().date()
        self._preview = LetterheadPreview(desk, folder.resources.fonts)
        self.welcome = WelcomeStep(desk, folder)
        self.office = OfficeStep(folder.resources.units, today, self._preview)
        self.user = UserStep(desk)
        self.sheet = SheetStep(desk, habits)
        self.backup = BackupStep(desk, folder)
        self.start = StartStep()
        self.steps: tuple[FirstRunStep, ...] = (
            self.welcome,
            self.office,
            self.user,
            self.sheet,
            self.backup,
            self.start,
        )
        self.list = StepList(TITLES)
        self._stack = QStackedWidget()
        self.back_button = KeyButton("&Quay lại", "Alt+←", is_bound=False)
        self.next_button = KeyButton("Tiếp tục", "Ctrl+Enter", kind="primary", is_bound=False)
        self.practice_link = KeyButton("Tập dùng thử với dữ liệu bị&a", kind="link")
        self._foot = QLabel(FOOT)
        self._content = QHBoxLayout()
        self._lay_out()
        self._connect()
        Style.current.changed.connect(self._measure)
        self._measure()
        self._go_to(0)

    @property
    def at(self) -> int:
        return self._stack.currentIndex()

    def _lay_out(self) -> None:
        for step in self.steps:
            self._stack.addWidget(step)
        content = self._content
        content.setContentsMargins(EDGE, 24, EDGE, 0)
        content.setSpacing(EDGE - 12)
        content.addWidget(self._stack)
        content.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(content, 1)
        right.addWidget(self._footer())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left())
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(_line_at_the_foot(self._foot))

    def _left(self) -> QWidget:
        side = QWidget()
        side.setObjectName("rail")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(Style.current.length(SIDE))
        title = QLabel("Cài đặt lần đầu")
        title.setProperty("role", "screen")
        line = QLabel("khoảng 5 phút, làm một lần")
        line.setProperty("role", "secondary")
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 22, 12, 12)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(line)
        column.addSpacing(16)
        column.addWidget(self.list, 1)
        return side

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(EDGE - 4, 14, EDGE, 14)
        row.setSpacing(8)
        row.addWidget(self.practice_link)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return footer

    def _connect(self) -> None:
        for step in self.steps:
            step.ready.connect(self._go_on)
            step.reworded.connect(self._reword)
        self.user.making_wanted.connect(self._make_office)
        self.user.made.connect(self._take_office)
        self.welcome.restore_wanted.connect(self._open_restore)
        self.welcome.server_wanted.connect(self.ask_server)
        self.welcome.practice_wanted.connect(self.practice_wanted)
        self.start.practice_wanted.connect(self.practice_wanted)
        self.start.chosen.connect(self._finish)
        self.practice_link.clicked.connect(self.practice_wanted)
        self.back_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._ask_to_go_on)
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Return": self.next_button.click,
            "Ctrl+Enter": self.next_button.click,
            "Alt+Left": self.back_button.click,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self.office.signers.past_last.connect(self.next_button.setFocus)
        self.user.form.past_last.connect(self.next_button.setFocus)
        self.sheet.sheet.form.past_last.connect(self.next_button.setFocus)

    def _measure(self) -> None:
        """Set the preview at the right where there is room, else below what it shows."""
        length = Style.current.length
        self._stack.setFixedWidth(length(BODY + 12))
        if length(SIDE + BODY + WIDTH) + 3 * EDGE <= NARROWEST:
            self._content.insertWidget(1, self._preview, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self.office.body.insertWidget(self.office.body.count() - 1, self._preview)
        self._preview.setVisible(self.at == self.steps.index(self.office))

    def _ask_to_go_on(self) -> None:
        step = self.steps[self.at]
        if step.isEnabled():  # what it asked for may still be under way
            step.go_on()

    def _go_on(self) -> None:
        if self.sender() is self.steps[self.at]:
            is_made_there = self.steps[self.at] is self.user and self._owner is not None
            self._go_to(self.steps.index(self.start) if is_made_there else self.at + 1)

    def _go_back(self) -> None:
        if self.steps[self.at].isEnabled():
            self._go_to(self.at - 1)

    def _go_to(self, place: int) -> None:
        step = self.steps[place]
        self._stack.setCurrentWidget(step)
        self.list.go_to(place)
        self._preview.setVisible(step is self.office)
        self.back_button.setVisible(step.can_go_back and place > 0)
        self.practice_link.setVisible(0 < place <= self.steps.index(self.user))
        self._reword()
        step.arrive()

    def _reword(self) -> None:
        self.next_button.set_text(self.steps[self.at].next_words())

    def _make_office(self) -> None:
        """Gather what was typed, and have the office made of it."""
        office, user = self.office.form, self.user
        symbol = office.symbol.value.lstrip("/")
        facts = OfficeFacts(
            (office.facts(),),
            self.office.signers.facts,
            user.full_name.value,
            user.post.value,
            (BookFacts(BOOK, symbol),),
        )
        order = NewOffice(facts, user.password.value)
        if self._owner is None:
            user.make(partial(self._folder.create, order))
        else:
            user.make(partial(_found_there, self._folder, self._owner, order))

    def _take_office(self, made: MadeSomewhere) -> None:
        if isinstance(made, tuple):
            office, code = made
            self._desk.office = office
            self.sheet.show_code(office, code)
        else:
            self._home = made
            self._desk.office = made.office
            self.founded.emit(made)

    def ask_server(self, where: Any = None) -> None:
        """Ask where the server is; `where` is what is known of it already."""
        try:
            require_driver()
        except DriverMissing as missing:
            self.welcome.show_refusal(missing)
            return
        from rehabdesk.ui.entry.steps.joining import JoinDialog  # noqa: PLC0415 -- only where a server is used

        dialog = JoinDialog(self._desk, self._folder, self, where)
        dialog.offer_page(self._habits)
        dialog.joined.connect(self._enter)
        dialog.founding_wanted.connect(self._found_on_server)
        dialog.open()

    def _enter(self, home: Any) -> None:
        """Whoever has joined the machine is who is asked for at the lock."""
        self._habits.setValue(LAST_USER, home.office.actor.user_id)
        self.joined.emit(home)

    def _found_on_server(self, owner: object) -> None:
        """Go through the steps for an office that will be on a server; it needs no sheet."""
        self._owner = owner
        for step in (self.sheet, self.backup):
            self.list.pass_over(self.steps.index(step))
        self._foot.setText(FOOT_ON_SERVER)
        self._go_to(self.steps.index(self.office))

    def _open_restore(self) -> None:
        dialog = RestoreDialog(self._desk, self._folder, self)
        dialog.restored.connect(self.restored)
        dialog.open()

    def _finish(self, visit: object) -> None:
        if self._home is not None:
            self.joined.emit(self._home)
        else:
            self.office_ready.emit(self._desk.office)
        if visit is not None:
            self.wanted.emit(visit)


def _found_there(folder: OfficeHome, owner: Any, order: NewOffice) -> OfficeHome:
    from rehabdesk.services.server.founding import found_and_join  # noqa: PLC0415 -- only where a server is used

    return found_and_join(folder, owner, order)


def _line_at_the_foot(words: QLabel) -> QWidget:
    foot = QWidget()
    foot.setObjectName("statusBar")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    foot.setFixedHeight(Style.current.size("statusbar"))
    row = QHBoxLayout(foot)
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(words)
    return foot
