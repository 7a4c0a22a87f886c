"""Two files of one person side by side: each field is taken from one or the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from textwrap import wrap

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.services.merging.foreseeing import (
    MergeChoice,
    MergeSide,
    MergeView,
    foresee_merge,
)
from rehabdesk.services.merging.merge import Merged, MergeOrder, merge_persons
from rehabdesk.services.merging.split import split_persons
from rehabdesk.services.together.presence import person_file
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO, MessageFrame
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.sending import settled
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.together.elsewhere import OpenElsewhereLine
from rehabdesk.ui.visits import OpenMerge, OpenPerson

ASIDE = 330
LETTERS_A_LINE = 28
KEPT, GONE = 0, 1


class SideBySide(QWidget):
    """One line a field; where the two differ, one of them is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.groups: dict[str, QButtonGroup] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 14)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    @property
    def taken(self) -> frozenset[str]:
        """The fields whose value is to be that of the file that goes."""
        return frozenset(n for n, group in self.groups.items() if group.checkedId() == GONE)

    def show_view(self, view: MergeView) -> None:
        self._clear()
        self._add_heads(view.kept, view.gone)
        for place, choice in enumerate(view.choices, start=2):
            self._add(place, choice)
        self._grid.setRowStretch(len(view.choices) + 2, 1)

    def choose(self, name: str, side: int) -> None:
        self.groups[name].button(side).setChecked(True)

    def focus_first(self) -> None:
        for group in self.groups.values():
            group.buttons()[group.checkedId()].setFocus()
            return

    def _add_heads(self, kept: MergeSide, gone: MergeSide) -> None:
        for column, side, words in ((1, kept, "Hồ sơ giữ lại"), (2, gone, "Hồ sơ gộp vào")):
            head = QLabel(f"{words} · {side.case_code}")
            head.setProperty("role", "section")
            opened = QLabel(f"mở ngày {side.opened_on:%d/%m/%Y} · {side.numbers or 'chưa có số'}")
            opened.setProperty("role", "secondary")
            opened.setWordWrap(True)
            self._grid.addWidget(head, 0, column)
            self._grid.addWidget(opened, 1, column)

    def _add(self, line: int, choice: MergeChoice) -> None:
        label = QLabel(choice.label)
        label.setProperty("role", "secondary")
        self._grid.addWidget(label, line, 0)
        if not choice.differs:
            same = QLabel(choice.kept)
            same.setWordWrap(True)
            self._grid.addWidget(same, line, 1, 1, 2)
            return
        group = QButtonGroup(self)
        for side, text in ((KEPT, choice.kept), (GONE, choice.gone)):
            button = QRadioButton(_in_lines(text) or "(để trống)")
            where = "hồ sơ giữ lại" if side == KEPT else "hồ sơ gộp vào"
            button.setAccessibleName(f"{choice.label}, {where}: {text or 'để trống'}")
            button.setToolTip(text)
            button.setChecked(side == int(choice.is_gone_proposed))
            group.addButton(button, side)
            self._grid.addWidget(button, line, side + 1)
        self.groups[choice.name] = group

    def _clear(self) -> None:
        self.groups.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class MergeScreen(QWidget):
    """Says what a merge will do before its button; merged, the kept file opens."""

    wanted = Signal(object)
    back_wanted = Signal()
    WATCHES = frozenset({"person", "identity_paper", "residence", "episode", "decision"})

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._habits = habits
        self._view: MergeView | None = None
        self.swap_button = KeyButton("Đổ&i bên", "Alt+X", "arrow_swap")
        self.merge_button = KeyButton("&Gộp hai hồ sơ", "Ctrl+Enter", "checkmark", "primary")
        buttons = (self.swap_button, self.merge_button)
        self.head = PageHead("Gộp hai hồ sơ", buttons=buttons, has_back=True)
        self.message = MessageFrame()
        self.elsewhere = OpenElsewhereLine(desk, self)
        self.sides = SideBySide()
        self.clashes = MessageFrame()
        self._likeness = QLabel()
        self._effects = QLabel()
        self._assemble()
        self.head.back_wanted.connect(self.back_wanted)
        self.swap_button.clicked.connect(self._swap)
        self.merge_button.clicked.connect(self._merge)
        desk.changed.connect(self._refresh_if_touched)
        Style.current.changed.connect(self._measure)
        self._measure()

    @property
    def effects(self) -> str:
        return self._effects.text()

    def visit(self, visit: object) -> None:
        if isinstance(visit, OpenMerge):
            self._ask(visit.kept_id, visit.gone_id)

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_doubt(self, doubt: NeedsConfirmation, go_on: object) -> None:
        self.message.say("warn", str(doubt))
        if callable(go_on):
            self.message.add_link("Vẫn gộp hai hồ sơ", go_on).setFocus()

    def _assemble(self) -> None:
        for label in (self._likeness, self._effects):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        why, title = QLabel("Vì sao nghi là một người"), QLabel("Gộp thì phần mềm sẽ làm")
        for label in (why, title):
            label.setProperty("role", "section")
        inside = QWidget()
        inside.setObjectName("scrolled")
        beside = QVBoxLayout(inside)
        beside.setContentsMargins(14, 12, 14, 12)
        beside.setSpacing(8)
        for part in (why, self._likeness, self.clashes, title, self._effects):
            beside.addWidget(part)
        beside.addStretch(1)
        scrolled = _scrolled(inside)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._aside = _card(scrolled)
        across = QHBoxLayout()
        across.setContentsMargins(0, 8, 0, 0)
        across.setSpacing(12)
        across.addWidget(_card(_scrolled(self.sides)), 1)
        across.addWidget(self._aside)
        layout = page_layout(self, self.head)
        layout.addLayout(self.elsewhere.under(self.message))
        layout.addLayout(across, 1)

    def _measure(self) -> None:
        self._aside.setFixedWidth(Style.current.length(ASIDE))

    def _ask(self, kept_id: int, gone_id: int) -> None:
        look = partial(foresee_merge, kept_id=kept_id, gone_id=gone_id)
        self._desk.look(self, look, self._show, "merge")

    def _show(self, view: MergeView) -> None:
        if view == self._view:  # nothing of it has changed: what is chosen stays
            return
        self._view = view
        sides = (view.kept, view.gone)
        self.elsewhere.watch({person_file(each.person_id): each.full_name for each in sides})
        self.message.hush()
        self.setWindowTitle("")
        self.head.set_line(f"giữ hồ sơ {view.kept.case_code} của {view.kept.full_name}")
        self.sides.show_view(view)
        told = view.likeness.reasons or "Không có gì giống nhau"
        self._likeness.setText(f"{view.likeness.likeness}: {told}.")
        self.clashes.say("warn", "\n".join(view.clashes))
        self._effects.setText("\n".join(f"•  {each}" for each in view.effects))
        self.merge_button.setEnabled(True)
        self.sides.focus_first()

    def _swap(self) -> None:
        if self._view is not None:
            self._ask(self._view.gone.person_id, self._view.kept.person_id)

    def _merge(self) -> None:
        if (view := self._view) is None:
            return
        order = MergeOrder(
            view.kept.person_id,
            view.gone.person_id,
            view.kept.version,
            view.gone.version,
            self.sides.taken,
        )
        self._do(order)

    def _do(self, order: MergeOrder) -> None:
        settled(self._desk, self, partial(merge_persons, order=order), partial(self._tell, order))

    def _tell(self, order: MergeOrder, done: Merged) -> None:
        self._view = None
        self.elsewhere.watch({})
        self.merge_button.setEnabled(False)
        words = f"Đã gộp hồ sơ {done.gone_code} vào hồ sơ của {done.kept_name}."
        act = partial(split_persons, merge_id=done.merge_id)
        undo = partial(self._desk.do, self, act, self._tell_split)
        self._desk.say(words, UNDO, undo, partial(self._again, order))
        self.wanted.emit(OpenPerson(order.kept_id))

    def _again(self, order: MergeOrder) -> None:
        """Merge once more what has been split: with the versions both have by then."""
        look = partial(foresee_merge, kept_id=order.kept_id, gone_id=order.gone_id)

        def go_on(view: MergeView) -> None:
            versions = view.kept.version, view.gone.version
            self._do(replace(order, kept_version=versions[0], gone_version=versions[1]))

        self._desk.look(self, look, go_on, "again")

    def _tell_split(self, _: object) -> None:
        self._desk.say("Đã tách lại hai hồ sơ như trước.")

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        is_over = "person_merge" in touched  # by this page: the file that went is no more
        if touched & self.WATCHES and self._view and not is_over and self.isVisible():
            self._ask(self._view.kept.person_id, self._view.gone.person_id)


def _in_lines(text: str) -> str:
    """Break a long value, so that both sides are in sight: a choice does not wrap by itself."""
    return "\n".join(wrap(text, LETTERS_A_LINE)).replace("&", "&&")


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _card(inside: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(inside)
    return card
