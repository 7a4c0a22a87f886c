"""The layouts of reports an office may use: the delivered ones, and its own laid over them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import select

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layouts import (
    LayoutFault,
    layout_told,
    load_layouts,
    read_layout,
)
from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.reporting.reports import OwnLayout
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.layouts import Layout
from rehabdesk.domain.settling.three_way import Whole
from rehabdesk.domain.text import clean, fold
from rehabdesk.services.editing import Sides, require_version
from rehabdesk.services.office import Work

_OWN = "own-"
_SHARED = re.compile(rf"{_OWN}[0-9a-f]{{8}}")


class LayoutNameTaken(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có mẫu tên “{name}”. Đặt tên khác.")


class LayoutIsDelivered(Refusal):
    def __init__(self) -> None:
        super().__init__("Mẫu này có sẵn trong phần mềm, không cất được. Chỉ cất mẫu của cơ quan.")


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A layout in the list of them; `origin` is the name of the file it came from."""

    layout: Layout
    is_delivered: bool
    is_active: bool = True
    origin: str = ""
    version: int = 0
    recorded_by: str = ""

    @property
    def source(self) -> str:
        """Say where it comes from."""
        if not self.version:
            return "Có sẵn"
        if self.is_delivered:
            return "Có sẵn, cơ quan đã sửa"
        return f"Nhập từ {self.origin}" if self.origin else "Cơ quan lập"


@dataclass(frozen=True, slots=True)
class KeepLayout:
    """A layout as the office wants it; without a key it is a new one."""

    layout: Layout
    origin: str = ""
    version: int = 0


KEEP_LABELS = {
    "layout": {
        "name": "Tên mẫu",
        "heading": "Tiêu đề",
        "periods": Whole("Kỳ báo cáo"),
        "rule": "Cách tính kỳ",
        "columns": Whole("Cột"),
        "rows": Whole("Dòng"),
        "addressee": "Nơi nhận",
        "sent_within": "Hạn gửi",
        "sending_basis": "Căn cứ hạn gửi",
        "is_sending_assumed": "Hạn gửi còn là dự kiến",
    }
}

# Looks


def all_layouts(work: Work) -> tuple[Layout, ...]:
    """Return the layouts in use, the one shown first in front."""
    return tuple(line.layout for line in list_layouts(work) if line.is_active)


def layout_of(work: Work, key: str) -> Layout:
    """Return a layout by its key; one put away still shows the reports made with it."""
    return next(line.layout for line in list_layouts(work) if line.layout.key == key)


def list_layouts(work: Work) -> tuple[LayoutLine, ...]:
    """List every layout: the delivered in their order, then the office's own by name."""
    known = load_indicators(work.resources.folder)
    lines = {
        layout.key: LayoutLine(layout, is_delivered=True)
        for layout in load_layouts(work.resources.folder)
    }
    for row in work.session.scalars(select(OwnLayout).order_by(OwnLayout.name)):
        is_delivered = row.key in lines
        if is_delivered and not row.is_active:
            continue
        layout = replace(read_layout(row.content, known), is_own=True)
        lines[row.key] = LayoutLine(
            layout, is_delivered, row.is_active, row.origin, row.version, row.recorded_by
        )
    return tuple(lines.values())


# Acts


def keep_own_layout(work: Work, order: KeepLayout) -> LayoutLine:
    """Keep a layout of the office's own, or its version of a delivered one."""
    work.require(Right.KEEP_REPORTS)
    lines = list_layouts(work)
    layout = replace(order.layout, name=clean(order.layout.name), is_own=True)
    layout = replace(layout, key=layout.key or _new_key(layout, lines))
    read_layout(
        layout_told(layout), load_indicators(work.resources.folder)
    )  # refuses what is wrong
    _require_own_name(layout, lines)
    row = work.session.scalars(select(OwnLayout).filter_by(key=layout.key)).first()
    if row is None:
        row = OwnLayout(key=layout.key, origin=clean(order.origin))
    elif row.is_active:
        kept = next(line.layout for line in lines if line.layout.key == layout.key)
        sides = Sides(work, replace(order, layout=kept), replace(order, layout=layout), KEEP_LABELS)
        require_version(row, order.version, sides)
        row.origin = clean(order.origin) or row.origin
    row.name, row.content, row.is_active = layout.name, layout_told(layout), True
    row.recorded_by, row.recorded_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record("report_layout.kept", row, name=row.name, file=row.origin)
    return next(line for line in list_layouts(work) if line.layout.key == layout.key)


def retire_layout(work: Work, key: str) -> None:
    """Put an own layout away; of a delivered one the delivered words come back."""
    work.require(Right.KEEP_REPORTS)
    row = work.session.scalars(select(OwnLayout).filter_by(key=key, is_active=True)).first()
    if row is None:
        raise LayoutIsDelivered
    row.is_active = False
    work.record("report_layout.retired", row, name=row.name)


def bring_layout_back(work: Work, key: str) -> None:
    """Take an own layout out again."""
    work.require(Right.KEEP_REPORTS)
    row = work.session.scalars(select(OwnLayout).filter_by(key=key, is_active=False)).first()
    if row is None:
        raise LayoutFault("Mẫu này đang dùng, không cần lấy lại.")
    row.is_active = True
    work.record("report_layout.brought_back", row, name=row.name)


def key_shared(key: str) -> str:
    """Return a key under which other offices may know a layout too; empty where it is none."""
    return key if _SHARED.fullmatch(key) else ""


def _new_key(layout: Layout, lines: Iterable[LayoutLine]) -> str:
    """Make a key of what the layout is, so that no other layout of any office has it."""
    taken = {line.layout.key for line in lines}
    told, number = layout_told(layout), 0
    while True:
        content = json.dumps([told, number], ensure_ascii=False, sort_keys=True)
        key = f"{_OWN}{sha256(content.encode()).hexdigest()[:8]}"
        if key not in taken:
            return key
        number += 1


def _require_own_name(layout: Layout, lines: Iterable[LayoutLine]) -> None:
    wanted = fold(layout.name)
    for line in lines:
        if line.is_active and line.layout.key != layout.key and fold(line.layout.name) == wanted:
            raise LayoutNameTaken(layout.name)
