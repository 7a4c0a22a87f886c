"""Parts that are no lists: appearance, lock and password, the second place of backups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.offices import (
    LEAST_LOCK_MINUTES,
    LOCK_AFTER,
    LOCK_MINUTES,
    MOST_LOCK_MINUTES,
    choose,
    lock_after,
)
from rehabdesk.services.safekeeping import OfficeFolder, as_folder
from rehabdesk.services.safekeeping.keyholders import change_own_password
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.safety import KINDS, Light, light_at
from rehabdesk.ui.entry.second_place import SecondPlace
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, PasswordField
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import TEXT_SIZES, Density, Style, Theme
from rehabdesk.ui.settings.part import SettingsPart
from rehabdesk.ui.visits import OpenBackups

NARROW = 420
MINUTES = (LEAST_LOCK_MINUTES, 3, 5, 10, 15, 20, 30, 45, MOST_LOCK_MINUTES)


class DisplayPart(SettingsPart):
    """Takes effect at once; it is each machine's own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Hiển thị, cỡ chữ")
        look = Style.current.look
        self.theme = ComboField([(theme, theme.label) for theme in Theme])
        self.text_size = ComboField([(percent, f"{percent}%") for percent in TEXT_SIZES])
        self.density = ComboField([(density, density.label) for density in Density])
        self.theme.value, self.text_size.value = look.theme, look.text_percent
        self.density.value = look.density
        form = _narrow(Form())
        form.add("text_size", "&Cỡ chữ", self.text_size, "Ô và nút lớn theo chữ.")
        form.add("density", "&Dòng thưa, dày", self.density)
        form.add("theme", "&Nền sáng, tối", self.theme)
        self.body.addWidget(form)
        self.body.addStretch(1)
        for field in (self.theme, self.text_size, self.density):
            field.chosen.connect(self._apply)
        self.setFocusProxy(self.text_size)

    def _apply(self) -> None:
        look = Style.current.look
        Style.current.choose(
            replace(
                look,
                theme=self.theme.value or look.theme,
                text_percent=self.text_size.value or look.text_percent,
                density=self.density.value or look.density,
            )
        )


class LockPart(SettingsPart):
    """When the machine locks itself, and one's own password."""

    WATCHES = frozenset({"office_setting"})

    def __init__(self, desk: Desk, folder: OfficeHome) -> None:
        super().__init__(desk, "Khóa và mật khẩu")
        self._folder = folder
        self.minutes = ComboField[int]()
        self._offer_minutes(LOCK_MINUTES)
        self.save_button = KeyButton("&Lưu", "Ctrl+S", "save")
        self.save_button.clicked.connect(self._save_minutes)
        actor = desk.office.actor if desk.office else None
        may_choose = actor is not None and actor.may(Right.KEEP_OFFICE)
        self.minutes.setEnabled(may_choose)
        if not may_choose:
            self.save_button.hide()
        self.lock_form = _narrow(Form())
        self.lock_form.add("minutes", "&Khóa sau khi không dùng", self.minutes, "Từ 2 đến 60 phút.")
        self.password_form = _narrow(Form())
        self.password_form.add_section("Đổi mật khẩu của tôi")
        self.old = PasswordField()
        self.password_form.add("old_password", "Mật khẩu đang &dùng", self.old)
        self.new = NewPassword(self.password_form, "Mật khẩu &mới")
        self.change_button = KeyButton("Đổi mật k&hẩu", "Ctrl+Enter", kind="primary")
        self.change_button.clicked.connect(self._change)
        self.password_form.past_last.connect(self.change_button.setFocus)
        for part in (self.lock_form, _left(self.save_button), self.password_form):
            self.body.addWidget(part)
        self.body.addWidget(_left(self.change_button))
        self.body.addStretch(1)

    def refresh(self) -> None:
        self._desk.look(self, lock_after, self._offer_minutes, "minutes")

    def show_refusal(self, refusal: Refusal) -> None:
        """Point at the old password: the new one has been checked before."""
        if refusal.field == "password":
            self.password_form.box("old_password").tell("error", str(refusal))
            self.old.setFocus()
        else:
            super().show_refusal(refusal)

    def _offer_minutes(self, kept: int) -> None:
        """Offer round numbers, and what is kept already."""
        offered = sorted({*MINUTES, kept})
        self.minutes.offer([(count, f"{count} phút") for count in offered])
        self.minutes.value = kept

    def _save_minutes(self) -> None:
        act = partial(choose, key=LOCK_AFTER, value=self.minutes.value)
        self._desk.do(self, act, self._tell_minutes)

    def _tell_minutes(self, _: None) -> None:
        self._desk.say(f"Máy tự khóa sau {self.minutes.value} phút không dùng")

    def _change(self) -> None:
        if self.password_form.check():
            job = partial(change_own_password, self._folder, self.old.value, self.new.value)
            self._desk.run(self, job, self._tell_changed)

    def _tell_changed(self, _: None) -> None:
        self.old.clear()
        self.new.clear()
        self.password_form.hush()
        self._desk.say("Đã đổi mật khẩu")


class BackupPart(SettingsPart):
    """Only the second place; the rest of backups has a page of its own."""

    wanted = Signal(object)
    WATCHES = frozenset({"office_setting"})

    def __init__(self, desk: Desk, folder: OfficeFolder) -> None:
        super().__init__(desk, "Sao lưu", Right.KEEP_OFFICE)
        self.second = SecondPlace(desk, folder)
        self.open_button = KeyButton("&Mở trang Sao lưu", kind="link")
        self.open_button.clicked.connect(self._open)
        if not self.is_allowed:
            return
        told = QLabel(
            "Phần mềm sao lưu khi mở và khi đóng. Mỗi bản "
            f"được mở thử ngay. Nơi thứ nhất: {folder.backup_place}"
        )
        told.setWordWrap(True)
        told.setProperty("role", "secondary")
        head = QLabel("Nơi thứ hai")
        head.setProperty("role", "section")
        for part in (told, head, _left(self.second), _left(self.open_button)):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.setFocusProxy(self.second.choose_button)

    def refresh(self) -> None:
        self.second.refresh()

    def _open(self) -> None:
        self.wanted.emit(OpenBackups())


class ServersBackupPart(SettingsPart):
    """Where the records are on a server, their copies are the server's."""

    WATCHES = frozenset({"audit_entry"})

    def __init__(self, desk: Desk, home: OfficeHome) -> None:
        super().__init__(desk, "Sao lưu", Right.KEEP_OFFICE)
        self._home = home
        self.safety = MessageFrame()
        if not self.is_allowed:
            return
        told = QLabel(
            "Hồ sơ nằm trên máy chủ của cơ quan; người phụ trách máy chủ sao lưu "
            "và mở thử từng bản."
        )
        told.setWordWrap(True)
        told.setProperty("role", "secondary")
        self.body.addWidget(told)
        self.body.addWidget(self.safety)
        self.body.addStretch(1)

    def refresh(self) -> None:
        self._desk.run(self, partial(light_at, self._home), self._show, name="light")

    def _show(self, light: Light) -> None:
        tint, words = light
        self.safety.say(KINDS.get(tint, "info"), f"{words}.")


def backup_part(desk: Desk, home: OfficeHome) -> SettingsPart:
    return ServersBackupPart(desk, home) if home.is_on_server else BackupPart(desk, as_folder(home))


def _narrow(form: Form) -> Form:
    form.setMaximumWidth(Style.current.length(NARROW))
    return form


def _left(widget: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return row
