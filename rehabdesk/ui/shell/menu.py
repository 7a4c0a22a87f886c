"""The application menu: every command with its key, the look of the window, recent notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.ui.kit.style import TEXT_SIZES, Density, Look, Style, Theme, icon
from rehabdesk.ui.shell.places import Command


class ApplicationMenu(QMenu):
    """Made anew at each opening, so that it always tells how things stand."""

    def __init__(
        self, commands: Sequence[Command], notices: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tất cả lệnh")
        groups = dict.fromkeys(command.group for command in commands)
        for group in groups:
            members = [command for command in commands if command.group == group]
            self._add_group(group, members, is_open=group == next(iter(groups)))
        self.addSeparator()
        self._add_look()
        self._add_notices(notices)

    def _add_group(self, group: str, members: Sequence[Command], *, is_open: bool) -> None:
        menu: QMenu = self if is_open or not group else self.addMenu(group)
        for command in members:
            words = f"{command.title}\t{command.key}" if command.key else command.title
            action = menu.addAction(words)
            if command.icon:
                action.setIcon(icon(command.icon))
            action.triggered.connect(command.act)

    def _add_look(self) -> None:
        look = Style.current.look
        percents = [(percent, f"{percent} %") for percent in TEXT_SIZES]
        self._add_choice("Cỡ chữ", percents, look.text_percent, "text_percent")
        densities = [(density, density.label) for density in Density]
        self._add_choice("Độ dày dòng", densities, look.density, "density")
        themes = [(theme, theme.label) for theme in Theme]
        self._add_choice("Nền", themes, look.theme, "theme")

    def _add_choice(
        self, title: str, choices: Sequence[tuple[Any, str]], present: object, part: str
    ) -> None:
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        for value, words in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == present)
            group.addAction(action)
            action.triggered.connect(partial(_choose, part, value))

    def _add_notices(self, notices: Sequence[str]) -> None:
        menu = self.addMenu("Thông báo gần đây")
        for words in notices:
            menu.addAction(words)
        if not notices:
            menu.addAction("Chưa có thông báo nào").setEnabled(False)


def _choose(part: str, value: object) -> None:
    look: Look = replace(Style.current.look, **{part: value})  # type: ignore[arg-type]
    Style.current.choose(look)
