"""What is done with a file as a whole: merged, split off again, sent away, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.elsewhere.papers import PaperThere, open_paper_there
from rehabdesk.services.merging.split import Foreseen, MergedRow, foresee_split, list_merged
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.bin.throwing import throw
from rehabdesk.ui.decisions.menu import Line
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.merging.choosing import MergeWithDialog
from rehabdesk.ui.merging.splitting import SplitDialog
from rehabdesk.ui.people.bulk import BulkActs
from rehabdesk.ui.visits import OpenList, OpenMerge, SendAway


class WholeFile(QObject):
    """Adds its lines to the menu of other acts."""

    wanted = Signal(object)

    def __init__(
        self, desk: Desk, habits: QSettings, keeps: Callable[[], bool], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._keeps = keeps
        self._page = page
        self._file: PersonFile | None = None
        self.giving = BulkActs(desk, habits, page)
        self.merged: list[MergedRow] = []

    def show_file(self, file: PersonFile) -> None:
        self._file = file
        look = partial(list_merged, person_id=file.row.id)
        self._desk.look(self._page, look, self._note_merged, "merged")

    @property
    def lines(self) -> list[Line]:
        able = self._file is not None and self._keeps()
        sends = self._file is not None and self._may_send()
        lines: list[Line] = [
            ("Giao hồ sơ cho cán bộ…", self.give, able),
            ("Chuyển hồ sơ đi…", self.send_away, sends),
            ("Gộp hai hồ sơ…", self.merge, able),
        ]
        lines += [
            (f"Tách lại hồ sơ {each.code}…", partial(self.split, each.id), able)
            for each in self.merged[:1]
        ]
        return [*lines, ("Xóa hồ sơ", self.throw_away, able)]

    def give(self) -> None:
        """Hand the file to another clerk; one kept close is then his and not ours."""
        if self._file is not None:
            self.giving.ask_clerk((self._file.row.id,))

    def merge(self) -> None:
        if (file := self._file) is not None:
            person = (file.row.id, file.row.full_name)
            dialog = MergeWithDialog(self._desk, self._habits, person, self._page)
            dialog.chosen.connect(self._lay_side_by_side)
            dialog.open()

    def split(self, merge_id: int) -> None:
        look = partial(foresee_split, merge_id=merge_id)
        self._desk.look(self._page, look, self._ask_split, "split")

    def send_away(self) -> None:
        if self._file is not None:
            self.wanted.emit(SendAway(self._file.row.id))

    def open_there(self, there: PaperThere) -> None:
        """Show a paper of another office that came with the file."""
        act = partial(open_paper_there, transfer_id=there.transfer_id, place=there.place)
        self._desk.do(self._page, act, self._show_there)

    def throw_away(self) -> None:
        if self._file is not None:
            leave = partial(self.wanted.emit, OpenList())
            throw(self._desk, self._page, "person", self._file.row.id, leave)

    def _may_send(self) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(Right.EXPORT_LISTS)

    def _show_there(self, paper: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *paper, self._page).open()

    def _note_merged(self, rows: list[MergedRow]) -> None:
        self.merged = rows

    def _lay_side_by_side(self, other_id: int) -> None:
        if self._file is not None:
            self.wanted.emit(OpenMerge(self._file.row.id, other_id))

    def _ask_split(self, foreseen: Foreseen) -> None:
        SplitDialog(self._desk, foreseen, self._page).open()
