"""Any small office: figures are the sizes of their lists, parts add up, and plain SQL agrees.

The recount below shares nothing with the program but the tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from rehabdesk.domain.codes import EventKind, LinkKind, PaperStatus, RehabForm, Sex
from rehabdesk.domain.course.events import ADDICTED
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.periods import Window
from rehabdesk.persistence.database import sessions
from rehabdesk.services.indicators.answers import answer, catalogue, figure, parts_of, why_not
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.movements import balance
from rehabdesk.services.office import Office, Work
from tests.again import copied
from tests.builders import LAN, NOW, RESOURCES
from tests.on_server import is_asked_for
from tests.services.indicators.lives import Lives

CODES = ("S01", "S02", "S06", "S07", "S08", "S09", "S10", "S11")
WINDOWS = (
    Window(date(2024, 12, 15), date(2025, 12, 14)),
    Window(date(2025, 12, 15), date(2026, 6, 14)),
    Window(date(2026, 6, 15), date(2026, 11, 23)),
    Window(date(2025, 12, 15), date(2026, 12, 14)),
)
FIRST = date(2024, 10, 1)
LAST = (NOW.date() - FIRST).days

# Every coming (1) and leaving (0), each on its day.
MOVES = """
with papers as (
  select dp.person_id, dp.episode_id, d.id, d.purpose, d.document_date as day
  from decision d join decision_person dp on dp.decision_id = d.id
  where d.status in ('numbered', 'delivered', 'delivery_refused') and d.document_date is not null
), facts as (
  select e.id as episode_id, c.person_id, v.kind, v."on" as day, v.until_on, v.reason,
         coalesce(v.paper_on, v."on") as paper_day
  from case_event v join episode e on e.id = v.episode_id join case_file c on c.id = e.case_id
  where v.undone_at is null and e.kind = 'post_rehab'
), moves as (
  select person_id, episode_id, 'S02' as code, 1 as comes, coalesce(
    (select min(o.document_date) from decision_link l join decision o on o.id = l.older_id
     where l.newer_id = papers.id and l.kind = 'replaces'), day) as day
  from papers where purpose = 'post_rehab'
  union all
  select c.person_id, e.id, 'S02', 1, case when e.opened_on < e.term_start
    then e.opened_on else e.term_start end
  from episode e join case_file c on c.id = e.case_id
  where e.kind = 'post_rehab' and e.term_start is not null and not exists
    (select 1 from papers p where p.episode_id = e.id and p.purpose = 'post_rehab')
  union all
  select person_id, episode_id, 'S06', 1, day from facts
  where kind = 'moved_in' and day < '2026-07-01'
  union all
  select f.person_id, f.episode_id, 'S06', 1,
    (select min(p.day) from papers p where p.episode_id = f.episode_id
     and p.purpose = 'moved_in_assignment' and p.day >= f.day)
  from facts f where f.kind = 'moved_in' and f.day >= '2026-07-01'
  union all
  select person_id, episode_id, 'S07', 0, paper_day from facts where kind = 'moved_out'
  union all
  select person_id, episode_id, 'S08', 0, paper_day from facts where kind = 'certified'
  union all
  select person_id, episode_id, 'S08', 0, day from papers where purpose = 'completion'
  union all
  select person_id, episode_id, 'S10', 0, paper_day from facts where kind = 'removed'
  union all
  select person_id, episode_id, 'S09', 0, day from facts
  where kind in ('prison', 'compulsory_education', 'died', 'declared_missing')
  union all
  select person_id, episode_id, 'S06', 1, NEXT_DAY from facts
  where kind = 'prison' and until_on is not null
)
""".replace("NEXT_DAY", "until_on + 1" if is_asked_for() else "date(until_on, '+1 day')")
STOCK = (
    MOVES
    + """
select count(distinct person_id) from moves m where comes = 1 and day <= :day and not exists
  (select 1 from moves o where o.episode_id = m.episode_id and o.comes = 0
   and o.day > m.day and o.day <= :day)
