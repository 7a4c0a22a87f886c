"""A card read from its picture; the picture itself is not kept."""

from __future__ import annotations

from pathlib import Path

from rehabdesk.domain.refusals import OutsideFault, Refusal

LARGEST_FILE = 20 * 1024 * 1024
_BARS = 6  # "|" the text of a card has at least


class NoSquareFound(Refusal):
    field = "card_text"

    def __init__(self) -> None:
        super().__init__(
            "Không thấy mã vuông nào trong ảnh. Chụp gần mã hơn, đủ sáng, không rung, rồi thử lại."
        )


class SquareOfNoCard(Refusal):
    field = "card_text"

    def __init__(self) -> None:
        super().__init__(
            "Mã vuông trong ảnh không phải của thẻ căn cước. Chụp mã ở góc trên mặt trước của thẻ."
        )


class PictureOutOfReach(OutsideFault):
    def __init__(self, name: str) -> None:
        super().__init__(f"Không đọc được tệp “{name}”. Chép tệp về máy rồi chọn lại.")


def read_card_picture(picture: bytes) -> str:
    """Return the text of the card's square code in a picture; nothing is kept of it."""
    from rehabdesk.documents.pictures.squares import read_squares

    found = read_squares(picture)
    if not found:
        raise NoSquareFound
    cards = [text for text in found if text.count("|") >= _BARS]
    if not cards:
        raise SquareOfNoCard
    return cards[0]


def read_card_file(path: Path) -> str:
    """Read the picture of a card that lies in a file."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PictureOutOfReach(path.name) from error
    return read_card_picture(content)
