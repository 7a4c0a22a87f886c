"""A package: a head in clear that names nobody, a sealed body, and a sum over both.

The sum tells a torn or altered copy from a wrong password; only the password opens the body.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rehabdesk.domain.passwords import composed
from rehabdesk.persistence.faults import Doing, translated
from rehabdesk.persistence.packages.refused import (
    LARGEST,
    NewerPackage,
    NotAPackage,
    PackageCut,
    PackageDamaged,
    PackageTooLarge,
    PackageUnsound,
    WrongPackagePassword,
)
from rehabdesk.persistence.vault import KEY_LENGTH, Cost

MAGIC = b"RDHOSO\r\n"
FORMAT = 1
SUM_LENGTH = 32
_FRONT = struct.Struct(">8sHI")  # what it is, its format, how long its head is
_LONGEST_HEAD = 4096
_SALT, _NONCE, _TAG = 16, 12, 16
_READING = Doing("Chưa mở được tệp", "Hồ sơ không đổi.", "chọn lại tệp")
_MOST = Cost(262_144, 10, 8)  # what a package may ask of the machine that opens it


@dataclass(frozen=True, slots=True)
class Head:
    """What anybody may read: nothing of whom the file is."""

    key: str  # the package's own name
    salt: str
    nonce: str
    cost: Cost
    size: int  # of the sealed body


def read_sealed(path: Path) -> bytes:
    """Read a file that may be anything, and never more of it than a package may hold."""
    with translated(_READING, path), path.open("rb") as file:
        return file.read(LARGEST + 1)


def seal(key: str, body: bytes, password: str, cost: Cost) -> bytes:
    """Close a body under a password; nobody reads it without."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(body) > LARGEST - _LONGEST_HEAD - SUM_LENGTH - _FRONT.size - _TAG:
        raise PackageTooLarge
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    head = Head(key, _text(salt), _text(nonce), cost, len(body) + _TAG)
    front = _front(head)
    closed = AESGCM(_stretched(password, salt, cost)).encrypt(nonce, body, front)
    return summed(front + closed)


def open_sealed(content: bytes, password: str) -> tuple[Head, bytes]:
    """Return the head and the body of a package, or refuse it in one sentence."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, begins = head_of(content)
    salt, nonce = _raw(head.salt, _SALT), _raw(head.nonce, _NONCE)
    key = _stretched(password, salt, head.cost)
    try:
        body = AESGCM(key).decrypt(nonce, content[begins:-SUM_LENGTH], content[:begins])
    except InvalidTag as error:
        raise WrongPackagePassword from error
    return head, body


def head_of(content: bytes) -> tuple[Head, int]:
    """Return the head of a whole package and where its body begins; no password is needed."""
    if len(content) > LARGEST:
        raise PackageTooLarge
    if not content or content[: len(MAGIC)] != MAGIC[: len(content)]:
        raise NotAPackage
    is_whole = hashlib.sha256(content[:-SUM_LENGTH]).digest() == content[-SUM_LENGTH:]
    if len(content) < _FRONT.size + SUM_LENGTH:
        raise PackageCut
    _, written, length = _FRONT.unpack_from(content)
    if is_whole and written > FORMAT:
        raise NewerPackage
    begins = _FRONT.size + length
    head = _head(content[_FRONT.size : begins]) if length <= _LONGEST_HEAD else None
    if not is_whole:
        is_short = head is None or len(content) < begins + head.size + SUM_LENGTH
        raise PackageCut if is_short and length <= _LONGEST_HEAD else PackageDamaged
    if head is None or len(content) != begins + head.size + SUM_LENGTH:
        raise PackageUnsound
    return head, begins


def summed(content: bytes) -> bytes:
    return content + hashlib.sha256(content).digest()


def _front(head: Head) -> bytes:
    written = json.dumps(asdict(head), sort_keys=True, separators=(",", ":")).encode("ascii")
    return _FRONT.pack(MAGIC, FORMAT, len(written)) + written


def _head(written: bytes) -> Head | None:
    """Read a head that may be nonsense or ask for more than a machine has."""
    try:
        found: dict[str, Any] = json.loads(written)
        cost = Cost(**found.pop("cost"))
        head = Head(cost=cost, **found)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    texts = (head.key, head.salt, head.nonce)
    numbers = (head.size, cost.memory_kib, cost.passes, cost.lanes)
    is_typed = all(type(each) is str for each in texts) and all(type(n) is int for n in numbers)
    return head if is_typed and head.size >= _TAG and _is_bearable(cost) else None


def _is_bearable(cost: Cost) -> bool:
    return (
        1 <= cost.lanes <= _MOST.lanes
        and 1 <= cost.passes <= _MOST.passes
        and 8 * cost.lanes <= cost.memory_kib <= _MOST.memory_kib
    )


def _stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        composed(password).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _raw(text: str, length: int) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except ValueError as error:
        raise PackageUnsound from error
    if len(raw) != length:
        raise PackageUnsound
    return raw
