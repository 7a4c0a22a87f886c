"""Joining this machine to an office on a server, or founding a new one there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.server.founding import check_owner
from rehabdesk.services.server.homes import Whereabouts, read_whereabouts
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.entry.office_form import NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, PasswordField, TextField
from rehabdesk.ui.server.officer_page import officer_link


class Errand(Coded):
    JOIN = "join", "Nối máy này vào cơ quan đã có trên máy chủ"
    FOUND = "found", "Lập cơ quan mới trên máy chủ"


_LOGINS = {
    Errand.JOIN: "Người quản trị của cơ quan đưa, như yen_thinh_u2.",
    Errand.FOUND: "Của người phụ trách máy chủ, được phép lập cơ quan.",
}


class JoinDialog(FormDialog):
    """Asks where the server is and who comes; the password goes nowhere but to the server."""

    joined = Signal(object)  # the ServerOffice, with somebody signed in
    founding_wanted = Signal(object)  # a ServerOwner that may found an office

    def __init__(
        self, desk: Desk, home: OfficeHome, parent: QWidget, where: Whereabouts | None = None
    ) -> None:
        super().__init__("Máy chủ của cơ quan", "Nối", parent, WIDTHS[1])
        self._desk = desk
        self._home = home
        where = where or Whereabouts()
        self.errand = ComboField([(each, each.label) for each in Errand])
        self.host = NeededField("Ghi tên máy chủ.", "như may-chu.yenthinh.gov.vn", where.host)
        self.database = NeededField("Ghi tên cơ sở dữ liệu.", value=where.database)
        self.login = NeededField("Ghi tên đăng nhập.", value=where.login)
        self.password = PasswordField()
        self.certificate = TextField(
            placeholder="để trống nếu máy này đã tin chứng thư", value=where.certificate
        )
        self.add("errand", "&Việc cần làm", self.errand)
        self.add("host", "Tên &máy chủ", self.host, "Hỏi người phụ trách máy chủ của cơ quan.")
        self.add("database", "Tên &cơ sở dữ liệu", self.database)
        self._login_box = self.add("login", "Tên đăn&g nhập", self.login, _LOGINS[Errand.JOIN])
        self.add("password", "Mật &khẩu", self.password)
        self.add("certificate", "Tệp chứng t&hư", self.certificate)
        told = QLabel("Đường nối tới máy khác luôn được mã hóa. Mật khẩu không ghi lại ở máy này.")
        told.setProperty("role", "secondary")
        told.setWordWrap(True)
        self.add_fact(told)
        self.errand.chosen.connect(self._reword)
        (self.login if where.host else self.host).setFocus()
        if where.login:
            self.password.setFocus()

    def offer_page(self, habits: QSettings) -> None:
        """Lead to the page for whoever looks after the server: here it is needed first."""
        row = QHBoxLayout()
        row.addWidget(officer_link(self._desk, habits, self._home, self))
        row.addStretch(1)
        self.body.addLayout(row)

    def submit(self) -> None:
        told = Whereabouts(
            self.host.value, self.database.value, self.login.value, self.certificate.value
        )
        is_new = self.errand.value is Errand.FOUND
        password = self.password.value
        if is_new:
            self._desk.run(self, partial(_found, told, password), self._take_owner)
        else:
            self._desk.run(self, partial(_join, self._home, told, password), self._take_office)

    def show_refusal(self, refusal: Refusal) -> None:
        super().show_refusal(refusal)
        if refusal.field == "password":
            self.password.selectAll()

    def _reword(self, errand: Errand | None) -> None:
        self._login_box.tell("hint", _LOGINS[errand or Errand.JOIN])

    def _take_office(self, home: ServerOffice) -> None:
        self.password.clear()
        self.accept()
        self.joined.emit(home)

    def _take_owner(self, owner: ServerOwner) -> None:
        self.password.clear()
        self.accept()
        self.founding_wanted.emit(owner)


def _join(home: OfficeHome, told: Whereabouts, password: str) -> ServerOffice:
    joined = ServerOffice(home.folder, read_whereabouts(told), home.resources, home.clock)
    joined.lock = home.lock
    joined.join(told.login, password)
    return joined


def _found(told: Whereabouts, password: str) -> ServerOwner:
    owner = ServerOwner(read_whereabouts(told), password)
    check_owner(owner)
    return owner
