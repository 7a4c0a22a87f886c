"""Papers of those who help: one page each, a month's report, the follow-up sheets of a period."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.board_papers.sheets import print_sheets, word_sheets
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.follow_up.member_month import (
    MemberMonth,
    PrintedReports,
    print_month_reports,
)
from rehabdesk.services.follow_up.periods import (
    Every,
    Period,
    follow_up_every,
    month_of,
    quarter_of,
    set_follow_up_every,
)
from rehabdesk.services.follow_up.sheet import FollowUp, PrintedSheets, print_follow_up
from rehabdesk.services.office import Work
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.purpose import Leaving, PurposeDialog

REMEMBERED = "purpose/assignments"
DAY_WIDTH = 134
OWN = Every.NONE


class ReportDialog(PurposeDialog):
    """Which month is told, and what for."""

    def __init__(self, count: int, today: Month, habits: QSettings, parent: QWidget) -> None:
        question = f"Mỗi đội viên một bản, {count} bản, có tên người được giúp. Mục đích?"
        leaving = Leaving("In báo cáo tháng", question, REMEMBERED)
        super().__init__(leaving, habits, parent)
        months = [today.on(-back) for back in range(13)]
        self.month = ComboField([(each.number, f"Tháng {each.words}") for each in months])
        self.add("month", "&Tháng", self.month)


class FollowUpDialog(FormDialog):
    """The period the sheets are filled from; the usual one is the office's own choice."""

    chosen = Signal(object)  # Period

    def __init__(self, desk: Desk, count: int, every: Every, parent: QWidget) -> None:
        super().__init__("In phiếu theo dõi", "&In phiếu theo dõi", parent, WIDTHS[0])
        self._desk = desk
        self._every = every
        today, calendar = days(desk)
        self._today = today()
        self.kind = ComboField(
            [
                (Every.MONTH, "Một tháng"),
                (Every.QUARTER, "Một quý"),
                (OWN, "Khoảng khác"),
            ]
        )
        self.which = ComboField[Period]()
        self.from_on = DateField(self._today, self._today, needs_day=True, calendar=calendar)
        self.until_on = DateField(self._today, self._today, needs_day=True, calendar=calendar)
        for field in (self.from_on, self.until_on):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.usual = QCheckBox("Lần sau &bắt đầu bằng kỳ này")
        self.usual.setToolTip("Luật không định kỳ của phiếu theo dõi; cơ quan tự chọn.")
        self.add_row(
            Entry("kind", "&Kỳ", self.kind),
            Entry("which", "&Tháng, quý", self.which),
            Entry("from_on", "&Từ ngày", self.from_on, stretch=0),
            Entry("until_on", "Đến ngà&y", self.until_on, stretch=0),
        )
        self.set_fact(f"{count} người, mỗi người một phiếu")
        office = desk.office
        may = office is not None and office.actor.may(Right.KEEP_OFFICE)
        if not may:
            self.usual.hide()
        self.form.add_widget(self.usual)
        self.kind.value = every
        self.kind.chosen.connect(lambda _: self._suit())
        self._suit()

    @property
    def period(self) -> Period:
        if self.kind.value is OWN or self.which.value is None:
            today = self._today
            return Period(self.from_on.day or today, self.until_on.day or today)
        return self.which.value

    def _suit(self) -> None:
        kind = self.kind.value
        is_own = kind is OWN
        for name in ("from_on", "until_on"):
            self.form.box(name).setVisible(is_own)
        self.form.box("which").setVisible(not is_own)
        make, step = (quarter_of, 3) if kind is Every.QUARTER else (month_of, 1)
        month = Month.of(self._today)
        periods = [make(month.on(-step * back).first) for back in range(13)]
        named = [(each, f"{each.words[:1].upper()}{each.words[1:]}") for each in periods]
        self.which.offer(named)
        self.make_room()

    def submit(self) -> None:
        every = self.kind.value
        if self.usual.isChecked() and every is not None and every is not self._every:
            keep = partial(set_follow_up_every, every=every)
            self._desk.do(self, keep, lambda _: self._go())
            return
        self._go()

    def _go(self) -> None:
        period = self.period
        self.accept()
        self.chosen.emit(period)


class FollowPapers(QObject):
    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._habits, self._page = desk, habits, page
        self._files = FileSaver(desk, habits)

    # One page for each who helps

    def print_sheets(self, volunteer_ids: Sequence[int]) -> None:
        count = len(volunteer_ids)
        question = f"{count} tờ, mỗi người một tờ, có tên những người đang giúp. Mục đích?"
        leaving = Leaving("In tờ theo dõi", question, REMEMBERED)
        dialog = PurposeDialog(leaving, self._habits, self._page.window())
        dialog.given.connect(partial(self._make_sheets, tuple(volunteer_ids)))
        dialog.open()

    def _make_sheets(self, volunteer_ids: tuple[int, ...], purpose: str) -> None:
        word = partial(word_sheets, purpose=purpose, volunteer_ids=volunteer_ids)
        pages = partial(print_sheets, purpose=purpose, volunteer_ids=volunteer_ids)
        self._desk.do(self._page, pages, partial(self._show_sheets, word))

    def _show_sheets(self, word: partial[PrintedPaper], made: PrintedList) -> None:
        dialog = PaperDialog(self._desk, self._habits, made.name, made.content, self._page)

        def make_word() -> None:
            save = partial(self._offer, dialog)
            self._desk.do(dialog, word, save)

        dialog.offer_word(make_word)
        dialog.open()

    def _offer(self, over: QWidget, made: PrintedPaper) -> None:
        self._files.offer(over, made.name, made.content)

    # A member's month

    def print_reports(self, team_id: int | None, volunteer_ids: Sequence[int]) -> None:
        today, _ = days(self._desk)
        count = len(volunteer_ids)
        month = Month.of(today())
        dialog = ReportDialog(count, month, self._habits, self._page.window())

        def make(purpose: str) -> None:
            chosen = Month.numbered(dialog.month.value or month.number)
            order = MemberMonth(team_id, tuple(volunteer_ids), chosen, purpose)
            act = partial(print_month_reports, order=order)
            self._desk.do(self._page, act, self._show_both)

        dialog.given.connect(make)
        dialog.open()

    # The follow-up sheets of a period

    def print_follow_up(self, person_ids: Sequence[int]) -> None:
        def ask(every: Every) -> None:
            dialog = FollowUpDialog(self._desk, len(person_ids), every, self._page.window())
            dialog.chosen.connect(partial(self._make_follow_up, tuple(person_ids)))
            dialog.open()

        self._desk.look(self._page, _usual, ask, "usual period")

    def _make_follow_up(self, person_ids: tuple[int, ...], period: Period) -> None:
        act = partial(print_follow_up, order=FollowUp(person_ids, period))
        self._desk.do(self._page, act, self._show_both)

    def _show_both(self, made: PrintedSheets | PrintedReports) -> None:
        pages, word = made.pages, made.word
        dialog = PaperDialog(self._desk, self._habits, pages.name, pages.content, self._page)
        dialog.offer_word(partial(self._files.offer, dialog, word.name, word.content))
        dialog.open()


def _usual(work: Work) -> Every:
    return follow_up_every(work)
