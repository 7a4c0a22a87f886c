"""Who is to send: added by hand, pasted from Excel, proposed from the communes' list, retired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.text import word_order
from rehabdesk.services.consolidation.listed.reading import (
    HEADS,
    add_pasted_units,
    look_at_units,
    units_in_workbook,
    units_pasted,
)
from rehabdesk.services.consolidation.units import (
    UnitEnd,
    UnitFacts,
    UnitRow,
    add_unit,
    add_units,
    bare_name,
    bring_back_unit,
    correct_unit,
    list_units,
    proposed_units,
    retire_unit,
)
from rehabdesk.services.lists.pasting import PastedLine
from rehabdesk.services.lists.pasting import Rows as PastedRows
from rehabdesk.services.office import Work
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.pasting import PasteStrip
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

HEIGHT = 540
FOLDER = "folder/units"
KINDS = "Bảng Excel (*.xlsx *.xls *.ods *.csv)"
EMPTY = "Chưa có đơn vị nào. Bấm Lấy từ danh mục xã, phường, nhập từ tệp, hoặc dán từ Excel."
COLUMNS: tuple[Column[UnitRow], ...] = (
    Column(
        "Đơn vị",
        lambda unit: unit.name,
        order=lambda unit: word_order(bare_name(unit.name)),
        width=220,
        is_subject=True,
        is_stretched=True,
    ),
    Column("Mã", lambda unit: unit.code, width=80),
    Column("Người liên hệ", lambda unit: unit.contact, width=230),
    Column(
        "Trạng thái",
        lambda unit: f"Thôi gửi từ {unit.until_on:%d/%m/%Y}" if unit.until_on else "Đang gửi",
        width=170,
        sign=lambda unit: Sign("subtract") if unit.until_on else Sign("checkmark_circle", "ok"),
    ),
)


class UnitDialog(FormDialog):
    """One unit: its name, its code in the communes' list, whom to ask, since when it sends."""

    def __init__(self, desk: Desk, unit: UnitRow | None, today: date, parent: QWidget) -> None:
        super().__init__("Sửa đơn vị" if unit else "Thêm đơn vị", "&Lưu", parent)
        self._desk, self._unit = desk, unit
        self.name = TextField(unit.name if unit else "", "Xã Yên Thịnh")
        self.code = TextField(unit.code if unit else "")
        self.contact = TextField(unit.contact if unit else "", "Tên, số điện thoại")
        self.add("name", "&Tên đơn vị", self.name)
        self.add("code", "&Mã xã, phường (5 chữ số)", self.code)
        self.add("contact", "&Người liên hệ", self.contact)
        since = unit.from_on if unit else UnitFacts("", "").from_on
        self.since = DateField(today, since, needs_day=True)
        self.note = TextField(unit.note if unit else "")
        self.add("from_on", "Bắt đầ&u gửi từ ngày", self.since)
        self.add("note", "&Ghi chú", self.note)

    def submit(self) -> None:
        since = self.since.day
        if since is None:
            self.form.box("from_on").tell("error", "Ghi ngày đơn vị bắt đầu gửi.")
            return
        told = (self.code.value, self.name.value, self.contact.value, self.note.value)
        facts = UnitFacts(*told, since)
        unit = self._unit
        if unit is None:
            self._desk.do(self, partial(add_unit, facts=facts), lambda _: self.accept())
            return
        read = UnitFacts(unit.code, unit.name, unit.contact, unit.note, unit.from_on)
        edit = Edit(read, facts, unit.version, partial(_correcting, unit.id))
        settled(self._desk, self, edit, lambda _: self.accept())


def _correcting(unit_id: int, facts: UnitFacts, version: int) -> Callable[[Work], None]:
    return partial(correct_unit, unit_id=unit_id, version=version, facts=facts)


def _retiring(unit_id: int, end: UnitEnd, version: int) -> Callable[[Work], None]:
    until = end.until or date.min
    return partial(retire_unit, unit_id=unit_id, version=version, until=until)


