"""What the cells of a column look like, whatever its head says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.tables.cells.days import read_day
from rehabdesk.domain.tables.cells.gathering import cell_text
from rehabdesk.domain.tables.cells.names import looks_like_name
from rehabdesk.domain.tables.cells.numbers import looks_like_number
from rehabdesk.domain.tables.cells.office_words import NOTHING, SEXES
from rehabdesk.domain.tables.cells.words import form_of, is_mark, kind_of
from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.row_kinds import is_place
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.text import clean, fold

_DECISION = re.compile(r"\d+ ?/.*q[đd]", re.IGNORECASE)
_DAY_BESIDE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|ngày \d")
_DAY_SHAPE = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(\d{4}|\d{2})")
_PHONE = re.compile(r"(?:\+?84|0)[\d .\-]{8,13}")
_TERM = re.compile(r"\d{1,2} ?(tháng|năm|th)\b", re.IGNORECASE)
_SCHOOLING = re.compile(r"\d{1,2} ?/ ?1[02]|lớp \d|mù chữ|thpt|thcs|tiểu học|đại học|cao đẳng")
_ETHNIC = frozenset(
    [
        "kinh",
        "tày",
        "thái",
        "mường",
        "khmer",
        "khơme",
        "nùng",
        "mông",
        "h'mông",
        "hmông",
        "dao",
        "hoa",
        "giarai",
        "êđê",
        "bana",
        "sánchay",
        "chăm",
        "cơho",
        "xơđăng",
        "sándìu",
        "hrê",
        "raglai",
        "mnông",
        "thổ",
        "xtiêng",
        "khơmú",
        "bruvânkiều",
        "giáy",
        "co",
        "tàôi",
        "mạ",
        "giẻtriêng",
        "lahủ",
        "làochỏ",
        "lự",
    ]
)
_RELIGIONS = ("khong", "phat", "cong giao", "thien chua", "tin lanh", "cao dai", "hoa hao", "luong")
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73050
_FIRST_YEAR, _LAST_YEAR = 1920, 2030
_OLD, _PHONE_DIGITS, _MOBILE_STARTS = 9, 10, "35789"
_POWER = re.compile(r"[\d.,]+e\+?\d+")
_YEAR_ALONE = re.compile(r"\D*\d{4}\D*")


class Shape(Coded):
    """A sort of value, with the words for a reason."""

    NAME = "name", "họ và tên"
    DAY = "day", "ngày"
    YEAR = "year", "năm"
    SERIAL = "serial", "ngày dạng số của Excel"
    NUMBER_12 = "number_12", "số 12 chữ số"
    NUMBER_SHORT = "number_short", "số 12 chữ số đã mất số 0 ở đầu"
    NUMBER_9 = "number_9", "số 9 chữ số"
    NUMBER_8 = "number_8", "số 9 chữ số đã mất số 0 ở đầu"
    POWER = "power", "số bị Excel làm mất chữ số cuối"
    PHONE = "phone", "số điện thoại"
    PHONE_SHORT = "phone_short", "số điện thoại đã mất số 0 ở đầu"
    MARK = "mark", "dấu x"
    SEX = "sex", "Nam, Nữ"
    KIND = "kind", "diện quản lý"
    PLACE = "place", "thôn, tổ"
    DECISION = "decision", "số quyết định"
    DECISION_DAY = "decision_day", "số và ngày quyết định"
    TERM = "term", "thời hạn"
    ETHNICITY = "ethnicity", "dân tộc"
    RELIGION = "religion", "tôn giáo"
    SCHOOLING = "schooling", "trình độ học vấn"
    COUNT = "count", "số đếm"
    TEXT = "text", "chữ"


_BY_LENGTH = {
    12: Shape.NUMBER_12,
    11: Shape.NUMBER_SHORT,
    10: Shape.NUMBER_SHORT,
    9: Shape.NUMBER_9,
    8: Shape.NUMBER_8,
}
# Which shapes a field may hold; a field not told here takes any text.
FITTING: dict[F, frozenset[Shape]] = {
    F.FULL_NAME: frozenset({Shape.NAME, Shape.TEXT}),
    F.SEX: frozenset({Shape.SEX, Shape.MARK, Shape.COUNT}),
    **dict.fromkeys((F.MALE, F.FEMALE), frozenset(
        {Shape.MARK, Shape.YEAR, Shape.DAY, Shape.SERIAL, Shape.SEX, Shape.COUNT}
    )),
    F.BIRTH: frozenset({Shape.DAY, Shape.YEAR, Shape.SERIAL}),
    **dict.fromkeys((F.ANY_NUMBER, F.ID_NUMBER, F.OLD_ID_NUMBER), frozenset({
        Shape.NUMBER_12, Shape.NUMBER_SHORT, Shape.NUMBER_9, Shape.NUMBER_8, Shape.POWER,
        Shape.PHONE, Shape.PHONE_SHORT,
    })),
    F.PHONE: frozenset({
        Shape.PHONE, Shape.PHONE_SHORT, Shape.NUMBER_9, Shape.NUMBER_SHORT, Shape.POWER,
    }),
    **dict.fromkeys(
        (F.ID_ISSUED_ON, F.COMPLETED_ON, F.DECISION_ON, F.TERM_START, F.TERM_END, F.SERVES_FROM,
         F.SERVES_UNTIL, F.CONTACT_ON),
        frozenset({Shape.DAY, Shape.SERIAL, Shape.YEAR}),
    ),
    F.KIND: frozenset({Shape.KIND, Shape.TEXT}),
}  # fmt: skip
# Which field a shape means when the head says nothing.
MEANT: dict[Shape, F] = {
    Shape.NAME: F.FULL_NAME,
    Shape.NUMBER_12: F.ID_NUMBER,
    Shape.NUMBER_SHORT: F.ID_NUMBER,
    Shape.NUMBER_9: F.OLD_ID_NUMBER,
    Shape.NUMBER_8: F.OLD_ID_NUMBER,
    Shape.PHONE: F.PHONE,
    Shape.PHONE_SHORT: F.PHONE,
    Shape.SEX: F.SEX,
    Shape.KIND: F.KIND,
    Shape.PLACE: F.HAMLET,
    Shape.DECISION: F.DECISION_NUMBER,
    Shape.DECISION_DAY: F.DECISION,
    Shape.TERM: F.TERM,
    Shape.ETHNICITY: F.ETHNICITY,
    Shape.SCHOOLING: F.EDUCATION,
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How many cells of a column hold what."""

    counts: dict[Shape, int]
    filled: int
    is_serial: bool  # 1, 2, 3 … down the column

    @property
    def main(self) -> Shape | None:
        """The shape most cells have; several of numbers or days count together."""
        return max(self.counts, key=lambda each: self.counts[each]) if self.counts else None

    def share(self, *shapes: Shape) -> float:
        return sum(self.counts.get(each, 0) for each in shapes) / self.filled if self.filled else 0

    def count(self, shape: Shape) -> int:
        return self.counts.get(shape, 0)


