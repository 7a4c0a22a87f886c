"""The fourth step: the sheet that opens the office when no password is known."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.services.office import Office
from rehabdesk.ui.entry.sheet import SheetForm
from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.kit.desk import Desk


class SheetStep(FirstRunStep):
    can_go_back = False  # the office has been made

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__(
            "Phiếu khôi phục",
            "Một tờ A4 có mã mở hồ sơ khi quên mật khẩu. In ra, bỏ phong bì, cất vào két hoặc "
            "tủ khóa. Không có mật khẩu và không có phiếu này thì không ai mở được hồ sơ.",
        )
        self.sheet = SheetForm(desk, habits)
        self.sheet.kept.connect(self.ready)
        self.body.addWidget(self.sheet)
        self.body.addStretch(1)

    def show_code(self, office: Office, code: RecoveryCode) -> None:
        self.sheet.show_code(office, code)

    def arrive(self) -> None:
        self.sheet.print_button.setFocus()

    def go_on(self) -> None:
        self.sheet.keep()
