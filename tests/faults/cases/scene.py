"""One sitting with marked persons, in a process of its own: list, form, paper, report, crash.

`python -m tests.faults.cases.scene DATA CHOSEN` tells each step once it is done, then waits.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from rehabdesk.app import keep_log
from rehabdesk.documents import pages
from rehabdesk.domain.records import Person
from rehabdesk.domain.reports.codes import PeriodKind, ProductKind
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.decisions.drafting import print_again
from rehabdesk.services.drafts import keep_draft
from rehabdesk.services.exports import ExportList, export_list, followed_ids, save_file
from rehabdesk.services.indicators.answers import answer
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.office import Office, Work
from rehabdesk.services.reports.closing.freezing import FreezeReport, freeze_report
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.services.reports.showing.exporting import ExportReport, export_report
from rehabdesk.services.upward.packing import PackOrder
from rehabdesk.services.upward.settings import choose_names_basis
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PrintJob
from rehabdesk.ui.kit.preview import PagePreview
from rehabdesk.ui.opening import dress
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.reports.freezing.files import write_files
from rehabdesk.ui.reports.screen import ReportsScreen
from rehabdesk.ui.shell.crash import report_bug
from tests.builders import NOW, RESOURCES
from tests.folders import CHEAP, PASSWORD, a_folder

DOTS = 80
PAUSE = 60  # milliseconds between two steps
TRIES = 200  # of a step that waits for an answer
MANAGED = "S11"  # the figure whose names are opened
ASKED = ReportAsked("bao-cao-chung", ReportPeriod(PeriodKind.YEAR, NOW.year))


class Sitting:
    """Does one step after the other, each when the one before has been answered."""

    def __init__(self, office: Office, lane: ThreadPoolExecutor, chosen: Path) -> None:
        self._habits = QSettings(
            str(chosen.parent / "data" / "window.ini"), QSettings.Format.IniFormat
        )
        dress(RESOURCES.folder, self._habits)
        self._office, self._chosen = office, chosen
        self._desk = Desk(office, lane)
        self._people = PeopleScreen(self._desk, self._habits)
        self._intake = IntakeScreen(self._desk, self._habits)
        self._reports = ReportsScreen(self._desk, self._habits)
        self._preview = PagePreview()
        self._steps = self._walk()
        self._tries = 0
        self._step = next(self._steps)
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)
        self._timer.start(PAUSE)

    def _go_on(self) -> None:
        """Do a step; one that waits for an answer is tried again."""
        name = self._step.__name__.strip("_")
        try:
            waits = self._step() is False
        except ValueError:
            self._end(name)
            raise
        self._tries = self._tries + 1 if waits else 0
        if self._tries > TRIES:
            QApplication.exit(1)
        elif not waits:
            self._end(name)

    def _end(self, name: str) -> None:
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        following = next(self._steps, None)
        if following is None:
            self._timer.stop()
            QApplication.exit(0)
        else:
            self._step = following

    def _walk(self) -> Iterator[Callable[[], bool | None]]:
        yield self._list
        yield self._copy
        yield self._type
        yield self._show_paper
        yield self._print
        yield self._export
        yield self._open_report
        yield self._open_names
        yield self._show_report
        yield self._print_report
        yield self._export_report
        yield self._close_report
        yield self._fail_in_the_report
        yield self._fail_in_a_slot
        yield self._fail_in_the_records
        yield self._grab
        yield self._leave

    def _list(self) -> None:
        self._people.resize(1182, 662)
        self._people.show()

    def _copy(self) -> None:
        self._people.table.selectAll()
        self._people.table.copy()

    def _type(self) -> None:
        self._intake.show()
        name = self._marked().full_name
        self._office.keep(partial(keep_draft, form="intake", content={"full_name": name}))

    def _show_paper(self) -> None:
        paper = self._office.look(partial(print_again, decision_id=1)).content
        drawn = [pages.render(paper, number, DOTS) for number in range(pages.page_count(paper))]
        self._preview.show_pages(drawn, DOTS)
        self._preview.show()

    def _print(self) -> None:
        paper = self._office.look(partial(print_again, decision_id=1)).content
        self._send_to_printer("Quyết định", paper)

    def _export(self) -> None:
        order = ExportList(self._office.look(followed_ids), "Báo cáo", "", NOW.date())
        made = self._office.do(partial(export_list, order=order)).result
        save_file(self._chosen / "danh sách.xlsx", made.content)

    def _open_report(self) -> bool:
        if not self._reports.isVisible():
            self._reports.resize(1182, 662)
            self._reports.show()
            self._reports.show_report(ASKED)
        return self._reports.page is not None and self._reports.asked == ASKED

    def _open_names(self) -> bool:
        page, panel = self._reports.page, self._reports.panel
        if page is not None and not panel.isVisible():
            key = next(row.key for row in page.grid.rows if row.code == MANAGED)
            self._reports.beside.open_figure(key)
        return bool(panel.list.shown.lines)

    def _show_report(self) -> None:
        paper = self._leave_as(ProductKind.PRINTED)
        drawn = [pages.render(paper, number, DOTS) for number in range(pages.page_count(paper))]
        self._preview.show_pages(drawn, DOTS)

    def _print_report(self) -> None:
        self._send_to_printer("Báo cáo", self._leave_as(ProductKind.PRINTED))

    def _export_report(self) -> None:
        for kind in (ProductKind.WORKBOOK, ProductKind.NARRATIVE):
            save_file(self._chosen / f"báo cáo.{kind.value}", self._leave_as(kind))

    def _close_report(self) -> None:
        """Close it with its files and a package with names, written where the clerk says."""
        self._office.do(partial(choose_names_basis, basis="Công văn 12/CAT"))
        package = PackOrder(with_names=True, password=PASSWORD, cost=CHEAP)
        order = FreezeReport(ASKED, early_reason="nộp sớm", package=package)
        made = self._office.do(partial(freeze_report, order=order)).result
        write_files(self._chosen, made.files)

    def _fail_in_the_report(self) -> None:
        """Let the counting fall with somebody's name in its hands."""
        self._desk.look(self._reports, _fall_over_names, print, "report")

    def _leave_as(self, kind: ProductKind) -> bytes:
        made = self._office.do(partial(export_report, order=ExportReport(ASKED, kind))).result
        return made.content

    def _send_to_printer(self, name: str, paper: bytes) -> None:
        draw = partial(pages.render, paper)
        job = PrintJob(self._desk, name, (pages.page_count(paper), draw), self._preview)
        job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        job.printer.setOutputFileName(str(self._chosen / f"bản in {name}.pdf"))
        job.start()

    def _fail_in_a_slot(self) -> None:
        raise ValueError(f"{self._marked().full_name} {self._marked().note}")

    def _fail_in_the_records(self) -> None:
        self._desk.do(self._people, _break, print)

    def _grab(self) -> None:
        for widget in QApplication.topLevelWidgets():
            widget.grab()

    def _leave(self) -> None:
        self._habits.sync()

    def _marked(self) -> Person:
        return self._office.look(lambda work: work.session.get_one(Person, 1))


def _break(work: Work) -> None:
    """Make the database complain about a row full of names."""
    person = work.session.get_one(Person, 1)
    work.session.add(Person(person.full_name, work.now))
    work.session.flush()
    copied = work.session.get_one(Person, 2)
    work.session.execute(
        Person.__table__.insert().values(id=copied.id, full_name=person.full_name)  # type: ignore[attr-defined]
    )


def _fall_over_names(work: Work) -> None:
    """Fail as a rule of counting would that meets what it does not know."""
    counting = Counting(work)
    behind = answer(counting, MANAGED, ASKED.period.window.until(work.today))
    told = ", ".join(each.name for each in behind.members)
    raise ValueError(f"{told} {work.session.get_one(Person, 1).note}")


def main() -> None:
    data, chosen = (Path(each) for each in sys.argv[1:3])
    QApplication(["RehabDesk"])
    keep_log(data / "log", "debug")
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    sys.excepthook = report_bug
    folder = a_folder(data)
    folder.sign_in(1, PASSWORD)
    with ThreadPoolExecutor(1) as lane:
        sitting = Sitting(folder.opened.office, lane, chosen)
        QApplication.exec()
        del sitting
    folder.close()


if __name__ == "__main__":
    main()
