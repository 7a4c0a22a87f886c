"""Survey rounds: the list of who is followed, by hamlet, filled with one key a person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import SurveyResult
from rehabdesk.services.models.looks import Choices, read_choices
from rehabdesk.services.models.survey_looks import (
    RoundRow,
    RoundView,
    Surveyed,
    list_rounds,
    read_round,
)
from rehabdesk.services.models.surveys import Finding, clear_findings, note_findings, reopen_round
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told, Way
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.doing import do_here, tell_done
from rehabdesk.ui.team.models.inputs import may_keep, short_day
from rehabdesk.ui.team.models.survey_dialogs import CloseRoundDialog, FindingDialog, RoundDialog
from rehabdesk.ui.visits import OpenPerson, TakeIn

KIND = "survey_round"
EMPTY = "Chưa mở đợt rà soát nào. Bấm Ctrl+N."
NOBODY = "Đợt này chưa có ai. Người đang theo dõi sẽ đứng ở đây."
KEYS = {str(number): each for number, each in enumerate(SurveyResult, start=1)}
_SIGNS = {
    SurveyResult.UNCHANGED: Sign("checkmark", "neutral"),
    SurveyResult.NEW: Sign("add", "accent"),
    SurveyResult.SELF_DECLARED: Sign("person", "accent"),
    SurveyResult.CHANGED_CLASS: Sign("arrow_right", "warn"),
    SurveyResult.IMPROVED: Sign("checkmark_circle", "ok"),
    SurveyResult.MOVED: Sign("subtract", "warn"),
    SurveyResult.NOT_FOUND: Sign("warning", "warn"),
}


def _result(row: Surveyed) -> str:
    if row.result is not None:
        return row.result.label
    return "mới có hồ sơ trong đợt" if row.is_new else ""


COLUMNS = (
    Column[Surveyed](
        "Địa bàn",
        lambda row: row.hamlet or "–",
        lambda row: (row.hamlet_id or 0, row.name_order),
        width=130,
    ),
    Column[Surveyed](
        "Họ và tên",
        lambda row: row.name,
        lambda row: row.name_order,
        width=190,
        is_subject=True,
    ),
    Column[Surveyed]("Diện trước", lambda row: row.kind_before, width=180),
    Column[Surveyed](
        "Kết quả",
        _result,
        lambda row: list(SurveyResult).index(row.result) if row.result else -1,
        width=180,
        sign=lambda row: _SIGNS[row.result] if row.result else None,
    ),
    Column[Surveyed](
        "Diện sau", lambda row: row.changed, width=170, strong=lambda row: bool(row.changed)
    ),
    Column[Surveyed]("Ngày", lambda row: short_day(row.on), width=96),
    Column[Surveyed]("Ghi thêm", lambda row: row.words, width=170, is_stretched=True),
    Column[Surveyed]("Người rà soát", lambda row: row.volunteer, width=140, is_hidden=True),
)


class SurveysPage(QWidget):
    wanted = Signal(object)
    ADD = "Mở &đợt rà soát"

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._today, _ = days(desk)
        self._teams: list[tuple[int, str]] = []
        self._choices: Choices | None = None
        self._awaited: int | None = None
        self.rounds: list[RoundRow] = []
        self.view: RoundView | None = None
        self.bar = QWidget()
        self.around = ComboField[int]()
        self.around.setAccessibleName("Đợt rà soát")
        self.around.fit_choices()
        self.declare_button = KeyButton("Người tự &khai báo…", picture="person_add")
        self.close_button = KeyButton("Đóng đợ&t…", picture="lock_closed")
        self.sums, self.keys = QLabel(), QLabel()
        self.sums.setProperty("role", "subtitle")
        self.keys.setProperty("role", "hint")
        self.table = ListTable(Rows(COLUMNS, self, has_ticks=True), "team.surveys", habits)
        self.table.setAccessibleName("Người trong đợt rà soát")
        self.table.told = Told("Kết quả rà soát", self._told, person=lambda row: row.person_id)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        def look(work: Work) -> tuple[list[RoundRow], list[tuple[int, str]], Choices]:
            teams = [(each.id, each.name) for each in list_teams(work)]
            return list_rounds(work), teams, read_choices(work)

        self._desk.look(self, look, self._offer, "rounds")

    def record(self) -> None:
        if may_keep(self._desk):
            RoundDialog(self._desk, self._today(), self, None, self._teams).open()

    def go_to(self, round_id: int) -> None:
        self.around.value = round_id
        self._read()

    def _lay_out(self) -> None:
        self.sums.setWordWrap(True)
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        keys = " · ".join(f"{key} {each.label.lower()}" for key, each in KEYS.items())
        self.keys.setText(f"Phím: {keys} · 0 bỏ kết quả · F2 ghi thêm · Space chọn nhiều người")
        self.keys.setWordWrap(True)
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        bar.addWidget(self.around)
        bar.addStretch(1)
        bar.addWidget(self.declare_button)
        bar.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sums)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.keys)

    def _connect(self) -> None:
        self.around.activated.connect(lambda _: self._read())
        self.declare_button.clicked.connect(lambda: self.wanted.emit(TakeIn()))
        self.close_button.clicked.connect(self._close)
        self.table.opened.connect(lambda row: self.wanted.emit(OpenPerson(row.person_id)))
        self.table.menu_wanted.connect(self._open_menu)
        keys = {key: partial(self._note, each) for key, each in KEYS.items()}
        for key, act in {**keys, "0": self._clear, "F2": self._write}.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _offer(self, found: tuple[list[RoundRow], list[tuple[int, str]], Choices]) -> None:
        had = {row.id for row in self.rounds}
        self.rounds, self._teams, self._choices = found
        self.around.offer([(row.id, row.words) for row in self.rounds])
        new = [row.id for row in self.rounds if row.id not in had]
        if self.rounds and (self.around.value is None or (had and new)):
            self.around.value = new[0] if new else self.rounds[0].id
        self.around.setVisible(bool(self.rounds))
        self._read()

    def _read(self) -> None:
        round_id = self.around.value
        if round_id is None:
            self._show(None)
        else:
            self._desk.look(self, partial(read_round, round_id=round_id), self._show, "round")

    def _show(self, view: RoundView | None) -> None:
        self.view = view
        is_open = view is not None and view.row.until_on is None
        may = may_keep(self._desk)
        self.declare_button.setEnabled(is_open and may)
        self.close_button.setEnabled(view is not None and may)
        self.close_button.set_text("Đóng đợ&t…" if is_open or view is None else "Mở lại đợ&t")
        self.keys.setVisible(is_open and may)
        self.sums.setText(sum_words(view) if view else "")
        self.sums.setVisible(view is not None)
        self.table.set_empty(NOBODY if view else EMPTY)
        self.table.show_rows(view.rows if view else ())
        if self._awaited is not None:
            self.table.choose(self._awaited)
            self._awaited = None

    def _told(self) -> str:
        return f"{self.view.row.words}. {self.sums.text()}" if self.view else ""

    @property
    def _may_note(self) -> bool:
        view = self.view
        return view is not None and view.row.until_on is None and may_keep(self._desk)

    def _note(self, result: SurveyResult) -> None:
        """Write a result for the chosen persons and go to the next one."""
        rows, view = self.table.chosen, self.view
        if not rows or view is None or not self._may_note:
            return
        if result is SurveyResult.CHANGED_CLASS:
            self._write(result)
            return
        order = Finding(view.row.id, tuple(row.person_id for row in rows), result)
        whom = rows[0].name if len(rows) == 1 else f"{len(rows)} người"
        told = f"{whom}: {result.label[:1].lower()}{result.label[1:]}."
        following = self._next(rows)

        def tell(made: Made) -> None:
            self._awaited = following
            self.table.clear_ticks()
            self._read()
            self.table.setFocus()
            tell_done(self._desk, self, told, made)

        self._desk.do(self, partial(note_findings, order=order), tell)

    def _next(self, rows: list[Surveyed]) -> int:
        places = [self.table.rows.place_of(row.id) for row in rows]
        known = [place for place in places if place is not None]
        everybody = self.table.rows.all
        place = min(max(known, default=0) + 1, len(everybody) - 1)
        return everybody[place].id

    def _write(self, result: SurveyResult | None = None) -> None:
        rows, view, choices = self.table.chosen, self.view, self._choices
        if rows and view is not None and choices is not None and self._may_note:
            FindingDialog(self._desk, view, rows, choices, self, result).open()

    def _clear(self) -> None:
        rows = [row for row in self.table.chosen if row.result is not None]
        if rows and self.view is not None and self._may_note:
            ids = tuple(row.person_id for row in rows)
            act = partial(clear_findings, round_id=self.view.row.id, person_ids=ids)
            do_here(self._desk, self, act, f"Đã bỏ kết quả của {len(ids)} người.")

    def _close(self) -> None:
        if self.view is None:
            return
        row = self.view.row
        if row.until_on is None:
            CloseRoundDialog(self._desk, self.view, self._today(), self).open()
            return
        act = partial(reopen_round, round_id=row.id)
        do_here(self._desk, self, act, f"Đã mở lại đợt {row.facts.name}.")

    def _correct(self) -> None:
        if self.view is not None:
            RoundDialog(self._desk, self._today(), self, self.view.row, self._teams).open()

    def _throw(self) -> None:
        if self.view is not None:
            throw(self._desk, self, KIND, self.view.row.id)

    def _open_menu(self, row: Surveyed, place: QPoint) -> None:
        may = self._may_note
        results: list[Line] = [
            (f"{each.label}\t{key}", partial(self._note, each), may) for key, each in KEYS.items()
        ]
        lines: list[Line] = [
            ("Mở hồ sơ\tEnter", partial(self.wanted.emit, OpenPerson(row.person_id)), True),
            *results,
            ("Bỏ kết quả\t0", self._clear, may and row.result is not None),
            ("Ghi thêm…\tF2", self._write, may),
            ("Sửa đợt này…", self._correct, may_keep(self._desk)),
            ("Bỏ cả đợt vào thùng rác", self._throw, may_keep(self._desk)),
            ("In danh sách…\tCtrl+P", partial(self.table.leave, Way.PRINT), True),
            ("Xuất Excel…\tCtrl+E", partial(self.table.leave, Way.EXPORT), True),
        ]
        open_menu(self, lines, place)


def sum_words(view: RoundView) -> str:
    """Say how far the round is, each result once, and how many have files."""
    whole = len(view.rows)
    told = [f"Đã rà soát {whole - view.unseen}/{whole} người"]
    told += [f"{each.label[:1].lower()}{each.label[1:]} {count}" for each, count in view.sums]
    told.append(f"người nghiện và người sử dụng có hồ sơ: {view.with_files}")
    return " · ".join(told)
