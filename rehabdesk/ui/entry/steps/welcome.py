"""The first step: a new office, one from a backup, or practice; and is the machine fit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.floor import FloorLine, check_floor
from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.entry.steps.big_choice import BigChoice
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Picture


class WelcomeStep(FirstRunStep):
    """Going on begins a new office; the two other ways leave the steps."""

    restore_wanted = Signal()
    practice_wanted = Signal()
    server_wanted = Signal()

    def __init__(self, desk: Desk, folder: OfficeFolder) -> None:
        super().__init__(
            "Chào mừng",
            "Hồ sơ nằm trên máy này, khóa bằng mật khẩu của cơ quan. Không ai ở ngoài mở được.",
        )
        self._desk = desk
        self._folder = folder
        self._is_fit = False
        self.new = BigChoice(
            "building_multiple", "Lập cơ quan &mới", "Ghi tên cơ quan, người dùng, nơi sao lưu"
        )
        self.restore = BigChoice(
            "history", "Trở lại từ &bản sao lưu", "Máy cũ hỏng, hoặc chuyển sang máy này"
        )
        self.server = BigChoice(
            "server",
            "Dùng máy &chủ của cơ quan",
            "Nhiều máy cùng làm trên một nơi giữ hồ sơ",
        )
        self.practice = BigChoice(
            "people_team", "&Tập dùng thử", "Một xã bịa, người bịa; xem rồi bỏ, không sao cả"
        )
        self._group = QButtonGroup(self)
        self.new.setCheckable(True)
        self.new.setChecked(True)
        self._group.addButton(self.new)
        self.new.clicked.connect(self.go_on)
        self.restore.clicked.connect(self.restore_wanted)
        self.practice.clicked.connect(self.practice_wanted)
        self.server.clicked.connect(self.server_wanted)
        for choice in (self.new, self.restore, self.server, self.practice):
            self.body.addWidget(choice)
        self.body.addSpacing(8)
        head = QLabel("Máy này")
        head.setProperty("role", "section")
        self.body.addWidget(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def arrive(self) -> None:
        self.new.setFocus()
        job = partial(check_floor, self._folder.folder)
        self._desk.run(self, job, self._show_floor, name="floor")

    def go_on(self) -> None:
        if self._is_fit:
            self.ready.emit()
        else:
            self.arrive()

    def show_refusal(self, refusal: Refusal) -> None:
        super().show_refusal(refusal)
        self._allow(is_fit=False)

    def show_fault(self, fault: OutsideFault) -> None:
        super().show_fault(fault)
        self._allow(is_fit=False)

    def _allow(self, *, is_fit: bool) -> None:
        self._is_fit = is_fit
        self.new.setEnabled(is_fit)
        self.restore.setEnabled(is_fit)
        self.server.setEnabled(is_fit)

    def _show_floor(self, lines: tuple[FloorLine, ...]) -> None:
        self._allow(is_fit=True)
        self.message.hush()
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in lines:
            self._lines.addWidget(_floor_row(line))
        if not all(line.is_met for line in lines):
            self.message.say("warn", "Máy này yếu hơn mức nên có. Vẫn dùng được, có thể chậm.")


def _floor_row(line: FloorLine) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    sign = ("checkmark_circle", "ok") if line.is_met else ("warning", "warn")
    found = QLabel(line.found)
    found.setProperty("role", "secondary")
    layout.addWidget(Picture(*sign))
    layout.addWidget(QLabel(line.what))
    layout.addWidget(found)
    layout.addStretch(1)
    return row
