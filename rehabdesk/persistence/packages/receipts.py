"""The receipt of a package: only who has opened the package knows the secret it is sealed with."""

from __future__ import annotations

import hmac
import json
import secrets
import struct
from typing import Any

from rehabdesk.persistence.packages.refused import NewerReceipt, NotAReceipt, ReceiptNotSealed

MAGIC = b"RDBIEN\r\n"
FORMAT = 1
LARGEST_RECEIPT = 64 * 1024
_FRONT = struct.Struct(">8sH32s12s")  # what it is, its format, the package's name, the nonce


def seal_receipt(key: str, secret: str, told: dict[str, Any]) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    front = _FRONT.pack(MAGIC, FORMAT, key.encode("ascii"), nonce)
    body = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    return front + AESGCM(_sealing_key(secret)).encrypt(nonce, body, front)


def package_of(content: bytes) -> str:
    """Return which package a receipt speaks of."""
    if len(content) > LARGEST_RECEIPT or len(content) <= _FRONT.size:
        raise NotAReceipt
    magic, written, key, _ = _FRONT.unpack_from(content)
    if magic != MAGIC:
        raise NotAReceipt
    if written > FORMAT:
        raise NewerReceipt
    if not key.isalnum() or not key.isascii():
        raise NotAReceipt
    return bytes(key).decode("ascii")


def open_receipt(content: bytes, secret: str) -> dict[str, Any]:
    """Return what a receipt tells, if it was sealed with this package's secret."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    package_of(content)
    front, nonce = content[: _FRONT.size], _FRONT.unpack_from(content)[3]
    try:
        body = AESGCM(_sealing_key(secret)).decrypt(nonce, content[_FRONT.size :], front)
        told = json.loads(body)
    except (InvalidTag, ValueError, RecursionError) as error:
        raise ReceiptNotSealed from error
    if not isinstance(told, dict):
        raise ReceiptNotSealed
    return told


def _sealing_key(secret: str) -> bytes:
    return hmac.digest(bytes.fromhex(secret), b"receipt", "sha256")
