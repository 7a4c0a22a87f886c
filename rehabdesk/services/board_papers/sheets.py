"""One sheet for each who helps: whom, since when, and room to write down every meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.forms.paper import FilledPaper, Paragraph, Section, Title
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, name_order
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.board_papers.plain import (
    blank_rows,
    lines,
    office_head,
    table,
    two_signatures,
    word_file,
)
from rehabdesk.services.contacts.met import last_met
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList, PurposeRequired
from rehabdesk.services.office import Work

WHOM = (
    ("STT", 5.0),
    ("Họ và tên, năm sinh", 30.0),
    ("Thôn, điện thoại", 20.0),
    ("Từ ngày", 14.0),
    ("Theo quyết định", 17.0),
    ("Gặp gần nhất", 14.0),
)
MEETINGS = (("Ngày", 12.0), ("Gặp ai, ở đâu", 28.0), ("Nội dung, kết quả", 46.0), ("Ký", 14.0))
WORD_NEEDS = 6  # rows
TOLD = 3  # meetings already known
MOST, FEWEST = 16, 4  # rows for the pen; as many as one page has room for


class NobodyHelps(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa ai đang giúp ai. Phân công và ghi số trước, rồi in tờ theo dõi.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Whose sheet it is, and whom that one helps today."""

    name: str
    place: str
    order: str
    helped: tuple[Assignment, ...]
    met_on: Mapping[int, date]  # the last day each of them was met, by person
    meetings: tuple[tuple[str, ...], ...]  # the last this helper is known to have had


# Acts


def print_sheets(work: Work, purpose: str) -> PrintedList:
    """Draw a page for each who helps somebody today, all in one file; the printing is recorded."""
    from rehabdesk.documents import pdf

    papers = [_fitted(work, sheet) for sheet in _leaving(work, purpose, "pdf")]
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    return PrintedList(f"{_name(work)}.pdf", content, len(papers))


def word_sheets(work: Work, purpose: str) -> PrintedPaper:
    """Make the same sheets as a Word file, a little shorter: Word breaks its pages earlier."""
    sheets = _leaving(work, purpose, "docx")
    papers = [_fitted(work, sheet, WORD_NEEDS) for sheet in sheets]
    return word_file(work, _name(work), papers)


def _leaving(work: Work, purpose: str, kind: str) -> list[_Sheet]:
    """Return the sheets there are to make; that they leave the program, and why, is recorded."""
    from rehabdesk.documents import fonts

    work.require(Right.EXPORT_LISTS)
    if not clean(purpose):
        raise PurposeRequired
    sheets = _sheets(work)
    if not sheets:
        raise NobodyHelps
    fonts.register(work.resources.fonts)
    work.record(
        "follow_up_sheets.printed",
        None,
        count=len(sheets),
        persons=sum(len(sheet.helped) for sheet in sheets),
        purpose=clean(purpose),
        kind=kind,
    )
    return sheets


# Looks


def _name(work: Work) -> str:
    return f"Tờ theo dõi {work.today:%Y-%m-%d}"


def _sheets(work: Work) -> list[_Sheet]:
    found: dict[tuple[bool, int], list[Assignment]] = defaultdict(list)
    present = work.session.scalars(
        select(Assignment)
        .where(
            Assignment.from_on <= work.today,
            or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
        )
        .order_by(Assignment.from_on, Assignment.id)
    )
    for each in present:
        if each.volunteer_id or each.organisation_id:
            key = each.volunteer_id is None, each.volunteer_id or each.organisation_id or 0
            found[key].append(each)
    met_on = last_met(work, {one.person_id for each in found.values() for one in each})
    sheets = (_sheet(each, met_on, _meetings(work, each)) for each in found.values())
    return sorted(sheets, key=lambda sheet: sheet.order)


def _meetings(work: Work, helped: list[Assignment]) -> tuple[tuple[str, ...], ...]:
    """Word the latest meetings of one helper with whom that one helps today."""
    if (volunteer_id := helped[0].volunteer_id) is None:
        return ()
    met = work.session.scalars(
        select(Contact)
        .join(Contact.persons)
        .where(
            Contact.volunteer_id == volunteer_id,
            ContactPerson.person_id.in_({each.person_id for each in helped}),
        )
        .distinct()
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(TOLD)
    ).all()
    ours = {each.person_id: each.person.full_name for each in helped}
    return tuple(_meeting(each, ours) for each in reversed(met))


