"""Ghi quyết định đã có: a decision signed before the program, with what it says of the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.teamwork.codes import BodyPaper, TeamLevel
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.teams.changes import Made
from rehabdesk.services.teams.following import read_leaving, read_members
from rehabdesk.services.teams.listed import listed_rows
from rehabdesk.services.teams.looks import TeamRow, list_teams
from rehabdesk.services.teams.papers import LISTING, RecordPaper, record_paper
from rehabdesk.services.teams.plans import Plan
from rehabdesk.services.teams.roster import list_hamlets
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.sheet import CellRows, SheetInput
from rehabdesk.ui.kit.style import Style

DAY_WIDTH, LIST_HEIGHT = 128, 190
NEW_TEAM = "Đội mới"
MEMBER_HEADS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Đơn vị công tác / nơi cư trú",
    "Chức danh trong Đội",
)
LEAVING_HEADS = ("STT", "Họ và tên", "Ngày sinh", "Chức danh trong Đội", "Lý do")
SCANS = "Bản quét (*.pdf *.jpg *.jpeg *.png)"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the dialog opens with."""

    teams: tuple[TeamRow, ...]
    hamlets: tuple[tuple[int, str], ...]
    name: str  # of a first team
    members: tuple[str, ...]  # who serves today, as a decision lists them
    today: date
    team_id: int | None


def begin_record(work: Work, team_id: int | None) -> Begun:
    profile = profile_on(work, work.today)
    name = f"Đội công tác xã hội tình nguyện {profile.commune_full_name}"
    members = tuple(listed_rows(work, work.today, team_id)) if team_id else ()
    teams = tuple(each for each in list_teams(work) if each.until_on is None)
    return Begun(teams, tuple(list_hamlets(work)), name, members, work.today, team_id)


