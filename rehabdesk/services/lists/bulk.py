"""One act on many files: who was done, who was not, and why; never stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_file import CaseFile
from rehabdesk.domain.records.office import Hamlet, User
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.assignments import NEEDS_HELPER
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import list_persons_by_id
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.person_facts import PersonFacts, read_person
from rehabdesk.services.secrecy.names import Names

GONE = "hồ sơ không còn"
KEPT_CLOSE = "hồ sơ được giữ kín"
CLERK = "Cán bộ giữ hồ sơ"  # as the history of a file names it


class NoSuchHamlet(Refusal):
    field = "hamlet"

    def __init__(self) -> None:
        super().__init__("Thôn này không còn trong danh mục. Chọn thôn khác.")


class NoSuchClerk(Refusal):
    field = "clerk"

    def __init__(self) -> None:
        super().__init__("Người dùng này đã thôi dùng phần mềm. Chọn người khác.")


@dataclass(frozen=True, slots=True)
class NotDone:
    person_id: int
    name: str
    reason: str

    @property
    def id(self) -> int:
        return self.person_id


@dataclass(frozen=True, slots=True)
class BulkDone:
    """`before` is what stood there, so that it can be put back."""

    done: tuple[int, ...]
    failed: tuple[NotDone, ...]
    before: tuple[tuple[int, int | bool | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Assignable:
    """Who can be given a helper now, and who cannot."""

    person_ids: tuple[int, ...]
    failed: tuple[NotDone, ...]


@dataclass(frozen=True, slots=True)
class BulkChoices:
    hamlets: tuple[tuple[int, str], ...]
    clerks: tuple[tuple[int, str], ...]


# Acts


def move_to_hamlet(work: Work, person_ids: Sequence[int], hamlet_id: int) -> BulkDone:
    """Put persons into a hamlet, each with its own line in the trail."""
    hamlet = work.session.get(Hamlet, hamlet_id)
    if hamlet is None or not hamlet.is_active:
        raise NoSuchHamlet

    def change(facts: PersonFacts) -> PersonFacts | str:
        if facts.hamlet_id == hamlet_id:
            return f"đã ở {hamlet.name}"
        return replace(facts, hamlet_id=hamlet_id)

    return _corrected(work, person_ids, change, lambda facts: facts.hamlet_id)


def leave_out_of_prints(work: Work, person_ids: Sequence[int], *, is_left_out: bool) -> BulkDone:
    """Note the wish of persons not to stand in printed lists, or that it is over."""

    def change(facts: PersonFacts) -> PersonFacts | str:
        if facts.is_left_out_of_lists == is_left_out:
            return "đã không in từ trước" if is_left_out else "vẫn đang in"
        return replace(facts, is_left_out_of_lists=is_left_out)

    return _corrected(work, person_ids, change, lambda facts: facts.is_left_out_of_lists)


def give_to_clerk(work: Work, person_ids: Sequence[int], user_id: int) -> BulkDone:
    """Say whose files these are among the office's clerks."""
    work.require(Right.KEEP_FILES)
    clerk = work.session.get(User, user_id)
    if clerk is None or not clerk.is_active:
        raise NoSuchClerk
    cases = select(CaseFile).where(CaseFile.person_id.in_(person_ids))
    by_person = {case.person_id: case for case in work.session.scalars(cases)}
    names = Names(work)
    done, failed, before = [], [], []
    for person_id in dict.fromkeys(person_ids):
        case = by_person.get(person_id)
        if case is None:
            failed.append(NotDone(person_id, "", GONE))
        elif names.is_close(person_id):
            failed.append(NotDone(person_id, names.of(person_id, ""), KEPT_CLOSE))
        elif case.clerk_id == user_id:
            reason = f"đã do {clerk.full_name} giữ"
            name = names.of(person_id, case.person.full_name)
            failed.append(NotDone(person_id, name, reason))
        else:
            before.append((person_id, case.clerk_id))
            _give(work, case, clerk)
            done.append(person_id)
    return BulkDone(tuple(done), tuple(failed), tuple(before))


