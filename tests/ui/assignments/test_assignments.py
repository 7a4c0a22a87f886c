from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import AssignmentRole, OrganisationKind, Role, Sex
from rehabdesk.services.assignments import Group, list_managed
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.offices import helper_limit
from rehabdesk.services.volunteers import add_organisation, list_organisations, list_volunteers
from rehabdesk.ui.assignments.end_dialog import EndDialog
from rehabdesk.ui.assignments.organisations import OrganisationsDialog
from rehabdesk.ui.assignments.screen import AssignmentsScreen, BoardPage
from rehabdesk.ui.assignments.volunteer_form import VolunteerForm
from rehabdesk.ui.assignments.volunteers import VolunteersPage
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.visits import Compose, OpenPerson
from tests.builders import a_volunteer, taken_in
from tests.ui.assignments.conftest import LATER, at, shown
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def wishes(page: BoardPage) -> list[object]:
    told: list[object] = []
    page.wanted.connect(told.append)
    return told


def titles(page: BoardPage) -> list[str]:
    return [line.title for line in page.left.lines.all]


def choose(page: BoardPage, name: str) -> int:
    """Make this person current, and return the id."""
    [line] = [line for line in page.left.lines.all if line.person and line.title == name]
    page.left.table.choose(line.id)
    assert line.person is not None
    return line.person.person_id


def tick(page: BoardPage, *names: str) -> None:
    page.left.lines.tick([line for line in page.left.lines.all if line.title in names])


def helper_names(page: BoardPage) -> list[str]:
    return [row.full_name for row in page.right.loads.all]


def test_persons_stand_in_three_groups_with_their_counts(board: BoardPage) -> None:
    assert titles(board) == [
        "Chưa có người phụ trách · 1",
        "Ngô Quang Hùng",
        "Đã ký quyết định, chờ số · 1",
        "Mai Xuân Nam",
        "Đang có người phụ trách · 2",
        "Lê Hoàng An",
        "Phạm Quốc Bình",
    ]
    current = board.left.table.current
    assert current is not None
    assert current.title == "Ngô Quang Hùng"


def test_whoever_lives_in_the_same_hamlet_is_proposed_first(board: BoardPage) -> None:
    choose(board, "Ngô Quang Hùng")
    assert helper_names(board) == ["Ngô Thị Nhàn", "Vũ Đình Lộc"]
    choose(board, "Lê Hoàng An")
    assert helper_names(board) == ["Vũ Đình Lộc", "Ngô Thị Nhàn"]


def test_boxes_are_blue_now_and_amber_after_this_paper(board: BoardPage) -> None:
    choose(board, "Ngô Quang Hùng")
    near, far = board.right.loads.all
    assert board.right.loads.blocks(near) == ["warn", "warn", *["neutral.bg"] * 3]
    assert board.right.loads.blocks(far) == ["accent", "accent", *["neutral.bg"] * 3]
    board.right.choose_helper(far.id)
    assert board.right.loads.blocks(near)[1] == "neutral.bg"
    assert board.right.loads.blocks(far)[2] == "warn"
    told = [row.full_name for row in board.right.carried.all]
    assert sorted(told) == ["Lê Hoàng An", "Phạm Quốc Bình"]
    assert board.right.carried_title.text() == "Ông Vũ Đình Lộc đang giúp"


def test_a_person_without_a_decision_gets_the_one_that_names_the_helper(
    qtbot: QtBot, board: BoardPage
) -> None:
    person = choose(board, "Ngô Quang Hùng")
    helper = board.right.table.current
    assert helper is not None
    assert board.right.proposal.button.text() == "Soạn &quyết định (Mẫu 53)"
    assert "Ngô Quang Hùng" in board.right.proposal.sentence.text()
    assert board.right.proposal.after.text() == "sau đó bà Nhàn giúp 2 người, mức 5"
    told = wishes(board)
    qtbot.keyClick(board.left.table, Qt.Key.Key_Return, CONTROL)
    assert told == [Compose((person,), (helper.id,), "post_rehab", None)]


def test_ticked_persons_go_to_another_helper_on_a_paper_of_their_own(
    qtbot: QtBot, board: BoardPage
) -> None:
    tick(board, "Lê Hoàng An", "Phạm Quốc Bình")
    near = next(row for row in board.right.loads.all if row.full_name == "Ngô Thị Nhàn")
    board.right.choose_helper(near.id)
    told = wishes(board)
    assert board.right.proposal.button.text() == "Soạn &quyết định (Mẫu 59)"
    qtbot.mouseClick(board.right.proposal.button, LEFT)
    [visit] = told
    assert isinstance(visit, Compose)
    assert (len(visit.person_ids), visit.volunteer_ids, visit.purpose) == (
        2,
        (near.id,),
        "helper_assignment",
    )


