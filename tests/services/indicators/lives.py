"""Lives written straight into the records: persons, episodes, facts and papers on chosen days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from rehabdesk.domain.codes import (
    AssignmentRole,
    EpisodeKind,
    EventKind,
    LinkKind,
    PaperStatus,
    Sex,
)
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.decision import Decision, DecisionAssignee, DecisionPerson
from rehabdesk.domain.records.decision_life import DecisionLink
from rehabdesk.domain.records.office import DocumentBook
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.reports.grid import Balance
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.indicators.answers import answer, figure, why_not
from rehabdesk.services.indicators.counting import Answer, Counting
from rehabdesk.services.indicators.movements import balance
from rehabdesk.services.office import Office, Work
from tests.builders import NOW

R = TypeVar("R")
YEAR = Window(date(2025, 12, 15), date(2026, 12, 14))
EARLY = date(2025, 1, 10)


@dataclass
class Lives:
    """An office whose records are written directly, so that any history can be told."""

    office: Office
    numbers: count[int] = field(default_factory=lambda: count(1))
    persons: list[int] = field(default_factory=list)
    session: Session | None = None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write on in one transaction, until something is asked."""
        if self.session is None:
            self.session = self.office.sessions()
        yield self.session
        self.session.flush()

    def look(self, question: Callable[[Work], R]) -> R:
        self.keep()
        return self.office.look(question)

    def keep(self) -> None:
        if self.session is not None:
            self.session.commit()
            self.session.close()
            self.session = None

    def person(self, name: str = "Trần Văn Thắng", **facts: Any) -> int:
        with self.writing() as session:
            person = Person(name, NOW)
            values = {"sex": Sex.MALE, "birth": "1991-08-14", "hamlet_id": 1} | facts
            for key, value in values.items():
                setattr(person, key, value)
            session.add(CaseFile(next(self.numbers), person, EARLY))
            session.flush()
            self.persons.append(person.id)
            return person.id

    def episode(
        self,
        person_id: int,
        kind: EpisodeKind = EpisodeKind.POST_REHAB,
        opened_on: date = EARLY,
        **facts: Any,
    ) -> int:
        with self.writing() as session:
            case = session.query(CaseFile).filter_by(person_id=person_id).one()
            episode = Episode(case, kind, opened_on)
            for key, value in facts.items():
                setattr(episode, key, value)
            session.add(episode)
            session.flush()
            return episode.id

    def event(
        self, episode_id: int, kind: EventKind, on: date, *, is_undone: bool = False, **facts: Any
    ) -> int:
        with self.writing() as session:
            episode = session.get_one(Episode, episode_id)
            event = CaseEvent(episode, kind, on, "Nguyễn Thị Hạnh", NOW)
            for key, value in facts.items():
                setattr(event, key, value)
            event.undone_at = NOW if is_undone else None
            session.add(event)
            session.flush()
            return event.id

    def paper(
        self,
        on: date | None,
        *episode_ids: int,
        purpose: str = "post_rehab",
        status: PaperStatus = PaperStatus.DELIVERED,
        term: tuple[date, date] | None = None,
        planned_on: date | None = None,
        helper_id: int | None = None,
    ) -> int:
        """Write a paper on the persons of these episodes; without a day it has no number."""
        with self.writing() as session:
            book = session.get_one(DocumentBook, 1)
            paper = Decision(book, planned_on or on or EARLY, "Nguyễn Thị Hạnh", NOW)
            paper.regime_id, paper.form_id = "n163", "n163/53"
            paper.purpose, paper.title = purpose, "Quyết định"
            if on is not None:
                paper.take_number(next(self.numbers), "", on, datetime.combine(on, time(8)))
            paper.status = status
            for ordinal, episode_id in enumerate(episode_ids, 1):
                episode = session.get_one(Episode, episode_id)
                link = DecisionPerson(episode.case.person, episode, ordinal)
                if term is not None:
                    link.term_start, link.term_end = term
                paper.persons.append(link)
            if helper_id is not None:
                helper = session.get_one(Volunteer, helper_id)
                paper.assignees.append(DecisionAssignee(AssignmentRole.HELPER, 1, volunteer=helper))
            session.add(paper)
            session.flush()
            return paper.id

    def decided(self, on: date, months: int = 12, **facts: Any) -> tuple[int, int]:
        """Write a person decided upon on a day; return the person and the episode."""
        person_id = self.person(**facts)
        episode_id = self.episode(person_id)
        end = date(on.year + months // 12, on.month, min(on.day, 28))
        self.paper(on, episode_id, term=(on, end))
        return person_id, episode_id

    def link(self, newer: int, older: int, kind: LinkKind = LinkKind.REPLACES) -> None:
        with self.writing() as session:
            papers = session.get_one(Decision, newer), session.get_one(Decision, older)
            session.add(DecisionLink(*papers, kind))

    def volunteer(self) -> int:
        with self.writing() as session:
            helper = Volunteer("Ngô Thị Nhàn", EARLY)
            session.add(helper)
            session.flush()
            return helper.id

    def assigned(
        self,
        episode_id: int,
        paper_id: int,
        from_on: date,
        until_on: date | None = None,
        role: AssignmentRole = AssignmentRole.HELPER,
        helper_id: int | None = None,
    ) -> None:
        with self.writing() as session:
            episode = session.get_one(Episode, episode_id)
            paper = session.get_one(Decision, paper_id)
            made = Assignment(episode.case.person, role, from_on, paper)
            made.episode, made.until_on = episode, until_on
            made.volunteer_id = helper_id
            session.add(made)

    def settled(self) -> None:
        """Let everybody stand where the program would say they stand."""

        def act(work: Work) -> None:
            refresh_persons(work, self.persons)
            work.record("standings.refreshed", None)

        self.keep()
        self.office.do(act)

    # What is asked

    def answer(self, code: str, window: Window = YEAR) -> Answer:
        return self.look(lambda work: answer(Counting(work), code, window))

    def number(self, code: str, window: Window = YEAR) -> str:
        """Return the figure as it is printed, having held it against its members."""

        def look(work: Work) -> str:
            value = figure(Counting(work), code, window)
            named = answer(Counting(work), code, window)
            assert value == named.value
            if value is not None and named.indicator.nature != "share":
                assert value.amount == sum(each.amount for each in named.members)
            return value.words if value else "–"

        return self.look(look)

    def reasons(self, code: str, window: Window = YEAR) -> list[str]:
        return [each.reason for each in self.answer(code, window).members]

    def nearly(self, code: str, window: Window = YEAR) -> list[str]:
        return [each.reason for each in self.answer(code, window).near]

    def why(self, code: str, person_id: int, window: Window = YEAR) -> str:
        return self.look(lambda work: why_not(Counting(work), code, window, person_id))

    def balance(self, window: Window = YEAR) -> Balance:
        return self.look(lambda work: balance(Counting(work), window))
