"""The columns of the targets, and how their bars and parts are painted."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QRectF, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from rehabdesk.domain.reports.targets import Outlook
from rehabdesk.services.targets.sheet import TargetRow
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import PAD, Column, Index, Rows, Sign
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

FULL = 100
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own: no limit
GIVES_WAY = frozenset({"Giao theo", "Hạn"})
INDENT, BAR_WIDTH, BAR_HEIGHT, BETWEEN = 16, 110, 6, 8
_SIGNS = {
    Outlook.REACHED: Sign("checkmark_circle", "ok"),
    Outlook.WITHIN: Sign("checkmark_circle", "ok"),
    Outlook.ENOUGH: Sign("clock", "ok"),
    Outlook.SHORT: Sign("warning", "warn"),
    Outlook.MAY_EXCEED: Sign("warning", "warn"),
    Outlook.MISSED: Sign("error_circle", "danger"),
    Outlook.EXCEEDED: Sign("error_circle", "danger"),
    Outlook.LEFT: Sign("circle"),
    Outlook.EARLY: Sign("hourglass"),
    Outlook.AHEAD: Sign("calendar_clock"),
    Outlook.UNKNOWN: Sign("question_circle"),
}
_target = Column[TargetRow]


def bar_tint(row: TargetRow) -> str:
    """Choose the colour of a bar; where a part may fail the whole is looked at too."""
    outlook = row.forecast.outlook
    if outlook.is_reached:
        return "ok"
    if outlook.has_failed:
        return "danger"
    return "warn" if outlook.may_fail or row.short_parts else "accent"


def _forecast_tip(row: TargetRow) -> str:
    short = ", ".join(
        f"{each.name}: {each.forecast.words[:1].lower()}{each.forecast.words[1:]}"
        for each in row.short_parts
    )
    told = (row.forecast.words, row.pace_words, short)
    return "\n".join(part for part in told if part)


def _name_tip(row: TargetRow) -> str:
    target = row.target
    told = f"{row.name}\n{target.given_by}, hạn {target.window.last:%d/%m/%Y}"
    return f"{told}\n{target.facts.note}" if target.facts.note else told


NAME = _target(
    "Chỉ tiêu",
    lambda row: row.name,
    width=220,
    strong=lambda row: not row.is_part,
    tip=_name_tip,
    is_subject=True,
    is_stretched=True,
    paper=lambda row: f"– {row.name}" if row.is_part else row.name,
)
RATE = _target(
    "Tỷ lệ", lambda row: row.rate_words, lambda row: row.rate or 0.0, width=180, tint=bar_tint
)
TARGETS = (
    NAME,
    _target("Giao theo", lambda row: "" if row.is_part else row.target.given_by, width=144),
    _target("Được giao", lambda row: row.target.amount_words, width=102, align="right"),
    _target("Đã đạt", lambda row: row.reached_words, width=110, align="right"),
    RATE,
    _target(
        "Dự báo đến hạn",
        lambda row: row.forecast.words,
        width=200,
        sign=lambda row: _SIGNS[row.forecast.outlook],
        tip=_forecast_tip,
    ),
    _target(
        "Hạn",
        lambda row: "" if row.is_part else f"{row.target.window.last:%d/%m/%Y}",
        lambda row: row.target.window.last,
        width=96,
    ),
)


class TargetDelegate(RowDelegate):
    """Sets the parts in, and draws what is reached as a bar beside its share."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = cast("Rows[Any]", index.model())
        row, column = rows.find_row(index), rows.column(index.column())
        if row is None or column not in {NAME, RATE} or (column is NAME and not row.is_part):
            super().paint(painter, option, index)
            return
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        rect, style = option.rect, Style.current
        self.lines.begin()
        self.lines.ground(painter, rect, is_current=is_current, is_ticked=False)
        cell = rows.cell(index.row(), index.column())._replace(tint=None)
        left = INDENT
        if column is RATE and row.rate is not None:
            self._paint_bar(painter, option, row)
            left = BAR_WIDTH + BETWEEN
        left = style.length(left)
        box = (rect.left() + left, rect.top(), rect.width() - left, rect.height())
        self.lines.words(painter, box, cell, is_current=is_current, is_ticked=False)

    def _paint_bar(self, painter: QPainter, option: QStyleOptionViewItem, row: TargetRow) -> None:
        style, rect = Style.current, option.rect
        width, height = style.length(BAR_WIDTH), style.length(BAR_HEIGHT)
        top = rect.top() + (rect.height() - height) // 2
        track = QRectF(rect.left() + PAD, top, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("bg.header"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        share = max(0.0, min(row.rate or 0.0, FULL)) / FULL
        if share:
            painter.setBrush(colour(bar_tint(row)))
            track.setWidth(max(height, width * share))
            painter.drawRoundedRect(track, height / 2, height / 2)
        painter.restore()


class TargetTable(ListTable[TargetRow]):
    """→ opens the parts of a target, ← closes them; its lines stand in the order of the plans."""

    turned = Signal(object, bool)  # a row, and whether its parts are to be seen

    def __init__(self, rows: Rows[TargetRow], habits: QSettings) -> None:
        self._gave_way: set[int] = set()  # columns hidden for want of room
        super().__init__(rows, "targets", habits)
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(TargetDelegate(self))
        self.setProperty("framed", "no")

    def give_way(self, *, is_narrow: bool) -> None:
        """Let what the tip of a name tells too give way where room is short, and come back."""
        for section, column in enumerate(self.rows.columns):
            if column.title not in GIVES_WAY:
                continue
            if is_narrow and not self.isColumnHidden(section):
                self._gave_way.add(section)
                self.setColumnHidden(section, True)  # noqa: FBT003 -- Qt's own signature
            elif not is_narrow and section in self._gave_way:
                self._gave_way.remove(section)
                self.setColumnHidden(section, False)  # noqa: FBT003 -- Qt's own signature

    def shown_columns(self) -> list[Column[TargetRow]]:
        """Return what goes to paper: what only gave way on the screen goes along."""
        shown = super().shown_columns()
        gone = [self.rows.columns[section] for section in self._gave_way]
        if not gone:
            return shown
        return [each for each in self.rows.columns if each in shown or each in gone]

    def fit_height(self) -> None:
        """Be as high as the lines, so that what is said of them stands right below."""
        count = self.rows.rowCount()
        wanted = self.horizontalHeader().height() + self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        if bar.isVisible():
            wanted += bar.height()
        self.setMaximumHeight(wanted if count else QWIDGETSIZE_MAX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        ways = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        is_open = ways.get(Qt.Key(event.key()))
        if is_open is None or event.modifiers() or row is None:
            super().keyPressEvent(event)
        elif row.is_part or row.parts:
            self.turned.emit(row, is_open)
        else:
            super().keyPressEvent(event)
