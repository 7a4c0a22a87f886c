"""Group A: whether the commune and its hamlets are free of drugs, as written down by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from sqlalchemy import func, select

from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.models import AreaStatus
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.areas import AreaFacts
from rehabdesk.domain.teamwork.codes import AreaState
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.models.areas import FREE

_COMMUNE = "Toàn xã"
_SHARE_PLACES = 2  # of what the police tell in per cent


def _latest(counting: Counting, window: Window) -> Mapping[int | None, AreaStatus]:
    """Return the last line of the commune and of each hamlet up to the end of the window."""

    def read() -> Mapping[int | None, AreaStatus]:
        rows = counting.work.session.scalars(
            select(AreaStatus)
            .where(AreaStatus.year <= window.last.year)
            .order_by(AreaStatus.year, AreaStatus.id)
        )
        return {each.hamlet_id: each for each in rows if _day(each) <= window.last}

    return counting.once(("areas", window.last), read)


def _day(status: AreaStatus) -> date:
    """Return the day a status is of: its paper's, else the first of its year."""
    return status.paper_on or date(status.year, 1, 1)


def _member(status: AreaStatus) -> Member:
    name = status.hamlet.name if status.hamlet else _COMMUNE
    on = f"ngày {status.paper_on:%d/%m/%Y}" if status.paper_on else ""
    paper = " ".join(word for word in (status.paper, on) if word)
    told = f"{status.state.label} năm {status.year}"
    return Member(
        MemberKind.AREA,
        status.id,
        name,
        f"{told} · {paper}" if paper else told,
        status.paper_on,
        parts=((Breakdown.HAMLET, name),),
    )


def _free(counting: Counting, window: Window, *, of_hamlets: bool) -> Iterator[Member]:
    for hamlet_id, status in _latest(counting, window).items():
        if (hamlet_id is not None) is of_hamlets and status.state in FREE:
            yield _member(status)


def _not_free(counting: Counting, window: Window, *, of_hamlets: bool) -> Iterator[NearMiss]:
    for hamlet_id, status in _latest(counting, window).items():
        if (hamlet_id is not None) is of_hamlets and status.state is AreaState.PROPOSED:
            name = status.hamlet.name if status.hamlet else _COMMUNE
            yield NearMiss(None, name, None, f"{status.state.label} năm {status.year}")


def _count_free_commune(counting: Counting, window: Window) -> Value | None:
    """Say one or none; nothing where nobody has written it down."""
    known = _latest(counting, window).get(None)
    return None if known is None else Value(1 if known.state in FREE else 0)


def _count_free_hamlets(counting: Counting, window: Window) -> Value | None:
    known = [each for hamlet, each in _latest(counting, window).items() if hamlet is not None]
    asked = select(func.count(Hamlet.id)).where(Hamlet.is_active)
    total = counting.work.session.scalar(asked) or 0
    free = sum(each.state in FREE for each in known)
    return Value(free, base=max(total, free)) if known else None


def _converted(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.scalars(
        select(AreaStatus)
        .where(
            AreaStatus.hamlet_id.is_(None),
            AreaStatus.state == AreaState.FREE_CONVERTED,
            AreaStatus.year.between(window.first.year, window.last.year),
        )
        .order_by(AreaStatus.year)
    )
    for status in rows:
        if window.holds(status.paper_on or date(status.year, 12, 31)):
            yield _member(status)


def _count_converted(counting: Counting, window: Window) -> Value | None:
    found = len(list(_converted(counting, window)))
    return Value(found) if found or None in _latest(counting, window) else None


# What papers of others tell of the commune


def _facts(counting: Counting, window: Window) -> tuple[AreaStatus, AreaFacts] | None:
    status = _latest(counting, window).get(None)
    return None if status is None else (status, AreaFacts.of(status.criteria))


def _told_value(name: str, counting: Counting, window: Window) -> Value | None:
    known = _facts(counting, window)
    told = None if known is None else getattr(known[1].typed, name)
    if told is None:
        return None
    if name == "offenders":
        return Value(int((told * 10**_SHARE_PLACES).to_integral_value()), _SHARE_PLACES)
    return Value(told)


def _told_members(name: str, counting: Counting, window: Window) -> Iterator[Member]:
    known, value = _facts(counting, window), _told_value(name, counting, window)
    if known is not None and value is not None and value.amount:
        status = known[0]
        told = f"{value.words} · ghi ở tình trạng địa bàn năm {status.year}"
        yield Member(MemberKind.AREA, status.id, _COMMUNE, told, amount=value.amount)


def _population_day(counting: Counting, window: Window) -> str:
    known = _facts(counting, window)
    on = known[1].typed.population_on if known is not None else None
    return f"dân số ngày {on:%d/%m/%Y}" if on else ""


def _told(name: str) -> Rule:
    return Rule(partial(_told_members, name), None, partial(_told_value, name))


_COMMUNES = partial(_free, of_hamlets=False), partial(_not_free, of_hamlets=False)
_HAMLETS = partial(_free, of_hamlets=True), partial(_not_free, of_hamlets=True)
RULES: Mapping[str, Rule] = {
    "A01": Rule(*_COMMUNES, _count_free_commune),
    "A02": Rule(_converted, None, _count_converted),
    "A03": Rule(*_HAMLETS, _count_free_hamlets),
    "A04": _told("points"),
    "A05d": Rule(
        partial(_told_members, "population"),
        None,
        partial(_told_value, "population"),
        remark=_population_day,
    ),
    "A06": _told("offenders"),
}
