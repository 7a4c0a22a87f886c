"""Sửa thông tin đội viên: what the standards ask for, filled in where it is found missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.codes import Sex
from rehabdesk.services.office import Work
from rehabdesk.services.volunteers import VolunteerRow, correction_of, list_volunteers
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.roster.join_dialog import DAY_WIDTH


def read_volunteer(work: Work, volunteer_id: int) -> VolunteerRow:
    return next(row for row in list_volunteers(work) if row.id == volunteer_id)


class FactsDialog(FormDialog):
    def __init__(self, desk: Desk, today: date, known: VolunteerRow, page: QWidget) -> None:
        super().__init__("Sửa thông tin đội viên", "&Lưu thông tin", page, WIDTHS[2])
        self._desk, self._known = desk, known
        facts = known.facts
        self.full_name = TextField(facts.full_name)
        self.sex = ComboField[Sex | None](
            [(None, "Chưa rõ"), *((each, each.label) for each in Sex)]
        )
        self.born = DateField(today, is_birth=True)
        self.residence = TextField(facts.residence)
        self.resident_since = DateField(today, facts.resident_since, needs_day=True)
        self.phone = TextField(facts.phone)
        self.workplace = TextField(facts.workplace)
        self.is_civil_servant = QCheckBox("Là công chức")
        self.is_fit = ComboField[bool | None](
            [(None, "Chưa khai"), (True, "Đủ"), (False, "Không đủ")]
        )
        self.sex.value, self.born.value, self.is_fit.value = facts.sex, facts.born, facts.is_fit
        self.is_civil_servant.setChecked(facts.is_civil_servant)
        self._lay_out()

    def _lay_out(self) -> None:
        for field in (self.born, self.resident_since):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.add_row(
            Entry("full_name", "&Họ và tên", self.full_name),
            Entry("sex", "&Giới tính", self.sex, stretch=0),
            Entry("born", "Ngày &sinh", self.born, stretch=0),
        )
        self.add_row(
            Entry("residence", "&Nơi ở", self.residence),
            Entry("resident_since", "Ở xã &từ ngày", self.resident_since, stretch=0),
            Entry("phone", "&Điện thoại", self.phone),
        )
        self.add_row(
            Entry("workplace", "Nơi là&m việc tại xã", self.workplace),
            Entry("is_civil_servant", "Công chức", self.is_civil_servant, stretch=0),
            Entry("is_fit", "Sức &khỏe, năng lực hành vi", self.is_fit, stretch=0),
        )
        self.set_fact("Thông tin khác ở Phân công › Người phụ trách…")

    def submit(self) -> None:
        facts = replace(
            self._known.facts,
            full_name=self.full_name.value,
            sex=self.sex.value,
            born=self.born.value,
            residence=self.residence.value,
            resident_since=self.resident_since.day,
            phone=self.phone.value,
            workplace=self.workplace.value,
            is_civil_servant=self.is_civil_servant.isChecked(),
            is_fit=self.is_fit.value,
        )
        known = self._known
        edit = Edit(known.facts, facts, known.version, partial(correction_of, known.id))
        settled(self._desk, self, edit, lambda _: self._tell(facts.full_name))

    def _tell(self, name: str) -> None:
        self.accept()
        self._desk.say(f"Đã lưu thông tin của {name}")
