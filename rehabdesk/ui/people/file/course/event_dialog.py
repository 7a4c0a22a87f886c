"""Ghi sự việc: what happened, when, by which paper; what that moves is seen before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.course.events import NO_PAPER
from rehabdesk.services.course.acts import (
    CorrectEvent,
    EventFacts,
    RecordEvent,
    correct_event,
    record_event,
)
from rehabdesk.services.course.moving import moved_dates
from rehabdesk.services.course.view import EpisodeView, EventRow, Offer
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.office import Work
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.quiet import Asker, days
from rehabdesk.ui.decisions.register.deliver_dialog import TimeField
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.people.file.course.moved import MovedList
from rehabdesk.ui.people.file.course.paper import PaperFields
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

HOUR_WIDTH = 90
_CHOOSE = "Chọn sự việc"


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What the dialog is opened for: a new event of an episode, or one to be corrected."""

    title: str
    episode: EpisodeView
    offers: Sequence[Offer]
    kind: EventKind | None = None
    row: EventRow | None = None


class EventDialog(FormDialog):
    saved = Signal(int)  # the event

    def __init__(self, desk: Desk, habits: QSettings, plan: EventPlan, parent: QWidget) -> None:
        words = "Lưu" if plan.row else "Ghi"
        super().__init__(plan.title, f"&{words}", parent, WIDTHS[1])
        self._desk = desk
        self._plan = plan
        self._offers = {each.kind: each for each in plan.offers}
        self._file: tuple[str, bytes] | None = None
        self._asker = Asker(self)
        now, calendar = days(desk)
        today, row = now(), plan.row
        self.kind = ComboField([(each.kind, each.kind.label) for each in plan.offers])
        self.on = DateField(today, row.on if row else today, needs_day=True, calendar=calendar)
        self.at = TimeField(f"{row.at:%H:%M}" if row and row.at else "", placeholder="8:30")
        self.until_on = DateField(
            today, row.until_on if row else None, needs_day=True, calendar=calendar
        )
        self.reason = ComboField[str]()
        self.paper = PaperFields(today, row.paper if row else NO_PAPER)
        self.note = TextField(row.note if row else "")
        self.drop = DropArea(habits)
        self._kept_file = row.file_id if row else None
        self.drop.show_file(row.file_name if row else "")
        self.remove_scan = KeyButton("Gỡ bản &quét", kind="link", is_small=True)
        self.remove_scan.setVisible(self._kept_file is not None)
        self.moved = MovedList()
        self._lay_out()
        self._connect()
        self.kind.setPlaceholderText(_CHOOSE)
        self.kind.value = row.kind if row else plan.kind
        self._take_kind()
        self.reason.value = row.reason if row else None
        self._foresee()
        (self.on if plan.kind or row else self.kind).setFocus()

    @property
    def offer(self) -> Offer:
        """Return what is being recorded; before anything is chosen, what most is asked for."""
        return self._offers[self.kind.value or self._plan.offers[0].kind]

    def submit(self) -> None:
        if self.kind.value is None:
            self.form.box("kind").tell("error", f"{_CHOOSE}.")
            self.kind.setFocus()
            return
        facts = self._typed()
        if facts is None:
            self.form.box("on").tell("error", "Ghi ngày xảy ra.")
            self.on.setFocus()
            return
        row = self._plan.row
        if row is None:
            order = RecordEvent(self._plan.episode.id, facts)
            self._desk.do(self, partial(record_event, order=order), self._close)
        else:
            told = (row.until_on, row.at, row.paper, row.reason, row.note)
            read = EventFacts(row.kind, row.on, *told, kept_file=row.file_id)
            edit = Edit(read, facts, row.version, partial(_correcting, row.id))
            settled(self._desk, self, edit, partial(self._close_corrected, row.id))

    def _lay_out(self) -> None:
        self.at.setFixedWidth(HOUR_WIDTH)
        self.add("kind", "&Sự việc", self.kind)
        self.add_row(
            Entry("on", "&Từ ngày", self.on),
            Entry("at", "Giờ", self.at, stretch=0),
            Entry("until_on", "Đến ngày", self.until_on, "Để trống khi chưa biết."),
        )
        self.add("reason", "&Lý do", self.reason)
        self.add_row(*self.paper.entries())
        self.add_row(self.paper.issuer_entry(), Entry("note", "Ghi &chú", self.note))
        self.form.add_widget(self.drop)
        line = QHBoxLayout()
        line.addWidget(self.remove_scan)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.moved)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._take_kind)
        self.reason.chosen.connect(self._foresee)
        for field in (self.on, self.at, self.until_on, self.paper.on):
            field.editingFinished.connect(self._foresee)
        self.drop.chosen.connect(self._read_file)
        self.remove_scan.clicked.connect(self._remove_scan)

    def _take_kind(self) -> None:
        """Ask for what has to be said of this kind of event, and for nothing else."""
        offer, box = self.offer, self.form.box
        law = " · ".join(filter(None, (offer.form, offer.basis)))
        box("kind").tell("hint", law if self.kind.value else "")
        box("on").label.setText("&Từ ngày" if offer.is_stretch else "&Ngày")
        box("until_on").setVisible(offer.is_stretch)
        box("at").setVisible(offer.has_hours)
        box("reason").setVisible(bool(offer.reasons))
        self.reason.offer(list(offer.reasons.items()))
        self.reason.value = None
        self._foresee()

    def _typed(self) -> EventFacts | None:
        on, offer = self.on.day, self.offer
        if on is None or self.kind.value is None:
            return None
        return EventFacts(
            offer.kind,
            on,
            self.until_on.day if offer.is_stretch else None,
            self.at.time if offer.has_hours and self.at.value else None,
            self.paper.value,
            (self.reason.value or "") if offer.reasons else "",
            self.note.value,
            self._file,
            self._kept_file,
        )

    def _foresee(self) -> None:
        """Ask what the event as it is typed now would move."""
        facts = self._typed()
        if facts is None or (facts.until_on and facts.until_on < facts.on):
            self.moved.hide()
            return
        row = self._plan.row
        order = (
            RecordEvent(self._plan.episode.id, facts)
            if row is None
            else CorrectEvent(row.id, row.version, facts)
        )
        look = partial(moved_dates, order=order)
        self._desk.look(self._asker, look, self.moved.show_moved, "moved")

    def _read_file(self, path: Path) -> None:
        keep = partial(self._keep_file, path.name)
        self._desk.run(self, partial(read_scan, path), keep, "scan")

    def _keep_file(self, name: str, content: bytes) -> None:
        self._file = name, content
        self.drop.show_file(name)
        self.remove_scan.show()

    def _remove_scan(self) -> None:
        """Let the event stand without a scan; what was chosen is forgotten too."""
        self._file, self._kept_file = None, None
        self.drop.show_file("")
        self.remove_scan.hide()
        self.drop.setFocus()

    def _close_corrected(self, event_id: int, _done: None) -> None:
        self._close(event_id)

    def _close(self, event_id: int) -> None:
        self.accept()
        self.saved.emit(event_id)


def _correcting(event_id: int, facts: EventFacts, version: int) -> Callable[[Work], None]:
    return partial(correct_event, order=CorrectEvent(event_id, version, facts))
