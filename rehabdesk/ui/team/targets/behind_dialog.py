"""The lines a figure is added up from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.kinds import grouped
from rehabdesk.services.team_targets.done import Behind
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.targets.columns import BEHIND
from rehabdesk.ui.visits import OpenPerson, OpenTeam

HEIGHT = 320
NOTHING = "Chưa ghi lần nào trong kỳ này."


class BehindDialog(FormDialog):
    """Enter opens the person's file or the activity."""

    wanted = Signal(object)

    def __init__(
        self, title: str, lines: Sequence[Behind], habits: QSettings, parent: QWidget
    ) -> None:
        super().__init__(title, "&Mở", parent, WIDTHS[2], "Đóng")
        self._title = title
        self.table: ListTable[Behind] = ListTable(
            Rows(BEHIND, self, identity=_identity), "team.targets.behind", habits
        )
        self.table.setAccessibleName("Những dòng đứng sau con số")
        self.table.set_empty(NOTHING)
        self.table.told = Told(title, person=lambda row: row.person_id)
        self.table.setMinimumHeight(Style.current.length(HEIGHT))
        self.form.hide()
        self.body.addWidget(self.table)
        self.table.show_rows(lines)
        whole = grouped(sum(each.amount for each in lines))
        self.set_fact(f"{len(lines)} dòng, cộng {whole}")
        self.table.opened.connect(lambda _: self.submit())
        self.accept_button.setEnabled(bool(lines))

    def submit(self) -> None:
        row = self.table.current
        if row is None:
            return
        if row.person_id is not None:
            self.accept()
            self.wanted.emit(OpenPerson(row.person_id))
        elif row.activity_id is not None:
            self.accept()
            self.wanted.emit(OpenTeam("activities", row_id=row.activity_id))
        else:
            self.message.say("info", "Dòng này là tin báo: xem ở tab Buổi họp, hoạt động.")


def _identity(row: Behind) -> object:
    return (row.on, row.what, row.person_id, row.activity_id, row.members)
