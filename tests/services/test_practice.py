"""The made-up commune lives through its years by the same acts as any office."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from openpyxl.reader.excel import load_workbook
from pypdf import PdfReader

from rehabdesk.cli.arguments import read_arguments
from rehabdesk.cli.commands import PASSWORD, run
from rehabdesk.domain.codes import PaperStatus
from rehabdesk.domain.identity import check_id_number, read_card
from rehabdesk.domain.teamwork.supports.kinds import Group as SupportGroup
from rehabdesk.services.assigning.carrying import list_helpers
from rehabdesk.services.assignments import Group, list_managed
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.decisions.drafting import print_again
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.founding import read_facts
from rehabdesk.services.models.areas import list_areas
from rehabdesk.services.models.counting import count_models
from rehabdesk.services.models.survey_looks import list_rounds
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import count_files, list_persons
from rehabdesk.services.practice import live_practice
from rehabdesk.services.safekeeping import NewOffice, OfficeFolder
from rehabdesk.services.supports.looks import SupportsAsked, read_page
from tests.builders import NOW, RESOURCES
from tests.folders import CHEAP
from tests.folders import PASSWORD as SECRET

PRACTICE = RESOURCES.folder / "practice"


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """How far the commune had lived, each time it was told."""
    return []


@pytest.fixture(scope="module")
def place(told: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder the commune has lived in, until the last morning of its story."""
    place = tmp_path_factory.mktemp("practice") / "office"
    folder = opener(place)
    folder.create(NewOffice(read_facts(PRACTICE / "facts.toml"), SECRET))
    live_practice(folder.opened.office, RESOURCES, lambda done, steps: told.append((done, steps)))
    folder.close()
    return place


