"""What came of it: who has changed for the better within the window, by which reasons, who not.

The three reasons are those officials report together: went to rehabilitation of one's own accord,
found steady work, did not relapse within a year of completing it. The criterion goes with the
figure wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from sqlalchemy import select

from rehabdesk.domain.codes import Coded, EpisodeKind, EventKind, RehabForm, Right
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.domain.dates import add_months
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.helping import BodyTest, BodyTestFact, Support, SupportFact
from rehabdesk.domain.teamwork.codes import AfterTest, SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.course import Course, Fact
from rehabdesk.services.office import Work
from rehabdesk.services.rights.bound import addicted_by_test
from rehabdesk.services.secrecy.names import Names
from rehabdesk.services.supports.sums import Window

YEAR = 12  # months
_OWN_ACCORD = {
    EpisodeKind.REHAB_HOME,
    EpisodeKind.REHAB_PRIVATE,
    EpisodeKind.REHAB_PUBLIC,
    EpisodeKind.SUBSTITUTION,
}
_REHABS = {*_OWN_ACCORD, EpisodeKind.DOSSIER, EpisodeKind.REHAB_COMPULSORY}
_FORCED = {RehabForm.COMPULSORY, RehabForm.COMPULSORY_MINOR}
_SEEN = (
    EventKind.REGISTERED,
    EventKind.REHAB_STARTED,
    EventKind.COMPLETED,
    EventKind.DIAGNOSED_ADDICTED,
    EventKind.CERTIFIED,
)


Judged = tuple[bool, Callable[[], str]]  # whether it is met, and the words for it


class Reason(Coded):
    OWN_REHAB = "own_rehab", "Tự đi cai nghiện"
    WORK = "work", "Có việc làm"
    NO_RELAPSE = "no_relapse", "Không tái nghiện sau một năm"


class Need(Coded):
    """How many of the reasons it takes."""

    ANY = "any", "Đạt ít nhất một điều"
    ALL = "all", "Đạt cả ba điều"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A person; `met` tells each reason with its day, `missing` why another is not met."""

    person_id: int
    name: str
    birth_year: int | None
    hamlet: str
    completed_on: date | None
    is_counted: bool
    met: tuple[tuple[Reason, str], ...]
    missing: tuple[tuple[Reason, str], ...]

    @property
    def id(self) -> int:
        return self.person_id

    @property
    def reasons(self) -> str:
        return "; ".join(told for _, told in self.met)

    @property
    def why_not(self) -> str:
        return "; ".join(told for _, told in self.missing)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`rows` are everybody in the base: who counts first, then who comes near, then the others."""

    window: Window
    need: Need
    rows: tuple[OutcomeRow, ...]
    certified: tuple[int, ...] = ()  # who was certified a year before the end and did not relapse

    @property
    def counted(self) -> tuple[OutcomeRow, ...]:
        return tuple(row for row in self.rows if row.is_counted)

    @property
    def base(self) -> int:
        return len(self.rows)

    @property
    def per_cent(self) -> str:
        """Say the rate of S13 with one decimal; nobody in the base has none."""
        if not self.base:
            return ""
        return f"{len(self.counted) * 100 / self.base:.1f}".replace(".", ",") + "%"

    @property
    def criterion(self) -> str:
        return criterion(self.window, self.need)


def criterion(window: Window, need: Need) -> str:
    """Say by what somebody counts, as it is printed with the figure."""
    days = f"từ {window.first:%d/%m/%Y} đến {window.last:%d/%m/%Y}"
    how = "ít nhất một" if need is Need.ANY else "đủ cả ba"
    return (
        f"Tính là có chuyển biến tích cực {days} khi đạt {how} trong ba điều: tự đi cai nghiện "
        "(đăng ký cai tự nguyện hoặc điều trị thay thế trong kỳ); có việc làm (hỏi lại sau 3 tháng "
        "trở lên còn làm, hoặc hồ sơ ghi việc làm ổn định); không tái nghiện sau một năm (đủ 12 "
        "tháng từ ngày hoàn thành cai nghiện rơi vào trong kỳ hoặc trước kỳ mà chưa có kết luận "
        "nghiện lại). Số gốc là người có đợt theo dõi trong kỳ."
    )


# Looks


def outcomes(
    work: Work, window: Window, need: Need = Need.ANY, known: Known | None = None
) -> Outcomes:
    """Look at everybody who was followed in the window; what is known may serve several windows."""
    work.require(Right.READ_FILES)
    seen = _followed(known or read_known(work), window)
    names = Names(work)
    rows = [_row(each, window, need, names) for each in seen]
    rows.sort(key=lambda row: (not row.is_counted, not row.met, row.completed_on is None))
    certified = tuple(each.person_id for each in seen if _is_certified_and_clean(each, window))
    return Outcomes(window, need, tuple(rows), certified)


def count_outcomes(known: Known, window: Window, need: Need = Need.ANY) -> tuple[int, int]:
    """Return how many changed for the better, and of how many, without telling why."""
    seen = _followed(known, window)
    judge = any if need is Need.ANY else all
    return sum(judge(ask(each, window)[0] for _, ask in _JUDGES) for each in seen), len(seen)


# What is known of a person


@dataclass(slots=True)
class _Seen:
    person_id: int
    full_name: str
    birth: str | None
    hamlet: str
    hamlet_id: int | None
    employment: Employment | None
    own_rehab: list[date] = field(default_factory=list)
    completed: list[date] = field(default_factory=list)
    rehabs: list[date] = field(default_factory=list)  # of any kind
    relapsed: list[date] = field(default_factory=list)
    certified: list[date] = field(default_factory=list)
    stretches: list[tuple[date, date | None]] = field(default_factory=list)  # of episodes
    job_facts: dict[int, list[Fact]] = field(default_factory=dict)  # by support
    jobs: tuple[Course, ...] = ()  # as they stood at the end of the window

    def relapse_after(self, day: date, until: date) -> date | None:
        """Return when the person was found addicted again, or went to rehabilitation again."""
        again = (*self.relapsed, *self.rehabs)
        return min((each for each in again if day < each <= until), default=None)

    def is_followed(self, window: Window) -> bool:
        return any(
            begun <= window.last and (over is None or over >= window.first)
            for begun, over in self.stretches
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Everybody with an episode and all that may count for or against, whatever the window."""

    seen: Mapping[int, _Seen]


