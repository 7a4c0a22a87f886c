"""An office among others on a server: a schema of its own, and who may do what in it.

The schema belongs to a login of whoever looks after the server; every user of the office is a
login of his own, and what he may do there hangs on the group he is in, one for each role. The
groups may never change or remove a line of the trail, whatever a program tries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, text

from rehabdesk.domain.codes import Role
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import fold
from rehabdesk.persistence.schema import is_current, upgrade
from rehabdesk.persistence.server.doors import PACKAGES_OUT, close_doors, make_doors
from rehabdesk.persistence.server.groups import apart_of, group_of, groups_of
from rehabdesk.persistence.server.rights import APART, TOLD_OF

TRAIL = "audit_entry"
VERSION = "alembic_version"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,29}")
_LOGIN = re.compile(r"(?P<schema>[a-z][a-z0-9_]*)_u(?P<user_id>\d+)")
_OFFICES = """
SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = 'alembic_version' AND has_schema_privilege(n.oid, 'USAGE') ORDER BY 1
"""
_IS_THERE = """
SELECT EXISTS (SELECT FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = 'alembic_version' AND n.nspname = :name)
"""
_LETTING = """
SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = :view AND c.relkind = 'v' AND n.nspname <> current_schema()
  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1
"""
_EVERY_TABLE = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY 1
"""

_SECRET = "rehabdesk.secret"  # noqa: S105  # the name of a setting
_OWN_PASSWORD = f"""
DO $door$ BEGIN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', current_user, current_setting('{_SECRET}'));
END $door$
"""


class SchemaNameWrong(Refusal):
    field = "schema"

    def __init__(self) -> None:
        super().__init__(
            "Tên ngắn của cơ quan trên máy chủ gồm từ 2 đến 30 chữ thường không dấu, chữ số và "
            "dấu gạch dưới, bắt đầu bằng chữ, không kết thúc bằng _team. Sửa lại, như yen_thinh."
        )


class SchemaTaken(Refusal):
    field = "schema"

    def __init__(self, schema: str) -> None:
        super().__init__(f"Trên máy chủ đã có cơ quan “{schema}”. Chưa ghi gì. Chọn tên ngắn khác.")


class NotTheOwner(Refusal):
    field = "login"

    def __init__(self) -> None:
        super().__init__(
            "Tên đăng nhập này không được phép lập cơ quan trên máy chủ. Chưa ghi gì. "
            "Dùng tên đăng nhập của người phụ trách máy chủ."
        )


def check_schema_name(schema: str) -> str:
    # `x_team` with its leaders would be `x` with its team leaders.
    if not _NAME.fullmatch(schema) or schema.startswith("pg_") or schema.endswith("_team"):
        raise SchemaNameWrong
    return schema


def short_name(wanted: str) -> str:
    """Make a short name an office may have on a server of what it is called."""
    base = (re.sub(r"[^a-z0-9]+", "_", fold(wanted)).strip("_") or "office")[:26]
    base = f"{base}_xa" if base.endswith("_team") else base
    return base if base[0].isalpha() and len(base) > 1 else f"xa_{base}"


def login_of(schema: str, user_id: int) -> str:
    return f"{schema}_u{user_id}"


def user_of(login: str) -> tuple[str, int] | None:
    """Read a login as an office and one of its users; None where it is nobody's of an office."""
    found = _LOGIN.fullmatch(login)
    return (found["schema"], int(found["user_id"])) if found else None


def offices_there(connection: Connection) -> list[str]:
    """Name the offices this login may look into."""
    return list(connection.scalars(text(_OFFICES)))


def is_schema_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def is_office_there(connection: Connection, schema: str) -> bool:
    """Tell whether a server has an office of this short name, whoever asks."""
    return is_schema_name(schema) and bool(connection.scalar(text(_IS_THERE), {"name": schema}))


def offices_that_let_read(connection: Connection) -> list[str]:
    """Name the other offices whose packages this login may read."""
    return list(connection.scalars(text(_LETTING), {"view": PACKAGES_OUT}))


def open_to_above(connection: Connection) -> None:
    """Open the packages to whom the choices of the office name, and to nobody else."""
    connection.execute(text("SELECT place_readers()"))


def require_maker(engine: Engine) -> None:
    """Refuse a login that may not make schemas and logins."""
    with engine.connect() as connection:
        told = connection.execute(
            text(
                "SELECT has_database_privilege(current_database(), 'CREATE'),"
                " (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user)"
            )
        ).one()
    if not all(told):
        raise NotTheOwner


