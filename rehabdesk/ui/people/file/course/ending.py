"""Kết thúc theo dõi, and Mở lại: an episode closed for a reason of the law, and taken up again."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.course.endings import EndReason
from rehabdesk.services.course.acts import CloseEpisode, close_episode, reopen_episode
from rehabdesk.services.course.view import EndOffer, EpisodeView
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.people.file.course.paper import PaperFields
from rehabdesk.ui.settling.sending import settled

FOR_GOOD = (
    "Ghi kết thúc thì phần mềm sẽ làm: khép đợt này; người phụ trách thôi từ ngày ấy; "
    "người này ra khỏi danh sách đang theo dõi. Hồ sơ và văn bản vẫn còn nguyên."
)
FOR_NOW = (
    "Ghi thì phần mềm sẽ làm: dừng thời hạn và việc nhắc; đợt không khép. "
    "Phần thời hạn còn lại chạy tiếp từ ngày ra, ghi ở ô Đến ngày."
)
_FOLLOWED_BY = {
    EndReason.COURT_APPLIED: " Sau đó bấm Mở đợt mới… để mở đợt cai nghiện bắt buộc.",
    EndReason.ADDICTED: " Sau đó bấm Mở đợt mới… khi có đăng ký cai hoặc lập hồ sơ.",
    EndReason.THREE_STAGES: " Sau đó bấm Mở đợt mới… để mở đợt cai tại gia đình, cộng đồng.",
    EndReason.COMPLETED: " Sau đó bấm Mở đợt mới… để mở đợt quản lý sau cai.",
}


class CloseDialog(FormDialog):
    closed = Signal(int)  # the event that closed it

    def __init__(self, desk: Desk, episode: EpisodeView, today: date, parent: QWidget) -> None:
        super().__init__("Kết thúc theo dõi", "&Kết thúc theo dõi", parent, WIDTHS[1])
        self._desk = desk
        self._episode = episode
        self._offers = {each.reason: each for each in episode.endings}
        self.reason = ComboField([(each.reason, each.reason.label) for each in episode.endings])
        self.on = DateField(today, today, needs_day=True)
        self.until_on = DateField(today, needs_day=True)
        self.paper = PaperFields(today)
        self.note = TextField()
        self.effects = QLabel()
        self.effects.setWordWrap(True)
        self.effects.setProperty("role", "secondary")
        self.add("reason", "&Lý do", self.reason)
        self.add_row(
            Entry("on", "&Từ ngày", self.on),
            Entry("until_on", "Đến ngày", self.until_on, "Để trống khi chưa biết."),
        )
        self.add_row(*self.paper.entries())
        self.add_row(self.paper.issuer_entry(), Entry("note", "Ghi &chú", self.note))
        self.body.addWidget(self.effects)
        self.reason.chosen.connect(self._take_reason)
        self._take_reason()

    @property
    def offer(self) -> EndOffer:
        return self._offers[self.reason.value or self._episode.endings[0].reason]

    def submit(self) -> None:
        on, offer = self.on.day, self.offer
        if on is None:
            self.form.box("on").tell("error", "Ghi ngày kết thúc.")
            self.on.setFocus()
            return
        order = CloseEpisode(
            self._episode.id,
            self._episode.version,
            offer.reason,
            on,
            self.paper.value,
            self.until_on.day if offer.is_stretch else None,
            self.note.value,
        )
        settled(self._desk, self, partial(close_episode, order=order), self._close)

    def _take_reason(self) -> None:
        offer, box = self.offer, self.form.box
        box("reason").tell("hint", " · ".join(filter(None, (offer.form, offer.basis))))
        box("until_on").setVisible(offer.is_stretch)
        told = FOR_NOW if offer.is_for_now else FOR_GOOD
        self.effects.setText(told + _FOLLOWED_BY.get(offer.reason, ""))

    def _close(self, event_id: int) -> None:
        self.accept()
        self.closed.emit(event_id)


class ReopenDialog(FormDialog):
    reopened = Signal()

    def __init__(self, desk: Desk, episode: EpisodeView, parent: QWidget) -> None:
        super().__init__("Mở lại", "&Mở lại", parent)
        self._desk = desk
        self._episode = episode
        ended = f"{episode.ended_on:%d/%m/%Y}" if episode.ended_on else ""
        what = QLabel(f"{episode.kind.label}, kết thúc {ended}: {episode.end_reason}.")
        what.setWordWrap(True)
        self.body.insertWidget(1, what)
        self.reason = TextField(placeholder="ghi nhầm, giấy bị thu hồi…")
        self.add("reason", "&Lý do mở lại", self.reason)
        after = QLabel("Đợt trở lại như trước khi kết thúc; người phụ trách phụ trách tiếp.")
        after.setWordWrap(True)
        after.setProperty("role", "secondary")
        self.body.addWidget(after)

    def submit(self) -> None:
        act = partial(
            reopen_episode,
            episode_id=self._episode.id,
            version=self._episode.version,
            reason=self.reason.value,
        )
        settled(self._desk, self, act, self._close)

    def _close(self, _done: None) -> None:
        self.accept()
        self.reopened.emit()