@pytest.fixture(scope="module")
def commune(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The commune on that morning."""
    copied = tmp_path_factory.mktemp("looked_at") / "office"
    copytree(place, copied)
    folder = opener(copied)
    yield folder.sign_in(1, SECRET)
    folder.close()


def opener(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, lambda: NOW, CHEAP)


def register(office: Office, year: int) -> list[RegisterRow]:
    return office.look(partial(list_register, book_id=1, year=year))


def paper_text(office: Office, row: RegisterRow) -> str:
    assert row.decision_id is not None
    printed = office.look(partial(print_again, decision_id=row.decision_id))
    pages = PdfReader(io.BytesIO(printed.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_step_of_the_life_is_told(commune: Office, told: list[tuple[int, int]]) -> None:
    steps = len(told)
    assert steps > 100
    assert told == [(done, steps) for done in range(1, steps + 1)]


def test_nine_months_of_2024_are_six_persons_in_five_decisions(commune: Office) -> None:
    rows = [
        row
        for row in register(commune, 2024)
        if row.document_date and row.document_date <= date(2024, 9, 30)
    ]
    names = [name for row in rows for name in row.concerns.split(", ")]
    assert (len(rows), len(names)) == (5, 6)
    assert "Lê Văn Tâm, Lê Văn Tuyên" in [row.concerns for row in rows]


def test_the_decision_over_two_persons_names_both_under_the_district(commune: Office) -> None:
    row = next(row for row in register(commune, 2024) if ", " in row.concerns)
    text = paper_text(commune, row)
    assert "UBND HUYỆN YÊN THỊNH" in text
    assert "Nghị định số 116/2021/NĐ-CP" in text
    assert "LÊ VĂN TÂM" in text
    assert "LÊ VĂN TUYÊN" in text
    assert "Trịnh Hữu Lợi" in text


def test_the_decisions_of_late_2026_stand_under_the_new_law(commune: Office) -> None:
    rows = {row.number: row for row in register(commune, 2026)}
    assert "Mẫu 53" in rows[41].title
    assert "Mẫu 59" in rows[42].title
    text = paper_text(commune, rows[41])
    assert "UBND TỈNH HÒA SƠN" in text
    assert "Nghị định số 163/2026/NĐ-CP" in text


def test_the_book_of_2026_runs_to_45_with_one_explained_blank(commune: Office) -> None:
    rows = register(commune, 2026)
    numbers = [row.number for row in rows if row.number]
    blank = [row for row in rows if row.is_gap]
    assert numbers == list(range(45, 0, -1))
    assert [(row.number, bool(row.gap_reason)) for row in blank] == [(44, True)]
    waiting = [row.concerns for row in rows if row.status is PaperStatus.SIGNED_UNNUMBERED]
    assert sorted(waiting) == ["Lý Anh Quân", "Lương Công Tín", "Mai Xuân Nam"]


def test_numbers_follow_the_calendar(commune: Office) -> None:
    for year in (2024, 2025, 2026):
        days = [row.document_date for row in register(commune, year) if row.document_date]
        assert days == sorted(days, reverse=True)


def test_one_person_is_without_a_helper_on_the_last_morning(commune: Office) -> None:
    rows = commune.look(list_managed)
    assert len(rows) == 18
    assert [row.full_name for row in rows if row.group is Group.NOBODY] == ["Ngô Quang Hùng"]
    assert len([row for row in rows if row.group is Group.AWAITING]) == 3


def test_the_helpers_carry_what_the_papers_gave_them(commune: Office) -> None:
    loads = {row.full_name: row.load for row in commune.look(list_helpers)}
    assert loads["Phạm Thị Hoa"] == loads["Đinh Văn Quyết"] == 4
    assert loads["Hà Văn Tới"] == 0
    assert "Lưu Thị Mận" not in loads


def test_the_files_are_those_of_the_story(commune: Office) -> None:
    counts = commune.look(count_files)
    assert (counts.everybody, counts.followed) == (28, 18)
    assert all(row.hamlet for row in commune.look(list_persons))


def test_every_act_happened_on_its_own_day_and_the_trail_is_whole(commune: Office) -> None:
    assert commune.look(lambda work: verify_chain(work.session)).is_whole
    opened = {row.case_code[:4] for row in commune.look(list_persons)}
    assert opened == {"2024", "2025", "2026"}


def test_every_card_of_the_story_is_sound_and_of_the_invented_province() -> None:
    story = tomllib.loads((PRACTICE / "life.toml").read_text("utf-8"))
    cards = [each["card"] for each in story["arrivals"] if "card" in each]
    assert len(cards) == len(story["arrivals"]) - 1
    for text in cards:
        card = read_card(text)
        assert check_id_number(card.id_number, card.sex, card.birth, {"099"}).is_match, text


def test_nothing_of_the_story_lies_after_its_last_morning() -> None:
    story = tomllib.loads((PRACTICE / "life.toml").read_text("utf-8"))
    moments = [
        value
        for tables in story.values()
        for table in tables
        for value in table.values()
        if isinstance(value, datetime)
    ]
    assert max(moments) < NOW


def test_the_commune_can_be_checked_and_exported(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    book = tmp_path / "danh-sach.xlsx"

    def call(*arguments: str) -> int:
        return run(read_arguments(arguments), opener, place)

    assert call("check") == 0
    assert call("export", "list", "--to", str(book)) == 0
    [sheet] = load_workbook(book).worksheets
    assert "Ngô Quang Hùng" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_models_points_areas_and_the_survey_are_as_the_page_shows_them(commune: Office) -> None:
    counts = commune.look(partial(count_models, on=NOW.date()))
    told = [(each.models, each.pilots, each.persons) for each in counts]
    assert told == [(1, 0, 2), (1, 1, 5), (1, 0, 0)]
    care, point = counts[1].improvement, counts[2].visits
    assert care is not None
    assert care.words == "4/5 người (80 %)"
    assert point is not None
    assert (point.visitors, point.visits, point.waiting) == (4, 5, 2)
    [around] = commune.look(list_rounds)
    assert (around.seen, around.until_on) == (7, None)
    commune_of = [commune.look(partial(list_areas, year=year)).commune for year in (2025, 2026)]
    assert [row.facts is not None for row in commune_of] == [True, True]


def test_supports_are_as_the_page_shows_them(commune: Office) -> None:
    page = commune.look(partial(read_page, asked=SupportsAsked(2026)))
    counts = [len(page.of(group)) for group in SupportGroup]
    assert counts == [5, 3, 8, 1, 7, 1]
    assert page.lent == 150_000_000
    told = {row.name: row.course.told for row in page.of(SupportGroup.LOAN)}
    assert told["Cao Bá Phúc"] == "Trả 8/24 tháng"
    assert told["Hà Ngọc Sơn"] == "Chậm trả 2 tháng"
    assert [row.name for row in page.job_questions][:2] == ["Ngô Quang Hùng", "Đỗ Thị Hòa"]