def read_known(work: Work) -> Known:
    work.require(Right.READ_FILES)
    rows = work.session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.birth,
            Hamlet.name,
            Person.hamlet_id,
            Person.employment,
            Episode.id.label("episode_id"),
            Episode.kind,
            Episode.opened_on,
            Episode.ended_on,
            Episode.completes_on,
            Episode.rehab_form,
        )
        .join(CaseFile, CaseFile.person_id == Person.id)
        .join(Episode, Episode.case_id == CaseFile.id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .order_by(Person.name_order, Person.id, Episode.opened_on)
    ).all()
    seen: dict[int, _Seen] = {}
    episodes = {}
    for row in rows:
        each = seen.get(row.id)
        if each is None:
            each = seen[row.id] = _Seen(row.id, row[1], row[2], row[3] or "", row[4], row[5])
        is_own = row.kind in _OWN_ACCORD and row.rehab_form not in _FORCED
        episodes[row.episode_id] = each, is_own
        each.stretches.append((row.opened_on, row.ended_on))
        if row.completes_on is not None:
            each.completed.append(row.completes_on)
        if is_own:
            each.own_rehab.append(row.opened_on)
        if row.kind in _REHABS:
            each.rehabs.append(row.opened_on)
    _note_events(work, episodes)
    _note_tests(work, seen)
    _note_jobs(work, seen)
    return Known(seen)


def _followed(known: Known, window: Window) -> list[_Seen]:
    found = []
    for each in known.seen.values():
        if window.hamlet_id not in {None, each.hamlet_id} or not each.is_followed(window):
            continue
        if each.job_facts:
            each = replace(each, jobs=_jobs_until(each, window.last))  # noqa: PLW2901 -- as of then
        found.append(each)
    return found


def _jobs_until(seen: _Seen, day: date) -> tuple[Course, ...]:
    told = ([fact for fact in facts if fact.on <= day] for facts in seen.job_facts.values())
    return tuple(Course(SupportKind.JOB, tuple(facts)) for facts in told if facts)


def _note_events(work: Work, episodes: Mapping[int, tuple[_Seen, bool]]) -> None:
    events = work.session.execute(
        select(CaseEvent.episode_id, CaseEvent.kind, CaseEvent.on)
        .where(CaseEvent.kind.in_(_SEEN), CaseEvent.undone_at.is_(None))
        .order_by(CaseEvent.on)
    )
    for row in events:
        if row.episode_id not in episodes:
            continue
        seen, is_own = episodes[row.episode_id]
        if row.kind is EventKind.COMPLETED:
            seen.completed.append(row.on)
        elif row.kind is EventKind.CERTIFIED:
            seen.certified.append(row.on)
        elif row.kind is EventKind.DIAGNOSED_ADDICTED:
            seen.relapsed.append(row.on)
        elif is_own:
            seen.own_rehab.append(row.on)


