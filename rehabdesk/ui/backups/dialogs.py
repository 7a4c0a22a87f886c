"""Going back to a kept generation, and a new recovery sheet: both ask before much is lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.recovery import RecoveryCode
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import BackupRow
from rehabdesk.services.safekeeping.elsewhere import WayBack, way_back
from rehabdesk.services.safekeeping.returning import go_back
from rehabdesk.ui.entry.restore import WORD, WordField
from rehabdesk.ui.entry.sheet import SheetForm
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog


class GoBackDialog(FormDialog):
    """Says in exact counts what is lost; the word is typed before the button works."""

    restored = Signal()

    def __init__(self, desk: Desk, folder: OfficeFolder, row: BackupRow, parent: QWidget) -> None:
        super().__init__("Trở lại bản đã lưu", "Trở lại", parent, WIDTHS[0], "Không")
        self._desk = desk
        self._folder = folder
        self._row = row
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.body.insertWidget(1, self.words)
        self.word = WordField(placeholder=WORD)
        self.add("word", f"&Gõ {WORD} để đồng ý", self.word)
        self.accept_button.setEnabled(False)
        desk.run(self, partial(way_back, folder, row.source), self._show, name="way back")

    def submit(self) -> None:
        self._desk.run(self, partial(go_back, self._folder, self._row.source), self._finish)

    def _show(self, way: WayBack) -> None:
        self.words.setText(way.says)
        self.accept_button.setEnabled(True)
        self.adjustSize()

    def _finish(self, _: None) -> None:
        self.accept()
        self.restored.emit()


class SheetDialog(FormDialog):
    """A new code: nothing else opens the office without a password, so it is not left unprinted."""

    def __init__(
        self, desk: Desk, habits: QSettings, made: tuple[Office, RecoveryCode], parent: QWidget
    ) -> None:
        super().__init__("Phiếu khôi phục mới", "Xong", parent, WIDTHS[1], "Đóng")
        self.sheet = SheetForm(desk, habits)
        self.sheet.kept.connect(self.accept)
        self.body.addWidget(self.sheet)
        self.sheet.show_code(*made)

    def submit(self) -> None:
        self.sheet.keep()

    def reject(self) -> None:
        if self.sheet.is_out:
            super().reject()
        else:
            self.message.say("bad", "Phiếu cũ đã hết tác dụng. In hoặc lưu phiếu mới rồi hãy đóng.")
