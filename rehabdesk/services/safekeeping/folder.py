"""The life of an office's folder: made, opened by a password, locked, closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import Role
from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records import User
from rehabdesk.domain.recovery import RecoveryCode, new_code, read_code
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.backup import BackupOrder, list_generations, make_backup
from rehabdesk.persistence.database import (
    check_seals,
    check_versions,
    connect,
    driver_connection,
    sessions,
)
from rehabdesk.persistence.faults import CREATING, OPENING, FileMissing, translated
from rehabdesk.persistence.places import DATABASE_NAME
from rehabdesk.persistence.restore import gathering_place, put_in_place
from rehabdesk.persistence.schema import is_current, upgrade
from rehabdesk.persistence.vault import Cost, UnknownUser, Vault, new_key, wipe
from rehabdesk.services.bin.keeping import erase_old
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.entrance.departed import refuse_departed
from rehabdesk.services.entrance.doorway import Doorway
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.founding import IS_PRACTICE, found_office
from rehabdesk.services.indexing.persons import renew_index
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.offices import choice
from rehabdesk.services.safekeeping.founding import NewOffice
from rehabdesk.services.users import UserRow, sensitive_of


class OfficeExists(Refusal):
    field = "folder"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Thư mục “{folder}” đã có hồ sơ của một cơ quan. Chưa ghi gì. "
            "Mở hồ sơ đó, hoặc chọn thư mục khác."
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """An office somebody is signed in to, with what must be dropped when he leaves."""

    office: Office
    engine: Engine
    key: bytearray = field(repr=False)


class OfficeFolder(Doorway):
    """The same folder from inside: it can be made, opened, locked and closed."""

    def __init__(
        self,
        folder: Path,
        resources: Resources,
        clock: Callable[[], datetime] = datetime.now,
        cost: Cost | None = None,
    ) -> None:
        super().__init__(folder, clock, cost)
        self.resources = resources
        self._opened: Opened | None = None

    @classmethod
    def behind(cls, door: Doorway, resources: Resources) -> Self:
        """Go in by a doorway: what it holds is held on."""
        folder = cls(door.folder, resources, door.clock, door.cost)
        folder.lock = door.lock
        return folder

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    @property
    def is_on_server(self) -> bool:
        return False

    @property
    def office(self) -> Office:
        return self.opened.office

    @property
    def opened(self) -> Opened:
        if self._opened is None:
            raise RuntimeError("nobody is signed in")
        return self._opened

    def create(self, order: NewOffice) -> tuple[Office, RecoveryCode]:
        """Make the office aside, then put it in place whole; its maker is signed in."""
        check_password(order.password)
        self.enter()
        if self.exists():
            raise OfficeExists(self.folder)
        key, code = new_key(), new_code()
        with ExitStack() as undo:
            undo.callback(wipe, key)
            user_id = self._put_together(order, key, code)
            undo.pop_all()
        return self.open_with(key, user_id), code

    def sign_in(self, user_id: int, password: str) -> Office:
        self.enter()
        refuse_departed(self.folder)
        slot = self.vault.slots.get(user_id)
        key = self.vault.open(user_id, password)
        failed = slot.failed if slot else 0
        with ExitStack() as undo:
            undo.callback(self.leave)
            office = self.open_with(key, user_id)
            office.do(partial(_come_in, act="user.signed_in", failed_before=failed))
            undo.pop_all()
        return office

    def sign_in_with_recovery(
        self, user_id: int, typed_code: str, new_password: str
    ) -> tuple[Office, RecoveryCode]:
        """Let a user in by the sheet, under a new password; the sheet is used up by it."""
        self.enter()
        refuse_departed(self.folder)
        check_password(new_password)
        slot = self.vault.slots.get(user_id)
        if slot is None:
            raise UnknownUser
        key, code = self.vault.open_with_recovery(read_code(typed_code)), new_code()
        with ExitStack() as undo:
            undo.callback(self.leave)
            office = self.open_with(key, user_id)
            office.do(partial(_come_in, act="user.recovered"))
            self.vault.admit(user_id, slot.name, slot.post, new_password, key)
            self.vault.set_recovery(code, key)
            undo.pop_all()
        return office, code

    def give_key(self, user: UserRow, password: str) -> None:
        self.vault.admit(user.id, user.full_name, user.post, password, self.opened.key)

    def change_key(self, old: str, new: str) -> None:
        self.vault.change_password(self.office.actor.user_id, old, new)

    def login_name(self, user_id: int) -> str:  # noqa: ARG002 -- a folder asks for none
        return ""

    def without_password(self, work: Work) -> frozenset[int]:  # noqa: ARG002
        return frozenset()

    def keep_key(self, user: UserRow) -> None:
        if user.id not in self.vault.slots:
            return
        if user.is_active:
            self.vault.rename(user.id, user.full_name, user.post)
        else:
            self.vault.dismiss(user.id)

    def rename(self, office_name: str) -> None:
        if self.vault.office_name != office_name:
            self.vault.rename_office(office_name)

    def leave(self) -> None:
        """Lock: close the database and drop the key; the folder stays held."""
        if self._opened is not None:
            self._opened.engine.dispose()
            wipe(self._opened.key)
            self._opened = None

    def close(self) -> None:
        self.leave()
        super().close()

    def open_with(self, key: bytearray, user_id: int) -> Office:
        """Open the database with its key for a user it knows; on any failure drop the key."""
        self.leave()
        with ExitStack() as undo:
            undo.callback(wipe, key)
            engine = self._current_engine(key)
            undo.callback(engine.dispose)
            office = self._office_for(engine, user_id)
            undo.pop_all()
        self._opened = Opened(office, engine, key)
        return office

    def note_outside(self, key: bytearray, actor: Actor, act: Callable[[Work], None]) -> None:
        """Carry out one act for somebody who is not signed in."""
        engine = self._current_engine(key)
        try:
            Office(sessions(engine), self.resources, actor, self.clock).do(act)
        finally:
            engine.dispose()

    def _current_engine(self, key: bytearray) -> Engine:
        """Open the file, look at every page before the first edit, bring its shape up to date.

        What the pages say together is looked at by every backup, the first soon after signing in.
        """
        if not self.database.exists() or self.database.stat().st_size == 0:
            raise FileMissing(self.database)
        with translated(OPENING, self.folder):
            self.database.open("r+b").close()  # the driver would open it for reading alone
        check_versions()
        engine = connect(self.database, key)
        with ExitStack() as undo:
            undo.callback(engine.dispose)
            with translated(OPENING, self.folder):
                with driver_connection(engine) as connection:
                    check_seals(connection)
                is_new_enough = is_current(engine)
            if not is_new_enough:
                self._update(engine, key)
            undo.pop_all()
        return engine

    def _update(self, engine: Engine, key: bytearray) -> None:
        """Change the shape of the database, after a proved copy of it was laid aside."""
        number = 1 + max((each.number for each in list_generations(self.backup_place)), default=0)
        order = BackupOrder(BackupReason.BEFORE_UPDATE, self.clock(), number)
        make_backup(engine, key, self.folder, self.backup_place, order)
        engine.dispose()
        with translated(OPENING, self.folder):
            _bring_up_to_date(self.database, key)

    def _put_together(self, order: NewOffice, key: bytearray, code: RecoveryCode) -> int:
        with translated(CREATING, self.folder):
            part = gathering_place(self.folder)
            user = self._write_first_records(part / DATABASE_NAME, key, order)
        made = Vault.create(part, order.facts.office_name, self.cost)
        made.admit(user.id, user.full_name, user.post, order.password, key)
        made.set_recovery(code, key)
        put_in_place(part, self.clock())
        return user.id

    def _write_first_records(self, path: Path, key: bytearray, order: NewOffice) -> UserRow:
        check_versions()
        _bring_up_to_date(path, key)
        engine = connect(path, key)
        try:
            maker = Actor(1, order.facts.first_user, order.facts.first_post, Role.ADMINISTRATOR)
            office = Office(sessions(engine), self.resources, maker, self.clock)
            return office.do(partial(found_office, facts=order.facts)).result
        finally:
            engine.dispose()

    def _office_for(self, engine: Engine, user_id: int) -> Office:
        stranger = Actor(user_id, "", "", Role.CLERK)
        office = Office(sessions(engine), self.resources, stranger, self.clock)
        actor, is_practice = office.look(partial(_actor, user_id=user_id))
        resources = replace(self.resources, is_practice=is_practice)
        return replace(office, actor=actor, resources=resources)


def as_folder(home: OfficeHome) -> OfficeFolder:
    """Take a home for the folder it is; what belongs to folders alone asks for one."""
    if not isinstance(home, OfficeFolder):
        raise TypeError("an office on a server has no file, no key file and no backups of its own")
    return home


def _bring_up_to_date(path: Path, key: bytearray) -> None:
    engine = connect(path, key, foreign_keys=False)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _actor(work: Work, user_id: int) -> tuple[Actor, bool]:
    user = work.session.get(User, user_id)
    if user is None or not user.is_active:
        raise UnknownUser
    sensitive = sensitive_of(work, user.id)
    actor = Actor(user.id, user.full_name, user.post, user.role, sensitive)
    return actor, bool(choice(work, IS_PRACTICE, default=False))


def _come_in(work: Work, act: str, **facts: object) -> None:
    """Note who came in, and bring up to today what time alone has moved."""
    _note(work, act, **facts)
    refresh_standings(work)
    erase_old(work)
    renew_index(work)


def _note(work: Work, act: str, **facts: object) -> None:
    work.record(act, work.session.get_one(User, work.actor.user_id), **facts)
