"""The dated facts of an episode, and where the episode stands because of them."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import CaseState, EventKind
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.ledger import StoredFile


class CaseEvent(Versioned, Entity):
    """A dated fact with the paper that proves it; undone rather than deleted."""

    __tablename__ = "case_event"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[EventKind]
    on: Mapped[date]
    at: Mapped[time | None]  # for deadlines counted in hours
    until_on: Mapped[date | None]  # the last day of a stretch
    paper_number: Mapped[str]
    paper_on: Mapped[date | None]
    paper_issuer: Mapped[str]
    paper_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    reason: Mapped[str]
    note: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    undone_at: Mapped[datetime | None] = mapped_column(index=True)

    episode: Mapped[Episode] = relationship()
    paper_file: Mapped[StoredFile | None] = relationship()

    def __init__(
        self, episode: Episode, kind: EventKind, on: date, recorded_by: str, at: datetime
    ) -> None:
        super().__init__(
            episode=episode,
            kind=kind,
            on=on,
            paper_number="",
            paper_issuer="",
            reason="",
            note="",
            recorded_by=recorded_by,
            recorded_at=at,
        )


class Standing(Entity):
    """Where an episode stood on the day it was computed; lists read it, acts keep it."""

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_of_person", "person_id", "is_current", "state"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[CaseState] = mapped_column(index=True)
    since: Mapped[date | None]
    changes_on: Mapped[date | None] = mapped_column(index=True)  # the day to compute it anew
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    is_followed: Mapped[bool]  # a state that still needs work
    is_current: Mapped[bool]  # the one episode that speaks for the person
    computed_on: Mapped[date]

    episode: Mapped[Episode] = relationship()
