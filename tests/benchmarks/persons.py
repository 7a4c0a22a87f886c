"""Invented persons of province 099, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import Sex

FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng"),
    *("Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Lò", "Quàng", "Tòng", "Giàng"),
)
MIDDLES = {
    Sex.MALE: ("Văn", "Hữu", "Đức", "Công", "Quốc", "Thế", "Minh", "Xuân", "Bá", "Đình"),
    Sex.FEMALE: ("Thị", "Ngọc", "Thu", "Thanh", "Mỹ", "Kim", "Diệu", "Hồng"),
}
GIVENS = {
    Sex.MALE: (
        *("An", "Bình", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hùng", "Khánh"),
        *("Kiên", "Lâm", "Long", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quýnh"),
        *("Sơn", "Tài", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Việt", "Vượng"),
    ),
    Sex.FEMALE: (
        *("Ánh", "Bích", "Chi", "Dung", "Đào", "Hà", "Hạnh", "Hoa", "Huệ", "Lan"),
        *("Liên", "Loan", "Mai", "Nga", "Nhàn", "Oanh", "Phượng", "Quyên", "Tâm", "Yến"),
    ),
}
HAMLETS = ("Thôn Thượng", "Thôn Hạ", "Thôn Đồng Bến", "Thôn Đông", "Thôn Đoài", "Thôn Trại Mới")
TRADES = ("Lao động tự do", "Làm ruộng", "Thợ xây", "Lái xe", "Buôn bán nhỏ", "Phụ hồ")
OF_FEMALES = 9  # one in so many
TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Invented:
    """One made-up person; `ordinal` makes her number her own."""

    ordinal: int
    full_name: str
    sex: Sex
    born: date
    id_number: str
    issued_on: date
    phone: str
    hamlet: int  # from 0
    trade: str
    relative: str
    relative_born: int
    completes_on: date

    @property
    def residence(self) -> str:
        return f"{HAMLETS[self.hamlet]}, xã Yên Thịnh, tỉnh Hòa Sơn"


def persons(seed: int, count: int) -> list[Invented]:
    chance = random.Random(seed)
    return [_invented(chance, ordinal) for ordinal in range(count)]


def _invented(chance: random.Random, ordinal: int) -> Invented:
    sex = Sex.FEMALE if chance.randrange(OF_FEMALES) == 0 else Sex.MALE
    born = date(1966, 1, 1) + timedelta(days=chance.randrange(14_600))
    century_and_sex = (0 if born.year < 2000 else 2) + (sex is Sex.FEMALE)
    return Invented(
        ordinal,
        _name(chance, sex),
        sex,
        born,
        f"099{century_and_sex}{born.year % 100:02d}{ordinal % 1_000_000:06d}",
        date(2021, 4, 1) + timedelta(days=chance.randrange(1_500)),
        f"09{chance.randrange(10**8):08d}",
        chance.randrange(len(HAMLETS)),
        chance.choice(TRADES),
        _name(chance, chance.choice((Sex.MALE, Sex.FEMALE))),
        born.year - 20 - chance.randrange(15),
        TODAY + timedelta(days=chance.randrange(-1_400, 60)),
    )


def _name(chance: random.Random, sex: Sex) -> str:
    middle = chance.choice(MIDDLES[sex])
    if chance.randrange(3) == 0:
        middle = f"{middle} {chance.choice(MIDDLES[sex])}"
    return f"{chance.choice(FAMILIES)} {middle} {chance.choice(GIVENS[sex])}"
