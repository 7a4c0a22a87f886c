"""Who is at the machine: the sign-in, and the same page while it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.entrance.doorway import Entrance, UserChoice
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import as_folder
from rehabdesk.ui.entry.card import LAST_USER, SignInCard
from rehabdesk.ui.entry.recovery import RecoveryPanel
from rehabdesk.ui.entry.restore import RestoreDialog
from rehabdesk.ui.entry.safety import Light, light_at
from rehabdesk.ui.kit.desk import Desk

ASK_THE_ADMINISTRATOR = (
    "Hồ sơ nằm trên máy chủ của cơ quan. Nhờ người quản trị đặt mật khẩu mới cho mình ở "
    "Cài đặt › Người dùng và quyền."
)


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


class SignInPage(QWidget):
    """Opens the office for who is chosen on the card; with a notice, it is the lock."""

    opened = Signal(object)  # the office
    restored = Signal()  # another state of the office lies in the folder now

    def __init__(
        self,
        desk: Desk,
        folder: OfficeHome,
        habits: QSettings,
        notice: LockNotice | None = None,
        card: SignInCard | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._habits = habits
        self.card = SignInCard() if card is None else card
        self.users, self.password = self.card.users, self.card.password
        self.message, self.lock = self.card.message, self.card.lock
        self.recovery: RecoveryPanel | None = None
        if not folder.is_on_server:
            self.recovery = RecoveryPanel(desk, as_folder(folder), habits)
            self.card.add_panel(self.recovery)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)
        self.card.show()  # the stack it stood in before has hidden what it gave up
        self._connect()
        self.setFocusProxy(self.card)
        if notice is not None:
            self.lock.say("info", notice.words)
        self._begin()

    def refresh(self) -> None:
        """Enter the folder, and read who may open it."""
        self._desk.run(self, self._folder.entrance, self._show, name="entrance")

    def show_refusal(self, refusal: Refusal) -> None:
        if refusal.field == "password":
            self.password.show_refusal(refusal)
        else:
            self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))
        self.message.add_link("&Thử lại", self._try_again)
        if not self._folder.is_on_server:
            self.message.add_link("Trở lại &bản đã lưu…", self._open_restore)

    def _try_again(self) -> None:
        self.message.hush()
        self.refresh()

    def _begin(self) -> None:
        """Go on with a card that stood there already, perhaps with a password given."""
        if self.users.user is None:
            self.refresh()
        else:
            self._ask_how_safe()
        if self.card.is_given:
            QTimer.singleShot(0, self._open)

    def _show(self, entrance: Entrance) -> None:
        self.card.show_entrance(entrance, self._habits.value(LAST_USER))
        self._ask_how_safe()

    def _ask_how_safe(self) -> None:
        self._desk.run(self, partial(light_at, self._folder), self._show_backup, name="light")

    def _show_backup(self, light: Light) -> None:
        self.card.show_backup(*light)

    def _connect(self) -> None:
        self.users.chosen.connect(self._choose)
        self.card.given.connect(self._open)
        self.password.forgotten.connect(self._forget)
        if self.recovery is not None:
            self.recovery.left.connect(self._remember)
            self.recovery.opened.connect(self._finish)

    def _choose(self, user: UserChoice | None) -> None:
        if self.recovery is not None and self.card.panel is self.recovery and user is not None:
            self.recovery.begin(user)

    def _open(self) -> None:
        self.card.is_given = False
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
        if self.recovery is None:
            self.message.say("info", ASK_THE_ADMINISTRATOR)
        elif user is not None:
            self.lock.setVisible(False)
            self.message.hush()
            self.card.show_panel(self.recovery)
            self.recovery.begin(user)

    def _remember(self) -> None:
        self.lock.setVisible(bool(self.lock.text))
        self.card.show_panel(self.password)
        self.password.password.setFocus()

    def _open_restore(self) -> None:
        dialog = RestoreDialog(self._desk, as_folder(self._folder), self)
        dialog.restored.connect(self._start_anew)
        dialog.open()

    def _start_anew(self) -> None:
        self.message.hush()
        self.restored.emit()
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.password.password.setFocus()
