"""Who the persons behind figures are: read once for a report, named as they may be named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.secrecy.names import Names

Parts = tuple[tuple[Breakdown, str], ...]
# Under so many years of age, in this band; who is older is in the last.
_BANDS = ((12, ""), (16, "12-16"), (18, "16-18"), (31, "18-30"))
_OLDEST = "30+"
_FEW = 200  # persons asked for by number
_MONTH_AND_DAY = len("03-05")


@dataclass(frozen=True, slots=True)
class Somebody:
    id: int
    name: str  # as whoever asks may read it
    birth: str | None
    birth_year: int | None  # as whoever asks may read it
    order: str
    fixed: Parts  # the parts that do not change with the day

    def parts(self, day: date) -> Parts:
        return ((Breakdown.AGE, age_band(self.birth, day)), *self.fixed)


@dataclass(frozen=True, slots=True)
class Seen:
    """Why somebody counts, before she is named."""

    person_id: int
    reason: str
    on: date | None = None
    parts: Parts = ()
    amount: int = 1
    kind: MemberKind = MemberKind.PERSON
    record_id: int = 0


@dataclass(slots=True)
class Roll:
    """Everybody by number; `members` and `near` name whom a rule has found."""

    known: Mapping[int, Somebody] = field(default_factory=dict)

    def members(self, found: Iterable[Seen], day: date) -> tuple[Member, ...]:
        listed = [(self.known[each.person_id], each) for each in found]
        listed.sort(key=lambda pair: (pair[0].order, pair[0].id, pair[1].on or date.min))
        return tuple(
            Member(
                each.kind,
                each.record_id or who.id,
                who.name,
                each.reason,
                each.on,
                who.id,
                who.birth_year,
                each.amount,
                (*who.parts(day), *each.parts),
            )
            for who, each in listed
        )

    def near(self, found: Iterable[tuple[int, str]]) -> tuple[NearMiss, ...]:
        """Name who nearly counts, each with every condition that fails."""
        told: dict[int, list[str]] = {}
        for person_id, reason in found:
            told.setdefault(person_id, []).append(reason)
        listed = sorted((self.known[one] for one in told), key=lambda each: (each.order, each.id))
        return tuple(
            NearMiss(each.id, each.name, each.birth_year, "; ".join(dict.fromkeys(told[each.id])))
            for each in listed
        )

    def name_of(self, person_id: int) -> str:
        return self.known[person_id].name


def roll(counting: Counting) -> Roll:
    return counting.once("people", lambda: _read(counting))


def roll_of_few(counting: Counting, persons: Collection[int]) -> Roll:
    """Return who these are, without reading everybody."""
    if len(persons) > _FEW:
        return roll(counting)
    return _read(counting, persons) if persons else Roll()


def age_band(birth: str | None, day: date) -> str:
    """Return the band of an age on a day; of a birth half known the higher of two ages."""
    if not birth:
        return ""
    known = birth[5:]  # "03-05", "03" or nothing
    first = known if len(known) == _MONTH_AND_DAY else f"{known or '01'}-01"
    years = day.year - int(birth[:4]) - (day.isoformat()[5:] < first)
    return next((band for under, band in _BANDS if years < under), _OLDEST)


def _read(counting: Counting, only: Collection[int] | None = None) -> Roll:
    names = Names(counting.work)
    hamlets = {
        row.id: (row.name, row.former_commune)
        for row in counting.work.session.execute(
            select(Hamlet.id, Hamlet.name, Hamlet.former_commune)
        )
    }
    asked = select(
        Person.id,
        Person.full_name,
        Person.name_order,
        Person.birth,
        Person.sex,
        Person.hamlet_id,
        Person.ethnicity,
        Person.drugs,
    )
    if only is not None:
        asked = asked.where(Person.id.in_(only))
    rows = counting.work.session.execute(asked)
    known = {}
    for key, full_name, order, birth, sex, hamlet_id, ethnicity, drugs in rows:
        hamlet, former = hamlets.get(hamlet_id, ("", ""))
        year = int(birth[:4]) if birth and not names.is_close(key) else None
        known[key] = Somebody(
            key,
            full_name if names.are_plain else names.of(key, full_name, birth),
            birth,
            year,
            order,
            (
                (Breakdown.SEX, sex.value if sex else ""),
                (Breakdown.HAMLET, hamlet),
                (Breakdown.FORMER_COMMUNE, former),
                (Breakdown.ETHNICITY, ethnicity),
                (Breakdown.DRUG, drugs),
            ),
        )
    return Roll(known)
