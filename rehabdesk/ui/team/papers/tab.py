"""Quyết định của đội: those of our book and older ones, the next one to be composed (F58)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.regime import (
    TEAM_DISSOLUTION,
    TEAM_MEMBERS,
    TEAM_RULES,
    VOLUNTEER_TEAM,
)
from rehabdesk.services.teams.changes import Made
from rehabdesk.services.teams.listed import words_of_team
from rehabdesk.services.teams.looks import TeamRow
from rehabdesk.services.teams.papers import (
    PaperRow,
    list_papers,
    read_scan_of,
    take_back_paper,
)
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.keys import OwnKey
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.team.papers.record_dialog import Begun, RecordDialog, begin_record
from rehabdesk.ui.visits import Compose, OpenRegister, OpenTeam

EMPTY = "Chưa có quyết định nào về đội. Bấm Ctrl+N để ghi quyết định đã có, F8 để soạn."


def _copy(row: PaperRow) -> str:
    if row.decision_id is not None:
        return "" if row.is_waiting else "trong sổ"
    return "bản quét" if row.has_scan else "–"


COLUMNS = (
    Column[PaperRow]("Việc", lambda row: row.title, width=230, is_subject=True),
    Column[PaperRow]("Số", lambda row: row.number or "chờ số", width=130),
    Column[PaperRow](
        "Ngày ký",
        lambda row: f"{row.on:%d/%m/%Y}" if row.on else "",
        lambda row: row.on.toordinal() if row.on else 0,
        width=96,
    ),
    Column[PaperRow]("Người ký", lambda row: row.issuer, width=170),
    Column[PaperRow]("Trích yếu", lambda row: row.words, width=200, is_stretched=True),
    Column[PaperRow](
        "Tình trạng",
        lambda row: row.state,
        width=170,
        sign=lambda row: Sign("hourglass", "warn") if row.is_waiting else None,
    ),
    Column[PaperRow]("Bản giấy", _copy, width=90),
)
VARIANTS = (
    ("Soạn quyết định thành lập…", VOLUNTEER_TEAM, (("vteam_act", "thành lập"),)),
    ("Soạn quyết định kiện toàn…", VOLUNTEER_TEAM, (("vteam_act", "kiện toàn"),)),
    ("Soạn quyết định thay đổi thành viên…", TEAM_MEMBERS, ()),
    ("Soạn quyết định phê duyệt quy chế…", TEAM_RULES, ()),
    ("Soạn quyết định giải thể…", TEAM_DISSOLUTION, ()),
)


class PapersTab(QWidget):
    wanted = Signal(object)
    WATCHES = frozenset({"team_paper", "decision", "decision_link", "volunteer_team"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._team: TeamRow | None = None
        self.record_button = KeyButton("&Ghi quyết định đã có…", "Ctrl+N", "add")
        self.compose_button = KeyButton(
            "S&oạn quyết định", "F8", "document_edit", "primary", is_bound=False
        )
        self.undo_button = KeyButton("&Hoàn tác ghi…")
        self.message = MessageFrame()
        self.rows = Rows(COLUMNS, self, identity=lambda row: row.key)
        self.table = ListTable(self.rows, "team.papers", habits)
        self.table.setAccessibleName("Quyết định của đội")
        self.table.set_empty(EMPTY)
        self.table.told = Told(
            words=lambda: self._team.name if self._team else "", names_persons=False
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._connect()

    def head_buttons(self) -> tuple[QWidget, ...]:
        return self.undo_button, self.record_button, self.compose_button

    def show_team(self, team: TeamRow | None) -> None:
        self._team = team
        self.refresh()

    def visit(self, visit: object) -> None:
        """Take a visit to row 0 as the wish to write down a decision at once."""
        if isinstance(visit, OpenTeam) and visit.row_id == 0:
            self.record()

    def refresh(self) -> None:
        team_id = self._team.id if self._team else None
        self._desk.look(self, partial(list_papers, team_id=team_id), self._show, "papers")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def record(self) -> None:
        self.message.hush()
        team_id = self._team.id if self._team else None
        look = partial(begin_record, team_id=team_id)
        self._desk.look(self, look, self._open_record, "begun")

    def _connect(self) -> None:
        self.record_button.clicked.connect(self.record)
        self.compose_button.clicked.connect(self._choose_variant)
        OwnKey(self, Qt.Key.Key_F8, self.compose_button.click)
        self.undo_button.clicked.connect(self._take_back)
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._note_row)
        self.table.menu_wanted.connect(lambda row, at: open_menu(self, self._lines(row), at))
        self._desk.changed.connect(self._refresh_if_touched)

    def _show(self, rows: list[PaperRow]) -> None:
        self.table.show_rows(rows)
        self._note_row(self.table.current)

    def _note_row(self, row: PaperRow | None) -> None:
        keeps = self._may(Right.KEEP_TEAM)
        self.record_button.setEnabled(keeps)
        self.compose_button.setEnabled(self._may(Right.DRAFT_DECISIONS))
        is_older = row is not None and row.id is not None and row.decision_id is None
        self.undo_button.setEnabled(keeps and is_older)

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(right)

    def _open_record(self, begun: Begun) -> None:
        dialog = RecordDialog(self._desk, begun, self)
        dialog.recorded.connect(self._tell_recorded)
        dialog.open()

    def _tell_recorded(self, made: Made) -> None:
        undo = partial(self._undo, made.row_id)
        self._desk.say(f"Đã {made.title}", UNDO, undo)

    def _take_back(self) -> None:
        row = self.table.current
        if row is not None and row.id is not None:
            self._undo(row.id)

    def _undo(self, paper_id: int) -> None:
        self.message.hush()
        act = partial(take_back_paper, paper_id=paper_id)
        told = "Đã hoàn tác ghi quyết định, thành viên trở lại như trước"
        self._desk.do(self, act, lambda _: self._desk.say(told))

    def _open(self, row: PaperRow) -> None:
        if row.is_waiting:
            self.wanted.emit(Compose(decision_id=row.decision_id))
        elif row.decision_id is not None:
            self.wanted.emit(OpenRegister(row.decision_id))
        elif row.has_scan and row.id is not None:
            self._desk.look(self, partial(read_scan_of, paper_id=row.id), self._show_scan)

    def _show_scan(self, found: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *found, self).open()

    def _lines(self, row: PaperRow) -> list[Line]:
        is_older = row.id is not None and row.decision_id is None
        return [
            ("Mở\tEnter", partial(self._open, row), row.has_scan or row.is_waiting),
            ("Hoàn tác ghi", self._take_back, is_older and self._may(Right.KEEP_TEAM)),
        ]

    def _choose_variant(self) -> None:
        able = self._may(Right.DRAFT_DECISIONS)
        lines: list[Line] = [
            (words, partial(self._compose, purpose, typed), able)
            for words, purpose, typed in VARIANTS
        ]
        button = self.compose_button
        open_menu(button, lines, button.mapToGlobal(QPoint(0, button.height())))

    def _compose(self, purpose: str, typed: tuple[tuple[str, str], ...]) -> None:
        """Compose a decision; one on another team than the commune's own begins with its words."""

        def go(words: tuple[tuple[str, str], ...]) -> None:
            self.wanted.emit(Compose(purpose=purpose, typed=(*words, *typed)))

        if self._team is None or self._team.until_on is not None:
            go(())
        else:
            look = partial(words_of_team, team_id=self._team.id)
            self._desk.look(self, look, go, "words")

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()
