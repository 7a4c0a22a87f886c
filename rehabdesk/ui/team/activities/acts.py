"""What is done with activities from their list, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.activities.looks import (
    ActivityRow,
    ActivityView,
    Choices,
    read_activity,
    read_choices,
    read_scan,
)
from rehabdesk.services.activities.recording import (
    AttachMinutes,
    CorrectActivity,
    RecordedActivity,
    attach_minutes,
    correct_activity,
    finish_task,
)
from rehabdesk.services.bin.throwing import Thrown, throw_away
from rehabdesk.services.board_papers.meeting import PrintedMinutes, print_minutes
from rehabdesk.services.decisions.recording import read_scan as read_file
from rehabdesk.services.drafts import read_draft
from rehabdesk.services.office import Work
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.bin.throwing import take_out, throw_all
from rehabdesk.ui.decisions.numbering.drop_area import choose_scan
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.activities.dialog import ActivityDialog, Begun
from rehabdesk.ui.team.activities.drafting import FORM

KIND = "activity"
TITLE = "Đính kèm bản quét biên bản"


class ActivityActs(QObject):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def record(self, team_id: int | None, kind: str = "") -> None:
        """Ask what was done; a single team is the one meant."""

        def ask(choices: Choices) -> None:
            only = choices.teams[0][0] if len(choices.teams) == 1 else None
            self._open(choices, Begun(team_id or only, kind))

        self._desk.look(self._page, read_choices, ask, name="activity")

    def correct(self, row: ActivityRow) -> None:
        self._ask_about(row, is_copy=False)

    def repeat(self, row: ActivityRow) -> None:
        """Begin another one like this."""
        self._ask_about(row, is_copy=True)

    def throw(self, rows: Sequence[ActivityRow]) -> None:
        if rows:
            throw_all(self._desk, self._page, KIND, [row.id for row in rows])

    def turn_task(self, activity_id: int, place: int, *, is_done: bool) -> None:
        words = "Đã đánh dấu xong một việc." if is_done else "Việc trở lại chưa xong."

        def tell(_: RecordedActivity) -> None:
            undo = partial(self.turn_task, activity_id, place, is_done=not is_done)
            self._desk.say(words, UNDO, undo)

        act = partial(finish_task, activity_id=activity_id, place=place, is_done=is_done)
        self._desk.do(self._page, act, tell)

    def print_minutes(self, activity_id: int) -> None:
        act = partial(print_minutes, activity_id=activity_id)
        self._desk.do(self._page, act, self._show_minutes)

    def show_or_attach(self, view: ActivityView) -> None:
        """Show the scan there is, or ask for one."""
        if view.scan:
            look = partial(read_scan, activity_id=view.id)
            self._desk.look(self._page, look, self._show_scan, name="scan")
        else:
            choose_scan(self._page, self._habits, partial(self.attach, view.id), TITLE)

    def attach(self, activity_id: int, path: Path) -> None:
        keep = partial(self._attach, activity_id, path.name)
        self._desk.run(self._page, partial(read_file, path), keep)

    def _ask_about(self, row: ActivityRow, *, is_copy: bool) -> None:
        def both(work: Work) -> tuple[Choices, ActivityView]:
            return read_choices(work), read_activity(work, row.id)

        def ask(found: tuple[Choices, ActivityView]) -> None:
            choices, view = found
            self._open(choices, Begun(view=view, is_copy=is_copy))

        self._desk.look(self._page, both, ask, name="activity")

    def _open(self, choices: Choices, begun: Begun) -> None:
        dialog = ActivityDialog(self._desk, choices, begun, self._page.window())
        dialog.recorded.connect(self._tell_recorded)
        dialog.corrected.connect(self._tell_corrected)
        dialog.open()
        if begun.view is None:
            look = partial(read_draft, form=FORM)
            self._desk.look(dialog, look, dialog.offer_draft, name="draft")

    def _tell_recorded(self, made: RecordedActivity) -> None:
        words = f"Đã ghi: {made.title}."
        self._desk.say(words, UNDO, partial(self._take_back, made.activity_id, words))

    def _take_back(self, activity_id: int, words: str) -> None:
        def tell(thrown: Thrown) -> None:
            again = partial(take_out, self._desk, self._page, thrown.item_id)
            self._desk.say(f"Đã hoàn tác: {words[:1].lower()}{words[1:]}", "", None, again)

        act = partial(throw_away, kind=KIND, subject_id=activity_id)
        self._desk.do(self._page, act, tell)

    def _tell_corrected(self, made: RecordedActivity) -> None:
        self._desk.say(f"Đã sửa: {made.title}.", UNDO, partial(self._write_back, made.back))

    def _write_back(self, order: CorrectActivity | None) -> None:
        if order is None:
            return

        def tell(_: RecordedActivity) -> None:
            self._desk.say("Đã hoàn tác: hoạt động trở lại như trước.")

        settled(self._desk, self._page, partial(correct_activity, order=order), tell)

    def _attach(self, activity_id: int, name: str, content: bytes) -> None:
        def tell(made: RecordedActivity) -> None:
            words = f"Đã đính kèm “{name}”."
            self._desk.say(words, UNDO, partial(self._write_back, made.back))

        order = AttachMinutes(activity_id, name, content)
        self._desk.do(self._page, partial(attach_minutes, order=order), tell)

    def _show_scan(self, found: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *found, self._page).open()

    def _show_minutes(self, made: PrintedMinutes) -> None:
        pages, word = made.pages, made.word
        dialog = PaperDialog(self._desk, self._habits, pages.name, pages.content, self._page)
        files = FileSaver(self._desk, self._habits)
        dialog.offer_word(partial(files.offer, dialog, word.name, word.content))
        dialog.open()
