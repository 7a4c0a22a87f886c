"""The last step: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.entry.steps.big_choice import BigChoice
from rehabdesk.ui.visits import OpenImport, TakeIn


class StartStep(FirstRunStep):
    chosen = Signal(object)  # the visit to begin with, or None
    practice_wanted = Signal()
    can_go_back = False

    def __init__(self) -> None:
        super().__init__("Bắt đầu", "Đã xong. Chọn việc làm trước; việc nào cũng làm sau được.")
        self.old_workbooks = BigChoice(
            "arrow_import", "Nhập &Excel cũ", "Người, người phụ trách, gặp gỡ từ tệp của cơ quan"
        )
        self.first_person = BigChoice(
            "person_add", "Tiếp nhận người đầu &tiên", "Quét thẻ căn cước, hoặc gõ họ tên"
        )
        self.practice = BigChoice(
            "people_team", "Tập dùng t&hử", "Một xã bịa, người bịa; cơ quan vừa lập vẫn giữ nguyên"
        )
        self.old_workbooks.clicked.connect(self._bring_in)
        self.first_person.clicked.connect(self._take_in)
        self.practice.clicked.connect(self.practice_wanted)
        self.body.addWidget(self.old_workbooks)
        self.body.addWidget(self.first_person)
        self.body.addWidget(self.practice)
        self.body.addStretch(1)

    def arrive(self) -> None:
        self.old_workbooks.setFocus()

    def next_words(self) -> str:
        return "Mở phần mềm"

    def go_on(self) -> None:
        self.chosen.emit(None)

    def _take_in(self) -> None:
        self.chosen.emit(TakeIn())

    def _bring_in(self) -> None:
        self.chosen.emit(OpenImport())
