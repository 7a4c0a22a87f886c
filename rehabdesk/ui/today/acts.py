"""What Enter does with a task: a visit, a short dialog, or an act of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.tasks.chair_page import ChairPage, count_named, print_chair_page
from rehabdesk.services.tasks.task import Act, Task
from rehabdesk.services.tasks.today import TaskRow
from rehabdesk.ui.flagging import Flagging
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.purpose import Leaving, PurposeDialog
from rehabdesk.ui.today.dialogs import ExtendDialog, LateDialog
from rehabdesk.ui.visits import (
    Compose,
    NoteMeeting,
    NumberPapers,
    OpenBodyTests,
    OpenPerson,
    OpenRegister,
    OpenReports,
    OpenSupports,
    OpenTeam,
)

CHAIR_PAGE = "In trang trình Chủ tịch"
REMEMBERED = "purpose/chair_page"
USUAL_PURPOSE = "Trình Chủ tịch Ủy ban nhân dân xã"
NO_NAMES = "Trình Chủ tịch, không có tên người"
_VISITS: Mapping[Act, Callable[[Task], object]] = {
    Act.NUMBER: lambda task: NumberPapers((task.decision_id or 0,)),
    Act.COMPOSE: lambda task: Compose(task.person_ids, purpose=task.purpose),
    Act.ATTACH: lambda task: OpenRegister(task.decision_id),
    Act.MEET: lambda task: NoteMeeting(task.person_ids),
    Act.TEST: lambda task: OpenBodyTests(task.record_id),
    Act.TEAM: lambda task: OpenTeam("activities", row_id=task.record_id),
    Act.POINT: lambda task: OpenTeam("models", row_id=-(task.record_id or 0)),
    Act.SUPPORT: lambda task: OpenSupports(task.record_id, is_next=True),
    Act.REPORT: lambda task: OpenReports(*(task.report or ("", None))),
}


class TaskActs(QObject):
    wanted = Signal(object)  # a visit

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._flagging = Flagging(desk, page)

    def do(self, task: Task) -> None:
        """Carry out the main act of a task."""
        leads_to = _VISITS.get(task.act)
        if leads_to is not None:
            self.wanted.emit(leads_to(task))
        elif task.act is Act.DELIVER:
            self._deliver(task)
        elif task.act is Act.RECORD:
            self.open_file(task)
        elif task.act is Act.DROP_FLAG:
            self._flagging.drop_from(task.person_ids[0])

    def open_file(self, task: Task) -> None:
        if task.person_ids:
            self.wanted.emit(OpenPerson(task.person_ids[0], task.person_ids))

    def note_lateness(self, row: TaskRow) -> None:
        LateDialog(self._desk, row, self._page).open()

    def extend(self, row: TaskRow) -> None:
        office = self._desk.office
        if office is not None:
            ExtendDialog(self._desk, row, office.clock().date(), self._page).open()

    def flag(self, task: Task) -> None:
        self._flagging.ask(task.person_ids[:1])

    # The page for the chair

    def ask_for_chair_page(self) -> None:
        self._desk.look(self._page, count_named, self._ask_purpose, name="chair page")

    def _ask_purpose(self, count: int) -> None:
        if not count:
            self._print_chair_page(NO_NAMES)
            return
        leaving = Leaving(CHAIR_PAGE, f"Trang có {count} tên người. Mục đích?", REMEMBERED)
        dialog = PurposeDialog(leaving, self._habits, self._page)
        if not dialog.purpose.value:
            dialog.purpose.value = USUAL_PURPOSE
        dialog.given.connect(self._print_chair_page)
        dialog.open()

    def _print_chair_page(self, purpose: str) -> None:
        act = partial(print_chair_page, purpose=purpose)
        self._desk.do(self._page, act, self._show_chair_page)

    def _show_chair_page(self, made: ChairPage) -> None:
        from rehabdesk.ui.kit.paper_dialog import PaperDialog

        PaperDialog(self._desk, self._habits, made.name, made.content, self._page).open()

    def _deliver(self, task: Task) -> None:
        from rehabdesk.ui.today.handing import HandingOver

        office = self._desk.office
        if office is not None and task.decision_id is not None:
            handing = HandingOver(self._desk, self._habits, self._page)
            handing.ask(task.decision_id, office.clock())