def put_hamlets_back(work: Work, made: BulkDone) -> None:
    _put_back(work, made, lambda facts, held: replace(facts, hamlet_id=held))


def put_prints_back(work: Work, made: BulkDone) -> None:
    _put_back(work, made, lambda facts, held: replace(facts, is_left_out_of_lists=bool(held)))


def put_clerks_back(work: Work, made: BulkDone) -> None:
    work.require(Right.KEEP_FILES)
    before = dict(made.before)
    cases = select(CaseFile).where(CaseFile.person_id.in_(list(before)))
    for case in work.session.scalars(cases):
        held = before[case.person_id]
        _give(work, case, work.session.get(User, held) if held is not None else None)


# Looks


def read_bulk_choices(work: Work) -> BulkChoices:
    work.require(Right.READ_FILES)
    hamlets = select(Hamlet.id, Hamlet.name).where(Hamlet.is_active).order_by(Hamlet.name)
    clerks = select(User.id, User.full_name).where(User.is_active).order_by(User.full_name)
    return BulkChoices(
        tuple((row.id, row.name) for row in work.session.execute(hamlets)),
        tuple((row.id, row.full_name) for row in work.session.execute(clerks)),
    )


def who_can_be_assigned(work: Work, person_ids: Sequence[int]) -> Assignable:
    """Part those who may be given a helper from those for whom it makes no sense now."""
    rows = {row.id: row for row in list_persons_by_id(work, person_ids)}
    able, failed = [], []
    for person_id in dict.fromkeys(person_ids):
        row = rows.get(person_id)
        if row is None:
            failed.append(NotDone(person_id, "", GONE))
        elif row.awaits_number:
            reason = "đã ký quyết định phân công, chờ số"
            failed.append(NotDone(person_id, row.full_name, reason))
        elif row.state not in NEEDS_HELPER and not row.is_followed:
            reason = f"{row.state.label[:1].lower()}{row.state.label[1:]}"
            failed.append(NotDone(person_id, row.full_name, reason))
        else:
            able.append(person_id)
    return Assignable(tuple(able), tuple(failed))


def _give(work: Work, case: CaseFile, clerk: User | None) -> None:
    earlier = work.session.get(User, case.clerk_id) if case.clerk_id else None
    case.clerk_id = clerk.id if clerk else None
    names = [each.full_name if each else "chưa giao" for each in (earlier, clerk)]
    work.record("person.corrected", case.person, **{CLERK: " → ".join(names)})


def _corrected(
    work: Work,
    person_ids: Sequence[int],
    change: Callable[[PersonFacts], PersonFacts | str],
    held: Callable[[PersonFacts], int | bool | None],
) -> BulkDone:
    work.require(Right.KEEP_FILES)
    names = Names(work)
    done, failed, before = [], [], []
    for person_id in dict.fromkeys(person_ids):
        person = work.session.get(Person, person_id)
        if person is None:
            failed.append(NotDone(person_id, "", GONE))
            continue
        if names.is_close(person_id):
            failed.append(NotDone(person_id, names.of(person_id, ""), KEPT_CLOSE))
            continue
        facts = read_person(person)
        changed = change(facts)
        if isinstance(changed, str):
            failed.append(NotDone(person_id, names.of(person_id, person.full_name), changed))
            continue
        try:
            correct_person(work, CorrectPerson(person_id, person.version, changed))
        except Refusal as refusal:
            failed.append(NotDone(person_id, names.of(person_id, person.full_name), str(refusal)))
            continue
        before.append((person_id, held(facts)))
        done.append(person_id)
    return BulkDone(tuple(done), tuple(failed), tuple(before))


def _put_back(
    work: Work, made: BulkDone, restore: Callable[[PersonFacts, int | bool | None], PersonFacts]
) -> None:
    work.require(Right.KEEP_FILES)
    for person_id, held in made.before:
        person = work.session.get(Person, person_id)
        if person is not None:
            facts = restore(read_person(person), held)
            correct_person(work, CorrectPerson(person_id, person.version, facts))
