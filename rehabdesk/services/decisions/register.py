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
    DecisionAssignee,
    DecisionPerson,
)
from rehabdesk.domain.records.decision_life import NumberCorrection
from rehabdesk.domain.records.office import DocumentBook, NumberGap, Signer
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.regime import NoForm, NoRegime
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.decisions.life.deliveries import DeliveryRow, deliveries_of
from rehabdesk.services.decisions.life.links import OUTSIDE
from rehabdesk.services.decisions.life.recipients import (
    RECORDS_OFFICE,
    SentTo,
    noted_sent,
    sent_to,
)
from rehabdesk.services.decisions.life.validity import Standing, standings_of
from rehabdesk.services.decisions.numbering import (
    NumberUnreadable,
    filled_paper,
    next_number,
    read_number,
)
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import Names

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A paper, or a blank number of the book (then `decision_id` is None)."""

    decision_id: int | None
    version: int
    book_id: int
    number: int | None
    number_text: str
    document_date: date | None = None
    status: PaperStatus | None = None  # None: a blank number
    title: str = ""
    concerns: str = ""
    signer: str = ""
    validity: Validity | None = None
    validity_text: str = ""  # "Hết, do số 39"
    has_signed_copy: bool = False
    gap_reason: str = ""
    purpose: str = ""
    form_code: str = ""
    law: str = ""
    is_outside: bool = False  # written outside the program
    number_before: str = ""  # before it was put right
    receivers: str = ""
    delivered_on: date | None = None
    sent_to: str = ""  # "Nơi nhận" of the paper, or who was given one from outside
    kept_by: str = ""
    copies: int | None = None
    hand_overs: tuple[DeliveryRow, ...] = ()

    @property
    def awaits_number(self) -> bool:
        return self.status in {PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED}

    @property
    def is_gap(self) -> bool:
        return self.decision_id is None

    @property
    def is_struck(self) -> bool:
        """Tell whether the number stays in the book without a paper in force behind it."""
        return self.status in {PaperStatus.WITHDRAWN, PaperStatus.REPLACED}


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
    purpose: str


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
            decision.purpose,
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


def count_awaiting(work: Work) -> int:
    work.require(Right.READ_FILES)
    waiting = (PaperStatus.SUBMITTED, PaperStatus.SIGNED_UNNUMBERED)
    query = select(func.count(Decision.id)).where(Decision.status.in_(waiting))
    return work.session.scalar(query) or 0


def names_of(work: Work, decision_ids: list[int]) -> dict[int, str]:
    """Return whom each paper concerns, by its id: its persons, else whom it puts in charge."""
    persons = work.session.execute(
        select(DecisionPerson.decision_id, Person.id, Person.full_name, Person.birth)
        .join(DecisionPerson.person)
        .where(DecisionPerson.decision_id.in_(decision_ids))
        .order_by(DecisionPerson.ordinal)
    )
    assigned = work.session.execute(
        select(
            DecisionAssignee.decision_id,
            func.coalesce(Volunteer.full_name, Organisation.name),
        )
        .outerjoin(DecisionAssignee.volunteer)
        .outerjoin(DecisionAssignee.organisation)
        .where(DecisionAssignee.decision_id.in_(decision_ids))
        .order_by(DecisionAssignee.ordinal)
    )
    named: dict[int, list[str]] = {}
    called = Names(work)
    for decision_id, person_id, name, birth in persons:
        named.setdefault(decision_id, []).append(called.of(person_id, name, birth))
    charged: dict[int, list[str]] = {}
    for decision_id, name in assigned:
        if decision_id not in named:
            charged.setdefault(decision_id, []).append(name)
    told = {each: ", ".join(names) for each, names in named.items()}
    return told | {each: _counted(names) for each, names in charged.items()}


def _counted(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= _MOST_NAMES else f"{len(names)} thành viên"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the records tell around the papers of a book, read once for all of them."""

    names: dict[int, str]
    standings: dict[int, Standing]
    deliveries: dict[int, list[DeliveryRow]]
    corrections: dict[int, str]
    codes: dict[str, str]  # of forms
    laws: dict[str, str]


def _papers(work: Work, book_id: int, year: int) -> list[RegisterRow]:
    in_year = (Decision.year == year) | Decision.status.in_(UNNUMBERED)
    found = work.session.execute(
        select(Decision, Signer)
        .outerjoin(Decision.signer)
        .where(Decision.book_id == book_id, in_year)
        .order_by(Decision.status.desc(), Decision.id)
    ).all()
    around = _around(work, [decision for decision, _ in found])
    return [_row(each, signer, around, _sent(work, each, around)) for each, signer in found]


def _around(work: Work, papers: list[Decision]) -> _Around:
    ids = [each.id for each in papers]
    corrected = work.session.scalars(
        select(NumberCorrection)
        .where(NumberCorrection.decision_id.in_(ids))
        .order_by(NumberCorrection.id)
    )
    regimes = work.resources.regimes
    return _Around(
        names_of(work, ids),
        standings_of(work, papers),
        deliveries_of(work, ids),
        {
            each.decision_id: f"{each.number_before}{each.suffix_before} ngày "
            f"{slash_date(each.date_before)}"
            for each in corrected
        },
        {form.id: form.code for regime in regimes for form in regime.forms.values()},
        {regime.id: regime.name for regime in regimes},
    )


def _sent(work: Work, decision: Decision, around: _Around) -> SentTo:
    """Tell whom a numbered paper goes to; of one from outside, who was given it."""
    if decision.status in UNNUMBERED:
        return SentTo()
    if decision.form_id == OUTSIDE:
        given = around.deliveries.get(decision.id, [])
        names = dict.fromkeys(each.receiver_name for each in given)
        return SentTo("; ".join(names), RECORDS_OFFICE, len(names) or None)
    noted = noted_sent(decision)
    if noted is not None:
        return noted
    try:
        return sent_to(decision, filled_paper(work, decision))
    except (NoRegime, NoForm):  # the law it was printed under is not in this office any more
        return SentTo()


def _row(decision: Decision, signer: Signer | None, around: _Around, sent: SentTo) -> RegisterRow:
    number = f"{decision.number}{decision.number_suffix}" if decision.number else "chờ số"
    if decision.status is PaperStatus.DRAFTING:
        number = "–"
    short = "KT. " if signer and signer.authority_line.startswith("KT.") else ""
    standing = around.standings[decision.id]
    hand_overs = tuple(around.deliveries.get(decision.id, ()))
    given = [each for each in hand_overs if not each.is_refused]
    return RegisterRow(
        decision.id,
        decision.version,
        decision.book_id,
        decision.number,
        number,
        decision.document_date,
        decision.status,
        decision.title,
        around.names.get(decision.id, ""),
        f"{short}{signer.full_name}" if signer else "",
        standing.validity,
        standing.words,
        decision.signed_copy_id is not None,
        purpose=decision.purpose,
        form_code=around.codes.get(decision.form_id, ""),
        law=around.laws.get(decision.regime_id, ""),
        is_outside=decision.form_id == OUTSIDE,
        number_before=around.corrections.get(decision.id, ""),
        receivers=", ".join(each.receiver_name for each in given),
        delivered_on=given[-1].given_on if given else None,
        sent_to=sent.sent,
        kept_by=sent.kept,
        copies=sent.copies,
        hand_overs=hand_overs,
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
            title=reasons.get(number, ""),
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
