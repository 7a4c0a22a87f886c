"""A figure with the names behind it, as panels and dialogs show it."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.reports.codes import MemberKind
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.indicators.members import Member, NearMiss


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure with its names; `title` says it in one line, `rule` how it is counted."""

    row_key: str
    role: ColumnRole
    title: str
    rule: str
    indicator: Indicator
    window: Window
    value: Value | None
    members: tuple[Member, ...]
    near: tuple[NearMiss, ...] = ()
    remark: str = ""
    standing: str = ""  # whose names these are, where not those counted for the figure shown
    kept_in: int | None = None  # the closed report these names are kept with

    @property
    def person_ids(self) -> tuple[int, ...]:
        """The persons among them, each once, in the order shown."""
        named = (each.person_id for each in self.members)
        return tuple(dict.fromkeys(one for one in named if one is not None))

    @property
    def names_units(self) -> bool:
        return any(each.kind is MemberKind.UNIT for each in self.members)

    @property
    def names_persons(self) -> bool:
        return bool(self.near) or any(each.person_id is not None for each in self.members)
