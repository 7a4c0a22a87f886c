"""A tip written down, passed on, answered; and who gave it, asked for with a purpose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.activities.looks import Choices
from rehabdesk.services.activities.tips import (
    POLICE,
    CorrectTip,
    PassTipOn,
    RecordTip,
    TipFacts,
    TipRow,
    correct_tip,
    read_giver,
    record_tip,
)
from rehabdesk.services.office import Work
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.purpose import PurposeField
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.activities.inputs import DayField

DAY_WIDTH = 134
NOBODY = 0
KEPT_APART = (
    "Để riêng: không in, không xuất, không tìm thấy, không gửi đi. "
    "Chỉ người được giao quyền mới xem được, mỗi lần xem đều ghi vào nhật ký."
)
ONE_IS_KEPT = "Đã có người cho tin, để riêng. Gõ vào đây thì thay người đã ghi."
ABOUT = ("Ma túy", "Mại dâm", "Mua bán người", "Việc khác")


class TipDialog(FormDialog):
    written = Signal(object)  # the id, when it is new; else None

    def __init__(
        self, desk: Desk, choices: Choices, team_id: int | None, parent: QWidget, row: TipRow | None
    ) -> None:
        title, accept = ("Sửa tin báo", "&Lưu") if row else ("Ghi tin báo", "&Ghi")
        super().__init__(title, accept, parent, WIDTHS[1])
        self._desk = desk
        self._row = row
        today, calendar = days(desk)
        self.on = DayField(today(), today(), needs_day=True, calendar=calendar)
        self.about = ComboField([(each, each) for each in ABOUT])
        self.team = ComboField([(NOBODY, "Không thuộc đội nào"), *choices.teams])
        self.hamlet = ComboField([(NOBODY, "Cả xã"), *choices.hamlets])
        self.member = ComboField([(NOBODY, "Không nói rõ"), *choices.members])
        self.place = TextField()
        self.words = TextBox(lines=4)
        self.giver = TextField()
        only = choices.teams[0][0] if len(choices.teams) == 1 else NOBODY
        facts = row.facts if row else TipFacts(today(), "", team_id=team_id or only)
        self._lay_out(has_giver=row is not None and row.has_giver)
        self._show_facts(facts)

    def _lay_out(self, *, has_giver: bool) -> None:
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.add_row(
            Entry("on", "&Ngày nhận", self.on, stretch=0),
            Entry("about", "&Việc gì", self.about),
            Entry("team", "Đội", self.team),
        )
        self.add("words", "Nội &dung tin", self.words)
        self.add_row(
            Entry("hamlet", "Địa &bàn", self.hamlet),
            Entry("place", "Nơ&i", self.place),
            Entry("member", "Người nhận &tin", self.member),
        )
        self.add("giver", "Người &cho tin (giữ kín)", self.giver, KEPT_APART)
        if has_giver:
            self.giver.setPlaceholderText(ONE_IS_KEPT)

    def _show_facts(self, facts: TipFacts) -> None:
        self.on.value = facts.on
        if facts.about and facts.about not in ABOUT:
            self.about.offer([(each, each) for each in (*ABOUT, facts.about)])
        self.about.value = facts.about or ABOUT[0]
        self.team.value, self.hamlet.value = facts.team_id or NOBODY, facts.hamlet_id or NOBODY
        self.member.value, self.place.value = facts.volunteer_id or NOBODY, facts.place
        self.words.value = facts.words

    @property
    def facts(self) -> TipFacts:
        on = self.on.day
        if on is None:
            raise RuntimeError("the day has been checked before")
        return TipFacts(
            on,
            self.words.value,
            self.about.value or "",
            self.place.value,
            self.team.value or None,
            self.hamlet.value or None,
            self.member.value or None,
        )

    def submit(self) -> None:
        if self._row is None:
            act = partial(record_tip, order=RecordTip(self.facts, self.giver.value))
            self._desk.do(self, act, self._tell)
            return
        row, giver = self._row, self.giver.value

        def act_of(facts: TipFacts, version: int) -> Callable[[Work], int]:
            return partial(correct_tip, order=CorrectTip(row.id, version, facts, giver))

        settled(self._desk, self, Edit(row.facts, self.facts, row.version, act_of), self._tell)

    def _tell(self, tip_id: int) -> None:
        self.accept()
        self.written.emit(None if self._row else tip_id)


class PassOnDialog(FormDialog):
    """To the police, or their answer."""

    passed = Signal(object)  # PassTipOn

    def __init__(self, desk: Desk, row: TipRow, parent: QWidget, *, is_answer: bool) -> None:
        title = "Công an trả lời" if is_answer else "Chuyển tin cho Công an"
        super().__init__(title, "&Ghi", parent)
        self._row = row
        self._is_answer = is_answer
        today, calendar = days(desk)
        self.on = DayField(today(), today(), needs_day=True, calendar=calendar)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.to = TextField(POLICE)
        self.confirmed = ComboField([(True, "Xác nhận đúng"), (False, "Không có cơ sở")])
        self.confirmed.value = True
        self.answer = TextField(placeholder="số văn bản, kết quả xử lý")
        self.add("on", "&Ngày", self.on)
        if is_answer:
            self.add("state", "&Kết quả", self.confirmed)
            self.add("answer", "&Trả lời", self.answer)
        else:
            self.add("to", "&Chuyển cho", self.to)

    def submit(self) -> None:
        on = self.on.day
        if on is None:
            return
        confirmed = bool(self.confirmed.value) if self._is_answer else None
        order = PassTipOn(self._row.id, on, self.to.value, confirmed, self.answer.value)
        self.passed.emit(order)


class GiverDialog(FormDialog):
    """Asks what for, puts it on record, and only then shows the name, here and nowhere else."""

    def __init__(self, desk: Desk, row: TipRow, parent: QWidget) -> None:
        super().__init__("Người cho tin", "&Xem", parent, quiet_text="Đóng")
        self._desk = desk
        self._row = row
        self.message.say(
            "warn", "Người cho tin được giữ kín. Lần xem này được ghi vào nhật ký, kèm mục đích."
        )
        self.purpose = PurposeField()
        self.add("purpose", "&Mục đích", self.purpose)
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("role", "title")
        self.name.setWordWrap(True)
        self.name.hide()
        self.body.addWidget(self.name)

    def submit(self) -> None:
        act = partial(read_giver, tip_id=self._row.id, purpose=self.purpose.value)
        self._desk.do(self, act, self._show)

    def _show(self, words: str) -> None:
        self.name.setText(words)
        self.name.show()
        self.purpose.setEnabled(False)
        self.accept_button.hide()
        self.make_room()
        self.quiet_button.setFocus()
