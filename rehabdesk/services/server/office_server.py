"""The life of an office on a server: joined from a machine, opened, locked, closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, select, text

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.passwords import check_password
from rehabdesk.domain.records import User
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.faults import ServerDoesNotKnow, translated
from rehabdesk.persistence.lock import OfficeLock
from rehabdesk.persistence.moving.mark import refuse_unfit
from rehabdesk.persistence.places import refuse_network_path
from rehabdesk.persistence.schema import is_current
from rehabdesk.persistence.server.address import ServerAddress, read_address
from rehabdesk.persistence.server.connecting import connect_server
from rehabdesk.persistence.server.schemas import (
    admit,
    change_own_password,
    login_of,
    offices_there,
    place,
    user_of,
    users_without_password,
)
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.bin.keeping import erase_old
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.entrance.doorway import Entrance, UserChoice
from rehabdesk.services.entrance.server_note import JOINING, NOTE, ServerNote
from rehabdesk.services.founding import IS_PRACTICE
from rehabdesk.services.indexing.persons import renew_index
from rehabdesk.services.office import Actor, Office, Work
from rehabdesk.services.offices import choice, profile_on
from rehabdesk.services.users import UserRow, sensitive_of

LEAST_VERSION = 130000  # of the server, as it tells it itself


class OlderShape(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ trên máy chủ còn ở dạng của bản phần mềm cũ. Chưa mở, chưa đổi gì. "
            "Nhờ người phụ trách máy chủ nâng lên bằng lệnh “server update” rồi mở lại."
        )


class TooOldServer(Refusal):
    def __init__(self, version: str) -> None:
        super().__init__(
            f"Máy chủ đang chạy PostgreSQL {version}, cần bản 13 trở lên. Chưa mở, chưa đổi gì. "
            "Nhờ người phụ trách máy chủ nâng bản."
        )


class NobodyThere(Refusal):
    field = "login"

    def __init__(self, login: str) -> None:
        super().__init__(
            f"Tên đăng nhập “{login}” không phải của người dùng nào trong cơ quan. Chưa mở gì. "
            "Xem tên đăng nhập ở Cài đặt › Người dùng và quyền, hoặc hỏi người quản trị."
        )


class OfficeNotThere(Refusal):
    field = "login"

    def __init__(self) -> None:
        super().__init__(
            "Trên máy chủ chưa có hồ sơ của cơ quan này. Chưa mở gì. "
            "Hỏi người phụ trách máy chủ đã lập hoặc chuyển cơ quan lên chưa."
        )


class PasswordNotTaken(Refusal):
    field = "password"

    def __init__(self) -> None:
        super().__init__(
            "Mật khẩu chưa đúng, hoặc máy chủ không cho tên này vào nữa. "
            "Gõ lại; quên thì nhờ người quản trị đặt lại."
        )


class WrongOldPassword(Refusal):
    field = "password"

    def __init__(self) -> None:
        super().__init__("Mật khẩu đang dùng chưa đúng. Chưa đổi gì. Gõ lại.")


@dataclass(frozen=True, slots=True)
class ServerOpened:
    """An office on a server somebody is signed in to."""

    office: Office
    engine: Engine


@dataclass(frozen=True, slots=True)
class ServerOwner:
    """Whoever looks after the server: his address with his login, and his password."""

    address: ServerAddress
    password: str = field(repr=False)

    def engine(self, schema: str = "") -> Engine:
        return connect_server(self.address, self._told, schema)

    def _told(self) -> str:
        return self.password


@dataclass(slots=True)
class _Secret:
    """The password of whoever is signed in, handed to the driver at each connection."""

    words: str = field(repr=False)

    def __call__(self) -> str:
        return self.words


class ServerOffice:
    """An office on a server, seen from a machine that is joined to it or is about to be."""

    def __init__(
        self,
        folder: Path,
        address: ServerAddress,
        resources: Resources,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.folder = folder
        self.lock = OfficeLock(folder)
        self.cost = Cost()  # of the office one may practise in on this machine
        self.address = address
        self.resources = resources
        self.clock = clock
        self.note = ServerNote.read(folder)
        self._opened: ServerOpened | None = None
        self._secret: _Secret | None = None

    @classmethod
    def joined(
        cls, folder: Path, resources: Resources, clock: Callable[[], datetime] = datetime.now
    ) -> ServerOffice:
        """Return the office this machine is joined to."""
        note = ServerNote.read(folder)
        if note is None:
            raise OfficeNotThere
        return cls(folder, read_address(note.address), resources, clock)

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    @property
    def is_on_server(self) -> bool:
        return True

    @property
    def opened(self) -> ServerOpened:
        if self._opened is None:
            raise RuntimeError("nobody is signed in")
        return self._opened

    @property
    def office(self) -> Office:
        return self.opened.office

    @property
    def schema(self) -> str:
        return self.note.schema if self.note else ""

    def enter(self) -> None:
        """Hold this machine's folder against a second window; the office is anybody's to enter."""
        if self.lock.is_held:
            return
        refuse_network_path(self.folder)
        with translated(JOINING, self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        self.lock.acquire()

    def exists(self) -> bool:
        return self.note is not None

    def entrance(self) -> Entrance:
        self.enter()
        return Entrance(self.office_name(), self.users(), None, is_on_server=True)

    def office_name(self) -> str:
        return self.note.office_name if self.note else ""

    def users(self) -> tuple[UserChoice, ...]:
        return self.note.users if self.note else ()

    def sign_in(self, user_id: int, password: str) -> Office:
        try:
            return self.join(login_of(self.schema, user_id), password)
        except ServerDoesNotKnow as refused:
            raise PasswordNotTaken from refused

    def join(self, login: str, password: str) -> Office:
        """Open the office for whom this login belongs to, and remember here where it is."""
        who = user_of(login)
        if who is None:
            raise NobodyThere(login)
        schema, user_id = who
        self.leave()
        secret = _Secret(password)
        with ExitStack() as undo, translated(JOINING):
            engine = connect_server(self.address.as_login(login), secret)
            undo.callback(engine.dispose)
            _require_fit(engine)
            office = self._office_for(engine, user_id)
            office.do(_come_in)
            self._remember(office, schema)
            undo.pop_all()
        self._opened, self._secret = ServerOpened(office, engine), secret
        return office

    def leave(self) -> None:
        """Lock: let every connection and the password go."""
        if self._opened is not None:
            self._opened.engine.dispose()
            self._opened = None
        if self._secret is not None:
            self._secret.words = ""
            self._secret = None

    def close(self) -> None:
        self.leave()
        self.lock.release()

    def give_key(self, user: UserRow, password: str) -> None:
        admit_on_server(self.opened.engine, user.id, password)
        self._remember(self.office, self.schema)

    def change_key(self, old: str, new: str) -> None:
        """Change it where the server keeps it; the next connection uses the new one."""
        check_password(new)
        if self._secret is None or old != self._secret.words:
            raise WrongOldPassword
        with translated(JOINING), self.opened.engine.begin() as connection:
            change_own_password(connection, new)
        self._secret.words = new

    def keep_key(self, user: UserRow) -> None:
        with translated(JOINING), self.opened.engine.begin() as connection:
            place(connection, user.id)
        self._remember(self.office, self.schema)

    def login_name(self, user_id: int) -> str:
        return login_of(self.schema, user_id)

    def without_password(self, work: Work) -> frozenset[int]:
        return frozenset(users_without_password(work.session.connection()))

    def rename(self, office_name: str) -> None:
        if self.note is not None and self.note.office_name != office_name:
            self._remember(self.office, self.schema)

    def forget(self) -> None:
        """Take this machine out of the office; on the server nothing changes."""
        self.leave()
        (self.folder / NOTE).unlink(missing_ok=True)
        self.note = None

    def _office_for(self, engine: Engine, user_id: int) -> Office:
        stranger = Actor(user_id, "", "", Role.CLERK)
        office = Office(sessions(engine), self.resources, stranger, self.clock, is_shared=True)
        actor, is_practice = office.look(partial(actor_on_server, user_id=user_id))
        resources = replace(self.resources, is_practice=is_practice)
        return replace(office, actor=actor, resources=resources)

    def _remember(self, office: Office, schema: str) -> None:
        name, users = office.look(doorplate)
        where = self.address.as_login("").shown
        self.note = ServerNote(where, schema, name, users)
        self.note.write(self.folder)


def admit_on_server(engine: Engine, user_id: int, password: str) -> None:
    """Let a user of the office sign in with this password."""
    check_password(password)
    with translated(JOINING), engine.begin() as connection:
        admit(connection, user_id, password)


def _require_fit(engine: Engine) -> None:
    with engine.connect() as connection:
        schema = connection.scalar(text("SELECT current_schema()"))
        number = int(connection.scalar(text("SHOW server_version_num")) or 0)
        if number < LEAST_VERSION:
            raise TooOldServer(str(connection.scalar(text("SHOW server_version"))))
        if schema is None or schema not in offices_there(connection):
            raise OfficeNotThere
        refuse_unfit(connection)
    if not is_current(engine):
        raise OlderShape


def actor_on_server(work: Work, user_id: int) -> tuple[Actor, bool]:
    user = work.session.get(User, user_id)
    if user is None or not user.is_active:
        raise NobodyThere(str(user_id))
    sensitive = sensitive_of(work, user.id)
    actor = Actor(user.id, user.full_name, user.post, user.role, sensitive)
    return actor, bool(choice(work, IS_PRACTICE, default=False))


def _come_in(work: Work) -> None:
    """Note who came in; whoever keeps the files brings up to today what time has moved."""
    work.record("user.signed_in", work.session.get_one(User, work.actor.user_id), failed_before=0)
    if work.actor.may(Right.KEEP_FILES):
        refresh_standings(work)
        erase_old(work)
        renew_index(work)


def doorplate(work: Work) -> tuple[str, tuple[UserChoice, ...]]:
    serving = select(User).filter_by(is_active=True).order_by(User.id)
    users = work.session.scalars(serving)
    name = profile_on(work, work.today).committee_name
    return name, tuple(UserChoice(each.id, each.full_name, each.post) for each in users)
