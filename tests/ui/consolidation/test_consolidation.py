"""Tổng hợp: tiles that filter, packages received a few at a time, clashes settled, units kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.consolidation.units import list_units
from rehabdesk.services.office import Office
from rehabdesk.ui.consolidation.dialogs import (
    ReceivedDayDialog,
    ReceiveDialog,
    SettleDialog,
    TryAgainDialog,
)
from rehabdesk.ui.consolidation.morning import NO_RIGHT, MorningScreen
from rehabdesk.ui.consolidation.outcomes_dialog import OutcomesDialog
from rehabdesk.ui.consolidation.screen import EMPTY, ConsolidationScreen
from rehabdesk.ui.consolidation.tiles import Show
from rehabdesk.ui.consolidation.units_dialog import UnitDialog, UnitsDialog
from rehabdesk.ui.consolidation.view_dialog import PackageDialog
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import OpenPackages
from tests.builders import InlineLane
from tests.services.consolidation.scene import (
    PASSWORD,
    Sender,
    a_member,
    a_sender,
    an_upper_office,
    later,
    receive,
    the_file,
    the_package,
)
from tests.ui.mnemonics import clashes

NAMES = ("Phường Bắc Môn", "Xã Cát Tường", "Xã Ngọc Lâm")
CARD = "099087000002"
SENDERS = tuple(a_sender(number, name) for number, name in enumerate(NAMES, 1))


@pytest.fixture
def upper(office: Office) -> Office:
    """Two of three units have sent; both count the same person."""
    office.clock = lambda: datetime(2026, 12, 17, 9, 10)
    an_upper_office(office, *SENDERS)
    both = [replace(SENDERS[at], members=[a_member("S11", CARD)]) for at in (0, 2)]
    receive(office, *(the_file(each, PASSWORD) for each in both))
    return office


@pytest.fixture
def page(qtbot: QtBot, upper: Office, dressed: Style, habits: QSettings) -> ConsolidationScreen:
    del dressed
    screen = ConsolidationScreen(Desk(upper, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(OpenPackages())
    return screen


def names(page: ConsolidationScreen) -> list[str]:
    return [row.name for row in page.table.rows.all]


def dialog_of(kind: type[QWidget]) -> QWidget:
    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return next(one for one in shown if type(one) is kind)


def files(folder: Path, *senders: Sender) -> list[Path]:
    paths = [folder / sender.file_name for sender in senders]
    for path, sender in zip(paths, senders, strict=True):
        path.write_bytes(the_package(sender))
    return paths


def test_who_has_not_sent_stands_first_and_tiles_filter(page: ConsolidationScreen) -> None:
    assert names(page) == ["Xã Cát Tường", "Phường Bắc Môn", "Xã Ngọc Lâm"]
    looks = {show: tile.look for show, tile in page.tiles.tiles.items()}
    assert (looks[Show.RECEIVED].figure, looks[Show.RECEIVED].detail) == ("2 / 3", "67%")
    assert (looks[Show.MISSING].figure, looks[Show.MISSING].detail) == ("1", "trễ 1 ngày")
    page.tiles.tiles[Show.CLASHES].click()
    assert names(page) == ["Phường Bắc Môn", "Xã Ngọc Lâm"]
    page.tiles.tiles[Show.CLASHES].click()
    assert len(names(page)) == len(NAMES)


def test_packages_are_received_and_each_file_told(
    page: ConsolidationScreen, tmp_path: Path
) -> None:
    bad = tmp_path / "la.rdgoi"
    bad.write_bytes(b"khong phai goi")
    page.ask_to_receive([*files(tmp_path, SENDERS[1]), bad])
    asked = dialog_of(ReceiveDialog)
    assert isinstance(asked, ReceiveDialog)
    asked.accept_button.click()
    assert page.message.text == "Đã nhận 1 gói, 1 tệp chưa tính."
    assert names(page)[0] == "la.rdgoi"
    assert page.tiles.tiles[Show.RECEIVED].look.figure == "3 / 3"
    page.message._links[0].click()  # type: ignore[attr-defined]
    told = dialog_of(OutcomesDialog)
    assert isinstance(told, OutcomesDialog)
    assert told.table.rows.all[0].file_name == "la.rdgoi"
    told.close()


def test_a_person_counted_twice_is_settled_with_the_figure_told(
    page: ConsolidationScreen, qtbot: QtBot
) -> None:
    said: list[Notice] = []
    page._desk.noticed.connect(said.append)
    [card] = page.clashes.cards
    qtbot.keyClick(card, Qt.Key.Key_Return)
    asked = dialog_of(SettleDialog)
    assert isinstance(asked, SettleDialog)
    next(iter(asked.places.values())).setChecked(True)
    asked.accept_button.click()
    assert asked.isVisible()  # nobody was asked yet
    asked.words.value = "Gọi hai bên ngày 16/12"
    asked.accept_button.click()
    assert said[-1].text == "Đã ghi cách giải quyết. Tổng cuối kỳ: 26 → 25."
    assert page.clashes.cards[0].clash.verdict.startswith("Đã giải quyết: tính ở Phường Bắc Môn")
    assert said[-1].act is not None
    said[-1].act()
    assert not page.clashes.cards[0].clash.is_settled


def test_enter_opens_the_report_with_the_ones_before(
    page: ConsolidationScreen, upper: Office
) -> None:
    receive(upper, the_file(later(SENDERS[0], S11=14, S02=6)))
    page.refresh()
    row = next(row for row in page.table.rows.all if row.name == NAMES[0])
    assert row.state_words == "Gửi lại lần 2"
    page._open(row)
    shown = dialog_of(PackageDialog)
    assert isinstance(shown, PackageDialog)
    assert [view.serial for view in shown.views] == [2, 1]
    shown.versions.value = shown.views[1].id
    assert "đã có bản mới hơn thay" in shown.remarks.text
    assert [one.name for one in shown.people.rows.all] == []
    shown.close()


def test_closed_names_are_asked_for_again(page: ConsolidationScreen, upper: Office) -> None:
    closed = replace(SENDERS[1], members=[a_member("S11", "099090000009")])
    receive(upper, the_file(closed))
    page.refresh()
    row = next(row for row in page.table.rows.all if row.name == NAMES[1])
    page._open(row)
    asked = dialog_of(TryAgainDialog)
    assert isinstance(asked, TryAgainDialog)
    asked.password.setText("sai rồi sai nữa")
    asked.accept_button.click()
    assert asked.isVisible()
    asked.password.setText(PASSWORD)
    asked.accept_button.click()
    assert page.tiles.tiles[Show.RECEIVED].look.figure == "3 / 3"


def test_the_late_are_reminded(page: ConsolidationScreen) -> None:
    page._copy_reminder()
    assert QApplication.clipboard().text().startswith("Kính gửi Xã Cát Tường: đến nay chưa")
    page.clashes.ask_button.click()
    assert "ở cả hai nơi" in QApplication.clipboard().text()


def test_the_day_a_package_came_is_put_right_and_taken_back(page: ConsolidationScreen) -> None:
    said: list[Notice] = []
    page._desk.noticed.connect(said.append)
    row = next(each for each in page.table.rows.all if each.is_here)
    page._ask_day(row)
    dialog = dialog_of(ReceivedDayDialog)
    assert isinstance(dialog, ReceivedDayDialog)
    dialog.day.setText("15/12/2026")
    dialog.accept_button.click()
    assert "Ghi vì sao sửa" in dialog.form.box("reason").message
    dialog.reason.value = "Đã nhận bản giấy"
    dialog.accept_button.click()

    def kept() -> date | None:
        return next(each for each in page.table.rows.all if each.id == row.id).received_on

    for _ in range(2):
        done = said[-1]
        assert done.act is not None
        assert done.again is not None
        assert kept() == date(2026, 12, 15)
        done.act()
        assert kept() == date(2026, 12, 16)
        done.again()


def test_units_are_pasted_corrected_and_retired(page: ConsolidationScreen, upper: Office) -> None:
    page._ask_units()
    kept = dialog_of(UnitsDialog)
    assert isinstance(kept, UnitsDialog)
    kept.paste("STT\tTên đơn vị\tLiên hệ\n1\tXã An Lĩnh\t0900 000 001\n2\tXã Cát Tường\t")
    assert [line.verdict for line in kept.strip.lines] == ["Thêm mới, chưa có mã", "Đã có, bỏ qua"]
    assert len(upper.look(list_units)) == len(NAMES)  # looked at first
    assert not clashes(kept)
    kept.strip.take_button.click()
    assert kept.message.text == "Đã thêm 1 đơn vị."
    added = next(unit for unit in upper.look(list_units) if unit.name == "Xã An Lĩnh")
    assert added.contact == "0900 000 001"
    kept.table.choose(added.id)
    kept.retire_button.click()
    assert "thôi gửi" in kept.message.text
    assert "Xã An Lĩnh" in names(page)  # the report of a year that had ended is still owed
    [retired] = [unit for unit in upper.look(list_units) if unit.until_on is not None]
    assert retired.name == "Xã An Lĩnh"
    kept.close()


def test_units_come_from_a_workbook(
    page: ConsolidationScreen, upper: Office, tmp_path: Path
) -> None:
    path = tmp_path / "don-vi.xlsx"
    book = Workbook()
    for row in (
        ["DANH SÁCH XÃ, PHƯỜNG GỬI BÁO CÁO"],
        ["TT", "Tên xã, phường", "Mã", "Cán bộ đầu mối", "Điện thoại"],
        [1, "Xã An Lĩnh", 9902, "Lê Thị Hoa", "0900 000 001"],
        [2, "xã Cát Tường", None, "", ""],
        ["Tổng cộng", "2 đơn vị"],
    ):
        book.active.append(row)
    book.save(path)
    page._ask_units()
    kept = dialog_of(UnitsDialog)
    assert isinstance(kept, UnitsDialog)
    kept.take_in(path)
    assert kept.strip.title.text().startswith("“don-vi.xlsx” có 2 dòng: 1 dòng nhận được")
    assert [line.cells for line in kept.strip.lines] == [
        ("Xã An Lĩnh", "09902", "Lê Thị Hoa, 0900 000 001"),
        ("Xã Cát Tường", "", ""),
    ]
    kept.strip.take_button.click()
    assert [unit.name for unit in upper.look(list_units) if unit.code == "09902"] == ["Xã An Lĩnh"]
    path.write_text("không,có,gì", "utf-8")
    kept.take_in(path)
    assert "don-vi.xlsx" in kept.message.text
    kept.close()


def test_what_is_not_touched_of_a_unit_stays(page: ConsolidationScreen, upper: Office) -> None:
    page._ask_units()
    kept = dialog_of(UnitsDialog)
    assert isinstance(kept, UnitsDialog)
    name = kept.table.rows.all[0].name
    kept.edit_button.click()
    dialog = dialog_of(UnitDialog)
    assert isinstance(dialog, UnitDialog)
    dialog.since.setText("")
    dialog.accept_button.click()
    assert dialog.isVisible()
    dialog.since.setText("15/06/2026")
    dialog.note.setText("Mới lập")
    dialog.accept_button.click()
    kept.edit_button.click()
    dialog = dialog_of(UnitDialog)
    assert isinstance(dialog, UnitDialog)
    dialog.contact.setText("Lê Thị Hoa")
    dialog.accept_button.click()
    [unit] = [unit for unit in upper.look(list_units) if unit.name == name]
    told = (unit.contact, unit.note, unit.from_on)
    assert told == ("Lê Thị Hoa", "Mới lập", date(2026, 6, 15))
    kept.close()


def test_without_packages_the_page_says_what_to_do(
    qtbot: QtBot, office: Office, dressed: Style, habits: QSettings
) -> None:
    del dressed
    an_upper_office(office, *SENDERS)
    screen = ConsolidationScreen(Desk(office, InlineLane()), habits)
    qtbot.addWidget(screen)
    screen.visit(OpenPackages())
    assert screen.foot.text() == EMPTY


def test_the_morning_leads_to_the_report(
    qtbot: QtBot, upper: Office, dressed: Style, habits: QSettings
) -> None:
    del dressed
    morning = MorningScreen(Desk(upper, InlineLane()), habits)
    qtbot.addWidget(morning)
    morning.show()
    row = next(r for r in morning.table.rows.all if r.standing.title == "Báo cáo năm 2026")
    assert row.words == "Chưa gửi 1, trùng chờ giải quyết 1"
    with qtbot.waitSignal(morning.wanted) as visit:
        morning._open(row)
    assert visit.args[0].until_on == row.asked.period.window.last


def test_who_may_not_is_told_in_the_morning(
    qtbot: QtBot, upper: Office, dressed: Style, habits: QSettings
) -> None:
    del dressed
    leader = replace(upper, actor=replace(upper.actor, role=Role.LEADER))
    morning = MorningScreen(Desk(leader, InlineLane()), habits)
    qtbot.addWidget(morning)
    morning.show()
    assert morning.message.text == NO_RIGHT


def test_the_rail_of_an_upper_office(upper: Office) -> None:
    nowhere = lambda _desk, _habits: QWidget()  # noqa: E731
    furnished = furnish(upper.look(read_plate), nowhere, nowhere, nowhere)
    assert (furnished.office, furnished.province) == ("UBND tỉnh Hòa Sơn", "Tổ tổng hợp")
    assert [place.title for place in furnished.places] == [
        "Hôm nay", "Báo cáo", "Chỉ tiêu", "Tổng hợp", "Nhật ký", "Sao lưu", "Cài đặt"
    ]  # fmt: skip
    assert furnished.verbs == ()
    found = upper.look(lambda work: furnished.find(work, "ngoc lam"))
    assert [each.title for each in found] == ["Xã Ngọc Lâm"]


def test_a_commune_has_no_such_page(office: Office) -> None:
    nowhere = lambda _desk, _habits: QWidget()  # noqa: E731
    furnished = furnish(office.look(read_plate), nowhere, nowhere, nowhere)
    assert "Tổng hợp" not in [place.title for place in furnished.places]
