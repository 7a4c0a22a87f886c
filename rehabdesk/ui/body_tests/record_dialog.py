"""Ghi kết quả: one sitting as the paper register has it, a line for each person tested (F37)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import BodyTestGround, BodyTestMethod
from rehabdesk.services.body_tests.beginning import (
    SittingBegun,
    Tested,
    find_tested,
    named_tested,
)
from rehabdesk.services.body_tests.facts import Sitting
from rehabdesk.services.body_tests.recording import (
    Corrected,
    CorrectTest,
    RecordTests,
    correct_test,
    record_tests,
)
from rehabdesk.services.body_tests.register import ResultRow
from rehabdesk.services.office import Work
from rehabdesk.ui.body_tests.inputs import OutcomeGrid, WordsField
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.decisions.register.deliver_dialog import TimeField
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

DAY_WIDTH, TIME_WIDTH, MOST_LINES = 134, 84, 7
HINT = (
    "Kết quả không tự đổi trạng thái của ai. Dương tính thì trang Xét nghiệm kê việc phải làm tiếp."
)


class SittingDialog(FormDialog):
    """What is the same for all stands above; each person has a line below."""

    written = Signal(object)  # Recorded or Corrected

    def __init__(
        self, desk: Desk, begun: SittingBegun, parent: QWidget, row: ResultRow | None = None
    ) -> None:
        title = "Ghi kết quả xét nghiệm" if row is None else "Sửa lần xét nghiệm"
        super().__init__(title, "&Ghi" if row is None else "&Lưu", parent, WIDTHS[3])
        self._desk = desk
        self._row = row
        self._asker = Asker(self)
        sitting = row.sitting if row else begun.last
        place = sitting.done_at if sitting else begun.places[0]
        self.on = DateField(begun.today, row.on if row else begun.today, needs_day=True)
        self.at = TimeField()
        self.done_at = WordsField(begun.places, place)
        self.method = ComboField([(each, each.label) for each in BodyTestMethod])
        self.ground = ComboField([(each, each.label) for each in BodyTestGround])
        self.asked_by = WordsField(begun.asked_by, sitting.asked_by if sitting else "")
        self.persons = ChipEdit(self._find, "thêm người cùng lần này")
        self.grid = OutcomeGrid(begun)
        self.note = TextBox(lines=2)
        self.method.value = sitting.method if sitting else BodyTestMethod.URINE_STRIP
        self.ground.value = row.sitting.ground if row else BodyTestGround.PLANNED
        self._lay_out(is_new=row is None)
        self._listen()
        if row is not None:
            self._show(row)

    def _lay_out(self, *, is_new: bool) -> None:
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.at.setFixedWidth(Style.current.length(TIME_WIDTH))
        self.add_row(
            Entry("on", "Ngà&y", self.on, stretch=0),
            Entry("at", "Giờ", self.at, stretch=0),
            Entry("done_at", "&Nơi làm", self.done_at),
            Entry("method", "&Cách làm", self.method),
        )
        self.add_row(
            Entry("ground", "Lý &do", self.ground),
            Entry("asked_by", "Ai yê&u cầu", self.asked_by),
        )
        box = self.add("persons", "Người được &xét nghiệm", self.persons)
        box.setVisible(is_new)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        self.grid.setObjectName("scrolled")
        area.setWidget(self.grid)
        self._area = area
        self.form.add_widget(area)
        note = self.add("note", "Gh&i chú", self.note)
        note.setVisible(not is_new)
        self.set_fact(HINT)
        self._make_area()

    def _make_area(self) -> None:
        lines = len(self.grid.lines)
        self._area.setFixedHeight(self.grid.height_of(min(lines, MOST_LINES)))
        self._area.setVisible(bool(lines))
        self.make_room()

    def _listen(self) -> None:
        self.persons.changed.connect(self._ask_persons)
        self.on.editingFinished.connect(self._propose)
        self.grid.turned.connect(self._propose)

    @property
    def sitting(self) -> Sitting:
        return Sitting(
            self.on.day,
            self.done_at.value,
            self.method.value or BodyTestMethod.URINE_STRIP,
            self.ground.value or BodyTestGround.PLANNED,
            self.asked_by.value,
            self.at.time,
        )

    def choose(self, persons: Sequence[Tested]) -> None:
        self.persons.choose_all([_suggestion(each) for each in persons])
        self._show_persons(list(persons))

    def focus_first(self) -> None:
        if self.grid.lines:
            self.grid.lines[0].result.setFocus()
        else:
            self.persons.setFocus()

    def _show(self, row: ResultRow) -> None:
        self.at.value = f"{row.sitting.at:%H:%M}" if row.sitting.at else ""
        self.note.value = row.outcome.note
        self._show_persons([Tested(row.person_id, row.name, "", row.birth)])
        self.grid.lines[0].show_outcome(row.outcome)
        self._propose()

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Tested]) -> None:
            show([_suggestion(each) for each in found])

        self._desk.look(self._asker, partial(find_tested, words=words), offer, name="tested")

    def _ask_persons(self) -> None:
        self.form.box("persons").hush()
        ids = [each for each in self.persons.values if isinstance(each, int)]
        look = partial(named_tested, person_ids=ids)
        self._desk.look(self._asker, look, self._show_persons, name="persons")

    def _show_persons(self, persons: Sequence[Tested]) -> None:
        self.grid.show_persons(persons, self.on.day)
        self._make_area()

    def _propose(self) -> None:
        self.grid.propose(self.on.day)

    def submit(self) -> None:
        if wrong := self.grid.wrong:
            self.message.say("bad", wrong)
            self.make_room()
            return
        if self._row is None:
            outcomes = tuple(line.outcome for line in self.grid.lines)
            order = RecordTests(self.sitting, outcomes)
            self._desk.do(self, partial(record_tests, order=order), self._close)
            return
        outcome = replace(self.grid.lines[0].outcome, note=self.note.value)
        row = self._row
        typed = CorrectTest(row.id, row.version, self.sitting, outcome)
        read = replace(typed, sitting=row.sitting, outcome=row.outcome)
        settled(self._desk, self, Edit(read, typed, row.version, _correcting), self._close)

    def _close(self, made: object) -> None:
        self.accept()
        self.written.emit(made)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say above what concerns a line; everything else stands under its input."""
        if refusal.field == "persons" and self._row is not None:
            self.message.say("bad", str(refusal))
            self.make_room()
        else:
            super().show_refusal(refusal)


def _correcting(order: CorrectTest, version: int) -> Callable[[Work], Corrected]:
    return partial(correct_test, order=replace(order, version=version))


def _suggestion(tested: Tested) -> Suggestion:
    return Suggestion(tested.id, tested.name, tested.detail)
