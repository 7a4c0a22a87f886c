"""Chốt số liệu và gửi: what is going to be kept, which files are made, where the package goes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.services.reports.closing.freezing import (
    FreezeReport,
    Frozen,
    freeze_report,
    freeze_supplement,
    freeze_zero,
)
from rehabdesk.services.reports.closing.offering import (
    FreezeOffer,
    PageCounts,
    count_pages_ahead,
    why_no_zero,
)
from rehabdesk.services.upward.packing import SUFFIX, PackOrder
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import PasswordField, TextField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.reports.freezing.files import last_folder, note_folder

PACKAGES = f"Gói gửi cấp trên (*{SUFFIX})"
KEPT = (
    "Khi chốt, phần mềm giữ nguyên cả con số lẫn danh sách người đứng sau. Sửa hồ sơ sau này "
    "không làm đổi báo cáo đã chốt; chỗ khác đi sẽ nằm ở “Thay đổi sau khi chốt”."
)
ZERO = (
    "Cơ quan xác nhận trong kỳ không có ai, không có việc nào phải báo cáo. Báo cáo được chốt và "
    "gửi như mọi báo cáo khác."
)
MORE = (
    "Báo cáo bổ sung lấy con số như hồ sơ hiện nay và ghi rõ từng dòng đã khác. "
    "Bản đã chốt trước giữ nguyên."
)
OPEN_PACKAGE = "không kèm danh sách người nên không cần"
SPOKEN = "đọc cho cấp trên qua điện thoại"
LABEL_WIDTH, PATH_WIDTH, PASSWORD_WIDTH = 150, 380, 220
_TITLES = (
    (ProductKind.WORKBOOK, "&Bảng Excel theo mẫu của cấp trên"),
    (ProductKind.PRINTED, "Bản &PDF có khối ký, để in và đóng dấu"),
    (ProductKind.NARRATIVE, "Báo cáo bằng &lời (Word), đã điền số và so sánh"),
)


class ProductTick(QWidget):
    """A file that may be made: its tick, and below it its name and what it is like."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._name = name
        self.tick = QCheckBox(title)
        font = self.tick.font()
        font.setWeight(font.Weight.DemiBold)
        self.tick.setFont(font)
        self.tick.setChecked(True)
        self.words = QLabel()
        self.words.setProperty("role", "label")
        self.words.setIndent(26)
        line = QFrame()
        line.setObjectName("cardLine")
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tick)
        layout.addWidget(self.words)
        layout.addSpacing(8)
        layout.addWidget(line)

    def tell(self, words: str) -> None:
        self.words.setText(f"{self._name} · {words}" if words else self._name)


