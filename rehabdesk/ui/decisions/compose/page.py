"""The composer as it stands on the screen: inputs and checks at the left, pages at the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rehabdesk.services.together.presence import person_file
from rehabdesk.ui.decisions.checks_card import ChecksCard
from rehabdesk.ui.decisions.compose.order_form import OrderForm
from rehabdesk.ui.decisions.compose.quick_fill import QuickFill
from rehabdesk.ui.decisions.compose.run_bar import RunBar
from rehabdesk.ui.decisions.left_pane import LeftPane
from rehabdesk.ui.decisions.panes import PanedPage
from rehabdesk.ui.decisions.paper_strip import PaperStrip
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.kit.preview import PagePreview
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.head import PageHead, page_layout
from rehabdesk.ui.together.elsewhere import OpenElsewhereLine

REST = 400  # milliseconds after the last key
MINIMUM = 600  # below it nothing more gives way
NARROW = 930
SIGNING = "In để t&rình ký"


class ComposePage(PanedPage):
    """Everything that is to be seen of the composer, and nothing of what it does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        today, calendar = days(desk)
        self._today = today
        self.form = OrderForm(desk, today(), calendar)
        self.quick_fill = QuickFill(today(), calendar)
        self.checks = ChecksCard()
        self.message = MessageFrame()
        self.elsewhere = OpenElsewhereLine(desk, self)
        self.preview = PagePreview()
        self.strip = PaperStrip()
        self.run_bar = RunBar()
        self.panes = (self.form, self.checks, self.preview)
        self.setMinimumWidth(MINIMUM)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._add_buttons()
        self._lay_out()

    def _add_buttons(self) -> None:
        self.word_button = KeyButton("&Xuất Word", picture="arrow_download")
        self.save_button = KeyButton("Lư&u nháp", "Ctrl+S")
        self.print_button = KeyButton(SIGNING, "Ctrl+P", "print", "primary")
        self.more_button = IconButton("more_horizontal", "Việc khác")
        self.wording_button = KeyButton(
            "Sửa &lời văn", "F2", kind="flat", is_bound=False, is_small=True
        )
        self.wording_key = QShortcut(QKeySequence("F2"), self)
        self.preview.add_button(self.wording_button)

    def _lay_out(self) -> None:
        buttons = (self.word_button, self.save_button, self.print_button, self.more_button)
        self.head = PageHead("Soạn quyết định", buttons=buttons, has_back=True)
        self.left = LeftPane(
            (self.message, self.elsewhere, self.form, self.quick_fill, self.checks)
        )
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.run_bar)
        right.addWidget(self.strip)
        right.addWidget(self.preview, 1)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.left)
        panes.addLayout(right, 1)
        page_layout(self, self.head).addLayout(panes, 1)
        Style.current.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        is_narrow = self.width() < Style.current.length(NARROW)
        self.left.take_room(self.width(), is_narrow=is_narrow)
        for button in (self.word_button, self.wording_button):
            button.setVisible(not is_narrow)  # they stand in the menu too

    def watch_files(self) -> None:
        """Say where else the files of the persons on the paper are open."""
        names = {each.value: each.title for each in self.form.persons.chosen}
        chosen = self.form.chosen_persons
        self.elsewhere.watch({person_file(each): names[each] for each in chosen})

    def show_run(self, done: int, count: int, name: str) -> None:
        self.run_bar.show_progress(done, count, name)
        self.strip.hide()
        for part in (self.left, self.head, self.preview):
            part.setEnabled(False)

    def end_run(self) -> None:
        self.run_bar.hide()
        for part in (self.left, self.head, self.preview):
            part.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
