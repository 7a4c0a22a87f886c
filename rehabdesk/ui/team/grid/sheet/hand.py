"""The sheet while it is being filled: what was read, what has been typed over it, and undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.month_grid.saving import CellChange, SaveMonth
from rehabdesk.services.month_grid.sheet import (
    Column,
    MemberRow,
    MonthSheet,
    Place,
    SessionColumn,
    Subject,
    Value,
    WalkIn,
    proposed,
)

OUTSIDE = "Ngoài đội"
KEPT_STEPS = 200


class Computed(Enum):
    """A column nobody types into."""

    PRESENT = auto()


PRESENT = Computed.PRESENT
SheetColumn = Column | Computed


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet: a member of the team, or somebody from outside."""

    subject: Subject
    name: str
    role: str
    hamlet: str
    member: MemberRow | None = None


@dataclass(slots=True)
class _Edit:
    """What a cell held when it was typed over, and what is to be saved."""

    before: Value
    after: Value


class SheetInHand:
    """Cells by person and column; what is typed lies over what was read until it is saved."""

    def __init__(self, sheet: MonthSheet) -> None:
        self.conflicts: set[Place] = set()
        self._edits: dict[Place, _Edit] = {}
        self._guests: list[WalkIn] = []  # from outside, not saved yet
        self._undos: list[dict[Place, Value]] = []
        self._redos: list[dict[Place, Value]] = []
        self._take(sheet)

    # What is there

    @property
    def key(self) -> tuple[int, Month]:
        """Say whose month it is."""
        return self.sheet.team_id, self.sheet.month

    @property
    def unsaved(self) -> int:
        return len(self._edits)

    @property
    def can_undo(self) -> bool:
        return bool(self._undos)

    @property
    def can_redo(self) -> bool:
        return bool(self._redos)

    @property
    def editable(self) -> tuple[Column, ...]:
        """Return the columns that are typed into, from left to right."""
        return tuple(each for each in self.columns if not isinstance(each, Computed))

    def session(self, column: SheetColumn) -> SessionColumn | None:
        return None if isinstance(column, Computed | Counted) else self._sessions.get(column)

    def value(self, place: Place) -> Value:
        """Return what stands in a cell now: a tick is 1, a count nobody typed None."""
        edit = self._edits.get(place)
        return edit.after if edit is not None else self._kept(place)

    def is_unsaved(self, place: Place) -> bool:
        return place in self._edits

    def is_open(self, row: SheetRow, column: SheetColumn) -> bool:
        """Tell whether something can stand there: members only while they serve."""
        if isinstance(column, Computed):
            return False
        if isinstance(column, Counted):
            return row.member is not None
        if row.member is None or self.value((row.subject, column)):
            return True
        return row.member.serves_on(self._sessions[column].on)

    def proposed(self, subject: Subject, column: Column) -> int:
        return proposed(self.sheet, subject, column, self._present_at(subject))

    def amount(self, row: SheetRow, column: SheetColumn) -> int:
        """Return the number a cell counts for: what was typed, else what is on record."""
        if isinstance(column, Computed):
            return len(self._present_at(row.subject))
        value = self.value((row.subject, column))
        if value is None and isinstance(column, Counted):
            return self.proposed(row.subject, column)
        return value or 0

    def total(self, column: SheetColumn) -> int:
        return sum(self.amount(row, column) for row in self.rows)

    def order(self) -> SaveMonth:
        changes = tuple(
            CellChange(place, edit.before, edit.after) for place, edit in self._edits.items()
        )
        return SaveMonth(self.sheet.team_id, self.sheet.month, changes)

    # What is done to it

    def put(self, values: Mapping[Place, Value], *, goes_on: bool = False) -> bool:
        """Write cells as one step of undo; `goes_on` adds to the step before, as digits do."""
        before = {place: self.value(place) for place in values}
        changed = {place for place, value in values.items() if value != before[place]}
        if not changed:
            return False
        if not (goes_on and self._undos):
            self._undos = [*self._undos, {place: before[place] for place in changed}][-KEPT_STEPS:]
        self._redos.clear()
        self._write({place: values[place] for place in changed})
        return True

    def undo(self) -> frozenset[Place]:
        return self._turn(self._undos, self._redos)

    def redo(self) -> frozenset[Place]:
        return self._turn(self._redos, self._undos)

    def admit(self, guest: WalkIn) -> None:
        """Give somebody from outside a line; it stays when a tick of it is saved."""
        if guest not in self._guests:
            self._guests.append(guest)
        self._order_rows()

    def renew(self, sheet: MonthSheet) -> int:
        """Lay what was typed over a newer reading; say how many cells have lost their place.

        A cell another has written meanwhile is marked, and holds what was typed until it is saved.
        """
        lost = [place for place in self._edits if not _has_place(sheet, place)]
        for place in lost:
            del self._edits[place]
        self._take(sheet)
        for place, edit in list(self._edits.items()):
            kept = self._kept(place)
            if kept == edit.after:
                del self._edits[place]
            elif kept != edit.before:
                self.conflicts.add(place)
                edit.before = kept
        self.conflicts &= self._edits.keys()
        if lost:
            self._undos.clear()
            self._redos.clear()
        return len(lost)

    def settle(self) -> None:
        """Take what was typed as kept: it has been saved."""
        cells = dict(self.sheet.cells)
        for place, edit in self._edits.items():
            if edit.after is None or (edit.after == 0 and not isinstance(place[1], Counted)):
                cells.pop(place, None)
            else:
                cells[place] = edit.after
        self._cells = cells
        self.forget()

    def forget(self) -> None:
        """Drop what was typed and not saved."""
        self._edits.clear()
        self.conflicts.clear()
        self._undos.clear()
        self._redos.clear()
        ticked = {who for who, _ in self._cells}
        self._guests = [each for each in self._guests if each in ticked]
        self._order_rows()

    def _kept(self, place: Place) -> Value:
        return self._cells.get(place, None if isinstance(place[1], Counted) else 0)

    def _write(self, values: Mapping[Place, Value]) -> None:
        for place, value in values.items():
            edit = self._edits.get(place)
            before = edit.before if edit is not None else self._kept(place)
            self.conflicts.discard(place)
            if value == before:
                self._edits.pop(place, None)
            else:
                self._edits[place] = _Edit(before, value)

    def _turn(
        self, source: list[dict[Place, Value]], target: list[dict[Place, Value]]
    ) -> frozenset[Place]:
        if not source:
            return frozenset()
        values = source.pop()
        target.append({place: self.value(place) for place in values})
        self._write(values)
        return frozenset(values)

    def _present_at(self, subject: Subject) -> list[SessionColumn]:
        return [each for each in self.sheet.sessions if self.value((subject, each.activity_id))]

    def _take(self, sheet: MonthSheet) -> None:
        self.sheet = sheet
        self._cells = dict(sheet.cells)
        self._sessions = {each.activity_id: each for each in sheet.sessions}
        sessions: Iterable[SheetColumn] = (each.activity_id for each in sheet.sessions)
        self.columns: tuple[SheetColumn, ...] = tuple(chain(sessions, [PRESENT], Counted))
        self._order_rows()

    def _order_rows(self) -> None:
        outside = [*self.sheet.walk_ins]
        outside += [each for each in self._guests if each not in outside]
        self.rows: Sequence[SheetRow] = (
            *(
                SheetRow(each.volunteer_id, each.name, each.role.label, each.hamlet, each)
                for each in self.sheet.members
            ),
            *(SheetRow(each, each.name, OUTSIDE, each.unit) for each in outside),
        )


def _has_place(sheet: MonthSheet, place: Place) -> bool:
    who, column = place
    is_known = isinstance(who, WalkIn) or any(each.volunteer_id == who for each in sheet.members)
    if isinstance(column, Counted):
        return is_known
    return is_known and any(each.activity_id == column for each in sheet.sessions)
