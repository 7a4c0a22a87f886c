"""Who has nobody, the sheets, the hand-over: from the board to paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import Role
from rehabdesk.services.board_papers.handover import list_handovers
from rehabdesk.services.office import Office
from rehabdesk.services.users import UserFacts, add_user
from rehabdesk.ui.assignments.handover_dialog import HandoverDialog
from rehabdesk.ui.assignments.proof_dialog import ProofDialog
from rehabdesk.ui.assignments.screen import BoardPage
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.purpose import PurposeDialog
from tests.ui.conftest import Write

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def saved_as_word(qtbot: QtBot, paper: PaperDialog, path: Path) -> str:
    """Press the button under the pages, choose a place, and read what was written there."""
    assert not paper.word_button.isHidden()
    qtbot.mouseClick(paper.word_button, LEFT)
    [dialog] = paper.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    return "\n".join(each.text for each in Document(str(path)).paragraphs)


def test_the_list_of_those_left_alone_says_why_and_goes_to_paper(
    qtbot: QtBot, board: BoardPage, write: Write, tmp_path: Path
) -> None:
    qtbot.mouseClick(board.proof_button, LEFT)
    [dialog] = board.findChildren(ProofDialog)
    assert dialog.sentence.text() == (
        "2 quyết định cho 2 người, còn 1 người chưa có người phụ trách, "
        "1 người có giấy đang chờ số. Tính đến 03/12/2026."
    )
    reasons = [(row.full_name, row.reason) for row in dialog.rows.all]
    assert reasons == [
        ("Ngô Quang Hùng", "Chưa có quyết định quản lý sau cai"),
        ("Mai Xuân Nam", "Giấy giao Ngô Thị Nhàn đang chờ ký, chờ số"),
    ]
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [purpose] = board.findChildren(PurposeDialog)
    write(purpose.purpose, "Báo cáo tháng")
    qtbot.mouseClick(purpose.accept_button, LEFT)
    [paper] = board.findChildren(PaperDialog)
    assert paper.windowTitle() == "Người phụ trách, tính đến 2026-12-03"
    saved_as_word(qtbot, paper, tmp_path / "ai.docx")


def test_sheets_are_printed_for_a_purpose(
    qtbot: QtBot, board: BoardPage, write: Write, tmp_path: Path
) -> None:
    qtbot.keyClick(board.left.table, Qt.Key.Key_P, CONTROL)
    [purpose] = board.findChildren(PurposeDialog)
    qtbot.mouseClick(purpose.accept_button, LEFT)
    assert board.findChildren(PaperDialog) == []  # no names without a purpose
    write(purpose.purpose, "Giao ban tháng 12")
    qtbot.mouseClick(purpose.accept_button, LEFT)
    [paper] = board.findChildren(PaperDialog)
    assert paper.windowTitle() == "Tờ theo dõi 2026-12-03"
    saved_as_word(qtbot, paper, tmp_path / "to.docx")


def test_with_nobody_else_the_hand_over_says_where_to_add_somebody(
    qtbot: QtBot, board: BoardPage
) -> None:
    qtbot.mouseClick(board.handover_button, LEFT)
    [dialog] = board.findChildren(HandoverDialog)
    box = dialog.form.box("to_user")
    assert "Thêm ở Cài đặt › Người dùng và quyền" in box.message
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert box.is_wrong
    assert "Thêm ở Cài đặt › Người dùng và quyền" in box.message


def test_a_clerk_hands_over_with_minutes(
    qtbot: QtBot, office: Office, board: BoardPage, write: Write, tmp_path: Path
) -> None:
    for name in ("Nguyễn Thị Hạnh", "Trần Văn Kiên"):
        office.do(partial(add_user, facts=UserFacts(name, "Công chức", Role.CLERK)))
    qtbot.mouseClick(board.handover_button, LEFT)
    [dialog] = board.findChildren(HandoverDialog)
    assert dialog.told.text().startswith("4 hồ sơ đang theo dõi, ")
    assert dialog.told.text().endswith("1 văn bản chưa có số.")
    dialog.taker.value = dialog.giver.value
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.form.box("to_user").message == "Chọn người nhận khác người giao."
    dialog.taker.value = 2
    write(dialog.note, "Chìa khóa tủ hồ sơ")
    qtbot.mouseClick(dialog.accept_button, LEFT)
    [paper] = board.findChildren(PaperDialog)
    assert paper.windowTitle() == "Biên bản bàn giao 2026-12-03"
    text = saved_as_word(qtbot, paper, tmp_path / "ban giao.docx")
    assert "BIÊN BẢN BÀN GIAO" in text
    assert "Chìa khóa tủ hồ sơ" in text
    [kept] = office.look(list_handovers)
    assert (kept.from_name, kept.to_name) == ("Nguyễn Thị Hạnh", "Trần Văn Kiên")
