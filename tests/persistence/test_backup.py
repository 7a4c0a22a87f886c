from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from rehabdesk.domain.generations import BackupReason
from rehabdesk.persistence import backup as backups
from rehabdesk.persistence.backup import (
    BackupUnreadable,
    SecondPlaceMissing,
    clear_unfinished,
    copy_generation,
    list_generations,
    prove,
    prune,
    read_generation,
)
from rehabdesk.persistence.faults import FileUnsound
from tests.persistence.conftest import KEY, NOON, SmallOffice

WRITE = """
import sys, time
from pathlib import Path
from rehabdesk.persistence.database import open_raw
connection = open_raw(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO person (name) VALUES ('Bùi Thị Na')")
print("writing", flush=True)
time.sleep(0.3)
connection.execute("COMMIT")
"""


def test_a_backup_says_what_is_inside_and_opens(small: SmallOffice) -> None:
    small.write("Trần Thị Sen")
    made = small.back_up()
    assert made.name == "RehabDesk-20261121-120000"
    assert made.note is not None
    assert made.note.office_name == "UBND xã Yên Thịnh"
    assert made.note.order.reason is BackupReason.ASKED
    assert made.note.contents.counts == {"alembic_version": 1, "audit_entry": 2, "person": 2}
    assert made.note.contents.schema == "0001"
    assert (made.note.contents.audit_length, made.note.contents.audit_head) == (2, "Trần Thị Sen")
    assert prove(made, KEY) == made.note.contents
    assert list_generations(small.place) == (made,)
    names = {file.name for file in made.folder.iterdir()}
    assert names == {"office.db", "office.key", "backup.json"}


def test_a_backup_holds_one_moment_and_no_readable_name(small: SmallOffice) -> None:
    made = small.back_up()
    small.write("Trần Thị Sen")
    assert prove(made, KEY).counts["person"] == 1
    for file in made.folder.iterdir():
        assert "Đoàn".encode() not in file.read_bytes()
        assert "Hạnh".encode() not in file.read_bytes()


def test_proving_leaves_no_trace_in_the_backup(small: SmallOffice) -> None:
    made = small.back_up()
    before = {file: file.stat().st_mtime_ns for file in made.folder.iterdir()}
    prove(made, KEY)
    assert {file: file.stat().st_mtime_ns for file in made.folder.iterdir()} == before


def test_two_backups_of_one_second_do_not_meet(small: SmallOffice) -> None:
    first, second = small.back_up(1), small.back_up(2)
    assert second.name == "RehabDesk-20261121-120000-2"
    assert list_generations(small.place) == (second, first)


@pytest.mark.parametrize("file", ["office.db", "backup.json"])
def test_a_spoilt_backup_is_named(small: SmallOffice, file: str) -> None:
    made = small.back_up()
    spoilt = bytearray((made.folder / file).read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    (made.folder / file).write_bytes(spoilt)
    with pytest.raises(BackupUnreadable, match=r"“RehabDesk-20261121-120000” không mở được"):
        prove(read_generation(made.folder), KEY)


def test_a_backup_that_lost_a_file_is_named(small: SmallOffice) -> None:
    made = small.back_up()
    (made.folder / "office.db").unlink()
    with pytest.raises(BackupUnreadable):
        prove(made, KEY)
    (made.folder / "backup.json").unlink()
    [left] = list_generations(small.place)
    assert left.note is None
    with pytest.raises(BackupUnreadable):
        prove(left, KEY)


def test_another_offices_key_proves_nothing(small: SmallOffice) -> None:
    with pytest.raises(BackupUnreadable):
        prove(small.back_up(), bytes(32))


def test_a_copy_that_does_not_open_never_gets_a_name(
    small: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(backups, "sync_file", spoil)
    with pytest.raises(BackupUnreadable):
        small.back_up()
    assert list(small.place.iterdir()) == []


def test_a_damaged_page_that_holds_nothing_is_seen_before_a_backup_is_shown(
    small: SmallOffice,
) -> None:
    small.write("ă" * 40_000)
    with small.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person WHERE id = 2")
        connection.exec_driver_sql("UPDATE audit_entry SET fingerprint = '' WHERE sequence = 2")
    small.engine.dispose()
    prove(small.back_up(), KEY)
    file = small.folder / "office.db"
    spoilt = bytearray(file.read_bytes())
    spoilt[-100] ^= 1
    file.write_bytes(spoilt)
    with pytest.raises(FileUnsound):
        small.back_up()


def test_a_backup_waits_for_who_is_writing_and_holds_what_he_wrote(small: SmallOffice) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(small.folder / "office.db"), KEY.hex()],
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        made = small.back_up()
    assert prove(made, KEY).counts["person"] == 2


def test_a_backup_is_carried_to_the_second_place(small: SmallOffice, tmp_path: Path) -> None:
    made = small.back_up()
    stick = tmp_path / "SAOLUU-01"
    stick.mkdir()
    copied = copy_generation(made, stick)
    shutil.rmtree(made.folder)
    assert prove(copied, KEY) == prove(read_generation(stick / made.name), KEY)
    assert copy_generation(copied, stick) == copied


def test_a_second_place_that_is_not_there_is_not_made_up(
    small: SmallOffice, tmp_path: Path
) -> None:
    made = small.back_up()
    with pytest.raises(SecondPlaceMissing, match="Không thấy USB “SAOLUU-01”"):
        copy_generation(made, tmp_path / "SAOLUU-01")
    assert not (tmp_path / "SAOLUU-01").exists()


def test_old_generations_leave_and_other_offices_stay(small: SmallOffice, tmp_path: Path) -> None:
    for number in range(1, 14):
        small.back_up(number, NOON + timedelta(minutes=number))
    stranger = small.place / "RehabDesk-20200101-000000"
    shutil.copytree(small.back_up(14).folder, stranger)
    note = stranger / backups.NOTE_NAME
    mine = read_generation(stranger).note
    assert mine is not None
    note.write_text(note.read_text().replace(mine.office_id, "another"))
    assert len(prune(small.place, mine.office_id)) == 4
    kept = list_generations(small.place)
    assert sorted(each.number for each in kept if each.folder != stranger) == list(range(5, 15))
    assert stranger.exists()


def test_what_a_crash_left_is_cleared(small: SmallOffice) -> None:
    made = small.back_up()
    (small.place / "RehabDesk-20261121-130000.tmp").mkdir()
    (small.place / "RehabDesk-20261121-130000.tmp" / "office.db").write_bytes(b"half")
    assert list_generations(small.place) == (made,)
    clear_unfinished(small.place)
    assert [each.name for each in small.place.iterdir()] == [made.name]
