"""Beside a row that is like a kept file: what matches, what differs, and what to do with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.services.importing.orders import (
    AlikeTo,
    Change,
    CheckedRow,
    Choice,
    RowAction,
    RowState,
)
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextBox
from rehabdesk.ui.kit.messages import MessageFrame, OneLine
from rehabdesk.ui.kit.rows import Column, Rows, Sign
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.table import ListTable

HEIGHT = 172
SIDE = 430
NOTHING_ELSE = "Không có ô nào khác. Hồ sơ đã có đủ như trong tệp."
_TAKEN, _KEPT = Sign("checkmark_circle", "ok"), Sign("circle", "neutral")
_MEANWHILE = Sign("warning", "warn")


def to_take(row: CheckedRow) -> frozenset[str]:
    """Return every field a corrected row changes, but not what was changed here meanwhile."""
    return frozenset(each.field for each in row.changes if not each.is_changed_meanwhile)


def _one_line(text: str) -> str:
    return " · ".join(text.splitlines()) or "–"


def _taken_words(change: Change) -> str:
    if change.is_changed_meanwhile and not change.is_taken:
        return "Giữ: đã sửa sau khi xuất"
    return "Lấy theo tệp" if change.is_taken else "Giữ như cũ"


def _taken_sign(change: Change) -> Sign:
    if change.is_changed_meanwhile:
        return _MEANWHILE
    return _TAKEN if change.is_taken else _KEPT


_COLUMNS = (
    Column[Change]("Ô", lambda row: row.label, width=126, tint=lambda _: "text.secondary"),
    Column[Change](
        "Trong tệp",
        lambda row: _one_line(row.in_file),
        width=180,
        is_subject=True,
        is_stretched=True,
    ),
    Column[Change]("Hồ sơ đã có", lambda row: _one_line(row.kept), width=180),
    Column[Change]("Lấy bên nào", _taken_words, width=180, sign=_taken_sign),
)


class AlikePanel(QFrame):
    """Enter or Space on a field takes it from the file, or leaves it as it is."""

    chosen = Signal(object, object)  # the row, and the Choice for it
    opened = Signal(int)  # the person whose file is to be seen

    def __init__(self, habits: QSettings) -> None:
        super().__init__()
        self.setObjectName("card")
        self._row: CheckedRow | None = None
        self.title, self.matches = QLabel(), OneLine()
        self.title.setProperty("role", "title")
        self.matches.setProperty("role", "secondary")
        self.like = ComboField[int]()
        self.like.setAccessibleName("Giống hồ sơ nào")
        self.update_button = KeyButton("Cập &nhật hồ sơ cũ", is_small=True)
        self.create_button = KeyButton("&Vẫn lập hồ sơ mới", is_small=True)
        self.leave_button = KeyButton("&Bỏ qua dòng này", is_small=True)
        self.open_button = KeyButton("&Xem hồ sơ", kind="link", is_small=True)
        self.table = ListTable(
            Rows(_COLUMNS, self, identity=lambda row: row.field), "import-changes", habits
        )
        self.table.setProperty("framed", "no")
        self.table.setAccessibleName("Chỗ khác giữa tệp và hồ sơ đã có")
        self.table.opened.connect(self._turn)
        self.like.chosen.connect(self._choose_file)
        self.update_button.clicked.connect(self._update)
        self.create_button.clicked.connect(self._create)
        self.leave_button.clicked.connect(self._leave_out)
        self.open_button.clicked.connect(self._open)
        self._lay_out()
        Style.current.changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_row(self, row: CheckedRow | None) -> None:
        """Show what is like this row; hidden where there is nothing to choose."""
        self._row = row
        is_useful = row is not None and bool(row.alike or row.changes)
        self.setVisible(is_useful)
        if row is None or not is_useful:
            return
        is_correction = row.state is RowState.UPDATE
        of_row = f"Dòng {row.row_number} · {row.full_name}"
        self.title.setText(f"{of_row}: sửa hồ sơ đã có" if is_correction else f"{of_row} giống:")
        self._offer(row)
        found = self._current_like()
        likeness = _likeness(found) if found else ""
        self.matches.setText(likeness)
        self.matches.setVisible(bool(likeness))
        for button, outcomes in (
            (self.update_button, {ImportOutcome.UPDATED}),
            (self.create_button, {ImportOutcome.CREATED}),
            (self.leave_button, {ImportOutcome.ALIKE, ImportOutcome.LEFT_OUT}),
        ):
            button.setEnabled(row.outcome not in outcomes)
        is_of_file = found is not None and found.row_number is not None
        words = "Lấy mọi tha&y đổi" if is_correction else "Cập &nhật hồ sơ cũ"
        self.update_button.set_text("Gộp hai dò&ng" if is_of_file else words)
        self.open_button.setVisible(found is not None and found.person_id is not None)
        self.create_button.setVisible(not is_correction)
        self.table.set_empty(NOTHING_ELSE)
        self.table.show_rows(row.changes)

    def choose(self, row: CheckedRow) -> None:
        """Go to the first way that is open, for whoever works with the keys alone."""
        self.show_row(row)
        for button in (self.update_button, self.create_button, self.leave_button):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (
            self.update_button,
            self.create_button,
            self.leave_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        side = QWidget()
        side.setObjectName("scrolled")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addWidget(self.open_button)
        column.addLayout(above)
        column.addWidget(self.like)
        column.addWidget(self.matches)
        column.addStretch(1)
        column.addLayout(buttons)
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.table, 1)

    def _offer(self, row: CheckedRow) -> None:
        self.like.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.like.offer([(place, each.says) for place, each in enumerate(row.alike)])
        wanted = row.choice.person_id if row.choice else None
        places = [n for n, each in enumerate(row.alike) if each.person_id == wanted]
        self.like.value = places[0] if wanted is not None and places else 0
        self.like.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self.like.setVisible(bool(row.alike))

    def _current_like(self) -> AlikeTo | None:
        place = self.like.value
        if self._row is None or place is None or not self._row.alike:
            return None
        return self._row.alike[place]

    def _choose_file(self, _place: int) -> None:
        """Show what differs from another file; what was chosen for the row stays."""
        row, like = self._row, self._current_like()
        if row is None or row.outcome is ImportOutcome.UPDATED:
            self._update()
        else:
            usual = row.choice or Choice(RowAction.LEAVE_OUT)
            person_id = like.person_id if like else None
            self.chosen.emit(row, replace(usual, person_id=person_id))

    def _update(self) -> None:
        row, like = self._row, self._current_like()
        if row is not None:
            person_id = like.person_id if like else None
            taken = row.choice.taken if row.choice else frozenset[str]()
            if row.state is RowState.UPDATE:
                taken = to_take(row)
            self.chosen.emit(row, Choice(RowAction.UPDATE, person_id, taken=taken))

    def _create(self) -> None:
        row = self._row
        if row is None:
            return
        if any(each.is_certain and each.person_id is not None for each in row.alike):
            dialog = ReasonDialog(row, self)
            dialog.told.connect(self._create_because)
            dialog.open()
        else:
            self.chosen.emit(row, Choice(RowAction.CREATE))

    def _create_because(self, reason: str) -> None:
        if self._row is not None:
            self.chosen.emit(self._row, Choice(RowAction.CREATE, reason=reason))

    def _open(self) -> None:
        like = self._current_like()
        if like is not None and like.person_id is not None:
            self.opened.emit(like.person_id)

    def _leave_out(self) -> None:
        if self._row is not None:
            self.chosen.emit(self._row, Choice(RowAction.LEAVE_OUT))

    def _turn(self, change: Change) -> None:
        row, like = self._row, self._current_like()
        if row is None:
            return
        taken = {each.field for each in row.changes if each.is_taken} ^ {change.field}
        person_id = like.person_id if like else None
        choice = Choice(RowAction.UPDATE, person_id, taken=frozenset(taken))
        self.chosen.emit(row, choice)

    def _measure(self) -> None:
        self.setFixedHeight(Style.current.length(HEIGHT))
        self._side.setFixedWidth(Style.current.length(SIDE))


class ReasonDialog(FormDialog):
    """Asks why a second file is made for a number that has one."""

    told = Signal(str)

    def __init__(self, row: CheckedRow, parent: QWidget) -> None:
        super().__init__("Vẫn lập hồ sơ mới", "&Lập hồ sơ mới", parent, WIDTHS[0])
        question = f"Dòng {row.row_number} trùng số giấy tờ với hồ sơ đã có. Ghi lý do."
        self.body.insertWidget(0, MessageFrame("warn", question))
        self.reason = TextBox()
        self.add("reason", "Lý &do", self.reason)

    def submit(self) -> None:
        if not self.reason.value:
            self.form.box("reason").tell("error", "Ghi lý do.")
            self.reason.setFocus()
            return
        self.accept()
        self.told.emit(self.reason.value)


def _likeness(like: AlikeTo) -> str:
    how = "chắc chắn" if like.is_certain else f"{like.per_cent}%"
    where = ", ".join(like.matches)
    return f"Giống ở: {where} ({how})" if where else f"Mức giống: {how}"
