"""The grid as it stands leaves as a workbook, as pages, or in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.exporting import ExportReport, export_report
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.decisions.menu import open_menu
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog

_WAYS = (
    (ProductKind.WORKBOOK, "Bảng &Excel theo mẫu của cấp trên…"),
    (ProductKind.PRINTED, "Bản &PDF có khối ký, xem trước và in…"),
    (ProductKind.NARRATIVE, "Báo cáo bằng &lời (Word)…"),
)


class OutgoingReports:
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        self._desk, self._habits, self._page = desk, habits, page
        self._files = FileSaver(desk, habits)

    def offer(self, asked: ReportAsked, at: QPoint) -> QMenu:
        """Ask in which shape; Ctrl+E and Enter is the workbook."""
        lines: list[tuple[str, Callable[[], object], bool]] = [
            (words, partial(self.leave, asked, kind), True) for kind, words in _WAYS
        ]
        menu = open_menu(self._page, lines, at)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def leave(self, asked: ReportAsked, kind: ProductKind) -> None:
        act = partial(export_report, order=ExportReport(asked, kind))
        self._desk.do(self._page, act, partial(self._made, kind))

    def _made(self, kind: ProductKind, made: ExportedFile) -> None:
        over = self._page.window()
        if kind is ProductKind.PRINTED:
            PaperDialog(self._desk, self._habits, made.name, made.content, over).open()
        else:
            self._files.offer(over, made.name, made.content, "Đã xuất báo cáo ra tệp")
