"""Ai đã phục vụ: everybody who served within a period, and their certificates (F65)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.text import name_order
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.team_papers.certificates import CertifyService, print_certificates
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.services.teams.service import Served, list_served
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

DAY_WIDTH, SHOWN_ROWS = 128, 9
EMPTY = "Không ai phục vụ trong thời gian này."
COLUMNS = (
    Column[Served](
        "Họ và tên",
        lambda row: row.full_name,
        lambda row: name_order(row.full_name),
        width=170,
        is_subject=True,
        is_stretched=True,
    ),
    Column[Served]("Vai trò", lambda row: row.role, width=92),
    Column[Served](
        "Từ ngày", lambda row: f"{row.from_on:%d/%m/%Y}", lambda row: row.from_on, width=96
    ),
    Column[Served](
        "Đến ngày",
        lambda row: f"{row.until_on:%d/%m/%Y}" if row.until_on else "đang phục vụ",
        lambda row: row.until_on or date.max,
        width=110,
    ),
    Column[Served](
        "Số ngày", lambda row: str(row.days), lambda row: row.days, width=76, align="right"
    ),
    Column[Served](
        "Tập huấn",
        lambda row: str(row.trainings) if row.trainings else "–",
        lambda row: row.trainings,
        width=78,
        align="right",
    ),
    Column[Served](
        "Khen thưởng",
        lambda row: str(row.rewards) if row.rewards else "–",
        lambda row: row.rewards,
        width=96,
        align="right",
    ),
)


class ServedDialog(FormDialog):
    """Certificates are printed for whoever is ticked, else for the current line."""

    def __init__(
        self, desk: Desk, habits: QSettings, team: TeamRow, today: date, page: QWidget
    ) -> None:
        super().__init__("Ai đã phục vụ", "&In giấy chứng nhận", page, WIDTHS[3], quiet_text="Đóng")
        self._desk, self._habits, self._team, self._page = desk, habits, team, page
        self.from_on = DateField(today, max(team.from_on, date(today.year, 1, 1)), needs_day=True)
        self.until_on = DateField(today, today, needs_day=True)
        for field in (self.from_on, self.until_on):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
            field.editingFinished.connect(self.refresh)
        self.rows = Rows(COLUMNS, self, has_ticks=True)
        self.table = ListTable(self.rows, "team.served", habits)
        self.table.setAccessibleName("Người đã phục vụ")
        self.table.set_empty(EMPTY)
        self.table.told = Told(words=self._told)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.add_row(
            Entry("from_on", "&Từ ngày", self.from_on, stretch=0),
            Entry("until_on", "Đến &ngày", self.until_on, stretch=0),
        )
        self.form.add_widget(self.table)
        self.set_fact("Space: chọn · Ctrl+P: in danh sách · Ctrl+E: ra Excel")
        self.refresh()

    def refresh(self) -> None:
        from_on, until_on = self.from_on.day, self.until_on.day
        if from_on is not None and until_on is not None:
            look = partial(list_served, team_id=self._team.id, from_on=from_on, until_on=until_on)
            self.form.hush()
            self._desk.look(self, look, self._show, "served")

    def submit(self) -> None:
        from_on, until_on = self.from_on.day, self.until_on.day
        if from_on is None or until_on is None:
            return
        chosen = tuple(row.id for row in self.table.chosen)
        order = CertifyService(self._team.id, from_on, until_on, chosen)
        self._desk.do(self, partial(print_certificates, order=order), self._open_paper)

    def _show(self, rows: list[Served]) -> None:
        self.table.show_rows(rows)

    def _told(self) -> str:
        return f"từ {self.from_on.text()} đến {self.until_on.text()}"

    def _open_paper(self, made: PrintedList) -> None:
        self.accept()
        PaperDialog(self._desk, self._habits, made.name, made.content, self._page).open()
