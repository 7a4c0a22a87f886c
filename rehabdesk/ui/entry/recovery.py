"""A forgotten password: the code off the sheet, a new password, and then a new sheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder, UserChoice
from rehabdesk.services.safekeeping.sheet import recover_by_sheet
from rehabdesk.ui.entry.groups import GroupsField
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.sheet import SheetForm
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.messages import MessageFrame


class RecoveryPanel(QWidget):
    """Opens the office for the chosen user; it is shown only after the new sheet is kept."""

    opened = Signal(object)  # the office
    left = Signal()

    def __init__(self, desk: Desk, folder: OfficeFolder, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._user: UserChoice | None = None
        self._office: Office | None = None
        self._title = QLabel()
        self._title.setProperty("role", "subtitle")
        self._title.setWordWrap(True)
        self.message = MessageFrame()
        self.form = Form()
        self.code = GroupsField()
        self.form.add("code", "Mã &trên Phiếu khôi phục", self.code)
        self.password = NewPassword(self.form, "Mật khẩu mớ&i")
        self.sheet = SheetForm(desk, habits)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.sheet)
        self.back_button = KeyButton("&Quay lại", "Alt+←", is_bound=False)
        self.next_button = KeyButton("&Mở bằng phiếu", "Ctrl+Enter", kind="primary")
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._go_on)
        self.code.finished.connect(self.password.first.setFocus)
        self.form.past_last.connect(self.next_button.setFocus)
        self.sheet.kept.connect(self._open)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back_button.click)
        self._lay_out()

    def begin(self, user: UserChoice) -> None:
        self._user, self._office = user, None
        self._title.setText(f"Mở bằng Phiếu khôi phục cho {user.name}")
        self.message.hush()
        self.code.clear()
        self.form.hush()
        self.password.clear()
        self._stack.setCurrentWidget(self.form)
        self.next_button.set_text("&Mở bằng phiếu")
        self.back_button.show()
        self.code.setFocus()

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self.message.say("bad", str(refusal))
        if refusal.field == "code":
            self.code.show_refusal(refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self.message)
        layout.addWidget(self._stack)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def _go_on(self) -> None:
        if self._office is not None:
            self.sheet.keep()
        elif self._user is not None and self.form.check():
            self.message.hush()
            job = partial(
                recover_by_sheet,
                self._folder,
                self._user.id,
                self.code.value,
                self.password.value,
            )
            self._desk.run(self, job, self._show_sheet)

    def _show_sheet(self, made: tuple[Office, RecoveryCode]) -> None:
        office, code = made
        self._office = office
        self._desk.office = office
        self.password.clear()
        self.code.clear()
        self._title.setText("Phiếu cũ đã hết tác dụng. In phiếu mới")
        self.sheet.show_code(office, code)
        self._stack.setCurrentWidget(self.sheet)
        self.next_button.set_text("&Mở hồ sơ")
        self.back_button.hide()

    def _open(self) -> None:
        self.opened.emit(self._office)
