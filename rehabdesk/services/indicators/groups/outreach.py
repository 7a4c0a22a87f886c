"""Groups T and P: whom teams reached, what they told the police, who signed, who is helped.

Tips, commitments and assignments stand one by one; what old ledgers sum is added to the first
two. Whom a team helps is counted by name where anybody is assigned, else from those sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import func, or_, select

from rehabdesk.domain.codes import IN_CHARGE, EpisodeKind
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.activities import Pledge, Tip
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.indicators import measured
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.measured import Measured
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.pledges.facts import TOGETHER
from rehabdesk.services.pledges.looks import read_totals
from rehabdesk.services.pledges.looks import runs_on as stands_on
from rehabdesk.services.secrecy.names import Names, hidden

# Tips

_TIPS, _PLEDGES = Measured("T13"), Measured("T16")


def _tips(counting: Counting, window: Window) -> Iterator[Member]:
    rows = counting.work.session.execute(
        select(
            Tip.id,
            Tip.forwarded_on,
            Tip.forwarded_to,
            Tip.about,
            VolunteerTeam.name.label("team"),
            Hamlet.name.label("hamlet"),
            Hamlet.former_commune,
        )
        .outerjoin(VolunteerTeam, VolunteerTeam.id == Tip.team_id)
        .outerjoin(Hamlet, Hamlet.id == Tip.hamlet_id)
        .where(Tip.forwarded_on.between(window.first, window.last))
        .order_by(Tip.forwarded_on, Tip.id)
    )
    for row in rows:
        told = f"Chuyển {row.forwarded_to or 'Công an'} ngày {row.forwarded_on:%d/%m/%Y}"
        parts = (
            (Breakdown.TEAM, row.team or ""),
            (Breakdown.HAMLET, row.hamlet or ""),
            (Breakdown.FORMER_COMMUNE, row.former_commune or ""),
        )
        name = f"Tin báo về {row.about}" if row.about else "Tin báo"
        yield Member(MemberKind.TIP, row.id, name, told, row.forwarded_on, parts=parts)
    yield from measured.members_of(_TIPS, counting, window)


def _count_tips(counting: Counting, window: Window) -> Value:
    asked = select(func.count(Tip.id)).where(Tip.forwarded_on.between(window.first, window.last))
    return measured.beside(_TIPS, counting, window, counting.work.session.scalar(asked) or 0)


def _tips_kept(counting: Counting, window: Window) -> Iterator[NearMiss]:
    rows = counting.work.session.execute(
        select(Tip.on, Tip.about)
        .where(Tip.on.between(window.first, window.last), Tip.forwarded_on.is_(None))
        .order_by(Tip.on, Tip.id)
    )
    for row in rows:
        name = f"Tin báo về {row.about}" if row.about else "Tin báo"
        told = f"Nhận ngày {row.on:%d/%m/%Y}, chưa chuyển Công an"
        yield NearMiss(None, name, None, told)
    yield from measured.planned_of(_TIPS, counting, window)


# Commitments


def _signed(counting: Counting, window: Window) -> Mapping[tuple[Any, ...], Any]:
    """Return the first commitment of everybody who signed alone, by who it was."""
    rows = counting.work.session.execute(
        select(
            Pledge.id,
            Pledge.on,
            Pledge.person_id,
            Pledge.signer,
            Pledge.hamlet_id,
            Hamlet.name.label("hamlet"),
            Hamlet.former_commune,
        )
        .outerjoin(Hamlet, Hamlet.id == Pledge.hamlet_id)
        .where(*_signed_alone(window))
        .order_by(Pledge.on, Pledge.id)
    )
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        found.setdefault(_signer(row.person_id, row.signer, row.hamlet_id), row)
    return found


def _signed_alone(window: Window) -> tuple[Any, ...]:
    return (
        Pledge.on.between(window.first, window.last),
        Pledge.activity_id.is_(None),
        or_(
            (Pledge.by == PledgeBy.PERSON) & Pledge.person_id.is_not(None),
            (Pledge.by == PledgeBy.RESIDENT) & Pledge.person_id.is_(None),
        ),
    )


def _signer(person_id: int | None, signer: str, hamlet_id: int | None) -> tuple[Any, ...]:
    return (person_id,) if person_id is not None else (signer.casefold(), hamlet_id)


def _pledges(counting: Counting, window: Window) -> Iterator[Member]:
    is_plain, known = Names(counting.work).is_plain(None), roll(counting).known
    for row in _signed(counting, window).values():
        told = f"Ký cam kết ngày {row.on:%d/%m/%Y}"
        who = known.get(row.person_id)
        if who is not None:
            yield Member(
                MemberKind.PLEDGE,
                row.id,
                who.name,
                told,
                row.on,
                who.id,
                who.birth_year,
                parts=who.parts(window.last),
            )
            continue
        parts = (
            (Breakdown.HAMLET, row.hamlet or ""),
            (Breakdown.FORMER_COMMUNE, row.former_commune or ""),
        )
        name = row.signer if is_plain else hidden(row.signer)
        yield Member(MemberKind.PLEDGE, row.id, name, told, row.on, parts=parts)
    yield from measured.members_of(_PLEDGES, counting, window)


def _count_pledges(counting: Counting, window: Window) -> Value:
    rows = counting.work.session.execute(
        select(Pledge.person_id, Pledge.signer, Pledge.hamlet_id)
        .where(*_signed_alone(window))
        .distinct()
    )
    signers = {_signer(*row) for row in rows}
    return measured.beside(_PLEDGES, counting, window, len(signers))


# Street groups, offices, schools, families that signed together, of how many


def _standing(counting: Counting, window: Window) -> list[Any]:
    """Return who has signed what stands on the last day; of the sorts whose number is known."""
    known = {by for by, total in read_totals(counting.work).items() if total}
    rows = counting.work.session.execute(
        select(
            Pledge.by,
            Pledge.signer,
            Pledge.hamlet_id,
            Pledge.person_id,
            func.min(Pledge.id).label("id"),
            func.min(Pledge.on).label("on"),
        )
        .where(Pledge.by.in_(known or TOGETHER), stands_on(window.last))
        .group_by(Pledge.by, Pledge.signer, Pledge.hamlet_id, Pledge.person_id)
        .order_by(Pledge.by, Pledge.signer)
    )
    return list(rows)


def _signed_together(counting: Counting, window: Window) -> Iterator[Member]:
    names = Names(counting.work)
    for row in _standing(counting, window):
        is_secret = row.by is PledgeBy.FAMILY and not names.is_plain(row.person_id)
        name = (hidden(row.signer) if is_secret else row.signer) or row.by.label
        told = f"{row.by.label}, ký ngày {row.on:%d/%m/%Y}"
        parts = ((Breakdown.KIND, row.by.label),)
        yield Member(MemberKind.PLEDGE, row.id, name, told, row.on, row.person_id, parts=parts)


def _count_together(counting: Counting, window: Window) -> Value | None:
    found = len(_standing(counting, window))
    is_known = found or any(read_totals(counting.work).values())
    return Value(found) if is_known else None


def _to_sign(counting: Counting, _window: Window) -> Iterator[Member]:
    for by, total in read_totals(counting.work).items():
        if total:
            told = "tổng số ghi ở phần Cam kết"
            yield Member(MemberKind.UNIT, 0, by.label, told, amount=total)


def _count_to_sign(counting: Counting, window: Window) -> Value | None:
    total = sum(each.amount for each in _to_sign(counting, window))
    return Value(total) if total else None


# Who is helped by a team

_CARE = Measured("T10")


def _cared_for(counting: Counting, window: Window) -> Mapping[int, Any]:
    """Return who was in the charge of somebody of a team at any time within the window."""
    rows = counting.work.session.execute(
        select(
            Assignment.person_id,
            Assignment.from_on,
            Volunteer.full_name.label("helper"),
            VolunteerTeam.name.label("team"),
        )
        .join(Volunteer, Volunteer.id == Assignment.volunteer_id)
        .join(TeamMember, TeamMember.volunteer_id == Assignment.volunteer_id)
        .join(VolunteerTeam, VolunteerTeam.id == TeamMember.team_id)
        .outerjoin(Episode, Episode.id == Assignment.episode_id)
        .where(
            Assignment.role.in_(IN_CHARGE),
            Episode.kind.is_(None) | (Episode.kind == EpisodeKind.POST_REHAB),
            *_overlaps(window, Assignment.from_on, Assignment.until_on),
            *_overlaps(window, TeamMember.from_on, TeamMember.until_on),
            TeamMember.from_on <= func.coalesce(Assignment.until_on, window.last),
            Assignment.from_on <= func.coalesce(TeamMember.until_on, window.last),
        )
        .order_by(Assignment.from_on, Assignment.id)
    )
    found: dict[int, Any] = {}
    for row in rows:
        found.setdefault(row.person_id, row)
    return found


def _overlaps(window: Window, begins: Any, ends: Any) -> tuple[Any, ...]:
    return (begins <= window.last, or_(ends.is_(None), ends >= window.first))


def _helped(counting: Counting, window: Window) -> Iterator[Member]:
    seen = (
        Seen(
            row.person_id,
            f"{row.helper} ({row.team}) giúp đỡ từ {row.from_on:%d/%m/%Y}",
            row.from_on,
            ((Breakdown.TEAM, row.team),),
        )
        for row in _cared(counting, window).values()
    )
    yield from roll(counting).members(seen, window.last)
    if not _cared(counting, window):
        yield from measured.members_of(_CARE, counting, window)


def _count_helped(counting: Counting, window: Window) -> Value:
    named = len(_cared(counting, window))
    return Value(named) if named else measured.value_of(_CARE, counting, window)


def _helped_remark(counting: Counting, window: Window) -> str:
    summed = measured.value_of(_CARE, counting, window)
    if _cared(counting, window) and not summed.is_zero:
        return f"đếm theo phân công; {summed.words} người Đội ghi trong hoạt động không cộng thêm"
    return measured.remark_of(_CARE, counting, window)


def _cared(counting: Counting, window: Window) -> Mapping[int, Any]:
    found: Mapping[int, Any] = counting.once(
        ("cared", window), lambda: _cared_for(counting, window)
    )
    return found


_ONLY_MEASURED = (
    *("T07", "T08", "T09", "T10l", "T11", "T12", "T14", "T15", "T18"),
    *("P01", "P02", "P03", "P04", "P04l", "P05", "P06"),
)
RULES: Mapping[str, Rule] = {
    **{code: measured.measured(code) for code in _ONLY_MEASURED},
    "T10": Rule(_helped, partial(measured.planned_of, _CARE), _count_helped, remark=_helped_remark),
    "T13": measured.with_records(_TIPS, _tips, _count_tips, _tips_kept),
    "T17k": Rule(_signed_together, None, _count_together),
    "T17t": Rule(_to_sign, None, _count_to_sign),
    "T16": measured.with_records(_PLEDGES, _pledges, _count_pledges),
}
