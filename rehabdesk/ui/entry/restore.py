"""Going back to a backup before anybody is signed in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.elsewhere import BackupFound, find_rescue, look_into
from rehabdesk.services.safekeeping.returning import start_from, start_from_with_code
from rehabdesk.ui.entry.groups import GroupsField
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, PasswordField, TextField
from rehabdesk.ui.kit.form import FieldBox

WORD = "TRO LAI"


class WordField(TextField):
    """The word that must be typed before much is replaced."""

    @property
    def error(self) -> str:
        return "" if self.value.upper() == WORD else f"Gõ {WORD} để đồng ý."


class FolderField(QWidget):
    """A folder, shown as a path and chosen by a button."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.path = TextField(placeholder="Thư mục có tên bắt đầu bằng RehabDesk")
        self.path.setReadOnly(True)
        self.path.setAccessibleName("Bản sao lưu ở đâu")
        self.button = KeyButton("Chọn &thư mục…", "", "folder_open")
        self.button.clicked.connect(self._ask)
        self.setFocusProxy(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(self.button)

    def _ask(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        ask.choose_folder(self, "Chọn bản sao lưu", Path(home), self.take)

    def take(self, folder: Path) -> None:
        self.path.value = str(folder)
        self.chosen.emit(folder)


class RestoreDialog(FormDialog):
    """Find a backup, open it with a password or the sheet, put it in the office's place."""

    restored = Signal()

    def __init__(self, desk: Desk, folder: OfficeFolder, parent: QWidget) -> None:
        super().__init__("Trở lại bản đã lưu", "Trở lại", parent, WIDTHS[1])
        self._desk = desk
        self._folder = folder
        self._found: BackupFound | None = None
        self._is_by_code = False
        self._replaces = folder.exists()
        self.source = FolderField()
        self.user = ComboField[int]()
        self.password = PasswordField()
        self.code = GroupsField()
        self.word = WordField(placeholder=WORD)
        self.other_way = KeyButton("Dùng Phiếu &khôi phục", kind="link", is_small=True)
        self._boxes = self._add_inputs()
        self.add_fact(self.other_way)
        self.source.chosen.connect(self._look)
        self.other_way.clicked.connect(self._turn)
        self._show_inputs()
        desk.run(self, partial(find_rescue, folder), self._offer, name="rescue")

    def submit(self) -> None:
        found = self._found
        if found is None:
            self.message.say("bad", "Chọn thư mục có bản sao lưu trước.")
            self.source.setFocus()
            return
        user = self.user.value or 0
        if self._is_by_code:
            job = partial(start_from_with_code, self._folder, found.source, user, self.code.value)
        else:
            job = partial(start_from, self._folder, found.source, user, self.password.value)
        self._desk.run(self, job, self._finish)

    def show_refusal(self, refusal: Refusal) -> None:
        super().show_refusal(refusal)
        if refusal.field == "code":
            self.code.show_refusal(refusal)
        if refusal.field == "password":
            self.password.selectAll()

    def _add_inputs(self) -> tuple[FieldBox, ...]:
        self.add("source", "Bản &sao lưu ở đâu", self.source)
        boxes = [
            self.add("user", "&Người mở", self.user),
            self.add("password", "&Mật khẩu", self.password),
            self.add("code", "Mã trên &phiếu", self.code),
        ]
        if self._replaces:
            told = f"Hồ sơ đang có trên máy này được giữ lại riêng. Gõ {WORD} để đồng ý"
            boxes.append(self.add("word", told, self.word))
        return tuple(boxes)

    def _look(self, source: Path) -> None:
        self._found = None
        self.message.hush()
        self._show_inputs()
        self._desk.run(self, partial(look_into, self._folder, source), self._show, name="look")

    def _offer(self, newest: BackupFound | None) -> None:
        """Begin with the newest backup of this machine that is still whole."""
        if newest is not None and not self.source.path.value:
            self.source.path.value = str(newest.source)
            self._show(newest)

    def _show(self, found: BackupFound) -> None:
        self._found = found
        self.form.box("source").tell("good", found.says)
        self.user.offer([(each.id, f"{each.name} · {each.post}") for each in found.users])
        self._show_inputs()
        (self.code if self._is_by_code else self.password).setFocus()

    def _turn(self) -> None:
        self._is_by_code = not self._is_by_code
        words = "Dùng &mật khẩu" if self._is_by_code else "Dùng Phiếu &khôi phục"
        self.other_way.set_text(words)
        self._show_inputs()
        if self._found:
            (self.code if self._is_by_code else self.password).setFocus()

    def _show_inputs(self) -> None:
        is_found = self._found is not None
        _user, password, code, *_word = self._boxes
        for box in self._boxes:
            box.setVisible(is_found)
        password.setVisible(is_found and not self._is_by_code)
        code.setVisible(is_found and self._is_by_code)
        self.other_way.setVisible(is_found)
        self.accept_button.setEnabled(is_found)
        self.adjustSize()

    def _finish(self, _: None) -> None:
        self.accept()
        self.restored.emit()
