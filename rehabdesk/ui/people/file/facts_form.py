"""The form of a file, in the order of the background summary (Mẫu 33)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox

from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.daily_codes import Confidentiality
from rehabdesk.services.people.correcting import Editing, FileFacts
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.services.people.person_facts import PersonFacts
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.people.choices import (
    ATTENTION,
    CONFIDENCE,
    EMPLOYMENTS,
    KINDS,
    REHABS,
    SEXES,
    TIMES,
    UNKNOWN,
)
from rehabdesk.ui.people.file.fact_lists import (
    ContactLine,
    Context,
    FactList,
    NameLine,
    PaperLine,
    ResidenceLine,
)

# Where the list of empty fields leads.
FIELDS = {
    "Giới tính": "sex",
    "Ngày sinh": "birth",
    "Giấy tờ tùy thân": "id_number",
    "Nơi cư trú": "residences",
    "Thôn": "hamlet_id",
    "Nghề nghiệp": "occupation",
    "Nơi làm việc, học tập": "workplace",
    "Trình độ học vấn": "education",
    "Điện thoại": "contacts",
}


class NameField(TextField):
    """A file has a name; all else may wait."""

    @property
    def error(self) -> str:
        return "" if self.value else "Nhập họ và tên."


class FactsForm(Form):
    """All that is known of a person, and the newest episode."""

    def __init__(self, editing: Editing, typed: FileFacts | None = None) -> None:
        super().__init__()
        self._read = editing.read.facts
        shown = typed or self._read
        person, episode = shown.person, shown.episode
        self._make_person(person, editing)
        self._make_episode(episode or EpisodeFacts(EpisodeKind.POST_REHAB), editing.today)
        self.kind.value = episode.kind if episode else None
        self._lay_out_person()
        self._lay_out_places()
        self._lay_out_episode()
        self.add_stretch()

    @property
    def facts(self) -> FileFacts:
        return FileFacts(self._person(), self._episode())

    @property
    def is_edited(self) -> bool:
        return self.facts != self._read

    def go_to(self, name: str) -> bool:
        """Put the cursor in a field; False when there is no such field."""
        if not self.has(name):
            return False
        field = self.box(name).field
        if isinstance(field, FactList):
            field.begin()
        else:
            field.setFocus()
        return True

    def _make_person(self, person: PersonFacts, editing: Editing) -> None:
        context = Context(editing.today, editing.provinces, editing.book)
        self.full_name = NameField(person.full_name)
        self.sex = ComboField(SEXES)
        self.sex.value = person.sex
        self.birth = DateField(editing.today, person.birth, is_birth=True)
        self.other_names = FactList("Thêm tên", NameLine, person.other_names, context)
        self.ethnicity = TextField(person.ethnicity)
        self.religion = TextField(person.religion)
        self.education = TextField(person.education)
        self.occupation = TextField(person.occupation)
        self.workplace = TextField(person.workplace)
        self.papers = FactList("Thêm giấy tờ", PaperLine, person.papers, context)
        self.hamlet = ComboField[int | None]([(None, UNKNOWN), *editing.hamlets])
        self.hamlet.value = person.hamlet_id
        self.residences = FactList("Thêm nơi cư trú", ResidenceLine, person.residences, context)
        self.contacts = FactList("Thêm cách liên hệ", ContactLine, person.contacts, context)
        self.note = TextBox(person.note)
        self._make_more(person, editing.today)
        self.left_out = QCheckBox("Không hiện t&rong danh sách in")
        self.left_out.setChecked(person.is_left_out_of_lists)

    def _make_more(self, person: PersonFacts, today: date) -> None:
        self.employment = ComboField(EMPLOYMENTS)
        self.employment.value = person.employment
        self.criminal_record = TextField(person.criminal_record)
        self.drugs = TextField(person.drugs)
        self.attention = ComboField(ATTENTION)
        self.attention.value = person.attention
        self.attention_reason = TextField(person.attention_reason)
        self.attention_review_on = DateField(today, person.attention_review_on, needs_day=True)
        self.confidentiality = ComboField(CONFIDENCE)
        self.confidentiality.value = person.confidentiality
        self.consent_on = DateField(today, person.consent_on, needs_day=True)

    def _make_episode(self, episode: EpisodeFacts, today: date) -> None:
        self.kind = ComboField(KINDS)
        self.rehab_form = ComboField(REHABS)
        self.rehab_form.value = episode.rehab_form
        self.ordinal = ComboField(TIMES)
        self.ordinal.value = episode.rehab_ordinal
        self.facility = TextField(episode.rehab_facility)
        self.completes_on = DateField(today, episode.completes_on, needs_day=True)
        self.proposal_number = TextField(episode.proposal_number)
        self.proposal_on = DateField(today, episode.proposal_on, needs_day=True)

    def _lay_out_person(self) -> None:
        self.add_section("Bản thân")
        self.add_row(
            Entry("full_name", "Họ và tên", self.full_name, stretch=3),
            Entry("birth", "Ngày sinh", self.birth),
            Entry("sex", "Giới tính", self.sex),
        )
        self.add("other_names", "Tên gọi khác", self.other_names)
        self.add_row(
            Entry("ethnicity", "Dân tộc", self.ethnicity),
            Entry("religion", "Tôn giáo", self.religion),
        )
        self.add_row(
            Entry("education", "Trình độ học vấn", self.education),
            Entry("occupation", "Nghề nghiệp", self.occupation),
            Entry("employment", "Việc làm", self.employment),
        )
        self.add("workplace", "Nơi làm việc, học tập", self.workplace)
        self.add_section("Giấy tờ tùy thân")
        self.add("id_number", "Thẻ, giấy, hộ chiếu; giấy đứng đầu là giấy chính", self.papers)

    def _lay_out_places(self) -> None:
        self.add_section("Nơi cư trú, liên lạc")
        self.add_row(Entry("hamlet_id", "Thôn", self.hamlet, stretch=0))
        self.add("residences", "Nơi cư trú", self.residences)
        self.add("contacts", "Điện thoại, cách liên hệ khác", self.contacts)

    def _lay_out_episode(self) -> None:
        self.add_section("Đợt quản lý")
        self.add_row(
            Entry("kind", "Diện quản lý", self.kind),
            Entry("rehab_form", "Hình thức cai nghiện đã xong", self.rehab_form),
            Entry("rehab_ordinal", "Lần thứ mấy", self.ordinal),
        )
        self.add_row(
            Entry("rehab_facility", "Cơ sở cai nghiện", self.facility, stretch=2),
            Entry(
                "completes_on",
                "Ngày hoàn thành cai nghiện",
                self.completes_on,
                hint="Thời hạn đã quyết định không đổi theo ô này.",
            ),
        )
        self.add_row(
            Entry("proposal_number", "Số đề nghị của Công an", self.proposal_number),
            Entry("proposal_on", "Ngày đề nghị của Công an", self.proposal_on),
        )
        self.add_section("Điều cần biết")
        self.add_row(
            Entry("criminal_record", "Tiền án, tiền sự", self.criminal_record),
            Entry("drugs", "Loại ma túy đã dùng", self.drugs),
        )
        self.add_row(
            Entry("attention", "Mức cần để ý", self.attention),
            Entry("attention_reason", "Lý do", self.attention_reason, stretch=2),
            Entry("attention_review_on", "Ngày xem lại", self.attention_review_on),
        )
        self.add_section("Giữ kín")
        self.add_row(
            Entry("consent_on", "Ngày đồng ý cho lưu thông tin", self.consent_on),
            Entry("confidentiality", "Ai được xem hồ sơ", self.confidentiality, stretch=2),
        )
        self.add_widget(self.left_out)
        self.add_section("Khác")
        self.add("note", "Ghi chú", self.note)

    def _person(self) -> PersonFacts:
        return PersonFacts(
            self.full_name.value,
            self.sex.value,
            self.birth.value,
            self.hamlet.value,
            self.ethnicity.value,
            self.religion.value,
            self.education.value,
            self.occupation.value,
            self.workplace.value,
            self.note.value,
            self.left_out.isChecked(),
            self.other_names.values,
            self.papers.values,
            self.residences.values,
            self._read.person.relatives,
            self.contacts.values,
            self.employment.value,
            self.criminal_record.value,
            self.drugs.value,
            self.attention.value,
            self.attention_reason.value,
            self.attention_review_on.day,
            self.confidentiality.value or Confidentiality.NORMAL,
            self.consent_on.day,
        )

    def _episode(self) -> EpisodeFacts | None:
        kind = self.kind.value
        if kind is None:
            return self._read.episode
        return EpisodeFacts(
            kind,
            self.rehab_form.value,
            self.ordinal.value,
            self.facility.value,
            self.completes_on.day,
            self.proposal_number.value,
            self.proposal_on.day,
        )
