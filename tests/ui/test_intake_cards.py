"""Cards on every way in: scanned, pasted, photographed; and how long taking somebody in lasts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.graphics.barcode.qr import QrCodeWidget

from rehabdesk.domain.codes import IdentityKind, Sex
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.person_facts import PaperFacts
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.intake.alike import LEAST_SIDES
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.visits import TakeIn
from rehabdesk.ui.window import MainWindow
from tests.builders import taken_in
from tests.ui.conftest import Write

CONTROL = Qt.KeyboardModifier.ControlModifier
SHELL_LETTERS = set("TSNKO")
CARD = (
    "099080002864||Hà Ngọc Sơn|02021980|Nam|"
    "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn|10052024"
)


def photograph(text: str) -> Image.Image:
    drawn = QrCodeWidget(text, barLevel="M")
    drawn.qr.make()  # type: ignore[attr-defined]
    rows = drawn.qr.modules  # type: ignore[attr-defined]
    side = len(rows) + 8
    picture = Image.new("L", (side, side), 255)
    for down, row in enumerate(rows):
        for across, is_dark in enumerate(row):
            picture.putpixel((across + 4, down + 4), 0 if is_dark else 255)
    return picture.resize((side * 4, side * 4), Image.Resampling.NEAREST)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cards") / "thẻ căn cước.png"
    photograph(CARD).save(path)
    return path


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> IntakeScreen:
    screen = IntakeScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(TakeIn())
    return screen


@pytest.fixture
def copied(qapp: QApplication) -> Iterator[None]:
    yield
    QApplication.clipboard().clear()


def read_from_picture(qtbot: QtBot, screen: IntakeScreen) -> CheckPage:
    qtbot.waitUntil(lambda: screen.check is not None, timeout=20_000)
    page = screen.check
    assert page is not None
    assert page.form.full_name.value == "Hà Ngọc Sơn"
    told = "Đã đọc ảnh thẻ lúc 08:42. Đã điền sẵn 6 ô. Ảnh không được giữ lại."
    assert page.message.text == told
    return page


def test_a_name_in_capitals_is_proposed_in_small_letters_and_told(screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD.replace("Hà Ngọc Sơn", "HÀ NGỌC SƠN")))
    page = screen.check
    assert page is not None
    name, box = page.form.full_name, page.form.box("full_name")
    assert name.value == "Hà Ngọc Sơn"
    assert box.message == "Đổi từ chữ in hoa: “HÀ NGỌC SƠN”. Sửa nếu khác."
    name.value = "HÀ NGỌC SƠN"
    name.editingFinished.emit()
    assert name.value == "HÀ NGỌC SƠN"
    name.value = "Hà Ngọc Sơn Tùng"
    name.editingFinished.emit()
    assert not box.message
    name.value = "HÀ NGỌC TÙNG"
    name.editingFinished.emit()
    assert (name.value, "HÀ NGỌC TÙNG" in box.message) == ("Hà Ngọc Tùng", True)


def test_a_card_is_read_from_a_chosen_picture(
    qtbot: QtBot, screen: IntakeScreen, picture: Path
) -> None:
    qtbot.mouseClick(screen.picture_button, Qt.MouseButton.LeftButton)
    [dialog] = screen.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(picture))
    dialog.close()
    read_from_picture(qtbot, screen)


def test_a_copied_picture_is_pasted(
    qtbot: QtBot, screen: IntakeScreen, picture: Path, copied: None
) -> None:
    QApplication.clipboard().setImage(QImage(str(picture)))
    qtbot.keyClick(screen.search.field, Qt.Key.Key_V, CONTROL)
    read_from_picture(qtbot, screen)


def test_a_copied_file_is_pasted_and_words_are_pasted_as_ever(
    qtbot: QtBot, screen: IntakeScreen, picture: Path, copied: None
) -> None:
    QApplication.clipboard().setText("Ngô Quang Hùng")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_V, CONTROL)
    assert screen.search.field.text() == "Ngô Quang Hùng"
    screen.search.begin_anew()
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(picture))])
    QApplication.clipboard().setMimeData(file)
    qtbot.keyClick(screen.search.field, Qt.Key.Key_V, CONTROL)
    read_from_picture(qtbot, screen)


def test_a_picture_is_dropped_on_the_page(
    qtbot: QtBot, screen: IntakeScreen, picture: Path
) -> None:
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(picture))])
    drop = QDropEvent(
        QPointF(QPoint(300, 300)),
        Qt.DropAction.CopyAction,
        file,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(drop)
    assert "không giữ lại" in screen.search.message.text
    read_from_picture(qtbot, screen)


def test_a_picture_without_a_card_says_so_in_one_sentence(
    qtbot: QtBot, screen: IntakeScreen
) -> None:
    file = io.BytesIO()
    Image.new("L", (200, 200), 140).save(file, "PNG")
    for content, told in (
        (file.getvalue(), "Không thấy mã vuông nào trong ảnh."),
        (b"no picture", "Tệp này không phải ảnh đọc được"),
    ):
        screen.read_picture(content)
        qtbot.waitUntil(lambda: screen.search.box.is_wrong, timeout=20_000)
        assert screen.search.box.message.startswith(told)
        assert screen.search.message.text == ""
        assert screen.check is None


def test_a_garbled_picture_is_refused_as_a_scan_is(qtbot: QtBot, screen: IntakeScreen) -> None:
    file = io.BytesIO()
    photograph(CARD.replace("02021980", "31021980")).save(file, "PNG")
    screen.read_picture(file.getvalue())
    qtbot.waitUntil(lambda: screen.search.box.is_wrong, timeout=20_000)
    assert "31/02/1980 không có trong lịch" in screen.search.box.message


def test_a_typed_number_proposes_sex_and_birth_year(
    qtbot: QtBot, screen: IntakeScreen, write: Write
) -> None:
    screen.visit(TakeIn(name="Lò Thị Mai"))
    page = screen.check
    assert page is not None
    form = page.form
    form.number.setFocus()
    write(form.number, "099190002864")
    qtbot.keyClick(form.number, Qt.Key.Key_Return)
    assert form.sex.value is Sex.FEMALE
    assert form.birth.text() == "1990"
    assert form.box("birth").message == "35 hoặc 36 tuổi · theo số căn cước"
    form.number.selectAll()
    write(form.number, "099085002864")
    form.number.editingFinished.emit()
    assert (form.sex.value, form.birth.text()) == (Sex.MALE, "1985")
    form.birth.setText("5/3/85")
    form.birth.editingFinished.emit()
    form.number.selectAll()
    write(form.number, "099190002864")
    form.number.editingFinished.emit()
    assert form.birth.text() == "05/03/1985"
    page.review()
    assert "Xem lại giới tính hoặc năm sinh" in form.box("id_number").message


def test_the_bar_tells_what_is_empty_and_leads_there(qtbot: QtBot, screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = screen.check
    assert page is not None
    assert page.completeness.button.text() == "Hồ sơ đủ 55%"
    page.form.sex.value = None
    assert page.completeness.button.text() == "Hồ sơ đủ 45%"
    menu = page.completeness.choices()
    acts = {act.text(): act for act in menu.actions()}
    assert not acts["Điền sau trong hồ sơ: Nghề nghiệp"].isEnabled()
    acts["Còn trống: Giới tính"].trigger()
    qtbot.waitUntil(page.form.sex.hasFocus)


def test_an_address_is_shown_from_its_beginning(screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = screen.check
    assert page is not None
    assert page.form.residence.cursorPosition() == 0


def test_no_two_things_of_the_page_share_an_alt_letter(screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD))
    for step in (screen.search, screen.check):
        assert step is not None
        shown: list[QWidget] = [
            *step.findChildren(QLabel),
            *step.findChildren(QPushButton),
            screen.rescan_button,
            screen.picture_button,
            screen.leave_button,
        ]
        words = [str(each.text()) for each in shown if isinstance(each, QLabel | QPushButton)]
        letters = [found.upper() for text in words for found in re.findall(r"&(\w)", text)]
        own = letters if step is screen.check else [each for each in letters if each != "Q"]
        assert len(own) == len(set(own)), sorted(own)
        assert not set(letters) & SHELL_LETTERS
        assert all(each.isascii() for each in letters)


# Ten seconds


def test_a_card_becomes_a_file_with_one_scan_and_one_chord(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, qapp: QApplication
) -> None:
    """In the whole window, from any page: far under ten seconds of the machine's own time."""
    watch = Watch(qapp)
    window = MainWindow(habits, watch)
    qtbot.addWidget(window)
    plate = office.look(read_plate)
    shell = Shell(desk, habits, furnish(plate, IntakeScreen, IntakeScreen, IntakeScreen))
    window.scanned.connect(shell.take_card)
    window.show_shell(shell, "UBND xã Yên Thịnh")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = len(office.look(list_persons))
    keys, begun = 0, monotonic()
    for place, letter in enumerate(f"{CARD}\r"):
        receiver = QApplication.focusWidget() or window
        code = ord(letter) if letter.isdecimal() else 0
        key = QKeyEvent(QKeyEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, letter)
        key.setTimestamp(50_000 + 5 * place)
        QApplication.sendEvent(receiver, key)
    keys += 1  # the trigger of the scanner
    qtbot.waitUntil(lambda: bool(window.findChildren(CheckPage)), timeout=10_000)
    [page] = window.findChildren(CheckPage)
    assert page.form.full_name.value == "Hà Ngọc Sơn"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    keys += 1
    qtbot.waitUntil(lambda: len(office.look(list_persons)) == before + 1, timeout=10_000)
    assert keys == 2
    assert monotonic() - begun < 5
    qapp.removeEventFilter(watch)


