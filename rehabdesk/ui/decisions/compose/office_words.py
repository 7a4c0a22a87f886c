"""Other words for one paper, or from a day on for every paper of the form."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.decisions.sight import Sight
from rehabdesk.services.decisions.wording.overrides import SetWording, set_wording_override
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.decisions.wording_dialog import WordingDialog
from rehabdesk.ui.kit.desk import Desk


def open_wording(desk: Desk, sight: Sight, field: str, page: QWidget) -> WordingDialog:
    """Open the lines of a paper; who keeps the office may change some of them for good."""
    today, _ = days(desk)
    dialog = WordingDialog(sight, field, today(), page)
    office = desk.office
    if office is not None and office.actor.may(Right.KEEP_OFFICE):
        dialog.offer_office()

    def tell(order: SetWording, _: int) -> None:
        desk.say(f"Đã đổi lời văn của mẫu cho cả cơ quan, từ {order.from_on:%d/%m/%Y}")
        dialog.take()

    def set_words(order: SetWording) -> None:
        act = partial(set_wording_override, order=order)
        desk.do(dialog, act, partial(tell, order))

    dialog.set_for_office.connect(set_words)
    dialog.open()
    return dialog