def lay_out_schema(engine: Engine, schema: str) -> None:
    """Make an empty schema and the groups of its roles; what is there already stays."""
    check_schema_name(schema)
    require_maker(engine)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
        connection.execute(text(f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"))
        there = frozenset(connection.scalars(text("SELECT rolname FROM pg_roles")))
        for group in groups_of(schema):
            if group not in there:
                connection.execute(text(f"CREATE ROLE {group} NOLOGIN"))
        for role in Role:
            connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {group_of(schema, role)}"))


def bring_up_to_date(engine: Engine, schema: str, writes: Mapping[Role, Iterable[str]]) -> None:
    """Bring the tables of an office to the newest shape, and every group to what it may do.

    The engine must be the owner's, with this schema before all others.
    """
    if not is_current(engine):
        with engine.begin() as connection:
            close_doors(connection)
        upgrade(engine)
    lay_out_schema(engine, schema)
    with engine.begin() as connection:
        _let_write(connection, schema, writes)
        make_doors(connection, schema)


def stop_writing(connection: Connection, schema: str) -> None:
    """Take from every group the right to write, also from those who are signed in now."""
    for group in groups_of(schema):
        connection.execute(
            text(f"REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} FROM {group}")
        )


def admit(connection: Connection, user_id: int, password: str) -> None:
    """Give a user of the office a password of his own on the server; the server never hears it."""
    driver: Any = connection.connection.driver_connection
    login = connection.scalar(text("SELECT current_schema() || '_u' || :id"), {"id": user_id})
    secret = driver.pgconn.encrypt_password(
        password.encode(), str(login).encode(), b"scram-sha-256"
    )
    connection.execute(
        text("SELECT admit_user(:id, :secret)"), {"id": user_id, "secret": secret.decode()}
    )


def place(connection: Connection, user_id: int) -> None:
    """Bring the login of a user to his role as the records have it; who no longer serves is out."""
    connection.execute(text("SELECT place_user(:id)"), {"id": user_id})


def change_own_password(connection: Connection, password: str) -> None:
    """Give whoever is signed in another password; no statement tells its secret to a log."""
    driver: Any = connection.connection.driver_connection
    login = str(connection.scalar(text("SELECT current_user")))
    secret = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    connection.execute(
        text(f"SELECT set_config('{_SECRET}', :secret, true)"), {"secret": secret.decode()}
    )
    connection.execute(text(_OWN_PASSWORD))


def users_without_password(connection: Connection) -> list[int]:
    """Return the users that serve and cannot sign in to the server yet."""
    return list(
        connection.scalars(
            text(
                "SELECT id FROM office_user WHERE is_active AND NOT EXISTS (SELECT FROM pg_roles"
                " WHERE rolcanlogin AND rolname = current_schema() || '_u' || office_user.id)"
                " ORDER BY id"
            )
        )
    )


def _let_write(connection: Connection, schema: str, writes: Mapping[Role, Iterable[str]]) -> None:
    """Let every group read and write what its role may, and nothing of what lies apart."""
    every = frozenset(connection.scalars(text(_EVERY_TABLE)))
    apart = frozenset(table for tables in APART.values() for table in tables)
    for role in Role:
        group = group_of(schema, role)
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {group}"))
        _grant(connection, schema, "SELECT", every - apart, group)
        changed = every.intersection(writes[role]) - {TRAIL, VERSION}
        _grant(connection, schema, "INSERT, UPDATE, DELETE", changed - apart, group)
        _grant(connection, schema, "INSERT", {TRAIL}, group)
        for table, columns in TOLD_OF.items():
            _grant(connection, schema, f"SELECT ({', '.join(columns)})", {table}, group)
            _grant(connection, schema, "INSERT, UPDATE, DELETE", changed & {table}, group)
    for right, tables in APART.items():
        group = apart_of(schema, right)
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {group}"))
        _grant(connection, schema, "SELECT", tables, group)
        _grant(connection, schema, "INSERT, UPDATE, DELETE", tables - TOLD_OF.keys(), group)


def _grant(
    connection: Connection, schema: str, what: str, tables: Iterable[str], group: str
) -> None:
    if names := ", ".join(f"{schema}.{name}" for name in sorted(tables)):
        connection.execute(text(f"GRANT {what} ON {names} TO {group}"))
