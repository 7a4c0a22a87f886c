"""An account for who acts in tests, as everybody has who signs in."""

from __future__ import annotations

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.office import User
from rehabdesk.services.office import Work
from tests.builders import LAN


def add_account(work: Work) -> None:
    if work.session.get(User, LAN.user_id) is None:
        work.session.add(User(LAN.name, LAN.post, Role.ADMINISTRATOR))
        work.record("user.added", None)
