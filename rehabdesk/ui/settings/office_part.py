"""The office's names in time: what is printed now, a new name from a day on, a correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.places import Units
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.letterhead import LetterheadWords
from rehabdesk.services.office import Work
from rehabdesk.services.offices import (
    ProfileFacts,
    ProfileRow,
    add_profile,
    correct_profile,
    list_profiles,
)
from rehabdesk.services.safekeeping.doorplate import renew_doorplate
from rehabdesk.ui.entry.letterhead import LetterheadPreview
from rehabdesk.ui.entry.office_form import NeededField, OfficeForm
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import DateField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.rows import Column, Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.lists import day_words
from rehabdesk.ui.settings.part import SettingsPart
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

SYMBOL = "QĐ-UBND"
SHOWN = 5  # names in sight at once


class ProfileDialog(FormDialog):
    """The names of a stretch of time; new ones leave those before to the old papers."""

    def __init__(
        self,
        desk: Desk,
        folder: OfficeHome,
        row: ProfileRow,
        parent: QWidget,
        *,
        is_new: bool,
    ) -> None:
        title = "Dùng tên mới từ ngày" if is_new else "Sửa tên cơ quan"
        super().__init__(title, "Dùng tên mới" if is_new else "Lưu", parent, WIDTHS[3])
        self._desk = desk
        self._row, self._is_new = row, is_new
        today = folder.clock().date()
        self.names = OfficeForm(units_of(desk, folder), today)
        self.names.box("symbol").hide()
        self.preview = LetterheadPreview(desk, folder.resources.fonts)
        self.names.edited.connect(self._redraw)
        self.unit = NeededField("Nhập đơn vị soạn thảo.", value=row.facts.drafting_unit_name)
        self.short = NeededField("Nhập chữ viết tắt.", value=row.facts.drafting_unit)
        self.resolution = TextField(row.facts.council_resolution_number)
        self.resolution_on = DateField(today, row.facts.council_resolution_on, needs_day=True)
        self.names.add_row(
            Entry("drafting_unit_name", "Đơn &vị soạn thảo", self.unit),
            Entry("drafting_unit", "Chữ viết t&ắt ở Nơi nhận", self.short),
        )
        self.names.add_row(
            Entry(
                "council_resolution_number", "Nghị quyết HĐND về tổ quản lý: &số", self.resolution
            ),
            Entry("council_resolution_on", "N&gày nghị quyết", self.resolution_on),
        )
        self.names.show_facts(row.facts, SYMBOL)
        if is_new:
            self.names.valid_from.value = today
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(24)
        side_by_side.addWidget(self.names, 1)
        side_by_side.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(side_by_side)
        self.form.hide()
        self.form = self.names
        self.form.past_last.connect(self.accept_button.setFocus)
        self._redraw()

    @property
    def facts(self) -> ProfileFacts:
        return replace(
            self.names.facts(),
            drafting_unit_name=self.unit.value,
            drafting_unit=self.short.value,
            council_resolution_number=self.resolution.value,
            council_resolution_on=self.resolution_on.day,
        )

    def submit(self) -> None:
        if self._is_new:
            self._desk.do(self, partial(add_profile, facts=self.facts), self._close)
        else:
            row = self._row

            def act_of(facts: ProfileFacts, version: int) -> Callable[[Work], None]:
                return partial(correct_profile, profile_id=row.id, version=version, facts=facts)

            settled(self._desk, self, Edit(row.facts, self.facts, row.version, act_of), self._close)

    def _redraw(self) -> None:
        self.preview.show_words(self.names.words)

    def _close(self, _: object) -> None:
        self.accept()
        self._desk.say("Đã lưu")


class OfficePart(SettingsPart):
    WATCHES = frozenset({"office_profile"})

    def __init__(self, desk: Desk, habits: QSettings, folder: OfficeHome) -> None:
        super().__init__(desk, "Cơ quan", Right.KEEP_OFFICE)
        self._folder = folder
        self.new_button = KeyButton("&Dùng tên mới từ ngày…", "Ctrl+N")
        self.edit_button = KeyButton("&Sửa…", "F2", "edit")
        self.table = ListTable(Rows(COLUMNS, self), "settings/office", habits)
        self.table.setAccessibleName("Tên cơ quan theo thời gian")
        self.preview = LetterheadPreview(desk, folder.resources.fonts)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        if self.is_allowed:
            self._lay_out()
            self._connect()

    def _lay_out(self) -> None:
        style = Style.current
        self.buttons.addWidget(self.edit_button)
        self.buttons.addWidget(self.new_button)
        hint = QLabel("Quyết định ký ngày nào in tên cơ quan dùng ngày đó. Tên cũ không mất.")
        hint.setProperty("role", "secondary")
        below = QHBoxLayout()
        below.setSpacing(24)
        below.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.facts, 1)
        self.body.addWidget(hint)
        self.body.addWidget(self.table)
        self.body.addLayout(below)
        self.body.addStretch(1)
        self.table.setFixedHeight(style.size("header") + SHOWN * style.size("row") + 2)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self._add)
        self.edit_button.clicked.connect(self._edit)
        self.table.opened.connect(self._edit)
        self.table.moved_to.connect(self._show_facts)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self._desk.look(self, list_profiles, self.table.show_rows, "rows")

    def _show_facts(self, row: ProfileRow | None) -> None:
        self.edit_button.setEnabled(row is not None)
        if row is None:
            return
        facts, today = row.facts, self._folder.clock().date()
        self.preview.show_words(
            LetterheadWords(
                facts.superior_line, facts.issuing_lines, SYMBOL, facts.place_name, today
            )
        )
        lines = [
            f"Cấp trên nhận báo cáo: {facts.superior_name}",
            f"Địa giới: {facts.commune_full_name}, {facts.province_name}",
            f"Công an: {facts.police_name}",
            f"Đơn vị soạn thảo: {facts.drafting_unit_name} ({facts.drafting_unit})",
        ]
        if facts.council_resolution_number:
            lines.append(f"Nghị quyết HĐND: {facts.council_resolution_number}")
        self.facts.setText("\n".join(lines))

    def _add(self) -> None:
        if rows := self.table.rows.all:
            self._open(rows[0], is_new=True)

    def _edit(self) -> None:
        if (row := self.table.current) is not None:
            self._open(row, is_new=False)

    def _open(self, row: ProfileRow, *, is_new: bool) -> None:
        dialog = ProfileDialog(self._desk, self._folder, row, self, is_new=is_new)
        dialog.accepted.connect(self._renew_plate)
        dialog.open()

    def _renew_plate(self) -> None:
        self._desk.run(self, partial(renew_doorplate, self._folder), self._nothing, name="plate")

    def _nothing(self, _: str) -> None:
        return


COLUMNS = (
    Column[ProfileRow](
        "Tên cơ quan", lambda row: row.facts.committee_name, width=260, is_subject=True
    ),
    Column[ProfileRow]("Cấp trên", lambda row: row.facts.superior_line, width=220),
    Column[ProfileRow](
        "Từ ngày", lambda row: day_words(row.facts.valid_from), lambda row: row.facts.valid_from
    ),
    Column[ProfileRow](
        "Đến ngày",
        lambda row: day_words(row.valid_until),
        lambda row: row.valid_until or date.max,
        is_stretched=True,
    ),
)


def units_of(desk: Desk, folder: OfficeHome) -> Units:
    """Return the places the open office knows; a practice office knows made-up ones too."""
    return desk.office.resources.units if desk.office else folder.resources.units
