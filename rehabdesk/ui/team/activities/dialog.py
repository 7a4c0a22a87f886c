"""Ghi hoạt động: one occasion, or the sum of a whole period, in under a minute (F60, F61)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import Audience
from rehabdesk.domain.teamwork.kinds import Kind
from rehabdesk.domain.text import fold
from rehabdesk.services.activities.facts import Present, RecordActivity, figures_of
from rehabdesk.services.activities.looks import ActivityView, Choices
from rehabdesk.services.activities.recording import (
    CorrectActivity,
    RecordedActivity,
    correct_activity,
    record_activity,
)
from rehabdesk.services.drafts import KeptForm
from rehabdesk.services.office import Work
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, MinutesField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.form_keeper import FormKeeper
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.rights.sitting import is_bound
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.activities.drafting import FORM, Draft
from rehabdesk.ui.team.activities.inputs import (
    ClockField,
    DayField,
    FiguresField,
    TasksField,
    outside_words,
    read_outside,
)

DAY_WIDTH, CLOCK_WIDTH, MINUTES_WIDTH = 130, 76, 76
NOBODY = 0  # instead of a team, an area or a member
WHOLE_TEAM = -1  # among those present


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form begins with: a team, a kind, or an activity to be corrected."""

    team_id: int | None = None
    kind: str = ""
    view: ActivityView | None = None
    is_copy: bool = False