def _note_tests(work: Work, seen: Mapping[int, _Seen]) -> None:
    asked = (
        select(BodyTest.person_id, BodyTestFact.on)
        .join(BodyTestFact, BodyTestFact.test_id == BodyTest.id)
        .where(BodyTestFact.step == AfterTest.FOUND_ADDICTED)
    )
    for person_id, on in work.session.execute(addicted_by_test(work, asked)):
        if person_id in seen:
            seen[person_id].relapsed.append(on)


def _note_jobs(work: Work, seen: Mapping[int, _Seen]) -> None:
    steps = (SupportStep.STARTED, SupportStep.CHECKED, SupportStep.STOPPED)
    rows = work.session.execute(
        select(
            Support.id,
            Support.person_id,
            SupportFact.step,
            SupportFact.on,
            SupportFact.is_kept,
            SupportFact.after_months,
        )
        .join(SupportFact, SupportFact.support_id == Support.id)
        .where(Support.kind == SupportKind.JOB, SupportFact.step.in_(steps))
        .order_by(SupportFact.on, SupportFact.id)
    )
    for row in rows:
        if row.person_id in seen:
            fact = Fact(row.step, row.on, None, row.is_kept, row.after_months)
            seen[row.person_id].job_facts.setdefault(row.id, []).append(fact)


# The three reasons


def _row(seen: _Seen, window: Window, need: Need, names: Names) -> OutcomeRow:
    judged = [(reason, *judge(seen, window)) for reason, judge in _JUDGES]
    met = tuple((reason, tell()) for reason, is_met, tell in judged if is_met)
    missing = tuple((reason, tell()) for reason, is_met, tell in judged if not is_met)
    is_counted = bool(met) if need is Need.ANY else not missing
    return OutcomeRow(
        seen.person_id,
        names.of(seen.person_id, seen.full_name, seen.birth),
        int(seen.birth[:4]) if seen.birth and not names.is_close(seen.person_id) else None,
        seen.hamlet,
        max((day for day in seen.completed if day <= window.last), default=None),
        is_counted,
        met,
        missing,
    )


def _own_rehab(seen: _Seen, window: Window) -> Judged:
    days = sorted(day for day in seen.own_rehab if window.holds(day))
    if days:
        return True, partial("tự đi cai {:%d/%m/%Y}".format, days[0])
    return False, lambda: "không đăng ký cai tự nguyện trong kỳ"


def _work(seen: _Seen, window: Window) -> Judged:
    held = list(_held_jobs(seen.jobs))
    if held:
        asked, after = max(held)
        return True, lambda: f"còn làm khi hỏi sau {after} tháng ({asked:%d/%m/%Y})"
    if seen.employment is Employment.STEADY:
        return True, lambda: "hồ sơ ghi việc làm ổn định"
    return False, partial(_why_no_work, seen, window)


def _held_jobs(jobs: Iterable[Course]) -> Iterator[tuple[date, int]]:
    for job in jobs:
        last = job.last(SupportStep.CHECKED)
        if last is not None and last.is_kept and job.is_open:
            yield last.on, last.months or 0


def _why_no_work(seen: _Seen, window: Window) -> str:
    left = [job.closed_on for job in seen.jobs if job.closed_on is not None]
    begun = [job.begins_on for job in seen.jobs if job.is_open]
    if begun:
        asked_from = add_months(max(begun), 3)
        later = "chưa hỏi lại" if asked_from <= window.last else f"hỏi từ {asked_from:%d/%m/%Y}"
        return f"đi làm từ {max(begun):%d/%m/%Y}, {later}"
    return f"đã thôi việc {max(left):%d/%m/%Y}" if left else "chưa ghi có việc làm"


def _no_relapse(seen: _Seen, window: Window) -> Judged:
    last = max((day for day in seen.completed if day <= window.last), default=None)
    if last is None:
        return False, lambda: "chưa hoàn thành cai nghiện"
    relapse = seen.relapse_after(last, window.last)
    if relapse is not None:
        return False, partial("tái nghiện {:%d/%m/%Y}".format, relapse)
    year_after = add_months(last, YEAR)
    if year_after > window.last:
        return False, partial("đến {:%d/%m/%Y} mới đủ một năm".format, year_after)
    return True, partial("đủ một năm từ {:%d/%m/%Y} không tái nghiện".format, last)


def _is_certified_and_clean(seen: _Seen, window: Window) -> bool:
    """Tell whether the certificate is a year old by the end, without a relapse since (S14)."""
    old = [day for day in seen.certified if add_months(day, YEAR) <= window.last]
    return bool(old) and seen.relapse_after(max(old), window.last) is None


_JUDGES = (
    (Reason.OWN_REHAB, _own_rehab),
    (Reason.WORK, _work),
    (Reason.NO_RELAPSE, _no_relapse),
)
