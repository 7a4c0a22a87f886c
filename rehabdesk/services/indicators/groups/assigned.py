"""Group S: papers that put somebody in charge, and persons who have somebody (S03–S05)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select

from rehabdesk.domain.codes import IN_CHARGE, EpisodeKind, PaperStatus
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.volunteer import Organisation, Volunteer
from rehabdesk.domain.regime import (
    HELPER_ASSIGNMENT,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    SUPPORT_TEAM,
)
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.course.reading import IN_FORCE
from rehabdesk.services.indicators.counting import Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.indicators.movements import ledger, until_today
from rehabdesk.services.indicators.people import Seen, roll
from rehabdesk.services.indicators.telling import is_named_by_law
from rehabdesk.services.indicators.told import ASSIGNING, told

_DAY = timedelta(days=1)
KINDS = {
    SUPPORT_TEAM: "Tổ quản lý, hỗ trợ xã hội sau cai (Mẫu 55)",
    HELPER_ASSIGNMENT: "Người tư vấn, quản lý, hỗ trợ (Mẫu 59)",
    MOVED_IN_ASSIGNMENT: "Người hỗ trợ người chuyển đến (Mẫu 60)",
    POST_REHAB: "Quyết định quản lý sau cai có giao người giúp đỡ (mẫu cũ)",
}
_WAITING = {
    PaperStatus.SIGNED_UNNUMBERED: "đã ký nhưng chưa nhập số",
    PaperStatus.REPLACED: "đã bị thay thế",
    PaperStatus.WITHDRAWN: "đã thu hồi",
}


@dataclass(frozen=True, slots=True)
class Assigned:
    """Somebody in charge of a person from a day on."""

    id: int
    person_id: int
    from_on: date
    until_on: date | None
    helper: str
    number: int | None
    suffix: str
    on: date | None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    @property
    def words(self) -> str:
        number = f"QĐ {self.number:02d}{self.suffix} · " if self.number is not None else ""
        return f"{number}{self.helper} giúp đỡ từ {self.from_on:%d/%m/%Y}"


# Papers that put somebody in charge


@dataclass(frozen=True, slots=True)
class AssigningPaper:
    id: int
    purpose: str
    status: PaperStatus
    number: str
    on: date | None
    planned_on: date
    persons: tuple[int, ...]

    @property
    def words(self) -> str:
        return f"QĐ {self.number} ngày {self.on:%d/%m/%Y}" if self.on else "QĐ chưa có số"


def _assigning(counting: Counting) -> Sequence[AssigningPaper]:
    return counting.once("assigning papers", lambda: tuple(_read_papers(counting)))


def _read_papers(counting: Counting) -> Iterator[AssigningPaper]:
    """Read who is named by which; one for users or rehabilitation alone is left out."""
    rows = counting.work.session.execute(
        select(
            Decision.id,
            Decision.purpose,
            Decision.status,
            Decision.number,
            Decision.number_suffix,
            Decision.document_date,
            Decision.planned_on,
            DecisionPerson.person_id,
            Episode.kind,
        )
        .outerjoin(DecisionPerson, DecisionPerson.decision_id == Decision.id)
        .outerjoin(Episode, Episode.id == DecisionPerson.episode_id)
        .where(or_(Decision.purpose.in_(ASSIGNING), Decision.id.in_(_with_assignees())))
        .order_by(Decision.document_date, Decision.id, DecisionPerson.ordinal)
    )
    managed = told(counting).of_person
    named: dict[int, list[int]] = defaultdict(list)
    heads, others = {}, set()
    for row in rows:
        key, _, _, _, _, _, _, person_id, kind = row
        heads[key] = row
        if person_id is None:
            continue
        if kind is EpisodeKind.POST_REHAB or (kind is None and person_id in managed):
            named[key].append(person_id)
        else:
            others.add(key)
    for key, row in heads.items():
        _, purpose, status, number, suffix, on, planned_on, _, _ = row
        if purpose == POST_REHAB and not _is_of_old(counting, on):
            continue
        if key in named or key not in others:
            written = f"{number:02d}{suffix}" if number is not None else ""
            persons = tuple(named[key])
            yield AssigningPaper(key, purpose, status, written, on, planned_on, persons)


def _with_assignees() -> Select[int]:
    """Select the decisions to manage somebody that named, by the older law, who helps as well."""
    return (
        select(Decision.id)
        .join(DecisionAssignee, DecisionAssignee.decision_id == Decision.id)
        .where(Decision.purpose == POST_REHAB)
    )


def _is_of_old(counting: Counting, on: date | None) -> bool:
    """Tell whether a paper is of a day whose law had no paper of its own for assigning."""
    return on is not None and not is_named_by_law(counting, on, HELPER_ASSIGNMENT)


def _issued(counting: Counting, window: Window) -> list[AssigningPaper]:
    days = until_today(counting, window)
    return [
        each
        for each in _assigning(counting)
        if each.status in IN_FORCE and days.holds(each.on) and days.first <= counting.today
    ]


def _papers(counting: Counting, window: Window) -> tuple[Member, ...]:
    names = roll(counting)
    found = []
    for each in _issued(counting, window):
        kind = KINDS[each.purpose]
        who = ", ".join(names.name_of(one) for one in each.persons)
        reason = f"{kind} · {len(each.persons)} người: {who}" if who else kind
        parts = ((Breakdown.KIND, kind),)
        found.append(Member(MemberKind.DECISION, each.id, each.words, reason, each.on, parts=parts))
    return tuple(found)


def _paper_number(counting: Counting, window: Window) -> Value:
    return Value(len(_issued(counting, window)))


def _nearly_issued(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    found = []
    for each in _assigning(counting):
        is_new = each.status in IN_FORCE
        if each.status in _WAITING and window.holds(each.on or each.planned_on):
            why = f"{each.words}: {_WAITING[each.status]}"
        elif is_new and each.on in {window.day_before, window.last + _DAY}:
            why = f"{each.words}: ngoài kỳ một ngày"
        else:
            continue
        found += [(one, why) for one in each.persons]
    return roll(counting).near(found)


def _why_no_paper(counting: Counting, window: Window, person_id: int) -> str:
    mine = [each for each in _assigning(counting) if person_id in each.persons]
    if not mine:
        return "chưa có quyết định phân công nào cho người này"
    named = [each for each in _issued(counting, window) if person_id in each.persons]
    if named:
        return f"có trong {named[0].words}; dòng này đếm quyết định, không đếm người"
    return f"{'; '.join(each.words for each in mine)}: ngoài kỳ {window.dashed}"


# Persons who have somebody


def _assignments(counting: Counting) -> Sequence[Assigned]:
    return counting.once("assignments", lambda: tuple(_read_assignments(counting)))


def _read_assignments(counting: Counting) -> Iterator[Assigned]:
    managed = told(counting).of_person
    rows = counting.work.session.execute(
        select(
            Assignment.id,
            Assignment.person_id,
            Assignment.from_on,
            Assignment.until_on,
            Volunteer.full_name,
            Organisation.name,
            Decision.number,
            Decision.number_suffix,
            Decision.document_date,
            Episode.kind,
        )
        .join(Assignment.made_by)
        .outerjoin(Assignment.volunteer)
        .outerjoin(Assignment.organisation)
        .outerjoin(Episode, Episode.id == Assignment.episode_id)
        .where(
            Assignment.role.in_(IN_CHARGE), Decision.status.in_((*IN_FORCE, PaperStatus.REPLACED))
        )
        .order_by(Assignment.from_on, Assignment.id)
    )
    for key, person_id, from_on, until_on, helper, body, *paper, kind in rows:
        is_ours = kind is EpisodeKind.POST_REHAB or (kind is None and person_id in managed)
        if is_ours and (until_on is None or until_on >= from_on):
            yield Assigned(key, person_id, from_on, until_on, helper or body or "", *paper)


def _begun(counting: Counting, window: Window) -> Mapping[int, Assigned]:
    days = until_today(counting, window)
    found: dict[int, Assigned] = {}
    for each in _assignments(counting):
        if days.holds(each.from_on) and each.from_on <= counting.today:
            found.setdefault(each.person_id, each)
    return found


def _helped(counting: Counting, window: Window) -> Mapping[int, Assigned]:
    day = until_today(counting, window).last
    inside = counting.once(("stock", day), lambda: ledger(counting).stock(day))
    found: dict[int, Assigned] = {}
    for each in _assignments(counting):
        if each.person_id in inside and each.covers(day):
            found.setdefault(each.person_id, each)
    return found


def _named(counting: Counting, window: Window, found: Mapping[int, Assigned]) -> tuple[Member, ...]:
    seen = (Seen(one, each.words, each.from_on) for one, each in found.items())
    return roll(counting).members(seen, window.last)


def _newly_helped(counting: Counting, window: Window) -> tuple[Member, ...]:
    return _named(counting, window, _begun(counting, window))


def _newly_helped_number(counting: Counting, window: Window) -> Value:
    return Value(len(_begun(counting, window)))


def _nearly_newly_helped(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    counted = _begun(counting, window)
    outside = {window.day_before, window.last + _DAY}
    return roll(counting).near(
        (each.person_id, f"{each.words}: ngoài kỳ một ngày")
        for each in _assignments(counting)
        if each.from_on in outside and each.person_id not in counted
    )


def _all_helped(counting: Counting, window: Window) -> tuple[Member, ...]:
    return _named(counting, window, _helped(counting, window))


def _helped_number(counting: Counting, window: Window) -> Value:
    return Value(len(_helped(counting, window)))


def _left_alone(counting: Counting, window: Window) -> tuple[NearMiss, ...]:
    day = until_today(counting, window).last
    inside = counting.once(("stock", day), lambda: ledger(counting).stock(day))
    helped = _helped(counting, window)
    last = {each.person_id: each for each in _assignments(counting) if each.from_on <= day}
    return roll(counting).near(
        (one, _alone_words(last.get(one))) for one in inside if one not in helped
    )


def _alone_words(last: Assigned | None) -> str:
    if last is None or last.until_on is None:
        return "Đang quản lý nhưng chưa có người giúp đỡ"
    return f"{last.helper} thôi giúp đỡ từ {last.until_on:%d/%m/%Y}, chưa có người thay"


def _why_no_helper(counting: Counting, window: Window, person_id: int) -> str:
    mine = [each.words for each in _assignments(counting) if each.person_id == person_id]
    if not mine:
        return "chưa được phân công người giúp đỡ"
    return f"{'; '.join(mine)}: không bắt đầu trong kỳ {window.dashed}"


def _why_not_helped(counting: Counting, window: Window, person_id: int) -> str:
    day = until_today(counting, window).last
    if person_id not in ledger(counting).stock(day):
        return f"không ở trong số đang quản lý sau cai ngày {day:%d/%m/%Y}"
    return _why_no_helper(counting, window, person_id)


RULES: Mapping[str, Rule] = {
    "S03": Rule(_papers, _nearly_issued, _paper_number, _why_no_paper),
    "S04": Rule(_newly_helped, _nearly_newly_helped, _newly_helped_number, _why_no_helper),
    "S04s": Rule(_all_helped, _left_alone, _helped_number, _why_not_helped),
}
