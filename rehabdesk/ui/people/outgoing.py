"""Lists that leave the office: to Excel or on paper, always with a purpose."""

from __future__ import annotations

from dataclasses import dataclass
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
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.purpose import Leaving, PurposeDialog

FOLDER = "folder/export"
REMEMBERED = "purpose/list"
WORKBOOK = "Xuất Excel"
PAPER = "In danh sách"


@dataclass(frozen=True, slots=True)
class ListToSend:
    """Who is listed, how many of them are not to be printed, and which filter that was."""

    person_ids: tuple[int, ...]
    hidden: int
    words: str
    as_of: date


class OutgoingList(QObject):
    """Asks for the purpose, makes the list, and saves or shows it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._listed = ListToSend((), 0, "", date.min)

    def to_workbook(self, listed: ListToSend) -> None:
        self._ask(WORKBOOK, listed)

    def to_paper(self, listed: ListToSend) -> None:
        self._ask(PAPER, listed)

    def _ask(self, title: str, listed: ListToSend) -> None:
        self._listed = listed
        question = f"{title} có {len(listed.person_ids) - listed.hidden} tên người. Mục đích?"
        leaving = Leaving(title, question, REMEMBERED)
        dialog = PurposeDialog(leaving, self._habits, self._page)
        if listed.hidden:
            dialog.set_fact(f"{listed.hidden} người không in theo yêu cầu")
        dialog.given.connect(self._export if title == WORKBOOK else self._print)
        dialog.open()

    def _order(self, purpose: str) -> ExportList:
        listed = self._listed
        return ExportList(listed.person_ids, purpose, listed.words, listed.as_of)

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
