"""Papers of the board that leave the office: the proof and the sheets, always with a purpose."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths
from PySide6.QtWidgets import QWidget

from rehabdesk.services.board_papers.proof import export_proof, print_proof
from rehabdesk.services.board_papers.sheets import print_sheets
from rehabdesk.services.exports import ExportedFile, PrintedList, save_file
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.purpose import Leaving, PurposeDialog

FOLDER = "folder/export"
REMEMBERED = "purpose/assignments"
PRINT = "In danh sách"
EXPORT = "Xuất Excel"
SHEETS = "In tờ theo dõi"


class OutgoingAssignments(QObject):
    """Asks for the purpose, makes the paper, and shows or saves it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def print_proof(self, count: int) -> None:
        dialog = self._ask(PRINT, f"In danh sách có {count} tên người. Mục đích?")
        dialog.given.connect(partial(self._make, print_proof))

    def export_proof(self, count: int) -> None:
        dialog = self._ask(EXPORT, f"Xuất Excel có {count} tên người. Mục đích?")
        dialog.given.connect(self._export)

    def print_sheets(self) -> None:
        question = "Mỗi người phụ trách một tờ, có tên những người đang giúp. Mục đích?"
        dialog = self._ask(SHEETS, question)
        dialog.given.connect(partial(self._make, print_sheets))

    def _ask(self, title: str, question: str) -> PurposeDialog:
        dialog = PurposeDialog(Leaving(title, question, REMEMBERED), self._habits, self._page)
        dialog.open()
        return dialog

    def _make(self, act: Callable[..., PrintedList], purpose: str) -> None:
        self._desk.do(self._page, partial(act, purpose=purpose), self._show_pages)

    def _show_pages(self, made: PrintedList) -> None:
        dialog = PaperDialog(self._desk, self._habits, made.name, made.content, self._page)
        dialog.open()

    def _export(self, purpose: str) -> None:
        self._desk.do(self._page, partial(export_proof, purpose=purpose), self._offer_file)

    def _offer_file(self, made: ExportedFile) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        then = partial(self._save, made)
        ask.save_file(self._page, EXPORT, folder / made.name, "Tệp Excel (*.xlsx)", then)

    def _save(self, made: ExportedFile, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        told = f"Đã xuất {made.count} người ra tệp “{path.name}”"
        write = partial(save_file, path, made.content)
        self._desk.run(self._page, write, lambda _: self._desk.say(told))
