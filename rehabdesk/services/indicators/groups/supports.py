"""Group H: help with loans, trades, jobs, school; from supports and from old sums of teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.daily_codes import QuickRating
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.teamwork.helping import Support
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.services.indicators import measured
from rehabdesk.services.indicators.counting import Counting, Members, Quick, Rule
from rehabdesk.services.indicators.measured import Measured
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.supports import sums

Kind = SupportKind
Behind = sums.Behind


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure of supports: the codes it takes together, and which supports it may lack."""

    codes: tuple[str, ...]
    kinds: frozenset[SupportKind] = frozenset()

    @property
    def in_activities(self) -> Measured:
        return Measured(_TOGETHER if len(self.codes) > 1 else self.codes[0])


_TOGETHER = "H03c"  # trade and work, each person once


def _behind(which: _Counted, counting: Counting, window: Window) -> list[Behind]:
    figures = _figures(counting, window)
    return [each for code in which.codes for each in figures[code].total.behind]


def _figures(counting: Counting, window: Window) -> Mapping[str, sums.Figure]:
    days = sums.Window(window.first, window.last)
    return counting.once(
        ("supports", window),
        lambda: {each.code: each for each in sums.read_figures(counting.work, days)},
    )


# Persons, each once


def _persons(which: _Counted, counting: Counting, window: Window) -> Iterator[Member]:
    of_person: dict[int, list[Behind]] = {}
    for each in _behind(which, counting, window):
        if each.person_id is not None:
            of_person.setdefault(each.person_id, []).append(each)
    titles = _titles(counting) if of_person else {}
    for person_id, several in of_person.items():
        first = min(several, key=lambda each: (each.on, each.support_id))
        told = "; ".join(dict.fromkeys(_told(each, titles) for each in several))
        yield _person(counting, window, first, person_id, told, titles)
    yield from measured.members_of(which.in_activities, counting, window)


def _count_persons(which: _Counted, counting: Counting, window: Window) -> Value:
    persons = {each.person_id for each in _behind(which, counting, window)} - {None}
    return measured.beside(which.in_activities, counting, window, len(persons))


def _person(
    counting: Counting,
    window: Window,
    behind: Behind,
    person_id: int,
    told: str,
    titles: Mapping[int, str],
) -> Member:
    parts = (
        (Breakdown.SOURCE, behind.source),
        (Breakdown.KIND, titles.get(behind.support_id) or behind.kind.label),
    )
    member = Member(
        MemberKind.SUPPORT,
        behind.support_id,
        behind.name,
        told,
        behind.on,
        person_id,
        parts=parts,
    )
    return _placed(counting, window, member)


def _placed(counting: Counting, window: Window, member: Member) -> Member:
    """Say sex, age and place of who a member is."""
    who = roll(counting).known.get(member.person_id or 0)
    if who is None:
        return member
    parts = (*member.parts, *who.parts(window.last))
    return replace(member, birth_year=who.birth_year, parts=parts)


# Times, households, money: every support by itself


def _each(
    amount: Callable[[Behind], int], which: _Counted, counting: Counting, window: Window
) -> Iterator[Member]:
    titles = _titles(counting)
    for each in _behind(which, counting, window):
        if adds := amount(each):
            kind = titles.get(each.support_id) if each.kind is Kind.OTHER else ""
            member = Member(
                MemberKind.SUPPORT,
                each.support_id,
                f"Hộ {each.name}" if each.household and each.person_id is None else each.name,
                _told(each, titles),
                each.on,
                each.person_id,
                amount=adds,
                parts=(
                    (Breakdown.SOURCE, each.source),
                    (Breakdown.KIND, kind or each.kind.label),
                ),
            )
            yield _placed(counting, window, member)
    yield from measured.members_of(which.in_activities, counting, window)


def _add_each(
    amount: Callable[[Behind], int], which: _Counted, counting: Counting, window: Window
) -> Value:
    total = sum(amount(each) for each in _behind(which, counting, window))
    return measured.beside(which.in_activities, counting, window, total)


def _is_household(each: Behind) -> int:
    return 1 if each.household else 0


def _money(each: Behind) -> int:
    return each.amount


def _times(each: Behind) -> int:
    return each.occasions


def _told(each: Behind, titles: Mapping[int, str]) -> str:
    """Say what somebody got: "Vay vốn · Ngân hàng CSXH · 35.000.000 đồng · 12/03/2026"."""
    money = f"{decimal_words(Value(each.amount).number)} đồng" if each.amount else ""
    times = f"{each.occasions} lần" if each.occasions > 1 else ""
    words = (each.kind.label, titles.get(each.support_id, ""), each.source, money, times)
    return " · ".join((*(word for word in words if word), f"{each.on:%d/%m/%Y}"))


