"""A survey round opened or closed, and a result with what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import CaseState
from rehabdesk.domain.course.standing import FOLLOWED
from rehabdesk.domain.teamwork.codes import SurveyResult
from rehabdesk.services.models.looks import Choices
from rehabdesk.services.models.survey_looks import RoundRow, RoundView, Surveyed
from rehabdesk.services.models.surveys import (
    Finding,
    RoundFacts,
    close_round,
    correct_round,
    note_findings,
    open_round,
)
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from
from rehabdesk.ui.team.models.inputs import NOWHERE, day_field

CLASSES = tuple(each for each in CaseState if each in FOLLOWED)  # what somebody may have become
CLASS_HINT = "Hồ sơ chưa đổi theo: diện chỉ đổi khi có quyết định hoặc sự việc ghi ở hồ sơ."


class RoundDialog(FormDialog):
    def __init__(
        self,
        desk: Desk,
        today: date,
        page: QWidget,
        row: RoundRow | None = None,
        teams: Sequence[tuple[int, str]] = (),
    ) -> None:
        title, accept = ("Sửa đợt rà soát", "&Lưu") if row else ("Mở đợt rà soát", "&Mở đợt")
        super().__init__(title, accept, page, WIDTHS[1])
        self._desk, self._page, self._row = desk, page, row
        quarter = ("I", "II", "III", "IV")[(today.month - 1) // 3]
        facts = row.facts if row else RoundFacts(f"Rà soát quý {quarter}/{today.year}", today)
        self.name = TextField(facts.name)
        self.on = day_field(today, facts.from_on)
        self.paper = TextField(facts.paper, "Kế hoạch, công văn số … ngày …")
        self.team = ComboField([(NOWHERE, "Cả xã"), *teams])
        self.team.value = facts.team_id or NOWHERE
        self.note = TextBox(facts.note, lines=2)
        self.add_row(
            Entry("name", "&Tên đợt", self.name), Entry("on", "Từ &ngày", self.on, stretch=0)
        )
        self.add("paper", "T&heo văn bản", self.paper)
        self.add("team", "Độ&i làm", self.team)
        self.add("note", "Ghi &chú", self.note)

    def submit(self) -> None:
        facts = RoundFacts(
            self.name.value,
            self.on.day,
            self.paper.value,
            self.team.value or None,
            self.note.value,
        )
        if self._row is None:
            act = partial(open_round, facts=facts)
            do_from(self, self._desk, self._page, act, f"Đã mở đợt {facts.name}.")
            return
        row = self._row
        edit = Edit(row.facts, facts, row.version, partial(_correcting, row.id))
        do_from(self, self._desk, self._page, edit, f"Đã sửa đợt {facts.name}.")


def _correcting(round_id: int, facts: RoundFacts, version: int) -> Callable[[Work], Made]:
    return partial(correct_round, round_id=round_id, version=version, facts=facts)


class CloseRoundDialog(FormDialog):
    def __init__(self, desk: Desk, view: RoundView, today: date, page: QWidget) -> None:
        super().__init__("Đóng đợt rà soát", "&Đóng đợt", page)
        self._desk, self._view, self._page = desk, view, page
        self.on = day_field(today, today)
        self.add("on", "&Ngày đóng", self.on)
        self.set_fact(view.row.facts.name)

    def submit(self) -> None:
        row = self._view.row
        act = partial(close_round, round_id=row.id, on=self.on.day, unseen=self._view.unseen)
        do_from(self, self._desk, self._page, act, f"Đã đóng đợt {row.facts.name}.")


class FindingDialog(FormDialog):
    """One result for one person or several, with words, the class after, and who found it."""

    def __init__(
        self,
        desk: Desk,
        view: RoundView,
        rows: Sequence[Surveyed],
        choices: Choices,
        page: QWidget,
        result: SurveyResult | None = None,
    ) -> None:
        super().__init__("Kết quả rà soát", "&Ghi kết quả", page, WIDTHS[1])
        self._desk, self._view, self._rows, self._page = desk, view, tuple(rows), page
        first, today = rows[0], choices.today
        self.found = ComboField([(each, each.label) for each in SurveyResult])
        self.found.value = result or first.result or SurveyResult.UNCHANGED
        self.on = day_field(today, first.on or today)
        classes = ((each.label, each.label) for each in CLASSES)
        self.after = ComboField([("", "Như trước"), *classes])
        if first.changed:
            self.after.value = first.changed
        self.volunteer = ComboField([(NOWHERE, "Không nói rõ"), *choices.volunteers])
        self.volunteer.value = first.volunteer_id or NOWHERE
        self.words = TextBox(first.words if len(rows) == 1 else "", lines=3)
        self.add_row(
            Entry("result", "&Kết quả", self.found), Entry("on", "&Ngày", self.on, stretch=0)
        )
        self.after_box = self.add("kind_after", "&Diện sau rà soát", self.after, CLASS_HINT)
        self.add("volunteer", "Người &rà soát", self.volunteer)
        self.add("words", "Ghi &thêm", self.words)
        told = first.name if len(rows) == 1 else f"{len(rows)} người"
        self.set_fact(told)
        self.found.activated.connect(lambda _: self._note_result())
        self._note_result()

    def _note_result(self) -> None:
        self.after_box.setVisible(self.found.value is SurveyResult.CHANGED_CLASS)
        self.make_room()

    def submit(self) -> None:
        result = self.found.value or SurveyResult.UNCHANGED
        is_changed = result is SurveyResult.CHANGED_CLASS
        order = Finding(
            self._view.row.id,
            tuple(row.person_id for row in self._rows),
            result,
            self.on.day,
            (self.after.value or "") if is_changed else "",
            self.words.value,
            self.volunteer.value or None,
        )
        whom = self._rows[0].name if len(self._rows) == 1 else f"{len(self._rows)} người"
        told = f"{whom}: {result.label[:1].lower()}{result.label[1:]}."
        do_from(self, self._desk, self._page, partial(note_findings, order=order), told)
