"""F27: packages cut, altered, of a newer program, opened with the wrong password, or twice."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from rehabdesk.domain.records import Transfer
from rehabdesk.domain.records.office import OfficeProfile
from rehabdesk.domain.refusals import Refusal
from rehabdesk.persistence.database import connect, sessions
from rehabdesk.persistence.packages.refused import (
    NewerPackage,
    NotAPackage,
    PackageCut,
    PackageDamaged,
    PackageUnsound,
    ReceiptOfAnother,
    WrongPackagePassword,
)
from rehabdesk.persistence.packages.sealing import (
    FORMAT,
    MAGIC,
    SUM_LENGTH,
    open_sealed,
    seal,
    summed,
)
from rehabdesk.persistence.schema import upgrade
from rehabdesk.services.office import Office, Work
from rehabdesk.services.transfers.content import Notice, OfficeNamed, pack, unpack
from rehabdesk.services.transfers.gathering import Wishes
from rehabdesk.services.transfers.opening import (
    OpenedPackage,
    SentFromHere,
    TakenInBefore,
    read_package,
)
from rehabdesk.services.transfers.receipts import note_receipt, write_receipt
from rehabdesk.services.transfers.receiving import ReceiveFile, receive_file
from rehabdesk.services.transfers.sending import SendFile, send_file
from tests.builders import LAN, NOW, RESOURCES, furnish, taken_in
from tests.faults.tally import Tally
from tests.folders import CHEAP

SECRET, WRONG = "Bèo dạt ao làng", "Bèo dạt ao xóm"
NAME = "Trần Văn Thắng"
MOVED = Notice(date(2026, 11, 22), "31/CAX", date(2026, 11, 21), "Công an xã Yên Thịnh")
TORN = (PackageCut, PackageDamaged, NotAPackage)
Hurt = tuple[bytes, tuple[type[Refusal], ...]]


def open_hostile_packages(place: Path, count: int, seed: int) -> Tally:
    """F27: whatever is not the package is refused in one sentence and leaves nothing behind."""
    tally, chance = Tally(), random.Random(seed)
    here, there = _an_office(), _an_office()
    _name_anew(there)
    person_id = taken_in(here)
    order = SendFile(
        person_id, Wishes(), OfficeNamed("UBND phường Hải Thượng", "09902"), MOVED, "Chuyển nơi",
        SECRET, place / "goi", cost=CHEAP,
    )  # fmt: skip
    path = here.do(partial(send_file, order=order)).result.path
    whole = path.read_bytes()
    _expect_nothing_readable(tally, whole)
    for content, refusals in _hurt(whole, count, chance):
        tally.rounds += 1
        _expect_refused(tally, place / "xau.rdhoso", content, SECRET, refusals)
    _expect_refused(tally, place / "xau.rdhoso", whole, WRONG, (WrongPackagePassword,))
    _expect_unsound(tally, place, whole, chance)
    tally.expect(there.look(_kept) == 0, "a refusal left something behind")
    _expect_once(tally, here, there, path)
    return tally


def _hurt(whole: bytes, count: int, chance: random.Random) -> list[Hurt]:
    hurt: list[Hurt] = []
    for _ in range(count):
        hurt.append((whole[: chance.randrange(len(whole))], TORN))
        hurt.append((_flipped(whole, chance), TORN))
    newer = MAGIC + struct.pack(">H", FORMAT + 1) + whole[len(MAGIC) + 2 : -SUM_LENGTH]
    hurt.append((summed(newer), (NewerPackage,)))
    hurt.append((b"", (NotAPackage,)))
    hurt.append((b"PK\x03\x04" + whole, (NotAPackage,)))
    hurt.append((whole + b"x", TORN))
    hurt.append((summed(whole[:-SUM_LENGTH] + b"x"), (PackageUnsound,)))
    hurt += [(_asking(whole, each), (PackageUnsound,)) for each in _GREEDY]
    return hurt


_GREEDY: tuple[dict[str, Any], ...] = (
    {"cost": {"memory_kib": 2**31, "passes": 3, "lanes": 4}},
    {"cost": {"memory_kib": 64, "passes": 10**9, "lanes": 1}},
    {"cost": {"memory_kib": 1, "passes": 1, "lanes": 1}},
    {"cost": {"memory_kib": True, "passes": 1, "lanes": 1}},
    {"cost": 3},
    {"salt": "ngắn"},
    {"size": -1},
    {"key": 12},
    {"more": "than there is"},
)


def _asking(whole: bytes, changes: dict[str, Any]) -> bytes:
    """Write another head before the same body, with a sum that fits."""
    front = struct.Struct(">8sHI")
    magic, written, length = front.unpack_from(whole)
    head = json.loads(whole[front.size : front.size + length]) | changes
    told = json.dumps(head).encode()
    body = whole[front.size + length : -SUM_LENGTH]
    return summed(front.pack(magic, written, len(told)) + told + body)


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]


def _expect_refused(
    tally: Tally, path: Path, content: bytes, password: str, refusals: tuple[type[Refusal], ...]
) -> None:
    path.write_bytes(content)
    said = _said(partial(read_package, path, password))
    tally.expect(isinstance(said, refusals), f"{type(said).__name__} instead of {refusals[0]}")
    tally.expect(NAME not in str(said), "a refusal tells the name")


def _said(job: Callable[[], object]) -> Refusal | None:
    try:
        job()
    except Refusal as refusal:
        return refusal
    return None


def _expect_unsound(tally: Tally, place: Path, whole: bytes, chance: random.Random) -> None:
    """Somebody who knows the password may still write nonsense; it is refused as a whole."""
    head, body = open_sealed(whole, SECRET)
    content, files = unpack(body)
    nonsense = [
        body[: len(body) // 2],
        b"\xff\xff\xff\xff" + body,
        b"\x00\x00\x00\x02{}",
        struct.pack(">I", 200_000) + b"[" * 200_000,
        pack(replace(content, photo=7), files),
        pack(replace(content, key="../../etc"), files),
        pack(replace(content, key="0" * 32), files),
        body + b"x",
        *(_flipped(body, chance) for _ in range(3)),
    ]
    for each in nonsense:
        tally.rounds += 1
        sealed = seal(head.key, each, SECRET, CHEAP)
        path = place / "xau.rdhoso"
        path.write_bytes(sealed)
        said = _said(partial(read_package, path, SECRET))
        is_harmless = said is None and each in nonsense[-3:]  # another letter of a word
        tally.expect(is_harmless or isinstance(said, PackageUnsound), f"nonsense: {said}")


def _expect_nothing_readable(tally: Tally, whole: bytes) -> None:
    for word in (NAME, "Thắng", "099091004217", "Yên Thịnh", "Nguyễn Thị Lụa"):
        tally.expect(word.encode() not in whole, f"“{word}” can be read in the package")


def _expect_once(tally: Tally, here: Office, there: Office, path: Path) -> None:
    """Taken in once; the second time, at home and with another's receipt it is told."""
    tally.rounds += 1
    opened = read_package(path, SECRET)
    came = there.do(partial(receive_file, order=ReceiveFile(opened, MOVED))).result
    for office, refusal in ((there, TakenInBefore), (here, SentFromHere)):
        again = partial(_receive, office, opened)
        tally.expect(isinstance(_said(again), refusal), "the same package went in twice")
    tally.expect(there.look(_kept) == 1, "the second time left something")
    writing = partial(write_receipt, transfer_id=came.transfer_id, path=path.with_name("bn"))
    receipt = there.do(writing).result
    stranger = partial(there.do, partial(note_receipt, path=receipt))
    tally.expect(isinstance(_said(stranger), ReceiptOfAnother), "another office took the receipt")
    noted = here.do(partial(note_receipt, path=receipt)).result
    tally.expect(noted.person_name == NAME, "the receipt is not its own")


def _receive(office: Office, opened: OpenedPackage) -> None:
    office.do(partial(receive_file, order=ReceiveFile(opened, MOVED)))


def _kept(work: Work) -> int:
    return work.session.scalar(select(func.count(Transfer.id))) or 0


def _an_office() -> Office:
    engine = connect(None)
    upgrade(engine)
    office = Office(sessions(engine), RESOURCES, LAN, clock=lambda: NOW)
    furnish(office)
    return office


def _name_anew(office: Office) -> None:
    with office.sessions.begin() as session:
        profile = session.scalars(select(OfficeProfile)).one()
        profile.commune_code, profile.commune_name = "09902", "Hải Thượng"
