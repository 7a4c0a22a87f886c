"""The sums of the list, a word for each measure; each opens what is behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from rehabdesk.domain.teamwork.kinds import Kind, Measure, grouped
from rehabdesk.services.activities.sums import Source, Sum
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.shell.wrap import WrapLayout

NOTHING = "Chưa có số nào trong khoảng này."
OCCASIONS = "buổi, cuộc, lần"
ONE_BY_ONE = "Cam kết ghi từng người"


class SumsLine(QWidget):
    """Occasions, attendances, persons, papers, money: never added to each other."""

    opened = Signal(str, object)  # the measure, and the Source of what is behind

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Số cộng")
        self.buttons: dict[tuple[str, Source], KeyButton] = {}
        self._chosen = ""
        self._row = WrapLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._row)
        self.empty = QLabel(NOTHING)
        self.empty.setProperty("role", "secondary")
        self._row.addWidget(self.empty)

    @property
    def words(self) -> str:
        """Everything the line says."""
        return " · ".join(button.text() for button in self.buttons.values())

    def show_sums(self, sums: Sequence[Sum], kinds: Sequence[Kind], chosen: str = "") -> None:
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        self.empty.setVisible(not sums)
        for (measure, source), words, tip in told(sums, kinds):
            button = KeyButton(words, kind="link", is_small=True)
            button.setToolTip(tip)
            is_chosen = bool(chosen) and measure == chosen and source is Source.ACTIVITIES
            font = button.font()
            font.setBold(is_chosen)
            button.setFont(font)
            button.setAccessibleDescription("Đang lọc theo số này" if is_chosen else tip)
            button.clicked.connect(partial(self.opened.emit, measure, source))
            self.buttons[(measure, source)] = button
            self._row.addWidget(button)


def told(sums: Sequence[Sum], kinds: Sequence[Kind]) -> list[tuple[tuple[str, Source], str, str]]:
    """Say each measure once: its sum, its unit, and how it came about."""
    known = {kind.code: kind for kind in kinds}
    found: dict[tuple[str, Source], list[Sum]] = defaultdict(list)
    for each in sums:
        found[(each.measure, each.source)].append(each)
    shared = _shared_units(kinds)
    order = {code: place for place, code in enumerate(_order(kinds))}
    lines = []
    for (measure, source), parts in sorted(
        found.items(), key=lambda item: (order.get(item[0][0], len(order)), item[0])
    ):
        amount, about = sum(each.amount for each in parts), sum(each.about for each in parts)
        unit = _unit(measure, parts, known)
        told = f"{'≈ ' if about else ''}{grouped(amount)}"
        name = ONE_BY_ONE if source is Source.PLEDGES else _name(measure, known)
        words = f"{told} {unit}" if unit not in shared else f"{name}: {told}"
        lines.append(((measure, source), words, _tip(parts, known, about)))
    return lines


def _order(kinds: Sequence[Kind]) -> list[str]:
    """Return the measures as the kinds have them, occasions and persons of all kinds first."""
    first = ["occasions", "attendances", "persons"]
    others = [measure.code for kind in kinds for measure in kind.measures]
    return list(dict.fromkeys([*first, *others]))


def _shared_units(kinds: Sequence[Kind]) -> set[str]:
    """Return the units of more than one measure: "tin" alone does not say which."""
    measures: dict[str, set[str]] = defaultdict(set)
    for kind in kinds:
        for measure in kind.measures:
            if measure.code != "occasions":
                measures[measure.unit].add(measure.code)
    return {unit for unit, codes in measures.items() if len(codes) > 1}


def _unit(measure: str, parts: Sequence[Sum], known: dict[str, Kind]) -> str:
    units = {
        each.unit
        for part in parts
        if (kind := known.get(part.kind)) and (each := kind.by_code.get(measure))
    }
    if len(units) == 1:
        return units.pop()
    return OCCASIONS if measure == "occasions" else _measure(measure, known).unit


def _name(measure: str, known: dict[str, Kind]) -> str:
    return _measure(measure, known).name


def _measure(code: str, known: dict[str, Kind]) -> Measure:
    found = (kind.by_code[code] for kind in known.values() if code in kind.by_code)
    return next(found, Measure(code, code, code))


def _tip(parts: Sequence[Sum], known: dict[str, Kind], about: int) -> str:
    lines = [
        f"{known[part.kind].name if part.kind in known else part.kind}: {grouped(part.amount)}"
        for part in parts
    ]
    if about:
        lines.append(f"Có {about} số ghi “hơn, gần, khoảng”.")
    lines.append("Bấm để xem từng hoạt động.")
    return "\n".join(lines)
