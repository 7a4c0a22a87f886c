"""Reads layouts of reports (resources/reports/, or a province's own) and checks them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.domain.codes import Coded, DeadlineUnit
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import Breakdown, PeriodKind, WindowRule
from rehabdesk.domain.reports.indicators import Indicator
from rehabdesk.domain.reports.layouts import ColumnRole, Layout, LayoutColumn, LayoutRow

C = TypeVar("C", bound=Coded)
_MOST_DAYS = 60
_DEEPEST = 3  # levels of indentation
_PLACE = re.compile(r"line (\d+), column (\d+)")
_ROLES = tuple(each for each in ColumnRole if each is not ColumnRole.TODAY)
_DIVISORS = (1, 1_000, 1_000_000, 1_000_000_000)


class LayoutFault(Refusal):
    """A layout that cannot be used, and what is to be put right in it."""


@cache
def load_layouts(folder: Path) -> tuple[Layout, ...]:
    """Return the delivered layouts, the one shown first in front; a faulty one never loads."""
    known = load_indicators(folder)
    files = [
        tomllib.loads(file.read_text("utf-8"))
        for file in sorted((folder / "reports").glob("*.toml"))
    ]
    told = sorted((each for each in files if "rows" in each), key=lambda each: each["place"])
    found = tuple(read_layout(each, known) for each in told)
    if len({each.key for each in found}) < len(found):
        raise ValueError("resources/reports: a key stands there twice")
    return found


def read_toml(text: str, known: Mapping[str, Indicator]) -> Layout:
    """Read the data file a province gave out."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        place = _PLACE.search(str(fault))
        at = f" ở dòng {place[1]}, chữ thứ {place[2]}" if place else ""
        raise LayoutFault(f"Tệp mẫu viết sai{at}. Sửa trong tệp rồi nhập lại.") from fault
    return read_layout(told, known)


def read_layout(told: Mapping[str, Any], known: Mapping[str, Indicator]) -> Layout:
    """Return a layout as its file has it; refuse one that could not be filled."""
    name = _text(told, "name")
    if not name:
        raise LayoutFault("Mẫu chưa có tên. Ghi tên mẫu báo cáo.")
    sending = told.get("sending", {})
    if not isinstance(sending, Mapping):
        raise _unlike("sending")
    layout = Layout(
        _text(told, "key"),
        name,
        _text(told, "heading") or f"BÁO CÁO\n{name}",
        tuple(_coded(PeriodKind, each, "kỳ báo cáo") for each in _list(told, "periods")),
        _coded(WindowRule, told.get("rule", "nd09"), "cách tính kỳ"),
        tuple(_column(each) for each in _tables(told, "columns")),
        tuple(_row(each, at) for at, each in enumerate(_tables(told, "rows"), start=1)),
        _text(told, "addressee"),
        _span(sending),
        _text(sending, "basis"),
        bool(sending.get("assumed", False)),
        _text(told, "narrative"),
        tuple(str(each) for each in _list(told, "notes")),
    )
    check_layout(layout, known)
    return layout


def check_layout(layout: Layout, known: Mapping[str, Indicator]) -> None:
    """Refuse a layout of unknown figures, of one row or column twice, or without any."""
    if not layout.periods:
        raise LayoutFault("Mẫu chưa nói dùng cho kỳ nào. Chọn ít nhất một kỳ báo cáo.")
    if layout.rule is WindowRule.CUSTOM:
        raise LayoutFault("Mẫu chưa nói cách tính kỳ. Chọn ngày 15 đến ngày 14, hoặc tháng.")
    _check_columns(layout)
    if not layout.codes:
        raise LayoutFault("Mẫu chưa có chỉ tiêu nào. Chọn ít nhất một chỉ tiêu.")
    keys = Counter(row.key for row in layout.rows)
    for row in layout.rows:
        if keys[row.key] > 1:
            raise LayoutFault(f"Chỉ tiêu của dòng “{row.words}” có hai lần. Bỏ bớt một dòng.")
        _check_row(row, known)


def _check_columns(layout: Layout) -> None:
    roles = Counter(column.role for column in layout.columns)
    if not roles[ColumnRole.NOW]:
        raise LayoutFault("Mẫu chưa có cột số liệu của kỳ này. Thêm cột đó.")
    for column in layout.columns:
        if roles[column.role] > 1:
            raise LayoutFault(f"Cột “{column.title or column.role}” có hai lần. Bỏ bớt một cột.")


