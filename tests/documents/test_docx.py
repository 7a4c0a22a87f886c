from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt

from rehabdesk.documents import docx, pages, pdf
from rehabdesk.documents.blocks import styles
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.paper import FilledPaper

Paper = Callable[..., FilledPaper]
FORMS = ["n116/51", "n163/53", "n163/59"]


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def words(text: str) -> list[str]:
    return sorted(re.sub(r"\s+", " ", text.replace("\u00a0", " ")).split(" "))


def word_text(content: bytes) -> str:
    document = opened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]).strip()


def pdf_text(content: bytes) -> str:
    first, *others = pages.text_of(content)
    numberless = [page.replace("\r", "").split("\n", 1)[1] for page in others]
    return "\n".join([first, *numberless]).strip()


def paragraph_of(document: Any, start: str) -> Any:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    places = [document, *cells]
    [found, *_] = [
        each for place in places for each in place.paragraphs if each.text.startswith(start)
    ]
    return found


@pytest.mark.parametrize("form_id", FORMS)
def test_the_word_file_says_what_the_page_says(form_id: str, a_paper: Paper) -> None:
    paper = a_paper(form_id)
    assert words(word_text(docx.draw(paper))) == words(pdf_text(pdf.draw(paper)))


def test_the_page_is_the_page_of_the_decree(a_paper: Paper) -> None:
    section = opened(docx.draw(a_paper())).sections[0]
    sizes = {
        "page_width": 210,
        "page_height": 297,
        "top_margin": 20,
        "bottom_margin": 20,
        "left_margin": 30,
        "right_margin": 16,
    }
    for name, millimetres in sizes.items():
        assert getattr(section, name) == pytest.approx(Mm(millimetres), abs=Pt(0.1))


def test_the_page_number_is_a_field_that_skips_the_first_page(a_paper: Paper) -> None:
    section = opened(docx.draw(a_paper())).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_every_word_is_times_new_roman_in_every_script(a_paper: Paper) -> None:
    document = opened(docx.draw(a_paper()))
    fonts = document.element.body.xpath(".//w:rFonts")
    assert len(fonts) > 50
    for font in fonts:
        assert {"Times New Roman"} == set(font.attrib.values())
        assert len(font.attrib) == 4


@pytest.mark.parametrize(
    ("start", "size", "look"),
    [
        ("UBND TỈNH", 13, (False, False)),
        ("CỘNG HÒA", 13, (True, False)),
        ("Độc lập", 14, (True, False)),
        ("Số:", 13, (False, False)),
        ("Yên Thịnh, ngày", 14, (False, True)),
        ("Căn cứ Luật Phòng", 14, (False, True)),
        ("Điều 1.", 14, (True, False)),
        ("1. Họ và tên", 14, (False, False)),
        ("Nơi nhận:", 12, (True, True)),
        ("- Như Điều 4;", 11, (False, False)),
        ("Lê Quang Vịnh", 14, (True, False)),
    ],
)
def test_each_element_has_its_size_and_face(
    start: str, size: float, look: tuple[bool, bool], a_paper: Paper
) -> None:
    run = paragraph_of(opened(docx.draw(a_paper())), start).runs[0]
    assert (run.font.size, (run.bold, run.italic)) == (Pt(size), look)


def test_body_paragraphs_are_justified_and_indented(a_paper: Paper) -> None:
    body = paragraph_of(opened(docx.draw(a_paper())), "Tên gọi khác").paragraph_format
    assert body.first_line_indent == pytest.approx(Mm(12.7), abs=Pt(0.1))
    assert body.space_before == Pt(6)
    assert body.line_spacing >= 1
    assert body.alignment == 3


def test_the_rule_below_the_motto_is_as_long_as_the_motto(a_paper: Paper) -> None:
    document = opened(docx.draw(a_paper()))
    cell = document.tables[0].rows[0].cells[1]
    rule = cell.paragraphs[-1].paragraph_format
    length = Pt(styles.NATION_COLUMN) - rule.left_indent - rule.right_indent
    assert length == pytest.approx(Pt(171.4), abs=Pt(1))
    assert "w:pBdr" in cell.paragraphs[-1]._element.xml


def test_the_signature_stays_with_the_text(a_paper: Paper) -> None:
    document = opened(docx.draw(a_paper()))
    assert paragraph_of(document, "Điều 4.").paragraph_format.keep_with_next
    assert not paragraph_of(document, "Điều 3.").paragraph_format.keep_with_next
    assert "w:cantSplit" in document.tables[-1]._element.xml
    assert paragraph_of(document, "Lê Quang Vịnh").paragraph_format.space_before == pytest.approx(
        Mm(26), abs=Pt(0.1)
    )


def test_a_last_paragraph_of_one_line_takes_the_one_before_along(a_paper: Paper) -> None:
    [key] = [line.key for line in a_paper().lines if line.text.startswith("Điều 4.")]
    changes = Changes(wording={key: "Điều 4. Thi hành Quyết định này./."})
    document = opened(docx.draw(a_paper(changes=changes)))
    assert paragraph_of(document, "Điều 3.").paragraph_format.keep_with_next


def test_signs_that_mean_something_in_xml_are_kept(a_paper: Paper) -> None:
    content = docx.draw(a_paper(person_occupation="Thợ <xây> & mộc"))
    assert "Thợ <xây> & mộc" in word_text(content)


def test_practice_papers_say_so_on_every_page(a_paper: Paper) -> None:
    section = opened(docx.draw(a_paper(), practice=True)).sections[0]
    for footer in (section.first_page_footer, section.footer):
        assert "ĐANG TẬP DÙNG THỬ" in footer.paragraphs[0].text
    plain = opened(docx.draw(a_paper())).sections[0]
    assert plain.footer.paragraphs[0].text == ""


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_lays_it_out_on_as_many_pages(a_paper: Paper, tmp_path: Path) -> None:
    for form_id in FORMS:
        (tmp_path / f"{form_id.replace('/', '-')}.docx").write_bytes(docx.draw(a_paper(form_id)))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, tmp_path.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for form_id in FORMS:
        converted = (tmp_path / f"{form_id.replace('/', '-')}.pdf").read_bytes()
        drawn = pdf.draw(a_paper(form_id))
        assert pages.page_count(converted) == pages.page_count(drawn)
        assert words(pdf_text(converted)) == words(pdf_text(drawn))
