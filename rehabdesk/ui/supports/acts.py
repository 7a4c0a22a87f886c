"""What is done with supports from their page, a file or the morning, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.services.bin.throwing import Thrown, throw_away
from rehabdesk.services.supports.beginning import (
    SupportBegun,
    begin_support,
    read_for_correction,
)
from rehabdesk.services.supports.facts import StepFacts, SupportFacts
from rehabdesk.services.supports.looks import read_support
from rehabdesk.services.supports.recording import (
    Corrected,
    CorrectSupport,
    KeptStep,
    Recorded,
    StepCorrected,
    StepRecorded,
    bring_step_back,
    correct_step,
    correct_support,
    drop_step,
)
from rehabdesk.services.supports.rows import StepRow, SupportRow
from rehabdesk.ui.bin.throwing import take_out, throw
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.supports.record_dialog import SupportDialog
from rehabdesk.ui.supports.step_dialog import StepDialog

KIND = "support"


class SupportActs:
    """Every act says what it did, and can be undone and done again."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        self._desk = desk
        self._habits = habits
        self._page = page

    # A support

    def record(self, facts: SupportFacts, then: Callable[[Recorded], None] | None = None) -> None:
        def ask(begun: SupportBegun) -> None:
            dialog = SupportDialog(self._desk, begun, self._page.window())
            dialog.recorded.connect(partial(self._tell_recorded, then))
            dialog.open()
            dialog.focus_first()

        self._desk.look(self._page, partial(begin_support, facts=facts), ask, name="begin")

    def correct(self, support_id: int, over: QWidget | None = None) -> None:
        def ask(begun: SupportBegun) -> None:
            dialog = SupportDialog(self._desk, begun, over or self._page.window())
            dialog.corrected.connect(self._tell_corrected)
            dialog.open()
            dialog.focus_first()

        look = partial(read_for_correction, support_id=support_id)
        self._desk.look(self._page, look, ask, name="begin")

    def throw(self, support_id: int) -> None:
        throw(self._desk, self._page, KIND, support_id)

    # Its steps

    def step_on(self, row: SupportRow, over: QWidget | None = None) -> None:
        """Write down the next step; work found after a course is a support of its own."""
        if row.kind is SupportKind.TRAINING and not row.course.is_open and row.person_id:
            self.record(SupportFacts(SupportKind.JOB, row.person_id, title=row.title))
            return
        dialog = StepDialog(self._desk, row, over or self._page.window())
        dialog.recorded.connect(self._say_step)
        dialog.open()
        dialog.focus_first()

    def step_on_with(self, support_id: int) -> None:
        """Write down the next step of a support known by its number alone."""

        def ask(row: SupportRow | None) -> None:
            if row is not None:
                self.step_on(row)

        look = partial(read_support, support_id=support_id)
        self._desk.look(self._page, look, ask, name="support")

    def correct_step(self, row: SupportRow, step: StepRow, over: QWidget | None = None) -> None:
        dialog = StepDialog(self._desk, row, over or self._page.window(), step)
        dialog.corrected.connect(partial(self._tell_step_corrected, step.id))
        dialog.open()
        dialog.focus_first()

    def drop_step(self, step: StepRow) -> None:
        def tell(kept: KeptStep) -> None:
            words = f"Đã bỏ bước “{step.word}”."
            self._desk.say(words, UNDO, partial(self._bring_back, kept))

        self._desk.do(self._page, partial(drop_step, step_id=step.id), tell)

    # What is said, and how it is taken back

    def _tell_recorded(self, then: Callable[[Recorded], None] | None, made: Recorded) -> None:
        words = f"Đã ghi hỗ trợ “{made.kind.label}” cho {made.name}."
        self._desk.say(words, UNDO, partial(self._take_back, made.support_id, words))
        if then is not None:
            then(made)

    def _take_back(self, support_id: int, words: str) -> None:
        def tell(thrown: Thrown) -> None:
            again = partial(take_out, self._desk, self._page, thrown.item_id)
            self._desk.say(f"Đã hoàn tác: {words[:1].lower()}{words[1:]}", "", None, again)

        act = partial(throw_away, kind=KIND, subject_id=support_id)
        self._desk.do(self._page, act, tell)

    def _tell_corrected(self, made: Corrected) -> None:
        self._desk.say(f"Đã sửa hỗ trợ của {made.name}.", UNDO, partial(self._put_back, made.back))

    def _put_back(self, order: CorrectSupport) -> None:
        def tell(made: Corrected) -> None:
            again = partial(self._put_back, made.back)
            self._desk.say("Đã hoàn tác: hỗ trợ trở lại như trước khi sửa.", "", None, again)

        settled(self._desk, self._page, partial(correct_support, order=order), tell)

    def _say_step(self, made: StepRecorded) -> None:
        words = f"Đã ghi “{made.word}” cho {made.name}."
        self._desk.say(words, UNDO, partial(self._drop_again, made, words))

    def _drop_again(self, made: StepRecorded, words: str) -> None:
        def tell(kept: KeptStep) -> None:
            told = f"Đã hoàn tác: {words[:1].lower()}{words[1:]}"
            self._desk.say(told, "", None, partial(self._bring_back, kept))

        self._desk.do(self._page, partial(drop_step, step_id=made.step_id), tell)

    def _bring_back(self, kept: KeptStep) -> None:
        self._desk.do(self._page, partial(bring_step_back, kept=kept), self._say_step)

    def _tell_step_corrected(self, step_id: int, made: StepCorrected) -> None:
        undo = partial(self._put_step_back, step_id, made.before)
        self._desk.say(f"Đã sửa bước “{made.word}” của {made.name}.", UNDO, undo)

    def _put_step_back(self, step_id: int, facts: StepFacts) -> None:
        def tell(made: StepCorrected) -> None:
            again = partial(self._put_step_back, step_id, made.before)
            words = f"Đã hoàn tác: bước “{made.word}” trở lại như trước."
            self._desk.say(words, "", None, again)

        self._desk.do(self._page, partial(correct_step, step_id=step_id, step=facts), tell)
