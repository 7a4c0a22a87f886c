"""Drug-free or not: the commune and its hamlets in a year (A01–A03, A05)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import AreaState
from rehabdesk.services.models.areas import AreaList, AreaRow, list_areas, read_area_scan
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.models.area_dialog import AreaDialog
from rehabdesk.ui.team.models.inputs import may_keep, short_day

KIND = "area_status"
_SIGNS = {
    AreaState.FREE_KEPT: Sign("checkmark_circle", "ok"),
    AreaState.FREE_CONVERTED: Sign("arrow_right", "ok"),
    AreaState.NOT_FREE: Sign("circle", "warn"),
    AreaState.PROPOSED: Sign("hourglass", "accent"),
}


def _paper(row: AreaRow) -> str:
    return " ngày ".join(part for part in (row.paper, short_day(row.paper_on)) if part)


def _own(row: AreaRow) -> str:
    own = row.facts.typed.own if row.facts else ()
    return f"{sum(each.is_met for each in own)}/{len(own)} đạt" if own else ""


def _seen(row: AreaRow) -> str:
    return row.seen.short


def _now(row: AreaRow) -> str:
    """Say who is there today where that is not what was kept."""
    if row.facts is None:
        return ""
    kept, now = row.facts.residents, row.now
    is_same = (kept.addicted, kept.users, kept.after_rehab) == (
        now.addicted,
        now.users,
        now.after_rehab,
    )
    return "như lúc ghi" if is_same else now.short


COLUMNS = (
    Column[AreaRow](
        "Địa bàn", lambda row: row.name, lambda row: row.id, width=150, is_subject=True
    ),
    Column[AreaRow](
        "Tình trạng",
        lambda row: row.state.label if row.state else "Chưa ghi",
        width=220,
        sign=lambda row: _SIGNS[row.state] if row.state else None,
    ),
    Column[AreaRow]("Quyết định", _paper, width=190),
    Column[AreaRow](
        "Người có hồ sơ",
        _seen,
        lambda row: row.seen.managed,
        width=250,
        is_stretched=True,
    ),
    Column[AreaRow](
        "% dân số",
        lambda row: row.facts.rate_words if row.facts else "",
        width=80,
        align="right",
    ),
    Column[AreaRow]("Tiêu chí của tỉnh", _own, width=126),
    Column[AreaRow]("Hôm nay", _now, width=180, tint=lambda _: "text.secondary"),
    Column[AreaRow]("Cơ quan ký", lambda row: row.issuer, width=150, is_hidden=True),
    Column[AreaRow]("Ghi chú", lambda row: row.words, width=180, is_hidden=True),
    Column[AreaRow]("Người ghi", lambda row: row.recorded_by, width=140, is_hidden=True),
)


class AreasPage(QWidget):
    wanted = Signal(object)
    ADD = "&Ghi tình trạng"

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        today, _ = days(desk)
        self.found: AreaList | None = None
        self.bar = QWidget()
        year = today().year
        self.year = ComboField([(each, f"Năm {each}") for each in (year, year - 1)])
        self.year.setAccessibleName("Năm")
        self.year.value = year
        self.sums, self.law = QLabel(), QLabel()
        self.sums.setProperty("role", "subtitle")
        self.law.setProperty("role", "secondary")
        self.table = ListTable(Rows(COLUMNS, self), "team.areas", habits)
        self.table.setAccessibleName("Địa bàn không ma túy")
        self.table.told = Told("Địa bàn không ma túy", self._told, names_persons=False)
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.year)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for label in (self.sums, self.law):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._connect()

    def refresh(self) -> None:
        year = self.year.value
        if year is not None:
            self._desk.look(self, partial(list_areas, year=year), self._show, "areas")

    def record(self) -> None:
        row = self.table.current
        if self.found is not None and row is not None and may_keep(self._desk):
            AreaDialog(self._desk, self.found, row, self).open()

    def _connect(self) -> None:
        self.year.activated.connect(lambda _: self.refresh())
        self.table.opened.connect(lambda _: self.record())
        self.table.menu_wanted.connect(self._open_menu)
        for key, act in (("F2", self.record), ("Delete", self._throw)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _show(self, found: AreaList) -> None:
        self.found = found
        self.year.offer([(each, f"Năm {each}") for each in found.years])
        self.sums.setText(sum_words(found))
        self.law.setText(found.key_area.words if found.key_area else "")
        self.law.setVisible(found.key_area is not None)
        self.table.show_rows(found.rows)

    def _told(self) -> str:
        if self.found is None:
            return ""
        return f"năm {self.found.year}. {self.sums.text()} {self.law.text()}".strip()

    def _throw(self) -> None:
        row = self.table.current
        if row is not None and row.status_id is not None and may_keep(self._desk):
            throw(self._desk, self, KIND, row.status_id)

    def _show_scan(self, row: AreaRow) -> None:
        def show(found: tuple[str, bytes]) -> None:
            PaperDialog(self._desk, self._habits, *found, self).open()

        if row.status_id is not None:
            look = partial(read_area_scan, status_id=row.status_id)
            self._desk.look(self, look, show, "scan")

    def _open_menu(self, row: AreaRow, place: QPoint) -> None:
        may, is_kept = may_keep(self._desk), row.status_id is not None
        lines: list[Line] = [
            ("Ghi tình trạng…\tEnter", self.record, may),
            ("Xem bản quét", partial(self._show_scan, row), row.has_scan),
            ("Bỏ vào thùng rác\tDelete", self._throw, may and is_kept),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        open_menu(self, lines, place)


def sum_words(found: AreaList) -> str:
    """Say A01, A02 and A03 of one commune."""
    commune = found.commune
    state = commune.state.label if commune.state else "chưa ghi"
    told = f"{commune.name}: {state[:1].lower()}{state[1:]}"
    if commune.is_free and commune.paper:
        told += f" ({_paper(commune)})"
    hamlets = f"{found.free_hamlets}/{len(found.hamlets)} thôn, tổ dân phố không có ma túy"
    converted = f", {found.converted} mới chuyển hóa" if found.converted else ""
    return f"{told} · {hamlets}{converted}"
