"""Lists of persons that leave the office: to Excel or on paper, always with a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Coded
from rehabdesk.services.exports import (
    ExportedFile,
    ExportList,
    PrintedList,
    export_list,
    print_list,
)
from rehabdesk.services.lists.leaving import LeavingPeople, export_people, print_people
from rehabdesk.services.people.files import PersonRow
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.lines.leaving import Way, leaving_columns
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog
from rehabdesk.ui.people.table import PeopleTable
from rehabdesk.ui.purpose import Leaving

REMEMBERED = "purpose/list"


class Shape(Coded):
    """In which shape a list of persons leaves."""

    OFFICIAL = "official", "Theo mẫu danh sách gửi cấp trên (15 cột)"
    SCREEN = "screen", "Như trên màn hình, đúng các cột đang hiện"
    CORRECTIONS = "corrections", "Để sửa trong Excel rồi nhập lại (có cột Mã dòng)"


_PAPER, _EXCEL = (Shape.SCREEN, Shape.OFFICIAL), tuple(Shape)


@dataclass(frozen=True, slots=True)
class ListToSend:
    """Who is listed, how many of them are not to be printed, and which filter that was."""

    person_ids: tuple[int, ...]
    hidden: int
    words: str
    as_of: date


class OutgoingList(QObject):
    """Asks for the purpose and the shape, makes the list, and saves or shows it."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget, table: PeopleTable) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page
        self._table = table
        self._files = FileSaver(desk, habits)

    def to_workbook(self, listed: ListToSend) -> None:
        self._ask(Way.EXPORT, listed)

    def to_paper(self, listed: ListToSend) -> None:
        self._ask(Way.PRINT, listed)

    def _ask(self, way: Way, listed: ListToSend) -> None:
        question = f"{way.title} có {len(listed.person_ids) - listed.hidden} tên người. Mục đích?"
        leaving = Leaving(way.title, question, REMEMBERED)
        shapes = _PAPER if way is Way.PRINT else _EXCEL
        dialog = LeavingDialog(leaving, self._habits, self._page, shapes)
        if listed.hidden:
            dialog.set_fact(f"{listed.hidden} người không in theo yêu cầu")
        dialog.given.connect(partial(self._go, way, listed, dialog))
        dialog.open()

    def _go(self, way: Way, listed: ListToSend, dialog: LeavingDialog, purpose: str) -> None:
        official = ExportList(listed.person_ids, purpose, listed.words, listed.as_of)
        stands = self._as_it_stands(listed, purpose, has_signers=dialog.signers.isChecked())
        shape = dialog.shape or Shape.SCREEN
        if way is Way.PRINT:
            act = (
                partial(print_list, order=official)
                if shape is Shape.OFFICIAL
                else partial(print_people, order=stands)
            )
            self._desk.do(self._page, act, self._show_pages)
            return
        self._export(shape, official, stands)

    def _export(self, shape: Coded, official: ExportList, stands: LeavingPeople) -> None:
        if shape is Shape.CORRECTIONS:
            from rehabdesk.services.importing.kinds.corrections import (
                ExportCorrections,
                export_corrections,
            )

            order = ExportCorrections(stands.person_ids, stands.purpose)
            correcting = partial(export_corrections, order=order)
            self._desk.do(self._page, correcting, self._offer_file)
        elif shape is Shape.OFFICIAL:
            self._desk.do(self._page, partial(export_list, order=official), self._offer_file)
        else:
            self._desk.do(self._page, partial(export_people, order=stands), self._offer_file)

    def _as_it_stands(
        self, listed: ListToSend, purpose: str, *, has_signers: bool
    ) -> LeavingPeople:
        table = self._table
        columns = [column for column in table.shown_columns() if column.title]

        def tell(row: PersonRow) -> tuple[str, ...]:
            return tuple(column.on_paper(row) for column in columns)

        return LeavingPeople(
            listed.person_ids, leaving_columns(table), tell, listed.words, purpose, has_signers
        )

    def _offer_file(self, made: ExportedFile) -> None:
        told = f"Đã xuất {made.count} người ra tệp"
        self._files.offer(self._page, made.name, made.content, told)

    def _show_pages(self, made: PrintedList) -> None:
        dialog = PaperDialog(self._desk, self._habits, made.name, made.content, self._page)
        dialog.open()
