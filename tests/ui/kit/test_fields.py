from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.dates import PartialDate, WorkingCalendar
from rehabdesk.domain.refusals import Refusal
from rehabdesk.ui.kit.fields import (
    ComboField,
    DateField,
    PasswordField,
    SearchField,
    TextBox,
    TextField,
)
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.inputs.calendar import CalendarPopup
from rehabdesk.ui.kit.style import Style
from tests.ui.conftest import Write

TODAY = date(2026, 11, 23)
KEY = Qt.Key


class NumberTaken(Refusal):
    field = "number"


@pytest.fixture
def born(qtbot: QtBot, dressed: Style) -> DateField:
    field = DateField(TODAY, is_birth=True)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.fixture
def form(qtbot: QtBot, dressed: Style) -> Form:
    made = Form()
    made.add("name", "Họ &tên", TextField())
    made.add_row(
        Entry("number", "&Số", TextField()),
        Entry("on", "&Ngày", DateField(TODAY, needs_day=True), stretch=0),
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_text_is_never_touched_while_it_is_typed(
    qtbot: QtBot, dressed: Style, write: Write
) -> None:
    field = TextField()
    qtbot.addWidget(field)
    for letters in ("  nguyễn", " ", " thị", "\N{NO-BREAK SPACE}đào "):
        write(field, letters)
    assert field.text() == "  nguyễn  thị\N{NO-BREAK SPACE}đào "
    assert field.value == "nguyễn thị đào"
    assert field.validator() is None
    assert field.completer() is None


def test_decomposed_letters_come_out_composed(qtbot: QtBot, dressed: Style) -> None:
    field = TextBox("Le\N{COMBINING CIRCUMFLEX ACCENT}\nhai dòng")
    qtbot.addWidget(field)
    assert field.value == "Lê\nhai dòng"


def test_a_date_is_written_out_only_on_leaving(born: DateField, write: Write) -> None:
    write(born, "5/3/85")
    assert born.text() == "5/3/85"
    assert born.value == PartialDate(1985, 3, 5)
    born.editingFinished.emit()
    assert born.text() == "05/03/1985"


@pytest.mark.parametrize(("typed", "shown"), [("1985", "1985"), ("3/1985", "03/1985")])
def test_a_partial_date_stays_partial(born: DateField, typed: str, shown: str) -> None:
    born.setText(typed)
    born.editingFinished.emit()
    assert (born.text(), born.day) == (shown, None)


def test_what_is_no_date_stands_as_typed_and_says_why(born: DateField) -> None:
    born.setText("31/02/2019")
    born.editingFinished.emit()
    assert born.text() == "31/02/2019"
    assert born.value is None
    assert born.error == "Ngày 31/02/2019 không có trong lịch."


def test_arrows_move_a_day_and_pages_a_month(qtbot: QtBot, dressed: Style) -> None:
    field = DateField(TODAY, date(2026, 12, 31))
    qtbot.addWidget(field)
    qtbot.keyClick(field, KEY.Key_Up)
    assert field.text() == "01/01/2027"
    qtbot.keyClick(field, KEY.Key_PageDown)
    assert field.text() == "01/12/2026"


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_f4_opens_a_calendar_that_names_the_days_off(qtbot: QtBot, dressed: Style) -> None:
    working = WorkingCalendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"}, {})
    field = DateField(TODAY, calendar=working)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClick(field, KEY.Key_F4)
    [popup] = field.findChildren(CalendarPopup)
    marks = popup.month.dateTextFormat()
    assert [(day.toString("dd/MM"), mark.toolTip()) for day, mark in marks.items()] == [
        ("24/11", "Ngày Văn hóa Việt Nam")
    ]
    popup.month.activated.emit(popup.month.selectedDate())
    assert field.text() == "23/11/2026"


def test_a_search_asks_once_after_the_typing_rests(
    qtbot: QtBot, dressed: Style, write: Write
) -> None:
    field = SearchField("Lọc")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.rested.connect(asked.append)
    for letters in ("n", "g", "u"):
        write(field, letters)
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["ngu"]


def test_a_search_tells_each_key_at_once_but_no_letters_that_compose(
    qtbot: QtBot, dressed: Style, write: Write
) -> None:
    field = SearchField("Lọc")
    qtbot.addWidget(field)
    told: list[str] = []
    field.typed.connect(told.append)
    write(field, "ng")
    QApplication.sendEvent(field, QInputMethodEvent("uye", []))
    write(field, "uyễn")
    field.clear()
    assert told == ["ng", "nguyễn", ""]


def test_a_search_waits_while_letters_compose(qtbot: QtBot, dressed: Style, write: Write) -> None:
    field = SearchField("Lọc")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.rested.connect(asked.append)
    write(field, "ng")
    QApplication.sendEvent(field, QInputMethodEvent("uye", []))
    qtbot.wait(220)
    assert asked == []
    write(field, "uyễn")
    qtbot.waitUntil(lambda: asked == ["nguyễn"])


def test_a_choice_keeps_its_value_when_the_choices_change(qtbot: QtBot, dressed: Style) -> None:
    field = ComboField([(1, "Một"), (2, "Hai")])
    qtbot.addWidget(field)
    field.value = 2
    told: list[object] = []
    field.chosen.connect(told.append)
    field.offer([(2, "Hai"), (3, "Ba")])
    assert (field.value, told) == (2, [])
    field.setCurrentIndex(1)
    assert told == [3]


def test_a_password_tells_of_capitals(qtbot: QtBot, dressed: Style) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    seen: list[bool] = []
    field.capitals_seen.connect(seen.append)
    qtbot.keyClick(field, "a")
    qtbot.keyClick(field, "B", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, "C")
    assert field.value == "aBC"
    assert seen == [False, False, True]


def test_enter_goes_to_the_next_input_and_past_the_last(qtbot: QtBot, form: Form) -> None:
    form.focus_first()
    fields = [form.box(name).field for name in ("name", "number", "on")]
    with qtbot.waitSignal(form.past_last):
        for field in fields:
            assert field.hasFocus()
            qtbot.keyClick(field, KEY.Key_Return)


def test_an_error_stands_under_its_field_on_leaving_and_goes_when_mended(
    qtbot: QtBot, form: Form
) -> None:
    box = form.box("on")
    assert isinstance(box.field, DateField)
    box.field.setText("31/02/2019")
    box.field.editingFinished.emit()
    assert box.message == "Ngày 31/02/2019 không có trong lịch."
    assert box.field.accessibleDescription() == box.message
    assert not form.check()
    box.field.setText("28/02/2019")
    assert form.check()
    assert box.message == ""


def test_a_refusal_is_said_under_the_input_it_names(form: Form) -> None:
    assert form.show_refusal(NumberTaken("Số 46 đã có trong sổ."))
    assert form.box("number").message == "Số 46 đã có trong sổ."
    assert form.box("number").field.hasFocus()
    assert not form.show_refusal(Refusal("Điều khác."))


def test_every_input_has_a_name_for_screen_readers_and_a_label_that_leads_to_it(
    form: Form,
) -> None:
    boxes = [form.box(name) for name in ("name", "number", "on")]
    assert [box.field.accessibleName() for box in boxes] == ["Họ tên", "Số", "Ngày"]
    buddies: list[QWidget] = [box.label.buddy() for box in boxes]
    assert buddies == [box.field for box in boxes]
