"""The password of the chosen user: what is wrong with it, and how long to wait."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.doorway import UserChoice, WaitFirst
from rehabdesk.ui.entry.new_password import CAPITALS, TYPING_TOOL, has_marks
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import PasswordField
from rehabdesk.ui.kit.form import Entry, FieldBox

SECOND = 1000
RULES = (
    "Sai 5 lần thì phải chờ 1 phút. Quên mật khẩu: người quản trị của xã đặt lại, hoặc dùng "
    "Phiếu khôi phục cất ở két sắt. Không ai ở ngoài xã mở được dữ liệu này."
)
RULES_ON_SERVER = (
    "Hồ sơ nằm trên máy chủ của cơ quan, đường nối được mã hóa; mật khẩu không ghi lại ở máy này. "
    "Quên mật khẩu: người quản trị đặt lại."
)
_STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}


class PasswordPanel(QWidget):
    """Asks; whoever listens opens. The wait belongs to a user and goes on in the background."""

    given = Signal()
    forgotten = Signal()
    moved = Signal(int)  # up or down the list of users

    def __init__(self) -> None:
        super().__init__()
        self._user: UserChoice | None = None
        self._waits: dict[int, tuple[float, int]] = {}  # until when, and after how many tries
        self.password = PasswordField()
        self.password.installEventFilter(self)
        self.box = FieldBox(Entry("password", "Mật khẩu", self.password))
        self.open_button = KeyButton("&Mở khóa", "Enter", kind="primary", is_bound=False)
        self.forgot_button = KeyButton("&Quên mật khẩu?", kind="link")
        self.password.returnPressed.connect(self.open_button.click)
        self.password.textEdited.connect(self._note_marks)
        self.password.capitals_seen.connect(self._note_capitals)
        self.open_button.clicked.connect(self._give)
        self.forgot_button.clicked.connect(self.forgotten)
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setInterval(SECOND)
        self._tick.timeout.connect(self._count)
        self._lay_out()

    def show_user(self, user: UserChoice | None) -> None:
        self._user = user
        self.password.clear()
        self.box.hush()
        name = user.name if user else ""
        self.box.label.setText(f"Mật khẩu của {name}")
        self.password.setAccessibleName(f"Mật khẩu của {name}")
        self._count()

    def show_place(self, *, is_on_server: bool) -> None:
        self._rules.setText(RULES_ON_SERVER if is_on_server else RULES)

    def show_refusal(self, refusal: Refusal) -> None:
        if isinstance(refusal, WaitFirst) and self._user:
            self._waits[self._user.id] = (monotonic() + refusal.seconds, refusal.failed)
            self.password.clear()
            self._count()
            return
        self.box.tell("error", str(refusal))
        self.password.selectAll()
        self.password.setFocus()

    @property
    def seconds_left(self) -> int:
        """How long the chosen user still has to wait."""
        until, _ = self._waits.get(self._user.id if self._user else 0, (0.0, 0))
        return max(0, round(until - monotonic()))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        buttons.addWidget(self.forgot_button)
        self._rules = QLabel(RULES)
        self._rules.setProperty("role", "hint")
        self._rules.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.box)
        layout.addLayout(buttons)
        layout.addStretch(1)
        layout.addWidget(self._rules)

    def _give(self) -> None:
        if not self.password.value:
            self.box.tell("error", "Nhập mật khẩu.")
            self.password.setFocus()
        elif self._user is not None:
            self.box.hush()
            self.given.emit()

    def _count(self) -> None:
        """Show the seconds left, once a second, until the field opens again."""
        left = self.seconds_left
        self.password.setEnabled(left == 0)
        self.open_button.setEnabled(left == 0)
        if left and self._user:
            failed = self._waits[self._user.id][1]
            self.box.tell("error", str(WaitFirst(failed, left)))
            self._tick.start()
        elif self._user and self._waits.pop(self._user.id, None):
            self.box.hush()
            self.password.setFocus()

    def _note_capitals(self, is_on: bool) -> None:  # noqa: FBT001 -- a slot
        if is_on:
            self.box.tell("warning", CAPITALS)
        elif self.box.message == CAPITALS:
            self.box.hush()

    def _note_marks(self, typed: str) -> None:
        if has_marks(typed) and not self.box.message:
            self.box.tell("hint", TYPING_TOOL)
        elif not typed or self.box.is_wrong:
            self.box.hush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)
