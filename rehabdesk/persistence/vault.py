"""The key of the database, wrapped by each user's password and by the recovery sheet.

The file beside the database names the office and its users, so that the sign-in page can list
them; it holds nothing that opens the database without a password or the sheet.
"""

from __future__ import annotations

import hmac
import json
import math
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn, Self

from rehabdesk.domain.passwords import check_password, composed
from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.persistence.faults import CREATING, OPENING, Doing, translated
from rehabdesk.persistence.places import write_whole

FILE_NAME = "office.key"
COPY_NAME = "office.key.copy"
FORMAT = 1
KEY_LENGTH = 32
TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 60, 300
_RECOVERY = "recovery"
_CHANGING = Doing("Chưa đổi được khóa", "Mật khẩu cũ vẫn dùng được.", "làm lại")


class WrongPassword(Refusal):
    field = "password"

    def __init__(self, tries_left: int) -> None:
        self.tries_left = tries_left
        super().__init__(f"Mật khẩu chưa đúng. Còn {tries_left} lần thử.")


class WrongPasswordOfBackup(Refusal):
    field = "password"

    def __init__(self) -> None:
        super().__init__(
            "Mật khẩu chưa đúng với bản sao lưu này. Chưa đổi gì. "
            "Gõ mật khẩu của ngày sao lưu, hoặc dùng Phiếu khôi phục."
        )


class WaitFirst(Refusal):
    """Too many wrong tries; `seconds` is what is left to wait."""

    field = "password"

    def __init__(self, failed: int, seconds: int) -> None:
        self.failed = failed
        self.seconds = seconds
        super().__init__(
            f"Mật khẩu chưa đúng, đã sai {failed} lần. Hồ sơ vẫn còn nguyên. "
            f"Đợi {seconds} giây rồi thử lại, hoặc dùng Phiếu khôi phục."
        )


class WrongCode(Refusal):
    field = "code"

    def __init__(self) -> None:
        super().__init__(
            "Phiếu khôi phục này không phải của cơ quan đang mở, hoặc đã có phiếu mới thay thế. "
            "Hồ sơ vẫn còn nguyên. Tìm phiếu in sau cùng."
        )


class UnknownUser(Refusal):
    field = "user"

    def __init__(self) -> None:
        super().__init__("Người này không còn được giao mở hồ sơ. Chọn tên khác trong danh sách.")


class LastUser(Refusal):
    def __init__(self) -> None:
        super().__init__("Đây là người cuối cùng mở được hồ sơ. Thêm người khác trước.")


class NewerVault(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ này do bản phần mềm mới hơn ghi. Chưa mở, chưa đổi gì. "
            "Cài bản phần mềm mới rồi mở lại."
        )


