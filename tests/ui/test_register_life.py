"""A decision's life walked in the window: whatever is done to it, Ctrl+Z undoes exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.domain.codes import PaperStatus
from rehabdesk.services.assignments import helpers_of
from rehabdesk.services.decisions.drafting import open_draft, submit_decisions
from rehabdesk.services.decisions.register import RegisterRow, list_register
from rehabdesk.services.office import Office
from rehabdesk.ui.decisions.numbering.dialog import NumberDialog
from rehabdesk.ui.decisions.register.deliver_dialog import DeliverDialog
from rehabdesk.ui.decisions.register.follow_dialog import FollowDialog
from rehabdesk.ui.decisions.register.renumber_dialog import RenumberDialog
from rehabdesk.ui.decisions.register.screen import RegisterScreen
from rehabdesk.ui.furnishing import furnish, read_plate
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.shell.shell import Shell
from rehabdesk.ui.visits import Compose, OpenRegister
from tests.builders import a_volunteer
from tests.services.life.builders import Dump, dump, in_force, to_assign
from tests.services.papers import TODAY, numbered
from tests.ui.conftest import Write

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Walk = Callable[["Clerk"], None]


@dataclass
class Clerk:
    """Somebody at the window in which the book is open, a paper on one person chosen."""

    qtbot: QtBot
    office: Office
    shell: Shell
    screen: RegisterScreen
    person_id: int
    paper_id: int
    write: Write

    @property
    def records(self) -> Dump:
        return dump(self.office)

    def row(self, decision_id: int | None = None) -> RegisterRow:
        rows = self.office.look(partial(list_register, book_id=1, year=2026))
        return next(each for each in rows if each.decision_id == (decision_id or self.paper_id))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
        self.come_back()
        self.screen.table.choose(self.paper_id)
        self.qtbot.keyClick(self.screen, key, modifier)

    def come_back(self) -> None:
        """Go to the list: keys reach a window only once it is the active one."""
        self.shell.activateWindow()
        self.qtbot.waitUntil(self.shell.isActiveWindow)
        self.screen.table.setFocus()

    def dialog(self, kind: type[FormDialog]) -> FormDialog:
        return self.screen.findChildren(kind)[-1]

    def undo(self) -> None:
        self.come_back()
        self.qtbot.keyClick(self.screen.table, KEY.Key_Z, CTRL)


@pytest.fixture
def clerk(qtbot: QtBot, office: Office, desk: Desk, habits: QSettings, write: Write) -> Clerk:
    person_id, paper_id = in_force(office, "41")
    shell = Shell(desk, habits, furnish(office.look(read_plate), _nowhere, _nowhere, _nowhere))
    qtbot.addWidget(shell)
    shell.resize(1366, 740)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.follow(OpenRegister(paper_id))
    [screen] = shell.findChildren(RegisterScreen)
    return Clerk(qtbot, office, shell, screen, person_id, paper_id, write)


def _nowhere(_desk: Desk, _habits: QSettings) -> QWidget:
    return QWidget()


def follows(key: Qt.Key) -> Walk:
    def walk(clerk: Clerk) -> None:
        clerk.press(key)
        dialog = clerk.dialog(FollowDialog)
        clerk.write(dialog.form.box("reason").field, "Ghi sai")
        dialog.accept_button.click()
        assert not dialog.isVisible()

    return walk


def ends(clerk: Clerk) -> None:
    """End the paper by which another is in charge: from its line alone, not from a term's."""
    [act] = [each for each in clerk.screen.acts._acts if each.title == "Chấm dứt…"]
    row = clerk.screen.table.current
    assert row is not None
    assert act.fits(row)
    act.act()
    dialog = clerk.dialog(FollowDialog)
    clerk.write(dialog.form.box("reason").field, "Bà Tới chuyển đi")
    dialog.accept_button.click()
    assert not dialog.isVisible()


def renumbers(clerk: Clerk) -> None:
    clerk.press(KEY.Key_F2, Qt.KeyboardModifier.NoModifier)
    dialog = clerk.dialog(RenumberDialog)
    assert isinstance(dialog, RenumberDialog)
    dialog.number.value = "40"
    dialog.day.value = date(2026, 11, 20)
    clerk.write(dialog.reason, "Gõ nhầm")
    dialog.accept_button.click()
    assert clerk.row().number == 40


def is_given(clerk: Clerk, *, refused: bool) -> None:
    clerk.press(KEY.Key_D)
    dialog = clerk.dialog(DeliverDialog)
    assert isinstance(dialog, DeliverDialog)
    dialog.outcome.value = refused
    dialog.prints.setChecked(False)
    dialog.accept_button.click()
    wanted = PaperStatus.DELIVERY_REFUSED if refused else PaperStatus.DELIVERED
    assert clerk.row().status is wanted


@pytest.mark.parametrize(
    "walk",
    [
        follows(KEY.Key_U),
        follows(KEY.Key_I),
        renumbers,
        partial(is_given, refused=False),
        partial(is_given, refused=True),
    ],
    ids=["withdrawn", "corrected", "renumbered", "delivered", "refused"],
)
def test_what_was_done_to_a_paper_is_undone_exactly_and_done_again(
    clerk: Clerk, walk: Walk
) -> None:
    before = clerk.records
    walk(clerk)
    done = clerk.records
    assert done != before
    clerk.undo()
    assert clerk.records == before
    walk(clerk)
    assert clerk.records == done


