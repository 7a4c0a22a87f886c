"""Thu hồi, đính chính, chấm dứt: the number and day of the paper that says it, and why."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.codes import LinkKind
from rehabdesk.services.decisions.following.outside import Followed, FollowUp, follow_up
from rehabdesk.services.decisions.following.preparing import (
    BookOffer,
    FollowUpPlan,
    prepare_follow_up,
)
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.decisions.register import RegisterRow
from rehabdesk.ui.decisions.effects_card import EffectsCard
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.settling.sending import settled

_TITLES = {
    LinkKind.WITHDRAWS: ("Thu hồi", "&Thu hồi", "Giữ nguyên", "&Lý do thu hồi"),
    LinkKind.CORRECTS: ("Đính chính", "&Đính chính", "Bỏ", "&Nội dung đính chính"),
    LinkKind.ENDS: ("Chấm dứt", "&Chấm dứt", "Giữ nguyên", "&Lý do chấm dứt"),
}
_PAPER = {
    LinkKind.WITHDRAWS: "Ghi số, ngày của quyết định thu hồi đã ký.",
    LinkKind.CORRECTS: "Ghi số, ngày của công văn đính chính đã ký. Sai nội dung thì Thay thế.",
    LinkKind.ENDS: "Ghi số, ngày của văn bản chấm dứt đã ký.",
}


class FollowDialog(FormDialog):
    followed = Signal(object)  # Followed

    def __init__(
        self, desk: Desk, habits: QSettings, row: RegisterRow, kind: LinkKind, parent: QWidget
    ) -> None:
        verb, accept, quiet, _ = _TITLES[kind]
        super().__init__(f"{verb} số {row.number_text}", accept, parent, WIDTHS[2], quiet)
        self._desk = desk
        self._row = row
        self._kind = kind
        self._copy: tuple[str, bytes] | None = None
        self._asker = Asker(self)
        self._asker.refused.connect(self.show_refusal)
        today = desk.office.clock().date() if desk.office else date.min
        self.paper = _words("", "title")
        self.body.insertWidget(0, self.paper)
        self.body.insertWidget(1, _words(_PAPER[kind], "secondary"))
        self.number = TextField()
        self.book = ComboField[BookOffer]()
        self.book.chosen.connect(self._propose)
        self.day = DateField(today, today, needs_day=True)
        self.since = DateField(today, needs_day=True)
        self.since.setPlaceholderText("ngày văn bản")
        self.signer = ComboField[int]()
        self.reason = TextBox(lines=2)
        self.effects = EffectsCard("Phần mềm sẽ làm")
        self.drop = DropArea(habits)
        self.drop.chosen.connect(self._read_copy)
        self._lay_out()
        look = partial(prepare_follow_up, decision_id=row.decision_id or 0, kind=kind)
        desk.look(self._asker, look, self._show, name="follow-up")

    def _lay_out(self) -> None:
        self.add_row(
            Entry("number", "&Số", self.number),
            Entry("book", "Sổ", self.book, stretch=2),
            Entry("document_date", "Ngà&y văn bản", self.day),
        )
        entries = [Entry("signer", "Người &ký", self.signer, stretch=2)]
        if self._kind is not LinkKind.CORRECTS:
            entries.append(Entry("effective_from", "&Hiệu lực từ", self.since))
        self.add_row(*entries)
        self.add("reason", _TITLES[self._kind][3], self.reason)
        self.body.addWidget(self.effects)
        label = QLabel("Bản đã ký (ảnh chụp hoặc PDF)")
        label.setProperty("role", "label")
        label.setBuddy(self.drop)
        self.body.addWidget(label)
        self.body.addWidget(self.drop)

    def _show(self, plan: FollowUpPlan) -> None:
        self.paper.setText(plan.words)
        self.book.offer([(each, each.label) for each in plan.books])
        wanted = next((each for each in plan.books if each.id == plan.book_id), None)
        self.book.value = wanted
        self._propose(wanted)
        self.signer.offer([(each.id, each.label) for each in plan.signers])
        self.signer.value = plan.signers[0].id if plan.signers else None
        self.effects.show_lines(plan.effects)
        self.number.setFocus()
        self.number.selectAll()

    def _propose(self, book: BookOffer | None) -> None:
        if book is not None:
            self.number.value = str(book.next_number)

    def _read_copy(self, path: Path) -> None:
        keep = partial(self._keep_copy, path.name)
        self._desk.run(self._asker, partial(read_scan, path), keep, name="copy")

    def _keep_copy(self, name: str, content: bytes) -> None:
        self._copy = name, content
        self.drop.show_file(name)

    def submit(self) -> None:
        day, book = self.day.day, self.book.value
        if day is None or book is None:
            self.form.box("document_date").tell("error", "Ghi ngày văn bản.")
            self.day.setFocus()
            return
        order = FollowUp(
            self._kind,
            self._row.decision_id or 0,
            self._row.version,
            book.id,
            self.number.value,
            day,
            self.reason.value,
            self.since.day,
            self.signer.value,
            self._copy,
        )
        settled(self._desk, self, partial(follow_up, order=order), self._close)

    def _close(self, done: Followed) -> None:
        self.accept()
        self.followed.emit(done)


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
