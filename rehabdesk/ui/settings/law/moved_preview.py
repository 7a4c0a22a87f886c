"""Which open tasks a change would move, shown in its dialog before it is made."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from rehabdesk.services.tasks.moved import Change, MovedTask, find_moved
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import REST
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style, restyle
from rehabdesk.ui.kit.table import ListTable

MOST_SHOWN = 5
NOTHING = "Không hạn việc nào đang chạy đổi theo."


class MovedPreview(QFrame):
    """A quiet list under the inputs; asked for again when the typing rests."""

    def __init__(self, desk: Desk, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._desk = desk
        self._dialog = dialog
        self._change: Change | None = None
        self.title = QLabel()
        self.list = ListTable(Rows(COLUMNS, self), "settings/moved", QSettings(self))
        self.list.setAccessibleName("Hạn việc đổi theo")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        self.hide()

    def foretell(self, change: Change | None) -> None:
        """Show what a change would move; nothing while the inputs make none."""
        self._change = change
        self._rest.start()

    def _ask(self) -> None:
        if self._change is None:
            self.hide()
        else:
            look = partial(find_moved, change=self._change)
            self._desk.look(self, look, self._show, "moved")

    def _show(self, moved: tuple[MovedTask, ...]) -> None:
        if self._change is None:
            return
        self.title.setText(f"{len(moved)} hạn việc đổi theo" if moved else NOTHING)
        restyle(self.title, "role", "section" if moved else "secondary")
        self.list.show_rows(moved)
        style, lines = Style.current, min(max(len(moved), 1), MOST_SHOWN)
        self.list.setFixedHeight(style.size("header") + lines * style.size("row") + 4)
        self.list.setVisible(bool(moved))
        self.show()
        self._dialog.make_room()


COLUMNS = (
    Column[MovedTask]("Việc", lambda row: row.title, width=160, is_subject=True, is_stretched=True),
    Column[MovedTask]("Người được quản lý", lambda row: row.who, width=140),
    Column[MovedTask]("Đang là", lambda row: row.before, width=92),
    Column[MovedTask]("Sẽ là", lambda row: row.after, width=92),
)
