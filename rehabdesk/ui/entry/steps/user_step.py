"""The third step: the first user, who will be the administrator; here the office is made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Office
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.office_form import NeededField
from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.form import Form

Made = tuple[Office, RecoveryCode]
MadeSomewhere = Made | OfficeHome  # on a server there is no code


class UserStep(FirstRunStep):
    """Asks for the office to be made once everything is right; tells what was made."""

    making_wanted = Signal()
    made = Signal(object)  # the office and its recovery code, or its home on a server

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Người dùng đầu tiên",
            "Người này giữ quyền Quản trị. Thêm người khác sau, ở Cài đặt.",
        )
        self._desk = desk
        self.form = Form()
        self.full_name = NeededField("Nhập họ và tên.")
        self.post = NeededField("Nhập chức vụ hoặc phòng.", value="Phòng Văn hóa - Xã hội")
        self.form.add("full_name", "&Họ và tên", self.full_name)
        self.form.add("post", "&Chức vụ, phòng", self.post)
        self.password = NewPassword(self.form)
        self.body.addWidget(self.form)
        self.body.addStretch(1)

    def arrive(self) -> None:
        self.form.focus_first()

    def go_on(self) -> None:
        if self.form.check():
            self.message.hush()
            self.making_wanted.emit()

    def make(self, job: Callable[[], MadeSomewhere]) -> None:
        """Make the office in the background; this step waits for it."""
        self._desk.run(self, job, self._tell)

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            super().show_refusal(refusal)

    def _tell(self, made: MadeSomewhere) -> None:
        self.password.clear()
        self.made.emit(made)
        self.ready.emit()
