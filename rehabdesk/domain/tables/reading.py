"""A row of a table read into values; nothing is changed or guessed without being told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import read_id_number
from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.legacy_letters.reading import unread_words, words_of
from rehabdesk.domain.tables.cells import decisions, names, numbers, words
from rehabdesk.domain.tables.cells.birth_parts import take_birth_parts
from rehabdesk.domain.tables.cells.days import take_birth, take_day
from rehabdesk.domain.tables.cells.gathering import CellRead, Gathering, cell_text
from rehabdesk.domain.tables.cells.office_words import EXCEL_FAULTS, NOTHING
from rehabdesk.domain.tables.cells.plain import Plain, PlainReader, plain_reader
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.domain.tables.mapping import ColumnMapping, MappedColumn
from rehabdesk.domain.tables.row import Cleaned, FieldValue, Finding, RowRead
from rehabdesk.domain.tables.row_kinds import is_place
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import TableRow, is_blank
from rehabdesk.domain.text import clean, fold

_F = ImportField
_READERS: dict[ImportField, Callable[[CellRead, Gathering], None]] = {
    _F.BIRTH: take_birth,
    _F.BIRTH_YEAR: take_birth,
    _F.SEX: words.take_sex,
    _F.MALE: words.take_marked,
    _F.FEMALE: words.take_marked,
    _F.ANY_NUMBER: numbers.take_number,
    _F.ID_NUMBER: numbers.take_number,
    _F.OLD_ID_NUMBER: numbers.take_number,
    _F.PASSPORT: numbers.take_number,
    _F.PHONE: numbers.take_phones,
    **dict.fromkeys(
        (
            *(_F.ID_ISSUED_ON, _F.COMPLETED_ON, _F.DECISION_ON, _F.TERM_START, _F.TERM_END),
            *(_F.SERVES_FROM, _F.SERVES_UNTIL, _F.CONTACT_ON),
        ),
        take_day,
    ),
    _F.DECISION: decisions.take_decision,
    _F.DECISION_NUMBER: decisions.take_decision_number,
    _F.TERM: decisions.take_term,
    _F.TERM_MONTHS: decisions.take_term,
    _F.KIND: words.take_kind,
    _F.REHAB_FORM: words.take_form,
    _F.REHAB_ORDINAL: words.take_ordinal,
    _F.CONTACT_WAY: words.take_way,
    _F.CONTACT_RATING: words.take_rating,
    _F.FULL_NAME: names.take_name,
    _F.OTHER_NAME: names.take_other_names,
    **dict.fromkeys((_F.FATHER, _F.MOTHER, _F.SPOUSE), names.take_person),
    _F.EMPLOYMENT: words.take_employment,
    _F.CRIMINAL_RECORD: words.take_record,
    _F.NOTE: words.take_note,
    _F.CONTACT_REMARK: words.take_note,
}
_TOGETHER = frozenset({_F.FAMILY_NAME, _F.GIVEN_NAME, _F.BIRTH_DAY, _F.BIRTH_MONTH, _F.BIRTH_YEAR})
# Words that mean there is none, in the columns where they cannot be a value.
_MAY_BE_NOTHING = frozenset(_READERS) - {
    *(_F.SEX, _F.MALE, _F.FEMALE, _F.NOTE, _F.CONTACT_REMARK),
    *(_F.EMPLOYMENT, _F.CRIMINAL_RECORD),
}
_TWO_FACED = frozenset({Encoding.TCVN3, Encoding.TCVN3_CAPITALS})  # many signs are letters today
_LONGEST_NOTHING = max(map(len, NOTHING)) + 2
_BORN_FIRST = {field: place for place, field in enumerate((_F.BIRTH, _F.MALE, _F.FEMALE, _F.SEX))}
# Readers that look at what else is known of the row, beyond the fields they give a value to.
_LOOKING_AROUND = frozenset(
    {*(_F.ANY_NUMBER, _F.ID_NUMBER, _F.OLD_ID_NUMBER, _F.PASSPORT), _F.FULL_NAME}
)
_MOST_SEEN = 10_000  # texts of a column


def read_row(row: TableRow, mapping: ColumnMapping, today: date) -> RowRead:
    """Read a row by the settled mapping; `today` decides years of two digits and ages."""
    return RowReader(mapping, today).read(row)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a text of a column was read as, with nothing known of the row."""

    cell: CellRead
    before: Gathering  # what was said of the cell itself
    read: Gathering

    @property
    def is_all(self) -> bool:
        """Tell whether the values are all there is to say."""
        said, read = self.before, self.read
        told = (said.doubts, said.cleaned, read.faults, read.doubts, read.cleaned, read.kept)
        return not any(told)


