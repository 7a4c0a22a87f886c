"""Sending away and receiving from the menu of a list of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from rehabdesk.ui.visits import ReceiveFiles, SendAway

SEND, RECEIVE = "Chuyển hồ sơ đi…", "Nhận hồ sơ chuyển đến…"


def add_transfers(menu: QMenu, person_ids: Sequence[int], follow: Callable[[object], None]) -> None:
    """One file is sent at a time: each has its own package, its own notice and its own receipt."""
    menu.addSeparator()
    send = menu.addAction(SEND)
    send.setEnabled(len(person_ids) == 1)
    for person_id in person_ids[:1]:
        send.triggered.connect(partial(_follow, follow, SendAway(person_id)))
    menu.addAction(RECEIVE).triggered.connect(partial(_follow, follow, ReceiveFiles()))


def _follow(follow: Callable[[object], None], visit: object, *_checked: object) -> None:
    follow(visit)
