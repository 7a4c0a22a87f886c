"""What the bench says: the line of a job, its verdicts, and the table of a run."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.bars import Bar, NotYet, lower_quartile
from tests.benchmarks.job import LIMIT, OURS
from tests.benchmarks.rounds import Measured

_LIBRARIES = (
    *("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "openpyxl", "python-docx"),
    *("docxtpl", "typst", "fpdf2", "weasyprint", "XlsxWriter", "rustpy-xlsxwriter"),
)
PASS, MISSED, FAIL, SKIPPED = "PASS", "MISSED", "FAIL", "skipped"


@dataclass(frozen=True)
class Verdict:
    bar: str
    word: str
    score: float = 0.0


def header() -> str:
    """Say what the figures were taken on: never a path, never the name of a machine."""
    libraries = ", ".join(filter(None, map(_library, _LIBRARIES)))
    return (
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} (calibration), "
        f"load {os.getloadavg()[0]:.1f}; {libraries}"
    )


def verdicts(measured: Measured) -> list[Verdict]:
    bars = [bar for bar in measured.job.bars if not bar.sizes or measured.size in bar.sizes]
    return [_verdict(bar, measured) for bar in bars]


def _verdict(bar: Bar, measured: Measured) -> Verdict:
    if OURS in measured.without:
        return Verdict(bar.told, FAIL)
    for rival in bar.rivals:
        reason = measured.without.get(rival)
        if reason is not None:
            return Verdict(bar.told, SKIPPED if reason.startswith(SKIPPED) else FAIL)
    score = lower_quartile([bar.score(each) for each in measured.rounds])
    return Verdict(bar.told, _word(bar, score), score)


def _word(bar: Bar, score: float) -> str:
    if score >= 1:
        return PASS
    return MISSED if isinstance(bar, NotYet) and score >= bar.held else FAIL


def line(measured: Measured) -> str:
    """Tell a job in one line."""
    job = measured.job
    name = f"{job.name} {short(measured.size)}"
    if OURS in measured.without:
        return f"{name}  ours: {measured.without[OURS]}  {FAIL}"
    parts = [f"ours {_value(measured, OURS)}"]
    for other in job.variants[1:]:
        if other in measured.without:
            parts.append(f"{other}: {_shortened(measured.without[other])}")
        elif other == LIMIT:
            parts.append(f"limit {1 / _ratio(measured, LIMIT)[0]:.3g}x")
        else:
            ratio, least, most = _ratio(measured, other)
            parts.append(f"{other} {ratio:.3g}x [{least:.3g}-{most:.3g}]")
    figures = _figures(measured)
    parts += [f"{key} {value:.4g}" for key, value in figures.items()]
    parts += [
        f"{each.word} ({each.bar}{f', scored {each.score:.2f}' if each.score else ''})"
        for each in verdicts(measured)
    ]
    return f"{name}  " + "  ".join(parts)


def record(measured: Measured) -> dict[str, Any]:
    """Return a job's result as it is written down, one line of JSON each."""
    timed = measured.timed
    return {
        "job": measured.job.name,
        "title": measured.job.title,
        "size": measured.size,
        "unit": measured.job.figure or measured.job.unit,
        "rounds": len(measured.rounds),
        "dropped": measured.dropped,
        "medians": {name: _median(measured, name) for name in timed},
        "memory": {name: median(each[name].memory for each in measured.rounds) for name in timed},
        "ratios": {name: _ratio(measured, name) for name in timed if name != OURS},
        "figures": _figures(measured) if OURS in timed else {},
        "without": measured.without,
        "facts": {name: dict(each) for name, each in measured.facts.items()},
        "verdicts": [(each.bar, each.word, each.score) for each in verdicts(measured)],
    }


def table(records: Iterable[Mapping[str, Any]]) -> str:
    """Return the Markdown table of a run: how many times our time each rival takes."""
    rows = [
        "| job | size | ours | others: times our own [least–most] | bars |",
        "| --- | ---: | ---: | --- | --- |",
    ]
    rows += [_row(each) for each in records]
    return "\n".join(rows)


def _row(told: Mapping[str, Any]) -> str:
    others = [
        f"{name} **{ratio:.3g}x** [{least:.3g}–{most:.3g}]"
        for name, (ratio, least, most) in told["ratios"].items()
        if name != LIMIT
    ]
    if LIMIT in told["ratios"]:
        others.append(f"{1 / told['ratios'][LIMIT][0]:.3g} times the limit")
    others += [f"{name} {_shortened(reason)}" for name, reason in told["without"].items()]
    others += [f"{name} {value:.3g}" for name, value in told["figures"].items()]
    bars = [f"{bar}: {word}" for bar, word, _ in told["verdicts"]]
    ours = told["medians"].get(OURS)
    unit = {"p95_ms": "ms", "memory": "MB"}.get(told["unit"], "s")
    shown = "–" if ours is None else f"{ours:.3g} {unit}"
    cells = (
        told["title"],
        short(told["size"]),
        shown,
        "; ".join(others) or "–",
        "; ".join(bars) or "–",
    )
    return f"| {' | '.join(cells)} |"


def short(size: int) -> str:
    return f"{size // 1000}k" if size and size % 1000 == 0 else str(size)


def long(told: str) -> int:
    """Read a size: 62, 5k, 500k."""
    return int(told[:-1]) * 1000 if told.endswith("k") else int(told)


def _value(measured: Measured, name: str) -> str:
    value = _median(measured, name)
    if measured.job.figure:
        return f"{value:.4g} {measured.job.figure}"
    rate = f" {measured.size / value:.0f} {measured.job.unit}/s" if measured.job.unit else ""
    return f"{value:.4f} s{rate}"


def _median(measured: Measured, name: str) -> float:
    return median(each[name].value for each in measured.rounds)


def _ratio(measured: Measured, name: str) -> tuple[float, float, float]:
    ratios = [each[name].value / each[OURS].value for each in measured.rounds]
    return median(ratios), min(ratios), max(ratios)


def _figures(measured: Measured) -> dict[str, float]:
    names = dict.fromkeys(
        name for each in measured.rounds for name in each[OURS].figures if name != "memory"
    )
    found = {name: median(each[OURS].figures[name] for each in measured.rounds) for name in names}
    found["memory"] = median(each[OURS].memory for each in measured.rounds)
    return found


def _shortened(reason: str) -> str:
    return reason if len(reason) < 70 else f"{reason[:67]}…"


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    text = told.read_text("utf-8") if told.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].split("@")[0].strip() if found else platform.machine()


def failures(measured: Measured, required: Sequence[str]) -> list[str]:
    """Say what fails a check: a bar that was missed, a rival that had to be there."""
    name = f"{measured.job.name} {short(measured.size)}"
    missed = [f"{name}: {each.bar}" for each in verdicts(measured) if each.word == FAIL]
    if OURS in measured.without and not missed:
        missed = [f"{name}: {measured.without[OURS]}"]
    absent = [
        f"{name}: {peer} {measured.without.get(peer, 'unknown')}"
        for peer in required
        if peer not in measured.timed
        and measured.size <= getattr(measured.job.peers.get(peer), "largest", measured.size)
    ]
    return missed + absent
