"""Acts on teams and groups: done, told in one line, and taken back by Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made, take_back
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

Act = Callable[[Work], Made] | Edit[Any, Made]


def do_from(dialog: FormDialog, desk: Desk, page: QWidget, act: Act, told: str) -> None:
    """Do it for a dialog that closes; the page, which stays, takes it back."""

    def tell(made: Made) -> None:
        dialog.accept()
        tell_done(desk, page, told, made)

    settled(desk, dialog, act, tell)


def do_here(desk: Desk, page: QWidget, act: Act, told: str) -> None:
    settled(desk, page, act, partial(tell_done, desk, page, told))


def tell_done(desk: Desk, page: QWidget, told: str, made: Made) -> None:
    def undo() -> None:
        back = f"Đã hoàn tác: {made.title}"
        desk.do(page, partial(take_back, made=made), lambda _: desk.say(back))

    desk.say(told, UNDO, undo)
