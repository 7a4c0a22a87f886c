"""What an office on a server lets through beyond its tables, with the rights of its owner.

An administrator admits users and says who above may read packages; whoever may not see tests is
told all the same since when somebody is addicted, as every paper tells it.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Role
from rehabdesk.domain.reports.codes import ProductKind, ReportState
from rehabdesk.domain.teamwork.codes import AfterTest
from rehabdesk.persistence.server.groups import apart_of, group_of

SENSITIVE_RIGHTS = "sensitive_rights"
PACKAGES_READ_BY = "packages_read_by"
ADDICTED = "found_addicted"
PACKAGES_OUT = "package_out"
READERS = (Role.CONSOLIDATOR, Role.ADMINISTRATOR)  # of the office above
_DOORS = ("admit_user(integer, text)", "place_user(integer)", "place_readers()")


def close_doors(connection: Connection) -> None:
    """Take away what hangs on the shape of the tables."""
    connection.execute(text(f"DROP VIEW IF EXISTS {ADDICTED}, {PACKAGES_OUT}"))


def make_doors(connection: Connection, schema: str) -> None:
    """Make them anew, and bring every login and every reader to what the records say."""
    cursor = connection.connection.cursor()
    administrator = group_of(schema, Role.ADMINISTRATOR)
    close_doors(connection)
    for statement in (_VIEWS, _PLACING, _ADMITTING, _READING, _KEPT_CHOICES):
        cursor.execute(statement.format(**_names(schema)))
    for role in Role:
        view = f"{schema}.{ADDICTED}"
        connection.execute(text(f"GRANT SELECT ON {view} TO {group_of(schema, role)}"))
    for door in (f"{schema}.{each}" for each in _DOORS):
        connection.execute(text(f"REVOKE ALL ON FUNCTION {door} FROM PUBLIC"))
        connection.execute(text(f"GRANT EXECUTE ON FUNCTION {door} TO {administrator}"))
    connection.execute(text("SELECT place_user(id) FROM office_user"))
    connection.execute(text("SELECT place_readers()"))


def _names(schema: str) -> dict[str, str]:
    """Fill in the statements; every name is one of ours."""
    apart = [
        f"('{apart_of(schema, right)}', '{right.value}', "
        f"'{','.join(role.value for role in Role if right in RIGHTS[role])}')"
        for right in SENSITIVE
    ]
    return {
        "schema": schema,
        "groups": ", ".join(f"'{group_of(schema, role)}'" for role in Role),
        "apart": ", ".join(apart),
        "administrator": group_of(schema, Role.ADMINISTRATOR),
        "team_leader": Role.TEAM_LEADER.value,
        "above": ", ".join(f"'{role.value}'" for role in READERS),
        "addicted": ADDICTED,
        "packages": PACKAGES_OUT,
        "step": AfterTest.FOUND_ADDICTED.value,
        "sent": ReportState.SENT.value,
        "package": ProductKind.PACKAGE.value,
        "sensitive": SENSITIVE_RIGHTS,
        "read_by": PACKAGES_READ_BY,
    }


_VIEWS = """
CREATE VIEW {schema}.{addicted} AS
SELECT test.person_id, fact."on" FROM {schema}.body_test AS test
JOIN {schema}.body_test_fact AS fact ON fact.test_id = test.id WHERE fact.step = '{step}';

CREATE VIEW {schema}.{packages} AS
SELECT report.layout_key, report.from_on, report.until_on, report.title, report.sent_on,
       product.name, kept.sha256, kept.content
FROM {schema}.report AS report
JOIN {schema}.report_product AS product
    ON product.report_id = report.id AND product.kind = '{package}'
JOIN {schema}.stored_file AS kept ON kept.id = product.file_id
WHERE report.state = '{sent}'
"""

_PLACING = """
CREATE OR REPLACE FUNCTION {schema}.place_user(asked integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $door$
DECLARE
    login text := '{schema}_u' || asked;
    serves text;
    each text;
    chosen json;
    part record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN RETURN; END IF;
    SELECT role INTO serves FROM office_user WHERE id = asked AND is_active;
    SELECT value -> 'value' -> asked::text INTO chosen FROM office_setting
        WHERE key = '{sensitive}';
    FOREACH each IN ARRAY ARRAY[{groups}] LOOP
        EXECUTE format('REVOKE %I FROM %I', each, login);
    END LOOP;
    FOR part IN SELECT * FROM (VALUES {apart}) AS told (named, may, by_role) LOOP
        EXECUTE format('REVOKE %I FROM %I', part.named, login);
        IF serves IS NOT NULL AND serves <> '{team_leader}' AND (CASE
            WHEN chosen IS NULL THEN serves = ANY (string_to_array(part.by_role, ','))
            ELSE part.may IN (SELECT json_array_elements_text(chosen)) END)
        THEN
            EXECUTE format('GRANT %I TO %I', part.named, login);
        END IF;
    END LOOP;
    IF serves IS NOT NULL THEN
        EXECUTE format('GRANT %I TO %I', '{schema}_' || serves, login);
        RETURN;
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = login;
    EXCEPTION WHEN insufficient_privilege THEN
        NULL;  -- the next statement finds no door open
    END;
END $door$
"""

_ADMITTING = """
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
END $door$
"""

# Who above may read packages stands among the choices of the office; nobody else may.
_READING = """
CREATE OR REPLACE FUNCTION {schema}.place_readers() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $door$
DECLARE
    above text;
    each text;
BEGIN
    SELECT value ->> 'value' INTO above FROM office_setting WHERE key = '{read_by}';
    FOR each IN
        SELECT DISTINCT pg_get_userbyid(told.grantee) FROM pg_class AS shown,
            aclexplode(shown.relacl) AS told
        WHERE shown.oid = '{schema}.{packages}'::regclass AND told.grantee <> shown.relowner
        UNION
        SELECT pg_get_userbyid(told.grantee)
        FROM pg_namespace AS own, aclexplode(own.nspacl) AS told
        WHERE own.nspname = '{schema}' AND told.grantee <> own.nspowner
            AND pg_get_userbyid(told.grantee) <> ALL (ARRAY[{groups}])
    LOOP
        EXECUTE format('REVOKE ALL ON {schema}.{packages} FROM %I', each);
        EXECUTE format('REVOKE ALL ON SCHEMA {schema} FROM %I', each);
    END LOOP;
    FOREACH each IN ARRAY ARRAY[{above}] LOOP
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = above || '_' || each) THEN
            EXECUTE format('GRANT USAGE ON SCHEMA {schema} TO %I', above || '_' || each);
            EXECUTE format('GRANT SELECT ON {schema}.{packages} TO %I', above || '_' || each);
        END IF;
    END LOOP;
END $door$
"""

# Everybody writes choices; who sees what is for the administrator to say.
_KEPT_CHOICES = """
ALTER TABLE {schema}.office_setting ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS all_read ON {schema}.office_setting;
DROP POLICY IF EXISTS most_write ON {schema}.office_setting;
CREATE POLICY all_read ON {schema}.office_setting FOR SELECT USING (true);
CREATE POLICY most_write ON {schema}.office_setting
    USING (key NOT IN ('{sensitive}', '{read_by}')
        OR pg_has_role(current_user, '{administrator}', 'MEMBER'))
"""
