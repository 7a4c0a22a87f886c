"""Why a named person is counted in a figure, or is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.office import Work
from rehabdesk.services.reports.behind import Behind, why_person
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.kept_names import (
    COUNTED_ANYWAY,
    CellAsked,
    WhyTold,
    why_in_cell,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.team.models.inputs import chosen_ids, persons_field


class WhyDialog(FormDialog):
    """The answer stands below the name; another name asks anew.

    Of a closed report the names kept with it answer; what is so today is said apart.
    """

    def __init__(
        self,
        desk: Desk,
        asked: ReportAsked,
        behind: Behind,
        parent: QWidget,
        cell: CellAsked | None = None,
    ) -> None:
        super().__init__("Hỏi một người", "&Hỏi", parent, quiet_text="Đóng")
        self._desk, self._asked, self._behind, self._cell = desk, asked, behind, cell
        self.person = persons_field(desk, self, most=1)
        self.add("person", f"&Người nào? Dòng “{behind.title}”", self.person)
        self.today = QLabel()
        self.today.setProperty("role", "secondary")
        self.today.setWordWrap(True)
        self.today.hide()
        self.body.addWidget(self.today)
        self.person.changed.connect(self._ask)

    def submit(self) -> None:
        self._ask()

    def _ask(self) -> None:
        persons = chosen_ids(self.person)
        if not persons:
            self.message.hush()
            self.today.hide()
            return
        look: Callable[[Work], WhyTold] = partial(
            _counted_now, asked=self._asked, behind=self._behind, person_id=persons[0]
        )
        if self._cell is not None:
            look = partial(why_in_cell, cell=self._cell, person_id=persons[0])
        self._desk.look(self, look, self._answer, name="why")

    def _answer(self, told: WhyTold) -> None:
        name = self.person.chosen[0].title if self.person.chosen else ""
        words = f"{name}. {told.words}" if name else told.words
        self.message.say("ok" if told.is_counted else "info", words)
        self.today.setText(told.today)
        self.today.setVisible(bool(told.today))
        self.make_room()


def _counted_now(work: Work, asked: ReportAsked, behind: Behind, person_id: int) -> WhyTold:
    words = why_person(work, asked, behind.row_key, person_id, behind.role)
    return WhyTold(words, words.startswith(COUNTED_ANYWAY))
