"""A newcomer weighed against everybody, one by one, as a list without an index would be."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.domain.codes import IdentityKind
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.likeness.weighing import Features, Numbered, weigh
from rehabdesk.domain.text import fold
from rehabdesk.services.people.likeness import features_of
from rehabdesk.services.people.person_facts import PersonFacts
from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.alike import asked, people
from tests.benchmarks.persons import Invented


def in_memory(context: Context) -> Output:
    """Weigh the newcomer against everybody, one by one, all of them kept in memory."""
    kept = context.once("kept", lambda: [_features(each) for each in people(context.size)])

    def ask(facts: PersonFacts) -> Sequence[int]:
        mine = features_of(facts)
        return [at for at, each in enumerate(kept, 1) if weigh(mine, each).is_enough]

    return asked(context, ask)


def _features(each: Invented) -> Features:
    return Features(
        each.full_name,
        fold(each.full_name),
        birth=PartialDate.of(each.born),
        sex=each.sex,
        hamlet_id=each.hamlet % 3 + 1,
        numbers=(Numbered(IdentityKind.CITIZEN_CARD, each.id_number, each.id_number),),
        phones=frozenset({each.phone[-9:]}),
    )
