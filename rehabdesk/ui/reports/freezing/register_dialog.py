"""Sổ đăng ký báo cáo: every report of a year with its state, its days and its files."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.reports.codes import ProductKind, ReportState
from rehabdesk.services.exports import ExportedFile
from rehabdesk.services.reports.closing.products import MadeFile, ProductLine, open_product
from rehabdesk.services.reports.closing.register import (
    RegisterLine,
    ReportRegister,
    read_register,
)
from rehabdesk.ui.assignments.saving import KINDS
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.reports.freezing.files import last_folder, note_folder, write_files

ROWS = 11
TINTS = {
    ReportState.FROZEN: "ok",
    ReportState.SENT: "ok",
    ReportState.REOPENED: "warn",
}
_column = Column[RegisterLine]


class RegisterDialog(FormDialog):
    """Enter opens the report as it stands; its files come out byte for byte as they were made."""

    report_wanted = Signal(object)  # a RegisterLine

    def __init__(self, desk: Desk, habits: QSettings, parent: QWidget) -> None:
        super().__init__("Sổ đăng ký báo cáo", "&Mở báo cáo", parent, WIDTHS[3], "Đóng")
        self._desk, self._habits, self._page = desk, habits, parent
        self.year = ComboField[int](())
        self.add_row(Entry("year", "&Năm", self.year, stretch=0))
        self.table = ListTable(
            Rows(_columns(), self, identity=lambda row: row.id), "reports.register", habits
        )
        self.table.setAccessibleName("Sổ đăng ký báo cáo")
        self.table.set_empty("Năm này chưa chốt báo cáo nào.")
        self.table.told = Told("SỔ ĐĂNG KÝ BÁO CÁO", self._filter, names_persons=False)
        style = Style.current
        self.table.setFixedHeight(style.size("header") + ROWS * style.size("row") + 2)
        self.files_button = KeyButton("Các &bản đã tạo…", "", "document_text")
        self.body.addWidget(self.table)
        self.add_fact(self.files_button)
        self.table.opened.connect(lambda _: self.submit())
        self.year.chosen.connect(self._read)
        self.files_button.clicked.connect(self._offer_files)
        self._read(None)

    def submit(self) -> None:
        row = self.table.current
        if row is not None:
            self.accept()
            self.report_wanted.emit(row)

    def _read(self, year: int | None) -> None:
        look = partial(read_register, year=year)
        self._desk.look(self, look, self._show, name="register")

    def _show(self, register: ReportRegister) -> None:
        self.year.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.year.offer([(each, str(each)) for each in register.years])
        self.year.value = register.year
        self.year.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.table.show_rows(register.lines)
        self.accept_button.setEnabled(bool(register.lines))
        self.files_button.setEnabled(any(each.products for each in register.lines))
        self.table.setFocus()

    def _filter(self) -> str:
        return f"năm {self.year.value}"

    def _offer_files(self) -> None:
        row = self.table.current
        if row is not None and row.products:
            offer_files(self._desk, self._habits, self, row.products)


def offer_files(
    desk: Desk,
    habits: QSettings,
    over: QWidget,
    products: tuple[ProductLine, ...],
    at: QPoint | None = None,
) -> None:
    """Offer the files kept of a report: pages are shown, others are saved where one says."""
    lines: list[Line] = [
        (f"{each.kind.label}: {each.name}", partial(_take, desk, habits, over, each), True)
        for each in products
    ]
    open_menu(over, lines, at)


def _take(desk: Desk, habits: QSettings, over: QWidget, product: ProductLine) -> None:
    act = partial(open_product, product_id=product.id)
    desk.do(over, act, partial(_taken, desk, habits, over, product.kind))


def _taken(
    desk: Desk, habits: QSettings, over: QWidget, kind: ProductKind, made: ExportedFile
) -> None:
    if made.name.endswith(".pdf"):
        PaperDialog(desk, habits, made.name, made.content, over.window()).open()
        return
    title, kinds = KINDS.get(Path(made.name).suffix, ("Lưu tệp", "Gói gửi cấp trên (*.rdgoi)"))

    def save(path: Path) -> None:
        note_folder(habits, path.parent)
        write = partial(write_files, path.parent, (MadeFile(kind, path.name, made.content),))
        desk.run(over, write, lambda paths: desk.say(f"Đã lưu “{paths[0].name}”"))

    ask.save_file(over, title, last_folder(habits) / made.name, kinds, save)


def _columns() -> tuple[Column[RegisterLine], ...]:
    return (
        _column("Báo cáo", lambda row: row.title, width=230, is_subject=True, is_stretched=True),
        _column("Số liệu", lambda row: row.window.dashed, width=172),
        _column(
            "Tình trạng",
            lambda row: row.state_words,
            width=104,
            tint=lambda row: TINTS.get(row.state),
        ),
        _column("Hạn gửi", lambda row: _day(row.due_on), width=90),
        _column(
            "Ngày chốt",
            lambda row: _day(row.frozen_at.date() if row.frozen_at else None),
            width=90,
        ),
        _column(
            "Ngày gửi",
            lambda row: _day(row.sent_on),
            width=90,
            tint=lambda row: "danger" if row.is_late else None,
        ),
        _column("Nơi nhận", lambda row: row.sent_to, width=170, is_hidden=True),
        _column("Bổ sung", lambda row: str(row.supplements or ""), width=64, align="right"),
        _column("Người chốt", lambda row: row.frozen_by, width=140, is_hidden=True),
        _column("Ghi chú", lambda row: row.note, width=150, is_hidden=True),
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