class RecordDialog(FormDialog):
    """What it asks for follows what the decision does."""

    recorded = Signal(object)  # Made

    def __init__(self, desk: Desk, begun: Begun, page: QWidget) -> None:
        super().__init__("Ghi quyết định đã có", "&Ghi quyết định", page, WIDTHS[3])
        self._desk, self._begun, self._page = desk, begun, page
        self._scan: tuple[str, bytes] = ("", b"")
        self._offered: CellRows = []
        self.kind = ComboField([(each, each.label) for each in BodyPaper])
        self.team = ComboField[int | None](
            [(None, NEW_TEAM), *((each.id, each.name) for each in begun.teams)]
        )
        self.name = TextField(begun.name)
        self.level = ComboField([(each, each.label) for each in TeamLevel])
        self.hamlet = ComboField[int | None]([(None, "Cả xã"), *begun.hamlets])
        self.number = TextField("", "12/QĐ-UBND")
        self.signed_on = DateField(begun.today, needs_day=True)
        self.on = DateField(begun.today, needs_day=True)
        self.issuer = TextField("", "Chủ tịch UBND xã")
        self.words = TextField()
        self.members = _sheet("Danh sách thành viên", MEMBER_HEADS)
        self.leaving = _sheet("Người thôi tham gia", LEAVING_HEADS, LIST_HEIGHT // 2)
        self.joining = _sheet("Người được bổ sung", MEMBER_HEADS, LIST_HEIGHT // 2)
        self._scan_words = QLabel("chưa đính kèm bản quét")
        self._scan_words.setProperty("role", "secondary")
        self.scan_button = KeyButton("Bản &quét…", picture="attach", is_small=True)
        self._lay_out()
        self._listen()
        self.team.value = begun.team_id
        self.kind.value = BodyPaper.RECONSTITUTE if begun.team_id else BodyPaper.ESTABLISH
        self._note_kind()

    def _lay_out(self) -> None:
        for field in (self.signed_on, self.on):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.add_row(
            Entry("kind", "&Loại quyết định", self.kind, stretch=0),
            Entry("team_id", "Độ&i", self.team),
        )
        self._new_team = self.add_row(
            Entry("name", "&Tên đội", self.name),
            Entry("level", "&Cấp", self.level, stretch=0),
            Entry("hamlet_id", "T&hôn", self.hamlet, stretch=0),
        )
        self.add_row(
            Entry("number", "&Số, ký hiệu", self.number),
            Entry("signed_on", "Ngày &ký", self.signed_on, stretch=0),
            Entry("on", "Hiệu lực t&ừ", self.on, "trống: từ ngày ký", stretch=0),
            Entry("issuer", "Người k&ý", self.issuer),
        )
        self._lists = {
            "members": self.add("members", "Danh sách th&ành viên", self.members),
            "leaving": self.add("leaving", "Thôi tham &gia", self.leaving),
            "joining": self.add("joining", "&Bổ sung", self.joining),
        }
        self.add("words", "Trích &yếu, ghi thêm", self.words)
        scan = QWidget()
        row = QHBoxLayout(scan)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.scan_button)
        row.addWidget(self._scan_words, 1)
        self.form.add_widget(scan)

    def _listen(self) -> None:
        self.kind.activated.connect(lambda _: self._note_kind())
        self.team.activated.connect(lambda _: self._note_kind())
        self.scan_button.clicked.connect(self._choose_scan)

    def _note_kind(self) -> None:
        """Ask for the lists this kind of decision has; a reconstitution starts from who serves."""
        kind, is_new = self.kind.value, self.team.value is None
        wanted = {
            "members": kind in LISTING,
            "leaving": kind is BodyPaper.CHANGE_MEMBERS,
            "joining": kind is BodyPaper.CHANGE_MEMBERS,
        }
        for name, box in self._lists.items():
            box.setVisible(wanted[name])
        for box in self._new_team:
            box.setVisible(is_new)
        is_going_on = self.team.value is not None and self.team.value == self._begun.team_id
        begun = [row.split(CELLS) for row in self._begun.members]
        if kind is BodyPaper.RECONSTITUTE and is_going_on:
            if not self.members.rows:
                self.members.show_rows(begun)
                self._offered = self.members.rows
        elif self.members.rows == self._offered:  # nobody has touched what was offered
            self.members.show_rows([])
        self.make_room()

    def submit(self) -> None:
        kind = self.kind.value or BodyPaper.ESTABLISH
        signed_on = self.signed_on.day
        today = self._begun.today
        listed = read_members(_lines(self.members), today) if kind in LISTING else ()
        is_change = kind is BodyPaper.CHANGE_MEMBERS
        plan = Plan(
            kind,
            self.name.value,
            self.on.day or signed_on or today,
            listed,
            read_leaving(_lines(self.leaving), today) if is_change else (),
            read_members(_lines(self.joining), today) if is_change else (),
            self.level.value or TeamLevel.COMMUNE,
            self.hamlet.value,
        )
        order = RecordPaper(
            plan,
            self.number.value,
            signed_on,
            self.team.value,
            self.issuer.value,
            self.words.value,
            *self._scan,
        )
        self._desk.do(self, partial(record_paper, order=order), self._tell)

    def _tell(self, made: Made) -> None:
        self.accept()
        self.recorded.emit(made)

    def _choose_scan(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Chọn bản quét", "", SCANS)
        if chosen:
            path = Path(chosen)
            self._desk.run(self, partial(read_scan, path), partial(self._take_scan, path.name))

    def _take_scan(self, name: str, content: bytes) -> None:
        self._scan = name, content
        self._scan_words.setText(name)


def _lines(table: SheetInput) -> list[str]:
    return [CELLS.join(cells) for cells in table.rows]


def _sheet(label: str, heads: tuple[str, ...], height: int = LIST_HEIGHT) -> SheetInput:
    widths = {1: 130, 2: 90, 4: 140} if heads is MEMBER_HEADS else {1: 130, 2: 140}
    sheet = SheetInput(label, heads, [], widths)
    sheet.setFixedHeight(Style.current.length(height))
    return sheet