def test_persons_who_need_different_papers_are_chosen_apart(board: BoardPage) -> None:
    tick(board, "Ngô Quang Hùng", "Lê Hoàng An")
    assert not board.right.proposal.button.isEnabled()
    assert board.right.proposal.note.text() == (
        "1 người chưa có quyết định quản lý sau cai (Mẫu 53), 1 người cần Mẫu 59. "
        "Chọn riêng từng nhóm."
    )


def test_the_head_of_a_group_ticks_all_of_it(qtbot: QtBot, board: BoardPage) -> None:
    board.left.table.choose(f"group:{Group.ASSIGNED}")
    qtbot.keyClick(board.left.table, Qt.Key.Key_Space)
    names = [person.full_name for person in board.left.lines.ticked_persons]
    assert names == ["Lê Hoàng An", "Phạm Quốc Bình"]
    qtbot.keyClick(board.left.table, Qt.Key.Key_Space)
    assert board.left.lines.ticked_persons == []


def test_f6_goes_to_the_helpers_and_the_arrows_choose(qtbot: QtBot, board: BoardPage) -> None:
    choose(board, "Ngô Quang Hùng")
    board.left.table.setFocus()
    qtbot.keyClick(board.left.table, Qt.Key.Key_F6)
    assert board.right.table.hasFocus()
    qtbot.keyClick(board.right.table, Qt.Key.Key_Down)
    chosen = board.right.current_proposal.helper
    assert chosen is not None
    assert chosen.full_name == "Vũ Đình Lộc"


def test_a_full_helper_is_told_but_not_barred(
    qtbot: QtBot, office: Office, board: BoardPage
) -> None:
    board.right.limit.value = 2
    assert office.look(helper_limit) == 2
    choose(board, "Ngô Quang Hùng")
    far = next(row for row in board.right.loads.all if row.full_name == "Vũ Đình Lộc")
    board.right.choose_helper(far.id)
    assert board.right.proposal.note.text() == (
        "Ông Lộc đang giúp 2 người, đúng mức xã đặt. Vẫn phân công được."
    )
    assert board.right.proposal.button.isEnabled()


def test_only_who_keeps_the_office_sets_the_limit(
    qtbot: QtBot, office: Office, dressed: Style, habits: QSettings
) -> None:
    clerk = Actor(2, "Trần Văn Kiên", "Phòng Văn hóa - Xã hội", Role.CLERK)
    screen = shown(qtbot, at(office, LATER, clerk), habits)
    assert not screen.board_page.right.limit.isVisible()


def test_an_assignment_is_ended_with_a_reason(
    qtbot: QtBot, office: Office, board: BoardPage, write: Write
) -> None:
    choose(board, "Lê Hoàng An")
    current = board.left.table.current
    assert current is not None
    assert current.person is not None
    menu: QMenu = board._menu_of(current.person)
    [end] = [action for action in menu.actions() if action.text() == "Thôi phân công…"]
    end.trigger()
    [dialog] = board.findChildren(EndDialog)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("reason").message == "Ghi lý do thôi phân công."

    write(dialog.reason, "Chuyển chỗ ở")
    dialog.until_on.setText("01122026")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    rows = {row.full_name: row for row in at(office, LATER).look(list_managed)}
    assert rows["Lê Hoàng An"].group is Group.NOBODY
    assert rows["Lê Hoàng An"].since == date(2026, 12, 1)
    assert titles(board)[:3] == ["Chưa có người phụ trách · 2", "Ngô Quang Hùng", "Lê Hoàng An"]


def test_nobody_is_offered_an_end_of_what_has_not_begun(board: BoardPage) -> None:
    choose(board, "Ngô Quang Hùng")
    current = board.left.table.current
    assert current is not None
    assert current.person is not None
    menu = board._menu_of(current.person)
    assert [action.isEnabled() for action in menu.actions()] == [True, True, False]


def test_the_filter_finds_persons_without_accents(
    qtbot: QtBot, board: BoardPage, write: Write
) -> None:
    write(board.left.words, "hoang")
    qtbot.waitUntil(lambda: len(titles(board)) == 3, timeout=1000)
    assert titles(board) == [
        "Ai cũng có người phụ trách.",
        "Đang có người phụ trách · 1",
        "Lê Hoàng An",
    ]


def test_enter_opens_the_file(qtbot: QtBot, board: BoardPage) -> None:
    person = choose(board, "Mai Xuân Nam")
    told = wishes(board)
    qtbot.keyClick(board.left.table, Qt.Key.Key_Return)
    [visit] = told
    assert isinstance(visit, OpenPerson)
    assert visit.person_id == person


def test_an_empty_board_says_so(
    qtbot: QtBot, office: Office, dressed: Style, habits: QSettings
) -> None:
    screen = shown(qtbot, office, habits)
    board = screen.board_page
    assert titles(board) == []
    assert not board.right.proposal.button.isEnabled()


