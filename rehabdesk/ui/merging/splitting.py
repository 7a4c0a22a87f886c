"""Splitting a merged file again: what goes back and what stays is said before the button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.merging.split import Foreseen, Split, split_persons
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog


class SplitDialog(FormDialog):
    split = Signal(object)  # the Split

    def __init__(self, desk: Desk, foreseen: Foreseen, parent: QWidget) -> None:
        merge = foreseen.merge
        title = f"Tách lại hồ sơ {merge.code}"
        super().__init__(title, "Tách lại", parent, WIDTHS[1], quiet_text="Giữ nguyên")
        self._desk = desk
        self._merge_id = merge.id
        told = [
            f"{merge.merged_by} đã gộp hồ sơ này lúc {merge.merged_at:%H:%M %d/%m/%Y}.",
            f"Tách thì {merge.full_name} lại có hồ sơ riêng số {merge.code}.",
        ]
        if foreseen.returns:
            told.append(f"Trở về hồ sơ {merge.code}: {', '.join(foreseen.returns)}.")
        self.form.hide()
        self.words = QLabel("\n".join(told))
        self.words.setWordWrap(True)
        self.body.addWidget(self.words)
        if foreseen.stays:
            stays = "\n".join(f"•  {each}" for each in foreseen.stays)
            self.message.say("warn", f"Không trở lại đúng như trước được:\n{stays}")
        else:
            self.message.say("ok", "Cả hai hồ sơ trở lại đúng như trước khi gộp.")
        self.body.addStretch(1)
        self.accept_button.setFocus()

    def submit(self) -> None:
        self._desk.do(self, partial(split_persons, merge_id=self._merge_id), self._close)

    def _close(self, done: Split) -> None:
        self.accept()
        self._desk.say(f"Đã tách lại hồ sơ {done.code} của {done.full_name}.")
        self.split.emit(done)
