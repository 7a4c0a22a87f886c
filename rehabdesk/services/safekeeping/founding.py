"""What a new office is made of: its facts, and the password of its first user."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehabdesk.services.founding import OfficeFacts


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the first-run page asks, and the facts file of the command line holds."""

    facts: OfficeFacts
    password: str = field(repr=False)
