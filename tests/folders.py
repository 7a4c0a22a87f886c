"""Office folders on a real disk, with a cheap password cost, for the tests that need one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.persistence.vault import Cost
from rehabdesk.services.founding import HamletFacts, OfficeFacts
from rehabdesk.services.offices import SignerFacts
from rehabdesk.services.safekeeping import NewOffice, OfficeFolder
from tests.builders import NOW, RESOURCES, a_profile

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "Sen nở đầu hạ"
OTHER_PASSWORD = "Mưa rào tháng sáu"


class Clock:
    """Moves a minute forward every time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def an_order() -> NewOffice:
    facts = OfficeFacts(
        (a_profile(),),
        (SignerFacts("Lê Quang Vịnh", "CHỦ TỊCH", "", date(2022, 1, 1)),),
        "Nguyễn Thị Hạnh",
        "Phòng Văn hóa - Xã hội",
        hamlets=tuple(HamletFacts(name) for name in ("Thôn Thượng", "Thôn Hạ", "Thôn Đồng Bến")),
        is_practice=True,
    )
    return NewOffice(facts, PASSWORD)


def a_folder(place: Path) -> OfficeFolder:
    return OfficeFolder(place, RESOURCES, Clock(), CHEAP)


def a_new_office(place: Path) -> tuple[OfficeFolder, RecoveryCode]:
    """Make an office and stay signed in as its first user."""
    folder = a_folder(place)
    _, code = folder.create(an_order())
    return folder, code


@cache
def _finished_office() -> tuple[TemporaryDirectory[str], RecoveryCode]:
    """Make one office for the whole run; what is copied from it is made no more."""
    kept = TemporaryDirectory()
    folder, code = a_new_office(Path(kept.name) / "office")
    folder.close()
    return kept, code


def a_copied_office(place: Path) -> tuple[OfficeFolder, RecoveryCode]:
    """Be signed in to an office of one's own, in a fraction of the time it takes to make one."""
    code = a_closed_office(place)
    folder = a_folder(place)
    folder.sign_in(1, PASSWORD)
    return folder, code


def a_closed_office(place: Path) -> RecoveryCode:
    """Have an office of one's own, nobody being signed in."""
    kept, code = _finished_office()
    copytree(Path(kept.name) / "office", place, dirs_exist_ok=True)
    return code
