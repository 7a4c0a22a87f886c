"""Ghi số đã đạt, where nothing counts it; Sửa kế hoạch, with its scan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.reports.codes import TargetRule
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import PlanFacts, Reached
from rehabdesk.services.targets.keeping import note_reached
from rehabdesk.services.targets.plans import PlanRow, correct_plan, read_plan_scan
from rehabdesk.services.targets.sheet import TargetRow
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.targets.dialog import DAY_WIDTH, NumberField

YEAR_WIDTH = 96


class ReachedDialog(FormDialog):
    kept = Signal(object)  # Made

    def __init__(self, desk: Desk, row: TargetRow, parent: QWidget) -> None:
        super().__init__("Ghi số đã đạt", "&Ghi", parent)
        self._desk, self._row = desk, row
        today, calendar = days(desk)
        self._today = today()
        self.reached = NumberField()
        self.on = DateField(today(), today(), needs_day=True, calendar=calendar)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        unit = "%" if row.target.facts.is_per_cent else row.target.facts.unit
        self.add_row(
            Entry("reached", f"&Số đã đạt ({unit})" if unit else "&Số đã đạt", self.reached),
            Entry("reached_on", "Tính đến &ngày", self.on, stretch=0),
        )
        told = [f"{day:%d/%m/%Y}: {value.words}" for day, value in row.target.reached.items()]
        before = f" Đã ghi: {'; '.join(told[-3:])}." if told else ""
        self.message.say("info", f"{row.name}, {_asked(row)}.{before}")

    def submit(self) -> None:
        if not self.isVisible():
            return
        told, on = self._row.target, self.on.day or self._today
        read = Reached(told.reached)
        typed = Reached({**told.reached, on: self.reached.amount or Value(0)})
        edit = Edit(read, typed, told.version, partial(_noting, told.id, on))
        settled(self._desk, self, edit, self._tell)

    def _tell(self, made: Made) -> None:
        self.accept()
        self.kept.emit(made)


def _asked(row: TargetRow) -> str:
    facts, words = row.target.facts, row.target.amount_words
    if facts.rule is TargetRule.REACHED_BY:
        return f"{facts.amount.words} {facts.unit}, {words}"
    return f"được giao {words}"


class YearField(TextField):
    @property
    def year(self) -> int:
        return int(self.value) if self.value.isdigit() else 0

    @property
    def error(self) -> str:
        return "" if self.year else "Gõ năm, ví dụ 2026."


class PlanDialog(FormDialog):
    kept = Signal(object)  # Made

    def __init__(self, desk: Desk, habits: QSettings, plan: PlanRow, parent: QWidget) -> None:
        super().__init__("Sửa kế hoạch", "&Lưu", parent, WIDTHS[1])
        self._desk, self._habits, self._plan = desk, habits, plan
        self._scan: tuple[str, bytes] | None = None
        today, calendar = days(desk)
        facts = plan.facts
        self.name = TextField(facts.name)
        self.issuer = TextField(facts.issuer)
        self.short_name = TextField(facts.short_name)
        self.number = TextField(facts.number)
        self.on = DateField(today(), facts.on, needs_day=True, calendar=calendar)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.from_year, self.until_year = (
            YearField(str(facts.from_year)),
            YearField(str(facts.until_year)),
        )
        for field in (self.from_year, self.until_year):
            field.setFixedWidth(Style.current.length(YEAR_WIDTH))
        self.note = TextBox(facts.note, lines=2)
        self.drop = DropArea(habits)
        self.drop.show_file(plan.scan_name)
        self.drop.chosen.connect(self.take_scan)
        self.pages_button = KeyButton("&Xem bản quét", kind="link", is_small=True)
        self.pages_button.setEnabled(bool(plan.scan_name))
        self.pages_button.clicked.connect(self._show_pages)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add("plan_name", "Tên &kế hoạch", self.name)
        self.add_row(
            Entry("issuer", "Nơi gia&o", self.issuer),
            Entry("short_name", "Gọi tắ&t", self.short_name),
        )
        self.add_row(
            Entry("number", "&Số văn bản", self.number),
            Entry("plan_on", "N&gày văn bản", self.on, stretch=0),
            Entry("from_year", "Từ &năm", self.from_year, stretch=0),
            Entry("until_year", "&Đến năm", self.until_year, stretch=0),
        )
        self.add("note", "Gh&i chú", self.note)
        self.add("scan", "&Bản quét của văn bản (ảnh hoặc PDF)", self.drop)
        self.add_fact(self.pages_button)

    def take_scan(self, path: Path) -> None:
        self._desk.run(self, partial(read_scan, path), partial(self._keep_scan, path.name))

    def _keep_scan(self, name: str, content: bytes) -> None:
        self._scan = (name, content)
        self.drop.show_file(name)

    def _show_pages(self) -> None:
        def show(found: tuple[str, bytes]) -> None:
            PaperDialog(self._desk, self._habits, *found, self).open()

        self._desk.look(self, partial(read_plan_scan, plan_id=self._plan.id), show, "scan")

    def submit(self) -> None:
        if not self.isVisible():
            return
        facts = PlanFacts(
            self.name.value,
            self.issuer.value,
            self.from_year.year,
            self.until_year.year,
            self.short_name.value,
            self.number.value,
            self.on.day,
            self.note.value,
        )
        plan, scan = self._plan, self._scan

        def act_of(facts: PlanFacts, version: int) -> Callable[[Work], Made]:
            told = partial(correct_plan, plan_id=plan.id, version=version)
            return partial(told, facts=facts, scan=scan)

        settled(self._desk, self, Edit(plan.facts, facts, plan.version, act_of), self._tell)

    def _tell(self, made: Made) -> None:
        self.accept()
        self.kept.emit(made)


def _noting(target_id: int, on: date, typed: Reached, version: int) -> Callable[[Work], Made]:
    value = typed.reached[on]
    return partial(note_reached, target_id=target_id, version=version, on=on, value=value)
