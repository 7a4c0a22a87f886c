"""Bảng chi hỗ trợ in the window: a month computed, changed, signed, paid and taken back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from rehabdesk.domain.records.teamwork.bodies import TeamMember, VolunteerTeam
from rehabdesk.domain.teamwork.codes import AllowanceKind, TeamLevel, TeamRole
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.allowances.lists import Difference
from rehabdesk.services.office import Office, Work
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.team.allowances.dialogs import AmountDialog, DayDialog, MoneyField
from rehabdesk.ui.team.allowances.paid_dialog import PaidDialog
from rehabdesk.ui.team.allowances.tab import AllowancesTab, changed_words
from rehabdesk.ui.team.allowances.terms_dialog import TermsDialog
from rehabdesk.ui.team.screen import TeamScreen
from rehabdesk.ui.visits import OpenTeam
from tests.builders import a_volunteer

LEFT = Qt.MouseButton.LeftButton
LATER = datetime(2026, 12, 4, 9, 0)


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, habits: QSettings, office: Office) -> TeamScreen:
    office.clock = lambda: LATER
    leader, member = (
        a_volunteer(office, full_name="Lý Văn Hai"),
        a_volunteer(office, full_name="Vi Thị Ba"),
    )

    def found(work: Work) -> None:
        team = VolunteerTeam(
            name="Đội xã Yên Thịnh",
            level=TeamLevel.COMMUNE,
            from_on=date(2024, 1, 1),
            is_pilot=False,
        )
        team.members = [
            TeamMember(volunteer_id=one, role=role, from_on=date(2024, 1, 1))
            for one, role in ((leader, TeamRole.LEADER), (member, TeamRole.MEMBER))
        ]
        work.session.add(team)
        work.record("team.made", team)

    office.do(found)
    made = TeamScreen(desk, habits)
    qtbot.addWidget(made)
    made.show()
    made.visit(OpenTeam("allowances", month=202611))
    return made


@pytest.fixture
def tab(screen: TeamScreen) -> AllowancesTab:
    page = screen.page("allowances")
    assert isinstance(page, AllowancesTab)
    return page


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


def undone(said: list[Notice]) -> None:
    undo = said[-1].takes_back
    assert undo is not None
    undo()


def test_a_month_is_shown_with_its_total_in_words(tab: AllowancesTab) -> None:
    cells = [
        [column.text(row) for column in tab.table.shown_columns()] for row in tab.table.rows.all
    ]
    assert cells == [
        ["1", "Lý Văn Hai", "Đội trưởng", "0,6", "2.530.000", "1.518.000", "Đủ tháng."],
        ["2", "Vi Thị Ba", "Đội viên", "0,4", "2.530.000", "1.012.000", "Đủ tháng."],
    ]
    assert tab.total.text() == "Tổng cộng: 2.530.000 đồng"
    assert tab.words.text() == "Bằng chữ: Hai triệu năm trăm ba mươi nghìn đồng chẵn."
    assert tab.chip.accessibleName() == "Đang lập, theo danh sách hôm nay"


def test_it_is_signed_and_paid_and_taken_back(
    qtbot: QtBot, tab: AllowancesTab, said: list[Notice]
) -> None:
    for words in ("Đã ký 04/12/2026", "Đã chi 04/12/2026"):
        qtbot.mouseClick(tab.main_button, LEFT)
        dialog = tab.window().findChildren(DayDialog)[-1]
        qtbot.mouseClick(dialog.accept_button, LEFT)
        assert tab.chip.accessibleName() == words
    assert tab.paid.text() == "Đã chi trong năm 2026: 2.530.000 đồng"
    assert not tab.main_button.isEnabled()
    undone(said)
    assert tab.chip.accessibleName() == "Đã ký 04/12/2026"
    assert tab.paid.text() == "Đã chi trong năm 2026: 0 đồng"


def test_a_signed_month_tells_what_the_roster_would_give_now(
    qtbot: QtBot, tab: AllowancesTab, desk: Desk
) -> None:
    qtbot.mouseClick(tab.main_button, LEFT)
    [dialog] = tab.window().findChildren(DayDialog)
    qtbot.mouseClick(dialog.accept_button, LEFT)

    def leave(work: Work) -> None:
        member = work.session.scalars(select(TeamMember)).all()[-1]
        member.until_on = date(2026, 11, 15)
        work.record("team.changed", member)

    desk.do(tab, leave, lambda _: None)
    assert "Vi Thị Ba: đã ký 1.012.000, nay tính 506.000 đồng" in tab.changed.text
    assert tab.total.text() == "Tổng cộng: 2.530.000 đồng"


def test_a_line_is_changed_with_a_reason_and_taken_back(
    qtbot: QtBot, tab: AllowancesTab, said: list[Notice]
) -> None:
    tab.table.choose(tab.table.rows.all[1].id)
    tab.table.opened.emit(tab.table.current)
    [dialog] = tab.window().findChildren(AmountDialog)
    dialog.amount.value = "500 nghìn"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert "Ghi lý do" in dialog.form.box("why").message
    dialog.why.value = "Nghỉ nửa tháng"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert tab.total.text() == "Tổng cộng: 2.018.000 đồng"
    undone(said)
    assert tab.total.text() == "Tổng cộng: 2.530.000 đồng"


def test_terms_hold_from_their_day(qtbot: QtBot, tab: AllowancesTab) -> None:
    qtbot.mouseClick(tab.terms_button, LEFT)
    [dialog] = tab.window().findChildren(TermsDialog)
    dialog.helper.value = "0,7"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert "Điều 130 khoản 4" in dialog.form.box("helper").message
    dialog.helper.value = "0,3"
    dialog.member.value = "0,5"
    dialog.basis.value = "Nghị quyết số 02/2026/NQ-HĐND"
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert tab.total.text() == "Tổng cộng: 2.783.000 đồng"
    assert "Nghị quyết số 02/2026/NQ-HĐND" in tab.basis.text()
    tab.month.wanted.emit(Month(2026, 10))
    assert tab.total.text() == "Tổng cộng: 2.530.000 đồng"


def test_what_is_missing_is_said_in_place_of_the_list(tab: AllowancesTab) -> None:
    tab.kind.value = AllowanceKind.HELPERS
    tab.refresh()
    assert "Chưa có hệ số thù lao" in tab.message.text or not tab.table.rows.rowCount()
    tab.kind.value = AllowanceKind.TEAM
    tab.month.wanted.emit(Month(2024, 2))
    assert "Chưa có mức lương cơ sở của tháng 02/2024" in tab.message.text
    assert not tab.print_button.isEnabled()


def test_what_was_paid_is_summed_over_any_days(qtbot: QtBot, tab: AllowancesTab) -> None:
    for _ in range(2):
        qtbot.mouseClick(tab.main_button, LEFT)
        dialog = tab.window().findChildren(DayDialog)[-1]
        qtbot.mouseClick(dialog.accept_button, LEFT)
    qtbot.mouseClick(tab.paid_button, LEFT)
    [paid] = tab.window().findChildren(PaidDialog)
    assert [row.amount for row in paid.table.rows.all] == [1_518_000, 1_012_000]
    assert paid.total.text().startswith("Tổng cộng: 2.530.000 đồng (Hai triệu năm trăm")
    paid.until_on.value = date(2026, 12, 3)
    qtbot.mouseClick(paid.accept_button, LEFT)
    assert not paid.table.rows.rowCount()
    assert paid.total.text() == "Tổng cộng: 0 đồng"


def test_the_list_is_printed(qtbot: QtBot, tab: AllowancesTab) -> None:
    qtbot.mouseClick(tab.print_button, LEFT)
    assert len(tab.window().findChildren(PaperDialog)) == 1


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.012.000", 1_012_000),
        ("500 nghìn", 500_000),
        ("2 triệu", 2_000_000),
        ("0", 0),
        ("", None),
    ],
)
def test_money_is_read_as_typed(
    dressed: object, qtbot: QtBot, typed: str, amount: int | None
) -> None:
    field = MoneyField(typed)
    qtbot.addWidget(field)
    assert field.amount == amount


def test_many_differences_are_told_in_two_lines() -> None:
    names = [f"Đội viên {number}" for number in range(1, 61)]
    differences = tuple(Difference(name, 1_012_000, 326_452, "Tính 10/31 ngày.") for name in names)
    told = changed_words(differences)
    assert told.startswith("Danh sách đổi sau khi ký; bảng đã ký giữ nguyên. Đội viên 1: đã ký")
    assert "Và 58 người nữa: Đội viên 3, Đội viên 4, Đội viên 5, Đội viên 6…." in told
    assert told.endswith("Cả bảng nay ít hơn 41.132.880 đồng.")
