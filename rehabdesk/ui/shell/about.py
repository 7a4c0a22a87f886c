"""What this program is, and on whose work it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from rehabdesk.ui.kit.buttons import KeyButton

WIDTH = 480


class AboutDialog(QDialog):
    def __init__(self, version: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giới thiệu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        name = QLabel(f"RehabDesk {version}")
        name.setProperty("role", "screen")
        words = QLabel(
            "Phần mềm quản lý sau cai nghiện ma túy cho cấp xã. Mã nguồn mở, giấy phép MIT.\n"
            "Phần mềm không nối mạng, không gửi dữ liệu ra ngoài.\n\n"
            f"Dùng Qt {qVersion()} (LGPL 3), SQLCipher (BSD), ReportLab (BSD), "
            "chữ Liberation (OFL), biểu tượng Fluent UI System Icons (MIT, © Microsoft)."
        )
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = KeyButton("Đón&g", "Esc", is_bound=False)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(name)
        layout.addWidget(words)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
