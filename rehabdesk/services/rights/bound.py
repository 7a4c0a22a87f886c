"""Who is bound to the own team; asked by what is loaded before any team is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Date, Integer, Select, column, select, table, text

from rehabdesk.domain.codes import Right
from rehabdesk.services.office import NotYourRight, Work

_APART = {
    "body_test": Right.READ_TESTS,
    "body_test_fact": Right.READ_TESTS,
    "tip_giver": Right.READ_SOURCES,
}
# Told to everybody, on a server.
_ADDICTED = table(
    "found_addicted", column("person_id", Integer), column("on", Date)
)  # told to all, on a server


def is_out_of_reach(work: Work, name: str) -> bool:
    """Tell whether a server keeps a table from whoever asks; then it must not be asked for."""
    right = _APART.get(name)
    if right is None or work.actor.may(right):
        return False
    if work.session.get_bind().dialect.name != "postgresql":
        return False
    return not work.session.scalar(text(f"SELECT has_table_privilege('{name}', 'SELECT')"))


def require_in_reach(work: Work, names: Iterable[str]) -> None:
    """Refuse what has to read everything there is of somebody, where some of it is kept away."""
    for name in names:
        if is_out_of_reach(work, name):
            raise NotYourRight(_APART[name])


def addicted_by_test(work: Work, asked: Select[int, date]) -> Select[int, date]:
    """Say who was found addicted and when; `asked` where the tests themselves may be read."""
    if is_out_of_reach(work, "body_test"):
        return select(_ADDICTED.c.person_id, _ADDICTED.c.on)
    return asked


def is_bound_to_team(work: Work) -> bool:
    """Tell whether whoever asks sees the own team alone."""
    return work.actor.may(Right.OWN_TEAM) and not work.actor.may(Right.READ_FILES)


def require_teams(work: Work, right: Right) -> None:
    """Let in who has the right, and a team leader, who is then shown the own teams alone."""
    if not work.actor.may(right) and not work.actor.may(Right.OWN_TEAM):
        raise NotYourRight(right)
