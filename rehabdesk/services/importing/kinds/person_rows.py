"""Rows about persons: read, planned, compared with the records and with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.likeness.weighing import Features
from rehabdesk.domain.tables.cells.names import is_in_capitals
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.row import Cleaned, RowRead
from rehabdesk.domain.text import fold
from rehabdesk.services.audit import chain_head
from rehabdesk.services.importing.kinds.filling import fill
from rehabdesk.services.importing.kinds.kept_facts import read_facts, with_episodes
from rehabdesk.services.importing.kinds.known import (
    Places,
    read_helpers,
    read_places,
)
from rehabdesk.services.importing.kinds.matching import Alike, InRecords
from rehabdesk.services.importing.kinds.persons import PersonPlan, Surroundings, plan_person
from rehabdesk.services.importing.kinds.verdicts import Verdict, doubt_bare_names
from rehabdesk.services.importing.orders import (
    AlikeTo,
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
from rehabdesk.services.people.likeness import features_of
from rehabdesk.services.people.person_facts import PersonFacts

NO_NAME = "Dòng không có họ và tên."
BORN_LATER = "Ngày sinh phải trước hôm nay."
DONE_BEFORE_BIRTH = "Ngày hoàn thành cai nghiện phải sau ngày sinh."
DECIDED_BEFORE_BIRTH = "Ngày quyết định phải sau ngày sinh."
REASON_WANTED = "Trùng số giấy tờ. Ghi lý do thì mới lập thêm hồ sơ."
NOTHING_NEW = "Hồ sơ đã có đủ những gì dòng này ghi."
HAS_COURSE = "Hồ sơ đã có đợt quản lý: đợt ghi trong tệp không thêm vào."
_SHOWN_CLEANED = frozenset(
    {
        *(ImportField.BIRTH, ImportField.ID_NUMBER, ImportField.OLD_ID_NUMBER),
        *(ImportField.DECISION_ON, ImportField.COMPLETED_ON, ImportField.ID_ISSUED_ON),
        *(ImportField.TERM_START, ImportField.TERM_END),
    }
)


def examine(work: Work, order: CheckRows) -> list[Verdict]:
    """Return a verdict on every row; what is written is planned whole."""
    places = read_places(work, order.new_hamlets)
    looks = _looks(work, order, places)
    found = [each.verdict.anew() for each in looks]
    doubt_bare_names(found)
    planned = {each.verdict.row_number: each.features for each in looks if each.features}
    records = order.memory.recall("records", chain_head(work.session), InRecords)
    records.read(work, planned)
    comparison = _Comparison(order, work.today, Alike(records), planned, hamlets=places.by_id)
    comparison.read(work, found)
    for verdict in found:
        if verdict.plan is not None:
            comparison.decide(verdict, verdict.plan)
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """What is found of a row for itself; without features it is at fault."""

    read: RowRead
    verdict: Verdict
    features: Features | None


def _looks(work: Work, order: CheckRows, places: Places) -> list[_Look]:
    """Look at each row for itself, anew only where it is read otherwise than before."""
    around = Surroundings(order.episode_kind, read_helpers(work), work.today, work.resources)
    new_hamlets = {fold(each) for each in order.new_hamlets}
    known: dict[int, _Look] = {}
    known = order.memory.recall("looks", (around, places, new_hamlets), lambda: known)
    found = []
    for read in read_rows(order, work.today):
        look = known.get(read.row_number)
        if look is None or look.read is not read:
            verdict = _first_look(read, places, around, new_hamlets)
            features = features_of(verdict.plan.facts) if verdict.plan else None
            look = known[read.row_number] = _Look(read, verdict, features)
        found.append(look)
    return found


def problems_of(read: RowRead) -> Iterator[Problem]:
    """Turn what the reader of rows found into what the screen shows."""
    for finding in read.faults:
        yield Problem(Level.FAULT, finding.sentence, finding.field, finding.column, finding.raw)
    for finding in read.doubts:
        yield Problem(Level.DOUBT, finding.sentence, finding.field, finding.column, finding.raw)
    for each in read.cleaned:
        if each.field in _SHOWN_CLEANED or _was_in_capitals(each):
            yield Problem(
                Level.NOTE,
                f"Hiểu là {each.after}",
                each.field,
                each.column,
                each.before,
                each.after,
            )


def _was_in_capitals(each: Cleaned) -> bool:
    is_name = each.field is ImportField.FULL_NAME
    return is_name and is_in_capitals(each.before) and not is_in_capitals(each.after)


def hamlet_of(
    read: RowRead, places: Places, new_hamlets: set[str]
) -> tuple[int | None, Problem | None]:
    """Return the hamlet a row names, or what to say when there is none of that name."""
    written = read.text(ImportField.HAMLET)
    if not written:
        homes = (ImportField.CURRENT, ImportField.PERMANENT, ImportField.TEMPORARY)
        found = (places.in_address(text) for field in homes if (text := read.text(field)))
        return next((each for each in found if each is not None), None), None
    hamlet_id = places.find(written)
    if hamlet_id is not None or fold(written) in new_hamlets:
        return hamlet_id, None
    field, names = ImportField.HAMLET, places.names
    if (hamlet_id := places.within(written)) is not None:
        name = places.by_id[hamlet_id]
        says = f"“{written}” hiểu là {name}."
        return hamlet_id, Problem(Level.DOUBT, says, field, None, written, name, offers=names)
    says = f"Thôn “{written}” không có trong danh mục."
    return None, Problem(Level.FAULT, says, field, None, written, offers=names)


def _first_look(
    read: RowRead, places: Places, around: Surroundings, new_hamlets: set[str]
) -> Verdict:
    verdict = Verdict(read.row_number, RowState.READY, ImportOutcome.CREATED)
    hamlet_id, unknown = hamlet_of(read, places, new_hamlets)
    if unknown is not None and hamlet_id is not None and not read.text(ImportField.CURRENT):
        home = {ImportField.CURRENT: unknown.text}  # more is written there than the hamlet
        read = replace(read, values={**read.values, **home})
    plan = plan_person(read, hamlet_id, around)
    facts = plan.facts
    verdict.full_name = facts.full_name
    verdict.birth = facts.birth.text if facts.birth else ""
    verdict.number = facts.papers[0].number if facts.papers else ""
    if read.faults or read.doubts or read.cleaned:
        verdict.problems = list(problems_of(read))
    verdict.problems += [unknown] if unknown else []
    verdict.problems += _unsound(plan, verdict.problems, around.today)
    verdict.problems += [Problem(Level.DOUBT, each) for each in plan.told]
    if verdict.problems and any(each.level is Level.FAULT for each in verdict.problems):
        verdict.state, verdict.outcome = RowState.FAULTY, ImportOutcome.FAULTY
    else:
        verdict.plan = plan
    return verdict


def _unsound(plan: PersonPlan, known: Iterable[Problem], today: date) -> Iterator[Problem]:
    """Say what the records would refuse of a plan."""
    facts = plan.facts
    born = facts.birth.first_day if facts.birth else None
    done = plan.course.episode.completes_on if plan.course else None
    if not facts.full_name:
        at_fault = {each.field for each in known if each.level is Level.FAULT}
        if ImportField.FULL_NAME not in at_fault:
            yield Problem(Level.FAULT, NO_NAME, ImportField.FULL_NAME)
    if born is None:
        return
    if born > today:
        text = facts.birth.text if facts.birth else ""
        yield Problem(Level.FAULT, BORN_LATER, ImportField.BIRTH, text=text)
    if done is not None and done <= born:
        yield Problem(
            Level.FAULT, DONE_BEFORE_BIRTH, ImportField.COMPLETED_ON, text=f"{done:%d/%m/%Y}"
        )
    for event in plan.course.events if plan.course else ():
        if event.on <= born:
            text = f"{event.paper.on:%d/%m/%Y}" if event.paper.on else ""
            yield Problem(Level.FAULT, DECIDED_BEFORE_BIRTH, ImportField.DECISION_ON, text=text)


@dataclass(slots=True)
class _Comparison:
    """Decides row by row, from above, what becomes of it."""

    order: CheckRows
    today: date
    alike: Alike
    planned: dict[int, Features]
    facts: dict[int, PersonFacts] = field(default_factory=dict)  # of kept persons, as they grow
    managed: set[int] = field(default_factory=set)
    rows: dict[int, Verdict] = field(default_factory=dict)
    hamlets: Mapping[int, str] = field(default_factory=dict)

    def read(self, work: Work, found: Iterable[Verdict]) -> None:
        """Read the files that rows may be put into."""
        self.rows = {each.row_number: each for each in found}
        chosen = {each.person_id for each in self.order.choices.values()} - {None}
        shared = {
            person_id
            for features in self.planned.values()
            for each in features.numbers
            if (person_id := self.alike.records.known.numbers.get(each.key)) is not None
        }
        for row_number, features in self.planned.items():
            likeliest = self.alike.of(row_number, features)[:1]
            shared |= {each.person_id for each in likeliest if each.person_id is not None}
        wanted = shared | {each for each in chosen if each is not None}
        self.facts = read_facts(work, wanted)
        self.managed = with_episodes(work, wanted)

    def decide(self, verdict: Verdict, plan: PersonPlan) -> None:
        verdict.alike = self.alike.of(verdict.row_number, self.planned[verdict.row_number])
        choice = self.order.choices.get(verdict.row_number)
        verdict.choice = choice
        if verdict.alike:
            verdict.state = RowState.ALIKE
            verdict.problems.insert(0, _says_alike(verdict.alike[0]))
            chosen = choice or _usual(verdict.alike[0])
            self._decide_alike(verdict, plan, chosen)
            if verdict.outcome is not ImportOutcome.UPDATED:
                self._compare(verdict, plan, chosen)
        elif choice is not None and choice.action is RowAction.LEAVE_OUT:
            verdict.outcome = ImportOutcome.LEFT_OUT
        if verdict.outcome is ImportOutcome.CREATED:
            self.alike.remember(verdict.row_number, self.planned[verdict.row_number])

    def _decide_alike(self, verdict: Verdict, plan: PersonPlan, choice: Choice) -> None:
        verdict.outcome = ImportOutcome.ALIKE
        is_certain = verdict.alike[0].is_certain
        if choice.action is RowAction.CREATE:
            if is_certain and not choice.reason.strip():
                verdict.problems.append(Problem(Level.ALIKE, REASON_WANTED))
                return
            verdict.outcome, verdict.reason = ImportOutcome.CREATED, choice.reason.strip()
        elif choice.action is RowAction.UPDATE:
            target = _target(verdict, choice)
            if target.row_number is not None:
                self._merge(verdict, plan, target.row_number, choice)
            elif target.person_id is not None:
                self._update(verdict, plan, target.person_id, choice)

    def _compare(self, verdict: Verdict, plan: PersonPlan, choice: Choice) -> None:
        """Tell what the row would change of whom it is like: it is seen before it is chosen."""
        target, kept = _target(verdict, choice), None
        if target.person_id is not None:
            kept = self.facts.get(target.person_id)
        elif target.row_number is not None and (earlier := self.rows[target.row_number].plan):
            kept = earlier.facts
        if kept is not None:
            filled = fill(kept, plan.facts, choice.taken, self.today)
            verdict.changes = self._named(filled.changes)

    def _merge(self, verdict: Verdict, plan: PersonPlan, row_number: int, choice: Choice) -> None:
        """Put a row into an earlier one of the same file."""
        earlier = self.rows[row_number]
        if earlier.plan is None:
            return
        filled = fill(earlier.plan.facts, plan.facts, choice.taken, self.today)
        course = earlier.plan.course or plan.course
        earlier.plan = replace(earlier.plan, facts=filled.facts, course=course)
        verdict.merged, verdict.outcome = row_number, ImportOutcome.UPDATED
        verdict.changes = self._named(filled.changes)

    def _update(self, verdict: Verdict, plan: PersonPlan, person_id: int, choice: Choice) -> None:
        before = self.facts.get(person_id)
        if before is None:
            return
        filled = fill(before, plan.facts, choice.taken, self.today)
        verdict.changes = self._named(filled.changes)
        is_managed = person_id in self.managed
        if plan.course and is_managed:
            verdict.problems.append(Problem(Level.DOUBT, HAS_COURSE))
        if filled.facts == before and (is_managed or plan.course is None):
            verdict.problems.append(Problem(Level.NOTE, NOTHING_NEW))
            return
        verdict.outcome, verdict.person_id, verdict.before = (
            ImportOutcome.UPDATED,
            person_id,
            before,
        )
        course = None if is_managed else plan.course
        verdict.plan = replace(plan, facts=filled.facts, course=course)
        self.facts[person_id] = filled.facts
        if plan.course:
            self.managed.add(person_id)

    def _named(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Tell hamlets by their names."""
        return tuple(
            replace(each, kept=self._hamlet(each.kept), in_file=self._hamlet(each.in_file))
            if each.field == "hamlet_id"
            else each
            for each in changes
        )

    def _hamlet(self, told: str) -> str:
        return self.hamlets.get(int(told), "") if told else ""


def _target(verdict: Verdict, choice: Choice) -> AlikeTo:
    """Return the file or row that is meant: the likeliest unless another was chosen."""
    chosen = [each for each in verdict.alike if each.person_id == choice.person_id]
    return chosen[0] if chosen and choice.person_id else verdict.alike[0]


def _usual(alike: AlikeTo) -> Choice:
    """Return what is done unless chosen: the same number fills the file, a likeness waits."""
    return Choice(RowAction.UPDATE if alike.is_certain else RowAction.LEAVE_OUT)


def _says_alike(alike: AlikeTo) -> Problem:
    sure = "chắc chắn" if alike.is_certain else f"{alike.per_cent}%"
    matches = ", ".join(alike.matches)
    if alike.row_number is not None:
        says = f"Trùng dòng {alike.row_number} trong cùng tệp ({sure}: {matches})."
    else:
        says = f"Giống {alike.says} ({sure}: {matches})."
    return Problem(Level.ALIKE, says)
