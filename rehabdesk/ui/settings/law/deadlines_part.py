"""All deadlines with unit, amount and article; what the office set, why, and from when."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from rehabdesk.domain.codes import DeadlineUnit, Right
from rehabdesk.domain.teamwork.supports.coming import USUAL, SupportDays
from rehabdesk.services.law.contact_days import contact_days
from rehabdesk.services.law.deadlines import OfficeValue
from rehabdesk.services.law.setting_deadlines import (
    DeadlineRow,
    LawDeadlines,
    list_deadlines_by_law,
)
from rehabdesk.services.law.signed_copies import copy_days
from rehabdesk.services.supports.days import support_days
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.law.deadline_dialogs import (
    BackDialog,
    ContactDaysDialog,
    CopyDaysDialog,
    DeadlineDialog,
    copies_words,
    meetings_words,
)
from rehabdesk.ui.settings.law.details import Details, let_shrink
from rehabdesk.ui.settings.law.support_days_dialog import SupportDaysDialog, support_days_words
from rehabdesk.ui.settings.lists import day_words
from rehabdesk.ui.settings.part import SettingsPart

HINT = (
    "Hạn của luật giữ nguyên; xã đặt mức riêng thì hiện cả hai mức và lý do. "
    "Hạn luật không nêu là do xã đặt."
)


class DeadlinesPart(SettingsPart):
    """Read by everybody; an office value is set by the administrator, with its reason."""

    WATCHES = frozenset({"deadline_rule", "legal_pack", "office_setting"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__(desk, "Hạn việc")
        self._laws: dict[str, LawDeadlines] = {}
        self.law = ComboField[str]()
        self.law.setAccessibleName("Theo luật")
        self.law.fit_choices()
        self.table = ListTable(Rows(COLUMNS, self), "settings/deadlines", habits)
        self.set_button = KeyButton("&Xã đặt mức khác…", "F2", "edit")
        self.back_button = KeyButton("&Về mức của luật…")
        self.details = Details()
        self.copies = QLabel()
        self.copies_button = KeyButton("Đổ&i…", is_small=True)
        self._copy_days = 0
        self.meetings = QLabel()
        self.meetings_button = KeyButton("Đổi…", is_small=True)
        self._contact_days = 0
        self.supports = QLabel()
        self.supports_button = KeyButton("Đổi…", is_small=True)
        self._support_days = USUAL
        self._assemble()

    def refresh(self) -> None:
        self._desk.look(self, list_deadlines_by_law, self._show, "deadlines")
        self._desk.look(self, copy_days, self._show_copies, "copies")
        self._desk.look(self, contact_days, self._show_meetings, "meetings")
        self._desk.look(self, support_days, self._show_supports, "supports")

    def _assemble(self) -> None:
        hint = QLabel(HINT)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        self.buttons.addWidget(self.law)
        actor = self._desk.office.actor if self._desk.office else None
        self._may_set = actor is not None and actor.may(Right.KEEP_OFFICE)
        if self._may_set:
            self.buttons.addWidget(self.back_button)
            self.buttons.addWidget(self.set_button)
            self.table.opened.connect(self._set)
        for widget in (hint, self.table):
            self.body.addWidget(widget, int(widget is self.table))
        self.body.addWidget(self.details)
        self.copies_button.setAccessibleName("Đổi số ngày nhắc đính bản đã ký")
        self.meetings_button.setAccessibleName("Đổi số ngày nhắc gặp gỡ")
        self.body.addLayout(self._own_rule(self.copies, self.copies_button))
        self.body.addLayout(self._own_rule(self.meetings, self.meetings_button))
        self.supports_button.setAccessibleName("Đổi số ngày nhắc về hỗ trợ")
        self.body.addLayout(self._own_rule(self.supports, self.supports_button))
        let_shrink(self.table)
        self.table.setAccessibleName("Hạn việc")
        self.law.chosen.connect(self._show_law)
        self.copies_button.clicked.connect(self._set_copies)
        self.meetings_button.clicked.connect(self._set_meetings)
        self.supports_button.clicked.connect(self._set_supports)
        self.set_button.clicked.connect(self._set)
        self.back_button.clicked.connect(self._go_back)
        self.table.moved_to.connect(self._note_row)
        self.setFocusProxy(self.table)

    def _own_rule(self, words: QLabel, button: KeyButton) -> QHBoxLayout:
        """Lay out a rule no law knows of, apart from the deadlines of the law."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(button)
        row.addStretch(1)
        if not self._may_set:
            button.hide()
        return row

    def _show_meetings(self, days: int) -> None:
        self._contact_days = days
        self.meetings.setText(f"Lệ riêng của xã: {_lower(meetings_words(days))}.")

    def _set_meetings(self) -> None:
        self._open(ContactDaysDialog(self._desk, self._contact_days, self))

    def _show_supports(self, days: SupportDays) -> None:
        self._support_days = days
        self.supports.setText(f"Lệ riêng của xã: {_lower(support_days_words(days))}.")

    def _set_supports(self) -> None:
        self._open(SupportDaysDialog(self._desk, self._support_days, self))

    def _show_copies(self, days: int) -> None:
        self._copy_days = days
        self.copies.setText(f"Lệ riêng của xã: {_lower(copies_words(days))}.")

    def _set_copies(self) -> None:
        self._open(CopyDaysDialog(self._desk, self._copy_days, self))

    def _show(self, laws: tuple[LawDeadlines, ...]) -> None:
        self._laws = {law.id: law for law in laws}
        self.law.offer([(law.id, law.name) for law in laws])
        self._show_law(self.law.value)

    def _show_law(self, law_id: str | None) -> None:
        law = self._laws.get(law_id or "")
        self.table.show_rows(law.rows if law else ())
        self._note_row(self.table.current)

    def _note_row(self, row: DeadlineRow | None) -> None:
        self.set_button.setEnabled(row is not None)
        self.back_button.setEnabled(row is not None and row.office is not None)
        self.details.tell(row.deadline.label if row else "", _told(row) if row else ())

    def _set(self, *_: object) -> None:
        row, law = self.table.current, self._laws.get(self.law.value or "")
        if row is not None and law is not None:
            self._open(DeadlineDialog(self._desk, row, law.on, self))

    def _go_back(self) -> None:
        row, law = self.table.current, self._laws.get(self.law.value or "")
        if row is not None and row.office is not None and law is not None:
            self._open(BackDialog(self._desk, row.deadline, row.office, law.on, self))

    def _open(self, dialog: FormDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _told(row: DeadlineRow) -> list[str]:
    deadline = row.deadline
    whose = "Mức mặc định" if deadline.is_office else "Luật"
    counted = f"{deadline.span.words} {deadline.counted_from_words}"
    told = [f"{whose}: {counted}. {deadline.source}. Người làm: {deadline.who.label}."]
    if deadline.why:
        told.append(deadline.why)
    values = [*((row.office,) if row.office else ()), *row.others]
    return told + [_value_words(value) for value in values]


def _value_words(value: OfficeValue) -> str:
    return (
        f"Xã đặt {value.span.words}, {_days(value)}: {value.reason} "
        f"({value.set_by}, {value.set_at:%d/%m/%Y})."
    )


def _days(value: OfficeValue) -> str:
    return f"từ {day_words(value.from_on)} đến {day_words(value.until_on)}"


def _office_words(row: DeadlineRow) -> str:
    if row.office is not None:
        return row.office.span.words
    return "Mặc định" if row.deadline.is_office else ""


def _office_sign(row: DeadlineRow) -> Sign | None:
    return Sign("building_multiple", "accent") if row.is_office else None


def _hours(row: DeadlineRow) -> int:
    return row.deadline.span.amount * _HOURS[row.deadline.span.unit]


_HOURS = {
    DeadlineUnit.HOURS: 1,
    DeadlineUnit.DAYS: 24,
    DeadlineUnit.WORKING_DAYS: 24,
    DeadlineUnit.MONTHS: 730,
}
COLUMNS = (
    Column[DeadlineRow](
        "Hạn việc", lambda row: row.deadline.label, width=300, is_subject=True, is_stretched=True
    ),
    Column[DeadlineRow]("Số", lambda row: row.deadline.span.count, _hours, width=74, align="right"),
    Column[DeadlineRow]("Cách đếm", lambda row: row.deadline.counted, width=180),
    Column[DeadlineRow]("Điều khoản", lambda row: row.deadline.citation.short, width=150),
    Column[DeadlineRow]("Xã đặt", _office_words, sign=_office_sign, width=140),
    Column[DeadlineRow]("Người làm", lambda row: row.deadline.who.label, width=160, is_hidden=True),
    Column[DeadlineRow](
        "Tính từ", lambda row: row.deadline.counted_from_words, width=220, is_hidden=True
    ),
    Column[DeadlineRow](
        "Lý do", lambda row: row.office.reason if row.office else "", width=200, is_hidden=True
    ),
)
