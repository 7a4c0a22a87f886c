"""Acts on one paper of the book: opened, given its scan, handed over, replaced, withdrawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import LinkKind
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.following.delivery_record import (
    has_record_form,
    print_delivery_record,
)
from rehabdesk.services.decisions.following.outside import Followed
from rehabdesk.services.decisions.following.renumbering import undo_correction
from rehabdesk.services.decisions.following.replacing import begin_replacement
from rehabdesk.services.decisions.life.deliveries import undo_delivery
from rehabdesk.services.decisions.opening import open_paper, open_signed_copy
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.decisions.recording import read_scan, undo_numbers
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.numbering.drop_area import choose_scan
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.decisions.register.follow_dialog import FollowDialog
from rehabdesk.ui.decisions.register.renumber_dialog import RenumberDialog
from rehabdesk.ui.decisions.signing import mark_signed, unmark_signed
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.visits import Compose

REPLACED = (
    "Bản nháp mới lấy theo số {0}. Khi bản mới có số, số {0} bị thay thế: vẫn nằm trong sổ, "
    "gạch ngang; thời hạn và phân công do số {0} tạo ra được bỏ và tính theo bản mới."
)


class PaperActs(QObject):
    """Carries the acts out over the page; what was done is said in the bottom line."""

    wanted = Signal(object)  # a visit

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._habits = habits
        self._page = page

    def open(self, row: RegisterRow) -> None:
        act = partial(open_paper, decision_id=row.decision_id or 0)
        self._desk.do(self._page, act, self.show_paper)

    def show_paper(self, paper: PrintedPaper) -> None:
        PaperDialog(self._desk, self._habits, paper.name, paper.content, self._page).open()

    def sign(self, row: RegisterRow) -> None:
        mark_signed(self._desk, self._page, (row.decision_id or 0,))

    def unsign(self, row: RegisterRow) -> None:
        unmark_signed(self._desk, self._page, (row.decision_id or 0,))

    # The scan

    def open_copy(self, row: RegisterRow) -> None:
        act = partial(open_signed_copy, decision_id=row.decision_id or 0)
        self._desk.do(self._page, act, self._show_copy)

    def _show_copy(self, copy: tuple[str, bytes] | None) -> None:
        if copy is not None:
            PaperDialog(self._desk, self._habits, *copy, self._page).open()

    def choose_copy(self, row: RegisterRow) -> None:
        choose_scan(self._page, self._habits, partial(self.read_copy, row))

    def read_copy(self, row: RegisterRow, path: Path) -> None:
        attach = partial(self._attach, row, path.name)
        self._desk.run(self._page, partial(read_scan, path), attach)

    def _attach(self, row: RegisterRow, name: str, content: bytes) -> None:
        act = partial(
            attach_signed_copy, decision_id=row.decision_id or 0, name=name, content=content
        )
        told = f"Đã đính kèm bản đã ký vào số {row.number_text}"
        self._desk.do(self._page, act, partial(self._say, told))

    # Handed over

    def deliver(self, row: RegisterRow) -> None:
        office = self._desk.office
        if office is None or row.decision_id is None:
            return
        dialog = DeliverDialog(
            self._desk, self._habits, row.decision_id, office.clock(), self._page
        )
        dialog.delivered.connect(partial(self._note_delivered, row))
        dialog.open()

    def _note_delivered(self, row: RegisterRow, delivery_id: int, prints: bool) -> None:  # noqa: FBT001
        undo = partial(self._undo_delivery, delivery_id)
        self._desk.say(f"Đã ghi giao số {row.number_text}", "Hoàn tác", undo)
        if prints:
            look = partial(has_record_form, delivery_id=delivery_id)
            then = partial(self._print_record, delivery_id)
            self._desk.look(self._page, look, then, name="record form")

    def _print_record(self, delivery_id: int, has_form: bool) -> None:  # noqa: FBT001
        if has_form:
            self.print_record(delivery_id)

    def print_record(self, delivery_id: int) -> None:
        act = partial(print_delivery_record, delivery_id=delivery_id)
        self._desk.do(self._page, act, self.show_paper)

    def _undo_delivery(self, delivery_id: int) -> None:
        act = partial(undo_delivery, delivery_id=delivery_id)
        self._desk.do(self._page, act, partial(self._say, "Đã hoàn tác ghi giao"))

    # Replaced, corrected, withdrawn, ended, renumbered

    def replace(self, row: RegisterRow) -> None:
        number = row.number_text
        question = ask.Question(
            f"Thay thế số {number}", REPLACED.format(number), "Soạn bản thay thế", "Giữ nguyên"
        )
        ask.confirm(self._page, question, partial(self._begin_replacement, row))

    def _begin_replacement(self, row: RegisterRow) -> None:
        act = partial(begin_replacement, decision_id=row.decision_id or 0, version=row.version)
        settled(self._desk, self._page, act, self._compose)

    def _compose(self, draft_id: int) -> None:
        self.wanted.emit(Compose(decision_id=draft_id))

    def follow(self, kind: LinkKind, row: RegisterRow) -> None:
        dialog = FollowDialog(self._desk, self._habits, row, kind, self._page)
        dialog.followed.connect(partial(self._note_followed, kind))
        dialog.open()

    def _note_followed(self, kind: LinkKind, done: Followed) -> None:
        undo = partial(self._undo_followed, done)
        told = f"{kind.label} số {done.older_number}: đã ghi số {done.number}"
        self._desk.say(told, "Hoàn tác", undo)

    def _undo_followed(self, done: Followed) -> None:
        act = partial(undo_numbers, decision_ids=(done.decision_id,))
        told = f"Đã hoàn tác; số {done.older_number} lại như trước"
        self._desk.do(self._page, act, partial(self._say, told))

    def renumber(self, row: RegisterRow) -> None:
        dialog = RenumberDialog(self._desk, row, self._page)
        dialog.corrected.connect(partial(self._note_corrected, row))
        dialog.open()

    def _note_corrected(self, row: RegisterRow, number: str) -> None:
        told = f"Đã sửa số {row.number_text} thành {number}; sổ giữ lại vết sửa"
        self._desk.say(told, "Hoàn tác", partial(self._undo_correction, row))

    def _undo_correction(self, row: RegisterRow) -> None:
        act = partial(undo_correction, decision_id=row.decision_id or 0)
        told = f"Đã hoàn tác sửa số; lại là số {row.number_text}"
        self._desk.do(self._page, act, partial(self._say, told))

    def _say(self, words: str, _: object) -> None:
        self._desk.say(words)
