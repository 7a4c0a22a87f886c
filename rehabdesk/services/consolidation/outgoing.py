"""What leaves of the totals: rows by units, the list of who has not sent, names behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import MemberKind, PackageState
from rehabdesk.domain.text import upper, word_order
from rehabdesk.persistence.packages.upward.contents import MemberLine, day_or_none
from rehabdesk.persistence.packages.upward.sealed_copy import read_packed
from rehabdesk.services.consolidation.clashes import read_clashes, who_is_left_out
from rehabdesk.services.consolidation.packages import grid_of, packages_of
from rehabdesk.services.consolidation.standing import read_standing
from rehabdesk.services.consolidation.totals import read_totals
from rehabdesk.services.consolidation.units import bare_name
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.lists.leaving import LeavingColumn, LeavingList, export_rows, print_rows
from rehabdesk.services.office import Work
from rehabdesk.services.reports.closing.rows import asked_of
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.secrecy.names import Names

_WORDS, _UNIT, _FIGURE = 330, 70, 90  # pixels


class NothingToAdd(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa nhận gói nào của kỳ này nên chưa có gì để xuất. Bấm Nhận gói trước.")


class EverybodyHasSent(Refusal):
    def __init__(self) -> None:
        super().__init__("Các đơn vị đã gửi đủ, không còn ai để in vào danh sách.")


# Acts


def export_totals(work: Work, asked: ReportAsked) -> ExportedFile:
    """Make the workbook of all rows by all units, with the sums in front."""
    work.require(Right.CONSOLIDATE)
    totals = read_totals(work, asked)
    kept = packages_of(work, asked.layout_key, asked.period.window, PackageState.ACCEPTED)
    if not kept:
        raise NothingToAdd
    kept = sorted(kept, key=lambda each: word_order(bare_name(each.unit_name)))
    grids = [{row.key: row for row in grid_of(each).rows} for each in kept]
    rows = []
    for row in totals.rows:
        theirs = [grid.get(row.key) for grid in grids]
        told = [each.now.words if each is not None and each.now else "" for each in theirs]
        rows.append((row.number, row.name, row.unit, row.now.words if row.now else "", *told))
    columns = (
        LeavingColumn("Số", 50),
        LeavingColumn("Nội dung", _WORDS),
        LeavingColumn("ĐVT", _UNIT),
        LeavingColumn("Tổng cộng", _FIGURE, is_number=True),
        *(LeavingColumn(each.unit_name, _FIGURE, is_number=True) for each in kept),
    )
    notes = " ".join(totals.notes[-3:])
    return export_rows(
        work,
        LeavingList(
            "totals",
            f"BẢNG TỔNG HỢP\n{totals.title}",
            columns,
            tuple(rows),
            told=f"số liệu {asked.period.window.words}. {notes}".strip(),
        ),
    )


def print_missing(work: Work, asked: ReportAsked) -> PrintedList:
    """Make the list of units that have not sent, to be signed and sent to them."""
    work.require(Right.CONSOLIDATE)
    standing = read_standing(work, asked)
    if not standing.missing:
        raise EverybodyHasSent
    columns = (
        LeavingColumn("Đơn vị", _WORDS),
        LeavingColumn("Trạng thái", 120),
        LeavingColumn("Đúng hạn", 120),
        LeavingColumn("Liên hệ", 240),
    )
    rows = tuple(
        (row.name, row.state_words, row.time_words, row.contact) for row in standing.missing
    )
    due = f"hạn gửi {standing.due_on:%d/%m/%Y}" if standing.due_on else ""
    title = f"DANH SÁCH ĐƠN VỊ CHƯA GỬI\n{upper(standing.title[:1])}{standing.title[1:]}"
    return print_rows(
        work, LeavingList("missing_units", title, columns, rows, told=due, has_signers=True)
    )


def open_names_behind(work: Work, package_id: int, row_key: str) -> list[Member]:
    """Open the names in a package, and leave the line that says who did."""
    package = work.session.get_one(ReceivedPackage, package_id)
    row = grid_of(package).row(row_key)
    told = f"{package.unit_name}: {row.name} ({package.title})"
    work.record("figure.opened", package, code=row.code, figure=told)
    return names_behind(work, package_id, row_key)


# Looks


def lines_of_units(work: Work, report: Report, units: Sequence[ReportMember]) -> list[MemberLine]:
    """Name whom the figures of units are of, for whom the sum of them is sent to.

    Who was settled to count elsewhere is left out here too. A unit that sent no names stands
    itself for what it told.
    """
    left = who_is_left_out(read_clashes(work, asked_of(report)))
    packages = _packages_behind(work, units)
    named: dict[int, dict[str, list[MemberLine]]] = {}
    found: list[MemberLine] = []
    for each in units:
        package = packages.get(each.record_id)
        if package is None or package.members is None:
            day = each.on.isoformat() if each.on else None
            found.append((each.figure, "", each.name, None, each.reason, day, each.amount))
            continue
        if package.id not in named:
            named[package.id] = _by_figure(package)
        unit_id = package.unit_id or 0
        found += [
            line
            for line in named[package.id].get(each.figure, ())
            if (unit_id, each.figure, line[1]) not in left
        ]
    return found


def _packages_behind(work: Work, units: Sequence[ReportMember]) -> Mapping[int, ReceivedPackage]:
    wanted = sorted({each.record_id for each in units})
    kept = select(ReceivedPackage).where(ReceivedPackage.id.in_(wanted))
    return {each.id: each for each in work.session.scalars(kept)}


def _by_figure(package: ReceivedPackage) -> dict[str, list[MemberLine]]:
    """Read the lines of a package, each with the unit it comes from."""
    found: dict[str, list[MemberLine]] = defaultdict(list)
    for figure, known_by, name, year, reason, day, amount in read_packed(
        package.members or b""
    ).lines():
        told = f"{package.unit_name}: {reason}"
        found[figure].append((figure, known_by, name, year, told, day, amount))
    return found


def names_behind(work: Work, package_id: int, row_key: str) -> list[Member]:
    """Return whom a figure of a package is of, where names came."""
    work.require(Right.CONSOLIDATE)
    names = Names(work)
    packed = work.session.get_one(ReceivedPackage, package_id).members
    lines = read_packed(packed).lines() if packed is not None else ()
    return [
        Member(
            MemberKind.PERSON,
            number,
            names.of(None, name, birth_year),
            reason,
            day_or_none(day),
            birth_year=birth_year,
            amount=amount,
        )
        for number, (figure, _, name, birth_year, reason, day, amount) in enumerate(lines, 1)
        if figure == row_key
    ]
