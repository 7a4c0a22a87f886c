"""Counselling points: who came in a window, where they were sent and whether they went."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import ReferralOutcome
from rehabdesk.services.models.looks import Choices, read_choices
from rehabdesk.services.models.visits import VisitCount, VisitRow, count_visits, list_visits
from rehabdesk.services.office import Work
from rehabdesk.ui.bin.throwing import throw_all
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.activities.window_field import WindowField
from rehabdesk.ui.team.models.inputs import NOWHERE, may_keep, short_day
from rehabdesk.ui.team.models.visit_dialogs import OutcomeDialog, VisitDialog
from rehabdesk.ui.visits import OpenPerson

KIND = "counselling_visit"
EMPTY = "Chưa ghi lượt tư vấn nào trong khoảng này. Bấm Ctrl+N."
NO_POINT = "Chưa có điểm tư vấn. Ghi ở phần Mô hình trước, chọn loại Điểm tư vấn."
_SIGNS = {
    ReferralOutcome.WAITING: Sign("hourglass", "warn"),
    ReferralOutcome.RECEIVED: Sign("checkmark_circle", "ok"),
    ReferralOutcome.NOT_GONE: Sign("subtract"),
    ReferralOutcome.REFUSED: Sign("dismiss", "danger"),
}


def _outcome(row: VisitRow) -> str:
    if row.outcome is None:
        return ""
    if row.is_late:
        return "Chưa biết, hỏi lại"
    return row.outcome.label


COLUMNS = (
    Column[VisitRow]("Ngày", lambda row: short_day(row.on), lambda row: (row.on, row.id), width=96),
    Column[VisitRow]("Người đến", lambda row: row.who, width=170, is_subject=True),
    Column[VisitRow]("Cần gì", lambda row: row.facts.need, width=190, is_stretched=True),
    Column[VisitRow](
        "Đã tư vấn",
        lambda row: row.facts.advice.partition("\n")[0],
        width=190,
        paper=lambda row: row.facts.advice,
    ),
    Column[VisitRow]("Chuyển gửi tới", lambda row: row.facts.referred_to, width=160),
    Column[VisitRow](
        "Kết quả",
        _outcome,
        width=160,
        sign=lambda row: _SIGNS[row.outcome] if row.outcome else None,
        tip=lambda row: " ".join((short_day(row.outcome_on), row.outcome_words)).strip(),
    ),
    Column[VisitRow]("Điểm", lambda row: row.point, width=160),
    Column[VisitRow]("Người tư vấn", lambda row: row.volunteer, width=140, is_hidden=True),
    Column[VisitRow]("Kết quả, ghi thêm", lambda row: row.outcome_words, width=160, is_hidden=True),
    Column[VisitRow]("Người ghi", lambda row: row.recorded_by, width=140, is_hidden=True),
)


class VisitsPage(QWidget):
    wanted = Signal(object)
    ADD = "Ghi &lượt tư vấn"

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._choices: Choices | None = None
        self._awaited: int | None = None
        today, calendar = days(desk)
        self._today = today
        self.bar = QWidget()
        self.window_field = WindowField(today, calendar)
        self.window_field.choose("year")
        self.point = ComboField[int]([(NOWHERE, "Mọi điểm tư vấn")], is_filter=True)
        self.point.setAccessibleName("Điểm tư vấn")
        self.point.fit_choices()
        self.outcome_button = KeyButton("Kết quả chuyển &gửi…", "F4", "arrow_right")
        self.sums = QLabel()
        self.sums.setProperty("role", "subtitle")
        self.table = ListTable(Rows(COLUMNS, self, has_ticks=True), "team.visits", habits)
        self.table.setAccessibleName("Lượt tư vấn")
        self.table.told = Told(
            "Lượt người đến điểm tư vấn", self._told, person=lambda row: row.facts.person_id
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        for part in (self.window_field, self.point):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.outcome_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sums)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self._desk.look(self, read_choices, self._offer, "choices")
        window, point = self.window_field.value, self.point.value or None

        def look(work: Work) -> tuple[list[VisitRow], VisitCount]:
            return list_visits(work, window, point), count_visits(work, window, point)

        self._desk.look(self, look, self._show, "visits")

    def record(self) -> None:
        if self._choices is not None:
            self._open(None)

    def go_to(self, visit_id: int) -> None:
        """Make a visit current, wherever its day lies."""
        self._awaited = visit_id
        self.point.value = NOWHERE
        self.window_field.choose("everything")
        self.refresh()

    def _connect(self) -> None:
        self.window_field.changed.connect(self.refresh)
        self.point.activated.connect(lambda _: self.refresh())
        self.outcome_button.clicked.connect(self._note_outcome)
        self.table.moved_to.connect(self._note_row)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._open_menu)
        for key, act in (("F2", self._correct), ("Delete", self._throw)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _offer(self, choices: Choices) -> None:
        self._choices = choices
        self.point.offer([(NOWHERE, "Mọi điểm tư vấn"), *choices.points])
        self.table.set_empty(EMPTY if choices.points else NO_POINT)

    def _show(self, found: tuple[list[VisitRow], VisitCount]) -> None:
        rows, count = found
        self.sums.setText(sum_words(count))
        self.table.show_rows(rows)
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None
        self._note_row(self.table.current)

    def _note_row(self, row: VisitRow | None) -> None:
        is_sent = row is not None and bool(row.facts.referred_to)
        self.outcome_button.setEnabled(is_sent and may_keep(self._desk))

    def _told(self) -> str:
        point = self.point.currentText() if self.point.value else ""
        told = (self.window_field.value.words, point, self.sums.text())
        return ", ".join(part for part in told if part)

    def _open(self, row: VisitRow | None) -> None:
        if self._choices is not None and may_keep(self._desk):
            only = self.point.value or None
            VisitDialog(self._desk, self._choices, self, row, only).open()

    def _correct(self) -> None:
        if (row := self.table.current) is not None:
            self._open(row)

    def _throw(self) -> None:
        if may_keep(self._desk) and self.table.chosen:
            throw_all(self._desk, self, KIND, [row.id for row in self.table.chosen])

    def _note_outcome(self) -> None:
        row = self.table.current
        if row is not None and row.facts.referred_to and may_keep(self._desk):
            OutcomeDialog(self._desk, row, self._today(), self).open()

    def _open_menu(self, row: VisitRow, place: QPoint) -> None:
        may = may_keep(self._desk)
        lines: list[Line] = [
            ("Sửa…\tF2", self._correct, may),
            ("Kết quả chuyển gửi…\tF4", self._note_outcome, may and bool(row.facts.referred_to)),
            ("Bỏ vào thùng rác\tDelete", self._throw, may),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        if row.facts.person_id is not None:
            visit = OpenPerson(row.facts.person_id)
            lines.insert(1, ("Mở hồ sơ", partial(self.wanted.emit, visit), True))
        open_menu(self, lines, place)


def sum_words(count: VisitCount) -> str:
    """Say M04: persons and visits are two figures."""
    if not count.visits:
        return ""
    told = f"{count.visitors} người được trợ giúp, {count.visits} lượt"
    if not count.referrals:
        return told
    return (
        f"{told} · chuyển gửi {count.referrals} lượt: {count.received} đã được tiếp nhận, "
        f"{count.waiting} chưa biết"
    )
