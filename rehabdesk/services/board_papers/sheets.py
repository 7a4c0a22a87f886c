"""One sheet for each who helps: whom, since when, and room to write down every meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select, true

from rehabdesk.domain.codes import IN_CHARGE, Right
from rehabdesk.domain.forms.paper import FilledPaper, Paragraph, Section, Title
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.volunteer import Volunteer
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
from rehabdesk.services.contacts.silence import open_agreements
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList, PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

WHOM = (
    ("STT", 5.0),
    ("Họ và tên, năm sinh", 23.0),
    ("Thôn, điện thoại", 16.0),
    ("Từ ngày", 13.0),
    ("Theo quyết định", 14.0),
    ("Gặp gần nhất", 13.0),
    ("Hẹn việc", 16.0),
)
MEETINGS = (("Ngày", 12.0), ("Gặp ai, ở đâu", 28.0), ("Nội dung, kết quả", 46.0), ("Ký", 14.0))
WORD_NEEDS = 6  # rows
TOLD = 3  # meetings already known
MOST, FEWEST = 16, 4  # rows for the pen; as many as one page has room for


class NobodyHelps(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa ai đang giúp ai. Phân công và ghi số trước, rồi in tờ theo dõi.")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of whom they help: called as this user may, met last, agreed next."""

    names: Names
    met_on: Mapping[int, date]
    agreed: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Whose sheet it is, and whom that one helps today."""

    name: str
    place: str
    order: str
    helped: tuple[Assignment, ...]
    known: _Known
    meetings: tuple[tuple[str, ...], ...]  # the last this helper is known to have had


# Acts


def print_sheets(work: Work, purpose: str, volunteer_ids: Collection[int] = ()) -> PrintedList:
    """Draw a page for each who helps somebody today, or for those chosen, all in one file."""
    from rehabdesk.documents import pdf

    papers = [_fitted(work, sheet) for sheet in _leaving(work, purpose, "pdf", volunteer_ids)]
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    return PrintedList(f"{_title(work)}.pdf", content, len(papers))


def word_sheets(work: Work, purpose: str, volunteer_ids: Collection[int] = ()) -> PrintedPaper:
    """Make the same sheets as a Word file, a little shorter: Word breaks its pages earlier."""
    sheets = _leaving(work, purpose, "docx", volunteer_ids)
    papers = [_fitted(work, sheet, WORD_NEEDS) for sheet in sheets]
    return word_file(work, _title(work), papers)


def _leaving(work: Work, purpose: str, kind: str, volunteer_ids: Collection[int]) -> list[_Sheet]:
    """Return the sheets there are to make; that they leave the program, and why, is recorded."""
    from rehabdesk.documents import fonts

    work.require(Right.EXPORT_LISTS)
    if not clean(purpose):
        raise PurposeRequired
    sheets = _sheets(work, volunteer_ids)
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


def _title(work: Work) -> str:
    return f"Tờ theo dõi {work.today:%Y-%m-%d}"


def _sheets(work: Work, volunteer_ids: Collection[int]) -> list[_Sheet]:
    """Make a sheet for each who helps; whoever is chosen has one, be it without anybody."""
    found: dict[tuple[bool, int], list[Assignment]] = defaultdict(list)
    present = work.session.scalars(
        select(Assignment)
        .where(
            Assignment.from_on <= work.today,
            or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
            Assignment.volunteer_id.in_(volunteer_ids) if volunteer_ids else true(),
        )
        .order_by(Assignment.from_on, Assignment.id)
    )
    for each in present:
        if each.volunteer_id or each.organisation_id:
            key = each.volunteer_id is None, each.volunteer_id or each.organisation_id or 0
            found[key].append(each)
    known = _known(work, {one.person_id for each in found.values() for one in each})
    sheets = [_sheet(work, each, known, _meetings(work, each, known)) for each in found.values()]
    idle = set(volunteer_ids) - {number for is_body, number in found if not is_body}
    for one in work.session.scalars(select(Volunteer).where(Volunteer.id.in_(idle))):
        place, order = _place(work, one), name_order(one.full_name)
        sheets.append(_Sheet(one.address, place, order, (), known, ()))
    return sorted(sheets, key=lambda sheet: sheet.order)


def _known(work: Work, person_ids: set[int]) -> _Known:
    agreed: dict[int, str] = {}
    for each in open_agreements(work, person_ids):
        agreed.setdefault(each.person_id, f"{each.on:%d/%m}: {each.word}")
    return _Known(Names(work), last_met(work, person_ids), agreed)


def _meetings(work: Work, helped: list[Assignment], known: _Known) -> tuple[tuple[str, ...], ...]:
    """Word the latest meetings of one helper with whom that one helps today."""
    if (volunteer_id := helped[0].volunteer_id) is None:
        return ()
    met = work.session.scalars(
        select(Contact)
        .join(Contact.persons)
        .where(
            Contact.volunteer_id == volunteer_id,
            ContactPerson.person_id.in_(
                {one.person_id for one in helped if not known.names.is_close(one.person_id)}
            ),
        )
        .distinct()
        .order_by(Contact.on.desc(), Contact.id.desc())
        .limit(TOLD)
    ).all()
    ours = {
        each.person_id: _name(each, known)
        for each in helped
        if not known.names.is_close(each.person_id)
    }
    return tuple(_meeting(each, ours) for each in reversed(met))


def _meeting(met: Contact, ours: Mapping[int, str]) -> tuple[str, ...]:
    names = [ours[each.person_id] for each in met.persons if each.person_id in ours]
    rated = next((each.rating.label for each in met.persons if each.rating), "")
    words = met.words.replace("\n", " ")
    told = " ".join(part for part in (words, f"({rated})" if rated else "") if part)
    way = f"{met.way.label[:1].lower()}{met.way.label[1:]}"
    return slash_date(met.on), f"{', '.join(names)}, {way}", told, ""


def _sheet(
    work: Work,
    helped: list[Assignment],
    known: _Known,
    meetings: tuple[tuple[str, ...], ...],
) -> _Sheet:
    """Take each person once, by name, however many papers there are."""
    first = {each.person_id: each for each in reversed(helped)}
    ordered = tuple(sorted(first.values(), key=lambda each: each.person.name_order))
    volunteer, body = helped[0].volunteer, helped[0].organisation
    if volunteer is not None:
        order = name_order(volunteer.full_name)
        place = _place(work, volunteer)
        return _Sheet(volunteer.address, place, order, ordered, known, meetings)
    name = body.name if body is not None else ""
    return _Sheet(name, "", f"~{name}", ordered, known, meetings)


def _place(work: Work, volunteer: Volunteer) -> str:
    """Say what a helper is, the area looked after, and how to reach him."""
    from rehabdesk.services.teams.areas import area_words  # the team is loaded when asked for

    areas = area_words(work, volunteer.id)
    hamlet = volunteer.hamlet.name if volunteer.hamlet else ""
    where = f"Địa bàn: {areas}" if areas else hamlet
    return " · ".join(fact for fact in (volunteer.post, where, volunteer.phone) if fact)


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
    whom = [_row(number, each, sheet.known) for number, each in enumerate(sheet.helped, start=1)]
    told = f"1. Đang giúp {count} người" if count else "1. Chưa được giao giúp ai"
    blocks = (
        office_head(work),
        Title(lines("TỜ THEO DÕI"), lines(f"Người phụ trách: {sheet.name}")),
        Paragraph(lines(sheet.place)),
        Section(lines(told)),
        *([table(WHOM, whom, centred=(0, 5))] if whom else ()),
        Section(lines("2. Các lần gặp gỡ, giúp đỡ")),
        table(MEETINGS, [*sheet.meetings, *blank_rows(MEETINGS, room)]),
        Paragraph(lines("Giữ kín thông tin ghi trên tờ này.")),
        two_signatures(("CÁN BỘ NHẬN LẠI TỜ", ""), ("NGƯỜI PHỤ TRÁCH", "")),
    )
    return FilledPaper("", f"Tờ theo dõi {sheet.name}", blocks, (), ())


def _row(number: int, each: Assignment, known: _Known) -> list[str]:
    """Word one person; a last meeting nobody recorded is left to the pen."""
    person, is_close = each.person, known.names.is_close(each.person_id)
    born = f" ({person.born.year})" if person.born and known.names.is_plain(person.id) else ""
    beside = "" if each.role in IN_CHARGE else f", {each.role.label.lower()}"
    place = person.lives_at
    where = person.hamlet.name if person.hamlet else place.as_written if place else ""
    phone = next((found.value for found in person.contacts if found.kind.value == "phone"), "")
    met_on = known.met_on.get(person.id)
    return [
        str(number),
        f"{_name(each, known)}{born}{beside}",
        "" if is_close else ", ".join(part for part in (where, phone) if part),
        slash_date(each.from_on),
        each.made_by.full_number,
        slash_date(met_on) if met_on else "",
        "" if is_close else known.agreed.get(person.id, ""),
    ]


def _name(each: Assignment, known: _Known) -> str:
    return known.names.of(each.person_id, each.person.full_name, each.person.birth)
