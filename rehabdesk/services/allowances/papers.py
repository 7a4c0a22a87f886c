"""The list as it is signed: on paper with room for every hand, and as a workbook."""

from __future__ import annotations

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.teamwork.allowances import ABSENT
from rehabdesk.domain.teamwork.codes import AllowanceKind, AllowanceState
from rehabdesk.domain.wording import prose_date, thousands
from rehabdesk.services.allowances.computing import ListKey, PayLine
from rehabdesk.services.allowances.lists import MonthList, NobodyToPay, read_list
from rehabdesk.services.allowances.terms import factor_words, signers_of
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

SIGNING_ROOM = 26.0  # points
_COLUMNS = (
    Column("STT", 5, ColumnKind.COUNT),
    Column("Họ và tên", 22),
    Column("Vai trò", 12),
    Column("Hệ số", 7, ColumnKind.CODE),
    Column("Mức lương cơ sở (đồng)", 12, ColumnKind.COUNT),
    Column("Số tiền (đồng)", 12, ColumnKind.COUNT),
    Column("Ký nhận", 16),
)
_NOTES = Column("Ghi chú", 18)
_PLAIN = "Đủ tháng."  # nothing to be explained
_TITLES = {
    AllowanceKind.TEAM: "BẢNG CHI HỖ TRỢ HẰNG THÁNG",
    AllowanceKind.HELPERS: "BẢNG CHI THÙ LAO HẰNG THÁNG",
}
_HELPERS = (
    "Người được giao tư vấn tâm lý, xã hội, quản lý, hỗ trợ người cai nghiện, "
    "người bị quản lý sau cai nghiện ma túy"
)


# Acts


def print_allowances(work: Work, key: ListKey) -> PrintedList:
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    shown = _to_leave(work, key)
    fonts.register(work.resources.fonts)
    content = draw_listing(_official(work, shown), practice=work.resources.is_practice)
    _note(work, "allowance.printed", shown)
    return PrintedList(_name(shown, "pdf"), content, len(shown.lines))


def export_allowances(work: Work, key: ListKey) -> ExportedFile:
    from rehabdesk.documents import fonts
    from rehabdesk.documents.xlsx import write_list

    shown = _to_leave(work, key)
    fonts.register(work.resources.fonts)
    content = write_list(_official(work, shown))
    _note(work, "allowance.exported", shown)
    return ExportedFile(_name(shown, "xlsx"), content, len(shown.lines))


def _to_leave(work: Work, key: ListKey) -> MonthList:
    work.require(Right.EXPORT_LISTS)
    shown = read_list(work, key)
    if not shown.lines:
        raise NobodyToPay
    return shown


def _note(work: Work, act: str, shown: MonthList) -> None:
    work.record(act, None, month=shown.key.month.words, count=len(shown.lines), total=shown.total)


def _official(work: Work, shown: MonthList) -> OfficialList:
    day = shown.signed_on or work.today
    profile = profile_on(work, day)
    whose = _whose(work, shown.key)
    rows: list[tuple[Value, ...]] = [
        _row(number, line, shown) for number, line in enumerate(shown.lines, start=1)
    ]
    rows.append((None, "Tổng cộng", "", "", None, shown.total, "", ""))
    has_notes = any(row[-1] for row in rows)
    columns = (*_COLUMNS, _NOTES) if has_notes else _COLUMNS
    is_draft = shown.state is AllowanceState.DRAFT
    dated = prose_date(day) if not is_draft else f"ngày … tháng … năm {day.year}"
    return OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {dated}",
        f"{_TITLES[shown.key.kind]}\n{whose}",
        columns,
        tuple(row[: len(columns)] for row in rows),
        f"Tháng {shown.key.month.words}",
        (f"(Căn cứ {shown.basis})",) if shown.basis else (),
        f"Tổng số tiền: {thousands(shown.total)} đồng. Bằng chữ: {shown.words}.",
        tuple(Signer(title) for title in signers_of(work)),
        SIGNING_ROOM,
        is_wide=False,
    )


def _row(number: int, line: PayLine, shown: MonthList) -> tuple[Value, ...]:
    return (
        number,
        line.full_name,
        line.role,
        factor_words(line.factor),
        shown.base_salary,
        line.amount,
        "",
        note_of(line.reason),
    )


def note_of(reason: str) -> str:
    """Say on paper how the amount came about; what is only to be looked at stays on the page."""
    told = reason.removesuffix(ABSENT).strip()
    return "" if told == _PLAIN else told


def _whose(work: Work, key: ListKey) -> str:
    if key.team_id is None:
        return _HELPERS
    return work.session.get_one(VolunteerTeam, key.team_id).name


def _name(shown: MonthList, kind: str) -> str:
    title = _TITLES[shown.key.kind].capitalize()
    return f"{title} {shown.key.month.first:%Y-%m}.{kind}"
