"""Hôm nay: what is late, what ends, what waits for a number; why, and by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.codes import Right, Role
from rehabdesk.services.tasks.case_rules import WARNINGS
from rehabdesk.services.tasks.task import Act, Pile
from rehabdesk.services.tasks.today import NOT_COUNTED, TaskRow, Today, read_morning, read_today
from rehabdesk.ui.contacts.button import NoteButton
from rehabdesk.ui.decisions.quiet import Asker, days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame, Picture
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.today.acts import TaskActs
from rehabdesk.ui.today.month import NAMES, MonthPage
from rehabdesk.ui.today.panel import TaskPanel
from rehabdesk.ui.today.piles import PileBar, looks_of, unseen_title
from rehabdesk.ui.today.table import TaskCard

GAP = 12
SETTLED = 1_500  # milliseconds after which reports are counted, for that may take a moment
DONE_LEAVES = "Việc làm xong tự rời khỏi trang này. Không phải đánh dấu bằng tay."
NO_RIGHT = "Phần này chỉ người được giao quyền xem. Hỏi người quản trị nếu cần."
ALL_SEEN = "Ai phải gặp cũng đã gặp. Bấm Ctrl+G để ghi lần gặp mới."
NOT_ASKED = "Xã đặt 0 ngày nên không nhắc gặp. Đổi ở Cài đặt › Hạn việc."
_LISTS = {
    Pile.AWAITING: ("Đã ký, chờ số", "chờ lâu nhất lên trước", "Không có văn bản nào chờ số."),
    Pile.ENDING: (
        "Sắp hết hạn quản lý",
        "hết sớm nhất lên trước",
        "Không ai hết hạn quản lý trong 30 ngày làm việc tới.",
    ),
    Pile.OVERDUE: ("Quá hạn", "trễ nhất lên trước", ""),
    Pile.UNSEEN: ("", "lâu nhất lên trước", ALL_SEEN),
    Pile.REPORT: ("Báo cáo", "theo ngày", "Không có ngày chốt nào."),
}


class TodayScreen(QWidget):
    wanted = Signal(object)
    counted = Signal(int)  # what is late or due soon, for the rail
    WATCHES = frozenset(
        {"decision", "decision_person", "decision_assignee", "delivery", "assignment", "standing"}
        | {"case_event", "episode", "person", "task_note", "flag", "deadline_rule", "calendar_day"}
        | {"hamlet", "legal_pack", "decision_link", "office_setting", "contact", "contact_person"}
        | {"activity", "report"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.today: Today | None = None
        self._chosen: TaskRow | None = None
        self._is_filling = False
        self._later = QTimer(self, interval=SETTLED, singleShot=True)
        self._later.timeout.connect(self._count_problems)
        self._asker = Asker(self)
        self._asker.refused.connect(self._tell_refusal)
        self.acts = TaskActs(desk, habits, self)
        self.month_button = KeyButton("&Lịch tháng", "Ctrl+M", "calendar_ltr")
        self.month_button.setCheckable(True)
        self.note_button = NoteButton("Ghi gặp gỡ", self.wanted)
        if not self._may(Act.MEET.right):
            self.note_button.hide()
        self.chair_button = KeyButton("&In trang trình Chủ tịch", "Ctrl+P", "print")
        if not self._may(Right.EXPORT_LISTS):
            self.chair_button.hide()
        self.message = MessageFrame()
        self.work = QWidget()
        self.piles = PileBar()
        self.pile_card = TaskCard("pile", habits)
        self.coming_card = TaskCard("coming", habits)
        self.panel = TaskPanel()
        now, calendar = days(desk)
        self.month = MonthPage(now(), calendar, habits)
        self._lay_out()
        self._listen()
        self.refresh()

    def _lay_out(self) -> None:
        self.head = PageHead("Hôm nay", buttons=self._head_buttons)
        layout = page_layout(self, self.head)
        note = QHBoxLayout()
        note.setContentsMargins(GAP, 6, GAP, 6)
        note.setSpacing(8)
        told = QLabel(DONE_LEAVES)
        told.setProperty("role", "secondary")
        note.addWidget(Picture("info", "text.secondary"))
        note.addWidget(told, 1)
        self.coming_card.foot.addLayout(note)
        self.coming_card.table.set_empty("Không có việc nào trong 10 ngày làm việc tới.")
        self.lists = QWidget()
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.pile_card)
        column.addWidget(self.coming_card, 1)
        self.views = QStackedWidget()
        self.views.addWidget(self.lists)
        self.views.addWidget(self.month)
        across = QHBoxLayout(self.work)
        across.setContentsMargins(0, GAP, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(self.views, 1)
        across.addWidget(self.panel)
        layout.addWidget(self.message, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.piles)
        layout.addWidget(self.work, 1)
        self.setFocusProxy(self.pile_card.table)

    def _listen(self) -> None:
        self.piles.chosen.connect(self.show_pile)
        self.month_button.toggled.connect(self._switch)
        self.chair_button.clicked.connect(self.acts.ask_for_chair_page)
        for card in (self.pile_card, self.coming_card, self.month.card):
            card.table.moved_to.connect(partial(self._choose, card))
            card.table.opened.connect(self._act)
        self.panel.acted.connect(self._act)
        self.panel.opened.connect(self._open_file)
        self.panel.late_reason_wanted.connect(self._note_lateness)
        self.panel.extension_wanted.connect(self._extend)
        self.panel.flag_wanted.connect(self._flag)
        self.acts.wanted.connect(self.wanted)
        Style.current.changed.connect(self._measure)
        self._desk.changed.connect(self._refresh_if_touched)

    # What stands there

    def refresh(self) -> None:
        problems = self.today.problems if self.today is not None else NOT_COUNTED
        self._desk.look(
            self._asker, partial(read_morning, problems=problems), self._show_morning, name="today"
        )

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.refresh()

    def _show_morning(self, today: Today) -> None:
        self._show(today)
        if today.has_uncounted or today.problems:
            self._later.start()

    def _count_problems(self) -> None:
        self._desk.look(self._asker, read_today, self._show, name="today")

    def _show(self, today: Today) -> None:
        is_first, self.today = self.today is None, today
        self.head.set_line(f"{NAMES[today.on.weekday()]}, {today.on:%d/%m/%Y}")
        self.counted.emit(today.urgent)
        self.piles.show_looks(looks_of(today))
        if is_first and self.piles.pile is None:  # a key may have come before the morning did
            self.piles.light(today.first_pile(self._role))
        self._fill(today)
        focus = self.window().focusWidget()
        if is_first and (focus is None or self.isAncestorOf(focus)):
            self.pile_card.table.setFocus()  # Enter does the first task at once

    def _tell_refusal(self, _: object) -> None:
        """Show no empty piles to who may not see what is in them."""
        for part in (self.piles, self.work, *self._head_buttons):
            part.hide()
        self.message.say("info", NO_RIGHT)

    @property
    def _head_buttons(self) -> tuple[KeyButton, ...]:
        return self.month_button, self.note_button, self.chair_button

    @property
    def persons_in_hand(self) -> tuple[int, ...]:
        """Whom the task that is looked at is about."""
        return self._chosen.task.person_ids if self._chosen else ()

    def show_pile(self, pile: Pile) -> None:
        self.piles.light(pile)
        self.month_button.setChecked(False)
        self._chosen = None
        if self.today is not None:
            self._fill(self.today)
        self.pile_card.table.setFocus()

    def _fill(self, today: Today) -> None:
        """Show the lists again, and stay with the task that was looked at while it is there."""
        pile = self.piles.pile or today.first_pile(self._role)
        title, order, nothing = _LISTS[pile]
        rows = today.pile(pile)
        before = self._chosen.id if self._chosen else None
        self._is_filling = True
        self.pile_card.table.set_empty(nothing or _nothing_late(today))
        if pile is Pile.UNSEEN:
            title, nothing = unseen_title(today), ALL_SEEN if today.silent_after else NOT_ASKED
        line = _counted(len(rows), order)
        warned = _warned(rows) if pile is Pile.ENDING else ""
        self.pile_card.show_rows(title, line + warned, rows)
        coming = today.coming
        self.coming_card.show_rows(
            "Tuần này và sắp tới", f"{len(coming)} việc trong 10 ngày làm việc", coming
        )
        self.month.show_tasks(today)
        self._is_filling = False
        self._keep_to(before)
        self._measure()

    def _keep_to(self, key: str | None) -> None:
        for card in self._cards:
            if key is not None and card.rows.place_of(key) is not None:
                card.table.choose(key)
                self._choose(card, card.table.current)
                return
        for card in self._cards:
            if card.rows.rowCount():
                card.table.choose(None)
                self._choose(card, card.table.current)
                return
        self._look_at(None)

    @property
    def _cards(self) -> tuple[TaskCard, ...]:
        return (
            (self.month.card,)
            if self.month_button.isChecked()
            else (self.pile_card, self.coming_card)
        )

    def _choose(self, card: TaskCard, row: TaskRow | None) -> None:
        if self._is_filling or card not in self._cards:
            return
        if row is None:
            if card is self.month.card:  # a day without tasks
                self._look_at(None)
            return
        for other in self._cards:
            if other is not card:
                other.leave()
        self._look_at(row)

    def _look_at(self, row: TaskRow | None) -> None:
        self._chosen = row
        self.panel.show_row(row, self._may)

    @property
    def _role(self) -> Role:
        office = self._desk.office
        return office.actor.role if office else Role.CLERK

    def _may(self, right: Right) -> bool:
        """Tell what may be done; a team leader notes meetings of the own team."""
        office = self._desk.office
        if office is None or office.actor.may(right):
            return True
        return right is Act.MEET.right and office.actor.may(Right.OWN_TEAM)

    def _switch(self, is_month: bool) -> None:  # noqa: FBT001 -- a slot
        self.views.setCurrentWidget(self.month if is_month else self.lists)
        self.month_button.set_text("&Danh sách" if is_month else "&Lịch tháng")
        self._keep_to(self._chosen.id if self._chosen else None)
        (self.month.grid if is_month else self.pile_card.table).setFocus()

    # What is done

    def _act(self) -> None:
        if self._chosen is not None and self.panel.act_button.isVisibleTo(self.panel):
            self.acts.do(self._chosen.task)

    def _open_file(self) -> None:
        if self._chosen is not None:
            self.acts.open_file(self._chosen.task)

    def _note_lateness(self) -> None:
        if self._chosen is not None:
            self.acts.note_lateness(self._chosen)

    def _extend(self) -> None:
        if self._chosen is not None:
            self.acts.extend(self._chosen)

    def _flag(self) -> None:
        if self._chosen is not None:
            self.acts.flag(self._chosen.task)

    # Room

    def _measure(self) -> None:
        """Give the upper list as much as it has rows, but leave the lower one its half."""
        room = self.views.height() - GAP
        self.pile_card.setFixedHeight(min(self.pile_card.height_of_rows, max(room // 2, 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()


def _counted(count: int, order: str) -> str:
    return f"{count} việc · {order}" if count and order else f"{count} việc"


def _warned(rows: Sequence[TaskRow]) -> str:
    """Count who has come to within seven, fifteen and thirty working days of the end."""
    marks = Counter(row.task.warning for row in rows)
    told = ", ".join(f"{mark} ngày: {marks[mark]} người" for mark in WARNINGS if marks[mark])
    return f" · mốc {told}" if told else ""


def _nothing_late(today: Today) -> str:
    """Say that nothing is late, and what comes first."""
    nearest = next((row for row in today.rows if not row.left.is_late), None)
    if nearest is None:
        return "Không có việc quá hạn."
    on, title = nearest.due.due_on, nearest.task.title
    return f"Không có việc quá hạn. Việc gần nhất: {on:%d/%m}, {title}."
