from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from rehabdesk.documents import fonts, pages, pdf
from rehabdesk.documents.cutting import CutFace
from rehabdesk.domain.forms.paper import FilledPaper

FOLDER = Path(__file__).parents[2] / "resources" / "fonts"
OUTSIDE = "São Paulo, Łódź, Ωμέγα"  # in the faces, in no paper's own letters


def drawn(text: str, face: str = fonts.SERIF) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.setFont(face, 12)
    for line, start in enumerate(range(0, len(text), 50)):
        canvas.drawString(50, 750 - 20 * line, text[start : start + 50])
    canvas.save()
    return file.getvalue()


def faces(content: bytes) -> dict[str, bytes]:
    """The file of every face in a PDF, by name."""
    page: Any = PdfReader(BytesIO(content)).pages[0]
    entries = [entry.get_object() for entry in page["/Resources"]["/Font"].values()]
    return {
        entry["/BaseFont"]: entry["/FontDescriptor"]["/FontFile2"].get_data()
        for entry in entries
        if "/FontDescriptor" in entry
    }


def test_every_paper_carries_the_same_bytes_of_each_face(
    a_paper: Callable[..., FilledPaper],
) -> None:
    first, other = faces(pdf.draw(a_paper())), faces(pdf.draw(a_paper("n116/51")))
    assert "/AAAAAA+LiberationSerif" in first
    assert {name: other[name] for name in first} == first


def test_a_face_is_cut_once_for_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    face = CutFace("Once", FOLDER / f"{fonts.SERIF}.ttf", "ăâđ")
    monkeypatch.setitem(pdfmetrics._fonts, "Once", face)
    cut = Mock(wraps=face.face.makeSubset)
    monkeypatch.setattr(face.face, "makeSubset", cut)
    assert len({drawn(text, "Once") for text in ("đâ", "ăn", "đ")}) == 3
    assert cut.call_count == 1


@pytest.mark.parametrize("face", fonts.FACES)
def test_every_letter_of_papers_can_be_found_and_copied(face: str) -> None:
    content = drawn(fonts.OF_PAPERS, face)
    [said] = pages.text_of(content)
    assert set(fonts.OF_PAPERS) - set(said) == set()
    assert len(faces(content)) == 1


def test_a_letter_outside_them_joins_the_file_that_needs_it() -> None:
    content = drawn(f"Thợ ở {OUTSIDE}.")
    [said] = pages.text_of(content)
    assert said == f"Thợ ở {OUTSIDE}."
    assert list(faces(content)) == ["/AAAAAA+LiberationSerif", "/AAAAAB+LiberationSerif"]


def test_a_letter_outside_them_leaves_nothing_behind_for_the_next_file() -> None:
    before = drawn("Thợ xây")
    assert drawn(OUTSIDE) == drawn(OUTSIDE)
    assert drawn("Thợ xây") == before


def test_letters_look_as_the_uncut_face_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{fonts.OF_PAPERS}{OUTSIDE}VIỆT\N{NO-BREAK SPACE}NAM"
    cut = pages.render(drawn(text), 0, 100)
    monkeypatch.setitem(pdfmetrics._fonts, "Whole", TTFont("Whole", FOLDER / f"{fonts.SERIF}.ttf"))
    assert pages.render(drawn(text, "Whole"), 0, 100) == cut


def test_more_letters_than_a_cut_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="ΐ"):
        CutFace("Full", FOLDER / f"{fonts.SERIF}.ttf", fonts.OF_PAPERS + "ΐ")
