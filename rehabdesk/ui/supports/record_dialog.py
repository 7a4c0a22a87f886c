"""Ghi hỗ trợ: for whom, what, from whom, how much, and the step it is at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.kinds import WITH_MONTHS, step_word, steps_of
from rehabdesk.services.noting.beginning import find_whom
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.whom import Whom
from rehabdesk.services.supports.beginning import SupportBegun
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.recording import (
    Corrected,
    CorrectSupport,
    Recorded,
    RecordSupport,
    correct_support,
    record_support,
)
from rehabdesk.ui.decisions.quiet import Asker, days
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.supports.inputs import MONEY_HINT, MoneyField, MonthsField, WordsField

Kind = SupportKind
PLANNED = "Dự kiến, chưa làm bước nào"
DAY_WIDTH, MONTHS_WIDTH = 134, 96
_TITLES = {
    Kind.LOAN: "&Khoản vay (nếu cần)",
    Kind.TRAINING: "Ng&hề học",
    Kind.JOB: "&Việc làm",
    Kind.SCHOOLING: "&Lớp, trường",
    Kind.PAPERS: "Giấy &tờ gì",
}
_SOURCES = {
    Kind.LOAN: "Ng&uồn vay",
    Kind.TRAINING: "Nơi &dạy",
    Kind.JOB: "Nơi là&m, nơi giới thiệu",
    Kind.SCHOOLING: "Nơi giú&p",
    Kind.PAPERS: "Nơi là&m giấy tờ",
}
_MONTHS = {Kind.LOAN: "Hạn v&ay, tháng", Kind.TRAINING: "Học mấy tháng"}
_WITH_MONEY = frozenset({Kind.LOAN, Kind.TRAINING, Kind.SCHOOLING, Kind.MONEY, Kind.OTHER})


class SupportDialog(FormDialog):
    recorded = Signal(object)  # Recorded
    corrected = Signal(object)  # Corrected

    def __init__(self, desk: Desk, begun: SupportBegun, parent: QWidget) -> None:
        self._is_new = begun.support_id is None
        title = "Ghi hỗ trợ" if self._is_new else "Sửa hỗ trợ"
        super().__init__(title, "Ghi" if self._is_new else "Lưu", parent, WIDTHS[2])
        self._desk = desk
        self._begun = begun
        self._asker = Asker(self)
        today, (_, calendar) = begun.today, days(desk)
        self.kind = ComboField([(each, each.label) for each in Kind])
        self.person = ChipEdit(self._find, "tên người có hồ sơ", most=1)
        self.household = TextField(placeholder="tên chủ hộ, khi vay theo hộ")
        self.hamlet = ComboField[int | None]([(None, "Theo hồ sơ"), *begun.hamlets])
        self.title, self.source = WordsField(), WordsField()
        self.amount, self.months, self.use = MoneyField(), MonthsField(), TextField()
        self.step = ComboField[SupportStep | None]()
        self.on = DateField(today, today, needs_day=True, calendar=calendar)
        self.planned_on = DateField(today, needs_day=True, calendar=calendar)
        self.next_word = TextField(placeholder="nhắc việc gì")
        self.next_on = DateField(today, needs_day=True, calendar=calendar)
        self.volunteer = ComboField[int | None]([(None, "Chưa ghi"), *begun.volunteers])
        self.note = TextBox(lines=2)
        self._lay_out()
        self._show_facts(begun.facts)
        self.kind.chosen.connect(self._suit_kind)
        self.step.chosen.connect(self._suit_step)

    def _lay_out(self) -> None:
        length = Style.current.length
        for field in (self.on, self.planned_on, self.next_on):
            field.setFixedWidth(length(DAY_WIDTH))
        self.months.setFixedWidth(length(MONTHS_WIDTH))
        self.add_row(
            Entry("kind", "Loại hỗ t&rợ", self.kind),
            Entry("person", "Ngườ&i được hỗ trợ", self.person, stretch=2),
        )
        self.add_row(
            Entry("household", "Hộ &gia đình", self.household, stretch=2),
            Entry("hamlet_id", "Thôn", self.hamlet),
        )
        self.add_row(
            Entry("title", "&Nội dung", self.title),
            Entry("source", "Ai giú&p, nơi giúp", self.source),
        )
        self.add_row(
            Entry("amount", "&Số tiền, đồng", self.amount, MONEY_HINT),
            Entry("months", "Số tháng", self.months, stretch=0),
            Entry("use", "Dùng và&o việc", self.use, stretch=1),
        )
        if self._is_new:
            self.add_row(
                Entry("step", "Đã tới &bước", self.step),
                Entry("on", "Ngà&y", self.on, stretch=0),
                Entry("planned_on", "Dự kiến trước ngà&y", self.planned_on, stretch=0),
            )
        else:
            self.add_row(Entry("planned_on", "Dự kiến trước ngà&y", self.planned_on, stretch=0))
        self.add_row(
            Entry("next_word", "Nhắ&c", self.next_word),
            Entry("next_on", "Ngày nhắc", self.next_on, stretch=0),
            Entry("volunteer_id", "Người giúp", self.volunteer),
        )
        self.add("note", "Ghi chú, mục tiêu, lần &xem lại", self.note)

    # What stands in it

    @property
    def chosen_kind(self) -> SupportKind:
        return self.kind.value or Kind.LOAN

    @property
    def facts(self) -> SupportFacts:
        persons = [each for each in self.person.values if isinstance(each, int)]
        return SupportFacts(
            self.chosen_kind,
            persons[0] if persons else None,
            self.household.value,
            self.hamlet.value,
            self.title.value,
            self.source.value,
            self.volunteer.value,
            self.planned_on.day,
            self.amount.amount if self._has("amount") else None,
            self.months.months if self._has("months") else None,
            self.use.value,
            self.next_on.day,
            self.next_word.value,
            self.note.value,
        )

    @property
    def steps(self) -> tuple[StepFacts, ...]:
        step = self.step.value
        if step is None:
            return ()
        pays = step is SupportStep.PAID_OUT
        return (StepFacts(step, self.on.day, self.amount.amount if pays else None),)

    def _show_facts(self, facts: SupportFacts) -> None:
        self.kind.value = facts.kind
        self.person.choose_all([_suggestion(each) for each in self._begun.persons])
        self.household.value, self.hamlet.value = facts.household, facts.hamlet_id
        self._suit_kind()
        self.title.value, self.source.value = facts.title, facts.source
        self.volunteer.value = facts.volunteer_id
        self.planned_on.value = facts.planned_on
        self.amount.amount, self.months.months = facts.amount, facts.months
        self.use.value, self.note.value = facts.use, facts.note
        self.next_on.value, self.next_word.value = facts.next_on, facts.next_word

    def _suit_kind(self, *_: object) -> None:
        """Ask what this kind has, in its own words."""
        kind, box = self.chosen_kind, self.form.box
        box("title").label.setText(_TITLES.get(kind, "&Nội dung"))
        box("source").label.setText(_SOURCES.get(kind, "Ai giú&p, nơi giúp"))
        box("months").label.setText(_MONTHS.get(kind, "Số tháng"))
        box("amount").setVisible(kind in _WITH_MONEY)
        box("months").setVisible(kind in _MONTHS)
        box("use").setVisible(kind in _WITH_MONEY)
        for name, field in (("title", self.title), ("source", self.source)):
            field.offer(self._begun.offered(name, kind))
        if self._is_new:
            begun = [each for each in steps_of(kind) if each not in WITH_MONTHS]
            words = [(each, step_word(kind, each)) for each in begun]
            self.step.offer([*words, (None, PLANNED)])
            self.step.value = begun[0]
        self._suit_step()
        self.make_room()

    def _suit_step(self, *_: object) -> None:
        if not self._is_new:
            return
        is_planned = self.step.value is None
        self.form.box("on").setVisible(not is_planned)
        self.form.box("planned_on").setVisible(is_planned)

    def _has(self, name: str) -> bool:
        return not self.form.box(name).isHidden()

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Whom]) -> None:
            show([_suggestion(each) for each in found])

        self._desk.look(self._asker, partial(find_whom, words=words), offer, name="whom")

    # What is done

    def submit(self) -> None:
        if not self.isVisible():  # written down already: a second press is none
            return
        if self._begun.support_id is None:
            order = RecordSupport(self.facts, self.steps)
            self._desk.do(self, partial(record_support, order=order), self._tell_recorded)
            return
        support_id = self._begun.support_id

        def act_of(facts: SupportFacts, version: int) -> Callable[[Work], Corrected]:
            return partial(correct_support, order=CorrectSupport(support_id, version, facts))

        edit = Edit(self._begun.facts, self.facts, self._begun.version, act_of)
        settled(self._desk, self, edit, self._tell_corrected)

    def _tell_recorded(self, made: Recorded) -> None:
        self.accept()
        self.recorded.emit(made)

    def _tell_corrected(self, made: Corrected) -> None:
        self.accept()
        self.corrected.emit(made)

    def focus_first(self) -> None:
        """Begin where the first thing is to be typed."""
        (self.source if self.person.values else self.person).setFocus()


def _suggestion(whom: Whom) -> Suggestion:
    return Suggestion(whom.id, whom.name, whom.detail)
