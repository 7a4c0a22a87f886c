"""The month on paper: as it stands, or empty for signatures; and as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.month_grid.papers import (
    LeavingMonth,
    SheetShape,
    export_month,
    print_month,
)
from rehabdesk.services.month_grid.sheet import SessionColumn
from rehabdesk.services.office import NotYourRight, Work
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog
from rehabdesk.ui.purpose import Leaving
from rehabdesk.ui.team.grid.sheet.hand import SheetInHand

REMEMBERED = "purpose/month_grid"
USUAL = "Theo dõi hoạt động của Đội"
NOT_SAVED = "Còn {count} ô chưa lưu nên bảng in ra sẽ thiếu. Lưu cả bảng rồi in."


class SheetLeaving(QObject):
    """Asks what for and in which shape, then makes it of what is saved."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)

    def print(self, hand: SheetInHand, session: SessionColumn | None) -> None:
        shapes = [SheetShape.AS_IT_STANDS, SheetShape.SIGN_MONTH]
        if session is not None:
            shapes.append(SheetShape.SIGN_SESSION)
        title = "In bảng tháng"
        dialog = self._dialog(title, hand, shapes)
        if dialog is None:
            return
        if session is not None:
            words = f"{SheetShape.SIGN_SESSION.label} {session.on:%d/%m} {session.short_name}"
            dialog.shapes[SheetShape.SIGN_SESSION].setText(words)

        def go(purpose: str) -> None:
            chosen = dialog.shape
            shape = chosen if isinstance(chosen, SheetShape) else SheetShape.AS_IT_STANDS
            if shape is SheetShape.AS_IT_STANDS and hand.unsaved:
                ask.tell(self._page, title, NOT_SAVED.format(count=hand.unsaved))
                return
            order = LeavingMonth(
                hand.sheet.team_id,
                hand.sheet.month,
                shape,
                purpose,
                session.activity_id if session else None,
                has_signers=dialog.signers.isChecked(),
            )
            self._make(partial(print_month, order=order), self._show)

        dialog.given.connect(go)
        dialog.open()

    def export(self, hand: SheetInHand) -> None:
        if hand.unsaved:
            ask.tell(self._page, "Xuất Excel", NOT_SAVED.format(count=hand.unsaved))
            return
        dialog = self._dialog("Xuất Excel", hand, ())
        if dialog is None:
            return

        def go(purpose: str) -> None:
            order = LeavingMonth(
                hand.sheet.team_id,
                hand.sheet.month,
                purpose=purpose,
                has_signers=dialog.signers.isChecked(),
            )
            self._make(partial(export_month, order=order), self._save)

        dialog.given.connect(go)
        dialog.open()

    def _dialog(
        self, title: str, hand: SheetInHand, shapes: list[SheetShape] | tuple[()]
    ) -> LeavingDialog | None:
        office = self._desk.office
        if office is None:
            return None
        if not office.actor.may(Right.EXPORT_LISTS):
            ask.refuse(self._page, NotYourRight(Right.EXPORT_LISTS))
            return None
        if not self._habits.value(REMEMBERED):
            self._habits.setValue(REMEMBERED, USUAL)
        question = f"{title}: {len(hand.rows)} người. Mục đích?"
        leaving = Leaving(title, question, REMEMBERED)
        return LeavingDialog(leaving, self._habits, self._page.window(), tuple(shapes))

    def _make(self, act: Callable[[Work], Any], then: Callable[[Any], None]) -> None:
        self._desk.do(self._page, act, then)

    def _show(self, made: PrintedList) -> None:
        over = self._page.window()
        PaperDialog(self._desk, self._habits, made.name, made.content, over).open()

    def _save(self, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} dòng ra tệp"
        self._files.offer(self._page.window(), made.name, made.content, told)
