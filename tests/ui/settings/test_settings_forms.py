"""The forms in the settings: where each line is from, the office's own words, the test print."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.domain.forms.form import Group
from rehabdesk.services.decisions.wording.overrides import list_form_blocks
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.forms.forms_part import FormsPart
from rehabdesk.ui.settings.forms.rows import LineRow
from rehabdesk.ui.settings.forms.wording_dialogs import BackDialog, WordingDialog
from rehabdesk.ui.settings.screen import SettingsScreen
from tests.ui.conftest import Write
from tests.ui.settings.conftest import dialog_of, shown

REGIMES = Path(__file__).parents[3] / "resources" / "regimes"


@pytest.fixture
def part(screen: SettingsScreen) -> FormsPart:
    return forms_part(screen)


def forms_part(screen: SettingsScreen) -> FormsPart:
    screen.open_part("forms")
    assert isinstance(screen.part, FormsPart)
    return screen.part


def line_of(part: FormsPart, form_id: str, words: str) -> LineRow:
    part.forms.choose(form_id)
    row = next(row for row in part.lines.rows.all if words in row.words)
    part.lines.choose(row.id)
    return row


def test_every_form_is_listed_the_offices_own_papers_first(part: FormsPart) -> None:
    rows = part.forms.rows.all
    assert [row.number for row in rows[:5]] == [f"{n} NĐ 163" for n in (53, 55, 56, 59, 60)]
    assert len({row.id for row in rows}) == len(rows) == len(list(REGIMES.glob("*/forms/*.toml")))
    part.group.value = Group.FREE
    assert {row.group for row in part.forms.rows.all} == {Group.FREE}


def test_a_line_tells_where_it_is_from_and_whether_it_may_be_changed(part: FormsPart) -> None:
    law = line_of(part, "n163/53", "Giao cho:")
    assert not law.block.can_be_replaced
    assert not part.edit_button.isEnabled()
    ours = line_of(part, "n163/53", "Lưu: VT, ")
    assert ours.words == "- Lưu: VT, {Ký hiệu đơn vị soạn thảo}."
    assert ours.whose == "Suy luận"
    assert part.edit_button.isEnabled()
    assert "Suy luận" in part.details.words.text()
    part.doubtful.setChecked(True)
    assert all(row.block.can_be_replaced for row in part.lines.rows.all)


def test_the_office_rewords_a_line_and_goes_back(
    part: FormsPart, office: Office, write: Write
) -> None:
    line_of(part, "n163/53", "Như Điều 4")
    part.edit_button.click()
    dialog = dialog_of(part, WordingDialog)
    dialog.text.value = "- Như Điều 4; {Ô lạ}"
    write(dialog.reason, "Theo mẫu của tỉnh")
    dialog.accept_button.click()
    assert dialog.form.box("text").message == "Mẫu không có ô “Ô lạ”. Chọn trong danh sách dưới."
    dialog.text.value = "- Như Điều 4 và "
    dialog.text.moveCursor(dialog.text.textCursor().MoveOperation.End)
    label = dialog.fields.item(0).text()
    dialog.fields.itemActivated.emit(dialog.fields.item(0))
    dialog.accept_button.click()
    [row] = [row for row in office.look(list_form_blocks) if row.overrides]
    assert row.overrides[0].text == f"- Như Điều 4 và {{{dialog._names[label]}}}"
    assert part.forms.current is not None
    assert part.forms.current.state == "Xã đổi 1"
    assert part.lines.current is not None
    assert part.lines.current.whose == "Xã đặt"
    assert "Theo mẫu của tỉnh" in part.details.words.text()
    part.back_button.click()
    dialog_of(part, BackDialog).accept_button.click()
    assert part.lines.current.whose == "Suy luận"


def test_a_form_is_tried_out_on_an_invented_person(part: FormsPart) -> None:
    part.forms.choose("n163/56")
    part.try_button.click()
    assert dialog_of(part, PaperDialog).windowTitle() == "In thử Mẫu 56"


def test_who_may_not_change_reads_and_tries_out(
    qtbot: QtBot, dressed: Style, folder: OfficeFolder, habits: QSettings
) -> None:
    screen = shown(qtbot, folder, habits, Role.CLERK)
    part = forms_part(screen)
    assert part.lines.rows.all
    assert not part.edit_button.isVisible()
    assert part.try_button.isVisible()