def profile(cells: Sequence[Cell], today: date) -> Profile:
    """Look at the cells of one column, in the letters of today."""
    texts = Counter(cell for cell in cells if isinstance(cell, str))
    others = [(cell, 1) for cell in cells if not isinstance(cell, str)]
    counts: Counter[Shape] = Counter()
    for cell, times in (*texts.items(), *others):
        if not _is_nothing(cell):
            counts[shape_of(cell, today)] += times
    return Profile(dict(counts), counts.total(), _counts_up(cells))


def shape_of(cell: Cell, today: date) -> Shape:
    if isinstance(cell, bool):
        return Shape.MARK
    if isinstance(cell, date | datetime):
        return Shape.DAY
    digits = looks_like_number(cell)
    if digits:
        return _of_digits(cell, digits)
    return _of_words(clean(cell_text(cell)), today)


def days_are_doubtful(cells: Sequence[Cell], today: date) -> bool:
    """Tell whether Excel took days for months: its own are of the 1st to the 12th, texts later."""
    own = [cell for cell in cells if isinstance(cell, date)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not own or not texts or any(cell.day > 12 for cell in own):  # noqa: PLR2004
        return False
    read = [read_day(text, today, is_birth=False).value for text in texts]
    late = [value for value in read if value and value.day and value.day > 12]  # noqa: PLR2004
    return len(late) >= 2 and len(own) >= 2  # noqa: PLR2004


def _is_nothing(cell: Cell) -> bool:
    text = fold(clean(cell_text(cell))).strip(" .")
    return not text or (text in NOTHING and text not in {"x", "0", "khong"})


def _counts_up(cells: Sequence[Cell]) -> bool:
    texts = (cell_text(cell).strip() for cell in cells)
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
    steps = [after - before for before, after in pairwise(numbers)]
    up = sum(step == 1 for step in steps)
    return len(numbers) >= 2 and numbers[0] <= 2 and up >= 0.7 * len(steps)  # noqa: PLR2004


def _of_digits(cell: Cell, digits: int) -> Shape:
    text = "".join(sign for sign in cell_text(cell) if sign.isdigit())
    number = int(text)
    if digits == len("1985") and _FIRST_YEAR <= number <= _LAST_YEAR:
        return Shape.YEAR
    if digits == len("43252") and _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return Shape.SERIAL
    if digits in (7, 8) and _is_packed_day(text):
        return Shape.DAY
    if digits == _PHONE_DIGITS and text[0] == "0" and text[1] != "0":
        return Shape.PHONE
    if digits == _OLD and text[0] in _MOBILE_STARTS:
        return Shape.PHONE_SHORT
    return _BY_LENGTH.get(digits, Shape.COUNT)


def _is_packed_day(text: str) -> bool:
    padded = text.zfill(8)
    day, month, year = int(padded[:2]), int(padded[2:4]), int(padded[4:])
    return 1 <= day <= 31 and 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR  # noqa: PLR2004


def _of_words(text: str, today: date) -> Shape:
    folded = fold(text)
    if is_mark(text):
        return Shape.MARK
    if folded.strip(" .") in SEXES:
        return Shape.SEX
    numbered = _of_numbered(text, folded, today)
    if numbered:
        return numbered
    return Shape.NAME if looks_like_name(text) else _of_office_words(text, folded, text.lower())


def _of_numbered(text: str, folded: str, today: date) -> Shape | None:
    """Recognise numbers of papers, telephones, days and terms written with signs and words."""
    found: Shape | None = None
    if not any(map(str.isdigit, text)):
        return None
    if _DECISION.search(text):
        found = Shape.DECISION_DAY if _DAY_BESIDE.search(text) else Shape.DECISION
    elif _PHONE.search(text) and not text[:1].isalpha():
        found = Shape.PHONE
    elif _POWER.fullmatch(folded):
        found = Shape.POWER
    elif _DAY_SHAPE.fullmatch(text) or read_day(text, today, is_birth=False).value:
        found = Shape.YEAR if _YEAR_ALONE.fullmatch(text) else Shape.DAY
    elif _TERM.match(text):
        found = Shape.TERM
    return found


def _of_office_words(text: str, folded: str, lowered: str) -> Shape:
    if is_place(text) and len(text.split()) <= 5 and "," not in text:  # noqa: PLR2004
        return Shape.PLACE
    if kind_of(text) or (form_of(text) and len(text.split()) <= 8):  # noqa: PLR2004
        return Shape.KIND
    if lowered.replace(" ", "").replace("-", "") in _ETHNIC:
        return Shape.ETHNICITY
    if _SCHOOLING.match(lowered):
        return Shape.SCHOOLING
    if folded.startswith(_RELIGIONS):
        return Shape.RELIGION
    return Shape.TEXT
