"""Papers of the board that leave the office: the proof and the sheets, always with a purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.board_papers.proof import export_proof, print_proof, word_proof
from rehabdesk.services.board_papers.sheets import print_sheets, word_sheets
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.office import Work
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.purpose import Leaving, PurposeDialog

REMEMBERED = "purpose/assignments"
PRINT = "In danh sách"
EXPORT = "Xuất Excel"
SHEETS = "In tờ theo dõi"


@dataclass(frozen=True, slots=True)
class _Acts:
    """How a paper is made as pages, and how as a Word file."""

    pages: Callable[..., PrintedList]
    word: Callable[..., PrintedPaper]


PROOF = _Acts(print_proof, word_proof)
FOLLOW_UP = _Acts(print_sheets, word_sheets)


class OutgoingAssignments(QObject):
    """Asks for the purpose, makes the paper, and shows or saves it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)

    def print_proof(self, count: int) -> None:
        dialog = self._ask(PRINT, f"In danh sách có {count} tên người. Mục đích?")
        dialog.given.connect(partial(self._make, PROOF))

    def export_proof(self, count: int) -> None:
        dialog = self._ask(EXPORT, f"Xuất Excel có {count} tên người. Mục đích?")
        dialog.given.connect(self._export)

    def print_sheets(self) -> None:
        question = "Mỗi người phụ trách một tờ, có tên những người đang giúp. Mục đích?"
        dialog = self._ask(SHEETS, question)
        dialog.given.connect(partial(self._make, FOLLOW_UP))

    def _ask(self, title: str, question: str) -> PurposeDialog:
        dialog = PurposeDialog(Leaving(title, question, REMEMBERED), self._habits, self._page)
        dialog.open()
        return dialog

    def _make(self, acts: _Acts, purpose: str) -> None:
        show = partial(self._show_pages, partial(acts.word, purpose=purpose))
        self._desk.do(self._page, partial(acts.pages, purpose=purpose), show)

    def _show_pages(self, word: Callable[[Work], PrintedPaper], made: PrintedList) -> None:
        dialog = PaperDialog(self._desk, self._habits, made.name, made.content, self._page)
        dialog.offer_word(partial(self._make_word, dialog, word))
        dialog.open()

    def _make_word(self, over: QWidget, word: Callable[[Work], PrintedPaper]) -> None:
        save = partial(self._offer, over)
        self._desk.do(over, word, save)

    def _offer(self, over: QWidget, made: PrintedPaper) -> None:
        self._files.offer(over, made.name, made.content)

    def _export(self, purpose: str) -> None:
        self._desk.do(self._page, partial(export_proof, purpose=purpose), self._offer_list)

    def _offer_list(self, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} người ra tệp"
        self._files.offer(self._page, made.name, made.content, told)
