"""Numbers of papers and telephones, with the noughts Excel has eaten told and put back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import ID_LENGTH, OLD_ID_LENGTH, read_id_number
from rehabdesk.domain.tables.cells.days import read_day
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, cell_text, shown
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.text import digits_only, fold

_F = ImportField
_ISSUED = re.compile(
    r"[ ,;(]*(?:(?:cấp )?ngày(?: cấp)?[ :]*(?P<on>[\d/.\- ]{6,})|(?<=\d)[ ,;(-]+"
    r"(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))(?P<by>.*)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^[ ,;)]*(?:(?:do|tại|nơi cấp|cấp bởi)[ :]+)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:số )?(?:cccd|cmnd|cmt(?:nd)?|căn cước(?: công dân)?|chứng minh(?: nhân dân)?|hộ chiếu|hc"
    r"|đdcn|số|cũ|mới|sđt|đt|tel|phone)[ :.]*",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"[;,/\n|+&]| và | hoặc |\s-\s|\)\s*\(")
_GAPS = re.compile(r"[\s.\-'`()_]+")
_POWER = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d+)", re.IGNORECASE)
_PASSPORT = re.compile(r"[a-np-z]{1,2}\d{7,8}")
_LOST_DIGITS = "00000"
_NAMES = {
    _F.ID_NUMBER: "số căn cước",
    _F.OLD_ID_NUMBER: "số CMND cũ",
    _F.PASSPORT: "số hộ chiếu",
    _F.ANY_NUMBER: "số giấy tờ",
}


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number and what kind it is; a fault or a doubt is a sentence without its end."""

    field: ImportField | None
    digits: str = ""
    fault: str = ""
    doubt: str = ""


def take_number(cell: CellRead, out: Gathering) -> None:
    """Read a number of a paper, or several, each put where it belongs by its length."""
    text = _take_issue(cell, out)
    if not text:
        return
    for part in _parts(text):
        is_numeric = isinstance(cell.cell, int | float)
        read = read_number(part, cell.field, out.values.get(_F.BIRTH), is_numeric=is_numeric)
        _place(read, cell, out)


def read_number(
    text: str, field: ImportField, birth: object = None, *, is_numeric: bool
) -> NumberRead:
    """Say what a number is; Excel's own numbers are known to lose the noughts in front."""
    folded = _LABEL.sub("", text).strip()
    power = _POWER.fullmatch(folded.replace(" ", ""))
    if power:
        return _of_power(power, folded)
    digits = _GAPS.sub("", fold(folded))
    if _PASSPORT.fullmatch(digits):
        return NumberRead(_F.PASSPORT, digits.upper())
    if not digits.isdigit() or not digits.isascii():
        name = _NAMES.get(field, "số")
        return NumberRead(None, fault=f"“{shown(text)}” không phải {name}, xem có chữ lẫn vào")
    return _of_digits(digits, field, birth, is_numeric=is_numeric)


def take_phones(cell: CellRead, out: Gathering) -> None:
    """Read one telephone or several; a word beside a number goes into the note."""
    phones: list[str] = []
    for part in _phone_parts(cell.text):
        phone = _phone(part, cell, out)
        if phone:
            phones.append(phone)
    if phones:
        out.put(cell, _F.PHONE, tuple(dict.fromkeys(phones)))


def _take_issue(cell: CellRead, out: Gathering) -> str:
    """Take "cấp ngày 5/3/2010 tại CA Hòa Sơn" off a number."""
    text = cell.text.strip(" '`")
    issued = _ISSUED.search(text)
    if not issued:
        return text
    read = read_day((issued["on"] or issued["day"]).strip(" .-"), cell.today, is_birth=False)
    if read.value is None or read.value.day is None:
        out.doubt(cell, f"chưa hiểu ngày cấp trong “{shown(text)}”, đã chuyển sang Ghi chú")
        out.keep(cell, text)
    else:
        out.values.setdefault(_F.ID_ISSUED_ON, read.value.first_day)
        by = _BY.sub("", issued["by"]).strip(" )")
        if by:
            out.values.setdefault(_F.ID_ISSUED_BY, by)
    return text[: issued.start()].strip()


def _parts(text: str) -> list[str]:
    if _POWER.fullmatch(text.replace(" ", "")):
        return [text]
    parts = [part.strip() for part in _DIVIDED.split(text) if part and part.strip(" ()")]
    if len(parts) == 1 and len(digits_only(text)) > ID_LENGTH:
        chunks = text.split()
        if all(len(digits_only(chunk)) in (OLD_ID_LENGTH, ID_LENGTH) for chunk in chunks):
            return chunks
    if len(parts) > 1 and all(len(digits_only(part)) < OLD_ID_LENGTH - 1 for part in parts):
        return [text]  # the signs divide one number, not several
    return parts


def _place(read: NumberRead, cell: CellRead, out: Gathering) -> None:
    if read.field is None:
        out.fault(cell, read.fault, cell.field)
        return
    if read.field is _F.OLD_ID_NUMBER:
        known = out.values.get(read.field, ())
        numbers = (*known, read.digits) if isinstance(known, tuple) else (read.digits,)
        out.values[read.field] = tuple(dict.fromkeys(numbers))
        out.tell(cell, read.field, read.digits)
    else:
        out.put(cell, read.field, read.digits)
    if read.doubt:
        out.doubt(cell, read.doubt, read.field)


def _of_power(power: re.Match[str], text: str) -> NumberRead:
    """Read 7.9085001234E+10 only when no digit of it is lost."""
    first, rest, exponent = power[1], power[2] or "", int(power[3])
    if len(rest) < exponent:
        return NumberRead(
            None, fault=f"Excel đã làm mất các chữ số cuối của “{text}”, gõ lại đủ số theo giấy tờ"
        )
    return _of_digits(f"{first}{rest[:exponent]}", _F.ANY_NUMBER, None, is_numeric=True)