class ActivityDialog(FormDialog):
    recorded = Signal(object)  # RecordedActivity
    corrected = Signal(object)  # RecordedActivity

    def __init__(self, desk: Desk, choices: Choices, begun: Begun, parent: QWidget) -> None:
        self._is_new = begun.view is None or begun.is_copy
        title = "Ghi hoạt động" if self._is_new else "Sửa hoạt động"
        super().__init__(title, "&Ghi" if self._is_new else "Lư&u", parent, WIDTHS[2])
        self._desk = desk
        self._choices = choices
        self._begun = begun
        today, calendar = days(desk)
        self.kind = ComboField([(kind.code, kind.name) for kind in self._kinds()])
        self.on = DayField(today(), today(), needs_day=True, calendar=calendar)
        self.until_on = DayField(today(), today(), needs_day=True, calendar=calendar)
        self.at, self.minutes = ClockField(), MinutesField()
        self.figures = FiguresField()
        of_none = () if is_bound(desk) else ((NOBODY, "Không thuộc đội nào"),)
        self.team = ComboField([*of_none, *choices.teams])
        self.hamlet = ComboField([(NOBODY, "Cả xã"), *choices.hamlets])
        self.audience = ComboField[Audience | None](
            [(None, "Không nói rõ"), *((each, each.label) for each in Audience)]
        )
        self.member = ComboField([(NOBODY, "Cả đội"), *choices.members])
        self.place, self.topic, self.organiser = TextField(), TextField(), TextField()
        self.present = ChipEdit(self._find, "đội viên có mặt")
        self.outside = TextField(placeholder="Trần Minh (Công an xã); Lê Thị Hoa")
        self.words = TextBox(lines=3)
        self.tasks = TasksField(today(), calendar)
        self.period_tick = QCheckBox("Số cộng của cả &kỳ")
        self.next_tick = QCheckBox("Ghi xong, ghi &tiếp")
        self._lay_out()
        self._listen()
        self._show_begun()
        self._draft = Draft(
            self.kind,
            {"on": self.on, "until_on": self.until_on},
            {
                "topic": self.topic,
                "place": self.place,
                "organiser": self.organiser,
                "outside": self.outside,
                "words": self.words,
            },
            self.figures,
            self.present,
            self.tasks,
        )
        self._keeper = FormKeeper(desk, FORM, self._draft.words, self) if self._is_new else None
        self._keep_draft()

    def _kinds(self) -> list[Kind]:
        """Offer the kinds in use, and that of an old activity."""
        kinds = list(self._choices.kinds)
        view = self._begun.view
        if view is not None and view.kind is not None and view.kind not in kinds:
            kinds.append(view.kind)
        return kinds

    def _lay_out(self) -> None:
        length = Style.current.length
        for field, width in (
            (self.on, DAY_WIDTH),
            (self.until_on, DAY_WIDTH),
            (self.at, CLOCK_WIDTH),
            (self.minutes, MINUTES_WIDTH),
        ):
            field.setFixedWidth(length(width))
        for combo in (self.kind, self.team, self.hamlet, self.audience, self.member):
            combo.setSizeAdjustPolicy(
                ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.add_row(
            Entry("kind", "L&oại", self.kind),
            Entry("on", "&Ngày", self.on, stretch=0),
            Entry("until_on", "Đến ngà&y", self.until_on, stretch=0),
            Entry("at", "Giờ", self.at, stretch=0),
            Entry("minutes", "Số &phút", self.minutes, stretch=0),
        )
        [box] = self.add_row(Entry("figures", "Số liệu", self.figures))
        box.label.hide()
        self.add_row(
            Entry("team", "Đội", self.team),
            Entry("hamlet", "Địa &bàn", self.hamlet),
            Entry("audience", "Đối tượng", self.audience),
            Entry("member", "Người &làm", self.member),
        )
        self.add_row(
            Entry("topic", "Nội &dung, chủ đề", self.topic),
            Entry("place", "Nơ&i", self.place),
            Entry("organiser", "Chủ t&rì, tổ chức", self.organiser),
        )
        self.add_row(
            Entry("attendances", "&Có mặt", self.present, stretch=3),
            Entry("outside", "Người ngoài đội", self.outside, stretch=2),
        )
        self.add("words", "Biên bản, ghi chú", self.words)
        self.add("next_tasks", "Việc tiếp theo (đến ngày thì hiện ở Hôm nay)", self.tasks)
        self.add_fact(self.period_tick)
        if self._is_new:
            self.add_fact(self.next_tick)

    def _listen(self) -> None:
        self.kind.chosen.connect(lambda _: self._show_kind())
        self.period_tick.toggled.connect(self._show_period)
        self.tasks.grown.connect(self.make_room)
        self.present.changed.connect(self._spread_team)
        self.team.chosen.connect(lambda _: self.present.input.clear())

    def _keep_draft(self) -> None:
        if self._keeper is None:
            return
        note = self._keeper.note_change
        for field in (self.topic, self.place, self.organiser, self.outside):
            field.textEdited.connect(lambda _: note())
        self.words.textChanged.connect(note)
        self.finished.connect(lambda _: self._keep_words())

    def _keep_words(self) -> None:
        if self._keeper is not None and self.result() != self.DialogCode.Accepted:
            self._keeper.keep()

    def offer_draft(self, draft: KeptForm | None) -> None:
        """Offer what was typed last and never saved, unless somebody types already."""
        if draft is not None and not self._draft.words():
            self.message.say("info", f"Còn bản nháp lúc {draft.saved_at:%H:%M %d/%m}. Mở lại?")
            self.message.add_link("Mở lại", partial(self._resume, draft))
            self.make_room()

    def _resume(self, draft: KeptForm) -> None:
        self.message.hush()
        self._draft.resume(draft.content)
        self.make_room()

    # What stands in it

    @property
    def facts(self) -> RecordActivity:
        is_period = self.period_tick.isChecked()
        on = self.on.day
        if on is None:
            raise RuntimeError("the day has been checked before")
        return RecordActivity(
            self.kind.value or "",
            on,
            self.until_on.day if is_period else None,
            self.at.at if not is_period else None,
            self.minutes.minutes if not is_period else None,
            self.team.value or None,
            self.hamlet.value or None,
            self.member.value or None,
            self.place.value,
            self.topic.value,
            self.organiser.value,
            self.audience.value,
            self.words.value,
            self.tasks.tasks,
            self.figures.figures,
            self._attendances(),
            self._begun.view.facts.file_id if self._begun.view and not self._is_new else None,
        )

    def _attendances(self) -> tuple[Present, ...]:
        """Return who was there; who was marked as absent before and is not chosen stays so."""
        view = self._begun.view
        before = view.facts.attendances if view else ()
        known = {each.volunteer_id: each for each in before if each.volunteer_id}
        chosen = [each for each in self.present.values if isinstance(each, int)]
        there = [
            Present(each, minutes=known[each].minutes if each in known else None) for each in chosen
        ]
        away = [each for each in known.values() if not each.is_present]
        absent = [each for each in away if each.volunteer_id not in chosen]
        return (*there, *absent, *read_outside(self.outside.value))

    def _show_begun(self) -> None:
        begun, view = self._begun, self._begun.view
        self.kind.value = begun.kind or (self._choices.kinds[0].code if self._choices.kinds else "")
        self.team.value = begun.team_id or NOBODY
        self.hamlet.value = self.member.value = NOBODY
        self.audience.value = None
        if view is not None:
            self._show_facts(view)
        self._show_kind()
        self._show_period()

    def _show_facts(self, view: ActivityView) -> None:
        facts = view.facts
        self.kind.value = facts.kind
        if not self._begun.is_copy:
            self.on.value = facts.on
        self.until_on.value = facts.until_on or facts.on
        self.period_tick.setChecked(facts.until_on is not None)
        self.at.value = f"{facts.at:%H:%M}" if facts.at else ""
        self.minutes.value = str(facts.minutes or "")
        self.team.value, self.hamlet.value = facts.team_id or NOBODY, facts.hamlet_id or NOBODY
        self.member.value, self.audience.value = facts.volunteer_id or NOBODY, facts.audience
        self.place.value, self.topic.value = facts.place, facts.topic
        self.organiser.value = facts.organiser
        self.figures.show_figures(facts.figures)
        there = zip(facts.attendances, view.names, strict=True)
        self.present.choose_all(
            [
                Suggestion(each.volunteer_id, name)
                for each, name in there
                if each.volunteer_id and each.is_present
            ]
        )
        self.outside.value = outside_words(facts.attendances)
        if not self._begun.is_copy:
            self.words.value = facts.words
            self.tasks.show_tasks(facts.next_tasks)

    def _show_kind(self) -> None:
        kind = next((each for each in self._kinds() if each.code == self.kind.value), None)
        self.figures.show_kind(kind)
        self.make_room()

    def _show_period(self) -> None:
        is_period = self.period_tick.isChecked()
        self.form.box("until_on").setVisible(is_period)
        for name in ("at", "minutes"):
            self.form.box(name).setVisible(not is_period)
        self.form.box("on").label.setText("Từ &ngày" if is_period else "&Ngày")
        self.make_room()

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        """Offer the members of the team first; the whole of it at once where nothing is typed."""
        of_team = self._choices.of_team.get(self.team.value or 0, ())
        chosen = set(self.present.values)
        names = dict(self._choices.members)
        order = [*of_team, *(each for each in names if each not in of_team)]
        wanted = fold(words.strip())
        found = [
            Suggestion(each, names[each], "đội viên" if each in of_team else "")
            for each in order
            if each in names and each not in chosen and wanted in fold(names[each])
        ]
        if of_team and not wanted and not chosen:
            found.insert(0, Suggestion(WHOLE_TEAM, f"Cả đội: {len(of_team)} người"))
        show(found)

    def _spread_team(self) -> None:
        """Put everybody of the team in the place of the one word for all."""
        if WHOLE_TEAM not in self.present.values:
            return
        names = dict(self._choices.members)
        of_team = self._choices.of_team.get(self.team.value or 0, ())
        self.present.choose_all([Suggestion(each, names[each]) for each in of_team])
        self.make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self.make_room)  # when the chips are laid out

    # What is done

    def submit(self) -> None:
        view = self._begun.view
        if self._is_new or view is None:
            act = partial(record_activity, order=self.facts)
            self._desk.do(self, act, self._tell_recorded)
            return
        typed = self._as_kept(self.facts)

        def act_of(facts: RecordActivity, version: int) -> Callable[[Work], RecordedActivity]:
            order = CorrectActivity(view.id, version, facts)
            return partial(correct_activity, order=order)

        edit = Edit(view.facts, typed, view.version, act_of)
        settled(self._desk, self, edit, self._tell_corrected)

    def _as_kept(self, facts: RecordActivity) -> RecordActivity:
        """Read the figures as they will be kept; one that cannot be is refused when it is sent."""
        kind = next((each for each in self._kinds() if each.code == facts.kind), None)
        try:
            return replace(facts, figures=figures_of(facts, kind)) if kind else facts
        except Refusal:
            return facts

    def _tell_recorded(self, made: RecordedActivity) -> None:
        if self._keeper is not None:
            self._keeper.drop()
        self.recorded.emit(made)
        if not self.next_tick.isChecked():
            self.accept()
            return
        self.message.say("ok", f"Đã ghi: {made.title}. Ghi tiếp.")
        self.figures.clear()
        self.topic.value = self.words.value = self.outside.value = ""
        self.present.choose_all([])
        self.tasks.show_tasks(())
        self.form.hush()
        self.make_room()
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_corrected(self, made: RecordedActivity) -> None:
        self.accept()
        self.corrected.emit(made)
