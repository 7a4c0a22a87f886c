"""The package that has come: chosen, opened with its password, told what lies inside."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.transfers.opening import OpenedPackage, look_at_head, read_package
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import PasswordField
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.transfers.places import PACKAGES, last_folder, note_folder

NOTHING_CHOSEN = "Chưa chọn gói. Gói là một tệp .rdhoso bên gửi đưa, thường nằm trên USB."
PASSWORD_WIDTH = 280


class PackageBar(QFrame):
    """Two steps on one line; the file is looked at before its password is asked for."""

    opened = Signal(object)  # an OpenedPackage
    refused = Signal(str)
    began = Signal()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._path: Path | None = None
        self.setObjectName("card")
        self.choose_button = KeyButton("&Chọn gói…", "Ctrl+O", "folder_open")
        self.name = QLabel(NOTHING_CHOSEN)
        self.name.setWordWrap(True)
        self.form = Form()
        self.password = PasswordField("Mật khẩu bên gửi báo")
        self.password.setFixedWidth(Style.current.length(PASSWORD_WIDTH))
        self.form.add("password", "&Mật khẩu của gói", self.password)
        self.open_button = KeyButton("Mở &gói", picture="key")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self.choose_button)
        row.addWidget(self.name, 1)
        row.addWidget(self.form)
        row.addWidget(self.open_button)
        self.choose_button.clicked.connect(self._ask)
        self.open_button.clicked.connect(self.open)
        self.form.past_last.connect(self.open)
        self.start()

    def start(self) -> None:
        self._path = None
        self.name.setText(NOTHING_CHOSEN)
        self._show_password(is_shown=False)

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self._show_password(is_shown=False)
            self.refused.emit(str(refusal))

    def take(self, path: Path) -> None:
        """Look whether a file is a whole package at all."""
        note_folder(self._habits, path)
        self._path = path
        self.name.setText(path.name)
        self.began.emit()
        self._desk.run(self, partial(look_at_head, path), self._ask_password)

    def open(self) -> None:
        if self._path is not None and self.password.value:
            job = partial(read_package, self._path, self.password.value)
            self._desk.run(self, job, self._hand_on)

    def _ask(self) -> None:
        ask.open_file(self, "Chọn gói hồ sơ", last_folder(self._habits), PACKAGES, self.take)

    def _ask_password(self, _key: str) -> None:
        self._show_password(is_shown=True)
        self.password.setFocus()

    def _hand_on(self, opened: OpenedPackage) -> None:
        self._show_password(is_shown=False)
        self.opened.emit(opened)

    def _show_password(self, *, is_shown: bool) -> None:
        self.password.clear()
        self.form.hush()
        parts: tuple[QWidget, ...] = (self.form, self.open_button)
        for part in parts:
            part.setVisible(is_shown)
