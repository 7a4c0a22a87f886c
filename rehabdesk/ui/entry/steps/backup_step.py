"""The fifth step: a first backup, made and opened, here and at a second place."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel

from rehabdesk.domain.generations import BackupReason
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import BackupReport, back_up
from rehabdesk.ui.entry.second_place import SecondPlace
from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame


class BackupStep(FirstRunStep):
    can_go_back = False

    def __init__(self, desk: Desk, folder: OfficeFolder) -> None:
        super().__init__(
            "Nơi sao lưu",
            "Phần mềm tự sao lưu khi mở và khi đóng. Máy hỏng thì bản ở nơi thứ hai cứu được: "
            "USB, ổ đĩa thứ hai, hoặc thư mục dùng chung.",
        )
        self._desk = desk
        self._folder = folder
        self._is_made = False
        self.second = SecondPlace(desk, folder)
        self.second.changed.connect(self._forget)
        self.report = MessageFrame()
        self.later = KeyButton("Để &sau", kind="link")
        self.later.clicked.connect(self.ready)
        here = QLabel(f"Máy này: {folder.backup_place}")
        here.setWordWrap(True)
        head = QLabel("Nơi thứ hai")
        head.setProperty("role", "section")
        row = QHBoxLayout()
        row.addWidget(self.second)
        row.addStretch(1)
        first = QLabel("Nơi thứ nhất")
        first.setProperty("role", "section")
        self.body.addWidget(first)
        self.body.addWidget(here)
        self.body.addSpacing(8)
        self.body.addWidget(head)
        self.body.addLayout(row)
        self.body.addSpacing(8)
        self.body.addWidget(self.report)
        self.body.addWidget(self.later)
        self.body.addStretch(1)

    def next_words(self) -> str:
        return "Tiếp tục" if self._is_made else "Sao lưu lần đầu"

    def arrive(self) -> None:
        self.second.refresh()
        self.second.choose_button.setFocus()

    def go_on(self) -> None:
        if self._is_made:
            self.ready.emit()
            return
        self.message.hush()
        self._desk.run(self, partial(back_up, self._folder, BackupReason.FIRST), self._show)

    def _show(self, report: BackupReport) -> None:
        self._is_made = report.warning is None
        self.later.setVisible(not self._is_made)
        if report.warning:
            self.report.say("warn", f"{report.warning} Hoặc bấm Để sau.")
            return
        places = [report.row.place, *([report.second_row.place] if report.second_row else [])]
        self.report.say("ok", f"Đã sao lưu và mở thử được: {', '.join(places)}.")
        self.reworded.emit()

    def _forget(self) -> None:
        self._is_made = False
        self.report.hush()
        self.later.setVisible(True)
        self.reworded.emit()
