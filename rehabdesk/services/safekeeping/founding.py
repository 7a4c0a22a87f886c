"""The first act of an office: who it is, who signs, and the user who made it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehabdesk.domain.codes import Role
from rehabdesk.services.office import Work
from rehabdesk.services.offices import (
    ProfileFacts,
    SignerFacts,
    add_book,
    add_hamlet,
    add_profile,
    add_signer,
    choose,
)
from rehabdesk.services.users import UserFacts, UserRow, add_user

IS_PRACTICE = "is_practice"
DECISIONS = ("Quyết định", "QĐ-UBND")


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the first-run page asks, and the facts file of the command line holds."""

    profile: ProfileFacts
    first_user: str
    post: str
    password: str = field(repr=False)
    signers: tuple[SignerFacts, ...] = ()
    hamlets: tuple[str, ...] = ()
    books: tuple[tuple[str, str], ...] = (DECISIONS,)
    is_practice: bool = False


def found_office(work: Work, order: NewOffice) -> UserRow:
    """Write down the whole beginning, in one transaction."""
    user = add_user(work, UserFacts(order.first_user, order.post, Role.ADMINISTRATOR))
    add_profile(work, order.profile)
    for signer in order.signers:
        add_signer(work, signer)
    for name, symbol in order.books:
        add_book(work, name, symbol)
    for hamlet in order.hamlets:
        add_hamlet(work, hamlet)
    if order.is_practice:
        choose(work, IS_PRACTICE, value=True)
    work.record("office.founded", None, name=order.profile.committee_name)
    return user
