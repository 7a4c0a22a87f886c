"""What the page says and offers of a book as it was found."""

from __future__ import annotations

from rehabdesk.services.decisions.book.view import BookView
from rehabdesk.ui.kit.fields import ComboField


def empty_words(view: BookView | None) -> str:
    """Say why there is no line."""
    if view is None:
        return "Chưa có sổ văn bản nào. Thêm ở Cài đặt › Sổ và ký hiệu văn bản."
    if view.everything:
        return "Không có văn bản nào khớp. Bỏ bớt điều kiện lọc."
    return (
        f"Sổ {view.book.name} {view.year} chưa có số nào. "
        "Số đầu tiên hiện ra khi ghi số một quyết định đã ký."
    )


def offer(combo: ComboField[int], choices: list[tuple[int, str]], chosen: int) -> None:
    """Offer choices without a word to who listens for a choice."""
    combo.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
    combo.offer(choices)
    combo.value = chosen
    combo.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
