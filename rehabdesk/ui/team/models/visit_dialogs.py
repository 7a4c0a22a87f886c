"""A visit to a counselling point, and what came of sending somebody on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import ReferralOutcome
from rehabdesk.services.models.looks import Choices
from rehabdesk.services.models.visits import (
    NoteOutcome,
    VisitFacts,
    VisitRow,
    correct_visit,
    note_outcome,
    record_visit,
)
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from
from rehabdesk.ui.team.models.inputs import (
    DAY_WIDTH,
    NOWHERE,
    chosen_ids,
    day_field,
    persons_field,
)

VISITOR_HINT = "Khách không để lại tên thì đặt một cách gọi; cùng cách gọi là cùng một người."
OUTCOMES = (
    ReferralOutcome.RECEIVED,
    ReferralOutcome.NOT_GONE,
    ReferralOutcome.REFUSED,
    ReferralOutcome.WAITING,
)


class VisitDialog(FormDialog):
    def __init__(
        self,
        desk: Desk,
        choices: Choices,
        page: QWidget,
        row: VisitRow | None,
        only: int | None = None,
    ) -> None:
        title, accept = ("Sửa lượt tư vấn", "&Lưu") if row else ("Ghi lượt tư vấn", "Ghi &lượt")
        super().__init__(title, accept, page, WIDTHS[2])
        self._desk, self._page, self._row = desk, page, row
        first = only or next((point for point, _ in choices.points), None)
        facts = row.facts if row else VisitFacts(first, choices.today, "")
        self.on = day_field(choices.today, facts.on)
        self.point = ComboField([*choices.points])
        self.point.value = facts.model_id
        self.person = persons_field(desk, self, most=1)
        if row is not None and facts.person_id is not None:
            self.person.choose(Suggestion(facts.person_id, row.who))
        self.visitor = TextField(facts.visitor, "Khách 03")
        self.volunteer = ComboField([(NOWHERE, "Không nói rõ"), *choices.volunteers])
        self.volunteer.value = facts.volunteer_id or NOWHERE
        self.need = TextField(facts.need, "Hỏi về điều trị thay thế, giấy tờ, việc làm…")
        self.advice = TextBox(facts.advice, lines=3)
        self.referred_to = TextField(facts.referred_to, "Cơ sở điều trị, trợ giúp pháp lý…")
        self.add_row(
            Entry("on", "N&gày", self.on, stretch=0), Entry("model_id", "Điểm &tư vấn", self.point)
        )
        self.add("person", "Người có &hồ sơ", self.person)
        self.add("visitor", "hoặc &cách gọi khách", self.visitor, VISITOR_HINT)
        self.add("need", "Cầ&n gì", self.need)
        self.add("advice", "Đã tư &vấn", self.advice)
        self.add_row(
            Entry("referred_to", "Chu&yển gửi tới", self.referred_to),
            Entry("volunteer", "Ngườ&i tư vấn", self.volunteer),
        )

    def submit(self) -> None:
        chosen = chosen_ids(self.person)
        facts = VisitFacts(
            self.point.value,
            self.on.day,
            self.need.value,
            chosen[0] if chosen else None,
            self.visitor.value,
            self.volunteer.value or None,
            self.advice.value,
            self.referred_to.value,
        )
        if self._row is None:
            told = "Đã ghi lượt tư vấn."
            do_from(self, self._desk, self._page, partial(record_visit, facts=facts), told)
            return
        row = self._row
        edit = Edit(row.facts, facts, row.version, partial(_correcting, row.id))
        do_from(self, self._desk, self._page, edit, "Đã sửa lượt tư vấn.")


def _correcting(visit_id: int, facts: VisitFacts, version: int) -> Callable[[Work], Made]:
    return partial(correct_visit, visit_id=visit_id, version=version, facts=facts)


class OutcomeDialog(FormDialog):
    def __init__(self, desk: Desk, row: VisitRow, today: date, page: QWidget) -> None:
        super().__init__("Kết quả chuyển gửi", "&Ghi kết quả", page)
        self._desk, self._row, self._page = desk, row, page
        self.outcome = ComboField([(each, each.label) for each in OUTCOMES])
        is_known = row.outcome not in {None, ReferralOutcome.WAITING}
        self.outcome.value = row.outcome if is_known else ReferralOutcome.RECEIVED
        self.on = DateField(today, row.outcome_on or today, needs_day=True)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.words = TextField(row.outcome_words)
        self.add_row(
            Entry("outcome", "&Kết quả", self.outcome), Entry("on", "&Ngày", self.on, stretch=0)
        )
        self.add("words", "Ghi &thêm", self.words)
        self.set_fact(f"{row.who} → {row.facts.referred_to}")

    def submit(self) -> None:
        outcome = self.outcome.value or ReferralOutcome.WAITING
        order = NoteOutcome(self._row.id, outcome, self.on.day, self.words.value)
        told = f"Đã ghi kết quả chuyển gửi: {outcome.label}."
        do_from(self, self._desk, self._page, partial(note_outcome, order=order), told)
