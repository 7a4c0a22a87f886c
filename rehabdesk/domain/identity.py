"""Identity cards and what their numbers say."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, digits_only, fold

ID_LENGTH, OLD_ID_LENGTH = 12, 9
_PARTS = 7  # number, old number, name, birth, sex, address, issued on; newer cards add more
_PART_NAMES = (
    "số căn cước",
    "số CMND cũ",
    "họ và tên",
    "ngày sinh",
    "giới tính",
    "địa chỉ",
    "ngày cấp",
)
_LONGEST = 4096
_SHOWN = 60  # letters of a spoilt part worth repeating
_CENTURY_SIGNS = "0123"  # 0 and 1 for men and women of 19xx, 2 and 3 of 20xx
_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE, "": None}

_TWELVE_DIGITS = re.compile(r"\d{12}", re.ASCII)
_NUMBERS_ONLY = re.compile(r"[0-9 ./-]*")
_CARD_DATE = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})", re.ASCII)
# Keys of Telex and VNI that came through as they are, in a text without any accent.
_RAW_KEYS = re.compile(r"aa|aw|dd|ee|ow|uw|[aeiouy][a-z]*[fjx]\b|[a-z]\d+[a-z]", re.IGNORECASE)
_MISREAD = re.compile(r"[\u0080-\u00bfÄÅÆ\ufffd]")  # the bytes of accents read as letters
_ABROAD = re.compile(r"^(?:00)?84(?:0(?=\d{9}))?")
_PHONE_LENGTH = 10
_BESIDE_LETTERS = frozenset(" '’.-")  # what a name holds beside letters


class CardUnreadable(Refusal):
    """The text is not a card's; the sentence says which part is wrong."""

    field = "card_text"

    def __init__(self, fault: str) -> None:
        super().__init__(
            f"Chưa đọc được thẻ căn cước: {fault}. Chưa điền gì. Quét lại, hoặc gõ tay từng ô."
        )


class CardGarbled(Refusal):
    """A typing tool came between the scanner and the program."""

    field = "card_text"

    def __init__(self, what: str, part: str) -> None:
        shown = part if len(part) <= _SHOWN else f"{part[:_SHOWN]}…"
        super().__init__(
            "Chữ bị bộ gõ làm sai. Quét lại khi để chữ E, hoặc đọc từ ảnh thẻ. "
            f"Chỗ sai: {what} “{shown}”."
        )


@dataclass(frozen=True, slots=True)
class Card:
    """What the square code of an identity card holds."""

    id_number: str
    old_id_number: str | None
    full_name: str
    birth: PartialDate | None
    sex: Sex | None
    address: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class IdFacts:
    """What a 12-digit number says of its bearer."""

    province_code: str
    sex: Sex
    birth_year: int

    @property
    def text(self) -> str:
        return f"{self.sex.label.lower()}, sinh {self.birth_year}"


@dataclass(frozen=True, slots=True)
class IdCheck:
    """Whether a number agrees with the rest of the file; never a reason to block."""

    is_match: bool
    sentence: str
    is_whole: bool = True  # has its twelve digits


def read_card(text: str) -> Card:
    """Read the text of a card's square code, by position."""
    if len(text) > _LONGEST:
        raise CardUnreadable("chữ quét được quá dài")
    parts = [clean(part) for part in text.split("|")]
    if len(parts) < _PARTS:
        raise CardUnreadable(f"chỉ thấy {len(parts)} phần, thẻ có ít nhất {_PARTS} phần")
    for what, part, is_spoilt in _spoilt(parts[:_PARTS]):
        if is_spoilt:
            raise CardGarbled(what, part)
    number, old_number, full_name, birth, sex, address, issued = parts[:_PARTS]
    if not any(sign.isalpha() for sign in full_name):
        raise CardUnreadable("thiếu họ và tên")
    born, issued_on = _card_date("ngày sinh", birth), _whole_date("ngày cấp", issued)
    if born and issued_on and issued_on < born.first_day:
        raise CardUnreadable(f"ngày cấp {issued_on:%d/%m/%Y} trước ngày sinh {born.text}")
    return Card(
        _id_number(number),
        _old_id_number(old_number),
        full_name,
        born,
        _SEXES[fold(sex)],
        address,
        issued_on,
    )


def read_id_number(number: str) -> IdFacts | None:
    """Say what a 12-digit number means, or nothing if it cannot be one."""
    digits = number if _TWELVE_DIGITS.fullmatch(number) else _without_blanks(number)
    if not _TWELVE_DIGITS.fullmatch(digits):
        return None
    if digits[3] not in _CENTURY_SIGNS:
        return None
    century, is_woman = divmod(int(digits[3]), 2)
    sex = Sex.FEMALE if is_woman else Sex.MALE
    return IdFacts(digits[:3], sex, 1900 + 100 * century + int(digits[4:6]))


