"""The board of assignments: nobody without a helper, no helper overloaded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.assigning.carrying import HelperRow, list_carriers
from rehabdesk.services.assignment_board import Board, read_board
from rehabdesk.services.assignments import Group, ManagedRow
from rehabdesk.services.offices import choose
from rehabdesk.ui.assignments.end_dialog import EndDialog
from rehabdesk.ui.assignments.handover_dialog import HandoverDialog
from rehabdesk.ui.assignments.left_side import LeftSide
from rehabdesk.ui.assignments.outgoing import OutgoingAssignments
from rehabdesk.ui.assignments.persons import Line
from rehabdesk.ui.assignments.proof_dialog import ProofDialog
from rehabdesk.ui.assignments.right_side import RightSide
from rehabdesk.ui.assignments.volunteers import VolunteersPage
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import Compose, NoteMeeting, OpenAssignments, OpenPerson, OpenTeam

LEFT_WIDTH = 540
LEFT_SHARE = 0.48  # of the page, at most


class BoardPage(PanedPage):
    """Step one at the left: the persons. Step two at the right: the helper."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self.board: Board | None = None
        self.volunteers_button = KeyButton("Người &phụ trách…", "Ctrl+N", "people_team")
        self.proof_button = KeyButton("A&i chưa có…", picture="warning")
        self.proof_button.setToolTip("Ai chưa có người phụ trách")
        self.silent_button = KeyButton("Ai chưa gặp…", picture="person_clock")
        self.silent_button.setToolTip("Người phụ trách chưa gặp ai, người lâu chưa được gặp")
        self.sheets_button = KeyButton("In tờ th&eo dõi", "Ctrl+P", "print")
        self.sheets_button.setToolTip("In tờ theo dõi cho từng người phụ trách")
        self.handover_button = KeyButton("&Bàn giao…", picture="arrow_swap")
        self.handover_button.setToolTip("Bàn giao khi đổi cán bộ")
        self.outgoing = OutgoingAssignments(desk, habits, self)
        self.head = PageHead(
            "Phân công",
            buttons=(
                self.proof_button,
                self.silent_button,
                self.sheets_button,
                self.handover_button,
                self.volunteers_button,
            ),
        )
        self.left = LeftSide(habits)
        self.right = RightSide(desk, habits)
        self.panes = (self.left, self.right)
        self._assemble()
        self._connect()

    def refresh(self) -> None:
        self._desk.look(self, read_board, self._show, name="board")

    def _assemble(self) -> None:
        layout = page_layout(self, self.head)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.left)
        sides.addWidget(self.right, 1)
        layout.addLayout(sides, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Give way to the helpers where letters are large for the page."""
        most = round(self.width() * LEFT_SHARE)
        self.left.setFixedWidth(min(Style.current.length(LEFT_WIDTH), most))

    def _connect(self) -> None:
        Style.current.changed.connect(self._measure)
        self.proof_button.clicked.connect(self._prove)
        self.silent_button.clicked.connect(lambda: self.wanted.emit(OpenTeam("follow")))
        self.sheets_button.clicked.connect(self.outgoing.print_sheets)
        self.handover_button.clicked.connect(self._hand_over)
        self.left.changed.connect(self._choose_persons)
        self.left.table.opened.connect(self._open_line)
        self.left.table.menu_wanted.connect(self._open_menu)
        self.right.limit_chosen.connect(self._set_limit)
        self.right.wanted.connect(self.wanted)
        self.right.proposal.button.clicked.connect(self._compose)

    def _show(self, board: Board) -> None:
        self.board = board
        self.right.show_board(board)
        self.left.show_managed(board.managed)
        self._choose_persons()

    def _choose_persons(self) -> None:
        """Ask for the helpers again: whoever lives in the same hamlet comes first."""
        persons = self.left.persons
        hamlets = tuple(person.hamlet_id for person in persons)
        self.right.choose_persons(persons)
        look = partial(list_carriers, hamlet_ids=hamlets)
        self._desk.look(self, look, self._show_helpers, name="helpers")

    def _show_helpers(self, found: list[HelperRow]) -> None:
        self.right.show_helpers(found)
        if self.board is not None:
            alone = sum(1 for row in self.board.managed if row.group is Group.NOBODY)
            persons = sum(1 for row in found if not row.is_organisation)
            self.head.set_line(
                f"{len(self.board.managed)} người · {alone} chưa có người phụ trách · "
                f"{persons} người phụ trách"
            )

    def _prove(self) -> None:
        dialog = ProofDialog(self._desk, self._habits, self)
        dialog.opened.connect(lambda person_id: self.wanted.emit(OpenPerson(person_id)))
        dialog.open()

    def _hand_over(self) -> None:
        dialog = HandoverDialog(self._desk, self._habits, self)
        dialog.open()

    def _compose(self) -> None:
        proposal = self.right.current_proposal
        if proposal.is_ready and proposal.helper is not None:
            persons = tuple(person.person_id for person in proposal.persons)
            chosen = (proposal.helper.id,)
            is_body = proposal.helper.is_organisation
            self.wanted.emit(
                Compose(
                    persons,
                    () if is_body else chosen,
                    proposal.purpose or "",
                    organisation_ids=chosen if is_body else (),
                    role=proposal.role,
                )
            )

    def _set_limit(self, limit: int) -> None:
        if self.board is not None and limit != self.board.limit:
            act = partial(choose, key="helper_limit", value=limit)
            self._desk.do(self, act, lambda _: None)

    def _open_line(self, line: Line) -> None:
        if line.person is not None:
            self._open_person(line.person)

    def _open_person(self, person: ManagedRow) -> None:
        among = tuple(line.person.person_id for line in self.left.lines.all if line.person)
        self.wanted.emit(OpenPerson(person.person_id, among))

    def _open_menu(self, line: Line, place: QPoint) -> None:
        if line.person is None:
            return
        self.menu = self._menu_of(line.person)
        self.menu.popup(place)

    def _menu_of(self, person: ManagedRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Mở hồ sơ\tEnter").triggered.connect(partial(self._open_person, person))
        note = menu.addAction("Ghi gặp gỡ…\tCtrl+G")
        note.setVisible(self._may_note)
        visit = NoteMeeting((person.person_id,))
        note.triggered.connect(lambda: self.wanted.emit(visit))
        end = menu.addAction("Thôi phân công…")
        end.setEnabled(person.assignment_id is not None)
        end.triggered.connect(partial(self._end, person))
        return menu

    @property
    def _may_note(self) -> bool:
        office = self._desk.office
        return office is not None and office.actor.may(Right.KEEP_FILES)

    def _end(self, person: ManagedRow) -> None:
        if self.board is not None:
            dialog = EndDialog(self._desk, person, self.board.today, self)
            dialog.open()


class AssignmentsScreen(QWidget):
    """The board, and behind it the page of those who can be put in charge."""

    wanted = Signal(object)
    WATCHES = frozenset(
        {"assignment", "volunteer", "organisation", "person", "episode", "case_file", "hamlet"}
        | {"decision", "decision_person", "decision_assignee", "office_setting"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self.board_page = BoardPage(desk, habits)
        self.volunteers_page = VolunteersPage(desk, habits)
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        for page in (self.board_page, self.volunteers_page):
            self.pages.addWidget(page)
        self.board_page.wanted.connect(self.wanted)
        self.board_page.volunteers_button.clicked.connect(self.show_volunteers)
        self.volunteers_page.head.back_wanted.connect(self.show_board)
        self.volunteers_page.left.connect(self.show_board)
        desk.changed.connect(self._refresh_if_touched)
        self.setFocusProxy(self.board_page.left.table)
        self.board_page.refresh()

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenAssignments) and visit.volunteer_id is not None:
            self.board_page.right.choose_helper(visit.volunteer_id)
        self.show_board()

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        is_board = self.pages.currentWidget() is self.board_page
        persons = self.board_page.left.persons if is_board else ()
        return tuple(each.person_id for each in persons)

    def show_board(self) -> None:
        self.pages.setCurrentWidget(self.board_page)
        self.board_page.refresh()
        self.setFocusProxy(self.board_page.left.table)
        self.board_page.left.table.setFocus()

    def show_volunteers(self) -> None:
        self.pages.setCurrentWidget(self.volunteers_page)
        self.volunteers_page.refresh()
        self.setFocusProxy(self.volunteers_page.table)
        self.volunteers_page.table.setFocus()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.board_page.refresh()
            self.volunteers_page.refresh()
