"""Taking an import back: what goes, what is put back, what stays and why, before it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.services.importing.orders import KeptRow, UndoImport, Undone, UndoSight
from rehabdesk.services.importing.undoing import look_at_undo, undo_import
from rehabdesk.ui.importing.progress import Errand, ImportBar, Watcher
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.table import ListTable

LIST_HEIGHT = 190
COUNTING = "Đang xem lần nhập đó đã ghi những gì…"
_NOUNS = {
    ImportKind.CONTACTS.value: "lần gặp gỡ",
    ImportKind.VOLUNTEERS.value: "người",
}
_COLUMNS = (
    Column[KeptRow]("Người", lambda row: row.name, width=190, is_subject=True),
    Column[KeptRow](
        "Vì sao giữ lại", lambda row: ", ".join(row.reasons), width=340, is_stretched=True
    ),
)


class UndoDialog(FormDialog):
    """Danger is never the default: the quiet button has the focus."""

    undone = Signal(object)  # an Undone

    def __init__(self, desk: Desk, habits: QSettings, batch_id: int, parent: QWidget) -> None:
        super().__init__("Bỏ cả lần nhập", "Bỏ lần nhập", parent, WIDTHS[1], "Giữ nguyên")
        self._desk = desk
        self._batch_id = batch_id
        self._sight: UndoSight | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.kept = ListTable(Rows(_COLUMNS, self, identity=_of_row), "undo-kept", habits)
        self.kept.setAccessibleName("Hồ sơ giữ lại")
        self.kept.setFixedHeight(LIST_HEIGHT)
        self.kept.hide()
        self.words.setText(COUNTING)
        self._watcher = Watcher(self)
        self.bar = ImportBar("Đang bỏ", "Đã bỏ được bao nhiêu dòng")
        self._watcher.moved.connect(self.bar.show_progress)
        self.bar.stop_button.clicked.connect(self._stop)
        self._errand = Errand(self)
        self._errand.failed.connect(self._note_failure)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.words)
        self.body.addWidget(self.kept)
        self.accept_button.set_kind("danger")
        self.accept_button.setEnabled(False)
        self.quiet_button.setFocus()
        desk.look(self, partial(look_at_undo, batch_id=batch_id), self._show, name="undo sight")

    def submit(self) -> None:
        if (sight := self._sight) is not None:
            shown = (sight.will_go, sight.will_be_as_before, len(sight.kept))
            order = UndoImport(self._batch_id, sight.batch.version, shown)
            self.message.hush()
            self._set_running(is_running=True)
            self.bar.begin("Đang bỏ lần nhập…")
            self.bar.stop_button.setFocus()
            act = partial(undo_import, order=order, watch=self._watcher.watch)
            self._desk.do(self._errand, act, self._finish)

    def reject(self) -> None:
        """Esc stops what is running; it is over before the dialog can close."""
        if self.bar.isVisible():
            self._stop()
            return
        super().reject()

    def _set_running(self, *, is_running: bool) -> None:
        self.bar.setVisible(is_running)
        self.accept_button.setEnabled(not is_running)
        self.quiet_button.setEnabled(not is_running)
        if is_running:
            self._watcher.begin()

    def _stop(self) -> None:
        self._watcher.stop()
        self.bar.show_stopping()

    def _note_failure(self, trouble: Refusal | OutsideFault) -> None:
        self._set_running(is_running=False)
        self.message.say("bad", str(trouble))
        self.quiet_button.setFocus()
        self.make_room()

    def _show(self, sight: UndoSight) -> None:
        self._sight = sight
        self.setWindowTitle(f"Bỏ cả lần nhập ngày {sight.batch.imported_at:%d/%m/%Y}?")
        self.words.setText(undo_words(sight))
        self.kept.show_rows(sight.kept)
        self.kept.setVisible(bool(sight.kept))
        is_useful = bool(sight.will_go or sight.will_be_as_before)
        self.accept_button.setEnabled(is_useful)
        self.make_room()

    def _finish(self, undone: Undone) -> None:
        self.bar.hide()
        self.accept()
        self.undone.emit(undone)


def noun_of(kind: str) -> str:
    """Say what the rows of a kind of list become."""
    return _NOUNS.get(kind, "hồ sơ")


def undo_words(sight: UndoSight) -> str:
    """Say in exact counts what taking an import back does."""
    noun = noun_of(sight.batch.kind)
    told = [f"{sight.will_go} {noun} của lần đó sẽ được bỏ"]
    if sight.will_be_as_before:
        told.append(f"{sight.will_be_as_before} {noun} đã có sẽ trở lại như trước khi nhập")
    if sight.kept:
        told.append(f"{len(sight.kept)} {noun} đã có việc khác sau đó sẽ giữ lại")
    return f"{'; '.join(told)}. Đã sao lưu trước."


def undone_words(undone: Undone, kind: str) -> str:
    noun = noun_of(kind)
    told = [f"Đã bỏ {undone.gone} {noun}"]
    if undone.put_back:
        told.append(f"{undone.put_back} {noun} trở lại như trước khi nhập")
    if undone.kept:
        told.append(f"giữ lại {len(undone.kept)} {noun} đã có việc khác")
    return " · ".join(told)


def _of_row(row: KeptRow) -> int:
    return row.row_number
