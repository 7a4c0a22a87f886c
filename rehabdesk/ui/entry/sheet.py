"""The recovery sheet on its way to the safe: out of the printer, read back, put away."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.recovery import GROUPS, RecoveryCode
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.exports import save_file
from rehabdesk.services.office import Office
from rehabdesk.services.pages import count_pages, draw_page
from rehabdesk.services.safekeeping.sheet import draw_sheet, note_sheet_place
from rehabdesk.ui.entry.groups import GroupsField
from rehabdesk.ui.entry.office_form import NeededField
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.paper_dialog import PrintJob

NAME = "Phiếu khôi phục.pdf"
ASKED = 4  # groups typed back
FOLDER = "folder/pdf"


class SheetForm(QWidget):
    """Print or save, type four groups back off the paper, say where it is kept."""

    kept = Signal()  # everything done, the place noted

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._office: Office | None = None
        self._code: RecoveryCode | None = None
        self.is_out = False
        self.print_button = KeyButton("&In phiếu", "Ctrl+P", "print")
        self.save_button = KeyButton("&Lưu PDF…", "Ctrl+S", "save")
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._ask_where)
        self.out = MessageFrame()
        self.groups = GroupsField((1, 2, 3, 4))
        self.form = Form()
        self.form.add("code", f"&Gõ lại {ASKED} nhóm đọc trên phiếu vừa in", self.groups)
        self.place = NeededField("Ghi nơi cất phiếu.", "Như két sắt văn thư")
        self.form.add("place", "Phiếu cất ở đâ&u", self.place)
        self.groups.finished.connect(self._check_groups)
        self.groups.edited.connect(self._hush_groups)
        self._lay_out()

    def show_code(self, office: Office, code: RecoveryCode) -> None:
        """Take a code that stands nowhere yet but here."""
        self._office, self._code = office, code
        self.is_out = False
        self.out.hush()
        self.place.clear()
        self.form.hush()
        self.groups.ask(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED)))
        self.form.setEnabled(False)
        self.print_button.setFocus()

    def keep(self) -> None:
        """Check what was typed back, and note where the sheet lies."""
        if not self.isEnabled():
            return
        if not self.is_out:
            self.out.say("bad", "In hoặc lưu phiếu trước. Chưa có phiếu thì chưa đi tiếp được.")
            self.print_button.setFocus()
            return
        if self._check_groups() and self.form.check():
            act = partial(note_sheet_place, place=self.place.value)
            self._desk.do(self, act, self._tell_kept)

    def show_refusal(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            self.out.say("bad", str(refusal))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(buttons)
        layout.addWidget(self.out)
        layout.addWidget(self.form)
        hint = QLabel(
            "Trong mã không có chữ I, L, O, U: nét thẳng là số 1, nét tròn là số 0. "
            "Chữ hoa hay chữ thường đều được."
        )
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(hint)

    def _check_groups(self) -> bool:
        box = self.form.box("code")
        if self._code is None:
            return False
        try:
            self._code.check_typed_back(self.groups.typed)
        except Refusal as refusal:
            box.tell("error", str(refusal))
            self.groups.show_refusal(refusal)
            return False
        box.tell("good", "Khớp với phiếu.")
        self.groups.mark(None)
        if not self.place.value:
            self.place.setFocus()
        return True

    def _hush_groups(self) -> None:
        self.form.box("code").hush()

    def _content(self) -> bytes:
        if self._office is None or self._code is None:
            raise RuntimeError("there is no code to draw")
        return draw_sheet(self._office, self._code)

    def _print(self) -> None:
        self._desk.run(self, self._content, self._print_content)

    def _print_content(self, content: bytes) -> None:
        pages = (count_pages(content), partial(draw_page, content))
        job = PrintJob(self._desk, NAME, pages, self)
        job.printed.connect(self._note_printed)
        job.ask()

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._habits.value(FOLDER) or usual))
        ask.save_file(self, "Lưu phiếu khôi phục", folder / NAME, "Tệp PDF (*.pdf)", self._save)

    def _save(self, path: Path) -> None:
        def write() -> None:
            save_file(path, self._content())

        def tell(_: None) -> None:
            self._come_out(
                f"Đã lưu “{path.name}”. In ra giấy rồi xóa tệp: ai có tệp cũng mở được hồ sơ."
            )

        self._desk.run(self, write, tell)

    def _note_printed(self, _pages: int) -> None:
        self._come_out("Đã gửi phiếu tới máy in. Cầm phiếu lên và gõ lại các nhóm dưới đây.")

    def _come_out(self, words: str) -> None:
        self.is_out = True
        self.out.say("ok", words)
        self.form.setEnabled(True)
        self.groups.setFocus()

    def _tell_kept(self, _: None) -> None:
        self.kept.emit()
