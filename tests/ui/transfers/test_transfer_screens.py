"""A file is sent away, taken in elsewhere and answered, all in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import CaseState
from rehabdesk.domain.daily_codes import TransferStatus
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.transfers.listing import list_transfers
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.transfers.dialogs import IntoFileDialog, WhyDialog
from rehabdesk.ui.transfers.receiving import ReceiveScreen
from rehabdesk.ui.transfers.screen import TransfersScreen
from rehabdesk.ui.transfers.sending import Sealing, SendScreen, ToWhom
from rehabdesk.ui.visits import (
    Compose,
    OpenPerson,
    OpenTransfers,
    ReceiveFiles,
    SendAway,
)
from tests.builders import InlineLane, taken_in
from tests.folders import CHEAP
from tests.services.transfers.scene import NOTICE, SECRET, Two, sent, two_offices


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password costs what it must; here only that it costs something."""
    defaults = (CHEAP.memory_kib, CHEAP.passes, CHEAP.lanes)
    monkeypatch.setattr(Cost.__init__, "__defaults__", defaults)


@pytest.fixture
def two(office: Office, another_office: Callable[[], Office]) -> Two:
    return two_offices(office, another_office())


@pytest.fixture
def there(two: Two) -> Desk:
    return Desk(two.there, InlineLane())


@pytest.fixture
def receiving(qtbot: QtBot, there: Desk, habits: QSettings) -> ReceiveScreen:
    page = ReceiveScreen(there, habits)
    qtbot.addWidget(page)
    page.show()
    page.visit(ReceiveFiles())
    return page


def opened(page: ReceiveScreen, path: Path) -> None:
    page.package.take(path)
    page.package.password.setText(SECRET)
    page.package.open()


def test_the_file_leads_to_sending(qtbot: QtBot, desk: Desk, habits: QSettings, two: Two) -> None:
    person = PersonScreen(desk, habits)
    qtbot.addWidget(person)
    person.visit(OpenPerson(two.person_id))
    wanted: list[object] = []
    person.wanted.connect(wanted.append)
    [line] = [each for each in person.menu_lines if each[0] == "Chuyển hồ sơ đi…"]
    line[1]()
    assert wanted == [SendAway(two.person_id)]


def test_a_file_is_sent_away_with_a_password_typed_twice(
    qtbot: QtBot, desk: Desk, habits: QSettings, two: Two, tmp_path: Path
) -> None:
    page = SendScreen(desk, habits)
    qtbot.addWidget(page)
    wanted: list[object] = []
    page.wanted.connect(wanted.append)
    page.visit(SendAway(two.person_id))
    assert page.what is not None
    assert page.whom is not None
    assert page.sealing is not None
    assert any("1 quyết định" in words for words in page.what.told.lines)
    page.send_button.click()  # nothing is chosen yet
    assert page.whom.form.box("receiver").is_wrong
    assert page.sealing.form.box("password").is_wrong
    assert not page.findChildren(QFileDialog)
    _fill_in(page.whom, page.sealing)
    page.send_button.click()
    assert page.findChildren(QFileDialog)
    page.send(tmp_path / "goi.rdhoso")
    assert (tmp_path / "goi.rdhoso").exists()
    [row] = two.here.look(list_transfers)
    assert wanted == [OpenTransfers(row.id)]
    file = two.here.look(partial(read_file, person_id=two.person_id))
    assert file.row.state is CaseState.MOVED_OUT


def _fill_in(whom: ToWhom, sealing: Sealing) -> None:
    whom.receiver.choose(whom.receiver._choices[0][0])
    whom.number.setText("31/CAX")
    whom.noticed_on.value = NOTICE.on
    sealing.password.first.setText(SECRET)
    sealing.password.again.setText(SECRET)