@dataclass(slots=True)
class _Column:
    """A column with what has been read of it so far."""

    told: MappedColumn
    plain: PlainReader | None
    remembers: bool
    seen: dict[str, _Seen] = field(default_factory=dict)
    settled: dict[str, Mapping[ImportField, FieldValue]] = field(default_factory=dict)


class RowReader:
    """Reads many rows of one mapping: what is plain at once, what was met before from memory."""

    def __init__(self, mapping: ColumnMapping, today: date) -> None:
        self._mapping, self._today = mapping, today
        ordered = sorted(mapping.columns, key=_reading_order)
        fields = {each.field for each in ordered}
        self._is_born_in_parts = bool(fields & {_F.BIRTH_DAY, _F.BIRTH_MONTH})
        self._are_women_marked = _F.FEMALE in fields and not fields & {_F.MALE, _F.SEX}
        looked_at = _TOGETHER | {_F.FEMALE} if self._are_women_marked else _TOGETHER
        self._columns = tuple(_column(each, looked_at, today) for each in ordered)
        self._places = tuple((each.told.column, each) for each in self._columns)

    def read(self, row: TableRow) -> RowRead:
        """Say what a row holds, with its faults and doubts."""
        return self._at_once(row) or self._with_care(row)

    def _at_once(self, row: TableRow) -> RowRead | None:
        """Read a row of which every cell is plain or was met before; else nothing is answered."""
        is_alone = not (row.group or row.filled or row.typed)
        if not is_alone or self._is_born_in_parts or self._are_women_marked:
            return None
        values: dict[ImportField, FieldValue] = {}
        width = len(row.cells)
        for place, column in self._places:
            raw = row.cells[place] if place < width else None
            if type(raw) is not str:
                if raw is None and column.remembers:
                    continue
                return None
            found = column.settled.get(raw)
            if found is None:
                plain = column.plain(raw) if column.plain else None
                if plain is None or plain[0] in values:
                    return None
                values[plain[0]] = plain[1]
            elif values.keys().isdisjoint(found):
                values.update(found)
            else:
                return None
        out = Gathering(row.row_number, values)
        _hold_together(self._mapping, out)
        return out.result()

    def _with_care(self, row: TableRow) -> RowRead:
        out = Gathering(row.row_number)
        found = [self._look_at(row, column, out) for column in self._columns]
        cells = [each for each in found if isinstance(each, CellRead)]
        parts = {cell.field: cell for cell in cells if cell.field in _TOGETHER}
        if self._is_born_in_parts:
            _take_birth_together(parts, out)
        else:
            parts.pop(_F.BIRTH_YEAR, None)
        for column, each in zip(self._columns, found, strict=True):
            if isinstance(each, CellRead):
                if each.field not in parts and not is_blank(each.cell):
                    _take(each, out)
            elif each is not None:
                self._recall(row, column, each, out)
        self._complete(row, cells, parts, out)
        return out.result()

    def _complete(
        self,
        row: TableRow,
        cells: list[CellRead],
        parts: dict[ImportField, CellRead],
        out: Gathering,
    ) -> None:
        """Take what several cells, or the rows above, say together."""
        if parts:
            _take_name_together(parts, out)
        if self._are_women_marked:
            _take_unmarked(cells, out)
        if row.group:
            _take_group(row, self._mapping, out)
        if row.filled:
            _tell_filled(row, self._mapping, out)
        _hold_together(self._mapping, out)

    def _look_at(
        self, row: TableRow, column: _Column, out: Gathering
    ) -> CellRead | _Seen | Plain | None:
        """Return a cell to be read, or what is known of it already; of a blank one nothing."""
        place = column.told.column
        raw = row.cells[place] if place < len(row.cells) else None
        if isinstance(raw, str) and place not in row.typed:
            plain = column.plain(raw) if column.plain else None
            if plain is not None:
                return plain
            if column.remembers:
                return self._seen(raw, row, column, out)
        elif raw is None and column.remembers:
            return None
        return _cell(row, column.told, self._today, self._mapping.kind, out)

    def _seen(self, raw: str, row: TableRow, column: _Column, out: Gathering) -> _Seen:
        seen = column.seen.get(raw)
        if seen is None:
            before, read = Gathering(row.row_number), Gathering(row.row_number)
            cell = _cell(row, column.told, self._today, self._mapping.kind, before)
            if not is_blank(cell.cell):
                _take(cell, read)
            seen = _Seen(cell, before, read)
            if len(column.seen) < _MOST_SEEN:
                column.seen[raw] = seen
                if seen.is_all:
                    column.settled[raw] = read.values
        out.doubts += seen.before.doubts
        out.cleaned += seen.before.cleaned
        return seen

    def _recall(self, row: TableRow, column: _Column, known: _Seen | Plain, out: Gathering) -> None:
        """Take over what is known of a cell; where the row says the same already, read it anew."""
        if isinstance(known, _Seen):
            if out.values.keys().isdisjoint(known.read.values):
                out.take_over(known.read)
            elif not is_blank(known.cell.cell):
                _take(known.cell, out)
            return
        said, value = known
        if said not in out.values:
            out.values[said] = value
            return
        _take(_cell(row, column.told, self._today, self._mapping.kind, out), out)


