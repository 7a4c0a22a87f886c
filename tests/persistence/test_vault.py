from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from rehabdesk.domain.passwords import PasswordTooCommon, PasswordTooShort
from rehabdesk.domain.recovery import new_code
from rehabdesk.persistence import vault as vaults
from rehabdesk.persistence.vault import (
    Cost,
    LastUser,
    NewerVault,
    UnknownUser,
    Vault,
    VaultDamaged,
    WaitFirst,
    WrongCode,
    WrongPassword,
    new_key,
    wipe,
)

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "Sen nở đầu hạ"
KEY = bytes(range(32))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.create(tmp_path, "UBND xã Yên Thịnh", CHEAP)
    made.admit(1, "Nguyễn Thị Hạnh", "Phòng Văn hóa - Xã hội", PASSWORD, KEY)
    return made


def test_the_right_password_gives_the_key_also_after_a_restart(vault: Vault) -> None:
    assert vault.open(1, PASSWORD) == KEY
    again = Vault.load(vault.folder, CHEAP)
    assert again.open(1, PASSWORD) == KEY
    assert [(slot.name, slot.post) for slot in again.slots.values()] == [
        ("Nguyễn Thị Hạnh", "Phòng Văn hóa - Xã hội")
    ]
    assert again.office_name == "UBND xã Yên Thịnh"
    assert again.office_id == vault.office_id


def test_a_password_may_be_composed_in_another_way(vault: Vault) -> None:
    assert vault.open(1, unicodedata.normalize("NFD", PASSWORD)) == KEY


def test_the_file_holds_neither_key_nor_password(vault: Vault) -> None:
    written = (vault.folder / vaults.FILE_NAME).read_text()
    assert KEY.hex() not in written
    assert "Sen" not in written


def test_a_wrong_password_says_how_many_tries_are_left(vault: Vault) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPassword, match=f"Mật khẩu chưa đúng. Còn {left} lần thử."):
            vault.open(1, "không phải nó")
    assert vault.open(1, PASSWORD) == KEY
    with pytest.raises(WrongPassword, match="Còn 4 lần"):
        vault.open(1, "không phải nó")


def test_after_five_wrong_tries_even_the_right_password_waits(vault: Vault) -> None:
    clock = Clock()
    vault.clock = clock
    for _ in range(4):
        with pytest.raises(WrongPassword):
            vault.open(1, "không phải nó")
    for wait in (60, 120, 240, 300, 300):
        with pytest.raises(WaitFirst, match=f"Đợi {wait} giây"):
            vault.open(1, "không phải nó")
        clock.now += wait - 1
        with pytest.raises(WaitFirst, match="Đợi 1 giây") as refused:
            vault.open(1, PASSWORD)
        assert refused.value.seconds == 1
        clock.now += 1
    assert vault.open(1, PASSWORD) == KEY


def test_a_restart_starts_the_whole_wait_again_and_forgets_no_try(vault: Vault) -> None:
    for _ in range(5):
        with pytest.raises((WrongPassword, WaitFirst)):
            vault.open(1, "không phải nó")
    clock = Clock()
    again = Vault.load(vault.folder, CHEAP, clock)
    with pytest.raises(WaitFirst, match="Đợi 60 giây"):
        again.open(1, PASSWORD)
    clock.now += 60
    assert again.open(1, PASSWORD) == KEY


