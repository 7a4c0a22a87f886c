from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rehabdesk.domain.codes import Role
from rehabdesk.domain.generations import KEPT_LAST, BackupReason
from rehabdesk.persistence.backup import NOTE_NAME
from rehabdesk.persistence.database import driver_connection
from rehabdesk.persistence.schema import NewerDatabase
from rehabdesk.persistence.vault import WrongPassword, WrongPasswordOfBackup
from rehabdesk.services.office import NotYourRight
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import (
    BackupLight,
    back_up,
    backup_state,
    choose_second_place,
    list_backups,
    try_backup,
)
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.keyholders import (
    admit_user,
    change_own_password,
    correct_keyholder,
)
from rehabdesk.services.safekeeping.returning import (
    NoBackupThere,
    OtherOffice,
    go_back,
    start_from,
    start_from_with_code,
    users_in,
)
from rehabdesk.services.users import UserFacts, list_users
from tests.builders import taken_in
from tests.folders import OTHER_PASSWORD, PASSWORD, Clock, a_copied_office, a_folder, a_new_office


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path / "xã")
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "SAOLUU-01"
    place.mkdir()
    return place


def test_a_backup_leaves_what_names_are_found_by_in_one_piece(folder: OfficeFolder) -> None:
    for name in ("Lò Văn Tỉnh", "Hà Thị Mơ", "Quàng Văn Păn"):
        taken_in(folder.opened.office, full_name=name, papers=())
    assert pieces_of_the_index(folder) > 1
    back_up(folder, BackupReason.CLOSE)
    assert pieces_of_the_index(folder) == 1


def pieces_of_the_index(folder: OfficeFolder) -> int:
    with driver_connection(folder.opened.engine) as connection:
        [(count,)] = connection.execute(
            "SELECT count(DISTINCT segid) FROM person_search_idx"
        ).fetchall()
    return int(count)


def persons(folder: OfficeFolder) -> int:
    return examine(folder).counts["person"]


def test_a_backup_is_told_in_the_offices_words(folder: OfficeFolder) -> None:
    taken_in(folder.opened.office)
    report = back_up(folder, BackupReason.START)
    [row] = list_backups(folder)
    assert row == report.row
    assert (row.reason, row.place) == ("Khi mở phần mềm", "Máy này")
    assert row.says == "Mở được, 1 hồ sơ, 0 văn bản"
    assert row.size > 100_000
    assert try_backup(folder, row.source).counts["person"] == 1
    assert report.warning is None


def test_a_backup_goes_to_two_places(folder: OfficeFolder, stick: Path) -> None:
    choose_second_place(folder, stick)
    report = back_up(folder, BackupReason.ASKED)
    assert report.second_row is not None
    assert {row.place for row in list_backups(folder)} == {"Máy này", "Thư mục “SAOLUU-01”"}
    state = backup_state(folder)
    assert state.light is BackupLight.GOOD
    assert set(state.places) == {"Máy này", "Thư mục “SAOLUU-01”"}
    choose_second_place(folder, None)
    assert back_up(folder, BackupReason.CLOSE).second_row is None


def test_the_light_says_how_safe_it_is(folder: OfficeFolder) -> None:
    assert backup_state(folder).light is BackupLight.NONE
    back_up(folder, BackupReason.START)
    assert backup_state(folder).light is BackupLight.HERE_ONLY
    clock = folder.clock
    assert isinstance(clock, Clock)
    clock.now += timedelta(days=7)
    assert backup_state(folder).light is BackupLight.STALE
    clock.now -= timedelta(days=400)
    assert backup_state(folder).light is BackupLight.HERE_ONLY


def test_a_spoilt_backup_is_shown_as_such(folder: OfficeFolder) -> None:
    row = back_up(folder, BackupReason.ASKED).row
    (row.source / NOTE_NAME).write_text("{")
    [shown] = list_backups(folder)
    assert (shown.is_readable, shown.says) == (False, "Không mở được")
    assert backup_state(folder).light is BackupLight.NONE


def test_a_leader_backs_up_at_close_but_not_on_demand(folder: OfficeFolder) -> None:
    facts = UserFacts("Lê Quang Vịnh", "Chủ tịch", Role.LEADER)
    user = admit_user(folder, facts, OTHER_PASSWORD)
    folder.sign_in(user.id, OTHER_PASSWORD)
    back_up(folder, BackupReason.CLOSE)
    with pytest.raises(NotYourRight):
        back_up(folder, BackupReason.ASKED)
    with pytest.raises(NotYourRight):
        go_back(folder, folder.backup_place)
    assert len(list_backups(folder)) == 1


def test_going_back_keeps_the_present_and_todays_password(folder: OfficeFolder) -> None:
    old = back_up(folder, BackupReason.ASKED).row
    taken_in(folder.opened.office)
    change_own_password(folder, PASSWORD, OTHER_PASSWORD)
    go_back(folder, old.source)
    assert not folder.is_open
    folder.sign_in(1, OTHER_PASSWORD)
    assert persons(folder) == 0
    assert examine(folder).is_sound
    newest = list_backups(folder)[0]
    assert newest.reason == "Trước khi trở lại bản cũ"
    go_back(folder, newest.source)
    folder.sign_in(1, OTHER_PASSWORD)
    assert persons(folder) == 1


