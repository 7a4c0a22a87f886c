"""Who may open the office: users come and go in the records and in the key file together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from rehabdesk.domain.codes import Right
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records import User
from rehabdesk.domain.recovery import RecoveryCode, new_code
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.office import Work
from rehabdesk.services.safekeeping.folder import OfficeFolder
from rehabdesk.services.users import UserFacts, UserRow, add_user, correct_user, list_users


def admit_user(home: OfficeHome, facts: UserFacts, password: str) -> UserRow:
    """Add a user who can open the office at once with the password given."""
    check_password(password)
    user = home.office.do(partial(add_user, facts=facts)).result
    home.give_key(user, password)
    return user


def give_password(home: OfficeHome, user_id: int, password: str) -> None:
    """Let a user in again who forgot the password, or who came back."""
    check_password(password)
    user = home.office.do(partial(_note_password, user_id=user_id)).result
    home.give_key(user, password)


def change_own_password(home: OfficeHome, old: str, new: str) -> None:
    home.change_key(old, new)
    home.office.do(_note_own_password)


def correct_keyholder(
    home: OfficeHome, row: UserRow, facts: UserFacts, *, is_active: bool
) -> UserRow:
    """Correct a user; one who no longer serves no longer opens the office."""
    act = partial(
        correct_user, user_id=row.id, version=row.version, facts=facts, is_active=is_active
    )
    user = home.office.do(act).result
    home.keep_key(user)
    return user


def renew_recovery_code(folder: OfficeFolder) -> RecoveryCode:
    """Make a new sheet; the one before it opens nothing any more."""
    folder.opened.office.do(_note_recovery)
    code = new_code()
    folder.vault.set_recovery(code, folder.opened.key)
    return code


# Looks


@dataclass(frozen=True, slots=True)
class AccountRow(UserRow):
    """A user with the name to sign in by, where the office is on a server."""

    login: str = ""
    has_password: bool = True


def list_accounts(work: Work, home: OfficeHome) -> list[AccountRow]:
    """Return who may open the office, and who serves and cannot sign in yet."""
    work.require(Right.KEEP_USERS)
    lacking = home.without_password(work)
    return [
        AccountRow(
            user.id,
            user.version,
            user.full_name,
            user.post,
            user.role,
            user.is_active,
            user.sensitive,
            user.volunteer_id,
            home.login_name(user.id),
            user.id not in lacking,
        )
        for user in list_users(work)
    ]


def _note_password(work: Work, user_id: int) -> UserRow:
    work.require(Right.KEEP_USERS)
    user = work.session.get_one(User, user_id)
    work.record("user.password_given", user)
    return UserRow(user.id, user.version, user.full_name, user.post, user.role, user.is_active)


def _note_own_password(work: Work) -> None:
    work.record("user.password_changed", work.session.get_one(User, work.actor.user_id))


def _note_recovery(work: Work) -> None:
    work.require(Right.KEEP_USERS)
    work.record("recovery_sheet.renewed", None)
