"""Tổng hợp: the packages of 31 or 143 units put together, nobody counted twice (F96, F116)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.consolidation.again import let_go
from rehabdesk.services.consolidation.choices import Page, read_page
from rehabdesk.services.consolidation.clashes import Clash
from rehabdesk.services.consolidation.opening import Delivered
from rehabdesk.services.consolidation.orders import Outcome
from rehabdesk.services.consolidation.outgoing import export_totals, print_missing
from rehabdesk.services.consolidation.standing import (
    Stand,
    UnitStanding,
    question_about,
    reminder,
)
from rehabdesk.services.exports import ExportedFile, PrintedList
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.consolidation.clash_panel import ClashPanel
from rehabdesk.ui.consolidation.columns import columns_of
from rehabdesk.ui.consolidation.dialogs import (
    ReceivedDayDialog,
    ReceiveDialog,
    SettleDialog,
    TryAgainDialog,
)
from rehabdesk.ui.consolidation.outcomes_dialog import OutcomesDialog
from rehabdesk.ui.consolidation.receiving import (
    NOTHING_THERE,
    Arrival,
    Receiver,
    ReceivingBar,
    dropped,
    told_of,
    waiting_there,
)
from rehabdesk.ui.consolidation.tiles import Show, Tiles, looks_of
from rehabdesk.ui.consolidation.units_dialog import UnitsDialog
from rehabdesk.ui.consolidation.view_dialog import open_package
from rehabdesk.ui.decisions.menu import Line, open_menu
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.visits import OpenPackages, OpenReports

EMPTY = "Chưa nhận gói nào của kỳ này. Bấm Nhận gói, chọn một hay nhiều tệp."
NO_UNITS = "Chưa có danh sách đơn vị gửi báo cáo. Bấm ⋯ › Đơn vị gửi báo cáo…"
NOT_FOUND = "Không có đơn vị nào như đang lọc. Bấm ô đang chọn lần nữa để bỏ lọc."
FOOT = "Gửi lại thì bản mới thay bản cũ, không cộng hai lần. Bản cũ vẫn xem được."
KINDS = "Gói báo cáo (*.rdgoi *.xlsx);;Mọi tệp (*)"
FOLDER = "folder/packages"
CHOICE_WIDTH = 176


class ConsolidationScreen(QWidget):
    """Units at the left, clashes at the right; who has not sent stands first."""

    wanted = Signal(object)
    WATCHES = frozenset({"received_package", "reporting_unit", "clash_answer", "report_layout"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk, self._habits = desk, habits
        self._page: Page | None = None
        self._asked: ReportAsked | None = None
        self._awaited: tuple[Path, ...] = ()
        self._meant = OpenPackages()
        self.report = ComboField[ReportAsked]()
        self.missing_button = KeyButton("&In danh sách chưa gửi", "Ctrl+P", "print")
        self.export_button = KeyButton("&Xuất bảng tổng hợp", "Ctrl+E", "table")
        self.receive_button = KeyButton("&Nhận gói", "Ctrl+O", "mail_inbox", "primary")
        self.more_button = IconButton("more_horizontal", "Việc khác")
        buttons = (self.missing_button, self.export_button, self.more_button, self.receive_button)
        self.head = PageHead("Tổng hợp", buttons=buttons)
        self.message = MessageFrame()
        self.bar = ReceivingBar()
        self.receiver = Receiver(desk, self.bar)
        self.tiles = Tiles()
        self.table = ListTable(Rows(columns_of("Cuối kỳ"), self), "packages", habits)
        self.foot = QLabel(FOOT)
        self.clashes = ClashPanel()
        self._files = FileSaver(desk, habits)
        self._assemble()
        self._connect()

    # What the shell asks

    def visit(self, visit: OpenPackages) -> None:
        """Show the page, and ask about packages dropped elsewhere."""
        self._awaited, self._meant = visit.paths, visit
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        self._desk.look(self, partial(read_page, asked=self._asked), self._show, "page")

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("warn", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    # How it is put together

    def _assemble(self) -> None:
        self.report.setAccessibleName("Báo cáo và kỳ")
        self.report.setFixedWidth(Style.current.length(CHOICE_WIDTH))
        self.head.add_choice(self.report)
        self.table.setAccessibleName("Đơn vị gửi báo cáo")
        self.table.told = Told("Đơn vị gửi báo cáo", names_persons=False)
        self.foot.setProperty("role", "secondary")
        self.foot.setContentsMargins(12, 8, 12, 0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addLayout(left, 1)
        middle.addWidget(self.clashes)
        layout = page_layout(self, self.head)
        above = QVBoxLayout()  # keeps its lines apart, and only those that are shown
        above.setSpacing(10)
        for part in (self.message, self.bar, self.tiles):
            above.addWidget(part)
        layout.addLayout(above)
        layout.addLayout(middle, 1)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.receive_button.clicked.connect(self._choose_files)
        self.export_button.clicked.connect(self._export)
        self.missing_button.clicked.connect(self._print_missing)
        self.more_button.clicked.connect(lambda: self._open_more(self.more_button))
        self.report.activated.connect(lambda _: self._turn_to(self.report.value))
        self.tiles.chosen.connect(lambda _: self._show_rows())
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(self._note_row)
        self.table.menu_wanted.connect(self._open_menu)
        self.clashes.settle_wanted.connect(self._settle)
        self.clashes.ask_wanted.connect(self._copy_question)
        self.receiver.finished.connect(self._tell_outcomes)
        self.receiver.failed.connect(self._tell_trouble)
        self._desk.changed.connect(self._refresh_if_touched)
        remind = QShortcut(QKeySequence("Ctrl+T"), self)
        remind.activated.connect(self._copy_reminder)
        stop = QShortcut(QKeySequence("Esc"), self.bar)
        stop.activated.connect(self.receiver.stop)

    # What is shown

    def _turn_to(self, asked: ReportAsked | None) -> None:
        self._asked = asked
        self.message.hush()
        self.refresh()

    def _show(self, page: Page) -> None:
        if (meant := self._report_meant(page)) is not None and meant != page.asked:
            self._turn_to(meant)
            return
        self._page, self._asked = page, page.asked
        self.report.offer([(each.asked, each.words) for each in page.choices])
        self.report.value = page.asked
        standing = page.standing
        due = f" · hạn gửi {standing.due_on:%d/%m/%Y}" if standing.due_on else ""
        self.head.set_line(f"{standing.expected} xã, phường{due}")
        self.tiles.show_looks(looks_of(standing))
        self._show_rows()
        if self._meant.unit_id is not None:
            self.table.choose(self._meant.unit_id)
        self._meant = OpenPackages()
        if self._awaited:
            paths, self._awaited = self._awaited, ()
            self.ask_to_receive(paths)

    def _report_meant(self, page: Page) -> ReportAsked | None:
        meant = self._meant
        return next(
            (
                each.asked
                for each in page.choices
                if each.asked.layout_key == meant.layout_key
                and each.asked.period.window.last == meant.until_on
            ),
            None,
        )

    def _show_rows(self) -> None:
        if self._page is None:
            return
        standing, show = self._page.standing, self.tiles.shown
        rows = [row for row in standing.rows if show is None or show.fits(row)]
        is_empty = not standing.expected and not standing.rows
        self.table.set_empty(NO_UNITS if is_empty else NOT_FOUND if show else EMPTY)
        self.table.show_rows(rows)
        self.foot.setText(FOOT if standing.received or is_empty else EMPTY)
        self._note_row(self.table.current)

    def _note_row(self, row: UnitStanding | None) -> None:
        """Show the clashes of the chosen unit where it has some, else all of them."""
        if self._page is None:
            return
        clashes = self._page.standing.clashes
        mine = [each for each in clashes if row is not None and row.id in each.unit_ids]
        if mine and row is not None and self.tiles.shown is Show.CLASHES:
            self.clashes.show_clashes(mine, row.name)
        else:
            self.clashes.show_clashes(clashes)

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES and not self.receiver.is_running and self._page is not None:
            self.refresh()

    # Receiving

    def _choose_files(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._habits.value(FOLDER) or usual)
        dialog = QFileDialog(self.window(), "Nhận gói", folder, KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.ask_to_receive(map(Path, names)))
        dialog.open()

    def ask_to_receive(self, paths: object) -> None:
        """Ask for the day and the password, then take the files in."""
        chosen = tuple(paths)  # type: ignore[arg-type, var-annotated]
        office = self._desk.office
        if not chosen or office is None or self._page is None or self.receiver.is_running:
            return
        if isinstance(chosen[0], Path):
            self._habits.setValue(FOLDER, str(chosen[0].parent))
        title, today = self._page.standing.title, office.clock().date()
        dialog = ReceiveDialog(chosen, title, today, self.window())
        dialog.given.connect(partial(self._receive, chosen))
        dialog.open()

    def _fetch(self) -> None:
        if self._asked is not None and not self.receiver.is_running:
            look = partial(waiting_there, asked=self._asked)
            self._desk.look(self, look, self._take_fetched, "fetched")

    def _take_fetched(self, found: Sequence[Delivered]) -> None:
        if not found:
            self.message.say("info", NOTHING_THERE)
        self.ask_to_receive(found)

    def _receive(
        self, paths: tuple[Path | Delivered, ...], passwords: tuple[str, ...], day: date | None
    ) -> None:
        if self._asked is not None:
            self.message.hush()
            self.receiver.receive(Arrival(self._asked, paths, passwords, day))

    def _tell_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        told = told_of(outcomes, was_stopped=self.receiver.was_stopped)
        is_well = all(each.counts and not each.words for each in outcomes)
        self.message.say("ok" if is_well else "warn", told)
        self.message.add_link("Xem từng tệp", partial(self._show_outcomes, outcomes))
        self.refresh()
        self.table.setFocus()

    def _show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        OutcomesDialog(outcomes, self._habits, self.window()).open()

    def _tell_trouble(self, trouble: Refusal | OutsideFault, outcomes: Sequence[Outcome]) -> None:
        before = f"{told_of(outcomes)} " if outcomes else ""
        self.message.say("bad", f"{before}{trouble}")
        self.refresh()

    # What is done with a line

    def _open(self, row: UnitStanding) -> None:
        """Open a unit's report, or what keeps it from being opened."""
        if row.is_here and row.package_id is not None:
            open_package(self._desk, row.package_id, self._habits, self)
        elif row.package_id is not None and row.has_kept_file and self._asked is not None:
            TryAgainDialog(self._desk, self._asked, row, self.window()).open()
        elif row.trouble:
            self.message.say("warn", f"{row.name}: {row.trouble}")
        else:
            self.message.say("info", f"{row.name} chưa gửi gói. Ctrl+T chép lời nhắc.")

    def _open_menu(self, row: UnitStanding, at: QPoint) -> None:
        replaced = self._page.standing.has_replaced if self._page else frozenset()
        is_aside = row.stand in {Stand.SET_ASIDE, Stand.FOREIGN}
        lines: list[Line] = [
            ("Xem báo cáo", partial(self._open, row), row.is_here),
            ("Xem bản trước", partial(self._open, row), row.id in replaced),
            (
                "Nhận khóa mới…" if row.asks_for_seal else "Mở lại bằng mật khẩu…",
                partial(self._open, row),
                is_aside and row.has_kept_file,
            ),
            ("Sửa ngày nhận…", partial(self._ask_day, row), row.is_here),
            ("Bỏ khỏi danh sách", partial(self._let_go, row), is_aside),
            ("Chép lời nhắc", partial(self._copy_reminder, (row,)), row.stand is Stand.MISSING),
        ]
        open_menu(self, lines, at)

    def _ask_day(self, row: UnitStanding) -> None:
        if (office := self._desk.office) is not None:
            ReceivedDayDialog(self._desk, row, office.clock().date(), self.window()).open()

    def _let_go(self, row: UnitStanding) -> None:
        if row.package_id is not None:
            told = f"Đã bỏ “{row.file_name}” khỏi danh sách."
            act = partial(let_go, package_id=row.package_id)
            self._desk.do(self, act, lambda _: self._desk.say(told))

    def _settle(self, clash: Clash) -> None:
        if self._asked is not None:
            SettleDialog(self._desk, self._asked, clash, self.window()).open()

    # What leaves

    def _copy_question(self, clash: Clash) -> None:
        if self._page is not None:
            clipboard.copy(question_about(clash, self._page.standing.title))
            self._desk.say("Đã chép lời hỏi hai đơn vị, dán vào thư hay tin nhắn.")

    def _copy_reminder(self, units: Sequence[UnitStanding] = ()) -> None:
        if self._page is None:
            return
        told = reminder(self._page.standing, units)
        if told:
            clipboard.copy(told)
            count = len(units) or len(self._page.standing.missing)
            self._desk.say(f"Đã chép lời nhắc {count} đơn vị chưa gửi.")
        else:
            self._desk.say("Các đơn vị đã gửi đủ, không còn ai để nhắc.")

    def _export(self) -> None:
        if self._asked is not None:
            act = partial(export_totals, asked=self._asked)
            self._desk.do(self, act, self._save)

    def _save(self, made: ExportedFile) -> None:
        told = f"Đã xuất bảng tổng hợp {made.count} dòng ra tệp"
        self._files.offer(self.window(), made.name, made.content, told)

    def _print_missing(self) -> None:
        if self._asked is not None:
            self._desk.do(self, partial(print_missing, asked=self._asked), self._preview)

    def _preview(self, made: PrintedList) -> None:
        PaperDialog(self._desk, self._habits, made.name, made.content, self.window()).open()

    def _open_more(self, button: QWidget) -> None:
        is_there = self._desk.office is not None and self._desk.office.is_shared
        lines: list[Line] = [
            *([("Lấy gói từ máy chủ", self._fetch, True)] if is_there else []),
            ("Đơn vị gửi báo cáo…", self._ask_units, True),
            ("Mở báo cáo tổng hợp", self._open_report, True),
            ("Chép lời nhắc đơn vị chưa gửi (Ctrl+T)", self._copy_reminder, True),
        ]
        open_menu(self, lines, button.mapToGlobal(button.rect().bottomLeft()))

    def _ask_units(self) -> None:
        UnitsDialog(self._desk, self._habits, self.window()).open()

    def _open_report(self) -> None:
        if self._asked is not None:
            window = self._asked.period.window
            self.wanted.emit(OpenReports(self._asked.layout_key, window.last))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    # Files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) and not self.receiver.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped(event):
            event.acceptProposedAction()
            self.ask_to_receive(paths)
