"""The card at the head of a person's file: who, where things stand, how complete it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.codes import CaseState, ContactKind, IdentityKind, ResidenceKind
from rehabdesk.domain.course.steps import StepState as CourseStep
from rehabdesk.domain.identity import mask
from rehabdesk.services.people.files import ADULT, PersonRow
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.ui.kit.buttons import IconButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import OneLine, StateChip
from rehabdesk.ui.people.columns import STATE_SIGNS, ends_soon
from rehabdesk.ui.people.completeness import CompletenessBar
from rehabdesk.ui.people.file.portrait import Portrait
from rehabdesk.ui.shell.stepper import Step, Stepper, StepState

STATES = {
    CourseStep.DONE: StepState.DONE,
    CourseStep.NOW: StepState.NEEDED,
    CourseStep.PART: StepState.CURRENT,
    CourseStep.NOT_YET: StepState.WAITING,
}
_PAPERS = {
    IdentityKind.CITIZEN_CARD: "CCCD",
    IdentityKind.IDENTITY_CARD: "căn cước",
    IdentityKind.OLD_CARD: "CMND",
    IdentityKind.PASSPORT: "hộ chiếu",
}
_CHIPS = {"ok": "ok", "warn": "warn", "danger": "bad"}


class HeadCard(QFrame):
    """Name, state, facts in one line, completeness, and the steps of the episode."""

    number_wanted = Signal()
    field_wanted = Signal(str)  # the label of an empty field

    def __init__(self, desk: Desk, may_edit: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._may_edit = may_edit
        self.portrait = Portrait(desk)
        self._file: PersonFile | None = None
        self._number = ""
        self.name = OneLine()
        self.name.setProperty("role", "screen")
        self.state, self.left, self.minor = StateChip(), StateChip(), StateChip()
        self._before, self._after = QLabel(), OneLine()
        self.eye = IconButton("eye", "Xem số giấy tờ")
        self.eye.clicked.connect(self._turn_eye)
        self.completeness = CompletenessBar()
        self.completeness.field_wanted.connect(self.field_wanted)
        self.stepper = Stepper()
        self._assemble()

    def show_file(self, file: PersonFile) -> None:
        is_other = self._file is None or self._file.row.id != file.row.id
        self._file = file
        if is_other:
            self._number = ""
        row = file.row
        self.name.setText(row.full_name)
        may_edit = self._may_edit()
        self.portrait.show_photo(row.id, row.full_name, file.photo, may_edit=may_edit)
        sign = STATE_SIGNS[row.state]
        self.state.show_state(_CHIPS.get(sign.tint, "neutral"), row.state.label, sign.icon)
        self.left.show_state("warn" if ends_soon(row) else "neutral", _left(file))
        self.minor.show_state("warn", _minor(row), "warning")
        self._show_facts()
        self.completeness.show_state(file.completeness, file.empty_fields)
        steps = [Step(step.title, step.detail, STATES[step.state]) for step in file.steps]
        self.stepper.show_steps(steps)
        self._line.setVisible(bool(steps))

    def show_number(self, number: str) -> None:
        self._number = number
        self._show_facts()

    def _assemble(self) -> None:
        for label in (self._before, self._after):
            label.setProperty("role", "secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(_in_row(10, self.name, self.state, self.left, self.minor))
        words.addLayout(_in_row(2, self._before, self.eye, self._after))
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 6)
        top.setSpacing(10)
        top.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(words, 1)
        top.addWidget(self.completeness, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line = QFrame()
        self._line.setObjectName("cardLine")
        self._line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._line)
        layout.addWidget(self.stepper)

    def _show_facts(self) -> None:
        if self._file is None:
            return
        paper = self._file.main_paper
        before = _first_facts(self._file)
        if paper is not None:
            number = self._number or mask(paper.number)
            before.append(f"{_PAPERS[paper.kind]} {number}")
        after = _other_facts(self._file)
        self._before.setText(" · ".join(before))
        self._after.setText("· " + " · ".join(after) if after else "")
        self.eye.setVisible(paper is not None)
        self.eye.set_icon(
            "eye_off" if self._number else "eye",
            "Che số giấy tờ" if self._number else "Xem số giấy tờ",
        )

    def _turn_eye(self) -> None:
        if self._number:
            self.show_number("")
        else:
            self.number_wanted.emit()


def _in_row(spacing: int, *parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _left(file: PersonFile) -> str:
    days = file.row.days_left
    if days is None or file.row.state is not CaseState.POST_REHAB:
        return ""
    return f"Còn {days} ngày"


def _minor(row: PersonRow) -> str:
    if row.age is None or not row.is_minor:
        return ""
    surely = "Chưa" if row.age.years < ADULT else "Có thể chưa"
    return f"{surely} đủ {ADULT} tuổi ({row.age.text})"


def _first_facts(file: PersonFile) -> list[str]:
    row = file.row
    facts = [row.sex.label] if row.sex else []
    if row.birth:
        facts.append(f"sinh {row.birth} ({row.age.text})" if row.age else f"sinh {row.birth}")
    return facts


def _other_facts(file: PersonFile) -> list[str]:
    facts = file.facts
    places = [
        place.as_written
        for kind in (ResidenceKind.CURRENT, ResidenceKind.TEMPORARY, ResidenceKind.PERMANENT)
        for place in facts.residences
        if place.kind is kind and place.until_on is None
    ]
    told = places[:1] or ([file.row.hamlet] if file.row.hamlet else [])
    if file.row.other_names:
        told.append(f"tên gọi khác: {file.row.other_names}")
    told += [
        f"{'gọi khi cần' if each.kind is ContactKind.EMERGENCY else 'điện thoại'} {each.value}"
        for each in sorted(facts.contacts, key=lambda one: one.kind is ContactKind.EMERGENCY)
        if each.kind is not ContactKind.OTHER
    ][:1]
    return told