class UnitsDialog(QDialog):
    """The list of who is to send."""

    def __init__(self, desk: Desk, habits: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._habits = desk, habits
        self._rows: PastedRows = ()
        self.setWindowTitle("Đơn vị gửi báo cáo")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(Style.current.length(WIDTHS[-1]), Style.current.length(HEIGHT))
        self.message = MessageFrame()
        self.table = ListTable(Rows(COLUMNS, self), "settings_units", habits)
        self.table.setAccessibleName("Đơn vị gửi báo cáo")
        self.table.set_empty(EMPTY)
        self.propose_button = KeyButton("Lấy từ &danh mục xã, phường")
        self.import_button = KeyButton("Nhậ&p từ tệp…", "Ctrl+O")
        self.paste_button = KeyButton("Dán từ &Excel", "Ctrl+V", is_bound=False)
        self.strip = PasteStrip("settings_units", HEADS, habits)
        self.retire_button = KeyButton("Thôi &gửi")
        self.edit_button = KeyButton("&Sửa", "F2")
        self.add_button = KeyButton("&Thêm", "Ctrl+N", "add", "primary")
        self.close_button = KeyButton("Đóng", "Esc", is_bound=False)
        self._assemble()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self._desk.look(self, list_units, self.table.show_rows, "units")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def paste(self, text: str) -> None:
        """Show what of the units copied from a sheet is taken, before any of it is."""
        self._offer(partial(units_pasted, text=text))

    def take_in(self, path: Path) -> None:
        """Show the same of a workbook."""
        self._habits.setValue(FOLDER, str(path.parent))
        self._offer(partial(units_in_workbook, path=path), f"“{path.name}” có")

    def _offer(self, read: Callable[[Work], PastedRows], come: str = "Vừa dán") -> None:
        def look(work: Work) -> tuple[PastedRows, Sequence[PastedLine]]:
            rows = read(work)
            return rows, look_at_units(work, rows)

        def show(found: tuple[PastedRows, Sequence[PastedLine]]) -> None:
            self._rows, lines = found
            if lines:
                self.strip.show_lines(lines, come)
            else:
                self.message.say("warn", "Không thấy tên đơn vị nào trong phần vừa dán.")

        self.message.hush()
        self.strip.hide()
        self._desk.look(self, look, show, "pasted")

    def _choose_file(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or home))
        ask.open_file(self, "Nhập danh sách đơn vị", folder, KINDS, self.take_in)

    def _take_rows(self, _: object) -> None:
        act = partial(add_pasted_units, rows=self._rows)
        self._do(act, lambda count: f"Đã thêm {count} đơn vị.")
        self.table.setFocus()

    def _connect(self) -> None:
        self.propose_button.clicked.connect(self._propose)
        self.paste_button.clicked.connect(lambda: self.paste(QApplication.clipboard().text()))
        self.import_button.clicked.connect(self._choose_file)
        self.strip.taken.connect(self._take_rows)
        self.retire_button.clicked.connect(self._retire)
        self.edit_button.clicked.connect(self._edit)
        self.add_button.clicked.connect(self._ask_new)
        self.close_button.clicked.connect(self.reject)
        self.table.opened.connect(lambda _: self._edit())
        self.table.pasted.connect(self.paste)
        self.table.moved_to.connect(self._note_row)
        self._desk.changed.connect(self._refresh_if_touched)

    def _assemble(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.propose_button, self.import_button, self.paste_button):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.retire_button, self.edit_button):
            tools.addWidget(button)
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 12)
        body.setSpacing(10)
        body.addWidget(self.message)
        body.addWidget(self.strip)
        body.addWidget(self.table, 1)
        body.addLayout(tools)
        foot = QFrame()
        foot.setObjectName("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(foot)

    def _note_row(self, unit: UnitRow | None) -> None:
        self.edit_button.setEnabled(unit is not None)
        self.retire_button.setEnabled(unit is not None)
        is_retired = unit is not None and unit.until_on is not None
        self.retire_button.set_text("&Gửi trở lại" if is_retired else "Thôi &gửi")

    def _propose(self) -> None:
        def add(units: Sequence[UnitFacts]) -> None:
            if units:
                self._add(units)
            else:
                self.message.say("info", "Các xã, phường của tỉnh trong danh mục đã có đủ ở đây.")

        self._desk.look(self, proposed_units, add, "proposed")

    def _add(self, units: Sequence[UnitFacts]) -> None:
        self._do(partial(add_units, units=units), lambda count: f"Đã thêm {count} đơn vị.")

    def _ask_new(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        if (unit := self.table.current) is not None:
            self._open(unit)

    def _open(self, unit: UnitRow | None) -> None:
        office = self._desk.office
        if office is not None:
            UnitDialog(self._desk, unit, office.clock().date(), self).open()

    def _retire(self) -> None:
        unit = self.table.current
        if unit is None:
            return
        if unit.until_on is not None:
            act = partial(bring_back_unit, unit_id=unit.id, version=unit.version)
            self._do(act, lambda _: f"{unit.name} gửi trở lại.")
            return
        office = self._desk.office
        if office is not None:
            today = office.clock().date()
            until = max(today - timedelta(days=1), unit.from_on)
            retiring = partial(_retiring, unit.id)
            retire = Edit(UnitEnd(unit.until_on), UnitEnd(until), unit.version, retiring)
            self._do(retire, lambda _: f"{unit.name} thôi gửi từ {today:%d/%m/%Y}.")

    def _do(self, act: Callable[..., Any] | Edit[Any, Any], told: Callable[[Any], str]) -> None:
        self.message.hush()
        settled(self._desk, self, act, lambda result: self.message.say("ok", told(result)))

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if "reporting_unit" in touched:
            self.refresh()
