"""Square codes drawn by one program and read by another, as cameras and scanners take them."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rehabdesk.documents.pictures.opening import LARGEST_FILE, NotAPicture, PictureTooLarge
from rehabdesk.documents.pictures.squares import read_squares
from rehabdesk.domain.identity import read_card
from rehabdesk.services.pictures.cards import (
    NoSquareFound,
    PictureOutOfReach,
    SquareOfNoCard,
    read_card_file,
    read_card_picture,
)

CARD = (
    "099080002864|099012321|Hà Ngọc Sơn|02021980|Nam|"
    "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn|10052024"
)
SIZE = (1300, 820)


def square(text: str, dots: int) -> Image.Image:
    """Draw a code by its modules, so many pixels each."""
    drawn: Any = QrCodeWidget(text, barLevel="M")
    drawn.qr.make()
    rows = drawn.qr.modules
    picture = Image.new("L", ((len(rows) + 8) * dots,) * 2, 255)
    pen = ImageDraw.Draw(picture)
    for down, row in enumerate(rows):
        for across, is_dark in enumerate(row):
            if is_dark:
                left, top = (across + 4) * dots, (down + 4) * dots
                pen.rectangle((left, top, left + dots - 1, top + dots - 1), fill=0)
    return picture


def photograph(dots: int, tilt: float, light: float = 0.7, blur: float = 0.7) -> Image.Image:
    """Lay the code on a card as it is printed, and take it by hand."""
    card = Image.new("L", SIZE, 205)
    code = square(CARD, dots)
    card.paste(code, (SIZE[0] - code.width - 40, 40))
    card = card.rotate(tilt, expand=True, fillcolor=90)
    card = card.filter(ImageFilter.GaussianBlur(blur)).point(lambda value: int(value * light + 15))
    return Image.blend(card, Image.effect_noise(card.size, 12), 0.1)


def saved(picture: Image.Image, kind: str = "JPEG", **notes: Any) -> bytes:
    file = io.BytesIO()
    picture.convert("RGB").save(file, kind, **notes)
    return file.getvalue()


@pytest.mark.parametrize(
    "taken",
    [
        partial(photograph, 5, 0),
        partial(photograph, 4, 90),
        partial(photograph, 4, 180, light=0.4),
        partial(photograph, 4, 12),
        partial(photograph, 2, 0),
        partial(photograph, 5, 45, blur=1.2),
    ],
    ids=["upright", "quarter", "dark and upside down", "slanting", "small", "on its corner"],
)
def test_a_card_is_read_however_its_picture_was_taken(taken: Callable[[], Image.Image]) -> None:
    assert read_card_picture(saved(taken())) == CARD
    assert read_card(CARD).full_name == "Hà Ngọc Sơn"


def test_a_picture_turned_by_its_notes_and_one_that_is_see_through_are_read() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert read_squares(saved(photograph(4, 0), exif=turned)) == (CARD,)
    clear = square(CARD, 4).convert("RGBA")
    clear.putalpha(ImageOps.invert(square(CARD, 4)))
    file = io.BytesIO()
    clear.save(file, "PNG")
    assert read_squares(file.getvalue()) == (CARD,)


def test_a_scanned_pdf_is_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Bản chụp thẻ")
    canvas.showPage()
    canvas.drawImage(ImageReader(photograph(4, 0).convert("RGB")), 72, 400, 240, 151)
    canvas.save()
    assert read_card_picture(file.getvalue()) == CARD


def test_what_holds_no_card_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoSquareFound, match="Không thấy mã vuông nào trong ảnh"):
        read_card_picture(saved(Image.new("L", (400, 300), 128)))
    with pytest.raises(SquareOfNoCard, match="không phải của thẻ căn cước"):
        read_card_picture(saved(square("https://example.invalid", 5)))
    with pytest.raises(PictureOutOfReach, match=r"mất\.jpg"):
        read_card_file(tmp_path / "mất.jpg")


def test_what_is_no_whole_picture_is_refused() -> None:
    half = saved(photograph(4, 0))[:400]
    for content in (b"", b"MZ" + bytes(99), b"\x89PNG\r\n\x1a\n" + bytes(50), half):
        with pytest.raises(NotAPicture, match="không phải ảnh đọc được"):
            read_squares(content)


def test_a_picture_with_far_too_many_dots_is_refused_unread() -> None:
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(PictureTooLarge):
        read_squares(file.getvalue())
    with pytest.raises(PictureTooLarge):
        read_squares(bytes(LARGEST_FILE + 1))


def test_nobody_is_kept_waiting_for_a_picture_without_a_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[object] = []
    monkeypatch.setattr(zxingcpp, "read_barcodes", lambda look, **_: looks.append(look))
    assert read_squares(saved(Image.effect_noise((500, 500), 60)), patience=0) == ()
    assert len(looks) == 1
