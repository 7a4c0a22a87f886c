"""Somebody from outside the team gets a line in the sheet, ticked at one occasion."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.month_grid.sheet import SessionColumn, WalkIn
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField


class NameField(TextField):
    @property
    def error(self) -> str:
        return "" if self.value else "Gõ họ tên người dự."


class WalkInDialog(FormDialog):
    admitted = Signal(object)  # WalkIn

    def __init__(self, session: SessionColumn, parent: QWidget) -> None:
        super().__init__("Thêm người dự ngoài đội", "&Thêm", parent)
        self.name = NameField()
        self.unit = TextField(placeholder="Hội Nông dân, thôn Hạ, Công an xã…")
        self.add("name", "&Họ tên", self.name)
        self.add("unit", "Đơn &vị", self.unit)
        self.set_fact(f"Có mặt buổi {session.on:%d/%m} {session.short_name}")

    def submit(self) -> None:
        self.accept()
        self.admitted.emit(WalkIn(self.name.value, self.unit.value))
