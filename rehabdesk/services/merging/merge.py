"""Putting two files of one person together: one act, undone by splitting them again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from rehabdesk.domain.codes import IdentityKind, NameKind, Right
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.daily.merging import PersonDistinct, PersonMerge
from rehabdesk.domain.records.person import IdentityPaper, Person, PersonName
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.text import fold
from rehabdesk.persistence.search import forget_persons
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.editing import require_version
from rehabdesk.services.indexing.persons import make_findable
from rehabdesk.services.merging.planning import Plan, name_left_over, plan_merge
from rehabdesk.services.office import Work
from rehabdesk.services.people.intake import case_opened, changes_told
from rehabdesk.services.people.person_facts import differences, read_person
from rehabdesk.services.rows.leaving import take_out
from rehabdesk.services.rows.snapshot import change_row
from rehabdesk.services.rows.tables import table_of
from rehabdesk.services.secrecy.files import require_open_to

# Of what is told when it was added to the kept file after a merge.
NEWCOMERS = ("contact_person", "identity_paper", "relative", "residence", "contact_point")
_TWELVE_DIGITS = (IdentityKind.CITIZEN_CARD, IdentityKind.IDENTITY_CARD)


class SameFile(Refusal):
    def __init__(self) -> None:
        super().__init__("Hai bên là cùng một hồ sơ. Chọn hồ sơ khác để gộp.")


class NumbersDiffer(NeedsConfirmation):
    def __init__(self, kept: str, gone: str) -> None:
        super().__init__(
            f"Hai hồ sơ có số căn cước khác nhau ({kept} và {gone}), có thể là hai người. "
            "Gộp thì giữ cả hai số. Vẫn gộp?"
        )


class SaidDistinct(NeedsConfirmation):
    def __init__(self, by: str) -> None:
        super().__init__(f"{by} đã ghi hai hồ sơ này không phải một người. Vẫn gộp?")


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """`take` names the fields whose value is to be that of the file that goes."""

    kept_id: int
    gone_id: int
    kept_version: int
    gone_version: int
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    merge_id: int
    kept_id: int
    kept_name: str
    gone_code: str


# Acts


def merge_persons(work: Work, order: MergeOrder) -> Merged:
    """Merge one file into another; all that hung on it hangs on the kept one from now on."""
    work.require(Right.KEEP_FILES)
    if order.kept_id == order.gone_id:
        raise SameFile
    kept = work.session.get_one(Person, order.kept_id)
    gone = work.session.get_one(Person, order.gone_id)
    for each in (kept, gone):
        require_open_to(work, each)
    require_version(kept, order.kept_version)
    require_version(gone, order.gone_version)
    _ask_first(work, order)
    plan = plan_merge(work, order.kept_id, order.gone_id, order.take)
    merge = PersonMerge(kept, gone, plan.gone_code, work.actor.name, work.now)
    work.session.add(merge)
    code = work.session.scalars(select(CaseFile.code).filter_by(person_id=kept.id)).one()
    work.record("person.merged_into", gone, case=plan.gone_code, into=code)
    before = read_person(kept)
    merge.gone_rows = {name: rows for name, rows in plan.leaving.items() if rows}
    merge.moved_rows = {name: rows for name, rows in plan.changing.items() if rows}
    work.session.flush()
    added = _carry_out(work, plan, kept)
    merge.kept_before = {
        "before": plan.before,
        "after": plan.after,
        "added": added,
        "last_ids": {name: _last_id(work, name) for name in NEWCOMERS},
    }
    changed = changes_told(differences(before, read_person(kept)))
    told = {"case": code, "merged": plan.gone_code, "name": merge.gone_name}
    work.record("person.merged", kept, **(told | changed))
    return Merged(merge.id, kept.id, kept.full_name, plan.gone_code)


def other_number(work: Work, person_id: int, other_id: int) -> tuple[str, str] | None:
    """Return the two numbers of persons whose cards bear different ones."""
    mine, theirs = (_numbers(work, each) for each in (person_id, other_id))
    if not mine or not theirs or mine.keys() & theirs.keys():
        return None
    return next(iter(mine.values())), next(iter(theirs.values()))


def distinct_pair(work: Work, one_id: int, other_id: int) -> PersonDistinct | None:
    first, second = sorted((one_id, other_id))
    query = select(PersonDistinct).filter_by(one_id=first, other_id=second)
    return work.session.scalars(query).first()


def _ask_first(work: Work, order: MergeOrder) -> None:
    if numbers := other_number(work, order.kept_id, order.gone_id):
        work.unless_confirmed(NumbersDiffer(*numbers))
    if pair := distinct_pair(work, order.kept_id, order.gone_id):
        work.unless_confirmed(SaidDistinct(pair.said_by))


def _numbers(work: Work, person_id: int) -> dict[str, str]:
    rows = work.session.scalars(select(IdentityPaper).filter_by(person_id=person_id))
    return {row.number_key: row.number for row in rows if row.kind in _TWELVE_DIGITS}


def _carry_out(work: Work, plan: Plan, kept: Person) -> dict[str, list[int]]:
    """Move, remove and write; return the ids of what was added beside the moved rows."""
    session = work.session
    for name, changes in plan.changing.items():
        for change in changes:
            change_row(session, table_of(name), change["id"], change["after"])
    take_out(session, plan.leaving)
    session.expire_all()
    if plan.after:
        change_row(session, table_of("person"), kept.id, plan.after)
        session.expire_all()
    added = _keep_name(work, kept, name_left_over(plan))
    session.refresh(kept)
    flag_modified(kept, "full_name")  # its version counts whatever hangs on it
    session.flush()
    forget_persons(session, (plan.gone["id"],))
    refresh_persons(work, (kept.id,))
    session.expire_all()
    make_findable(work, kept)
    return added


def _last_id(work: Work, name: str) -> int:
    return work.session.scalar(select(func.max(table_of(name).c.id))) or 0


def _keep_name(work: Work, kept: Person, name: str) -> dict[str, list[int]]:
    """Keep the other file's name as another name, so that the person is found by it."""
    if not name or fold(name) in {fold(each.name) for each in kept.other_names}:
        return {}
    called = PersonName(NameKind.ALIAS, name)
    kept.other_names.append(called)
    work.session.flush()
    return {PersonName.__tablename__: [called.id]}


