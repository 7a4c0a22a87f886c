"""A move as its dialog shows it: what is asked, how far it is, what was proved."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.moving.telling import (
    MovingProof,
    MovingStep,
    MovingStopped,
    Stage,
    Stop,
    Tell,
)
from rehabdesk.services.moving.words import word_of
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

OFTEN = 0.06  # seconds between two signs of life
PROOF_HEIGHT = 220
GO_ON = "Chuyển tiếp"
_COLUMNS: tuple[Column[Any], ...] = (
    Column("Phần", lambda each: word_of(each.name), width=260, is_stretched=True),
    Column("Số dòng", lambda each: counted(each.rows), lambda each: each.rows, 100, "right"),
    Column("Dấu vân tay", lambda each: each.fingerprint[:16], width=170),
)
_UNITS = {
    Stage.INDEXING: "người",
    Stage.FILES: "văn bản",
}


def counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def leave_behind(desk: Desk, owner: QWidget, home: OfficeHome) -> None:
    """Close the old place, after all that was still asked of it."""
    desk.run(owner, home.leave, lambda _: None, name="leave")


class MovingProgress(QWidget):
    """The stage, what of it, and a bar; told from the lane, shown here."""

    stepped = Signal(object)

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.stage = QLabel()
        self.stage.setProperty("role", "subtitle")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Đã được bao nhiêu")
        self.counts = QLabel()
        told = QLabel(hint)
        told.setProperty("role", "secondary")
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.stage, self.bar, self.counts, told):
            column.addWidget(part)
        self._stopped = Event()
        self._told: tuple[object, float] = (None, 0.0)
        self.stepped.connect(self._show)

    def begin(self) -> None:
        self._stopped.clear()
        self._told = (None, 0.0)
        self.stage.setText("Đang nối tới máy chủ…")
        self.counts.setText("")
        self.bar.setRange(0, 0)

    def stop(self) -> None:
        self._stopped.set()
        self.stage.setText("Đang dừng…")

    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def tell(self, step: MovingStep) -> None:
        """Tell the window, not more often than it can be seen; called from the lane."""
        stage, at = self._told
        if step.stage is not stage or monotonic() - at > OFTEN:
            self._told = (step.stage, monotonic())
            self.stepped.emit(step)

    def _show(self, step: MovingStep) -> None:
        if self._stopped.is_set():
            return
        self.stage.setText(step.stage.value)
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        unit = _UNITS.get(step.stage, "dòng")
        of = f" trong {counted(step.total)}" if step.total else ""
        self.counts.setText(f"{step.what}: {counted(step.done)}{of} {unit}")


class ProofView(QWidget):
    """What was compared, part by part, with the sums of both ends."""

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.table: ListTable[Any] = ListTable(
            Rows(_COLUMNS, self, identity=lambda each: each.name), "settings/moved", habits
        )
        self.table.setAccessibleName("Đã đối chiếu từng phần")
        self.table.setFixedHeight(Style.current.length(PROOF_HEIGHT))
        self.after = QLabel()
        self.after.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.words, self.table, self.after):
            column.addWidget(part)

    def show_proof(self, proof: MovingProof, after: str) -> None:
        self.words.setText(
            f"{counted(proof.rows)} dòng, {counted(proof.papers)} văn bản và tệp đã lưu, nhật ký "
            f"{counted(proof.audit_length)} dòng: hai nơi giống hệt nhau."
        )
        self.table.show_rows([each for each in proof.tables if each.rows])
        self.table.setVisible(bool(proof.tables))
        self.after.setText(after)


class MovingDialog(FormDialog):
    """Asks, works in the lane, shows the proof. Nothing is in use elsewhere before that."""

    moved = Signal(object)  # the OfficeHome to go on with, somebody being signed in to it
    TOLD = ""
    ACCEPT = "Chuyển"
    LAST = "Xong"
    MEANWHILE = (
        "Đừng tắt máy. Muốn nghỉ thì bấm Dừng: lần sau phần đã chép được đối chiếu rồi chép tiếp, "
        "hồ sơ ở nơi cũ vẫn dùng được."
    )

    def __init__(
        self, desk: Desk, habits: QSettings, home: OfficeHome, title: str, parent: QWidget
    ) -> None:
        super().__init__(title, self.ACCEPT, parent, WIDTHS[1])
        self._desk = desk
        self._habits = habits
        self._home = home
        self._is_under_way = False
        self._gone_to: OfficeHome | None = None
        self.told = QLabel(self.TOLD)
        self.told.setWordWrap(True)
        self.progress = MovingProgress(self.MEANWHILE)
        self.proof = ProofView(habits)
        self.body.insertWidget(1, self.told)
        for part in (self.progress, self.proof):
            self.body.addWidget(part)
            part.hide()
        closed = getattr(parent.window(), "closed", None)
        if closed is not None:
            closed.connect(self.progress.stop)

    def job(self) -> Callable[[Tell, Stop], Any]:
        """Return the work for the lane, with all that was typed."""
        raise NotImplementedError

    def finish(self, result: Any) -> tuple[OfficeHome, MovingProof, str]:
        """Return where the office is now, what was proved, and what else there is to say."""
        raise NotImplementedError

    def go_on(self, home: OfficeHome) -> None:
        """Leave the dialog for the office at its new place."""
        self.accept()
        self.moved.emit(home)
        leave_behind(self._desk, self, self._home)

    def submit(self) -> None:
        if self._gone_to is not None:
            self.go_on(self._gone_to)
            return
        job = self.job()
        self._is_under_way = True
        self._show_parts(self.progress)
        self.accept_button.hide()
        self.quiet_button.setText("Dừng")
        self.quiet_button.setFocus()
        self.progress.begin()

        def work() -> Any:
            return job(self.progress.tell, self.progress.is_stopped)

        self._desk.run(self.progress, work, self._take, name="move", failed=self._ask_again)

    def reject(self) -> None:
        if self._is_under_way:
            self.progress.stop()
        elif self._gone_to is not None:
            self.go_on(self._gone_to)
        else:
            super().reject()

    def show_refusal(self, refusal: Refusal) -> None:
        """Whoever has stopped it himself is told, and not that something went wrong."""
        if isinstance(refusal, MovingStopped):
            self.message.say("info", str(refusal))
            self.make_room()
        else:
            super().show_refusal(refusal)

    def _show_parts(self, *shown: QWidget) -> None:
        for part in (self.told, self.form, self.progress, self.proof):
            part.setVisible(part in shown)
        self.adjustSize()

    def _ask_again(self) -> None:
        self._is_under_way = False
        self._show_parts(self.told, self.form)
        self.accept_button.setText(GO_ON)
        self.accept_button.show()
        self.quiet_button.setText("Đóng")

    def _take(self, result: Any) -> None:
        self._is_under_way = False
        home, proof, after = self.finish(result)
        if self._desk.office is None:  # locked meanwhile: whoever is back says who he is
            home.leave()
            self.go_on(home)
            return
        self._gone_to = home
        self._desk.office = home.office
        self.proof.show_proof(proof, after)
        self.message.say("ok", "Đã chuyển xong và đối chiếu khớp hết.")
        self._show_parts(self.proof)
        self.accept_button.setText(self.LAST)
        self.accept_button.show()
        self.quiet_button.hide()
        self.accept_button.setFocus()
