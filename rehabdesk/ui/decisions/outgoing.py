"""Papers that leave the composer: to the printer for signature, to Word, or to nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.composing import DraftDecision, KeptDraft
from rehabdesk.services.decisions.drafting import (
    Drafted,
    PrintedPaper,
    read_drafts,
    save_draft,
    submit_decisions,
    word_file,
)
from rehabdesk.services.decisions.opening import open_papers
from rehabdesk.services.decisions.printing import print_papers
from rehabdesk.services.decisions.runs import (
    bring_drafts_back,
    discard_drafts,
    one_run,
    print_one,
    save_all,
    submit_one,
    take_back_all,
    word_one,
)
from rehabdesk.services.exports import save_file
from rehabdesk.ui.decisions.compose.run import Act, PaperRun, Person, RunResult
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PaperDialog

FOLDER = "folder/word"


class Outgoing(QObject):
    """Every way out can be undone from the bottom line for as long as it stands there."""

    submitted = Signal(object)  # the kept drafts, now on their way
    printed = Signal()  # papers that take no number, all of them
    taken_back = Signal(object)  # … and back again
    discarded = Signal()
    restored = Signal(int)  # the draft brought back
    broken_off = Signal(object)  # the RunResult of a run that did not come to everybody
    ended = Signal()  # a run of many papers, whichever way

    def __init__(self, desk: Desk, habits: QSettings, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self.habits = habits
        self._page = page
        self._then: Callable[[RunResult], None] | None = None
        self.run = PaperRun(desk, page)
        self.run.finished.connect(self._end_run)

    def submit(self, order: DraftDecision, persons: Sequence[Person], *, is_printed: bool) -> None:
        """Print for signature; several persons have their papers made one after the other."""
        if not persons:
            act = partial(submit_decisions, order=order)
            self._desk.do(self._page, act, partial(self._note_submitted, is_printed=is_printed))
            return
        go_on = partial(self._run_all, persons, partial(_submitting, order))
        self._then = partial(self._note_run, is_printed=is_printed)
        wanted = {(person_id,) for person_id, _ in persons}
        unneeded = tuple(d.decision_id for d in order.drafts if d.person_ids not in wanted)
        if unneeded:
            discard = partial(discard_drafts, decision_ids=unneeded)
            self._desk.do(self._page, discard, lambda _: go_on())
        else:
            go_on()

    def print_loose(self, order: DraftDecision, persons: Sequence[Person]) -> None:
        """Print papers that take no number: nothing of them waits for anything."""
        if persons:
            self._then = self._note_loose
            self._run_all(persons, partial(_printing, order))
        else:
            self._desk.do(self._page, partial(print_papers, order=order), self._note_one_loose)

    def print_again(self, drafts: Sequence[KeptDraft]) -> None:
        ids = tuple(each.decision_id for each in drafts)
        self._desk.do(self._page, partial(open_papers, decision_ids=ids), self.show)

    def take_back(self, drafts: Sequence[KeptDraft]) -> None:
        ids = tuple(each.decision_id for each in drafts)
        then = partial(self._read, ids, self.taken_back.emit)
        self._desk.do(self._page, partial(take_back_all, decision_ids=ids), then)

    def discard(self, order: DraftDecision) -> None:
        """Throw the draft away; the order in hand is enough to bring it back."""
        ids = tuple(each.decision_id for each in order.drafts)
        then = partial(self._note_discarded, order)
        if ids:
            self._desk.do(self._page, partial(discard_drafts, decision_ids=ids), then)
        else:
            then(None)

    def export(self, order: DraftDecision, persons: Sequence[Person]) -> None:
        if persons:
            self._then = self._note_exported
            self._run_all(persons, partial(_exporting, order))
        else:
            self._desk.do(self._page, partial(word_file, order=order), self._ask_places)

    def show(self, printed: Sequence[PrintedPaper]) -> None:
        """Open the papers in one run of pages, to print or to save."""
        self._desk.run(self._page, partial(one_run, printed), self._show_pages)

    def _show_pages(self, joined: tuple[str, bytes]) -> None:
        name, content = joined
        PaperDialog(self._desk, self.habits, name, content, self._page).open()

    def _run_all(self, persons: Sequence[Person], act_for: Callable[[int], Act]) -> None:
        self.run.start(persons, act_for)

    def _end_run(self, result: RunResult) -> None:
        then, self._then = self._then, None
        self.ended.emit()
        if then is not None:
            then(result)

    def _note_run(self, result: RunResult, *, is_printed: bool) -> None:
        if result.papers:
            ids = tuple(each.decision_id for each in result.papers)
            if not result.left:
                self._read(ids, self.submitted.emit)
            self._offer_undo(ids)
            if is_printed:
                self.show(result.papers)
        if result.left:
            self.broken_off.emit(result)

    def _note_one_loose(self, printed: tuple[PrintedPaper, ...]) -> None:
        self.printed.emit()
        self.show(printed)

    def _note_loose(self, result: RunResult) -> None:
        if result.papers:
            self.show(result.papers)
        if result.left:
            self.broken_off.emit(result)
        else:
            self.printed.emit()

    def _note_exported(self, result: RunResult) -> None:
        if result.papers:
            self._ask_places(result.papers)
        if result.left:
            self.broken_off.emit(result)

    def _note_submitted(self, printed: tuple[PrintedPaper, ...], *, is_printed: bool) -> None:
        ids = tuple(each.decision_id for each in printed)
        self._read(ids, self.submitted.emit)
        self._offer_undo(ids)
        if is_printed:
            self.show(printed)

    def _offer_undo(self, ids: Sequence[int]) -> None:
        drafts = [KeptDraft(each, 0, ()) for each in ids]
        told = "Đã trình ký" if len(ids) == 1 else f"Đã trình ký {len(ids)} văn bản"
        self._desk.say(told, "Hoàn tác", partial(self.take_back, drafts))

    def _read(self, ids: tuple[int, ...], then: Callable[[object], None], _: object = None) -> None:
        self._desk.look(self._page, partial(read_drafts, decision_ids=ids), then, name="drafts")

    def _note_discarded(self, order: DraftDecision, items: tuple[int, ...] | None) -> None:
        words, undo = "Đã bỏ bản nháp", partial(self._restore, order)
        if items:
            words, undo = (
                "Đã chuyển bản nháp vào thùng rác",
                partial(self._bring_back, order, items),
            )
        self._desk.say(words, "Hoàn tác", undo)
        self.discarded.emit()

    def _bring_back(self, order: DraftDecision, items: tuple[int, ...]) -> None:
        def show(_: object) -> None:
            self.restored.emit(order.drafts[0].decision_id)

        self._desk.do(self._page, partial(bring_drafts_back, item_ids=items), show)

    def _restore(self, order: DraftDecision) -> None:
        again = partial(save_draft, order=replace(order, drafts=()))
        self._desk.do(self._page, again, self._open_restored)

    def _open_restored(self, drafted: Drafted) -> None:
        self.restored.emit(drafted.decision_ids[0])

    def _ask_places(self, files: tuple[PrintedPaper, ...]) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self.habits.value(FOLDER) or usual))
        if len(files) == 1:
            kinds = "Tệp Word (*.docx)"
            then = partial(self._write_one, files[0])
            ask.save_file(self._page, "Xuất Word", folder / files[0].name, kinds, then)
        else:
            then = partial(self._write_all, files)
            ask.choose_folder(self._page, "Xuất Word: chọn thư mục", folder, then)

    def _write_one(self, file: PrintedPaper, path: Path) -> None:
        self.habits.setValue(FOLDER, str(path.parent))
        job = partial(save_file, path, file.content)
        self._desk.run(self._page, job, partial(self._say_written, f"Đã lưu “{path.name}”"))

    def _write_all(self, files: tuple[PrintedPaper, ...], folder: Path) -> None:
        self.habits.setValue(FOLDER, str(folder))
        told = f"Đã lưu {len(files)} tệp Word vào “{folder.name}”"
        self._desk.run(
            self._page, partial(save_all, files, folder), partial(self._say_written, told)
        )

    def _say_written(self, told: str, _: object) -> None:
        self._desk.say(told)


def _submitting(order: DraftDecision, person_id: int) -> Act:
    return partial(submit_one, order=order, person_id=person_id)


def _printing(order: DraftDecision, person_id: int) -> Act:
    return partial(print_one, order=order, person_id=person_id)


def _exporting(order: DraftDecision, person_id: int) -> Act:
    return partial(word_one, order=order, person_id=person_id)