def test_with_large_letters_both_sides_stay_in_sight_and_the_message_whole(
    qtbot: QtBot, office: Office, screen: IntakeScreen, dressed: Style
) -> None:
    paper = PaperFacts(IdentityKind.CITIZEN_CARD, CARD[:12])
    taken_in(office, full_name="Hà Ngọc Sơn", papers=(paper,))
    dressed.choose(replace(dressed.look, text_percent=150))
    screen.resize(1050, 520)
    screen.visit(TakeIn(CARD))
    page = screen.check
    assert page is not None
    pane = page.pane
    qtbot.waitUntil(lambda: pane.side_table.rowHeight(0) > 0, timeout=1000)
    QApplication.sendPostedEvents()
    lines = pane.side_table.viewport().height() // pane.side_table.rowHeight(0)
    assert lines >= LEAST_SIDES
    assert pane.message.height() >= pane.message.heightForWidth(pane.message.width())


def test_letters_made_larger_leave_every_file_alike_and_the_form_in_sight(
    qtbot: QtBot, office: Office, screen: IntakeScreen, dressed: Style
) -> None:
    paper = PaperFacts(IdentityKind.CITIZEN_CARD, CARD[:12])
    for papers in ((paper,), (), ()):
        taken_in(office, full_name="Hà Ngọc Sơn", papers=papers)
    screen.resize(1058, 560)
    screen.visit(TakeIn(CARD))
    page = screen.check
    assert page is not None
    dressed.choose(replace(dressed.look, text_percent=150))
    table, form = page.pane.table, page.form
    QApplication.sendPostedEvents()
    qtbot.waitUntil(lambda: form.width() <= _seen(form), timeout=1000)
    qtbot.waitUntil(lambda: table.rowHeight(0) * 3 <= table.viewport().height(), timeout=1000)
    assert page.pane.width() >= 400


def _seen(form: QWidget) -> int:
    """Return how much of a form stands in its scrolled window."""
    window = form.parentWidget()
    assert window is not None
    area = window.parentWidget()
    assert area is not None
    return area.width()
