"""What the page of reports does with a report that is to be closed, or is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSettings, Signal
from PySide6.QtWidgets import QDialog, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.reports.closing.calendar import ReportCalendar, read_calendar
from rehabdesk.services.reports.closing.changes import Change, read_changes
from rehabdesk.services.reports.closing.freezing import Frozen
from rehabdesk.services.reports.closing.kept import KeptGrid, KeptReport, read_kept
from rehabdesk.services.reports.closing.offering import FreezeOffer, offer_freezing
from rehabdesk.services.reports.closing.register import RegisterLine
from rehabdesk.services.reports.closing.rows import CLOSED
from rehabdesk.services.reports.closing.words import OwnWords, read_words
from rehabdesk.services.reports.layouts import layout_of
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.page import ReportPage
from rehabdesk.ui.decisions.menu import Line
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.reports.beside import Beside
from rehabdesk.ui.reports.freezing.calendar_dialog import CalendarDialog
from rehabdesk.ui.reports.freezing.changes_dialog import ChangesDialog
from rehabdesk.ui.reports.freezing.files import open_folder, write_files
from rehabdesk.ui.reports.freezing.freeze_dialog import FreezeDialog
from rehabdesk.ui.reports.freezing.register_dialog import RegisterDialog, offer_files
from rehabdesk.ui.reports.freezing.short_dialogs import ReopenDialog, SentDialog
from rehabdesk.ui.reports.freezing.words_dialog import WordsDialog
from rehabdesk.ui.reports.grid.table import FigureTable
from rehabdesk.ui.reports.state_line import ChipButton, StateLine

FREEZE = "&Chốt số liệu và gửi…"
SENT, MORE = "Ghi đã &gửi…", "Lập báo cáo bổ &sung…"
ZERO = "Báo cáo &không phát sinh…"
SPOILED = (
    "Số liệu hoặc danh sách của báo cáo đã chốt không còn như lúc chốt. Giữ nguyên máy, "
    "báo người quản trị. Các bản đã tạo vẫn mở được trong Sổ đăng ký."
)


class Closing(QObject):
    """Its button says what comes next of the report shown: closing, sending, a supplement."""

    wanted = Signal(object)  # a visit
    report_wanted = Signal(object)  # a ReportAsked
    kept_shown = Signal(object)  # the grid of a closed report that does not stand any more

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._habits, self._page = desk, habits, page
        self.button = KeyButton(FREEZE, "", "document_lock", "primary")
        self.zero_link = KeyButton(ZERO, kind="link", is_small=True)
        self.changes_chip = ChipButton()
        self.shown: ReportPage | None = None
        self.kept: KeptReport | None = None  # whose figures are in the grid
        self._awaited: int | None = None
        self._table: FigureTable | None = None
        self._beside: Beside | None = None
        self._message: MessageFrame | None = None
        self._state: StateLine | None = None
        self.button.clicked.connect(self._go_on)
        self.zero_link.clicked.connect(self.open_zero)
        self.changes_chip.clicked.connect(self.open_changes)

    def attach(
        self, table: FigureTable, beside: Beside, message: MessageFrame, state: StateLine
    ) -> None:
        """Take hold of the parts of the page that look otherwise once a report is closed."""
        self._table, self._beside, self._message, self._state = table, beside, message, state
        state.add_chip(self.changes_chip)
        beside.counted.connect(self._quiet_problems)

    # What is shown

    def show_page(self, page: ReportPage) -> None:
        """Show what can be done with the report turned to."""
        self.shown, self.kept = page, page.kept
        self._show_button(page)
        self.zero_link.setVisible(page.kept is None and self._may(Right.KEEP_REPORTS))
        words = f"{page.changed} dòng nay đã khác" if page.kept and page.changed else ""
        self.changes_chip.show_state("warn" if words else "neutral", words, "warning")
        if page.kept is not None and self._message is not None:
            self._message.hush()  # an empty report that is closed asks for nothing more
            if not page.kept.is_intact:
                self._message.say("bad", SPOILED)
        self._quiet_problems()
        if self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            if page.kept is None or page.kept.id != awaited:
                look = partial(read_kept, report_id=awaited)
                self._desk.look(self._page, look, self._show_kept, name="kept")

    def open_report(self, report_id: int) -> None:
        """Turn to a report that was closed, as it was."""
        self._awaited = report_id
        look = partial(read_kept, report_id=report_id)
        self._desk.look(self._page, look, self._turn_to, name="kept")

    def _turn_to(self, found: KeptGrid) -> None:
        self.report_wanted.emit(found.kept.asked)

    def _show_kept(self, found: KeptGrid) -> None:
        """Show a report that does not stand any more: opened again, or followed by another."""
        self.kept = found.kept
        if self._table is not None:
            self._table.show_grid(found.grid)
        self.kept_shown.emit(found.grid)
        if self._beside is not None:
            self._beside.show_report(found.kept.asked, found.kept.id)
        if self._message is not None:
            since = f" Mở chốt: {found.kept.reopened}." if found.kept.reopened else ""
            self._message.say("info", f"Đang xem {found.kept.title}, {_lower(found)}.{since}")
            self._message.add_link("Trở lại số hiện nay", self._back_to_now)

    def _back_to_now(self) -> None:
        if self._message is not None:
            self._message.hush()
        if self.shown is not None:
            self.report_wanted.emit(self.shown.asked)

    def _show_button(self, page: ReportPage) -> None:
        state = self._state_of(page)
        words, picture = FREEZE, "document_lock"
        if state is ReportState.FROZEN:
            words, picture = SENT, "checkmark_circle"
        elif state is ReportState.SENT:
            words, picture = MORE, "document_edit"
        self.button.set_text(words)
        self.button.set_icon(picture)
        is_done = state is ReportState.SENT and not page.changed
        self.button.setVisible(self._may(Right.KEEP_REPORTS) and not is_done)

    def _state_of(self, page: ReportPage) -> ReportState:
        """Return how far the newest of a report and its supplements has come."""
        return page.kept.state if page.kept is not None else page.standing.state

    def _quiet_problems(self, *_: object) -> None:
        """Say nothing of what is to be put right in a report that is closed."""
        if self._state is not None and self.shown is not None and self.shown.kept is not None:
            self._state.show_problems(None)

    # What is done

    @property
    def has_files(self) -> bool:
        """Tell whether the report shown has been closed with files of its own."""
        return self.kept is not None and bool(self.kept.products)

    def menu_lines(self) -> list[Line]:
        """Return the lines of the page's menu that are about closing."""
        page = self.shown
        keeps, kept = self._may(Right.KEEP_REPORTS), page.kept if page else None
        lines: list[Line] = []
        if keeps and kept is None:
            lines.append(("Lời của báo cáo…", self.open_words, page is not None))
            lines.append(("Báo cáo không phát sinh…", self.open_zero, page is not None))
        if kept is not None and page is not None:
            lines.append(("Thay đổi sau khi chốt", self.open_changes, True))
            lines.append(("Các bản đã tạo…", partial(self.open_files), bool(kept.products)))
            if keeps:
                lines.append(("Lập báo cáo bổ sung…", self.open_freezing, bool(page.changed)))
            if self._may(Right.REOPEN_REPORTS):
                lines.append(("Mở chốt…", self.open_reopening, kept.state in CLOSED))
        lines.append(("Sổ đăng ký báo cáo", self.open_register, True))
        if self._may(Right.KEEP_OFFICE):
            lines.append(("Báo cáo phải gửi…", self.open_calendar, True))
        return lines

    def open_freezing(self) -> None:
        self._offer(is_zero=False)

    def open_zero(self) -> None:
        self._offer(is_zero=True)

    def open_words(self) -> None:
        if (asked := self._asked) is not None:
            look = partial(read_words, asked=asked)
            self._desk.look(self._page, look, partial(self._show_words, asked), name="words")

    def open_changes(self) -> None:
        kept = self.shown.kept if self.shown else None
        if kept is not None:
            look = partial(read_changes, report_id=kept.id)
            show = partial(self._show_changes, kept)
            self._desk.look(self._page, look, show, name="changes")

    def open_files(self, at: QPoint | None = None) -> None:
        if self.kept is not None:
            offer_files(self._desk, self._habits, self._page, self.kept.products, at)

    def open_sent(self) -> None:
        page = self.shown
        if page is not None and page.kept is not None:
            look = partial(_receiver, layout_key=page.asked.layout_key)
            show = partial(self._ask_sent, page.kept, page)
            self._desk.look(self._page, look, show, name="receiver")

    def open_reopening(self) -> None:
        kept = self.shown.kept if self.shown else None
        if kept is not None:
            self._open(ReopenDialog(self._desk, self._page, kept))

    def open_register(self) -> None:
        dialog = RegisterDialog(self._desk, self._habits, self._page)
        dialog.report_wanted.connect(self._open_line)
        dialog.open()

    def open_calendar(self) -> None:
        self._desk.look(self._page, read_calendar, self._show_calendar, name="calendar")

    # How it goes on

    @property
    def _asked(self) -> ReportAsked | None:
        return self.shown.asked if self.shown is not None else None

    def _may(self, right: Right) -> bool:
        office = self._desk.office
        return office is None or office.actor.may(right)

    def _go_on(self) -> None:
        state = self._state_of(self.shown) if self.shown is not None else ReportState.OPEN
        (self.open_sent if state is ReportState.FROZEN else self.open_freezing)()

    def _offer(self, *, is_zero: bool) -> None:
        if (asked := self._asked) is not None:
            look = partial(offer_freezing, asked=asked)
            show = partial(self._show_offer, is_zero=is_zero)
            self._desk.look(self._page, look, show, name="offer")

    def _show_offer(self, offer: FreezeOffer, *, is_zero: bool) -> None:
        dialog = FreezeDialog(self._desk, self._habits, offer, self._page, is_zero=is_zero)
        dialog.closed.connect(self._write)
        self._open(dialog)

    def _write(self, made: Frozen, folder: Path) -> None:
        """Put the files where the clerk said; they are kept with the report in any case."""
        if not made.files:
            self._desk.say(f"Đã chốt {made.title}")
            return
        write = partial(write_files, folder, made.files)
        self._desk.run(self._page, write, partial(self._written, made, folder))

    def _written(self, made: Frozen, folder: Path, paths: tuple[Path, ...]) -> None:
        self._page.setFocus()
        words = f"Đã chốt {made.title}. {len(paths)} tệp nằm trong {folder}"
        self._desk.say(words, "Mở thư mục", partial(open_folder, folder))

    def _show_words(self, asked: ReportAsked, own: OwnWords) -> None:
        WordsDialog(self._desk, asked, own, self._page).open()

    def _show_calendar(self, calendar: ReportCalendar) -> None:
        CalendarDialog(self._desk, calendar, self._page).open()

    def _show_changes(self, kept: KeptReport, changes: tuple[Change, ...]) -> None:
        dialog = ChangesDialog(self._habits, kept, changes, self._page)
        dialog.wanted.connect(self.wanted)
        dialog.open()

    def _open(self, dialog: QDialog) -> None:
        """Open a dialog; its button may be gone after it, so the keys go to the grid."""
        dialog.finished.connect(lambda _: self._page.setFocus())
        dialog.open()

    def _ask_sent(self, kept: KeptReport, page: ReportPage, receiver: str) -> None:
        self._open(SentDialog(self._desk, self._page, kept, page.today, receiver))

    def _open_line(self, line: RegisterLine) -> None:
        if line.state is ReportState.OPEN:
            self.report_wanted.emit(line.asked)
        else:
            self._awaited = line.id
            self.report_wanted.emit(line.asked)


def _receiver(work: Work, layout_key: str) -> str:
    """Propose to whom a report is sent: as its layout says, else to the superior authority."""
    layout = layout_of(work, layout_key)
    return layout.addressee.replace("\n", ", ") or profile_on(work, work.today).superior_name


def _lower(found: KeptGrid) -> str:
    words = found.kept.heading
    return f"{words[:1].lower()}{words[1:]}"
