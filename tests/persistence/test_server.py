"""An office on a server: the same ids and the same order, one writer at a time, and no secrets."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.office import DocumentBook, Hamlet, Signer
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.faults import (
    ServerAway,
    ServerBusy,
    ServerDoesNotKnow,
    ServerForbids,
    ServerShutOut,
    ServerUnproved,
    translated,
)
from rehabdesk.persistence.schema import upgrade
from rehabdesk.persistence.server.address import ServerAddress, read_address
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.office import Office, Work
from rehabdesk.services.offices import SignerFacts, add_hamlet, add_signer
from rehabdesk.services.people.hits import find_hits
from tests.builders import LAN, NOW, RESOURCES, furnish
from tests.servers import a_server, missing_server

on_a_server = pytest.mark.skipif(bool(missing_server()), reason=missing_server() or "-")
SECRET = "Nguyễn Thị Bí Mật"


@pytest.mark.parametrize(
    "told",
    [
        "postgresql://hanh:sen-no@server/office",
        "postgresql://hanh@server/office?password=sen-no",
        "postgresql://hanh@server/office?sslmode=require",
        "postgresql://hanh@server/office?sslmode=disable",
        "postgresql://hanh@localhost/office?host=server",
        "postgresql://hanh@server/office?options=-c%20x",
        "postgresql://hanh@server",
        "mysql://hanh@server/office",
        "server",
        "",
    ],
)
def test_an_address_with_a_secret_or_without_protection_is_refused(told: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_address(told)
    assert "sen-no" not in str(refused.value)


def test_another_machine_must_prove_itself_and_this_one_need_not() -> None:
    away = read_address("postgresql://hanh@may-chu.xa/office")
    assert away.protection == {"sslmode": "verify-full", "sslrootcert": "system"}
    own = read_address("postgresql://hanh@may-chu.xa/office?sslrootcert=/etc/office.pem")
    assert own.protection == {"sslmode": "verify-full", "sslrootcert": "/etc/office.pem"}
    for here in ("postgresql://hanh@localhost/o", "postgresql://hanh@/o?host=/run/postgresql"):
        assert read_address(here).protection == {}
    assert away.shown == "postgresql://hanh@may-chu.xa/office"


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    with a_server() as engine:
        upgrade(engine)
        furnish(Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW))
        yield engine


@pytest.fixture
def office(server: Engine) -> Office:
    return Office(sessions(server), RESOURCES, LAN, clock=lambda: NOW)


@on_a_server
def test_all_text_is_compared_by_plain_code_points(server: Engine) -> None:
    asked = text(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')"
        " AND collation_name IS DISTINCT FROM 'C' AND table_name <> 'alembic_version'"
    )
    with server.connect() as connection:
        assert connection.execute(asked).all() == []
        shown = connection.scalar(text("SELECT count(*) FROM pg_sequences"))
    assert shown == 0  # ids come from the program


@on_a_server
def test_ids_are_those_a_file_would_give(server: Engine) -> None:
    """After a refusal, for rows of no record, and beside one that was given its id."""
    file = connect(None)
    upgrade(file)
    furnish(Office(sessions(file), RESOURCES, LAN, clock=lambda: NOW))
    assert _ids_given(file) == _ids_given(server)


def _ids_given(engine: Engine) -> list[int]:
    table = Entity.metadata.tables["hamlet"]
    row = {"former_commune": "", "is_active": True, "version": 1}
    records = sessions(engine)
    with records() as session:  # thrown away
        session.add(Hamlet(name="Thôn Mất"))
        session.flush()
    with records() as session:
        session.add_all([Hamlet(name="Thôn Một"), Hamlet(name="Thôn Hai")])
        session.flush()
        session.execute(insert(table), [{"name": "Thôn Ba", **row}, {"name": "Thôn Bốn", **row}])
        session.execute(insert(table).values(name="Thôn Xa", id=40, **row))
        session.execute(insert(Hamlet).values(name="Thôn Năm", **row))
        session.add(Hamlet(name="Thôn Sáu"))
        session.flush()
        return list(session.scalars(select(table.c.id).order_by(table.c.id)))


@on_a_server
def test_what_is_empty_stands_first_and_latin_letters_are_alike(server: Engine) -> None:
    file = connect(None)
    upgrade(file)
    told = []
    for engine in (file, server):
        with sessions(engine)() as session:
            for name, until in (("á", None), ("A", date(2024, 1, 1)), ("b", date(2023, 1, 1))):
                signer = Signer(name, "", "", date(2022, 1, 1))
                signer.valid_until = until
                session.add(signer)
            session.flush()
            ours = select(Signer.full_name).where(Signer.full_name.in_(["á", "A", "b"]))
            orders = (
                Signer.valid_until,
                Signer.valid_until.desc(),
                Signer.full_name,
                Signer.full_name.desc(),
                Signer.valid_until.desc().nulls_first(),
            )
            answers = [list(session.scalars(ours.order_by(order))) for order in orders]
            answers += [
                sorted(session.scalars(ours.where(Signer.full_name.contains(part))))
                for part in ("a", "B", "Á", "á")
            ]
        told.append(answers)
    assert told[0] == told[1]


@on_a_server
def test_writers_come_one_after_another_and_the_trail_never_forks(office: Office) -> None:
    def write(number: int) -> None:
        office_of_one = Office(office.sessions, RESOURCES, LAN, clock=lambda: NOW)
        office_of_one.do(partial(add_hamlet, name=f"Xóm {number}"))

    with ThreadPoolExecutor(4) as lanes:
        list(lanes.map(write, range(60)))
    with office.sessions() as session:
        names = list(session.scalars(select(Hamlet.name).where(Hamlet.name.startswith("Xóm "))))
        ids = list(session.scalars(select(Hamlet.id)))
        trail = verify_chain(session)
    assert len(names) == 60
    assert len(set(ids)) == len(ids)
    assert trail.is_whole


@on_a_server
def test_a_look_sees_one_moment_while_others_write(office: Office) -> None:
    with office.sessions() as looking:
        before = looking.scalars(select(Signer.id)).all()
        facts = SignerFacts("Lý Văn Mới", "CHỦ TỊCH", "", date(2027, 1, 1))
        office.do(partial(add_signer, facts=facts))
        assert looking.scalars(select(Signer.id)).all() == before
    with office.sessions() as looking:
        assert len(looking.scalars(select(Signer.id)).all()) == len(before) + 1


@on_a_server
def test_who_waits_too_long_for_his_turn_is_told(office: Office) -> None:
    with office.sessions.begin(), office.sessions() as other:
        other.execute(text("SET lock_timeout = 20"))
        from rehabdesk.persistence.server.connecting import WRITERS  # noqa: PLC0415

        with pytest.raises(ServerBusy), translated():
            other.execute(text(WRITERS))


@on_a_server
def test_a_complaint_names_the_rule_and_no_value(office: Office) -> None:
    def twice() -> None:
        with office.sessions.begin() as session:
            session.add(DocumentBook(SECRET, "QĐ"))
            session.flush()
            session.add(DocumentBook(SECRET, "QĐ"))

    with pytest.raises(IntegrityError) as refused:
        twice()
    assert "Mật" not in f"{refused.value}{refused.value.orig}"
    assert "uq_document_book_name" in str(refused.value)


@on_a_server
def test_a_connection_that_is_taken_away_is_a_sentence_and_the_next_act_goes_on(
    server: Engine, office: Office
) -> None:
    with pytest.raises(ServerAway):
        office.do(lambda work: _taken_away(server, work))
    office.do(partial(add_hamlet, name="Thôn Sau Đó"))


@on_a_server
def test_a_kept_connection_that_was_hung_up_meanwhile_is_replaced_unseen(
    server: Engine, office: Office
) -> None:
    known = office.look(lambda work: work.session.scalar(select(Hamlet.id)))
    _hang_up(server)
    assert office.look(lambda work: work.session.scalar(select(Hamlet.id))) == known
    _hang_up(server)
    assert office.look(partial(find_hits, words="ai đó", limit=5)) == []


def _taken_away(server: Engine, work: Work) -> None:
    if work.session.scalar(select(Hamlet.id)):
        _hang_up(server)
    work.session.scalar(select(Hamlet.id))


def _hang_up(server: Engine) -> None:
    """End every connection of others, and wait until they are gone."""
    others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = :kind"
    kind = {"kind": "client backend"}
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.execute(text(f"SELECT pg_terminate_backend(pid, 5000) {others}"), kind)


@on_a_server
def test_who_may_only_read_is_told(server: Engine) -> None:
    with server.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(ServerForbids), translated():
            connection.execute(text("CREATE TABLE nothing ()"))


@on_a_server
def test_who_sees_no_table_of_the_office_any_more_is_told(server: Engine) -> None:
    with server.connect() as connection, pytest.raises(ServerShutOut), translated():
        connection.execute(text("SELECT * FROM tables_of_another"))


@on_a_server
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (
            'connection failed: FATAL:  password authentication failed for user "x"',
            ServerDoesNotKnow,
        ),
        ("connection failed: SSL error: certificate verify failed", ServerUnproved),
        ('connection failed: FATAL:  role "x" is not permitted to log in', ServerDoesNotKnow),
        ("connection failed: FATAL:  no pg_hba.conf entry, SSL encryption", ServerDoesNotKnow),
        ("connection failed: Connection refused", ServerAway),
        ("consuming input failed: SSL SYSCALL error: EOF detected", ServerAway),
    ],
)
def test_before_a_connection_stands_words_tell_what_is_wrong(words: str, kind: type) -> None:
    import psycopg  # noqa: PLC0415 -- where it is installed

    error = OperationalError("", {}, psycopg.OperationalError(words))
    with pytest.raises(kind), translated():
        raise error


@on_a_server
def test_a_server_that_is_not_there_is_told_and_its_password_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    from rehabdesk.persistence.server.connecting import connect_server  # noqa: PLC0415

    engine = connect_server(read_address("postgresql://hanh@/o?host=/nowhere"), lambda: SECRET)
    with caplog.at_level("DEBUG"), pytest.raises(ServerAway) as fault, translated():
        engine.connect()
    seen = f"{caplog.text}{fault.value}{fault.value.__cause__}{engine.url!r}{engine!r}"
    assert SECRET not in seen


def test_what_is_shown_of_an_address_names_nobody_s_password() -> None:
    address = read_address("postgresql://hanh@may-chu.xa:5433/office")
    assert isinstance(address, ServerAddress)
    assert address.shown == "postgresql://hanh@may-chu.xa:5433/office"
