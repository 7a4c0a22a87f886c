"""The number dialog: what may be typed, what is wrong with it, and one act for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.wording import slash_date
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.services.cabinet.files import LARGEST_FILE, FileTooLarge
from rehabdesk.services.decisions.life.recipients import sent_to
from rehabdesk.services.decisions.numbering import (
    Numbered,
    NumberOne,
    explain_gap,
    filled_paper,
    next_number,
    number_decisions,
    read_number,
    undo_numbering,
)
from rehabdesk.services.decisions.papers import attach_signed_copy
from rehabdesk.services.decisions.proposing import Choice
from rehabdesk.services.decisions.register import (
    Awaiting,
    LastNumber,
    check_numbers,
    last_number,
    list_awaiting,
)
from rehabdesk.services.office import Work
from rehabdesk.services.offices import signers_on

READING = Doing("Chưa đọc được tệp", "Văn bản không đổi.", "chọn tệp lần nữa")


@dataclass(frozen=True, slots=True)
class BookState:
    """Where a book stands this year."""

    next_number: int
    last: LastNumber


@dataclass(frozen=True, slots=True)
class NumberDesk:
    rows: tuple[Awaiting, ...]
    books: dict[int, BookState]


@dataclass(frozen=True, slots=True)
class TypedNumber:
    decision_id: int
    book_id: int
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Gap:
    """A number left blank, and why when that is known."""

    book_id: int
    year: int
    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the result line says of everything typed; `is_blocked` is the one hard error."""

    is_blocked: bool
    is_doubtful: bool
    sentence: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class SignedCopy:
    decision_id: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RecordNumbers:
    numbers: tuple[NumberOne, ...]
    gaps: tuple[Gap, ...] = ()
    copies: tuple[SignedCopy, ...] = ()


# Acts


def record_numbers(work: Work, order: RecordNumbers) -> Numbered:
    """Write the numbers, the reasons of blanks and the signed copies: all of it, or nothing."""
    numbered = number_decisions(work, order.numbers)
    for gap in order.gaps:
        explain_gap(work, gap.book_id, gap.year, gap.number, gap.reason)
    for copy in order.copies:
        attach_signed_copy(work, copy.decision_id, copy.name, copy.content)
    return numbered


def undo_numbers(work: Work, decision_ids: tuple[int, ...]) -> None:
    """Take the numbers of one recording back, the last one first."""
    for each in reversed(decision_ids):
        undo_numbering(work, each)


# Looks


def lay_out(work: Work, decision_ids: tuple[int, ...] = ()) -> NumberDesk:
    """Return the papers that wait for a number, and what number each book goes on with."""
    work.require(Right.READ_FILES)
    rows = list_awaiting(work, decision_ids)
    year = work.today.year
    books = {
        book: BookState(next_number(work, book, year), last_number(work, book, year))
        for book in {row.book_id for row in rows}
    }
    return NumberDesk(tuple(rows), books)


def able_signers(work: Work, day: date) -> tuple[Choice, ...]:
    work.require(Right.READ_FILES)
    return tuple(Choice(row.id, row.label) for row in signers_on(work, day))


def copies_by_lines(work: Work, decision_id: int) -> int | None:
    """Return how many copies "Nơi nhận" of a paper comes to."""
    work.require(Right.READ_FILES)
    decision = work.session.get_one(Decision, decision_id)
    return sent_to(decision, filled_paper(work, decision)).copies


def review(work: Work, typed: tuple[TypedNumber, ...]) -> Review:
    """Check what is typed book by book; the worst is told first."""
    work.require(Right.READ_FILES)
    groups: dict[tuple[int, int], list[TypedNumber]] = {}
    for each in typed:
        groups.setdefault((each.book_id, each.day.year), []).append(each)
    good: list[str] = []
    doubts: list[str] = []
    gaps: list[Gap] = []
    for (book, year), members in groups.items():
        numbers = tuple(each.number for each in members)
        check = check_numbers(work, book, year, numbers)
        if check.is_taken:
            return Review(is_blocked=True, is_doubtful=False, sentence=check.sentence, gaps=())
        (doubts if check.has_gap else good).append(check.sentence)
        gaps += [Gap(book, year, number) for number in check.blank]
        doubts += _out_of_order(work, book, year, members)
        doubts += _before_the_draft(work, members)
    sentence = " ".join(doubts or good)
    return Review(is_blocked=False, is_doubtful=bool(doubts), sentence=sentence, gaps=tuple(gaps))


def read_scan(path: Path) -> bytes:
    """Read a signed copy from the disk; needs no records."""
    with translated(READING, path):
        if path.stat().st_size > LARGEST_FILE:
            raise FileTooLarge(path.name)
        return path.read_bytes()


def _out_of_order(work: Work, book: int, year: int, typed: list[TypedNumber]) -> list[str]:
    last = last_number(work, book, year)
    if last.number is None or last.on is None:
        return []
    if any(each.day < last.on and read_number(each.number)[0] > last.number for each in typed):
        told = f"({last.number}, {slash_date(last.on)})"
        return [f"Ngày văn bản trước số liền trước {told}. Xem lại."]
    return []


def _before_the_draft(work: Work, typed: list[TypedNumber]) -> list[str]:
    """Doubt a day before the paper was drafted, unless it was drafted for such a day."""
    told = []
    for each in typed:
        paper = work.session.get_one(Decision, each.decision_id)
        drafted_on = min(paper.drafted_at.date(), paper.planned_on)
        if each.day < drafted_on:
            told.append(
                f"Ngày văn bản của số {each.number} ({slash_date(each.day)}) trước ngày soạn "
                f"({slash_date(drafted_on)}). Xem lại."
            )
    return told
