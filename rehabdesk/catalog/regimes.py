"""resources/regimes read into domain values: one folder per body of law."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rehabdesk.catalog.consistency import contradictions, contradictions_between
from rehabdesk.catalog.entries import Entry, note_twice
from rehabdesk.catalog.event_law import read_events
from rehabdesk.catalog.forms import load_forms, read_form
from rehabdesk.catalog.law_data import (
    read_deadlines,
    read_signings,
    read_terms,
    read_texts,
    read_transitions,
)
from rehabdesk.domain.forms.field import Vocabulary
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.regime import Regime, in_order

COMMON = "common"  # the folder of forms no law prescribes
REGIME_FILE = "regime.toml"
_ID = re.compile(r"[a-z][a-z0-9_]{1,19}")
_PLACE = re.compile(r"line (\d+), column (\d+)")

Files = Mapping[str, bytes]  # what a body of law consists of, by its path within the folder


class RegimeUnsound(ValueError):
    """Delivered law that contradicts itself: a fault of the program, found when it is loaded."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What every body of law draws on: known fields, forms of no law, the mark of reprints."""

    fields: Vocabulary
    common: tuple[Form, ...] = ()
    mark: Sequence[Mapping[str, Any]] = ()


def load_shared(folder: Path, fields: Vocabulary) -> Shared:
    copy = folder / COMMON / "copy.toml"
    mark = tomllib.loads(copy.read_text("utf-8"))["blocks"] if copy.is_file() else []
    return Shared(fields, load_forms(folder / COMMON / "forms", fields), mark)


def load_regimes(folder: Path, fields: Vocabulary) -> tuple[Regime, ...]:
    """Read every regime, oldest first. One that contradicts itself or another never loads."""
    shared = load_shared(folder, fields)
    findings: list[str] = []
    regimes = []
    for path in sorted(folder.glob(f"*/{REGIME_FILE}")):
        found = read_regime(files_of(path.parent), shared, findings)
        if found is not None and found.id != path.parent.name:
            findings.append(f"Thư mục {path.parent.name} giữ bộ căn cứ “{found.id}”.")
        regimes += [found] if found else []
    known = in_order(regimes)
    findings += contradictions_between(known)
    if findings:
        raise RegimeUnsound("\n".join(findings))
    return known


def files_of(folder: Path) -> Files:
    found = [folder / REGIME_FILE, *sorted(folder.glob("forms/*.toml"))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def read_regime(files: Files, shared: Shared, findings: list[str]) -> Regime | None:
    """Read one body of law; everything wrong with it is added to the findings, in words."""
    before = len(findings)
    data = _parsed(REGIME_FILE, files, findings)
    forms = _forms(files, shared, findings)
    if data is None:
        return None
    regime = _regime(data, forms, shared.common, findings)
    findings += contradictions(regime)
    return regime if len(findings) == before else None


def _regime(
    data: Mapping[str, Any], own: Sequence[Form], common: Iterable[Form], findings: list[str]
) -> Regime:
    entry = Entry(data, REGIME_FILE, findings)
    texts = read_texts(entry.tables("texts"), entry, findings)
    regime = Regime(
        id=_id(entry),
        name=entry.text("name"),
        law=entry.text("law"),
        decree=entry.text("decree"),
        in_force_from=entry.needed_day("in_force_from"),
        in_force_until=entry.day("in_force_until"),
        terms=read_terms(entry.tables("terms"), texts, findings),
        deadlines=read_deadlines(entry.tables("deadlines"), texts, findings),
        forms={},
        texts=tuple(texts.values()),
        signings=read_signings(entry.tables("signings"), texts, findings),
        transitions=read_transitions(entry.tables("transitions"), texts, findings),
        changes=entry.names("changes"),
        events=read_events(entry.tables("events"), texts, findings),
    )
    entry.close()
    forms = [*own, *(form for form in common if regime.overlaps(form))]
    note_twice((form.purpose for form in forms), "Mẫu cho việc", findings)
    note_twice((form.id for form in forms), "Mẫu", findings)
    return replace(regime, forms={form.purpose: form for form in forms})


def _id(entry: Entry) -> str:
    name = entry.text("id")
    if name and (not _ID.fullmatch(name) or name == COMMON):
        entry.note("“id” gồm 2 đến 20 chữ thường không dấu, số; bắt đầu bằng chữ.")
    return name


def _forms(files: Files, shared: Shared, findings: list[str]) -> list[Form]:
    found = []
    for name in sorted(files):
        if name != REGIME_FILE and (data := _parsed(name, files, findings)) is not None:
            form = _form(name, data, shared, findings)
            found += [form] if form else []
    return found


def _form(name: str, data: Mapping[str, Any], shared: Shared, findings: list[str]) -> Form | None:
    try:
        return read_form(data, shared.fields, shared.mark)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        cause = fault.__cause__ or fault
        told = f"thiếu “{cause.args[0]}”" if isinstance(cause, KeyError) else str(fault)
        findings.append(f"{name}: {told}.")
        return None


def _parsed(name: str, files: Files, findings: list[str]) -> Mapping[str, Any] | None:
    if name not in files:
        findings.append(f"Không có tệp {name}.")
        return None
    try:
        return tomllib.loads(files[name].decode("utf-8"))
    except UnicodeDecodeError:
        findings.append(f"{name}: không phải chữ UTF-8.")
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        where = f" ở dòng {place[1]}, cột {place[2]}" if place else ""
        findings.append(f"{name}: viết sai{where}.")
    return None
