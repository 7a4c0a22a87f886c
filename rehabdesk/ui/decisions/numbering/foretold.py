"""What recording a number will do, listed before the button is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.ui.decisions.effects_card import EffectsCard, Mark

_PICTURES = {
    "Ghi dòng": "book_number",
    "Tính thời hạn": "calendar_clock",
    "Ghi ": "person_arrow_right",
    "Giữ bản": "document_text",
    "Chưa tính": "warning",
    "Thay thế": "arrow_swap",
    "Kết thúc": "checkmark_circle",
    "Thêm": "clipboard_checkmark",
    "Xong": "checkmark_circle",
    "Báo cáo": "data_bar_vertical",
}


class ForetoldCard(EffectsCard):
    def __init__(self) -> None:
        super().__init__(mark=_mark)

    def foretell(self, number: str, lines: Sequence[str]) -> None:
        """Show what this number will do; nothing when there is no number to record."""
        self.heading.setText(f"Ghi số {number} thì phần mềm sẽ làm" if lines else "")
        self.show_lines(lines)


def _mark(words: str) -> Mark:
    picture = next((name for start, name in _PICTURES.items() if words.startswith(start)), "info")
    return picture, "warn" if picture == "warning" else "accent"
