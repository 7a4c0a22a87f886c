"""A copy of the office's own workbook with what is wrong beside every row: made, then saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.importing.reading import read_source
from rehabdesk.services.importing.remarks import WriteRemarks, write_remarks
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.purpose import Leaving, PurposeDialog

TITLE = "Lưu bản Excel có ghi lỗi"
REMEMBERED = "purpose/remarks"


class RemarksCopy(QObject):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)
        self._under: Underway | None = None
        self._batch_id: int | None = None

    def ask(self, under: Underway, batch_id: int | None = None) -> None:
        """Ask what the copy is for; after the import it says what became of every row."""
        self._under, self._batch_id = under, batch_id
        question = f"Bản Excel của “{under.name}” có tên người. Mục đích?"
        dialog = PurposeDialog(Leaving(TITLE, question, REMEMBERED), self._habits, self._page)
        dialog.given.connect(self._read)
        dialog.open()

    def _read(self, purpose: str) -> None:
        """Take the file as it lies there now; it is written into a copy, never itself."""
        if self._under is not None:
            path = self._under.path
            job = partial(read_source, path) if path is not None else bytes
            self._desk.run(self._page, job, partial(self._write, purpose))

    def _write(self, purpose: str, source: bytes) -> None:
        check = self._under.order() if self._under else None
        if check is not None:
            order = WriteRemarks(check, source, purpose, self._batch_id)
            self._desk.do(self._page, partial(write_remarks, order=order), self._offer)

    def _offer(self, made: ExportedFile) -> None:
        told, after = "Đã lưu", "; hai cột cuối ghi kết quả và lỗi của từng dòng"
        self._files.offer(self._page, made.name, made.content, told, after)
