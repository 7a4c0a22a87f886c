from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.passwords import PasswordTooCommon
from rehabdesk.domain.records import AuditEntry, OfficeSetting
from rehabdesk.domain.recovery import CodeMistyped
from rehabdesk.persistence.faults import DiskFull
from rehabdesk.persistence.vault import UnknownUser, WrongCode, WrongPassword
from rehabdesk.services.office import NotYourRight, Work
from rehabdesk.services.offices import list_books, list_hamlets, list_signers
from rehabdesk.services.safekeeping import OfficeExists, OfficeFolder, UserChoice
from rehabdesk.services.safekeeping.examination import examine
from rehabdesk.services.safekeeping.keyholders import (
    admit_user,
    change_own_password,
    correct_keyholder,
    give_password,
    renew_recovery_code,
)
from rehabdesk.services.users import LastAdministrator, UserFacts, list_users
from tests.builders import taken_in
from tests.folders import (
    OTHER_PASSWORD,
    PASSWORD,
    a_copied_office,
    a_folder,
    a_new_office,
    an_order,
)

KIEN = UserFacts("Trần Văn Kiên", "Phòng Văn hóa - Xã hội", Role.CLERK)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[OfficeFolder]:
    made, _ = a_copied_office(tmp_path)
    yield made
    made.close()


def acts(folder: OfficeFolder) -> list[str]:
    def asked(work: Work) -> list[str]:
        return list(work.session.scalars(select(AuditEntry.act).order_by(AuditEntry.sequence)))

    return folder.opened.office.look(asked)


def test_a_new_office_is_signed_in_furnished_and_sound(tmp_path: Path) -> None:
    folder, _ = a_new_office(tmp_path)
    office = folder.opened.office
    assert (office.actor.name, office.actor.role) == ("Nguyễn Thị Hạnh", Role.ADMINISTRATOR)
    assert [signer.facts.full_name for signer in office.look(list_signers)] == ["Lê Quang Vịnh"]
    assert [book.symbol for book in office.look(list_books)] == ["QĐ-UBND"]
    assert len(office.look(list_hamlets)) == 3
    assert office.resources.is_practice
    found = examine(folder)
    assert found.is_sound
    assert found.audit_length == len(acts(folder))
    assert found.counts["hamlet"] == 3
    assert acts(folder)[-1] == "office.founded"
    folder.close()


def test_the_sign_in_page_knows_the_office_and_its_users(folder: OfficeFolder) -> None:
    folder.leave()
    assert folder.office_name() == "UBND xã Yên Thịnh"
    assert folder.users() == (UserChoice(1, "Nguyễn Thị Hạnh", "Phòng Văn hóa - Xã hội"),)
    assert folder.notice() is None
    assert not folder.is_open


def test_an_office_is_never_made_over_another(folder: OfficeFolder, tmp_path: Path) -> None:
    folder.close()
    before = folder.database.stat()
    again = a_folder(tmp_path)
    with pytest.raises(OfficeExists, match="đã có hồ sơ của một cơ quan"):
        again.create(an_order())
    again.close()
    assert folder.database.stat().st_mtime_ns == before.st_mtime_ns


def test_a_weak_first_password_makes_no_folder(tmp_path: Path) -> None:
    order = an_order()
    object.__setattr__(order, "password", "matkhau123")
    with pytest.raises(PasswordTooCommon):
        a_folder(tmp_path / "mới").create(order)
    assert not (tmp_path / "mới").exists()
    assert "matkhau" not in repr(order)


def test_what_was_written_is_there_after_signing_in_again(folder: OfficeFolder) -> None:
    taken_in(folder.opened.office)
    folder.close()
    again = a_folder(folder.folder)
    office = again.sign_in(1, PASSWORD)
    assert examine(again).counts["person"] == 1
    assert office.resources.is_practice
    assert acts(again)[-1] == "user.signed_in"
    again.close()


def test_wrong_tries_are_told_to_the_trail_at_the_next_right_one(folder: OfficeFolder) -> None:
    folder.leave()
    for _ in range(2):
        with pytest.raises(WrongPassword):
            folder.sign_in(1, OTHER_PASSWORD)
    assert not folder.is_open
    office = folder.sign_in(1, PASSWORD)
    last = select(AuditEntry.facts).order_by(AuditEntry.sequence.desc()).limit(1)
    assert office.look(lambda work: work.session.scalars(last).one()) == {"failed_before": "2"}


def test_locking_drops_the_key_and_closes_the_file(folder: OfficeFolder) -> None:
    key = folder.opened.key
    assert any(key)
    folder.leave()
    assert key == bytes(32)
    assert [each.name for each in folder.folder.glob("office.db*")] == ["office.db"]
    with pytest.raises(RuntimeError, match="nobody is signed in"):
        assert folder.opened


def test_a_user_admitted_can_sign_in_and_one_dismissed_cannot(folder: OfficeFolder) -> None:
    row = admit_user(folder, KIEN, OTHER_PASSWORD)
    folder.leave()
    assert folder.sign_in(row.id, OTHER_PASSWORD).actor.role is Role.CLERK
    folder.sign_in(1, PASSWORD)
    correct_keyholder(folder, row, KIEN, is_active=False)
    folder.leave()
    assert [user.name for user in folder.users()] == ["Nguyễn Thị Hạnh"]
    with pytest.raises(UnknownUser):
        folder.sign_in(row.id, OTHER_PASSWORD)


