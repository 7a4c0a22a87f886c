"""By what an allowance is computed: the office's own terms, each from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from rehabdesk.catalog.teamwork.allowances import DeliveredMoney, delivered_money
from rehabdesk.domain.codes import Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.allowances import HUNDRED, PartMonth, Salary, Terms
from rehabdesk.domain.teamwork.codes import AllowanceKind, TeamRole
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

_TERMS, _SALARIES, _SIGNERS = "allowance_terms", "allowance_salaries", "allowance_signers"
MOST_FACTOR = 500  # hundredths: no typing slip makes it five hundred
MOST_SALARY = 50_000_000
USUAL_SIGNERS = ("NGƯỜI LẬP BẢNG", "KẾ TOÁN", "CHỦ TỊCH")
_BEFORE_ALL = date(1, 1, 1)


class FactorImpossible(Refusal):
    field = "factor"

    def __init__(self) -> None:
        super().__init__("Hệ số là số từ 0 đến 5, ví dụ 0,6.")


class FactorAboveCap(Refusal):
    field = "helper"

    def __init__(self, most: int, basis: str) -> None:
        super().__init__(
            f"Thù lao tối đa là {factor_words(most)} lần mức lương cơ sở ({basis}). "
            f"Ghi hệ số không quá {factor_words(most)}."
        )


class NoHelperFactor(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Chưa có hệ số thù lao của người được phân công. "
            "Bấm Cách tính… và ghi hệ số theo nghị quyết của tỉnh."
        )


class SalaryImpossible(Refusal):
    field = "salary"

    def __init__(self) -> None:
        super().__init__("Mức lương cơ sở là số tiền đồng, ví dụ 2.530.000.")


class NoSalary(Refusal):
    def __init__(self, month: Month) -> None:
        super().__init__(
            f"Chưa có mức lương cơ sở của tháng {month.words}. "
            "Bấm Cách tính… và ghi mức lương với ngày bắt đầu áp dụng."
        )


class DayOfTermsMissing(Refusal):
    field = "valid_from"

    def __init__(self) -> None:
        super().__init__("Ghi ngày bắt đầu áp dụng.")


@dataclass(frozen=True, slots=True)
class OfficeTerms:
    """What an office pays from a day on; factors in hundredths, None where nobody chose one."""

    valid_from: date
    leader: int
    deputy: int
    member: int
    helper: int | None = None
    part: PartMonth = PartMonth.DAYS
    asks_attendance: bool = False
    basis: str = ""  # the resolution of the provincial council, as printed
    helper_basis: str = ""


@dataclass(frozen=True, slots=True)
class MonthTerms:
    """What holds in one month, and from what it comes."""

    month: Month
    salary: Salary
    office: OfficeTerms
    most_of_helpers: int
    cap_basis: str

    def basis(self, kind: AllowanceKind) -> str:
        own = self.office.basis if kind is AllowanceKind.TEAM else self.office.helper_basis
        parts = (own, self.cap_basis if kind is AllowanceKind.HELPERS else "", self.salary.basis)
        return "; ".join(part for part in parts if part)

    def of(self, kind: AllowanceKind) -> Terms:
        office = self.office
        if kind is AllowanceKind.TEAM:
            factors: dict[TeamRole | None, int] = {
                TeamRole.LEADER: office.leader,
                TeamRole.DEPUTY: office.deputy,
                TeamRole.MEMBER: office.member,
            }
            asks = office.asks_attendance
            return Terms(self.salary.amount, factors, office.part, asks)
        if office.helper is None:
            raise NoHelperFactor
        capped = min(office.helper, self.most_of_helpers)
        return Terms(self.salary.amount, {None: capped}, office.part)


@dataclass(frozen=True, slots=True)
class KeptTerms:
    """Everything the dialog shows: what was ever set, and who signs."""

    terms: tuple[OfficeTerms, ...]
    salaries: tuple[Salary, ...]
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What is to hold from a day on; None is what stays as it is."""

    terms: OfficeTerms | None
    salary: Salary | None
    signers: tuple[str, ...]


# Acts


