"""The package of a closed report: sealed for the superior authority, readable for anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from importlib import import_module

from sqlalchemy import func, select

from rehabdesk import VERSION
from rehabdesk.domain.codes import IdentityKind, Right
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import IdentityPaper, Person
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import OfficeLevel, ReportState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import decimal_words
from rehabdesk.domain.text import fold
from rehabdesk.persistence.packages.upward.contents import (
    Contents,
    MemberLine,
    Sealing,
    Statement,
    layout_print,
)
from rehabdesk.persistence.packages.upward.schema import MOST_LINES
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.office import Work
from rehabdesk.services.offices import is_upper_office, profile_on
from rehabdesk.services.upward.settings import names_basis, package_key

SUFFIX = ".rdgoi"
PACKED = "report.packed"
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ASKED_AT_ONCE = 500
_CARDS = (IdentityKind.CITIZEN_CARD, IdentityKind.IDENTITY_CARD)


class NotClosedYet(Refusal):
    def __init__(self) -> None:
        super().__init__("Báo cáo này chưa chốt số liệu. Chưa tạo gói. Chốt số liệu rồi tạo gói.")


class NamesNotAllowed(Refusal):
    field = "with_names"

    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi căn cứ để cấp trên được nhận danh sách người. Chưa tạo gói. "
            "Gửi không kèm danh sách, hoặc ghi căn cứ ở Cài đặt › Gói gửi cấp trên."
        )


class TooManyNames(Refusal):
    field = "with_names"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Danh sách có {decimal_words(Decimal(count))} dòng, "
            f"quá {decimal_words(Decimal(MOST_LINES))} dòng một gói. "
            "Chưa tạo gói. Gửi không kèm danh sách."
        )


@dataclass(frozen=True, slots=True)
class PackOrder:
    """Names go only where the sender says so, and then under a password."""

    with_names: bool = False
    password: str = ""
    cost: Cost = field(default_factory=Cost)


# Acts


def pack(work: Work, report_id: int, order: PackOrder) -> bytes:
    """Return the package of a closed report."""
    work.require(Right.KEEP_REPORTS)
    from rehabdesk.documents.packages.visible import VisibleReport, write_visible
    from rehabdesk.persistence.packages.upward.embedding import embed
    from rehabdesk.persistence.packages.upward.sealed_copy import seal_copy

    report = work.session.get_one(Report, report_id)
    if report.state not in {ReportState.FROZEN, ReportState.SENT} or not report.content:
        raise NotClosedYet
    basis = names_basis(work) if order.with_names else ""
    if order.with_names:
        if not basis:
            raise NamesNotAllowed
        check_password(order.password)
    grid = ReportGrid.from_json(report.content)
    statement = _statement(work, report, grid, basis)
    lines = _lines(work, report) if basis else ()
    if len(lines) > MOST_LINES:
        raise TooManyNames(len(lines))
    contents = Contents(statement, grid, lines)
    profile = profile_on(work, work.today)
    visible = VisibleReport(
        profile.superior_line,
        profile.issuing_lines,
        report.title,
        _remarks(report, statement),
        grid,
    )
    sealing = Sealing(package_key(work), order.password)
    packed = embed(write_visible(visible), partial(seal_copy, contents, sealing, cost=order.cost))
    work.record(
        PACKED,
        report,
        title=report.title,
        serial=statement.serial,
        names=basis or None,
        size=len(packed),
    )
    return packed


# Looks


def package_name(work: Work, report_id: int) -> str:
    """Propose a file name: "yen-thinh-nam-2026.rdgoi"."""
    report = work.session.get_one(Report, report_id)
    place = profile_on(work, work.today)
    name = place.province_name if is_upper_office(work) else place.commune_name
    title = fold(report.title).removeprefix("bao cao ")
    supplement = f" bo sung {report.serial}" if report.serial else ""
    return f"{slug(f'{name} {title}{supplement}')}{SUFFIX}"


def slug(text: str) -> str:
    return _NOT_PLAIN.sub("-", fold(text)).strip("-")


def known_by(card: str, name: str, birth: str) -> str:
    """Say by what a person is the same in two units: the card's number, else name and birth."""
    return card or (f"{fold(name)}|{birth}" if birth else "")


