"""Which reports are offered: each once, and none under the name of another."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rehabdesk.catalog.reporting.layouts import load_layouts
from rehabdesk.services.reports.showing.page import choices
from tests.builders import RESOURCES

LAYOUTS = load_layouts(RESOURCES.folder)


@pytest.mark.parametrize("month", range(1, 13))
def test_no_two_reports_are_called_the_same(month: int) -> None:
    offered = list(choices(LAYOUTS, date(2026, month, 16)))
    assert set(Counter(each.title for each in offered).values()) == {1}


def test_the_first_layout_keeps_the_short_name() -> None:
    titles = {(each.layout_key, each.title) for each in choices(LAYOUTS, date(2026, 9, 16))}
    assert ("bao-cao-chung", "Báo cáo tháng 9 năm 2026") in titles
    assert ("thang-quy", "Báo cáo tháng 9 năm 2026 · Báo cáo tháng, quý") in titles
