"""What a merge would do, row by row, before anything is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rehabdesk.domain.codes import ResidenceKind
from rehabdesk.domain.text import fold
from rehabdesk.services.merging.fields import (
    FIELDS,
    NAME,
    OWN_FIELDS,
    residence_name,
)
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import require_in_reach
from rehabdesk.services.rows.references import Reference, references_to, unique_besides
from rehabdesk.services.rows.snapshot import Row, Rows, read_rows
from rehabdesk.services.rows.tables import table_of

# Every column that names a person or a file, and what its rows are to a clerk.
CARRIED = {
    "assignment.person_id": "phân công",
    "body_test.person_id": "lần xét nghiệm",
    "care_group.person_id": "tổ quản lý",
    "care_model_person.person_id": "mô hình",
    "case_file.person_id": "",
    "contact_person.person_id": "lần gặp gỡ",
    "contact_point.person_id": "cách liên hệ",
    "counselling_visit.person_id": "lần đến điểm tư vấn",
    "decision_person.person_id": "văn bản",
    "delivery.person_id": "lần giao văn bản",
    "episode.case_id": "đợt quản lý",
    "flag.person_id": "cờ nhắc",
    "identity_paper.person_id": "giấy tờ tùy thân",
    "person_distinct.one_id": "",
    "person_distinct.other_id": "",
    "person_merge.kept_id": "lần gộp trước",
    "person_name.person_id": "tên gọi khác",
    "pledge.person_id": "bản cam kết",
    "relative.person_id": "người trong gia đình",
    "residence.person_id": "nơi cư trú",
    "standing.person_id": "",
    "support.person_id": "lần hỗ trợ",
    "survey_finding.person_id": "lần rà soát",
    "transfer.person_id": "lần chuyển hồ sơ",
}
_WITHOUT_KEYS = (("transfer", "person_id"),)  # the row stays when its person goes
PAIRS = "person_distinct"
_OWN = "case_file"

# Rows of a list that say the same, by these columns; the one that says less may go.
_SAME_IN = {
    "identity_paper": ("number_key",),
    "person_name": ("name",),
    "residence": ("kind", "as_written"),
    "relative": ("relation", "full_name"),
    "contact_point": ("value",),
}
_UNWEIGHED = {"id", "person_id", "kind", "number", "version"}


@dataclass(slots=True)
class Plan:
    """Rows that leave, and rows that change: their id, and values before and after."""

    kept: Row
    gone: Row
    gone_code: str
    leaving: Rows = field(default_factory=lambda: defaultdict(list))
    changing: Rows = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    before: Row = field(default_factory=dict)  # of the kept person
    after: Row = field(default_factory=dict)

    def change(self, table: str, row: Row, **after: Any) -> None:
        before = {name: row[name] for name in after}
        self.changing[table].append({"id": row["id"], "before": before, "after": after})


def plan_merge(work: Work, kept_id: int, gone_id: int, take: frozenset[str]) -> Plan:
    """Work out what becomes of every row of the file that goes."""
    require_in_reach(work, ("body_test",))
    kept, gone = _one(work, "person", kept_id), _one(work, "person", gone_id)
    kept_case, gone_case = _case(work, kept_id), _case(work, gone_id)
    plan = Plan(kept, gone, gone_case["code"])
    for reference in _references("person"):
        if reference.table.name in (_OWN, PAIRS):
            continue
        _carry(work, plan, reference, kept_id, gone_id)
    for reference in references_to(_OWN):
        _carry(work, plan, reference, kept_case["id"], gone_case["id"])
    _carry_pairs(work, plan, kept_id, gone_id)
    _close_residences(work, plan, take)
    _keep_one_representative(work, plan)
    plan.leaving[_OWN].append(gone_case)
    plan.leaving["person"].append(gone)
    _write_fields(plan, take)
    return plan


def open_residences(work: Work, person_id: int) -> dict[ResidenceKind, list[Row]]:
    table = table_of("residence")
    rows = read_rows(work.session, table, table.c.person_id == person_id)
    found: dict[ResidenceKind, list[Row]] = defaultdict(list)
    kinds = {kind.value: kind for kind in ResidenceKind}
    for row in rows:
        if row["until_on"] is None:
            found[kinds[row["kind"]]].append(row)
    return found


def person_row(work: Work, person_id: int) -> Row:
    return _one(work, "person", person_id)


def _references(target: str) -> Iterator[Reference]:
    yield from references_to(target)
    for name, column in _WITHOUT_KEYS:
        yield Reference(table_of(name), table_of(name).c[column])


def _carry(work: Work, plan: Plan, reference: Reference, kept: int, gone: int) -> None:
    """Move every row to the kept side, but for those that would stand there twice."""
    table, column = reference.table, reference.column
    theirs = read_rows(work.session, table, column == gone)
    mine = read_rows(work.session, table, column == kept) if theirs else []
    for row in theirs:
        twin = _twin(table.name, row, mine)
        is_poorer = twin is not None and _adds_nothing(row, twin)
        if is_poorer or any(_clashes(row, mine, others) for others in unique_besides(reference)):
            plan.leaving[table.name].append(row)
            continue
        if twin is not None and table.name != "relative" and _adds_nothing(twin, row):
            plan.leaving[table.name].append(twin)  # drafts name relatives by their ids
            mine.remove(twin)
        plan.change(table.name, row, **{column.name: kept})
        plan.counts[reference.name] += 1


def _twin(table: str, row: Row, mine: list[Row]) -> Row | None:
    names = _SAME_IN.get(table)
    if names is None:
        return None
    alike = (each for each in mine if all(_fold(each[n]) == _fold(row[n]) for n in names))
    return next(alike, None)


def _adds_nothing(row: Row, twin: Row) -> bool:
    return all(
        not value or name in _UNWEIGHED or value == twin[name] for name, value in row.items()
    )


def _clashes(row: Row, mine: list[Row], others: tuple[str, ...]) -> bool:
    return any(all(each[name] == row[name] for name in others) for each in mine)


def _carry_pairs(work: Work, plan: Plan, kept_id: int, gone_id: int) -> None:
    """Carry over whom the person is known not to be; the smaller id stands first."""
    table = table_of(PAIRS)
    rows = read_rows(
        work.session, table, (table.c.one_id == gone_id) | (table.c.other_id == gone_id)
    )
    for row in rows:
        other = row["other_id"] if row["one_id"] == gone_id else row["one_id"]
        one, second = sorted((kept_id, other))
        known = read_rows(work.session, table, table.c.one_id == one, table.c.other_id == second)
        if other == kept_id or known:
            plan.leaving[PAIRS].append(row)
        else:
            plan.change(PAIRS, row, one_id=one, other_id=second)


def _close_residences(work: Work, plan: Plan, take: frozenset[str]) -> None:
    """Of two present residences of one kind the one not chosen is a former one from today."""
    mine, theirs = (open_residences(work, row["id"]) for row in (plan.kept, plan.gone))
    leaving = {row["id"] for row in plan.leaving["residence"]}
    for kind, rows in theirs.items():
        moved = [row for row in rows if row["id"] not in leaving]
        stays = [row for row in mine.get(kind, ()) if row["id"] not in leaving]
        if moved and stays:
            former = stays if residence_name(kind) in take else moved
            for row in former:
                plan.change("residence", row, until_on=work.today.isoformat())


def _keep_one_representative(work: Work, plan: Plan) -> None:
    table = table_of("relative")
    mine = read_rows(
        work.session, table, table.c.person_id == plan.kept["id"], table.c.is_representative
    )
    for change in list(plan.changing["relative"]) if mine else ():
        [row] = read_rows(work.session, table, table.c.id == change["id"])
        if row["is_representative"]:
            plan.change("relative", row, is_representative=False)


def _write_fields(plan: Plan, take: frozenset[str]) -> None:
    for each in FIELDS:
        for column in each.columns if each.name in take else ():
            if plan.kept[column] != plan.gone[column]:
                plan.before[column], plan.after[column] = plan.kept[column], plan.gone[column]
    own = {**(plan.gone[OWN_FIELDS] or {}), **(plan.kept[OWN_FIELDS] or {})}
    if own != (plan.kept[OWN_FIELDS] or {}):
        plan.before[OWN_FIELDS], plan.after[OWN_FIELDS] = plan.kept[OWN_FIELDS], own


def name_left_over(plan: Plan) -> str:
    """Return the name that is not kept as the main one, if it is another name."""
    chosen = plan.after.get(NAME, plan.kept[NAME])
    other = str(plan.gone[NAME] if chosen == plan.kept[NAME] else plan.kept[NAME])
    return "" if fold(other) == fold(str(chosen)) else other


def _one(work: Work, table: str, row_id: int) -> Row:
    [row] = read_rows(work.session, table_of(table), table_of(table).c.id == row_id)
    return row


def _case(work: Work, person_id: int) -> Row:
    table = table_of(_OWN)
    [row] = read_rows(work.session, table, table.c.person_id == person_id)
    return row


def _fold(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
