"""What is done with many files at once from the list, told with who was not done and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from rehabdesk.services.lists.bulk import (
    Assignable,
    BulkChoices,
    BulkDone,
    NotDone,
    give_to_clerk,
    leave_out_of_prints,
    move_to_hamlet,
    put_clerks_back,
    put_hamlets_back,
    put_prints_back,
    read_bulk_choices,
    who_can_be_assigned,
)
from rehabdesk.services.office import Work
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.not_done import NotDoneDialog

REASONS_SHOWN = 2
WAY_BACK = " Ctrl+Z hoàn tác."
Undo = Callable[[Work, BulkDone], None]


class ChoiceDialog(FormDialog):
    """One choice for all who are meant."""

    chosen = Signal(int)

    def __init__(
        self, title: str, field: str, choices: Sequence[tuple[int, str]], count: int, page: QWidget
    ) -> None:
        super().__init__(title, title, page)
        who = QLabel(f"Cho {count} người đã chọn.")
        self.body.insertWidget(1, who)
        self.field = ComboField(choices)
        self.add("choice", field, self.field)

    def submit(self) -> None:
        value = self.field.value
        if value is not None:
            self.accept()
            self.chosen.emit(value)


class BulkActs(QObject):
    """Asks, does, says how many, and shows the others."""

    opened = Signal(int)  # a file of somebody not done
    assignable = Signal(object)  # whom a decision of assignment is to be drafted for

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def menu(self, menu: QMenu, chosen: Sequence[int]) -> None:
        """Offer the acts that have no button of their own."""
        ids = tuple(chosen)
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Đổi thôn…", partial(self._choose, ids, is_hamlet=True)),
            ("Giao hồ sơ cho cán bộ…", partial(self.ask_clerk, ids)),
            ("Không hiện trong danh sách in", partial(self.leave_out, ids, is_left_out=True)),
            ("Hiện lại trong danh sách in", partial(self.leave_out, ids, is_left_out=False)),
        )
        for words, act in acts:
            action = menu.addAction(words)
            action.setEnabled(bool(ids))
            action.triggered.connect(act)

    def ask_clerk(self, person_ids: tuple[int, ...]) -> None:
        """Ask whose files these are to be from now on."""
        self._choose(person_ids, is_hamlet=False)

    def assign(self, person_ids: tuple[int, ...]) -> None:
        """Draft an assignment for those who can have one; tell of the others."""
        look = partial(who_can_be_assigned, person_ids=person_ids)
        self._desk.look(self._page, look, self._part, "assignable")

    def move(self, person_ids: tuple[int, ...], hamlet_id: int) -> None:
        act = partial(move_to_hamlet, person_ids=person_ids, hamlet_id=hamlet_id)
        self._do(act, "Đã đổi thôn", put_hamlets_back)

    def give(self, person_ids: tuple[int, ...], user_id: int) -> None:
        act = partial(give_to_clerk, person_ids=person_ids, user_id=user_id)
        self._do(act, "Đã giao hồ sơ", put_clerks_back)

    def leave_out(self, person_ids: tuple[int, ...], *, is_left_out: bool) -> None:
        act = partial(leave_out_of_prints, person_ids=person_ids, is_left_out=is_left_out)
        told = "Đã ghi không hiện trong danh sách in" if is_left_out else "Đã cho hiện lại khi in"
        self._do(act, told, put_prints_back)

    def _choose(self, ids: tuple[int, ...], *, is_hamlet: bool) -> None:
        then = partial(self._ask, ids, is_hamlet=is_hamlet)
        self._desk.look(self._page, read_bulk_choices, then, "choices")

    def _ask(self, ids: tuple[int, ...], offered: BulkChoices, *, is_hamlet: bool) -> None:
        if is_hamlet:
            told = ("Đổi thôn", "&Thôn, tổ dân phố", offered.hamlets)
        else:
            told = ("Giao hồ sơ", "&Cán bộ", offered.clerks)
        dialog = ChoiceDialog(*told, len(ids), self._page)
        dialog.chosen.connect(partial(self.move if is_hamlet else self.give, ids))
        dialog.open()

    def _do(self, act: Callable[[Work], BulkDone], told: str, undo: Undo) -> None:
        again = partial(self._do, act, told, undo)

        def say(made: BulkDone) -> None:
            words = f"{told}: {len(made.done)} người."
            back = partial(self._undo, undo, made) if made.done else None
            if made.failed:
                words += f" {_not_done(made.failed)}" + (WAY_BACK if made.done else "")
                show = partial(self._show, f"{told}: người chưa được", made.failed)
                self._desk.say(words, "Xem", show, again, back)
            else:
                self._desk.say(words, UNDO, back, again)

        self._desk.do(self._page, act, say)

    def _undo(self, undo: Undo, made: BulkDone) -> None:
        words = f"Đã hoàn tác cho {len(made.done)} người."
        self._desk.do(self._page, lambda work: undo(work, made), lambda _: self._desk.say(words))

    def _part(self, found: Assignable) -> None:
        if found.failed:
            words = f"Soạn phân công cho {len(found.person_ids)} người. {_not_done(found.failed)}"
            show = partial(self._show, "Người chưa phân công được", found.failed)
            self._desk.say(words, "Xem", show)
        if found.person_ids:
            self.assignable.emit(found.person_ids)

    def _show(self, title: str, failed: Sequence[NotDone]) -> None:
        dialog = NotDoneDialog(title, failed, self._habits, self._page.window())
        dialog.opened.connect(self.opened)
        dialog.open()


def _not_done(failed: Sequence[NotDone]) -> str:
    """Count who was not done, with the commonest reasons."""
    reasons = Counter(each.reason for each in failed).most_common()
    told = "; ".join(reason for reason, _ in reasons[:REASONS_SHOWN])
    more = "…" if len(reasons) > REASONS_SHOWN else "."
    return f"{len(failed)} người chưa được: {told}{more}"
