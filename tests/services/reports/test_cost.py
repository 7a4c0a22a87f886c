"""What reading a report costs: how often the tables are asked, and whom it names on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from sqlalchemy import event

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.reports.codes import PeriodKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.indicators import people
from rehabdesk.services.office import Office
from rehabdesk.services.reports.reading import ReportAsked, read_report
from tests.services.indicators.lives import Lives

ASKED = ReportAsked("sau-thang-nam", ReportPeriod(PeriodKind.YEAR, 2026))
ON = date(2026, 3, 2)


def live(lives: Lives, count: int) -> None:
    """Let so many persons live through what reports count."""
    helper = lives.volunteer()
    for _ in range(count):
        _, episode = lives.decided(ON)
        paper = lives.paper(ON, episode, purpose="helper_assignment")
        lives.assigned(episode, paper, ON, helper_id=helper)
        lives.event(episode, EventKind.ABSENCE_UNREPORTED, date(2026, 5, 4))
        lives.event(episode, EventKind.MOVED_OUT, date(2026, 8, 3))
        user = lives.episode(lives.person(), EpisodeKind.USER_MANAGED)
        lives.event(user, EventKind.USER_DECIDED, ON)
        rehab = lives.episode(lives.person(), EpisodeKind.REHAB_HOME)
        lives.event(rehab, EventKind.REGISTERED, ON)
        lives.event(rehab, EventKind.REHAB_STARTED, ON)
    lives.settled()


def questions(office: Office) -> int:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = office.sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", note)
    try:
        office.look(partial(read_report, asked=ASKED))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_more_persons_are_counted_by_as_many_questions(office: Office) -> None:
    lives = Lives(office)
    live(lives, 1)
    questions(office)  # what the program reads once and keeps
    of_few = questions(office)
    live(lives, 6)
    assert questions(office) == of_few


def test_a_report_of_plain_figures_names_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(Lives(office), 2)
    named: list[object] = []
    members: Callable[..., object] = people.Roll.members

    def noting(roll: people.Roll, *told: object) -> object:
        named.append(told)
        return members(roll, *told)

    monkeypatch.setattr(people.Roll, "members", noting)
    grid = office.look(partial(read_report, asked=ASKED))
    assert next(row for row in grid.rows if row.code == "S02").values
    assert named == []