def _statement(work: Work, report: Report, grid: ReportGrid, basis: str) -> Statement:
    profile = profile_on(work, work.today)
    is_province = is_upper_office(work)
    level = OfficeLevel.PROVINCE if is_province else OfficeLevel.COMMUNE
    return Statement(
        profile.province_code if is_province else profile.commune_code,
        profile.province_name if is_province else profile.commune_full_name,
        level.value,
        grid.layout_key,
        layout_print([(row.key, row.code, row.part) for row in grid.rows]),
        report.period.value,
        report.year,
        report.ordinal,
        report.rule.value,
        Window(report.from_on, report.until_on),
        report.title,
        1 + _packed_before(work, report),
        report.frozen_at or work.now,
        VERSION,
        report.is_zero,
        basis,
    )


def _packed_before(work: Work, report: Report) -> int:
    """Count the packages already made for this layout and these days."""
    same = select(Report.id).filter_by(
        layout_key=report.layout_key, from_on=report.from_on, until_on=report.until_on
    )
    subjects = [f"{Report.__tablename__}:{each}" for each in work.session.scalars(same)]
    found = select(func.count()).select_from(AuditEntry).filter(AuditEntry.act == PACKED)
    return work.session.scalar(found.filter(AuditEntry.subject.in_(subjects))) or 0


def _remarks(report: Report, statement: Statement) -> tuple[str, ...]:
    closed = f"{statement.made_at:%H:%M %d/%m/%Y}"
    told = [f"{statement.office_name}, chốt số liệu lúc {closed}, gói lần {statement.serial}."]
    if report.is_zero:
        told.append("Không phát sinh trong kỳ.")
    if report.serial:
        told.append(f"Báo cáo bổ sung lần {report.serial}.")
    told += [f"Biết khi chốt: {problem}" for problem in report.problems or ()]
    return tuple(told)


def _lines(work: Work, report: Report) -> Sequence[MemberLine]:
    members = work.session.scalars(
        select(ReportMember).filter_by(report_id=report.id).order_by(ReportMember.id)
    ).all()
    if is_upper_office(work):
        return _behind_units(work, report, members)
    known = _known(work, {each.person for each in members if each.person is not None})
    return [
        (
            each.figure,
            known.get(each.person, "") if each.person is not None else "",
            each.name,
            each.birth_year,
            each.reason,
            each.on.isoformat() if each.on else None,
            each.amount,
        )
        for each in members
    ]


def _behind_units(
    work: Work, report: Report, units: Sequence[ReportMember]
) -> Sequence[MemberLine]:
    """Name who is behind the sums; consolidation knows packages, so it is known by name alone."""
    behind = import_module("rehabdesk.services.consolidation.outgoing")
    lines: Sequence[MemberLine] = behind.lines_of_units(work, report, units)
    return lines


def _known(work: Work, persons: set[int]) -> dict[int, str]:
    """Return by what each person is known elsewhere; who has left the records is not."""
    found: dict[int, str] = {}
    numbers = sorted(persons)
    for begin in range(0, len(numbers), _ASKED_AT_ONCE):
        some = numbers[begin : begin + _ASKED_AT_ONCE]
        numbered = (
            select(IdentityPaper.person_id, IdentityPaper.number)
            .filter(IdentityPaper.person_id.in_(some), IdentityPaper.kind.in_(_CARDS))
            .order_by(IdentityPaper.id)
        )
        cards = {line.person_id: line.number for line in work.session.execute(numbered)}
        named = select(Person.id, Person.full_name, Person.birth).filter(Person.id.in_(some))
        for number, name, birth in work.session.execute(named):
            found[number] = known_by(cards.get(number, ""), name, birth or "")
    return found
