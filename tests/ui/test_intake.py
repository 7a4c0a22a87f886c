from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import EpisodeKind, IdentityKind, RehabForm, ResidenceKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.drafts import KeptForm, read_draft
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import PersonRow, list_persons
from rehabdesk.services.people.one_file import PersonFile, read_file
from rehabdesk.services.people.person_facts import PaperFacts, ResidenceFacts
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.inputs.form_keeper import FormKeeper
from rehabdesk.ui.people.intake.check import CheckPage
from rehabdesk.ui.people.intake.dialogs import DifferencesDialog, ReasonDialog
from rehabdesk.ui.people.intake.screen import FORM, IntakeScreen
from rehabdesk.ui.people.openings import opening_named
from rehabdesk.ui.visits import OpenPerson, TakeIn
from tests.builders import LAN, taken_in
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
NUMBER = "099080002864"
ADDRESS = "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"
CARD = f"{NUMBER}|099012321|Hà Ngọc Sơn|02021980|Nam|{ADDRESS}|10052024"


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose actor is one of its users: drafts belong to somebody."""
    office.do(partial(add_user, facts=UserFacts(LAN.name, LAN.post, LAN.role)))
    return office


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings) -> IntakeScreen:
    screen = IntakeScreen(desk, habits)
    qtbot.addWidget(screen)
    screen.resize(1182, 662)
    screen.show()
    screen.visit(TakeIn())
    return screen


def wishes(screen: IntakeScreen) -> list[object]:
    told: list[object] = []
    screen.wanted.connect(told.append)
    return told


def step_two(screen: IntakeScreen) -> CheckPage:
    assert screen.check is not None
    return screen.check


def persons(office: Office) -> list[PersonRow]:
    return office.look(list_persons)


def file_of(office: Office, person_id: int) -> PersonFile:
    return office.look(partial(read_file, person_id=person_id))


def a_kept_file(office: Office) -> int:
    return taken_in(
        office,
        full_name="Hà Ngọc Sơn",
        birth=PartialDate(1980),
        hamlet_id=2,
        papers=(PaperFacts(IdentityKind.CITIZEN_CARD, NUMBER),),
        residences=(ResidenceFacts(ResidenceKind.PERMANENT, ADDRESS),),
    )


def test_one_looks_before_one_creates(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    known = taken_in(office, full_name="Trần Văn Thắng")
    assert not screen.search.go_on_button.isEnabled()
    assert screen.check is None

    write(screen.search.field, "thắng")
    qtbot.waitUntil(lambda: bool(screen.search.rows.all), timeout=1000)
    assert [row.full_name for row in screen.search.rows.all] == ["Trần Văn Thắng"]

    told = wishes(screen)
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Down)
    assert screen.search.table.hasFocus()
    qtbot.keyClick(screen.search.table, Qt.Key.Key_Return)
    assert told == [OpenPerson(known)]


def test_a_number_is_found_as_it_is_printed_with_blanks(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    taken_in(office)
    write(screen.search.field, "099 091 004 217")
    qtbot.waitUntil(lambda: bool(screen.search.rows.all), timeout=1000)
    assert screen.search.rows.all[0].full_name == "Trần Văn Thắng"


def test_nobody_found_leads_to_a_new_file_with_the_name(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    write(screen.search.field, "Cao Bá Phúc")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    page = step_two(screen)
    assert page.form.full_name.value == "Cao Bá Phúc"
    assert page.pane.message.text == "Chưa có hồ sơ nào giống. Mở hồ sơ mới được."

    told = wishes(screen)
    qtbot.keyClick(page.form.full_name, Qt.Key.Key_Return, CONTROL)

    [row] = persons(office)
    assert (row.full_name, row.birth, row.episode_kind) == (
        "Cao Bá Phúc",
        "",
        EpisodeKind.POST_REHAB,
    )
    assert told == [OpenPerson(row.id)]


def test_a_scanned_card_fills_the_form_at_once(office: Office, screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD.replace("099012321", "")))
    page = step_two(screen)
    assert page.message.text == "Đã đọc thẻ căn cước lúc 08:42. Đã điền sẵn 6 ô."
    assert page.form.birth.text() == "02/02/1980"
    assert page.form.box("birth").message == "46 tuổi"
    assert page.form.box("id_number").message == "Khớp: nam, sinh 1980 (số thứ 4–6)"
    assert page.form.box("hamlet_id").message == "Xã Đồng Tiến cũ → xã Yên Thịnh"
    assert page.form.hamlet.currentText() == "Thôn Thượng"


def test_what_was_read_and_chosen_is_kept(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    page.form.rehab_form.value = RehabForm.COMPULSORY
    page.form.completes_on.setText("30112026")
    qtbot.mouseClick(page.primary, LEFT)

    [row] = persons(office)
    file = file_of(office, row.id)
    [place] = file.facts.residences
    assert [(paper.kind, paper.number) for paper in file.facts.papers] == [
        (IdentityKind.CITIZEN_CARD, NUMBER),
        (IdentityKind.OLD_CARD, "099012321"),
    ]
    assert (place.as_written, place.unit_new, place.unit_old) == (ADDRESS, "09901", "99003")
    assert file.episode is not None
    assert (file.episode.facts.rehab_form, file.episode.facts.completes_on) == (
        RehabForm.COMPULSORY,
        date(2026, 11, 30),
    )


def test_a_number_that_does_not_fit_warns_but_does_not_block(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    screen.visit(TakeIn(card_text=CARD.replace("|Nam|", "|Nữ|")))
    page = step_two(screen)
    assert page.form.box("id_number").message.startswith("Số căn cước này là của nam, sinh 1980.")
    qtbot.mouseClick(page.primary, LEFT)
    assert len(persons(office)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("099080002864|Hà Ngọc Sơn", "Chưa đọc được thẻ căn cước: chỉ thấy 2 phần"),
        (CARD.replace("Hà Ngọc Sơn", "Hà Ngọc S?n"), "Chữ bị bộ gõ làm sai."),
    ],
)
def test_a_card_that_cannot_be_read_is_said_under_the_field(
    office: Office, screen: IntakeScreen, write: Write, text: str, sentence: str
) -> None:
    write(screen.search.field, text)
    screen.search.go_on()
    assert screen.search.box.message.startswith(sentence)
    assert screen.check is None


def test_a_pasted_card_is_recognised_while_typing_rests(qtbot: QtBot, screen: IntakeScreen) -> None:
    QApplication.clipboard().setText(CARD)
    screen.search.field.paste()
    qtbot.waitUntil(lambda: screen.check is not None, timeout=1000)
    assert step_two(screen).form.number.value == NUMBER


def test_the_same_number_leads_to_the_file_that_is_there(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    person_id = a_kept_file(office)
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    assert page.pane.message.text.startswith(
        f"Người này đã có hồ sơ. Số căn cước {NUMBER} trùng với hồ sơ số 2026-001, "
        "mở ngày 23/11/2026."
    )
    assert page.primary.text() == "&Mở hồ sơ đã có"
    assert not page.next_button.isEnabled()
    assert {row.label: row.verdict.label for row in page.pane.sides.all}["Ngày sinh"] == "Khác"

    told = wishes(screen)
    qtbot.keyClick(page.form.full_name, Qt.Key.Key_Return, CONTROL)
    [dialog] = page.findChildren(DifferencesDialog)
    assert not any(choice.is_taken for choice in dialog.choices.values())
    dialog.choices["birth"].take.click()
    qtbot.mouseClick(dialog.accept_button, LEFT)

    facts = file_of(office, person_id).facts
    assert (facts.birth, facts.hamlet_id) == (PartialDate(1980, 2, 2), 2)
    assert told == [OpenPerson(person_id)]
    assert len(persons(office)) == 1


def test_differences_stay_as_they_are_unless_chosen(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    person_id = a_kept_file(office)
    version = file_of(office, person_id).version
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    told = wishes(screen)
    qtbot.mouseClick(page.primary, LEFT)
    [dialog] = page.findChildren(DifferencesDialog)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert file_of(office, person_id).version == version
    assert told == [OpenPerson(person_id)]


def test_a_second_file_for_one_number_needs_a_reason(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    a_kept_file(office)
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    qtbot.mouseClick(page.anyway_button, LEFT)
    [dialog] = page.findChildren(ReasonDialog)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("reason").message == "Ghi lý do."
    assert len(persons(office)) == 1

    write(dialog.reason, "Thẻ cấp nhầm cho hai anh em")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert len(persons(office)) == 2


def test_a_name_is_all_that_is_needed_but_it_is_needed(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    page.form.full_name.clear()
    qtbot.mouseClick(page.primary, LEFT)
    assert page.form.box("full_name").message == "Nhập họ và tên."
    assert page.form.full_name.hasFocus()
    assert page.isEnabled()
    assert persons(office) == []


def test_what_is_refused_at_the_end_of_the_form_is_read_to_its_last_word(
    qtbot: QtBot, screen: IntakeScreen
) -> None:
    screen.resize(1182, 640)
    screen.visit(TakeIn(name="Cao Bá Phúc"))
    page = step_two(screen)
    page.form.birth.setText("12/04/1990")
    page.form.completes_on.setText("01/01/1980")
    page.primary.click()
    box = page.form.box("completes_on")
    assert box.message == "Ngày hoàn thành cai nghiện phải sau ngày sinh."
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect().height() == box.height())


def test_the_next_of_the_pile_keeps_hamlet_kind_and_date(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    page.form.completes_on.setText("30112026")
    qtbot.keyClick(page.form.full_name, Qt.Key.Key_S, CONTROL)
    assert [row.full_name for row in persons(office)] == ["Hà Ngọc Sơn"]
    assert screen.check is None
    assert screen.search.field.hasFocus()
    assert screen.search.message.text.startswith("Đã mở hồ sơ số 2026-001.")

    screen.search.field.setText("Lê Hoàng An")
    screen.search.go_on()
    form = step_two(screen).form
    assert (form.hamlet.currentText(), form.completes_on.text()) == ("Thôn Thượng", "30/11/2026")
    assert form.number.value == ""


def test_leaving_keeps_what_was_typed_as_a_draft(
    qtbot: QtBot, office: Office, screen: IntakeScreen
) -> None:
    screen.visit(TakeIn(card_text=CARD))
    with qtbot.waitSignal(screen.back_wanted):
        qtbot.keyClick(step_two(screen).form.full_name, Qt.Key.Key_Escape)
    assert persons(office) == []

    screen.visit(TakeIn())
    assert screen.search.message.text == "Còn bản nháp lúc 08:42. Mở lại?"
    *_, link = screen.search.message.findChildren(KeyButton)
    qtbot.waitUntil(link.isVisible, timeout=1000)
    qtbot.mouseClick(link, LEFT)
    assert step_two(screen).form.full_name.value == "Hà Ngọc Sơn"


def test_pressing_twice_makes_one_file(qtbot: QtBot, office: Office, screen: IntakeScreen) -> None:
    screen.visit(TakeIn(card_text=CARD))
    page = step_two(screen)
    for _ in range(2):
        page.primary.click()
    assert len(persons(office)) == 1


def test_only_a_person_after_rehabilitation_is_asked_how_it_ended(screen: IntakeScreen) -> None:
    screen.visit(TakeIn(name="Cao Bá Phúc"))
    form = step_two(screen).form
    assert form.box("completes_on").isVisible()
    form.opening.value = opening_named("user_managed")
    assert not form.box("completes_on").isVisible()
    assert not form.box("rehab_form").isVisible()


def draft_of(office: Office) -> KeptForm | None:
    return office.look(partial(read_draft, form=FORM))


def ten_seconds_later(screen: IntakeScreen) -> None:
    keeper = screen.findChild(FormKeeper)
    timer = keeper.findChild(QTimer) if keeper else None
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() <= 10_000
    timer.timeout.emit()


def test_what_is_half_typed_is_offered_again_after_a_power_cut(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, screen: IntakeScreen, write: Write
) -> None:
    write(screen.search.field, "Cao Bá Phúc")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    page = step_two(screen)
    page.form.hamlet.value = 2
    page.form.birth.clear()
    write(page.form.birth, "14/0")
    assert draft_of(office) is None
    ten_seconds_later(screen)

    later = IntakeScreen(desk, habits)  # nothing else of the first window is left
    qtbot.addWidget(later)
    later.visit(TakeIn())
    assert later.search.message.text == "Còn bản nháp lúc 08:42. Mở lại?"
    link = next(
        each for each in later.search.message.findChildren(KeyButton) if "nháp" in each.text()
    )
    qtbot.mouseClick(link, LEFT)
    form = step_two(later).form
    assert (form.full_name.value, form.birth.text()) == ("Cao Bá Phúc", "14/0")
    assert (form.hamlet.value, form.kind) == (2, EpisodeKind.POST_REHAB)


def test_a_file_that_was_opened_leaves_no_draft(
    qtbot: QtBot, office: Office, screen: IntakeScreen, write: Write
) -> None:
    write(screen.search.field, "Cao Bá Phúc")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    ten_seconds_later(screen)
    assert draft_of(office) is not None
    qtbot.keyClick(step_two(screen).form.full_name, Qt.Key.Key_Return, CONTROL)
    assert draft_of(office) is None
    screen.visit(TakeIn())
    assert screen.search.message.text == ""


def test_a_locked_machine_keeps_the_draft_for_later(
    qtbot: QtBot, office: Office, desk: Desk, screen: IntakeScreen, write: Write
) -> None:
    write(screen.search.field, "Cao Bá Phúc")
    qtbot.keyClick(screen.search.field, Qt.Key.Key_Return)
    desk.office = None
    ten_seconds_later(screen)
    desk.office = office
    ten_seconds_later(screen)
    draft = draft_of(office)
    assert draft is not None
    assert draft.content["full_name"] == "Cao Bá Phúc"
