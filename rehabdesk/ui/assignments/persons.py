"""The left side of the board: who must have a helper, in three groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from rehabdesk.domain.text import fold
from rehabdesk.services.assignments import Group, ManagedRow
from rehabdesk.ui.kit.lines.leaving import Told
from rehabdesk.ui.kit.lines.painting import RowDelegate
from rehabdesk.ui.kit.rows import BAR, PAD, Column, Index, Role, Rows, Sign
from rehabdesk.ui.kit.style import Style, colour
from rehabdesk.ui.kit.table import ListTable

NOBODY_LEFT = "Ai cũng có người phụ trách."
NO_MATCH = "Không có ai khớp “{}”. Thử bỏ bớt chữ."
TITLES = {
    Group.NOBODY: "Chưa có người phụ trách",
    Group.AWAITING: "Đã ký quyết định, chờ số",
    Group.ASSIGNED: "Đang có người phụ trách",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A person, or the head of a group when there is none."""

    group: Group
    person: ManagedRow | None = None
    count: int = 0

    @property
    def id(self) -> str:
        return f"person:{self.person.person_id}" if self.person else f"group:{self.group}"

    @property
    def title(self) -> str:
        if self.person:
            return self.person.full_name
        if self.group is Group.NOBODY and not self.count:
            return NOBODY_LEFT
        return f"{TITLES[self.group]} · {self.count}"


def lines_of(rows: Sequence[ManagedRow]) -> list[Line]:
    """Put a head before each group; the first group has one even when it is empty."""
    lines: list[Line] = []
    for group in Group:
        members = [row for row in rows if row.group is group]
        if members or (group is Group.NOBODY and rows):
            lines.append(Line(group, count=len(members)))
            lines += [Line(group, row) for row in members]
    return lines


def filtered(rows: Iterable[ManagedRow], words: str, hamlet_id: int | None) -> list[ManagedRow]:
    """Keep whose name, hamlet or helper has all the words, in the hamlet chosen."""
    wanted = fold(words).split()
    kept = []
    for row in rows:
        told = fold(f"{row.full_name} {row.hamlet} {row.helper}")
        if all(word in told for word in wanted) and hamlet_id in {None, row.hamlet_id}:
            kept.append(row)
    return kept


def _hamlet(line: Line) -> str:
    return line.person.hamlet if line.person else ""


def _helper(line: Line) -> str:
    if line.person is None:
        return ""
    return line.person.helper or "Chưa có"


def _helper_sign(line: Line) -> Sign | None:
    is_alone = line.person is not None and line.group is Group.NOBODY
    return Sign("warning", "warn") if is_alone else None


def _since(line: Line) -> str:
    if line.person is None:
        return ""
    if line.group is Group.AWAITING:
        return "chờ số"
    return _day(line.person.since)


def _since_tip(line: Line) -> str:
    if line.person is None or line.group is not Group.NOBODY:
        return ""
    return f"Chưa có người phụ trách từ ngày {_day(line.person.since)}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


COLUMNS = (
    Column[Line](
        "Người được quản lý",
        lambda line: line.title,
        width=165,
        is_subject=True,
        is_stretched=True,
    ),
    Column[Line]("Thôn", _hamlet, width=112),
    Column[Line]("Người phụ trách", _helper, width=126, sign=_helper_sign),
    Column[Line](
        "Từ ngày",
        _since,
        width=96,
        tint=lambda line: "text.secondary" if line.group is Group.AWAITING else None,
        tip=_since_tip,
    ),
)


class Lines(Rows[Line]):
    """A head is ticked when its whole group is; ticking it ticks the group."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(COLUMNS, parent, has_ticks=True)

    @property
    def ticked_persons(self) -> list[ManagedRow]:
        return [line.person for line in self.ticked_rows if line.person]

    def turn(self, identities: Iterable[Hashable], *, is_ticked: bool) -> None:
        given = set(identities)
        heads = {line.group for line in self.all if line.person is None and line.id in given}
        under = {line.id for line in self.all if line.group in heads and line.person}
        super().turn(given | under, is_ticked=is_ticked)
        self._agree()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        is_head = index.isValid() and self.row(index).person is None
        if is_head and role == Role.CheckStateRole:
            return None
        if is_head and self.column(index.column()) is None and role in _WORDS:
            return self.row(index).title
        return super().data(index, role)

    def _agree(self) -> None:
        """Let every head say what all of its members say."""
        ticked = {line.id for line in self.ticked_rows}
        for head in [line for line in self.all if line.person is None]:
            members = {line.id for line in self.all if line.group is head.group} - {head.id}
            is_whole = bool(members) and members <= ticked
            if is_whole != (head.id in ticked):
                super().turn([head.id], is_ticked=is_whole)


class LineDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, Lines) or model.row(index).person is not None:
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        shade = "bg.header"
        if is_current:
            shade = "select" if option.widget.hasFocus() else "select.inactive"
        painter.save()
        painter.fillRect(rect, colour(shade))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colour("accent"))
        painter.setFont(Style.current.font("small", is_strong=True))
        painter.setPen(colour("text.secondary"))
        words = rect.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), model.row(index).title)
        painter.restore()


def _person_of(line: Line) -> int | None:
    return line.person.person_id if line.person else None


class PersonTable(ListTable[Line]):
    """Groups keep their order, so the columns do not sort."""

    def __init__(self, rows: Lines, habits: QSettings) -> None:
        super().__init__(rows, "assignments.persons", habits)
        self.lines = rows
        self.setItemDelegate(LineDelegate(self))
        self.setSortingEnabled(False)
        self.setAccessibleName("Người được quản lý")
        self.told = Told("Người được quản lý và người phụ trách", person=_person_of)

    def rows_to_leave(self) -> Sequence[Line]:
        """Leave the heads of the groups behind: the column of the helper tells them apart."""
        return [line for line in super().rows_to_leave() if line.person]

    @property
    def persons(self) -> list[ManagedRow]:
        """Whom an act goes to: the ticked persons, else the current one."""
        current = self.current
        here = [current.person] if current and current.person else []
        return self.lines.ticked_persons or here

    def show_persons(self, rows: Sequence[ManagedRow]) -> None:
        lines = lines_of(rows)
        is_new = self.current is None
        self.clearSpans()
        self.show_rows(lines)
        for place, line in enumerate(lines):
            if line.person is None:
                self.setSpan(place, 0, 1, self.rows.columnCount())
                self.setRowHeight(place, Style.current.size("row.group"))
        first = next((line.id for line in lines if line.person), None)
        if is_new and first:
            self.choose(first)


_WORDS = {Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole}
