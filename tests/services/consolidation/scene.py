"""A province office and the packages its units send, made without an office for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial

from rehabdesk.catalog.reporting.layouts import load_layouts
from rehabdesk.documents.packages.visible import VisibleReport, write_visible
from rehabdesk.domain.reports.codes import PeriodKind, WindowRule
from rehabdesk.domain.reports.grid import GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole, Layout
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.domain.reports.values import Value
from rehabdesk.persistence.packages.upward.contents import (
    Contents,
    MemberLine,
    Sealing,
    Statement,
    layout_print,
)
from rehabdesk.persistence.packages.upward.embedding import embed
from rehabdesk.persistence.packages.upward.sealed_copy import seal_copy
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.consolidation.opening import Incoming, take_bytes
from rehabdesk.services.consolidation.orders import Outcome, ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.consolidation.units import UnitFacts, add_units
from rehabdesk.services.founding import upper_profile
from rehabdesk.services.office import Office
from rehabdesk.services.offices import add_profile
from rehabdesk.services.reports.reading import ReportAsked
from tests.builders import RESOURCES

LAYOUT = "bao-cao-chung"
YEAR = ReportPeriod(PeriodKind.YEAR, 2026)
ASKED = ReportAsked(LAYOUT, YEAR)
CLOSED = datetime(2026, 12, 15, 9, 30)
CHEAP = Cost(8, 1, 1)
PASSWORD = "thuyền-lá-bàng-sông"
EVEN = {"S01": 11, "S02": 5, "S06": 3, "S07": 2, "S08": 3, "S09": 1, "S11": 13}


@dataclass(frozen=True)
class Sender:
    """A unit as it sends: every value can be made otherwise by `replace`."""

    number: int
    name: str
    values: Mapping[str, int]
    members: Sequence[MemberLine] = ()
    period: ReportPeriod = YEAR
    made_at: datetime = CLOSED
    serial: int = 1
    is_zero: bool = False
    code: str = ""
    key: str = ""
    layout: str = LAYOUT

    @property
    def secret(self) -> str:
        return self.key or f"{self.number:064x}"

    @property
    def file_name(self) -> str:
        return f"{self.name.split(' ', 1)[1].lower().replace(' ', '-')}-nam-2026.rdgoi"


def a_sender(number: int, name: str = "", **values: int) -> Sender:
    return Sender(number, name or f"Xã Số {number}", EVEN | values)


def the_grid(sender: Sender) -> ReportGrid:
    rows = tuple(
        GridRow(
            row.key,
            row.number,
            row.words,
            row.code,
            row.code and "người",
            part=row.part,
            values={ColumnRole.NOW: Value(value)} if row.code else {},
            words={ColumnRole.NOW: str(value)} if row.code else {},
        )
        for row in the_layout().rows
        for value in [0 if row.breakdown else sender.values.get(row.code, 0)]
    )
    window = sender.period.window
    columns = (GridColumn(ColumnRole.NOW, "Năm 2026"),)
    return ReportGrid(sender.layout, "Báo cáo năm", "BÁO CÁO", window, None, columns, rows)


@cache
def the_layout() -> Layout:
    return next(each for each in load_layouts(RESOURCES.folder) if each.key == LAYOUT)


@cache
def row_keys() -> Mapping[str, str]:
    """Return under which key each code stands in the layout delivered."""
    return {row.code: row.key for row in the_layout().rows if row.code and row.breakdown is None}


def the_package(sender: Sender) -> bytes:
    grid = the_grid(sender)
    basis = "Quyết định số 12/QĐ-UBND" if sender.members else ""
    statement = Statement(
        sender.code or f"{9000 + sender.number:05}",
        sender.name,
        "commune",
        sender.layout,
        layout_print([(row.key, row.code, row.part) for row in grid.rows]),
        sender.period.kind.value,
        sender.period.year,
        sender.period.ordinal,
        WindowRule.ND09.value,
        sender.period.window,
        f"Báo cáo {sender.period.words}",
        sender.serial,
        sender.made_at,
        "1.0",
        sender.is_zero,
        basis,
    )
    contents = Contents(statement, grid, sender.members)
    seal = partial(seal_copy, contents, Sealing(sender.secret, PASSWORD), cost=CHEAP)
    return embed(_visible(tuple(sorted(sender.values.items()))), seal)


@cache
def _plain(told: str) -> bytes:
    del told
    return b""


@cache
def _visible(values: tuple[tuple[str, int], ...]) -> bytes:
    """Write a workbook once for all who have the same figures: it costs more than all else."""
    grid = the_grid(Sender(0, "Xã Mẫu", dict(values)))
    return write_visible(VisibleReport("", ("ỦY BAN NHÂN DÂN",), "Báo cáo năm 2026", (), grid))


def the_file(sender: Sender, *passwords: str) -> Incoming:
    return take_bytes(sender.file_name, the_package(sender), passwords)


def a_member(
    code: str, card: str, name: str = "Mai Xuân Nam", on: date | None = None
) -> MemberLine:
    day = on.isoformat() if on else None
    return (row_keys()[code], card, name, 1992, "đang quản lý", day, 1)


def an_upper_office(office: Office, *senders: Sender) -> Office:
    """Make the office one of a province that knows these units."""
    office.do(partial(add_profile, facts=upper_profile(("099", "tỉnh Hòa Sơn"), date(2025, 7, 1))))
    office.do(
        partial(add_units, units=[UnitFacts(f"{9000 + s.number:05}", s.name) for s in senders])
    )
    return office


def receive(
    office: Office, *files: Incoming, on: date = date(2026, 12, 16), asked: ReportAsked = ASKED
) -> dict[str, Outcome]:
    """Take files in on a day; the outcomes by unit, or by file where the unit is not known."""
    order = ReceiveOrder(asked, files, on)
    outcomes = office.do(partial(receive_packages, order=order)).result
    return {each.unit_name: each for each in outcomes}


def later(sender: Sender, hours: int = 1, **values: int) -> Sender:
    made_at = sender.made_at + timedelta(hours=hours)
    return replace(
        sender, serial=sender.serial + 1, made_at=made_at, values={**sender.values, **values}
    )
