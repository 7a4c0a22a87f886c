"""What was written is damaged: it is found before anything is edited, said, and nothing is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence import faults, lock, vault
from rehabdesk.persistence.database import connect
from rehabdesk.persistence.faults import FileDamaged, FileMissing
from rehabdesk.persistence.schema import NewerDatabase
from rehabdesk.persistence.vault import VaultDamaged, WrongPassword
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.returning import start_from
from tests.builders import taken_in
from tests.folders import OTHER_PASSWORD, PASSWORD, a_folder, a_new_office

Damage = Callable[[bytearray, random.Random], None]


def flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def spoil_a_page(content: bytearray, chance: random.Random) -> None:
    start = 4096 * chance.randrange(len(content) // 4096)
    content[start : start + 4096] = chance.randbytes(4096)


def clear_a_page(content: bytearray, chance: random.Random) -> None:
    start = 4096 * chance.randrange(len(content) // 4096)
    content[start : start + 4096] = bytes(4096)


def cut_anywhere(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(1, len(content)) :]


def cut_at_a_page(content: bytearray, chance: random.Random) -> None:
    del content[4096 * chance.randrange(1, len(content) // 4096) :]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a person and a backup, closed."""
    place = tmp_path_factory.mktemp("xã")
    folder, _ = a_new_office(place)
    taken_in(folder.opened.office)
    back_up(folder, BackupReason.CLOSE)
    folder.close()
    return place


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "xã"))


def assert_refused(place: Path, trouble: type[Exception], words: str) -> None:
    """Signing in is refused with the sentence, and the file is left as it was found."""
    before = (place / "office.db").read_bytes() if (place / "office.db").exists() else None
    folder = a_folder(place)
    with pytest.raises(trouble, match=words):
        folder.sign_in(1, PASSWORD)
    assert not folder.is_open
    folder.close()
    after = (place / "office.db").read_bytes() if (place / "office.db").exists() else None
    assert after == before


def assert_backup_saves_it(place: Path) -> None:
    folder = a_folder(place)
    start_from(folder, folder.backup_place, 1, PASSWORD)
    folder.sign_in(1, PASSWORD)
    assert examine(folder).is_sound
    assert examine(folder).counts["person"] == 1
    folder.close()


@pytest.mark.parametrize(
    "damage", [flip_a_bit, spoil_a_page, clear_a_page, cut_anywhere, cut_at_a_page]
)
def test_a_damaged_database_is_found_and_the_backup_saves_it(place: Path, damage: Damage) -> None:
    file = place / "office.db"
    content = file.read_bytes()
    chance = random.Random(damage.__name__)
    for _ in range(3):
        spoilt = bytearray(content)
        damage(spoilt, chance)
        file.write_bytes(spoilt)
        assert_refused(place, FileDamaged, "Tệp hồ sơ bị hỏng nên chưa mở. Tệp được giữ nguyên")
    assert_backup_saves_it(place)
    [kept] = place.glob("replaced-*/office.db")
    assert kept.read_bytes() == bytes(spoilt)


def test_an_emptied_database_is_not_taken_for_a_new_one(place: Path) -> None:
    (place / "office.db").write_bytes(b"")
    assert_refused(place, FileMissing, "Không thấy tệp hồ sơ “office.db”")
    (place / "office.db").unlink()
    assert_refused(place, FileMissing, "các bản sao lưu vẫn còn")
    assert_backup_saves_it(place)


def test_a_damaged_key_file_opens_by_its_copy_and_says_so(place: Path) -> None:
    file = place / "office.key"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    folder = a_folder(place)
    assert [user.name for user in folder.users()] == ["Nguyễn Thị Hạnh"]
    assert folder.notice() == (
        "Tệp khóa “office.key” bị hỏng, đã dùng bản giữ kèm. Hồ sơ vẫn còn nguyên. "
        "Sao lưu ngay và xem lại ổ đĩa."
    )
    folder.sign_in(1, PASSWORD)
    assert examine(folder).is_sound
    folder.close()
    assert a_folder(place).notice() is None


def test_a_key_file_damaged_twice_is_said_and_the_backup_saves_it(place: Path) -> None:
    for name in ("office.key", "office.key.copy"):
        (place / name).write_bytes((place / name).read_bytes()[:-20])
    assert_refused(place, VaultDamaged, "Tệp khóa “office.key” bị hỏng hoặc bị mất nên chưa mở")
    assert_backup_saves_it(place)


def test_a_database_of_a_newer_program_is_not_touched(place: Path) -> None:
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    with folder.opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    folder.close()
    changed_at = (place / "office.db").stat().st_mtime_ns
    assert_refused(place, NewerDatabase, "do bản phần mềm mới hơn ghi. Chưa mở, chưa đổi gì")
    assert (place / "office.db").stat().st_mtime_ns == changed_at


def test_a_wrong_password_changes_nothing_but_its_count(place: Path) -> None:
    before = (place / "office.db").read_bytes()
    folder = a_folder(place)
    for left in (4, 3):
        with pytest.raises(WrongPassword, match=rf"Mật khẩu chưa đúng\. Còn {left} lần thử\."):
            folder.sign_in(1, OTHER_PASSWORD)
    assert not folder.is_open
    assert (place / "office.db").read_bytes() == before
    folder.sign_in(1, PASSWORD)
    assert examine(folder).is_sound
    folder.close()


def test_a_key_of_another_office_is_not_called_a_wrong_password(
    place: Path, tmp_path: Path
) -> None:
    other, _ = a_new_office(tmp_path / "xã khác")
    other.close()
    shutil.copyfile(other.database, place / "office.db")
    assert_refused(place, FileDamaged, "Tệp hồ sơ bị hỏng")


def test_no_sentence_speaks_of_what_a_clerk_cannot_know(place: Path) -> None:
    """Each sentence tells what happened, what is safe and what to do, in plain words."""
    for trouble in _all_troubles():
        assert trouble.count(".") >= 3, trouble
        for word in ("Error", "error", "SQL", "database", "file", "backup", "OK", "bạn", "!"):
            assert word not in trouble, trouble


def _all_troubles() -> list[str]:

    place = Path("/hồ sơ/x")
    doing = (faults.SAVING, faults.OPENING, faults.CREATING, faults.BACKING_UP, faults.RESTORING)
    kinds: tuple[Callable[..., OutsideFault], ...] = (
        faults.DiskFull,
        faults.ReadOnlyPlace,
        faults.PlaceBusy,
        faults.PlaceMissing,
        faults.DiskFailing,
    )
    told: list[OutsideFault | Refusal] = [kind(each, place) for kind in kinds for each in doing]
    told += [FileDamaged(), FileMissing(place), VaultDamaged(), NewerDatabase()]
    told += [lock.AlreadyOpen(None), vault.WrongCode(), vault.WaitFirst(5, 60)]
    return [str(each) for each in told]


def test_a_database_opened_without_its_wrap_is_only_noise(place: Path) -> None:
    with pytest.raises(Exception, match="not a database"):
        connect(place / "office.db", bytes(32)).connect()
