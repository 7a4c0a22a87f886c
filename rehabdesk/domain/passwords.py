"""What a password must be: long, composed the same on every keyboard, and not everybody's."""

from __future__ import annotations

import re
import unicodedata

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import fold

LEAST_LENGTH = 10
_STRONG_LENGTH = 16
_FEW_SIGNS = 4
_LEFT_OVER = 2
_LOOKS_LIKE = str.maketrans("@4310$5!", "aaeiossi")
_COMMON = re.compile(
    "matkhau|password|passwd|administrator|admin|quantri|quanly|qwertyuiop|qwerty|asdfgh|zxcvbn"
    "|abcdef|abcd|abc|iloveyou|anhyeuem|emyeuanh|toiyeuvietnam|vietnam|hochiminh|hanoi|saigon"
    "|xinchao|khongbiet|khongco|giadinh|congan|ubnd|uyban|welcome|letmein|monkey|dragon|football"
    "|bongda|thienthan|hoahong|maiyeu|toiyeu|dangnhap"
)
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)


class PasswordTooShort(Refusal):
    field = "password"

    def __init__(self, length: int) -> None:
        super().__init__(f"Mật khẩu cần ít nhất {LEAST_LENGTH} chữ, ở đây có {length}.")


class PasswordTooCommon(Refusal):
    field = "password"

    def __init__(self) -> None:
        super().__init__(
            "Mật khẩu này dễ đoán, nhiều người dùng. Ghép ba, bốn tiếng không liên quan với nhau."
        )


def composed(password: str) -> str:
    """Return the one spelling of a password, however the keyboard composed its letters."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str) -> None:
    """Refuse a password that is too short, or among the first an intruder would try."""
    length = len(composed(password))
    if length < LEAST_LENGTH:
        raise PasswordTooShort(length)
    if _is_common(password):
        raise PasswordTooCommon


def strength_word(password: str) -> str:
    """Say in one word how strong a password is, while it is being typed."""
    length = len(composed(password))
    if length < LEAST_LENGTH:
        return "Còn ngắn"
    if _is_common(password):
        return "Dễ đoán"
    return "Mạnh" if length >= _STRONG_LENGTH else "Được"


def _is_common(password: str) -> bool:
    folded = fold(password)
    signs = "".join(sign for sign in folded if sign.isalnum())
    if len(set(folded)) <= _FEW_SIGNS or signs.isdigit():
        return True
    if any(signs in row or signs in row[::-1] for row in _ROWS if signs):
        return True
    spellings = (folded, folded.translate(_LOOKS_LIKE))
    letters = ("".join(sign for sign in each if sign.isalpha()) for each in spellings)
    return any(len(_COMMON.sub("", each)) <= _LEFT_OVER for each in letters)
