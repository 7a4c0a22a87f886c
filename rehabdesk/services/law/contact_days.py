"""After how many days without a meeting a person is told of: the office's own rule, no law's."""

from __future__ import annotations

from rehabdesk.services.law.setting_deadlines import MOST, AmountImpossible
from rehabdesk.services.office import Work
from rehabdesk.services.offices import choice, choose

CONTACT_DAYS = "contact_days"
USUAL_DAYS = 30


# Acts


def set_contact_days(work: Work, days: int) -> None:
    """Choose after how many days; none at all asks for no meetings."""
    if not 0 <= days <= MOST:
        raise AmountImpossible
    choose(work, CONTACT_DAYS, days)


# Looks


def contact_days(work: Work) -> int:
    return int(choice(work, CONTACT_DAYS, USUAL_DAYS))