def test_going_back_to_the_oldest_backup_does_not_thin_it_out_first(folder: OfficeFolder) -> None:
    oldest = back_up(folder, BackupReason.ASKED).row
    taken_in(folder.opened.office)
    for _ in range(KEPT_LAST - 1):
        back_up(folder, BackupReason.ASKED)
    go_back(folder, oldest.source)
    folder.sign_in(1, PASSWORD)
    assert persons(folder) == 0


def test_going_back_locks_nobody_out(folder: OfficeFolder) -> None:
    """The only administrator of that day has left since: the passwords of that day return."""
    old = back_up(folder, BackupReason.ASKED).row
    facts = UserFacts("Trần Văn Kiên", "", Role.ADMINISTRATOR)
    kien = admit_user(folder, facts, OTHER_PASSWORD)
    folder.sign_in(kien.id, OTHER_PASSWORD)
    first = folder.opened.office.look(list_users)[0]
    gone = UserFacts(first.full_name, first.post, first.role)
    correct_keyholder(folder, first, gone, is_active=False)
    go_back(folder, old.source)
    assert [user.id for user in folder.users()] == [1]
    assert folder.sign_in(1, PASSWORD).actor.role is Role.ADMINISTRATOR


def test_a_new_machine_starts_from_the_stick(folder: OfficeFolder, stick: Path) -> None:
    choose_second_place(folder, stick)
    taken_in(folder.opened.office)
    back_up(folder, BackupReason.CLOSE)
    new = a_folder(folder.folder.parent / "máy mới")
    assert [user.name for user in users_in(new, stick)] == ["Nguyễn Thị Hạnh"]
    with pytest.raises(WrongPasswordOfBackup, match="Chưa đổi gì"):
        start_from(new, stick, 1, OTHER_PASSWORD)
    assert not new.exists()
    start_from(new, stick, 1, PASSWORD)
    new.sign_in(1, PASSWORD)
    assert persons(new) == 1
    new.close()


def test_the_sheet_opens_a_backup_when_no_password_is_known(tmp_path: Path) -> None:
    folder, code = a_copied_office(tmp_path / "xã")
    row = back_up(folder, BackupReason.CLOSE).row
    folder.close()
    new = a_folder(tmp_path / "máy mới")
    start_from_with_code(new, row.source, 1, code.text)
    new.sign_in_with_recovery(1, code.text, OTHER_PASSWORD)
    assert examine(new).is_sound
    new.close()


def test_damaged_records_are_replaced_with_todays_password(folder: OfficeFolder) -> None:
    row = back_up(folder, BackupReason.CLOSE).row
    change_own_password(folder, PASSWORD, OTHER_PASSWORD)
    folder.leave()
    folder.database.write_bytes(b"spoilt")
    with pytest.raises(WrongPassword):
        start_from(folder, row.source, 1, PASSWORD)
    start_from(folder, row.source, 1, OTHER_PASSWORD)
    folder.sign_in(1, OTHER_PASSWORD)
    assert examine(folder).is_sound
    assert [each.read_bytes() for each in folder.folder.glob("replaced-*/office.db")] == [b"spoilt"]


def test_a_lost_key_file_comes_back_from_the_backup(folder: OfficeFolder) -> None:
    row = back_up(folder, BackupReason.CLOSE).row
    folder.close()
    for file in folder.folder.glob("office.key*"):
        file.unlink()
    again = a_folder(folder.folder)
    assert again.exists()
    start_from(again, row.source, 1, PASSWORD)
    again.sign_in(1, PASSWORD)
    assert examine(again).is_sound
    again.close()


def test_another_offices_backup_is_refused(folder: OfficeFolder, tmp_path: Path) -> None:
    other, _ = a_new_office(tmp_path / "xã khác")
    row = back_up(other, BackupReason.ASKED).row
    other.close()
    with pytest.raises(OtherOffice, match="UBND xã Yên Thịnh"):
        go_back(folder, row.source)
    assert folder.is_open
    with pytest.raises(OtherOffice):
        start_from(folder, row.source, 1, PASSWORD)


def test_a_backup_of_a_newer_program_is_refused(folder: OfficeFolder) -> None:
    row = back_up(folder, BackupReason.ASKED).row
    note = json.loads((row.source / NOTE_NAME).read_text())
    note["contents"]["schema"] = "9999"
    (row.source / NOTE_NAME).write_text(json.dumps(note))
    with pytest.raises(NewerDatabase):
        go_back(folder, row.source)
    assert folder.is_open


def test_a_folder_without_backups_says_so(folder: OfficeFolder, stick: Path) -> None:
    with pytest.raises(NoBackupThere, match="SAOLUU-01"):
        go_back(folder, stick)
    with pytest.raises(NoBackupThere):
        users_in(folder, stick / "none")


def test_a_stick_pulled_out_is_a_warning_and_the_copy_here_is_made(
    folder: OfficeFolder, stick: Path
) -> None:
    choose_second_place(folder, stick)
    shutil.rmtree(stick)
    report = back_up(folder, BackupReason.CLOSE)
    assert report.second_row is None
    assert report.warning == (
        "Không thấy USB “SAOLUU-01”. Bản sao lưu hôm nay chỉ có trên máy này. "
        "Cắm USB rồi bấm Sao lưu ngay."
    )
    assert backup_state(folder).light is BackupLight.HERE_ONLY
    assert not stick.exists()
