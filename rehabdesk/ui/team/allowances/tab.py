"""Bảng chi hỗ trợ: the money of one month, computed, signed and paid (F64)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import AllowanceKind, AllowanceState
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import name_order
from rehabdesk.domain.wording import thousands
from rehabdesk.services.allowances.computing import ListKey, PayLine
from rehabdesk.services.allowances.lists import Difference, MonthList
from rehabdesk.services.allowances.page import AllowancePage, read_page
from rehabdesk.services.allowances.terms import KeptTerms, factor_words, kept_terms
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.messages import MessageFrame, StateChip
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.allowances.acts import AllowanceActs
from rehabdesk.ui.team.allowances.paid_dialog import PaidDialog
from rehabdesk.ui.team.allowances.terms_dialog import TermsDialog
from rehabdesk.ui.team.grid.choosing import MonthChooser
from rehabdesk.ui.visits import OpenTeam

EMPTY = "Tháng này chưa có ai trong danh sách. Thêm đội viên ở thẻ Danh sách đội."
EMPTY_HELPERS = (
    "Tháng này chưa có ai được phân công bằng quyết định có số. Phân công ở trang Phân công."
)
TOLD_WHOLE, NAMED = 2, 4  # of who is paid otherwise than signed
KINDS = (
    (AllowanceKind.TEAM, "Đội tình nguyện"),
    (AllowanceKind.HELPERS, "Người được phân công"),
)
_CHIPS = {
    AllowanceState.DRAFT: ("neutral", "edit"),
    AllowanceState.SIGNED: ("ok", "signature"),
    AllowanceState.PAID: ("ok", "checkmark_circle"),
}
_column = Column[PayLine]
COLUMNS = (
    _column("STT", lambda row: str(row.place), lambda row: row.place, 44, align="right"),
    _column(
        "Họ và tên",
        lambda row: row.full_name,
        lambda row: name_order(row.full_name),
        width=180,
        is_subject=True,
    ),
    _column("Vai trò", lambda row: row.role, width=164),
    _column(
        "Hệ số", lambda row: factor_words(row.factor), lambda row: row.factor, 70, align="right"
    ),
    _column(
        "Mức lương cơ sở",
        lambda row: thousands(row.base_salary),
        lambda row: row.base_salary,
        124,
        align="right",
    ),
    _column(
        "Số tiền",
        lambda row: thousands(row.amount),
        lambda row: row.amount,
        110,
        align="right",
        strong=lambda row: row.is_changed,
    ),
    _column(
        "Vì sao",
        lambda row: row.reason,
        width=300,
        is_stretched=True,
        sign=lambda row: Sign("edit") if row.is_changed else None,
    ),
)


class AllowancesTab(QWidget):
    """A draft follows the roster; what is signed stays, and what changed since is told."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"allowance_list", "allowance_line", "team_member", "volunteer", "volunteer_team"}
        | {"assignment", "activity", "activity_attendance", "office_setting"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._team: TeamRow | None = None
        self._today, _ = days(desk)
        self._month = Month.of(self._today())
        self.shown: MonthList | None = None
        self.terms_button = KeyButton("Cách &tính…", "", "settings")
        self.print_button = KeyButton("In bả&ng", "Ctrl+P", "print")
        self.main_button = KeyButton("Ghi đã &ký…", "", "signature", "primary")
        self.month = MonthChooser()
        self.kind = ComboField(KINDS)
        self.chip = StateChip()
        self.basis = QLabel()
        self.message = MessageFrame()
        self.changed = MessageFrame()
        self.table = ListTable(Rows(COLUMNS, self), "team.allowances", habits)
        self.total, self.words, self.paid = QLabel(), QLabel(), QLabel()
        self.paid_button = KeyButton("Theo khoảng ngày…", kind="link", is_small=True)
        self.acts = AllowanceActs(desk, habits, self)
        self._assemble()
        self._connect()

    def head_buttons(self) -> tuple[QWidget, ...]:
        return self.terms_button, self.print_button, self.main_button

    def show_team(self, team: TeamRow | None) -> None:
        self._team = team
        self.month.offer(team.from_on if team else self._month.first, self._today())
        self.month.show_month(self._month)
        self.refresh()

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenTeam) and visit.month:
            self._show_month(Month.numbered(visit.month))

    def refresh(self) -> None:
        key = self.key
        if key is not None:
            self._desk.look(self, partial(read_page, key=key), self._show, "page")
        else:
            self._show(None)

    @property
    def key(self) -> ListKey | None:
        """Which list is shown; without a team there is none of a team."""
        if self.kind.value is AllowanceKind.HELPERS:
            return ListKey(AllowanceKind.HELPERS, self._month)
        if self._team is None:
            return None
        return ListKey(AllowanceKind.TEAM, self._month, self._team.id)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say what is missing, where the list would stand."""
        self._show(None)
        self.message.say("warn", str(refusal))

    def _assemble(self) -> None:
        self.kind.setAccessibleName("Danh sách")
        self.kind.fit_choices()
        self.basis.setProperty("role", "secondary")
        self.basis.setWordWrap(True)
        self.table.setAccessibleName("Bảng chi")
        self.table.told = Told("Bảng chi hỗ trợ", lambda: self._month.words, names_persons=False)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for part in (self.month, self.kind, self.chip):
            bar.addWidget(part)
        bar.addWidget(self.basis, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.message)
        layout.addWidget(self.changed)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._foot())
        self.setFocusProxy(self.table)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("card")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        self.total.setProperty("role", "subtitle")
        self.paid.setProperty("role", "secondary")
        for label in (self.total, self.words):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.paid)
        last.addWidget(self.paid_button)
        last.addStretch(1)
        inside.addLayout(last)
        return foot

    def _connect(self) -> None:
        self.month.wanted.connect(self._show_month)
        self.kind.activated.connect(lambda _: self.refresh())
        self.terms_button.clicked.connect(self._ask_terms)
        self.print_button.clicked.connect(lambda: self._leave(Way.PRINT))
        self.main_button.clicked.connect(self._go_on)
        self.paid_button.clicked.connect(self._show_paid)
        self.table.opened.connect(self._change)
        self.table.menu_wanted.connect(self._open_menu)
        self._desk.changed.connect(self._refresh_if_touched)
        keys = {"F2": self._change, "Ctrl+E": partial(self._leave, Way.EXPORT)}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _show_month(self, month: Month) -> None:
        self._month = month
        self.month.show_month(month)
        self.refresh()

    def _show(self, page: AllowancePage | None) -> None:
        self.shown = shown = page.shown if page else None
        self.message.hush()
        is_helpers = self.kind.value is AllowanceKind.HELPERS
        self.table.set_empty(EMPTY_HELPERS if is_helpers else EMPTY)
        self.table.show_rows(shown.numbered if shown else ())
        self.basis.setText(_basis(shown) if shown else "")
        kind, picture = _CHIPS[shown.state] if shown else ("neutral", "")
        self.chip.show_state(kind, _state(shown) if shown else "", picture)
        differences = shown.differences if shown is not None else ()
        self.changed.say("warn" if differences else "info", changed_words(differences))
        self.total.setText(f"Tổng cộng: {thousands(shown.total)} đồng" if shown else "")
        self.words.setText(f"Bằng chữ: {shown.words}." if shown and shown.total else "")
        self.paid.setText(page.paid_words if page else "")
        self.print_button.setEnabled(bool(shown and shown.lines))
        self.terms_button.setEnabled(self._may(Right.KEEP_OFFICE))
        self._show_main(shown)

    def _show_main(self, shown: MonthList | None) -> None:
        may = self._may(Right.KEEP_TEAM) and bool(shown and shown.lines)
        is_draft = shown is None or shown.state is AllowanceState.DRAFT
        self.main_button.set_text("Ghi đã &ký…" if is_draft else "Gh&i đã chi…")
        self.main_button.set_icon("signature" if is_draft else "checkmark")
        is_paid = shown is not None and shown.state is AllowanceState.PAID
        self.main_button.setEnabled(may and not is_paid)

    def _go_on(self) -> None:
        if self.shown is not None:
            self.acts.go_on(self.shown)

    def _change(self, _: object = None) -> None:
        row, shown = self.table.current, self.shown
        if row is None or shown is None or not self._may(Right.KEEP_TEAM):
            return
        if shown.state is AllowanceState.DRAFT:
            self.acts.change(shown, row)

    def _leave(self, way: Way) -> None:
        if self.shown is not None and self.shown.lines:
            self.acts.leave(self.shown.key, way)

    def _show_paid(self) -> None:
        PaidDialog(self._desk, self._habits, self._month, self.window()).open()

    def _ask_terms(self) -> None:
        def ask(kept: KeptTerms) -> None:
            TermsDialog(self._desk, kept, self._month, self.window()).open()

        self._desk.look(self, kept_terms, ask, "terms")

    def _open_menu(self, _: PayLine, place: QPoint) -> None:
        shown = self.shown
        if shown is None:
            return
        may = self._may(Right.KEEP_TEAM)
        is_draft = shown.state is AllowanceState.DRAFT
        lines: list[Line] = [("Sửa số tiền…\tF2", self._change, may and is_draft)]
        if (row := self.table.current) is not None and row.is_changed and is_draft:
            lines.append(("Tính lại như máy", partial(self.acts.compute, shown, row), may))
        if not is_draft:
            words = "Bỏ ghi đã chi" if shown.state is AllowanceState.PAID else "Bỏ ghi đã ký"
            lines.append((words, partial(self.acts.go_back, shown), may))
        lines.append(("In bảng\tCtrl+P", partial(self._leave, Way.PRINT), True))
        lines.append(("Xuất Excel\tCtrl+E", partial(self._leave, Way.EXPORT), True))
        open_menu(self, lines, place)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and self.isVisible():
            self.refresh()


def _basis(shown: MonthList) -> str:
    salary = f"Mức lương cơ sở {thousands(shown.base_salary)} đồng"
    return f"{salary} · Căn cứ: {shown.basis}" if shown.basis else salary


def _state(shown: MonthList) -> str:
    if shown.paid_on is not None:
        return f"Đã chi {shown.paid_on:%d/%m/%Y}"
    if shown.signed_on is not None:
        return f"Đã ký {shown.signed_on:%d/%m/%Y}"
    return "Đang lập, theo danh sách hôm nay"


def changed_words(differences: Sequence[Difference]) -> str:
    """Say what the roster would give now, where that is not what was signed."""
    if not differences:
        return ""
    told = [
        f"{each.name}: đã ký {thousands(each.signed)}, nay tính {thousands(each.now)} đồng "
        f"({each.reason.rstrip('.')})."
        for each in differences[:TOLD_WHOLE]
    ]
    if others := differences[TOLD_WHOLE:]:
        gap = sum(each.now - each.signed for each in differences)
        less = "ít hơn" if gap < 0 else "nhiều hơn"
        told.append(
            f"Và {len(others)} người nữa: {', '.join(each.name for each in others[:NAMED])}"
            f"{'…' if len(others) > NAMED else ''}. Cả bảng nay {less} {thousands(abs(gap))} đồng."
        )
    return "Danh sách đổi sau khi ký; bảng đã ký giữ nguyên. " + " ".join(told)
