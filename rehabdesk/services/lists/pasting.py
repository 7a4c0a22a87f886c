"""Rows copied in Excel and pasted into a list of the office: looked at first, then taken whole."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.dates import DateUnreadable, PartialDate, read_date
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.decisions.numbering import NumberUnreadable, read_number
from rehabdesk.services.office import Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.volunteers import VolunteerFacts, add_volunteer

MOST = 2_000  # rows
HAMLET_HEADS = ("Thôn, tổ dân phố", "Xã cũ trước 01/07/2025")
VOLUNTEER_HEADS = ("Họ và tên", "Đơn vị", "Ở thôn", "Điện thoại")
NUMBER_HEADS = ("Liên quan đến", "Số", "Ngày văn bản")
Rows = tuple[tuple[str, ...], ...]


class TooManyRows(Refusal):
    def __init__(self, count: int) -> None:
        super().__init__(f"Dán {count} dòng là quá nhiều. Dán mỗi lần không quá {MOST} dòng.")


class NothingToTake(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Không có dòng nào nhận được. Xem cột Kết quả, sửa trong Excel rồi dán lại."
        )


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One row as it would be taken; `verdict` says what becomes of it."""

    number: int
    cells: tuple[str, ...]
    verdict: str
    is_taken: bool = True

    @property
    def id(self) -> int:
        return self.number


def read_pasted(text: str, heads: Sequence[str]) -> Rows:
    """Read what Excel puts on the clipboard; empty rows and a row of heads are left out."""
    found = []
    for row in csv.reader(StringIO(text.replace("\r\n", "\n")), delimiter="\t"):
        cells = [clean(cell) for cell in row[: len(heads)]]
        if any(cells):
            found.append((*cells, *("" for _ in range(len(heads) - len(cells)))))
    if found and _is_head(found[0], heads):
        found = found[1:]
    if len(found) > MOST:
        raise TooManyRows(len(found))
    return tuple(found)


def read_pasted_numbers(text: str) -> Rows:
    """Read names, numbers and days; of two columns the names are left to the order of papers."""
    rows = read_pasted(text, NUMBER_HEADS)
    if all(row[0][:1].isdigit() for row in rows):
        return tuple(("", row[0], row[1]) for row in rows)
    return rows


def _is_head(row: Sequence[str], heads: Sequence[str]) -> bool:
    known = {fold(head) for head in heads} | {"ten thon", "thon", "ho ten", "so", "ngay"}
    return fold(row[0]) in known


# Acts


def add_pasted_hamlets(work: Work, rows: Rows) -> int:
    """Add the hamlets that are new; return how many."""
    work.require(Right.KEEP_OFFICE)
    taken = [line for line in look_at_hamlets(work, rows) if line.is_taken]
    if not taken:
        raise NothingToTake
    for line in taken:
        add_hamlet(work, line.cells[0], line.cells[1])
    return len(taken)


def add_pasted_volunteers(work: Work, rows: Rows) -> int:
    """Add who is not in the list yet; return how many."""
    work.require(Right.KEEP_VOLUNTEERS)
    taken = [line for line in look_at_volunteers(work, rows) if line.is_taken]
    if not taken:
        raise NothingToTake
    hamlets, bodies = _hamlets(work), _bodies(work)
    for line in taken:
        name, body, hamlet, phone = line.cells
        facts = VolunteerFacts(
            name,
            post="" if fold(body) in bodies else body,
            organisation_id=bodies.get(fold(body)),
            hamlet_id=hamlets.get(fold(hamlet)),
            phone=phone,
        )
        add_volunteer(work, facts)
    return len(taken)


# Looks


def look_at_hamlets(work: Work, rows: Rows) -> tuple[PastedLine, ...]:
    known, lines = set(_hamlets(work)), []
    for number, cells in enumerate(rows, start=1):
        name = fold(cells[0])
        if not name:
            lines.append(PastedLine(number, cells, "Thiếu tên thôn, không nhận", is_taken=False))
        elif name in known:
            lines.append(PastedLine(number, cells, "Đã có, bỏ qua", is_taken=False))
        else:
            known.add(name)
            lines.append(PastedLine(number, cells, "Thêm mới"))
    return tuple(lines)


def look_at_volunteers(work: Work, rows: Rows) -> tuple[PastedLine, ...]:
    """Say of each row whether it is taken, and which of its words are not known here."""
    work.require(Right.READ_FILES)
    names = work.session.scalars(select(Volunteer.full_name))
    known, hamlets, bodies = {fold(name) for name in names}, _hamlets(work), _bodies(work)
    lines = []
    for number, cells in enumerate(rows, start=1):
        name, body, hamlet, _ = cells
        if not name:
            lines.append(PastedLine(number, cells, "Thiếu họ tên, không nhận", is_taken=False))
            continue
        if fold(name) in known:
            lines.append(PastedLine(number, cells, "Đã có người tên này, bỏ qua", is_taken=False))
            continue
        known |= {fold(name)}
        told = ["Thêm mới"]
        if hamlet and fold(hamlet) not in hamlets:
            told.append(f"thôn “{hamlet}” không có trong danh mục, để trống")
        if body and fold(body) not in bodies:
            told.append("đơn vị ghi vào chức vụ")
        lines.append(PastedLine(number, cells, "; ".join(told)))
    return tuple(lines)


def look_at_numbers(
    work: Work, rows: Rows, papers: Sequence[tuple[int, str]]
) -> tuple[PastedLine, ...]:
    """Lay pasted numbers beside the papers that wait: by the name, else in their order.

    What is taken has the number of its paper in `papers` as its last cell.
    """
    work.require(Right.READ_FILES)
    left = list(papers)
    lines = []
    for number, (who, typed, day) in enumerate(rows, start=1):
        paper = next((each for each in left if who and fold(each[1]) == fold(who)), None)
        if paper is None and not who:
            paper = next(iter(left), None)
        problem = _number_problem(work, typed, day) if paper else "Không có văn bản nào khớp"
        if paper is None or problem:
            verdict = f"{problem}, không nhận"
            lines.append(PastedLine(number, (who, typed, day, ""), verdict, is_taken=False))
            continue
        left.remove(paper)
        told = _day(work, day)
        cells = (paper[1], typed, told.text if told else "", str(paper[0]))
        lines.append(PastedLine(number, cells, "Điền vào ô"))
    return tuple(lines)


def _number_problem(work: Work, typed: str, day: str) -> str:
    try:
        read_number(typed)
    except NumberUnreadable:
        return "Số không đọc được"
    if day:
        try:
            found = _day(work, day)
        except DateUnreadable:
            return "Ngày không đọc được"
        if found is None or found.day is None:
            return "Ngày không đủ"
    return ""


def _day(work: Work, typed: str) -> PartialDate | None:
    return read_date(typed, work.today) if typed else None


def _hamlets(work: Work) -> dict[str, int]:
    return {fold(row.name): row.id for row in work.session.execute(select(Hamlet.id, Hamlet.name))}


def _bodies(work: Work) -> dict[str, int]:
    bodies = work.session.execute(select(Organisation.id, Organisation.name))
    return {fold(row.name): row.id for row in bodies}
