"""Theo dõi, Cam kết and Chỉ tiêu giao đội in the window, over one team of two."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.daily_codes import ContactWay, QuickRating
from rehabdesk.domain.teamwork.codes import BodyPaper, PledgeBy, TeamRole
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.course.standings import refresh_standings
from rehabdesk.services.follow_up.periods import Every, follow_up_every
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Office
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.pledges.facts import PledgeFacts
from rehabdesk.services.pledges.looks import read_totals
from rehabdesk.services.pledges.recording import RecordPledges, record_pledges
from rehabdesk.services.teams.looks import list_teams
from rehabdesk.services.teams.papers import RecordPaper, record_paper
from rehabdesk.services.teams.plans import Named, Plan
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Notice
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.people.file.further.contacts import ContactsTab
from rehabdesk.ui.pledges.dialog import EndDialog, PledgeDialog
from rehabdesk.ui.pledges.pane import PledgePane
from rehabdesk.ui.pledges.tab import LACKING, PledgesTab
from rehabdesk.ui.pledges.totals_dialog import TotalsDialog
from rehabdesk.ui.purpose import PurposeDialog
from rehabdesk.ui.team.follow.papers import FollowUpDialog, ReportDialog
from rehabdesk.ui.team.follow.tab import EVERYBODY, FollowTab
from rehabdesk.ui.team.targets.behind_dialog import BehindDialog
from rehabdesk.ui.team.targets.dialog import TargetDialog
from rehabdesk.ui.team.targets.tab import TargetsTab
from rehabdesk.ui.visits import NoteMeeting, OpenPerson, OpenTeam
from tests.again import built_once
from tests.builders import NOW, RESOURCES, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted

T = TypeVar("T", bound=QWidget)
TODAY = NOW.date()
LATER = NOW.replace(month=12, day=5)


def shown(kind: type[T]) -> T:
    """Return the dialog that stands open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next(each for each in found if each.isVisible())


@built_once(RESOURCES)
def a_team(office: Office) -> int:
    helper = a_volunteer(office)
    person_id = taken_in(office, full_name="Lê Hoàng An", papers=())
    numbered(office, submitted(office, an_order(office, person_id, helper)), "46")
    members = (Named("Lê Xuân Trường", TeamRole.LEADER), Named("Phạm Thị Hoa", TeamRole.MEMBER))
    plan = Plan(BodyPaper.ESTABLISH, "Đội xã", date(2024, 3, 5), members=members)
    office.do(partial(record_paper, order=RecordPaper(plan, "12/QĐ-UBND", date(2024, 3, 5))))
    return person_id


@pytest.fixture
def person_id(office: Office) -> int:
    made = a_team(office)
    office.clock = lambda: LATER
    office.do(refresh_standings)
    return made


@pytest.fixture
def said(desk: Desk) -> list[Notice]:
    told: list[Notice] = []
    desk.noticed.connect(told.append)
    return told


@pytest.fixture
def follow(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, person_id: int
) -> FollowTab:
    tab = FollowTab(desk, habits)
    qtbot.addWidget(tab)
    tab.show()
    tab.scope.value = EVERYBODY
    tab.show_team(office.look(list_teams)[0])
    helper = next(row for row in tab.table.rows.all if row.persons)
    tab.table.choose(helper.volunteer_id)
    return tab


def test_the_helper_chosen_shows_whom_he_helps_and_a_meeting_begins_with_them(
    follow: FollowTab, person_id: int
) -> None:
    asked: list[object] = []
    follow.wanted.connect(asked.append)
    assert [row.person_id for row in follow.persons.rows.all] == [person_id]
    assert "chưa gặp ai trong 30 ngày" in follow.told.text()
    assert follow.persons_in_hand == (person_id,)
    follow.note_button.click()
    follow.persons.opened.emit(follow.persons.rows.all[0])
    assert asked == [NoteMeeting((person_id,)), OpenPerson(person_id, (person_id,))]


def test_the_list_of_the_silent_empties_when_somebody_is_met(
    follow: FollowTab, office: Office, desk: Desk, person_id: int
) -> None:
    follow.visit(OpenTeam("follow"))
    assert [row.is_silent for row in follow.table.rows.all] == [True]
    volunteer_id = follow.table.rows.all[0].volunteer_id
    facts = NoteFacts(
        LATER.date(), ContactWay.AT_HOME, MetBy("", volunteer_id), "", QuickRating.GOOD
    )
    order = RecordContact((person_id,), facts)
    desk.do(follow, partial(record_contact, order=order), lambda _: None)
    assert not follow.table.rows.all


def test_the_papers_of_a_helper_come_out_of_their_dialogs(
    follow: FollowTab, office: Office, qtbot: QtBot
) -> None:
    follow.sheets_button.click()
    purpose = shown(PurposeDialog)
    purpose.purpose.value = "Giao ban"
    purpose.accept_button.click()
    shown(PaperDialog).close()
    follow.report_button.click()
    report = shown(ReportDialog)
    report.purpose.value = "Giao ban"
    report.accept_button.click()
    shown(PaperDialog).close()
    follow.follow_button.click()
    asked = shown(FollowUpDialog)
    asked.kind.value = Every.QUARTER
    asked.usual.setChecked(True)
    asked.accept_button.click()
    shown(PaperDialog).close()
    assert office.look(follow_up_every) is Every.QUARTER


# Commitments


@pytest.fixture
def pledges(qtbot: QtBot, desk: Desk, habits: QSettings, person_id: int) -> PledgesTab:
    tab = PledgesTab(desk, habits)
    qtbot.addWidget(tab)
    tab.show()
    return tab


