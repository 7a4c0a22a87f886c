"""An office that goes to a server and comes back: who opens it, and what the old place says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.passwords import PasswordTooShort
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.persistence.faults import ServerForbids
from rehabdesk.persistence.moving.mark import BeingFilled, OfficeLeft
from rehabdesk.persistence.moving.rows import TableSum
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.entrance.departed import DEPARTED, DepartureNote, OfficeDeparted
from rehabdesk.services.moving.telling import MovingStopped, TargetNotEmpty
from rehabdesk.services.moving.to_folder import (
    PART,
    NotAnAdministrator,
    ToFolder,
    administrators_there,
    move_to_folder,
    open_again,
)
from rehabdesk.services.moving.to_server import ToServer, has_departed, move_to_server, take_back
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.offices import add_hamlet
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.safekeeping import OfficeExists, OfficeFolder
from rehabdesk.services.safekeeping.keyholders import admit_user
from rehabdesk.services.server.founding import prepare_schema
from rehabdesk.services.server.office_server import ServerOffice, ServerOwner
from rehabdesk.services.users import UserFacts
from tests.builders import RESOURCES
from tests.folders import OTHER_PASSWORD, PASSWORD, Clock, a_copied_office, a_folder
from tests.server_offices import a_database, drop
from tests.services.moving.scene import a_busy_office, engine_of, never, silently, sums

SCHEMA = "yen_thinh"
ON_SERVER = "Gió mùa đông bắc"
FEW = 30
SEARCHED = partial(find_hits, words="trần", limit=50)


@pytest.fixture(scope="session")
def laid_out_once(password_server: Engine) -> ServerOwner:
    """Lay out the tables of an office that is to come, once for the whole run."""
    made = a_database(password_server)
    prepare_schema(made, SCHEMA)
    return made


@pytest.fixture
def owner(password_server: Engine, laid_out_once: ServerOwner) -> Iterator[ServerOwner]:
    made = a_database(password_server, like=laid_out_once)
    yield made
    drop(password_server, made)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    with closing(a_busy_office(tmp_path / "xã", FEW)) as folder:
        yield folder


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[OfficeFolder]:
    with closing(a_copied_office(tmp_path / "xã")[0]) as folder:
        yield folder


def up(owner: ServerOwner) -> ToServer:
    return ToServer(owner, SCHEMA, ON_SERVER)


def down(owner: ServerOwner, user_id: int = 1) -> ToFolder:
    return ToFolder(owner, SCHEMA, user_id, OTHER_PASSWORD)


def at_the_server(place: Path) -> ServerOffice:
    return ServerOffice.joined(place, RESOURCES, Clock())


def of_records(engine: Engine) -> dict[str, TableSum]:
    told = sums(engine)
    del told["audit_entry"]
    return told


def test_an_office_goes_to_a_server_and_comes_back_the_same(
    folder: OfficeFolder, owner: ServerOwner, tmp_path: Path
) -> None:
    before = of_records(folder.opened.engine)
    found = folder.opened.office.look(SEARCHED)
    moved = move_to_server(folder, up(owner), silently, never)
    assert moved.login == "yen_thinh_u1"
    assert moved.proof.rows == sum(each.rows for each in moved.proof.tables)
    assert of_records(folder.opened.engine) == before
    folder.close()
    home = a_folder(tmp_path / "về")
    with closing(at_the_server(folder.folder)) as there:
        office = there.sign_in(1, ON_SERVER)
        assert office.look(SEARCHED) == found != []
        assert office.look(lambda work: verify_chain(work.session)).is_whole
        office.do(partial(add_hamlet, name="Thôn Trên Máy Chủ"))
        back = move_to_folder(home, down(owner), silently, never)
        with pytest.raises(ServerForbids):  # whoever is still signed in there
            office.do(partial(add_hamlet, name="Thôn Muộn"))
    with closing(home):
        office = home.sign_in(1, OTHER_PASSWORD)
        assert office.look(SEARCHED) == found
        assert office.look(lambda work: verify_chain(work.session)).is_whole
        assert office.look(_acts).count("office.moved") == 2
        after = of_records(home.opened.engine)
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {"hamlet", "standing", "office_setting", "bin_item"}
    with closing(a_folder(home.folder)) as again:
        again.sign_in_with_recovery(1, back.code.text, PASSWORD)


@pytest.mark.thorough
def test_what_was_left_on_the_server_is_opened_again_only_on_purpose(
    plain: OfficeFolder, owner: ServerOwner, tmp_path: Path
) -> None:
    move_to_server(plain, up(owner), silently, never)
    plain.close()
    with closing(a_folder(tmp_path / "về")) as home:
        move_to_folder(home, down(owner), silently, never)
    with closing(at_the_server(plain.folder)) as there, pytest.raises(OfficeLeft):
        there.sign_in(1, ON_SERVER)
    with closing(a_folder(tmp_path / "nữa")) as home, pytest.raises(OfficeLeft):
        move_to_folder(home, down(owner), silently, never)
    open_again(owner, SCHEMA)
    with closing(at_the_server(plain.folder)) as there:
        there.sign_in(1, ON_SERVER).do(partial(add_hamlet, name="Thôn Mở Lại"))


def _acts(work: Work) -> list[str]:
    return list(work.session.scalars(select(AuditEntry.act).order_by(AuditEntry.sequence)))


def test_the_old_folder_says_where_its_office_is_and_can_be_taken_back(
    plain: OfficeFolder, owner: ServerOwner
) -> None:
    move_to_server(plain, up(owner), silently, never)
    plain.close()
    note = DepartureNote.read(plain.folder)
    assert note is not None
    assert (note.schema, note.by) == (SCHEMA, "Nguyễn Thị Hạnh")
    assert "đã chuyển lên máy chủ" in (plain.folder / DEPARTED).read_text("utf-8")
    with closing(a_folder(plain.folder)) as again:
        assert again.entrance().notice == note.words
        with pytest.raises(OfficeDeparted):
            again.sign_in(1, PASSWORD)
    (plain.folder / DEPARTED).write_text("{")
    with closing(a_folder(plain.folder)) as again, pytest.raises(OfficeDeparted):
        again.sign_in(1, PASSWORD)
    with closing(a_folder(plain.folder)) as again:
        office = take_back(again, 1, PASSWORD)
        assert office.look(_acts)[-1] == "office.taken_back"
    assert not has_departed(plain.folder)
    assert not (plain.folder / "office.server").exists()
    with closing(a_folder(plain.folder)) as again:
        again.sign_in(1, PASSWORD)


def test_nobody_works_in_what_is_half_there_and_the_folder_stays_in_use(
    plain: OfficeFolder, owner: ServerOwner
) -> None:
    with pytest.raises(MovingStopped):
        move_to_server(plain, up(owner), silently, _after(80))
    assert not has_departed(plain.folder)
    plain.opened.office.do(partial(add_hamlet, name="Thôn Trong Lúc Chờ"))
    with pytest.raises(BeingFilled):
        move_to_folder(a_folder(plain.folder.parent / "về"), down(owner), silently, never)
    moved = move_to_server(plain, up(owner), silently, never)
    assert {each.name: each for each in moved.proof.tables} == sums(plain.opened.engine)


def _after(times: int) -> Callable[[], bool]:
    told = iter(range(times))
    return lambda: next(told, None) is None


@pytest.mark.thorough
def test_what_follows_the_proof_is_done_by_the_next_try_too(
    plain: OfficeFolder, owner: ServerOwner
) -> None:
    first = move_to_server(plain, up(owner), silently, never)
    (plain.folder / DEPARTED).unlink()
    (plain.folder / "office.server").unlink()
    again = move_to_server(plain, up(owner), silently, never)
    assert again.proof.fingerprint == first.proof.fingerprint
    assert has_departed(plain.folder)


@pytest.mark.thorough
def test_an_office_that_is_there_already_is_left_alone(
    plain: OfficeFolder, owner: ServerOwner, tmp_path: Path
) -> None:
    with closing(a_copied_office(tmp_path / "khác")[0]) as other:
        other.opened.office.do(partial(add_hamlet, name="Thôn Khác"))
        move_to_server(other, up(owner), silently, never)
    with pytest.raises(TargetNotEmpty):
        move_to_server(plain, up(owner), silently, never)
    assert not has_departed(plain.folder)
    with pytest.raises(OfficeExists):
        move_to_folder(plain, down(owner), silently, never)


def test_only_an_administrator_moves_and_with_a_password_that_will_do(
    plain: OfficeFolder, owner: ServerOwner
) -> None:
    with pytest.raises(PasswordTooShort):
        move_to_server(plain, ToServer(owner, SCHEMA, "ngắn"), silently, never)
    clerk = admit_user(plain, UserFacts("Đỗ Thị Thêu", "Cán bộ", Role.CLERK), OTHER_PASSWORD)
    plain.leave()
    plain.sign_in(clerk.id, OTHER_PASSWORD)
    with pytest.raises(NotYourRight):
        move_to_server(plain, up(owner), silently, never)
    plain.leave()
    plain.sign_in(1, PASSWORD)
    moved = move_to_server(plain, up(owner), silently, never)
    assert moved.without_password == ("Đỗ Thị Thêu",)
    assert administrators_there(owner, SCHEMA) == ((1, "Nguyễn Thị Hạnh"),)
    home = a_folder(plain.folder.parent / "về")
    with closing(home):
        with pytest.raises(NotAnAdministrator):
            move_to_folder(home, down(owner, clerk.id), silently, never)
        back = move_to_folder(home, down(owner), silently, never)
    assert back.without_password == ("Đỗ Thị Thêu",)


@pytest.mark.thorough
def test_what_was_begun_in_a_folder_goes_on_and_its_old_file_is_kept(
    plain: OfficeFolder, owner: ServerOwner
) -> None:
    """Back into the folder it came from, interrupted on the way and at the very end."""
    move_to_server(plain, up(owner), silently, never)
    plain.leave()
    with pytest.raises(MovingStopped):
        move_to_folder(plain, down(owner), silently, _after(100))
    part = plain.folder / PART / "office.db"
    begun = part.stat().st_ino
    assert has_departed(plain.folder)
    with pytest.raises(MovingStopped):
        move_to_folder(plain, down(owner), silently, _after(150))
    assert part.stat().st_ino == begun
    move_to_folder(plain, down(owner), silently, never)
    assert not part.exists()
    assert [each.name for each in plain.folder.glob("replaced-*/office.db")] == ["office.db"]
    office: Office = plain.sign_in(1, OTHER_PASSWORD)
    assert engine_of(office) is plain.opened.engine
