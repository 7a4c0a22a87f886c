"""The next step of a support on its day, or one to be put right."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.course import Course
from rehabdesk.domain.teamwork.supports.kinds import (
    ASKED_AFTER,
    WITH_AMOUNT,
    step_word,
    steps_of,
)
from rehabdesk.services.supports.facts import StepFacts
from rehabdesk.services.supports.recording import (
    StepCorrected,
    StepRecorded,
    correct_step,
    record_step,
)
from rehabdesk.services.supports.rows import StepRow, SupportRow
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.supports.inputs import MONEY_HINT, KeptField, MoneyField, MonthsField

Step = SupportStep
DAY_WIDTH = 134
_MONTHS = {Step.REPAID: "Đã trả tất cả mấy t&háng", Step.OVERDUE: "Chậm mấy t&háng"}
_MONEY = {
    Step.APPROVED: "&Số tiền được duyệt, đồng",
    Step.PAID_OUT: "&Số tiền giải ngân, đồng",
    Step.REPAID: "&Số tiền trả lần này, đồng",
}


class StepDialog(FormDialog):
    recorded = Signal(object)  # StepRecorded
    corrected = Signal(object)  # StepCorrected

    def __init__(
        self,
        desk: Desk,
        row: SupportRow,
        parent: QWidget,
        step: StepRow | None = None,
    ) -> None:
        title = "Ghi bước tiếp" if step is None else "Sửa bước đã ghi"
        super().__init__(title, "&Ghi" if step is None else "&Lưu", parent)
        self._desk, self._row, self._corrected = desk, row, step
        today_of, calendar = days(desk)
        today = today_of()
        steps = steps_of(row.kind)
        self.step = ComboField([(each, step_word(row.kind, each)) for each in steps])
        self.on = DateField(today, today, needs_day=True, calendar=calendar)
        self.after = ComboField([(each, f"{each} tháng") for each in ASKED_AFTER])
        self.kept = KeptField()
        self.amount, self.months, self.words = MoneyField(), MonthsField(), TextBox(lines=2)
        self._lay_out()
        self._begin(step, today)
        self.step.chosen.connect(self._suit_step)

    def _lay_out(self) -> None:
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.message.say("info", f"{self._row.who} · {self._row.what}")
        self.add_row(
            Entry("step", "&Bước", self.step),
            Entry("on", "Ngà&y", self.on, stretch=0),
        )
        self.add_row(
            Entry("after_months", "Hỏi sa&u", self.after), Entry("is_kept", "Trả lời", self.kept)
        )
        self.add_row(
            Entry("months", "T&háng", self.months),
            Entry("amount", "&Số tiền, đồng", self.amount, MONEY_HINT),
        )
        self.add("words", "Ghi &chú", self.words)

    def _begin(self, step: StepRow | None, today: date) -> None:
        course = self._row.course
        if step is not None:
            fact = step.fact
            self.step.value, self.on.value = fact.step, fact.on
            self.after.value = fact.months if fact.step is Step.CHECKED else ASKED_AFTER[0]
            self.kept.value, self.months.months = fact.is_kept, fact.months
            self.amount.amount, self.words.value = fact.amount, fact.words
        else:
            steps = steps_of(self._row.kind)
            self.step.value = course.next_step if course.next_step in steps else steps[-1]
            self.after.value = _asked_after(course, today)
            if self.step.value is Step.PAID_OUT:
                self.amount.amount = course.amount
        self._suit_step()

    def _suit_step(self, *_: object) -> None:
        """Ask what this step needs, in its own words."""
        step, box = self.step.value, self.form.box
        is_asked = step is Step.CHECKED
        is_loan = self._row.kind in {SupportKind.LOAN, SupportKind.MONEY}
        box("after_months").setVisible(is_asked)
        box("is_kept").setVisible(is_asked)
        box("months").setVisible(step in _MONTHS)
        box("amount").setVisible(is_loan and step in WITH_AMOUNT)
        if step in _MONTHS:
            box("months").label.setText(_MONTHS[step])
            repaid = self._row.course.months_repaid
            hint = f"Lần trước: {repaid} tháng" if step is Step.REPAID and repaid else ""
            box("months").tell("hint", hint)
        if step in _MONEY:
            box("amount").label.setText(_MONEY[step])
        self.make_room()

    @property
    def facts(self) -> StepFacts:
        step = self.step.value or Step.STOPPED
        is_asked, box = step is Step.CHECKED, self.form.box
        months = self.months.months if not box("months").isHidden() else None
        return StepFacts(
            step,
            self.on.day,
            self.amount.amount if not box("amount").isHidden() else None,
            self.after.value if is_asked else months,
            self.kept.value if is_asked else None,
            self.words.value,
        )

    def submit(self) -> None:
        if not self.isVisible():  # written down already: a second press is none
            return
        if self._corrected is None:
            act = partial(record_step, support_id=self._row.id, step=self.facts)
            self._desk.do(self, act, self._tell_recorded)
        else:
            change = partial(correct_step, step_id=self._corrected.id, step=self.facts)
            self._desk.do(self, change, self._tell_corrected)

    def _tell_recorded(self, made: StepRecorded) -> None:
        self.accept()
        self.recorded.emit(made)

    def _tell_corrected(self, made: StepCorrected) -> None:
        self.accept()
        self.corrected.emit(made)

    def focus_first(self) -> None:
        first = self.kept if self.step.value is Step.CHECKED else self.on
        first.setFocus()


def _asked_after(course: Course, today: date) -> int:
    """Propose the last question whose day has come; one whose day is far would not be true yet."""
    answered = max((each.after for each in course.questions if each.is_answered), default=0)
    due = [each.after for each in course.questions if each.since <= today and each.after > answered]
    coming = course.next_question
    return due[-1] if due else coming.after if coming is not None else ASKED_AFTER[-1]
