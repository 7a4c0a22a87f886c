"""Vietnamese as UniKey sends it and as an input method commits it, in every input of the program.

UniKey takes letters back by Backspace and sends others in their place; an input method composes
a word and commits it. Qt's own key clicks abort on letters beyond ASCII, so events are sent.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import rehabdesk.ui
from rehabdesk.services.office import Office
from rehabdesk.services.people.card_check import read_address_book
from rehabdesk.ui.entry.groups import GroupField
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import PasswordField
from rehabdesk.ui.people.addresses import AddressDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.shell.watch import Watch
from rehabdesk.ui.visits import Compose, OpenPerson, TakeIn
from tests.builders import NOW, RESOURCES, taken_in

TONES = "\u0300\u0301\u0303\u0309\u0323"
SHAPES = "\u0302\u0306\u031b"
NAME = "Nguyễn Thị Đào"
CODES_ONLY = (GroupField,)  # of the recovery sheet: capitals and digits
KINDS = (QLineEdit, QPlainTextEdit, QTextEdit)
Typing = Callable[[QWidget, str], None]


def all_letters() -> str:
    vowels = "aăâeêioôơuưy"
    lower = {
        unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(vowels, ("", *TONES))
    }
    letters = sorted((lower | {"đ"}) - set("aeiouy"))
    return "".join(each + each.upper() for each in letters)


LETTERS = all_letters()
IN_WORDS = " ".join(LETTERS[at : at + 7] for at in range(0, len(LETTERS), 7))


def key(field: QWidget, letter: str, code: int = 0) -> None:
    plainly = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field, QKeyEvent(QKeyEvent.Type.KeyPress, code, plainly, letter))


def steps(word: str) -> Iterator[str]:
    """Tell how a word looks after each key of Telex: plain, with its shape, with its tone."""
    built = ""
    for letter in word:
        loose = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))
        yield built + loose[0]
        shape = "".join(mark for mark in loose[1:] if mark in SHAPES)
        shaped = unicodedata.normalize("NFC", loose[0] + shape)
        built += letter if letter in "đĐ" else shaped
        yield built
    yield word


def as_unikey(field: QWidget, text: str) -> None:
    for place, word in enumerate(text.split(" ")):
        if place:
            key(field, " ", Qt.Key.Key_Space)
        before = ""
        for after in steps(word):
            same = next(
                (
                    at
                    for at, (one, two) in enumerate(zip(before, after, strict=False))
                    if one != two
                ),
                min(len(before), len(after)),
            )
            for _ in before[same:]:
                key(field, "\b", Qt.Key.Key_Backspace)
            for letter in after[same:]:
                key(field, letter, ord(letter.upper()) if letter.isascii() else 0)
            before = after


def as_input_method(field: QWidget, text: str) -> None:
    for place, word in enumerate(text.split(" ")):
        if place:
            key(field, " ", Qt.Key.Key_Space)
        for composed in steps(word):
            QApplication.sendEvent(field, QInputMethodEvent(composed, []))
        committed = QInputMethodEvent("", [])
        committed.setCommitString(word)
        QApplication.sendEvent(field, committed)


def words_in(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.toPlainText()
    assert isinstance(field, QLineEdit)
    return field.text()


def empty(field: QWidget) -> None:
    assert isinstance(field, KINDS)
    field.clear()


def judge(field: QWidget, text: str) -> None:
    field.setFocus()
    for typing in (as_unikey, as_input_method):
        empty(field)
        typing(field, text)
        told = f"{type(field).__name__} “{field.accessibleName()}”, {typing.__name__}"
        assert words_in(field) == text, told
    empty(field)


# Every class of input there is


def subclasses(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def own_inputs() -> list[type[QWidget]]:
    """Find every class of input the program has, wherever it is written."""
    for module in pkgutil.walk_packages(rehabdesk.ui.__path__, "rehabdesk.ui."):
        importlib.import_module(module.name)
    found = (each for kind in KINDS for each in subclasses(kind))
    return [each for each in found if each.__module__.startswith("rehabdesk.")]


@pytest.fixture
def parts(office: Office, desk: Desk) -> dict[str, Any]:
    """What inputs are made of, by the names of their parameters."""
    return {
        "said": "",
        "text": "",
        "names": {},
        "today": NOW.date(),
        "calendar": RESOURCES.calendar,
        "is_prose": True,
        "placeholder": "Tìm",
        "first": PasswordField(),
        "number": 1,
        "amount": 5,
        "book": office.look(read_address_book),
    }


def made(kind: type[QWidget], parts: dict[str, Any]) -> QWidget:
    if kind in KINDS:
        return kind()
    needed = [
        name
        for name, each in inspect.signature(kind).parameters.items()
        if each.default is inspect.Parameter.empty
        and each.kind not in {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    ]
    return kind(**{name: parts.get(name, "") for name in needed})


def test_every_class_of_input_takes_all_letters_both_ways(
    qtbot: QtBot, parts: dict[str, Any]
) -> None:
    assert len(LETTERS) == 134
    kinds = [kind for kind in own_inputs() if not issubclass(kind, CODES_ONLY)]
    assert len(kinds) > 20
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    for kind in [*kinds, QLineEdit, QPlainTextEdit, QTextEdit]:
        field = made(kind, parts)
        field.setParent(page)
        field.show()
        judge(field, IN_WORDS)
        judge(field, NAME)


def test_inputs_of_lists_and_chips_take_all_letters(
    qtbot: QtBot, parts: dict[str, Any], desk: Desk
) -> None:
    owner = QLineEdit()
    qtbot.addWidget(owner)
    owner.show()
    dialog = AddressDialog(parts["book"], owner)
    chips = ChipEdit(lambda _words, _show: None)
    qtbot.addWidget(chips)
    chips.show()
    editable = dialog.hamlet.lineEdit()
    assert editable is not None
    for field in (editable, chips.input):
        judge(field, IN_WORDS)
        judge(field, NAME)


# Every page


@pytest.fixture
def pages(
    qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, qapp: QApplication
) -> Iterator[list[QWidget]]:
    """The whole shell, every page of it opened, with the watch that looks for scans."""
    watch = Watch(qapp)
    person_id = taken_in(office)
    shell = Shell(
        desk,
        habits,
        furnish(office.look(read_plate), IntakeScreen, IntakeScreen, IntakeScreen),
    )
    qtbot.addWidget(shell)
    shell.resize(1366, 736)
    shell.show()
    shell.activateWindow()
    person, intake = PersonScreen(desk, habits), IntakeScreen(desk, habits)
    opened = [shell, person, intake]
    for page in (person, intake):
        qtbot.addWidget(page)
        page.show()
    person.visit(OpenPerson(person_id))
    person.facts.edit()
    intake.visit(TakeIn(name="Lê An"))
    for place in ("files", "register", "assignments"):
        shell.go_to(place)
    shell.follow(Compose(person_ids=(person_id,)))
    yield opened
    qapp.removeEventFilter(watch)


def inputs_of(page: QWidget) -> list[QWidget]:
    found: list[QLineEdit | QPlainTextEdit | QTextEdit] = [
        *page.findChildren(QLineEdit),
        *page.findChildren(QPlainTextEdit),
        *page.findChildren(QTextEdit),
    ]
    open_to_keys = (each for each in found if each.isEnabled() and not each.isReadOnly())
    return [each for each in open_to_keys if not isinstance(each, CODES_ONLY)]


def test_a_name_stands_in_every_input_of_every_page_as_it_was_meant(pages: list[QWidget]) -> None:
    seen = 0
    for page in pages:
        for field in inputs_of(page):
            judge(field, NAME)
            seen += 1
    assert seen > 40
    for page in pages:
        for line in page.findChildren(QLineEdit):
            assert line.completer() is None, f"{line.accessibleName()} finishes words by itself"
        for box in page.findChildren(QComboBox):
            assert not box.isEditable() or box.completer() is None, box.accessibleName()
