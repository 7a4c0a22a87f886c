"""What a meeting note holds, and what it must hold before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, clean_lines
from rehabdesk.services.office import Work

LONGEST = 999  # minutes


class NobodyChosen(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người.")


class DayMissing(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày gặp.")


class NotYetMet(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày gặp không được sau hôm nay ({today:%d/%m/%Y}).")


class WhoMissing(Refusal):
    field = "who"

    def __init__(self) -> None:
        super().__init__("Ghi ai gặp: chọn trong danh sách hoặc gõ tên.")


class MinutesImpossible(Refusal):
    field = "minutes"

    def __init__(self) -> None:
        super().__init__(f"Số phút là số từ 1 đến {LONGEST}, hoặc để trống.")


class NothingTold(Refusal):
    field = "words"

    def __init__(self) -> None:
        super().__init__("Ghi nội dung, hoặc chọn một đánh giá nhanh.")


class AgreementUnclear(Refusal):
    field = "agreed"

    def __init__(self) -> None:
        super().__init__("Ghi hẹn việc gì và ngày hẹn, hoặc bỏ dấu “Hẹn việc”.")


class AgreedBefore(Refusal):
    field = "agreed"

    def __init__(self, on: date) -> None:
        super().__init__(f"Ngày hẹn phải sau ngày gặp ({on:%d/%m/%Y}).")


@dataclass(frozen=True, slots=True)
class MetBy:
    """Who met: somebody of the list of helpers, or a name alone."""

    name: str = ""
    volunteer_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """One meeting as it is written down; the rating is of everybody met there."""

    on: date | None
    way: ContactWay
    who: MetBy
    words: str = ""
    rating: QuickRating | None = None
    minutes: int | None = None
    agreed_word: str = ""
    agreed_on: date | None = None
    has_pledge: bool = False

    @property
    def is_met(self) -> bool:
        return self.rating is not QuickRating.NOT_MET


def require_whole(facts: NoteFacts, today: date) -> None:
    """Refuse a note that tells nothing, or what cannot be."""
    if facts.on is None:
        raise DayMissing
    if facts.on > today:
        raise NotYetMet(today)
    if not clean(facts.who.name) and facts.who.volunteer_id is None:
        raise WhoMissing
    if facts.minutes is not None and not 1 <= facts.minutes <= LONGEST:
        raise MinutesImpossible
    if not clean(facts.words) and facts.rating is None:
        raise NothingTold
    if bool(clean(facts.agreed_word)) != (facts.agreed_on is not None):
        raise AgreementUnclear
    if facts.agreed_on is not None and facts.agreed_on <= facts.on:
        raise AgreedBefore(facts.on)


def make_note(work: Work, facts: NoteFacts) -> Contact:
    """Begin a note from facts that have been looked at already."""
    note = Contact(facts.on or work.today, facts.way, work.actor.name, work.now)
    write_note(note, facts)
    work.session.add(note)
    return note


def write_note(note: Contact, facts: NoteFacts) -> None:
    note.on = facts.on or note.on
    note.way, note.minutes = facts.way, facts.minutes
    note.volunteer_id = facts.who.volunteer_id
    note.met_by = "" if facts.who.volunteer_id else clean(facts.who.name)
    note.words = clean_lines(facts.words)
    note.agreed_word, note.agreed_on = clean(facts.agreed_word), facts.agreed_on
    note.has_pledge = facts.has_pledge


def facts_of(link: ContactPerson) -> NoteFacts:
    """Read a note as it concerns one of its persons."""
    note = link.contact
    return NoteFacts(
        note.on,
        note.way,
        MetBy(note.volunteer.full_name if note.volunteer else note.met_by, note.volunteer_id),
        note.words,
        link.rating,
        note.minutes,
        note.agreed_word,
        note.agreed_on,
        note.has_pledge,
    )
