from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rehabdesk.domain.recovery import CodeMistyped
from rehabdesk.persistence.places import NetworkPath
from rehabdesk.persistence.vault import WrongCode
from rehabdesk.services.letterhead import LetterheadWords, draw_letterhead, shown_width
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import floor
from rehabdesk.services.safekeeping.floor import check_floor
from rehabdesk.services.safekeeping.sheet import (
    SheetPlaceRequired,
    draw_sheet,
    note_sheet_place,
    recover_by_sheet,
    renew_sheet,
    sheet_place,
)
from tests.builders import RESOURCES
from tests.folders import OTHER_PASSWORD, a_new_office

WORDS = LetterheadWords(
    "UBND TỈNH HÒA SƠN",
    ("ỦY BAN NHÂN DÂN", "XÃ YÊN THỊNH"),
    "/QĐ-UBND",
    "Yên Thịnh",
    date(2026, 11, 23),
)


def test_a_machine_is_measured_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor, "_memory", lambda: 2 * floor.GIGABYTE)
    system, memory, disk = check_floor(tmp_path / "not yet made")
    assert (memory.found, memory.is_met) == ("2,0 GB", False)
    assert system.is_met
    assert disk.found.endswith(" GB")


def test_a_folder_on_another_machine_is_refused() -> None:
    with pytest.raises(NetworkPath):
        check_floor(Path(r"\\VP\chung"))


def test_the_letterhead_is_cut_to_what_is_printed_of_it() -> None:
    drawn = draw_letterhead(RESOURCES.fonts, WORDS, 72)
    assert drawn.width == round(shown_width())
    assert len(drawn.pixels) == drawn.stride * drawn.height
    assert min(drawn.pixels) < 128


def test_other_words_give_another_letterhead() -> None:
    shorter = LetterheadWords("", WORDS.issuer, WORDS.symbol, WORDS.place, WORDS.day)
    first, second = (draw_letterhead(RESOURCES.fonts, each, 72) for each in (WORDS, shorter))
    assert first.pixels != second.pixels


def test_the_place_of_the_sheet_is_kept_in_the_offices_words(office: Office) -> None:
    assert office.look(sheet_place) is None
    office.do(lambda work: note_sheet_place(work, "két sắt văn thư"))
    kept = office.look(sheet_place)
    assert kept is not None
    assert (kept.place, kept.noted_on) == ("két sắt văn thư", date(2026, 11, 23))


def test_a_place_without_words_is_refused(office: Office) -> None:
    with pytest.raises(SheetPlaceRequired):
        office.do(lambda work: note_sheet_place(work, "  "))
    assert office.look(sheet_place) is None


def test_a_new_sheet_makes_the_old_one_and_its_place_worthless(tmp_path: Path) -> None:
    folder, old = a_new_office(tmp_path)
    office = folder.opened.office
    office.do(lambda work: note_sheet_place(work, "két sắt văn thư"))
    new = renew_sheet(folder)
    assert office.look(sheet_place) is None
    assert draw_sheet(office, new).startswith(b"%PDF")
    folder.leave()
    with pytest.raises(WrongCode):
        recover_by_sheet(folder, 1, old.text, OTHER_PASSWORD)
    with pytest.raises(CodeMistyped):
        recover_by_sheet(folder, 1, "A" * 35, OTHER_PASSWORD)
    opened, third = recover_by_sheet(folder, 1, new.text, OTHER_PASSWORD)
    assert opened.actor.user_id == 1
    assert third.groups != new.groups
    folder.close()
