"""A month's list: computed while it is a draft, frozen once it is signed, then paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.teamwork.helping import AllowanceLine, AllowanceList
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.amount_words import amount_in_words
from rehabdesk.domain.teamwork.codes import AllowanceState
from rehabdesk.domain.text import clean
from rehabdesk.services.allowances.computing import ListKey, PayLine, compute_lines
from rehabdesk.services.allowances.terms import (
    MOST_SALARY,
    NoHelperFactor,
    NoSalary,
    terms_of,
)
from rehabdesk.services.office import Work


class ListSigned(Refusal):
    def __init__(self) -> None:
        super().__init__("Bảng này đã ký nên không sửa nữa. Chưa đổi gì. Bỏ ký trước nếu ký nhầm.")


class ListPaid(Refusal):
    def __init__(self) -> None:
        super().__init__("Bảng này đã chi nên không bỏ ký được. Bỏ ghi chi trước nếu ghi nhầm.")


class NotSigned(Refusal):
    def __init__(self) -> None:
        super().__init__("Bảng chưa ký nên chưa chi được. Ghi đã ký trước.")


class NobodyToPay(Refusal):
    def __init__(self) -> None:
        super().__init__("Tháng này chưa có ai trong danh sách nên chưa có gì để ký.")


class MonthNotOver(NeedsConfirmation):
    def __init__(self, last: date) -> None:
        super().__init__(
            f"Tháng còn đến {last:%d/%m/%Y}; danh sách đội còn có thể đổi. Vẫn ghi đã ký?"
        )


class DayImpossible(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ghi ngày, không sau hôm nay ({today:%d/%m/%Y}).")


class PaidBeforeSigned(Refusal):
    field = "on"

    def __init__(self, signed_on: date) -> None:
        super().__init__(f"Ngày chi không được trước ngày ký {signed_on:%d/%m/%Y}.")


class WhyMissing(Refusal):
    field = "why"

    def __init__(self) -> None:
        super().__init__("Ghi lý do sửa số tiền; lý do in ở cột ghi chú.")


class AmountImpossible(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Số tiền là số đồng từ 0 trở lên, ví dụ 1.012.000.")


# What was signed stays, whatever has become of the terms since.
_UNKNOWN = (NoHelperFactor, NoSalary)


@dataclass(frozen=True, slots=True)
class Difference:
    """What the roster would have a line come to now, against what was signed."""

    name: str
    signed: int
    now: int
    reason: str


@dataclass(frozen=True, slots=True)
class MonthList:
    key: ListKey
    state: AllowanceState
    lines: tuple[PayLine, ...]
    base_salary: int
    basis: str
    signed_on: date | None = None
    paid_on: date | None = None
    differences: tuple[Difference, ...] = ()
    list_id: int | None = None

    @property
    def numbered(self) -> tuple[PayLine, ...]:
        """Return the lines with their number and the base salary beside them."""
        return tuple(
            replace(line, place=place, base_salary=self.base_salary)
            for place, line in enumerate(self.lines, start=1)
        )

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def words(self) -> str:
        return amount_in_words(self.total)


@dataclass(frozen=True, slots=True)
class SetLine:
    """Another amount for one line of a draft, and why; without an amount, as computed."""

    key: ListKey
    volunteer_id: int
    amount: int | None
    why: str = ""


# Acts


def set_line(work: Work, order: SetLine) -> SetLine:
    """Change a line of a draft, and give what changes it back."""
    work.require(Right.KEEP_TEAM)
    kept = _find(work, order.key)
    if kept is not None and kept.state is not AllowanceState.DRAFT:
        raise ListSigned
    if order.amount is not None and not 0 <= order.amount <= MOST_SALARY:
        raise AmountImpossible
    if order.amount is not None and not clean(order.why):
        raise WhyMissing
    kept = kept or _new_list(work, order.key)
    before = next((one for one in kept.lines if one.volunteer_id == order.volunteer_id), None)
    back = SetLine(
        order.key,
        order.volunteer_id,
        before.amount if before else None,
        before.reason if before else "",
    )
    if before is not None:
        kept.lines.remove(before)
        work.session.flush()
    if order.amount is not None:
        lines = {line.volunteer_id: line for line in _computed(work, order.key)}
        line = lines[order.volunteer_id]
        kept.lines.append(_record(replace(line, amount=order.amount, reason=clean(order.why)), 0))
    work.record("allowance.line_set", kept, volunteer=order.volunteer_id, amount=order.amount)
    return back


def sign_list(work: Work, key: ListKey, on: date | None) -> int:
    """Freeze a list as it was signed; what changes in the roster later is told beside it."""
    work.require(Right.KEEP_TEAM)
    shown = read_list(work, key)
    if shown.state is not AllowanceState.DRAFT:
        raise ListSigned
    if not shown.lines:
        raise NobodyToPay
    if on is None or on > work.today:
        raise DayImpossible(work.today)
    if on < key.month.last:
        work.unless_confirmed(MonthNotOver(key.month.last))
    kept = _find(work, key) or _new_list(work, key)
    kept.lines.clear()
    work.session.flush()
    for place, line in enumerate(shown.lines, start=1):
        kept.lines.append(_record(line, place))
    kept.state, kept.signed_on = AllowanceState.SIGNED, on
    kept.base_salary, kept.basis, kept.total = shown.base_salary, shown.basis, shown.total
    work.record("allowance.signed", kept, month=key.month.words, total=kept.total)
    return kept.id


def unsign_list(work: Work, key: ListKey) -> None:
    """Take a signature back that was noted by mistake: the list is a draft again."""
    work.require(Right.KEEP_TEAM)
    kept = _required(work, key)
    if kept.state is AllowanceState.PAID:
        raise ListPaid
    kept.state, kept.signed_on = AllowanceState.DRAFT, None
    for line in list(kept.lines):
        if not line.details.get("is_changed"):
            kept.lines.remove(line)
    work.record("allowance.unsigned", kept, month=key.month.words)


def pay_list(work: Work, key: ListKey, on: date | None) -> None:
    work.require(Right.KEEP_TEAM)
    kept = _required(work, key)
    if kept.state is not AllowanceState.SIGNED or kept.signed_on is None:
        raise ListSigned if kept.state is AllowanceState.PAID else NotSigned
    if on is None or on > work.today:
        raise DayImpossible(work.today)
    if on < kept.signed_on:
        raise PaidBeforeSigned(kept.signed_on)
    kept.state, kept.paid_on = AllowanceState.PAID, on
    work.record("allowance.paid", kept, month=key.month.words, total=kept.total, on=on)


def unpay_list(work: Work, key: ListKey) -> None:
    work.require(Right.KEEP_TEAM)
    kept = _required(work, key)
    if kept.state is not AllowanceState.PAID:
        raise NotSigned
    kept.state, kept.paid_on = AllowanceState.SIGNED, None
    work.record("allowance.unpaid", kept, month=key.month.words)


# Looks


def read_list(work: Work, key: ListKey) -> MonthList:
    """Read a list: a draft as the roster has it today, a signed one as it was signed."""
    work.require(Right.READ_FILES)
    kept = _find(work, key)
    if kept is None or kept.state is AllowanceState.DRAFT:
        terms = terms_of(work, key.month)
        changed = {line.volunteer_id: line for line in kept.lines} if kept else {}
        lines = tuple(
            replace(line, amount=one.amount, reason=one.reason, is_changed=True)
            if (one := changed.get(line.volunteer_id))
            else line
            for line in compute_lines(work, key, terms)
        )
        basis = terms.basis(key.kind)
        return MonthList(key, AllowanceState.DRAFT, lines, terms.salary.amount, basis)
    return MonthList(
        key,
        kept.state,
        tuple(_line(each) for each in kept.lines),
        kept.base_salary,
        kept.basis,
        kept.signed_on,
        kept.paid_on,
        _differences(work, key, kept),
        kept.id,
    )


def _differences(work: Work, key: ListKey, kept: AllowanceList) -> tuple[Difference, ...]:
    """Compare what was signed with what the roster would give by the terms of that month."""
    try:
        now = {line.volunteer_id: line for line in _computed(work, key)}
    except _UNKNOWN:
        return ()
    signed = {line.volunteer_id: line for line in kept.lines}
    found = []
    for volunteer_id, line in signed.items():
        computed = int(line.details.get("computed", line.amount))
        today = now.get(volunteer_id)
        if today is None:
            reason = "Không còn tên trong danh sách của tháng."
            found.append(Difference(line.full_name, line.amount, 0, reason))
        elif today.amount != computed:
            found.append(Difference(line.full_name, line.amount, today.amount, today.reason))
    found += [
        Difference(line.full_name, 0, line.amount, line.reason)
        for volunteer_id, line in now.items()
        if volunteer_id not in signed and line.amount
    ]
    return tuple(found)


def _computed(work: Work, key: ListKey) -> tuple[PayLine, ...]:
    return compute_lines(work, key, terms_of(work, key.month))


def _find(work: Work, key: ListKey) -> AllowanceList | None:
    return work.session.scalars(
        select(AllowanceList).where(
            AllowanceList.kind == key.kind,
            AllowanceList.month == key.month.number,
            AllowanceList.team_id.is_not_distinct_from(key.team_id),
        )
    ).first()


def _required(work: Work, key: ListKey) -> AllowanceList:
    kept = _find(work, key)
    if kept is None:
        raise NotSigned
    return kept


def _new_list(work: Work, key: ListKey) -> AllowanceList:
    kept = AllowanceList(
        kind=key.kind,
        team_id=key.team_id,
        month=key.month.number,
        state=AllowanceState.DRAFT,
        base_salary=0,
        total=0,
        made_by=work.actor.name,
        made_at=work.now,
    )
    work.session.add(kept)
    return kept


def _record(line: PayLine, place: int) -> AllowanceLine:
    return AllowanceLine(
        place=place,
        volunteer_id=line.volunteer_id,
        full_name=line.full_name,
        role=line.role,
        factor=line.factor,
        amount=line.amount,
        reason=line.reason,
        details={"computed": line.computed, "is_changed": line.amount != line.computed},
    )


def _line(line: AllowanceLine) -> PayLine:
    return PayLine(
        line.volunteer_id,
        line.full_name,
        line.role,
        line.factor,
        line.amount,
        line.reason,
        int(line.details.get("computed", line.amount)),
        bool(line.details.get("is_changed")),
    )
