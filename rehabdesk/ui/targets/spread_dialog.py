"""Chia xuống thôn, đội…: each part typed or proposed, the sum checked in words while typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.reports.targets import sum_words
from rehabdesk.services.office import Work
from rehabdesk.services.targets.spreading import (
    Part,
    Shares,
    Spreading,
    SpreadTarget,
    Whom,
    spread_target,
)
from rehabdesk.services.team_targets.done import Member
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.team.targets.shares import SharesField


class Kind(Enum):
    HAMLETS = "Thôn, tổ dân phố"
    TEAMS = "Đội"
    UNITS = "Đơn vị gửi báo cáo"
    OTHERS = "Nơi khác"


class SpreadDialog(FormDialog):
    kept = Signal(object)  # Made

    def __init__(self, desk: Desk, spreading: Spreading, parent: QWidget) -> None:
        is_upper = bool(spreading.units)
        title = "Chia xuống các đơn vị" if is_upper else "Chia xuống thôn, đội…"
        super().__init__(title, "&Chia", parent, WIDTHS[1])
        self._desk, self._spreading = desk, spreading
        self._shares = {each.whom: each.amount for each in spreading.parts}
        known = {*spreading.hamlets, *spreading.teams, *spreading.units}
        named = {Kind.UNITS: list(spreading.units)}
        if not is_upper:
            named = {Kind.HAMLETS: list(spreading.hamlets), Kind.TEAMS: list(spreading.teams)}
        self._offered = {
            **named,
            Kind.OTHERS: [each for each in self._shares if each not in known],
        }
        self.kind = ComboField([(each, each.value) for each in self._offered])
        self.other = TextField(placeholder="trường, hội, tổ dân phố ngoài danh mục")
        self.other_button = KeyButton("Thêm &nơi này", is_small=True)
        self.fields: SharesField | None = None
        self._holder = QWidget()
        self._holder.setLayout(QVBoxLayout())
        self._holder.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.even_button = KeyButton("Chia đề&u", is_small=True)
        self.last_button = KeyButton("Theo kết quả năm t&rước", is_small=True)
        self.picture = Picture("circle")
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.kind.value = self._first_kind()
        self._show_kind()

    def _lay_out(self) -> None:
        facts = self._spreading.target.facts
        told = f"Được giao {self._spreading.target.amount_words}"
        self.add("kind", f"{facts.name}. {told}. Chi&a cho", self.kind)
        self.add("other", "Tên &nơi nhận", self.other)
        beside = QHBoxLayout()
        beside.addWidget(self.other_button)
        beside.addStretch(1)
        self.body.addLayout(beside)
        self.body.addWidget(self._holder)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.picture)
        below.addWidget(self.sum, 1)
        self.body.addLayout(below)
        self.add_fact(self.even_button)
        self.add_fact(self.last_button)

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _: self._show_kind())
        self.other_button.clicked.connect(self.add_other)
        self.even_button.clicked.connect(lambda: self._propose(self._spreading.evenly))
        self.last_button.clicked.connect(lambda: self._propose(self._spreading.by_last_year))

    def _first_kind(self) -> Kind:
        """Begin with those who have a part; else with whom the figure can be counted for."""
        for kind, offered in self._offered.items():
            if any(each in self._shares for each in offered):
                return kind
        first = next(iter(self._offered))
        return first if self._offered[first] else Kind.OTHERS

    @property
    def among(self) -> Sequence[Whom]:
        return self._offered[self.kind.value or Kind.OTHERS]

    @property
    def parts(self) -> tuple[Part, ...]:
        order = [each for offered in self._offered.values() for each in offered]
        return tuple(Part(each, self._shares[each]) for each in order if self._shares.get(each))

    def add_other(self) -> None:
        """Give somebody of no list a line of their own."""
        whom = Whom(self.other.value)
        if whom.name and whom not in self._offered[Kind.OTHERS]:
            self._offered[Kind.OTHERS].append(whom)
            self.other.value = ""
            self._show_kind()

    def _show_kind(self) -> None:
        layout = self._holder.layout()
        if self.fields is not None:
            self.fields.hide()
            self.fields.deleteLater()
        lines = [Member(place, each.name, "") for place, each in enumerate(self.among)]
        self.fields = SharesField(lines)
        if layout is not None:
            layout.addWidget(self.fields)
        self._show_shares()
        self.fields.edited.connect(self._take_typed)
        is_other = self.kind.value is Kind.OTHERS
        self.form.box("other").setVisible(is_other)
        self.other_button.setVisible(is_other)
        self.even_button.setEnabled(bool(self.among))
        has_last = any(self._spreading.last_year.get(each) for each in self.among)
        self.last_button.setEnabled(has_last)
        self.last_button.setToolTip("" if has_last else "Năm trước chưa có số liệu để chia theo")
        self._tell_sum()
        self.make_room()

    def _show_shares(self) -> None:
        if self.fields is not None:
            told = {place: self._shares.get(each, 0) for place, each in enumerate(self.among)}
            self.fields.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            self.fields.show_shares(told)
            self.fields.blockSignals(False)  # noqa: FBT003 -- Qt's own signature

    def _take_typed(self) -> None:
        if self.fields is not None:
            typed = self.fields.value
            self._shares |= {each: typed.get(place, 0) for place, each in enumerate(self.among)}
            self._tell_sum()

    def _propose(self, way: object) -> None:
        """Lay a proposal over the parts of those shown; who is not shown keeps nothing."""
        shares: Mapping[Whom, int] = way(self.among) if callable(way) else {}
        self._shares = dict(shares)
        self._show_shares()
        self._tell_sum()

    def _tell_sum(self) -> None:
        amounts = [Decimal(each.amount) for each in self.parts]
        whole = self._spreading.target.facts.amount.number
        if not amounts:
            self.sum.setText("Chưa chia cho ai.")
            self.picture.show_icon("circle", "neutral")
            return
        is_even = sum(amounts) == whole
        self.sum.setText(f"{sum_words(amounts, whole)}.")
        self.picture.show_icon(
            "checkmark_circle" if is_even else "warning", "ok" if is_even else "warn"
        )

    def submit(self) -> None:
        if not self.isVisible():
            return
        told = self._spreading
        read, typed = Shares.of(told.parts), Shares.of(self.parts)
        if len(typed.parts) != len(self.parts):  # named twice: the act says so
            order = SpreadTarget(told.target.id, told.target.version, self.parts, told.seen)
            settled(self._desk, self, partial(spread_target, order=order), self._tell)
            return
        version = (told.target.version, told.seen)
        edit = Edit(read, typed, version, partial(_spreading, told.target.id))
        settled(self._desk, self, edit, self._tell)

    def _tell(self, made: Made) -> None:
        self.accept()
        self.kept.emit(made)


def _spreading(
    target_id: int, shares: Shares, version: tuple[int, frozenset[tuple[int, int]]]
) -> Callable[[Work], Made]:
    number, seen = version
    order = SpreadTarget(target_id, number, shares.as_parts, seen)
    return partial(spread_target, order=order)
