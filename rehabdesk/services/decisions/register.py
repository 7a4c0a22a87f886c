"""The document book: every number of a year, where each paper is, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from rehabdesk.domain.codes import PaperStatus, Right, Validity
from rehabdesk.domain.records.decision import (
    UNNUMBERED,
    Decision,
    DecisionPerson,
    validity_of,
)
from rehabdesk.domain.records.office import DocumentBook, NumberGap, Signer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.decisions.numbering import NumberUnreadable, next_number, read_number
from rehabdesk.services.office import Work

NO_TERM = (
    "Chưa tính thời hạn quản lý: văn bản chưa ghi từ ngày, đến ngày. "
    "Nên để sau, sửa lại bản nháp rồi in lại."
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A paper, or a blank number of the book (then `decision_id` is None)."""

    decision_id: int | None
    version: int
    book_id: int
    number: int | None
    number_text: str
    document_date: date | None
    status: PaperStatus | None  # None: a blank number
    title: str
    concerns: str
    signer: str
    validity: Validity | None
    has_signed_copy: bool
    gap_reason: str = ""

    @property
    def awaits_number(self) -> bool:
        return self.status in {PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED}

    @property
    def is_gap(self) -> bool:
        return self.decision_id is None


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A signed or submitted paper in the number dialog, with what may be proposed for it."""

    decision_id: int
    concerns: str
    title: str
    book_id: int
    book: str
    symbol: str
    signer_id: int | None
    planned_on: date
    is_signed: bool


@dataclass(frozen=True, slots=True)
class LastNumber:
    number: int | None
    on: date | None


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """What the result line of the number dialog says; `is_taken` is the one hard error."""

    is_taken: bool
    has_gap: bool
    sentence: str
    blank: tuple[int, ...] = ()


# Looks


def list_register(work: Work, book_id: int, year: int) -> list[RegisterRow]:
    """Return papers without number first, then numbers falling, blank numbers in their place."""
    work.require(Right.READ_FILES)
    rows = _papers(work, book_id, year)
    waiting = [row for row in rows if row.number is None]
    numbered = [row for row in rows if row.number is not None]
    everything = numbered + _gaps(work, book_id, year, {row.number for row in numbered})
    everything.sort(key=lambda row: (row.number or 0, row.number_text), reverse=True)
    return waiting + everything


def register_years(work: Work, book_id: int) -> list[int]:
    """Return the years this book has numbers in, and the present one."""
    years = work.session.scalars(select(Decision.year).filter_by(book_id=book_id).distinct())
    return sorted({year for year in years if year} | {work.today.year}, reverse=True)


def list_awaiting(work: Work, decision_ids: tuple[int, ...] = ()) -> list[Awaiting]:
    """Return papers that were submitted or signed and have no number yet, oldest first."""
    query = (
        select(Decision, DocumentBook)
        .join(Decision.book)
        .where(Decision.status.in_((PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)))
        .order_by(Decision.submitted_at, Decision.id)
    )
    found = work.session.execute(query).all()
    names = names_of(work, [decision.id for decision, _ in found])
    rows = [
        Awaiting(
            decision.id,
            names.get(decision.id, ""),
            decision.title,
            book.id,
            book.name,
            book.symbol,
            decision.signer_id,
            decision.planned_on,
            decision.status is PaperStatus.SIGNED_UNNUMBERED,
        )
        for decision, book in found
    ]
    return sorted(rows, key=lambda row: row.decision_id not in decision_ids)


def last_number(work: Work, book_id: int, year: int) -> LastNumber:
    row = work.session.execute(
        select(Decision.number, Decision.document_date)
        .where(Decision.book_id == book_id, Decision.year == year)
        .order_by(Decision.number.desc(), Decision.number_suffix.desc())
        .limit(1)
    ).first()
    return LastNumber(row.number, row.document_date) if row else LastNumber(None, None)


def check_numbers(work: Work, book_id: int, year: int, typed: tuple[str, ...]) -> NumberCheck:
    """Say whether the typed numbers follow on, leave a gap, or are used already."""
    taken = _numbers(work, book_id, year)
    seen: set[tuple[int, str]] = set(taken)
    read = []
    for text in typed:
        try:
            key = read_number(text)
        except NumberUnreadable as refusal:
            return NumberCheck(is_taken=True, has_gap=False, sentence=str(refusal))
        if key in seen:
            on = taken.get(key)
            where = f", ngày {on:%d/%m/%Y}" if on else " ở dòng khác trong bảng này"
            number = f"{key[0]}{key[1]}"
            sentence = f"Số {number} đã có trong sổ năm {year}{where}."
            return NumberCheck(is_taken=True, has_gap=False, sentence=sentence)
        seen.add(key)
        read.append(key[0])
    upcoming = next_number(work, book_id, year)
    if not taken:
        upcoming = _first(work, book_id, year, read)
    blank = sorted(set(range(upcoming, max(read, default=0))) - set(read))
    if blank:
        told = ", ".join(str(number) for number in blank[:6])
        sentence = f"Trống số {told}. Ghi lý do, hoặc ghi số {blank[0]} sau."
        return NumberCheck(is_taken=False, has_gap=True, sentence=sentence, blank=tuple(blank))
    told = ", ".join(str(number) for number in read)
    if not taken and min(read, default=1) > 1:
        sentence = f"Sổ năm {year} ở đây bắt đầu từ số {min(read)}; các số trước nằm ở sổ giấy."
        return NumberCheck(is_taken=False, has_gap=False, sentence=sentence)
    sentence = f"Số {told} nối tiếp đúng, không trùng. Ghi nhầm vẫn sửa được, sổ giữ lại vết sửa."
    return NumberCheck(is_taken=False, has_gap=False, sentence=sentence)


def foretell(work: Work, decision_id: int, number: str) -> list[str]:
    """List in sentences what recording this number will do."""
    decision = work.session.get_one(Decision, decision_id)
    told = [f"Ghi dòng {number} vào Sổ {decision.book.name} {work.today.year}"]
    told += [
        f"Tính thời hạn quản lý: {link.term_start:%d/%m/%Y} đến {link.term_end:%d/%m/%Y}"
        + (f" ({link.person.full_name})" if len(decision.persons) > 1 else "")
        for link in decision.persons
        if decision.purpose == POST_REHAB and _has_term(link)
    ]
    if decision.purpose == POST_REHAB and not all(_has_term(link) for link in decision.persons):
        told.append(NO_TERM)
    since = decision.term_start or decision.effective_from
    since_told = f" từ {since:%d/%m/%Y}" if since else ""
    for assignee in decision.assignees:
        if assignee.volunteer:
            name = assignee.volunteer.address
            told.append(f"Ghi {name[:1].lower()}{name[1:]} là người phụ trách{since_told}")
        elif assignee.organisation:
            told.append(f"Ghi {assignee.organisation.name} là tổ chức phụ trách{since_told}")
    told.append("Giữ bản PDF có số trong hồ sơ, thêm vào danh sách “Thiếu bản đã ký”")
    return told


def _has_term(link: DecisionPerson) -> bool:
    return bool(link.term_start and link.term_end)


def count_awaiting(work: Work) -> int:
    waiting = (PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)
    query = select(func.count(Decision.id)).where(Decision.status.in_(waiting))
    return work.session.scalar(query) or 0


def names_of(work: Work, decision_ids: list[int]) -> dict[int, str]:
    """Return whom each paper concerns, by the paper's id."""
    rows = work.session.execute(
        select(DecisionPerson.decision_id, Person.full_name)
        .join(DecisionPerson.person)
        .where(DecisionPerson.decision_id.in_(decision_ids))
        .order_by(DecisionPerson.ordinal)
    )
    names: dict[int, list[str]] = {}
    for decision_id, name in rows:
        names.setdefault(decision_id, []).append(name)
    return {decision_id: ", ".join(each) for decision_id, each in names.items()}


