"""Lists that leave the office: to Excel or on paper, always with a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths
from PySide6.QtWidgets import QWidget

from rehabdesk.services.exports import (
    ExportedFile,
    ExportList,
    PrintedList,
    export_list,
    print_list,
    save_file,
)
from rehabdesk.services.people.files import PersonRow
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.purpose import Leaving, PurposeDialog

FOLDER = "folder/export"
REMEMBERED = "purpose/list"
WORKBOOK = "Xuất Excel"
PAPER = "In danh sách"


class OutgoingList(QObject):
    """Asks for the purpose, makes the list, and saves or shows it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._rows: tuple[PersonRow, ...] = ()
        self._words = ""
        self._as_of = date.min

    def to_workbook(self, rows: Sequence[PersonRow], words: str, as_of: date) -> None:
        self._ask(WORKBOOK, rows, words, as_of)

    def to_paper(self, rows: Sequence[PersonRow], words: str, as_of: date) -> None:
        self._ask(PAPER, rows, words, as_of)

    def _ask(self, title: str, rows: Sequence[PersonRow], words: str, as_of: date) -> None:
        self._rows, self._words, self._as_of = tuple(rows), words, as_of
        hidden = sum(1 for row in rows if row.is_left_out_of_lists)
        question = f"{title} có {len(rows) - hidden} tên người. Mục đích?"
        leaving = Leaving(title, question, REMEMBERED)
        dialog = PurposeDialog(leaving, self._habits, self._page)
        if hidden:
            dialog.set_fact(f"{hidden} người không in theo yêu cầu")
        dialog.given.connect(self._export if title == WORKBOOK else self._print)
        dialog.open()

    def _order(self, purpose: str) -> ExportList:
        return ExportList(tuple(row.id for row in self._rows), purpose, self._words, self._as_of)

    def _export(self, purpose: str) -> None:
        act = partial(export_list, order=self._order(purpose))
        self._desk.do(self._page, act, self._offer_file)

    def _offer_file(self, made: ExportedFile) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        then = partial(self._save, made)
        ask.save_file(self._page, WORKBOOK, folder / made.name, "Tệp Excel (*.xlsx)", then)

    def _save(self, made: ExportedFile, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        told = partial(self._desk.say, f"Đã xuất {made.count} người ra tệp “{path.name}”")
        self._desk.run(self._page, partial(save_file, path, made.content), lambda _: told())

    def _print(self, purpose: str) -> None:
        act = partial(print_list, order=self._order(purpose))
        self._desk.do(self._page, act, self._show_pages)

    def _show_pages(self, made: PrintedList) -> None:
        dialog = PaperDialog(self._desk, self._habits, made.name, made.content, self._page)
        dialog.open()
