"""The dialog of the hot question: count at once, names below, a line to send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.services.lists.hot_question import Answer, answer, question_words
from rehabdesk.services.lists.people import begin_lines, read_lines
from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.filters import ListWanted, PersonFilter
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.people.asking.sentence import Sentence
from rehabdesk.ui.people.columns import columns
from rehabdesk.ui.people.group_rows import PeopleRows
from rehabdesk.ui.people.saved_filters import NameDialog
from rehabdesk.ui.people.table import PeopleTable

LIST_HEIGHT = 210
TYPING = 200  # milliseconds of rest before a limit being typed is asked
NOBODY = "Không có ai như vậy."
SHOWN = (
    "Họ và tên",
    "Năm sinh",
    "Thôn",
    "Diện quản lý",
    "Hạn quản lý",
    "Người phụ trách",
    "Việc tiếp theo",
)


class HotQuestionDialog(FormDialog):
    """Opens the list narrowed to the question; the list keeps everything else it can do."""

    list_wanted = Signal(object)  # the PersonFilter
    person_wanted = Signal(int, object)  # whose file, and among whom
    saved = Signal()

    def __init__(
        self, desk: Desk, habits: QSettings, begun: PersonFilter, today: date, parent: QWidget
    ) -> None:
        super().__init__("Hỏi nhanh số liệu", "&Mở danh sách", parent, WIDTHS[3], quiet_text="Đóng")
        self._desk = desk
        self._found: Answer | None = None
        self.form.hide()
        self.sentence = Sentence(today)
        self.sentence.show_filter(begun)
        self.count = QLabel()
        self.count.setProperty("role", "screen")
        self.doubts = QLabel()
        self.doubts.setProperty("role", "secondary")
        self.doubts.setWordWrap(True)
        shown = [each for each in columns(lambda: today) if each.title in SHOWN]
        self.rows = PeopleRows(shown, self, has_ticks=False)
        self.table = PeopleTable(self.rows, "people.asked", habits)
        self.table.setFixedHeight(LIST_HEIGHT)
        self.table.set_empty(NOBODY)
        self.line = QLabel()
        self.line.setWordWrap(True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = KeyButton("&Chép câu này", picture="copy")
        self.save_button = KeyButton("&Lưu bộ lọc này…", picture="save")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TYPING)
        self._lay_out()
        self._connect()
        self._look(replace(begun, words=""))
        self.sentence.kind.setFocus()

    @property
    def chosen(self) -> PersonFilter:
        return self.sentence.chosen

    def submit(self) -> None:
        self.accept()
        self.list_wanted.emit(self.chosen)

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.line, 1)
        told.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.sentence, self.count, self.doubts, self.table):
            self.body.addWidget(part)
        self.body.addLayout(told)
        self.add_fact(self.save_button)

    def _connect(self) -> None:
        self.sentence.changed.connect(self._rest.start)
        self._rest.timeout.connect(self._ask)
        self.rows.turned.connect(self._ask)
        self.rows.unread.connect(self._read)
        self.table.steps_wanted.connect(self._read_steps)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.table.opened.connect(self._open)
        self.table.copied.connect(self._tell_copied)

    def _ask(self) -> None:
        self._look(self.chosen)

    def _look(self, chosen: PersonFilter) -> None:
        by, is_falling = self.table.sorted_by
        wanted = ListWanted(chosen, by, is_falling, self.table.in_view, self.table.current_id)
        self._desk.look(self, partial(answer, wanted=wanted), self._show, "answer")

    def _show(self, found: Answer) -> None:
        self._found = found
        self.sentence.offer(found)
        sexes = f" · nam {found.males}, nữ {found.females}" if found.count else ""
        self.count.setText(f"{found.count} người{sexes}")
        self.doubts.setText(" · ".join(found.doubts))
        self.doubts.setVisible(bool(found.doubts))
        self.line.setText(found.sentence)
        self.table.show_list(found.files.person_ids, found.files.read)
        self.accept_button.setEnabled(bool(found.count))
        self.make_room()

    def _read(self, person_ids: tuple[int, ...]) -> None:
        look = partial(begin_lines, person_ids=person_ids)
        self._desk.look(self, look, self.rows.take, "page")

    def _read_steps(self, person_ids: tuple[int, ...]) -> None:
        look = partial(read_lines, person_ids=person_ids)
        self._desk.look(self, look, self.table.take_steps, "steps")

    def _copy(self) -> None:
        if self._found is not None:
            clipboard.copy(self._found.sentence)
            self._desk.say("Đã chép câu trả lời, dán được vào Word, Zalo")

    def _save(self) -> None:
        """Keep the question; one dialog at a time, so this one closes first."""
        chosen, page = self.chosen, self.parentWidget()
        told = question_words(self._found.files) if self._found else ""
        self.accept()
        dialog = NameDialog(self._desk, chosen, told, page or self)
        dialog.kept.connect(self.saved)
        dialog.open()

    def _open(self, row: PersonRow) -> None:
        among = self.table.person_ids
        self.accept()
        self.person_wanted.emit(row.id, among)

    def _tell_copied(self, count: int, is_text: bool) -> None:  # noqa: FBT001 -- a slot
        where = "dán được vào Word, Zalo" if is_text else "dán được vào Excel"
        self._desk.say(f"Đã chép {count} dòng, {where}")
