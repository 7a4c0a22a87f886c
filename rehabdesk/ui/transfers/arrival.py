"""What came, and who it may be of: the package at the left, files alike at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.people.card_check import IntakeReview, IntakeStart
from rehabdesk.services.people.comparison import Comparison, compare
from rehabdesk.services.people.likeness import AlikeRow
from rehabdesk.services.transfers.content import Content, Notice
from rehabdesk.services.transfers.opening import Arrival, OpenedPackage
from rehabdesk.services.transfers.receiving import IntoFile, ReceiveFile
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.addresses import AddressField
from rehabdesk.ui.people.intake.alike import AlikePane
from rehabdesk.ui.transfers.blocks import Block, ToldLines, hint

LEFT_WIDTH = 420
NOT_KNOWN = 0
MARKED = "Ô tô nền là chỗ khác nhau. Khi đưa vào hồ sơ đã có, từng chỗ khác được hỏi."
ALIKE = (
    "Có {} hồ sơ ở đây gần giống người trong gói. Xem có phải cùng một người không: "
    "cùng người thì đưa vào hồ sơ đã có, khác người thì lập hồ sơ mới."
)
CERTAIN = "Người này đã có hồ sơ số {} ở đây. Nên đưa vào hồ sơ đó; chỗ khác nhau chọn từng ô."
NOBODY = "Ở đây chưa có hồ sơ nào giống. Lập hồ sơ mới được."


class ArrivalPage(QWidget):
    """Made anew for every package."""

    chosen = Signal()  # another file to compare with, or none

    def __init__(
        self, desk: Desk, habits: QSettings, start: IntakeStart, opened: OpenedPackage
    ) -> None:
        super().__init__()
        self._desk = desk
        self.opened = opened
        self.comparison: Comparison | None = None
        self.message = MessageFrame()
        self.told = ToldLines()
        self.form = Form()
        notice, today = opened.content.notice, start.now.date()
        self.on = DateField(today, min(notice.moved_on, today), needs_day=True)
        self.hamlet = ComboField([(NOT_KNOWN, "Chưa rõ"), *start.hamlets])
        self.address = AddressField(start.book)
        self.number = TextField(notice.number)
        self.noticed_on = DateField(today, notice.on, needs_day=True)
        self.issuer = TextField(notice.issuer)
        self.pane = AlikePane(habits)
        self.pane.hint.setText(MARKED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left_side(opened.content))
        row.addWidget(self.pane, 1)
        self.pane.chosen.connect(self._compare)

    @property
    def certain(self) -> AlikeRow | None:
        row = self.pane.current
        return row if row is not None and row.is_certain else None

    def show_arrival(self, arrival: Arrival) -> None:
        self.told.show_lines(arrival.lines, self.opened.content.left_out)
        if arrival.doubt:
            self.message.say("warn", arrival.doubt)
        self.pane.show_review(IntakeReview(arrival.alike, None, None))
        if self.certain is not None:
            self.pane.message.say("warn", CERTAIN.format(self.certain.case_code))
        elif arrival.alike:
            self.pane.message.say("info", ALIKE.format(len(arrival.alike)))
        else:
            self.pane.message.say("ok", NOBODY)
        self.hamlet.setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        return self.form.show_refusal(refusal)

    def order(self, into: IntoFile | None = None, reason: str = "") -> ReceiveFile | None:
        day = self.on.day
        if not self.form.check() or day is None:
            return None
        notice = Notice(day, self.number.value, self.noticed_on.day, self.issuer.value)
        return ReceiveFile(
            self.opened, notice, into, self.hamlet.value or None, self.address.value, reason
        )

    def _left_side(self, content: Content) -> Block:
        block = Block(f"{content.person.full_name}")
        block.setFixedWidth(Style.current.length(LEFT_WIDTH))
        sent = f"{content.sender.name} gửi ngày {content.made_on:%d/%m/%Y}"
        block.body.addWidget(hint(f"{sent} · hồ sơ {content.case_code} của nơi gửi"))
        block.body.addWidget(self.message)
        block.body.addWidget(self.told)
        self.form.add_section("Ở đây")
        self.form.add_row(
            Entry("on", "Ngày chuyển đế&n", self.on),
            Entry("hamlet_id", "&Thôn, tổ dân phố", self.hamlet),
        )
        self.form.add("address", "Chỗ ở h&iện nay", self.address)
        self.form.add_row(
            Entry("paper_number", "&Số thông báo (Mẫu 54)", self.number),
            Entry("noticed_on", "N&gày thông báo", self.noticed_on),
        )
        self.form.add("issuer", "Nơi &ban hành", self.issuer)
        block.body.addWidget(self.form)
        block.body.addStretch(1)
        return block

    def _compare(self, row: AlikeRow | None) -> None:
        self.comparison = None
        self.chosen.emit()
        if row is not None:
            look = partial(compare, person_id=row.id, facts=self.opened.content.person)
            self._desk.look(self, look, self._show_sides, "compare")

    def _show_sides(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.pane.show_comparison(comparison, is_card=False)
        self.pane.sides.name_sides("Trong gói", f"Hồ sơ đã có số {comparison.case_code}")
        self.chosen.emit()
