"""What a clerk does to a row of a check, checked at once."""

from __future__ import annotations

from rehabdesk.ui.importing.rows.table import CheckLine
from rehabdesk.ui.importing.screen import ImportScreen


def line_of(screen: ImportScreen, row_number: int) -> CheckLine:
    return next(line for line in screen.rows.table.rows.all if line.row.row_number == row_number)


def settle(screen: ImportScreen) -> None:
    """Let what was said be checked now, not in a moment."""
    screen.rows._soon.stop()
    screen.rows._ask()


def fix(screen: ImportScreen, row_number: int, text: str) -> None:
    screen.rows.table.fixed.emit(line_of(screen, row_number), text)
    settle(screen)
