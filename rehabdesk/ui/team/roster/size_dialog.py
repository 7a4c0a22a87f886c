"""How many members are usual: a choice of the office, since no text known to us sets a number."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.services.teams.roster import set_usual_size
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.form import Entry

NOT_A_NUMBER = "Gõ số người, ví dụ 5."
HINT = "Ngoài khoảng này chỉ nhắc, không chặn."


class SizeDialog(FormDialog):
    def __init__(self, desk: Desk, size: tuple[int, int], page: QWidget) -> None:
        super().__init__("Cỡ đội thường thấy", "&Lưu", page)
        self._desk = desk
        self.least, self.most = TextField(str(size[0])), TextField(str(size[1]))
        self.add_row(
            Entry("least", "&Từ mấy người", self.least), Entry("most", "Đế&n mấy người", self.most)
        )
        self.set_fact(HINT)

    def submit(self) -> None:
        wrong = [
            name
            for name, field in (("least", self.least), ("most", self.most))
            if not field.value.isdecimal()
        ]
        for name in wrong:
            self.form.box(name).tell("error", NOT_A_NUMBER)
        if not wrong:
            least, most = int(self.least.value), int(self.most.value)
            act = partial(set_usual_size, least=least, most=most)
            self._desk.do(self, act, self._tell)

    def _tell(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu cỡ đội thường thấy")