def _column(told: MappedColumn, looked_at: Collection[ImportField], today: date) -> _Column:
    is_alone = told.field not in looked_at
    is_today = told.encoding is Encoding.UNICODE
    plain = plain_reader(told.field, today) if is_alone and is_today else None
    return _Column(told, plain, is_alone and told.field not in _LOOKING_AROUND)


def letters_of_today(cell: Cell, column: MappedColumn) -> Cell:
    """Turn a text into the letters of today; one that stands in them already is left alone."""
    if not isinstance(cell, str):
        return cell
    return to_unicode(cell, column.encoding, column.font)


def _cell(
    row: TableRow, column: MappedColumn, today: date, kind: ImportKind, out: Gathering
) -> CellRead:
    raw = row.cells[column.column] if column.column < len(row.cells) else None
    cell = raw if column.column in row.typed else letters_of_today(raw, column)
    read = CellRead(column, column.field, cell, cell_text(raw), today, kind)
    if column.field in _MAY_BE_NOTHING and _is_nothing(read.text):
        out.tell(read, column.field, "")
        return CellRead(column, column.field, None, read.before, today, kind)
    if isinstance(raw, str) and raw != cell and column.encoding in _TWO_FACED and _reads_twice(raw):
        says = f"“{clean(raw)}” cũng đọc được như chữ ngày nay; đã đổi thành “{read.text}”"
        out.doubt(read, says)
    return read


def _reads_twice(text: str) -> bool:
    """Tell whether a text in old letters is good Vietnamese as it stands, too."""
    words = words_of(text)
    return bool(words) and not unread_words(words, Encoding.UNICODE)


def _is_nothing(text: str) -> bool:
    return len(text) <= _LONGEST_NOTHING and fold(text).strip(" .") in NOTHING


def _take(cell: CellRead, out: Gathering) -> None:
    if cell.text.startswith("#") and fold(cell.text) in EXCEL_FAULTS:
        out.fault(cell, f"Excel báo lỗi {cell.text} ở ô này, gõ lại giá trị")
        return
    _READERS.get(cell.field, words.take_text)(cell, out)


def _reading_order(column: MappedColumn) -> tuple[int, int]:
    """Birth and sex first: numbers are held against them, and names may say them too."""
    return _BORN_FIRST.get(column.field, len(_BORN_FIRST)), column.column


def _take_birth_together(parts: dict[ImportField, CellRead], out: Gathering) -> None:
    year = parts.get(_F.BIRTH_YEAR)
    if year:
        take_birth_parts(parts.get(_F.BIRTH_DAY), parts.get(_F.BIRTH_MONTH), year, out)


