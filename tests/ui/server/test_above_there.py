"""In the window: a commune names who above may take its packages, and they are taken there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.consolidation.units import UnitFacts, add_units
from rehabdesk.services.founding import upper_profile
from rehabdesk.services.offices import add_profile
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.ui.consolidation.dialogs import ReceiveDialog
from rehabdesk.ui.consolidation.receiving import NOTHING_THERE
from rehabdesk.ui.consolidation.screen import ConsolidationScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.upward_part import UpwardPart
from tests.builders import RESOURCES, InlineLane
from tests.folders import an_order
from tests.server_offices import SCHEMA
from tests.services.consolidation.scene import ASKED
from tests.services.server.test_above import ABOVE, Province
from tests.ui.conftest import Write


@pytest.fixture
def province(founded: ServerOwner, tmp_path: Path) -> Iterator[Province]:
    whole = Province(founded, tmp_path)
    login = found_on_server(founded, ABOVE, an_order(), RESOURCES, whole.clock())
    with closing(whole.join(login)) as above, closing(whole.join(login_of(SCHEMA, 1))) as commune:
        whole.homes = {ABOVE: above, SCHEMA: commune}
        place = upper_profile(("099", "tỉnh Hòa Sơn"), date(2025, 7, 1))
        above.office.do(partial(add_profile, facts=place))
        units = [UnitFacts("09901", "xã Yên Thịnh"), UnitFacts("09902", "xã Ngọc Lâm")]
        above.office.do(partial(add_units, units=units))
        whole.send(SCHEMA)
        yield whole


def test_packages_go_up_within_the_server(
    qtbot: QtBot, dressed: Style, habits: QSettings, province: Province, write: Write
) -> None:
    screen = shown(qtbot, habits, province.homes[ABOVE])
    screen._fetch()
    assert screen.message.text == NOTHING_THERE

    said: list[str] = []
    desk = Desk(province.homes[SCHEMA].office, InlineLane())
    desk.noticed.connect(lambda notice: said.append(notice.text))
    part = UpwardPart(desk)
    qtbot.addWidget(part)
    part.show()
    write(part.reader, "không có")
    part.save_button.click()
    assert said == []
    assert "không có cơ quan nào khác" in part.message.text
    part.reader.clear()
    write(part.reader, ABOVE)
    part.save_button.click()
    assert said == [f"Đã cho “{ABOVE}” lấy gói đã gửi"]

    screen._fetch()
    [dialog] = screen.window().findChildren(ReceiveDialog)
    dialog.accept_button.click()
    assert screen.message.text == "Đã nhận 1 gói."
    assert screen._page is not None
    assert [row.name for row in screen._page.standing.rows if row.is_here] == ["xã Yên Thịnh"]


def shown(qtbot: QtBot, habits: QSettings, home: ServerOffice) -> ConsolidationScreen:
    screen = ConsolidationScreen(Desk(home.office, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.resize(1200, 640)
    screen.show()
    screen._turn_to(ASKED)
    return screen
