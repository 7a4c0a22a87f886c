"""The bodies of law, to be read: days in force, terms and deadlines with their articles, forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTabWidget

from rehabdesk.domain.regime import Deadline, Regime
from rehabdesk.services.regimes import LegalFrame, list_regimes
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.lists import day_words
from rehabdesk.ui.settings.part import SettingsPart

MONTHS = 12
SHOWN = 4  # laws in sight at once
_PARTS = {
    "letterhead": "Đầu trang",
    "body": "Lời văn",
    "bases": "Căn cứ",
    "signature": "Khối ký",
    "recipients": "Nơi nhận",
}


@dataclass(frozen=True, slots=True)
class LawRow:
    """A law or a decree as one line."""

    id: str
    title: str
    regime: Regime
    is_now: bool
    used_for: str


@dataclass(frozen=True, slots=True)
class TermRow:
    id: str
    label: str
    count: str
    counted: str
    article: str


@dataclass(frozen=True, slots=True)
class FormRow:
    id: str
    title: str
    regime: str
    part: str
    confidence: str


class LawPart(SettingsPart):
    """The day of signing chooses; nothing here is changed by hand."""

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__(desk, "Căn cứ pháp lý")
        self.laws = ListTable(Rows(LAWS, self), "settings/laws", habits)
        self.terms = ListTable(Rows(TERMS, self), "settings/terms", habits)
        self.forms = ListTable(Rows(FORMS, self), "settings/forms", habits)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.terms, "&Thời hạn, hạn việc")
        self.tabs.addTab(self.forms, "&Mẫu văn bản, từng phần lấy từ đâu")
        self.message.say(
            "info",
            "Ngày ký của quyết định chọn căn cứ, mẫu và thời hạn. Quyết định ký ngày 30/06/2026 "
            "theo Luật 73/2021; ký từ 01/07/2026 theo Luật 120/2025.",
        )
        self.body.addWidget(self.laws)
        self.body.addWidget(self.tabs, 1)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.laws.setAccessibleName("Luật và nghị định")
        self.terms.setAccessibleName("Thời hạn, hạn việc")
        self.forms.setAccessibleName("Mẫu văn bản")
        self.laws.moved_to.connect(self._show_regime)
        self.setFocusProxy(self.laws)

    def refresh(self) -> None:
        self._desk.look(self, list_regimes, self._show, "regimes")

    def _show(self, frame: LegalFrame) -> None:
        newest = reversed(frame.regimes)
        self.laws.show_rows([row for regime in newest for row in _laws(regime, frame.today)])

    def _measure(self) -> None:
        style = Style.current
        self.laws.setFixedHeight(style.size("header") + SHOWN * style.size("row") + 2)

    def _show_regime(self, row: LawRow | None) -> None:
        if row is not None:
            self.tabs.setTabToolTip(0, row.regime.name)
            self.terms.show_rows(_terms(row.regime))
            self.forms.show_rows(_forms(row.regime))


def _laws(regime: Regime, today: date) -> list[LawRow]:
    is_now = regime.covers(today)
    deadlines = f"{len(regime.terms) + len(regime.deadlines)} hạn"
    forms = f"{len(regime.forms)} mẫu của UBND xã"
    return [
        LawRow(f"{regime.id}/law", regime.law, regime, is_now, deadlines),
        LawRow(f"{regime.id}/decree", regime.decree, regime, is_now, forms),
    ]


def _terms(regime: Regime) -> list[TermRow]:
    terms = [
        TermRow(
            term.id,
            f"Thời hạn quản lý sau cai, {term.label}",
            _months(term.months),
            f"từ {term.counted_from}",
            term.article,
        )
        for term in regime.terms
    ]
    rest = [
        TermRow(each.id, each.label, *_counted(each), each.article) for each in regime.deadlines
    ]
    return terms + rest


def _months(count: int) -> str:
    return f"{count // MONTHS:02d} năm" if count % MONTHS == 0 else f"{count} tháng"


def _counted(deadline: Deadline) -> tuple[str, str]:
    if deadline.working_days is not None:
        return f"{deadline.working_days:02d} ngày", f"ngày làm việc, {deadline.counted_from}"
    if deadline.hours is not None:
        return f"{deadline.hours} giờ", f"tính cả ngày nghỉ, {deadline.counted_from}"
    return f"{deadline.days or 0:02d} ngày", f"ngày thường, {deadline.counted_from}"


def _forms(regime: Regime) -> list[FormRow]:
    return [
        FormRow(f"{form.id}/{part}", form.title, regime.name, _PARTS.get(part, part), words)
        for form in regime.forms.values()
        for part, words in form.confidence.items()
    ]


def _state(row: LawRow) -> str:
    return "Đang áp dụng" if row.is_now else "Hết, giữ cho hồ sơ cũ"


def _state_sign(row: LawRow) -> Sign:
    return Sign("checkmark_circle", "ok") if row.is_now else Sign("circle", "neutral")


LAWS = (
    Column[LawRow]("Văn bản", lambda row: row.title, width=400, is_subject=True),
    Column[LawRow](
        "Từ ngày",
        lambda row: day_words(row.regime.in_force_from),
        lambda row: row.regime.in_force_from,
        width=92,
    ),
    Column[LawRow](
        "Đến ngày",
        lambda row: day_words(row.regime.in_force_until),
        lambda row: row.regime.in_force_until or date.max,
        width=92,
    ),
    Column[LawRow]("Tình trạng", _state, sign=_state_sign, width=190),
    Column[LawRow]("Dùng cho", lambda row: row.used_for, width=130, is_stretched=True),
)
TERMS = (
    Column[TermRow]("Hạn", lambda row: row.label, width=380, is_subject=True),
    Column[TermRow]("Số", lambda row: row.count, width=76, align="right"),
    Column[TermRow]("Cách đếm", lambda row: row.counted, width=290),
    Column[TermRow]("Điều khoản", lambda row: row.article, width=180, is_stretched=True),
)
FORMS = (
    Column[FormRow]("Mẫu", lambda row: row.title, width=330, is_subject=True),
    Column[FormRow]("Phần", lambda row: row.part, width=90),
    Column[FormRow]("Lấy từ đâu", lambda row: row.confidence, width=500, is_stretched=True),
)
