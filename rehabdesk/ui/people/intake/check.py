"""The second step of taking in: the form, who is like it, and the file that is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.identity import Card
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.drafts import KeptForm
from rehabdesk.services.people.card_check import IntakeReview, IntakeStart, review_intake
from rehabdesk.services.people.comparison import Comparison, compare
from rehabdesk.services.people.intake import PersonTakenIn, TakeIn, take_in
from rehabdesk.services.people.likeness import AlikeRow
from rehabdesk.services.people.person_facts import completeness
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.people.completeness import CompletenessBar
from rehabdesk.ui.people.intake.alike import AlikePane
from rehabdesk.ui.people.intake.dialogs import DifferencesDialog, ReasonDialog
from rehabdesk.ui.people.intake.form import FIELDS, IntakeForm

REST = 200  # milliseconds without a change before files alike are looked for
LEFT_WIDTH = 420


class CheckPage(QWidget):
    opened = Signal(object)  # a PersonTakenIn: its file is to be shown
    kept = Signal(object)  # a PersonTakenIn: the next one comes
    found = Signal(int)  # the person whose file was there already

    def __init__(self, desk: Desk, habits: QSettings, start: IntakeStart) -> None:
        super().__init__()
        self._desk = desk
        self._is_card = False
        self._review: IntakeReview | None = None
        self.begun_at: datetime = start.now
        self.message = MessageFrame()
        self.form = IntakeForm(start)
        self.pane = AlikePane(habits)
        self.completeness = CompletenessBar()
        self.anyway_button = KeyButton("&Vẫn mở hồ sơ mới…")
        self.next_button = KeyButton("&Lưu và tiếp nhận người kế", "Ctrl+S")
        self.primary = KeyButton("&Mở hồ sơ", "Ctrl+Enter", kind="primary")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._assemble()
        self._connect()
        self._tell_completeness()
        self._show_acts()

    def fill_card(self, card: Card, *, is_picture: bool = False) -> None:
        """Fill in a card, and look at once who it may be."""
        self._is_card = True
        count = self.form.fill_card(card)
        read = "Đã đọc ảnh thẻ" if is_picture else "Đã đọc thẻ căn cước"
        told = f"{read} lúc {self.begun_at:%H:%M}. Đã điền sẵn {count} ô."
        self.message.say("ok", f"{told} Ảnh không được giữ lại." if is_picture else told)
        self.review()
        self.form.hamlet.setFocus()

    def fill_words(self, words: str) -> None:
        self.form.fill_words(words)
        self.review()
        self.form.focus_first()

    def fill_draft(self, draft: KeptForm) -> None:
        self.begun_at = draft.saved_at
        self.form.fill_draft(draft.content)
        self.review()
        self.form.focus_first()

    def review(self) -> None:
        """Hold the form against the files."""
        self._rest.stop()
        facts = self.form.facts()
        self._desk.look(self, partial(review_intake, facts=facts), self._show, name="review")

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self.message.say("bad", str(refusal))

    def _assemble(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._left_side())
        sides.addWidget(self.pane, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        for button in (self.anyway_button, self.next_button, self.primary):
            acts.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(sides, 1)
        layout.addLayout(acts)

    def _left_side(self) -> QFrame:
        self._card = card = QFrame()
        card.setObjectName("card")
        hint = QLabel("Chỉ cần họ tên là mở được hồ sơ. Phần còn lại điền sau.")
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(15, 6, 15, 8)
        foot.addWidget(hint, 1)
        foot.addWidget(self.completeness, 0, Qt.AlignmentFlag.AlignBottom)
        self._scrolled = scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        inside = QVBoxLayout(scrolled)
        inside.setContentsMargins(15, 11, 15, 11)
        inside.setSpacing(10)
        inside.addWidget(self.message)
        inside.addWidget(self.form)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(scrolled)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        return card

    def _measure(self) -> None:
        """Give the form what it needs; of large letters no more, or the files alike are covered."""
        bar = self._card.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed = self._scrolled.minimumSizeHint().width() + bar + 4
        usual = Style.current.length(LEFT_WIDTH)
        self._card.setFixedWidth(min(usual, max(needed, self.width() // 2)))

    def _measure_soon(self) -> None:
        """Measure when every field has its new size."""
        QTimer.singleShot(0, self, self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _connect(self) -> None:
        Style.current.changed.connect(self._measure_soon)
        self._rest.timeout.connect(self.review)
        self.form.edited.connect(self._rest.start)
        self.form.edited.connect(self._tell_completeness)
        self.completeness.field_wanted.connect(self._go_to_field)
        self.form.past_last.connect(self.primary.setFocus)
        self.pane.chosen.connect(self._compare)
        self.pane.opened.connect(self._open_existing)
        self.primary.clicked.connect(self._do_primary)
        self.next_button.clicked.connect(self._keep_and_go_on)
        self.anyway_button.clicked.connect(self._ask_reason)

    def _tell_completeness(self) -> None:
        filled, empty = completeness(self.form.facts())
        self.completeness.show_state(filled, empty, FIELDS)

    def _go_to_field(self, label: str) -> None:
        self.form.box(FIELDS[label]).field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, review: IntakeReview) -> None:
        self._review = review
        self.form.show_review(review)
        self.pane.show_review(None if self.form.is_empty else review)
        self._show_acts()

    def _show_acts(self) -> None:
        certain = self._review.certain if self._review else None
        self.primary.set_text("&Mở hồ sơ đã có" if certain else "&Mở hồ sơ")
        self.anyway_button.setVisible(certain is not None)
        self.next_button.setEnabled(certain is None)

    def _compare(self, row: AlikeRow | None) -> None:
        if row is not None:
            show = partial(self.pane.show_comparison, is_card=self._is_card)
            self._desk.look(self, self._comparing(row), show, name="compare")

    def _comparing(self, row: AlikeRow) -> partial[Comparison]:
        return partial(compare, person_id=row.id, facts=self.form.facts(), kind=self.form.kind)

    def _order(self) -> TakeIn:
        return TakeIn(self.form.facts(), self.form.episode(), events=self.form.events())

    def _do_primary(self) -> None:
        certain = self._review.certain if self._review else None
        if certain is not None:
            self._open_existing(self.pane.current or certain)
        else:
            self._take_in(self.opened.emit)

    def _keep_and_go_on(self) -> None:
        self._take_in(self.kept.emit)

    def _take_in(self, then: Callable[[PersonTakenIn], None]) -> None:
        if self.form.check():
            self._desk.do(self, partial(take_in, order=self._order()), then)

    def _ask_reason(self) -> None:
        if self.form.check():
            dialog = ReasonDialog(self._desk, self._order(), self)
            dialog.taken_in.connect(self.opened)
            dialog.open()

    def _open_existing(self, row: AlikeRow) -> None:
        self._desk.look(self, self._comparing(row), self._settle, name="settle")

    def _settle(self, comparison: Comparison) -> None:
        """Ask of each difference, when there is one, and open the file."""
        if not comparison.open_questions:
            self.found.emit(comparison.person_id)
            return
        dialog = DifferencesDialog(self._desk, comparison, self.form.facts(), self)
        dialog.settled.connect(self.found)
        dialog.open()