def test_a_package_is_opened_taken_in_and_answered(
    qtbot: QtBot,
    desk: Desk,
    habits: QSettings,
    two: Two,
    receiving: ReceiveScreen,
    tmp_path: Path,
) -> None:
    path = sent(two, tmp_path / "goi").path
    wanted: list[object] = []
    receiving.wanted.connect(wanted.append)
    receiving.package.take(path)
    receiving.package.password.setText("không phải thế")
    receiving.package.open()
    assert "Mật khẩu chưa đúng" in receiving.package.form.box("password").message
    opened(receiving, path)
    assert receiving.arrival is not None
    assert "chưa có hồ sơ nào giống" in receiving.arrival.pane.message.text
    receiving.arrival.hamlet.value = 2
    receiving.primary.click()
    assert "Lưu biên nhận" in receiving.message.text
    receiving.write_receipt(tmp_path / "bn.rdbiennhan")
    [row] = two.there.look(list_transfers)
    for link in receiving._links[1:]:
        link.click()
    person_id = row.person_id or 0
    assert wanted == [
        Compose((person_id,), purpose="moved_in_assignment"),
        OpenPerson(person_id),
    ]

    person = PersonScreen(Desk(two.there, InlineLane()), habits)
    qtbot.addWidget(person)
    person.visit(OpenPerson(person_id))
    assert [each.paper.number for each in person.papers.there.table.rows.all] == ["46/QĐ-UBND"]
    titles = [item.detail for item in person.timeline.items.items]
    assert "46/QĐ-UBND · UBND xã Yên Thịnh" in titles

    listed = TransfersScreen(desk, habits)
    qtbot.addWidget(listed)
    listed.note(tmp_path / "bn.rdbiennhan")
    assert "đã nhận hồ sơ Trần Văn Thắng" in listed.message.text
    assert [each.status for each in listed.table.rows.all] == [TransferStatus.RECEIVED]


def test_a_known_person_is_settled_field_by_field(
    two: Two, receiving: ReceiveScreen, tmp_path: Path
) -> None:
    known = taken_in(two.there, occupation="Thợ mộc", full_name="Trần Văn Thăng")
    opened(receiving, sent(two, tmp_path / "goi").path)
    assert receiving.arrival is not None
    assert receiving.arrival.certain is not None
    assert receiving.primary.text().startswith("Đưa vào")
    receiving.primary.click()
    [dialog] = receiving.findChildren(IntoFileDialog)
    dialog.choices["full_name"].take.setChecked(True)
    dialog.accept_button.click()
    facts = two.there.look(partial(read_file, person_id=known)).facts
    assert (facts.full_name, facts.occupation) == ("Trần Văn Thắng", "Thợ mộc")


def test_a_package_is_sent_back_with_its_reason_and_told_the_second_time(
    two: Two, receiving: ReceiveScreen, tmp_path: Path
) -> None:
    path = sent(two, tmp_path / "goi").path
    opened(receiving, path)
    receiving.return_button.click()
    [dialog] = receiving.findChildren(WhyDialog)
    dialog.accept_button.click()
    assert dialog.form.box("reason").is_wrong
    dialog.reason.value = "Không về ở đây"
    dialog.accept_button.click()
    assert "Đã trả lại" in receiving.message.text
    opened(receiving, path)
    assert "đã trả lại ngày" in receiving.message.text
    [row] = two.there.look(list_transfers)
    assert (row.status, row.reason) == (TransferStatus.REFUSED, "Không về ở đây")
    receiving.package.take(tmp_path / "goi.rdhoso")
    (tmp_path / "la.rdhoso").write_bytes(b"PK\x03\x04")
    receiving.package.take(tmp_path / "la.rdhoso")
    assert "không phải gói hồ sơ" in receiving.message.text


def test_a_receiving_is_undone_from_its_line_and_the_package_opened_again(
    there: Desk, two: Two, receiving: ReceiveScreen, tmp_path: Path
) -> None:
    said: list[Notice] = []
    there.noticed.connect(said.append)
    path = sent(two, tmp_path / "goi").path
    opened(receiving, path)
    receiving.primary.click()
    assert said[-1].text == "Đã nhận hồ sơ Trần Văn Thắng."
    assert said[-1].takes_back is not None
    said[-1].takes_back()
    assert "coi như chưa nhận" in receiving.message.text
    assert two.there.look(list_transfers) == []
    opened(receiving, path)
    assert receiving.arrival is not None
