from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.identity import Card
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.intake.search import MOST, SearchPage
from tests.builders import taken_in
from tests.ui.conftest import Write

CARD = "099080002864|099012321|Hà Ngọc Sơn|02021980|Nam|Thôn Thượng, xã Đồng Tiến|10052024"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, habits: QSettings) -> SearchPage:
    page = SearchPage(desk, habits)
    qtbot.addWidget(page)
    page.show()
    return page


def test_of_very_many_the_first_are_shown_and_then_how_many_there_are(
    qtbot: QtBot, office: Office, page: SearchPage, write: Write
) -> None:
    for _ in range(MOST + 1):
        taken_in(office, full_name="Lê Văn An", papers=())
    write(page.field, "le")
    assert len(page.rows.all) == MOST
    assert page.total.text() == ""
    qtbot.waitUntil(lambda: bool(page.total.text()), timeout=1000)
    assert page.total.text() == "Đang hiện 50 trong 51 người. Gõ thêm chữ để thu hẹp."
    write(page.field, " van")
    assert page.total.text() == ""


def test_a_card_is_read_when_all_of_it_is_there(
    qtbot: QtBot, page: SearchPage, write: Write
) -> None:
    read: list[Card] = []
    page.card_read.connect(read.append)
    for part in (CARD[:5], CARD[5:30], CARD[30:]):
        write(page.field, part)
        assert read == []
    qtbot.waitUntil(lambda: bool(read), timeout=1000)
    assert [card.full_name for card in read] == ["Hà Ngọc Sơn"]
