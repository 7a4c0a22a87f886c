"""Why a named person is counted in a figure, or is not."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.reports.behind import Behind, why_person
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.team.models.inputs import chosen_ids, persons_field


class WhyDialog(FormDialog):
    """The answer stands below the name; another name asks anew."""

    def __init__(self, desk: Desk, asked: ReportAsked, behind: Behind, parent: QWidget) -> None:
        super().__init__("Hỏi một người", "&Hỏi", parent, quiet_text="Đóng")
        self._desk, self._asked, self._behind = desk, asked, behind
        self.person = persons_field(desk, self, most=1)
        self.add("person", f"&Người nào? Dòng “{behind.title}”", self.person)
        self.person.changed.connect(self._ask)

    def submit(self) -> None:
        self._ask()

    def _ask(self) -> None:
        persons = chosen_ids(self.person)
        if not persons:
            self.message.hush()
            return
        look = partial(
            why_person,
            asked=self._asked,
            row_key=self._behind.row_key,
            person_id=persons[0],
        )
        self._desk.look(self, look, self._answer, name="why")

    def _answer(self, words: str) -> None:
        is_counted = words.startswith("Được tính")
        name = self.person.chosen[0].title if self.person.chosen else ""
        self.message.say("ok" if is_counted else "info", f"{name}. {words}" if name else words)
        self.make_room()
