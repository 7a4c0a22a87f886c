"""The card at the foot of the board: in one sentence, what the paper will say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole
from rehabdesk.domain.regime import HELPER_ASSIGNMENT, MOVED_IN_ASSIGNMENT, POST_REHAB
from rehabdesk.domain.text import split_name
from rehabdesk.services.assigning.carrying import HelperRow
from rehabdesk.services.assignment_board import VOLUNTEER_ROLES, purpose_for
from rehabdesk.services.assignments import Group, ManagedRow
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.style import Style, restyle

NARROW = 480
NAMED = 2  # more persons than this are told by their number
IN_FORCE = "Có hiệu lực sau khi ký và nhập số."


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom, to whom, and how many more that makes for the helper."""

    persons: Sequence[ManagedRow]
    helper: HelperRow | None
    more: int
    chosen_role: AssignmentRole | None = None

    @property
    def purpose(self) -> str | None:
        """The one purpose of all persons; None when they need different papers."""
        purposes = {purpose_for(person.state) for person in self.persons}
        return purposes.pop() if len(purposes) == 1 else None

    @property
    def role(self) -> AssignmentRole:
        if self.helper is not None and self.helper.is_organisation:
            return AssignmentRole.ORGANISATION
        return self.chosen_role or AssignmentRole.HELPER

    @property
    def is_ready(self) -> bool:
        return self.purpose is not None and self.helper is not None


class ProposalCard(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setWordWrap(True)
        self.after = QLabel()
        self.after.setProperty("role", "secondary")
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.role = ComboField([(role, role.label) for role in VOLUNTEER_ROLES])
        self.role.setAccessibleName("Vai trò")
        self.role.setToolTip("Vai trò của người được phân công")
        self.button = KeyButton("Soạn &quyết định", "Ctrl+Enter", "document_edit", "primary")
        self._lines = (QHBoxLayout(), QHBoxLayout())
        first, second = self._lines
        first.setSpacing(8)
        first.addWidget(self.sentence, 1)
        first.addWidget(self.after)
        second.setSpacing(12)
        second.addWidget(self.role)
        second.addStretch(1)
        second.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addWidget(self.note)
        layout.addLayout(second)
        self.setObjectName("selectionBar")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set one below the other what has no room side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < Style.current.length(NARROW)
        across, down = QHBoxLayout.Direction.LeftToRight, QHBoxLayout.Direction.TopToBottom
        for line in self._lines:
            line.setDirection(down if is_narrow else across)

    def show_proposal(self, proposal: Proposal, codes: Mapping[str, str]) -> None:
        purpose, helper = proposal.purpose, proposal.helper
        code = codes.get(purpose or HELPER_ASSIGNMENT, "")
        self.button.setEnabled(proposal.is_ready and bool(code))
        self.button.set_text(f"Soạn &quyết định ({code})" if code else "Soạn &quyết định")
        self.after.setVisible(helper is not None and bool(proposal.persons))
        self.role.setVisible(helper is None or not helper.is_organisation)
        if helper is not None and proposal.persons:
            whom = f"<b>{escape(_persons(proposal.persons))}</b>"
            self.sentence.setText(f"Phân công {whom} cho <b>{escape(_small(helper.address))}</b>")
            total = helper.load + helper.awaiting + proposal.more
            limit = "" if helper.limit is None else f", mức {helper.limit}"
            self.after.setText(f"sau đó {_short(helper)} giúp {total} người{limit}")
        else:
            missing = "một người được quản lý ở bên trái" if helper else "một người phụ trách"
            self.sentence.setText(f"Chọn {missing}.")
        self.sentence.setToolTip(", ".join(person.full_name for person in proposal.persons))
        kind, words = _note(proposal, codes)
        restyle(self.note, "role", kind)
        self.note.setText(words)
        self.setAccessibleName(self.sentence.text())


def _persons(persons: Sequence[ManagedRow]) -> str:
    if len(persons) > NAMED:
        return f"{len(persons)} người"
    return " và ".join(person.full_name for person in persons)


def _small(address: str) -> str:
    return address[:1].lower() + address[1:]


def _short(helper: HelperRow) -> str:
    """Say "bà Thơm"."""
    if helper.is_organisation:
        return "tổ chức này"
    title = helper.address.removesuffix(helper.full_name).strip()
    return f"{title[:1].lower()}{title[1:]} {split_name(helper.full_name).given}"


def _why_no_form(proposal: Proposal, codes: Mapping[str, str]) -> str:
    """Say who needs which paper, or that today's law has none."""
    if proposal.purpose is not None:
        return "Bộ căn cứ của hôm nay không có mẫu cho việc này."
    counts = Counter(purpose_for(person.state) for person in proposal.persons)
    words = {
        POST_REHAB: "người chưa có quyết định quản lý sau cai ({})",
        MOVED_IN_ASSIGNMENT: "người mới chuyển đến ({})",
        HELPER_ASSIGNMENT: "người cần {}",
    }
    parts = [
        f"{counts[purpose]} {told.format(codes.get(purpose, 'mẫu riêng'))}"
        for purpose, told in words.items()
        if counts[purpose]
    ]
    return f"{', '.join(parts)}. Chọn riêng từng nhóm."


def _note(proposal: Proposal, codes: Mapping[str, str]) -> tuple[str, str]:
    """Say what to look at before composing: mixed papers, a limit, papers already under way."""
    helper, persons = proposal.helper, proposal.persons
    if helper is None or not persons:
        return "hint", IN_FORCE
    if proposal.purpose not in codes:
        return "warning", _why_no_form(proposal, codes)
    waiting = [person for person in persons if person.group is Group.AWAITING]
    if waiting:
        return "warning", f"{_persons(waiting)} đã có quyết định chờ số. Vẫn soạn được."
    if helper.is_full and proposal.more:
        told = _short(helper)
        return "warning", (
            f"{told[:1].upper()}{told[1:]} đang giúp {helper.load} người, "
            f"{'đúng' if helper.load == helper.limit else 'quá'} mức xã đặt. Vẫn phân công được."
        )
    return "hint", _what_follows(proposal)


def _what_follows(proposal: Proposal) -> str:
    if proposal.role not in IN_CHARGE:
        return f"Thêm vai trò {_small(proposal.role.label)}, không thay người phụ trách."
    if proposal.purpose == POST_REHAB:
        return f"Quyết định quản lý sau cai ghi luôn người phụ trách. {IN_FORCE}"
    return IN_FORCE
