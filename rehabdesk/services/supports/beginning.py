"""What the form of a support begins with: for whom, who gives, what was written before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.office import Hamlet
from rehabdesk.domain.records.teamwork.helping import Support
from rehabdesk.domain.records.volunteer import Volunteer
from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.domain.text import word_order
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.files import require_open_to
from rehabdesk.services.secrecy.whom import Whom, named_whom
from rehabdesk.services.supports.facts import SupportFacts
from rehabdesk.services.supports.looks import used_words
from rehabdesk.services.supports.recording import SupportGone, facts_of

Offered = tuple[tuple[int, str], ...]
# Names of lenders every commune knows; what the office wrote itself comes first.
_LENDERS = ("Ngân hàng CSXH", "Quỹ việc làm", "Hội Phụ nữ", "Hội Nông dân")


@dataclass(frozen=True, slots=True)
class SupportBegun:
    """`facts` are of a support to correct, or what is known of a new one."""

    today: date
    facts: SupportFacts
    persons: tuple[Whom, ...]
    hamlets: Offered
    volunteers: Offered
    words: Mapping[str, tuple[str, ...]]
    support_id: int | None = None
    version: int = 0

    def offered(self, name: str, kind: SupportKind) -> Sequence[str]:
        """Return what was written before in a field, for this kind."""
        used = self.words.get(f"{name}:{kind.value}", ())
        if name == "source" and kind is SupportKind.LOAN:
            return tuple(dict.fromkeys((*used, *_LENDERS)))
        return used


# Looks


def begin_support(work: Work, facts: SupportFacts) -> SupportBegun:
    work.require(Right.KEEP_FILES)
    ids = (facts.person_id,) if facts.person_id is not None else ()
    hamlets = work.session.execute(select(Hamlet.id, Hamlet.name))
    serving = work.session.execute(
        select(Volunteer.id, Volunteer.full_name)
        .where(
            (Volunteer.id == facts.volunteer_id)
            | Volunteer.serves_until.is_(None)
            | (Volunteer.serves_until >= work.today)
        )
        .order_by(Volunteer.name_order)
    )
    return SupportBegun(
        work.today,
        facts,
        named_whom(work, ids),
        tuple(sorted(((row[0], row[1]) for row in hamlets), key=lambda row: word_order(row[1]))),
        tuple((row[0], row[1]) for row in serving),
        used_words(work),
    )


def read_for_correction(work: Work, support_id: int) -> SupportBegun:
    support = work.session.get(Support, support_id)
    if support is None:
        raise SupportGone
    if support.person is not None:
        require_open_to(work, support.person)
    begun = begin_support(work, facts_of(support))
    return SupportBegun(
        begun.today,
        begun.facts,
        begun.persons,
        begun.hamlets,
        begun.volunteers,
        begun.words,
        support.id,
        support.version,
    )
