"""All forms line by line: where the words are from, and the office's own in their place."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.form import Group
from rehabdesk.services.decisions.wording.sample import (
    FieldRow,
    FormsView,
    SamplePaper,
    draw_sample,
    list_fields,
    view_forms,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import FormDialog
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.kit.rows import Rows
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable
from rehabdesk.ui.settings.forms.rows import (
    FORMS,
    LINES,
    FormRow,
    LineRow,
    form_rows,
    line_rows,
    told,
)
from rehabdesk.ui.settings.forms.wording_dialogs import BackDialog, WordingDialog
from rehabdesk.ui.settings.law.details import Details, let_shrink
from rehabdesk.ui.settings.part import SettingsPart

FORMS_WIDTH = 460
HINT = (
    "Lời văn của luật giữ nguyên. Dòng suy luận, dựng lại hoặc tự soạn thì xã đổi được, "
    "có lý do và ngày."
)


class FormsPart(SettingsPart):
    """Read by everybody; reworded by the administrator, and tried out on an invented person."""

    WATCHES = frozenset({"wording_override", "legal_pack"})

    def __init__(self, desk: Desk, habits: QSettings, today: date) -> None:
        super().__init__(desk, "Mẫu văn bản")
        self._habits = habits
        self._today = today
        self._view = FormsView((), {})
        self.group = ComboField[Group | None]([(None, "Mọi mẫu"), *((g, g.label) for g in Group)])
        self.group.setAccessibleName("Nhóm mẫu")
        self.forms = ListTable(Rows(FORMS, self), "settings/forms", habits)
        self.lines = ListTable(Rows(LINES, self), "settings/lines", habits)
        self.doubtful = QCheckBox("Chỉ dòng &xã đổi được")
        self.edit_button = KeyButton("&Đổi lời văn…", "F2", "edit")
        self.back_button = KeyButton("&Về lời văn kèm phần mềm…")
        self.try_button = KeyButton("&In thử", "Ctrl+P", "print")
        self.details = Details()
        self._assemble()

    def refresh(self) -> None:
        self._desk.look(self, view_forms, self._show, "forms")

    def _assemble(self) -> None:
        actor = self._desk.office.actor if self._desk.office else None
        may_change = actor is not None and actor.may(Right.KEEP_OFFICE)
        self.buttons.addWidget(self.group)
        if may_change:
            self.buttons.addWidget(self.back_button)
            self.buttons.addWidget(self.edit_button)
            self.lines.opened.connect(self._edit)
        self.buttons.addWidget(self.try_button)
        hint = QLabel(HINT)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(8)
        for widget in (self.doubtful, self.lines):
            right.addWidget(widget, int(widget is self.lines))
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addWidget(self.forms)
        panes.addLayout(right, 1)
        self.body.addWidget(hint)
        self.body.addLayout(panes, 1)
        self.body.addWidget(self.details)
        let_shrink(self.forms)
        let_shrink(self.lines)
        self._connect()
        self._measure()
        self.setFocusProxy(self.forms)

    def _connect(self) -> None:
        self.forms.setAccessibleName("Các mẫu")
        self.lines.setAccessibleName("Từng dòng của mẫu")
        self.lines.set_empty("Mẫu này không có dòng nào xã đổi được.")
        self.group.chosen.connect(self._show_forms)
        self.doubtful.toggled.connect(self._show_lines)
        self.forms.moved_to.connect(self._show_lines)
        self.lines.moved_to.connect(self._note_line)
        self.edit_button.clicked.connect(self._edit)
        self.back_button.clicked.connect(self._go_back)
        self.try_button.clicked.connect(self._try_out)
        Style.current.changed.connect(self._measure)

    def _show(self, view: FormsView) -> None:
        self._view = view
        self._show_forms()

    def _show_forms(self, *_: object) -> None:
        rows = form_rows(self._view.blocks, self._today)
        group = self.group.value
        self.forms.show_rows([row for row in rows if group in {None, row.group}])
        self._show_lines()

    def _show_lines(self, *_: object) -> None:
        form: FormRow | None = self.forms.current
        self.try_button.setEnabled(form is not None)
        rows = line_rows(self._view, form.id, self._today) if form else []
        if self.doubtful.isChecked():
            rows = [row for row in rows if row.block.can_be_replaced]
        self.lines.show_rows(rows)
        self._note_line(self.lines.current)

    def _note_line(self, row: LineRow | None) -> None:
        self.edit_button.setEnabled(row is not None and row.block.can_be_replaced)
        self.back_button.setEnabled(row is not None and row.is_reworded)
        self.details.tell(row.block.form_title if row else "", told(row) if row else ())

    def _edit(self, *_: object) -> None:
        row = self.lines.current
        if row is not None and row.block.can_be_replaced:
            look = partial(list_fields, form_id=row.block.form_id)
            self._desk.look(self, look, partial(self._open_wording, row), "fields")

    def _open_wording(self, row: LineRow, fields: list[FieldRow]) -> None:
        self._open(WordingDialog(self._desk, row, fields, self))

    def _go_back(self) -> None:
        row = self.lines.current
        override = row.block.override_on(self._today) if row else None
        if row is not None and override is not None:
            self._open(BackDialog(self._desk, override, self._today, self))

    def _try_out(self) -> None:
        form = self.forms.current
        if form is not None:
            self._desk.look(self, partial(draw_sample, form_id=form.id), self._show_paper, "try")

    def _show_paper(self, paper: SamplePaper) -> None:
        dialog = PaperDialog(self._desk, self._habits, paper.name, paper.pdf, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _open(self, dialog: FormDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _measure(self) -> None:
        self.forms.setFixedWidth(Style.current.length(FORMS_WIDTH))