class FreezeDialog(FormDialog):
    """Ctrl+Enter closes. What is still to be put right is told, and keeps nobody from it."""

    closed = Signal(object, object)  # Frozen, the folder its files go to

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        offer: FreezeOffer,
        parent: QWidget,
        *,
        is_zero: bool = False,
    ) -> None:
        title = "Báo cáo không phát sinh" if is_zero else "Chốt số liệu và gửi"
        if offer.supplement:
            title = f"Báo cáo bổ sung lần {offer.supplement}"
        super().__init__(title, "Chốt và tạo 3 bản", parent, WIDTHS[2], "Chưa chốt")
        self._desk, self._habits, self.offer, self._is_zero = desk, habits, offer, is_zero
        self.told = QLabel(f"<b>{offer.title}</b> · số liệu {offer.days}")
        self.info = MessageFrame("info", MORE if offer.supplement else ZERO if is_zero else KEPT)
        self.early: TextField | None = None
        self.products = {kind: ProductTick(words, offer.file_name(kind)) for kind, words in _TITLES}
        self.path = TextField(str(last_folder(habits) / offer.package_name))
        self.choose_button = KeyButton("C&họn…")
        self.names = QCheckBox(f"&Kèm danh sách người, theo {offer.names_basis}")
        self.password = PasswordField()
        self.password_hint = QLabel()
        self.password_hint.setProperty("role", "label")
        self._lay_out()
        self._say_problems(offer.problems)
        self._connect()
        self._turn_names()
        self._name_act()
        self._tell_pages(None)
        if self.early is None:
            self.accept_button.setFocus()
        self._look_ahead()

    def _connect(self) -> None:
        for tick in self.products.values():
            tick.tick.toggled.connect(self._name_act)
            tick.tell("")
        self.names.toggled.connect(self._turn_names)
        self.choose_button.clicked.connect(self._choose)

    def _look_ahead(self) -> None:
        """Ask what takes a while to know: whether it may be a zero, how many pages it makes."""
        asked = self.offer.asked
        if self._is_zero:
            self._desk.look(self, partial(why_no_zero, asked=asked), self._forbid, name="zero")
        if not self.offer.supplement:
            look = partial(count_pages_ahead, asked=asked)
            self._desk.look(self, look, self._tell_pages, name="pages")

    @property
    def kinds(self) -> frozenset[ProductKind]:
        return frozenset(kind for kind, each in self.products.items() if each.tick.isChecked())

    def submit(self) -> None:
        """Close the report; a folder that is not there is told before anything is kept."""
        path = self._place
        if path is not None and not path.parent.is_dir():
            self.message.say("bad", f"Không thấy thư mục “{path.parent}”. Chọn nơi lưu khác.")
            self.make_room()
            self.path.setFocus()
            return
        act = freeze_report if not self._is_zero else freeze_zero
        if self.offer.supplement:
            act = freeze_supplement
        self._desk.do(self, partial(act, order=self._order(path)), partial(self._done, path))

    def show_refusal(self, refusal: Refusal) -> None:
        super().show_refusal(refusal)
        if refusal.field == "password":
            self.password.setFocus()

    def _order(self, path: Path | None) -> FreezeReport:
        package = PackOrder(self.names.isChecked(), self.password.value) if path else None
        reason = self.early.value if self.early is not None else ""
        name = path.name if path else ""
        return FreezeReport(self.offer.asked, self.kinds, reason, package, name)

    @property
    def _place(self) -> Path | None:
        """Return where the package goes; an empty line makes none."""
        typed = self.path.value.strip()
        return Path(typed).with_suffix(SUFFIX) if typed else None

    def _done(self, path: Path | None, made: Frozen) -> None:
        folder = path.parent if path else last_folder(self._habits)
        note_folder(self._habits, folder)
        self.accept()
        self.closed.emit(made, folder)

    def _choose(self) -> None:
        suggested = self._place or last_folder(self._habits) / self.offer.package_name
        ask.save_file(
            self,
            "Gói gửi cấp trên",
            suggested,
            PACKAGES,
            lambda path: self.path.setText(str(path)),
        )

    # What is told

    def _say_problems(self, count: int) -> None:
        words = f"Còn {count} chỗ cần sửa. Vẫn chốt được." if count else "Không có chỗ cần sửa."
        self.set_fact(words)

    def _forbid(self, why: str) -> None:
        """Say before anything is filled in that there is something to report."""
        if why:
            self.info.hush()
            self.message.say("bad", why)
            self.accept_button.setEnabled(False)
            self.make_room()

    def _tell_pages(self, pages: PageCounts | None) -> None:
        printed = f"{pages.printed} trang A4" if pages else "trang A4"
        narrative = f"khoảng {pages.narrative} trang, sửa được" if pages else "sửa được"
        told = {
            ProductKind.WORKBOOK: "số là số, mã là chữ, không có công thức",
            ProductKind.PRINTED: printed,
            ProductKind.NARRATIVE: narrative,
        }
        for kind, words in told.items():
            self.products[kind].tell(words)

    def _name_act(self) -> None:
        count = len(self.kinds)
        start = "Xác nhận" if self._is_zero else "Chốt"
        words = f"{start} và tạo {count} bản" if count else f"{start} số liệu"
        self.accept_button.set_text("Xác nhận" if self._is_zero and not count else words)

    def _turn_names(self) -> None:
        has_names = self.names.isChecked()
        self.password.setEnabled(has_names)
        self.password_hint.setText(SPOKEN if has_names else OPEN_PACKAGE)

    # How it is put together

    def _lay_out(self) -> None:
        self.body.insertWidget(0, self.told)
        self.body.insertWidget(1, self.info)
        if self.offer.is_early:
            self.early = TextField()
            label = f"Chưa tới ngày chốt {self.offer.closes_on:%d/%m/%Y}: lý do chốt &sớm"
            self.add("early_reason", label, self.early)
        else:
            self.form.hide()
        section = QLabel("Tạo ba bản")
        section.setProperty("role", "section")
        self.body.addWidget(section)
        for each in self.products.values():
            self.body.addWidget(each)
        self.body.addLayout(self._package())

    def _package(self) -> QGridLayout:
        length = Style.current.length
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, length(LABEL_WIDTH))
        grid.setColumnStretch(1, 1)
        place, secret = QLabel("&Gói gửi cấp trên"), QLabel("&Mật khẩu gói")
        place.setBuddy(self.path)
        secret.setBuddy(self.password)
        self.path.setAccessibleName("Gói gửi cấp trên")
        self.password.setAccessibleName("Mật khẩu gói")
        self.path.setMaximumWidth(length(PATH_WIDTH))
        self.password.setFixedWidth(length(PASSWORD_WIDTH))
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.path, 1)
        where.addWidget(self.choose_button)
        where.addStretch(0)
        spoken = QHBoxLayout()
        spoken.setSpacing(8)
        spoken.addWidget(self.password)
        spoken.addWidget(self.password_hint, 1)
        grid.addWidget(place, 0, 0)
        grid.addLayout(where, 0, 1)
        if self.offer.names_basis:
            grid.addWidget(self.names, 1, 1)
        grid.addWidget(secret, 2, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(spoken, 2, 1)
        return grid
