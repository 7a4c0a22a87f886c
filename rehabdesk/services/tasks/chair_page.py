"""The page for the chair: what is to be signed, who ends, what is late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Value
from rehabdesk.domain.codes import Right
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.exports import PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.tasks.task import SENSITIVE_KINDS, Pile, TaskKind
from rehabdesk.services.tasks.today import TaskRow, Today, read_today

_Last = Callable[[TaskRow], Value]
_TITLE = "TRANG TRÌNH CHỦ TỊCH\nViệc cai nghiện ma túy, quản lý sau cai nghiện ma túy"
_TO_SIGN = frozenset({TaskKind.UNSIGNED, TaskKind.DECIDE, TaskKind.ASSIGN, TaskKind.CERTIFY})
LONGEST = 120  # letters of a reason; all of it is with the task
_HEADS = (
    Column("STT", 5, ColumnKind.COUNT),
    Column("Việc", 29),
    Column("Người được quản lý", 27),
    Column("Hạn", 12, ColumnKind.DATE),
    Column("Tình trạng", 15),
)
_BASIS = Column("Văn bản, căn cứ", 17)
_END = Column("Hết thời hạn", 12, ColumnKind.DATE)
_WHY = Column("Lý do trễ", 17)


@dataclass(frozen=True, slots=True)
class ChairPage:
    name: str
    content: bytes
    count: int  # of the persons named


# Acts


def print_chair_page(work: Work, purpose: str) -> ChairPage:
    """Draw the page; who printed it, what for and how many names it has is recorded."""
    work.require(Right.EXPORT_LISTS)
    if not clean(purpose):
        raise PurposeRequired
    today = _without_sensitive(read_today(work))
    content = draw_chair_page(work, today)
    count = named(*_lists(today))
    work.record("chair_page.printed", None, count=count, purpose=clean(purpose), kind="pdf")
    return ChairPage(f"Trang trình Chủ tịch {work.today:%Y-%m-%d}.pdf", content, count)


# Looks


def draw_chair_page(work: Work, today: Today) -> bytes:
    """Draw one page, however much there is: what finds no room is counted under its list."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.lists.one_page import OnePage, Section, draw_one_page

    to_sign, ending = papers_to_sign(today), today.pile(Pile.ENDING)
    sections: tuple[Section, ...] = (
        Section(
            f"1. Văn bản cần ký: {len(to_sign)}",
            _table((*_HEADS, _BASIS), to_sign, _basis),
            "Không có văn bản nào cần ký trong 10 ngày làm việc tới.",
        ),
        Section(
            f"2. Người sắp hết hạn quản lý, trong 30 ngày làm việc: {len(ending)}",
            _table((*_HEADS, _END), ending, _end),
            "Không có ai.",
        ),
        Section(
            f"3. Việc quá hạn: {len(today.overdue)}",
            _table((*_HEADS, _WHY), today.overdue, _why),
            "Không có việc quá hạn.",
        ),
    )
    if unseen := today.pile(Pile.UNSEEN):
        title = f"4. Người chưa gặp quá {today.silent_after} ngày: {len(unseen)}"
        sections += (Section(title, _table((*_HEADS, _BASIS), unseen, _basis), ""),)
    fonts.register(work.resources.fonts)
    return draw_one_page(OnePage(_head(work), sections), practice=work.resources.is_practice)


def papers_to_sign(today: Today) -> tuple[TaskRow, ...]:
    """Return what waits for the chair's hand: printed already, late, or due within ten days."""
    near = {row.id for row in (*today.overdue, *today.coming)}
    return tuple(
        row
        for row in today.rows
        if row.task.kind in _TO_SIGN and (row.id in near or row.task.kind is TaskKind.UNSIGNED)
    )


def named(*lists: Iterable[TaskRow]) -> int:
    """Count the persons named."""
    return len({who for rows in lists for row in rows for who in row.task.person_ids})


def _lists(today: Today) -> tuple[tuple[TaskRow, ...], ...]:
    piles = today.pile(Pile.ENDING), today.overdue, today.pile(Pile.UNSEEN)
    return papers_to_sign(today), *piles


def count_named(work: Work) -> int:
    """Count the names before asking what the page is for."""
    today = _without_sensitive(read_today(work))
    return named(*_lists(today))


def _without_sensitive(today: Today) -> Today:
    """Leave out what only some may know: the page goes over other desks."""
    rows = tuple(row for row in today.rows if row.task.kind not in SENSITIVE_KINDS)
    return replace(today, rows=rows)


def _head(work: Work) -> OfficialList:
    profile, day = profile_on(work, work.today), prose_date(work.today)
    return OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {day}",
        _TITLE,
        (),
        (),
        f"(Tính đến {day}; người lập: {work.actor.name})",
        ("LƯU HÀNH NỘI BỘ",),
    )


def _table(columns: tuple[Column, ...], rows: Iterable[TaskRow], last: _Last) -> OfficialList:
    values = tuple(
        (
            number,
            row.task.title,
            _person(row),
            row.due.due_on,
            _state(row),
            last(row),
        )
        for number, row in enumerate(rows, start=1)
    )
    return OfficialList("", "", "", "", columns, values)


def _person(row: TaskRow) -> str:
    if len(row.task.concerns) != 1:
        return row.task.who
    [only] = row.task.concerns
    return f"{only.name}, {only.birth_year}" if only.birth_year else only.name


def _basis(row: TaskRow) -> Value:
    return row.task.basis


def _end(row: TaskRow) -> Value:
    return row.task.ends_on


def _why(row: TaskRow) -> Value:
    return _cut(row.note.late_reason) if row.note else ""


def _state(row: TaskRow) -> str:
    extension = row.note.extension if row.note else ""
    return f"{row.left.words} ({_cut(extension)})" if extension else row.left.words


def _cut(words: str) -> str:
    """Keep a long story from pushing other lines off the page; the dots say there is more."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
