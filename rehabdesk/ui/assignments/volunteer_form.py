"""The inputs of one helper."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox

from rehabdesk.domain.codes import Sex
from rehabdesk.services.assignment_board import VolunteerBook
from rehabdesk.services.volunteers import VolunteerFacts
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry, Form

UNKNOWN = "Chưa rõ"
SEX_WIDTH = 96
DATE_WIDTH = 120


class VolunteerForm(Form):
    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.full_name = TextField()
        self.sex = ComboField[Sex | None]([(None, UNKNOWN), *((sex, sex.label) for sex in Sex)])
        self.post = TextField()
        self.organisation = ComboField[int | None]([(None, "Không thuộc tổ chức nào")])
        self.hamlet = ComboField[int | None]([(None, UNKNOWN)])
        self.phone = TextField()
        self.serves_from = DateField(today, today, needs_day=True)
        self.serves_until = DateField(today, needs_day=True)
        self.sex.setFixedWidth(SEX_WIDTH)
        self.add_row(
            Entry("full_name", "&Họ và tên", self.full_name),
            Entry("sex", "&Giới tính", self.sex, stretch=0),
        )
        self.add(
            "post",
            "Chức &vụ, nơi công tác ghi trên giấy",
            self.post,
            "Ví dụ: Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến",
        )
        self.add("organisation_id", "Th&uộc tổ chức", self.organisation)
        self.add_row(
            Entry("hamlet_id", "Ở &thôn", self.hamlet), Entry("phone", "Đ&iện thoại", self.phone)
        )
        self.add_row(
            Entry("serves_from", "Làm từ &ngày", self.serves_from),
            Entry("serves_until", "Thôi từ ngà&y", self.serves_until),
        )
        self._add_standards(today)

    def _add_standards(self, today: date) -> None:
        """Ask for what a volunteer team's standards look at; all of it may stay empty."""
        self.born = DateField(today, is_birth=True)
        self.id_number = TextField()
        self.residence = TextField()
        self.resident_since = DateField(today, needs_day=True)
        self.workplace = TextField()
        self.is_civil_servant = QCheckBox("Là công chức")
        self.is_fit = ComboField[bool | None](
            [(None, "Chưa khai"), (True, "Đủ"), (False, "Không đủ")]
        )
        self.skills = TextField()
        self.born.setFixedWidth(DATE_WIDTH)
        self.resident_since.setFixedWidth(DATE_WIDTH)
        self.add_section("Tiêu chuẩn thành viên Đội tình nguyện")
        self.add_row(
            Entry("born", "Ngày sinh", self.born, stretch=0),
            Entry("id_number", "Số căn cước", self.id_number),
        )
        self.add_row(
            Entry("residence", "Nơi ở", self.residence),
            Entry("resident_since", "Ở xã từ ngày", self.resident_since, stretch=0),
        )
        self.add("workplace", "Nơi làm việc tại xã", self.workplace)
        self.add_row(
            Entry("is_fit", "Sức khỏe, năng lực hành vi", self.is_fit, stretch=0),
            Entry("is_civil_servant", "Công chức", self.is_civil_servant),
        )
        self.add("skills", "Khả năng, sở trường", self.skills)

    def offer(self, book: VolunteerBook) -> None:
        """Offer the organisations in use, and the one of the helper shown in any case."""
        held = self.organisation.value
        usable = [row for row in book.organisations if row.is_active or row.id == held]
        none = (None, "Không thuộc tổ chức nào")
        self.organisation.offer([none, *((row.id, row.name) for row in usable)])
        self.hamlet.offer([(None, UNKNOWN), *book.hamlets])

    def show_facts(self, facts: VolunteerFacts | None) -> None:
        """Fill in; None empties all for somebody new."""
        self.hush()
        shown = facts or VolunteerFacts("", serves_from=self._today)
        self.full_name.value = shown.full_name
        self.sex.value = shown.sex
        self.post.value = shown.post
        self.organisation.value = shown.organisation_id
        self.hamlet.value = shown.hamlet_id
        self.phone.value = shown.phone
        self.serves_from.value = shown.serves_from
        self.serves_until.value = shown.serves_until
        self.born.value = shown.born
        self.id_number.value = shown.id_number
        self.residence.value = shown.residence
        self.resident_since.value = shown.resident_since
        self.workplace.value = shown.workplace
        self.is_civil_servant.setChecked(shown.is_civil_servant)
        self.is_fit.value = shown.is_fit
        self.skills.value = shown.skills

    def facts(self) -> VolunteerFacts:
        return VolunteerFacts(
            self.full_name.value,
            self.sex.value,
            self.post.value,
            self.organisation.value,
            self.hamlet.value,
            self.phone.value,
            self.serves_from.day,
            self.serves_until.day,
            self.born.value,
            self.id_number.value,
            self.residence.value,
            self.resident_since.day,
            self.workplace.value,
            self.is_civil_servant.isChecked(),
            self.is_fit.value,
            self.skills.value,
        )
