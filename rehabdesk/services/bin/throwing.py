"""Throwing away and getting back: rows leave their tables with all that hangs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from rehabdesk.domain.records.daily.merging import BinItem
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.persistence.search import forget_persons
from rehabdesk.services.bin.allowed import require_kept
from rehabdesk.services.bin.kinds import CONTACT, DRAFT, HOLDING, KINDS, PERSON, StillHeld
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.indexing.persons import make_all_findable
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import is_out_of_reach, require_in_reach
from rehabdesk.services.rows.leaving import take_out
from rehabdesk.services.rows.references import Reference, references_to
from rehabdesk.services.rows.snapshot import Row, Rows, put_back, read_rows
from rehabdesk.services.rows.tables import table_of

_COMPUTED = "standing"  # made anew from the rest


class NothingThere(Refusal):
    def __init__(self) -> None:
        super().__init__("Mục này không còn trong thùng rác: đã lấy lại hoặc đã xóa hẳn.")


class NoPlaceLeft(Refusal):
    def __init__(self, title: str) -> None:
        super().__init__(
            f"Chưa lấy lại được “{title}” vì hồ sơ hoặc văn bản nó thuộc về không còn. "
            "Lấy lại hồ sơ ấy trước."
        )


class NumberTakenSince(NeedsConfirmation):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Số {number} trong hồ sơ này nay đã có ở hồ sơ khác. "
            "Vẫn lấy lại, rồi xem có gộp không?"
        )


@dataclass(frozen=True, slots=True)
class Thrown:
    item_id: int
    title: str


# Acts


def throw_away(work: Work, kind: str, subject_id: int) -> Thrown:
    """Put something into the bin, with everything that is only its own."""
    chosen = KINDS[kind]
    require_kept(work, kind, subject_id)
    title = chosen.title(work, subject_id)
    rows = _gathered(work, kind, subject_id, title)
    item = BinItem(kind, subject_id, title, work.actor.name, work.now)
    item.rows = {name: found for name, found in rows.items() if found and name != _COMPUTED}
    work.session.add(item)
    work.session.flush()
    take_out(work.session, rows)
    work.session.expire_all()
    chosen.settle(work, rows)
    forget_persons(work.session, [row["id"] for row in rows.get(PERSON, ())])
    work.record("bin.thrown", item, kind=kind, id=subject_id, title=title)
    return Thrown(item.id, title)


def bring_back(work: Work, item_id: int) -> Thrown:
    """Get something back from the bin, row by row as it was."""
    item = work.session.get_one(BinItem, item_id)
    require_kept(work, item.kind, item.subject_id, item.rows)
    if item.restored_at is not None or item.erased_at is not None:
        raise NothingThere
    _ask_about_numbers(work, item.rows)
    if put_back(work.session, item.rows):
        raise NoPlaceLeft(item.title)
    work.session.expire_all()
    KINDS[item.kind].settle(work, item.rows)
    persons = [row["id"] for row in item.rows.get(PERSON, ())]
    refresh_persons(work, persons)
    make_all_findable(work, persons)
    item.restored_by, item.restored_at = work.actor.name, work.now
    work.record("bin.brought_back", item, kind=item.kind, id=item.subject_id, title=item.title)
    return Thrown(item.id, item.title)


def throw_all_away(work: Work, kind: str, subject_ids: Sequence[int]) -> tuple[Thrown, ...]:
    """Put several things into the bin; one that is held fast keeps all of them."""
    return tuple(throw_away(work, kind, each) for each in subject_ids)


def bring_all_back(work: Work, item_ids: Sequence[int]) -> tuple[Thrown, ...]:
    return tuple(bring_back(work, each) for each in item_ids)


# What goes with it


def _gathered(work: Work, kind: str, subject_id: int, title: str) -> Rows:
    rows: Rows = defaultdict(list)
    table = table_of(kind)
    [root] = read_rows(work.session, table, table.c.id == subject_id)
    _gather(work, kind, rows, kind, [root], title)
    if kind == PERSON:
        _gather_left_alone(work, rows)
    return rows


def _gather(work: Work, kind: str, rows: Rows, name: str, found: list[Row], title: str) -> None:
    """Add these rows and whatever names them; refuse where that is not theirs alone."""
    known = {row["id"] for row in rows[name]}
    new = [row for row in found if row["id"] not in known]
    if not new:
        return
    rows[name] += new
    chosen, ids = KINDS[kind], [row["id"] for row in new]
    for reference in references_to(name):
        if _is_nothing_kept_away(work, reference, ids):
            continue
        hanging = read_rows(work.session, reference.table, reference.column.in_(ids))
        table = reference.table.name
        held = [
            row
            for row in hanging
            if table not in chosen.owned or not chosen.lets_go(work, table, row)
        ]
        if held:
            holding = f"{len(held)} {HOLDING.get(table, 'chỗ dùng đến')}"
            raise StillHeld(title, holding, chosen.instead)
        _gather(work, kind, rows, table, hanging, title)


def _is_nothing_kept_away(work: Work, reference: Reference, ids: Sequence[int]) -> bool:
    """Tell that nothing hangs here, where a server tells no more; what hangs may not be read."""
    table = reference.table
    if not is_out_of_reach(work, table.name):
        return False
    if table.name == "tip_giver":
        hanging = select(table.c.id).where(reference.column.in_(ids)).limit(1)
        if work.session.scalar(hanging) is None:
            return True
    require_in_reach(work, (table.name,))
    return False


def _gather_left_alone(work: Work, rows: Rows) -> None:
    """Take along drafts and meetings that were about nobody else."""
    for name, link in ((DRAFT, "decision_person"), (CONTACT, "contact_person")):
        column = table_of(link).c[f"{name}_id"]
        gone = [row["id"] for row in rows[link]]
        for subject_id in {row[column.name] for row in rows[link]}:
            others = select(func.count()).where(
                column == subject_id, table_of(link).c.id.not_in(gone)
            )
            if not work.session.scalar(others):
                table = table_of(name)
                found = read_rows(work.session, table, table.c.id == subject_id)
                _gather(work, name, rows, name, found, "")


def _ask_about_numbers(work: Work, rows: Rows) -> None:
    keys = {row["number_key"]: row["number"] for row in rows.get("identity_paper", ())}
    table = table_of("identity_paper")
    query = select(table.c.number_key).where(table.c.number_key.in_(keys)).limit(1)
    if taken := work.session.scalar(query):
        work.unless_confirmed(NumberTakenSince(keys[taken]))
