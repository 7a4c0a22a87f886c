from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from rehabdesk.domain.codes import CommuneKind
from rehabdesk.domain.places import Commune, FormerCommune, Province, ProvinceKind, UnitLists, Units

_FILE = "units.json"
_CODE = 5  # digits of a commune's code
_KINDS: Mapping[str, CommuneKind | None] = {
    "x": CommuneKind.XA,
    "p": CommuneKind.PHUONG,
    "t": CommuneKind.THI_TRAN,
    "k": CommuneKind.DAC_KHU,
    "-": None,
}


def load_units(folder: Path, extra: Path | None = None) -> Units:
    """Promise the list of places; `extra` is the file of made-up places for practice."""
    files = (folder / _FILE,) if extra is None else (folder / _FILE, extra)
    return Units(partial(_read_today, files), partial(_read_former, files))


def _read_today(files: Iterable[Path]) -> UnitLists:
    tables = _tables(files)
    return UnitLists(
        tuple(
            _province(code, name) for table in tables for code, name in table["provinces"].items()
        ),
        tuple(one for table in tables for one in _communes(table)),
        _former_provinces(tables),
    )


def _read_former(files: Iterable[Path]) -> tuple[FormerCommune, ...]:
    """Read the longer half of the lists, which most days nobody asks for."""
    tables = _tables(files)
    names = _former_provinces(tables)
    return tuple(one for table in tables for one in _former_communes(table, names))


def _tables(files: Iterable[Path]) -> list[dict[str, Any]]:
    return [json.loads(file.read_text("utf-8")) for file in files]


def _former_provinces(tables: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {code: name for one in tables for code, (name, _) in one["former_provinces"].items()}


def _province(code: str, full_name: str) -> Province:
    for kind in ProvinceKind:
        if full_name.startswith(f"{kind.label} "):
            return Province(code, full_name.removeprefix(f"{kind.label} "), kind)
    raise ValueError(f"province {code} has no known kind: {full_name}")


def _communes(table: Mapping[str, Any]) -> Iterable[Commune]:
    for province_code, lines in table["communes"].items():
        for line in lines:
            head, _, name = line.partition(" ")
            kind = _KINDS[head[_CODE]]
            if kind is None:
                raise ValueError(f"commune without a kind: {line}")
            yield Commune(head[:_CODE], name, kind, province_code)


def _former_communes(table: Mapping[str, Any], names: Mapping[str, str]) -> Iterable[FormerCommune]:
    for province_code, districts in table["former_communes"].items():
        province = names[province_code]
        for district, lines in districts.items():
            for line in lines:
                head, _, name = line.partition(" ")
                became = tuple(head[_CODE + 1 :].split(","))
                kind = _KINDS[head[_CODE]]
                yield FormerCommune(head[:_CODE], name, kind, district, province, became)
