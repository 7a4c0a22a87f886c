"""A report on paper says what its grid says, page by page, and is signed below its last rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from rehabdesk.documents import pages
from rehabdesk.documents.reports.pages import draw_report
from rehabdesk.domain.reports.papers import ReportPaper
from tests.documents.reports.samples import LAYOUTS, grouped_paper, long_grid, paper


def _text(content: bytes) -> str:
    return " ".join(" ".join(pages.text_of(content)).replace("\u00a0", " ").split())


@cache
def _short() -> bytes:
    return draw_report(paper())


def test_the_short_report_is_three_pages_signed_on_the_first() -> None:
    told = pages.text_of(_short())
    assert len(told) == 3
    assert "Lê Quang Vịnh" in told[0]
    assert "CÁCH TÍNH TỪNG DÒNG" in told[2]


def test_the_window_is_printed_in_the_heading() -> None:
    assert "(Năm 2026: số liệu từ 15/12/2025 đến 14/12/2026)" in _text(_short())


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_figure_of_every_layout_is_on_the_pages(key: str) -> None:
    made = paper(long_grid(LAYOUTS[key]))
    text = _text(draw_report(made))
    for row in made.rows:
        line = " ".join([row.name, row.unit, *row.words.values()]) if row.code else row.name
        told = set(text.split())
        assert set(line.split()) <= told


def test_the_figures_of_a_row_stand_in_their_order() -> None:
    text = _text(_short())
    assert "Chấp hành xong người 5 4 −1" in text
    assert "Số tiền vay (triệu đồng) triệu đồng 70 150 +80" in text
    assert "Học nghề người 1 2 +1 3 67%" in text


def test_charts_say_everything_in_words_too() -> None:
    text = _text(_short())
    for words in ("62%/60% · đạt", "2/3 · 67% · chưa đạt", "03/2026", "tăng 2."):
        assert words in text


def test_long_tables_repeat_their_heads_and_end_with_who_signs() -> None:
    told = pages.text_of(draw_report(grouped_paper()))
    tables = [page for page in told if "Số liệu" in page and "Kế" in page]
    assert len(tables) > 3
    [signed] = [page for page in told if "Lê Quang Vịnh" in page]
    assert "97" in signed.split()  # the last rows go over with who signs


def test_what_is_read_with_a_figure_stands_below() -> None:
    made = paper()
    row = replace(made.rows[1], remark="tiêu chí: xét nghiệm không dương tính")
    text = _text(draw_report(replace(made, rows=(made.rows[0], row, *made.rows[2:]))))
    assert "(1) tiêu chí: xét nghiệm không dương tính." in text


def test_a_report_without_charts_has_no_empty_page() -> None:
    made = paper()
    bare = replace(made, charts=replace(made.charts, trend=(), bars=()))
    assert pages.page_count(draw_report(bare)) == 2


def test_practice_papers_say_so() -> None:
    told = pages.text_of(draw_report(replace(paper(), is_practice=True)))
    assert all("ĐANG TẬP DÙNG THỬ" in page for page in told)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert draw_report(paper()) == _short()


def _with_longest(made: ReportPaper) -> ReportPaper:
    name = "Người được phân công tư vấn tâm lý, xã hội, quản lý, hỗ trợ " * 3
    row = replace(made.rows[1], name=name.strip(), unit="thôn, tổ dân phố, khu phố")
    return replace(made, rows=(made.rows[0], row, *made.rows[2:]))


def test_long_names_are_broken_and_nothing_is_lost() -> None:
    text = _text(draw_report(_with_longest(paper())))
    assert "tư vấn tâm lý" in text
    assert "khu phố" in text


def test_what_figures_share_is_said_once_and_long_remarks_leave_nobody_to_sign_alone() -> None:
    made = paper()
    criterion = "tiêu chí " + "xét nghiệm nhiều lần không dương tính, có việc làm; " * 60
    remarked = [replace(row, remark=criterion + "x.") for row in made.rows[1:3]]
    shared = replace(made.rows[3], remark=f"15/25. {remarked[0].remark}")
    rows = (made.rows[0], *remarked, shared, *made.rows[4:])
    told = pages.text_of(draw_report(replace(made, rows=rows)))
    text = " ".join(" ".join(told).split())
    assert text.count("tiêu chí") == 1
    assert "(1, 2) tiêu chí" in text
    assert "(2.1) 15/25." in text
    [signed] = [page for page in told if "Lê Quang Vịnh" in page]
    assert "Cân đối" in signed
