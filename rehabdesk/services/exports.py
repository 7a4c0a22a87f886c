"""Lists of persons that leave the office: to Excel for the superior authority, or on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.domain.codes import EpisodeKind, RehabForm, Right, Sex
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import count, prose_date
from rehabdesk.persistence.faults import EXPORTING, translated
from rehabdesk.persistence.places import write_whole
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.people.files import PersonRow, list_persons, list_persons_by_id

_AFTER = "DANH SÁCH\nNgười bị quản lý sau cai nghiện ma túy tại nơi cư trú"
_EVERYBODY = (
    "DANH SÁCH\nNgười cai nghiện ma túy và người bị quản lý sau cai nghiện ma túy tại nơi cư trú"
)
_AFTER_KINDS = {EpisodeKind.POST_REHAB}
_DECISION = "Quyết định quản lý sau cai"
_TERM = "Thời hạn quản lý"

COLUMNS = (
    Column("STT", 6, ColumnKind.COUNT),
    Column("Họ và tên", 24),
    Column("Năm sinh", 9, ColumnKind.CODE),
    Column("Giới tính", 8),
    Column("Số giấy tờ", 15, ColumnKind.CODE),
    Column("Nơi cư trú (thôn, tổ)", 18),
    Column("Hình thức cai nghiện đã hoàn thành", 28),
    Column("Ngày hoàn thành", 12, ColumnKind.DATE),
    Column("Số", 15, ColumnKind.CODE, _DECISION),
    Column("Ngày", 12, ColumnKind.DATE, _DECISION),
    Column("Từ ngày", 12, ColumnKind.DATE, _TERM),
    Column("Đến ngày", 12, ColumnKind.DATE, _TERM),
    Column("Người, đơn vị được phân công", 24),
    Column("Tình trạng", 18),
    Column("Ghi chú", 12),
)


class PurposeRequired(Refusal):
    field = "purpose"

    def __init__(self) -> None:
        super().__init__("Ghi mục đích trước khi in hoặc xuất danh sách có tên người.")


class NobodyInList(Refusal):
    def __init__(self) -> None:
        super().__init__("Danh sách không có ai. Bỏ bớt điều kiện lọc rồi làm lại.")


@dataclass(frozen=True, slots=True)
class ExportList:
    """Whom to list, in this order; `title_words` says the filter, `as_of` the day."""

    person_ids: tuple[int, ...]
    purpose: str
    title_words: str
    as_of: date


@dataclass(frozen=True, slots=True)
class ExportedFile:
    name: str
    content: bytes
    count: int


@dataclass(frozen=True, slots=True)
class PrintedList:
    name: str
    content: bytes
    count: int


# Acts


def export_list(work: Work, order: ExportList) -> ExportedFile:
    """Make the workbook for the superior authority; who, why and how many is recorded."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.xlsx import write_list

    official, listed = _official(work, order)
    fonts.register(work.resources.fonts)  # lines are broken by the width of letters
    content = write_list(official)
    work.record("list.exported", None, count=listed, purpose=clean(order.purpose), kind="xlsx")
    return ExportedFile(f"Danh sách quản lý sau cai {order.as_of:%Y-%m-%d}.xlsx", content, listed)


def print_list(work: Work, order: ExportList) -> PrintedList:
    """Make the same list as pages to print."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    official, listed = _official(work, order)
    fonts.register(work.resources.fonts)
    content = draw_listing(official, practice=work.resources.is_practice)
    work.record("list.printed", None, count=listed, purpose=clean(order.purpose), kind="pdf")
    return PrintedList(f"Danh sách quản lý sau cai {order.as_of:%Y-%m-%d}.pdf", content, listed)


# Looks


def followed_ids(work: Work) -> tuple[int, ...]:
    """Return everybody under management today, in name order."""
    return tuple(row.id for row in list_persons(work) if row.is_followed)


def save_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; needs no records."""
    with translated(EXPORTING, path):
        write_whole(path, content)


def _official(work: Work, order: ExportList) -> tuple[OfficialList, int]:
    work.require(Right.EXPORT_LISTS)
    if not clean(order.purpose):
        raise PurposeRequired
    persons = list_persons_by_id(work, order.person_ids)
    shown = [row for row in persons if not row.is_left_out_of_lists]
    if not shown:
        raise NobodyInList
    profile = profile_on(work, order.as_of)
    details = _details(work)
    rows = [_values(number, row, details.get(row.id)) for number, row in enumerate(shown, start=1)]
    hidden = len(persons) - len(shown)
    notes = ["LƯU HÀNH NỘI BỘ"] + ([f"{hidden} người không in theo yêu cầu"] if hidden else [])
    head = f"TRƯỞNG {upper(profile.drafting_unit_name)}"
    day = prose_date(order.as_of)
    official = OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {day}",
        _AFTER if all(row.episode_kind in _AFTER_KINDS for row in shown) else _EVERYBODY,
        COLUMNS,
        tuple(rows),
        f"(Tính đến {day}{'; ' + order.title_words if order.title_words else ''})",
        tuple(notes),
        _total(shown, details),
        (Signer("NGƯỜI LẬP BẢNG", name=work.actor.name), Signer(head)),
    )
    return official, len(shown)


def _values(number: int, row: PersonRow, detail: Any) -> tuple[Value, ...]:
    form: RehabForm | None = detail.rehab_form if detail else None
    decision: Decision | None = detail.Decision if detail else None
    helper = f"{row.helper} (chờ số)" if row.awaits_number else row.helper
    return (
        number,
        row.full_name,
        str(row.birth_year) if row.birth_year else "",
        row.sex.label if row.sex else "",
        row.id_number,
        row.hamlet,
        form.label if form else "",
        detail.completes_on if detail else None,
        decision.full_number if decision else "",
        decision.document_date if decision else None,
        row.term_start,
        row.term_end,
        helper,
        row.state.label,
        "",
    )


def _details(work: Work) -> dict[int, Any]:
    rows = work.session.execute(
        select(
            Standing.person_id,
            Episode.rehab_form,
            Episode.completes_on,
            Episode.term_start,
            Episode.term_end,
            Decision,
        )
        .join(Standing.episode)
        .outerjoin(Decision, Decision.id == Episode.decided_by_id)
        .where(Standing.is_current)
    )
    return {row.person_id: row for row in rows}


def _total(rows: Sequence[PersonRow], details: Mapping[int, Any]) -> str:
    """Say how many, by sex and by the length of the term decided, as the list's last line does."""
    sexes = Counter(row.sex for row in rows)
    terms = [details[row.id] for row in rows if row.id in details]
    years = Counter(
        term.term_end.year - term.term_start.year
        for term in terms
        if term.term_start and term.term_end
    )
    return (
        f"Tổng số: {count(len(rows))} người (nam {count(sexes[Sex.MALE])}, "
        f"nữ {count(sexes[Sex.FEMALE])}; thời hạn 01 năm {count(years[1])}, "
        f"02 năm {count(years[2])})"
    )
