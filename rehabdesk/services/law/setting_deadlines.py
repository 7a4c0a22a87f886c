"""The office sets a deadline of its own: with its reason and its days, and nothing overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from rehabdesk.domain.codes import DeadlineUnit, Right
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.law.deadline import Deadline, is_laxer
from rehabdesk.domain.records.office_law import DeadlineRule
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.regime import Regime, regime_on
from rehabdesk.domain.text import clean
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.law.deadlines import OfficeValue, list_values
from rehabdesk.services.office import Work

MOST = 999
_ONE_DAY = timedelta(days=1)


class ReasonNeeded(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do, thí dụ văn bản nào của xã hoặc của tỉnh.")


class AmountImpossible(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__(f"Nhập một số từ 1 đến {MOST}.")


class EndsBeforeStart(Refusal):
    field = "until_on"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y}).")


class ValueOverlaps(Refusal):
    field = "from_on"

    def __init__(self, value: OfficeValue) -> None:
        until = f"đến {value.until_on:%d/%m/%Y}" if value.until_on else "trở đi"
        super().__init__(
            f"Xã đã đặt {value.span.words} từ {value.from_on:%d/%m/%Y} {until}. "
            "Chọn ngày sau đó, hoặc sửa mức đã đặt."
        )


class UnknownThen(Refusal):
    field = "from_on"

    def __init__(self, day: date) -> None:
        super().__init__(f"Luật áp dụng ngày {day:%d/%m/%Y} không có hạn này. Chọn ngày khác.")


class SameAsLaw(Refusal):
    field = "amount"

    def __init__(self, deadline: Deadline) -> None:
        super().__init__(f"Đúng bằng mức đang có ({deadline.span.words}), không cần đặt riêng.")


class LaxerThanLaw(NeedsConfirmation):
    def __init__(self, deadline: Deadline, span: Span) -> None:
        super().__init__(
            f"Luật cho {deadline.span.words} ({deadline.basis}); xã đặt {span.words} là khác luật "
            "và có thể trễ hạn của luật. Hạn sẽ ghi rõ là do xã đặt, kèm mức của luật. Vẫn đặt?"
        )


@dataclass(frozen=True, slots=True)
class SetDeadline:
    deadline_id: str
    amount: int
    unit: DeadlineUnit
    from_on: date
    until_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline of the settings: what the law says, and what the office made of it."""

    deadline: Deadline
    regime: str
    office: OfficeValue | None  # in force on the day asked for
    others: tuple[OfficeValue, ...] = field(default=())  # before and to come

    @property
    def id(self) -> str:
        return self.deadline.id

    @property
    def is_office(self) -> bool:
        return self.deadline.is_office or self.office is not None

    @property
    def span(self) -> Span:
        return self.office.span if self.office else self.deadline.span


@dataclass(frozen=True, slots=True)
class LawDeadlines:
    """The deadlines of one body of law, as they stand on a day of it."""

    id: str
    name: str
    on: date
    rows: tuple[DeadlineRow, ...]


@dataclass(frozen=True, slots=True)
class ValueEnd:
    """The last day the office's own span holds."""

    last_on: date | None = None


_END = {"last_on": "Dùng mức của xã đến hết ngày"}


# Acts


def set_deadline(work: Work, order: SetDeadline) -> int:
    """Set a span from a day on; an open one set before ends the day before."""
    work.require(Right.KEEP_OFFICE)
    deadline = _deadline(work, order)
    if not clean(order.reason):
        raise ReasonNeeded
    if not 1 <= order.amount <= MOST:
        raise AmountImpossible
    if order.until_on is not None and order.until_on < order.from_on:
        raise EndsBeforeStart(order.from_on)
    span = Span(order.amount, order.unit)
    _end_the_open_one(work, order)
    if span == deadline.span:
        raise SameAsLaw(deadline)
    if not deadline.is_office and is_laxer(deadline.counting, span, deadline.span):
        work.unless_confirmed(LaxerThanLaw(deadline, span))
    rule = DeadlineRule(
        order.deadline_id, (order.amount, order.unit), order.from_on, work.actor.name, work.now
    )
    rule.until_on, rule.reason = order.until_on, clean(order.reason)
    work.session.add(rule)
    work.record(
        "deadline_rule.set",
        rule,
        deadline=order.deadline_id,
        span=span.words,
        instead_of=deadline.span.words,
        from_on=order.from_on,
        until_on=order.until_on,
        reason=rule.reason,
    )
    return rule.id


def end_value(work: Work, value_id: int, version: int, last_on: date) -> None:
    """Go back to the law after a day; a span that never began is taken away."""
    work.require(Right.KEEP_OFFICE)
    rule = record_of(work, DeadlineRule, value_id)
    kept, typed = ValueEnd(rule.until_on), ValueEnd(last_on)
    require_version(rule, version, Sides(work, kept, typed, _END))
    if last_on >= rule.from_on:
        rule.until_on = last_on
        work.record("deadline_rule.ended", rule, deadline=rule.rule_id, until_on=last_on)
        return
    work.record("deadline_rule.withdrawn", rule, deadline=rule.rule_id, from_on=rule.from_on)
    work.session.delete(rule)


# Looks


def list_deadlines_by_law(work: Work) -> tuple[LawDeadlines, ...]:
    """List every law newest first: the present one as of today, another as of its last day."""
    values = list_values(work)
    found = []
    for regime in reversed(work.resources.regimes):
        last = regime.in_force_until or date.max
        on = min(max(work.today, regime.in_force_from), last)
        rows = deadline_rows(regime, values, on)
        found.append(LawDeadlines(regime.id, regime.name, on, tuple(rows)))
    return tuple(found)


def deadline_rows(regime: Regime, values: list[OfficeValue], on: date) -> list[DeadlineRow]:
    rows = []
    for deadline in regime.deadlines:
        own = [each for each in values if each.rule_id == deadline.id]
        now = next((each for each in own if each.covers(on)), None)
        others = tuple(each for each in own if each is not now)
        rows.append(DeadlineRow(deadline, regime.name, now, others))
    return rows


def _deadline(work: Work, order: SetDeadline) -> Deadline:
    law = regime_on(order.from_on, work.resources.regimes)
    deadline = law.find_deadline(order.deadline_id)
    if deadline is None:
        raise UnknownThen(order.from_on)
    return deadline


def _end_the_open_one(work: Work, order: SetDeadline) -> None:
    """Refuse what overlaps; what was open and began before ends where the new one starts."""
    until = order.until_on or date.max
    own = [each for each in list_values(work) if each.rule_id == order.deadline_id]
    for value in own:
        if value.from_on > until or (value.until_on or date.max) < order.from_on:
            continue
        if value.from_on >= order.from_on or value.until_on is not None:
            raise ValueOverlaps(value)
        rule = work.session.scalars(select(DeadlineRule).filter_by(id=value.id)).one()
        rule.until_on = order.from_on - _ONE_DAY
