"""A list as it stands, on its way out: printed, or as a workbook of true dates and plain texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.documents.official_list import Column, ColumnKind, OfficialList, Signer, Value
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.exports import ExportedFile, NobodyInList, PrintedList, PurposeRequired
from rehabdesk.services.lists.people import read_lines
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.people.files import PersonRow

_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_DIGITS = re.compile(r"[\d ./+-]*\d[\d ./+-]*")
_COUNT = re.compile(r"\d{1,6}|\d{1,3}(\.\d{3})+")  # money too, as it is grouped on the screen
_DIGIT = re.compile(r"\d")
LEAST, MOST = 6.0, 40.0  # letters of a column
_PIXELS_A_LETTER = 6.5
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True, slots=True)
class LeavingColumn:
    """A column as it stands on the screen; `is_number` where its digits are to be counted with."""

    title: str
    pixels: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class LeavingList:
    """Rows of texts as they are read on the screen, and whose they are where they are persons'."""

    name: str
    title: str
    columns: tuple[LeavingColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    person_ids: tuple[int | None, ...] = ()
    told: str = ""  # the filter in words
    purpose: str = ""
    names_persons: bool = False
    has_signers: bool = False


@dataclass(frozen=True, slots=True)
class LeavingPeople:
    """Files of persons, each line told by the list's own columns."""

    person_ids: tuple[int, ...]
    columns: tuple[LeavingColumn, ...]
    tell: Callable[[PersonRow], tuple[str, ...]]
    told: str
    purpose: str
    has_signers: bool = False
    title: str = "DANH SÁCH\nNgười được quản lý"


# Acts


def print_rows(work: Work, order: LeavingList) -> PrintedList:
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing

    official, count = _official(work, order)
    fonts.register(work.resources.fonts)
    content = draw_listing(official, practice=work.resources.is_practice)
    work.record("list.printed", None, count=count, purpose=clean(order.purpose), kind=order.name)
    return PrintedList(_file_name(work, order, "pdf"), content, count)


def export_rows(work: Work, order: LeavingList) -> ExportedFile:
    """Make the workbook; lists to be corrected and brought back are made by the import."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.xlsx import write_list

    official, count = _official(work, order)
    fonts.register(work.resources.fonts)
    content = write_list(official)
    work.record("list.exported", None, count=count, purpose=clean(order.purpose), kind=order.name)
    return ExportedFile(_file_name(work, order, "xlsx"), content, count)


def print_people(work: Work, order: LeavingPeople) -> PrintedList:
    return print_rows(work, _read(work, order))


def export_people(work: Work, order: LeavingPeople) -> ExportedFile:
    return export_rows(work, _read(work, order))


# What becomes of it


def _read(work: Work, order: LeavingPeople) -> LeavingList:
    work.require(Right.EXPORT_LISTS)
    persons = read_lines(work, order.person_ids, has_more=True)
    return LeavingList(
        "people",
        order.title,
        order.columns,
        tuple(order.tell(person) for person in persons),
        tuple(person.id for person in persons),
        order.told,
        order.purpose,
        names_persons=True,
        has_signers=order.has_signers,
    )


def _official(work: Work, order: LeavingList) -> tuple[OfficialList, int]:
    work.require(Right.EXPORT_LISTS)
    if order.names_persons and not clean(order.purpose):
        raise PurposeRequired
    hidden = _left_out(work, order.person_ids)
    ids = order.person_ids or (None,) * len(order.rows)
    kept = [(one, row) for one, row in zip(ids, order.rows, strict=True) if one not in hidden]
    if not kept:
        raise NobodyInList
    kinds = [_kind(column, [row[at] for _, row in kept]) for at, column in enumerate(order.columns)]
    columns = [_column(column, kind) for column, kind in zip(order.columns, kinds, strict=True)]
    rows = []
    for number, (_, row) in enumerate(kept, start=1):
        values = (_value(text, kind) for text, kind in zip(row, kinds, strict=True))
        rows.append((number, *values))
    left_out = len(order.rows) - len(kept)
    profile, day = profile_on(work, work.today), prose_date(work.today)
    head = f"TRƯỞNG {upper(profile.drafting_unit_name)}"
    signers = (Signer("NGƯỜI LẬP BẢNG", name=work.actor.name), Signer(head))
    listed = OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {day}",
        order.title,
        (Column("STT", 6, ColumnKind.COUNT), *columns),
        tuple(rows),
        f"(Tính đến {day}{'; ' + order.told if order.told else ''})",
        (f"{left_out} người không in theo yêu cầu",) if left_out else (),
        f"Tổng số: {len(kept)} dòng",
        signers if order.has_signers else (),
    )
    return listed, len(kept)


def _left_out(work: Work, person_ids: Sequence[int | None]) -> frozenset[int]:
    if not any(person_ids):
        return frozenset()
    return frozenset(work.session.scalars(select(Person.id).where(Person.is_left_out_of_lists)))


def _kind(column: LeavingColumn, texts: Sequence[str]) -> ColumnKind:
    """Tell what a column holds from all that stands in it: one odd text makes texts of all."""
    filled = [text for text in texts if text]
    words = [text for text in filled if _day(text) is None]
    if len(words) < len(filled) and not any(_DIGIT.search(text) for text in words):
        return ColumnKind.DATE  # beside words such as "chờ số"
    if filled and column.is_number and all(_COUNT.fullmatch(text) for text in filled):
        return ColumnKind.COUNT
    if filled and all(_DIGITS.fullmatch(text) for text in filled):
        return ColumnKind.CODE
    return ColumnKind.TEXT


def _column(column: LeavingColumn, kind: ColumnKind) -> Column:
    width = min(max(column.pixels / _PIXELS_A_LETTER, LEAST), MOST)
    return Column(column.title, max(width, 11.0) if kind is ColumnKind.DATE else width, kind)


def _value(text: str, kind: ColumnKind) -> Value:
    if not text:
        return None
    if kind is ColumnKind.DATE:
        return _day(text) or text
    return int(text.replace(".", "")) if kind is ColumnKind.COUNT else text


def _day(text: str) -> date | None:
    if _DAY.fullmatch(text) is None:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


def _file_name(work: Work, order: LeavingList, kind: str) -> str:
    title = order.title.replace("\n", " ")
    title = f"{title[:1]}{title[1:].lower()}" if title.isupper() else title.capitalize()
    return f"{' '.join(_NOT_IN_NAMES.sub(' ', title).split())} {work.today:%Y-%m-%d}.{kind}"
