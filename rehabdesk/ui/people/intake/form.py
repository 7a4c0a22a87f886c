"""The left side of taking in: what the card says, and what the clerk adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from rehabdesk.domain.codes import EpisodeKind, IdentityKind, RehabForm, ResidenceKind, Sex
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.dates import PartialDate, age_on
from rehabdesk.domain.identity import Card, IdCheck, IdFacts, read_id_number
from rehabdesk.domain.tables.cells.names import is_in_capitals, proper_name
from rehabdesk.services.course.acts import EventFacts
from rehabdesk.services.people.card_check import AddressRead, IntakeReview, IntakeStart
from rehabdesk.services.people.intake import EpisodeFacts
from rehabdesk.services.people.likeness import kind_of_number
from rehabdesk.services.people.person_facts import PaperFacts, PersonFacts, ResidenceFacts
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.people.addresses import AddressField
from rehabdesk.ui.people.choices import NO_EPISODE, REHABS, SEXES, TIMES, UNKNOWN
from rehabdesk.ui.people.openings import (
    OPENINGS,
    USUAL,
    Elsewhere,
    Opening,
    opening_events,
    opening_named,
)

WAS_IN_CAPITALS = "Đổi từ chữ in hoa:"
NO_OPENING = "no_episode"  # as a draft keeps it
WAYS: list[tuple[Opening | None, str]] = [
    *((each, each.label) for each in OPENINGS),
    (None, NO_EPISODE),
]
SEX_WIDTH = 96
_TYPED = ("number", "old_number", "full_name", "birth", "issued_on", "residence", "completes_on")
_OPENED = ("began_on", "paper_number", "decided_from", "decided_until", "decided_number")
# Where the list of empty fields leads; the rest is filled in later, in the file.
FIELDS = {
    "Giới tính": "sex",
    "Ngày sinh": "birth",
    "Giấy tờ tùy thân": "id_number",
    "Nơi cư trú": "residence",
    "Thôn": "hamlet_id",
}
_CHOSEN = {"sex": Sex, "hamlet": int, "rehab_form": RehabForm, "ordinal": int}


@dataclass(frozen=True, slots=True)
class Repeated:
    """What stays for the next person of the same pile."""

    hamlet_id: int | None
    opening: Opening | None
    rehab_form: RehabForm | None
    completes_on: date | None


class IntakeForm(Form):
    """Only the name is needed."""

    edited = Signal()

    def __init__(self, start: IntakeStart) -> None:
        super().__init__()
        self._today = today = start.now.date()
        hamlets = start.hamlets
        self._address: AddressRead | None = None
        self._proposed: IdFacts | None = None  # what was filled in because the number says it
        self._in_capitals = self._spelled = ""  # a name as it stood there, and as proposed
        self.number = TextField()
        self.old_number = TextField()
        self.full_name = TextField()
        self.sex = ComboField[Sex | None](SEXES)
        self.birth = DateField(today, is_birth=True)
        self.issued_on = DateField(today, needs_day=True)
        self.residence = AddressField(start.book)
        self.hamlet = ComboField[int | None]([(None, UNKNOWN), *hamlets])
        self.opening = ComboField[Opening | None](WAYS)
        self.opening.value = USUAL
        self.rehab_form = ComboField[RehabForm | None](REHABS)
        self.ordinal = ComboField[int | None](TIMES)
        self.completes_on = DateField(today, needs_day=True)
        self.began_on = DateField(today, needs_day=True)
        self.paper_number = TextField()
        self.decided_from = DateField(today, needs_day=True)
        self.decided_until = DateField(today, needs_day=True)
        self.decided_number = TextField()
        self._lay_out()
        self._connect()
        self._take_opening()

    def facts(self) -> PersonFacts:
        return PersonFacts(
            self.full_name.value,
            self.sex.value,
            self.birth.value,
            self.hamlet.value,
            papers=tuple(self._papers()),
            residences=tuple(self._residences()),
        )

    @property
    def kind(self) -> EpisodeKind | None:
        return self.opening.value.kind if self.opening.value else None

    def episode(self) -> EpisodeFacts | None:
        opening = self.opening.value
        if opening is None:
            return None
        if not opening.has_rehab:
            return EpisodeFacts(opening.kind)
        is_done = opening.has_completion
        return EpisodeFacts(
            opening.kind,
            rehab_form=self.rehab_form.value if is_done else opening.form,
            rehab_ordinal=self.ordinal.value,
            completes_on=self.completes_on.day if is_done else None,
        )

    def events(self) -> tuple[EventFacts, ...]:
        """Return what opened the episode, as far as its days are written."""
        opening = self.opening.value
        if opening is None:
            return ()
        elsewhere = Elsewhere()
        if opening.is_moved_in:
            paper = PaperRef(self.decided_number.value)
            elsewhere = Elsewhere(self.decided_from.day, self.decided_until.day, paper)
        paper = PaperRef(self.paper_number.value)
        return tuple(opening_events(opening, self.began_on.day, paper, elsewhere))

    def repeated(self) -> Repeated:
        return Repeated(
            self.hamlet.value, self.opening.value, self.rehab_form.value, self.completes_on.day
        )

    def fill_repeated(self, values: Repeated) -> None:
        self.hamlet.value = values.hamlet_id
        self.opening.value = values.opening
        self.rehab_form.value = values.rehab_form
        self.completes_on.value = values.completes_on

    def fill_card(self, card: Card) -> int:
        """Fill in what the card says, and return how many inputs that were."""
        self.number.value = card.id_number
        self.old_number.value = card.old_id_number or ""
        self.full_name.value = card.full_name
        self.sex.value = card.sex
        self.birth.value = card.birth
        self.issued_on.value = card.issued_on
        self.residence.value = card.address
        self._tell_age()
        self._in_capitals = ""
        self._spell_name()
        values = (card.old_id_number, card.full_name, card.sex, card.birth, card.issued_on)
        return 1 + sum(1 for value in (*values, card.address) if value)

    def fill_words(self, words: str) -> None:
        """Fill in what was searched for: a name, else a number."""
        has_digits = any(sign.isdigit() for sign in words)
        (self.number if has_digits else self.full_name).value = words

    def words(self) -> dict[str, Any]:
        """Return what stands in the form, also half-typed, as a draft keeps it."""
        typed = {name: getattr(self, name).text() for name in (*_TYPED, *_OPENED)}
        opening = self.opening.value.name if self.opening.value else NO_OPENING
        chosen = {name: getattr(self, name).value for name in _CHOSEN}
        return typed | chosen | {"opening": opening}

    def fill_draft(self, words: Mapping[str, Any]) -> None:
        """Fill in what was kept; a draft of an earlier version knows fewer inputs."""
        for name in (*_TYPED, *_OPENED):
            getattr(self, name).setText(words.get(name, ""))
        for name, kind in _CHOSEN.items():
            kept = words.get(name)
            getattr(self, name).value = None if kept is None else kind(kept)
        name = words.get("opening", words.get("kind"))
        self.opening.value = opening_named(name) if name else None

    def show_review(self, review: IntakeReview) -> None:
        """Say under number and address what they mean; a field being typed in is left alone."""
        if not self.number.hasFocus() or (review.number and review.number.is_whole):
            self._tell_number(review.number)
        self._tell_address(review.address)

    @property
    def is_empty(self) -> bool:
        return not (self.full_name.value or self.number.value or self.old_number.value)

    def _lay_out(self) -> None:
        self.add_row(
            Entry("id_number", "Số căn cước", self.number, stretch=2),
            Entry("old_number", "Số CMN&D cũ", self.old_number, stretch=1),
        )
        self.sex.setFixedWidth(SEX_WIDTH)
        self.add_row(
            Entry("full_name", "&Họ và tên", self.full_name),
            Entry("sex", "&Giới tính", self.sex, stretch=0),
        )
        self.add_row(
            Entry("birth", "Ngày s&inh", self.birth),
            Entry("issued_on", "Ngà&y cấp thẻ", self.issued_on),
        )
        self.add("residence", "Nơi cư t&rú ghi trên thẻ", self.residence)
        self.add_row(
            Entry("hamlet_id", "Thôn th&eo địa giới mới", self.hamlet),
            Entry("kind", "Diện q&uản lý", self.opening),
        )
        self.add_row(
            Entry("rehab_form", "Hình thức cai nghiện đã &xong", self.rehab_form, stretch=2),
            Entry("rehab_ordinal", "Lần thứ mấy", self.ordinal),
        )
        self.add_row(
            Entry("completes_on", "Ngày hoàn thành", self.completes_on),
            Entry("on", "Ngày", self.began_on),
            Entry("paper_number", "Số giấy", self.paper_number),
        )
        self._elsewhere = QLabel("Quyết định quản lý của nơi chuyển đi")
        self._elsewhere.setProperty("role", "section")
        self.add_widget(self._elsewhere)
        self.add_row(
            Entry("decided_from", "Từ ngày", self.decided_from),
            Entry("until_on", "Đến ngày", self.decided_until),
            Entry("decided_number", "Số quyết định", self.decided_number),
        )
        for box in (self.sex, self.hamlet, self.opening, self.rehab_form, self.ordinal):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )

    def _connect(self) -> None:
        for field in self.findChildren(QLineEdit):
            field.textChanged.connect(self.edited)
        for choice in (self.sex, self.hamlet, self.opening):
            choice.currentIndexChanged.connect(self.edited)
        self.number.editingFinished.connect(self.edited)
        self.number.editingFinished.connect(self._propose)
        self.full_name.editingFinished.connect(self._spell_name)
        self.birth.editingFinished.connect(self._tell_age)
        self.opening.currentIndexChanged.connect(self._take_opening)

    def _papers(self) -> list[PaperFacts]:
        papers = []
        if number := self.number.value:
            issued_on = self.issued_on.day
            papers.append(PaperFacts(kind_of_number(number, issued_on), number, issued_on))
        if old := self.old_number.value:
            papers.append(PaperFacts(IdentityKind.OLD_CARD, old))
        return papers

    def _residences(self) -> list[ResidenceFacts]:
        written, read = self.residence.value, self._address
        if not written:
            return []
        if any(self.residence.codes):
            new, old = self.residence.codes
            return [ResidenceFacts(ResidenceKind.PERMANENT, written, unit_new=new, unit_old=old)]
        if read is None or written != read.written:
            return [ResidenceFacts(ResidenceKind.PERMANENT, written)]
        new, old = read.unit_new, read.unit_old
        return [ResidenceFacts(ResidenceKind.PERMANENT, written, unit_new=new, unit_old=old)]

    def _take_opening(self) -> None:
        """Ask for what begins this kind of episode, and for nothing else."""
        opening = self.opening.value
        has_rehab = opening is not None and opening.has_rehab
        has_completion = opening is not None and opening.has_completion
        is_moved_in = opening is not None and opening.is_moved_in
        shown = {
            "rehab_form": has_completion,
            "rehab_ordinal": has_rehab,
            "completes_on": has_completion,
            "on": opening is not None,
            "paper_number": opening is not None,
            "decided_from": is_moved_in,
            "until_on": is_moved_in,
            "decided_number": is_moved_in,
        }
        for name, is_shown in shown.items():
            self.box(name).setVisible(is_shown)
        self._elsewhere.setVisible(is_moved_in)
        if opening is not None:
            self.box("on").label.setText(opening.day)
            self.began_on.setAccessibleName(opening.day)

    def _propose(self) -> None:
        """Fill in sex and birth year as the number has them, unless something else was written."""
        said, before = read_id_number(self.number.value), self._proposed
        if said is None or said == before:
            return
        if self.sex.value in {None, before and before.sex}:
            self.sex.value = said.sex
        if not self.birth.text() or (before and self.birth.text() == str(before.birth_year)):
            self.birth.value = PartialDate(said.birth_year)
        self._proposed = said
        self._tell_age()

    def _spell_name(self) -> None:
        """Propose a name in capitals in small letters, and tell what stood there.

        Who types the capitals once more means them.
        """
        written, box = self.full_name.value, self.box("full_name")
        if not is_in_capitals(written):
            if box.message.startswith(WAS_IN_CAPITALS) and written != self._spelled:
                box.hush()
        elif written != self._in_capitals:
            self._in_capitals, self._spelled = written, proper_name(written)
            self.full_name.value = self._spelled
            box.tell("hint", f"{WAS_IN_CAPITALS} “{written}”. Sửa nếu khác.")

    def _tell_age(self) -> None:
        box, born = self.box("birth"), self.birth.value
        if box.is_wrong:
            return
        told = age_on(born, self._today).text if born else ""
        is_proposed = self._proposed is not None and born == PartialDate(self._proposed.birth_year)
        box.tell("hint", f"{told} · theo số căn cước" if is_proposed else told)

    def _tell_number(self, check: IdCheck | None) -> None:
        box = self.box("id_number")
        if check is None:
            box.hush()
        else:
            box.tell("good" if check.is_match else "warning", check.sentence)

    def _tell_address(self, read: AddressRead | None) -> None:
        before, self._address = self._address, read
        box = self.box("hamlet_id")
        if read is None:
            box.hush()
            return
        box.tell("hint" if read.is_ours else "warning", read.text)
        is_new = before is None or before.written != read.written
        if is_new and read.hamlet_id is not None:
            self.hamlet.value = read.hamlet_id