def _meeting(met: Contact, ours: Mapping[int, str]) -> tuple[str, ...]:
    names = [ours[each.person_id] for each in met.persons if each.person_id in ours]
    rated = next((each.rating.label for each in met.persons if each.rating), "")
    words = met.words.replace("\n", " ")
    told = " ".join(part for part in (words, f"({rated})" if rated else "") if part)
    way = f"{met.way.label[:1].lower()}{met.way.label[1:]}"
    return slash_date(met.on), f"{', '.join(names)}, {way}", told, ""


def _sheet(
    helped: list[Assignment], met_on: Mapping[int, date], meetings: tuple[tuple[str, ...], ...]
) -> _Sheet:
    """Take each person once, by name, however many papers there are."""
    first = {each.person_id: each for each in reversed(helped)}
    ordered = tuple(sorted(first.values(), key=lambda each: each.person.name_order))
    volunteer, body = helped[0].volunteer, helped[0].organisation
    if volunteer is not None:
        facts = (volunteer.post, volunteer.hamlet.name if volunteer.hamlet else "", volunteer.phone)
        place = " · ".join(fact for fact in facts if fact)
        order = name_order(volunteer.full_name)
        return _Sheet(volunteer.address, place, order, ordered, met_on, meetings)
    name = body.name if body is not None else ""
    return _Sheet(name, "", f"~{name}", ordered, met_on, meetings)


def _fitted(work: Work, sheet: _Sheet, spare: int = 0) -> FilledPaper:
    """Leave as much room for the pen as one page has, but for so many rows to spare."""
    from rehabdesk.documents import pdf
    from rehabdesk.documents.pages import page_count

    for room in range(MOST, FEWEST, -1):
        paper = _paper(work, sheet, room)
        if page_count(pdf.draw(paper)) == 1:
            return _paper(work, sheet, max(room - spare, FEWEST)) if spare else paper
    for told in range(len(sheet.meetings)):  # rather fewer old meetings than a second page
        shorter = replace(sheet, meetings=sheet.meetings[told + 1 :])
        paper = _paper(work, shorter, FEWEST)
        if page_count(pdf.draw(paper)) == 1:
            return paper
    return _paper(work, sheet, FEWEST)


def _paper(work: Work, sheet: _Sheet, room: int) -> FilledPaper:
    count = len(sheet.helped)
    whom = [
        _row(number, each, sheet.met_on.get(each.person_id))
        for number, each in enumerate(sheet.helped, start=1)
    ]
    blocks = (
        office_head(work),
        Title(lines("TỜ THEO DÕI"), lines(f"Người phụ trách: {sheet.name}")),
        Paragraph(lines(sheet.place)),
        Section(lines(f"1. Đang giúp {count} người")),
        table(WHOM, whom, centred=(0, 5)),
        Section(lines("2. Các lần gặp gỡ, giúp đỡ")),
        table(MEETINGS, [*sheet.meetings, *blank_rows(MEETINGS, room)]),
        Paragraph(lines("Giữ kín thông tin ghi trên tờ này.")),
        two_signatures(("CÁN BỘ NHẬN LẠI TỜ", ""), ("NGƯỜI PHỤ TRÁCH", "")),
    )
    return FilledPaper("", f"Tờ theo dõi {sheet.name}", blocks, (), ())


def _row(number: int, each: Assignment, met_on: date | None) -> list[str]:
    """Word one person; a last meeting nobody recorded is left to the pen."""
    person = each.person
    born = f" ({person.born.year})" if person.born else ""
    beside = "" if each.role in IN_CHARGE else f", {each.role.label.lower()}"
    place = person.lives_at
    where = person.hamlet.name if person.hamlet else place.as_written if place else ""
    phone = next((found.value for found in person.contacts if found.kind.value == "phone"), "")
    return [
        str(number),
        f"{person.full_name}{born}{beside}",
        ", ".join(part for part in (where, phone) if part),
        slash_date(each.from_on),
        each.made_by.full_number,
        slash_date(met_on) if met_on else "",
    ]
