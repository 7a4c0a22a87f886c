"""Cài đặt › Máy chủ của cơ quan: where the records are, and the ways to move them."""

from __future__ import annotations

from importlib.util import find_spec

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from rehabdesk.domain.codes import Right
from rehabdesk.services.entrance.departed import DepartureNote
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.entrance.server_door import DriverMissing, require_driver
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.server.officer_page import officer_link
from rehabdesk.ui.settings.part import SettingsPart

WIDTH = 620
MANY = (
    "Mỗi lúc một máy làm được. Khi nhiều người cùng làm ở nhiều máy, cơ quan có máy chủ thì chuyển "
    "hồ sơ lên đó; màn hình, phím, mẫu và số liệu vẫn như cũ. Cần người phụ trách máy chủ cấp tên "
    "máy chủ, tên đăng nhập và mật khẩu."
)
BACK = (
    "Khi cơ quan thôi dùng máy chủ, chép hồ sơ về một tệp mã hóa ở máy này và dùng tiếp ở đây; "
    "từ đó chỉ một máy làm."
)
NO_DRIVER = "Máy này chưa cài phần nối máy chủ. Cài lại phần mềm kèm phần “server” rồi mở lại."
DRIVER = "psycopg"


class ServerPart(SettingsPart):
    """The old place is kept as it was; only one of both is ever in use."""

    moved = Signal(object)  # the OfficeHome to go on with

    def __init__(self, desk: Desk, habits: QSettings, home: OfficeHome) -> None:
        super().__init__(desk, "Máy chủ của cơ quan", Right.KEEP_USERS)
        self._habits = habits
        self._home = home
        self.move_button = KeyButton(
            "&Chép hồ sơ về máy này…" if home.is_on_server else "&Chuyển hồ sơ lên máy chủ…"
        )
        self.take_back_button = KeyButton("&Dùng lại tệp cũ ở máy này…", kind="flat")
        self.move_button.clicked.connect(self._move)
        self.take_back_button.clicked.connect(self._take_back)
        if self.is_allowed:
            self._lay_out()
            self.setFocusProxy(self.move_button)

    def _lay_out(self) -> None:
        self._say(_where(self._home))
        self._say(BACK if self._home.is_on_server else MANY, "secondary")
        self._put(self.move_button)
        if find_spec(DRIVER) is None:
            self.move_button.setEnabled(False)
            self._say(NO_DRIVER, "secondary")
        note = DepartureNote.read(self._home.folder)
        if self._home.is_on_server and note is not None:
            self._say(
                f"Tệp cũ trong “{self._home.folder}” đã chuyển lên máy chủ ngày {note.on}, vẫn giữ "
                "nguyên và không mở nữa. Khi không cần giữ, người quản trị tự xóa tệp “office.db” "
                "ở đó.",
                "secondary",
            )
            self._put(self.take_back_button)
        self._put(officer_link(self._desk, self._habits, self._home, self))
        self.body.addStretch(1)

    def _say(self, words: str, role: str = "") -> None:
        told = QLabel(words)
        told.setWordWrap(True)
        told.setMaximumWidth(Style.current.length(WIDTH))
        if role:
            told.setProperty("role", role)
        self.body.addWidget(told)

    def _put(self, button: KeyButton) -> None:
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _move(self) -> None:
        try:
            require_driver()
        except DriverMissing as missing:
            self.show_refusal(missing)
            return
        from rehabdesk.services.server.office_server import ServerOffice
        from rehabdesk.ui.settings.server.dialogs import DownDialog, UpDialog

        if isinstance(self._home, ServerOffice):
            self._open(DownDialog(self._desk, self._habits, self._home, self))
        else:
            self._open(UpDialog(self._desk, self._habits, self._home, self))

    def _take_back(self) -> None:
        from rehabdesk.ui.settings.server.dialogs import TakeBackDialog

        self._open(TakeBackDialog(self._desk, self._home, self))

    def _open(self, dialog: FormDialog) -> None:
        dialog.moved.connect(self.moved)  # type: ignore[attr-defined]
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()


def _where(home: OfficeHome) -> str:
    if not home.is_on_server:
        return f"Hồ sơ đang ở máy này, trong một tệp đã mã hóa: “{home.folder}”."
    from rehabdesk.services.server.homes import whereabouts_at

    where = whereabouts_at(home)
    host = where.host if where and where.host else "máy này"
    database = where.database if where else ""
    return (
        f"Hồ sơ đang ở máy chủ của cơ quan: {host}, cơ sở dữ liệu {database}. "
        "Nhiều máy cùng làm được."
    )
