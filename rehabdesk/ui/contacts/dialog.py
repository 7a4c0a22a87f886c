"""Ghi gặp gỡ: one note about one person or about many, in under a minute (F35, F36)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.dates import WorkingCalendar
from rehabdesk.services.contacts.facts import LONGEST, MetBy, NoteFacts
from rehabdesk.services.drafts import KeptForm
from rehabdesk.services.noting.beginning import NoteBegun, begin_note, find_whom
from rehabdesk.services.noting.recording import (
    CorrectContact,
    Corrected,
    RecordContact,
    Recorded,
    correct_contact,
    record_contact,
)
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.whom import Whom
from rehabdesk.ui.contacts.inputs import AgreedField, RatingField, WhoField
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, MinutesField, TextBox
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.form_keeper import FormKeeper
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

FORM = "contact"
REMEMBERED = "Máy nhớ “Ai gặp” và “Cách gặp” của lần trước."
OF_HELPER = "“Ai gặp” là người phụ trách. Máy nhớ “Cách gặp” của lần trước."
NOT_COUNTED = "Không gặp được thì không cần nội dung, và không tính là một lần gặp."
DAY_WIDTH, MINUTES_WIDTH = 134, 84


class ContactDialog(FormDialog):
    recorded = Signal(object)  # Recorded
    corrected = Signal(object)  # Corrected

    def __init__(
        self, desk: Desk, begun: NoteBegun, calendar: WorkingCalendar, parent: QWidget
    ) -> None:
        is_new = begun.contact_id is None
        title = "Ghi gặp gỡ" if is_new else "Sửa lần gặp gỡ"
        super().__init__(title, "&Ghi" if is_new else "&Lưu", parent, WIDTHS[1])
        self._desk = desk
        self._begun = begun
        self._is_who_typed = not is_new
        self._asker = Asker(self)
        self.persons = ChipEdit(self._find, "thêm người, ghi chung một lần")
        self.on = DateField(begun.today, begun.today, needs_day=True, calendar=calendar)
        self.who = WhoField()
        self.way = ComboField([(each, each.label) for each in ContactWay])
        self.minutes = MinutesField(longest=LONGEST)
        self.words = TextBox(lines=4)
        self.rating = RatingField()
        self.agreed = AgreedField(begun.today, calendar)
        self.pledge = QCheckBox("Có &ký cam kết")
        self.hint = QLabel()
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.next_tick = QCheckBox("Ghi xong, ghi &tiếp người khác")
        self._lay_out()
        self._show_begun(begun)
        self._keeper = FormKeeper(desk, FORM, self._words_in_hand, self) if is_new else None
        self._listen()

    def _lay_out(self) -> None:
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.minutes.setFixedWidth(Style.current.length(MINUTES_WIDTH))
        self.way.setSizeAdjustPolicy(
            ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.add("persons", "&Người được gặp", self.persons)
        self.add_row(
            Entry("on", "Ngà&y", self.on, stretch=0),
            Entry("who", "&Ai gặp", self.who),
            Entry("way", "&Cách gặp", self.way),
            Entry("minutes", "Số &phút", self.minutes, stretch=0),
        )
        self.add("words", "Nội &dung", self.words)
        self.add("rating", "Đánh giá nhan&h", self.rating)
        [box] = self.add_row(Entry("agreed", "Hẹn việc", self.agreed))
        box.label.hide()
        self.agreed.add_beside(self.pledge)
        self.form.add_widget(self.hint)
        if self._begun.contact_id is None:
            self.add_fact(self.next_tick)

    def _listen(self) -> None:
        self.who.edited.connect(self._note_who)
        self.persons.changed.connect(self._ask_who)
        self.rating.changed.connect(self._tell_hint)
        if self._keeper is not None:
            note = self._keeper.note_change
            for signal in (self.words.textChanged, self.rating.changed, self.agreed.changed):
                signal.connect(note)
            self.finished.connect(lambda _: self._keep_words())

    # What stands in it

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(each for each in self.persons.values if isinstance(each, int))

    @property
    def facts(self) -> NoteFacts:
        word, agreed_on = self.agreed.agreed
        return NoteFacts(
            self.on.day,
            self.way.value or ContactWay.AT_HOME,
            self.who.value,
            self.words.value,
            self.rating.value,
            self.minutes.minutes,
            word,
            agreed_on,
            self.pledge.isChecked(),
        )

    def _show_begun(self, begun: NoteBegun) -> None:
        self.persons.choose_all([_suggestion(each) for each in begun.persons])
        self.who.offer(begun.offered)
        self.who.value = begun.who
        self.way.value = begun.way
        if begun.facts is not None:
            self._show_facts(begun.facts)
        self._tell_hint()

    def _show_facts(self, facts: NoteFacts) -> None:
        self.on.value = facts.on
        self.minutes.value = str(facts.minutes or "")
        self.words.value = facts.words
        self.rating.value = facts.rating
        self.agreed.show_agreed(facts.agreed_word, facts.agreed_on)
        self.pledge.setChecked(facts.has_pledge)

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Whom]) -> None:
            show([_suggestion(each) for each in found])

        self._desk.look(self._asker, partial(find_whom, words=words), offer, name="whom")

    def _ask_who(self) -> None:
        """Ask who looks after whoever is chosen now."""
        self.form.box("persons").hush()
        look = partial(begin_note, person_ids=self.person_ids)
        self._desk.look(self._asker, look, self._offer_who, name="who")

    def _offer_who(self, begun: NoteBegun) -> None:
        self.who.offer(begun.offered)
        if not self._is_who_typed:
            self._begun = begun
            self.who.value = begun.who
        self._tell_hint()

    def _note_who(self) -> None:
        self._is_who_typed = True
        self.form.box("who").hush()

    def _tell_hint(self) -> None:
        told = OF_HELPER if self._begun.is_helper else REMEMBERED
        is_empty_place = self.rating.value is QuickRating.NOT_MET
        self.hint.setText(NOT_COUNTED if is_empty_place else told)
        self.hint.setVisible(is_empty_place or self._begun.contact_id is None)

    # The draft

    def offer_draft(self, draft: KeptForm | None) -> None:
        """Offer what was typed last and never saved, unless somebody types already."""
        if draft is not None and not self.words.value:
            self.message.say("info", f"Còn bản nháp lúc {draft.saved_at:%H:%M %d/%m}. Mở lại?")
            self.message.add_link("Mở lại", partial(self._resume, draft.content))
            self.make_room()

    def _resume(self, content: Mapping[str, Any]) -> None:
        self.message.hush()
        chosen = [Suggestion(*each) for each in content.get("persons", ())]
        self._is_who_typed = True
        self.persons.choose_all(chosen)
        self.on.setText(content.get("on", ""))
        self.who.value = MetBy(content.get("who", ""))
        way = content.get("way")
        self.way.value = next((each for each in ContactWay if each.value == way), self.way.value)
        self.minutes.value = content.get("minutes", "")
        self.words.value = content.get("words", "")
        rating = content.get("rating")
        self.rating.value = next((each for each in QuickRating if each.value == rating), None)
        self.agreed.word.value = content.get("agreed_word", "")
        self.agreed.on.setText(content.get("agreed_on", ""))
        self.agreed.tick.setChecked(bool(self.agreed.word.value or self.agreed.on.text()))
        self.pledge.setChecked(bool(content.get("pledge")))
        self.words.setFocus()

    def _words_in_hand(self) -> Mapping[str, Any]:
        """Give the form as it stands; without a word nothing is worth keeping."""
        rating = self.rating.value
        if not (self.words.value or rating or self.agreed.word.value):
            return {}
        return {
            "persons": [[each.value, each.title, each.detail] for each in self.persons.chosen],
            "on": self.on.text(),
            "who": self.who.value.name,
            "way": self.way.value.value if self.way.value else "",
            "minutes": self.minutes.value,
            "words": self.words.value,
            "rating": rating.value if rating else "",
            "agreed_word": self.agreed.word.value,
            "agreed_on": self.agreed.on.text(),
            "pledge": self.pledge.isChecked(),
        }

    def _keep_words(self) -> None:
        if self._keeper is not None and self.result() != self.DialogCode.Accepted:
            self._keeper.keep()

    # What is done

    def submit(self) -> None:
        begun = self._begun
        if not self.isVisible():  # written down already: a second press is none
            return
        if begun.contact_id is None:
            act = partial(record_contact, order=RecordContact(self.person_ids, self.facts))
            self._desk.do(self, act, self._tell_recorded)
            return
        order = CorrectContact(begun.contact_id, begun.version, self.person_ids, self.facts)
        persons = tuple(each.id for each in begun.persons)
        read = replace(order, person_ids=persons, facts=begun.facts or self.facts)
        settled(
            self._desk, self, Edit(read, order, begun.version, _correcting), self._tell_corrected
        )

    def _tell_recorded(self, made: Recorded) -> None:
        if self._keeper is not None:
            self._keeper.drop()
        self.recorded.emit(made)
        if not self.next_tick.isChecked():
            self.accept()
            return
        self.message.say("ok", f"{recorded_words(made)} Chọn người kế tiếp.")
        self._begin_next()

    def _begin_next(self) -> None:
        """Keep the day, who and how; everything else was of the one just written down."""
        self._show_facts(NoteFacts(self.on.day, ContactWay.AT_HOME, self.who.value))
        self.form.hush()
        self.persons.choose_all([])
        self._ask_who()
        if self._keeper is not None:
            self._keeper.drop()
        self.make_room()
        self.persons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_corrected(self, made: Corrected) -> None:
        self.accept()
        self.corrected.emit(made)

    def focus_first(self) -> None:
        """Begin where the first thing is to be typed."""
        (self.words if self.persons.values else self.persons).setFocus()


def recorded_words(made: Recorded) -> str:
    """Say what was written down, about whom, and who could not be on it."""
    names = made.names
    whom = names[0] if len(names) == 1 else f"{len(names)} người"
    told = f"Đã ghi gặp gỡ {whom}." if made.is_met else f"Đã ghi không gặp được {whom}."
    if not made.failed:
        return told
    reasons = "; ".join(dict.fromkeys(each.reason for each in made.failed))
    return f"{told} {len(made.failed)} người chưa được: {reasons}."


def _suggestion(whom: Whom) -> Suggestion:
    return Suggestion(whom.id, whom.name, whom.detail)


def _correcting(order: CorrectContact, version: int) -> Callable[[Work], Corrected]:
    return partial(correct_contact, order=replace(order, version=version))
