"""Receiving a file: the package is opened, held against the files here, taken in or sent back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.regime import MOVED_IN_ASSIGNMENT
from rehabdesk.services.office import Work
from rehabdesk.services.people.card_check import IntakeStart, begin_intake
from rehabdesk.services.transfers.opening import Arrival, OpenedPackage, see_arrival
from rehabdesk.services.transfers.receipts import write_receipt
from rehabdesk.services.transfers.receiving import (
    IntoFile,
    Received,
    ReceiveFile,
    ReturnFile,
    receive_file,
    return_file,
)
from rehabdesk.services.transfers.undoing import undo_receive
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.transfers.arrival import ArrivalPage
from rehabdesk.ui.transfers.dialogs import IntoFileDialog, WhyDialog
from rehabdesk.ui.transfers.package import PackageBar
from rehabdesk.ui.transfers.places import RECEIPTS, last_folder, note_folder
from rehabdesk.ui.visits import Compose, OpenPerson, OpenTransfers, ReceiveFiles

SECOND_FILE = "Người này đã có hồ sơ trùng số. Vẫn lập hồ sơ mới thì ghi lý do."
WHY_BACK = "Không ghi gì của người này vào hồ sơ. Bên gửi đọc được lý do trong biên nhận."


def _look_in(work: Work, opened: OpenedPackage) -> tuple[Arrival, IntakeStart]:
    return see_arrival(work, opened), begin_intake(work)


class ReceiveScreen(QWidget):
    """Nothing is written before the one button at the bottom; then the receipt is offered."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self.arrival: ArrivalPage | None = None
        self._done: tuple[int, str] | None = None  # the transfer, and whose it is
        self._links: list[KeyButton] = []
        self.list_button = KeyButton("&Danh sách chuyển đi, đến", kind="flat")
        self.head = PageHead("Nhận hồ sơ chuyển đến", buttons=[self.list_button], has_back=True)
        self.message = MessageFrame()
        self.package = PackageBar(desk, habits)
        self.return_button = KeyButton("T&rả lại…", picture="arrow_undo")
        self.new_button = KeyButton("&Lập hồ sơ mới…")
        self.primary = KeyButton("Lập hồ sơ và nhận", "Ctrl+Enter", kind="primary")
        self._acts = QWidget()
        self._room = QVBoxLayout()
        self._assemble()
        self._connect()
        self._begin()

    def visit(self, visit: object) -> None:
        if isinstance(visit, ReceiveFiles):
            self._begin()
            self.package.start()
            self.package.choose_button.setFocus()

    def show_refusal(self, refusal: Refusal) -> None:
        if self.arrival is None or not self.arrival.show_refusal(refusal):
            self.message.say("bad", str(refusal))

    def _assemble(self) -> None:
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 8, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.return_button)
        acts.addStretch(1)
        acts.addWidget(self.new_button)
        acts.addWidget(self.primary)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addSpacing(8)
        layout.addWidget(self.package)
        layout.addSpacing(10)
        layout.addLayout(self._room, 1)
        layout.addWidget(self._acts)

    def _connect(self) -> None:
        self.head.back_wanted.connect(self.back_wanted)
        self.list_button.clicked.connect(lambda: self.wanted.emit(OpenTransfers()))
        self.package.began.connect(self._begin)
        self.package.refused.connect(partial(self.message.say, "bad"))
        self.package.opened.connect(self._look_inside)
        self.primary.clicked.connect(self._do_primary)
        self.new_button.clicked.connect(self._do_other)
        self.return_button.clicked.connect(self._ask_why_back)

    def _begin(self) -> None:
        """Put away what was open; a package is in memory only as long as it is looked at."""
        self.message.hush()
        self._done = None
        self._clear()

    def _clear(self) -> None:
        self.arrival = None
        while (item := self._room.takeAt(0)) is not None:
            if (page := item.widget()) is not None:
                page.hide()
                page.deleteLater()
        self._room.addStretch(1)
        self._acts.hide()

    def _look_inside(self, opened: OpenedPackage) -> None:
        look = partial(_look_in, opened=opened)
        self._desk.look(self, look, partial(self._show, opened), "arrival")

    def _show(self, opened: OpenedPackage, seen: tuple[Arrival, IntakeStart]) -> None:
        arrived, start = seen
        self._clear()
        self.arrival = page = ArrivalPage(self._desk, self._habits, start, opened)
        self._room.takeAt(0)
        self._room.addWidget(page, 1)
        page.chosen.connect(self._show_acts)
        page.show_arrival(arrived)
        self._acts.show()
        self._show_acts()

    def _show_acts(self) -> None:
        """Let the likelier of the two be the primary one."""
        if self.arrival is None:
            return
        is_known = self.arrival.certain is not None
        self.primary.set_text("Đưa vào hồ sơ đã có…" if is_known else "Lập hồ sơ và nhận")
        self.new_button.set_text("Vẫn &lập hồ sơ mới…" if is_known else "Đưa &vào hồ sơ đang chọn…")
        self.new_button.setVisible(is_known or self.arrival.comparison is not None)

    def _do_primary(self) -> None:
        if self.arrival is not None and self.arrival.certain is not None:
            self._ask_fields()
        else:
            self._take(None)

    def _do_other(self) -> None:
        if self.arrival is not None and self.arrival.certain is not None:
            dialog = WhyDialog("Vẫn lập hồ sơ mới", SECOND_FILE, "warn", self)
            dialog.given.connect(partial(self._take, None))
            dialog.open()
        else:
            self._ask_fields()

    def _ask_fields(self) -> None:
        if self.arrival is not None and self.arrival.comparison is not None:
            dialog = IntoFileDialog(self.arrival.comparison, self)
            dialog.settled.connect(self._take)
            dialog.open()

    def _take(self, into: IntoFile | None, reason: str = "") -> None:
        self.message.hush()
        order = self.arrival.order(into, reason) if self.arrival is not None else None
        if order is not None:
            self._receive(order)

    def _receive(self, order: ReceiveFile) -> None:
        self._desk.do(self, partial(receive_file, order=order), self._tell_received)

    def _tell_received(self, done: Received) -> None:
        self._desk.say(f"Đã nhận hồ sơ {done.full_name}.", UNDO, partial(self._undo, done))
        self._clear()
        self.package.start()
        self._done = done.transfer_id, done.full_name
        words = f"Đã nhận hồ sơ {done.full_name}, hồ sơ ở đây số {done.case_code}."
        self.message.say("ok", f"{words} Lưu biên nhận rồi gửi lại cho bên gửi.")
        self._links = [self.message.add_link("Lưu biên nhận…", self._ask_where)]
        if done.needs_assignment:
            compose = Compose((done.person_id,), purpose=MOVED_IN_ASSIGNMENT)
            link = partial(self.wanted.emit, compose)
            self._links.append(self.message.add_link("Soạn quyết định phân công (Mẫu 60)", link))
        follow = partial(self.wanted.emit, OpenPerson(done.person_id))
        self._links.append(self.message.add_link("Mở hồ sơ", follow))
        self._links[0].setFocus()

    def _undo(self, done: Received) -> None:
        """Take the receiving back; the package may be opened again."""

        def tell(_: None) -> None:
            self._clear()
            self.package.start()
            self._done, self._links = None, []
            words = f"Đã hoàn tác: hồ sơ {done.full_name} coi như chưa nhận."
            self.message.say("info", f"{words} Gói vẫn mở lại được.")
            self._desk.say(words)

        self._desk.do(self, partial(undo_receive, trace=done.trace), tell)

    def _ask_why_back(self) -> None:
        dialog = WhyDialog("Trả lại hồ sơ", WHY_BACK, "info", self)
        dialog.given.connect(self._send_back)
        dialog.open()

    def _send_back(self, reason: str) -> None:
        if self.arrival is not None:
            order = ReturnFile(self.arrival.opened, reason)
            name = order.opened.content.person.full_name
            then = partial(self._tell_returned, name)
            self._desk.do(self, partial(return_file, order=order), then)

    def _tell_returned(self, name: str, transfer_id: int) -> None:
        self._clear()
        self.package.start()
        self._done = transfer_id, name
        self.message.say("ok", f"Đã trả lại hồ sơ {name}. Lưu biên nhận rồi gửi cho bên gửi.")
        self._links = [self.message.add_link("Lưu biên nhận…", self._ask_where)]
        self._links[0].setFocus()

    def _ask_where(self) -> None:
        suggested = last_folder(self._habits) / "Bien nhan.rdbiennhan"
        ask.save_file(self, "Lưu biên nhận", suggested, RECEIPTS, self.write_receipt)

    def write_receipt(self, path: Path) -> None:
        if self._done is not None:
            note_folder(self._habits, path)
            act = partial(write_receipt, transfer_id=self._done[0], path=path)
            told = "Đã lưu biên nhận “{}”. Gửi lại tệp này cho bên gửi hồ sơ."
            self._desk.do(self, act, lambda done: self._desk.say(told.format(done.name)))
