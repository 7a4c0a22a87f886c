"""How offices of long ago are made: figures given, work done, files and papers by the hundred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert

from rehabdesk.domain.codes import (
    EpisodeKind,
    EventKind,
    PaperStatus,
    RehabForm,
)
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionPerson
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.typed_values import read_value
from rehabdesk.domain.reports.values import Value
from rehabdesk.domain.teamwork.codes import (
    Audience,
    TeamLevel,
    TeamRole,
)
from rehabdesk.services.activities.facts import RecordActivity
from rehabdesk.services.activities.recording import record_activities
from rehabdesk.services.indicators.answers import catalogue
from rehabdesk.services.office import Office, Work
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.typed_figures import type_figure
from rehabdesk.services.targets.facts import PlanFacts, TargetFacts
from rehabdesk.services.targets.keeping import add_target
from rehabdesk.services.targets.plans import add_plan

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
_MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Quang", "Xuân", "Thu", "Bá", "Công", "Kim")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Sơn")
_PARTS = 12  # days over which a figure of many is spread
_DAY = timedelta(days=1)


def name_of(place: int) -> str:
    """Make up a name; the same number has the same name."""
    given, rest = place % len(_GIVEN), place // len(_GIVEN)
    middle, family = rest % len(_MIDDLES), rest // len(_MIDDLES) % len(_FAMILIES)
    return f"{_FAMILIES[family]} {_MIDDLES[middle]} {_GIVEN[given]}"


# What others gave


@dataclass(frozen=True)
class Given:
    code: str
    typed: str
    window: Window
    giver: str = "Công an"
    words: str = ""


def give(office: Office, *figures: Given) -> None:
    """Type figures with the paper they stand on."""
    for each in figures:
        office.do(partial(_type, each=each))


def _type(work: Work, each: Given) -> None:
    facts = FigureFacts(
        each.code,
        read_value(each.typed, catalogue(work)[each.code].unit),
        each.window.last,
        each.window.first,
        each.giver,
        "báo cáo",
        each.window.last,
        each.words,
    )
    type_figure(work, facts)


# What plans ask for


@dataclass(frozen=True)
class Asked:
    """A target of a year's plan: so many of an indicator."""

    code: str
    amount: int
    year: int


def ask(office: Office, *targets: Asked) -> None:
    """Enter a plan for each year with its targets."""
    for year in dict.fromkeys(each.year for each in targets):
        plan = PlanFacts(f"Kế hoạch phòng, chống ma túy năm {year}", "UBND", year, year)
        plan_id = office.do(partial(add_plan, facts=plan)).result.row_id
        for each in targets:
            if each.year == year:
                whole = date(year, 1, 1), date(year, 12, 31)
                known = office.look(catalogue)[each.code]
                facts = TargetFacts(
                    plan_id, known.name, Value(each.amount), *whole, each.code, unit=known.unit
                )
                office.do(partial(add_target, facts=facts))


# What teams did


@dataclass(frozen=True)
class Did:
    kind: str
    figures: Mapping[str, int | str]
    audience: Audience | None = None


def did(office: Office, window: Window, team_ids: Sequence[int], *works: Did) -> None:
    """Record what teams did: plain numbers day by day, one with words as a sum of the window."""
    orders = [order for each in works for order in _spread(each, window, team_ids)]
    office.do(partial(record_activities, orders=orders))


