"""The month sheet leaves the office: as it stands, empty for signatures, or as a workbook (F66)."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.exports import ExportedFile, NobodyInList, PrintedList, PurposeRequired
from rehabdesk.services.month_grid.reading import read_month
from rehabdesk.services.month_grid.sheet import (
    MonthSheet,
    SessionColumn,
    Subject,
    WalkIn,
    proposed,
)
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

TICK = "x"
OUTSIDE = "Ngoài đội"
SPARE_LINES = 4  # for who comes from outside, on a sheet to be signed
SIGNED_HEIGHT = 25.0  # points: room for a signature
_WHO = (Column("STT", 5, ColumnKind.COUNT), Column("Họ và tên", 22))
_ROLE, _HAMLET = Column("Vai trò", 13), Column("Thôn", 17)


class SheetShape(Coded):
    AS_IT_STANDS = "as_it_stands", "Bảng tháng như đang có"
    SIGN_MONTH = "sign_month", "Bảng điểm danh để ký, các buổi trong tháng"
    SIGN_SESSION = "sign_session", "Bảng điểm danh để ký, riêng buổi"


class NoSessions(Refusal):
    def __init__(self) -> None:
        super().__init__("Tháng này chưa có buổi nào để điểm danh. Thêm buổi rồi in.")


@dataclass(frozen=True, slots=True)
class LeavingMonth:
    team_id: int
    month: Month
    shape: SheetShape = SheetShape.AS_IT_STANDS
    purpose: str = ""
    session_id: int | None = None  # of a sheet for one occasion
    has_signers: bool = False


# Acts


def print_month(work: Work, order: LeavingMonth) -> PrintedList:
    """Draw the sheet in the shape asked for."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    sheet = _sheet(work, order)
    official = _official(work, order, sheet)
    fonts.register(work.resources.fonts)
    content = draw_listing(official, practice=work.resources.is_practice)
    count = len(sheet.members)
    _record(work, "month_grid.printed", order, count)
    return PrintedList(_name(order, "pdf"), content, count)


