"""The name on the sign-in page, which stands outside the locked records."""

from __future__ import annotations

from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on


def renew_doorplate(home: OfficeHome) -> str:
    """Write outside what the office is called today; return it."""
    name = home.office.look(_name_of_today)
    home.rename(name)
    return name


def _name_of_today(work: Work) -> str:
    return profile_on(work, work.today).committee_name
