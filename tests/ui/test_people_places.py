"""Addresses chosen from the units, units told beside an address, and the photograph of a file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import ContactKind, ResidenceKind
from rehabdesk.services.office import Office
from rehabdesk.services.people.card_check import AddressBook, read_address_book
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import ContactFacts, ResidenceFacts
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.people.addresses import AddressDialog, AddressField
from rehabdesk.ui.people.file.family import RelativeDialog
from rehabdesk.ui.people.file.further.tabs import FAMILY
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.visits import OpenPerson, TakeIn
from tests.builders import taken_in
from tests.ui.conftest import Write

OLD = "Thôn Hạ, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"


@pytest.fixture
def book(office: Office) -> AddressBook:
    return office.look(read_address_book)


@pytest.fixture
def field(qtbot: QtBot, book: AddressBook, desk: Desk) -> AddressField:
    field = AddressField(book)
    qtbot.addWidget(field)
    field.resize(400, 30)
    field.show()
    return field


def opened(field: AddressField) -> AddressDialog:
    [dialog] = field.findChildren(AddressDialog)
    return dialog


def test_an_address_of_today_is_chosen_down_to_the_hamlet(
    qtbot: QtBot, field: AddressField, write: Write
) -> None:
    qtbot.keyClick(field, Qt.Key.Key_F4)
    dialog = opened(field)
    assert dialog.commune.currentText() == "Xã Yên Thịnh"
    assert not dialog.district.isVisible()
    dialog.hamlet.setCurrentText("Thôn Đồng Bến")
    write(dialog.street, "Số 12")
    assert dialog.words.text() == "Số 12, Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"
    assert dialog.linked.text() == "Thuộc xã Yên Thịnh, tỉnh Hòa Sơn"
    dialog.accept_button.click()
    assert field.value == "Số 12, Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"
    assert field.codes[0] == "09901"
    field.setText(f"{field.text()}, Việt Nam")
    assert field.codes[0] is None


def test_an_address_of_before_is_chosen_with_its_district_and_linked(
    field: AddressField, book: AddressBook
) -> None:
    field.open_chooser()
    dialog = opened(field)
    dialog.is_former.value = True
    assert dialog.province.count() == len(book.units.former_provinces) >= 63
    assert (dialog.province.currentText(), dialog.district.currentText()) == (
        "Tỉnh Hòa Sơn",
        "Huyện Yên Thịnh",
    )
    names = [dialog.commune.itemText(at) for at in range(dialog.commune.count())]
    dialog.commune.setCurrentIndex(names.index("Xã Đồng Tiến"))
    dialog.hamlet.setCurrentText("Thôn Hạ")
    assert dialog.words.text() == OLD
    told = "Xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn (cũ) → xã Yên Thịnh, tỉnh Hòa Sơn"
    assert dialog.linked.text() == told
    dialog.accept_button.click()
    new, old = field.codes
    assert (field.value, new) == (OLD, "09901")
    assert old is not None


def test_nothing_is_taken_before_a_commune_is_chosen(field: AddressField) -> None:
    field.open_chooser()
    dialog = opened(field)
    dialog.is_former.value = True
    dialog.accept_button.click()
    assert dialog.form.box("commune").message == "Chọn xã, phường."
    assert dialog.isVisible()
    dialog.reject()
    assert field.value == ""


def test_the_chosen_units_are_kept_with_a_new_file_and_it_is_found_by_either_name(
    office: Office, desk: Desk, habits: QSettings, qtbot: QtBot
) -> None:
    screen = IntakeScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.show()
    screen.visit(TakeIn(name="Lò Văn Ún"))
    page = screen.check
    assert page is not None
    page.form.residence.open_chooser()
    dialog = opened(page.form.residence)
    dialog.is_former.value = True
    names = [dialog.commune.itemText(at) for at in range(dialog.commune.count())]
    dialog.commune.setCurrentIndex(names.index("Xã Đồng Tiến"))
    dialog.accept_button.click()
    page.review()
    page.primary.click()
    [hit] = office.look(partial(find_hits, words="lo van un", limit=5))
    file = office.look(partial(read_file, person_id=hit.id))
    [place] = file.facts.residences
    assert (place.as_written, place.unit_new) == (
        "xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn",
        "09901",
    )
    for words in ("dong tien", "yên thịnh"):
        assert [each.id for each in office.look(partial(find_hits, words=words, limit=5))] == [
            hit.id
        ]


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> PersonScreen:
    screen = PersonScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 690)
    screen.show()
    return screen


def test_an_address_is_told_as_written_and_by_its_units(
    office: Office, screen: PersonScreen
) -> None:
    places = (
        ResidenceFacts(ResidenceKind.PERMANENT, OLD),
        ResidenceFacts(ResidenceKind.CURRENT, "Thôn Thượng, xã Yên Thịnh, tỉnh Hòa Sơn"),
    )
    person_id = taken_in(office, residences=places)
    screen.visit(OpenPerson(person_id))
    told = screen.facts.view.words
    assert told["Thường trú"] == (
        f"{OLD}\nXã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn (cũ) → xã Yên Thịnh, tỉnh Hòa Sơn"
    )
    assert told["Chỗ ở hiện nay"].endswith("\nThuộc xã Yên Thịnh, tỉnh Hòa Sơn")


def test_a_photograph_is_chosen_shown_and_dropped(
    office: Office, screen: PersonScreen, tmp_path: Path, qtbot: QtBot
) -> None:
    person_id = taken_in(office)
    screen.visit(OpenPerson(person_id))
    portrait = screen.card.portrait
    assert not portrait.has_photo
    assert [act.text() for act in portrait.choices().actions()] == [
        "Chọn ảnh chân dung…",
        "Dán ảnh đã chép",
    ]
    path = tmp_path / "mặt.png"
    Image.new("RGB", (900, 1200), (180, 140, 120)).save(path)
    portrait.keep(path)
    assert portrait.has_photo
    assert portrait.accessibleName() == "Ảnh của Trần Văn Thắng"
    [*_, drop] = portrait.choices().actions()
    drop.trigger()
    assert not portrait.has_photo
    portrait.keep(b"MZ")
    assert screen.message.text.startswith("Tệp này không phải ảnh đọc được")


def test_consent_and_attention_are_edited_in_the_form(office: Office, screen: PersonScreen) -> None:
    person_id = taken_in(office)
    screen.visit(OpenPerson(person_id))
    screen.facts.edit()
    form = screen.facts.form
    assert form is not None
    form.consent_on.setText("20/11/2026")
    form.drugs.setText("Heroin")
    form.residences.lines[0].parts[1].setText(OLD)  # type: ignore[attr-defined]
    screen.facts.save_button.click()
    kept = office.look(partial(read_file, person_id=person_id)).facts
    assert (kept.drugs, kept.residences[0].unit_new) == ("Heroin", "09901")
    assert screen.facts.view.words["Đồng ý cho lưu thông tin"] == "20/11/2026"
    assert replace(kept, drugs="") != kept


def test_a_relative_is_noted_as_whom_to_call_in_need(office: Office, screen: PersonScreen) -> None:
    person_id = taken_in(office)
    screen.visit(OpenPerson(person_id))
    screen.tabs.setCurrentIndex(FAMILY)
    screen.family.table.choose(0)
    screen.family.edit_button.click()
    [dialog] = screen.findChildren(RelativeDialog)
    dialog.is_called.setChecked(True)
    dialog.accept_button.click()
    assert dialog.form.box("phone").message == "Ghi số điện thoại để gọi khi cần gấp."
    dialog.phone.setText("0900 000 126")
    dialog.accept_button.click()
    facts = office.look(partial(read_file, person_id=person_id)).facts
    note = "Nguyễn Thị Lụa (mẹ)"
    assert facts.contacts == (ContactFacts(ContactKind.EMERGENCY, "0900 000 126", note),)
    screen.family.table.choose(0)
    screen.family.edit_button.click()
    again = screen.findChildren(RelativeDialog)[-1]
    assert again.is_called.isChecked()
    again.phone.setText("0900 000 127")
    again.accept_button.click()
    facts = office.look(partial(read_file, person_id=person_id)).facts
    assert [each.value for each in facts.contacts] == ["0900 000 127"]
