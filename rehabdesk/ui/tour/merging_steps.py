"""Two files of one person: found, laid side by side, merged, split again; and the bin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.domain.dates import PartialDate
from rehabdesk.services.bin.keeping import count_bin
from rehabdesk.services.merging.split import list_merged
from rehabdesk.services.people.files import count_files, search_persons
from rehabdesk.services.people.intake import TakeIn, take_in
from rehabdesk.services.people.person_facts import PersonFacts
from rehabdesk.ui.bin.screen import BinScreen
from rehabdesk.ui.merging.duplicates_screen import DuplicatesScreen
from rehabdesk.ui.merging.merge_screen import MergeScreen
from rehabdesk.ui.merging.splitting import SplitDialog
from rehabdesk.ui.people.file.screen import PersonScreen
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenPerson

# Taken in by somebody else, years ago, by the year alone and without accents.
NAME, WRITTEN = "Hà Ngọc Sơn", "ha ngoc son"


def find_the_double(guide: Guide) -> None:
    """See which files of the office may be of one person, and why."""
    [kept, *_] = guide.look(partial(search_persons, words=NAME))
    born = PartialDate(kept.birth_year) if kept.birth_year else None
    facts = PersonFacts(WRITTEN, kept.sex, born, kept.hamlet_id, workplace="Xưởng gỗ Thôn Hạ")
    guide.counts["double"] = guide.office.do(partial(take_in, order=TakeIn(facts))).result.person_id
    _go(guide, "nghi trung")
    screen = guide.hands.inside(DuplicatesScreen, guide.window, "trang Hồ sơ nghi trùng")
    guide.hands.wait(lambda: screen.table.rows.all, "các cặp nghi trùng")
    guide.shoot("140-ho-so-nghi-trung")


def lay_them_side_by_side(guide: Guide) -> None:
    hands = guide.hands
    screen = hands.inside(DuplicatesScreen, guide.window, "trang Hồ sơ nghi trùng")
    wanted = guide.counts["double"]
    rows = screen.table.rows.all
    places = [place for place, row in enumerate(rows) if wanted in row.key]
    hands.require(places, f"cặp của {NAME} không có trong danh sách")
    hands.go_to_row(screen.table, places[0])
    hands.press("Return", screen.table)
    merge = hands.inside(MergeScreen, guide.window, "trang Gộp hai hồ sơ")
    hands.wait(lambda: "đợt" in merge.effects or "Hồ sơ" in merge.effects, "việc gộp sẽ làm")
    guide.shoot("141-gop-hai-ho-so")


def merge_them(guide: Guide) -> None:
    hands = guide.hands
    merge = hands.inside(MergeScreen, guide.window, "trang Gộp hai hồ sơ")
    before = guide.look(count_files).everybody
    hands.press("Ctrl+Return", merge)
    hands.wait(lambda: guide.look(count_files).everybody == before - 1, "hai hồ sơ thành một")
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: file.windowTitle() and file.whole.merged, "hồ sơ đã gộp")
    guide.shoot("142-da-gop")


def split_them_again(guide: Guide) -> None:
    hands = guide.hands
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    before = guide.look(count_files).everybody
    [merged, *_] = guide.look(partial(list_merged, person_id=file.person_id or 0))
    file.whole.split(merged.id)
    dialog = hands.dialog(SplitDialog, "hộp Tách lại")
    guide.shoot("143-tach-lai")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: guide.look(count_files).everybody == before + 1, "lại là hai hồ sơ")


def throw_the_double_away(guide: Guide) -> None:
    """Delete the file that should not be, see it in the bin, and take it out by Ctrl+Z."""
    hands = guide.hands
    file = hands.inside(PersonScreen, guide.window, "hồ sơ một người")
    hands.wait(lambda: not file.whole.merged, "hồ sơ đã tách")
    guide.shell.follow(OpenPerson(guide.counts["double"]))
    hands.wait(lambda: file.person_id == guide.counts["double"], "hồ sơ mở trùng")
    file.whole.throw_away()
    hands.wait(lambda: guide.look(count_bin), "hồ sơ vào thùng rác")
    _go(guide, "thung rac")
    screen = hands.inside(BinScreen, guide.window, "trang Thùng rác")
    hands.wait(lambda: screen.table.rows.all, "mục trong thùng rác")
    guide.shoot("144-thung-rac")


def _go(guide: Guide, words: str) -> None:
    hands, box = guide.hands, guide.shell.palette_box
    hands.press("Ctrl+K")
    hands.write(box.field, f">{words}")
    hands.wait(lambda: box.is_open and box.lines.typed == f">{words}", "lệnh")
    hands.press("Return", box.field)


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem hồ sơ nghi trùng", find_the_double),
    ("Xem hai hồ sơ cạnh nhau", lay_them_side_by_side),
    ("Gộp hai hồ sơ", merge_them),
    ("Tách lại như trước", split_them_again),
    ("Xóa hồ sơ mở trùng, xem thùng rác", throw_the_double_away),
)
