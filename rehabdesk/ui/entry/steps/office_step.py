"""The second step: which office this is, and who signs for it."""

from __future__ import annotations

from datetime import date

from rehabdesk.domain.places import Units
from rehabdesk.ui.entry.letterhead import LetterheadPreview
from rehabdesk.ui.entry.office_form import MERGED_ON, OfficeForm
from rehabdesk.ui.entry.step import FirstRunStep
from rehabdesk.ui.entry.steps.signer_rows import SignerRows


class OfficeStep(FirstRunStep):
    def __init__(self, units: Units, today: date, preview: LetterheadPreview) -> None:
        super().__init__(
            "Cơ quan dùng phần mềm này",
            "Tên này in lên đầu mọi quyết định. Sau này sửa được, có ghi ngày bắt đầu dùng.",
        )
        self._preview = preview
        self.form = OfficeForm(units, today)
        self.signers = SignerRows(today, MERGED_ON)
        self.form.edited.connect(self._redraw)
        self.form.past_last.connect(self._go_to_signers)
        self.body.addWidget(self.form)
        self.body.addWidget(self.signers)
        self.body.addStretch(1)

    def arrive(self) -> None:
        self.form.focus_first()
        self._redraw()

    def go_on(self) -> None:
        is_form_right = self.form.check()
        if self.signers.check() and is_form_right:
            self.ready.emit()
        elif not is_form_right:
            self.form.wrong[0].field.setFocus()

    def _redraw(self) -> None:
        self._preview.show_words(self.form.words)

    def _go_to_signers(self) -> None:
        self.signers.rows[0].name.setFocus()
