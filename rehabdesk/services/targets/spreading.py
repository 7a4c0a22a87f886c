"""A target spread to hamlets, teams or others, in an upper office to its units.

Proposed, its sum checked, kept whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.reporting.targets import PlanTarget
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.reports.codes import Breakdown, TargetRule
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.targets import spread_by, sum_words
from rehabdesk.domain.settling.three_way import Keyed
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import EditedMeanwhile, Sides, met
from rehabdesk.services.indicators.answers import answer, catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.targets.facts import Target
from rehabdesk.services.targets.from_units import is_upper, names_of_units, total_of_units
from rehabdesk.services.targets.keeping import target_record, target_told
from rehabdesk.services.team_targets.keeping import spread_evenly
from rehabdesk.services.teams.changes import Changes, Made

_YEAR = 12  # months


class NotSpread(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” giao theo tỷ lệ hoặc giao đạt vào năm nên không chia thành số. "
            "Chọn một chỉ tiêu giao bằng số."
        )


class NobodyNamed(Refusal):
    field = "parts"

    def __init__(self) -> None:
        super().__init__("Có phần chưa ghi là của ai. Gõ tên nơi nhận phần đó.")


class NamedTwice(Refusal):
    field = "parts"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” được chia hai lần. Để lại một dòng.")


class PartNegative(Refusal):
    field = "parts"

    def __init__(self, name: str) -> None:
        super().__init__(f"Phần của {name} không đọc ra số. Gõ số như 5 hoặc 1.200.")


class SumDiffers(NeedsConfirmation):
    def __init__(self, words: str) -> None:
        super().__init__(f"{words}. Vẫn chia như vậy?")


@dataclass(frozen=True, slots=True)
class Whom:
    """Who may get a part: a hamlet, a team, or somebody with a name alone, as a unit is."""

    name: str
    hamlet_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    whom: Whom
    amount: int


@dataclass(frozen=True, slots=True)
class SpreadTarget:
    """All parts as they are to be; `seen` are those the screen read, with their versions."""

    target_id: int
    version: int
    parts: tuple[Part, ...]
    seen: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each gets, as the form that spreads a target has it."""

    parts: Mapping[Whom, int]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Shares:
        return cls({each.whom: each.amount for each in parts})

    @property
    def as_parts(self) -> tuple[Part, ...]:
        return tuple(Part(whom, amount) for whom, amount in self.parts.items())


SHARE_LABELS = {"parts": Keyed("Phần của", lambda whom: str(whom.name))}


@dataclass(frozen=True, slots=True)
class Spreading:
    """What is needed to spread a target: who may get a part, what stands, what is proposed."""

    target: Target
    hamlets: tuple[Whom, ...]
    teams: tuple[Whom, ...]
    parts: tuple[Part, ...]
    seen: frozenset[tuple[int, int]]
    last_year: Mapping[Whom, int]  # what each reached in the year before
    units: tuple[Whom, ...] = ()  # who is to send reports to an upper office

    @property
    def amount(self) -> int:
        return int(self.target.facts.amount.number)

    def evenly(self, among: Sequence[Whom]) -> dict[Whom, int]:
        """Share it out so that the parts differ by one at most."""
        shares = spread_evenly(self.amount, range(len(among)))
        return {whom: shares[place] for place, whom in enumerate(among)}

    def by_last_year(self, among: Sequence[Whom]) -> dict[Whom, int]:
        """Share it out as the year before went; nothing where nobody reached anything."""
        return spread_by(self.amount, {each: self.last_year.get(each, 0) for each in among})


# Acts


def spread_target(work: Work, order: SpreadTarget) -> Made:
    """Keep the parts of a target, all at once; without any it is spread no more."""
    work.require(Right.KEEP_REPORTS)
    target = target_record(work, order.target_id)
    if target.version != order.version or _seen(target) != order.seen:
        raise _met(work, target, order)
    told = target_told(target)
    _require_number(told)
    _require_parts(work, told, order.parts)
    changes = Changes(work)
    before = {_whom(each): each for each in target.parts}
    for whom, part in before.items():
        if whom not in {each.whom for each in order.parts}:
            changes.remove(part)
    for place, each in enumerate(order.parts):
        kept = before.get(each.whom)
        if kept is None:
            kept = _part_of(work, target, each.whom)
            changes.make(kept)
        else:
            changes.note(kept)
        kept.amount, kept.decimals, kept.place = each.amount, 0, place
    work.session.flush()
    work.session.expire(target, ["parts"])
    words = sum_words([Decimal(each.amount) for each in order.parts], told.facts.amount.number)
    shares = ", ".join(f"{each.whom.name} {each.amount}" for each in order.parts)
    work.record("plan_target.spread", target, name=target.name, parts=shares, sum=words)
    return Made(target.id, f"chia chỉ tiêu “{target.name}”", changes.kept())


