"""The door to the records: every change is an act, every question a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlalchemy.orm import Session, sessionmaker

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.persistence.database import touched
from rehabdesk.persistence.faults import translated
from rehabdesk.services.audit import append_entry
from rehabdesk.services.own_law import LawShelf

R = TypeVar("R")
_DRAFTS = frozenset({"form_draft", "list_layout", "saved_filter"})


class NotYourRight(Refusal):
    def __init__(self, right: Right) -> None:
        super().__init__(
            f"Việc “{right.label}” chỉ người được giao quyền làm. Chưa ghi gì. "
            "Hỏi người quản trị nếu cần."
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in user, as every act and audit row knows him."""

    user_id: int
    name: str
    post: str
    role: Role
    sensitive: frozenset[Right] | None = None  # as chosen for this user; else as the role has it

    def may(self, right: Right) -> bool:
        if self.sensitive is not None and right in SENSITIVE:
            return right in self.sensitive
        return right in RIGHTS[self.role]


@dataclass(slots=True)
class Work:
    """One piece of work in the office. Not kept after the work is done."""

    session: Session
    actor: Actor
    now: datetime
    resources: Resources
    confirmed: frozenset[str] = frozenset()
    names_hidden: bool = False  # lists are being shown to somebody else (services/secrecy/names.py)
    recorded: bool = field(default=False, init=False)

    @property
    def today(self) -> date:
        return self.now.date()

    def require(self, right: Right) -> None:
        if not self.actor.may(right):
            raise NotYourRight(right)

    def record(self, act: str, subject: Entity | None, **facts: object) -> None:
        """Write the audit row of this act, with the doubts the user overruled."""
        self.session.flush()
        told = {key: str(value) for key, value in facts.items() if value is not None}
        if self.confirmed:
            told["confirmed"] = " | ".join(sorted(self.confirmed))
        name = f"{subject.__tablename__}:{subject.id}" if subject is not None else "office"
        who = f"{self.actor.user_id}:{self.actor.name}"
        append_entry(self.session, self.now, who, act, name, told)
        self.recorded = True

    def unless_confirmed(self, doubt: NeedsConfirmation) -> None:
        """Stop here, unless the user has already said to go on."""
        if doubt.key not in self.confirmed:
            raise doubt


@dataclass(frozen=True)
class Done(Generic[R]):
    """What came of an act, and which tables it touched."""

    result: R
    touched: frozenset[str]


@dataclass(slots=True)
class Office:
    """The one door to the records: every act is a transaction, every change leaves a trace.

    `resources` are the delivered ones with the office's own law laid over them.
    """

    sessions: sessionmaker[Session]
    resources: Resources
    actor: Actor
    clock: Callable[[], datetime] = datetime.now
    law: LawShelf = field(default_factory=LawShelf)  # one for all who work in this office
    names_hidden: bool = False
    is_shared: bool = False  # others may work in it from other machines at the same time

    def do(self, act: Callable[[Work], R], confirmed: frozenset[str] = frozenset()) -> Done[R]:
        """Carry out an act: all of it and its audit row, or nothing."""
        with translated(), self.sessions.begin() as session:
            work = self._work(session, confirmed)
            result = act(work)
            session.flush()
            if touched(session) and not work.recorded:
                raise RuntimeError("an act changed records without leaving an audit row")
            changed = touched(session)
        self.law.note(changed)
        return Done(result, changed)

    def look(self, question: Callable[[Work], R]) -> R:
        """Answer a question. Whatever it changes by mistake is thrown away."""
        with translated(), self.sessions() as session:
            return question(self._work(session, frozenset()))

    def keep(self, note: Callable[[Work], R]) -> R:
        """Keep what is no act and leaves no line in the trail: drafts, and how lists look."""
        with translated(), self.sessions.begin() as session:
            result = note(self._work(session, frozenset()))
            session.flush()
            if touched(session) - _DRAFTS:
                raise RuntimeError("only an act may change records")
            return result

    def _work(self, session: Session, confirmed: frozenset[str]) -> Work:
        self.resources = self.law.over(self.resources, session)
        return Work(session, self.actor, self.clock(), self.resources, confirmed, self.names_hidden)
