"""The filters of the list of files, as visible words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from rehabdesk.domain.codes import CaseState
from rehabdesk.services.people.filters import (
    LETTERS,
    NOTHING_ASKED,
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
Place = int | str | None  # a hamlet by its number, or a former commune by its name
NO_HAMLETS: list[tuple[Place, str]] = [(None, "Thôn: tất cả")]
MINE = [(False, "Hồ sơ: tất cả"), (True, "Hồ sơ: của tôi")]
_HELPED = [(each.value, each.label) for each in Helped]


class PeopleFilters(QWidget):
    """Words, kind, hamlet, first letters and helper."""

    changed = Signal()

    def __init__(self, *more: QWidget) -> None:
        super().__init__()
        self._is_silent = False
        self._awaited: PersonFilter | None = None  # until it is known what there is to filter by
        self._question = NOTHING_ASKED
        self.words = SearchField("Lọc trong danh sách", "filter")
        _show_key(self.words, "Ctrl+F")
        self.kind = _combo("Diện", _kinds())
        self.kind.value = Kind.FOLLOWED
        self.hamlet = _combo("Thôn", NO_HAMLETS)
        self.letters = _combo(
            "Tên từ chữ", _all("Tên từ chữ: tất cả", "", [(each, each) for each in LETTERS])
        )
        self.helper = _combo("Người phụ trách", _all("Người phụ trách: tất cả", "", _HELPED))
        self.mine = _combo("Hồ sơ", MINE)
        self.mine.hide()
        fields = (self.words, self.kind, self.hamlet, self.letters, self.helper, self.mine)
        bar = filter_bar(*fields, None, *more)
        self.setLayout(bar)
        Style.current.changed.connect(self._measure)
        self._measure()
        self.words.rested.connect(self._tell)
        for combo in (self.kind, self.hamlet, self.letters, self.helper, self.mine):
            combo.chosen.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.go_to_words)

    @property
    def chosen(self) -> PersonFilter:
        if self._awaited is not None:
            return replace(self._awaited, words=self.words.value)
        place = self.hamlet.value
        return PersonFilter(
            self.words.value,
            self.kind.value or Kind.FOLLOWED,
            place if isinstance(place, int) else None,
            self.letters.value or "",
            self.helper.value or "",
            place if isinstance(place, str) else "",
            bool(self.mine.value),
            self._question,
        )

    @property
    def told(self) -> str:
        """The filter in words, as a printed list tells it."""
        return filter_words(self.chosen, self.hamlet.currentText().strip())

    def go_to_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def clear(self) -> None:
        """Go back to the filter the list opens with."""
        self.show_filter(PersonFilter())

    def ask_for(self, words: str) -> None:
        """Look for these words among everybody."""
        self.show_filter(PersonFilter(words, Kind.EVERYBODY))

    def offer(self, found: FileList) -> None:
        """Offer the hamlets and helpers there are."""
        self.hamlet.offer(_places(found))
        names = [*_HELPED, *((name, name) for name in found.helpers)]
        self.helper.offer(_all("Người phụ trách: tất cả", "", names))
        self._measure()
        self.mine.setVisible(found.is_shared)
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            self._set(replace(awaited, words=self.words.value))

    def begin_with(self, chosen: PersonFilter) -> None:
        """Begin with a filter of an earlier day, before it is known what there is to filter by."""
        self._awaited = chosen

    def show_filter(self, chosen: PersonFilter) -> None:
        self._set(chosen)
        self._tell()

    def _set(self, chosen: PersonFilter) -> None:
        self._is_silent = True
        self._awaited = None
        self._question = chosen.question
        self.words.setText(chosen.words)
        self.kind.value = chosen.kind
        self.hamlet.value = chosen.hamlet_id or chosen.former_commune or None
        self.letters.value = chosen.letters
        self.helper.value = chosen.helper
        self.mine.value = chosen.is_mine
        self._is_silent = False

    def _measure(self) -> None:
        self.words.setFixedWidth(Style.current.length(TEXT_WIDTH))
        for combo in (self.kind, self.helper):
            combo.setMaximumWidth(Style.current.length(KIND_WIDTH))
            combo.view().setMinimumWidth(combo.sizeHint().width())

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


def _places(found: FileList) -> list[tuple[Place, str]]:
    """Offer the former communes as groups over all hamlets."""
    former: list[tuple[Place, str]] = [(name, f"Xã cũ: {name}") for name in found.former_communes]
    return [*NO_HAMLETS, *former, *found.hamlets]


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
