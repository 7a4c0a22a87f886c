"""Mở đợt mới: every kind of episode, with the day and paper that open it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.course.events import RULES, PaperRef
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.people.episodes import BeginEpisode, Begun, begin_episode
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.people.choices import REHABS, TIMES
from rehabdesk.ui.people.file.course.paper import PaperFields
from rehabdesk.ui.people.openings import (
    OPENINGS,
    USUAL,
    Elsewhere,
    Opening,
    Stage,
    opening_events,
)

_NO_DAY = "Để trống nếu chưa có giấy; ghi sau cũng được."
_ELSEWHERE = "Quyết định quản lý sau cai của nơi chuyển đi"
_BEFORE = "Quyết định quản lý sau cai đã có từ trước, nếu có"
_CHOOSE = "Chọn diện quản lý"
_SINCE = "Đợt đã bắt đầu từ trước: những việc đã xong"
MOST_LATER = max(len(each.later) for each in OPENINGS)


class LaterFields:
    """The day, number and issuer of something that has happened since."""

    def __init__(self, today: date, calendar: WorkingCalendar, place: int) -> None:
        self.name = f"later{place}"
        self.on = DateField(today, needs_day=True, calendar=calendar)
        self.number = TextField()
        self.issuer = TextField(placeholder="Công an xã, Tòa án…")

    def entries(self) -> tuple[Entry, Entry, Entry]:
        return (
            Entry(f"{self.name}_on", "Ngày", self.on),
            Entry(f"{self.name}_number", "Số giấy", self.number),
            Entry(f"{self.name}_issuer", "Nơi ban hành", self.issuer),
        )

    def facts(self, stage: Stage) -> EventFacts | None:
        if (on := self.on.day) is None:
            return None
        paper = PaperRef(self.number.value, on if self.is_named else None, self.issuer.value)
        return EventFacts(stage.event, on, paper=paper)

    @property
    def is_named(self) -> bool:
        return bool(self.number.value or self.issuer.value)


class OpenEpisodeDialog(FormDialog):
    opened = Signal(object)  # what was Begun

    def __init__(self, desk: Desk, person_id: int, still_open: str, parent: QWidget) -> None:
        super().__init__("Mở đợt mới", "&Mở đợt mới", parent, WIDTHS[1])
        self._desk = desk
        self._person_id = person_id
        now, calendar = days(desk)
        today = now()
        if still_open:
            told = f"Đợt “{still_open}” chưa kết thúc. Mở thêm được; hai đợt cùng đứng trong hồ sơ."
            self.message.say("info", told)
        self.opening = ComboField([(each, each.label) for each in OPENINGS])
        self.opening.setPlaceholderText(_CHOOSE)
        if still_open:
            self.opening.value = None  # a further one is never opened by two keys
        self.rehab_form = ComboField(REHABS)
        self.ordinal = ComboField(TIMES)
        self.facility = TextField()
        self.completes_on = DateField(today, needs_day=True, calendar=calendar)
        self.on = DateField(today, needs_day=True, calendar=calendar)
        self.paper = PaperFields(today)
        self.decided = PaperFields(today, prefix="decided")
        self.from_on = DateField(today, needs_day=True, calendar=calendar)
        self.until_on = DateField(today, needs_day=True, calendar=calendar)
        self.later = [LaterFields(today, calendar, place) for place in range(MOST_LATER)]
        self._lay_out()
        self.opening.chosen.connect(self._take_opening)
        self._take_opening()

    def submit(self) -> None:
        opening = self.opening.value
        if opening is None:
            self.form.box("kind").tell("error", f"{_CHOOSE}.")
            self.opening.setFocus()
            return
        if not self._has_papers(opening):
            return
        order = BeginEpisode(self._person_id, self._asked(opening), tuple(self._events(opening)))
        self._desk.do(self, partial(begin_episode, order=order), self._close)

    def _lay_out(self) -> None:
        self.add("kind", "&Diện quản lý", self.opening)
        self.add_row(
            Entry("rehab_form", "&Hình thức cai nghiện đã xong", self.rehab_form, stretch=2),
            Entry("rehab_ordinal", "&Lần thứ mấy", self.ordinal),
        )
        self.add_row(
            Entry("rehab_facility", "Cơ &sở cai nghiện", self.facility, stretch=2),
            Entry("completes_on", "Ngày h&oàn thành cai", self.completes_on),
        )
        self.add_row(Entry("on", "&Ngày", self.on, _NO_DAY), self.paper.issuer_entry())
        self.add_row(*self.paper.entries())
        self._since = QLabel(_SINCE)
        self._since.setProperty("role", "section")
        self.form.add_widget(self._since)
        for each in self.later:
            self.add_row(*each.entries())
        self._elsewhere = QLabel(_ELSEWHERE)
        self._elsewhere.setProperty("role", "section")
        self.form.add_widget(self._elsewhere)
        self.add_row(
            Entry("decided_from", "&Từ ngày", self.from_on),
            Entry("decided_until", "Đến ngày", self.until_on),
            self.decided.issuer_entry("Nơi ban hành"),
        )
        self.add_row(*self.decided.entries("Số q&uyết định"))
        self.body.addStretch(1)

    def _take_opening(self) -> None:
        opening, box = self.opening.value or USUAL, self.form.box
        box("on").label.setText(f"&{opening.day}")
        for name in ("rehab_ordinal", "rehab_facility"):
            box(name).setVisible(opening.has_rehab)
        for name in ("rehab_form", "completes_on"):
            box(name).setVisible(opening.has_completion)
        self._since.setVisible(bool(opening.later))
        for place, fields in enumerate(self.later):
            is_asked = place < len(opening.later)
            for name in ("on", "number", "issuer"):
                box(f"{fields.name}_{name}").setVisible(is_asked)
            if is_asked:
                box(f"{fields.name}_on").label.setText(opening.later[place].day)
                fields.on.setAccessibleName(opening.later[place].day)
        self._elsewhere.setText(_ELSEWHERE if opening.is_moved_in else _BEFORE)
        self._elsewhere.setVisible(opening.is_post_rehab)
        for name in ("from", "until", "number", "on", "issuer"):
            box(f"decided_{name}").setVisible(opening.is_post_rehab)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as what is asked for: every kind asks for something else."""
        layout = self.layout()
        if self.isVisible() and layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _has_papers(self, opening: Opening) -> bool:
        """Say under its own input which paper is still to be named."""
        elsewhere = (self.from_on, "decided_number", bool(self.decided.value.number))
        asked = [elsewhere] if opening.is_post_rehab else []
        asked += [
            (fields.on, f"{fields.name}_number", fields.is_named)
            for fields, stage in zip(self.later, opening.later, strict=False)
            if RULES[stage.event].needs_paper
        ]
        missing = [name for on, name, is_named in asked if on.day and not is_named]
        for name in missing:
            self.form.box(name).tell("error", "Ghi số giấy.")
        if missing:
            self.form.box(missing[0]).field.setFocus()
        return not missing

    def _asked(self, opening: Opening) -> EpisodeFacts:
        if not opening.has_rehab:
            return EpisodeFacts(opening.kind)
        return EpisodeFacts(
            opening.kind,
            self.rehab_form.value if opening.has_completion else opening.form,
            self.ordinal.value,
            self.facility.value,
            self.completes_on.day if opening.has_completion else None,
        )

    def _events(self, opening: Opening) -> Iterator[EventFacts]:
        elsewhere = Elsewhere(self.from_on.day, self.until_on.day, self.decided.value)
        yield from opening_events(opening, self.on.day, self.paper.value, elsewhere)
        for fields, stage in zip(self.later, opening.later, strict=False):
            if (facts := fields.facts(stage)) is not None:
                yield facts

    def _close(self, begun: Begun) -> None:
        self.accept()
        self.opened.emit(begun)
