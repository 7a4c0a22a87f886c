"""The name on the sign-in page, which stands outside the locked records."""

from __future__ import annotations

from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.safekeeping.folder import OfficeFolder


def renew_doorplate(folder: OfficeFolder) -> str:
    """Write outside what the office is called today; return it."""
    name = folder.opened.office.look(_name_of_today)
    if folder.vault.office_name != name:
        folder.vault.rename_office(name)
    return name


def _name_of_today(work: Work) -> str:
    return profile_on(work, work.today).committee_name
