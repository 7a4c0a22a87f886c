from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style, balanced, set_text
from rehabdesk.documents.sheet import Row, paged
from rehabdesk.domain.forms.paper import Span

JUSTIFIED = Style(fonts.SERIF, 14, first_indent=36)
WORDS = st.lists(st.text("aăâbnghitrươđ.,;/()-", min_size=1, max_size=40), max_size=60)


@given(words=WORDS, width=st.floats(60, 500))
def test_no_letter_is_lost_and_no_line_is_wider_than_the_page(
    words: list[str], width: float
) -> None:
    lines = set_text([Span(" ".join(words))], JUSTIFIED, width)
    drawn = "".join(piece.text for line in lines for _, piece in line.placed())
    assert drawn == "".join(words)
    assert all(line.start + line.width <= width + 0.1 for line in lines)


@given(words=WORDS)
def test_every_line_but_the_last_is_filled(words: list[str]) -> None:
    lines = set_text([Span(" ".join(words))], JUSTIFIED, 400)
    for line in lines[:-1]:
        if len(line.words) > 1:
            assert line.start + line.width == pytest.approx(400)


def test_a_bold_label_and_its_text_share_a_line() -> None:
    [line] = set_text([Span("Điều 1.", bold=True), Span(" Quản lý; "), Span("A")], JUSTIFIED, 400)
    assert [piece.face for _, piece in line.placed()] == [
        fonts.SERIF_BOLD,
        fonts.SERIF_BOLD,
        fonts.SERIF,
        fonts.SERIF,
        fonts.SERIF,
    ]


def test_a_value_and_the_comma_after_it_are_one_word() -> None:
    [line] = set_text([Span("ông "), Span("Thắng", "name"), Span(", và")], JUSTIFIED, 400)
    assert [len(word.pieces) for word in line.words] == [1, 2, 1]


def test_the_no_break_blank_does_not_break() -> None:
    lines = set_text([Span("VIỆT\u00a0NAM VIỆT\u00a0NAM")], Style(fonts.SERIF, 14), 90)
    assert [len(line.words) for line in lines] == [1, 1]


def test_a_centred_line_stands_in_the_middle() -> None:
    [line] = set_text([Span("CHỦ TỊCH")], Style(fonts.SERIF_BOLD, 14, Align.CENTRE), 300)
    assert line.start + line.width / 2 == pytest.approx(150)


def test_a_heading_is_broken_as_evenly_as_it_can_be() -> None:
    assert balanced("ỦY BAN NHÂN DÂN XÃ YÊN THỊNH", fonts.SERIF_BOLD, 13, 180) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ YÊN THỊNH",
    ]
    assert balanced("UBND TỈNH HÒA SƠN", fonts.SERIF, 13, 180) == ["UBND TỈNH HÒA SƠN"]


def row(height: float, *, keeps: bool = False, head: Row | None = None) -> Row:
    return Row(height, lambda _pen, _top: None, keeps_with_next=keeps, head=head)


def test_rows_that_keep_together_go_over_together() -> None:
    rows = [row(40), row(40, keeps=True), row(40)]
    assert [len(page) for page in paged(rows, 100)] == [1, 2]


def test_a_chain_longer_than_a_page_breaks_somewhere() -> None:
    assert [len(page) for page in paged([row(40, keeps=True)] * 5, 100)] == [2, 2, 1]


def test_a_repeated_head_takes_its_room_on_the_next_page() -> None:
    head = row(30)
    rows = [head, *[row(30, head=head)] * 5]
    assert [len(page) for page in paged(rows, 100)] == [3, 2, 1]
