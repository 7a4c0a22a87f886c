"""Step 3: which column goes where, in which letters it was written, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.legacy_letters import Encoding, to_unicode
from rehabdesk.domain.tables.fields import FIELDS, Certainty, ImportField, ImportKind
from rehabdesk.domain.tables.mapping import ColumnGuess, mapping_faults, mapping_of
from rehabdesk.domain.tables.reading import read_row
from rehabdesk.domain.tables.row import RowRead
from rehabdesk.domain.tables.table import Table, TableRow
from rehabdesk.ui.importing.columns.table import LEFT_OUT, ColumnLine, ColumnsTable
from rehabdesk.ui.importing.sheet.grid import shown
from rehabdesk.ui.importing.step import ImportStep
from rehabdesk.ui.importing.underway import Underway
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import Picture
from rehabdesk.ui.kit.rows import Sign

_SIGNS = {
    Certainty.SURE: Sign("checkmark_circle", "ok"),
    Certainty.REVIEW: Sign("warning", "warn"),
    Certainty.SKIP: Sign("subtract", "neutral"),
}
_OF_ONE_SEX = {ImportField.MALE, ImportField.FEMALE}
OWN = Sign("edit", "accent")
LOOKED_AT = 60  # rows among which the fullest one is shown
DETAIL = 86
NOTHING_WRITTEN = "Chưa ghi gì vào hồ sơ."


class ColumnsStep(ImportStep):
    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._under: Underway | None = None
        self._own: set[int] = set()  # columns the clerk has settled
        self._is_full = False
        self.last_time = KeyButton("Lấy cách ghép lần t&rước", "Ctrl+R", "history")
        self.words = QLabel()
        self.encoding = ComboField[Encoding](
            [(each, f"Bảng mã: {each.label}") for each in Encoding]
        )
        self.encoding.setAccessibleName("Bảng mã của cả tệp")
        self.encoding.fit_choices()
        self.table = ColumnsTable(habits)
        self.table.setProperty("framed", "no")
        self.reason_title, self.reason = QLabel(), QLabel()
        self.own_encoding = ComboField[Encoding]([(each, each.label) for each in Encoding])
        self.own_encoding.setAccessibleName("Bảng mã của cột này")
        self._lay_out()
        self.last_time.clicked.connect(self._take_last_time)
        self.encoding.chosen.connect(self._encode_all)
        self.own_encoding.chosen.connect(self._encode_current)
        self.table.mapped.connect(self._map)
        self.table.moved_to.connect(self._explain)
        self.table.original_wanted.connect(self._turn_full)

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("msg", "info")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(Picture("info", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.encoding)
        self.body.addWidget(frame)
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail())
        self.body.addWidget(card, 1)

    def _detail(self) -> QWidget:
        detail = QWidget()
        for label in (self.reason, self.reason_title):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.reason_title.setProperty("role", "section")
        own = QLabel("Bảng mã cột nà&y")
        own.setProperty("role", "label")
        own.setBuddy(self.own_encoding)
        grid = QGridLayout(detail)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.reason_title, 0, 0)
        grid.addWidget(self.reason, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(own, 0, 1)
        grid.addWidget(self.own_encoding, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        detail.setMinimumHeight(DETAIL)
        return detail

    # What stands there

    def show_underway(self, under: Underway) -> None:
        if self._under is not under or under.guesses == under.remembered:
            self._own = set()
        self._under = under
        self._refresh()

    def arrive(self) -> None:
        self.table.setFocus()

    def acts(self) -> Sequence[QWidget]:
        return (self.last_time,)

    def line(self) -> str:
        under = self._under
        if under is None or under.table is None:
            return ""
        return f"{under.name} · trang “{under.sheet.name}” · {len(under.table.rows)} dòng"

    def foot(self) -> str:
        guesses = self._under.guesses if self._under else ()
        mapped = sum(each.field is not None for each in guesses)
        doubtful = sum(self._is_doubtful(each) for each in guesses)
        told = f"{mapped} cột được ghép · {len(guesses) - mapped} cột bỏ qua"
        return f"{told} · {doubtful} cột cần xem lại" if doubtful else told

    def next_words(self) -> str:
        return "Kiểm tra từng dòng"

    def go_on(self) -> None:
        under = self._under
        if under is None:
            return
        faults = mapping_faults(mapping_of(under.kind, under.guesses))
        if faults:
            self.message.say("bad", " ".join(faults))
        else:
            self.message.hush()
            self.ready.emit()

    def _refresh(self) -> None:
        under = self._under
        if under is None or under.table is None:
            return
        self.message.hush()
        sample = _fullest(under.table)
        read = self._read(sample, under)
        lines = [self._line_of(each, sample, read) for each in under.guesses]
        self.table.show_lines(lines, _choices(under.kind), sample.row_number if sample else 0)
        self.words.setText(_told(under))
        self._show_encoding(self.encoding, _common_encoding(under.guesses))
        self._explain()
        self.reworded.emit()

    def _read(self, sample: TableRow | None, under: Underway) -> RowRead | None:
        office = self._desk.office
        if sample is None or office is None:
            return None
        return read_row(sample, mapping_of(under.kind, under.guesses), office.clock().date())

    def _line_of(
        self, guess: ColumnGuess, sample: TableRow | None, read: RowRead | None
    ) -> ColumnLine:
        raw = shown(sample.cells[guess.column]) if sample else ""
        after = _after(guess, sample, read)
        is_own = guess.column in self._own
        word = "Tự chọn" if is_own else guess.certainty.label
        sign = OWN if is_own else _SIGNS[guess.certainty]
        return ColumnLine(
            guess.column,
            guess.letters,
            guess.head,
            raw,
            after,
            guess.field,
            word,
            sign,
            guess.reason,
        )

    def _is_doubtful(self, guess: ColumnGuess) -> bool:
        return guess.certainty is Certainty.REVIEW and guess.column not in self._own

    def _explain(self, _line: object = None) -> None:
        line, guess = self.table.current, self._current_guess()
        if line is None or guess is None:
            return
        self.reason_title.setText(
            f"Cột {line.letters}: vì sao cần xem lại"
            if line.is_doubtful
            else f"Cột {line.letters} “{guess.head_read or guess.head}”"
        )
        told = [line.reason] if line.reason else []
        if self._is_full:
            told = [f"Trong tệp: {line.raw or '(trống)'}", f"Sau khi chuyển: {line.after}"]
        self.reason.setText("\n".join(told) or "Phím cách: xem đủ chữ gốc. Enter: chọn ô khác.")
        self._show_encoding(self.own_encoding, guess.encoding)

    def _turn_full(self) -> None:
        self._is_full = not self._is_full
        self._explain()

    def _current_guess(self) -> ColumnGuess | None:
        line, under = self.table.current, self._under
        if line is None or under is None:
            return None
        return next((each for each in under.guesses if each.column == line.column), None)

    @staticmethod
    def _show_encoding(box: ComboField[Encoding], encoding: Encoding | None) -> None:
        box.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        box.value = encoding
        box.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        box.update()

    # What the clerk says

    def _map(self, column: int, field: ImportField | None) -> None:
        if self._under is not None:
            self._own.add(column)
            self._under.map_column(column, field=field)
            self._refresh()

    def _encode_all(self, encoding: Encoding) -> None:
        under = self._under
        if under is not None:
            for guess in under.guesses:
                self._encode(under, guess, encoding)
            self._refresh()

    def _encode_current(self, encoding: Encoding) -> None:
        under, guess = self._under, self._current_guess()
        if under is not None and guess is not None:
            self._encode(under, guess, encoding)
            self._refresh()

    @staticmethod
    def _encode(under: Underway, guess: ColumnGuess, encoding: Encoding) -> None:
        head = to_unicode(guess.head, encoding)
        under.map_column(guess.column, encoding=encoding, head_read=head, is_mixed=False)

    def _take_last_time(self) -> None:
        """Go back to how the columns were mapped the last time, else as they were guessed."""
        if self._under is not None:
            self._under.guesses = self._under.remembered
            self._own = set()
            self._refresh()


def _choices(kind: ImportKind) -> list[tuple[ImportField | None, str]]:
    return [(None, LEFT_OUT), *((field, field.label) for field in FIELDS[kind])]


def _fullest(table: Table) -> TableRow | None:
    """Return the row with the most to see, among the first ones."""
    rows = table.rows[:LOOKED_AT]
    return max(rows, key=lambda row: sum(map(bool, map(shown, row.cells))), default=None)


def _after(guess: ColumnGuess, sample: TableRow | None, read: RowRead | None) -> str:
    if sample is None or read is None or guess.field is None:
        return ""
    plain = to_unicode(shown(sample.cells[guess.column]), guess.encoding)
    after = [each.after for each in read.cleaned if each.column == guess.column]
    if guess.field in _OF_ONE_SEX and plain[:1].isdecimal():
        after.insert(0, plain)  # the year stands as it is, and the column tells the sex
    return " · ".join(dict.fromkeys(after)) or plain


def _common_encoding(guesses: Sequence[ColumnGuess]) -> Encoding | None:
    """Return the encoding most columns with old letters have."""
    old = Counter(each.encoding for each in guesses if each.encoding is not Encoding.UNICODE)
    return old.most_common(1)[0][0] if old else Encoding.UNICODE


def _told(under: Underway) -> str:
    """Say what was done to the letters and the rows, before anything is written."""
    told, common = [], _common_encoding(under.guesses)
    fonts = Counter(each.font for each in under.guesses if each.font and each.encoding is common)
    font = f" (phông {fonts.most_common(1)[0][0]})" if fonts else ""
    if common is not None and common is not Encoding.UNICODE:
        name = escape(f"{common.label}{font}")
        told.append(
            f"Chữ trong tệp dùng <b>mã {name}</b>. "
            "Phần mềm đã chuyển sang chữ thường dùng ngày nay."
        )
    else:
        told.append("Chữ trong tệp là chữ thường dùng ngày nay (Unicode).")
    table = under.table
    if table is not None:
        kinds = Counter(each.kind.label.lower() for each in table.left_out)
        parts = [f"{count} {name}" for name, count in kinds.items()]
        if len(table.head_row_numbers) > 1:
            told.append(f"Tiêu đề {len(table.head_row_numbers)} dòng đã gộp.")
        if parts:
            told.append(f"Bỏ {', '.join(parts)}.")
    told.append(f"<b>{NOTHING_WRITTEN}</b>")
    return " ".join(told)