def _spread(each: Did, window: Window, team_ids: Sequence[int]) -> Iterable[RecordActivity]:
    about = {code: given for code, given in each.figures.items() if isinstance(given, str)}
    plain = {code: given for code, given in each.figures.items() if isinstance(given, int)}
    if about:
        yield RecordActivity(
            each.kind,
            window.first,
            window.last,
            team_id=team_ids[0],
            audience=each.audience,
            figures=about,
        )
    days = (window.last - window.first).days
    parts = min(_PARTS, max(plain.values(), default=0))
    for place in range(parts):
        shares = {
            code: amount * (place + 1) // parts - amount * place // parts
            for code, amount in plain.items()
        }
        occasions = {} if each.kind == "tips" else {"occasions": 0}
        yield RecordActivity(
            each.kind,
            window.first + timedelta(days=days * place // max(parts - 1, 1)),
            team_id=team_ids[place % len(team_ids)],
            hamlet_id=place % 3 + 1,
            audience=each.audience,
            figures=occasions | shares,
        )


# Files, papers, teams by the hundred


def teams(
    office: Office, count: int, members: int = 0, level: TeamLevel = TeamLevel.COMMUNE
) -> list[int]:
    """Found teams, and let so many volunteers serve in them, spread evenly."""

    def found(work: Work) -> list[int]:
        begun = date(2012, 1, 1)
        session = work.session
        ids = _insert(
            work,
            VolunteerTeam,
            [
                {"name": f"Đội số {place + 1}", "level": level, "from_on": begun, **_TEAM}
                for place in range(count)
            ],
        )
        who = _insert(work, Volunteer, [_volunteer(place, begun) for place in range(members)])
        if who:
            stretches = [
                {
                    "team_id": ids[place % count],
                    "volunteer_id": one,
                    "role": TeamRole.LEADER if place < count else TeamRole.MEMBER,
                    "from_on": begun,
                    **_MEMBER,
                }
                for place, one in enumerate(who)
            ]
            session.execute(insert(TeamMember), stretches)
        work.record("team.founded", None, count=count)
        return ids

    return office.do(found).result


_TEAM = {"version": 1, "is_pilot": False, "note": ""}
_MEMBER = {"version": 1, "represents": "", "leave_words": ""}


def _volunteer(place: int, begun: date) -> dict[str, Any]:
    name = name_of(place)
    made = Volunteer(name, begun)
    told = {"full_name": name, "name_order": made.name_order, "name_fold": made.name_fold}
    return {"version": 1, "post": "", "phone": "", "serves_from": begun, **told}


def _insert(work: Work, record: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    if not rows:
        return []
    made = work.session.scalars(
        insert(record).returning(record.id, sort_by_parameter_order=True), rows
    )
    return list(made)


def files(
    work: Work, count: int, kind: EpisodeKind, opened_on: date, form: RehabForm | None = None
) -> list[Episode]:
    """Open a file and an episode for so many persons."""
    before = work.session.query(CaseFile).count()
    made = []
    for place in range(before, before + count):
        person = Person(name_of(place), work.now)
        person.hamlet_id = place % 3 + 1
        episode = Episode(CaseFile(place + 1, person, opened_on), kind, opened_on)
        episode.rehab_form = form
        made.append(episode)
    work.session.add_all(made)
    work.session.flush()
    return made


def happens(
    work: Work, episodes: Iterable[Episode], kind: EventKind, on: date, number: str = ""
) -> None:
    for each in episodes:
        event = CaseEvent(each, kind, on, work.actor.name, work.now)
        event.paper_number, event.paper_on = number, on
        work.session.add(event)


@dataclass(slots=True)
class Clerk:
    """Gives papers their numbers, one after the other."""

    work: Work
    book: DocumentBook
    number: int = 0

    def issue(self, purpose: str, on: date, episodes: Sequence[Episode] = ()) -> Decision:
        self.number += 1
        paper = Decision(self.book, on, self.work.actor.name, self.work.now)
        paper.regime_id, paper.form_id, paper.purpose = "n116", "test", purpose
        paper.title = "Văn bản"
        paper.take_number(self.number, "", on, self.work.now)
        paper.status = PaperStatus.NUMBERED
        paper.effective_from = on
        for place, episode in enumerate(episodes, 1):
            paper.persons.append(DecisionPerson(episode.case.person, episode, place))
        self.work.session.add(paper)
        return paper
