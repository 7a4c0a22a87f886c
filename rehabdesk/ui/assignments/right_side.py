"""Step two: choose the helper, see whom the helper has already, and compose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.services.assigning.carrying import HelperRow, LookedAfter, looked_after_by
from rehabdesk.services.assignment_board import Board
from rehabdesk.services.assignments import Group, ManagedRow
from rehabdesk.ui.assignments.load import HelperTable, Key, Loads, Order
from rehabdesk.ui.assignments.proposal import Proposal, ProposalCard
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import filter_bar
from rehabdesk.ui.visits import OpenPerson

LIMITS = tuple(range(1, 11))
CARRIED_ROWS = 3
LOW = 470  # below it there is room for the helpers alone
CARRIED = (
    Column[LookedAfter](
        "Người được quản lý",
        lambda row: row.full_name,
        width=170,
        is_subject=True,
        is_stretched=True,
    ),
    Column[LookedAfter]("Từ ngày", lambda row: f"{row.from_on:%d/%m/%Y}", width=100),
    Column[LookedAfter](
        "Đến ngày", lambda row: f"{row.until_on:%d/%m/%Y}" if row.until_on else "", width=100
    ),
    Column[LookedAfter]("Quyết định", lambda row: row.decision, width=130),
)


class RightSide(QWidget):
    limit_chosen = Signal(object)  # how many persons one helper may have
    wanted = Signal(object)

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._board: Board | None = None
        self._persons: Sequence[ManagedRow] = ()
        self._carried: Sequence[LookedAfter] = ()
        self._picked: Key | None = None  # the helper the user has chosen himself
        self._is_showing = False
        self.order = ComboField[Order]([(order, order.label) for order in Order])
        self.order.setAccessibleName("Xếp")
        self.limit = ComboField[int]([(count, f"Mức: {count} người") for count in LIMITS])
        self.limit.setAccessibleName("Mức")
        self.loads = Loads(self)
        self.table = HelperTable(self.loads, habits)
        self.carried_title = QLabel()
        self.carried_title.setProperty("role", "section")
        self.carried = Rows(CARRIED, self, identity=lambda row: (row.person_id, row.from_on))
        self.carried_table = ListTable(self.carried, "assignments.carried", habits)
        self.proposal = ProposalCard()
        office = desk.office
        if office is not None and not office.actor.may(Right.DRAFT_DECISIONS):
            self.proposal.hide()
        self._assemble()
        self._connect()

    @property
    def current_proposal(self) -> Proposal:
        helper = self.table.current
        return Proposal(self._persons, helper, self._more(helper), self.proposal.role.value)

    def show_board(self, board: Board) -> None:
        self._board = board
        self.limit.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.limit.value = board.limit
        self.limit.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.limit.setVisible(board.may_set_limit)

    def choose_persons(self, persons: Sequence[ManagedRow]) -> None:
        self._persons = persons
        self._tell()

    def choose_helper(self, volunteer_id: int) -> None:
        self._picked = (False, volunteer_id)
        self.table.choose(self._picked)

    def show_helpers(self, found: Sequence[HelperRow]) -> None:
        """Propose the first, unless the user has chosen one."""
        self._is_showing = True
        self.table.show_helpers(found)
        self.table.choose(self._picked)
        self._is_showing = False
        self._look_closer()

    def _assemble(self) -> None:
        step = QLabel("bước 2: chọn người phụ trách")
        step.setProperty("role", "secondary")
        self._card = card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 10, 1, 1)
        inside.setSpacing(8)
        self.carried_title.setContentsMargins(13, 0, 13, 0)
        inside.addWidget(self.carried_title)
        inside.addWidget(self.carried_table, 1)
        self.carried_table.setProperty("framed", "no")
        self.carried_table.setSortingEnabled(False)
        self.carried_table.set_empty("Chưa giúp ai.")
        style = Style.current
        card.setFixedHeight(style.length(40) + (CARRIED_ROWS + 1) * style.size("row"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(filter_bar(self.order, self.limit, None, step))
        layout.addWidget(self.table, 1)
        layout.addSpacing(6)
        layout.addWidget(card)
        layout.addSpacing(6)
        layout.addWidget(self.proposal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to those who may be chosen where letters are large."""
        super().resizeEvent(event)
        self._card.setVisible(self.height() >= Style.current.length(LOW))

    def _connect(self) -> None:
        kept = self.table.layouts.read(self.table.name, "order")
        left = next((each for each in Order if each.value == kept), Order.NEAR)
        self.order.value = left
        self.table.arrange(left)
        self.order.chosen.connect(self._arrange)
        self.limit.chosen.connect(self.limit_chosen)
        self.setFocusProxy(self.table)
        self.table.moved_to.connect(self._pick)
        self.carried_table.opened.connect(self._open)
        self.proposal.role.chosen.connect(self._tell)

    def _arrange(self, order: Order) -> None:
        self._is_showing = True
        self.table.arrange(order)
        self.table.layouts.keep(self.table.name, "order", order.value)
        self._is_showing = False
        self._look_closer()

    def _pick(self, helper: HelperRow | None) -> None:
        if self._is_showing:
            return
        if helper is not None and self.table.hasFocus():
            self._picked = helper.key
        self._look_closer()

    def _look_closer(self) -> None:
        """Ask whom the chosen helper looks after."""
        helper = self.table.current
        if helper is None:
            self._show_carried([])
            return
        look = partial(looked_after_by, helper_id=helper.id, is_organisation=helper.is_organisation)
        self._desk.look(self, look, self._show_carried, name="carried")

    def _show_carried(self, carried: list[LookedAfter]) -> None:
        self._carried = carried
        helper = self.table.current
        name = helper.address if helper else "Người phụ trách"
        self.carried_title.setText(f"{name} đang giúp")
        self.carried_table.setAccessibleName(self.carried_title.text())
        self.carried_table.show_rows(carried)
        self._tell()

    def _more(self, helper: HelperRow | None) -> int:
        """Count whom the helper does not look after yet."""
        if helper is None:
            return 0
        theirs = {row.person_id for row in self._carried if row.until_on is None}
        return sum(
            1
            for person in self._persons
            if person.person_id not in theirs
            and not (person.group is Group.AWAITING and person.helper == helper.full_name)
        )

    def _tell(self, _: object = None) -> None:
        proposal = self.current_proposal
        if proposal.helper is not None:
            self.loads.plan(proposal.helper.key, proposal.more)
        if self._board is not None:
            self.proposal.show_proposal(proposal, self._board.form_codes)

    def _open(self, row: LookedAfter) -> None:
        self.wanted.emit(OpenPerson(row.person_id))
