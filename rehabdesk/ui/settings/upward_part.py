"""What goes up in packages: by which paper the superior authority may have names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel

from rehabdesk.domain.codes import Right
from rehabdesk.services.office import Work
from rehabdesk.services.upward.settings import choose_names_basis, names_basis
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import TextBox, TextField
from rehabdesk.ui.kit.form import Form
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settings.part import SettingsPart

WIDTH = 560
TOLD = (
    "Gói gửi cấp trên là một bảng Excel đọc được, mang theo bản niêm phong để phần mềm của cấp "
    "trên đọc. Thường chỉ có con số. Danh sách người chỉ đi kèm khi cấp trên có căn cứ để nhận, "
    "người gửi chọn kèm, và luôn khóa bằng mật khẩu."
)
HINT = "Ghi số, ngày, nơi ban hành văn bản cho phép. Để trống thì không gửi được danh sách."

ABOVE = (
    "Gõ tên ngắn của cơ quan cấp trên trên cùng máy chủ, như hoa_son (phần trước “_u” trong tên "
    "đăng nhập của họ). Họ chỉ lấy được gói của báo cáo đã ghi là đã gửi. Để trống thì không ai "
    "lấy được."
)


class UpwardPart(SettingsPart):
    """Empty, no names leave in a package."""

    WATCHES = frozenset({"office_setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Gói gửi cấp trên", Right.KEEP_OFFICE)
        self.basis = TextBox(lines=2)
        self.reader = TextField()
        self._read_by = ""
        self.save_button = KeyButton("&Lưu", "Ctrl+S", "save")
        if self.is_allowed:
            told = QLabel(TOLD)
            told.setProperty("role", "secondary")
            told.setWordWrap(True)
            self.form = Form()
            self.form.setMaximumWidth(Style.current.length(WIDTH))
            self.form.add("basis", "Căn cứ để cấp trên nhận &danh sách người", self.basis, HINT)
            row = QHBoxLayout()
            row.addWidget(self.save_button)
            row.addStretch(1)
            self.body.addWidget(told)
            self.body.addWidget(self.form)
            self.body.addLayout(row)
            self.body.addStretch(1)
            self.save_button.clicked.connect(self._save)
            if desk.office is not None and desk.office.is_shared:
                self._offer_above()
            self.setFocusProxy(self.basis)

    def _offer_above(self) -> None:
        """On a server, say who above may take the packages from there."""
        self.form.add("reader", "Cơ quan &cấp trên lấy gói từ máy chủ", self.reader, ABOVE)

    @property
    def _is_there(self) -> bool:
        return self._desk.office is not None and self._desk.office.is_shared

    def refresh(self) -> None:
        self._desk.look(self, names_basis, self._show, "basis")
        if self._is_there:
            self._desk.look(self, _reader_there, self._show_reader, "reader")

    def _show_reader(self, reader: str) -> None:
        self._read_by = self.reader.value = reader

    def _show(self, basis: str) -> None:
        self.basis.value = basis

    def _save(self) -> None:
        self.message.hush()
        act = partial(choose_names_basis, basis=self.basis.value)
        if not self._is_there or self.reader.value == self._read_by:
            self._desk.do(self, act, lambda _: self._desk.say("Đã lưu"))
            return
        # First what may be refused: a saved choice shows the page anew.
        let = partial(_let_read_there, reader=self.reader.value)
        self._desk.do(self, let, partial(self._save_rest, act, self._read_by))

    def _save_rest(self, act: Callable[[Work], None], before: str, reader: str) -> None:
        self._desk.do(self, act, lambda _: self._tell_reader(before, reader))

    def _tell_reader(self, before: str, reader: str) -> None:
        told = f"Đã cho “{reader}” lấy gói đã gửi" if reader else "Không ai lấy gói từ máy chủ nữa"
        back = partial(_let_read_there, reader=before)
        self._desk.say(told, undo=lambda: self._desk.do(self, back, self._show_reader))


def _reader_there(work: Work) -> str:
    from rehabdesk.services.server.above import reader_of  # noqa: PLC0415 -- of a server

    return reader_of(work)


def _let_read_there(work: Work, reader: str) -> str:
    from rehabdesk.services.server.above import let_read  # noqa: PLC0415 -- of a server

    return let_read(work, reader)
