"""One sitting with marked persons, in a process of its own: list, form, preview, print, crash.

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
from rehabdesk.services.decisions.drafting import print_again
from rehabdesk.services.drafts import keep_draft
from rehabdesk.services.exports import ExportList, export_list, followed_ids, save_file
from rehabdesk.services.office import Office, Work
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PrintJob
from rehabdesk.ui.kit.preview import PagePreview
from rehabdesk.ui.opening import dress
from rehabdesk.ui.people.intake.screen import IntakeScreen
from rehabdesk.ui.people.screen import PeopleScreen
from rehabdesk.ui.shell.crash import report_bug
from tests.builders import NOW, RESOURCES
from tests.folders import PASSWORD, a_folder

DOTS = 80
PAUSE = 60  # milliseconds between two steps


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
        self._preview = PagePreview()
        self._steps = self._walk()
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)
        self._timer.start(PAUSE)

    def _go_on(self) -> None:
        step = next(self._steps, None)
        if step is None:
            QApplication.exit(0)
            return
        name = step.__name__.strip("_")
        try:
            step()
        finally:
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()

    def _walk(self) -> Iterator[Callable[[], None]]:
        yield self._list
        yield self._copy
        yield self._type
        yield self._show_paper
        yield self._print
        yield self._export
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
        draw = partial(pages.render, paper)
        job = PrintJob(self._desk, "Quyết định", (pages.page_count(paper), draw), self._preview)
        job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        job.printer.setOutputFileName(str(self._chosen / "bản in.pdf"))
        job.start()

    def _export(self) -> None:
        order = ExportList(self._office.look(followed_ids), "Báo cáo", "", NOW.date())
        made = self._office.do(partial(export_list, order=order)).result
        save_file(self._chosen / "danh sách.xlsx", made.content)

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
