"""Sending a file away: what goes, to whom, and the package with its password."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work
from rehabdesk.services.people.card_check import AddressBook, read_address_book
from rehabdesk.services.transfers.content import Notice, OfficeNamed
from rehabdesk.services.transfers.gathering import Wishes
from rehabdesk.services.transfers.sending import (
    SUFFIX,
    SendFile,
    SendOffer,
    SentFile,
    offer_sending,
    send_file,
)
from rehabdesk.ui.entry.new_password import NewPassword
from rehabdesk.ui.entry.pick import PickField
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.purpose import PurposeField
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.transfers.blocks import Block, ToldLines, hint
from rehabdesk.ui.transfers.places import PACKAGES, last_folder, note_folder
from rehabdesk.ui.visits import OpenPerson, OpenTransfers, SendAway

PURPOSE = "Chuyển hồ sơ theo người đến nơi cư trú mới"
HAND_OVER = (
    "Đưa mật khẩu cho bên nhận bằng cách khác: gọi điện hoặc nói trực tiếp. "
    "Không ghi lên USB, không gửi cùng tệp. Quên mật khẩu thì không ai mở được gói."
)


@dataclass(frozen=True, slots=True)
class Begun:
    offer: SendOffer
    book: AddressBook


def begin(work: Work, person_id: int) -> Begun:
    return Begun(offer_sending(work, person_id), read_address_book(work))


class WhatGoes(Block):
    def __init__(self) -> None:
        super().__init__("1. Gửi những gì")
        self.told = ToldLines()
        self.contacts = QCheckBox("Kèm &gặp gỡ")
        self.photo = QCheckBox("Kèm ản&h chân dung")
        self.scans = QCheckBox("Kèm trang in, bản &quét của giấy tờ")
        self.sensitive = QCheckBox("Kèm tiền án, loại &ma túy, xét nghiệm, dân tộc")
        self.body.addWidget(self.told)
        for tick in (self.contacts, self.photo, self.scans, self.sensitive):
            self.body.addWidget(tick)
        self.body.addWidget(hint("Hồ sơ ở đây vẫn giữ nguyên, xem được như trước."))
        self.body.addStretch(1)

    @property
    def wishes(self) -> Wishes:
        return Wishes(
            self.photo.isChecked(),
            self.contacts.isChecked(),
            self.sensitive.isChecked(),
            self.scans.isChecked(),
        )

    def show_offer(self, offer: SendOffer) -> None:
        self.told.show_lines(offer.lines, offer.kept_back)
        self.contacts.setText(f"Kèm {offer.contacts} lần &gặp gỡ")
        self.contacts.setVisible(offer.contacts > 0)
        self.photo.setVisible(offer.has_photo)
        self.sensitive.setVisible(offer.may_send_sensitive)
        for tick in (self.contacts, self.photo, self.scans):
            tick.setChecked(True)
        self.sensitive.setChecked(offer.may_send_sensitive)


class ToWhom(Block):
    def __init__(self, begun: Begun) -> None:
        super().__init__("2. Gửi cho ai")
        self._book, offer = begun.book, begun.offer
        self.form = Form()
        self.province = PickField[str]("Chọn tỉnh, thành phố trong danh sách.", "Gõ để tìm")
        self.receiver = PickField[str]("Chọn xã, phường nơi người này chuyển đến.", "Gõ để tìm")
        self.on = DateField(offer.today, offer.today, needs_day=True)
        self.number = TextField(placeholder="Số của Mẫu 54")
        self.noticed_on = DateField(offer.today, needs_day=True)
        self.issuer = TextField(offer.own.name.replace("UBND", "Công an"))
        self.closes = QCheckBox(f"Kết thúc đợt “{offer.running}” vì &chuyển đi")
        if not offer.may_move_out:
            self.closes.hide()
        self.closes.setChecked(offer.may_move_out)
        self._lay_out()
        self.province.picked.connect(self._offer_communes)
        units = begun.book.units
        self.province.offer([(one.code, _titled(one.full_name)) for one in units.provinces])
        self.province.choose(begun.book.province_code)

    def _lay_out(self) -> None:
        self.form.add("province", "Tỉn&h, thành phố", self.province)
        self.form.add("receiver", "&Xã, phường, đặc khu", self.receiver)
        self.form.add("on", "Ngày chuyển đ&i", self.on)
        self.form.add_row(
            Entry("paper_number", "Số thôn&g báo của Công an", self.number),
            Entry("noticed_on", "N&gày thông báo", self.noticed_on),
        )
        self.form.add("issuer", "Nơi &ban hành", self.issuer)
        self.body.addWidget(self.form)
        self.body.addWidget(self.closes)
        self.body.addStretch(1)

    @property
    def office(self) -> OfficeNamed:
        code = self.receiver.choice
        if code is None:
            return OfficeNamed("")
        commune = self._book.units.commune(code)
        province = self._book.units.province(commune.province_code)
        return OfficeNamed(f"UBND {commune.full_name}", code, province.full_name)

    @property
    def notice(self) -> Notice | None:
        day = self.on.day
        told = (self.number.value, self.noticed_on.day, self.issuer.value)
        return Notice(day, *told) if day else None

    def _offer_communes(self, code: str | None) -> None:
        communes = self._book.units.communes_of(code) if code else ()
        others = (one for one in communes if one.code != self._book.commune_code)
        self.receiver.offer([(one.code, _titled(one.full_name)) for one in others])


class Sealing(Block):
    def __init__(self) -> None:
        super().__init__("3. Gói có mật khẩu")
        self.form = Form()
        self.password = NewPassword(self.form)
        self.purpose = PurposeField(PURPOSE)
        self.form.add("purpose", "Mục đíc&h, ghi vào nhật ký", self.purpose)
        self.body.addWidget(self.form)
        self.body.addWidget(hint(HAND_OVER))
        self.body.addStretch(1)


class SendScreen(QWidget):
    """Three blocks and one act; then the package waits for its receipt in the list."""

    wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._offer: SendOffer | None = None
        self.list_button = KeyButton("&Danh sách chuyển đi, đến", kind="flat")
        self.send_button = KeyButton("Tạo gói…", "Ctrl+Enter", "document_lock", "primary")
        buttons = (self.list_button, self.send_button)
        self.head = PageHead("Chuyển hồ sơ đi", buttons=buttons, has_back=True)
        self.message = MessageFrame()
        self.what: WhatGoes | None = None
        self.whom: ToWhom | None = None
        self.sealing: Sealing | None = None
        self._blocks = QHBoxLayout()
        self._blocks.setSpacing(12)
        layout = page_layout(self, self.head)
        layout.addWidget(self.message)
        layout.addSpacing(8)
        layout.addLayout(self._blocks, 1)
        self.head.back_wanted.connect(self.back_wanted)
        self.list_button.clicked.connect(lambda: self.wanted.emit(OpenTransfers()))
        self.send_button.clicked.connect(self._ask_where)

    def visit(self, visit: object) -> None:
        if isinstance(visit, SendAway):
            look = partial(begin, person_id=visit.person_id)
            self._desk.look(self, look, self._show, "offer")

    def show_refusal(self, refusal: Refusal) -> None:
        if not any(form.show_refusal(refusal) for form in self._forms):
            self.message.say("bad", str(refusal))

    @property
    def _forms(self) -> tuple[Form, ...]:
        return (self.whom.form, self.sealing.form) if self.whom and self.sealing else ()

    def _show(self, begun: Begun) -> None:
        """Lay the blocks out anew: nothing of another person, and no password, stays in them."""
        self._offer = offer = begun.offer
        self.message.hush()
        self.head.set_line(f"{offer.full_name} · hồ sơ {offer.case_code}")
        self._clear()
        self.what, self.whom, self.sealing = WhatGoes(), ToWhom(begun), Sealing()
        self.what.show_offer(offer)
        for block in (self.what, self.whom, self.sealing):
            self._blocks.addWidget(block, 1)
        self.whom.form.past_last.connect(self.sealing.form.focus_first)
        self.sealing.form.past_last.connect(self.send_button.setFocus)
        self.send_button.setEnabled(True)
        self.whom.receiver.setFocus()

    def _clear(self) -> None:
        self.what = self.whom = self.sealing = None
        while (item := self._blocks.takeAt(0)) is not None:
            if (block := item.widget()) is not None:
                block.hide()
                block.deleteLater()

    def _ask_where(self) -> None:
        """Look at every input before a place is asked for."""
        self.message.hush()
        checked = [form.check() for form in self._forms]  # all of them, so that all are told
        if self._offer is None or not all(checked):
            return
        suggested = last_folder(self._habits) / f"Ho so {self._offer.case_code}{SUFFIX}"
        ask.save_file(self, "Lưu gói hồ sơ", suggested, PACKAGES, self.send)

    def send(self, path: Path) -> None:
        if (order := self._order(path)) is not None:
            note_folder(self._habits, path)
            self._desk.do(self, partial(send_file, order=order), self._tell)

    def _order(self, path: Path) -> SendFile | None:
        offer, what, whom, sealing = self._offer, self.what, self.whom, self.sealing
        if offer is None or what is None or whom is None or sealing is None:
            return None
        notice = whom.notice
        if notice is None:
            whom.form.box("on").tell("error", "Ghi ngày chuyển đi.")
            return None
        return SendFile(
            offer.person_id,
            what.wishes,
            whom.office,
            notice,
            sealing.purpose.value,
            sealing.password.value,
            path,
            whom.closes.isChecked() and offer.may_move_out,
        )

    def _tell(self, sent: SentFile) -> None:
        offer, self._offer = self._offer, None
        self._clear()
        self.send_button.setEnabled(False)
        follow = partial(self.wanted.emit, OpenPerson(offer.person_id)) if offer else None
        words = f"Đã tạo gói “{sent.path.name}”. Đưa mật khẩu bằng cách khác."
        self._desk.say(words, "Mở hồ sơ", follow)
        self.wanted.emit(OpenTransfers(sent.transfer_id))


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]
