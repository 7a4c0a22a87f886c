"""Names as offices write them: in capitals, with titles, numbers, aliases and years beside them."""

from __future__ import annotations

import re

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, shown
from rehabdesk.domain.tables.fields import ImportField
from rehabdesk.domain.text import clean, fold

# The families met in lists; whoever has another one is not doubted for it.
FAMILIES = frozenset(
    [
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "hoàng",
        "huỳnh",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "đào",
        "đoàn",
        "trịnh",
        "đinh",
        "mai",
        "trương",
        "lâm",
        "phùng",
        "hà",
        "tô",
        "cao",
        "lương",
        "tạ",
        "chu",
        "châu",
        "thái",
        "vương",
        "quách",
        "lưu",
        "đàm",
        "thạch",
        "kim",
        "la",
        "lò",
        "vàng",
        "giàng",
        "hứa",
        "tống",
        "ông",
        "kiều",
        "từ",
        "đồng",
        "lục",
        "nông",
        "triệu",
        "ma",
        "hạ",
        "khổng",
        "nghiêm",
        "thân",
        "tăng",
        "cù",
        "doãn",
        "bạch",
        "sùng",
        "thào",
        "vi",
        "bế",
        "hầu",
        "mã",
        "lã",
        "lỗ",
        "quan",
        "âu",
        "viên",
        "mạc",
        "cầm",
        "lường",
        "quàng",
        "tòng",
        "lèo",
        "bàn",
        "bạc",
        "sầm",
        "phí",
        "ninh",
        "giang",
        "thiều",
        "văn",
        "vừ",
        "hờ",
        "cứ",
        "mùa",
        "phàn",
        "tẩn",
        "chảo",
        "lầu",
        "hàng",
        "ly",
        "điểu",
        "thị",
        "danh",
        "sơn",
        "lại",
        "trà",
        "chế",
        "nhâm",
        "khúc",
        "tiêu",
        "khương",
        "trang",
        "ong",
        "liêu",
        "diệp",
        "đới",
        "ứng",
    ]
)

_NUMBERED = re.compile(r"^\d{1,4} ?[.)/:-] ?(?=[^\W\d])")
_TITLES = re.compile(
    r"(?P<man>ông|anh|ô\.)|(?P<woman>bà|chị|b\.)|(?P<none>em|đ/c|đồng chí|cháu|đ\.c|đ/ chí)",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"(?:[ ,;(–-]+)(?:tức(?: là)?|tên (?:gọi )?khác|bí danh|biệt danh|(?:tên )?thường gọi(?: là)?"
    r"|hay gọi là|còn gọi là|gọi là|(?-i:tự(?= [A-ZĐÀ-Ỹ]))|bd)(?: ?:)? +(?P<alias>[^()]+?)\)?$",
    re.IGNORECASE,
)
# Words that may begin such a phrase: a name with one of them is looked at closely.
ALIAS_STARTS = frozenset({"tức", "tên", "bí", "biệt", "thường", "hay", "còn", "gọi", "tự", "bd"})
_IN_BRACKETS = re.compile(r" ?[(\[](?P<inside>[^()\[\]]*)[)\]]?")
_YEAR = re.compile(
    r"[ ,;(–-]+(?:sinh(?: năm)?|sn|ns)?[ .:]*(?P<year>(?:19|20)\d\d)\)?$", re.IGNORECASE
)
_REMARKS = re.compile(
    r"(da|dang|chet|mat|di |chuyen|o |nam$|nu$|ve|con |vo |chong |bo |me |hoc|lam|khong|vang|xa"
    r"|thon|xoa|moi|trung|cu$|nghi|tai|hiv|bo tron)"
)
_NAME_SIGNS = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*")
_ALSO_MIDDLE = frozenset({"văn", "thị", "quang", "danh", "kim", "ngọc"})
_MOST_WORDS, _ALIAS_WORDS, _TWO = 7, 4, 2


def take_name(cell: CellRead, out: Gathering) -> None:
    """Read the name of the person a row is about, and what was written beside it."""
    text = _take_beside(_NUMBERED.sub("", cell.text.strip(" '`*-+")), cell, out)
    text = _take_title(text, cell, out)
    name = proper_name(text.strip(" ,;.:-–"))
    if not any(sign.isalpha() for sign in name):
        out.fault(cell, f"“{shown(cell.text)}” không phải họ và tên", ImportField.FULL_NAME)
        return
    out.put(cell, ImportField.FULL_NAME, name)
    says = name_doubt(name)
    if says:
        out.doubt(cell, says, ImportField.FULL_NAME)


def take_other_names(cell: CellRead, out: Gathering) -> None:
    """Read a column of other names; several are divided by commas."""
    parts = [part.strip(" ().-") for part in re.split(r"[,;/\n]", cell.text)]
    names = tuple(proper_name(part) for part in parts if any(sign.isalpha() for sign in part))
    if names:
        add_other_names(out, names)
        out.tell(cell, cell.field, "; ".join(names))


def add_other_names(out: Gathering, names: tuple[str, ...]) -> None:
    known = out.values.get(ImportField.OTHER_NAME, ())
    before = known if isinstance(known, tuple) else ()
    out.values[ImportField.OTHER_NAME] = tuple(dict.fromkeys([*before, *names]))