"""
)
FLOW = (
    MOVES
    + """
select count(distinct person_id) from moves m where m.day between :first and :last
  and (m.code = :code or (:code = 'S09' and m.code = 'S10'))
  and (m.comes = 1 or 1 = (select o.comes from moves o where o.episode_id = m.episode_id
       and o.day < m.day order by o.day desc limit 1))
"""
)


@dataclass(frozen=True)
class Episode:
    """How somebody came, then what happened, on days that follow one another."""

    begins: str
    then: tuple[str, ...]
    days: tuple[int, ...]
    form: RehabForm | None
    years: int


@st.composite
def episodes(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Episode:
    begins = draw(st.sampled_from(list(_BEGINNINGS)))
    ending = [each for each in _ENDINGS if each != "back" or begins != "waits"]
    then = tuple(draw(st.lists(st.sampled_from(ending), max_size=2)))
    days = draw(st.lists(st.integers(0, LAST), min_size=9, max_size=9, unique=True))
    form = draw(st.sampled_from([None, *RehabForm]))
    return Episode(begins, then, tuple(sorted(days)), form, draw(st.sampled_from([1, 2])))


people = st.lists(
    st.tuples(
        st.sampled_from([None, *Sex]),
        st.sampled_from([None, "1985", "2009-04", "2012-06-01", "1996-11-24"]),
        st.sampled_from([None, 1, 2]),
        st.lists(episodes(), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=4,
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _decided(lives: Lives, episode: int, told: Episode) -> None:
    on = day(told.days[0])
    lives.paper(on, episode, term=(on, date(on.year + told.years, on.month, min(on.day, 28))))


def _replaced(lives: Lives, episode: int, told: Episode) -> None:
    older = lives.paper(day(told.days[0]), episode, status=PaperStatus.REPLACED)
    lives.link(lives.paper(day(told.days[1]), episode), older, LinkKind.REPLACES)


def _withdrawn(lives: Lives, episode: int, told: Episode) -> None:
    lives.paper(day(told.days[0]), episode, status=PaperStatus.WITHDRAWN)


def _signed(lives: Lives, episode: int, _told: Episode) -> None:
    lives.paper(None, episode, status=PaperStatus.SIGNED_UNNUMBERED)


def _bare(lives: Lives, episode: int, told: Episode) -> None:
    with lives.writing() as session:
        session.execute(
            text(
                "update episode set opened_on = :on, term_start = :on, term_end = :end where id=:id"
            ),
            {"on": day(told.days[0]), "end": day(told.days[0] + 365), "id": episode},
        )


def _moved_in(lives: Lives, episode: int, told: Episode) -> None:
    until = day(told.days[0] + 365)
    lives.event(episode, EventKind.DECIDED_ELSEWHERE, day(told.days[0] - 30), until_on=until)
    lives.event(episode, EventKind.MOVED_IN, day(told.days[0]))
    lives.paper(day(told.days[1]), episode, purpose="moved_in_assignment")


def _waits(lives: Lives, episode: int, told: Episode) -> None:
    on = max(day(told.days[0]), date(2026, 7, 1))
    lives.event(episode, EventKind.MOVED_IN, on)


_BEGINNINGS = {
    "decided": _decided,
    "replaced": _replaced,
    "withdrawn": _withdrawn,
    "signed": _signed,
    "bare": _bare,
    "moved_in": _moved_in,
    "waits": _waits,
}


def _certificate(lives: Lives, episode: int, on: date, after: date) -> None:
    lives.paper(on, episode, purpose="completion")
    lives.event(episode, EventKind.CERTIFIED, after)  # the same told again


def _away(lives: Lives, episode: int, on: date, after: date) -> None:
    lives.event(episode, EventKind.MOVED_OUT, on, paper_on=min(after, on + timedelta(days=2)))


def _removed(lives: Lives, episode: int, on: date, after: date) -> None:
    lives.event(episode, EventKind.DIAGNOSED_ADDICTED, on)
    lives.event(episode, EventKind.REMOVED, on, paper_on=after, reason=ADDICTED)


def _died(lives: Lives, episode: int, on: date, _after: date) -> None:
    lives.event(episode, EventKind.DIED, on)


def _prison(lives: Lives, episode: int, on: date, after: date) -> None:
    lives.event(episode, EventKind.PRISON, on, until_on=after)


def _undone(lives: Lives, episode: int, on: date, _after: date) -> None:
    lives.event(episode, EventKind.MOVED_OUT, on, is_undone=True)


_ENDINGS = {
    "certificate": _certificate,
    "away": _away,
    "removed": _removed,
    "died": _died,
    "prison": _prison,
    "undone": _undone,
}
_NEVER_CAME = {"withdrawn", "signed", "waits"}


def told_of(lives: Lives, told: Episode, person: int) -> None:
    episode = lives.episode(person, opened_on=day(told.days[0]), rehab_form=told.form)
    _BEGINNINGS[told.begins](lives, episode, told)
    if told.begins in _NEVER_CAME:
        return  # a certificate without a decision is told of elsewhere
    if told.then:
        _ENDINGS[told.then[0]](lives, episode, day(told.days[2]), day(told.days[3]))
    if told.then[:1] == ("undone",) and len(told.then) > 1:
        _ENDINGS[told.then[1]](lives, episode, day(told.days[5]), day(told.days[6]))
    if told.then[:1] == ("away",) and len(told.then) > 1:
        back = max(day(told.days[4]), day(told.days[2]) + timedelta(days=3))
        lives.event(episode, EventKind.MOVED_IN, back)
        lives.paper(back + timedelta(days=1), episode, purpose="moved_in_assignment")


@settings(max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(everybody=people)
def test_any_office_adds_up_and_plain_sql_agrees(
    furnished: Engine, everybody: list[tuple[Any, ...]]
) -> None:
    lives = Lives(Office(sessions(copied(furnished)), RESOURCES, LAN, clock=lambda: NOW))
    for sex, birth, hamlet, told in everybody:
        person = lives.person(sex=sex, birth=birth, hamlet_id=hamlet)
        for each in told:
            told_of(lives, each, person)
    lives.settled()
    lives.look(lambda work: _holds(work, lives.persons))


def _holds(work: Work, persons: list[int]) -> None:
    counting = Counting(work)
    for window in WINDOWS:
        found = {code: _figure(counting, code, window) for code in CODES}
        recounted = {code: _recounted(work, code, window) for code in CODES}
        assert found == recounted
        kept = balance(counting, window)
        assert (kept.start, kept.end) == (found["S01"], found["S11"])
        assert kept.came == found["S02"] + found["S06"]
        assert kept.went == found["S07"] + found["S08"] + found["S09"]
        uneven = kept.start + kept.came - kept.went != kept.end
        assert not uneven or kept.breakers
        for person in persons:
            assert why_not(counting, "S11", window, person)


def _figure(counting: Counting, code: str, window: Window) -> int:
    value, named = figure(counting, code, window), answer(counting, code, window)
    assert value is not None
    assert value == named.value
    who = [each.person_id for each in named.members]
    assert value.amount == len(who) == len(set(who))
    assert not {each.person_id for each in named.near} & set(who)
    for breakdown in (*catalogue(counting.work)[code].breakdowns, Breakdown.ETHNICITY):
        parts = named.parts(breakdown)
        assert sum(parts.values()) == value.amount
        assert parts_of(counting, code, window, breakdown) == parts
    return value.amount


def _recounted(work: Work, code: str, window: Window) -> int:
    last = min(window.last, work.today)
    if code in {"S01", "S11"}:
        asked = last if code == "S11" else window.first - timedelta(days=1)
        return int(work.session.execute(text(STOCK), {"day": asked}).scalar_one())
    told = {"first": window.first, "last": last, "code": code}
    return int(work.session.execute(text(FLOW), told).scalar_one())