def keep_terms(work: Work, terms: OfficeTerms) -> None:
    """Keep terms from a day on; those of the same day are replaced, older ones stay."""
    work.require(Right.KEEP_OFFICE)
    delivered = _delivered(work)
    for factor in (terms.leader, terms.deputy, terms.member, terms.helper or 0):
        if not 0 <= factor <= MOST_FACTOR:
            raise FactorImpossible
    if (terms.helper or 0) > delivered.most_of_helpers:
        raise FactorAboveCap(delivered.most_of_helpers, delivered.basis_of_helpers)
    cleaned = replace(terms, basis=clean(terms.basis), helper_basis=clean(terms.helper_basis))
    others = [each for each in _own_terms(work) if each.valid_from != terms.valid_from]
    kept = sorted([*others, cleaned], key=lambda each: each.valid_from)
    choose(work, _TERMS, [_written(each) for each in kept])


def keep_salary(work: Work, salary: Salary) -> None:
    work.require(Right.KEEP_OFFICE)
    if not 0 < salary.amount <= MOST_SALARY:
        raise SalaryImpossible
    others = [each for each in _own_salaries(work) if each.valid_from != salary.valid_from]
    kept = sorted([*others, salary], key=lambda each: each.valid_from)
    choose(work, _SALARIES, [_written(each) for each in kept])


def keep_all(work: Work, order: NewTerms) -> None:
    """Keep what is new of the terms, the salary and the titles, in one act."""
    work.require(Right.KEEP_OFFICE)
    if order.terms is not None:
        keep_terms(work, order.terms)
    if order.salary is not None:
        keep_salary(work, order.salary)
    if order.signers != signers_of(work):
        keep_signers(work, order.signers)


def keep_signers(work: Work, titles: Sequence[str]) -> None:
    work.require(Right.KEEP_OFFICE)
    choose(work, _SIGNERS, [clean(each) for each in titles if clean(each)])


# Looks


def kept_terms(work: Work) -> KeptTerms:
    return KeptTerms(tuple(_all_terms(work)), tuple(_all_salaries(work)), signers_of(work))


def signers_of(work: Work) -> tuple[str, ...]:
    return tuple(choice(work, _SIGNERS, USUAL_SIGNERS))


def terms_of(work: Work, month: Month) -> MonthTerms:
    """Return what held on the first day of a month."""
    salaries = [each for each in _all_salaries(work) if each.valid_from <= month.first]
    if not salaries:
        raise NoSalary(month)
    office = [each for each in _all_terms(work) if each.valid_from <= month.first][-1]
    delivered = _delivered(work)
    return MonthTerms(
        month, salaries[-1], office, delivered.most_of_helpers, delivered.basis_of_helpers
    )


def factor_words(factor: int) -> str:
    """Say 60 hundredths as "0,6"."""
    return f"{factor / HUNDRED:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def read_factor(typed: str) -> int | None:
    """Read "0,6" or "0.65" as hundredths; nothing typed is none."""
    words = clean(typed).replace(",", ".")
    if not words:
        return None
    try:
        factor = round(float(words) * HUNDRED)
    except (ValueError, OverflowError):
        raise FactorImpossible from None
    if not 0 <= factor <= MOST_FACTOR:
        raise FactorImpossible
    return factor


def told_since(day: date) -> str:
    return "" if day == _BEFORE_ALL else f"từ {prose_date(day)}"


def _delivered(work: Work) -> DeliveredMoney:
    return delivered_money(work.resources.folder)


def _all_terms(work: Work) -> list[OfficeTerms]:
    leader, deputy, member = _delivered(work).factors
    return [OfficeTerms(_BEFORE_ALL, leader, deputy, member), *_own_terms(work)]


def _all_salaries(work: Work) -> list[Salary]:
    own = {each.valid_from: each for each in _own_salaries(work)}
    delivered = {each.valid_from: each for each in _delivered(work).salaries}
    return [each for _, each in sorted({**delivered, **own}.items())]


def _own_terms(work: Work) -> list[OfficeTerms]:
    parts = {each.value: each for each in PartMonth}
    found = []
    for kept in choice(work, _TERMS, ()):
        values = {**kept, "part": parts[kept["part"]]}
        values["valid_from"] = date.fromisoformat(kept["valid_from"])
        found.append(OfficeTerms(**values))
    return found


def _own_salaries(work: Work) -> list[Salary]:
    return [
        Salary(date.fromisoformat(kept["valid_from"]), kept["amount"], kept["basis"])
        for kept in choice(work, _SALARIES, ())
    ]


def _written(terms: OfficeTerms | Salary) -> dict[str, Any]:
    """Return it as it may be written down."""
    values = asdict(terms)
    values["valid_from"] = terms.valid_from.isoformat()
    if isinstance(terms, OfficeTerms):
        values["part"] = terms.part.value
    return values
