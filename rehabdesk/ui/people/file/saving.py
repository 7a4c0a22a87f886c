"""A saved edition of a file: told below, taken back by Ctrl+Z and written again by Ctrl+Y."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.people.correcting import Edition, FileFacts, SavedEdition, save_file
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.settling.sending import settled


class SavedFile:
    """What was read, and what was made of it; whoever saved it since is not overwritten."""

    def __init__(self, desk: Desk, page: QWidget, read: Edition, made: Edition) -> None:
        self._desk = desk
        self._page = page
        self._read = read
        self._made = made
        self._now = made

    def say(self) -> None:
        name = self._now.facts.person.full_name
        is_opening = self._read.episode_id is None and self._made.episode_id is not None
        if is_opening:  # an episode is no mere edit: it is dropped in the timeline
            self._desk.say(f"Đã lưu hồ sơ {name}")
        else:
            self._desk.say(f"Đã lưu hồ sơ {name}", UNDO, self._undo, self._again)

    def _undo(self) -> None:
        name = self._made.facts.person.full_name
        told = f"Đã trở lại như trước khi sửa hồ sơ {name}"
        self._write(self._read.facts, partial(self._desk.say, told))

    def _again(self) -> None:
        self._write(self._made.facts, self.say)

    def _write(self, facts: FileFacts, tell: Callable[[], None]) -> None:
        def take(saved: SavedEdition) -> None:
            self._now = saved.made
            tell()

        settled(self._desk, self._page, partial(save_file, read=self._now, facts=facts), take)