def layout_told(layout: Layout) -> dict[str, Any]:
    """Say a layout as its file would have it."""
    told: dict[str, Any] = {
        "key": layout.key,
        "name": layout.name,
        "heading": layout.heading,
        "periods": [each.value for each in layout.periods],
        "rule": layout.rule.value,
        "addressee": layout.addressee,
        "narrative": layout.narrative,
        "notes": list(layout.notes),
        "columns": [
            {"role": each.role.value, "title": each.title, "group": each.group}
            for each in layout.columns
        ],
        "rows": [_row_told(row) for row in layout.rows],
    }
    if layout.sent_within is not None:
        told["sending"] = {
            "amount": layout.sent_within.amount,
            "unit": layout.sent_within.unit.value,
            "basis": layout.sending_basis,
            "assumed": layout.is_sending_assumed,
        }
    return told


def _check_row(row: LayoutRow, known: Mapping[str, Indicator]) -> None:
    if not row.words:
        raise LayoutFault(f"Dòng “{row.key}” chưa có nội dung. Ghi nội dung của dòng.")
    if row.is_heading:
        return
    indicator = known.get(row.code)
    if indicator is None:
        raise LayoutFault(
            f"Dòng “{row.words}” dùng mã “{row.code}”, danh mục không có mã này. "
            "Chọn một chỉ tiêu trong danh mục."
        )
    if row.breakdown is not None and row.breakdown not in indicator.breakdowns:
        raise LayoutFault(
            f"Dòng “{row.words}”: không chia được “{indicator.name}” theo "
            f"{row.breakdown.label.lower()}. Chọn cách chia khác."
        )
    if row.part and row.breakdown is None:
        raise LayoutFault(f"Dòng “{row.words}” nói một phần nhưng không nói chia theo gì.")
    if row.divisor not in _DIVISORS:
        raise LayoutFault(
            f"Dòng “{row.words}” chia cho {row.divisor}. Chỉ chia được cho nghìn, triệu hoặc tỷ."
        )


def _column(told: Mapping[str, Any]) -> LayoutColumn:
    role = next((each for each in _ROLES if each.value == told.get("role")), None)
    if role is None:
        raise LayoutFault(f"Không có loại cột “{told.get('role', '')}”. Sửa cột đó trong mẫu.")
    return LayoutColumn(role, _text(told, "title"), _text(told, "group"))


def _row(told: Mapping[str, Any], place: int) -> LayoutRow:
    breakdown = told.get("breakdown") or None
    row = LayoutRow(
        _text(told, "key"),
        _text(told, "words"),
        _text(told, "code"),
        _text(told, "number"),
        min(max(_number(told, "level", 0), 0), _DEEPEST),
        None if breakdown is None else _coded(Breakdown, breakdown, "cách chia"),
        _text(told, "part"),
        _text(told, "unit"),
        _number(told, "divisor", 1),
    )
    return row if row.key else replace(row, key=_own_key(row, place))


def _own_key(row: LayoutRow, place: int) -> str:
    """Name a row by what it counts, a heading by where it stands."""
    if row.is_heading:
        return f"h{place}"
    parts = (row.code, row.breakdown.value if row.breakdown else "", row.part)
    return ".".join(part for part in parts if part)


def _row_told(row: LayoutRow) -> dict[str, Any]:
    told: dict[str, Any] = {"key": row.key, "words": row.words}
    if row.is_heading:
        return told
    told |= {"code": row.code, "number": row.number, "level": row.level}
    if row.breakdown is not None:
        told |= {"breakdown": row.breakdown.value, "part": row.part}
    return told | ({"unit": row.unit} if row.unit else {}) | {"divisor": row.divisor}


def _span(told: Mapping[str, Any]) -> Span | None:
    if "amount" not in told:
        return None
    amount = _number(told, "amount", 0)
    unit = _coded(DeadlineUnit, told.get("unit", "working_days"), "đơn vị của hạn gửi")
    if not 0 < amount <= _MOST_DAYS:
        raise LayoutFault(f"Hạn gửi là {amount} {unit.label}. Ghi từ 1 đến {_MOST_DAYS}.")
    return Span(amount, unit)


def _coded(kind: type[C], told: Any, what: str) -> C:
    found = next((each for each in kind if each.value == told), None)
    if found is None:
        raise LayoutFault(f"Không có {what} “{told}”. Sửa chỗ đó trong mẫu.")
    return found


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told.get(name, [])
    if not isinstance(found, list):
        raise _unlike(name)
    return found


def _tables(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = _list(told, name)
    if not all(isinstance(each, Mapping) for each in found):
        raise _unlike(name)
    return found


def _number(told: Mapping[str, Any], name: str, usual: int) -> int:
    found = told.get(name, usual)
    if not isinstance(found, int) or isinstance(found, bool):
        raise LayoutFault(f"Mục “{name}” của tệp mẫu phải là một số. Sửa trong tệp rồi nhập lại.")
    return found


def _unlike(name: str) -> LayoutFault:
    return LayoutFault(f"Mục “{name}” của tệp mẫu viết sai cách. Sửa trong tệp rồi nhập lại.")


def _text(told: Mapping[str, Any], name: str) -> str:
    return unicodedata.normalize("NFC", str(told.get(name, "")).strip())
