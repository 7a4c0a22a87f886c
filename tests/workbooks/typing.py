"""How clerks and Excel put values into cells: every good way, and some bad ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime

from rehabdesk.domain.codes import EpisodeKind, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.sheet import Cell

_EPOCH = date(1899, 12, 30)
_KIND_WORDS = {
    EpisodeKind.POST_REHAB: ["Quản lý sau cai", "sau cai", "QLSC", "Sau cai nghiện"],
    EpisodeKind.REHAB_HOME: ["Tại gia đình", "cai tại cộng đồng", "Gia đình, cộng đồng"],
    EpisodeKind.REHAB_PRIVATE: ["Cơ sở tư nhân", "Cai tại cơ sở tư nhân"],
    EpisodeKind.REHAB_PUBLIC: ["Cai tại cơ sở công lập", "Công lập", "Tự nguyện"],
    EpisodeKind.SUBSTITUTION: ["Methadone", "Điều trị thay thế", "MMT"],
    EpisodeKind.DOSSIER: ["Đang lập hồ sơ", "Lập hồ sơ đề nghị cai bắt buộc"],
    EpisodeKind.REHAB_COMPULSORY: ["Bắt buộc", "Cai nghiện bắt buộc", "CNBB"],
    EpisodeKind.USER_MANAGED: ["Người sử dụng", "Sử dụng trái phép", "SDTP"],
}
_BAD_DAYS: list[Cell] = [
    "31/02/2019",
    "12/25/1985",
    "chưa rõ ngày",
    "45/13/2001",
    "3/12",
    "#REF!",
    True,
]
_BAD_NUMBERS: list[Cell] = [
    "1.23E+11",
    "0990850012",
    "O12345678",
    "không nhớ",
    1234567,
    "#N/A",
    "12345",
]
_BAD_NAMES = ["", "   ", "12", "#REF!", "Hoa", "Nguyễn Văn A2"]

Typing = Callable[[random.Random], Cell]


def type_name(name: str, chance: random.Random) -> Cell:
    """Type a name with the slips met in every list."""
    ways: list[Typing] = [
        lambda _: name,
        lambda _: name.upper(),
        lambda _: name.lower(),
        lambda _: f"  {name.replace(' ', '   ')} ",
        lambda _: f"{name}\xa0",
        lambda _: f"{chance.randrange(1, 300)}. {name}",
        lambda _: name.replace(" ", "\n", 1),
        lambda _: name.replace("Đ", "Ð"),
    ]
    return chance.choice([ways[0], *ways])(chance)


def type_alias(name: str, alias: str, chance: random.Random) -> Cell:
    shapes = ["{} ({})", "{} (tức {})", "{} - tên gọi khác: {}", "{} tức {}", "{}, bí danh {}"]
    return chance.choice(shapes).format(name, alias)


def type_day(day: date, chance: random.Random) -> Cell:
    short = f"{day.day}/{day.month}/{day.year % 100:02}"
    ways: list[Cell] = [
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        short,
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} / {day.month} / {day.year}",
        f"{day:%d%m%Y}",
        int(f"{day:%d%m%Y}"),
        f"{day:%Y-%m-%d}",
        f"{day:%Y-%m-%d} 00:00:00",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        (day - _EPOCH).days,
        float((day - _EPOCH).days),
        str((day - _EPOCH).days),
        day,
        datetime(day.year, day.month, day.day),
        f"'{day:%d/%m/%Y}",
    ]
    return chance.choice(ways)


def type_birth(born: PartialDate, chance: random.Random) -> Cell:
    if born.day:
        return type_day(born.first_day, chance)
    if born.month:
        ways: list[Cell] = [
            f"{born.month}/{born.year}",
            f"{born.month:02}/{born.year}",
            f"tháng {born.month} năm {born.year}",
            f"{born.month}-{born.year}",
            f"--/{born.month}/{born.year}",
            float(f"{born.month}.{born.year}"),
        ]
        return chance.choice(ways)
    years: list[Cell] = [
        born.year,
        str(born.year),
        float(born.year),
        f"năm {born.year}",
        f"{born.year}?",
        f"SN {born.year}",
        f"00/00/{born.year}",
        date.fromordinal(_EPOCH.toordinal() + born.year),
    ]
    return chance.choice(years)


def type_sex(sex: Sex, style: str, chance: random.Random) -> Cell:
    is_man = sex is Sex.MALE
    if style == "numbers":
        return int(is_man)
    if style == "letters":
        return "M" if is_man else "F"
    words = ["Nam", "nam", "NAM ", "Trai"] if is_man else ["Nữ", "nữ", "NỮ", "Gái", "nu"]
    return chance.choice(words)


def type_mark(chance: random.Random) -> Cell:
    marks: list[Cell] = ["x", "X", "x ", 1, True, "v", "✓"]
    return chance.choice(marks)


def type_card(number: str, chance: random.Random) -> Cell:
    ways: list[Cell] = [
        number,
        number,
        int(number),
        float(int(number)),
        f"{number[:3]} {number[3:6]} {number[6:]}",
        f"{number[:6]}.{number[6:]}",
        f"'{number}",
        f"CCCD {number}",
    ]
    return chance.choice(ways)


def type_old_number(number: str, chance: random.Random) -> Cell:
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    ways: list[Cell] = [number, number, int(number), spaced, f"{number} "]
    return chance.choice(ways)


def type_phone(number: str, chance: random.Random) -> Cell:
    ways: list[Cell] = [
        number,
        int(number),
        f"{number[:4]} {number[4:7]} {number[7:]}",
        f"{number[:4]}.{number[4:7]}.{number[7:]}",
        f"+84{number[1:]}",
        f"{number} (vợ)",
    ]
    return chance.choice(ways)


def type_kind(kind: EpisodeKind, chance: random.Random) -> Cell:
    return chance.choice(_KIND_WORDS[kind])


def type_decision(number: str, day: date, chance: random.Random) -> Cell:
    said = chance.choice([f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}"])
    shapes = ["Số {} ngày {}", "{} ngày {}", "{}, {}", "QĐ số {} ngày {}", "{} ({})", "{}\nngày {}"]
    return chance.choice(shapes).format(number, said)


def type_term(months: int, chance: random.Random) -> Cell:
    ways = [f"{months} tháng", f"{months:02} tháng", f"{months}T"]
    if months % 12 == 0:
        ways += [f"{months // 12} năm", f"{months // 12:02} năm"]
    return chance.choice(ways)


def bad_day(chance: random.Random) -> Cell:
    return chance.choice(_BAD_DAYS)


def bad_number(chance: random.Random) -> Cell:
    return chance.choice(_BAD_NUMBERS)


def bad_name(chance: random.Random) -> Cell:
    return chance.choice(_BAD_NAMES)
