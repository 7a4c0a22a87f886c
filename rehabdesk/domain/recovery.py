"""The code on the recovery sheet: read off paper by a person, so every group checks itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from rehabdesk.domain.refusals import Refusal

GROUPS = 7
GROUP_LENGTH = 5  # four letters of the secret and one that checks them
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to mistake on paper
_MISREAD = str.maketrans("OIL", "011")
_SECRET_BITS = GROUPS * (GROUP_LENGTH - 1) * 5


class CodeIncomplete(Refusal):
    field = "code"

    def __init__(self, length: int) -> None:
        super().__init__(
            f"Phiếu khôi phục có {GROUPS} nhóm, mỗi nhóm {GROUP_LENGTH} chữ và số; "
            f"ở đây có {length}. Gõ đủ các nhóm."
        )


class CodeMistyped(Refusal):
    """One group does not fit its own check letter; `group` counts from 1."""

    field = "code"

    def __init__(self, group: int) -> None:
        self.group = group
        super().__init__(f"Nhóm {group} chưa khớp với phiếu. Xem lại từng chữ của nhóm này.")


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The seven groups as printed; kept nowhere but on paper."""

    groups: tuple[str, ...]

    def __repr__(self) -> str:
        return "RecoveryCode(…)"  # never by accident in a log or a crash text

    @property
    def text(self) -> str:
        return " ".join(self.groups)

    @property
    def secret(self) -> bytes:
        return "".join(self.groups).encode()

    def check_typed_back(self, typed: dict[int, str]) -> None:
        """Compare groups (counted from 1) that the clerk types back off the printed sheet."""
        for group, text in typed.items():
            if _tidy(text) != self.groups[group - 1]:
                raise CodeMistyped(group)


def new_code(random_bits: Callable[[int], int] = secrets.randbits) -> RecoveryCode:
    secret = random_bits(_SECRET_BITS)
    values = [secret >> shift & 31 for shift in range(0, _SECRET_BITS, 5)]
    step = GROUP_LENGTH - 1
    parts = [values[start : start + step] for start in range(0, len(values), step)]
    return RecoveryCode(tuple(_group(number, part) for number, part in enumerate(parts, 1)))


def read_code(typed: str) -> RecoveryCode:
    """Read a code as people type it: any case, any blanks, O for 0, I or L for 1."""
    signs = _tidy(typed)
    if len(signs) != GROUPS * GROUP_LENGTH:
        raise CodeIncomplete(len(signs))
    groups = tuple(
        signs[start : start + GROUP_LENGTH] for start in range(0, len(signs), GROUP_LENGTH)
    )
    for number, group in enumerate(groups, 1):
        values = [_SIGNS.find(sign) for sign in group[:-1]]
        if min(values) < 0 or _group(number, values) != group:
            raise CodeMistyped(number)
    return RecoveryCode(groups)


def _tidy(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)


def _group(number: int, values: list[int]) -> str:
    """Append the check letter: a weighted sum in GF(32) that no single slip or swap leaves alone.

    The group's own number goes in first, so two groups typed in each other's place are found too.
    """
    check = _doubled(number)
    for value in values:
        check = _doubled(check ^ value)
    return "".join(_SIGNS[value] for value in (*values, check))


def _doubled(value: int) -> int:
    return (value << 1) ^ (0b100101 if value & 16 else 0)
