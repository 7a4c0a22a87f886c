"""What a file would bring, before it is taken; or everything that keeps it from being taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from rehabdesk.domain.regime import Regime
from rehabdesk.services.law.packs import PackPreview
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.lists import day_words

LINES = 8


class PackDialog(FormDialog):
    """The law itself, from which day, and what ends or is missing with it."""

    def __init__(
        self, desk: Desk, found: PackPreview, act: Callable[[Work], str], parent: QWidget
    ) -> None:
        super().__init__("Nạp bộ căn cứ mới", "Nạp bộ căn cứ", parent, WIDTHS[1])
        self._desk = desk
        self._act = act
        regime = found.regime
        if regime is None:
            raise ValueError("only a sound law is offered")
        self.message.say("info", _told(regime))
        if found.notices:
            lines = _lines(found.notices, "Điều cần biết trước khi nạp")
            self.body.addWidget(lines)
            lines.setFocus()

    def submit(self) -> None:
        self._desk.do(self, self._act, self._tell)

    def _tell(self, _: str) -> None:
        self.accept()
        self._desk.say("Đã nạp bộ căn cứ")


class RefusedDialog(FormDialog):
    """Every fault at once, to be copied to whoever made the file."""

    def __init__(
        self, findings: Sequence[str], parent: QWidget, title: str = "Bộ căn cứ chưa dùng được"
    ) -> None:
        super().__init__(title, "Chép cả danh sách", parent, WIDTHS[1], "Đóng")
        self._findings = findings
        self.message.say("bad", f"Chưa nạp gì. {len(findings):02} chỗ cần sửa trong tệp:")
        self.lines = _lines(findings, "Chỗ cần sửa")
        self.body.addWidget(self.lines)
        self.lines.setFocus()

    def submit(self) -> None:
        QApplication.clipboard().setText("\n".join(self._findings))
        self.set_fact("Đã chép, dán được vào thư hoặc Zalo")


def _told(regime: Regime) -> str:
    until = f" đến {day_words(regime.in_force_until)}" if regime.in_force_until else ""
    limits = len(regime.terms) + len(regime.deadlines)
    return (
        f"{regime.name}, áp dụng từ {day_words(regime.in_force_from)}{until}. "
        f"{limits} thời hạn và hạn việc, {len(regime.forms)} mẫu văn bản. "
        "Văn bản đã ký giữ nguyên căn cứ và mẫu cũ."
    )


def _lines(sentences: Sequence[str], name: str) -> QListWidget:
    found = QListWidget()
    found.setAccessibleName(name)
    found.setWordWrap(True)
    found.setSpacing(3)
    found.addItems(list(sentences))
    found.setMinimumHeight(min(len(sentences), LINES) * Style.current.size("row") + 8)
    return found
