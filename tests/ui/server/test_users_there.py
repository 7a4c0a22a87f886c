"""The users of an office on a server: by which name each signs in, and who cannot yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.users_part import PasswordDialog, UserDialog, UsersPart
from tests.builders import NOW, RESOURCES, InlineLane
from tests.folders import OTHER_PASSWORD, PASSWORD
from tests.server_offices import SCHEMA
from tests.ui.conftest import Write

LACKING = "Chưa có mật khẩu trên máy chủ"


@pytest.fixture
def home(founded: ServerOwner, tmp_path: Path) -> Iterator[ServerOffice]:
    joined = ServerOffice(tmp_path, founded.address, RESOURCES, lambda: NOW)
    joined.join(login_of(SCHEMA, 1), PASSWORD)
    yield joined
    joined.close()


def test_names_to_sign_in_by_are_shown_and_handed_over(
    qtbot: QtBot, dressed: Style, habits: QSettings, home: ServerOffice, write: Write
) -> None:
    brought = UserFacts("Lê Thị Bình", "Phó Chủ tịch", Role.LEADER)
    user = home.office.do(partial(add_user, facts=brought)).result
    said: list[str] = []
    desk = Desk(home.office, InlineLane())
    desk.noticed.connect(lambda notice: said.append(notice.text))
    part = UsersPart(desk, habits, home)
    qtbot.addWidget(part)
    part.resize(1000, 500)
    part.show()
    assert cells(part) == [["yen_thinh_u1", "Đang dùng"], [f"yen_thinh_u{user.id}", LACKING]]

    part.table.setCurrentIndex(part.table.model().index(1, 0))
    part.reset_button.click()
    [dialog] = part.findChildren(PasswordDialog)
    write(dialog.password.first, OTHER_PASSWORD)
    write(dialog.password.again, OTHER_PASSWORD)
    dialog.accept_button.click()
    assert f"yen_thinh_u{user.id}" in said[-1]
    assert cells(part)[1] == [f"yen_thinh_u{user.id}", "Đang dùng"]

    part.add_button.click()
    [adding] = part.findChildren(UserDialog)
    write(adding.full_name, "Trần Văn Kiên")
    write(adding.post, "Công chức")
    assert adding.password is not None
    write(adding.password.first, OTHER_PASSWORD)
    write(adding.password.again, OTHER_PASSWORD)
    adding.accept_button.click()
    assert f"Tên đăng nhập trên máy chủ: yen_thinh_u{user.id + 1}" in said[-1]
    assert [each.name for each in home.users()][-1] == "Trần Văn Kiên"


def cells(part: UsersPart) -> list[list[str]]:
    model = part.table.model()
    heads = [
        model.headerData(each, Qt.Orientation.Horizontal) for each in range(model.columnCount())
    ]
    wanted = [heads.index("Tên đăng nhập"), heads.index("Tình trạng")]
    return [
        [model.index(row, column).data() for column in wanted] for row in range(model.rowCount())
    ]
