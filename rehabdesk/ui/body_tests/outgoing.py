"""The register on paper or in Excel; results go with it only where that is chosen and said why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.body_tests.leaving import export_tests, print_tests
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.office import NotYourRight
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.body_tests.columns import TestsTable
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Way, list_as_it_stands
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog
from rehabdesk.ui.purpose import Leaving

REMEMBERED = "purpose/body_tests"
WITHOUT = "Không có cột kết quả, lý do, lần tới, việc sau đó."


class TestsLeavingDialog(LeavingDialog):
    """Asks besides whether the results go too: they do not unless it is said."""

    __test__ = False  # no case of pytest's

    def __init__(self, leaving: Leaving, habits: QSettings, parent: QWidget) -> None:
        super().__init__(leaving, habits, parent)
        self.results = QCheckBox("Kèm &kết quả xét nghiệm (phần nhạy cảm; việc này được ghi lại)")
        self.results.setToolTip(WITHOUT)
        self.body.addWidget(self.results)


class OutgoingTests:
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        self._desk = desk
        self._habits = habits
        self._page = page
        self._files = FileSaver(desk, habits)

    def leave(self, table: TestsTable, way: Way) -> None:
        office = self._desk.office
        if office is None or not table.rows.rowCount():
            return
        if not office.actor.may(Right.EXPORT_LISTS):
            ask.refuse(self._page.window(), NotYourRight(Right.EXPORT_LISTS))
            return
        count = len(table.rows_to_leave())
        leaving = Leaving(way.title, f"{way.title}: {count} dòng. Mục đích?", REMEMBERED)
        dialog = TestsLeavingDialog(leaving, self._habits, self._page.window())
        dialog.given.connect(partial(self._go, table, way, dialog))
        dialog.open()

    def _go(self, table: TestsTable, way: Way, dialog: TestsLeavingDialog, purpose: str) -> None:
        with_results = dialog.results.isChecked()
        table.tells_results = with_results
        order = replace(
            list_as_it_stands(table), purpose=purpose, has_signers=dialog.signers.isChecked()
        )
        table.tells_results = False
        if way is Way.PRINT:
            act = partial(print_tests, order=order, with_results=with_results)
            self._desk.do(self._page, act, self._show)
        else:
            export = partial(export_tests, order=order, with_results=with_results)
            self._desk.do(self._page, export, self._save)

    def _show(self, made: PrintedList) -> None:
        window = self._page.window()
        PaperDialog(self._desk, self._habits, made.name, made.content, window).open()

    def _save(self, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} dòng ra tệp"
        self._files.offer(self._page.window(), made.name, made.content, told)
