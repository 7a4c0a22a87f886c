"""A report as papers are made of it, with the figures of an invented commune."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rehabdesk.catalog.reporting.indicators import load_indicators
from rehabdesk.catalog.reporting.layouts import load_layouts
from rehabdesk.documents import fonts
from rehabdesk.domain.reports.grid import Balance, GridColumn, GridRow, ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole, Layout
from rehabdesk.domain.reports.papers import (
    ChartBar,
    ChartPoint,
    NarrativePaper,
    NarrativePart,
    NarrativeSection,
    PaperHead,
    ReportCharts,
    ReportPaper,
    RowRule,
)
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.values import Value, change_words
from tests.builders import RESOURCES

KNOWN = load_indicators(RESOURCES.folder)
LAYOUTS = {layout.key: layout for layout in load_layouts(RESOURCES.folder)}
WINDOW = Window(date(2025, 12, 15), date(2026, 12, 14))
COMPARED = Window(date(2024, 12, 15), date(2025, 12, 14))
MADE_ON = date(2026, 12, 15)

NOW = (11, 7, 5, 2, 1, 4, 1, 1, 13, 14, 8, 2, 3, 150)
THEN = (14, 5, 3, 2, 0, 5, 2, 1, 11, 12, 6, 1, 2, 70)
ASKED = {"H05s": ("60%", "62%", True), "H03": ("3", "67%", False), "H06": ("3", "100%", True)}

HEAD = PaperHead(
    "ỦY BAN NHÂN DÂN TỈNH HÒA SƠN",
    ("ỦY BAN NHÂN DÂN", "XÃ YÊN THỊNH"),
    "Số: 12/BC-UBND",
    "Yên Thịnh, ngày 15 tháng 12 năm 2026",
    ("Ủy ban nhân dân tỉnh Hòa Sơn", "Công an tỉnh Hòa Sơn"),
    ("- Như trên;", "- Lưu: VT, VHXH."),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "Lê Quang Vịnh",
    "Nguyễn Thị Hạnh",
    MADE_ON,
)
CHARTS = ReportCharts(
    "Người đang quản lý sau cai nghiện vào cuối mỗi tháng",
    tuple(
        ChartPoint(f"{month:02}/2026", count)
        for month, count in enumerate((11, 11, 12, 12, 13, 13, 12, 12, 13, 14, 13, 13), start=1)
    ),
    "Từ 11 người (01/2026) đến 13 người (12/2026): tăng 2.",
    "Kết quả so với chỉ tiêu được giao",
    (
        ChartBar("Có việc làm ổn định", "62%/60%", 103.0, is_reached=True),
        ChartBar("Học nghề", "2/3 · 67%", 66.7, is_reached=False),
        ChartBar("Vay vốn (người)", "3/3 · 100%", 100.0, is_reached=True),
    ),
)


def short_grid() -> ReportGrid:
    """Fill the layout shown first."""
    layout = LAYOUTS["bao-cao-chung"]
    figures = iter(zip(NOW, THEN, strict=True))
    rows = []
    for row in layout.rows:
        if row.is_heading:
            rows.append(GridRow(row.key, row.number, row.words))
            continue
        now, then = map(Value, next(figures))
        target, reached, is_reached = ASKED.get(row.code, ("", "", None))
        words = {
            ColumnRole.THEN: then.words,
            ColumnRole.NOW: now.words,
            ColumnRole.CHANGE: change_words(now, then),
            ColumnRole.TARGET: target,
            ColumnRole.REACHED: reached,
        }
        unit = row.unit or KNOWN[row.code].unit
        values = {ColumnRole.NOW: now, ColumnRole.THEN: then}
        rows.append(
            GridRow(
                *(row.key, row.number, row.words, row.code, unit, row.level, row.part),
                values=values,
                words=words,
                is_reached=is_reached,
            )
        )
    titles = ("Năm 2025", "Năm 2026", "Tăng, giảm", "Được giao", "Đạt")
    columns = tuple(
        GridColumn(column.role, title) for column, title in zip(layout.columns, titles, strict=True)
    )
    balance = Balance(11, 8, 6, 13)
    title = "Báo cáo năm 2026"
    return ReportGrid(
        *(layout.key, title, layout.heading, WINDOW, COMPARED, columns, tuple(rows), balance)
    )


def long_grid(layout: Layout) -> ReportGrid:
    """Fill any layout: a figure of its own in every cell, and some that are not known."""
    rows = []
    for at, row in enumerate(layout.rows):
        if row.is_heading:
            rows.append(GridRow(row.key, row.number, row.words))
            continue
        values = {
            column.role: Value(at * 1_237 + place * 31)
            for place, column in enumerate(layout.columns)
        }
        words: Mapping[ColumnRole, str] = {role: value.words for role, value in values.items()}
        if at % 11 == 0:
            values, words = {}, dict.fromkeys(words, "–")
        unit = row.unit or KNOWN[row.code].unit
        rows.append(
            GridRow(
                *(row.key, row.number, row.words, row.code, unit, row.level, row.part),
                values=values,
                words=words,
            )
        )
    columns = tuple(GridColumn(each.role, each.title, each.group) for each in layout.columns)
    return ReportGrid(
        *(layout.key, layout.name, layout.heading, WINDOW, COMPARED, columns, tuple(rows))
    )


def paper(grid: ReportGrid | None = None) -> ReportPaper:
    fonts.register(RESOURCES.fonts)
    grid = grid or short_grid()
    rules = tuple(
        RowRule(*(row.number, row.name, row.unit, KNOWN[row.code].rule, KNOWN[row.code].basis, ""))
        for row in grid.rows
        if row.code and not row.part
    )
    return ReportPaper(
        HEAD,
        tuple(grid.heading.split("\n")),
        f"Năm 2026: số liệu {WINDOW.words}",
        grid,
        grid.rows,
        ("Cân đối: đầu kỳ 11 + vào 8 − ra 6 = 13, đúng bằng cuối kỳ.",),
        rules,
        CHARTS,
    )


def grouped_paper() -> ReportPaper:
    """Return a report whose columns share headings, as provinces like them."""
    made = paper(long_grid(LAYOUTS["sau-thang-nam"]))
    columns = tuple(
        replace(column, group="Số liệu" if at < 4 else "So với kế hoạch")
        for at, column in enumerate(made.grid.columns)
    )
    return replace(made, grid=replace(made.grid, columns=columns))


def narrative() -> NarrativePaper:
    sections = (
        NarrativeSection(
            "I. TÌNH HÌNH", (NarrativePart("", ("- Đến cuối kỳ, đang quản lý 13 người.",)),)
        ),
        NarrativeSection(
            "II. KẾT QUẢ THỰC HIỆN",
            (
                NarrativePart("1. Quản lý sau cai nghiện", ("- Đầu kỳ 11 người.", "- Mới 07.")),
                NarrativePart("2. Hỗ trợ", ("- Vay vốn 03 người với số tiền 150 triệu đồng.",)),
            ),
        ),
    )
    return NarrativePaper(
        HEAD,
        ("BÁO CÁO", "Kết quả quản lý sau cai nghiện năm 2026"),
        "UBND xã Yên Thịnh báo cáo như sau:",
        sections,
        "Trên đây là báo cáo của UBND xã Yên Thịnh./.",
        paper(),
    )
