"""Two cards in words: is it safe, and what is needed if the machine dies."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.services.safekeeping.backups import HERE, BackupLight, BackupState
from rehabdesk.services.safekeeping.sheet import SheetPlace
from rehabdesk.ui.entry.safety import day_words
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import Picture

_SIGNS = {
    BackupLight.GOOD: ("shield_checkmark/filled", "ok"),
    BackupLight.HERE_ONLY: ("warning/filled", "warn"),
    BackupLight.STALE: ("error_circle", "danger"),
    BackupLight.NONE: ("error_circle", "danger"),
}
_NUMERALS = ("không", "một", "hai", "ba")


def newest_words(state: BackupState, now: datetime) -> str:
    """Say when the newest backup was made, and in how many places it lies."""
    if state.newest is None or state.newest.made_at is None:
        return "Bấm Sao lưu ngay để có bản đầu tiên."
    when = day_words(state.newest.made_at, now)
    elsewhere = [place for place in state.places if place != HERE]
    places = [*(["máy này"] if HERE in state.places else []), *elsewhere]
    count = _NUMERALS[len(places)] if len(places) < len(_NUMERALS) else str(len(places))
    told = f"Bản mới nhất lúc {when}, có ở {count} nơi: {' và '.join(places)}."
    if state.light == BackupLight.HERE_ONLY:
        told += " Chọn nơi thứ hai rồi sao lưu lần nữa."
    return told


class SafetyCard(QFrame):
    """The state of the newest backup."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._picture = Picture("shield_checkmark", "neutral", 20)
        self.title = _label("subtitle")
        self.line = _label("")
        self.proof = _label("secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.title, self.line, self.proof):
            words.addWidget(part)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_state(self, state: BackupState, now: datetime) -> None:
        self._picture.show_icon(*_SIGNS[state.light])
        self.title.setText(state.light.label)
        self.line.setText(newest_words(state, now))
        says = state.newest.says.removeprefix("Mở được, ") if state.newest else ""
        self.proof.setText(f"Phần mềm đã mở thử bản đó và đếm đủ {says}." if says else "")


class NeedCard(QFrame):
    """What opens the office on another machine, and where it lies."""

    sheet_wanted = Signal()

    def __init__(self, *, may_print: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self._may_print = may_print
        title = _label("section")
        title.setText("Nếu máy hỏng hoặc mất")
        self.line = _label("")
        self.place = _label("secondary")
        self.print_button = KeyButton("&In lại phiếu…", kind="link", is_small=True)
        self.print_button.clicked.connect(self.sheet_wanted)
        if not may_print:
            self.print_button.hide()
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.place)
        below.addWidget(self.print_button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 8)
        column.setSpacing(2)
        column.addWidget(title)
        column.addWidget(self.line)
        column.addLayout(below)
        column.addStretch(1)

    def show_need(self, second: str, sheet: SheetPlace | None) -> None:
        where = second or "bản sao lưu ở nơi khác"
        self.line.setText(f"Cần hai thứ: {where} và Phiếu khôi phục in lúc cài đặt.")
        if sheet is None:
            self.place.setText("Chưa ghi phiếu đang cất ở đâu.")
        else:
            self.place.setText(f"Phiếu cất ở: {sheet.place} (ghi {sheet.noted_on:%d/%m/%Y}).")
        self.place.setWordWrap(False)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
