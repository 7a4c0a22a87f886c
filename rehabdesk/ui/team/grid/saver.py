"""The whole sheet saved at once, taken back by Ctrl+Z, and done once more by Ctrl+Y."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.month_grid.saving import MonthSaved, SaveMonth, save_month
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.team.grid.sheet.hand import SheetInHand


class SheetSaver(QObject):
    """One save at a time, however often the key is pressed."""

    saved = Signal(object)  # the SaveMonth that is kept now

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.is_busy = False
        self._desk = desk
        self._page = page

    def save(self, hand: SheetInHand, then: Callable[[], None] | None) -> None:
        if not hand.unsaved:
            self._desk.say("Không có ô nào chưa lưu.")
            return
        self.is_busy = True
        self._do(hand.order(), then)

    def _do(self, order: SaveMonth, then: Callable[[], None] | None = None) -> None:
        act = partial(save_month, order=order)
        self._desk.do(self._page, act, partial(self._tell_saved, order, then))

    def _tell_saved(
        self, order: SaveMonth, then: Callable[[], None] | None, made: MonthSaved
    ) -> None:
        self.is_busy = False
        self.saved.emit(order)
        words = f"Đã lưu {made.cells} ô của bảng tháng {order.month.words}."
        self._offer_back(words, made)
        if then is not None:
            then()

    def _offer_back(self, words: str, made: MonthSaved) -> None:
        state = [made]  # what turns the sheet as it is kept now

        def undo() -> None:
            self._desk.do(self._page, partial(save_month, order=state[0].back), note)

        def note(back: MonthSaved) -> None:
            state[0] = back
            month = back.back.month.words
            self._desk.say(f"Đã hoàn tác: {back.cells} ô của bảng tháng {month} như cũ.")

        def again() -> None:
            self._do(state[0].back)

        self._desk.say(words, UNDO, undo, again)
