"""Forms read from TOML: the law's words in a file of their own, and when each line is printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rehabdesk.catalog.chosen import chosen
from rehabdesk.domain.forms.field import FieldType, Vocabulary
from rehabdesk.domain.forms.form import (
    Alternative,
    Form,
    Group,
    LetterheadKind,
    Persons,
    SignatureKind,
    with_choices,
)
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, Grid, Kind, LinePattern
from rehabdesk.domain.forms.trust import Level, Trust

_GAPS = {  # what is printed for the pen where a value of this type is missing
    FieldType.DATE: "…/…/……",
    FieldType.PROSE_DATE: "ngày …… tháng …… năm ………",
    FieldType.TIME: "…… giờ …… phút",
    FieldType.NUMBER: "……",
}


class FormFault(ValueError):
    """A form file that contradicts itself; the sentence says which and where."""


def load_forms(folder: Path, fields: Vocabulary) -> tuple[Form, ...]:
    paths = sorted(folder.glob("*.toml"))
    return tuple(read_form(tomllib.loads(path.read_text("utf-8")), fields) for path in paths)


def read_form(
    data: Mapping[str, Any], fields: Vocabulary, mark: Sequence[Mapping[str, Any]] = ()
) -> Form:
    """Make a form of what its file says; what it does not know is a fault, never ignored.

    The blocks of `mark` stand under a form that is only printed again.
    """
    data = dict(data)
    name = str(data.get("id", "?"))
    try:
        return _form(data, fields, mark)
    except FormFault:
        raise
    except (KeyError, ValueError) as fault:
        raise FormFault(f"Mẫu {name}: {fault}") from fault


def _form(data: dict[str, Any], fields: Vocabulary, mark: Sequence[Mapping[str, Any]]) -> Form:
    alternatives = tuple(_alternative(each) for each in data.pop("alternatives", ()))
    reprint_only = data.pop("reprint_only", False)
    given = [*data.pop("blocks"), *(mark if reprint_only else ())]
    blocks = tuple(_block(dict(block), alternatives) for block in given)
    confidence = {part: _trust(each) for part, each in data.pop("confidence").items()}
    if reprint_only:
        confidence["copy"] = Trust(Level.INFERRED, "Theo Điều 25 Nghị định 30/2020/NĐ-CP.")
    form = Form(
        id=data.pop("id"),
        code=data.pop("code"),
        purpose=data.pop("purpose"),
        title=data.pop("title"),
        symbol=data.pop("symbol"),
        letterhead=chosen(LetterheadKind, data.pop("letterhead")),
        signature=chosen(SignatureKind, data.pop("signature")),
        persons=chosen(Persons, data.pop("persons")),
        fields=_fields(blocks, fields, alternatives, data.pop("dots", {})),
        confidence=confidence,
        blocks=blocks,
        group=chosen(Group, data.pop("group")),
        number_in_book=data.pop("number_in_book", True),
        valid_from=data.pop("valid_from", None),
        valid_until=data.pop("valid_until", None),
        reprint_only=reprint_only,
        is_landscape=data.pop("landscape", False),
        alternatives=alternatives,
    )
    _refuse_rest(form.id, data)
    if form.persons is Persons.NONE and form.fields.person:
        raise FormFault(f"Mẫu {form.id} không ghi tên ai mà hỏi {sorted(form.fields.person)}")
    return form


def _fields(
    blocks: Sequence[BlockPattern],
    vocabulary: Vocabulary,
    alternatives: Sequence[Alternative],
    dots: Mapping[str, int | list[int]],
) -> Fields:
    """Sort the names the blocks use by what the vocabulary says of them."""
    used = frozenset[str]().union(*(block.names for block in blocks))
    unknown = used - vocabulary.keys()
    if unknown:
        raise ValueError(f"ô không có trong danh mục: {', '.join(sorted(unknown))}")
    known = [vocabulary[name] for name in sorted(used)]
    lists = {each.name for each in known if each.type in {FieldType.LIST, FieldType.TABLE}}
    flags = {each.name for each in known if each.type is FieldType.FLAG}
    person = {each.name for each in known if each.is_of_person} - lists - flags
    paper = used - lists - flags - person
    if dots.keys() - used:
        raise ValueError(f"chấm cho ô không có: {sorted(dots.keys() - used)}")
    return Fields(
        paper=frozenset(paper),
        person=frozenset(person),
        lists=frozenset(lists),
        flags=frozenset(flags),
        blanks=frozenset(each.name for each in known if each.is_blank),
        wholes={each.field: each.whole for each in alternatives},
        gaps={
            **{each.name: _GAPS[each.type] for each in known if each.type in _GAPS},
            **{name: _dotted(count) for name, count in dots.items()},
        },
    )


def _dotted(count: int | list[int]) -> str:
    """Draw so many dots, on a line or on several."""
    counts = count if isinstance(count, list) else [count]
    return "\n".join("…" * each for each in counts)


def _alternative(data: Mapping[str, Any]) -> Alternative:
    return Alternative(data["field"], data["whole"], tuple(data["choices"]))


def _trust(data: Mapping[str, Any]) -> Trust:
    return Trust(chosen(Level, data["level"]), data["note"])


def _block(data: dict[str, Any], alternatives: Sequence[Alternative]) -> BlockPattern:
    kind = chosen(Kind, data.pop("kind"))
    when = _names(data.pop("when", ()))
    grid = _grid(data) if kind is Kind.TABLE else None
    trust = _trust(data.pop("trust")) if "trust" in data else None
    unknown = data.keys() - set(kind.parts)
    if unknown:
        raise ValueError(f"{kind}: không hiểu {sorted(unknown)}")
    parts = {part: _lines(data[part], alternatives) for part in kind.parts if part in data}
    return BlockPattern(kind, parts, grid, when, trust)


def _grid(data: dict[str, Any]) -> Grid:
    return Grid(
        data.pop("rows"),
        tuple(data.pop("widths")),
        frozenset(data.pop("centred", ())),
        data.pop("blank_rows", 0),
    )


def _lines(
    data: str | dict[str, Any] | list[str | dict[str, Any]], alternatives: Sequence[Alternative]
) -> tuple[LinePattern, ...]:
    """Read one line or several; a line is its text alone, or a table that says when it holds."""
    lines = data if isinstance(data, list) else [data]
    return tuple(
        _line({"text": line} if isinstance(line, str) else dict(line), alternatives)
        for line in lines
    )


def _line(data: dict[str, Any], alternatives: Sequence[Alternative]) -> LinePattern:
    line = LinePattern(
        text=with_choices(data.pop("text"), alternatives),
        id=data.pop("id", ""),
        is_optional=data.pop("optional", False),
        when=_names(data.pop("when", ())),
        unless=_names(data.pop("unless", ())),
        first_day=data.pop("from", None),
        last_day=data.pop("until", None),
        apart=data.pop("apart", ""),
        verbatim=data.pop("verbatim", ""),
        hint=data.pop("hint", ""),
        level=chosen(Level, data.pop("level")) if "level" in data else None,
    )
    _refuse_rest(line.text[:40], data)
    if line.is_optional and not line.id:
        raise ValueError(f"{line.text[:40]}: dòng bỏ được phải có id")
    return line


def _names(data: str | Iterable[str]) -> tuple[str, ...]:
    return (data,) if isinstance(data, str) else tuple(data)


def _refuse_rest(where: str, data: Mapping[str, Any]) -> None:
    if data:
        raise ValueError(f"{where}: không hiểu {sorted(data)}")
