"""A person under post-rehabilitation management, and a clock that may be turned on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.codes import CaseState, EventKind, RehabForm
from rehabdesk.domain.course.endings import EndReason
from rehabdesk.domain.course.events import PaperRef
from rehabdesk.domain.records import CaseEvent, Episode, Standing
from rehabdesk.domain.refusals import NeedsConfirmation
from rehabdesk.services.course.acts import (
    CloseEpisode,
    CorrectEvent,
    EventFacts,
    RecordEvent,
    close_episode,
    correct_event,
    record_event,
)
from rehabdesk.services.course.view import CourseView, EpisodeView, EventRow, read_course
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.intake import EpisodeFacts, TakeIn, read_episode, take_in
from tests.again import built_once
from tests.builders import LAN, RESOURCES, a_person, a_volunteer, an_episode
from tests.services.papers import an_order, numbered, submitted

PAPER = PaperRef("12/CAX", date(2026, 11, 20), "Công an xã Yên Thịnh")


def day(text: str) -> date:
    """Read "15/03/2026"."""
    on, month, year = (int(part) for part in text.split("/"))
    return date(year, month, on)


@built_once(RESOURCES)
def _managed(office: Office) -> tuple[int, int]:
    facts = an_episode(rehab_form=RehabForm.HOME, completes_on=date(2026, 11, 15))
    order = TakeIn(a_person(), facts)
    person_id = office.do(partial(take_in, order=order)).result.person_id
    decision_id = submitted(office, an_order(office, person_id, a_volunteer(office)))
    numbered(office, decision_id)
    return person_id, decision_id


@dataclass
class Scene:
    """One person of an office."""

    office: Office
    person_id: int
    decision_id: int = 0
    insisted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, office: Office, person_id: int) -> Scene:
        return cls(office, person_id)

    @classmethod
    def managed(cls, office: Office) -> Scene:
        """Make one person with one decision of 23/11/2026, from 15/11/2026 for a year."""
        return cls(office, *_managed(office))

    def insist(self, doubt: NeedsConfirmation, again: Callable[[], object]) -> None:
        """Do it again, having been asked."""
        self.insisted = frozenset({doubt.key})
        again()
        self.insisted = frozenset()

    def facts(self) -> EpisodeFacts:
        return self.office.look(
            lambda work: read_episode(work.session.get_one(Episode, self.episode.id))
        )

    def version(self, event_id: int) -> int:
        return self.office.look(lambda work: work.session.get_one(CaseEvent, event_id).version)

    def on(self, text: str) -> Office:
        """Return the same office on another day."""
        moment = datetime.combine(day(text), time(8))
        return Office(self.office.sessions, RESOURCES, LAN, clock=lambda: moment)

    @property
    def course(self) -> CourseView:
        return self.office.look(partial(read_course, person_id=self.person_id))

    @property
    def episode(self) -> EpisodeView:
        current = self.course.current
        assert current is not None
        return current

    @property
    def kept(self) -> Standing:
        """Return the standing lists read."""

        def ask(work: Work) -> Standing:
            mine = select(Standing).filter_by(episode_id=self.episode.id)
            return work.session.scalars(mine).one()

        return self.office.look(ask)

    def state(self) -> CaseState:
        return self.kept.state

    def record(self, kind: EventKind, on: str, until: str | None = None, **facts: Any) -> int:
        told = {"paper": PAPER, **facts}
        event = EventFacts(kind, day(on), day(until) if until else None, **told)
        order = RecordEvent(self.episode.id, event)
        return self.office.do(partial(record_event, order=order), self.insisted).result

    def correct(self, row: EventRow, **changes: Any) -> None:
        told = {"paper": row.paper, "until_on": row.until_on, **changes}
        facts = EventFacts(row.kind, row.on, reason=row.reason, **told)
        order = CorrectEvent(row.id, row.version, facts)
        self.office.do(partial(correct_event, order=order))

    def close(self, reason: EndReason, on: str, **facts: Any) -> int:
        episode = self.episode
        told = {"paper": PAPER, **facts}
        order = CloseEpisode(episode.id, episode.version, reason, day(on), **told)
        return self.office.do(partial(close_episode, order=order)).result
