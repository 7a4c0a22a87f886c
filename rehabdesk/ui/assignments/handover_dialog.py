"""A clerk's work passes to another: what there is, and the minutes both sign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.board_papers.handover import (
    HandedOver,
    HandOver,
    HandoverRow,
    hand_over,
    list_handovers,
    read_minutes,
    read_pack,
)
from rehabdesk.services.board_papers.pack import HandoverPack
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.office import Work
from rehabdesk.services.users import UserRow, list_users
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

SHOWN_ROWS = 4
NOBODY_ELSE = "Chưa có người dùng khác. Thêm ở Cài đặt › Người dùng và quyền."
COLUMNS = (
    Column[HandoverRow]("Ngày", lambda row: f"{row.on:%d/%m/%Y}", width=96),
    Column[HandoverRow]("Bên giao", lambda row: row.from_name, width=200, is_subject=True),
    Column[HandoverRow]("Bên nhận", lambda row: row.to_name, width=200, is_stretched=True),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the dialog shows before anything is chosen."""

    pack: HandoverPack
    users: tuple[UserRow, ...]
    earlier: tuple[HandoverRow, ...]
    me: int


def prepare(work: Work) -> Prepared:
    users = tuple(row for row in list_users(work) if row.is_active)
    return Prepared(read_pack(work), users, tuple(list_handovers(work)), work.actor.user_id)


class HandoverDialog(FormDialog):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__("Bàn giao khi đổi cán bộ", "&In biên bản", page, WIDTHS[1])
        self._desk = desk
        self._habits = habits
        self._page = page
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.body.insertWidget(1, self.told)
        self.giver = ComboField[int]()
        self.taker = ComboField[int]()
        self.note = TextBox(lines=2)
        self.add_row(
            Entry("from_user", "Bên &giao", self.giver), Entry("to_user", "Bên &nhận", self.taker)
        )
        self.add("note", "Ghi thê&m", self.note, "Ví dụ: con dấu, chìa khóa tủ, việc đang làm dở")
        self.rows = Rows(COLUMNS, self, identity=lambda row: row.id)
        self.table = ListTable(self.rows, "assignments.handovers", habits)
        self.table.setAccessibleName("Các lần bàn giao trước")
        self.table.set_empty("Chưa bàn giao lần nào.")
        style = Style.current
        self.table.setFixedHeight(style.size("header") + SHOWN_ROWS * style.size("row") + 2)
        earlier = QLabel("Các lần bàn giao trước")
        earlier.setProperty("role", "section")
        self.body.addWidget(earlier)
        self.body.addWidget(self.table)
        self.table.opened.connect(self._open_earlier)
        desk.look(self, prepare, self._show, name="handover")

    def submit(self) -> None:
        giver, taker = self.giver.value, self.taker.value
        if giver is None or taker is None:
            has_nobody = self.taker.count() < 2  # noqa: PLR2004  # only who hands over
            self.form.box("to_user").tell(
                "error", NOBODY_ELSE if has_nobody else "Chọn người nhận."
            )
            return
        order = HandOver(giver, taker, self.note.value)
        self._desk.do(self, partial(hand_over, order=order), self._show_minutes)

    def _show(self, found: Prepared) -> None:
        pack = found.pack
        self.told.setText(
            f"{len(pack.files)} hồ sơ đang theo dõi, {len(pack.dates)} việc quá hạn và đến hạn "
            f"trước {pack.until:%d/%m/%Y}, {len(pack.papers)} văn bản chưa có số."
        )
        users = [(row.id, f"{row.full_name} · {row.post}") for row in found.users]
        self.giver.offer(users)
        self.taker.offer(users)
        self.giver.value = found.me
        others = [row.id for row in found.users if row.id != found.me]
        self.taker.value = next(iter(others), None)
        if not others:
            self.form.box("to_user").tell("warn", NOBODY_ELSE)
        self.table.show_rows(found.earlier)

    def _show_minutes(self, made: HandedOver) -> None:
        self.accept()
        self._desk.say("Đã lập và lưu biên bản bàn giao")
        dialog = PaperDialog(
            self._desk, self._habits, made.pages.name, made.pages.content, self._page
        )
        files, word = FileSaver(self._desk, self._habits), made.word
        dialog.offer_word(partial(files.offer, dialog, word.name, word.content))
        dialog.open()

    def _open_earlier(self, row: HandoverRow) -> None:
        look = partial(read_minutes, handover_id=row.id)
        self._desk.look(self, look, self._show_earlier, name="minutes")

    def _show_earlier(self, paper: PrintedPaper) -> None:
        self.reject()
        dialog = PaperDialog(self._desk, self._habits, paper.name, paper.content, self._page)
        dialog.open()
