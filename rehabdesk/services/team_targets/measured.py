"""What a target may be about: a figure of a kind of activity, or what is recorded one by one."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.services.activities.kinds import read_kinds
from rehabdesk.services.activities.sums import PLEDGES, TIPS
from rehabdesk.services.office import Work

CONTACTS, PERSONS_MET = "contacts", "persons_met"
SIGNED, RECEIVED, FORWARDED = "signed", "tips_received", "tips_forwarded"
ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Measured:
    code: str
    name: str
    unit: str

    @property
    def kind(self) -> str:
        return self.code.split(":")[1] if self.code.startswith(ACTIVITY) else ""

    @property
    def measure(self) -> str:
        return self.code.split(":")[2] if self.code.startswith(ACTIVITY) else ""


ONE_BY_ONE = (
    Measured(CONTACTS, "Gặp gỡ người được giúp", "lượt"),
    Measured(PERSONS_MET, "Người được gặp", "người"),
    Measured(SIGNED, "Người ký cam kết", "người"),
    Measured(RECEIVED, "Tin báo đã nhận", "tin"),
    Measured(FORWARDED, "Tin báo đã chuyển Công an", "tin"),
)


# Looks


def list_measured(work: Work, *, all_kinds: bool = False) -> tuple[Measured, ...]:
    """Return everything a target may be about; tips and commitments are counted one by one."""
    found = list(ONE_BY_ONE)
    for kind in read_kinds(work, all_kinds=all_kinds):
        if kind.code in {TIPS, PLEDGES}:
            continue
        for each in kind.measures:
            name = f"{each.name[:1].lower()}{each.name[1:]}"
            code = f"{ACTIVITY}:{kind.code}:{each.code}"
            found.append(Measured(code, f"{kind.name}: {name}", each.unit))
    return tuple(found)
