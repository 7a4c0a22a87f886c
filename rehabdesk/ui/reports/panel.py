"""Beside the grid: who stands behind the figure gone to, who nearly does, or what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rehabdesk.domain.reports.codes import MemberKind
from rehabdesk.domain.reports.values import Value, decimal_words
from rehabdesk.services.indicators.members import Member
from rehabdesk.services.reports.behind import Behind, lines_of
from rehabdesk.services.reports.problems import Problem, ProblemKind
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.messages import OneLine, Picture
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.reports.lines import PanelLine, PanelList
from rehabdesk.ui.reports.places import place_of_member, place_of_problem
from rehabdesk.ui.visits import OpenPerson, OpenUnitFigure

WIDTH = 356
NOBODY = "Không có ai, không có việc nào trong con số này."
PERSONS = frozenset({"người", "lượt người", "quyết định", "lượt"})  # units of which one may ask why
_NUMBERED = frozenset({ProblemKind.UNNUMBERED, ProblemKind.NOT_GIVEN})


class FigurePanel(QFrame):
    """Enter opens the file, Ctrl+T copies the names, Esc goes back to the grid."""

    wanted = Signal(object)  # a visit
    row_wanted = Signal(object)  # a Problem that is put right in the grid
    why_wanted = Signal()
    given_wanted = Signal(str)  # the key of the row whose figure others give
    closed = Signal()
    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.behind: Behind | None = None
        self.problems: Sequence[Problem] | None = None
        self.opens_units = False  # a line that is a unit leads to what it sent
        self.title, self.rule = QLabel(), OneLine()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.rule.setProperty("role", "label")
        self.remark = QLabel()
        self.remark.setProperty("role", "hint")
        self.remark.setWordWrap(True)
        self.standing, self._standing_sign = QLabel(), Picture("info", "accent")
        self._standing_line = _beside(self._standing_sign, self.standing)
        self.empty = QLabel(NOBODY)
        self.empty.setProperty("role", "secondary")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.list = PanelList()
        self.list.setAccessibleName("Những người đứng sau con số")
        self.why = KeyButton("&Hỏi một người…", kind="link", is_small=True)
        self.given = KeyButton("&Số được cung cấp…", kind="link", is_small=True)
        self.open_button = KeyButton("Mở hồ sơ", "Enter", is_bound=False)
        self.copy_button = KeyButton("Chép danh sách", "Ctrl+T", is_bound=False)
        self._close = IconButton("dismiss", "Đóng (Esc)")
        self._assemble()
        self._connect()
        self.setFocusProxy(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._measure()

    def sizeHint(self) -> QSize:
        """Want its whole width, and give way where there is not the room for it."""
        return QSize(Style.current.length(WIDTH), super().sizeHint().height())

    # What is shown

    def show_behind(self, behind: Behind) -> None:
        """Show the names behind a figure; who nearly counts stands below them."""
        is_same = self.behind is not None and behind.row_key == self.behind.row_key
        self.behind, self.problems = behind, None
        self._show_head(behind.title, behind.rule, behind.remark)
        self._show_standing(behind)
        among = behind.person_ids
        row_key = behind.row_key if self.opens_units else ""
        lines = [_member_line(each, among, row_key) for each in behind.members]
        if behind.near:
            lines.append(PanelLine(f"Gần đủ nhưng không tính · {len(behind.near)}", is_head=True))
            lines += [
                PanelLine(
                    each.name,
                    each.reason,
                    str(each.birth_year or ""),
                    OpenPerson(each.person_id) if each.person_id is not None else None,
                )
                for each in behind.near
            ]
        self._show_lines(lines, is_kept=is_same)
        self.empty.setText(NOBODY if behind.value is not None else _not_given(behind))
        self.empty.setVisible(not behind.members)
        is_asked = behind.indicator.unit in PERSONS and behind.value is not None
        self.why.setVisible(is_asked and not behind.names_units)
        self.given.setVisible(behind.indicator.is_typed)
        self._show_buttons()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is to be put right, each under its kind."""
        self.behind, self.problems = None, tuple(problems)
        self._show_standing(None)
        count = len(problems)
        self._show_head(
            f"{count} chỗ cần sửa" if count else "Không có chỗ nào cần sửa",
            "Enter mở đúng chỗ sửa. Còn chỗ cần sửa vẫn chốt được.",
            "",
        )
        lines: list[PanelLine] = []
        for kind in ProblemKind:
            mine = [each for each in problems if each.kind is kind]
            if mine:
                lines.append(PanelLine(f"{kind.label} · {len(mine)}", is_head=True))
                lines += [PanelLine(each.title, each.words, visit=each) for each in mine]
        self._show_lines(lines, is_kept=True)
        self.empty.setVisible(False)
        self.why.setVisible(False)
        self.given.setVisible(False)
        self._show_buttons()

    # What is done

    def copy(self) -> None:
        """Copy the names as lines of text."""
        if self.behind is not None and self.behind.members:
            clipboard.copy(lines_of(self.behind))
            self.copied.emit(len(self.behind.members))
        elif self.problems:
            told = [f"{one.kind.label}: {one.title} – {one.words}" for one in self.problems]
            clipboard.copy("\n".join(told))
            self.copied.emit(len(told))

    def _want_given(self) -> None:
        if self.behind is not None:
            self.given_wanted.emit(self.behind.row_key)

    def open_current(self) -> None:
        self.list.open_current()

    def _follow(self, line: PanelLine) -> None:
        if isinstance(line.visit, Member):
            self._want_given()
            return
        if not isinstance(line.visit, Problem):
            if line.visit is not None:
                self.wanted.emit(line.visit)
            return
        place = place_of_problem(line.visit)
        if place is None:
            self.row_wanted.emit(line.visit)
        else:
            self.wanted.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    # How it is put together

    def _assemble(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.rule)
        words.addWidget(self.remark)
        words.addWidget(self._standing_line)
        self.rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 6, 8)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(_line())
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._asking())
        layout.addWidget(_line())
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 7, 12, 7)
        foot.setSpacing(8)
        foot.addWidget(self.open_button)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        return foot

    def _asking(self) -> QHBoxLayout:
        asking = QHBoxLayout()
        asking.setContentsMargins(8, 2, 8, 2)
        asking.addWidget(self.why)
        asking.addWidget(self.given)
        asking.addStretch(1)
        return asking

    def _connect(self) -> None:
        self.list.opened.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.why.clicked.connect(self.why_wanted)
        self.given.clicked.connect(self._want_given)
        self.open_button.clicked.connect(self.open_current)
        self.copy_button.clicked.connect(self.copy)
        self._close.clicked.connect(self.closed)
        Style.current.changed.connect(self._measure)

    def _show_head(self, title: str, rule: str, remark: str) -> None:
        self.title.setText(title)
        self.rule.setText(rule)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.setAccessibleName(title)

    def _show_standing(self, behind: Behind | None) -> None:
        """Say whose names these are, where they are not those of the report looked at."""
        words = behind.standing if behind is not None else ""
        self.standing.setText(words)
        self._standing_line.setVisible(bool(words))
        if behind is not None:
            is_kept = behind.kept_in is not None
            self._standing_sign.show_icon(
                "info" if is_kept else "warning", "accent" if is_kept else "warn"
            )

    def _show_lines(self, lines: Sequence[PanelLine], *, is_kept: bool) -> None:
        if not is_kept:
            self.list.show_lines(())
        self.list.show_lines(lines)

    def _show_buttons(self) -> None:
        """Name the button by where it leads."""
        line = self.list.current
        visit = line.visit if line is not None else None
        words = "Mở hồ sơ"
        if isinstance(visit, Problem):
            words = "Nhập số" if visit.kind in _NUMBERED else "Tới chỗ sửa"
        elif isinstance(visit, Member):
            words = "Sửa số"
        elif isinstance(visit, OpenUnitFigure):
            words = "Mở gói"
        elif not isinstance(visit, OpenPerson):
            words = "Mở"
        self.open_button.set_text(words)
        self.open_button.setEnabled(visit is not None)
        is_told = bool(self.problems) or (self.behind is not None and bool(self.behind.members))
        self.copy_button.setEnabled(is_told)

    def _measure(self) -> None:
        self.setMaximumWidth(Style.current.length(WIDTH))


def _beside(sign: Picture, words: QLabel) -> QWidget:
    """Put words of several lines beside their sign; not seen until there are any.

    A widget, for an empty layout would let the words around it have no room.
    """
    words.setWordWrap(True)
    line = QWidget()
    told = QHBoxLayout(line)
    told.setContentsMargins(0, 3, 0, 0)
    told.setSpacing(6)
    told.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    told.addWidget(words, 1)
    line.hide()
    return line


def _line() -> QWidget:
    line = QFrame()
    line.setObjectName("cardLine")
    line.setFixedHeight(1)
    return line


def _member_line(member: Member, among: tuple[int, ...], row_key: str) -> PanelLine:
    right = str(member.birth_year or "")
    if member.amount != 1:
        right = decimal_words(Value(member.amount).number)
    is_typed = member.kind is MemberKind.TYPED
    visit = member if is_typed else place_of_member(member, among, row_key)
    return PanelLine(member.name, member.reason, right, visit)


def _not_given(behind: Behind) -> str:
    giver = behind.indicator.giver
    if not behind.indicator.is_typed:
        return "Chưa có số liệu nào cho kỳ này."
    return f"Chưa có số được cung cấp{f' ({giver})' if giver else ''} cho kỳ này."
