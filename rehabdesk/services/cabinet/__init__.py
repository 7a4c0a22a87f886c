"""The cabinet: bytes kept under their fingerprint, inside the encrypted file."""

from __future__ import annotations
