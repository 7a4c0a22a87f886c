"""The page for whoever looks after the server is read, copied from, saved; links lead to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.documents.pages import page_count, text_of
from rehabdesk.services.server.homes import Whereabouts
from rehabdesk.ui.entry.first_run import FirstRunPage
from rehabdesk.ui.entry.steps.joining import JoinDialog
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.server.officer_page import WORDS, OfficerPage
from rehabdesk.ui.settings.server.part import ServerPart
from tests.builders import InlineLane
from tests.folders import a_copied_office, a_folder


@pytest.fixture
def behind(qtbot: QtBot, dressed: Style) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 736)
    return made


@pytest.fixture
def page(behind: QWidget, habits: QSettings, tmp_path: Path) -> OfficerPage:
    home = a_folder(tmp_path / "here")
    shown = OfficerPage(Desk(None, InlineLane()), habits, home, behind)
    shown.open()
    return shown


def test_commands_stand_alone_to_be_copied(page: OfficerPage) -> None:
    told = [each for each in page.findChildren(QLabel) if each.property("role") == "command"]
    assert any("ssl = on\n" in each.text() for each in told)
    assert all("```" not in each.text() for each in page.findChildren(QLabel))
    marks = [each.text() for each in page.findChildren(QLabel) if each.text().endswith(".")]
    assert [each for each in marks if each[:-1].isdigit()] == [f"{n}." for n in range(1, 11)]


def test_it_is_saved_on_at_most_two_sheets(
    page: OfficerPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "trang.pdf"
    monkeypatch.setattr(ask, "save_file", lambda *told: told[-1](target))
    page.save_button.click()
    content = target.read_bytes()
    assert page_count(content) <= 2
    assert "log_error_verbosity" in "".join(text_of(content))
    assert "trang.pdf" in page.message.text


def test_the_first_page_leads_there_without_an_office(
    qtbot: QtBot, dressed: Style, tmp_path: Path, habits: QSettings
) -> None:
    first = FirstRunPage(Desk(None, InlineLane()), a_folder(tmp_path / "here"), habits)
    qtbot.addWidget(first)
    first.show()
    first.ask_server(Whereabouts())
    dialog = first.findChild(JoinDialog)
    assert dialog is not None
    [link] = [each for each in dialog.findChildren(KeyButton) if WORDS in each.text()]
    link.click()
    assert dialog.findChild(OfficerPage) is not None


def test_the_settings_lead_there(
    qtbot: QtBot, dressed: Style, tmp_path: Path, habits: QSettings
) -> None:
    folder, _ = a_copied_office(tmp_path / "office")
    part = ServerPart(Desk(folder.opened.office, InlineLane()), habits, folder)
    qtbot.addWidget(part)
    [link] = [each for each in part.findChildren(KeyButton) if WORDS in each.text()]
    link.click()
    assert part.findChild(OfficerPage) is not None
    folder.close()
