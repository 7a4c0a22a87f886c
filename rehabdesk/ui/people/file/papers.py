"""Papers of one person with both their states, and the helpers in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import IN_CHARGE, PaperStatus, Validity
from rehabdesk.services.assignments import AssignmentEnd, HelperOf, ending_of
from rehabdesk.services.elsewhere.papers import PaperThere
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.people.timeline import PaperRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

_STATUS_SIGNS = {
    PaperStatus.DRAFTING: Sign("document_edit"),
    PaperStatus.SUBMITTED: Sign("signature"),
    PaperStatus.SIGNED_UNNUMBERED: Sign("signature", "warn"),
    PaperStatus.NUMBERED: Sign("document_arrow_right"),
    PaperStatus.DELIVERED: Sign("checkmark_circle", "ok"),
    PaperStatus.WITHDRAWN: Sign("document_prohibited"),
    PaperStatus.REPLACED: Sign("arrow_swap"),
}
_VALIDITY_SIGNS = {
    Validity.NOT_EFFECTIVE: Sign("circle"),
    Validity.EFFECTIVE: Sign("checkmark_circle", "ok"),
    Validity.EXPIRED: Sign("subtract"),
}
_paper = Column[PaperRow]
_helper = Column[HelperOf]
_there = Column[PaperThere]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _ended(row: HelperOf) -> str:
    return f"QĐ {row.ended_by}" if row.ended_by else row.end_reason


PAPERS = (
    _paper("Số", lambda row: row.number or "–", width=116),
    _paper(
        "Ngày văn bản",
        lambda row: _day(row.document_date),
        lambda row: row.document_date or date.max,
        width=104,
    ),
    _paper("Trích yếu", lambda row: row.title, width=200, is_subject=True, is_stretched=True),
    _paper(
        "Giấy đang ở đâu",
        lambda row: row.status.label,
        width=142,
        sign=lambda row: _STATUS_SIGNS[row.status],
    ),
    _paper(
        "Hiệu lực",
        lambda row: row.validity.label,
        width=138,
        sign=lambda row: _VALIDITY_SIGNS[row.validity],
    ),
)
HELPERS = (
    _helper("Người tham gia", lambda row: row.name, width=190, is_subject=True),
    _helper("Vai trò", lambda row: row.role.label, width=120),
    _helper("Từ ngày", lambda row: _day(row.from_on), lambda row: row.from_on, width=92),
    _helper("Đến ngày", lambda row: _day(row.until_on), width=92),
    _helper("Theo quyết định", lambda row: row.made_by, width=112),
    _helper("Thôi vì", _ended, width=120, is_stretched=True),
)


THERE = (
    _there("Số", lambda row: row.paper.number, width=116),
    _there("Ngày văn bản", lambda row: _day(row.paper.on), lambda row: row.paper.on, width=104),
    _there("Trích yếu", lambda row: row.paper.title, width=200, is_subject=True, is_stretched=True),
    _there("Nơi ban hành", lambda row: row.paper.issuer, width=180),
    _there("Trang in", lambda row: "có" if row.has_pages else "không kèm", width=92),
)


class PapersThere(QWidget):
    """Papers of the office a person came from; not there at all where nobody sent any."""

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self.table = ListTable(
            Rows(THERE, self, identity=lambda row: (row.transfer_id, row.place)),
            "person_papers_there",
            habits,
        )
        self.table.setAccessibleName("Văn bản của nơi chuyển đến")
        words = QLabel("Văn bản của nơi chuyển đến")
        words.setProperty("role", "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        self.hide()

    def show_file(self, file: PersonFile) -> None:
        papers = [paper for each in file.elsewhere for paper in each.papers]
        self.table.show_rows(papers)
        self.setVisible(bool(papers))


class PapersTab(QWidget):
    """Papers above, those of another office below them when there are any, helpers last."""

    paper_opened = Signal(object)  # a PaperRow
    there_opened = Signal(object)  # a PaperThere

    def __init__(self, desk: Desk, habits: QSettings, may_end: Callable[[], bool]) -> None:
        super().__init__()
        self._desk = desk
        self._today = date.min
        self._may_end = may_end
        self.papers = ListTable(
            Rows(PAPERS, self, identity=lambda row: row.decision_id), "person_papers", habits
        )
        self.helpers = ListTable(
            Rows(HELPERS, self, identity=lambda row: row.assignment_id), "person_helpers", habits
        )
        self.papers.setAccessibleName("Văn bản")
        self.there = PapersThere(habits)
        self.helpers.setAccessibleName("Người phụ trách qua thời gian")
        self.papers.set_empty("Chưa có văn bản nào. Bấm F8 để soạn quyết định.")
        self.helpers.set_empty("Chưa có người phụ trách. Bấm F8 để soạn quyết định phân công.")
        self.open_button = KeyButton("Mở &văn bản", "Enter", "document_text", is_bound=False)
        self.end_button = KeyButton("Thôi &phân công…", "", "person_clock")
        self.open_button.clicked.connect(self._open_current)
        self.end_button.clicked.connect(self._end)
        self.papers.opened.connect(self.paper_opened)
        self.there.table.opened.connect(self.there_opened)
        self.papers.moved_to.connect(self._note_current)
        self.helpers.moved_to.connect(self._note_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(_heading("Văn bản", self.open_button))
        layout.addWidget(self.papers, 3)
        layout.addWidget(self.there, 2)
        layout.addLayout(_heading("Người phụ trách, người tham gia giúp đỡ", self.end_button))
        layout.addWidget(self.helpers, 2)
        self.setFocusProxy(self.papers)

    def show_file(self, file: PersonFile) -> None:
        self._today = file.today
        self.papers.show_rows(file.papers)
        self.helpers.show_rows(file.helpers)
        self.there.show_file(file)
        self._note_current()

    def _note_current(self) -> None:
        helper = self.helpers.current
        self.open_button.setEnabled(self.papers.current is not None)
        self.end_button.setEnabled(
            helper is not None and helper.until_on is None and self._may_end()
        )

    def _open_current(self) -> None:
        if (paper := self.papers.current) is not None:
            self.paper_opened.emit(paper)

    def _end(self) -> None:
        if (helper := self.helpers.current) is not None:
            rest = [each for each in self.helpers.rows.all if each is not helper]
            is_last = not any(each.until_on is None and each.role in IN_CHARGE for each in rest)
            dialog = EndAssignmentDialog(self._desk, helper, self._today, self)
            dialog.after.setVisible(is_last and helper.role in IN_CHARGE)
            dialog.open()


class ReasonField(TextField):
    @property
    def error(self) -> str:
        return "" if self.value else "Ghi lý do thôi phân công."


class EndAssignmentDialog(FormDialog):
    """Ends one assignment by itself, with its day and reason."""

    def __init__(self, desk: Desk, helper: HelperOf, today: date, parent: QWidget) -> None:
        super().__init__("Thôi phân công", "Thôi phân công", parent)
        self._desk = desk
        self._helper = helper
        role = f"{helper.role.label[:1].lower()}{helper.role.label[1:]}"
        who = QLabel(f"{helper.name}, {role} từ {helper.from_on:%d/%m/%Y} (QĐ {helper.made_by})")
        who.setWordWrap(True)
        self.body.insertWidget(1, who)
        self.until_on = DateField(today, today, needs_day=True)
        self.reason = ReasonField(placeholder="chuyển nơi ở, sức khỏe…")
        self.add("until_on", "Đến &ngày", self.until_on)
        self.add("reason", "&Lý do", self.reason)
        self.after = QLabel("Sau ngày này người được quản lý chưa có người phụ trách.")
        self.after.setProperty("role", "secondary")
        self.after.setWordWrap(True)
        self.body.addWidget(self.after)

    def submit(self) -> None:
        if (day := self.until_on.day) is None:
            self.form.box("until_on").tell("error", "Ghi ngày thôi phân công.")
            return
        helper = self._helper
        typed = AssignmentEnd(day, self.reason.value)
        act_of = partial(ending_of, helper.assignment_id)
        edit = Edit(AssignmentEnd(), typed, helper.version, act_of)
        settled(self._desk, self, edit, self._close)

    def _close(self, _done: None) -> None:
        self._desk.say(f"Đã thôi phân công {self._helper.name[:1].lower()}{self._helper.name[1:]}")
        self.accept()


def _heading(words: str, button: QWidget) -> QHBoxLayout:
    label = QLabel(words)
    label.setProperty("role", "section")
    row = QHBoxLayout()
    row.addWidget(label)
    row.addStretch(1)
    row.addWidget(button)
    return row
