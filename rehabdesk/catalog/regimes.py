"""resources/regimes read into domain values: one folder per body of law."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from rehabdesk.domain.forms.form import Form, Persons
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, Kind, LinePattern
from rehabdesk.domain.regime import Deadline, Regime, Term

_ONE_DAY = timedelta(days=1)


def load_regimes(folder: Path) -> tuple[Regime, ...]:
    """Read every regime, oldest first. One that contradicts itself or another never loads."""
    regimes = sorted(
        (_regime(path.parent) for path in folder.glob("*/regime.toml")),
        key=lambda regime: regime.in_force_from,
    )
    for earlier, later in pairwise(regimes):
        ended = earlier.in_force_until
        if ended is None or ended + _ONE_DAY != later.in_force_from:
            raise ValueError(f"regimes {earlier.id} and {later.id} overlap or leave a gap")
    return tuple(regimes)


def _regime(folder: Path) -> Regime:
    data = _read(folder / "regime.toml")
    forms = [_form(path) for path in sorted(folder.glob("forms/*.toml"))]
    regime = Regime(
        id=data["id"],
        name=data["name"],
        law=data["law"],
        decree=data["decree"],
        in_force_from=data["in_force_from"],
        in_force_until=data.get("in_force_until"),
        terms=tuple(_term(term) for term in data["terms"]),
        deadlines=tuple(Deadline(**deadline) for deadline in data["deadlines"]),
        forms={form.purpose: form for form in forms},
    )
    if regime.id != folder.name or len(regime.forms) != len(forms):
        raise ValueError(f"{folder.name}: another id, or two forms of one purpose")
    _refuse_twice(folder.name, (name for term in regime.terms for name in term.rehab_forms))
    _refuse_twice(folder.name, (deadline.id for deadline in regime.deadlines))
    return regime


def _term(data: Mapping[str, Any]) -> Term:
    return Term(**{**data, "rehab_forms": frozenset(data["rehab_forms"])})


def _form(path: Path) -> Form:
    data = _read(path)
    fields = Fields(
        paper=frozenset(data["fields"]),
        person=frozenset(data.get("person_fields", ())),
        lists=frozenset(data.get("lists", ())),
        flags=frozenset(data.get("flags", ())),
        blanks=frozenset(data.get("blanks", ())),
    )
    return Form(
        id=data["id"],
        code=data["code"],
        purpose=data["purpose"],
        title=data["title"],
        symbol=data["symbol"],
        letterhead=data["letterhead"],
        signature=data["signature"],
        persons=Persons(data["persons"]),
        fields=fields,
        confidence=data["confidence"],
        blocks=tuple(_block(block) for block in data["blocks"]),
    )


def _block(data: dict[str, Any]) -> BlockPattern:
    kind = Kind(data.pop("kind"))
    return BlockPattern(kind, {part: _lines(lines) for part, lines in data.items()})


def _lines(data: str | dict[str, Any] | list[str | dict[str, Any]]) -> tuple[LinePattern, ...]:
    """Read one line or several; a line is its text alone, or a table that says when it holds."""
    lines = data if isinstance(data, list) else [data]
    return tuple(
        LinePattern(line) if isinstance(line, str) else _line(dict(line)) for line in lines
    )


def _line(data: dict[str, Any]) -> LinePattern:
    line = LinePattern(
        text=data.pop("text"),
        id=data.pop("id", ""),
        is_optional=data.pop("optional", False),
        when=_names(data.pop("when", ())),
        unless=_names(data.pop("unless", ())),
        first_day=data.pop("from", None),
        last_day=data.pop("until", None),
        apart=data.pop("apart", ""),
    )
    if data or (line.is_optional and not line.id):
        raise ValueError(f"{line.text[:40]}: unknown keys {sorted(data)}, or optional without id")
    return line


def _names(data: str | Iterable[str]) -> tuple[str, ...]:
    return (data,) if isinstance(data, str) else tuple(data)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _refuse_twice(where: str, names: Iterable[str]) -> None:
    known = list(names)
    if len(set(known)) != len(known):
        raise ValueError(f"{where}: said twice in {sorted(known)}")
