"""The inputs of one helper."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.codes import Sex
from rehabdesk.services.assignment_board import VolunteerBook
from rehabdesk.services.volunteers import VolunteerFacts
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry, Form

UNKNOWN = "Chưa rõ"
SEX_WIDTH = 96


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
        )
