"""How many the list shows and how many it does not, in words, with the way to the others."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.services.people.filters import FileList
from rehabdesk.ui.kit.buttons import KeyButton

NO_FILES = "Chưa có hồ sơ nào. Quét thẻ căn cước, bấm F7, hoặc nhập từ Excel cũ."
NO_MATCH = "Không có ai khớp “{}”. Thử bỏ bớt chữ, hoặc tiếp nhận người mới."
NO_MATCH_HERE = "Không có ai khớp “{}” trong bộ lọc này. Bấm Tìm trong mọi hồ sơ."
NOBODY_HERE = "Không có ai khớp bộ lọc. Bấm Bỏ lọc."


class CountLine(QWidget):
    """Stands under the list while it is filtered."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setProperty("role", "secondary")
        self.everywhere_button = KeyButton("Tìm tron&g mọi hồ sơ", kind="link", is_small=True)
        self.clear_button = KeyButton("&Bỏ lọc", kind="link", is_small=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for part in (self._words, self.everywhere_button, self.clear_button):
            line.addWidget(part)
        line.addStretch(1)

    def text(self) -> str:
        return self._words.text()

    def show_list(self, files: FileList) -> None:
        is_filtered = not files.chosen.is_plain
        parts = []
        if is_filtered:
            parts.append(f"Đang lọc: {len(files.person_ids)} trong {files.in_kind} người.")
        if files.elsewhere:
            parts.append(f"{files.elsewhere} người khác khớp chữ này nằm ngoài bộ lọc.")
        if hidden := len(files.left_out):
            parts.append(f"{hidden} người không in theo yêu cầu.")
        self._words.setText(" ".join(parts))
        self._words.setVisible(bool(parts))
        self.everywhere_button.setVisible(files.elsewhere > 0)
        self.clear_button.setVisible(is_filtered)


def counts_told(files: FileList) -> str:
    """Tell of all files of the office; one without an episode is neither followed nor over."""
    over = files.everybody - files.followed - files.never_managed
    told = [
        f"{files.everybody} hồ sơ",
        f"đang theo dõi {files.followed}",
        f"đã xong hoặc đã chuyển {over}",
    ]
    if files.never_managed:
        told.append(f"chưa có đợt quản lý {files.never_managed}")
    return " · ".join(told)


def empty_words(files: FileList) -> str:
    """Say why nobody is shown, and what to do."""
    if not files.everybody:
        return NO_FILES
    words = files.chosen.words
    if not words:
        return NOBODY_HERE
    return (NO_MATCH_HERE if files.elsewhere else NO_MATCH).format(words)
