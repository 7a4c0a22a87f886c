"""Step 5: a backup, then every row at once; what came of it, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.services.importing.orders import Imported, RunImport, Undone
from rehabdesk.services.importing.writing import run_import
from rehabdesk.ui.importing.progress import Errand, ImportBar, Watcher
from rehabdesk.ui.importing.remarks_copy import RemarksCopy
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.importing.undo_dialog import UndoDialog, noun_of, undone_words
from rehabdesk.ui.importing.writing.results import ResultList
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.visits import OpenAssignments, OpenList, OpenPerson

BackUp = Callable[[], object]
_OF_FILES = {ImportKind.PERSONS, ImportKind.CORRECTIONS}
REST = 700  # milliseconds
BACKING_UP = "Đang sao lưu trước khi nhập…"


class WriteStep(ImportStep):
    wanted = Signal(object)  # a visit
    another_wanted = Signal()

    def __init__(self, desk: Desk, habits: QSettings, back_up: BackUp) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._back_up = back_up
        self._under: Underway | None = None
        self._order: RunImport | None = None
        self.result: Imported | None = None
        self.is_running = False
        self._is_undone = False
        self._errand = Errand(self)
        self._errand.failed.connect(self._note_failure)
        self._rest = QTimer(self)  # a second press of the same key does not leave the result
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.reworded)
        self._watcher = Watcher(self)
        self.copy = RemarksCopy(desk, habits, self)
        self.bar = ImportBar()
        self._add_result()
        self.results = ResultList(desk, habits)
        self.results.opened.connect(self._open_one)
        self.results.wanted.connect(self.wanted)
        self._lay_out()
        self._watcher.moved.connect(self.bar.show_progress)
        self.bar.stop_button.clicked.connect(self._stop)

    def _add_result(self) -> None:
        self.card = QFrame()
        self.card.setObjectName("card")
        self.title, self.counts = QLabel(), QLabel()
        self.open_button = KeyButton("&Mở danh sách hồ sơ", "Ctrl+M", "folder_person")
        self.remarks = KeyButton("Lưu bản Excel có ghi lỗi &bên cạnh", "Ctrl+E", "table")
        self.undo_button = KeyButton("Bỏ &cả lần nhập này…", "Ctrl+U", "arrow_undo", "danger")
        self.open_button.clicked.connect(self._open_list)
        self.remarks.clicked.connect(self._save_remarks)
        self.undo_button.clicked.connect(self._ask_undo)

    def _lay_out(self) -> None:
        self.title.setProperty("role", "subtitle")
        self.counts.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._picture = Picture("checkmark_circle", "ok", 20)
        head.addWidget(self._picture)
        head.addWidget(self.title, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in (self.open_button, self.remarks):
            ways.addWidget(button)
        ways.addStretch(1)
        ways.addWidget(self.undo_button)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.counts)
        column.addLayout(ways)
        self.card.hide()
        self.results.hide()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.card)
        self.body.addWidget(self.results, 1)
        self._space = QWidget()
        self.body.addWidget(self._space, 1)

    # What stands there

    @property
    def can_step_back(self) -> bool:
        return not self.is_running and self.result is None

    def line(self) -> str:
        return self._under.name if self._under else ""

    def next_words(self) -> str:
        if self.result is not None:
            return "Nhập tệp khác"
        return "" if self.is_running else "Nhập lại"

    def can_go_on(self) -> bool:
        return not self.is_running and not self._rest.isActive()

    def go_on(self) -> None:
        if self.result is not None:
            self.another_wanted.emit()
        elif self._under is not None:
            self.start(self._under)

    def arrive(self) -> None:
        if self.result is not None:
            self.results.made.setFocus()

    def start(self, under: Underway) -> None:
        """Back up and write; what is asked a second time meanwhile is not done again."""
        order, check = under.order(), under.check
        if self.is_running or self.result is not None or order is None or check is None:
            return
        self._under, self._is_undone = under, False
        self._order = RunImport.as_seen(order, check)
        self.is_running = True
        self.message.hush()
        self.card.hide()
        self.results.hide()
        self._space.show()
        self._watcher.begin()
        self.bar.begin(BACKING_UP)
        self.bar.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reworded.emit()
        self._desk.run(
            self._errand, self._back_up, self._write, name="backup", failed=self._note_no_backup
        )

    def _write(self, _report: object) -> None:
        if self._order is not None:
            self.bar.begin("Đang nhập…")
            act = partial(run_import, order=self._order, watch=self._watcher.watch)
            self._desk.do(self._errand, act, self._show)

    def _note_no_backup(self) -> None:
        """Without a backup nothing is written; the fault itself is told by the errand."""
        self.is_running = False

    def _note_failure(self, trouble: Refusal | OutsideFault) -> None:
        self.is_running = False
        self.bar.hide()
        self.message.say("bad", str(trouble))
        self.reworded.emit()

    def _show(self, done: Imported) -> None:
        self.is_running = False
        self.result = done
        self._rest.start()
        self.bar.hide()
        self._tell(done)
        self.card.show()
        self._show_results(done)
        self.reworded.emit()
        if self.isVisible():
            self.arrive()
        name = self._under.name if self._under else ""
        self._desk.say(f"Đã nhập {done.created + done.updated} dòng từ “{name}”")

    def _show_results(self, done: Imported) -> None:
        under = self._under
        has_files = under is not None and under.kind in _OF_FILES
        rows = under.check.rows if under and under.check else ()
        self.results.show_result(done.batch_id, done.person_ids if has_files else (), rows)
        self._space.hide()

    def _tell(self, done: Imported) -> None:
        kind = self._under.kind if self._under else ImportKind.PERSONS
        beside = self._under.rows_beside if self._under else 0
        written, named = done.created + done.updated, done.rows - beside
        self.title.setText(f"Đã nhập {written} trong {named} dòng ghi tên người")
        self._picture.show_icon("checkmark_circle", "ok")
        self.counts.setText(" · ".join(_parts(done, kind, beside)))
        self.open_button.setVisible(kind is not ImportKind.CONTACTS)
        self.undo_button.setEnabled(True)

    def _stop(self) -> None:
        self._watcher.stop()
        self.bar.show_stopping()

    # What can be done then

    def _open_list(self) -> None:
        kind = self._under.kind if self._under else ImportKind.PERSONS
        self.wanted.emit(OpenAssignments() if kind is ImportKind.VOLUNTEERS else OpenList())

    def _open_one(self, person_id: int, among: tuple[int, ...]) -> None:
        self.wanted.emit(OpenPerson(person_id, among))

    def _save_remarks(self) -> None:
        if self._under is not None and self.result is not None:
            self.copy.ask(self._under, self.result.batch_id)

    def _ask_undo(self) -> None:
        if self.result is not None and not self._is_undone:
            dialog = UndoDialog(self._desk, self._habits, self.result.batch_id, self)
            dialog.undone.connect(self.note_undone)
            dialog.open()

    def note_undone(self, undone: Undone) -> None:
        """Say what is gone and what had to stay; the rows themselves are still at hand."""
        self._is_undone = True
        self.title.setText("Đã bỏ cả lần nhập này")
        self._picture.show_icon("arrow_undo", "neutral")
        told = undone_words(undone, self._under.kind.value if self._under else "")
        self.counts.setText(told)
        self.undo_button.setEnabled(False)
        self.results.show_undone()
        self.open_button.setFocus()
        self._desk.say(told)

    def acts(self) -> Sequence[QWidget]:
        return ()


def _parts(done: Imported, kind: ImportKind, beside: int) -> list[str]:
    noun = noun_of(kind.value)
    counted = (
        (done.created, f"{noun} mới"),
        (done.updated, f"{noun} đã có được cập nhật"),
        (done.alike, "dòng giống hồ sơ đã có, chưa nhập"),
        (done.faulty, "dòng lỗi, chưa nhập"),
        (done.left_out - beside, "dòng ghi tên người, bỏ qua"),
        (beside, "dòng cộng, dòng trống, không phải người"),
    )
    return [f"{count} {words}" for count, words in counted if count]