def export_month(work: Work, order: LeavingMonth) -> ExportedFile:
    """Make the workbook of the sheet as it stands; its numbers can be counted with."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.xlsx import write_list

    sheet = _sheet(work, order)
    fonts.register(work.resources.fonts)
    content = write_list(_official(work, order, sheet))
    count = len(sheet.members) + len(sheet.walk_ins)
    _record(work, "month_grid.exported", order, count)
    return ExportedFile(_name(order, "xlsx"), content, count)


# What becomes of it


def _sheet(work: Work, order: LeavingMonth) -> MonthSheet:
    work.require(Right.EXPORT_LISTS)
    if not clean(order.purpose):
        raise PurposeRequired
    sheet = read_month(work, order.team_id, order.month)
    if not sheet.members:
        raise NobodyInList
    return sheet


def _record(work: Work, act: str, order: LeavingMonth, count: int) -> None:
    work.record(
        act,
        None,
        count=count,
        month=order.month.words,
        shape=order.shape.label,
        purpose=clean(order.purpose),
    )


def _official(work: Work, order: LeavingMonth, sheet: MonthSheet) -> OfficialList:
    profile, day = profile_on(work, work.today), prose_date(work.today)
    title, columns, rows = _table(order, sheet)
    head = f"TRƯỞNG {upper(profile.drafting_unit_name)}"
    signers = (Signer("NGƯỜI LẬP BẢNG", name=work.actor.name), Signer("ĐỘI TRƯỞNG"), Signer(head))
    is_signed = order.has_signers or order.shape is not SheetShape.AS_IT_STANDS
    return OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {day}",
        f"{title}\n{sheet.team}",
        columns,
        rows,
        _period(order, sheet),
        (),
        "" if order.shape is SheetShape.AS_IT_STANDS else f"Có mặt: ……/{len(sheet.members)} người",
        signers if is_signed else (),
        least_height=0.0 if order.shape is SheetShape.AS_IT_STANDS else SIGNED_HEIGHT,
        is_wide=order.shape is not SheetShape.SIGN_SESSION,
    )


Table = tuple[str, tuple[Column, ...], tuple[tuple[Value, ...], ...]]


def _table(order: LeavingMonth, sheet: MonthSheet) -> Table:
    if order.shape is SheetShape.AS_IT_STANDS:
        return _as_it_stands(sheet)
    if not sheet.sessions:
        raise NoSessions
    if order.shape is SheetShape.SIGN_MONTH:
        return _to_sign(sheet)
    return _to_sign_once(sheet)


def _period(order: LeavingMonth, sheet: MonthSheet) -> str:
    session = next((s for s in sheet.sessions if s.activity_id == order.session_id), None)
    if order.shape is SheetShape.SIGN_SESSION and session is not None:
        place = f", {session.place}" if session.place else ""
        return f"({session.name} ngày {session.on:%d/%m/%Y}{place})"
    return f"(Tháng {order.month.words})"


def _as_it_stands(sheet: MonthSheet) -> Table:
    columns = (
        *_WHO,
        _ROLE,
        _HAMLET,
        *(_head(each, ColumnKind.CODE) for each in sheet.sessions),
        Column("Số buổi có mặt", 7, ColumnKind.COUNT),
        *(Column(each.label, 7, ColumnKind.COUNT) for each in Counted),
    )
    subjects: list[tuple[Subject, str, str, str]] = [
        (each.volunteer_id, each.name, each.role.label, each.hamlet) for each in sheet.members
    ]
    subjects += [(each, each.name, OUTSIDE, each.unit) for each in sheet.walk_ins]
    rows = [
        (number, name, role, hamlet, *_cells(sheet, who))
        for number, (who, name, role, hamlet) in enumerate(subjects, start=1)
    ]
    present = [
        sum((who, each.activity_id) in sheet.cells for who, *_ in subjects)
        for each in sheet.sessions
    ]
    first = 4 + len(present)
    sums = [
        sum(value for row in rows if isinstance(value := row[at], int))
        for at in range(first, len(columns))
    ]
    total = (None, "Số người có mặt từng buổi", None, None, *(str(each) for each in present), *sums)
    return "BẢNG THEO DÕI HOẠT ĐỘNG", columns, (*rows, total)


def _cells(sheet: MonthSheet, who: Subject) -> tuple[Value, ...]:
    present = [each for each in sheet.sessions if (who, each.activity_id) in sheet.cells]
    ticks = [TICK if each in present else None for each in sheet.sessions]
    if isinstance(who, WalkIn):
        return (*ticks, len(present), *(None for _ in Counted))
    counts = []
    for column in Counted:
        typed = sheet.cells.get((who, column))
        counts.append(proposed(sheet, who, column, present) if typed is None else typed)
    return (*ticks, len(present), *counts)


def _to_sign(sheet: MonthSheet) -> Table:
    columns = (
        *_WHO,
        _ROLE,
        *(Column(_words(each), 13) for each in sheet.sessions),
    )
    blank = (None,) * len(sheet.sessions)
    rows: list[tuple[Value, ...]] = [
        (number, each.name, each.role.label, *blank)
        for number, each in enumerate(sheet.members, start=1)
    ]
    count = len(rows)
    rows += [(count + spare, None, None, *blank) for spare in range(1, SPARE_LINES + 1)]
    return "BẢNG ĐIỂM DANH", columns, tuple(rows)


def _to_sign_once(sheet: MonthSheet) -> Table:
    columns = (
        *_WHO,
        Column("Vai trò, đơn vị", 15),
        _HAMLET,
        Column("Ký tên", 20),
        Column("Ghi chú", 14),
    )
    rows: list[tuple[Value, ...]] = [
        (number, each.name, each.role.label, each.hamlet, None, None)
        for number, each in enumerate(sheet.members, start=1)
    ]
    count = len(rows)
    rows += [(count + spare, None, None, None, None, None) for spare in range(1, SPARE_LINES + 1)]
    return "BẢNG ĐIỂM DANH", columns, tuple(rows)


def _head(session: SessionColumn, kind: ColumnKind) -> Column:
    return Column(_words(session), 7, kind)


def _words(session: SessionColumn) -> str:
    is_cut = "." in session.short_name  # as "T.truyền", where the screen has no room
    return f"{session.on:%d/%m} {session.name if is_cut else session.short_name}"


def _name(order: LeavingMonth, kind: str) -> str:
    what = "Bảng tháng" if order.shape is SheetShape.AS_IT_STANDS else "Bảng điểm danh"
    return f"{what} {order.month.year}-{order.month.month:02}.{kind}"
