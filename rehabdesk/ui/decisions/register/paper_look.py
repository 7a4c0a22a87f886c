"""A look at one paper beside the book: its path in time, what is linked, who has it, its scan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.services.decisions.following.looking import (
    PaperLook,
    PathStep,
    look_at_copy,
    look_at_paper,
)
from rehabdesk.services.decisions.life.deliveries import DeliveryRow
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.preview import PageImage
from rehabdesk.ui.kit.style import Style

WIDTH = 300
FROM_WIDTH = 1400  # of the page: a window of 1600
PICTURE = 120
PRINT, ATTACH, KEPT = "print", "attach", "kept"  # what a link of a hand-over asks for


class PaperLookPanel(QFrame):
    """Shown beside the book on wide screens, and where it is asked for."""

    went_to = Signal(int)  # a linked paper
    record_wanted = Signal(int)  # of a hand-over, to be printed
    attach_wanted = Signal(object)  # the DeliveryRow whose signed record is to be chosen
    kept_wanted = Signal(int)  # the hand-over whose signed record is to be opened

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(Style.current.length(WIDTH))
        self._desk = desk
        self._asker = Asker(self)
        self._decision_id: int | None = None
        self._is_asked_for = False
        self.head = QLabel()
        self.head.setProperty("role", "subtitle")
        self.state = QLabel()
        self.state.setProperty("role", "secondary")
        self.path = QLabel()
        self.linked = _links("Văn bản liên quan")
        self.linked.linkActivated.connect(self._follow)
        self.given = _links("Giao nhận")
        self.given.linkActivated.connect(self._ask_record)
        self._hand_overs: dict[int, DeliveryRow] = {}
        self.copy_name = QLabel()
        self.picture = QLabel()
        self._lay_out()
        self.hide()
        Style.current.changed.connect(self._dress_links)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        for label in (self.head, self.state, self.path, self.linked, self.given, self.copy_name):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
        self._column.addWidget(self.head)
        self._column.addWidget(self.state)
        self._part("Đường đi của văn bản", self.path)
        self._part("Văn bản liên quan", self.linked)
        self._part("Giao nhận", self.given)
        self._part("Bản đã ký", self.copy_name)
        self._column.addWidget(self.picture)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Xem nhanh văn bản")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(area)

    def _part(self, title: str, part: QLabel) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "section")
        self._column.addSpacing(6)
        self._column.addWidget(heading)
        self._column.addWidget(part)

    def _dress_links(self) -> None:
        """Lay the links out again: they keep the colour they were first painted in."""
        for label in (self.linked, self.given):
            words = label.text()
            label.clear()
            label.setText(words)

    def _follow(self, link: str) -> None:
        self.went_to.emit(int(link))

    def _ask_record(self, link: str) -> None:
        wish, _, ident = link.partition(" ")
        if wish == PRINT:
            self.record_wanted.emit(int(ident))
        elif wish == ATTACH:
            self.attach_wanted.emit(self._hand_overs[int(ident)])
        else:
            self.kept_wanted.emit(int(ident))

    # When it is there

    def fit(self, page: int) -> None:
        is_wide = page >= Style.current.length(FROM_WIDTH)
        was_shown = self.isVisible()
        self.setVisible((is_wide or self._is_asked_for) and self._decision_id is not None)
        if self.isVisible() and not was_shown:
            self.refresh()

    def toggle(self, page: int) -> None:
        self._is_asked_for = not self._is_asked_for
        self.fit(page)

    def show_paper(self, decision_id: int | None, page: int) -> None:
        is_other = decision_id != self._decision_id
        self._decision_id = decision_id
        self.fit(page)
        if is_other:
            self.refresh()

    def refresh(self) -> None:
        if self._decision_id is None or not self.isVisible():
            return
        look = partial(look_at_paper, decision_id=self._decision_id)
        self._desk.look(self._asker, look, self._show, name="paper look")
        picture = partial(look_at_copy, decision_id=self._decision_id)
        self._desk.look(self._asker, picture, self._show_picture, name="copy look")

    # What it shows

    def _show(self, look: PaperLook) -> None:
        self.head.setText(escape(f"Số {look.number}" if look.number else look.status.label))
        told = (look.title, look.concerns, f"{look.status.label} · {look.standing}")
        self.state.setText("<br>".join(escape(each) for each in told if each))
        self.path.setText("".join(_step(step) for step in look.path))
        links = [(f"{each.relation} {each.words}", each.decision_id) for each in look.linked]
        self.linked.setText(_linked(links) or "Không có.")
        self._hand_overs = {each.id: each for each in look.deliveries}
        given = "".join(_hand_over(each) for each in look.deliveries)
        self.given.setText(given or "Chưa ghi giao cho ai.")
        self.copy_name.setText(escape(look.copy_name or "Chưa có. Thả tệp vào sổ để đính kèm."))

    def _show_picture(self, page: PageImage | None) -> None:
        self.picture.setVisible(page is not None)
        if page is not None:
            image = QImage(
                page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
            )
            width = Style.current.length(PICTURE)
            scaled = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            self.picture.setPixmap(QPixmap.fromImage(scaled))
            self.picture.setAccessibleName("Trang đầu của bản đã ký")


def _step(step: PathStep) -> str:
    when = escape(step.when) if step.when else "chưa"
    detail = f"<br>{escape(step.detail)}" if step.detail else ""
    mark = "●" if step.when else "○"
    return f"<p style='margin:0 0 4px 0'>{mark} <b>{escape(step.label)}</b> {when}{detail}</p>"


def _links(name: str) -> QLabel:
    label = QLabel()
    label.setAccessibleName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return label


def _linked(lines: Iterable[tuple[str, int]]) -> str:
    return "<br>".join(f"<a href='{ident}'>{escape(words)}</a>" for words, ident in lines)


def _hand_over(row: DeliveryRow) -> str:
    """Tell one hand-over, and what can be done about its record."""
    acts = [(PRINT, "In biên bản"), (ATTACH, "Đính kèm bản đã ký")]
    if row.has_record:
        acts = [(KEPT, "Xem biên bản đã ký"), (ATTACH, "Đổi")]
    links = " · ".join(f"<a href='{wish} {row.id}'>{words}</a>" for wish, words in acts)
    return f"<p style='margin:0 0 4px 0'>{escape(row.words)}<br>{links}</p>"
