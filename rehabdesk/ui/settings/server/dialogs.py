"""To the server, back to this machine, and the old file of this machine back into use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.moving.telling import MovingProof, Stop, Tell
from rehabdesk.services.moving.to_folder import MovedToFolder, ToFolder, move_to_folder
from rehabdesk.services.moving.to_server import (
    MovedToServer,
    ToServer,
    move_to_server,
    proposed_name,
    take_back,
)
from rehabdesk.services.safekeeping import OfficeFolder, as_folder
from rehabdesk.services.server.homes import Whereabouts, read_whereabouts
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.backups.dialogs import SheetDialog
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.office_form import NeededField
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, PasswordField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settings.server.moving import MovingDialog, leave_behind

UP = (
    "Hồ sơ được chép lên máy chủ rồi đối chiếu từng dòng, từng văn bản, cả nhật ký; khớp hết mới "
    "dùng ở đó. Trong lúc chép, chưa ghi gì thêm được. Tệp ở máy này giữ nguyên, chỉ không mở nữa."
)
DOWN = (
    "Hồ sơ được chép vào một tệp mới, mã hóa, ở máy này rồi đối chiếu từng dòng, từng văn bản. "
    "Khớp hết thì hồ sơ dùng ở máy này, các máy khác thôi dùng; bản trên máy chủ giữ nguyên, chỉ "
    "không mở nữa. Trong lúc chép, người khác xem được nhưng chưa ghi được."
)
BACK_AGAIN = (
    "Chỉ dùng lại tệp cũ khi máy chủ không còn dùng nữa. Việc đã ghi trên máy chủ từ ngày chuyển "
    "đi không có trong tệp này; muốn giữ những việc ấy thì chọn Chép hồ sơ về máy này."
)
OWNER = "Của người phụ trách máy chủ, được phép lập cơ quan."


class UpDialog(MovingDialog):
    """From this machine to the server of the office."""

    LAST = "Mở hồ sơ trên máy chủ"
    TOLD = UP

    def __init__(self, desk: Desk, habits: QSettings, home: OfficeHome, parent: QWidget) -> None:
        super().__init__(desk, habits, home, "Chuyển hồ sơ lên máy chủ", parent)
        self.host = NeededField("Ghi tên máy chủ.", "như may-chu.yenthinh.gov.vn")
        self.database = NeededField("Ghi tên cơ sở dữ liệu.", value=Whereabouts().database)
        self.login = NeededField("Ghi tên đăng nhập.")
        self.owners_password = PasswordField()
        self.certificate = TextField(placeholder="để trống nếu máy này đã tin chứng thư")
        self.schema = NeededField("Ghi tên ngắn.", value=proposed_name(home.office_name()))
        self.add_row(
            Entry("host", "Tên &máy chủ", self.host, "Hỏi người phụ trách máy chủ.", 2),
            Entry("database", "Tên &cơ sở dữ liệu", self.database),
        )
        self.add_row(
            Entry("login", "Tên đăn&g nhập", self.login, OWNER),
            Entry("owner_password", "Mật &khẩu của tên ấy", self.owners_password, "Không ghi lại."),
        )
        self.add_row(
            Entry("schema", "Tên ngắ&n của cơ quan", self.schema, "Chữ thường không dấu."),
            Entry("certificate", "Tệp chứng t&hư", self.certificate),
        )
        self.form.add_section("Mật khẩu của bạn trên máy chủ")
        self.own = NewPassword(self.form, "Mật khẩu mớ&i")
        self.host.setFocus()

    def job(self) -> Callable[[Tell, Stop], tuple[MovedToServer, ServerOffice]]:
        told = Whereabouts(
            self.host.value, self.database.value, self.login.value, self.certificate.value
        )
        schema, own = self.schema.value, self.own.value
        return partial(_move_up, self._home, told, self.owners_password.value, (schema, own))

    def finish(self, result: Any) -> tuple[OfficeHome, MovingProof, str]:
        moved, there = result
        after = f"Tên đăng nhập của bạn trên máy chủ: {moved.login}."
        if moved.without_password:
            after += (
                f" Chưa có mật khẩu trên máy chủ: {', '.join(moved.without_password)}. "
                "Đặt cho từng người ở Cài đặt › Người dùng và quyền."
            )
        return there, moved.proof, after


def _move_up(
    home: OfficeHome,
    told: Whereabouts,
    password: str,
    chosen: tuple[str, str],
    tell: Tell,
    stop: Stop,
) -> tuple[MovedToServer, ServerOffice]:
    owner = ServerOwner(read_whereabouts(told), password)
    schema, own = chosen
    moved = move_to_server(as_folder(home), ToServer(owner, schema, own), tell, stop)
    there = ServerOffice(home.folder, owner.address, home.resources, home.clock)
    there.lock = home.lock
    there.join(moved.login, own)
    return moved, there


class DownDialog(MovingDialog):
    """From the server to a new file of this machine; its recovery sheet comes last."""

    ACCEPT = "Chép về"
    LAST = "Làm phiếu khôi phục…"
    TOLD = DOWN

    def __init__(self, desk: Desk, habits: QSettings, home: ServerOffice, parent: QWidget) -> None:
        super().__init__(desk, habits, home, "Chép hồ sơ về máy này", parent)
        self._server = home
        self._made: MovedToFolder | None = None
        self.login = NeededField("Ghi tên đăng nhập.")
        self.owners_password = PasswordField()
        self.add_row(
            Entry("login", "Tên đăn&g nhập", self.login, "Của người phụ trách máy chủ."),
            Entry("owner_password", "Mật &khẩu của tên ấy", self.owners_password, "Không ghi lại."),
        )
        self.form.add_section("Mật khẩu của bạn ở máy này")
        self.own = NewPassword(self.form, "Mật khẩu mớ&i")
        self.login.setFocus()

    def job(self) -> Callable[[Tell, Stop], tuple[MovedToFolder, OfficeFolder]]:
        owner = ServerOwner(
            self._server.address.as_login(self.login.value), self.owners_password.value
        )
        user_id = self._server.office.actor.user_id
        order = ToFolder(owner, self._server.schema, user_id, self.own.value)
        return partial(_move_down, self._server, order)

    def finish(self, result: Any) -> tuple[OfficeHome, MovingProof, str]:
        moved, folder = result
        self._made = moved
        after = f"Hồ sơ nay ở “{folder.folder}”. Còn phải làm phiếu khôi phục mới."
        if moved.without_password:
            after += (
                f" Chưa có mật khẩu trên máy này: {', '.join(moved.without_password)}. "
                "Đặt cho từng người ở Cài đặt › Người dùng và quyền."
            )
        return folder, moved.proof, after

    def go_on(self, home: OfficeHome) -> None:
        made = self._made
        if made is None or self._desk.office is None:
            super().go_on(home)
            return
        self.hide()
        made_now = (home.office, made.code)
        sheet = SheetDialog(self._desk, self._habits, made_now, self.parentWidget() or self)
        sheet.finished.connect(partial(self._leave_for, home))
        sheet.setWindowModality(Qt.WindowModality.WindowModal)
        sheet.open()

    def _leave_for(self, home: OfficeHome, _code: int) -> None:
        super().go_on(home)


def _move_down(
    home: ServerOffice, order: ToFolder, tell: Tell, stop: Stop
) -> tuple[MovedToFolder, OfficeFolder]:
    folder = OfficeFolder(home.folder, home.resources, home.clock, home.cost)
    folder.lock = home.lock
    moved = move_to_folder(folder, order, tell, stop)
    folder.sign_in(order.user_id, order.password)
    return moved, folder


class TakeBackDialog(FormDialog):
    """The old file of this machine, opened again on purpose."""

    moved = Signal(object)

    def __init__(self, desk: Desk, home: OfficeHome, parent: QWidget) -> None:
        super().__init__("Dùng lại tệp cũ ở máy này", "Dùng lại", parent, WIDTHS[0])
        self._desk = desk
        self._home = home
        told = QLabel(BACK_AGAIN)
        told.setWordWrap(True)
        self.body.insertWidget(1, told)
        self._folder = OfficeFolder(home.folder, home.resources, home.clock, home.cost)
        self._folder.lock = home.lock
        self.user = ComboField([(each.id, each.name) for each in self._folder.users()])
        self.password = PasswordField()
        self.add("user", "&Người quản trị", self.user)
        self.add("password", "Mật &khẩu của ngày chuyển đi", self.password)

    def submit(self) -> None:
        job = partial(take_back, self._folder, self.user.value or 0, self.password.value)
        self._desk.run(self, job, self._take)

    def _take(self, _office: object) -> None:
        self._desk.office = self._folder.office
        self.accept()
        self.moved.emit(self._folder)
        leave_behind(self._desk, self, self._home)
