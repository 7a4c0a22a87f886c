"""Mở đợt mới: every kind of episode, with the day and paper that open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.people.episodes import BeginEpisode, Begun, begin_episode
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.people.file.course.paper import PaperFields
from rehabdesk.ui.people.file.facts_form import REHABS, TIMES


@dataclass(frozen=True, slots=True)
class Opening:
    """A way an episode begins: its kind, what opens it, and which facts are asked for."""

    label: str
    kind: EpisodeKind
    event: EventKind
    day: str
    reason: str = ""
    form: RehabForm | None = None  # what its kind already says of the rehabilitation
    has_rehab: bool = False
    has_completion: bool = False
    is_moved_in: bool = False


REGISTERED = "Ngày tiếp nhận đăng ký"
OPENINGS = (
    Opening(
        "Quản lý người sử dụng trái phép",
        EpisodeKind.USER_MANAGED,
        EventKind.USER_DECIDED,
        "Ngày quyết định quản lý",
        reason="first",
    ),
    Opening(
        "Cai tự nguyện tại gia đình, cộng đồng",
        EpisodeKind.REHAB_HOME,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.HOME,
        has_rehab=True,
    ),
    Opening(
        "Cai tự nguyện tại cơ sở tư nhân",
        EpisodeKind.REHAB_PRIVATE,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.PRIVATE,
        has_rehab=True,
    ),
    Opening(
        "Cai tự nguyện tại cơ sở công lập",
        EpisodeKind.REHAB_PUBLIC,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.PUBLIC,
        has_rehab=True,
    ),
    Opening(
        "Điều trị thay thế",
        EpisodeKind.SUBSTITUTION,
        EventKind.REGISTERED,
        REGISTERED,
        form=RehabForm.SUBSTITUTION,
        has_rehab=True,
    ),
    Opening(
        "Lập hồ sơ đề nghị cai bắt buộc",
        EpisodeKind.DOSSIER,
        EventKind.DOSSIER_OPENED,
        "Ngày lập hồ sơ",
    ),
    Opening(
        "Cai nghiện bắt buộc",
        EpisodeKind.REHAB_COMPULSORY,
        EventKind.COURT_APPLIED,
        "Ngày quyết định của Tòa án",
        form=RehabForm.COMPULSORY,
        has_rehab=True,
    ),
    Opening(
        "Quản lý sau cai",
        EpisodeKind.POST_REHAB,
        EventKind.PROPOSAL,
        "Ngày Công an đề nghị",
        has_rehab=True,
        has_completion=True,
    ),
    Opening(
        "Quản lý sau cai, người mới chuyển đến",
        EpisodeKind.POST_REHAB,
        EventKind.MOVED_IN,
        "Ngày chuyển đến",
        has_rehab=True,
        has_completion=True,
        is_moved_in=True,
    ),
)
_NO_DAY = "Để trống nếu chưa có giấy; ghi sau cũng được."


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
        self.rehab_form = ComboField(REHABS)
        self.ordinal = ComboField(TIMES)
        self.facility = TextField()
        self.completes_on = DateField(today, needs_day=True, calendar=calendar)
        self.on = DateField(today, needs_day=True, calendar=calendar)
        self.paper = PaperFields(today)
        self.decided = PaperFields(today, prefix="decided")
        self.from_on = DateField(today, needs_day=True, calendar=calendar)
        self.until_on = DateField(today, needs_day=True, calendar=calendar)
        self._lay_out()
        self.opening.chosen.connect(self._take_opening)
        self._take_opening()

    def submit(self) -> None:
        opening = self.opening.value or OPENINGS[0]
        order = BeginEpisode(self._person_id, self._asked(opening), tuple(self._events(opening)))
        self._desk.do(self, partial(begin_episode, order=order), self._close)

    def _lay_out(self) -> None:
        self.add("kind", "&Diện quản lý", self.opening)
        self.add_row(
            Entry("rehab_form", "&Hình thức cai nghiện đã xong", self.rehab_form, stretch=2),
            Entry("rehab_ordinal", "Lần thứ mấ&y", self.ordinal),
        )
        self.add_row(
            Entry("rehab_facility", "Cơ &sở cai nghiện", self.facility, stretch=2),
            Entry("completes_on", "Ngày h&oàn thành cai", self.completes_on),
        )
        self.add_row(Entry("on", "&Ngày", self.on, _NO_DAY), self.paper.issuer_entry())
        self.add_row(*self.paper.entries())
        self._elsewhere = QLabel("Quyết định quản lý sau cai của nơi chuyển đi")
        self._elsewhere.setProperty("role", "section")
        self.form.add_widget(self._elsewhere)
        self.add_row(
            Entry("decided_from", "&Từ ngày", self.from_on),
            Entry("decided_until", "Đến n&gày", self.until_on),
            self.decided.issuer_entry("Nơi ban hành"),
        )
        self.add_row(*self.decided.entries("Số q&uyết định"))

    def _take_opening(self) -> None:
        opening, box = self.opening.value or OPENINGS[0], self.form.box
        box("on").label.setText(f"&{opening.day}")
        for name in ("rehab_ordinal", "rehab_facility"):
            box(name).setVisible(opening.has_rehab)
        for name in ("rehab_form", "completes_on"):
            box(name).setVisible(opening.has_completion)
        self._elsewhere.setVisible(opening.is_moved_in)
        for name in ("from", "until", "number", "on", "issuer"):
            box(f"decided_{name}").setVisible(opening.is_moved_in)

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
        """Return what opened it, as far as its days are written."""
        if (on := self.on.day) is not None:
            yield EventFacts(opening.event, on, paper=self.paper.value, reason=opening.reason)
        if opening.is_moved_in and (begins := self.from_on.day) is not None:
            until, paper = self.until_on.day, self.decided.value
            yield EventFacts(EventKind.DECIDED_ELSEWHERE, begins, until, paper=paper)

    def _close(self, begun: Begun) -> None:
        self.accept()
        self.opened.emit(begun)
