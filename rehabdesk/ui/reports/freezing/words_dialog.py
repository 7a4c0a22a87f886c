"""Lời của báo cáo: what the clerk writes himself, kept with the report before it is closed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.services.reports.closing.words import KeepWords, OwnWords, keep_words
from rehabdesk.services.reports.narrative import REQUEST
from rehabdesk.services.reports.reading import ReportAsked
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import TextBox, TextField

NAMES = {"plans": "Phương &hướng, nhiệm vụ", "proposals": "Đề &xuất, kiến nghị"}
LETTERS = {"strengths": "Ư&u điểm", "difficulties": "&Tồn tại, khó khăn", "causes": "&Nguyên nhân"}


class WordsDialog(FormDialog):
    """What an earlier report said is proposed, and marked until somebody has looked at it."""

    def __init__(self, desk: Desk, asked: ReportAsked, own: OwnWords, parent: QWidget) -> None:
        super().__init__("Lời của báo cáo", "Lưu lời", parent, WIDTHS[2])
        self._desk, self._asked = desk, asked
        told = QLabel(f"<b>{own.title}</b> · các phần do cơ quan viết trong báo cáo bằng lời")
        self.body.insertWidget(0, told)
        words = own.words or own.earlier
        self.request = TextField(words.get(REQUEST, ""))
        self.add(REQUEST, "&Văn bản yêu cầu báo cáo", self.request, "Số, ngày, cơ quan ban hành")
        self.boxes: dict[str, TextBox] = {}
        for part in own.prompts:
            field = TextBox(words.get(part.own, ""), lines=2)
            label = NAMES.get(part.own) or LETTERS.get(part.own) or part.title or part.prompt
            box = self.add(part.own, label, field, part.prompt)
            self.boxes[part.own] = field
            if not own.words and field.value:
                box.tell("warning", f"Lấy từ {own.earlier_title}. Xem lại cho kỳ này.")
                field.textChanged.connect(box.hush)
        self.set_fact("Chỗ bỏ trống in thành dòng chấm để viết tay.")

    def submit(self) -> None:
        words = {name: field.value for name, field in self.boxes.items()}
        words[REQUEST] = self.request.value
        act = partial(keep_words, order=KeepWords(self._asked, words))
        self._desk.do(self, act, self._done)

    def _done(self, _: int) -> None:
        self.accept()
        self._desk.say("Đã lưu lời của báo cáo")
