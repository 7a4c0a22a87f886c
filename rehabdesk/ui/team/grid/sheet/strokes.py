"""What the keys do to the sheet: ticks, digits, copies, pastes, and steps from cell to cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

from rehabdesk.domain.teamwork.month_cells import MOST, Counted
from rehabdesk.services.month_grid.sheet import Column, Place, Subject, Value
from rehabdesk.ui.kit import clipboard
from rehabdesk.ui.team.grid.sheet.hand import Computed, SheetColumn, SheetInHand, SheetRow
from rehabdesk.ui.team.grid.sheet.model import FROZEN, NONE, GridModel
from rehabdesk.ui.team.grid.sheet.pasting import block_of, lay, told

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def _key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
    return int(key.value) | int(modifiers.value)


class Strokes(QObject):
    """Each key is a step that Ctrl+Z takes back, until the sheet is saved."""

    pasted = Signal(object, str)  # Pasted, and what is said of it
    session_wanted = Signal(int)  # the id of the occasion to be corrected
    session_unwanted = Signal(int)  # … to be thrown away
    excel_wanted = Signal()

    def __init__(self, model: GridModel, view: QTableView) -> None:
        super().__init__(view)
        self.is_kept = False  # whether the user may type
        self._sheet = model
        self._view = view
        self._choice = view.selectionModel()
        self._typed: tuple[Place, str, bool] | None = None  # where digits are being typed
        self._choice.currentChanged.connect(self.rest)
        self._acts = self._bound()

    def rest(self) -> None:
        """Begin a new number with the next digit."""
        self._typed = None

    def act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does here, if anything."""
        if self._sheet.hand is None:
            return None
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        chord = event.key() | int(modifiers.value)
        if chord == _key(Qt.Key.Key_Z, _CTRL):
            return self.undo if self._hand().can_undo else None
        if chord == _key(Qt.Key.Key_Y, _CTRL):
            return self.redo if self._hand().can_redo else None
        if chord in self._typing_keys and not self.is_kept:
            return None
        return self._acts.get(chord)

    def place(self) -> tuple[Subject, SheetColumn | None] | None:
        """Remember whose cell is current, of which column."""
        current = self._choice.currentIndex()
        if self._sheet.hand is None or not current.isValid():
            return None
        return self._sheet.row(current.row()).subject, self._sheet.column(current.column())

    def go_back_to(self, place: tuple[Subject, SheetColumn | None] | None) -> None:
        """Make that cell current again where it still is; else the first."""
        rows = [row.subject for row in self._hand().rows]
        if place is None or place[1] not in self._hand().columns:
            self.choose_first()
        elif place[1] is not None:
            at = rows.index(place[0]) if place[0] in rows else 0
            self.choose(at, self._sheet.section(place[1]))

    def choose(self, row: int, section: int) -> None:
        if self._sheet.typed_sections() and self._sheet.rowCount():
            index = self._sheet.index(min(row, self._sheet.rowCount() - 1), section)
            self._view.setCurrentIndex(index)

    def choose_first(self) -> None:
        if sections := self._sheet.typed_sections():
            self.choose(0, sections[0])

    def turn(self) -> None:
        """Tick the chosen cells, or clear their ticks when all are ticked."""
        ticks = self._chosen(counted=False)
        are_all = bool(ticks) and all(self._value(each) for each in ticks)
        self._put({place: int(not are_all) for place in ticks})

    def turn_column(self) -> None:
        """Tick everybody who could be there; when everybody is, clear the column."""
        column = self._column()
        if column is None or isinstance(column, Counted | Computed):
            return
        open_rows = [row for row in self._hand().rows if self._hand().is_open(row, column)]
        places: list[Place] = [(row.subject, column) for row in open_rows]
        are_all = all(self._value(each) for each in places)
        self._put({place: int(not are_all) for place in places})

    def clear(self) -> None:
        empty: dict[Place, Value] = {}
        for row, column in self._cells():
            empty[row.subject, column] = None if isinstance(column, Counted) else 0
        self._put(empty)

    def copy_above(self) -> None:
        """Copy the cell above into the current one; of a choice, its first line into the others."""
        rows = sorted({index.row() for index in self._choice.selectedIndexes()})
        if not rows:
            return
        source = rows[0] if len(rows) > 1 else rows[0] - 1
        if source < 0:
            return
        above = self._sheet.row(source)
        values: dict[Place, Value] = {}
        for row, column in self._cells():
            if row.subject != above.subject:
                if isinstance(column, Counted) and above.member is None:
                    continue
                values[row.subject, column] = self._value((above.subject, column))
        self._put(values)

    def copy(self) -> None:
        """Copy the chosen cells for Excel; the whole sheet with names and heads."""
        indexes = self._choice.selectedIndexes()
        rows = sorted({each.row() for each in indexes})
        sections = sorted({each.column() for each in indexes})
        if not rows:
            return
        is_whole = len(rows) == self._sheet.rowCount() and sections == self._sheet.typed_sections()
        shown = list(range(self._sheet.columnCount())) if is_whole else sections
        lines = [[self._copied(row, section) for section in shown] for row in rows]
        if is_whole:
            lines.insert(0, [" ".join(self._sheet.head(section).lines) for section in shown])
        clipboard.copy("\n".join("\t".join(line) for line in lines))

    def paste(self) -> None:
        text = QApplication.clipboard().text()
        indexes = self._choice.selectedIndexes()
        if not (text.strip("\r\n") and indexes and self.is_kept):
            return
        rows = sorted({each.row() for each in indexes})
        sections = sorted({each.column() for each in indexes})
        at = (rows[0], sections[0] - FROZEN)
        laid = lay(self._hand(), block_of(text), at, (len(rows), sections[-1] - sections[0] + 1))
        self._put(laid.values)
        self.pasted.emit(laid, told(self._hand(), laid))

    def undo(self) -> None:
        self._show_turned(self._hand().undo())

    def redo(self) -> None:
        self._show_turned(self._hand().redo())

    def _show_turned(self, places: Iterable[Place]) -> None:
        """Go to where a step was taken back, so that it is seen."""
        self._typed = None
        self._sheet.refresh()
        rows = {row.subject: number for number, row in enumerate(self._hand().rows)}
        spots = [(rows[who], self._sheet.section(what)) for who, what in places if who in rows]
        if spots:
            self.choose(*min(spots))

    def _type(self, letter: str) -> None:
        """Take a digit: into a count behind those typed before, in a tick 1 and 0 alone."""
        cells = self._cells_current()
        if not cells:
            return
        row, column = cells[0]
        place = (row.subject, column)
        if not isinstance(column, Counted):
            if letter in "01":
                self._put({place: int(letter)})
            return
        before, goes_on = "", False
        if self._typed is not None and self._typed[0] == place:
            _, before, goes_on = self._typed
        digits = f"{before}{letter}"
        if int(digits) > MOST:
            return
        is_changed = self._put({place: int(digits)}, goes_on=goes_on)
        self._typed = (place, digits, goes_on or is_changed)

    def _rub_out(self) -> None:
        """Take the last digit back, or clear the cell."""
        if self._typed is None:
            self.clear()
            return
        place, digits, goes_on = self._typed
        left = digits[:-1]
        self._put({place: int(left) if left else None}, goes_on=goes_on)
        self._typed = (place, left, goes_on) if left else None

    def _step(self, way: int) -> None:
        """Go to the next cell of the line, and on to the next line."""
        sections = self._sheet.typed_sections()
        current = self._choice.currentIndex()
        if not sections or not current.isValid():
            self.choose_first()
            return
        flat = current.row() * len(sections) + sections.index(current.column()) + way
        if 0 <= flat < len(sections) * self._sheet.rowCount():
            row, place = divmod(flat, len(sections))
            self.choose(row, sections[place])

    def _step_down(self, way: int) -> None:
        """Go down the column, and on to the top of the next one."""
        sections, count = self._sheet.typed_sections(), self._sheet.rowCount()
        current = self._choice.currentIndex()
        if not sections or not current.isValid():
            self.choose_first()
            return
        flat = sections.index(current.column()) * count + current.row() + way
        if 0 <= flat < len(sections) * count:
            place, row = divmod(flat, count)
            self.choose(row, sections[place])

    def ask_session(self) -> None:
        if (session_id := self._session_id()) is not None:
            self.session_wanted.emit(session_id)

    def throw_session(self) -> None:
        if (session_id := self._session_id()) is not None:
            self.session_unwanted.emit(session_id)

    def _bound(self) -> dict[int, Callable[[], None]]:
        key = Qt.Key
        typing = {
            _key(key.Key_Space): self.turn,
            _key(key.Key_X): self.turn,
            _key(key.Key_X, _SHIFT): self.turn,
            _key(key.Key_Space, _CTRL): self.turn_column,
            _key(key.Key_D, _CTRL): self.copy_above,
            _key(key.Key_V, _CTRL): self.paste,
            _key(key.Key_Delete): self.clear,
            _key(key.Key_Backspace): self._rub_out,
            _key(key.Key_F2): self.ask_session,
        }
        for digit in range(10):
            typing[_key(key(key.Key_0.value + digit))] = partial(self._type, str(digit))
        self._typing_keys = frozenset(typing)
        return typing | {
            _key(key.Key_Tab): lambda: self._step(1),
            _key(key.Key_Backtab, _SHIFT): lambda: self._step(-1),
            _key(key.Key_Backtab): lambda: self._step(-1),
            _key(key.Key_Return): lambda: self._step_down(1),
            _key(key.Key_Enter): lambda: self._step_down(1),
            _key(key.Key_Return, _SHIFT): lambda: self._step_down(-1),
            _key(key.Key_C, _CTRL): self.copy,
            _key(key.Key_E, _CTRL): self.excel_wanted.emit,
        }

    def _hand(self) -> SheetInHand:
        if self._sheet.hand is None:
            raise LookupError("no month has been read yet")
        return self._sheet.hand

    def _value(self, place: Place) -> Value:
        return self._hand().value(place)

    def _column(self) -> SheetColumn | None:
        current = self._choice.currentIndex()
        return self._sheet.column(current.column()) if current.isValid() else None

    def _session_id(self) -> int | None:
        column = self._column()
        return None if column is None or isinstance(column, Counted | Computed) else column

    def _cells(self) -> list[tuple[SheetRow, Column]]:
        return self._sheet.places(self._choice.selectedIndexes())

    def _cells_current(self) -> list[tuple[SheetRow, Column]]:
        current = self._choice.currentIndex()
        return self._sheet.places([current]) if current.isValid() else []

    def _chosen(self, *, counted: bool) -> list[Place]:
        return [
            (row.subject, column)
            for row, column in self._cells()
            if isinstance(column, Counted) == counted
        ]

    def _put(self, values: dict[Place, Value], *, goes_on: bool = False) -> bool:
        self._typed = None
        return self._sheet.put(values, goes_on=goes_on)

    def _copied(self, row: int, section: int) -> str:
        cell = self._sheet.cell(row, section)
        if cell.is_tick:
            return "x"
        return "" if cell.is_centred or cell.words == NONE else cell.words
