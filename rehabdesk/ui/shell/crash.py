"""The box for what nobody expected: calm words, and details without a single name."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
)

from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton

WIDTH = 640
log = logging.getLogger(__name__)


def report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Tell of anything that is neither a refusal nor an outside fault: it is ours to mend."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    details = nameless(kind, trace)
    log.critical("unexpected: %s", details)
    if QApplication.instance() is not None:
        CrashDialog(details).open()


def nameless(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Say where it happened, never with what: values may hold names."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    system = f"Qt {qVersion()}, Python {platform.python_version()}, {platform.platform()}"
    return "\n".join([kind.__name__, *places, system])


class CrashDialog(QDialog):
    """One dialog, whose details are folded and can be saved for the person who helps."""

    def __init__(self, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self._details = details
        self.setWindowTitle("Phần mềm gặp lỗi ở màn hình này")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        words = QLabel(
            "Phần mềm gặp lỗi ở màn hình này. Dữ liệu đã lưu không sao. Mở lại màn hình. "
            "Nếu còn lỗi, lưu tệp lỗi (không có tên người) gửi người hỗ trợ."
        )
        words.setWordWrap(True)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Chi tiết cho người hỗ trợ")
        self.details.hide()
        self.unfold = KeyButton("&Chi tiết cho người hỗ trợ", kind="link")
        self.unfold.clicked.connect(self._unfold)
        save = KeyButton("&Lưu tệp lỗi…", picture="save")
        save.clicked.connect(self._save)
        close = KeyButton("Đón&g", "Esc", kind="primary", is_bound=False)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.unfold)
        buttons.addStretch(1)
        buttons.addWidget(save)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(words)
        layout.addWidget(self.details)
        layout.addLayout(buttons)
        close.setFocus()

    def _unfold(self) -> None:
        self.details.setVisible(self.details.isHidden())
        self.adjustSize()

    def _save(self) -> None:
        place = Path.home() / "rehabdesk-loi.txt"
        ask.save_file(self, "Lưu tệp lỗi", place, "Tệp chữ (*.txt)", self._write)

    def _write(self, path: Path) -> None:
        path.write_text(self._details, "utf-8")
        self.accept()