def test_a_commitment_is_recorded_with_its_copy_and_taken_back(
    pledges: PledgesTab, said: list[Notice], tmp_path: Path
) -> None:
    scan = tmp_path / "cam-ket.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    pledges.record_button.click()
    dialog = shown(PledgeDialog)
    dialog.by.value = PledgeBy.SCHOOL
    dialog.signer.value = "Trường THCS Yên Thịnh"
    dialog.drop.chosen.emit(scan)
    dialog.accept_button.click()
    [row] = pledges.table.rows.all
    assert (row.who, row.has_copy) == ("Trường THCS Yên Thịnh", True)
    assert "trường học 1" in pledges.told.text()
    undo = said[-1].act
    assert undo is not None
    undo()
    assert not pledges.table.rows.all


def test_who_has_not_signed_is_listed_and_recorded_from_there(
    pledges: PledgesTab, person_id: int
) -> None:
    pledges.turn_to(LACKING)
    rows = pledges.lacking.rows.all
    assert [row.person_id for row in rows] == [person_id]
    pledges.lacking.choose(person_id)
    assert pledges.persons_in_hand == (person_id,)
    pledges.record_button.click()
    dialog = shown(PledgeDialog)
    assert dialog.persons.values == [person_id]
    dialog.accept_button.click()
    assert not pledges.lacking.rows.all
    [row] = pledges.table.rows.all
    pledges.acts.end(row)
    end = shown(EndDialog)
    end.reason.value = "Chuyển nơi cư trú"
    end.accept_button.click()
    assert not pledges.table.rows.all[0].is_running
    assert [each.person_id for each in pledges.lacking.rows.all] == [person_id]


def test_the_totals_make_a_share(pledges: PledgesTab, office: Office) -> None:
    pledges.totals_button.click()
    dialog = shown(TotalsDialog)
    dialog.fields[PledgeBy.SCHOOL].value = "ba"
    dialog.accept_button.click()
    assert dialog.isVisible()
    dialog.fields[PledgeBy.SCHOOL].value = "4"
    dialog.accept_button.click()
    assert office.look(read_totals)[PledgeBy.SCHOOL] == 4


def test_a_file_shows_its_commitments_below_the_meetings(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, person_id: int, tmp_path: Path
) -> None:
    order = RecordPledges(PledgeFacts(on=TODAY), (person_id,))
    office.do(partial(record_pledges, order=order))
    tab = ContactsTab(desk, habits, lambda: True)
    qtbot.addWidget(tab)
    tab.show_file(office.look(partial(read_file, person_id=person_id)))
    tab.show()
    pane = tab.pledges.made()
    assert isinstance(pane, PledgePane)
    assert "1 bản chưa có bản đã ký" in pane.line.text()
    scan = tmp_path / "cam-ket.png"
    scan.write_bytes(b"\x89PNG signed")
    pane.acts.attach(pane.table.rows.all[0].id, scan)
    tab.show_file(office.look(partial(read_file, person_id=person_id)))
    assert pane.table.rows.all[0].has_copy
    assert pane.line.text() == "Cam kết: 1 bản còn hiệu lực"


# Targets


@pytest.fixture
def targets(
    qtbot: QtBot, desk: Desk, habits: QSettings, office: Office, person_id: int
) -> TargetsTab:
    tab = TargetsTab(desk, habits)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_team(office.look(list_teams)[0])
    return tab


def test_a_target_is_handed_out_spread_and_taken_back(
    targets: TargetsTab, said: list[Notice]
) -> None:
    targets.add_button.click()
    dialog = shown(TargetDialog)
    dialog.amount.value = "9"
    dialog.spread_button.click()
    assert sorted(dialog.members.value.values()) == [4, 5]
    dialog.accept_button.click()
    [row] = targets.table.rows.all
    assert (row.target.amount, row.done, row.rate) == (9, 0, 0.0)
    assert [each.target for each in targets.members.rows.all] == [5, 4]
    undo = said[-1].act
    assert undo is not None
    undo()
    assert not targets.table.rows.all


def test_a_figure_opens_into_the_lines_behind_it(
    targets: TargetsTab, office: Office, desk: Desk, person_id: int
) -> None:
    targets.add_button.click()
    dialog = shown(TargetDialog)
    dialog.amount.value = "2"
    dialog.accept_button.click()
    leader = targets.members.rows.all[0].member.volunteer_id
    facts = NoteFacts(TODAY, ContactWay.AT_HOME, MetBy("", leader), "Đã gặp.", None)
    order = RecordContact((person_id,), facts)
    desk.do(targets, partial(record_contact, order=order), lambda _: None)
    assert [row.done for row in targets.table.rows.all] == [1]
    asked: list[object] = []
    targets.wanted.connect(asked.append)
    targets.members.opened.emit(targets.members.rows.all[0])
    behind = shown(BehindDialog)
    assert [row.person_id for row in behind.table.rows.all] == [person_id]
    behind.accept_button.click()
    assert asked == [OpenPerson(person_id)]


def test_the_period_is_chosen_and_stepped_through(targets: TargetsTab) -> None:
    assert targets.period_words.text() == "Quý IV năm 2026"
    targets.before_button.click()
    assert targets.period_words.text() == "Quý III năm 2026"
    targets.span.setCurrentIndex(2)
    targets.span.activated.emit(2)
    assert targets.period_words.text() == "Năm 2026"
