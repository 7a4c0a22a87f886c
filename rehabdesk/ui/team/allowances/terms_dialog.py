"""Cách tính: factors, resolution and base salary, each from a day on; older ones stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.allowances import PartMonth, Salary
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.wording import thousands
from rehabdesk.services.allowances.terms import (
    KeptTerms,
    NewTerms,
    OfficeTerms,
    factor_words,
    keep_all,
    read_factor,
)
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.team.allowances.dialogs import MoneyField


class FactorField(TextField):
    """A factor as a resolution writes it: 0,6."""

    @property
    def error(self) -> str:
        try:
            read_factor(self.value)
        except Refusal as refusal:
            return str(refusal)
        return ""

    @property
    def factor(self) -> int | None:
        return None if self.error else read_factor(self.value)


class TermsDialog(FormDialog):
    def __init__(self, desk: Desk, kept: KeptTerms, month: Month, parent: QWidget) -> None:
        super().__init__("Cách tính tiền hỗ trợ", "&Lưu", parent, WIDTHS[2])
        self._desk = desk
        self._kept = kept
        terms = [each for each in kept.terms if each.valid_from <= month.first][-1]
        held = [each for each in kept.salaries if each.valid_from <= month.first]
        self._salary = held[-1] if held else kept.salaries[0]
        self._terms = terms
        self.valid_from = DateField(month.first, month.first, needs_day=True)
        self.leader = FactorField(factor_words(terms.leader))
        self.deputy = FactorField(factor_words(terms.deputy))
        self.member = FactorField(factor_words(terms.member))
        self.helper = FactorField("" if terms.helper is None else factor_words(terms.helper))
        self.salary = MoneyField(thousands(self._salary.amount))
        self.salary_basis = TextField(self._salary.basis)
        self.basis = TextField(terms.basis, "Nghị quyết số …/NQ-HĐND ngày …")
        self.helper_basis = TextField(terms.helper_basis, "Nghị quyết số …/NQ-HĐND ngày …")
        self.part = ComboField([(each, each.label) for each in PartMonth])
        self.part.value = terms.part
        self.attendance = QCheckBox("Chỉ tính ai &có mặt ít nhất một buổi trong tháng")
        self.attendance.setChecked(terms.asks_attendance)
        self.signers = TextField("; ".join(kept.signers))
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_row(
            Entry("valid_from", "Áp dụng từ ngà&y", self.valid_from, stretch=0),
            Entry("salary", "&Mức lương cơ sở, đồng", self.salary),
            Entry("salary_basis", "Căn cứ mức lươn&g", self.salary_basis),
        )
        self.add_row(
            Entry("leader", "Đội t&rưởng", self.leader),
            Entry("deputy", "Đội &phó", self.deputy),
            Entry("member", "Đội &viên", self.member),
            Entry("helper", "Người được phân cô&ng, tối đa 0,6", self.helper),
        )
        self.add("basis", "Nghị quyết về chế độ của Độ&i", self.basis)
        self.add("helper_basis", "Nghị quyết về t&hù lao người được phân công", self.helper_basis)
        self.add("part", "&Tháng không đủ", self.part)
        self.form.add_widget(self.attendance)
        self.add("signers", "Chức danh &ký, cách nhau bằng dấu chấm phẩy", self.signers)
        self.set_fact("Chỉ đổi từ ngày áp dụng; bảng đã ký giữ nguyên.")

    def submit(self) -> None:
        day = self.valid_from.day
        if day is None:
            self.message.say("bad", "Ghi ngày bắt đầu áp dụng.")
            return
        terms = replace(
            self._terms,
            valid_from=day,
            leader=self.leader.factor or 0,
            deputy=self.deputy.factor or 0,
            member=self.member.factor or 0,
            helper=self.helper.factor,
            part=self.part.value or PartMonth.DAYS,
            asks_attendance=self.attendance.isChecked(),
            basis=self.basis.value,
            helper_basis=self.helper_basis.value,
        )
        order = NewTerms(
            terms if self._is_new(terms) else None,
            self._new_salary(day),
            tuple(self.signers.value.split(";")),
        )
        self._desk.do(self, partial(keep_all, order=order), self._close)

    def _is_new(self, terms: OfficeTerms) -> bool:
        return replace(terms, valid_from=self._terms.valid_from) != self._terms

    def _new_salary(self, day: date) -> Salary | None:
        amount, basis = self.salary.amount or 0, self.salary_basis.value
        if (amount, basis) == (self._salary.amount, self._salary.basis):
            return None
        return Salary(day, amount, basis)

    def _close(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu cách tính tiền hỗ trợ.")
