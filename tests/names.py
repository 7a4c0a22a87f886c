"""Made-up Vietnamese names that differ by a letter, a tone or a word."""

from __future__ import annotations

import random

_FAMILIES = """
Nguyễn Nguyên Trần Trân Lê Lệ Phạm Phan Phán Hoàng Huỳnh Vũ Võ Đặng Dặng Bùi Đỗ Đô Hồ Hổ Ngô
Dương Lý Lỷ Đoàn Vương Trịnh Đinh Lâm Phùng Mai Tô Tăng Ông Ung Ưng
"""
_MIDDLES = """
Văn|Vân|Thị|Thi|Đức|Dức|Minh|Ngọc|Hữu|Hửu|Quang|Quảng|Xuân|Thu|Thụ|Anh|Ánh|Bá|Bà|Công|Thị Thu
|Thị Thư|Thị Ngọc|Thi Ngọc|Văn Minh|Đình|Gia|Kim|
"""
_ONSETS = "b c ch d đ g gi h kh l m n ng ngh nh ph qu r s t th tr v x"
_RIMES = """
a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ i ì ỉ ĩ í ị o ò ỏ õ ó ọ
ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ u ù ủ ũ ú ụ ư ừ ử ữ ứ ự y ỳ ỷ ỹ ý ỵ
"""
_ENDS = ("", "n", "ng", "nh", "m", "i", "t", "c")


def made_up_names(count: int, seed: int) -> list[str]:
    """Return so many different names, each word with a capital letter."""
    chance = random.Random(seed)
    families, middles = _FAMILIES.split(), [each.strip() for each in _MIDDLES.split("|")]
    onsets, rimes = _ONSETS.split(), _RIMES.split()
    names: dict[str, None] = {}
    while len(names) < count:
        given = f"{chance.choice(onsets)}{chance.choice(rimes)}{chance.choice(_ENDS)}".capitalize()
        words = (chance.choice(families), chance.choice(middles), given)
        names[" ".join(filter(None, words))] = None
    return list(names)
