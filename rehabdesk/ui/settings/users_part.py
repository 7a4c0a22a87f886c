"""Who may open the office and do what: added with a password, changed, let go, let in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.domain.text import name_order
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.offices import is_upper_office
from rehabdesk.services.safekeeping.keyholders import (
    AccountRow,
    admit_user,
    correct_keyholder,
    give_password,
    list_accounts,
)
from rehabdesk.services.users import ServingAs, UserFacts, UserRow, list_serving
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.office_form import NeededField
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.rights.told import rights_words
from rehabdesk.ui.settings.lists import use_sign, use_words
from rehabdesk.ui.settings.part import ListPart, ListSpec
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled_job

USERS = frozenset({"office_user"})
ROLES = [
    (role, role.label) for role in (Role.CLERK, Role.LEADER, Role.TEAM_LEADER, Role.ADMINISTRATOR)
]


def _with(role: Role) -> list[tuple[Role, str]]:
    known = [each for each, _ in ROLES]
    return ROLES if role in known else [*ROLES, (role, role.label)]


class UserDialog(FormDialog):
    """One user; a new one gets a first password here."""

    def __init__(
        self, desk: Desk, folder: OfficeHome, row: UserRow | None, parent: QWidget
    ) -> None:
        title = "Thêm người dùng" if row is None else f"Sửa người dùng {row.full_name}"
        super().__init__(title, "Thêm" if row is None else "Lưu", parent, WIDTHS[1])
        self._desk = desk
        self._folder = folder
        self._row = row
        self.full_name = NeededField("Nhập họ và tên.", value=row.full_name if row else "")
        self.post = NeededField("Nhập chức vụ, phòng.", value=row.post if row else "")
        self.role = ComboField(ROLES if row is None else _with(row.role))
        self.role.value = row.role if row else Role.CLERK
        self.rights = QLabel()
        self.rights.setProperty("role", "hint")
        self.rights.setWordWrap(True)
        self.in_use = QCheckBox("Đang &dùng phần mềm (bỏ dấu thì không mở được nữa)")
        self.in_use.setChecked(row is None or row.is_active)
        if row is None:
            self.in_use.hide()
        self.serves_as = ComboField[int]()
        self._lay_out()
        self.role.chosen.connect(self._take_role)
        self._tell_rights(self.role.value)
        desk.look(self, is_upper_office, self._offer_consolidating, "level")
        desk.look(self, list_serving, self._offer_serving, "serving")

    def _lay_out(self) -> None:
        self.add("full_name", "&Họ và tên", self.full_name)
        self.add("post", "&Chức vụ, phòng", self.post)
        self.add("role", "&Quyền", self.role)
        self.form.add_widget(self.rights)
        self.serves_as.setPlaceholderText("Chọn trong danh sách người phụ trách")
        self.serves_as_box = self.add("volunteer", "&Là ai trong đội", self.serves_as)
        self.sensitive_title = self.form.add_section("Phần nhạy cảm, chọn riêng cho từng người")
        self.sensitive = self._ticks_of_sensitive()
        is_new = self._row is None
        self.password = NewPassword(self.form, "&Mật khẩu lần đầu") if is_new else None
        self.body.addWidget(self.in_use)

    def _ticks_of_sensitive(self) -> dict[Right, QCheckBox]:
        """Let the administrator choose, user by user, who is shown the sensitive parts."""
        by_role = RIGHTS[self.role.value or Role.CLERK]
        ticks = {}
        for right in SENSITIVE:
            tick = QCheckBox(right.label)
            tick.setChecked(self._row.may(right) if self._row else right in by_role)
            self.form.add_widget(tick)
            ticks[right] = tick
        return ticks

    def submit(self) -> None:
        role = self.role.value or Role.CLERK
        chosen = frozenset(right for right, tick in self.sensitive.items() if tick.isChecked())
        serves_as = self.serves_as.value if role is Role.TEAM_LEADER else None
        facts = UserFacts(self.full_name.value, self.post.value, role, chosen, serves_as)
        if self._row is None and self.password is not None:
            job = partial(admit_user, self._folder, facts, self.password.value)
            self._desk.run(self, job, self._close)
        elif self._row is not None:
            row = self._row
            typed = row.with_facts(facts, self.in_use.isChecked())
            edit = Edit(row, typed, row.version, partial(_correcting, self._folder))
            settled_job(self._desk, self, edit, self._close)

    def _offer_consolidating(self, is_upper: bool) -> None:  # noqa: FBT001 -- an answer
        """Offer the role of an upper office where this is one."""
        if is_upper:
            self.role.offer(_with(Role.CONSOLIDATOR))

    def _take_role(self, role: Role | None) -> None:
        """Begin the sensitive rights anew where the role is another one."""
        self._tell_rights(role)
        for right, tick in self.sensitive.items():
            tick.setChecked(role is not None and right in RIGHTS[role])

    def _offer_serving(self, serving: list[ServingAs]) -> None:
        """Offer who leads a team today first; nobody is chosen before the administrator says so."""
        self.serves_as.offer([(each.volunteer_id, _named(each)) for each in serving])
        self.serves_as.value = self._row.volunteer_id if self._row else None

    def _tell_rights(self, role: Role | None) -> None:
        self.rights.setText(rights_words(role))
        is_bound = role is Role.TEAM_LEADER
        self.serves_as_box.setVisible(is_bound)
        for part in (self.sensitive_title, *self.sensitive.values()):
            part.setVisible(not is_bound)
        self.make_room()

    def _close(self, row: UserRow) -> None:
        self.accept()
        self._desk.changed.emit(USERS)
        login = self._folder.login_name(row.id)
        if self._row is None and login:
            self._desk.say(f"Đã thêm {row.full_name}. Tên đăng nhập trên máy chủ: {login}")
        else:
            self._desk.say(f"Đã lưu {row.full_name}")


def _named(each: ServingAs) -> str:
    return f"{each.full_name} – phụ trách {each.leads}" if each.leads else each.full_name


class PasswordDialog(FormDialog):
    """A password given by the administrator, to be changed by the user afterwards."""

    def __init__(self, desk: Desk, folder: OfficeHome, row: UserRow, parent: QWidget) -> None:
        super().__init__(f"Đặt lại mật khẩu của {row.full_name}", "Đặt lại", parent, WIDTHS[1])
        self._desk = desk
        self._folder = folder
        self._row = row
        self.password = NewPassword(self.form, "&Mật khẩu mới")
        self.set_fact("Mật khẩu cũ hết tác dụng ngay.")

    def submit(self) -> None:
        job = partial(give_password, self._folder, self._row.id, self.password.value)
        self._desk.run(self, job, self._close)

    def _close(self, _: object) -> None:
        self.accept()
        self._desk.changed.emit(USERS)
        login = self._folder.login_name(self._row.id)
        by = f". Tên đăng nhập: {login}" if login else ""
        self._desk.say(f"Đã đặt lại mật khẩu của {self._row.full_name}{by}")


class UsersPart(ListPart[AccountRow]):
    def __init__(self, desk: Desk, habits: QSettings, folder: OfficeHome) -> None:
        self._folder = folder
        self.reset_button = KeyButton("Đặt &lại mật khẩu…", "", "key")
        super().__init__(desk, habits, _spec(desk, folder))
        if self.is_allowed:
            self.buttons.insertWidget(0, self.reset_button)
            self.reset_button.clicked.connect(self._reset)

    def _note_row(self, row: AccountRow | None) -> None:
        super()._note_row(row)
        self.reset_button.setEnabled(row is not None and row.is_active)

    def _reset(self) -> None:
        if (row := self.table.current) is not None:
            PasswordDialog(self._desk, self._folder, row, self).open()


def _state(row: AccountRow) -> str:
    lacks = row.is_active and not row.has_password
    return "Chưa có mật khẩu trên máy chủ" if lacks else use_words(is_used=row.is_active)


def _sign(row: AccountRow) -> Sign:
    lacks = row.is_active and not row.has_password
    return Sign("warning", "warn") if lacks else use_sign(is_used=row.is_active)


def _login_column() -> Column[AccountRow]:
    return Column[AccountRow]("Tên đăng nhập", lambda row: row.login, width=160)


def _spec(desk: Desk, folder: OfficeHome) -> ListSpec[AccountRow]:
    columns = (
        Column[AccountRow](
            "Họ và tên",
            lambda row: row.full_name,
            lambda row: name_order(row.full_name),
            width=220,
            is_subject=True,
        ),
        Column[AccountRow]("Chức vụ, phòng", lambda row: row.post, width=190),
        *((_login_column(),) if folder.is_on_server else ()),
        Column[AccountRow]("Quyền", lambda row: row.role.label, width=120),
        Column[AccountRow](
            "Tình trạng",
            _state,
            sign=_sign,
            is_stretched=True,
        ),
    )
    return ListSpec(
        "users",
        "Người dùng và quyền",
        columns,
        partial(list_accounts, home=folder),
        partial(UserDialog, desk, folder),
        USERS,
        "&Thêm người dùng…",
        "Mỗi người một mật khẩu riêng. Việc ai làm được ghi lại dưới tên người đó.",
        right=Right.KEEP_USERS,
    )


def _correcting(home: OfficeHome, row: UserRow, version: int) -> Callable[[], UserRow]:
    read = replace(row, version=version)
    return partial(correct_keyholder, home, read, row.facts, is_active=row.is_active)
