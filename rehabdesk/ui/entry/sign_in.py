"""Who is at the machine: the sign-in, and the same page while it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehabdesk import VERSION
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder, UserChoice
from rehabdesk.services.safekeeping.backups import BackupState, backup_state
from rehabdesk.ui.entry.password_panel import PasswordPanel
from rehabdesk.ui.entry.recovery import RecoveryPanel
from rehabdesk.ui.entry.restore import RestoreDialog
from rehabdesk.ui.entry.safety import light_of
from rehabdesk.ui.entry.user_list import UserList
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.statusbar import Dot

CARD = (760, 404)
LEFT = 320
LAST_USER = "user/last"


@dataclass(frozen=True, slots=True)
class LockNotice:
    """Why the machine is locked; what is being drafted is told by initials only."""

    at: datetime
    idle_minutes: int | None = None  # None when somebody locked it
    draft_for: str = ""

    @property
    def words(self) -> str:
        why = f" vì {self.idle_minutes} phút không dùng" if self.idle_minutes else ""
        kept = f"Quyết định đang soạn cho {self.draft_for}" if self.draft_for else "Chữ đang gõ"
        return f"Đã khóa lúc {self.at:%H:%M}{why}. {kept} vẫn còn nguyên."


@dataclass(frozen=True, slots=True)
class _Entrance:
    office_name: str
    users: tuple[UserChoice, ...]
    notice: str | None
    backups: BackupState


class SignInPage(QWidget):
    """Lists the users, opens the office for one of them; with a notice, it is the lock."""

    opened = Signal(object)  # the office
    restored = Signal()  # another state of the office lies in the folder now

    def __init__(
        self,
        desk: Desk,
        folder: OfficeFolder,
        habits: QSettings,
        notice: LockNotice | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._habits = habits
        self._office_name = QLabel()
        self._office_name.setProperty("role", "secondary")
        self._office_name.setWordWrap(True)
        self.users = UserList()
        self.message = MessageFrame()
        self.lock = MessageFrame()
        self.password = PasswordPanel()
        self.recovery = RecoveryPanel(desk, folder, habits)
        self._panels = QStackedWidget()
        self._dot = Dot()
        self._backup = QLabel()
        self._card = QFrame()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.password.password)
        if notice is not None:
            self.lock.say("info", notice.words)
        self.refresh()

    def refresh(self) -> None:
        """Enter the folder, and read who may open it and how safe it is."""
        self._desk.run(self, self._enter, self._show, name="entrance")

    def show_refusal(self, refusal: Refusal) -> None:
        if refusal.field == "password":
            self.password.show_refusal(refusal)
        else:
            self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))
        self.message.add_link("Trở lại &bản đã lưu…", self._open_restore)

    def _enter(self) -> _Entrance:
        folder = self._folder
        folder.enter()
        name, users = folder.office_name(), folder.users()
        return _Entrance(name, users, folder.notice(), backup_state(folder))

    def _show(self, entrance: _Entrance) -> None:
        self._office_name.setText(entrance.office_name)
        if entrance.notice:
            self.message.say("warn", entrance.notice)
        last = self._habits.value(LAST_USER)
        self.users.show_users(entrance.users, int(str(last)) if str(last).isdigit() else None)
        tint, words = light_of(entrance.backups)
        self._dot.show_state(tint)
        self._backup.setText(words)
        self.password.password.setFocus()

    def _lay_out(self) -> None:
        self._card.setObjectName("card")
        self._panels.addWidget(self.password)
        self._panels.addWidget(self.recovery)
        inside = QHBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._left())
        inside.addWidget(_divider())
        inside.addWidget(self._right(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        layout.addWidget(self._foot())
        Style.current.changed.connect(self._measure)
        self._measure()

    def _left(self) -> QWidget:
        question = QLabel("Ai đang dùng máy?")
        question.setProperty("role", "screen")
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 10)
        head.setSpacing(1)
        head.addWidget(self._office_name)
        head.addWidget(question)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.users, 1)
        left.setFixedWidth(Style.current.length(LEFT))
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.lock)
        column.addWidget(self.message)
        column.addWidget(self._panels, 1)
        return right

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("statusBar")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setFixedHeight(Style.current.size("statusbar"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._dot)
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(QLabel(f"Bản {VERSION} · dữ liệu chỉ nằm trên máy này"))
        return foot

    def _measure(self) -> None:
        width, height = CARD
        self._card.setFixedWidth(Style.current.length(width))
        self._card.setMinimumHeight(Style.current.length(height))

    def _connect(self) -> None:
        self.users.chosen.connect(self._choose)
        self.users.itemActivated.connect(self._go_to_password)
        self.users.itemClicked.connect(self._go_to_password)
        self.password.given.connect(self._open)
        self.password.moved.connect(self.users.go)
        self.password.forgotten.connect(self._forget)
        self.recovery.left.connect(self._remember)
        self.recovery.opened.connect(self._finish)

    def _choose(self, user: UserChoice | None) -> None:
        self.password.show_user(user)
        if self._panels.currentWidget() is self.recovery and user is not None:
            self.recovery.begin(user)

    def _go_to_password(self) -> None:
        if self._panels.currentWidget() is self.password:
            self.password.password.setFocus()

    def _open(self) -> None:
        user = self.users.user
        if user is not None:
            self.message.hush()
            job = partial(self._folder.sign_in, user.id, self.password.password.value)
            self._desk.run(self, job, self._finish)

    def _finish(self, office: Office) -> None:
        self._habits.setValue(LAST_USER, office.actor.user_id)
        self.password.show_user(self.users.user)
        self._desk.office = office
        self.opened.emit(office)

    def _forget(self) -> None:
        user = self.users.user
        if user is not None:
            self.lock.setVisible(False)
            self.message.hush()
            self._panels.setCurrentWidget(self.recovery)
            self.recovery.begin(user)

    def _remember(self) -> None:
        self.lock.setVisible(bool(self.lock.text))
        self._panels.setCurrentWidget(self.password)
        self.password.password.setFocus()

    def _open_restore(self) -> None:
        dialog = RestoreDialog(self._desk, self._folder, self)
        dialog.restored.connect(self._start_anew)
        dialog.open()

    def _start_anew(self) -> None:
        self.message.hush()
        self.restored.emit()
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.password.password.setFocus()


def _divider() -> QFrame:
    line = QFrame()
    line.setObjectName("divider")
    line.setFixedWidth(1)
    return line
