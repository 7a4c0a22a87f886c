"""A made-up list of 5,000 persons as the office kept it, part of whom it has on file already."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl.workbook.workbook import Workbook

from rehabdesk.domain.codes import Sex
from tests.benchmarks import offices
from tests.benchmarks.persons import HAMLETS, Invented, persons

ROWS, SAME_NUMBER, SAME_NAME, FAULTY = 5_000, 300, 100, 100
NEW = ROWS - SAME_NUMBER - SAME_NAME - FAULTY
HEADS = (
    *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số căn cước", "Điện thoại"),
    *("Thôn", "Chỗ ở hiện nay", "Nghề nghiệp"),
)
NO_DAY = "31/02/1980"
KNOWN_HAMLETS = 3  # an office of the bench has the first so many
_OWN_NUMBERS = 600_000  # of those who are in no office


@dataclass(frozen=True)
class Listed:
    """The rows, and who among them is in the office by number or by name and day of birth."""

    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Found:
    """What an import made of the rows, and how many persons there are since."""

    created: int
    same_number: int
    same_name: int
    faulty: int
    persons: int

    @property
    def rows(self) -> int:
        return self.created + self.same_number + self.same_name + self.faulty


def listed(seed: int, size: int) -> Listed:
    kept = offices.people(size)
    first = seed * 997 % (size // 2)
    new = persons(seed, NEW + FAULTY)
    rows = [_row(each, _number(each, seed, place)) for place, each in enumerate(new[:NEW])]
    rows += [_row(each, "", NO_DAY) for each in new[NEW:]]
    rows += [_row(each, each.id_number) for each in kept[first : first + SAME_NUMBER]]
    first += SAME_NUMBER
    rows += [_row(each, "") for each in kept[first : first + SAME_NAME]]
    return Listed(tuple((number, *row) for number, row in enumerate(rows, 1)))


def written(content: Listed, path: Path) -> Path:
    book = Workbook(write_only=True)
    page = book.create_sheet("Tong hop")
    page.append(HEADS)
    for row in content.rows:
        page.append(row)
    file = BytesIO()
    book.save(file)
    path.write_bytes(file.getvalue())
    return path


def _number(each: Invented, seed: int, place: int) -> str:
    century_and_sex = (0 if each.born.year < 2000 else 2) + (each.sex is Sex.FEMALE)
    serial = _OWN_NUMBERS + seed % 60 * ROWS + place
    return f"099{century_and_sex}{each.born.year % 100:02d}{serial:06d}"


def _row(each: Invented, number: str, born: str = "") -> tuple[object, ...]:
    hamlet = HAMLETS[each.hamlet % KNOWN_HAMLETS]
    born = born or f"{each.born:%d/%m/%Y}"
    about = (hamlet, each.residence, each.trade)
    return (each.full_name, born, each.sex.label, number, each.phone, *about)
