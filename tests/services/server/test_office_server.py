"""Offices on one server: founded, joined by a password, and blind to each other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records import Person
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.database import sessions
from rehabdesk.persistence.faults import ServerDoesNotKnow, ServerForbids, translated
from rehabdesk.persistence.server.schemas import SchemaNameWrong, SchemaTaken, login_of, place
from rehabdesk.services.entrance.server_note import NOTE
from rehabdesk.services.office import Work
from rehabdesk.services.server import founding
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.office_server import (
    NobodyThere,
    OfficeNotThere,
    PasswordNotTaken,
    ServerOffice,
    ServerOwner,
    admit_on_server,
)
from rehabdesk.services.users import UserFacts, add_user, correct_user
from tests.builders import NOW, RESOURCES, taken_in
from tests.folders import PASSWORD, an_order
from tests.server_offices import SCHEMA

LOGIN = login_of(SCHEMA, 1)


def _names(work: Work) -> list[str]:
    return list(work.session.scalars(select(Person.full_name)))


def _founded(owner: ServerOwner, schema: str = "yen_thinh") -> str:
    return found_on_server(owner, schema, an_order(), RESOURCES, NOW)


def _joined(owner: ServerOwner, place: Path, login: str) -> ServerOffice:
    office = ServerOffice(place, owner.address, RESOURCES, lambda: NOW)
    office.join(login, PASSWORD)
    return office


def test_the_first_user_joins_a_machine_and_signs_in_there_again(
    founded: ServerOwner, tmp_path: Path
) -> None:
    home = _joined(founded, tmp_path, LOGIN)
    assert home.office.is_shared
    taken_in(home.office, full_name="Trần Văn Thắng")
    home.close()
    assert not home.is_open
    again = ServerOffice.joined(tmp_path, RESOURCES, lambda: NOW)
    [user] = again.users()
    names = again.sign_in(user.id, PASSWORD).look(_names)
    assert names == ["Trần Văn Thắng"]
    again.close()
    assert PASSWORD not in (tmp_path / NOTE).read_text()


def test_a_wrong_password_opens_nothing(founded: ServerOwner, tmp_path: Path) -> None:
    home = ServerOffice(tmp_path, founded.address, RESOURCES, lambda: NOW)
    with pytest.raises(ServerDoesNotKnow):
        home.join(LOGIN, "sai rồi nhé")
    assert not home.is_open
    assert not home.exists()
    home.join(LOGIN, PASSWORD)
    home.leave()
    with pytest.raises(PasswordNotTaken) as refused:
        home.sign_in(1, "sai rồi nhé")
    assert refused.value.field == "password"
    assert not home.is_open


@pytest.mark.parametrize("login", ["office", "nobody", "yen_thinh_u"])
def test_who_is_no_user_is_told_so(founded: ServerOwner, tmp_path: Path, login: str) -> None:
    home = ServerOffice(tmp_path, founded.address, RESOURCES, lambda: NOW)
    with pytest.raises(NobodyThere):
        home.join(login, PASSWORD)


def test_a_name_taken_or_wrong_is_refused(owner: ServerOwner) -> None:
    _founded(owner)
    with pytest.raises(SchemaTaken):
        _founded(owner)
    for wrong in ("Yên Thịnh", "x", "pg_x", "a-b", "a; DROP"):
        with pytest.raises(SchemaNameWrong):
            _founded(owner, wrong)


def test_what_could_not_be_founded_is_taken_away_again(
    owner: ServerOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OutsideFault("hỏng giữa chừng")

    with monkeypatch.context() as patched:
        patched.setattr(founding, "admit_on_server", fail)
        with pytest.raises(OutsideFault):
            _founded(owner)
    assert _founded(owner) == LOGIN


def test_two_offices_on_one_server_see_only_their_own(owner: ServerOwner, tmp_path: Path) -> None:
    first = _joined(owner, tmp_path / "1", _founded(owner, "mot"))
    second = _joined(owner, tmp_path / "2", _founded(owner, "hai"))
    taken_in(first.office, full_name="Trần Văn Thắng")
    assert not second.office.look(_names)
    with (
        pytest.raises(OutsideFault),
        translated(),
        sessions(second.opened.engine)() as session,
    ):
        session.execute(text("SELECT full_name FROM mot.person"))
    first.close()
    second.close()


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_nobody_of_the_office_can_rewrite_the_trail(
    founded: ServerOwner, tmp_path: Path, change: str
) -> None:
    home = _joined(founded, tmp_path, LOGIN)
    with pytest.raises(ServerForbids), translated(), home.opened.engine.begin() as connection:
        connection.execute(text(change))
    home.close()


def test_a_user_comes_changes_role_and_goes(founded: ServerOwner, tmp_path: Path) -> None:
    home = _joined(founded, tmp_path / "1", LOGIN)
    facts = UserFacts("Lê Thị Bình", "Phó Chủ tịch", Role.LEADER)
    user = home.office.do(partial(add_user, facts=facts)).result
    admit_on_server(home.opened.engine, user.id, PASSWORD)
    leader = _joined(founded, tmp_path / "2", f"yen_thinh_u{user.id}")
    with pytest.raises(OutsideFault):
        admit_on_server(leader.opened.engine, 1, PASSWORD)
    leader.close()
    told = replace(facts, role=Role.LEADER)
    act = partial(correct_user, user_id=user.id, version=user.version, facts=told, is_active=False)
    home.office.do(act)
    with home.opened.engine.begin() as connection:
        place(connection, user.id)
    with pytest.raises((Refusal, OutsideFault)):
        _joined(founded, tmp_path / "3", f"yen_thinh_u{user.id}")
    home.close()


def test_an_office_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(OfficeNotThere):
        ServerOffice.joined(tmp_path, RESOURCES)
