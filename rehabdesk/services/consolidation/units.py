"""Who is to send reports here: kept by the office, proposed from the list of communes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.received import ReportingUnit
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, fold, word_order
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.settling import labels

_FIRST_DAY = date(2025, 7, 1)  # today's communes began
_MOST_NAMED = 5
_HEADS = {"stt", "tt", "ten", "ten don vi", "don vi", "ten xa"}  # of a column, no unit


class UnitNameMissing(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Nhập tên đơn vị, như Xã Yên Thịnh.")


class UnitKnown(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có “{name}” trong danh sách đơn vị. Chưa thêm.")


class UnitEndsBefore(Refusal):
    field = "until_on"

    def __init__(self, start: date) -> None:
        super().__init__(f"Ngày thôi gửi phải từ {start:%d/%m/%Y}, ngày đơn vị bắt đầu gửi.")


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """An office that is to send: its code in the list of communes, its name, whom to ask."""

    code: str
    name: str
    contact: str = ""
    note: str = ""
    from_on: date = _FIRST_DAY


@dataclass(frozen=True, slots=True)
class UnitEnd:
    """The last day something is expected of a unit."""

    until: date | None = None


_END = {"until": "Ngày cuối"}


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: int
    version: int
    code: str
    name: str
    contact: str
    note: str
    from_on: date
    until_on: date | None
    has_seal: bool  # packages of its have come, signed by a key that is remembered


# Acts


def add_units(work: Work, units: Sequence[UnitFacts]) -> int:
    """Add those not on the list yet; return how many were."""
    work.require(Right.CONSOLIDATE)
    kept = work.session.scalars(select(ReportingUnit)).all()
    codes, names = {each.code for each in kept}, {fold(each.name) for each in kept}
    added = []
    for facts in units:
        name, code = clean(facts.name), clean(facts.code) or f"~{fold(clean(facts.name))}"
        if not name or code in codes or fold(name) in names:
            continue
        codes.add(code)
        names.add(fold(name))
        added.append(
            ReportingUnit(
                code=code,
                name=name,
                contact=clean(facts.contact),
                note=clean(facts.note),
                from_on=facts.from_on,
            )
        )
    if added:
        work.session.add_all(added)
        told = ", ".join(each.name for each in added[:_MOST_NAMED])
        more = len(added) - _MOST_NAMED
        name = f"{told} và {more} đơn vị nữa" if more > 0 else told
        work.record("reporting_unit.added", added[0], name=name, count=len(added))
    return len(added)


def add_unit(work: Work, facts: UnitFacts) -> None:
    if not clean(facts.name):
        raise UnitNameMissing
    if not add_units(work, [facts]):
        raise UnitKnown(clean(facts.name))


def correct_unit(work: Work, unit_id: int, version: int, facts: UnitFacts) -> None:
    work.require(Right.CONSOLIDATE)
    unit = record_of(work, ReportingUnit, unit_id)
    kept = UnitFacts(unit.code, unit.name, unit.contact, unit.note, unit.from_on)
    require_version(unit, version, Sides(work, kept, facts, labels.UNIT))
    name = clean(facts.name)
    if not name:
        raise UnitNameMissing
    others = work.session.scalars(select(ReportingUnit).filter(ReportingUnit.id != unit_id)).all()
    if any(fold(each.name) == fold(name) or each.code == facts.code for each in others):
        raise UnitKnown(name)
    unit.name, unit.contact, unit.note = name, clean(facts.contact), clean(facts.note)
    unit.code = clean(facts.code) or unit.code
    unit.from_on = facts.from_on
    work.record("reporting_unit.corrected", unit, name=name)


def retire_unit(work: Work, unit_id: int, version: int, until: date) -> None:
    """Expect nothing more of a unit after a day; what it has sent stays."""
    work.require(Right.CONSOLIDATE)
    unit = record_of(work, ReportingUnit, unit_id)
    sides = Sides(work, UnitEnd(unit.until_on), UnitEnd(until), _END)
    require_version(unit, version, sides)
    if until < unit.from_on:
        raise UnitEndsBefore(unit.from_on)
    unit.until_on = until
    work.record("reporting_unit.ended", unit, name=unit.name, until=until)


def bring_back_unit(work: Work, unit_id: int, version: int) -> None:
    work.require(Right.CONSOLIDATE)
    unit = record_of(work, ReportingUnit, unit_id)
    require_version(unit, version)
    unit.until_on = None
    work.record("reporting_unit.brought_back", unit, name=unit.name)


# Looks


def list_units(work: Work) -> list[UnitRow]:
    work.require(Right.CONSOLIDATE)
    kept = work.session.scalars(select(ReportingUnit)).all()
    return sorted(map(_row, kept), key=lambda each: word_order(bare_name(each.name)))


def proposed_units(work: Work) -> list[UnitFacts]:
    """Return the communes of the office's province that are not on the list yet."""
    work.require(Right.CONSOLIDATE)
    kept = set(work.session.scalars(select(ReportingUnit.code)))
    province = profile_on(work, work.today).province_code
    return [
        UnitFacts(each.code, f"{each.kind.label.capitalize()} {each.name}")
        for each in work.resources.units.communes_of(province)
        if each.code not in kept
    ]


def units_in_text(work: Work, text: str) -> list[UnitFacts]:
    """Read units pasted from a sheet: a name a line, its code and contact beside it."""
    known = {fold(each.name): each for each in proposed_units(work)}
    found = []
    for line in text.splitlines():
        cells = [clean(cell) for cell in line.split("\t")]
        facts = _read_cells(cells)
        if facts is not None:
            proposed = known.get(fold(facts.name))
            code = facts.code or (proposed.code if proposed else "")
            found.append(UnitFacts(code, facts.name, facts.contact))
    return found


def bare_name(name: str) -> str:
    """Return a name without what kind of unit it is, to put it in order."""
    first, _, rest = name.partition(" ")
    if fold(first) == "dac":
        return rest.partition(" ")[2] or name
    return rest if rest and fold(first) in {"xa", "phuong"} else name


def _read_cells(cells: Iterable[str]) -> UnitFacts | None:
    code = ""
    words: list[str] = []
    for cell in cells:
        if not cell:
            continue
        if cell.isdigit() and not words and len(cell) >= len("12345"):
            code = cell
        elif not cell.isdigit() or words:  # a running number is passed over
            words.append(cell)
    if not words or {fold(word) for word in words} & _HEADS:
        return None
    name = words[0]
    return UnitFacts(code, f"{name[0].upper()}{name[1:]}", ", ".join(words[1:]))


def _row(unit: ReportingUnit) -> UnitRow:
    return UnitRow(
        unit.id,
        unit.version,
        "" if unit.code.startswith("~") else unit.code,
        unit.name,
        unit.contact,
        unit.note,
        unit.from_on,
        unit.until_on,
        bool(unit.seal),
    )
