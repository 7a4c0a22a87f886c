"""Each role on a server: its own work goes through, and the server itself refuses what is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from rehabdesk.domain.codes import Right, Role
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.teamwork.codes import BodyTestResult
from rehabdesk.persistence.faults import ServerForbids, translated
from rehabdesk.persistence.server.schemas import SchemaNameWrong, check_schema_name, login_of
from rehabdesk.services.activities.sums import Which
from rehabdesk.services.activities.sums import Window as Days
from rehabdesk.services.activities.tips import (
    CorrectTip,
    RecordTip,
    TipFacts,
    correct_tip,
    list_tips,
    read_giver,
    record_tip,
)
from rehabdesk.services.bin.kinds import TIP
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.body_tests.facts import Outcome
from rehabdesk.services.indicators.answers import answer, catalogue
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.safekeeping.keyholders import admit_user, correct_keyholder, give_password
from rehabdesk.services.server.examination import examine_on_server
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.tasks.today import read_morning
from rehabdesk.services.users import UserFacts, list_users
from tests.builders import RESOURCES
from tests.folders import PASSWORD, an_order
from tests.server_offices import SCHEMA, a_database, drop
from tests.services.body_tests.scene import wrote
from tests.services.rights.scene import LATER, Scene, build_two_teams

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
_PEOPLE = {role: f"Người {role.label}" for role in Role}
_APART = ("SELECT result FROM body_test", "SELECT * FROM body_test_fact")
_NOBODY = (
    "UPDATE audit_entry SET act = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "ALTER TABLE person ADD COLUMN x int",
    "DROP TABLE person",
    "CREATE TABLE mine (id int)",
    "UPDATE alembic_version SET version_num = 'x'",
    "CREATE ROLE yen_thinh_u99",
    "SET ROLE office",
)
_BEYOND = {
    Role.CLERK: (
        "UPDATE office_user SET role = 'administrator'",
        "DELETE FROM signer",
        "SELECT words FROM tip_giver",
        "SELECT admit_user(1, 'SCRAM-SHA-256$x')",
        "SELECT place_readers()",
    ),
    Role.LEADER: ("UPDATE person SET full_name = 'x'", "DELETE FROM decision", *_APART),
    Role.TEAM_LEADER: ("UPDATE person SET full_name = 'x'", "DELETE FROM tip", *_APART),
    Role.CONSOLIDATOR: ("UPDATE person SET full_name = 'x'", "DELETE FROM contact", *_APART),
    Role.ADMINISTRATOR: ("DROP SCHEMA yen_thinh CASCADE",),
}


class Staffed:
    """A database with an office in which somebody of every role has a password."""

    def __init__(self, owner: ServerOwner, place: Path) -> None:
        self.owner, self.place = owner, place
        self.ids: dict[Role, int] = {}
        self.tip = 0
        with closing(self.join(1)) as home:
            self.scene = build_two_teams(home.office)
            give_password(home, self.scene.user, PASSWORD)
            self.ids[Role.TEAM_LEADER] = self.scene.user
            for role in set(Role) - {Role.TEAM_LEADER}:
                facts = UserFacts(_PEOPLE[role], role.label, role)
                self.ids[role] = admit_user(home, facts, PASSWORD).id
            self._fill(home.office, self.scene)

    def _fill(self, office: Office, scene: Scene) -> None:
        wrote(office, Outcome(scene.own_person, BodyTestResult.POSITIVE))
        facts = TipFacts(LATER.date(), "Có người lạ tụ tập")
        order = RecordTip(facts, "Bà Tư bán nước")
        self.tip = office.do(partial(record_tip, order=order)).result

    def join(self, user_id: int, name: str = "") -> ServerOffice:
        place = self.place / (name or str(user_id))
        home = ServerOffice(place, self.owner.address, RESOURCES, lambda: LATER)
        home.join(login_of(SCHEMA, user_id), PASSWORD)
        return home


@pytest.fixture(scope="module")
def staffed(
    password_server: Engine, founded_once: ServerOwner, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Staffed]:
    made = a_database(password_server, like=founded_once)
    yield Staffed(made, tmp_path_factory.mktemp("machines"))
    drop(password_server, made)


def told(home: ServerOffice, statement: str) -> object:
    with translated(), home.opened.engine.begin() as connection:
        found = connection.execute(text(statement))
        return found.all() if found.returns_rows else None


@pytest.mark.parametrize("role", list(Role))
def test_the_server_refuses_what_is_beyond_a_role(staffed: Staffed, role: Role) -> None:
    with closing(staffed.join(staffed.ids[role])) as home:
        assert home.office.actor.role is role
        for statement in (*_BEYOND[role], *_NOBODY):
            with pytest.raises(ServerForbids):
                told(home, statement)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMINISTRATOR])
def test_every_figure_and_the_morning_are_answered(staffed: Staffed, role: Role) -> None:
    with closing(staffed.join(staffed.ids[role])) as home:
        home.office.look(read_morning)

        def ask(work: Work) -> dict[str, bool]:
            counting = Counting(work)
            return {code: answer(counting, code, YEAR).value is None for code in catalogue(work)}

        unknown = home.office.look(ask)
        may = home.office.actor.may(Right.READ_TESTS)
        assert not unknown["S11"]
        assert unknown["U07"] or may  # kept from whoever asks, it is no nought
        assert told(home, "SELECT count(*) FROM found_addicted") == [(0,)]
        examined = examine_on_server(home)
        assert ("body_test" in examined.counts) is may


def test_tests_and_givers_are_read_by_whom_the_administrator_names(staffed: Staffed) -> None:
    clerk = staffed.ids[Role.CLERK]
    with closing(staffed.join(staffed.ids[Role.ADMINISTRATOR])) as keeper:
        with closing(staffed.join(clerk)) as home:
            assert told(home, "SELECT result FROM body_test") == [("positive",)]
        _choose(keeper, clerk, frozenset({Right.READ_SOURCES}))
        with closing(staffed.join(clerk)) as home:
            for statement in _APART:
                with pytest.raises(ServerForbids):
                    told(home, statement)
            assert told(home, "SELECT words FROM tip_giver") == [("Bà Tư bán nước",)]
            act = partial(read_giver, tip_id=staffed.tip, purpose="đối chiếu với Công an xã")
            assert home.office.do(act).result == "Bà Tư bán nước"
        _choose(keeper, clerk, frozenset({Right.READ_TESTS}))


def test_who_may_not_read_the_giver_corrects_it_and_throws_nothing_of_it_away(
    staffed: Staffed,
) -> None:
    with closing(staffed.join(staffed.ids[Role.CLERK])) as home:
        [tip] = home.office.look(
            partial(list_tips, window=Days(date(2026, 1, 1), LATER.date()), which=Which())
        )
        assert tip.has_giver
        facts = replace(tip.facts, about="nhóm lạ")
        home.office.do(
            partial(correct_tip, order=CorrectTip(tip.id, tip.version, facts, "Bà Tư bán nước"))
        )
        with pytest.raises(NotYourRight):
            home.office.do(partial(throw_away, kind=TIP, subject_id=tip.id))


def test_nobody_gives_himself_a_sensitive_right(staffed: Staffed) -> None:
    with closing(staffed.join(staffed.ids[Role.LEADER])) as home:
        told(home, "INSERT INTO office_setting (id, key, value) VALUES (9000, 'x', '{}')")
        for key in ("sensitive_rights", "packages_read_by"):
            with pytest.raises(OutsideFault):
                told(
                    home,
                    f"INSERT INTO office_setting (id, key, value) VALUES (9001, '{key}', '{{}}')",
                )
        told(home, "UPDATE office_setting SET value = '{}' WHERE key = 'sensitive_rights'")
        told(home, "DELETE FROM office_setting WHERE key = 'x'")
    with closing(staffed.join(staffed.ids[Role.ADMINISTRATOR])) as keeper:
        kept = told(keeper, "SELECT value::text FROM office_setting WHERE key = 'sensitive_rights'")
        assert kept != [("{}",)]


def test_who_is_let_go_is_out_at_once(staffed: Staffed) -> None:
    with closing(staffed.join(staffed.ids[Role.ADMINISTRATOR])) as keeper:
        facts = UserFacts("Đinh Văn Quý", "Công chức", Role.CLERK)
        user = admit_user(keeper, facts, PASSWORD)
        home = staffed.join(user.id)
        home.office.look(read_morning)
        correct_keyholder(keeper, user, facts, is_active=False)
        with pytest.raises(OutsideFault):
            home.office.look(read_morning)
        with pytest.raises((Refusal, OutsideFault)):
            staffed.join(user.id, "again")
        home.close()


def test_offices_of_one_server_are_blind_to_each_other(staffed: Staffed) -> None:
    login = found_on_server(staffed.owner, "hai", an_order(), RESOURCES, LATER)
    home = ServerOffice(staffed.place / "hai", staffed.owner.address, RESOURCES, lambda: LATER)
    home.join(login, PASSWORD)
    for statement in (
        "SELECT full_name FROM yen_thinh.person",
        "SET search_path = yen_thinh; SELECT full_name FROM person",
        "SELECT yen_thinh.admit_user(1, 'SCRAM-SHA-256$x')",
        "SELECT yen_thinh.place_user(1)",
        "SELECT * FROM yen_thinh.found_addicted",
        "SELECT * FROM yen_thinh.package_out",
        "INSERT INTO yen_thinh.audit_entry DEFAULT VALUES",
        "CREATE VIEW hai.theirs AS SELECT * FROM yen_thinh.person",
        "GRANT yen_thinh_clerk TO hai_u1",
        "ALTER ROLE yen_thinh_u1 PASSWORD 'x'",
        "SET ROLE yen_thinh_u1",
    ):
        with pytest.raises((OutsideFault, ProgrammingError)):
            told(home, statement)
    assert told(home, "SELECT count(*) FROM person") == [(0,)]
    home.close()


def test_a_short_name_never_makes_one_group_of_two() -> None:
    """`x_team` with its leaders would be `x` with its team leaders."""
    with pytest.raises(SchemaNameWrong):
        check_schema_name("yen_thinh_team")


def _choose(keeper: ServerOffice, user_id: int, sensitive: frozenset[Right]) -> None:
    row = next(each for each in keeper.office.look(list_users) if each.id == user_id)
    correct_keyholder(keeper, row, replace(row.facts, sensitive=sensitive), is_active=True)
