"""Mô hình, địa bàn: what the commune runs, who comes for advice, where no drugs are left."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.team.models.areas_page import AreasPage
from rehabdesk.ui.team.models.inputs import may_keep
from rehabdesk.ui.team.models.models_page import ModelsPage
from rehabdesk.ui.team.models.surveys_page import SurveysPage
from rehabdesk.ui.team.models.visits_page import VisitsPage
from rehabdesk.ui.visits import OpenTeam

MODELS, VISITS, AREAS, SURVEYS = range(4)
PARTS = (
    (MODELS, "Mô hình"),
    (VISITS, "Điểm tư vấn"),
    (AREAS, "Địa bàn không ma túy"),
    (SURVEYS, "Đợt rà soát"),
)
Part = ModelsPage | VisitsPage | AreasPage | SurveysPage


class ModelsTab(QWidget):
    """Four parts, one at a time; all of them are the commune's, whichever team is chosen."""

    wanted = Signal(object)
    about_team = False
    WATCHES = frozenset(
        {"care_model", "care_model_member", "care_model_person", "care_model_review"}
        | {"counselling_visit", "area_status", "survey_round", "survey_finding"}
        | {"person", "standing", "hamlet", "volunteer", "body_test"}
    )

    def __init__(self, desk: Desk, habits: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self.add_button = KeyButton("", "Ctrl+N", "add", "primary")
        self.message = MessageFrame()
        self.which = ComboField(PARTS)
        self.which.setAccessibleName("Xem gì")
        self.which.fit_choices()
        self.models = ModelsPage(desk, habits)
        self.visits = VisitsPage(desk, habits)
        self.areas = AreasPage(desk, habits)
        self.surveys = SurveysPage(desk, habits)
        self.parts: tuple[Part, ...] = (self.models, self.visits, self.areas, self.surveys)
        self.bars, self.pages = QStackedWidget(), QStackedWidget()
        for part in self.parts:
            self.bars.addWidget(part.bar)
            self.pages.addWidget(part)
            part.wanted.connect(self.wanted)
        self._lay_out()
        self.which.chosen.connect(lambda _: self._turn())
        self.add_button.clicked.connect(self.record)
        desk.changed.connect(self._refresh_if_touched)
        self._turn()

    def head_buttons(self) -> tuple[QWidget, ...]:
        return (self.add_button,)

    def visit(self, visit: object) -> None:
        """Go to a model, or with a negative row to a visit, whose outcome is awaited."""
        if not isinstance(visit, OpenTeam) or visit.row_id is None:
            return
        if visit.row_id < 0:
            self.turn_to(VISITS)
            self.visits.go_to(-visit.row_id)
        else:
            self.turn_to(MODELS)
            self.models.go_to(visit.row_id)

    def turn_to(self, place: int) -> None:
        self.which.value = place

    @property
    def part(self) -> Part:
        return self.parts[self.which.value or MODELS]

    def refresh(self) -> None:
        self.message.hush()
        self.part.refresh()

    def record(self) -> None:
        self.message.hush()
        self.part.record()

    def show_refusal(self, refusal: Refusal) -> None:
        self.message.say("bad", str(refusal))

    def show_fault(self, fault: OutsideFault) -> None:
        self.message.say("bad", str(fault))

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.which)
        above.addWidget(self.bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.message)
        layout.addWidget(self.pages, 1)

    def _turn(self) -> None:
        place = self.which.value or MODELS
        self.bars.setCurrentIndex(place)
        self.pages.setCurrentIndex(place)
        self.setFocusProxy(self.part)
        self.add_button.set_text(self.part.ADD)
        self.add_button.setEnabled(may_keep(self._desk))
        self.refresh()

    def _refresh_if_touched(self, touched: frozenset[str]) -> None:
        if touched & self.WATCHES:
            self.part.refresh()
