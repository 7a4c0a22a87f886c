"""Under the roster: what is to be said of the team, and everything of the member chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.standards import Weight
from rehabdesk.services.teams.roster import MemberRow, Roster
from rehabdesk.services.teams.service import ServiceRecord
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.style import Style

HEIGHT = 148
NAMED = 4
ALL_WELL = "Đội hình không có gì phải xem lại."
_STATES = {Weight.ERROR: "danger", Weight.WARNING: "warn", Weight.UNKNOWN: ""}
NOBODY = "Chọn một người để xem thời gian phục vụ, địa bàn, tập huấn, khen thưởng."


class _Card(QFrame):
    """A title over lines of words, scrolled where they are many."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = QLabel(title)
        self.title.setProperty("role", "section")
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(area, 1)

    @property
    def words(self) -> str:
        labels = self._inside.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.text())

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines, each with the state it tells: warn, danger or none."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for state, words in lines:
            self._lines.addWidget(_line(state, words))
        self._lines.addStretch(1)


def _line(state: str, words: str) -> QWidget:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if not state:
        return label
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    picture = Picture("error_circle" if state == "danger" else "warning", state)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return line


class RosterCards(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.team = _Card("Đội hình")
        self.member = _Card("Một thành viên")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.team, 2)
        row.addWidget(self.member, 3)
        self.setFixedHeight(Style.current.length(HEIGHT))
        self.show_member(None, None)

    def show_roster(self, roster: Roster) -> None:
        lines: list[tuple[str, str]] = []
        on = "" if roster.day == roster.today else f" ngày {roster.day:%d/%m/%Y}"
        self.team.title.setText(f"Đội hình{on}: {len(roster.serving)} người")
        if roster.leader_hint:
            lines.append(("danger", roster.leader_hint))
        if roster.size_hint:
            lines.append(("warn", roster.size_hint))
        wrong = [each for each in roster.serving if each.is_wrong]
        if wrong:
            lines.append(("danger", f"{len(wrong)} người không đủ tiêu chuẩn: {_names(wrong)}."))
        unsure = [each for each in roster.serving if each.is_doubtful]
        if unsure:
            lines.append(("warn", f"{len(unsure)} người cần xem lại: {_names(unsure)}."))
        unknown = sum(bool(each.findings) for each in roster.serving)
        if unknown > len(wrong) + len(unsure):
            lines.append(("", f"{unknown} người chưa ghi đủ để xét tiêu chuẩn."))
        idle = roster.helping_nobody
        if idle:
            lines.append(("", f"{len(idle)} người chưa phụ trách ai: {_names(idle)}."))
        self.team.show_lines(lines or [("", ALL_WELL if roster.serving else "")])

    def show_member(self, row: MemberRow | None, record: ServiceRecord | None) -> None:
        if row is None or record is None:
            self.member.title.setText("Một thành viên")
            self.member.show_lines([("", NOBODY)])
            return
        self.member.title.setText(record.full_name)
        states = [(_STATES[each.weight], each.sentence) for each in row.findings]
        told = [("", each.words) for each in record.stretches]
        told += [("", f"{label}: {'; '.join(facts)}") for label, facts in _parts(record) if facts]
        self.member.show_lines([*told, *states])


def _parts(record: ServiceRecord) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("Đang phụ trách", record.helps),
        ("Đã phụ trách", record.helped),
        ("Địa bàn", record.areas),
        ("Tập huấn", record.trainings),
        ("Khen thưởng", record.rewards),
    )


def _names(rows: Sequence[MemberRow]) -> str:
    named = ", ".join(each.full_name for each in rows[:NAMED])
    rest = len(rows) - NAMED
    return f"{named} và {rest} người" if rest > 0 else named