def test_an_ended_assignment_is_undone_exactly_and_done_again(clerk: Clerk) -> None:
    helper = a_volunteer(clerk.office, full_name="Hà Văn Tới")
    clerk.paper_id = to_assign(clerk.office, clerk.person_id, helper, TODAY)
    numbered(clerk.office, clerk.paper_id, "42")
    clerk.screen.refresh()
    clerk.screen.table.choose(clerk.paper_id)
    before = clerk.records
    ends(clerk)
    told = clerk.office.look(partial(helpers_of, person_id=clerk.person_id))
    assert [(each.name, each.ended_by) for each in told if each.made_by == "42/QĐ-UBND"] == [
        ("Bà Hà Văn Tới", "43/QĐ-UBND")
    ]
    done = clerk.records
    clerk.undo()
    assert clerk.records == before
    ends(clerk)
    assert clerk.records == done


def test_a_number_is_undone_exactly_and_given_again(clerk: Clerk) -> None:
    """Ghi số: term, helper and kept paper go with the number."""
    helper = a_volunteer(clerk.office, full_name="Hà Văn Tới")
    to_assign(clerk.office, clerk.person_id, helper, TODAY)
    before = clerk.records

    def number() -> Dump:
        clerk.come_back()
        clerk.qtbot.keyClick(clerk.screen, KEY.Key_F9)
        dialog = clerk.dialog(NumberDialog)
        dialog.accept_button.click()
        assert not dialog.isVisible()
        return clerk.records

    done = number()
    assert done != before
    clerk.undo()
    assert clerk.records == before
    assert number() == done


def test_a_replacement_moves_everything_and_is_undone_exactly(clerk: Clerk) -> None:
    clerk.press(KEY.Key_H)
    [box] = clerk.shell.findChildren(QMessageBox)
    [begin] = [one for one in box.findChildren(QPushButton) if one.text() == "Soạn bản thay thế"]
    with clerk.qtbot.waitSignal(clerk.screen.wanted) as asked:
        begin.click()
    [visit] = asked.args or []
    assert isinstance(visit, Compose)
    draft = clerk.office.look(partial(open_draft, decision_id=visit.decision_id or 0))
    order = replace(draft.order, term_end=date(2027, 11, 30))
    clerk.office.do(partial(submit_decisions, order=order))
    before = clerk.records
    clerk.shell.follow(OpenRegister(visit.decision_id))
    clerk.come_back()
    clerk.qtbot.keyClick(clerk.screen, KEY.Key_F9)
    dialog = clerk.dialog(NumberDialog)
    assert isinstance(dialog, NumberDialog)
    assert "Thay thế số 41/QĐ-UBND ngày 23/11/2026, số đó gạch ngang trong sổ" in (
        dialog.foretold.sentences
    )
    dialog.accept_button.click()
    assert clerk.row().status is PaperStatus.REPLACED
    assert clerk.row(visit.decision_id).number == 42
    clerk.undo()
    assert clerk.records == before


# What cannot be is one plain sentence, and nothing is written


def test_a_number_used_twice_is_refused_wherever_it_is_typed(clerk: Clerk) -> None:
    in_force(clerk.office, "45", full_name="Lý Anh Quân", papers=())
    clerk.screen.refresh()
    before = clerk.records
    told = "Số 45 đã có trong sổ Quyết định 2026, ngày 23/11/2026."
    clerk.press(KEY.Key_F2, Qt.KeyboardModifier.NoModifier)
    correct = clerk.dialog(RenumberDialog)
    assert isinstance(correct, RenumberDialog)
    correct.number.value = "45"
    clerk.write(correct.reason, "Gõ nhầm")
    correct.accept_button.click()
    assert correct.form.box("number").message == told
    correct.reject()
    clerk.press(KEY.Key_U)
    withdraw = clerk.dialog(FollowDialog)
    assert isinstance(withdraw, FollowDialog)
    withdraw.number.value = "45"
    clerk.write(withdraw.reason, "Ghi sai")
    withdraw.accept_button.click()
    assert withdraw.form.box("number").message == told
    assert clerk.records == before


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2019, 1, 5), "Thiếu căn cứ cho ngày ký 05/01/2019. Văn bản vẫn còn nguyên. "),
        (date(2026, 6, 30), "Ngày 30/06/2026 theo bộ căn cứ khác, mẫu đã in (Mẫu 53) "),
        (date(2026, 11, 24), "Ngày văn bản không sau hôm nay (23/11/2026)."),
    ],
    ids=["no law", "another law", "to come"],
)
def test_a_day_that_cannot_be_is_refused(clerk: Clerk, day: date, told: str) -> None:
    before = clerk.records
    clerk.press(KEY.Key_F2, Qt.KeyboardModifier.NoModifier)
    dialog = clerk.dialog(RenumberDialog)
    assert isinstance(dialog, RenumberDialog)
    dialog.day.value = day
    clerk.write(dialog.reason, "Gõ nhầm")
    dialog.accept_button.click()
    said = dialog.message.text + dialog.form.box("document_date").message
    assert said.startswith(told)
    assert clerk.records == before


def test_a_withdrawal_before_its_paper_or_without_a_reason_is_refused(clerk: Clerk) -> None:
    before = clerk.records
    clerk.press(KEY.Key_U)
    dialog = clerk.dialog(FollowDialog)
    assert isinstance(dialog, FollowDialog)
    dialog.accept_button.click()
    assert dialog.form.box("reason").message == "Ghi lý do."
    clerk.write(dialog.reason, "Ghi sai")
    dialog.day.value = date(2026, 11, 20)
    dialog.accept_button.click()
    box = dialog.form.box("document_date")
    assert box.message == "Ngày văn bản không trước ngày của số 41/QĐ-UBND (23/11/2026)."
    assert clerk.records == before
