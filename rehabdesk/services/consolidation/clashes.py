"""The same person in two units: what settles itself, and what somebody has to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import (
    ClashAnswer,
    ReceivedMember,
    ReceivedPackage,
)
from rehabdesk.domain.reports.codes import PackageState
from rehabdesk.domain.reports.indicators import Nature
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.reports.periods import Window
from rehabdesk.persistence.packages.upward.contents import day_or_none
from rehabdesk.persistence.packages.upward.sealed_copy import read_packed
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Work
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import ReportAsked, find_row
from rehabdesk.services.secrecy.names import Names

_CAME, _WENT, _STAYS = "S06", "S07", "S11"
_BALANCED = frozenset({"S01", "S02", "S06", "S07", "S08", "S09", "S11"})
_TIMES = {2: "hai", 3: "ba"}


@dataclass(frozen=True, slots=True)
class Side:
    """Where a person stands in one unit, and in which rows she is counted there."""

    unit_id: int
    unit_name: str
    stays: bool  # among those at the end of the period
    came_on: date | None
    went_on: date | None
    figures: tuple[tuple[str, int], ...]  # row, amount

    @property
    def words(self) -> str:
        told = []
        if self.went_on is not None:
            told.append(f"chuyển đi {self.went_on:%d/%m/%Y}")
        if self.came_on is not None:
            told.append(f"chuyển đến {self.came_on:%d/%m/%Y}")
        if not told or (self.went_on is not None and self.stays):
            told.append("đang quản lý" if self.stays else "có trong danh sách")
        return f"{self.unit_name}: {', '.join(told)}"


@dataclass(frozen=True, slots=True)
class Clash:
    known_by: str
    name: str
    birth_year: int | None
    sides: tuple[Side, ...]
    twice: tuple[str, ...]  # rows in which more than one unit counts her
    moves: tuple[str, ...] = ()  # rows of the balance she stands in
    counts_at: int | None = None  # the unit she counts at, settled by itself or by somebody
    is_answered: bool = False
    is_matched: bool = False  # gone from one, come to the other
    answer: str = ""
    answered_by: str = ""
    version: int = 0

    @property
    def id(self) -> str:
        return self.known_by

    @property
    def is_settled(self) -> bool:
        return self.is_answered or self.is_matched or not self.twice

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return tuple(side.unit_id for side in self.sides)

    @property
    def verdict(self) -> str:
        """Say in one line how it stands."""
        at = next((side.unit_name for side in self.sides if side.unit_id == self.counts_at), "")
        if self.is_answered:
            told = f"tính ở {at}" if at else "tính ở cả hai bên"
            return f"Đã giải quyết: {told}. {self.answer}"
        if self.is_matched:
            return f"Hai bên khớp nhau: tính ở {at[:1].lower()}{at[1:]}."
        return f"Tính {_TIMES.get(len(self.sides), len(self.sides))} lần. Cần hỏi lại một bên."


# Looks


def read_clashes(work: Work, asked: ReportAsked) -> list[Clash]:
    """Return everybody who stands in two units, the undecided first."""
    work.require(Right.CONSOLIDATE)
    return find_clashes(work, asked)


def find_clashes(work: Work, asked: ReportAsked) -> list[Clash]:
    """Return the same for a sum, which names nobody."""
    window = asked.period.window
    lines = _lines_of_many(work, asked.layout_key, window)
    layout = layout_of(work, asked.layout_key)
    answers = answers_of(work, asked)
    clashes = [
        found
        for known_by, mine in lines.items()
        if (found := _clash(work, layout, known_by, mine)) is not None
    ]
    names = Names(work)
    told = [
        replace(
            _with_answer(each, answers.get(each.known_by)),
            name=names.of(None, each.name, each.birth_year),
        )
        for each in clashes
    ]
    return sorted(told, key=lambda each: (each.is_settled, each.name))


def left_out(clashes: Sequence[Clash]) -> dict[tuple[int, str], int]:
    """Return by unit and row what does not count because it counts elsewhere.

    Who somebody has said to count elsewhere leaves the whole balance of a unit, so that it
    stays even; who has moved leaves the row she is still counted in.
    """
    found: dict[tuple[int, str], int] = defaultdict(int)
    for _, unit_id, row, amount in _leaving(clashes):
        found[unit_id, row] += amount
    return found


def who_is_left_out(clashes: Sequence[Clash]) -> frozenset[tuple[int, str, str]]:
    """Return the same by unit, row and what the person is known by."""
    return frozenset((unit_id, row, known_by) for known_by, unit_id, row, _ in _leaving(clashes))


def _leaving(clashes: Sequence[Clash]) -> Iterator[tuple[str, int, str, int]]:
    for clash in clashes:
        if clash.counts_at is None:
            continue
        rows = {*clash.twice, *(clash.moves if clash.is_answered else ())}
        for side in clash.sides:
            if side.unit_id != clash.counts_at:
                for row, amount in side.figures:
                    if row in rows:
                        yield clash.known_by, side.unit_id, row, amount


_Line = tuple[str, int, str, str, int | None, str, date | None, int]


def _lines_of_many(work: Work, layout_key: str, window: Window) -> Mapping[str, Sequence[_Line]]:
    """Return the lines of everybody known in more than one unit."""
    counting = (
        select(ReceivedPackage.id)
        .filter_by(
            layout_key=layout_key,
            from_on=window.first,
            until_on=window.last,
            state=PackageState.ACCEPTED,
            has_names=True,
        )
        .scalar_subquery()
    )
    member = ReceivedMember
    many = (
        select(member.known_by)
        .where(member.package_id.in_(counting))
        .group_by(member.known_by)
        .having(func.count() > 1)
    )
    wanted: dict[int, set[str]] = defaultdict(set)
    asked = select(member.package_id, member.known_by)
    here = member.package_id.in_(counting) & member.known_by.in_(many)
    for package_id, known_by in work.session.execute(asked.where(here)):
        wanted[package_id].add(known_by)
    found: dict[str, list[_Line]] = defaultdict(list)
    for package_id in sorted(wanted):
        for line in _lines_in(
            work.session.get_one(ReceivedPackage, package_id), wanted[package_id]
        ):
            found[line[0]].append(line)
    return found


def _lines_in(package: ReceivedPackage, wanted: set[str]) -> Iterator[_Line]:
    """Return the lines of some of the persons a package names."""
    members = read_packed(package.members or b"")
    places = {place for place, (known, _, _) in enumerate(members.persons) if known in wanted}
    for at, place in enumerate(members.places):
        if place in places:
            known_by, name, birth_year = members.persons[place]
            yield (
                known_by,
                package.unit_id or 0,
                package.unit_name,
                name,
                birth_year,
                members.figures[at],
                day_or_none(members.days[at]),
                members.amounts[at],
            )


def _clash(work: Work, layout: Layout, known_by: str, lines: Sequence[_Line]) -> Clash | None:
    code_of = partial(_code, layout)
    sides = _sides(lines, code_of)
    twice = _twice(work, lines, code_of)
    went = [side for side in sides if side.went_on is not None]
    came = [side for side in sides if side.came_on is not None]
    pairs = [(one, other) for one in went for other in came if one.unit_id != other.unit_id]
    if not twice and not pairs:
        return None
    first = lines[0]
    moves = tuple(dict.fromkeys(line[5] for line in lines if code_of(line[5]) in _BALANCED))
    clash = Clash(known_by, first[3], first[4], sides, twice, moves)
    staying = [side for side in sides if side.stays]
    last = max(
        (other for _, other in pairs), key=lambda side: side.came_on or date.min, default=None
    )
    gone = {one.unit_id for one, _ in pairs}
    is_matched = last is not None and all(
        side.unit_id == last.unit_id or side.unit_id in gone for side in staying or (last,)
    )
    if is_matched and last is not None:
        return replace(clash, counts_at=last.unit_id, is_matched=True)
    return clash if twice else None


def _sides(lines: Sequence[_Line], code_of: Callable[[str], str]) -> tuple[Side, ...]:
    by_unit: dict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        by_unit[line[1]].append(line)
    return tuple(_side(mine, code_of) for mine in by_unit.values())


def _side(lines: Sequence[_Line], code_of: Callable[[str], str]) -> Side:
    codes = [(code_of(line[5]), line) for line in lines]
    days = {code: line[6] for code, line in codes if line[6] is not None}
    figures: dict[str, int] = defaultdict(int)
    for line in lines:
        figures[line[5]] += line[7]
    stays = any(code == _STAYS for code, _ in codes)
    first = lines[0]
    return Side(first[1], first[2], stays, days.get(_CAME), days.get(_WENT), tuple(figures.items()))


def _twice(work: Work, lines: Sequence[_Line], code_of: Callable[[str], str]) -> tuple[str, ...]:
    """Name the rows in which she is counted twice.

    A stock holds a person once. A flow may well name her in two units, unless it is the same
    thing on the same day.
    """
    natures = catalogue(work)
    seen: dict[tuple[str, date | None], set[int]] = defaultdict(set)
    for line in lines:
        indicator = natures.get(code_of(line[5]))
        if indicator is None:
            continue
        is_stock = indicator.nature is not Nature.FLOW
        if is_stock or line[6] is not None:
            seen[line[5], None if is_stock else line[6]].add(line[1])
    return tuple(dict.fromkeys(row for (row, _), units in seen.items() if len(units) > 1))


def _code(layout: Layout, row_key: str) -> str:
    try:
        return find_row(layout, row_key)[0].code
    except LookupError:
        return ""


def answers_of(work: Work, asked: ReportAsked) -> dict[str, ClashAnswer]:
    window = asked.period.window
    kept = select(ClashAnswer).filter_by(
        layout_key=asked.layout_key, from_on=window.first, until_on=window.last
    )
    return {each.known_by: each for each in work.session.scalars(kept)}


def _with_answer(clash: Clash, answer: ClashAnswer | None) -> Clash:
    if answer is None:
        return clash
    return replace(
        clash,
        counts_at=answer.counts_at_id,
        is_answered=True,
        answer=answer.words,
        answered_by=answer.settled_by,
        version=answer.version,
    )