def _of_digits(digits: str, field: ImportField, birth: object, *, is_numeric: bool) -> NumberRead:
    count = len(digits)
    if count == ID_LENGTH:
        return NumberRead(_F.ID_NUMBER, digits, doubt=_card_doubt(digits))
    if count == OLD_ID_LENGTH:
        says = "có 9 chữ số, là số CMND cũ" if field is _F.ID_NUMBER else ""
        return NumberRead(_F.OLD_ID_NUMBER, digits, doubt=says)
    if digits[0] != "0":
        padded = _padded(digits, field, birth, is_numeric=is_numeric)
        if padded:
            return padded
    return NumberRead(None, fault=_wrong_length(field, count))


def _padded(
    digits: str, field: ImportField, birth: object, *, is_numeric: bool
) -> NumberRead | None:
    says = "Excel đã làm mất số 0 ở đầu; thêm lại thành {}"
    missing = ID_LENGTH - len(digits)
    if missing in (1, 2) and field is not _F.OLD_ID_NUMBER:
        whole = f"{'0' * missing}{digits}"
        if _can_be_card(whole, birth, is_certain=is_numeric):
            return NumberRead(_F.ID_NUMBER, whole, doubt=says.format(whole))
    if len(digits) == OLD_ID_LENGTH - 1:
        whole = f"0{digits}"
        return NumberRead(_F.OLD_ID_NUMBER, whole, doubt=says.format(whole))
    return None


def _can_be_card(number: str, birth: object, *, is_certain: bool) -> bool:
    """Tell whether a number with noughts put back can be a card's; a text must prove it by age."""
    facts = read_id_number(number)
    if facts is None:
        return False
    if isinstance(birth, PartialDate):
        return facts.birth_year == birth.year
    return is_certain


def _card_doubt(digits: str) -> str:
    if digits.endswith(_LOST_DIGITS):
        return f"{digits} có nhiều số 0 ở cuối, Excel có thể đã làm mất chữ số"
    return "" if read_id_number(digits) else f"số thứ 4 là {digits[3]}, chưa ai có"


def _wrong_length(field: ImportField, count: int) -> str:
    if field is _F.OLD_ID_NUMBER:
        return f"số CMND cũ có 9 chữ số, ở đây có {count}"
    if field is _F.ID_NUMBER:
        return f"số căn cước có 12 chữ số, ở đây có {count}"
    return f"số căn cước có 12 chữ số, CMND cũ có 9, ở đây có {count}"


# Telephones

_PHONE_DIVIDED = re.compile(r"[;,/\n|&]| và | hoặc |\s-\s|(?<=\d)\s+(?=0\d{9})")
_BESIDE = re.compile(r"[^\d+]*[^\W\d_][^\d+]*")
_OLD_MOBILE = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_MOBILE, _LANDLINE = 10, 11
_COUNTRY = "84"


def _phone_parts(text: str) -> list[str]:
    return [part for part in _PHONE_DIVIDED.split(text) if part.strip(" .-")]


def _phone(part: str, cell: CellRead, out: Gathering) -> str:
    beside = [each.strip(" ().:-") for each in _BESIDE.findall(part)]
    words = [each for each in beside if each and not _LABEL.fullmatch(each)]
    power = _POWER.search(part.replace(" ", ""))
    if power:
        out.fault(cell, f"Excel đã làm mất các chữ số cuối của “{shown(part)}”, gõ lại số")
        return ""
    digits = digits_only(part)
    if not digits:
        out.keep(cell, part.strip())
        out.doubt(cell, f"“{shown(part)}” không phải số điện thoại, đã chuyển sang Ghi chú")
        return ""
    phone = _whole_phone(digits, cell, out)
    if phone and words:
        out.keep(cell, f"{phone} ({', '.join(words)})")
        out.doubt(cell, f"chữ “{shown(', '.join(words))}” cạnh số đã chuyển sang Ghi chú")
    return phone


def _whole_phone(digits: str, cell: CellRead, out: Gathering) -> str:
    if digits.startswith(_COUNTRY) and len(digits) in (_MOBILE + 1, _LANDLINE + 1):
        digits = f"0{digits[2:]}"
    if digits[0] != "0" and len(digits) in (_MOBILE - 1, _LANDLINE - 1):
        digits = f"0{digits}"
        out.doubt(cell, f"Excel đã làm mất số 0 ở đầu; thêm lại thành {digits}")
    if digits.endswith(_LOST_DIGITS):
        out.doubt(cell, f"{digits} có nhiều số 0 ở cuối, Excel có thể đã làm mất chữ số")
    if digits[:4] in _OLD_MOBILE and len(digits) == _LANDLINE:
        now = f"{_OLD_MOBILE[digits[:4]]}{digits[4:]}"
        out.doubt(cell, f"{digits} là số trước năm 2018, nay có thể là {now}")
        return digits
    is_whole = len(digits) == _MOBILE or (len(digits) == _LANDLINE and digits.startswith("02"))
    if not is_whole or digits[0] != "0":
        out.fault(cell, f"số điện thoại có 10 chữ số, ở đây có {len(digits)}")
        return ""
    return digits


def looks_like_number(cell: Cell) -> int:
    """Say how many digits a cell holds when it holds nothing else, else 0."""
    whole = cell_text(cell).strip("'` \xa0")
    if whole[:1].isalpha():
        return 0
    text = _GAPS.sub("", whole)
    if not text.isascii() or not text.isdigit():
        return 0
    is_divided = text != whole and len(text) < OLD_ID_LENGTH  # as days and parts of days are
    return 0 if is_divided else len(text)
