"""Who has nobody in charge, and by which decision everybody else has somebody: to be proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, CaseState, Right
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.assignments import Group, ManagedRow, list_managed
from rehabdesk.services.board_papers.plain import list_paper, word_file
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import ExportedFile, NobodyInList, PrintedList, PurposeRequired
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

COLUMNS = (
    Column("STT", 6, ColumnKind.COUNT),
    Column("Họ và tên", 24),
    Column("Năm sinh", 9, ColumnKind.CODE),
    Column("Thôn, tổ", 16),
    Column("Tình trạng", 20),
    Column("Người phụ trách", 24),
    Column("Số quyết định", 15, ColumnKind.CODE),
    Column("Ngày quyết định", 12, ColumnKind.DATE),
    Column("Chưa có từ ngày", 12, ColumnKind.DATE),
    Column("Lý do chưa có", 30),
)


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One managed person: with the decision that put somebody in charge, or why nobody is."""

    person_id: int
    full_name: str
    birth_year: int | None
    hamlet: str
    state: CaseState
    helper: str
    decision: str
    decided_on: date | None
    alone_since: date | None
    reason: str
    is_left_out: bool  # wishes not to stand in lists

    @property
    def is_alone(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Proof:
    """Whoever has nobody comes first. Decisions and persons are counted apart."""

    rows: tuple[ProofRow, ...]
    decisions: int
    helped: int
    alone: int
    awaiting: int
    today: date

    @property
    def sentence(self) -> str:
        waiting = f", {self.awaiting} người có giấy đang chờ số" if self.awaiting else ""
        return (
            f"{self.decisions} quyết định cho {self.helped} người, "
            f"còn {self.alone} người chưa có người phụ trách{waiting}"
        )


@dataclass(frozen=True, slots=True)
class _Past:
    """What the papers say of one person: the first decision in force, and the last that ended."""

    number: str = ""
    decided_on: date | None = None
    ended: str = ""


# Acts


def print_proof(work: Work, purpose: str) -> PrintedList:
    """Make the list as pages, dated; who printed it and why is recorded."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    official, count = _official(work, purpose)
    fonts.register(work.resources.fonts)
    content = draw_listing(official, practice=work.resources.is_practice)
    work.record("assignments.printed", None, count=count, purpose=clean(purpose), kind="pdf")
    return PrintedList(f"{_name(work)}.pdf", content, count)


def export_proof(work: Work, purpose: str) -> ExportedFile:
    from rehabdesk.documents import fonts
    from rehabdesk.documents.xlsx import write_list

    official, count = _official(work, purpose)
    fonts.register(work.resources.fonts)  # lines are broken by the width of letters
    content = write_list(official)
    work.record("assignments.exported", None, count=count, purpose=clean(purpose), kind="xlsx")
    return ExportedFile(f"{_name(work)}.xlsx", content, count)


def word_proof(work: Work, purpose: str) -> PrintedPaper:
    official, count = _official(work, purpose)
    work.record("assignments.exported", None, count=count, purpose=clean(purpose), kind="docx")
    return word_file(work, _name(work), [list_paper(official)])


# Looks


def read_proof(work: Work) -> Proof:
    managed = list_managed(work)
    ids = [row.person_id for row in managed]
    facts = {
        each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(ids)))
    }
    past = _past(work)
    in_force = _decisions_in_force(work, set(ids))
    rows = tuple(
        _row(row, facts[row.person_id], past.get(row.person_id, _Past())) for row in managed
    )
    groups = [row.group for row in managed]
    return Proof(
        rows,
        len(in_force),
        groups.count(Group.ASSIGNED),
        groups.count(Group.NOBODY),
        groups.count(Group.AWAITING),
        work.today,
    )


def _row(row: ManagedRow, person: Person, past: _Past) -> ProofRow:
    is_helped = row.group is Group.ASSIGNED
    year = PartialDate.parse_stored(person.birth).year if person.birth else None
    return ProofRow(
        row.person_id,
        row.full_name,
        year,
        row.hamlet,
        row.state,
        row.helper if is_helped else "",
        past.number if is_helped else "",
        past.decided_on if is_helped else None,
        None if is_helped else row.since,
        "" if is_helped else _reason(row, past),
        person.is_left_out_of_lists,
    )


def _reason(row: ManagedRow, past: _Past) -> str:
    if row.group is Group.AWAITING:
        return f"Giấy giao {row.helper} đang chờ ký, chờ số"
    if row.state is CaseState.PENDING_DECISION:
        return "Chưa có quyết định quản lý sau cai"
    if row.state is CaseState.POST_REHAB_MOVED_IN:
        return "Mới chuyển đến, chưa có quyết định phân công"
    return past.ended or "Chưa có quyết định phân công"


def _past(work: Work) -> dict[int, _Past]:
    """Return by person the decision behind whoever is in charge, or how the last one ended.

    Who answers first is who the board names: a helper before an organisation, then the earlier.
    """
    present: dict[int, _Past] = {}
    last: dict[int, Assignment] = {}
    rows = work.session.execute(
        select(Assignment, Decision)
        .join(Assignment.made_by)
        .where(Assignment.role.in_(IN_CHARGE))
        .order_by(Assignment.role != AssignmentRole.HELPER, Assignment.from_on, Assignment.id)
    )
    for each, made_by in rows:
        if each.until_on is None or each.until_on >= work.today:
            found = _Past(made_by.full_number, made_by.document_date)
            present.setdefault(each.person_id, found)
        elif each.person_id not in last or _left_on(last[each.person_id]) < each.until_on:
            last[each.person_id] = each
    ended = {person_id: _Past(ended=_ended(each)) for person_id, each in last.items()}
    return ended | present


def _left_on(each: Assignment) -> date:
    return each.until_on or date.max


def _ended(each: Assignment) -> str:
    who = each.volunteer.full_name if each.volunteer else ""
    name = who or (each.organisation.name if each.organisation else "")
    by = f"Quyết định {each.ended_by.full_number}" if each.ended_by else each.end_reason
    told = f"{name} thôi phụ trách ngày {each.until_on:%d/%m/%Y}"
    return f"{told}: {by}" if by else told


def _decisions_in_force(work: Work, person_ids: set[int]) -> set[int]:
    """Return the papers by which anybody managed has somebody in charge today."""
    rows = work.session.execute(
        select(Assignment.person_id, Assignment.made_by_id).where(
            Assignment.role.in_(IN_CHARGE),
            or_(Assignment.until_on.is_(None), Assignment.until_on >= work.today),
        )
    )
    return {row.made_by_id for row in rows if row.person_id in person_ids}


def _official(work: Work, purpose: str) -> tuple[OfficialList, int]:
    work.require(Right.EXPORT_LISTS)
    if not clean(purpose):
        raise PurposeRequired
    proof = read_proof(work)
    shown = [row for row in proof.rows if not row.is_left_out]
    if not shown:
        raise NobodyInList
    profile = profile_on(work, work.today)
    hidden = len(proof.rows) - len(shown)
    day = prose_date(work.today)
    official = OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {day}",
        "DANH SÁCH\nNgười được quản lý và người phụ trách",
        COLUMNS,
        tuple(_values(number, row) for number, row in enumerate(shown, start=1)),
        f"(Tính đến {day})",
        ("LƯU HÀNH NỘI BỘ", *([f"{hidden} người không in theo yêu cầu"] if hidden else [])),
        f"Cộng: {proof.sentence}.",
        (
            Signer("NGƯỜI LẬP BẢNG", name=work.actor.name),
            Signer(f"TRƯỞNG {upper(profile.drafting_unit_name)}"),
        ),
    )
    return official, len(shown)


def _values(number: int, row: ProofRow) -> tuple[Value, ...]:
    return (
        number,
        row.full_name,
        str(row.birth_year or ""),
        row.hamlet,
        row.state.label,
        row.helper,
        row.decision,
        row.decided_on,
        row.alone_since,
        row.reason,
    )


def _name(work: Work) -> str:
    return f"Người phụ trách, tính đến {work.today:%Y-%m-%d}"
