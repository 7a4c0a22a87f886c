"""Helpers named in an old list: seen on the result page, proposed for the paper by one press."""

from __future__ import annotations

from pathlib import Path

from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Sheet, Workbook
from rehabdesk.services.office import Office
from rehabdesk.ui.importing.screen import COLUMNS, ROWS, WRITE, ImportScreen
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.importing.writing.named_helpers import SEVERAL, TITLE
from rehabdesk.ui.importing.writing.results import Part
from rehabdesk.ui.visits import Compose
from tests.builders import a_volunteer
from tests.services.importing.test_named_helpers import ROWS as LISTED


def test_whom_the_old_list_names_goes_into_one_paper(
    screen: ImportScreen, office: Office, tmp_path: Path
) -> None:
    nhan = a_volunteer(office, full_name="Ngô Thị Nhàn")
    book = Workbook("cu.xlsx", "xlsx", "0" * 64, (Sheet("Cu", LISTED),))
    screen.file.taken.emit(Underway(tmp_path / book.file_name, book, ImportKind.PERSONS))
    for _ in (COLUMNS, ROWS, WRITE):
        screen.next_button.click()
    results, wanted = screen.write.results, list[object]()
    screen.wanted.connect(wanted.append)
    assert results.message.text == f"{TITLE}: 3 người."
    [see] = results.message.findChildren(type(screen.next_button))
    see.click()
    assert results.part.value is Part.HELPERS
    helpers = results.helpers
    rows = {row.full_name: row for row in helpers.table.rows.all}
    helpers.table.rows.turn([row.id for row in rows.values()], is_ticked=True)
    assert helpers.words.text() == SEVERAL
    assert not helpers.compose_button.isEnabled()
    helpers.table.rows.turn([rows["Lê Văn Cường"].id], is_ticked=False)
    assert helpers.words.text() == "Soạn quyết định giao 2 người cho Ngô Thị Nhàn."
    helpers.compose_button.click()
    both = (rows["Lê Văn Bình"], rows["Lê Văn An"])
    persons = tuple(row.person_id for row in both)
    assert wanted == [Compose(persons, (nhan,), both[0].purpose)]
