"""Invented persons as an old list would hold them: what is true of each, before it is typed."""

from __future__ import annotations

import random
from datetime import date, timedelta

from rehabdesk.domain.codes import EpisodeKind, Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.row import FieldValue

TODAY = date(2026, 11, 22)
HAMLETS = ["Thôn Bãi", "Thôn Hạ", "Thôn Đồng Bến", "Tổ 3", "Khu phố 2", "Xóm Chợ", "Bản Nà Lúa"]
_FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Tống",
    "Bàn",
    "Giàng",
    "Ông",
]
_MEN = ["Văn", "Đình", "Quang", "Hữu", "Đức", "", "Mạnh", "Văn Quốc"]
_WOMEN = ["Thị", "Thị Thu", "Ngọc", "Thị Mỹ", "Thu"]
_MEN_GIVEN = [
    "Hùng",
    "Kiên",
    "Tuấn",
    "Thuận",
    "Quý",
    "Đạt",
    "Sửu",
    "Khôi",
    "Ngữ",
    "Thành",
    "Bảy",
    "Cường",
    "Hải",
    "Vượng",
    "Nghĩa",
]
_WOMEN_GIVEN = [
    "Hạnh",
    "Mến",
    "Nhàn",
    "Lụa",
    "Huyền",
    "Thủy",
    "Hòa",
    "Nguyệt",
    "Yến",
    "Ngân",
    "Ửng",
    "Phượng",
]
_ALIASES = ["Tý", "Sún", "Cu Đen", "Bống", "Bảy Lùn"]
_TRADES = ["Làm ruộng", "Thợ xây", "Lái xe", "Buôn bán", "Không có việc làm", "Phụ hồ"]
_ETHNIC = ["Kinh", "Kinh", "Kinh", "Tày", "Mường", "H'Mông", "Ê-đê"]
_HELPERS = ["Bà Lụa, hội phụ nữ", "Ông Ngô Quang Bảy", "Hội Cựu chiến binh thôn Hạ", "Chị Nhàn"]
_NOTES = ["đã về, đi làm xa", "gia đình khó khăn", "hay vắng nhà", "chấp hành tốt"]
_STREETS = ["số nhà 12, Thôn Bãi, xã Yên Thịnh", "ngõ 5, Thôn Hạ, Yên Thịnh, Hòa Sơn"]
_SCHOOLING = ["9/12", "12/12", "5/12", "Lớp 7", "Không biết chữ"]

Truth = dict[F, FieldValue]


def a_person(chance: random.Random) -> Truth:
    """Draw all that can be known of one person; what is typed is chosen later."""
    sex = chance.choice([Sex.MALE, Sex.MALE, Sex.MALE, Sex.FEMALE])
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_500))
    decided = date(2015, 1, 1) + timedelta(days=chance.randrange(4_000))
    months = chance.choice([12, 18, 24, 36])
    truth: Truth = {
        F.FULL_NAME: _name(chance, sex),
        F.SEX: sex,
        F.BIRTH: _as_known(chance, born),
        F.ID_NUMBER: _card(chance, sex, born.year),
        F.OLD_ID_NUMBER: (
            f"{chance.choice(['01', '16', '17', '25'])}{chance.randrange(10**7):07}",
        ),
        F.PHONE: (f"0{chance.choice('35789')}{chance.randrange(10**8):08}",),
        F.HAMLET: chance.choice(HAMLETS),
        F.CURRENT: chance.choice(_STREETS),
        F.KIND: chance.choice(list(EpisodeKind)),
        F.DECISION_NUMBER: f"{chance.randrange(1, 400)}/QĐ-UBND",
        F.DECISION_ON: decided,
        F.TERM_MONTHS: months,
        F.TERM_START: decided + timedelta(days=chance.randrange(20)),
        F.TERM_END: decided + timedelta(days=400 + chance.randrange(700)),
        F.ETHNICITY: chance.choice(_ETHNIC),
        F.OCCUPATION: chance.choice(_TRADES),
        F.EDUCATION: chance.choice(_SCHOOLING),
        F.HELPER: chance.choice(_HELPERS),
        F.NOTE: chance.choice(_NOTES),
    }
    if chance.random() < 0.15:
        truth[F.OTHER_NAME] = (chance.choice(_ALIASES),)
    return truth


def _name(chance: random.Random, sex: Sex) -> str:
    middle, given = (_MEN, _MEN_GIVEN) if sex is Sex.MALE else (_WOMEN, _WOMEN_GIVEN)
    parts = [chance.choice(_FAMILIES), chance.choice(middle), chance.choice(given)]
    return " ".join(part for part in parts if part)


def _as_known(chance: random.Random, born: date) -> PartialDate:
    luck = chance.random()
    if luck < 0.35:
        return PartialDate(born.year)
    if luck < 0.45:
        return PartialDate(born.year, born.month)
    return PartialDate.of(born)


def _card(chance: random.Random, sex: Sex, year: int) -> str:
    """Make a number of the invented province, or one that begins with two noughts."""
    century = (year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    province = chance.choice(["099", "099", "001", "034"])
    return f"{province}{century}{year % 100:02}{chance.randrange(10**6):06}"
