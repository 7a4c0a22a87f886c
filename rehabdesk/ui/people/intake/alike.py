"""The right side of taking in: files like this one, and the card laid beside one of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSettings, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.services.people.card_check import IntakeReview
from rehabdesk.services.people.comparison import CompareRow, Comparison, Verdict
from rehabdesk.services.people.likeness import AlikeRow
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.rows import PAD, Column, Index, Role, Rows, Sign
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

LEAST_ROWS, MOST_ROWS = 1, 4
LEAST_SIDES = 5  # lines of the two sides in sight, however large the letters are
NOTHING_YET = "Gõ họ tên hoặc số. Hồ sơ gần giống hiện ra ở đây trước khi mở hồ sơ mới."
NOBODY = "Chưa có hồ sơ nào giống. Mở hồ sơ mới được."
_SIGNS = {
    Verdict.SAME: Sign("checkmark_circle", "ok"),
    Verdict.DIFFERENT: Sign("warning", "warn"),
    Verdict.ONE_SIDE: Sign("circle", "neutral"),
}
ALIKE_COLUMNS = (
    Column[AlikeRow](
        "Hồ sơ gần giống", lambda row: row.full_name, width=180, is_subject=True, is_stretched=True
    ),
    Column[AlikeRow]("Năm sinh", lambda row: row.birth[-4:], width=80),
    Column[AlikeRow]("Thôn", lambda row: row.hamlet, width=120),
    Column[AlikeRow]("Giống ở", lambda row: row.reasons, width=200),
    Column[AlikeRow](
        "Mức giống",
        lambda row: row.likeness,
        width=100,
        align="right",
        strong=lambda row: row.is_certain,
    ),
)
COMPARE_COLUMNS = (
    Column[CompareRow]("Ô", lambda row: row.label, width=122, tint=lambda _: "text.secondary"),
    Column[CompareRow]("Vừa nhập", lambda row: row.card or "–", width=215),
    Column[CompareRow]("Hồ sơ đã có", lambda row: row.kept or "–", width=215, is_stretched=True),
    Column[CompareRow](
        "So sánh",
        lambda row: row.verdict.label,
        width=150,
        sign=lambda row: _SIGNS[row.verdict],
    ),
)
CARD, KEPT = 1, 2


class CompareRows(Rows[CompareRow]):
    """Says in its heads where the two sides come from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(COMPARE_COLUMNS, parent, identity=lambda row: row.name)
        self._heads: dict[int, str] = {}

    def name_sides(self, card: str, kept: str) -> None:
        self._heads = {CARD: card, KEPT: kept}
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, CARD, KEPT)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role == Role.DisplayRole and section in self._heads:
            return self._heads[section]
        return super().headerData(section, orientation, role)


class CompareDelegate(RowDelegate):
    """Marks the two values that differ, as a marker pen would."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, CompareRows) or index.column() not in {CARD, KEPT}:
            return
        if model.row(index).verdict is not Verdict.DIFFERENT:
            return
        font = Style.current.font()
        metrics = QFontMetrics(font)
        room: QRect = option.rect.adjusted(PAD, 0, -PAD, 0)
        words = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        mark = QRect(room.left(), 0, metrics.horizontalAdvance(words), metrics.height() + 2)
        mark.moveTop(room.center().y() - mark.height() // 2 + 1)
        painter.save()
        painter.fillRect(mark, colour("warn.bg"))
        painter.fillRect(mark.left(), mark.bottom() - 1, mark.width(), 2, colour("warn"))
        painter.setFont(font)
        painter.setPen(colour("text"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()


class AlikePane(QWidget):
    chosen = Signal(object)  # the AlikeRow to compare with, or None
    opened = Signal(object)  # the AlikeRow whose file is to be opened

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self.message = MessageFrame("info", NOTHING_YET)
        self.rows = Rows(ALIKE_COLUMNS, self)
        self.table = ListTable(self.rows, "intake.alike", habits)
        self.table.setAccessibleName("Hồ sơ gần giống")
        self.sides = CompareRows(self)
        self.side_table = ListTable(self.sides, "intake.sides", habits)
        self.side_table.setAccessibleName("So sánh")
        self.side_table.setItemDelegate(CompareDelegate(self.side_table))
        self.side_table.setSortingEnabled(False)
        self.side_table.setProperty("framed", "no")
        self._sheet = self._make_sheet()
        self._lay_out()
        self.table.moved_to.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.horizontalScrollBar().rangeChanged.connect(self._measure)
        Style.current.changed.connect(self._measure)
        self.show_review(None)

    @property
    def current(self) -> AlikeRow | None:
        return self.table.current

    def show_review(self, review: IntakeReview | None) -> None:
        """Show the files alike; None while there is nothing to compare yet."""
        alike = review.alike if review else ()
        self.table.setVisible(bool(alike))
        self._sheet.setVisible(bool(alike))
        self.table.show_rows(alike)
        self._measure()
        if review is None:
            self.message.say("info", NOTHING_YET)
        elif review.certain:
            self.message.say("warn", _already(review.certain))
        elif alike:
            self.message.say(
                "info",
                f"Có {len(alike)} hồ sơ gần giống, chưa hồ sơ nào trùng số. "
                "Xem có phải cùng một người không. Enter mở hồ sơ đã có.",
            )
        else:
            self.message.say("ok", NOBODY)

    def show_comparison(self, comparison: Comparison, *, is_card: bool) -> None:
        mine = "Thẻ vừa quét" if is_card else "Vừa nhập"
        self.sides.name_sides(mine, f"Hồ sơ đã có số {comparison.case_code}")
        self.side_table.show_rows(comparison.rows)
        self.hint.setVisible(bool(comparison.open_questions))

    def _lay_out(self) -> None:
        inside = QWidget()
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(10)
        parts.addWidget(self.message)
        parts.addWidget(self.table)
        parts.addWidget(self._sheet, 1)
        parts.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _make_sheet(self) -> QFrame:
        sheet = QFrame()
        sheet.setObjectName("card")
        self.hint = QLabel(
            "Ô tô nền là chỗ khác nhau. Khi mở hồ sơ đã có, từng chỗ khác sẽ hỏi "
            "“lấy theo thẻ” hay “giữ như cũ”."
        )
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(12, 6, 12, 8)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.side_table, 1)
        layout.addWidget(self.hint)
        return sheet

    def _measure(self) -> None:
        style = Style.current
        lines = min(max(len(self.rows.all), LEAST_ROWS), MOST_ROWS)
        bar = self.side_table.horizontalScrollBar().sizeHint().height()
        is_wide = self.table.horizontalScrollBar().maximum() > 0  # its bar lies over the last line
        below = (bar if is_wide else 0) + 2
        self.table.setFixedHeight(style.size("header") + lines * style.size("row") + below)
        sides = style.size("header") + LEAST_SIDES * style.size("row") + bar + 2
        self.side_table.setMinimumHeight(sides)


def _already(row: AlikeRow) -> str:
    what = row.matches[0]
    return (
        f"Người này đã có hồ sơ. {what[:1].upper()}{what[1:]} {row.number} trùng với hồ sơ số "
        f"{row.case_code}, mở ngày {row.opened_on:%d/%m/%Y}.\n"
        "Chưa có gì được ghi. Nên mở hồ sơ đã có rồi sửa chỗ khác nhau."
    )
