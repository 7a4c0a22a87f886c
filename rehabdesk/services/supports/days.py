"""After how many days supports are asked about: rules of the office alone, no law's."""

from __future__ import annotations

from dataclasses import fields

from rehabdesk.domain.codes import Right
from rehabdesk.domain.teamwork.supports.coming import USUAL, SupportDays
from rehabdesk.services.law.setting_deadlines import MOST, AmountImpossible
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

_KEY = "support_days_{name}"


# Acts


def set_support_days(work: Work, days: SupportDays) -> None:
    """Choose all of them; none at all does not ask."""
    work.require(Right.KEEP_OFFICE)
    before = support_days(work)
    for each in fields(SupportDays):
        amount = getattr(days, each.name)
        if not 0 <= amount <= MOST:
            raise AmountImpossible
        if amount != getattr(before, each.name):
            choose(work, _KEY.format(name=each.name), amount)


# Looks


def support_days(work: Work) -> SupportDays:
    return SupportDays(
        **{
            each.name: int(choice(work, _KEY.format(name=each.name), getattr(USUAL, each.name)))
            for each in fields(SupportDays)
        }
    )
