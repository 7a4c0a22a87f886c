"""What is done with commitments from a list or a file, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.bin.throwing import bring_all_back, throw_all_away
from rehabdesk.services.board_papers.pledges import PrintedPledges, print_pledges
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.office import Work
from rehabdesk.services.offices import list_hamlets
from rehabdesk.services.pledges.looks import read_copy
from rehabdesk.services.pledges.recording import (
    Attached,
    Corrected,
    CorrectPledge,
    Recorded,
    attach_signed,
    attach_to_contact,
    correct_pledge,
    put_copy,
)
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.ui.assignments.saving import FileSaver
from rehabdesk.ui.bin.throwing import throw, throw_all
from rehabdesk.ui.decisions.numbering.drop_area import choose_scan
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.pledges.dialog import EndDialog, Hamlets, PledgeDialog
from rehabdesk.ui.settling.sending import settled

KIND = "pledge"
ATTACH = "Đính bản cam kết đã ký"


class PledgeActs(QObject):
    """Every act says what it did, and can be undone."""

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._habits, self._page = desk, habits, page

    # A commitment

    def record(self, persons: Sequence[Suggestion] = (), scan: Path | None = None) -> None:
        def ask(hamlets: Hamlets) -> None:
            dialog = PledgeDialog(self._desk, self._habits, hamlets, self._page.window())
            dialog.choose_persons(persons)
            if scan is not None:
                dialog.take_scan(scan)
            dialog.recorded.connect(self._tell_recorded)
            dialog.open()
            dialog.focus_first()

        self._desk.look(self._page, _hamlets, ask, "hamlets")

    def correct(self, row: PledgeRow) -> None:
        def ask(hamlets: Hamlets) -> None:
            dialog = PledgeDialog(self._desk, self._habits, hamlets, self._page.window(), row)
            dialog.corrected.connect(partial(self._tell_corrected, "Đã sửa cam kết"))
            dialog.open()

        self._desk.look(self._page, _hamlets, ask, "hamlets")

    def end(self, row: PledgeRow) -> None:
        dialog = EndDialog(self._desk, row, self._page.window())
        dialog.ended.connect(partial(self._tell_corrected, "Đã ghi thôi cam kết"))
        dialog.open()

    def throw(self, rows: Sequence[PledgeRow]) -> None:
        if len(rows) == 1:
            throw(self._desk, self._page, KIND, rows[0].id)
        elif rows:
            throw_all(self._desk, self._page, KIND, [row.id for row in rows])

    # The signed copy

    def show_or_attach(self, row: PledgeRow) -> None:
        """Show the signed copy there is, or ask for one."""
        if row.has_copy:
            look = partial(read_copy, pledge_id=row.id)
            self._desk.look(self._page, look, self._show_copy, "copy")
        else:
            self.choose_copy(row.id)

    def choose_copy(self, pledge_id: int) -> None:
        choose_scan(self._page, self._habits, partial(self.attach, pledge_id), ATTACH)

    def attach(self, pledge_id: int, path: Path) -> None:
        keep = partial(self._attach, pledge_id, path.name)
        self._desk.run(self._page, partial(read_scan, path), keep)

    def choose_for_contact(self, contact_id: int, person_id: int) -> None:
        then = partial(self.attach_for_contact, contact_id, person_id)
        choose_scan(self._page, self._habits, then, ATTACH)

    def attach_for_contact(self, contact_id: int, person_id: int, path: Path) -> None:
        def keep(content: bytes) -> None:
            act = partial(
                attach_to_contact,
                contact_id=contact_id,
                person_id=person_id,
                scan=(path.name, content),
            )
            self._desk.do(self._page, act, self._tell_attached)

        self._desk.run(self._page, partial(read_scan, path), keep)

    def print_forms(self, person_ids: Sequence[int]) -> None:
        act = partial(print_pledges, person_ids=tuple(person_ids))
        self._desk.do(self._page, act, self._show_forms)

    # What is said, and how it is taken back

    def _attach(self, pledge_id: int, name: str, content: bytes) -> None:
        act = partial(attach_signed, pledge_id=pledge_id, scan=(name, content))
        self._desk.do(self._page, act, self._tell_attached)

    def _tell_attached(self, made: Attached) -> None:
        if made.is_new:
            undo = partial(throw, self._desk, self._page, KIND, made.pledge_id)
        else:
            undo = partial(self._put_copy, made)
        self._desk.say(f"Đã đính bản cam kết đã ký của {made.who}.", UNDO, undo)

    def _put_copy(self, made: Attached) -> None:
        def tell(_: Attached) -> None:
            self._desk.say(f"Đã hoàn tác: bản đã ký của {made.who} trở lại như trước.")

        act = partial(put_copy, pledge_id=made.pledge_id, file_id=made.before_id)
        self._desk.do(self._page, act, tell)

    def _tell_recorded(self, made: Recorded) -> None:
        words = f"Đã ghi cam kết của {made.who}."
        self._desk.say(words, UNDO, partial(self._take_back, made))

    def _take_back(self, made: Recorded) -> None:
        def tell(thrown: Sequence[object]) -> None:
            ids = [getattr(each, "item_id", 0) for each in thrown]
            back = partial(bring_all_back, item_ids=ids)
            again = partial(
                self._desk.do,
                self._page,
                back,
                lambda _: self._desk.say(f"Đã ghi lại cam kết của {made.who}."),
            )
            self._desk.say(f"Đã hoàn tác: cam kết của {made.who}.", "", None, again)

        act = partial(throw_all_away, kind=KIND, subject_ids=made.pledge_ids)
        self._desk.do(self._page, act, tell)

    def _tell_corrected(self, words: str, made: Corrected) -> None:
        self._desk.say(f"{words} của {made.who}.", UNDO, partial(self._write_back, made.back))

    def _write_back(self, order: CorrectPledge) -> None:
        def tell(made: Corrected) -> None:
            again = partial(self._write_back, made.back)
            self._desk.say(
                f"Đã hoàn tác: cam kết của {made.who} trở lại như trước.", "", None, again
            )

        settled(self._desk, self._page, partial(correct_pledge, order=order), tell)

    def _show_copy(self, found: tuple[str, bytes]) -> None:
        PaperDialog(self._desk, self._habits, *found, self._page).open()

    def _show_forms(self, made: PrintedPledges) -> None:
        pages, word = made.pages, made.word
        dialog = PaperDialog(self._desk, self._habits, pages.name, pages.content, self._page)
        files = FileSaver(self._desk, self._habits)
        dialog.offer_word(partial(files.offer, dialog, word.name, word.content))
        dialog.open()


def _hamlets(work: Work) -> list[tuple[int, str]]:
    return [(each.id, each.name) for each in list_hamlets(work) if each.is_active]
