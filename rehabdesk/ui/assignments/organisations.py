"""The list of organisations helpers belong to: add one, correct one, put one aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.codes import OrganisationKind
from rehabdesk.services.office import Work
from rehabdesk.services.volunteers import (
    OrganisationRow,
    add_organisation,
    correct_organisation,
    list_organisations,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

SHOWN_ROWS = 7
COLUMNS = (
    Column[OrganisationRow](
        "Tổ chức", lambda row: row.name, width=300, is_subject=True, is_stretched=True
    ),
    Column[OrganisationRow]("Loại", lambda row: row.kind.label, width=190),
    Column[OrganisationRow]("Đang dùng", lambda row: "có" if row.is_active else "không", width=90),
)


class OrganisationsDialog(FormDialog):
    """Stays open while several are entered."""

    def __init__(self, desk: Desk, habits: QSettings, parent: QWidget) -> None:
        super().__init__("Tổ chức", "&Lưu tổ chức", parent, WIDTHS[1], quiet_text="Đóng")
        self._desk = desk
        self._shown: OrganisationRow | None = None  # None while a new one is entered
        self._is_showing = False
        self.rows = Rows(COLUMNS, self)
        self.table = ListTable(self.rows, "assignments.organisations", habits)
        self.table.setAccessibleName("Tổ chức")
        self.table.set_empty("Chưa có tổ chức nào. Gõ tên ở dưới rồi lưu.")
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        self.new_button = KeyButton("Thê&m tổ chức", "Ctrl+N", "add")
        self.add_fact(self.new_button)
        self.name = TextField()
        self.kind = ComboField([(kind, kind.label) for kind in OrganisationKind])
        self.is_active = QCheckBox("Đ&ang dùng")
        self.body.insertWidget(0, self.table)
        self.add("name", "&Tên tổ chức", self.name)
        self.add("kind", "L&oại", self.kind)
        self.form.add_widget(self.is_active)
        self.table.moved_to.connect(self._move)
        self.new_button.clicked.connect(self.begin_new)
        self._refresh()
        self.begin_new()

    def begin_new(self) -> None:
        self._choose(None)
        self._let_go()
        self.name.setFocus()

    def submit(self) -> None:
        name, kind = self.name.value, self.kind.value or OrganisationKind.OTHER
        if self._shown is None:
            act = partial(add_organisation, name=name, kind=kind)
            self._desk.do(self, act, self._saved)
            return
        typed = replace(self._shown, name=name, kind=kind, is_active=self.is_active.isChecked())
        edit = Edit(self._shown, typed, self._shown.version, _correcting)
        settled(self._desk, self, edit, self._saved)

    def _saved(self, _: int | None) -> None:
        self._desk.say(f"Đã lưu {self.name.value}")
        self._refresh()
        self.begin_new()

    def _refresh(self) -> None:
        self._desk.look(self, list_organisations, self._show, name="organisations")

    def _show(self, rows: list[OrganisationRow]) -> None:
        self._is_showing = True
        self.table.show_rows(rows)
        self._is_showing = False
        if self._shown is None:
            self._let_go()

    def _let_go(self) -> None:
        """Make no row current, so that any of them can be chosen."""
        self._is_showing = True
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._is_showing = False

    def _move(self, row: OrganisationRow | None) -> None:
        if not self._is_showing:
            self._choose(row)

    def _choose(self, row: OrganisationRow | None) -> None:
        self._shown = row
        self.form.hush()
        self.message.hush()
        self.name.value = row.name if row else ""
        self.kind.value = row.kind if row else OrganisationKind.OTHER
        self.is_active.setChecked(row.is_active if row else True)
        self.is_active.setVisible(row is not None)


def _correcting(row: OrganisationRow, version: int) -> Callable[[Work], None]:
    return partial(
        correct_organisation,
        row=replace(row, version=version),
        name=row.name,
        kind=row.kind,
        is_active=row.is_active,
    )
