"""The filters of the list of files, as visible words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from rehabdesk.domain.codes import CaseState
from rehabdesk.services.people.filters import (
    LETTERS,
    FileList,
    Helped,
    Kind,
    PersonFilter,
    filter_words,
)
from rehabdesk.ui.kit.fields import ComboField, SearchField
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import filter_bar

V = TypeVar("V")
TEXT_WIDTH = 210
KIND_WIDTH = 190  # the longest kinds would take the others' room; their list is as wide as they are
NO_HAMLETS: list[tuple[int | None, str]] = [(None, "Thôn: tất cả")]
_HELPED = [(each.value, each.label) for each in Helped]


class PeopleFilters(QWidget):
    """Words, kind, hamlet, first letters and helper."""

    changed = Signal()

    def __init__(self, columns_button: QWidget) -> None:
        super().__init__()
        self._is_silent = False
        self.words = SearchField("Lọc trong danh sách", "filter")
        _show_key(self.words, "Ctrl+F")
        self.kind = _combo("Diện", _kinds())
        self.kind.value = Kind.FOLLOWED
        self.hamlet = _combo("Thôn", NO_HAMLETS)
        self.letters = _combo(
            "Tên từ chữ", _all("Tên từ chữ: tất cả", "", [(each, each) for each in LETTERS])
        )
        self.helper = _combo("Người phụ trách", _all("Người phụ trách: tất cả", "", _HELPED))
        bar = filter_bar(
            self.words, self.kind, self.hamlet, self.letters, self.helper, None, columns_button
        )
        self.setLayout(bar)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.words.rested.connect(self._tell)
        for combo in (self.kind, self.hamlet, self.letters, self.helper):
            combo.chosen.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.go_to_words)

    @property
    def chosen(self) -> PersonFilter:
        return PersonFilter(
            self.words.value,
            self.kind.value or Kind.FOLLOWED,
            self.hamlet.value,
            self.letters.value or "",
            self.helper.value or "",
        )

    @property
    def told(self) -> str:
        """The filter in words, as a printed list tells it."""
        return filter_words(self.chosen, self.hamlet.currentText())

    def go_to_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def clear(self) -> None:
        """Go back to the filter the list opens with."""
        self._set(PersonFilter())

    def ask_for(self, words: str) -> None:
        """Look for these words among everybody."""
        self._set(PersonFilter(words, Kind.EVERYBODY))

    def offer(self, found: FileList) -> None:
        """Offer the hamlets and helpers there are."""
        self.hamlet.offer([(None, "Thôn: tất cả"), *found.hamlets])
        names = [*_HELPED, *((name, name) for name in found.helpers)]
        self.helper.offer(_all("Người phụ trách: tất cả", "", names))

    def _set(self, chosen: PersonFilter) -> None:
        self._is_silent = True
        self.words.setText(chosen.words)
        self.kind.value = chosen.kind
        self.hamlet.value = chosen.hamlet_id
        self.letters.value = chosen.letters
        self.helper.value = chosen.helper
        self._is_silent = False
        self._tell()

    def _measure(self) -> None:
        self.words.setFixedWidth(Style.current.length(TEXT_WIDTH))
        self.kind.setMaximumWidth(Style.current.length(KIND_WIDTH))
        self.kind.view().setMinimumWidth(self.kind.sizeHint().width())

    def _tell(self) -> None:
        if not self._is_silent:
            self.changed.emit()


def _combo(name: str, choices: Sequence[tuple[V, str]]) -> ComboField[V]:
    combo = ComboField(choices, is_filter=True)
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToContents)
    combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return combo


def _all(words: str, nobody: V, choices: Sequence[tuple[V, str]]) -> list[tuple[V, str]]:
    """Put the choice of all before the others, which repeat what they filter."""
    name = words.partition(":")[0]
    return [(nobody, words), *((value, f"{name}: {label}") for value, label in choices)]


def _kinds() -> list[tuple[Kind | CaseState, str]]:
    kinds: list[tuple[Kind | CaseState, str]] = [(kind, f"Diện: {kind.label}") for kind in Kind]
    states = [(state, f"Diện: {state.label[:1].lower()}{state.label[1:]}") for state in CaseState]
    return kinds + states


def _show_key(field: SearchField, key: str) -> None:
    """Show the key in the field for as long as it is empty."""
    cap = QLabel(key)
    cap.setProperty("role", "hint")
    cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 8, 0)
    row.addStretch(1)
    row.addWidget(cap)
    field.textChanged.connect(lambda words: cap.setVisible(not words))
