"""From the roster to the signed decision: composed with what is known, numbered, and it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from rehabdesk.domain.teamwork.codes import BodyPaper, TeamRole
from rehabdesk.services.decisions.drafting import submit_decisions
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.office import Office
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.services.teams.roster import read_roster
from rehabdesk.ui.decisions.compose.table_input import TableInput
from rehabdesk.ui.decisions.compose_screen import ComposeScreen
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.visits import Compose

SINCE, TODAY = date(2024, 3, 5), date(2026, 11, 23)
NAME = "Đội công tác xã hội tình nguyện xã Yên Thịnh"
MEMBERS = (
    Named("Lê Xuân Trường", TeamRole.LEADER, "Ủy ban MTTQ xã"),
    Named("Phạm Thị Hoa", TeamRole.DEPUTY, "Hội Phụ nữ"),
)


@pytest.fixture
def composer(qtbot: QtBot, desk: Desk, habits: QSettings) -> ComposeScreen:
    page = ComposeScreen(desk, habits)
    qtbot.addWidget(page)
    page.resize(1182, 662)
    page.show()
    return page


def test_the_composer_begins_with_who_serves_and_the_number_makes_it_so(
    composer: ComposeScreen, office: Office
) -> None:
    plan = Plan(BodyPaper.ESTABLISH, NAME, SINCE, members=MEMBERS)
    office.do(partial(record_paper, order=RecordPaper(plan, "12/QĐ-UBND", SINCE)))
    composer.visit(Compose(purpose="volunteer_team", typed=(("vteam_act", "kiện toàn"),)))
    assert composer.order().typed["vteam_act"] == "kiện toàn"
    table = composer.quick_fill.lines[None, "vteam_members"].field
    assert isinstance(table, TableInput)
    assert [row.split("\t")[1] for row in table.said.split("\n")] == [
        "Lê Xuân Trường",
        "Phạm Thị Hoa",
    ]
    rows = "1\tPhạm Thị Hoa\t\tNữ\tHội Phụ nữ\tĐội trưởng\n2\tHà Văn Tới\t1990\tNam\t\tĐội viên"
    order = composer.order()
    order = replace(
        order,
        typed={**order.typed, "vteam_members": rows},
        planned_on=TODAY,
        effective_from=TODAY,
    )
    [paper] = office.do(partial(submit_decisions, order=order)).result
    number = NumberOne(paper.decision_id, "46", TODAY)
    office.do(partial(number_decisions, orders=[number]))
    [team] = office.look(list_teams)
    roster = office.look(partial(read_roster, team_id=team.id))
    assert [(row.full_name, row.role.label) for row in roster.serving] == [
        ("Phạm Thị Hoa", "Đội trưởng"),
        ("Hà Văn Tới", "Đội viên"),
    ]
    assert [row.full_name for row in roster.left] == ["Lê Xuân Trường"]
