"""What is done with targets from their page: every act says so, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.bin.kinds import PLAN, TARGET
from rehabdesk.services.targets.keeping import copy_targets, take_target_back
from rehabdesk.services.targets.plans import PlanRow, list_plans
from rehabdesk.services.targets.sheet import Choices, TargetRow, read_choices
from rehabdesk.services.targets.spreading import Spreading, read_spreading
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.targets.dialog import TargetDialog
from rehabdesk.ui.targets.plans_dialog import PlansDialog
from rehabdesk.ui.targets.short_dialogs import PlanDialog, ReachedDialog
from rehabdesk.ui.targets.spread_dialog import SpreadDialog
from rehabdesk.ui.undoing import offer_back


class TargetActs(QObject):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._habits, self._page = desk, habits, page

    def add(self, year: int) -> None:
        self._ask(year, None)

    def edit(self, year: int, row: TargetRow) -> None:
        """Open a target, or for a part of one how that was spread."""
        if row.target.parent_id is not None:
            self.spread(row.target.parent_id)
        else:
            self._ask(year, row)

    def spread(self, target_id: int) -> None:
        def ask(found: Spreading) -> None:
            dialog = SpreadDialog(self._desk, found, self._page.window())
            dialog.kept.connect(self._tell)
            dialog.open()

        look = partial(read_spreading, target_id=target_id)
        self._desk.look(self._page, look, ask, "spreading")

    def note_reached(self, row: TargetRow) -> None:
        dialog = ReachedDialog(self._desk, row, self._page.window())
        dialog.kept.connect(self._tell)
        dialog.open()

    def edit_plan(self, row: TargetRow) -> None:
        def ask(plans: tuple[PlanRow, ...]) -> None:
            self._open_plan(next(each for each in plans if each.id == row.target.plan_id))

        self._desk.look(self._page, list_plans, ask, "plans")

    def list_plans(self) -> None:
        """Open every plan, to put one right or to throw one away."""
        self._desk.look(self._page, list_plans, self._show_plans, "plans")

    def _show_plans(self, plans: tuple[PlanRow, ...]) -> None:
        def throw_plan(row: PlanRow) -> None:
            throw(self._desk, self._page, PLAN, row.id, read_anew, dialog)

        def read_anew() -> None:
            self._desk.look(dialog, list_plans, dialog.show_plans, "plans")

        dialog = PlansDialog(self._habits, plans, throw_plan, self._page.window())
        dialog.edited.connect(self._open_plan)
        dialog.open()

    def _open_plan(self, plan: PlanRow) -> None:
        dialog = PlanDialog(self._desk, self._habits, plan, self._page.window())
        dialog.kept.connect(self._tell)
        dialog.open()

    def copy(self, from_year: int, to_year: int) -> None:
        act = partial(copy_targets, from_year=from_year, to_year=to_year)
        self._desk.do(self._page, act, self._tell)

    def throw(self, row: TargetRow, then: Callable[[], None]) -> None:
        throw(self._desk, self._page, TARGET, row.id, then)

    def _ask(self, year: int, row: TargetRow | None) -> None:
        def ask(choices: Choices) -> None:
            dialog = TargetDialog(self._desk, choices, year, self._page.window(), row)
            dialog.kept.connect(self._tell)
            dialog.open()

        self._desk.look(self._page, read_choices, ask, "choices")

    def _tell(self, made: Made) -> None:
        told = f"Đã {made.title}."
        offer_back(self._desk, self._page, told, take_target_back, made)
