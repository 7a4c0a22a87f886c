"""The practice commune as an office of its own, beside the real one."""

from __future__ import annotations

from rehabdesk.services.founding import read_facts
from rehabdesk.services.office import Office
from rehabdesk.services.practice.living import Tell, live_practice
from rehabdesk.services.safekeeping import NewOffice, OfficeFolder

# Nobody is protected by it: everybody in there is made up.
PRACTICE_PASSWORD = "tập dùng thử"  # noqa: S105


def practise(folder: OfficeFolder, tell: Tell) -> Office:
    """Open the practice commune; the first time it is made and lives through its years."""
    folder.enter()
    if folder.exists():
        return folder.sign_in(folder.users()[0].id, PRACTICE_PASSWORD)
    facts = read_facts(folder.resources.folder / "practice" / "facts.toml")
    office, _ = folder.create(NewOffice(facts, PRACTICE_PASSWORD))
    live_practice(office, folder.resources, tell)
    return office
