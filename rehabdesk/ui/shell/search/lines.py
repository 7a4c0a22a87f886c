"""What a search found, as heads and lines of one list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from rehabdesk.domain.wording import thousands
from rehabdesk.ui.kit.rows import NOWHERE, Index, Role
from rehabdesk.ui.shell.places import COMMANDS, Command, Found

MOST = 12


class FoundLines(QAbstractListModel):
    """Heads and lines in one list; heads cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Found | str] = []
        self.typed = ""
        self._things: list[Found] = []
        self._commands: list[Found] = []
        self._owner: Found | None = None  # the line with which something can be done

    def show(self, found: Sequence[Found], typed: str) -> None:
        """Show what was found; at first what can be done with the first line of it."""
        self.typed = typed
        self._things = [one for one in found if one.group != COMMANDS]
        self._commands = [one for one in found if one.group == COMMANDS]
        self._owner = next((one for one in self._things if one.acts), None)
        self.beginResetModel()
        self.lines = self._arranged()
        self.endResetModel()

    def show_acts_of(self, found: Found) -> None:
        """Show what can be done with this line instead; the lines above it stay where they are."""
        if not found.acts or found == self._owner:
            return
        self._owner = found
        heads = [line for line in self.lines if isinstance(line, str)]
        totals = {head.partition(" trong ")[0]: head for head in heads}
        lines = self._arranged()
        self.layoutAboutToBeChanged.emit()
        self.lines = [totals.get(each, each) if isinstance(each, str) else each for each in lines]
        self.layoutChanged.emit()

    def _arranged(self) -> list[Found | str]:
        """Put the groups under their heads, with room for every group."""
        acts = self._owner.acts if self._owner else ()
        things = self._things[: MOST - len(acts) - bool(self._commands)]
        commands = _shortened(self._commands, MOST - len(things) - len(acts))
        lines: list[Found | str] = []
        shown = (*things, *acts, *commands)
        for group in dict.fromkeys(one.group for one in shown):
            members = [one for one in shown if one.group == group]
            is_counted = len(members) > 1 and not any(one.key for one in members)
            lines += [f"{group} · {len(members)}" if is_counted else group, *members]
        return lines

    def tell_total(self, group: str, total: int) -> None:
        """Say in the head of a group how many there are of which it shows the first."""
        shown = sum(1 for line in self.lines if isinstance(line, Found) and line.group == group)
        head = f"{group} · {shown}"
        if total > shown and head in self.lines:
            row = self.lines.index(head)
            self.lines[row] = f"{head} trong {thousands(total)}"
            self.dataChanged.emit(self.index(row), self.index(row))

    def found(self, row: int) -> Found | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Found) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.found(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid() or role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        line = self.lines[index.row()]
        if isinstance(line, Found):
            return " · ".join(filter(None, (line.title, line.detail)))
        return line


def _shortened(commands: Sequence[Found], room: int) -> list[Found]:
    """Keep what a search offers by itself, after the first commands that match."""
    offered = [one for one in commands if not isinstance(one.visit, Command)]
    matching = [one for one in commands if isinstance(one.visit, Command)]
    return [*matching[: max(room - len(offered), 0)], *offered][:room]