# Who nearly counts


def _near(which: _Counted, counting: Counting, window: Window) -> Iterator[NearMiss]:
    counted = {each.support_id for each in _behind(which, counting, window)}
    days = sums.Window(window.first, window.last)
    pending = counting.once(
        ("supports pending", window), lambda: sums.read_pending(counting.work, days)
    )
    known = roll(counting).known
    for each in pending:
        if each.support_id not in counted and (not which.kinds or each.kind in which.kinds):
            who = known.get(each.person_id or 0)
            year = who.birth_year if who else None
            reason = f"{each.kind.label}: {each.reason}"
            yield NearMiss(each.person_id, each.name, year, reason)
    yield from measured.planned_of(which.in_activities, counting, window)


# Everybody met or advised, whatever came of it


def _met(counting: Counting, window: Window) -> dict[int, tuple[date, str]]:
    """Say of everybody met or advised in the window when that was last."""
    rows = counting.work.session.execute(
        select(ContactPerson.person_id, Contact.on, Contact.way)
        .join(Contact, Contact.id == ContactPerson.contact_id)
        .where(
            Contact.on.between(window.first, min(window.last, counting.today)),
            ContactPerson.rating.is_(None) | (ContactPerson.rating != QuickRating.NOT_MET),
        )
        .order_by(Contact.on, Contact.id)
    )
    found = {
        each.person_id: (each.on, f"{each.way.label} ngày {each.on:%d/%m/%Y}") for each in rows
    }
    for each in _behind(_ADVICE, counting, window):
        if each.person_id is not None:
            told = f"{each.kind.label} ngày {each.on:%d/%m/%Y}"
            found.setdefault(each.person_id, (each.on, told))
    return found


def _met_members(counting: Counting, window: Window) -> Iterator[Member]:
    found = _met_once(counting, window).items()
    seen = (Seen(person_id, told, on) for person_id, (on, told) in found)
    yield from roll(counting).members(seen, window.last)


def _met_once(counting: Counting, window: Window) -> Mapping[int, tuple[date, str]]:
    return counting.once(("met", window), lambda: _met(counting, window))


def _count_met(counting: Counting, window: Window) -> Value:
    return Value(len(_met_once(counting, window)))


# What is read once


def _titles(counting: Counting) -> Mapping[int, str]:
    def read() -> Mapping[int, str]:
        asked = select(Support.id, Support.title).where(Support.title != "")
        return {row.id: row.title for row in counting.work.session.execute(asked)}

    return counting.once("support titles", read)


def _of_persons(which: _Counted) -> Rule:
    quick = partial(_count_persons, which)
    return _rule(which, partial(_persons, which), quick)


def _of_each(which: _Counted, amount: Callable[[Behind], int]) -> Rule:
    quick = partial(_add_each, amount, which)
    return _rule(which, partial(_each, amount, which), quick)


def _rule(which: _Counted, members: Members, quick: Quick) -> Rule:
    return measured.with_records(which.in_activities, members, quick, partial(_near, which))


def _kinds(*kinds: SupportKind) -> frozenset[SupportKind]:
    return frozenset(kinds)


def _every(rules: Iterable[tuple[str, frozenset[SupportKind]]]) -> dict[str, Rule]:
    return {code: _of_persons(_Counted((code,), kinds)) for code, kinds in rules}


_ADVICE = _Counted(("H01",), _kinds(Kind.COUNSELLING, Kind.LEGAL))
_WORK = _kinds(Kind.TRAINING, Kind.JOB)
_LOAN, _HELP = _kinds(Kind.LOAN), _kinds(Kind.MONEY, Kind.OTHER)
RULES: Mapping[str, Rule] = {
    **_every(
        (
            ("H01", _ADVICE.kinds),
            ("H02", _kinds(Kind.SCHOOLING)),
            ("H03", _kinds(Kind.TRAINING)),
            ("H04", _kinds(Kind.JOB)),
            ("H05", _kinds(Kind.JOB)),
            ("H05s", _kinds(Kind.JOB)),
            ("H06", _LOAN),
            ("H09", frozenset(Kind)),
            ("H10", _HELP),
        )
    ),
    "H01g": Rule(_met_members, None, _count_met),
    "H01l": _of_each(_Counted(("H01l",), _ADVICE.kinds), _times),
    "H03c": _of_persons(_Counted(("H03", "H05"), _WORK)),
    "H07": _of_each(_Counted(("H07",), _LOAN), _is_household),
    "H08": _of_each(_Counted(("H08",), _LOAN), _money),
    "H10t": _of_each(_Counted(("H10t",), _kinds(Kind.MONEY)), _money),
}
