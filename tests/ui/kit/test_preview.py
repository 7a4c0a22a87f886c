from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.preview import PagePreview, PageSheet, Zoom
from rehabdesk.ui.kit.style import Style

DPI = 72


@dataclass(frozen=True)
class Page:
    width: int = 595
    height: int = 842
    stride: int = 595 * 4
    pixels: bytes = b"\xff" * (595 * 4 * 842)


@dataclass(frozen=True)
class Spot:
    page: int
    field: str
    x: float = 100
    y: float = 700
    width: float = 200
    height: float = 14
    person: int | None = 0


@pytest.fixture
def preview(qtbot: QtBot, dressed: Style) -> PagePreview:
    shown = PagePreview()
    qtbot.addWidget(shown)
    shown.resize(660, 600)
    shown.show()
    shown.show_pages([Page(), Page()], DPI, [Spot(0, "full_name"), Spot(1, "signer")])
    return shown


def sheets(preview: PagePreview) -> list[PageSheet]:
    return preview.findChildren(PageSheet)


def test_pages_fill_the_width_or_the_height_or_stand_at_full_size(preview: PagePreview) -> None:
    widths = []
    for zoom in (Zoom.WIDTH, Zoom.PAGE, Zoom.FULL):
        preview.zoom.value = zoom
        widths.append(sheets(preview)[0].width())
    assert 560 <= widths[0] <= 600
    assert widths[1] < widths[0]
    assert widths[2] == 793


def test_one_goes_from_page_to_page(preview: PagePreview) -> None:
    preview.go_on()
    assert preview.page == 1
    preview.go_on()
    assert preview.page == 1
    preview.go_back()
    assert preview.page == 0


def test_a_value_is_chosen_where_it_is_printed(qtbot: QtBot, preview: PagePreview) -> None:
    chosen: list[tuple[str, object]] = []
    preview.spot_chosen.connect(lambda field, person: chosen.append((field, person)))
    sheet = sheets(preview)[0]
    scale = sheet.width() / 595
    at = QPoint(round(150 * scale), round(707 * scale))
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert chosen == [("full_name", 0)]


def test_marking_a_field_brings_its_page_into_sight(preview: PagePreview) -> None:
    preview.mark("signer")
    assert preview.page == 1


def test_new_pages_are_shown_at_the_place_last_looked_at(preview: PagePreview) -> None:
    preview.go_on()
    preview.show_pages([Page(), Page()], DPI)
    assert preview.page == 1
    preview.show_pages([], DPI)
    assert preview.page == 0
