"""What is found of each row, and what will become of it; the check shows it, the import does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.tables.table import LeftOut
from rehabdesk.services.importing.kinds.persons import PersonPlan
from rehabdesk.services.importing.orders import (
    AlikeTo,
    Change,
    Check,
    CheckedRow,
    Choice,
    Counters,
    Level,
    Problem,
    RowState,
)
from rehabdesk.services.people.person_facts import PersonFacts

NO_MARKS = "Họ và tên không có dấu. Nếu nhập, hồ sơ cũng ghi không dấu. Nên sửa tệp trước."
_ENOUGH_NAMES = 3
_READY = (RowState.READY, RowState.UPDATE)


@dataclass(slots=True)
class Verdict:
    """One row. `merged` is the earlier row whose plan has taken this one in."""

    row_number: int
    state: RowState
    outcome: ImportOutcome
    full_name: str = ""
    birth: str = ""
    number: str = ""
    problems: list[Problem] = field(default_factory=list)
    alike: tuple[AlikeTo, ...] = ()
    choice: Choice | None = None
    changes: tuple[Change, ...] = ()
    plan: PersonPlan | None = None
    person_id: int | None = None
    merged: int | None = None
    before: PersonFacts | None = None  # of the file to be changed
    reason: str = ""  # why a second file is opened beside one alike
    payload: object = None  # what a row of another kind will be written as

    def anew(self) -> Verdict:
        """Return what was found of the row for itself, to be decided without touching this."""
        told = (self.row_number, self.state, self.outcome, self.full_name, self.birth, self.number)
        return Verdict(*told, [*self.problems], plan=self.plan)

    @property
    def is_written(self) -> bool:
        return self.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED}

    @property
    def remark(self) -> str:
        """Tell what is to be said beside the row."""
        return " ".join(each.says for each in self.problems if each.level is not Level.NOTE)


def doubt_bare_names(verdicts: Sequence[Verdict]) -> None:
    """Say so where most names of a list bear no marks: a name or two may be written so."""
    named = [each for each in verdicts if len(each.full_name.split()) > 1]
    bare = [each for each in named if each.full_name.isascii()]
    if len(bare) >= _ENOUGH_NAMES and 2 * len(bare) > len(named):
        for verdict in bare:
            verdict.problems.append(Problem(Level.DOUBT, NO_MARKS))


def left_out(rows: Iterable[LeftOut]) -> list[Verdict]:
    return [
        Verdict(
            each.row_number,
            RowState.SKIPPED,
            ImportOutcome.LEFT_OUT,
            each.text,
            problems=[Problem(Level.NOTE, each.reason)],
        )
        for each in rows
    ]


def told(verdicts: Sequence[Verdict], hamlets: tuple[str, ...]) -> Check:
    """Make of the verdicts what the screen shows."""
    same = Counter(
        (each.level, each.field, each.text)
        for verdict in verdicts
        for each in verdict.problems
        if each.field is not None
    )
    rows = tuple(
        CheckedRow(
            each.row_number,
            each.state,
            each.outcome,
            each.full_name,
            each.birth,
            each.number,
            tuple(
                replace(problem, same_count=same[problem.level, problem.field, problem.text])
                if problem.field is not None
                else problem
                for problem in each.problems
            ),
            each.alike,
            each.choice,
            each.changes,
        )
        for each in verdicts
    )
    return Check(rows, counters_of(verdicts), hamlets)


def counters_of(verdicts: Iterable[Verdict]) -> Counters:
    found = list(verdicts)
    states = Counter(each.state for each in found)
    return Counters(
        sum(states[each] for each in _READY),
        states[RowState.ALIKE],
        states[RowState.FAULTY],
        states[RowState.SKIPPED],
        sum(1 for each in found if each.is_written),
    )
