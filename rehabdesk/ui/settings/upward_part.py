"""What goes up in packages: by which paper the superior authority may have names."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel

from rehabdesk.domain.codes import Right
from rehabdesk.services.upward.settings import choose_names_basis, names_basis
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import TextBox
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.part import SettingsPart

WIDTH = 560
TOLD = (
    "Gói gửi cấp trên là một bảng Excel đọc được, mang theo bản niêm phong để phần mềm của cấp "
    "trên đọc. Thường chỉ có con số. Danh sách người chỉ đi kèm khi cấp trên có căn cứ để nhận, "
    "người gửi chọn kèm, và luôn khóa bằng mật khẩu."
)
HINT = "Ghi số, ngày, nơi ban hành văn bản cho phép. Để trống thì không gửi được danh sách."


class UpwardPart(SettingsPart):
    """Empty, no names leave in a package."""

    WATCHES = frozenset({"office_setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Gói gửi cấp trên", Right.KEEP_OFFICE)
        self.basis = TextBox(lines=2)
        self.save_button = KeyButton("&Lưu", "Ctrl+S", "save")
        if self.is_allowed:
            told = QLabel(TOLD)
            told.setProperty("role", "secondary")
            told.setWordWrap(True)
            self.form = Form()
            self.form.setMaximumWidth(Style.current.length(WIDTH))
            self.form.add("basis", "Căn cứ để cấp trên nhận &danh sách người", self.basis, HINT)
            row = QHBoxLayout()
            row.addWidget(self.save_button)
            row.addStretch(1)
            self.body.addWidget(told)
            self.body.addWidget(self.form)
            self.body.addLayout(row)
            self.body.addStretch(1)
            self.save_button.clicked.connect(self._save)
            self.setFocusProxy(self.basis)

    def refresh(self) -> None:
        self._desk.look(self, names_basis, self._show, "basis")

    def _show(self, basis: str) -> None:
        self.basis.value = basis

    def _save(self) -> None:
        act = partial(choose_names_basis, basis=self.basis.value)
        self._desk.do(self, act, lambda _: self._desk.say("Đã lưu"))