def _take_name_together(parts: dict[ImportField, CellRead], out: Gathering) -> None:
    pieces = [parts[each] for each in (_F.FAMILY_NAME, _F.GIVEN_NAME) if each in parts]
    texts = [cell.text for cell in pieces if cell.text]
    if not texts:
        return
    first = pieces[0]
    before = " ".join(cell.before for cell in pieces)
    whole = " ".join(texts)
    cell = CellRead(first.column, _F.FULL_NAME, whole, before, first.today, first.kind)
    names.take_name(cell, out)


def _take_unmarked(cells: list[CellRead], out: Gathering) -> None:
    """Where women alone are marked, whoever is not marked is a man; that is told."""
    marked = next(cell for cell in cells if cell.field is _F.FEMALE)
    is_faulty = any(each.column == marked.place for each in out.faults)
    if not is_faulty and _F.SEX not in out.values:
        out.put(marked, _F.SEX, Sex.MALE)


def _take_group(row: TableRow, mapping: ColumnMapping, out: Gathering) -> None:
    """Take hamlet or kind from the group row above, where the row itself says none."""
    group = clean(_group_of_today(row.group, mapping))
    if is_place(group):
        if _F.HAMLET not in out.values:
            out.values[_F.HAMLET] = group
            out.cleaned.append(Cleaned(_F.HAMLET, None, "", group))
        return
    kind = words.kind_of(group)
    if kind and _F.KIND not in out.values and mapping.kind is ImportKind.PERSONS:
        out.values[_F.KIND] = kind
        says = f"Diện quản lý: lấy theo dòng nhóm “{group}” là {kind.label}."
        out.doubts.append(Finding(_F.KIND, None, says, group))


def _group_of_today(group: str, mapping: ColumnMapping) -> str:
    """Read the words of a group row in the old letters of the columns, where there are any."""
    old = Counter(each.encoding for each in mapping.columns)
    del old[Encoding.UNICODE]
    encoding = max(old, key=lambda each: old[each], default=Encoding.UNICODE)
    return to_unicode(group, encoding)


def _tell_filled(row: TableRow, mapping: ColumnMapping, out: Gathering) -> None:
    for column in mapping.columns:
        if column.column in row.filled:
            text = clean(cell_text(letters_of_today(row.cells[column.column], column)))
            out.cleaned.append(Cleaned(column.field, column.column, "", text))


def _hold_together(mapping: ColumnMapping, out: Gathering) -> None:
    """Hold the values of the whole row against each other."""
    if _F.FULL_NAME not in out.values:
        _tell_nameless(mapping, out)
    start, end = out.values.get(_F.TERM_START), out.values.get(_F.TERM_END)
    if isinstance(start, date) and isinstance(end, date) and end <= start:
        column = mapping.of(_F.TERM_END) or mapping.of(_F.TERM)
        place = column.column if column else None
        says = f"Đến ngày phải sau từ ngày ({start:%d/%m/%Y})."
        out.faults.append(Finding(_F.TERM_END, place, says, f"{end:%d/%m/%Y}"))
    _hold_number(mapping, out)


def _tell_nameless(mapping: ColumnMapping, out: Gathering) -> None:
    named = mapping.of(_F.FULL_NAME) or mapping.of(_F.FAMILY_NAME) or mapping.of(_F.GIVEN_NAME)
    is_told = any(each.field is _F.FULL_NAME for each in out.faults)
    if named and not is_told:
        out.faults.append(Finding(_F.FULL_NAME, named.column, f"{named.name}: chưa có họ và tên."))


def _hold_number(mapping: ColumnMapping, out: Gathering) -> None:
    """Hold the number of the card against sex and year of birth; a doubt, never a wall."""
    number = out.values.get(_F.ID_NUMBER)
    facts = read_id_number(number) if isinstance(number, str) else None
    if facts is None:
        return
    sex, birth = out.values.get(_F.SEX), out.values.get(_F.BIRTH)
    is_other = sex is not None and sex is not facts.sex
    if isinstance(birth, PartialDate) and birth.year != facts.birth_year:
        is_other = True
    if is_other:
        column = mapping.of(_F.ID_NUMBER) or mapping.of(_F.ANY_NUMBER)
        place = column.column if column else None
        says = f"Số căn cước này là của {facts.text}. Xem lại giới tính hoặc năm sinh."
        out.doubts.append(Finding(_F.ID_NUMBER, place, says, str(number)))