def test_a_health_officer_is_composed_beside_the_helper(qtbot: QtBot, board: BoardPage) -> None:
    person = choose(board, "Lê Hoàng An")
    near = next(row for row in board.right.loads.all if row.full_name == "Ngô Thị Nhàn")
    board.right.choose_helper(near.id)
    board.right.proposal.role.value = AssignmentRole.HEALTH_OFFICER
    assert board.right.proposal.note.text() == (
        "Thêm vai trò cán bộ y tế, không thay người phụ trách."
    )
    told = wishes(board)
    qtbot.mouseClick(board.right.proposal.button, LEFT)
    assert told == [
        Compose((person,), (near.id,), "helper_assignment", role=AssignmentRole.HEALTH_OFFICER)
    ]


def test_an_organisation_stands_below_with_its_count_and_no_boxes(
    qtbot: QtBot, office: Office, dressed: Style, habits: QSettings
) -> None:
    person = taken_in(office, full_name="Ngô Quang Hùng", papers=())
    kind = OrganisationKind.WOMENS_UNION
    body = office.do(partial(add_organisation, name="Hội Phụ nữ xã", kind=kind)).result
    a_volunteer(office)
    screen = shown(qtbot, at(office, LATER), habits)
    board = screen.board_page
    [_, row] = board.right.loads.all
    assert (row.full_name, board.right.loads.blocks(row)) == ("Hội Phụ nữ xã", [])
    board.right.table.choose(row.key)
    card = board.right.proposal
    assert card.after.text() == "sau đó tổ chức này giúp 1 người"
    assert card.role.isHidden()
    told = wishes(board)
    qtbot.mouseClick(card.button, LEFT)
    assert told == [
        Compose(
            (person,),
            purpose="post_rehab",
            organisation_ids=(body,),
            role=AssignmentRole.ORGANISATION,
        )
    ]


# The page of helpers


def volunteers_of(screen: AssignmentsScreen, qtbot: QtBot) -> tuple[VolunteersPage, VolunteerForm]:
    qtbot.mouseClick(screen.board_page.volunteers_button, LEFT)
    page = screen.volunteers_page
    assert page.form is not None
    return page, page.form


def test_a_helper_is_added_and_can_be_chosen(
    qtbot: QtBot, office: Office, screen: AssignmentsScreen, write: Write
) -> None:
    page, form = volunteers_of(screen, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_N, CONTROL)
    assert form.full_name.hasFocus()
    qtbot.mouseClick(page.save_button, LEFT)
    assert form.box("full_name").message == "Nhập họ và tên."

    write(form.full_name, "Lưu Thị Thơm")
    form.sex.value = Sex.FEMALE
    form.hamlet.value = 3
    qtbot.keyClick(form.full_name, Qt.Key.Key_S, CONTROL)
    assert page.form_title.text() == "Lưu Thị Thơm"
    qtbot.keyClick(form.full_name, Qt.Key.Key_Escape)
    board = screen.board_page
    assert board.isVisible()
    assert "Lưu Thị Thơm" in helper_names(board)


def test_who_still_looks_after_somebody_does_not_leave(
    qtbot: QtBot, office: Office, screen: AssignmentsScreen
) -> None:
    page, form = volunteers_of(screen, qtbot)
    [busy] = [row for row in page.rows.all if row.facts.full_name == "Vũ Đình Lộc"]
    page.table.choose(busy.id)
    form.serves_until.setText("05122026")
    qtbot.mouseClick(page.save_button, LEFT)
    assert form.box("serves_until").message.startswith("Vũ Đình Lộc đang phụ trách 2 người.")
    assert all(row.facts.serves_until is None for row in office.look(list_volunteers))


def test_what_is_being_typed_survives_a_refresh(
    qtbot: QtBot, screen: AssignmentsScreen, write: Write
) -> None:
    page, form = volunteers_of(screen, qtbot)
    page.begin_new()
    write(form.full_name, "Lưu Thị Thơm")
    page.refresh()
    assert form.full_name.value == "Lưu Thị Thơm"


def test_an_organisation_is_added_corrected_and_put_aside(
    qtbot: QtBot, office: Office, screen: AssignmentsScreen, write: Write
) -> None:
    kind = OrganisationKind.WOMENS_UNION
    office.do(partial(add_organisation, name="Chi hội Phụ nữ thôn Hạ", kind=kind))
    page, form = volunteers_of(screen, qtbot)
    qtbot.mouseClick(page.organisations_button, LEFT)
    [dialog] = page.findChildren(OrganisationsDialog)

    write(dialog.name, "Chi hội Phụ nữ thôn Hạ")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("name").message == "Đã có tổ chức “Chi hội Phụ nữ thôn Hạ”."
    dialog.name.clear()
    write(dialog.name, "Đoàn Thanh niên xã")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    names = [row.name for row in dialog.rows.all]
    assert names == ["Chi hội Phụ nữ thôn Hạ", "Đoàn Thanh niên xã"]

    dialog.table.choose(dialog.rows.all[0].id)
    dialog.is_active.setChecked(False)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert [row.is_active for row in office.look(list_organisations)] == [False, True]
    offered = [form.organisation.itemText(at) for at in range(form.organisation.count())]
    assert offered == ["Không thuộc tổ chức nào", "Đoàn Thanh niên xã"]