class VaultDamaged(OutsideFault):
    def __init__(self) -> None:
        super().__init__(
            "Tệp khóa “office.key” bị hỏng hoặc bị mất nên chưa mở. "
            "Hồ sơ vẫn còn nguyên, chưa ghi đè gì. "
            "Chọn Trở lại bản đã lưu: bản sao lưu nào cũng có tệp khóa kèm theo."
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs: Argon2id's memory, passes and lanes."""

    memory_kib: int = 131_072
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """The key once more, wrapped for one person."""

    user_id: int
    name: str
    post: str
    salt: str
    cost: Cost
    wrapped: str
    failed: int = 0


@dataclass(slots=True)
class Vault:
    """An office's key file; every change of it is on the disk before the method returns."""

    folder: Path
    office_id: str
    office_name: str
    slots: dict[int, Slot]
    recovery: Slot | None
    cost: Cost
    clock: Callable[[], float] = time.monotonic
    was_mended: bool = False
    _wait_until: dict[int, float] = field(default_factory=dict)

    @classmethod
    def create(cls, folder: Path, office_name: str, cost: Cost | None = None) -> Self:
        """Make an empty vault; its file appears when the first user is admitted."""
        return cls(folder, secrets.token_hex(8), office_name, {}, None, cost or Cost())

    @classmethod
    def load(
        cls, folder: Path, cost: Cost | None = None, clock: Callable[[], float] = time.monotonic
    ) -> Self:
        """Read the key file, or its copy when the file itself was damaged."""
        with translated(OPENING, folder):
            written = _readable(folder / FILE_NAME)
            is_copy = written is None
            written = written or _readable(folder / COPY_NAME)
        if written is None:
            raise VaultDamaged
        slots = {slot.user_id: slot for slot in map(_slot, written["slots"])}
        recovery = _slot(written["recovery"]) if written["recovery"] else None
        names = written["office_id"], written["office_name"]
        vault = cls(folder, *names, slots, recovery, cost or Cost(), clock, was_mended=is_copy)
        for slot in slots.values():
            vault._start_wait(slot)
        return vault

    def open(self, user_id: int, password: str) -> bytearray:
        """Unwrap the key; the try is counted on the disk before the password is looked at."""
        if user_id not in self.slots:
            self._refuse_a_stranger(password)
        slot = self.slots[user_id]
        self._refuse_while_waiting(slot)
        tried = self._keep(replace(slot, failed=slot.failed + 1), everywhere=False)
        key = _unwrap(tried, composed(password).encode())
        if key is None:
            self._start_wait(tried)
            self._refuse_while_waiting(tried)
            raise WrongPassword(TRIES - tried.failed)
        self._keep(replace(tried, failed=0), everywhere=False)
        self._wait_until.pop(user_id, None)
        return key

    def open_elsewhere(self, user_id: int, password: str) -> bytearray:
        """Unwrap the key of a backup, which may lie where nothing can be counted or written."""
        key = _unwrap(self._slot_of(user_id), composed(password).encode())
        if key is None:
            raise WrongPasswordOfBackup
        return key

    def open_with_recovery(self, code: RecoveryCode) -> bytearray:
        key = _unwrap(self.recovery, code.secret) if self.recovery else None
        if key is None:
            raise WrongCode
        return key

    def admit(
        self, user_id: int, name: str, post: str, password: str, key: bytes | bytearray
    ) -> None:
        """Give a user the key under a password, new or instead of the old one."""
        check_password(password)
        secret = composed(password).encode()
        slot = self._wrap(Slot(user_id, name, post, "", self.cost, ""), secret, key)
        self._wait_until.pop(user_id, None)
        self._keep(slot)

    def change_password(self, user_id: int, password: str, new_password: str) -> None:
        check_password(new_password)
        slot = self._slot_of(user_id)
        key = self.open(user_id, password)
        self.admit(user_id, slot.name, slot.post, new_password, key)
        wipe(key)

    def rename(self, user_id: int, name: str, post: str) -> None:
        self._keep(replace(self._slot_of(user_id), name=name, post=post))

    def rename_office(self, office_name: str) -> None:
        before, self.office_name = self.office_name, office_name
        self._write_or(lambda: setattr(self, "office_name", before))

    def dismiss(self, user_id: int) -> None:
        slot = self._slot_of(user_id)
        if len(self.slots) == 1:
            raise LastUser
        del self.slots[user_id]
        self._write_or(lambda: self.slots.update({user_id: slot}))

    def set_recovery(self, code: RecoveryCode, key: bytes | bytearray) -> None:
        """Let a new sheet open the office; the one before it opens nothing any more."""
        before = self.recovery
        blank = Slot(0, _RECOVERY, "", "", self.cost, "")
        self.recovery = self._wrap(blank, code.secret, key)
        self._write_or(lambda: setattr(self, "recovery", before))

    def _slot_of(self, user_id: int) -> Slot:
        if user_id not in self.slots:
            raise UnknownUser
        return self.slots[user_id]

    def _refuse_a_stranger(self, password: str) -> NoReturn:
        """Take as long over a user who is not there as over a wrong password."""
        self._write_or(lambda: None, everywhere=False)
        for slot in list(self.slots.values())[:1]:
            _unwrap(replace(slot, user_id=0), composed(password).encode())
        raise UnknownUser

    def _wrap(self, slot: Slot, secret: bytes, key: bytes | bytearray) -> Slot:
        from cryptography.hazmat.primitives.keywrap import aes_key_wrap

        salted = replace(slot, salt=_text(secrets.token_bytes(16)))
        return replace(
            salted, wrapped=_text(aes_key_wrap(_wrapping_key(salted, secret), bytes(key)))
        )

    def _start_wait(self, slot: Slot) -> None:
        """Start the whole wait; a restart or a clock set forward shortens nothing."""
        if slot.failed >= TRIES:
            wait = min(_FIRST_WAIT * 2 ** (slot.failed - TRIES), _LONGEST_WAIT)
            self._wait_until[slot.user_id] = self.clock() + wait

    def _refuse_while_waiting(self, slot: Slot) -> None:
        left = self._wait_until.get(slot.user_id, 0.0) - self.clock()
        if left > 0 and slot.failed >= TRIES:
            raise WaitFirst(slot.failed, math.ceil(left))

    def _keep(self, slot: Slot, *, everywhere: bool = True) -> Slot:
        before = dict(self.slots)
        self.slots[slot.user_id] = slot
        self._write_or(lambda: setattr(self, "slots", before), everywhere=everywhere)
        return slot

    def _write_or(self, take_back: Callable[[], None], *, everywhere: bool = True) -> None:
        """Write the file; if that fails, forget the change, so memory and disk still agree."""
        is_new = not (self.folder / FILE_NAME).exists()
        doing = CREATING if is_new else _CHANGING if everywhere else OPENING
        try:
            with translated(doing, self.folder):
                write_whole(self.folder / FILE_NAME, self._content())
                if everywhere or not (self.folder / COPY_NAME).exists():
                    write_whole(self.folder / COPY_NAME, self._content())
        except OutsideFault:
            take_back()
            raise

    def _content(self) -> bytes:
        written: dict[str, Any] = {
            "format": FORMAT,
            "office_id": self.office_id,
            "office_name": self.office_name,
            "slots": [asdict(slot) for slot in self.slots.values()],
            "recovery": asdict(self.recovery) if self.recovery else None,
        }
        written["check"] = _check(written)
        return json.dumps(written, indent=1).encode("ascii")


def new_key() -> bytearray:
    return bytearray(secrets.token_bytes(KEY_LENGTH))


def wipe(key: bytearray) -> None:
    """Overwrite a key that is no longer needed, as far as Python lets us."""
    key[:] = bytes(len(key))


def exists(folder: Path) -> bool:
    return (folder / FILE_NAME).exists() or (folder / COPY_NAME).exists()


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    """Stretch a password; the slot's owner goes in, so a slot cannot be given to another user.

    What does it is loaded with the first password: the users are listed before that.
    """
    from argon2.low_level import Type, hash_secret_raw

    stretched = hash_secret_raw(
        secret,
        b64decode(slot.salt),
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory_kib,
        parallelism=slot.cost.lanes,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )
    return hmac.digest(stretched, f"slot {slot.user_id}".encode(), "sha256")


def _unwrap(slot: Slot, secret: bytes) -> bytearray | None:
    """Return the key, or nothing when the secret is not the slot's."""
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    with suppress(InvalidUnwrap):
        return bytearray(aes_key_unwrap(_wrapping_key(slot, secret), b64decode(slot.wrapped)))
    return None


def _slot(written: dict[str, Any]) -> Slot:
    return Slot(**{**written, "cost": Cost(**written["cost"])})


def _readable(path: Path) -> dict[str, Any] | None:
    """Return what the file says, or nothing when it is missing, cut or altered."""
    if not path.exists():
        return None
    try:
        written: dict[str, Any] = json.loads(path.read_bytes())
        check = written.pop("check")
    except (ValueError, AttributeError, KeyError, TypeError):  # not JSON, or not an object
        return None
    if check != _check(written):
        return None
    if written["format"] > FORMAT:
        raise NewerVault
    return written


def _check(written: dict[str, Any]) -> str:
    return sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
