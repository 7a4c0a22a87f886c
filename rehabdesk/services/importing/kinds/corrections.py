"""Lists that leave to be corrected in Excel, and come back line by line, by their codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rehabdesk.domain.codes import Right
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.person import number_key
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.mapping import mapping_of
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.tables.row_code import read_row_code, row_code
from rehabdesk.domain.tables.sheet import Workbook
from rehabdesk.domain.text import clean
from rehabdesk.services.exports import ExportedFile, NobodyInList, PurposeRequired
from rehabdesk.services.importing.kinds.correction_fields import FIELDS, tell
from rehabdesk.services.importing.kinds.kept_facts import read_facts
from rehabdesk.services.importing.kinds.known import Places, read_known, read_places
from rehabdesk.services.importing.kinds.person_rows import hamlet_of, problems_of
from rehabdesk.services.importing.kinds.persons import PersonPlan
from rehabdesk.services.importing.kinds.verdicts import Verdict
from rehabdesk.services.importing.orders import (
    Change,
    CheckRows,
    Choice,
    Level,
    Problem,
    RowAction,
    RowState,
)
from rehabdesk.services.importing.reading import read_rows
from rehabdesk.services.office import Work
from rehabdesk.services.people.person_facts import PersonFacts
from rehabdesk.services.secrecy.files import kept_from

ORIGINALS = "RehabDesk-goc"  # the hidden sheet with what stood there when the list left
_F = ImportField
LISTED = (*(each for each in FIELDS if each is not _F.NOTE), _F.HAMLET, _F.NOTE)
NO_CODE = "Mã dòng không đúng hoặc đã mất. Lấy lại tệp xuất từ phần mềm, không sửa cột đó."
NO_SUCH_FILE = "Hồ sơ của dòng này không còn trong phần mềm."
TWICE = "Mã dòng này đã có ở dòng {row}. Giữ một dòng."
SAME = "Không có chỗ nào khác hồ sơ."
TAKEN = "Số {number} đã có trong hồ sơ khác."
NAMELESS = "Họ và tên để trống. Gõ lại họ và tên."


@dataclass(frozen=True, slots=True)
class ExportCorrections:
    person_ids: tuple[int, ...]
    purpose: str


# Acts


def export_corrections(work: Work, order: ExportCorrections) -> ExportedFile:
    """Make the workbook to be corrected; the hidden sheet remembers what stood in each cell."""
    from rehabdesk.documents.lists.correctable import Correctable, write_correctable

    work.require(Right.EXPORT_LISTS)
    if not clean(order.purpose):
        raise PurposeRequired
    kept = read_facts(work, order.person_ids)
    close = kept_from(work)
    ids = [each for each in order.person_ids if each in kept and each not in close]
    if not ids:
        raise NobodyInList
    hamlets = read_places(work)
    rows = [
        (row_code(each), *(tell(kept[each], field, hamlets.by_id) for field in LISTED))
        for each in ids
    ]
    originals = [
        (row[0], json.dumps(dict(zip(LISTED, row[1:], strict=True)), ensure_ascii=False))
        for row in rows
    ]
    heads = (_F.ROW_CODE.label, *(field.label for field in LISTED))
    content = write_correctable(Correctable(heads, rows, ORIGINALS, originals, hamlets.names))
    work.record("list.exported", None, count=len(ids), purpose=clean(order.purpose), kind="xlsx")
    return ExportedFile(f"Danh sách để sửa {work.today:%Y-%m-%d}.xlsx", content, len(ids))


# Looks


def examine(work: Work, order: CheckRows) -> list[Verdict]:
    """Say of every line that came back which fields are otherwise than in the file."""
    places = read_places(work)
    reads = read_rows(order, work.today)
    ids = {read.row_number: _person_of(read) for read in reads}
    kept = read_facts(work, {each for each in ids.values() if each is not None})
    originals = _originals(order.workbook)
    mapped = {each.field for each in mapping_of(order.kind, order.columns).columns}
    lines = _Lines(order, places, kept, originals, mapped & {*LISTED}, {}, {})
    numbers = {
        number_key(number)
        for read in reads
        for number in (
            read.text(_F.ID_NUMBER),
            read.text(_F.PASSPORT),
            *read.texts(_F.OLD_ID_NUMBER),
        )
    }
    lines.numbers.update(read_known(work, numbers - {""}, set(), set()).numbers)
    return [lines.verdict(read, ids[read.row_number]) for read in reads]


def _person_of(read: RowRead) -> int | None:
    return read_row_code(read.text(_F.ROW_CODE))


def _originals(workbook: Workbook) -> dict[str, dict[str, str]]:
    """Return what stood in each field when the list left, by code of the line."""
    found: dict[str, dict[str, str]] = {}
    for sheet in workbook.sheets:
        if sheet.name != ORIGINALS:
            continue
        for row in sheet.rows:
            code, told = (*row, None, None)[:2]
            if isinstance(code, str) and isinstance(told, str):
                try:
                    values = json.loads(told)
                except ValueError:
                    continue
                if isinstance(values, dict):
                    found[code] = {str(name): str(value) for name, value in values.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """What every line is held against."""

    order: CheckRows
    places: Places
    kept: Mapping[int, PersonFacts]
    originals: Mapping[str, Mapping[str, str]]
    fields: set[ImportField]
    seen: dict[int, int]  # person: the row that told of her first
    numbers: dict[str, int]  # of papers: whose

    def verdict(self, read: RowRead, person_id: int | None) -> Verdict:
        verdict = Verdict(read.row_number, RowState.FAULTY, ImportOutcome.FAULTY)
        verdict.full_name = read.text(_F.FULL_NAME)
        verdict.birth = read.birth.text if read.birth else ""
        verdict.number = read.text(_F.ROW_CODE)
        facts = self.kept.get(person_id) if person_id is not None else None
        verdict.problems = [each for each in problems_of(read) if each.field in self.fields]
        if person_id is None or facts is None:
            says = NO_CODE if person_id is None else NO_SUCH_FILE
            verdict.problems.insert(0, Problem(Level.FAULT, says, _F.ROW_CODE))
            return verdict
        if person_id in self.seen:
            says = TWICE.format(row=self.seen[person_id])
            verdict.problems.insert(0, Problem(Level.FAULT, says))
            return verdict
        self.seen[person_id] = read.row_number
        verdict.full_name = verdict.full_name or facts.full_name
        self._compare(verdict, read, person_id, facts)
        return verdict

    def _compare(self, verdict: Verdict, read: RowRead, person_id: int, facts: PersonFacts) -> None:
        hamlet_id, unknown = hamlet_of(read, self.places, {*self.order.new_hamlets})
        is_told = _F.HAMLET in self.fields and read.text(_F.HAMLET)
        if unknown is not None and is_told:
            verdict.problems.append(unknown)
        verdict.problems += self._faults(read, person_id)
        if any(each.level is Level.FAULT for each in verdict.problems):
            return
        choice = self.order.choices.get(verdict.row_number)
        verdict.choice = choice
        corrected, verdict.changes = self._changes(read, facts, hamlet_id, choice)
        verdict.state = RowState.UPDATE if verdict.changes else RowState.SKIPPED
        if not verdict.changes:
            verdict.problems.append(Problem(Level.NOTE, SAME))
        verdict.outcome = ImportOutcome.LEFT_OUT
        if corrected != facts and choice and choice.action is RowAction.UPDATE:
            verdict.outcome, verdict.person_id = ImportOutcome.UPDATED, person_id
            verdict.plan = PersonPlan(verdict.row_number, corrected)
            verdict.before = facts

    def _faults(self, read: RowRead, person_id: int) -> list[Problem]:
        found = []
        if _F.FULL_NAME in self.fields and not read.text(_F.FULL_NAME):
            found.append(Problem(Level.FAULT, NAMELESS, _F.FULL_NAME))
        numbers = (read.text(_F.ID_NUMBER), *read.texts(_F.OLD_ID_NUMBER), read.text(_F.PASSPORT))
        for number in numbers:
            if self.numbers.get(number_key(number), person_id) != person_id:
                says = TAKEN.format(number=number)
                found.append(Problem(Level.FAULT, says, _F.ID_NUMBER, text=number))
        return found

    def _changes(
        self, read: RowRead, facts: PersonFacts, hamlet_id: int | None, choice: Choice | None
    ) -> tuple[PersonFacts, tuple[Change, ...]]:
        """Return the facts with what was confirmed, and every difference."""
        original = self.originals.get(read.text(_F.ROW_CODE), {})
        taken = choice.taken if choice else frozenset()
        corrected, changes = facts, []
        for field in LISTED:
            if field not in self.fields:
                continue
            put = self._put(facts, read, field, hamlet_id)
            kept = tell(facts, field, self.places.by_id)
            mine = tell(put, field, self.places.by_id)
            before = original.get(field)
            is_untouched = before is not None and _same(mine, before)
            is_blank = not mine and before is None
            if _same(mine, kept) or is_untouched or is_blank:
                continue
            is_taken = field.value in taken
            meanwhile = before is not None and not _same(before, kept)
            changes.append(
                Change(field.value, field.label, kept, mine, is_taken, before, meanwhile)
            )
            if is_taken:
                corrected = self._put(corrected, read, field, hamlet_id)
        return corrected, tuple(changes)

    def _put(
        self, facts: PersonFacts, read: RowRead, field: ImportField, hamlet_id: int | None
    ) -> PersonFacts:
        if field is _F.HAMLET:
            return replace(facts, hamlet_id=hamlet_id if read.text(_F.HAMLET) else None)
        return FIELDS[field].put(facts, read)


def _same(one: str, other: str) -> bool:
    return clean(one) == clean(other) or (
        bool(number_key(one)) and number_key(one) == number_key(other) and one.isascii()
    )
