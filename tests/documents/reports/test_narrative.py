"""The report in words as a Word file: its sentences, its annex, nothing to fill in or to run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document

from rehabdesk.documents import pages, pdf
from rehabdesk.documents.reports.narrative import filled, write_narrative
from tests.documents.reports.samples import narrative


@cache
def _made() -> bytes:
    return write_narrative(narrative())


def _opened() -> Any:
    return Document(BytesIO(_made()))


def test_it_says_its_sentences_in_order() -> None:
    texts = [paragraph.text for paragraph in _opened().paragraphs]
    wanted = [
        "BÁO CÁO",
        "Kết quả quản lý sau cai nghiện năm 2026",
        "UBND xã Yên Thịnh báo cáo như sau:",
        "I. TÌNH HÌNH",
        "- Đến cuối kỳ, đang quản lý 13 người.",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Quản lý sau cai nghiện",
        "- Đầu kỳ 11 người.",
        "Trên đây là báo cáo của UBND xã Yên Thịnh./.",
        "Phụ lục",
    ]
    places = [texts.index(text) for text in wanted]
    assert places == sorted(places)


def test_the_figures_stand_in_an_annex() -> None:
    table = _opened().tables[-1]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[0] == [
        *("STT", "Nội dung", "Đơn vị tính", "Năm 2025", "Năm 2026"),
        *("Tăng, giảm", "Được giao", "Đạt"),
    ]
    assert ["11", "Vay vốn (người)", "người", "2", "3", "+1", "3", "100%"] in lines


def test_nothing_in_it_runs_or_waits_to_be_filled() -> None:
    with ZipFile(BytesIO(_made())) as file:
        names = file.namelist()
        body = file.read("word/document.xml").decode()
    assert not [name for name in names if "vba" in name.lower()]
    for mark in ("w:fldSimple", "w:instrText", "w:sdt", "MERGEFIELD", "w:documentProtection"):
        assert mark not in body


def test_several_addressees_stand_below_each_other() -> None:
    text = filled(narrative()).text
    assert "- Ủy ban nhân dân tỉnh Hòa Sơn;\n- Công an tỉnh Hòa Sơn." in text
    head = replace(narrative().head, addressees=("Công an tỉnh Hòa Sơn",))
    assert "Kính gửi:\nCông an tỉnh Hòa Sơn" in filled(replace(narrative(), head=head)).text


def test_the_same_blocks_can_be_drawn_on_pages() -> None:
    told = " ".join(pages.text_of(pdf.draw(filled(narrative()))))
    assert "150 triệu đồng" in " ".join(told.split())


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_narrative(narrative()) == _made()
