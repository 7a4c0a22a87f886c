"""The names beside a closed report: whose they are, and one person asked of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.services.office import Office
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.reports.dialogs.why import WhyDialog
from rehabdesk.ui.reports.screen import ReportsScreen
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import at
from tests.ui.reports.test_freezing import LATER, frozen, lives, page, the

__all__ = ["lives", "page"]


def test_an_earlier_column_says_whose_names_it_opens(
    page: ReportsScreen, office: Office, lives: Lives, tmp_path: Path
) -> None:
    lives.decided(date(2025, 4, 2), full_name="Đỗ Thị Hòa")
    lives.keep()
    page.refresh()
    frozen(page, tmp_path)
    page.desk.office = at(office, LATER)
    page.refresh()
    row = next(each for each in page.table.grid_rows.grid.rows if each.code == "S02")  # type: ignore[union-attr]
    page.beside.open_figure(row.key, ColumnRole.THEN)
    assert page.panel.standing.isVisible()
    assert "tính theo hồ sơ hôm nay (20/12/2026)" in page.panel.standing.text()
    page.beside.open_figure(row.key, ColumnRole.NOW)
    assert not page.panel.standing.isVisible()
    assert page.panel.title.width() > page.panel.width() // 2  # what is not said takes no room


def test_one_person_is_asked_of_the_names_kept(
    page: ReportsScreen, office: Office, lives: Lives, tmp_path: Path
) -> None:
    frozen(page, tmp_path)
    late, _ = lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    page.desk.office = at(office, LATER)
    page.refresh()
    row = next(each for each in page.table.grid_rows.grid.rows if each.code == "S02")  # type: ignore[union-attr]
    page.beside.open_figure(row.key)
    page.panel.why.click()
    dialog = the(page, WhyDialog)
    assert isinstance(dialog, WhyDialog)
    dialog.person.choose(Suggestion(late, "Mai Xuân Nam"))
    assert "Không có trong danh sách giữ lúc chốt 15/12/2026" in dialog.message.text
    assert dialog.today.text().startswith("Theo hồ sơ hôm nay thì được tính")
    assert dialog.today.isVisible()
