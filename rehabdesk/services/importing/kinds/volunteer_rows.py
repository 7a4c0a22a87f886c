"""Rows about those who can be put in charge: checked against the list, then added to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.daily.importing import ImportBatch
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.text import digits_only, fold
from rehabdesk.services.importing.kinds.known import read_places
from rehabdesk.services.importing.kinds.organisations import Organisations, read_organisations
from rehabdesk.services.importing.kinds.person_rows import hamlet_of, problems_of
from rehabdesk.services.importing.kinds.verdicts import Verdict, doubt_bare_names
from rehabdesk.services.importing.kinds.writing_persons import Written
from rehabdesk.services.importing.orders import (
    AlikeTo,
    CheckRows,
    Level,
    Problem,
    RowAction,
    RowState,
)
from rehabdesk.services.importing.reading import read_rows
from rehabdesk.services.importing.rows import marks, snapshots
from rehabdesk.services.office import Work
from rehabdesk.services.volunteers import VolunteerFacts, add_volunteer

VOLUNTEER = "volunteer"
_F = ImportField
LEFT_FIRST = "Ngày thôi phải sau ngày tham gia."


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody of the list, or of a row above."""

    name: str
    hamlet_id: int | None
    phone: str
    says: str
    row_number: int | None = None
    id: int | None = None


def examine(work: Work, order: CheckRows) -> list[Verdict]:
    """Say of every row whether it can be added; the same name in the same hamlet is alike."""
    places = read_places(work)
    organisations = read_organisations(work, order.new_organisations)
    known = [
        _Known(each.name_fold, each.hamlet_id, digits_only(each.phone), each.full_name, id=each.id)
        for each in work.session.scalars(select(Volunteer))
    ]
    new_hamlets = {fold(each) for each in order.new_hamlets}
    found = []
    for read in read_rows(order, work.today):
        verdict = Verdict(read.row_number, RowState.READY, ImportOutcome.CREATED)
        hamlet_id, unknown = hamlet_of(read, places, new_hamlets)
        facts, told = _facts(read, hamlet_id, organisations)
        verdict.full_name, verdict.number = facts.full_name, facts.phone
        verdict.birth = read.birth.text if read.birth else ""
        verdict.problems = [*problems_of(read), *([unknown] if unknown else []), *told]
        if any(each.level is Level.FAULT for each in verdict.problems) or not facts.full_name:
            verdict.state, verdict.outcome = RowState.FAULTY, ImportOutcome.FAULTY
        else:
            verdict.payload = facts
            _decide(verdict, order, facts, known)
        found.append(verdict)
    doubt_bare_names(found)
    return found


def write_volunteers(
    work: Work, verdicts: Sequence[Verdict], _batch: ImportBatch, go_on: Callable[[int], None]
) -> dict[int, Written]:
    """Add the volunteers; a row never changes one who is there already."""
    ids: dict[int, int] = {}
    new = [
        each for each in verdicts if isinstance(each.payload, VolunteerFacts) and each.is_written
    ]
    for done, verdict in enumerate(new):
        go_on(done)
        facts = verdict.payload
        if isinstance(facts, VolunteerFacts):
            ids[verdict.row_number] = add_volunteer(work, facts)
    work.session.flush()
    now = snapshots(work, VOLUNTEER, list(ids.values()))
    return {row: Written(each, dict(marks(now[each])), {}, VOLUNTEER) for row, each in ids.items()}


def _facts(
    read: RowRead, hamlet_id: int | None, organisations: Organisations
) -> tuple[VolunteerFacts, list[Problem]]:
    told: list[Problem] = []
    post, body = read.text(_F.POST), read.text(_F.ORGANISATION)
    organisation_id = organisations.find(body) if body else None
    if body and organisation_id is None:
        post = f"{post}, {body}" if post else body
        says = f"Tổ chức “{body}” chưa có trong danh sách: ghi vào chức vụ."
        offers = organisations.names
        told.append(Problem(Level.DOUBT, says, _F.ORGANISATION, text=body, offers=offers))
    start, end = read.day(_F.SERVES_FROM), read.day(_F.SERVES_UNTIL)
    if start and end and end < start:
        told.append(Problem(Level.FAULT, LEFT_FIRST, _F.SERVES_UNTIL, text=f"{end:%d/%m/%Y}"))
    phones = read.texts(_F.PHONE)
    facts = VolunteerFacts(
        read.text(_F.FULL_NAME),
        read.sex,
        post,
        organisation_id,
        hamlet_id,
        phones[0] if phones else "",
        start,
        end,
    )
    if end and start is None:
        facts = replace(facts, serves_from=end)
    return facts, told


def _decide(verdict: Verdict, order: CheckRows, facts: VolunteerFacts, known: list[_Known]) -> None:
    choice = order.choices.get(verdict.row_number)
    verdict.choice = choice
    alike = [each for each in known if _is_alike(facts, each)]
    if alike:
        verdict.state = RowState.ALIKE
        verdict.alike = tuple(_told(each) for each in alike)
        where = f"dòng {alike[0].row_number}" if alike[0].row_number else "danh sách"
        says = f"{facts.full_name} đã có trong {where}."
        verdict.problems.insert(0, Problem(Level.ALIKE, says))
        if choice is None or choice.action is not RowAction.CREATE:
            verdict.outcome = ImportOutcome.ALIKE
    elif choice is not None and choice.action is RowAction.LEAVE_OUT:
        verdict.outcome = ImportOutcome.LEFT_OUT
    if verdict.outcome is ImportOutcome.CREATED:
        name, phone = fold(facts.full_name), digits_only(facts.phone)
        says = f"Dòng {verdict.row_number} · {facts.full_name}"
        known.append(_Known(name, facts.hamlet_id, phone, says, verdict.row_number))


def _is_alike(facts: VolunteerFacts, other: _Known) -> bool:
    if fold(facts.full_name) != other.name:
        return False
    phone = digits_only(facts.phone)
    if phone and other.phone:
        return phone == other.phone
    return None in {facts.hamlet_id, other.hamlet_id} or facts.hamlet_id == other.hamlet_id


def _told(other: _Known) -> AlikeTo:
    return AlikeTo(None, other.row_number, other.says, ("họ tên",), 90, is_certain=False)
