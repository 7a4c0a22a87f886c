"""What is done with tests from the register and from a person's file, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.services.bin.throwing import Thrown, bring_all_back, throw_all_away
from rehabdesk.services.body_tests.beginning import SittingBegun, begin_sitting, named_tested
from rehabdesk.services.body_tests.recording import Corrected, Recorded, correct_test
from rehabdesk.services.body_tests.register import FactRow, ResultRow
from rehabdesk.services.body_tests.steps import NoteStep, drop_step, note_step
from rehabdesk.ui.bin.throwing import throw_all
from rehabdesk.ui.body_tests.record_dialog import SittingDialog
from rehabdesk.ui.body_tests.step_dialog import StepDialog
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.not_done import NotDoneDialog
from rehabdesk.ui.settling.sending import settled

KIND = "body_test"
_TOLD = {
    AfterTest.POLICE_TOLD: "Đã ghi: Công an xã đã được báo.",
    AfterTest.DIAGNOSIS_ASKED: "Đã ghi: Công an đã đề nghị xác định tình trạng nghiện.",
    AfterTest.FOUND_ADDICTED: "Đã ghi kết luận của cơ sở y tế. Trạng thái hồ sơ chưa đổi.",
    AfterTest.FOUND_NOT_ADDICTED: "Đã ghi kết luận của cơ sở y tế. Trạng thái hồ sơ chưa đổi.",
}


class TestActs:
    __test__ = False  # no case of pytest's

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        self._desk = desk
        self._habits = habits
        self._page = page

    def record(self, person_ids: Sequence[int] = ()) -> None:
        def ask(begun: SittingBegun) -> None:
            dialog = SittingDialog(self._desk, begun, self._page.window())
            dialog.written.connect(self._tell_recorded)
            dialog.open()
            dialog.focus_first()
            if person_ids:
                look = partial(named_tested, person_ids=tuple(person_ids))
                self._desk.look(dialog, look, dialog.choose, name="persons")

        self._desk.look(self._page, begin_sitting, ask, name="sitting")

    def correct(self, row: ResultRow) -> None:
        def ask(begun: SittingBegun) -> None:
            dialog = SittingDialog(self._desk, begun, self._page.window(), row)
            dialog.written.connect(self._tell_corrected)
            dialog.open()
            dialog.focus_first()

        self._desk.look(self._page, begin_sitting, ask, name="sitting")

    def throw(self, rows: Sequence[ResultRow]) -> None:
        if rows:
            throw_all(self._desk, self._page, KIND, [row.id for row in rows])

    def note_step(self, row: ResultRow, step: AfterTest, basis: str) -> None:
        office = self._desk.office
        if office is None:
            return
        window = self._page.window()
        dialog = StepDialog(self._desk, (row, step, basis), office.clock(), window)
        dialog.noted.connect(partial(self._tell_noted, step))
        dialog.open()

    def drop_step(self, fact: FactRow) -> None:
        def tell(again: NoteStep) -> None:
            redo = partial(self._note_again, again)
            self._desk.say("Đã bỏ việc đã ghi.", UNDO, redo)

        self._desk.do(self._page, partial(drop_step, fact_id=fact.id), tell)

    def _note_again(self, order: NoteStep) -> None:
        tell = partial(self._tell_noted, order.step)
        self._desk.do(self._page, partial(note_step, order=order), tell)

    def _tell_noted(self, step: AfterTest, fact_id: int) -> None:
        def undo() -> None:
            def tell(order: NoteStep) -> None:
                again = partial(self._note_again, order)
                self._desk.say("Đã hoàn tác: bỏ việc vừa ghi.", "", None, again)

            self._desk.do(self._page, partial(drop_step, fact_id=fact_id), tell)

        self._desk.say(_TOLD[step], UNDO, undo)

    def _tell_recorded(self, made: object) -> None:
        recorded = cast("Recorded", made)
        names = recorded.names
        whom = names[0] if len(names) == 1 else f"{len(names)} người"
        words = f"Đã ghi xét nghiệm của {whom}."
        undo = partial(self._take_back, recorded.test_ids, words)
        if not recorded.failed:
            self._desk.say(words, UNDO, undo)
            return
        reasons = "; ".join(dict.fromkeys(each.reason for each in recorded.failed))
        told = f"{words} {len(recorded.failed)} người chưa được: {reasons}."
        title = "Ghi xét nghiệm: người chưa được"
        show = NotDoneDialog(title, recorded.failed, self._habits, self._page.window()).open
        self._desk.say(told, "Xem", show, undo=undo)

    def _take_back(self, test_ids: tuple[int, ...], words: str) -> None:
        def tell(thrown: tuple[Thrown, ...]) -> None:
            back = partial(bring_all_back, item_ids=[each.item_id for each in thrown])

            def again() -> None:
                self._desk.do(self._page, back, lambda _: self._desk.say(words))

            told = f"Đã hoàn tác: {words[:1].lower()}{words[1:]}"
            self._desk.say(told, "", None, again)

        act = partial(throw_all_away, kind=KIND, subject_ids=test_ids)
        self._desk.do(self._page, act, tell)

    def _tell_corrected(self, made: object) -> None:
        corrected = cast("Corrected", made)

        def undo() -> None:
            def tell(_: Corrected) -> None:
                self._desk.say("Đã hoàn tác: lần xét nghiệm trở lại như trước khi sửa.")

            settled(self._desk, self._page, partial(correct_test, order=corrected.back), tell)

        self._desk.say(f"Đã sửa lần xét nghiệm của {corrected.name}.", UNDO, undo)