def _papers(work: Work, book_id: int, year: int) -> list[RegisterRow]:
    in_year = (Decision.year == year) | Decision.status.in_(UNNUMBERED)
    found = work.session.execute(
        select(Decision, Signer)
        .outerjoin(Decision.signer)
        .where(Decision.book_id == book_id, in_year)
        .order_by(Decision.status.desc(), Decision.id)
    ).all()
    names = names_of(work, [decision.id for decision, _ in found])
    return [_row(work, each, signer, names.get(each.id, "")) for each, signer in found]


def _row(work: Work, decision: Decision, signer: Signer | None, concerns: str) -> RegisterRow:
    number = f"{decision.number}{decision.number_suffix}" if decision.number else "chờ số"
    if decision.status is PaperStatus.DRAFTING:
        number = "–"
    short = "KT. " if signer and signer.authority_line.startswith("KT.") else ""
    return RegisterRow(
        decision.id,
        decision.version,
        decision.book_id,
        decision.number,
        number,
        decision.document_date,
        decision.status,
        decision.title,
        concerns,
        f"{short}{signer.full_name}" if signer else "",
        validity_of(decision.status, decision.effective_from, decision.ended_on, work.today),
        decision.signed_copy_id is not None,
    )


def _gaps(work: Work, book_id: int, year: int, used: set[int | None]) -> list[RegisterRow]:
    highest = max((number for number in used if number), default=0)
    reasons = {
        gap.number: gap.reason
        for gap in work.session.scalars(select(NumberGap).filter_by(book_id=book_id, year=year))
    }
    return [
        RegisterRow(
            None,
            0,
            book_id,
            number,
            str(number),
            None,
            None,
            reasons.get(number, ""),
            "",
            "",
            None,
            has_signed_copy=False,
            gap_reason=reasons.get(number, ""),
        )
        for number in range(_first(work, book_id, year, used), highest)
        if number not in used
    ]


def _first(work: Work, book_id: int, year: int, used: Iterable[int | None]) -> int:
    """Return where a book's year begins: in its first year here, with the first number typed."""
    earlier = select(Decision.id).where(Decision.book_id == book_id, Decision.year < year).limit(1)
    if work.session.scalar(earlier) is not None:
        return 1
    return min((number for number in used if number), default=1)


def _numbers(work: Work, book_id: int, year: int) -> dict[tuple[int, str], date]:
    rows = work.session.execute(
        select(Decision.number, Decision.number_suffix, Decision.document_date).where(
            Decision.book_id == book_id, Decision.year == year
        )
    )
    return {(number, suffix): on for number, suffix, on in rows if number is not None and on}
