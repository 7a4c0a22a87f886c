"""Thêm chỉ tiêu, Sửa chỉ tiêu: by which plan, measured by what, how much, until when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.reports.codes import PeriodKind, TargetRule, WindowRule
from rehabdesk.domain.reports.periods import ReportPeriod, Window
from rehabdesk.domain.reports.typed_values import read_value
from rehabdesk.domain.reports.values import Value
from rehabdesk.services.office import Work
from rehabdesk.services.targets.facts import PlanFacts, TargetFacts
from rehabdesk.services.targets.keeping import add_target, add_with_plan, correct_target
from rehabdesk.services.targets.sheet import Choices, TargetRow
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

NEW_PLAN = 0
PERIODS = (
    (WindowRule.CALENDAR, "Năm dương lịch"),
    (WindowRule.ND09, "Từ 15/12 đến 14/12 (Nghị định 09/2019/NĐ-CP)"),
    (WindowRule.CUSTOM, "Từ ngày đến ngày tự chọn"),
)
MANAGED = "S11"  # persons under management at the end: what most shares are taken of
TYPED = ""  # nothing counts it: what is reached is typed
DAY_WIDTH, AMOUNT_WIDTH, UNIT_WIDTH = 134, 110, 120
_NEW = ("issuer", "short_name", "plan_name", "number", "plan_on")


class NumberField(TextField):
    """A number as it is typed in a plan: "24", "1.200", "60,5"."""

    @property
    def amount(self) -> Value | None:
        try:
            return read_value(self.value.removesuffix("%"), "%") if self.value else None
        except Refusal:
            return None

    @property
    def error(self) -> str:
        return "" if self.amount is not None else "Gõ số, ví dụ 24 hoặc 60."


class TargetDialog(FormDialog):
    kept = Signal(object)  # Made

    def __init__(
        self,
        desk: Desk,
        choices: Choices,
        year: int,
        parent: QWidget,
        row: TargetRow | None = None,
    ) -> None:
        title = "Thêm chỉ tiêu" if row is None else "Sửa chỉ tiêu"
        super().__init__(title, "&Thêm" if row is None else "&Lưu", parent, WIDTHS[3])
        self._desk, self._choices, self._year, self._row = desk, choices, year, row
        self._proposed_name = ""
        self._is_proposed_share = False
        today, calendar = days(desk)
        plans = [(each.id, each.words) for each in choices.plans]
        self.plan = ComboField([*plans, (NEW_PLAN, "Kế hoạch mới")])
        self.issuer, self.short_name = TextField("", "UBND tỉnh"), TextField("", "KH 41")
        self.plan_name = TextField(f"Kế hoạch phòng, chống ma túy năm {year}")
        self.number = TextField(placeholder="41/KH-UBND")
        self.plan_on = DateField(today(), None, needs_day=True, calendar=calendar)
        codes = [(code, f"{name} ({unit})") for code, name, unit in choices.codes]
        self.code = ComboField([(TYPED, "Không đếm được, tự ghi số đã đạt"), *codes])
        self.name = TextField(placeholder="Buổi tuyên truyền")
        self.unit = TextField(placeholder="buổi, người…")
        self.rule = ComboField([(each, each.label) for each in TargetRule])
        self.amount = NumberField()
        self.share = ComboField([(False, "con số"), (True, "tỷ lệ %")])
        self.base = ComboField(codes)
        self.period = ComboField(list(PERIODS))
        self.from_on = DateField(today(), None, needs_day=True, calendar=calendar)
        self.until_on = DateField(today(), None, needs_day=True, calendar=calendar)
        self.note = TextBox(lines=2)
        self._lay_out()
        self._begin(row)

    def _lay_out(self) -> None:
        for field in (self.from_on, self.until_on, self.plan_on):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.amount.setFixedWidth(Style.current.length(AMOUNT_WIDTH))
        self.unit.setFixedWidth(Style.current.length(UNIT_WIDTH))
        self.add_row(
            Entry("plan", "Giao th&eo", self.plan),
            Entry("plan_name", "Tên kế ho&ạch", self.plan_name),
        )
        self.add_row(
            Entry("issuer", "Nơi gia&o", self.issuer),
            Entry("short_name", "Gọi tắt", self.short_name),
            Entry("number", "&Số văn bản", self.number),
            Entry("plan_on", "Ngày văn &bản", self.plan_on, stretch=0),
        )
        self.add_row(
            Entry("code", "Tính theo số liệu", self.code),
            Entry("base_code", "T&rên tổng số", self.base),
        )
        self.add_row(
            Entry("name", "Tên chỉ tiê&u", self.name),
            Entry("unit", "Đơn &vị", self.unit, stretch=0),
            Entry("rule", "Cách tín&h", self.rule, stretch=0),
            Entry("amount", "Đượ&c giao", self.amount, stretch=0),
            Entry("share", "Giao bằn&g", self.share, stretch=0),
        )
        self.add_row(
            Entry("period", "&Kỳ tính", self.period),
            Entry("from_on", "Từ ngà&y", self.from_on, stretch=0),
            Entry("until_on", "Hạ&n", self.until_on, stretch=0),
        )
        self.add("note", "Gh&i chú", self.note)

    def _connect(self) -> None:
        self.plan.chosen.connect(lambda _: self._suit())
        self.code.chosen.connect(self._take_code)
        self.rule.chosen.connect(self._take_rule)
        self.share.chosen.connect(self._take_share)
        self.period.chosen.connect(lambda _: self._take_period())

    def _begin(self, row: TargetRow | None) -> None:
        """Start from the target there is, or from the latest plan and a calendar year."""
        if row is None:
            plans = self._choices.plans
            self.plan.value = plans[0].id if plans else NEW_PLAN
            self.code.value, self.rule.value = TYPED, TargetRule.AT_LEAST
            self.share.value = False
            self.base.value = MANAGED
            self.period.value = WindowRule.CALENDAR
            self._take_period()
        else:
            self._show_facts(row.target.facts)
        self._connect()
        self._suit()

    def _show_facts(self, facts: TargetFacts) -> None:
        self.plan.value, self.code.value = facts.plan_id, facts.code
        self.name.value, self.unit.value = facts.name, facts.unit
        self.rule.value, self.share.value = facts.rule, facts.is_per_cent
        self.amount.value = facts.amount.words
        self.base.value = facts.base_code or None
        self.from_on.value, self.until_on.value = facts.from_on, facts.until_on
        self.note.value = facts.note
        self.period.value = self._rule_of(facts)

    def _rule_of(self, facts: TargetFacts) -> WindowRule:
        if facts.from_on is None or facts.until_on is None:
            return WindowRule.CUSTOM
        for rule in (WindowRule.CALENDAR, WindowRule.ND09):
            begins = facts.from_on == _year_window(rule, self._year).first
            if begins and facts.until_on == _year_window(rule, facts.until_on.year).last:
                return rule
        return WindowRule.CUSTOM

    def _take_code(self, code: str | None) -> None:
        """Propose the name and the unit of what it is measured by."""
        found = next((each for each in self._choices.codes if each[0] == code), None)
        if found is not None:
            if self.name.value in {"", self._proposed_name}:
                self.name.value = self._proposed_name = found[1]
            self.unit.value = found[2]
            is_share = found[2] == "%"
            if is_share or self._is_proposed_share:
                self.share.value = self._is_proposed_share = is_share
        self._suit()

    def _take_share(self, _: object) -> None:
        self._is_proposed_share = False
        self._suit()

    def _take_rule(self, _: object) -> None:
        self._take_period()
        self._suit()

    def _take_period(self) -> None:
        rule = self.period.value
        if rule in {WindowRule.CALENDAR, WindowRule.ND09} and rule is not None:
            window = _year_window(rule, self._year)
            self.from_on.value = window.first
            keeps = self.rule.value is TargetRule.REACHED_BY and self.until_on.day is not None
            self.until_on.value = self.until_on.day if keeps else window.last

    def _suit(self) -> None:
        """Ask only for what is needed beside what has been chosen."""
        is_new = self.plan.value == NEW_PLAN
        for name in _NEW:
            self.form.box(name).setVisible(is_new)
        is_share = bool(self.share.value)
        unit = next((each[2] for each in self._choices.codes if each[0] == self.code.value), "")
        needs_base = is_share and self.code.value != TYPED and unit != "%"
        self.form.box("base_code").setVisible(needs_base)
        is_goal = self.rule.value is TargetRule.REACHED_BY
        self.form.box("share").setEnabled(not is_goal)
        self.form.box("amount").label.setText("Tổng &số" if is_goal else "Đượ&c giao")
        is_own = self.period.value is WindowRule.CUSTOM
        self.from_on.setEnabled(is_own)
        self.until_on.setEnabled(is_own or is_goal)
        self.make_room()

    @property
    def facts(self) -> TargetFacts:
        is_goal = self.rule.value is TargetRule.REACHED_BY
        return TargetFacts(
            self.plan.value or None,
            self.name.value,
            self.amount.amount or Value(0),
            self.from_on.day,
            self.until_on.day,
            self.code.value or TYPED,
            self.base.value or "" if self.form.box("base_code").isVisibleTo(self) else "",
            self.unit.value,
            self.rule.value or TargetRule.AT_LEAST,
            bool(self.share.value) and not is_goal,
            self.note.value,
        )

    @property
    def plan_facts(self) -> PlanFacts:
        until = self.until_on.day
        return PlanFacts(
            self.plan_name.value,
            self.issuer.value,
            self._year,
            max(self._year, until.year if until else self._year),
            self.short_name.value,
            self.number.value,
            self.plan_on.day,
        )

    def submit(self) -> None:
        if not self.isVisible():  # written down already: a second press is none
            return
        facts = self.facts
        if self._row is not None:
            told = self._row.target
            edit = Edit(told.facts, facts, told.version, partial(_correcting, told.id))
            settled(self._desk, self, edit, self._tell)
            return
        if self.plan.value == NEW_PLAN:
            act = partial(add_with_plan, plan=self.plan_facts, facts=facts)
        else:
            act = partial(add_target, facts=facts)
        self._desk.do(self, act, self._tell)

    def _tell(self, made: Made) -> None:
        self.accept()
        self.kept.emit(made)


def _year_window(rule: WindowRule, year: int) -> Window:
    return ReportPeriod(PeriodKind.YEAR, year, 0, rule).window


def _correcting(target_id: int, facts: TargetFacts, version: int) -> Callable[[Work], Made]:
    return partial(correct_target, target_id=target_id, version=version, facts=facts)
