"""Throwing something away from any page: no question, one line below, and it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rehabdesk.services.bin.throwing import (
    Thrown,
    bring_all_back,
    bring_back,
    throw_all_away,
    throw_away,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO


def throw(
    desk: Desk,
    page: QWidget,
    kind: str,
    subject_id: int,
    then: Callable[[], None] | None = None,
    owner: QWidget | None = None,
) -> None:
    """Put one thing into the bin, say so, and offer to take it out again.

    The page stays to take it out; an owner, a dialog over it, waits for the act and hears of it.
    """

    def tell(thrown: Thrown) -> None:
        words = f"Đã chuyển {thrown.title} vào thùng rác."
        again = partial(throw, desk, page, kind, subject_id)
        desk.say(words, UNDO, partial(take_out, desk, page, thrown.item_id), again)
        if then is not None:
            then()

    desk.do(owner or page, partial(throw_away, kind=kind, subject_id=subject_id), tell)


def throw_all(desk: Desk, page: QWidget, kind: str, subject_ids: Sequence[int]) -> None:
    """Put several things into the bin, all of them or none."""
    if len(subject_ids) == 1:
        throw(desk, page, kind, subject_ids[0])
        return

    def tell(thrown: tuple[Thrown, ...]) -> None:
        back = partial(bring_all_back, item_ids=[each.item_id for each in thrown])
        undo = partial(desk.do, page, back, lambda _: desk.say(f"Đã lấy lại {len(thrown)} dòng."))
        again = partial(throw_all, desk, page, kind, subject_ids)
        desk.say(f"Đã chuyển {len(thrown)} dòng vào thùng rác.", UNDO, undo, again)

    desk.do(page, partial(throw_all_away, kind=kind, subject_ids=subject_ids), tell)


def bind_delete(table: QWidget, button: KeyButton, act: Callable[[], None]) -> None:
    """Let the button, and Delete in its table, throw away what is current."""

    def go() -> None:
        if button.isEnabled():
            act()

    button.clicked.connect(go)
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(go)


def take_out(desk: Desk, page: QWidget, item_id: int) -> None:
    """Get one thing back from the bin."""

    def tell(back: Thrown) -> None:
        desk.say(f"Đã lấy lại {back.title}.")

    desk.do(page, partial(bring_back, item_id=item_id), tell)
