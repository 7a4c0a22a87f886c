"""Every form drawn complete, with nothing but a name, and with the longest names and addresses."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from docx import Document

from rehabdesk.documents import docx, pages, pdf
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.forms.paper import (
    Block,
    Copy,
    FilledPaper,
    Line,
    Signature,
    Signatures,
    Table,
)
from tests.documents.conftest import ASKED, DOCUMENT, LISTS, OFFICE, THANG

pytestmark = pytest.mark.thorough

Paper = Callable[..., FilledPaper]
FORMS = sorted(
    path.stem.replace("-", "/", 1) for path in (Path(__file__).parents[1] / "golden").glob("*.txt")
)
FILLINGS = ["complete", "bare", "long"]
NAME = "Nguyễn Phước Hoàng Nghiêm Trường Quỳnh Thương"
ADDRESS = (
    "Số nhà 1234/56/78, ngõ 910, đường Nguyễn Thị Minh Khai kéo dài, thôn Thượng Trường Nghiêm "
    "Hưng, xã Trường Thịnh Thượng, tỉnh Hòa Sơn"
)
COMMITTEE = "ỦY BAN NHÂN DÂN\nXÃ TRƯỜNG THỊNH THƯỢNG QUẢNG NGHIÊM"
PEN_FIELDS = {"doc_number", "copy_number", "issue_date_long", "copy_date_long"}
WRITTEN = {**OFFICE, **DOCUMENT}
GROWING = ("person_residence", "effective_date_long", "report_plan", "event_notes")
KEPT = {*OFFICE, *DOCUMENT, "person_full_name", "person_full_name_upper", "person_is_adult"}


def filling(kind: str) -> dict[str, Any]:
    if kind == "complete":
        return {}
    everything = {**OFFICE, **DOCUMENT, **ASKED, **THANG}
    if kind == "bare":
        lists: dict[str, Any] = dict.fromkeys(LISTS, ())
        return {name: "" for name in everything if name not in KEPT} | lists
    long = {name: longest(name, value) for name, value in {**ASKED, **THANG}.items()}
    long |= {
        "commune_committee_name": COMMITTEE,
        "copy_issuer": COMMITTEE,
        "province_committee_name": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÒA SƠN THƯỢNG",
        "police_commune_name_upper": "CÔNG AN XÃ TRƯỜNG THỊNH THƯỢNG QUẢNG NGHIÊM",
        "signer_name": NAME,
        "helper_name_unit": f"{NAME}, {ADDRESS}",
        "helper_name": NAME,
    }
    return long | {name: [row_of(name)] * 40 for name in LISTS}


def longest(name: str, value: str) -> str:
    if name.endswith("_upper"):
        return NAME.upper()
    if name.endswith("_name"):
        return NAME
    is_short = not value or name in {"person_is_adult", "delivered_kind", "vteam_act"}
    return value if is_short or re.search(r"\d{2}", value) else f"{value}, {ADDRESS}"


def row_of(name: str) -> str:
    [first, *_] = [*LISTS[name], f"{NAME}, {ADDRESS}"]
    cells = first.split(CELLS)
    if len(cells) == 1:
        return f"{NAME}, {ADDRESS}"
    cells[1] = NAME
    cells[4] = ADDRESS
    return CELLS.join(cells)


@pytest.fixture(scope="session")
def drawn(a_paper: Paper) -> Callable[[str, str], tuple[FilledPaper, bytes]]:
    known: dict[tuple[str, str], tuple[FilledPaper, bytes]] = {}

    def draw(form_id: str, kind: str) -> tuple[FilledPaper, bytes]:
        if (form_id, kind) not in known:
            paper = a_paper(form_id, **filling(kind))
            known[form_id, kind] = paper, pdf.draw(paper)
        return known[form_id, kind]

    return draw


Drawn = Callable[[str, str], tuple[FilledPaper, bytes]]


def boxes(content: bytes) -> list[tuple[tuple[float, float], tuple[float, float, float, float]]]:
    """The sizes of pages, and left, bottom, right, top of every run of letters on them."""
    found = []
    with closing(pdfium.PdfDocument(content)) as document:
        for page in document:
            text = page.get_textpage()
            found += [
                (page.get_size(), text.get_rect(index)) for index in range(text.count_rects())
            ]
    return found


@pytest.mark.parametrize("kind", FILLINGS)
@pytest.mark.parametrize("form_id", FORMS)
def test_no_word_leaves_the_text_of_the_page(form_id: str, kind: str, drawn: Drawn) -> None:
    paper, content = drawn(form_id, kind)
    page = pdf.page_of(paper)
    for (width, height), (left, bottom, right, top) in boxes(content):
        assert (width, height) == pytest.approx((page.width, page.height), abs=0.1)
        assert left >= page.left - 1
        assert right <= width - page.right + 1
        assert bottom >= page.bottom - 1
        assert top <= height - 5


@pytest.mark.parametrize("kind", FILLINGS)
@pytest.mark.parametrize("form_id", FORMS)
def test_the_word_file_says_what_the_pages_say(form_id: str, kind: str, drawn: Drawn) -> None:
    paper, content = drawn(form_id, kind)
    written, printed = letters(word_text(docx.draw(paper))), letters(pdf_text(content))
    heads = [letters("".join(line.text for line in heads_of(each))) for each in paper.blocks]
    assert not written - printed
    assert printed - written in repetitions([each for each in heads if each])


def repetitions(heads: list[Counter[str]]) -> Iterator[Counter[str]]:
    """Yield what tables may repeat on further pages: the heads of each, so many times."""
    for several in product(range(30), repeat=len(heads)):
        yield sum(
            (
                Counter({letter: count * times for letter, count in head.items() if times})
                for head, times in zip(heads, several, strict=True)
            ),
            Counter(),
        )


@pytest.mark.parametrize("extra", range(0, 120, 8))
@pytest.mark.parametrize("form_id", FORMS)
def test_who_signs_never_stands_alone(form_id: str, extra: int, a_paper: Paper) -> None:
    longer = dict.fromkeys(GROWING, f"{'thôn ' * extra}Đồng Bến")
    paper = a_paper(form_id, **longer)
    for page in pages.text_of(pdf.draw(paper)):
        lines = [line.strip() for line in page.replace("\r", "").split("\n") if line.strip()]
        for first in signing_lines(paper):
            if first in lines:
                above = [line for line in lines[: lines.index(first)] if not line.isdigit()]
                assert len(above) >= 2


def signing_lines(paper: FilledPaper) -> list[str]:
    """The first line of each closing: two lines at least of the text stand above it."""
    found = []
    for block in paper.blocks:
        match block:
            case Signature():
                found.append("Nơi nhận:")
            case Signatures(place_and_date, left, _, _, right):
                found.append(" ".join((place_and_date or left or right)[0].text.split()))
            case Copy(form):
                found.append(form[0].text)
    return found


@pytest.mark.parametrize("form_id", FORMS)
def test_with_nothing_but_a_name_there_are_dots(form_id: str, drawn: Drawn) -> None:
    paper, _ = drawn(form_id, "bare")
    said = {span.field for line in paper.lines for span in line.spans if span.field}
    asked = said - WRITTEN.keys() - {"person_full_name", "person_full_name_upper"}
    assert set(paper.missing) >= asked - PEN_FIELDS - {"delivered_kind", "vteam_act"}
    assert "None" not in paper.text
    assert "{" not in paper.text
    for line in paper.lines:
        for span in line.spans:
            assert span.is_missing == ("…" in span.text and span.field is not None) or (
                span.field == "doc_symbol"
            )


@pytest.mark.parametrize("form_id", FORMS)
def test_heads_of_a_table_stand_on_every_page_of_it(form_id: str, drawn: Drawn) -> None:
    paper, content = drawn(form_id, "long")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    for table in tables:
        rows = [text for text in pages.text_of(content) if NAME.split()[2] in text]
        assert len(rows) >= 2
        assert all(table.heads[0].text in text for text in rows[1:])


def letters(text: str) -> Counter[str]:
    """Count the letters; where lines of a cell are broken, readers of pages disagree on blanks."""
    return Counter(re.sub(r"\s", "", text))


def heads_of(block: Block) -> tuple[Line, ...]:
    return block.heads if isinstance(block, Table) else ()


def word_text(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pdf_text(content: bytes) -> str:
    """The words of all pages; page numbers and repeated heads are not words of the paper."""
    found: list[str] = []
    for page in pages.text_of(content):
        lines = page.replace("\r", "").strip().split("\n")
        found += lines[1:] if lines[0].strip().isdigit() and len(lines) > 1 else lines
    return "\n".join(found)


@pytest.mark.beside
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_lays_every_form_out_on_as_many_pages(drawn: Drawn, tmp_path: Path) -> None:
    kinds = ("complete", "long")
    for form_id in FORMS:
        for kind in kinds:
            name = f"{form_id.replace('/', '-')}-{kind}.docx"
            (tmp_path / name).write_bytes(docx.draw(drawn(form_id, kind)[0]))
    convert(tmp_path)
    differing = {}
    for form_id in FORMS:
        for kind in kinds:
            converted = (tmp_path / f"{form_id.replace('/', '-')}-{kind}.pdf").read_bytes()
            counts = pages.page_count(converted), pages.page_count(drawn(form_id, kind)[1])
            if counts[0] != counts[1]:
                differing[form_id, kind] = counts
    assert differing == {}


def convert(folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = map(str, sorted(folder.glob("*.docx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