# Looks


def read_spreading(work: Work, target_id: int) -> Spreading:
    """Return everybody a target can be spread to, with what stands and what last year gave."""
    work.require(Right.EXPORT_LISTS)
    target = target_record(work, target_id)
    told = target_told(target)
    _require_number(told)
    counting = Counting(work)
    hamlets, teams, units = _offered(counting, told)
    return Spreading(
        told,
        hamlets,
        teams,
        tuple(Part(_whom(each), each.amount) for each in target.parts),
        _seen(target),
        _last_year(counting, told, (*hamlets, *teams, *units)),
        units,
    )


_Whoms = tuple[Whom, ...]


def _offered(counting: Counting, target: Target) -> tuple[_Whoms, _Whoms, _Whoms]:
    """Return the hamlets and teams, or for an upper office its units."""
    work = counting.work
    if is_upper(counting):
        return (), (), tuple(Whom(name) for name in names_of_units(work, target.window))
    hamlets = tuple(Whom(each.name, each.id) for each in list_hamlets(work) if each.is_active)
    asked = (
        select(VolunteerTeam.id, VolunteerTeam.name)
        .where(VolunteerTeam.until_on.is_(None) | (VolunteerTeam.until_on >= target.window.first))
        .order_by(VolunteerTeam.name)
    )
    teams = tuple(Whom(name, None, one) for one, name in work.session.execute(asked))
    return hamlets, teams, ()


def _last_year(counting: Counting, target: Target, among: Sequence[Whom]) -> dict[Whom, int]:
    indicator = catalogue(counting.work).get(target.facts.code)
    if indicator is None:
        return {}
    window = Window(add_months(target.window.first, -_YEAR), add_months(target.window.last, -_YEAR))
    found: dict[Whom, int] = {}
    for each in among:
        if is_upper(counting):
            total = total_of_units(counting, indicator.code, window, each.name)
            found[each] = max(0, int(total or 0))
            continue
        breakdown = Breakdown.HAMLET if each.hamlet_id is not None else Breakdown.TEAM
        if breakdown in indicator.breakdowns:
            parts = answer(counting, indicator.code, window).parts(breakdown)
            found[each] = max(0, parts.get(each.name, 0))
    return found


def _require_number(target: Target) -> None:
    facts = target.facts
    if facts.is_per_cent or facts.rule is TargetRule.REACHED_BY or target.parent_id is not None:
        raise NotSpread(facts.name)


def _require_parts(work: Work, target: Target, parts: Sequence[Part]) -> None:
    names: set[Whom] = set()
    for each in parts:
        if not clean(each.whom.name):
            raise NobodyNamed
        if each.whom in names:
            raise NamedTwice(each.whom.name)
        if each.amount < 0:
            raise PartNegative(each.whom.name)
        names.add(each.whom)
    amounts = [Decimal(each.amount) for each in parts]
    if parts and sum(amounts) != target.facts.amount.number:
        work.unless_confirmed(SumDiffers(sum_words(amounts, target.facts.amount.number)))


def _seen(target: PlanTarget) -> frozenset[tuple[int, int]]:
    return frozenset((each.id, each.version) for each in target.parts)


def _whom(part: PlanTarget) -> Whom:
    if part.hamlet is not None:
        return Whom(part.hamlet.name, part.hamlet_id)
    if part.team is not None:
        return Whom(part.team.name, None, part.team_id)
    return Whom(part.unit_name)


def _part_of(work: Work, target: PlanTarget, whom: Whom) -> PlanTarget:
    is_named = whom.hamlet_id is None and whom.team_id is None
    return PlanTarget(
        plan_id=target.plan_id,
        parent_id=target.id,
        name=target.name,
        code=target.code,
        unit=target.unit,
        rule=target.rule,
        is_per_cent=False,
        from_on=target.from_on,
        until_on=target.until_on,
        hamlet_id=whom.hamlet_id,
        team_id=whom.team_id,
        unit_name=clean(whom.name) if is_named else "",
        recorded_by=work.actor.name,
        recorded_at=work.now,
    )


def _met(work: Work, target: PlanTarget, order: SpreadTarget) -> EditedMeanwhile:
    """Lay the parts that are kept beside those typed; a part is a target of its own."""
    kept = Shares({_whom(each): each.amount for each in target.parts})
    sides = Sides(work, kept, Shares.of(order.parts), SHARE_LABELS)
    return met(target, (target.version, _seen(target)), sides)
