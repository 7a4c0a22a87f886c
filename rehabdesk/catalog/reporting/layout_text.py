"""Writes a layout as the data file another office takes in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rehabdesk.catalog.reporting.layouts import layout_told
from rehabdesk.domain.reports.layouts import Layout

_HEAD = "# Mẫu báo cáo. Nhập ở Báo cáo › Mẫu báo cáo… › Nhập mẫu từ tệp…"
_TABLES = ("sending",)
_LISTS = ("columns", "rows")


def layout_text(layout: Layout) -> str:
    """Return the text of the file; reading it again gives the same layout."""
    told = layout_told(layout)
    lines = [_HEAD, *_pairs({k: v for k, v in told.items() if k not in (*_TABLES, *_LISTS)})]
    for name in _TABLES:
        if name in told:
            lines += ["", f"[{name}]", *_pairs(told[name])]
    for name in _LISTS:
        for each in told[name]:
            lines += ["", f"[[{name}]]", *_pairs(each)]
    return "\n".join(lines) + "\n"


def _pairs(told: Mapping[str, Any]) -> Iterator[str]:
    """Say values as TOML does; of texts, numbers and lists of them JSON says the same."""
    for name, value in told.items():
        if value not in ("", []):
            yield f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "")
