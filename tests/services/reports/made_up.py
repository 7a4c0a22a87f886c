"""A small catalogue of our own, counted from what a test says, behind a layout of our own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from rehabdesk.domain.reports.codes import Breakdown, MemberKind, PeriodKind, WindowRule
from rehabdesk.domain.reports.indicators import Indicator, Nature, Origin
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn, LayoutRow
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators import answers
from rehabdesk.services.indicators.counting import Answer, Counting, Rule
from rehabdesk.services.indicators.members import Member, NearMiss
from rehabdesk.services.reports import layouts

_BREAKDOWNS = {each.value: each for each in Breakdown}
YEAR = ReportPeriod(PeriodKind.YEAR, 2026)
NINE = ReportPeriod(PeriodKind.NINE_MONTHS, 2026)


@dataclass
class MadeUp:
    """What each code counts: members by the day they are of; a stock is told by a function."""

    members: dict[str, list[Member]] = field(default_factory=dict)
    near: dict[str, list[NearMiss]] = field(default_factory=dict)
    stocks: dict[str, Callable[[date], int]] = field(default_factory=dict)
    given: dict[tuple[str, date], int] = field(default_factory=dict)  # by code and last day
    indicators: dict[str, Indicator] = field(default_factory=dict)
    rows: list[LayoutRow] = field(default_factory=list)
    roles: Sequence[ColumnRole] = (ColumnRole.THEN, ColumnRole.NOW, ColumnRole.CHANGE)

    def count(self, code: str, *members: Member, unit: str = "người") -> None:
        self.members[code] = list(members)
        self._add(Indicator(code, f"Chỉ tiêu {code}", unit, Nature.FLOW, "Đếm.", Origin.COUNTED))

    def stock(self, code: str, told: Callable[[date], int]) -> None:
        self.stocks[code] = told
        self._add(Indicator(code, f"Số {code}", "người", Nature.STOCK, "Đếm.", Origin.COUNTED))

    def give(self, code: str, **by_day: int) -> None:
        """Let others give a figure; keys are days as "d20261123"."""
        for day, amount in by_day.items():
            self.given[code, date.fromisoformat(day.removeprefix("d"))] = amount
        giver = "Công an cấp xã"
        told = Indicator(code, f"Số {code}", "người", Nature.STOCK, "Đếm.", Origin.TYPED)
        self._add(replace(told, giver=giver))

    def share(self, code: str, part: str, whole: str) -> None:
        told = Indicator(code, f"Tỷ lệ {code}", "%", Nature.SHARE, "Chia.", Origin.COUNTED)
        self._add(replace(told, part=part, whole=whole, decimals=1))

    def divide(self, code: str, breakdown: Breakdown, *parts: str) -> None:
        """Put lines of parts below; without any named, one for each that occurs."""
        for part in parts or ("",):
            key = f"{code}.{breakdown.value}{part}"
            self.rows.append(
                LayoutRow(key, part or "{part}", code, level=1, breakdown=breakdown, part=part)
            )

    def head(self, words: str) -> None:
        self.rows.append(LayoutRow(f"head {words}", words))

    def layout(self) -> Layout:
        columns = tuple(LayoutColumn(role) for role in self.roles)
        periods = (PeriodKind.YEAR, PeriodKind.NINE_MONTHS, PeriodKind.MONTH)
        return Layout(
            "own", "Báo cáo thử", "BÁO CÁO", periods, WindowRule.ND09, columns, tuple(self.rows)
        )

    def rules(self) -> Mapping[str, Rule]:
        found = {code: self._flow(code) for code in self.members}
        return found | {code: self._stock(code) for code in self.stocks}

    def _add(self, indicator: Indicator) -> None:
        self.indicators[indicator.code] = indicator
        self.rows.append(LayoutRow(indicator.code, indicator.name, indicator.code))

    def _flow(self, code: str) -> Rule:
        def dated(_: Counting, window: Window) -> list[Member]:
            return [each for each in self.members[code] if window.holds(each.on)]

        return Rule(dated, lambda *_: self.near.get(code, []))

    def _stock(self, code: str) -> Rule:
        def standing(_: Counting, window: Window) -> list[Member]:
            return [somebody(number, window.last) for number in range(self.told(code, window))]

        return Rule(standing)

    def told(self, code: str, window: Window) -> int:
        return self.stocks[code](window.last)

    def typed_answer(self, _: Counting, indicator: Indicator, window: Window) -> Answer | None:
        amount = self.given.get((indicator.code, window.last))
        if amount is None:
            return None
        paper = Member(MemberKind.TYPED, 1, "Công an xã", "báo cáo số 12", amount=amount)
        return Answer(indicator, window, Value(amount), (paper,), remark="Số của Công an xã")


def somebody(number: int, on: date, **facts: object) -> Member:
    parts = tuple((_BREAKDOWNS[key], str(part)) for key, part in facts.items() if key != "amount")
    amount = facts.get("amount", 1)
    return Member(
        MemberKind.PERSON,
        number,
        f"Người {number}",
        f"việc ngày {on:%d/%m/%Y}",
        on,
        number,
        1990,
        amount if isinstance(amount, int) else 1,
        parts,
    )


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> MadeUp:
    """Let reports be counted from what this test says."""
    made = MadeUp()
    listed = layouts.LayoutLine
    monkeypatch.setattr(
        layouts, "list_layouts", lambda _: (listed(made.layout(), is_delivered=True),)
    )
    monkeypatch.setattr(answers, "load_indicators", lambda _: made.indicators)
    monkeypatch.setattr(answers, "rules", made.rules)
    monkeypatch.setattr(answers, "typed_answer", made.typed_answer)
    return made
