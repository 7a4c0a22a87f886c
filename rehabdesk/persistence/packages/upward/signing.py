"""An office's own key: what it signs nobody else can have written."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rehabdesk.persistence.packages.upward.refused import SignatureWrong

KEY_LENGTH, SIGNATURE_LENGTH = 32, 64


def new_key() -> str:
    """Make the secret half of a key, written in hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_half(secret: str) -> str:
    return _private(secret).public_key().public_bytes_raw().hex()


def sign(secret: str, told: bytes) -> bytes:
    return _private(secret).sign(told)


def check_signature(public: str, told: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, told)
    except (InvalidSignature, ValueError) as error:
        raise SignatureWrong from error


def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
