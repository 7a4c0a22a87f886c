"""Pages measured as they were drawn: positions, sizes and rules read back from the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from rehabdesk.documents import fonts, pages, pdf
from rehabdesk.documents.blocks import styles
from rehabdesk.domain.forms.filling import DOTS, Changes
from rehabdesk.domain.forms.paper import Bases, FilledPaper

Paper = Callable[..., FilledPaper]
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 16 * MM, 20 * MM, 20 * MM


@dataclass(frozen=True)
class Said:
    """A run of letters as drawn."""

    text: str
    x: float
    y: float
    size: float
    face: str


@dataclass(frozen=True)
class Drawn:
    said: list[Said]
    rules: list[tuple[float, float, float]]  # x, y, length

    def find(self, text: str) -> Said:
        [first, *_] = [run for run in self.said if run.text.startswith(text)]
        return first

    def rule_below(self, run: Said) -> tuple[float, float, float]:
        return max((rule for rule in self.rules if rule[1] < run.y), key=lambda rule: rule[1])


def drawn(content: bytes, page: int = 0) -> Drawn:
    said: list[Said] = []
    rules: list[tuple[float, float, float]] = []

    def on_text(text: str, _: Any, place: Any, font: Any, size: float) -> None:
        if text.strip():
            face = font["/BaseFont"].split("+")[1] if font else ""
            said.append(Said(text.strip(" \n"), place[4], place[5], size, face))

    def on_operation(operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator == b"m":
            rules.append((float(operands[0]), float(operands[1]), 0.0))
        elif operator == b"l":
            x, y, _ = rules.pop()
            rules.append((x, y, float(operands[0]) - x))

    PdfReader(BytesIO(content)).pages[page].extract_text(
        visitor_text=on_text, visitor_operand_before=on_operation
    )
    return Drawn(said, rules)


def width(run: Said) -> float:
    face = fonts.SERIF if run.face == "LiberationSerif" else run.face
    return fonts.width(run.text, face, run.size)


@pytest.fixture(scope="session")
def first(a_paper: Paper) -> Drawn:
    return drawn(pdf.draw(a_paper()))


@pytest.fixture(scope="session")
def second(a_paper: Paper) -> Drawn:
    return drawn(pdf.draw(a_paper()), 1)


# Sizes and faces


@pytest.mark.parametrize(
    ("text", "size", "face"),
    [
        ("UBND TỈNH HÒA SƠN", 13, "LiberationSerif"),
        ("ỦY BAN NHÂN DÂN", 13, "LiberationSerif-Bold"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 13, "LiberationSerif-Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 14, "LiberationSerif-Bold"),
        ("Số:", 13, "LiberationSerif"),
        ("Yên Thịnh, ngày", 14, "LiberationSerif-Italic"),
        ("QUYẾT ĐỊNH", 14, "LiberationSerif-Bold"),
        ("Quản lý sau cai nghiện", 14, "LiberationSerif-Bold"),
        ("Căn cứ Luật Phòng", 14, "LiberationSerif-Italic"),
        ("Điều 1.", 14, "LiberationSerif-Bold"),
        ("1. Họ và tên", 14, "LiberationSerif"),
    ],
)
def test_each_element_of_the_first_page_has_its_size_and_face(
    text: str, size: float, face: str, first: Drawn
) -> None:
    run = first.find(text)
    assert (run.size, run.face) == (size, face)


@pytest.mark.parametrize(
    ("text", "size", "face"),
    [
        ("2", 13, "LiberationSerif"),
        ("Nơi nhận:", 12, "LiberationSerif-BoldItalic"),
        ("- Như Điều 4;", 11, "LiberationSerif"),
        ("CHỦ TỊCH", 14, "LiberationSerif-Bold"),
        ("Lê Quang Vịnh", 14, "LiberationSerif-Bold"),
    ],
)
def test_each_element_of_the_last_page_has_its_size_and_face(
    text: str, size: float, face: str, second: Drawn
) -> None:
    run = second.find(text)
    assert (run.size, run.face) == (size, face)


# Places


def boxes(content: bytes, page: int) -> list[tuple[float, float, float, float]]:
    words = [word for word in pages.text_of(content)[page].split("\n") if word.strip()]
    found = [spot for word in words for spot in pages.find_text(content, word.strip())]
    return [
        (spot.x, spot.y, spot.x + spot.width, spot.y + spot.height)
        for spot in found
        if spot.page == page
    ]


def test_the_text_keeps_the_margins_and_fills_them(a_paper: Paper) -> None:
    content = pdf.draw(a_paper())
    edges = boxes(content, 0)
    assert min(edge[0] for edge in edges) == pytest.approx(LEFT, abs=1.5)
    assert max(edge[2] for edge in edges) == pytest.approx(WIDTH - RIGHT, abs=1.5)
    assert min(edge[1] for edge in edges) >= TOP
    assert min(edge[1] for edge in edges) == pytest.approx(TOP, abs=5)
    assert max(edge[3] for edge in edges) <= HEIGHT - BOTTOM


def test_paragraphs_begin_12_7_mm_in_and_stand_6_points_apart(first: Drawn) -> None:
    law, decree = first.find("Căn cứ Luật Tổ chức"), first.find("Căn cứ Luật Phòng")
    assert law.x - LEFT == pytest.approx(12.7 * MM, abs=0.1)
    leading = 14 * fonts.SINGLE * styles.BODY_SPREAD
    assert law.y - decree.y == pytest.approx(leading + 6, abs=0.01)
    assert leading >= 14 * fonts.SINGLE


def test_the_nation_stands_on_one_line_inside_its_column(first: Drawn) -> None:
    run = first.find("CỘNG HÒA")
    assert run.text.replace("\u00a0", " ") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert run.x + width(run) <= WIDTH - RIGHT
    assert width(run) <= styles.NATION_COLUMN


def test_the_rule_below_the_motto_is_as_long_as_the_motto(first: Drawn) -> None:
    motto = first.find("Độc lập")
    x, _, length = first.rule_below(motto)
    assert length == pytest.approx(width(motto), abs=0.1)
    assert x == pytest.approx(motto.x, abs=0.1)


@pytest.mark.parametrize(
    ("last_line", "widest"),
    [
        ("XÃ YÊN THỊNH", "ỦY BAN NHÂN DÂN"),
        ("Quản lý sau cai nghiện", "Quản lý sau cai nghiện"),
    ],
)
def test_the_other_rules_are_a_third_to_a_half_of_their_text(
    last_line: str, widest: str, first: Drawn
) -> None:
    text = first.find(widest)
    x, _, length = first.rule_below(first.find(last_line))
    assert width(text) / 3 <= length <= width(text) / 2
    assert x + length / 2 == pytest.approx(text.x + width(text) / 2, abs=0.1)


def test_number_and_date_stand_on_one_line(first: Drawn) -> None:
    assert first.find("Số:").y == pytest.approx(first.find("Yên Thịnh, ngày").y, abs=0.6)


def test_room_for_the_number_is_at_least_12_mm(a_paper: Paper) -> None:
    _, spots = pdf.draw_with_spots(a_paper())
    [number] = [spot for spot in spots if spot.field == "doc_number"]
    assert 12 * MM <= number.width <= 16 * MM


def test_a_given_number_stands_right_before_its_symbol(a_paper: Paper) -> None:
    text = pages.text_of(pdf.draw(a_paper(doc_number="05")))[0]
    assert "Số: 05/QĐ-UBND" in text


def test_the_signature_has_26_mm(second: Drawn) -> None:
    gap = second.find("CHỦ TỊCH").y - second.find("Lê Quang Vịnh").y
    assert gap == pytest.approx(26 * MM + 14 * fonts.SINGLE, abs=0.1)


def test_authority_stands_level_with_the_recipients(second: Drawn) -> None:
    assert second.find("CHỦ TỊCH").y == pytest.approx(second.find("Nơi nhận:").y, abs=3)


def test_the_page_number_stands_in_the_top_margin_from_the_second_page(a_paper: Paper) -> None:
    content = pdf.draw(a_paper())
    number = drawn(content, 1).find("2")
    assert number.text == "2"
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    assert number.x + width(number) / 2 == pytest.approx(middle, abs=0.1)
    assert HEIGHT - TOP < number.y < HEIGHT - 5 * MM
    assert not [run for run in drawn(content).said if run.text == "1"]


@pytest.mark.parametrize("words", range(0, 160, 5))
def test_the_signature_never_stands_alone(words: int, a_paper: Paper) -> None:
    paper = a_paper(person_residence="thôn " * words + "Đồng Bến")
    *_, last = pages.text_of(pdf.draw(paper))
    above = last.replace("\r", "").split("Nơi nhận:")[0].strip().split("\n")
    body = [line for line in above if not line.strip().isdigit()]
    assert len(body) >= 2
    assert any(line.endswith("Quyết định này./.") for line in body)


@pytest.mark.parametrize("words", range(0, 40, 4))
def test_a_last_article_of_one_line_takes_the_one_before_along(words: int, a_paper: Paper) -> None:
    [key] = [line.key for line in a_paper().lines if line.text.startswith("Điều 4.")]
    without = frozenset({"local_government_law", "drug_law"})
    changes = Changes({key: "Điều 4. Thi hành Quyết định này./."}, without)
    paper = a_paper(changes=changes, person_residence="thôn " * words + "Đồng Bến")
    *_, last = pages.text_of(pdf.draw(paper))
    assert re.search(r"Điều 3\..*Điều 4\..*Nơi nhận:", last, re.DOTALL)


@pytest.mark.parametrize("words", range(0, 60, 3))
def test_no_single_line_of_a_paragraph_is_left_behind(words: int, a_paper: Paper) -> None:
    content = pdf.draw(a_paper(person_residence="thôn " * words + "Đồng Bến"))
    before, after = (page.replace("\r", "").strip().split("\n") for page in pages.text_of(content))
    starts = [re.match(r"Điều \d|Họ, tên|Nghề|Nơi cư|Tên gọi|\d\. ", line) for line in after[1:]]
    if starts[0] is None:
        assert starts[1] is None, "one line alone above"
        assert not before[-1].startswith("Điều"), "one line alone below"


def test_the_end_mark_stays_with_the_last_word(a_paper: Paper) -> None:
    [key] = [line.key for line in a_paper().lines if line.text.endswith("./.")]
    for words in range(12):
        changes = Changes(wording={key: "Điều 4. " + "này " * words + "Quyết định này./."})
        text = "".join(pages.text_of(pdf.draw(a_paper(changes=changes))))
        assert "này./." in text


def test_a_word_wider_than_the_line_is_cut_not_lost(a_paper: Paper) -> None:
    content = pdf.draw(a_paper(person_occupation="w" * 300))
    assert sum(page.count("w") for page in pages.text_of(content)) == 300
    assert max(edge[2] for edge in boxes(content, 0)) <= WIDTH - RIGHT + 1


def test_a_long_office_name_on_one_line_is_broken_evenly(a_paper: Paper) -> None:
    page = drawn(pdf.draw(a_paper(commune_committee_name="ỦY BAN NHÂN DÂN XÃ YÊN THỊNH")))
    assert page.find("ỦY BAN NHÂN DÂN").text == "ỦY BAN NHÂN DÂN"
    assert page.find("XÃ YÊN THỊNH").y < page.find("ỦY BAN NHÂN DÂN").y


def test_without_a_superior_the_commune_stands_alone(a_paper: Paper) -> None:
    page = drawn(pdf.draw(a_paper(province_committee_name="")))
    assert page.said[0].text == "ỦY BAN NHÂN DÂN"


def test_a_deputy_signs_on_two_lines(a_paper: Paper) -> None:
    content = pdf.draw(a_paper(signer_authority_line="KT. CHỦ TỊCH", signer_title="PHÓ CHỦ TỊCH"))
    page = drawn(content, 1)
    gap = page.find("KT. CHỦ TỊCH").y - page.find("PHÓ CHỦ TỊCH").y
    assert gap == pytest.approx(14 * fonts.SINGLE, abs=0.1)


# The file


@pytest.mark.parametrize("form_id", ["n116/51", "n163/53", "n163/59"])
def test_the_same_words_give_the_same_bytes(form_id: str, a_paper: Paper) -> None:
    assert pdf.draw(a_paper(form_id)) == pdf.draw(a_paper(form_id))
    assert pdf.draw(a_paper(form_id)) != pdf.draw(a_paper(form_id, signer_name="Phạm Hồng Kỳ"))


def test_every_face_is_embedded_and_no_other_is_named(a_paper: Paper) -> None:
    content = pdf.draw(a_paper(), practice=True)
    for page in PdfReader(BytesIO(content)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor
            assert "Liberation" in font.get_object()["/BaseFont"]
    assert b"Helvetica" not in content


def test_the_file_names_no_person(a_paper: Paper) -> None:
    facts: Any = PdfReader(BytesIO(pdf.draw(a_paper()))).metadata
    assert "Thắng" not in str(dict(facts))


def test_many_papers_in_one_file_each_number_their_own_pages(a_paper: Paper) -> None:
    content = pdf.draw_many([a_paper(), a_paper("n163/59")])
    alone = [pages.page_count(pdf.draw(each)) for each in (a_paper(), a_paper("n163/59"))]
    assert pages.page_count(content) == sum(alone)
    firsts = [text.strip().split("\n")[0] for text in pages.text_of(content)]
    assert [line.strip() for line in firsts].count("2") == 2


def test_practice_papers_say_so_on_every_page(a_paper: Paper) -> None:
    for page in pages.text_of(pdf.draw(a_paper(), practice=True)):
        assert "ĐANG TẬP DÙNG THỬ" in page
    assert "TẬP DÙNG THỬ" not in "".join(pages.text_of(pdf.draw(a_paper())))


# The preview


def test_each_value_is_found_where_its_spot_says(a_paper: Paper) -> None:
    content, spots = pdf.draw_with_spots(a_paper())
    [name] = [spot for spot in spots if spot.field == "person_full_name_upper"]
    [found] = pages.find_text(content, "TRẦN VĂN THẮNG")
    assert (name.page, name.person) == (found.page, 0)
    assert name.x - 1 <= found.x
    assert found.x + found.width <= name.x + name.width + 1
    assert name.y - 1 <= found.y
    assert found.y + found.height <= name.y + name.height + 1


def test_every_field_printed_has_a_spot(a_paper: Paper) -> None:
    paper = a_paper("n116/51")
    printed = {(s.field, s.person) for line in paper.lines for s in line.spans if s.field}
    _, spots = pdf.draw_with_spots(paper)
    assert {(spot.field, spot.person) for spot in spots} == printed


def fills(content: bytes) -> list[tuple[float, ...]]:
    """The coloured rectangles of the first page: red, green, blue, then x, y, width, height."""
    raw: Any = PdfReader(BytesIO(content)).pages[0].get_contents()
    found = re.findall(
        rb"([\d.]+) ([\d.]+) ([\d.]+) rg\s+n ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f",
        raw.get_data(),
    )
    return [tuple(float(each) for each in rectangle) for rectangle in found]


def test_missing_values_are_amber_in_the_preview_only(a_paper: Paper) -> None:
    paper = a_paper()
    content, spots = pdf.draw_with_spots(paper)
    amber = fills(content)
    missing = [spot for spot in spots if spot.field in paper.missing]
    assert len(amber) == len(missing) == 3
    assert amber[0][3] == pytest.approx(missing[0].x, abs=0.1)
    assert amber[0][5] == pytest.approx(fonts.width(DOTS, fonts.SERIF, 14), abs=0.1)
    assert fills(pdf.draw(paper)) == []


def test_edited_wording_has_a_bar_in_the_left_margin_of_the_preview(a_paper: Paper) -> None:
    plain = a_paper(person_other_name="Không", person_workplace="Không", relative_workplace="Không")
    [key] = [line.key for line in plain.lines if line.text.startswith("2. Thời hạn")]
    edited = a_paper(
        changes=Changes(wording={key: "2. Thời hạn quản lý: 02 năm"}),
        person_other_name="Không",
        person_workplace="Không",
        relative_workplace="Không",
    )
    [bar] = fills(pdf.draw_with_spots(edited)[0])
    assert bar[3] + bar[5] < LEFT
    assert bar[5] < 3
    assert fills(pdf.draw(edited)) == []


def test_words_of_the_office_have_a_bar_of_another_colour(a_paper: Paper) -> None:
    facts = {
        "person_other_name": "Không",
        "person_workplace": "Không",
        "relative_workplace": "Không",
    }
    paper = a_paper(**facts)
    blocks = tuple(
        replace(block, lines=tuple(replace(line, is_office=True) for line in block.lines))
        if isinstance(block, Bases)
        else block
        for block in paper.blocks
    )
    office = replace(paper, blocks=blocks)
    bars = fills(pdf.draw_with_spots(office)[0])
    assert len(bars) >= len([line for line in office.lines if line.is_office]) > 0
    assert all(red == pytest.approx(blue, abs=0.05) for red, _, blue, *_ in bars)
    assert fills(pdf.draw(office)) == []