def merges_into(work: Work, person_id: int) -> list[PersonMerge]:
    """Return what was merged into this file and not split again, the last first."""
    query = (
        select(PersonMerge)
        .where(PersonMerge.kept_id == person_id, PersonMerge.undone_at.is_(None))
        .order_by(PersonMerge.id.desc())
    )
    return list(work.session.scalars(query))


def ids_of_gone(work: Work, person_id: int) -> list[int]:
    """Return the ids under which the merged files have their history."""
    return [merge.gone_id for merge in merges_into(work, person_id)]


def mark_distinct(work: Work, one_id: int, other_id: int, reason: str = "") -> None:
    """Remember that two persons who look alike are two."""
    work.require(Right.KEEP_FILES)
    pair = distinct_pair(work, one_id, other_id)
    if pair is None:
        pair = PersonDistinct(one_id, other_id, work.actor.name, work.now)
        work.session.add(pair)
    pair.reason = reason
    work.session.flush()
    _record_pair(work, "person.told_apart", one_id, other_id, reason)


def unmark_distinct(work: Work, one_id: int, other_id: int) -> None:
    work.require(Right.KEEP_FILES)
    pair = distinct_pair(work, one_id, other_id)
    if pair is not None:
        work.session.delete(pair)
    _record_pair(work, "person.no_longer_told_apart", one_id, other_id)


def _record_pair(work: Work, act: str, one_id: int, other_id: int, reason: str = "") -> None:
    """Leave a line in both files, each naming the other."""
    for own, other in ((one_id, other_id), (other_id, one_id)):
        person, named = (work.session.get_one(Person, each) for each in (own, other))
        code, _ = case_opened(work, other)
        work.record(act, person, case=code, name=named.full_name, reason=reason or None)
