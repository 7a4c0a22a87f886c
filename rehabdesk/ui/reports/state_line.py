"""Under the head: how far the report has come, what is to be put right, and by when it is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from rehabdesk.domain.reports.codes import ReportState
from rehabdesk.services.reports.showing.page import ReportPage, Standing
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.messages import OneLine, StateChip
from rehabdesk.ui.kit.style import colour

HINT = "Bấm một con số để xem những người đứng sau nó"
_ENTERS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_CHIPS = {
    ReportState.OPEN: ("neutral", "document_edit"),
    ReportState.FROZEN: ("ok", "document_lock"),
    ReportState.SENT: ("ok", "checkmark_circle"),
    ReportState.REOPENED: ("warn", "document_edit"),
}


class ChipButton(StateChip):
    """A state that opens what it counts: by a click, Enter or the space bar."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def lead(self, tip: str) -> None:
        """Lead where the tip says; without one, nowhere."""
        is_leading = bool(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tip else Qt.FocusPolicy.NoFocus)
        shape = Qt.CursorShape.PointingHandCursor if is_leading else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(tip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTERS:
            self.clicked.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = painter.pen()
            pen.setColor(colour("focus"))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 4, 4)


class StateLine(QWidget):
    problems_wanted = Signal()
    charts_turned = Signal()
    other_wanted = Signal(int)  # the report a supplement follows, or the supplement

    def __init__(self) -> None:
        super().__init__()
        self._page: ReportPage | None = None
        self._other: int | None = None
        self.state = ChipButton()
        self.state.lead("")
        self.state.clicked.connect(self._turn_to_other)
        self.problems = ChipButton()
        self.words = OneLine()
        self.words.setProperty("role", "secondary")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint = QLabel(HINT)
        self.hint.setProperty("role", "secondary")
        self.charts = KeyButton("&Biểu đồ", "", "data_bar_vertical", is_small=True)
        self._chips: list[StateChip] = [self.state, self.problems]
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 8)
        row.setSpacing(10)
        row.addWidget(self.state)
        row.addWidget(self.problems)
        row.addWidget(self.words, 1)
        row.addWidget(self.hint)
        row.addWidget(self.charts)
        self.problems.clicked.connect(self.problems_wanted)
        self.charts.clicked.connect(self.charts_turned)

    def add_chip(self, chip: StateChip) -> None:
        """Put another state behind those that are there."""
        self._row.insertWidget(len(self._chips), chip)
        self._chips.append(chip)

    def show_page(self, page: ReportPage) -> None:
        self._page = page
        self.words.setText(deadline_words(page))
        self.show_kept(page.kept.id if page.kept is not None else None)

    def show_kept(self, kept_id: int | None) -> None:
        """Tell the state beside the report closed whose figures are looked at."""
        if self._page is None:
            return
        standing = self._page.standing
        kind, picture = _CHIPS[standing.state]
        is_first = kept_id is not None and kept_id == standing.report_id
        self.state.show_state(kind, state_words(standing, is_first=is_first), picture)
        self._other = standing.newest_id if is_first else standing.report_id
        if not standing.supplements:
            self._other = None
        tip = "Bấm để xem bản bổ sung mới nhất" if is_first else "Bấm để xem bản đầu"
        self.state.lead(tip if self._other is not None else "")

    def _turn_to_other(self) -> None:
        if self._other is not None:
            self.other_wanted.emit(self._other)

    def show_problems(self, count: int | None) -> None:
        """Tell how much is to be put right; nothing while that is not known."""
        if count is None:
            self.problems.show_state("neutral", "")
        elif count:
            self.problems.show_state("warn", f"{count} chỗ cần sửa", "warning")
        else:
            self.problems.show_state("ok", "Không có chỗ cần sửa", "checkmark_circle")

    def show_charts(self, *, are_shown: bool) -> None:
        self.charts.set_text("&Bảng số" if are_shown else "&Biểu đồ")
        self.charts.set_icon("table" if are_shown else "data_bar_vertical")
        self.hint.setVisible(not are_shown)

    def fit(self, room: int) -> None:
        """Leave the hint out where there is no room for it beside the deadline."""
        needed = self.words.sizeHint().width() + self.hint.sizeHint().width()
        beside = sum(
            each.sizeHint().width() + 10
            for each in (*self._chips, self.charts)
            if not each.isHidden()
        )
        is_grid = self.charts.text() == "&Biểu đồ"
        self.hint.setVisible(is_grid and needed + beside + 20 <= room)


def state_words(standing: Standing, *, is_first: bool = False) -> str:
    """Say the state: "Chưa chốt", "Đã chốt 14/12/2026"; of a supplement its day, and of the first.

    Beside the first report: "Đã gửi 16/12/2026 · có bổ sung lần 1, chốt 20/12/2026".
    """
    told = standing.state.label
    if standing.state is ReportState.FROZEN and standing.frozen_at is not None:
        told = f"{told} {standing.frozen_at:%d/%m/%Y}"
    elif standing.state is ReportState.SENT and standing.sent_on is not None:
        told = f"{told} {standing.sent_on:%d/%m/%Y}"
    if standing.is_zero:
        told += " · không phát sinh"
    if not standing.supplements:
        return told
    newest = f"bổ sung lần {standing.supplements}"
    if standing.newest_sent_on is not None:
        newest += f", gửi {standing.newest_sent_on:%d/%m/%Y}"
    elif standing.newest_on is not None:
        newest += f", chốt {standing.newest_on:%d/%m/%Y}"
    if is_first:
        return f"{told} · có {newest}"
    return f"{newest[:1].upper()}{newest[1:]} · bản đầu {told[:1].lower()}{told[1:]}"


def deadline_words(page: ReportPage) -> str:
    """Say until when the figures are, when they close and by when they are sent."""
    standing, parts = page.standing, []
    if page.grid.as_of is not None:
        parts.append("Tính đến hôm nay")
    closes = f"chốt {standing.closes_on:%d/%m/%Y}"
    if standing.sent_by is not None:
        closes += f", hạn gửi {standing.sent_by:%d/%m/%Y} ({standing.sent_within})"
        if standing.state is not ReportState.SENT and standing.sent_by < page.today:
            closes += f", quá hạn {(page.today - standing.sent_by).days} ngày"
    parts.append(closes)
    told = " · ".join(parts)
    return f"{told[:1].upper()}{told[1:]}"
