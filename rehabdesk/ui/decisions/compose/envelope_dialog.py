"""Phong bì: the addresses as they will be printed, to be put right before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.posting.envelopes import Post, print_envelopes
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox

SIZE = "envelope/size"
_SIZES = (("dl", "DL · 220 × 110 mm (gấp ba tờ A4)"), ("c5", "C5 · 229 × 162 mm (gấp đôi tờ A4)"))


class EnvelopeDialog(FormDialog):
    """Every address may be changed; the size is that of the last time."""

    drawn = Signal(object)  # the PrintedPaper

    def __init__(self, desk: Desk, habits: QSettings, post: Post, parent: QWidget) -> None:
        super().__init__("Phong bì", "&In phong bì", parent, WIDTHS[1])
        self._desk = desk
        self._habits = habits
        self.size_field = ComboField[str](list(_SIZES))
        self.size_field.value = str(habits.value(SIZE) or "dl")
        self.from_box = TextBox(post.sender, 2)
        self.to_box = TextBox(post.receivers, 7)
        self.add("size", "&Cỡ phong bì", self.size_field)
        self.add("sender", "Nơi &gửi", self.from_box)
        hint = "Dòng đầu là tên. Nhiều nơi thì cách nhau một dòng trống. Không ghi việc bên trong."
        self.add("receivers", "Nơi &nhận", self.to_box, hint)
        self.set_fact("Mẫu trình bày của phần mềm, luật không quy định")
        self.to_box.setFocus()

    def submit(self) -> None:
        size = self.size_field.value or "dl"
        self._habits.setValue(SIZE, size)
        post = Post(self.from_box.value, self.to_box.toPlainText())
        self._desk.do(self, partial(print_envelopes, post=post, size=size), self._finish)

    def _finish(self, paper: PrintedPaper) -> None:
        self.drawn.emit(paper)
        self.accept()
