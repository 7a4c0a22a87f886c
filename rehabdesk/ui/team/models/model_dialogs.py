"""A model written down, ended, reviewed; who runs it and whom it helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.teamwork.care import CRITERIA, TESTED_CRITERION
from rehabdesk.domain.teamwork.codes import ModelKind, ModelState
from rehabdesk.services.models.facts import MemberFacts, ModelFacts, Review
from rehabdesk.services.models.founding import (
    add_members,
    add_persons,
    correct_model,
    end_model,
    found_model,
    release_member,
    release_person,
)
from rehabdesk.services.models.looks import Choices, MemberRow, ModelRow, PersonRow
from rehabdesk.services.models.reviews import review_model
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from
from rehabdesk.ui.team.models.inputs import (
    NOWHERE,
    NumberField,
    chosen_ids,
    day_field,
    persons_field,
    volunteers_field,
)

PAPER_HINT = "Số của văn bản trong sổ thì tự nối; văn bản cũ ghi đủ số, ký hiệu, ngày."
CRITERION_HINT = "In kèm mỗi khi in số chuyển biến tốt."
OTHERS_HINT = "Người không có trong danh sách tình nguyện viên, cách nhau bằng dấu phẩy."


class ModelDialog(FormDialog):
    def __init__(self, desk: Desk, choices: Choices, page: QWidget, row: ModelRow | None) -> None:
        title, accept = ("Sửa mô hình", "&Lưu") if row else ("Ghi mô hình", "&Ghi mô hình")
        super().__init__(title, accept, page, WIDTHS[2])
        self._desk, self._page, self._row = desk, page, row
        facts = row.facts if row else ModelFacts(ModelKind.VOLUNTEERS_HELP, "", choices.today, "")
        self.kind = ComboField([(each, each.label) for each in ModelKind])
        self.name = TextField(facts.name)
        self.on = day_field(choices.today, facts.on)
        self.paper = TextField(facts.paper, "số 128/KH-UBND ngày 08/03/2022")
        self.hamlet = ComboField([(NOWHERE, "Cả xã"), *choices.hamlets])
        self.place = TextField(facts.place, "Trạm y tế xã")
        self.is_pilot = QCheckBox("Chọn làm điể&m")
        self.criterion = TextField(facts.criterion)
        self.note = TextBox(facts.note, lines=2)
        self.kind.value = facts.kind
        self.hamlet.value = facts.hamlet_id or NOWHERE
        self.is_pilot.setChecked(facts.is_pilot)
        self._lay_out()
        self._note_kind()

    def _lay_out(self) -> None:
        self.add("kind", "L&oại mô hình", self.kind)
        self.add_row(
            Entry("name", "&Tên mô hình", self.name),
            Entry("pilot", "Mô hình điểm", self.is_pilot, stretch=0),
        )
        self.add_row(
            Entry("on", "T&ừ ngày", self.on, stretch=0),
            Entry("paper", "&Quyết định, kế hoạch lập", self.paper, PAPER_HINT),
        )
        self.add_row(
            Entry("hamlet", "Địa &bàn", self.hamlet), Entry("place", "Nơ&i đặt", self.place)
        )
        self.add("criterion", "Thế nào là &chuyển biến tốt", self.criterion, CRITERION_HINT)
        self.add("note", "G&hi chú", self.note)
        self.kind.activated.connect(lambda _: self._note_kind())

    def _note_kind(self) -> None:
        """Propose what counts; where tests decide it is counted, and only worded here."""
        kind = self.kind.value or ModelKind.OTHER
        if self.criterion.value in {"", *CRITERIA.values()}:
            self.criterion.value = CRITERIA[kind]
        is_counted = kind is ModelKind.COMMUNITY_CARE
        hint = f"Máy đếm từ sổ xét nghiệm: {TESTED_CRITERION[:1].lower()}{TESTED_CRITERION[1:]}."
        self.form.box("criterion").tell("hint", hint if is_counted else CRITERION_HINT)
        self.make_room()

    def submit(self) -> None:
        facts = ModelFacts(
            self.kind.value or ModelKind.OTHER,
            self.name.value,
            self.on.day,
            self.paper.value,
            self.hamlet.value or None,
            self.place.value,
            self.is_pilot.isChecked(),
            self.criterion.value,
            self.note.value,
        )
        if self._row is None:
            act = partial(found_model, facts=facts)
            do_from(self, self._desk, self._page, act, f"Đã ghi mô hình {facts.name}.")
            return
        row = self._row
        edit = Edit(row.facts, facts, row.version, partial(_correcting, row.id))
        do_from(self, self._desk, self._page, edit, f"Đã sửa mô hình {facts.name}.")


def _correcting(model_id: int, facts: ModelFacts, version: int) -> Callable[[Work], Made]:
    return partial(correct_model, model_id=model_id, version=version, facts=facts)


class EndModelDialog(FormDialog):
    def __init__(self, desk: Desk, row: ModelRow, today: date, page: QWidget) -> None:
        super().__init__("Ghi mô hình dừng", "&Ghi dừng", page)
        self._desk, self._row, self._page = desk, row, page
        self.on = day_field(today, today)
        self.reason = TextField("", "Sáp nhập, hết kế hoạch, không còn người…")
        self.paper = TextField("", "Số, ngày văn bản, nếu có")
        self.add_row(
            Entry("on", "Ngày &cuối", self.on, stretch=0), Entry("reason", "&Lý do", self.reason)
        )
        self.add("paper", "&Theo văn bản", self.paper)
        self.set_fact("Thành viên và người được giúp vẫn còn trong lịch sử.")

    def submit(self) -> None:
        act = partial(
            end_model,
            model_id=self._row.id,
            on=self.on.day,
            reason=self.reason.value,
            paper=self.paper.value,
        )
        told = f"Đã ghi dừng {self._row.facts.name}."
        do_from(self, self._desk, self._page, act, told)


class MembersDialog(FormDialog):
    def __init__(self, desk: Desk, row: ModelRow, choices: Choices, page: QWidget) -> None:
        super().__init__("Thêm thành viên mô hình", "&Thêm", page, WIDTHS[1])
        self._desk, self._row, self._page = desk, row, page
        self.who = volunteers_field(choices.volunteers)
        self.others = TextField()
        self.role = TextField("", "Chủ nhiệm, thành viên, cán bộ tư vấn…")
        self.on = day_field(choices.today, choices.today)
        self.add("who", "Tình &nguyện viên", self.who)
        self.add("others", "Người &khác", self.others, OTHERS_HINT)
        self.add_row(
            Entry("role", "&Vai trò", self.role), Entry("on", "Từ n&gày", self.on, stretch=0)
        )

    def submit(self) -> None:
        role = self.role.value
        names = [each.strip() for each in self.others.value.split(",") if each.strip()]
        members = [MemberFacts(each, "", role) for each in chosen_ids(self.who)]
        members += [MemberFacts(None, each, role) for each in names]
        act = partial(add_members, model_id=self._row.id, members=tuple(members), on=self.on.day)
        told = f"Đã thêm {len(members)} thành viên vào {self._row.facts.name}."
        do_from(self, self._desk, self._page, act, told)


class PersonsDialog(FormDialog):
    def __init__(self, desk: Desk, row: ModelRow, today: date, page: QWidget) -> None:
        super().__init__("Thêm người được giúp", "&Thêm", page, WIDTHS[1])
        self._desk, self._row, self._page = desk, row, page
        self.who = persons_field(desk, self)
        self.on = day_field(today, today)
        self.words = TextField()
        self.add("who", "&Người được giúp", self.who)
        self.add_row(
            Entry("on", "T&ừ ngày", self.on, stretch=0), Entry("words", "G&hi chú", self.words)
        )

    def submit(self) -> None:
        ids = chosen_ids(self.who)
        act = partial(
            add_persons,
            model_id=self._row.id,
            person_ids=ids,
            on=self.on.day,
            words=self.words.value,
        )
        told = f"Đã thêm {len(ids)} người vào {self._row.facts.name}."
        do_from(self, self._desk, self._page, act, told)


class LeaveDialog(FormDialog):
    """The last day of a member or of somebody helped."""

    def __init__(self, desk: Desk, line: MemberRow | PersonRow, today: date, page: QWidget) -> None:
        is_member = isinstance(line, MemberRow)
        title = "Thành viên thôi" if is_member else "Người được giúp ra khỏi mô hình"
        super().__init__(title, "&Ghi", page)
        self._desk, self._line, self._page = desk, line, page
        self.on = day_field(today, today)
        self.words = TextField("", "Hết thời hạn, chuyển đi, tiến bộ…")
        self.add("on", "&Ngày cuối", self.on)
        if not is_member:
            self.add("words", "&Vì sao", self.words)
        self.set_fact(line.name)

    def submit(self) -> None:
        line = self._line
        told = f"Đã ghi ngày cuối của {line.name}."
        if isinstance(line, MemberRow):
            act = partial(release_member, member_id=line.id, on=self.on.day)
            do_from(self, self._desk, self._page, act, told)
            return
        leave = partial(release_person, line_id=line.id, on=self.on.day, words=self.words.value)
        do_from(self, self._desk, self._page, leave, told)


class ReviewDialog(FormDialog):
    """How a model stood in a year; the figures are counted as of its last day."""

    def __init__(self, desk: Desk, row: ModelRow, today: date, page: QWidget) -> None:
        super().__init__("Đánh giá mô hình", "&Ghi đánh giá", page)
        self._desk, self._row, self._page = desk, row, page
        begins = row.facts.on.year if row.facts.on else today.year
        last = row.until_on.year if row.until_on else today.year
        self.year = ComboField([(year, str(year)) for year in range(last, begins - 1, -1)])
        self.state = ComboField([(each, each.label) for each in ModelState])
        self.improved = NumberField()
        self.words = TextBox(lines=4)
        self.add_row(
            Entry("year", "&Năm", self.year, stretch=0), Entry("state", "&Tình trạng", self.state)
        )
        is_counted = row.facts.kind is ModelKind.COMMUNITY_CARE
        if not is_counted:
            hint = row.facts.criterion or "Ghi rõ thế nào là chuyển biến tốt ở phần Sửa mô hình."
            self.add("improved", "&Số người chuyển biến tốt", self.improved, hint)
        self.add("words", "Nhận &xét", self.words)
        told = "Số người, thành viên, lượt tư vấn giữ như ở ngày đánh giá."
        self.set_fact(told)

    def submit(self) -> None:
        order = Review(
            self._row.id,
            self.year.value or 0,
            self.state.value or ModelState.KEPT,
            self.words.value,
            self.improved.number,
        )
        told = f"Đã ghi đánh giá {self._row.facts.name} năm {order.year}."
        do_from(self, self._desk, self._page, partial(review_model, order=order), told)
