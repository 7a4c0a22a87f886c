"""Step 1: which file, what it is a list of, and the imports of the past."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.tables.sheet import Workbook
from rehabdesk.services.importing.orders import BatchRow, Undone
from rehabdesk.services.importing.pasted import first_choice, pasted_workbook
from rehabdesk.services.importing.reading import open_workbook
from rehabdesk.services.importing.undoing import list_imports
from rehabdesk.ui.importing.corrections_out import CorrectionsOut
from rehabdesk.ui.importing.file.drop import WorkbookDrop
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.importing.undo_dialog import UndoDialog, undone_words
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable

FOLDER = "folder/workbooks"
KINDS = "Tệp Excel (*.xlsx *.xlsm *.xls *.ods *.csv);;Mọi tệp (*)"
RECENT = 4
_WORDS = {
    ImportKind.PERSONS: "Người được quản lý",
    ImportKind.VOLUNTEERS: "Người phụ trách, đội tình nguyện",
    ImportKind.CONTACTS: "Các lần gặp gỡ",
    ImportKind.CORRECTIONS: "Danh sách đã xuất từ phần mềm, sửa xong đưa trở lại",
}
_DONE, _UNDONE = Sign("checkmark_circle", "ok"), Sign("arrow_undo", "neutral")


def _state(row: BatchRow) -> str:
    if row.undone_at is None:
        return "Đang giữ"
    kept = f", giữ lại {row.kept}" if row.kept else ""
    return f"Đã bỏ {row.undone_at:%d/%m/%Y}{kept}"


def _kind_words(row: BatchRow) -> str:
    kinds = {each.value: each.label for each in ImportKind}
    return kinds.get(row.kind, row.kind)


_COLUMNS = (
    Column[BatchRow](
        "Lúc",
        lambda row: f"{row.imported_at:%d/%m/%Y %H:%M}",
        lambda row: row.imported_at,
        width=132,
    ),
    Column[BatchRow](
        "Tệp", lambda row: row.file_name, width=230, is_subject=True, is_stretched=True
    ),
    Column[BatchRow]("Danh sách", _kind_words, width=180),
    Column[BatchRow]("Ai nhập", lambda row: row.imported_by, width=150),
    Column[BatchRow]("Mới", lambda row: str(row.created), width=64, align="right"),
    Column[BatchRow]("Cập nhật", lambda row: str(row.updated), width=84, align="right"),
    Column[BatchRow](
        "Tình trạng",
        _state,
        width=250,
        sign=lambda row: _UNDONE if row.is_undone else _DONE,
    ),
)


class FileStep(ImportStep):
    taken = Signal(object)  # an Underway
    can_go_back = False

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._recent: list[Path] = []  # names of files may name people: kept nowhere
        self._under: Underway | None = None
        self._stop: Event | None = None  # of the file being read
        self.drop = WorkbookDrop()
        self.fetch_button = KeyButton(
            "&Lấy danh sách để sửa trong Excel…", "", "arrow_download", is_small=True
        )
        self.fetch_button.clicked.connect(CorrectionsOut(desk, habits, self).ask)
        self._kinds = QButtonGroup(self)
        self._recent_row = QHBoxLayout()
        self.table = ListTable(Rows(_COLUMNS, self), "imports", habits)
        self.table.setProperty("framed", "no")
        self.table.setAccessibleName("Các lần nhập trước")
        self.table.set_empty("Chưa nhập tệp nào. Thả tệp Excel cũ vào ô bên trên.")
        self.undo_button = KeyButton("&Bỏ cả lần nhập này…", "", "arrow_undo", is_small=True)
        self._lay_out()
        self.drop.dropped.connect(self.open_file)
        self.drop.clicked.connect(self.choose)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self._paste)
        self._kinds.buttonToggled.connect(self._note_kind)
        self.table.moved_to.connect(self._note_row)
        self.undo_button.clicked.connect(self._ask_undo)

    @property
    def kind(self) -> ImportKind:
        return list(ImportKind)[self._kinds.checkedId()]

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.drop, 3)
        across.addWidget(self._kind_card(), 2)
        self.body.addLayout(across)
        self._recent_row.setSpacing(8)
        self.body.addLayout(self._recent_row)
        card = QFrame()
        card.setObjectName("card")
        title = QLabel("Các lần nhập trước")
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setContentsMargins(12, 5, 8, 5)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.undo_button)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.body.addWidget(card, 1)

    def _kind_card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        title = QLabel("Tệp này là danh sách")
        title.setProperty("role", "section")
        column.addWidget(title)
        for number, kind in enumerate(ImportKind):
            button = QRadioButton(_WORDS[kind])
            button.setChecked(number == 0)
            self._kinds.addButton(button, number)
            column.addWidget(button)
        self.fetch_button.hide()
        column.addWidget(self.fetch_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return card

    # What stands there

    def arrive(self) -> None:
        self.refresh()
        self.drop.setFocus()

    def refresh(self) -> None:
        self._desk.look(self, list_imports, self._show_imports, name="imports")

    def line(self) -> str:
        return "Người, người phụ trách, gặp gỡ từ tệp cũ của cơ quan"

    def foot(self) -> str:
        return "Chưa ghi gì vào hồ sơ cho tới bước 5."

    def next_words(self) -> str:
        return "Nhận dạng bảng"

    def can_go_on(self) -> bool:
        return self._under is not None

    def forget(self) -> None:
        """No file is underway any more."""
        self._under = None

    def take_again(self, under: Underway) -> None:
        self._under = under

    def _show_imports(self, rows: tuple[BatchRow, ...]) -> None:
        self.table.show_rows(rows)
        self._note_row(self.table.current)

    def _note_row(self, row: BatchRow | None) -> None:
        self.undo_button.setEnabled(row is not None and not row.is_undone)

    def _show_recent(self) -> None:
        while (item := self._recent_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        label = QLabel("Tệp vừa mở:")
        label.setProperty("role", "secondary")
        self._recent_row.addWidget(label)
        for path in self._recent:
            link = KeyButton(path.name.replace("&", "&&"), kind="link", is_small=True)
            link.clicked.connect(partial(self.open_file, path))
            self._recent_row.addWidget(link)
        self._recent_row.addStretch(1)

    # What the clerk does

    def choose(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        ask.open_file(self, "Chọn tệp Excel", folder, KINDS, self._take_chosen)

    def _take_chosen(self, path: Path) -> None:
        self._habits.setValue(FOLDER, str(path.parent))
        self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file beside the page; whatever is wrong with it is said in one sentence."""
        self.stop_reading()
        self._stop = stop = Event()
        self.message.say("info", f"Đang đọc “{path.name}”…")
        self.message.add_link("Dừng (Esc)", self.stop_reading)
        job = partial(open_workbook, path, stop.is_set)
        then = partial(self._take, path)
        failed = partial(self._note_unread, stop)
        self._desk.run(self, job, then, name="workbook", failed=failed)

    def open_pasted(self, text: str, kind: ImportKind | None = None) -> None:
        """Take rows copied in Excel for a sheet, of the kind of list that is chosen."""
        self.stop_reading()
        try:
            book = pasted_workbook(text)
        except Refusal as refusal:
            self.message.say("bad", str(refusal))
            return
        if kind is not None:
            self._kinds.button(list(ImportKind).index(kind)).setChecked(True)
        self.message.hush()
        self._under = Underway(None, book, self.kind, choice=first_choice(book.sheets[0]))
        self.taken.emit(self._under)

    def _paste(self) -> None:
        self.open_pasted(QApplication.clipboard().text())

    @property
    def is_reading(self) -> bool:
        return self._stop is not None and not self._stop.is_set()

    def stop_reading(self) -> None:
        """Let go of the file being read: its reader ends within a moment and says so."""
        if self._stop is not None:
            self._stop.set()

    def _note_unread(self, stop: Event) -> None:
        if self._stop is stop:
            self._stop = None

    def _take(self, path: Path, workbook: Workbook) -> None:
        self._stop = None
        self.message.hush()
        self._recent = [path, *(each for each in self._recent if each != path)][:RECENT]
        self._show_recent()
        shown = [n for n, each in enumerate(workbook.sheets) if not each.is_hidden and each.rows]
        self._under = Underway(path, workbook, self.kind, shown[0] if shown else 0)
        self.taken.emit(self._under)

    def _note_kind(self, _button: object, is_on: bool) -> None:  # noqa: FBT001 -- a slot
        if is_on:
            self.fetch_button.setVisible(self.kind is ImportKind.CORRECTIONS)
        if is_on and self._under is not None and self._under.kind is not self.kind:
            old = self._under
            self._under = Underway(old.path, old.workbook, self.kind, old.place, old.choice)
            self.reworded.emit()

    def go_on(self) -> None:
        if self._under is not None:
            self.taken.emit(self._under)

    def _ask_undo(self) -> None:
        row = self.table.current
        if row is not None and not row.is_undone:
            dialog = UndoDialog(self._desk, self._habits, row.id, self)
            dialog.undone.connect(partial(self._note_undone, row.kind))
            dialog.open()

    def _note_undone(self, kind: str, undone: Undone) -> None:
        self._desk.say(undone_words(undone, kind))
        self.refresh()