def test_a_try_is_counted_before_the_password_is_looked_at(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(vaults, "_unwrap", power_cut)
    with pytest.raises(KeyboardInterrupt):
        vault.open(1, "không phải nó")
    assert Vault.load(vault.folder, CHEAP).slots[1].failed == 1


def test_one_users_wrong_tries_do_not_stop_another(vault: Vault) -> None:
    vault.admit(2, "Trần Văn Kiên", "", "Mưa rào tháng sáu", KEY)
    for _ in range(5):
        with pytest.raises((WrongPassword, WaitFirst)):
            vault.open(1, "không phải nó")
    assert vault.open(2, "Mưa rào tháng sáu") == KEY
    with pytest.raises(WaitFirst):
        vault.open(1, PASSWORD)


def test_changing_a_password_needs_the_old_one_and_voids_it(vault: Vault) -> None:
    with pytest.raises(WrongPassword):
        vault.change_password(1, "không phải nó", "Mưa rào tháng sáu")
    vault.change_password(1, PASSWORD, "Mưa rào tháng sáu")
    assert vault.open(1, "Mưa rào tháng sáu") == KEY
    with pytest.raises(WrongPassword):
        vault.open(1, PASSWORD)


@pytest.mark.parametrize(
    ("password", "refusal"), [("ngắn quá", PasswordTooShort), ("Matkhau123", PasswordTooCommon)]
)
def test_a_weak_password_opens_nothing(
    vault: Vault, password: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        vault.admit(2, "Trần Văn Kiên", "", password, KEY)
    assert list(Vault.load(vault.folder).slots) == [1]


def test_a_dismissed_user_no_longer_opens_and_the_last_one_stays(vault: Vault) -> None:
    vault.admit(2, "Trần Văn Kiên", "", "Mưa rào tháng sáu", KEY)
    vault.dismiss(1)
    with pytest.raises(UnknownUser):
        vault.open(1, PASSWORD)
    with pytest.raises(LastUser):
        vault.dismiss(2)
    assert Vault.load(vault.folder, CHEAP).open(2, "Mưa rào tháng sáu") == KEY


def test_a_slot_given_to_another_user_opens_nothing(vault: Vault) -> None:
    vault.admit(2, "Trần Văn Kiên", "", "Mưa rào tháng sáu", KEY)
    vault.slots[1] = replace(vault.slots[2], user_id=1)
    with pytest.raises(WrongPassword):
        vault.open(1, "Mưa rào tháng sáu")


def test_names_follow_the_office(vault: Vault) -> None:
    vault.rename(1, "Nguyễn Thị Hạnh Nguyên", "Văn phòng")
    vault.rename_office("UBND phường Yên Thịnh")
    again = Vault.load(vault.folder, CHEAP)
    assert (again.office_name, again.slots[1].post) == ("UBND phường Yên Thịnh", "Văn phòng")
    assert again.open(1, PASSWORD) == KEY


def test_only_the_newest_recovery_sheet_opens(vault: Vault) -> None:
    first, second = new_code(), new_code()
    with pytest.raises(WrongCode):
        vault.open_with_recovery(first)
    vault.set_recovery(first, KEY)
    assert Vault.load(vault.folder, CHEAP).open_with_recovery(first) == KEY
    vault.set_recovery(second, KEY)
    with pytest.raises(WrongCode):
        vault.open_with_recovery(first)
    assert vault.open_with_recovery(second) == KEY


def test_every_flipped_byte_is_found_and_the_copy_still_opens(vault: Vault) -> None:
    file = vault.folder / vaults.FILE_NAME
    whole = file.read_bytes()
    for position in range(0, len(whole), 7):
        spoilt = bytearray(whole)
        spoilt[position] ^= 1
        file.write_bytes(spoilt)
        again = Vault.load(vault.folder, CHEAP)
        assert again.slots == vault.slots
        # A changed blank between two values changes no meaning.
        assert again.was_mended or json.loads(spoilt) == json.loads(whole)
    assert again.open(1, PASSWORD) == KEY
    assert not Vault.load(vault.folder, CHEAP).was_mended


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"null"])
def test_a_damaged_key_file_without_its_copy_says_so_and_stays(vault: Vault, spoilt: bytes) -> None:
    (vault.folder / vaults.COPY_NAME).unlink()
    (vault.folder / vaults.FILE_NAME).write_bytes(spoilt)
    with pytest.raises(
        VaultDamaged, match=r"bị hỏng hoặc bị mất nên chưa mở\. Hồ sơ vẫn còn nguyên"
    ):
        Vault.load(vault.folder)
    assert (vault.folder / vaults.FILE_NAME).read_bytes() == spoilt


def test_a_key_file_of_a_newer_program_is_left_alone(vault: Vault) -> None:
    file = vault.folder / vaults.FILE_NAME
    written = json.loads(file.read_text())
    del written["check"]
    written["format"] = vaults.FORMAT + 1
    written["check"] = vaults._check(written)
    file.write_text(json.dumps(written))
    before = file.read_bytes()
    with pytest.raises(NewerVault, match="bản phần mềm mới hơn"):
        Vault.load(vault.folder)
    assert file.read_bytes() == before


def test_a_change_that_cannot_be_written_is_forgotten(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (vault.folder / vaults.FILE_NAME).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(vaults, "write_whole", full)
        with pytest.raises(Exception, match="ổ đĩa đầy"):
            vault.admit(1, "Nguyễn Thị Hạnh", "", "Mưa rào tháng sáu", KEY)
        with pytest.raises(Exception, match="ổ đĩa đầy"):
            vault.set_recovery(new_code(), KEY)
    assert (vault.folder / vaults.FILE_NAME).read_bytes() == before
    assert vault.recovery is None
    assert vault.open(1, PASSWORD) == KEY


def test_a_key_is_random_and_can_be_wiped() -> None:
    key = new_key()
    assert len(key) == 32
    assert key != new_key()
    wipe(key)
    assert key == bytes(32)


def test_a_guess_costs_memory_and_time_unless_a_test_says_otherwise() -> None:
    assert Cost() == Cost(memory_kib=131_072, passes=3, lanes=4)
