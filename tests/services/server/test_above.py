"""An office above takes what communes of the same server let be read, and sees nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from rehabdesk.domain.codes import Role
from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.faults import ServerForbids, translated
from rehabdesk.persistence.server.schemas import login_of
from rehabdesk.services.consolidation.opening import take_bytes
from rehabdesk.services.consolidation.orders import Fate, ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.consolidation.standing import Stand, read_standing
from rehabdesk.services.consolidation.units import UnitFacts, add_units
from rehabdesk.services.founding import upper_profile
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.offices import add_profile, correct_profile, list_profiles
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.reports.closing.sending import (
    NoteSent,
    ReopenReport,
    note_sent,
    reopen_report,
)
from rehabdesk.services.safekeeping.keyholders import admit_user
from rehabdesk.services.server.above import NobodyAbove, let_read, packages_waiting, reader_of
from rehabdesk.services.server.founding import found_on_server
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.upward.packing import PackOrder
from rehabdesk.services.users import UserFacts
from tests.builders import RESOURCES
from tests.folders import PASSWORD, an_order
from tests.server_offices import a_database, drop
from tests.services.consolidation.scene import ASKED, CHEAP

COMMUNES = {"mot": "Số Một", "hai": "Số Hai", "ba": "Số Ba"}
ABOVE = "tinh"


@dataclass
class Hands:
    now: datetime = datetime(2026, 12, 16, 9)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass
class Province:
    """Three communes and the office above them, each with its administrator signed in."""

    owner: ServerOwner
    place: Path
    clock: Hands = field(default_factory=Hands)
    homes: dict[str, ServerOffice] = field(default_factory=dict)
    reports: dict[str, int] = field(default_factory=dict)

    def join(self, login: str) -> ServerOffice:
        home = ServerOffice(self.place / login, self.owner.address, RESOURCES, self.clock)
        home.join(login, PASSWORD)
        return home

    def send(self, schema: str) -> None:
        office = self.homes[schema].office
        order = FreezeReport(ASKED, package=PackOrder(cost=CHEAP))
        report_id = office.do(partial(freeze_report, order=order)).result.report_id
        self.reports[schema] = report_id
        sent = NoteSent(report_id, 1, self.clock.now.date(), "Sở Y tế")
        office.do(partial(_note, order=sent))

    def fetch(self) -> list[tuple[str, Fate]]:
        office = self.homes[ABOVE].office
        found = office.look(partial(packages_waiting, asked=ASKED))
        files = tuple(take_bytes(each.name, each.content) for each in found)
        outcomes = office.do(partial(receive_packages, order=ReceiveOrder(ASKED, files))).result
        return sorted((each.unit_name, each.fate) for each in outcomes)


def _note(work: Work, order: NoteSent) -> None:

    version = work.session.get_one(Report, order.report_id).version
    note_sent(work, replace(order, version=version))


@pytest.fixture(scope="module")
def province(
    password_server: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Province]:
    made = a_database(password_server)
    with ExitStack() as undo:
        undo.callback(drop, password_server, made)
        whole = Province(made, tmp_path_factory.mktemp("machines"))
        for schema in (*COMMUNES, ABOVE):
            login = found_on_server(made, schema, an_order(), RESOURCES, whole.clock())
            whole.homes[schema] = whole.join(login)
            undo.callback(whole.homes[schema].close)
        for number, (schema, name) in enumerate(COMMUNES.items(), 1):
            _call(whole.homes[schema].office, f"0990{number}", name)
        above = whole.homes[ABOVE].office
        place = upper_profile(("099", "tỉnh Hòa Sơn"), date(2025, 7, 1))
        above.do(partial(add_profile, facts=place))
        units = [
            UnitFacts(f"0990{number}", f"xã {name}")
            for number, name in enumerate(COMMUNES.values(), 1)
        ]
        above.do(partial(add_units, units=units))
        yield whole


def _call(office: Office, code: str, name: str) -> None:
    [profile] = office.look(list_profiles)
    facts = replace(profile.facts, commune_code=code, commune_name=name)
    act = partial(correct_profile, profile_id=profile.id, version=profile.version, facts=facts)
    office.do(act)


def told(home: ServerOffice, statement: str) -> list[tuple[object, ...]]:
    with translated(), home.opened.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_what_communes_let_be_read_is_taken_once_and_nothing_else_is_seen(
    province: Province,
) -> None:
    above = province.homes[ABOVE]
    for schema in COMMUNES:
        province.send(schema)
    assert province.fetch() == []
    for schema in ("mot", "hai"):
        office = province.homes[schema].office
        office.do(partial(let_read, reader=" TINH "))
        assert office.look(reader_of) == ABOVE
    assert province.fetch() == [("xã Số Hai", Fate.ACCEPTED), ("xã Số Một", Fate.ACCEPTED)]
    assert province.fetch() == []
    standing = above.office.look(partial(read_standing, asked=ASKED))
    assert [row.name for row in standing.rows if row.stand is Stand.MISSING] == ["xã Số Ba"]
    for statement in (
        "SELECT * FROM ba.package_out",
        "SELECT full_name FROM mot.person",
        "SELECT * FROM mot.report",
        "SELECT * FROM mot.stored_file",
        "SELECT * FROM mot.audit_entry",
        "SELECT * FROM mot.found_addicted",
    ):
        with pytest.raises(ServerForbids):
            told(above, statement)
    with pytest.raises(ServerForbids):
        told(province.homes["hai"], "SELECT * FROM mot.package_out")

    office = province.homes["mot"].office
    office.do(partial(_reopen, report_id=province.reports["mot"]))
    assert told(above, "SELECT count(*) FROM mot.package_out") == [(0,)]
    province.send("mot")
    assert province.fetch() == [("xã Số Một", Fate.REPLACED)]

    office.do(partial(let_read, reader=""))
    with pytest.raises(OutsideFault):
        told(above, "SELECT * FROM mot.package_out")
    lines = told(
        province.homes["mot"],
        "SELECT count(*) FROM audit_entry WHERE act = 'office_setting.chosen'"
        " AND facts::text LIKE '%packages_read_by%'",
    )
    assert lines == [(2,)]


def test_a_clerk_above_takes_nothing(province: Province) -> None:
    province.homes["hai"].office.do(partial(let_read, reader=ABOVE))
    facts = UserFacts("Lê Thị Bình", "Chuyên viên", Role.CLERK)
    clerk = admit_user(province.homes[ABOVE], facts, PASSWORD)
    with closing(province.join(login_of(ABOVE, clerk.id))) as home:
        with pytest.raises(NotYourRight):
            home.office.look(partial(packages_waiting, asked=ASKED))
        with pytest.raises(ServerForbids):
            told(home, "SELECT * FROM hai.package_out")


def test_only_an_office_that_is_there_is_let_in_and_only_by_the_administrator(
    province: Province,
) -> None:
    home = province.homes["ba"]
    for nobody in ("khong_co", "ba", "TINH; DROP"):
        with pytest.raises(NobodyAbove):
            home.office.do(partial(let_read, reader=nobody))
    clerk = admit_user(home, UserFacts("Lê Thị Bình", "Công chức", Role.CLERK), PASSWORD)
    with closing(province.join(login_of("ba", clerk.id))) as other:
        with pytest.raises(NotYourRight):
            other.office.do(partial(let_read, reader=ABOVE))
        with pytest.raises(ServerForbids):
            told(other, "SELECT place_readers()")


def _reopen(work: Work, report_id: int) -> None:

    version = work.session.get_one(Report, report_id).version
    reopen_report(work, ReopenReport(report_id, version, "sửa số"))
