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

TRAIL = "audit_entry"
VERSION = "alembic_version"
PACKAGES_OUT = "package_out"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,29}")
_LOGIN = re.compile(r"(?P<schema>[a-z][a-z0-9_]*)_u(?P<user_id>\d+)")
_OFFICES = """
SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = 'alembic_version' AND has_schema_privilege(n.oid, 'USAGE') ORDER BY 1
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
            "dấu gạch dưới, bắt đầu bằng chữ. Sửa lại, như yen_thinh."
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
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise SchemaNameWrong
    return schema


def short_name(wanted: str) -> str:
    """Make a short name an office may have on a server of what it is called."""
    base = (re.sub(r"[^a-z0-9]+", "_", fold(wanted)).strip("_") or "office")[:26]
    return base if base[0].isalpha() and len(base) > 1 else f"xa_{base}"


def group_of(schema: str, role: Role) -> str:
    return f"{schema}_{role.value}"


def login_of(schema: str, user_id: int) -> str:
    return f"{schema}_u{user_id}"


def user_of(login: str) -> tuple[str, int] | None:
    """Read a login as an office and one of its users; None where it is nobody's of an office."""
    found = _LOGIN.fullmatch(login)
    return (found["schema"], int(found["user_id"])) if found else None


def offices_there(connection: Connection) -> list[str]:
    """Name the offices this login may look into."""
    return list(connection.scalars(text(_OFFICES)))


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
        for role in Role:
            if group_of(schema, role) not in there:
                connection.execute(text(f"CREATE ROLE {group_of(schema, role)} NOLOGIN"))
            connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {group_of(schema, role)}"))


def bring_up_to_date(engine: Engine, schema: str, writes: Mapping[Role, Iterable[str]]) -> None:
    """Bring the tables of an office to the newest shape, and every group to what it may do.

    The engine must be the owner's, with this schema before all others.
    """
    if not is_current(engine):
        upgrade(engine)
    with engine.begin() as connection:
        _let_write(connection, schema, writes)
        _make_door(connection, schema)


def stop_writing(connection: Connection, schema: str) -> None:
    """Take from every group the right to write, also from those who are signed in now."""
    for role in Role:
        group = group_of(schema, role)
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
    every = list(connection.scalars(text(_EVERY_TABLE)))
    for role in Role:
        group = group_of(schema, role)
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {group}"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {group}"))
        changed = sorted(set(writes[role]).intersection(every) - {TRAIL, VERSION})
        if changed:
            names = ", ".join(f"{schema}.{name}" for name in changed)
            connection.execute(text(f"GRANT INSERT, UPDATE, DELETE ON {names} TO {group}"))
        connection.execute(text(f"GRANT INSERT ON {schema}.{TRAIL} TO {group}"))


def _make_door(connection: Connection, schema: str) -> None:
    """Let an administrator of the office admit its users, and nobody else anybody.

    The functions act with the rights of the schema's owner, and only for this schema.
    """
    groups = ", ".join(f"'{group_of(schema, role)}'" for role in Role)
    first = _DOOR.format(schema=schema, groups=groups)
    connection.connection.cursor().execute(first)
    named = group_of(schema, Role.ADMINISTRATOR)
    for function in ("admit_user(integer, text)", "place_user(integer)"):
        connection.execute(text(f"REVOKE ALL ON FUNCTION {schema}.{function} FROM PUBLIC"))
        connection.execute(text(f"GRANT EXECUTE ON FUNCTION {schema}.{function} TO {named}"))


_DOOR = """
CREATE OR REPLACE FUNCTION {schema}.place_user(asked integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $door$
DECLARE
    login text := '{schema}_u' || asked;
    serves text;
    each text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN RETURN; END IF;
    SELECT role INTO serves FROM office_user WHERE id = asked AND is_active;
    FOREACH each IN ARRAY ARRAY[{groups}] LOOP
        EXECUTE format('REVOKE %I FROM %I', each, login);
    END LOOP;
    IF serves IS NULL THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    ELSE
        EXECUTE format('GRANT %I TO %I', '{schema}_' || serves, login);
    END IF;
END $door$;

CREATE OR REPLACE FUNCTION {schema}.admit_user(asked integer, secret text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $door$
DECLARE
    login text := '{schema}_u' || asked;
BEGIN
    IF NOT EXISTS (SELECT FROM office_user WHERE id = asked AND is_active) THEN
        RAISE EXCEPTION 'no such user' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF secret NOT LIKE 'SCRAM-SHA-256$%' THEN
        RAISE EXCEPTION 'not a secret' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I', login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', login, secret);
    EXECUTE format('ALTER ROLE %I SET search_path = {schema}', login);
    PERFORM place_user(asked);
END $door$;
"""
