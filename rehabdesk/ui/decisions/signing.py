"""The chairman has signed, the number is still to come: noted, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.runs import mark_all_signed, unmark_all_signed
from rehabdesk.ui.kit.desk import Desk

Then = Callable[[], None]


def mark_signed(
    desk: Desk, page: QWidget, decision_ids: tuple[int, ...], then: Then | None = None
) -> None:
    def tell(_: None) -> None:
        undo = partial(unmark_signed, desk, page, decision_ids)
        desk.say("Đã ghi: đã ký, chờ số", "Hoàn tác", undo)
        if then is not None:
            then()

    desk.do(page, partial(mark_all_signed, decision_ids=decision_ids), tell)


def unmark_signed(desk: Desk, page: QWidget, decision_ids: tuple[int, ...]) -> None:
    def tell(_: None) -> None:
        desk.say("Đã bỏ dấu đã ký; văn bản lại ở bước Đã trình ký")

    desk.do(page, partial(unmark_all_signed, decision_ids=decision_ids), tell)
