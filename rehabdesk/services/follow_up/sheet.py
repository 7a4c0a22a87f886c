"""Phiếu theo dõi: filled from the meetings and the supports of a period, never from tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.domain.forms.filling import CELLS
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.regime import FOLLOW_UP_SHEET
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.board_papers.plain import word_file
from rehabdesk.services.decisions.composing import DraftDecision, NobodyChosen, compose
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.follow_up.periods import Period, PeriodBackwards
from rehabdesk.services.office import Work
from rehabdesk.services.supports.looks import supports_of


@dataclass(frozen=True, slots=True)
class FollowUp:
    person_ids: tuple[int, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    pages: PrintedList
    word: PrintedPaper


# Acts


def print_follow_up(work: Work, order: FollowUp) -> PrintedSheets:
    """Draw the sheet of each person, all in one file, as pages and as a Word file."""
    from rehabdesk.documents import fonts, pdf

    work.require(Right.EXPORT_LISTS)
    papers = follow_up_papers(work, order)
    fonts.register(work.resources.fonts)
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    name = f"Phiếu theo dõi {order.period.words.replace('/', '-')}"
    told = ", ".join(f"person:{each}" for each in order.person_ids)
    work.record(
        "follow_up_sheet.printed",
        None,
        count=len(papers),
        persons=told,
        period=order.period.words,
    )
    return PrintedSheets(
        PrintedList(f"{name}.pdf", content, len(papers)), word_file(work, name, papers)
    )


# Looks


def follow_up_papers(work: Work, order: FollowUp) -> list[FilledPaper]:
    work.require(Right.READ_FILES)
    ids = tuple(dict.fromkeys(order.person_ids))
    if not ids:
        raise NobodyChosen
    if order.period.until_on < order.period.from_on:
        raise PeriodBackwards(order.period.from_on)
    return [_paper(work, each, order.period) for each in ids]


def follow_rows_of(work: Work, person_id: int, period: Period) -> list[str]:
    """Return what was done with a person in a period, by day: meetings and steps of supports."""
    found = sorted([*_meetings(work, person_id, period), *_supports(work, person_id, period)])
    return [
        CELLS.join((str(number), slash_date(on), *(_plain(cell) for cell in cells)))
        for number, (on, cells) in enumerate(found, start=1)
    ]


def _paper(work: Work, person_id: int, period: Period) -> FilledPaper:
    rows = follow_rows_of(work, person_id, period)
    typed = {"follow_period": period.words, "follow_rows": "\n".join(rows)}
    order = DraftDecision(FOLLOW_UP_SHEET, work.today, (person_id,), typed=typed)
    [paper] = compose(work, order)
    return paper.filled


def _meetings(work: Work, person_id: int, period: Period) -> Iterator[tuple[date, tuple[str, ...]]]:
    links = work.session.scalars(
        select(ContactPerson)
        .join(ContactPerson.contact)
        .where(
            ContactPerson.person_id == person_id,
            Contact.on.between(period.from_on, period.until_on),
        )
        .options(selectinload(ContactPerson.contact).selectinload(Contact.volunteer))
    )
    for link in links:
        note = link.contact
        agreed = f"hẹn {slash_date(note.agreed_on)}: {note.agreed_word}" if note.agreed_on else ""
        signed = "đã ký cam kết" if note.has_pledge else ""
        is_met = link.rating is not QuickRating.NOT_MET
        rating = link.rating.label if link.rating else ""
        result = _big("; ".join(part for part in (rating, agreed, signed) if part))
        words = note.words or ("" if is_met else "Không gặp được")
        who = note.volunteer.full_name if note.volunteer else note.met_by
        yield note.on, (_small(note.way.label), words, result, who)


def _supports(work: Work, person_id: int, period: Period) -> Iterator[tuple[date, tuple[str, ...]]]:
    for row in supports_of(work, person_id).rows:
        for step in row.steps:
            if period.from_on <= step.fact.on <= period.until_on:
                result = "; ".join(part for part in (step.told, step.fact.words) if part)
                who = row.source or step.recorded_by
                yield step.fact.on, ("hỗ trợ", row.what, result, who)


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _big(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _plain(cell: str) -> str:
    return cell.replace(CELLS, " ").replace("\n", " ")
