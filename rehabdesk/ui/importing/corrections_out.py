"""A list that leaves to be put right in Excel and comes back by its row codes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.importing.kinds.corrections import ExportCorrections, export_corrections
from rehabdesk.services.people.files import PersonRow, list_persons
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.purpose import Leaving, PurposeDialog

TITLE = "Lấy danh sách để sửa"
REMEMBERED = "purpose/corrections"


class CorrectionsOut(QObject):
    """Asks for the purpose, makes the workbook of all files, and saves it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)

    def ask(self) -> None:
        self._desk.look(self._page, list_persons, self._ask_purpose, name="corrections")

    def _ask_purpose(self, rows: list[PersonRow]) -> None:
        ids = tuple(row.id for row in rows)
        question = f"Danh sách có {len(ids)} tên người. Mục đích?"
        dialog = PurposeDialog(Leaving(TITLE, question, REMEMBERED), self._habits, self._page)
        dialog.given.connect(partial(self._make, ids))
        dialog.open()

    def _make(self, person_ids: tuple[int, ...], purpose: str) -> None:
        act = partial(export_corrections, order=ExportCorrections(person_ids, purpose))
        self._desk.do(self._page, act, self._offer)

    def _offer(self, made: ExportedFile) -> None:
        told, after = f"Đã lưu {made.count} người ra", ". Sửa xong thì chọn tệp đó ở đây"
        self._files.offer(self._page, made.name, made.content, told, after)
