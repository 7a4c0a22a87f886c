"""The door to the records: every change is an act, every question a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

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
_KEPT = frozenset({"form_draft", "list_layout", "saved_filter", "open_file", "act_receipt"})
_LINES = 200  # of our own in the trail, remembered


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
    lines: list[int] = field(default_factory=list, init=False)  # what was recorded, by number

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
        self.lines.append(append_entry(self.session, self.now, who, act, name, told))

    def unless_confirmed(self, doubt: NeedsConfirmation) -> None:
        """Stop here, unless the user has already said to go on."""
        if doubt.key not in self.confirmed:
            raise doubt


@dataclass(frozen=True)
class Done(Generic[R]):
    """What came of an act, and which tables it touched."""

    result: R
    touched: frozenset[str]
    lines: tuple[int, ...] = ()  # of the trail


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
    own_lines: tuple[int, ...] = ()  # the last lines of the trail this office wrote
    _sent: dict[str, Done[Any]] = field(default_factory=dict, init=False)

    def do(
        self, act: Callable[[Work], R], confirmed: frozenset[str] = frozenset(), key: str = ""
    ) -> Done[R]:
        """Carry out an act: all of it and its audit row, or nothing.

        In a shared office an act sent again under the same key is never done twice: where the
        answer to the first was lost, whether it arrived is looked up.
        """
        key = key if self.is_shared else ""
        with translated(), self.sessions.begin() as session:
            done = self._arrived(session, key)
            if done is None:
                done = self._carry_out(session, act, confirmed, key)
        self._sent.pop(key, None)
        self.own_lines = (*self.own_lines, *done.lines)[-_LINES:]
        self.law.note(done.touched)
        return done

    def _carry_out(
        self, session: Session, act: Callable[[Work], R], confirmed: frozenset[str], key: str
    ) -> Done[R]:
        work = self._work(session, confirmed)
        result = act(work)
        session.flush()
        changed = touched(session)
        if changed and not work.lines:
            raise RuntimeError("an act changed records without leaving an audit row")
        done = Done(result, changed, tuple(work.lines))
        if key and changed:
            from rehabdesk.persistence.server.receipts import leave_receipt

            leave_receipt(session, key, work.now)
            self._sent[key] = done  # from here on only the server knows
        return done

    def may_have_arrived(self, key: str) -> bool:
        """Say whether an act was sent whose answer never came."""
        return key in self._sent

    def arrived(self, key: str) -> Done[Any] | None:
        """Return what came of an act whose answer never came, if it was carried out."""
        with translated(), self.sessions.begin() as session:
            return self._arrived(session, key)

    def take_over(self, earlier: Office) -> None:
        """Know what the same user's office knew before the machine was locked."""
        self._sent.update(earlier._sent)
        self.own_lines = earlier.own_lines

    def reach(self) -> None:
        """Ask for an answer and nothing else; there is a fault where none comes."""
        with translated(), self.sessions() as session:
            session.connection()

    def _arrived(self, session: Session, key: str) -> Done[Any] | None:
        if key not in self._sent:
            return None
        from rehabdesk.persistence.server.receipts import has_receipt

        if has_receipt(session, key):
            return self._sent[key]
        del self._sent[key]  # and it never will: whoever sent it is gone
        return None

    def look(self, question: Callable[[Work], R]) -> R:
        """Answer a question. Whatever it changes by mistake is thrown away."""
        with translated(), self.sessions() as session:
            return question(self._work(session, frozenset()))

    def keep(self, note: Callable[[Work], R]) -> R:
        """Keep what leaves no line in the trail: drafts, how lists look, what is open where."""
        with translated(), self.sessions.begin() as session:
            result = note(self._work(session, frozenset()))
            session.flush()
            if touched(session) - _KEPT:
                raise RuntimeError("only an act may change records")
            return result

    def _work(self, session: Session, confirmed: frozenset[str]) -> Work:
        self.resources = self.law.over(self.resources, session)
        return Work(session, self.actor, self.clock(), self.resources, confirmed, self.names_hidden)
