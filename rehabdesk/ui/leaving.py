"""Any list as it stands goes to paper or to Excel: asked for by key or menu, done here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.lists.leaving import LeavingList, export_rows, print_rows
from rehabdesk.services.office import NotYourRight
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Way, list_as_it_stands
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.purpose import Leaving, PurposeDialog

REMEMBERED = "purpose/list"


class LeavingDialog(PurposeDialog):
    """Asks what for, in which shape where there are several, and whether it is to be signed."""

    def __init__(
        self,
        leaving: Leaving,
        habits: QSettings,
        parent: QWidget,
        shapes: Sequence[Coded] = (),
        *,
        is_asked: bool = True,
    ) -> None:
        super().__init__(leaving, habits, parent)
        self._signed = f"{leaving.remembered}/signers"
        self._shape = f"{leaving.remembered}/shape/{leaving.title}"
        self.shapes = {each: QRadioButton(each.label) for each in shapes}
        for each, button in self.shapes.items():
            button.setChecked(str(habits.value(self._shape) or shapes[0].value) == each.value)
            self.body.addWidget(button)
        self.signers = QCheckBox("Có &phần ký ở cuối")
        self.signers.setChecked(str(habits.value(self._signed)) == "yes")
        self.body.addWidget(self.signers)
        self.form.setVisible(is_asked)
        self.purpose.is_needed = is_asked
        self._is_asked = is_asked

    @property
    def shape(self) -> Coded | None:
        return next((each for each, button in self.shapes.items() if button.isChecked()), None)

    def submit(self) -> None:
        self._habits.setValue(self._signed, "yes" if self.signers.isChecked() else "no")
        if self.shape is not None:
            self._habits.setValue(self._shape, self.shape.value)
        if self._is_asked:
            super().submit()
        else:
            self.accept()
            self.given.emit("")


class _Page(QWidget):
    """Hears what goes wrong on the way out, over the window of the list."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()

    def show_refusal(self, refusal: Refusal) -> None:
        ask.refuse(self.window(), refusal)

    def show_fault(self, fault: OutsideFault) -> None:
        ask.warn(self.window(), fault)


class LeavingLists:
    """Answers every list that wants to leave, unless its page does it in its own way."""

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        self._desk = desk
        self._habits = habits
        self._files = FileSaver(desk, habits)

    def leave(self, table: ListTable[Any], way: Way) -> None:
        office = self._desk.office
        if office is None or not table.rows.rowCount():
            return
        page = _Page(table.window())
        if not office.actor.may(Right.EXPORT_LISTS):
            ask.refuse(table.window(), NotYourRight(Right.EXPORT_LISTS))
            return
        order = list_as_it_stands(table)
        count = len(order.rows)
        title = order.title.rpartition("\n")[2]
        question = f"{title}: {count} dòng."
        if order.names_persons:
            question = f"{way.title}: {count} dòng. Mục đích?"
        leaving = Leaving(way.title, question, REMEMBERED)
        dialog = LeavingDialog(leaving, self._habits, table.window(), is_asked=order.names_persons)
        then = partial(self._go, page, order, way, dialog)
        dialog.given.connect(then)
        dialog.open()

    def _go(
        self, page: QWidget, order: LeavingList, way: Way, dialog: LeavingDialog, purpose: str
    ) -> None:
        order = replace(order, purpose=purpose, has_signers=dialog.signers.isChecked())
        if way is Way.PRINT:
            self._desk.do(page, partial(print_rows, order=order), partial(self._show, page))
        else:
            self._desk.do(page, partial(export_rows, order=order), partial(self._save, page))

    def _show(self, page: QWidget, made: PrintedList) -> None:
        over = page.window()
        PaperDialog(self._desk, self._habits, made.name, made.content, over).open()

    def _save(self, page: QWidget, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} dòng ra tệp"
        self._files.offer(page.window(), made.name, made.content, told)
