from __future__ import annotations

from collections.abc import Callable

import pytest

from rehabdesk.documents import pages, pdf
from rehabdesk.domain.forms.paper import FilledPaper

Paper = Callable[..., FilledPaper]


def test_pages_are_counted_and_measured(a_paper: Paper) -> None:
    content = pdf.draw(a_paper())
    assert pages.page_count(content) == 2
    assert pages.page_size(content, 0) == pytest.approx((595.3, 841.9), abs=0.1)


def test_a_page_becomes_a_picture_of_the_asked_fineness(a_paper: Paper) -> None:
    image = pages.render(pdf.draw(a_paper()), 0, 96)
    assert (image.width, image.height) == pytest.approx((794, 1123), abs=1)
    assert image.stride >= image.width * 4
    assert len(image.pixels) == image.stride * image.height
    assert image.pixels[:3] == b"\xff\xff\xff"
    assert any(image.pixels[at] < 64 for at in range(0, len(image.pixels), 4))


def test_amber_reaches_the_picture_as_blue_green_red(a_paper: Paper) -> None:
    content, spots = pdf.draw_with_spots(a_paper())
    [spot] = [each for each in spots if each.field == "person_other_name"]
    image = pages.render(content, spot.page, 72)
    at = int(spot.y + 2) * image.stride + int(spot.x + spot.width / 2) * 4
    blue, green, red = image.pixels[at : at + 3]
    assert red > green > blue


def test_a_text_is_found_where_it_stands(a_paper: Paper) -> None:
    content = pdf.draw(a_paper())
    [found] = pages.find_text(content, "Lê Quang Vịnh")
    assert found.page == 1
    assert found.x > 300
    assert pages.find_text(content, "Không có ở đây") == ()


@pytest.mark.parametrize("content", [b"", b"not a page", b"%PDF-1.4 broken"])
def test_a_damaged_file_is_said_to_be_damaged(content: bytes) -> None:
    with pytest.raises(pages.PdfUnreadable, match="tệp hỏng hoặc có mật khẩu"):
        pages.page_count(content)
