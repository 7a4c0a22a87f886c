"""Where the records of an office on a server are kept safe, in words; the server does the work."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.server.safety import ServerSafety, safety_of
from rehabdesk.ui.entry.safety import KINDS
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.shell.head import PageHead, page_layout

_TOLD = (
    "Hồ sơ nằm trên máy chủ của cơ quan, máy này không giữ bản nào. Người phụ trách máy chủ "
    "sao lưu bằng công cụ của máy chủ và mở thử từng bản; mỗi lần mở thử được, ngày ấy hiện ở đây "
    "và ở góc dưới cửa sổ."
)


class ServerSafetyScreen(QWidget):
    """Tells when a copy was last proved; there is nothing to press where nothing can be done."""

    WATCHES = frozenset({"audit_entry"})

    def __init__(self, desk: Desk, home: OfficeHome) -> None:
        super().__init__()
        self._desk = desk
        self._home = home
        self.message = MessageFrame()
        told = QLabel(_TOLD)
        told.setWordWrap(True)
        layout: QVBoxLayout = page_layout(self, PageHead("Sao lưu"))
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addWidget(self.message)
        layout.addStretch(1)

    def visit(self, _visit: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._desk.run(self, partial(safety_of, self._home), self._show, name="safety")

    def _show(self, found: ServerSafety) -> None:
        self.message.say(KINDS.get(found.tint, "info"), f"{found.words}.")