def test_a_users_new_name_is_on_the_sign_in_page(folder: OfficeFolder) -> None:
    [row] = folder.opened.office.look(list_users)
    facts = UserFacts("Nguyễn Thị Hạnh Nguyên", "Văn phòng", Role.ADMINISTRATOR)
    correct_keyholder(folder, row, facts, is_active=True)
    assert folder.users() == (UserChoice(1, "Nguyễn Thị Hạnh Nguyên", "Văn phòng"),)


def test_the_last_administrator_stays_in_records_and_key_file(folder: OfficeFolder) -> None:
    [row] = folder.opened.office.look(list_users)
    facts = UserFacts(row.full_name, row.post, row.role)
    with pytest.raises(LastAdministrator):
        correct_keyholder(folder, row, facts, is_active=False)
    assert len(folder.users()) == 1


def test_only_who_may_keep_users_lets_people_in(folder: OfficeFolder) -> None:
    row = admit_user(folder, KIEN, OTHER_PASSWORD)
    folder.sign_in(row.id, OTHER_PASSWORD)
    before = folder.vault.slots.copy()
    with pytest.raises(NotYourRight):
        admit_user(folder, KIEN, OTHER_PASSWORD)
    with pytest.raises(NotYourRight):
        give_password(folder, 1, OTHER_PASSWORD)
    with pytest.raises(NotYourRight):
        renew_recovery_code(folder)
    assert folder.vault.slots == before


def test_passwords_change_by_their_owner_or_by_an_administrator(folder: OfficeFolder) -> None:
    row = admit_user(folder, KIEN, OTHER_PASSWORD)
    give_password(folder, row.id, "Bến nước cây đa")
    folder.sign_in(row.id, "Bến nước cây đa")
    with pytest.raises(WrongPassword):
        change_own_password(folder, OTHER_PASSWORD, "Trăng rằm tháng tám")
    change_own_password(folder, "Bến nước cây đa", "Trăng rằm tháng tám")
    assert acts(folder)[-3:] == ["user.password_given", "user.signed_in", "user.password_changed"]
    assert folder.sign_in(row.id, "Trăng rằm tháng tám").actor.user_id == row.id


def test_the_recovery_sheet_lets_in_once_and_is_replaced(tmp_path: Path) -> None:
    folder, code = a_copied_office(tmp_path)
    folder.leave()
    with pytest.raises(CodeMistyped):
        folder.sign_in_with_recovery(1, code.text.replace(code.groups[0], "00000"), OTHER_PASSWORD)
    office, new = folder.sign_in_with_recovery(1, code.text.lower(), OTHER_PASSWORD)
    assert office.actor.user_id == 1
    assert acts(folder)[-1] == "user.recovered"
    with pytest.raises(WrongCode):
        folder.sign_in_with_recovery(1, code.text, PASSWORD)
    folder.leave()
    assert folder.sign_in(1, OTHER_PASSWORD).actor.user_id == 1
    newer = renew_recovery_code(folder)
    folder.leave()
    with pytest.raises(WrongCode):
        folder.sign_in_with_recovery(1, new.text, PASSWORD)
    folder.sign_in_with_recovery(1, newer.text, PASSWORD)
    folder.close()


def test_an_altered_trail_is_found(folder: OfficeFolder) -> None:
    taken_in(folder.opened.office)
    with folder.opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'ai đó' WHERE sequence = 3")
    found = examine(folder)
    assert (found.is_sound, found.audit_broken_at) == (False, 3)


def test_an_old_shape_is_updated_after_a_copy_was_laid_aside(
    folder: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.leave()
    updated: list[Path] = []
    with monkeypatch.context() as patch:
        module = "rehabdesk.services.safekeeping.folder"
        patch.setattr(f"{module}.is_current", lambda _engine: False)
        patch.setattr(f"{module}._bring_up_to_date", lambda path, _key: updated.append(path))
        folder.sign_in(1, PASSWORD)
    assert updated == [folder.database]
    assert len(list(folder.backup_place.iterdir())) == 1
    settings = select(OfficeSetting.key)
    assert folder.opened.office.look(lambda work: work.session.scalars(settings).all())


def test_a_sign_in_that_cannot_be_noted_is_no_sign_in(
    folder: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    folder.leave()
    with monkeypatch.context() as patch:
        patch.setattr("rehabdesk.services.safekeeping.folder._note", full)
        with pytest.raises(DiskFull):
            folder.sign_in(1, PASSWORD)
    assert not folder.is_open
    folder.sign_in(1, PASSWORD)


def test_a_window_that_waited_outside_knows_of_tries_made_meanwhile(folder: OfficeFolder) -> None:
    outside = a_folder(folder.folder)
    assert outside.vault.slots[1].failed == 0
    for _ in range(3):
        with pytest.raises(WrongPassword):
            folder.sign_in(1, OTHER_PASSWORD)
    folder.close()
    with pytest.raises(WrongPassword, match="Còn 1 lần thử"):
        outside.sign_in(1, OTHER_PASSWORD)
    outside.close()
