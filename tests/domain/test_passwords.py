from __future__ import annotations

import unicodedata

import pytest

from rehabdesk.domain.passwords import (
    PasswordTooCommon,
    PasswordTooShort,
    check_password,
    strength_word,
)


@pytest.mark.parametrize(
    "password",
    ["Sen nở đầu hạ", "chợ phiên mưa rào", "7 con trâu trắng", "K9#vq!tzLm0", "Rehab-2026-Yen"],
)
def test_a_password_of_ten_letters_is_enough(password: str) -> None:
    check_password(password)


def test_letters_are_counted_as_seen_not_as_composed() -> None:
    password = unicodedata.normalize("NFD", "mưa rào ạ")
    assert len(password) > 10
    with pytest.raises(PasswordTooShort, match="ít nhất 10 chữ, ở đây có 9"):
        check_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "0912345678",
        "9876543210",
        "aaaaaaaaaaaa",
        "qwertyuiop",
        "qwerty12345",
        "matkhau123",
        "Mật khẩu 2026",
        "Matkhau@2026",
        "P@ssw0rd2026",
        "password!!",
        "Admin@123456",
        "quantri2026",
        "abc1234567",
        "1q2w3e4r5t6y",
        "Việt Nam 1945",
        "!!!!!!!!!!",
    ],
)
def test_what_everybody_uses_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon, match="dễ đoán"):
        check_password(password)


def test_strength_is_one_plain_word() -> None:
    words = [
        strength_word(each) for each in ("mưa", "matkhau123", "mưa rào ngâu", "chợ phiên mưa rào")
    ]
    assert words == ["Còn ngắn", "Dễ đoán", "Được", "Mạnh"]
