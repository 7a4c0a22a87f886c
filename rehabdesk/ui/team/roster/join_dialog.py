"""Thêm đội viên: somebody known, or somebody new with what the standards ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.teamwork.codes import TeamRole
from rehabdesk.services.office import Work
from rehabdesk.services.teams.looks import TeamRow, paper_words
from rehabdesk.services.teams.membership import join_team
from rehabdesk.services.teams.orders import JoinTeam
from rehabdesk.services.teams.papers import list_papers
from rehabdesk.services.teams.roster import Candidate, list_candidates, list_hamlets
from rehabdesk.services.volunteers import VolunteerFacts
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.team.doing import do_from

DAY_WIDTH = 128
SOMEBODY_NEW = "Người mới"
NO_PAPER = "Chưa có quyết định"
HINT = "Chọn người đã có, hoặc để “Người mới” rồi gõ họ tên."


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen in the dialogs of a team."""

    candidates: tuple[Candidate, ...]
    hamlets: tuple[tuple[int, str], ...]
    papers: tuple[tuple[int, str], ...]
    today: date


def read_offered(work: Work, team_id: int) -> Offered:
    papers = [
        (row.id, f"{row.title} – {paper_words(row.number, row.on)}")
        for row in list_papers(work, team_id)
        if row.id is not None
    ]
    return Offered(
        tuple(list_candidates(work, team_id)),
        tuple(list_hamlets(work)),
        tuple(papers),
        work.today,
    )


class JoinDialog(FormDialog):
    def __init__(self, desk: Desk, team: TeamRow, offered: Offered, page: QWidget) -> None:
        super().__init__("Thêm đội viên", "Thêm vào độ&i", page, WIDTHS[2])
        self._desk, self._team, self._page = desk, team, page
        known = [(each.id, _told(each)) for each in offered.candidates]
        self.who = ComboField[int | None]([(None, SOMEBODY_NEW), *known])
        self.full_name = TextField()
        self.sex = ComboField[Sex | None](
            [(None, "Chưa rõ"), *((each, each.label) for each in Sex)]
        )
        self.born = DateField(offered.today, is_birth=True)
        self.residence = TextField()
        self.resident_since = DateField(offered.today, needs_day=True)
        self.workplace = TextField()
        self.is_civil_servant = QCheckBox("Là công chức")
        self.is_fit = ComboField[bool | None](
            [(None, "Chưa khai"), (True, "Đủ"), (False, "Không đủ")]
        )
        self.phone = TextField()
        self.role = ComboField([(each, each.label) for each in reversed(TeamRole)])
        self.represents = TextField("", "Hội Phụ nữ, Cựu chiến binh, Đoàn TN, thôn…")
        self.area = ComboField[int | None]([(None, "Chưa phân công"), *offered.hamlets])
        self.on = DateField(offered.today, offered.today, needs_day=True)
        self.paper = ComboField[int | None]([(None, NO_PAPER), *offered.papers])
        self._lay_out()
        self.who.activated.connect(lambda _: self._note_who())

    def _lay_out(self) -> None:
        for field in (self.born, self.resident_since, self.on):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.add("volunteer_id", "N&gười vào đội", self.who, HINT)
        self._new = [
            *self.add_row(
                Entry("full_name", "&Họ và tên", self.full_name),
                Entry("sex", "Giới tính", self.sex, stretch=0),
                Entry("born", "Ngày &sinh", self.born, stretch=0),
            ),
            *self.add_row(
                Entry("residence", "Nơi ở", self.residence),
                Entry("resident_since", "Ở xã từ ngày", self.resident_since, stretch=0),
                Entry("phone", "&Điện thoại", self.phone),
            ),
            *self.add_row(
                Entry("workplace", "Nơi &làm việc tại xã", self.workplace),
                Entry("is_civil_servant", "Công chức", self.is_civil_servant, stretch=0),
                Entry("is_fit", "Sức khỏe, năng lực hành vi", self.is_fit, stretch=0),
            ),
        ]
        self.add_row(
            Entry("role", "&Vai trò", self.role, stretch=0),
            Entry("represents", "Đại &diện cho", self.represents),
            Entry("area", "Địa &bàn", self.area),
        )
        self.add_row(
            Entry("on", "&Từ ngày", self.on, stretch=0),
            Entry("paper_id", "Theo &quyết định", self.paper),
        )

    def submit(self) -> None:
        who, name = self.who.value, self.full_name.value
        facts = VolunteerFacts(
            name,
            self.sex.value,
            phone=self.phone.value,
            hamlet_id=self.area.value,
            serves_from=self.on.day,
            born=self.born.value,
            residence=self.residence.value,
            resident_since=self.resident_since.day,
            workplace=self.workplace.value,
            is_civil_servant=self.is_civil_servant.isChecked(),
            is_fit=self.is_fit.value,
        )
        if self.on.day is None:
            self.form.box("on").tell("error", "Ghi ngày vào đội.")
            return
        area = self.area.value
        order = JoinTeam(
            self._team.id,
            self.role.value or TeamRole.MEMBER,
            self.on.day,
            who,
            None if who is not None else facts,
            self.represents.value,
            self.paper.value,
            (area,) if area is not None else (),
        )
        called = name if who is None else self.who.currentText().partition(" · ")[0]
        act = partial(join_team, order=order)
        do_from(self, self._desk, self._page, act, f"Đã thêm {called} vào đội")

    def _note_who(self) -> None:
        """Ask for facts of somebody new alone."""
        is_new = self.who.value is None
        for box in self._new:
            box.setVisible(is_new)
        self.make_room()


def _told(each: Candidate) -> str:
    return f"{each.full_name} · {each.detail}" if each.detail else each.full_name