def take_person(cell: CellRead, out: Gathering) -> None:
    """Read the name of a relative; a bare name is put in proper letters, the rest stays."""
    name = proper_name(cell.text) if is_bare_name(cell.text) else cell.text
    out.put(cell, cell.field, name)


def proper_name(text: str) -> str:
    """Write each word with a capital; a word of mixed letters is somebody's own way of writing."""
    return " ".join(_proper(word) for word in clean(text).split())


def is_in_capitals(text: str) -> bool:
    """Tell whether a whole name stands in capitals, as on cards and in old lists."""
    words = clean(text).split()
    return len(words) >= _TWO and all(word.isupper() for word in words)


def is_bare_name(text: str) -> bool:
    words = text.split()
    is_plain = all(_NAME_SIGNS.fullmatch(word) for word in words)
    return bool(words) and is_plain and len(words) <= _MOST_WORDS


def is_title(word: str) -> bool:
    return bool(_TITLES.fullmatch(word))


def looks_like_name(text: str) -> bool:
    """Tell whether a text is the name of a Vietnamese person: a family first, two to six words."""
    bare = clean(_IN_BRACKETS.sub("", _NUMBERED.sub("", text)))
    words = bare.split()
    if len(words) > 1 and _TITLES.fullmatch(words[0]):
        words = words[1:]
    if not _TWO <= len(words) <= _MOST_WORDS or not is_bare_name(" ".join(words)):
        return False
    return words[0].lower() in FAMILIES


def name_doubt(name: str) -> str:
    """Say what is odd about a name, if anything is."""
    words = name.split()
    odd = next((word for word in words if not _NAME_SIGNS.fullmatch(word)), "")
    if odd:
        return f"họ và tên có “{shown(odd)}”, xem lại"
    if len(words) < _TWO:
        return f"“{name}” chỉ có một chữ, thiếu họ hoặc tên"
    if len(words) > _MOST_WORDS:
        return f"“{shown(name)}” dài quá, xem có lẫn chữ khác không"
    return ""


def _take_beside(text: str, cell: CellRead, out: Gathering) -> str:
    """Take the year of birth, other names and remarks off a name."""
    year = _YEAR.search(text)
    if year:
        text = text[: year.start()]
        _take_year(int(year["year"]), cell, out)
    alias = _ALIAS.search(text)
    if alias:
        text = text[: alias.start()]
        add_other_names(out, (proper_name(alias["alias"].strip(" .,")),))
    for brackets in _IN_BRACKETS.finditer(text):
        _take_brackets(brackets["inside"].strip(" .,:"), cell, out)
    return _IN_BRACKETS.sub(" ", text)


def _take_year(year: int, cell: CellRead, out: Gathering) -> None:
    known = out.values.setdefault(ImportField.BIRTH, PartialDate(year))
    if isinstance(known, PartialDate) and known.year == year and known != PartialDate(year):
        return
    says = f"số {year} sau tên hiểu là năm sinh"
    if isinstance(known, PartialDate) and known.year != year:
        says = f"số {year} sau tên khác với năm sinh {known.year}"
    out.doubt(cell, says, ImportField.BIRTH)


def _take_brackets(inside: str, cell: CellRead, out: Gathering) -> None:
    if not inside:
        return
    words = inside.split()
    is_name = is_bare_name(inside) and len(words) <= _ALIAS_WORDS
    if is_name and not _REMARKS.match(fold(inside)):
        add_other_names(out, (proper_name(inside),))
        says = f"chữ “{shown(inside)}” trong ngoặc hiểu là tên gọi khác"
        out.doubt(cell, says, ImportField.OTHER_NAME)
        return
    out.keep(cell, inside)
    says = f"chữ “{shown(inside)}” trong ngoặc đã chuyển sang Ghi chú"
    out.doubt(cell, says, ImportField.NOTE)


def _take_title(text: str, cell: CellRead, out: Gathering) -> str:
    """Take "Ông", "Bà" off; "Ông" is a family too, so that is doubted where it may be one."""
    words = clean(text).split()
    title = _TITLES.fullmatch(words[0]) if len(words) > 1 else None
    if title is None:
        return text
    rest = words[1:]
    is_family = rest[0].lower() in FAMILIES and rest[0].lower() not in _ALSO_MIDDLE
    if words[0].lower() == "ông" and not is_family:
        out.doubt(cell, "“Ông” có thể là họ hoặc là cách gọi, xem lại", ImportField.FULL_NAME)
        return text
    if not title["none"]:
        _take_sex(Sex.MALE if title["man"] else Sex.FEMALE, words[0], cell, out)
    return " ".join(rest)


def _take_sex(sex: Sex, title: str, cell: CellRead, out: Gathering) -> None:
    known = out.values.get(ImportField.SEX)
    if known is None:
        out.values[ImportField.SEX] = sex
        out.doubt(cell, f"giới tính lấy theo chữ “{title}” trước tên", ImportField.SEX)
    elif known is not sex:
        out.doubt(cell, f"chữ “{title}” trước tên khác với giới tính của dòng", ImportField.SEX)


def _proper(word: str) -> str:
    is_mixed = word != word.upper() and word != word.lower()
    if is_mixed and word[:1].isupper():
        return word
    pieces = re.split(r"(['’\-.])", word.lower())
    return "".join(piece[:1].upper() + piece[1:] for piece in pieces)
