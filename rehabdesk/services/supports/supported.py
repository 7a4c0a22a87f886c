"""Who gets what these days, as the quick question asks it; no record of it is loaded."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Exists, and_, column, exists, select, table

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep

_SUPPORT = table("support", column("id"), column("kind"), column("person_id"))
_FACT = table("support_fact", column("support_id"), column("step"), column("is_kept"))
_OVER = (SupportStep.FINISHED, SupportStep.STOPPED, SupportStep.REFUSED)


class Supported(Coded):
    BORROWS = "borrows", "đang vay vốn"
    LEARNS = "learns", "đang học nghề, học văn hóa"
    WORKS = "works", "đang làm việc đã ghi ở Hỗ trợ"
    HELPED = "helped", "đã được hỗ trợ"
    NEVER = "never", "chưa được hỗ trợ lần nào"


def is_supported(asked: Supported) -> ColumnElement[bool]:
    """Tell of the person of a line whether it is so."""
    kinds, begun = _MEANT[asked]
    got = _got(kinds, begun, has_ended=asked in {Supported.HELPED, Supported.NEVER})
    return ~got if asked is Supported.NEVER else got


_ANY = tuple(each for each in SupportStep if each is not SupportStep.PLANNED)
_MEANT = {
    Supported.BORROWS: ((SupportKind.LOAN,), (SupportStep.PAID_OUT, SupportStep.REPAID)),
    Supported.LEARNS: ((SupportKind.TRAINING, SupportKind.SCHOOLING), (SupportStep.STARTED,)),
    Supported.WORKS: ((SupportKind.JOB,), (SupportStep.STARTED,)),
    Supported.HELPED: (tuple(SupportKind), _ANY),
    Supported.NEVER: (tuple(SupportKind), _ANY),
}


def _got(
    kinds: tuple[SupportKind, ...], begun: tuple[SupportStep, ...], *, has_ended: bool
) -> Exists:
    of_support = _FACT.c.support_id == _SUPPORT.c.id
    has_begun = exists(select(1).where(of_support, _FACT.c.step.in_(_values(begun))))
    was_left = and_(
        _FACT.c.step == SupportStep.CHECKED.value,
        _FACT.c.is_kept == False,  # noqa: E712 -- a condition of the database's
    )
    is_over = exists(select(1).where(of_support, _FACT.c.step.in_(_values(_OVER)) | was_left))
    conditions = [
        _SUPPORT.c.person_id == Person.id,
        _SUPPORT.c.kind.in_(_values(kinds)),
        has_begun,
    ]
    if not has_ended:
        conditions.append(~is_over)
    return exists(select(1).where(*conditions).correlate(Person))


def _values(codes: tuple[Coded, ...]) -> list[str]:
    return [each.value for each in codes]