def check_id_number(
    number: str, sex: Sex | None, birth: PartialDate | None, provinces: Container[str]
) -> IdCheck:
    """Hold a 12-digit number against sex and birth year, as far as they are known."""
    digits = _without_blanks(number)
    if len(digits) != ID_LENGTH or digits != digits_only(digits):
        count = len(digits_only(digits))
        wrong = f"Số căn cước có {ID_LENGTH} chữ số, ở đây có {count}."
        if count == ID_LENGTH:
            wrong = f"Số căn cước chỉ gồm {ID_LENGTH} chữ số, ở đây lẫn dấu hoặc chữ khác."
        return IdCheck(is_match=False, sentence=wrong, is_whole=False)
    if digits[:3] not in provinces:
        return IdCheck(
            is_match=False,
            sentence=f"Ba số đầu {digits[:3]} không phải mã tỉnh nào. Xem lại số căn cước.",
        )
    facts = read_id_number(digits)
    if facts is None:
        return IdCheck(
            is_match=False,
            sentence=f"Số thứ 4 là {digits[3]}, chưa ai có. Xem lại số căn cước.",
        )
    return _compared(facts, sex, birth)


def mask(number: str) -> str:
    """Hide the middle: "099083 ••• 416" for "099083002416"."""
    tail = len(number) // 4
    head = max(len(number) - tail - 3, 0) if tail else 0
    return " ".join(part for part in (number[:head], "•••", number[len(number) - tail :]) if part)


def phone_key(number: str) -> str:
    """Return the digits a telephone is found by: "+84 912 345 678" is 0912345678."""
    digits = digits_only(number)
    home = _ABROAD.sub("0", digits)
    is_abroad = "+" in number or digits.startswith("00")
    return home if is_abroad and len(home) >= _PHONE_LENGTH else digits


def _compared(facts: IdFacts, sex: Sex | None, birth: PartialDate | None) -> IdCheck:
    is_other_sex = sex is not None and sex is not facts.sex
    is_other_year = birth is not None and birth.year != facts.birth_year
    if is_other_sex or is_other_year:
        return IdCheck(
            is_match=False,
            sentence=f"Số căn cước này là của {facts.text}. Xem lại giới tính hoặc năm sinh.",
        )
    said = "Khớp" if sex or birth else "Số của"
    joint = ": " if sex or birth else " "
    return IdCheck(is_match=True, sentence=f"{said}{joint}{facts.text} (số thứ 4–6)")


def _without_blanks(number: str) -> str:
    return re.sub(r"[ .\-]", "", clean(number))


def _spoilt(parts: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Notice letters among digits, digits among letters, and letters typed key by key."""
    number, old_number, name, birth, sex, address, issued = parts
    is_bare = name.isascii() and address.isascii()  # no accent anywhere: were they typed as keys?
    verdicts = (
        not _NUMBERS_ONLY.fullmatch(number),
        not _NUMBERS_ONLY.fullmatch(old_number),
        _is_no_name(name) or (is_bare and bool(_RAW_KEYS.search(name))),
        not _NUMBERS_ONLY.fullmatch(birth),
        fold(sex) not in _SEXES,
        _is_misread(address) or (is_bare and bool(_RAW_KEYS.search(address))),
        not _NUMBERS_ONLY.fullmatch(issued),
    )
    yield from zip(_PART_NAMES, parts, verdicts, strict=True)


def _is_no_name(name: str) -> bool:
    return _is_misread(name) or not all(sign.isalpha() or sign in _BESIDE_LETTERS for sign in name)


def _is_misread(text: str) -> bool:
    """Tell whether accents came as loose marks, as question marks or as the letters of bytes."""
    return bool(_MISREAD.search(text)) or any(category(sign) == "Mn" for sign in text)


def _id_number(part: str) -> str:
    digits = digits_only(part)
    if len(digits) != ID_LENGTH:
        raise CardUnreadable(f"số căn cước có {len(digits)} chữ số, phải là {ID_LENGTH}")
    return digits


def _old_id_number(part: str) -> str | None:
    digits = digits_only(part)
    if digits and len(digits) not in {OLD_ID_LENGTH, ID_LENGTH}:
        raise CardUnreadable(f"số CMND cũ có {len(digits)} chữ số, phải là {OLD_ID_LENGTH}")
    return digits or None


def _whole_date(what: str, part: str) -> date | None:
    found = _card_date(what, part)
    if found is not None and found.day is None:
        raise CardUnreadable(f"{what} “{part}” thiếu ngày, tháng")
    return found.first_day if found else None


def _card_date(what: str, part: str) -> PartialDate | None:
    """Read ddmmyyyy; noughts or nothing stand for what the card leaves out."""
    digits = digits_only(part)
    shape = _CARD_DATE.fullmatch(digits.rjust(8, "0"))
    if not digits or set(digits) == {"0"}:
        return None
    if shape is None or len(digits) not in {4, 6, 8}:
        raise CardUnreadable(f"{what} “{part}” không đủ ngày, tháng, năm")
    day, month, year = (int(shape[name]) for name in ("day", "month", "year"))
    try:
        found = PartialDate(year, month or None, day or None)
    except ValueError:
        raise CardUnreadable(f"{what} {day:02}/{month:02}/{year} không có trong lịch") from None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise CardUnreadable(f"{what} {found.text} quá xa")
    return found
