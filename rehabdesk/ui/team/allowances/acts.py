"""Signing, paying and changing a list, each taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.teamwork.codes import AllowanceState
from rehabdesk.services.allowances.computing import ListKey, PayLine
from rehabdesk.services.allowances.lists import (
    MonthList,
    SetLine,
    pay_list,
    set_line,
    sign_list,
    unpay_list,
    unsign_list,
)
from rehabdesk.services.allowances.papers import export_allowances, print_allowances
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.office import NotYourRight, Work
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Way
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.team.allowances.dialogs import AmountDialog, DayDialog


class AllowanceActs:
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)

    def go_on(self, shown: MonthList) -> None:
        """Ask for the day of what comes next: the signature, then the money."""
        office = self._desk.office
        if office is None:
            return
        is_draft = shown.state is AllowanceState.DRAFT
        dialog = DayDialog(self._desk, shown, office.clock().date(), self._page.window())
        told = f"{'Đã ghi ký' if is_draft else 'Đã ghi chi'} bảng tháng {shown.key.month.words}."
        back = partial(unsign_list if is_draft else unpay_list, key=shown.key)
        dialog.noted.connect(lambda act: self._say(told, act, back))
        dialog.open()

    def go_back(self, shown: MonthList) -> None:
        """Take back what was noted by mistake."""
        key = shown.key
        if shown.state is AllowanceState.PAID:
            self._do(
                partial(unpay_list, key=key),
                f"Đã bỏ ghi chi bảng tháng {key.month.words}.",
                partial(pay_list, key=key, on=shown.paid_on),
            )
        else:
            self._do(
                partial(unsign_list, key=key),
                f"Đã bỏ ghi ký bảng tháng {key.month.words}; bảng theo danh sách hôm nay.",
                partial(sign_list, key=key, on=shown.signed_on),
            )

    def change(self, shown: MonthList, line: PayLine) -> None:
        dialog = AmountDialog(self._desk, shown.key, line, self._page.window())
        dialog.changed.connect(partial(self._tell_changed, line))
        dialog.open()

    def compute(self, shown: MonthList, line: PayLine) -> None:
        order = SetLine(shown.key, line.volunteer_id, None)
        then = partial(self._tell_changed, line)
        self._desk.do(self._page, partial(set_line, order=order), then)

    def leave(self, key: ListKey, way: Way) -> None:
        office = self._desk.office
        if office is None:
            return
        if not office.actor.may(Right.EXPORT_LISTS):
            ask.refuse(self._page.window(), NotYourRight(Right.EXPORT_LISTS))
        elif way is Way.PRINT:
            self._desk.do(self._page, partial(print_allowances, key=key), self._show)
        else:
            self._desk.do(self._page, partial(export_allowances, key=key), self._save)

    def _show(self, made: PrintedList) -> None:
        window = self._page.window()
        PaperDialog(self._desk, self._habits, made.name, made.content, window).open()

    def _save(self, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} dòng ra tệp"
        self._files.offer(self._page.window(), made.name, made.content, told)

    def _tell_changed(self, line: PayLine, back: SetLine) -> None:
        def undo() -> None:
            then = partial(self._tell_changed, line)
            self._desk.do(self._page, partial(set_line, order=back), then)

        self._desk.say(f"Đã sửa dòng của {line.full_name}.", UNDO, undo)

    def _do(self, act: Callable[[Work], Any], told: str, back: Callable[[Work], Any]) -> None:
        self._desk.do(self._page, act, lambda _: self._say(told, act, back))

    def _say(self, told: str, act: Callable[[Work], Any], back: Callable[[Work], Any]) -> None:
        def undo() -> None:
            again = partial(self._do, act, told, back)
            words = f"Đã hoàn tác: {told[:1].lower()}{told[1:]}"
            self._desk.do(self._page, back, lambda _: self._desk.say(words, "", None, again))

        self._desk.say(told, UNDO, undo)
