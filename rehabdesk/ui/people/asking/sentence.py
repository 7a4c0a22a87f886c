"""The question as a sentence made of drop-downs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.codes import CaseState, Sex
from rehabdesk.domain.daily_codes import Employment
from rehabdesk.services.lists.hot_question import Answer
from rehabdesk.services.people.filters import Helped, Kind, PersonFilter
from rehabdesk.services.people.question import OFTEN, Period, Question, Within
from rehabdesk.services.supports.supported import Supported
from rehabdesk.ui.kit.fields import ComboField, DateField, TextField
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.shell.wrap import WrapLayout

V = TypeVar("V")
Ages = tuple[int | None, int | None]  # from, and under
OTHER_AGES: Ages = (-1, -1)
AGES: tuple[tuple[Ages, str], ...] = (
    ((None, None), "mọi tuổi"),
    ((None, 18), "dưới 18 tuổi"),
    ((None, 30), "dưới 30 tuổi"),
    ((18, 30), "từ 18 đến dưới 30 tuổi"),
    ((30, 45), "từ 30 đến dưới 45 tuổi"),
    ((45, 60), "từ 45 đến dưới 60 tuổi"),
    ((60, None), "từ 60 tuổi trở lên"),
    (OTHER_AGES, "tuổi khác…"),
)
UNSEEN = (30, 60, 90, 180)
AGE_WIDTH, DAY_WIDTH, WIDEST = 48, 110, 210


class Sentence(QWidget):
    """Tells a filter; what it asks stands in its own words, in the order of a sentence."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._kept = PersonFilter()
        self._flow = WrapLayout()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self.kind = self._ask("Diện", _kinds(), "Người")
        sexes: list[tuple[Sex | None, str]] = [(None, "nam và nữ")]
        self.sex = self._ask("Giới tính", sexes + [(each, each.label.lower()) for each in Sex])
        self.ages = self._ask("Tuổi", AGES)
        self.age_from, self.age_under = self._own_ages()
        self.place: ComboField[int | str | None] = self._ask("Nơi ở", [(None, "cả xã")], "ở")
        works: list[tuple[Employment | None, str]] = [(None, "việc làm thế nào cũng tính")]
        works += [(each, _lower(each.label)) for each in Employment]
        self.work = self._ask("Việc làm", works)
        self.helper: ComboField[str] = self._ask(
            "Người phụ trách", [("", "ai phụ trách cũng tính")]
        )
        self.back = self._period("Ngày hoàn thành cai nghiện", "hoàn thành cai nghiện")
        self.back_days = self._own_days()
        self.term = self._period("Hạn quản lý", "hết hạn quản lý")
        self.term_days = self._own_days()
        times: list[tuple[int | None, str]] = [(None, "lần cai nào cũng tính")]
        times += [(each, f"cai lần thứ {each}") for each in range(1, OFTEN)]
        self.ordinal = self._ask("Lần thứ mấy", [*times, (OFTEN, f"cai từ {OFTEN} lần trở lên")])
        self.drugs: ComboField[str] = self._ask("Loại ma túy", [("", "loại ma túy nào cũng tính")])
        seen: list[tuple[int | None, str]] = [(None, "gặp lúc nào cũng tính")]
        seen += [(each, f"chưa gặp quá {each} ngày") for each in UNSEEN]
        self.unseen = self._ask("Gặp gỡ", seen)
        helped: list[tuple[Supported | None, str]] = [(None, "hỗ trợ thế nào cũng tính")]
        self.supported = self._ask("Hỗ trợ", helped + [(each, each.label) for each in Supported])
        self._show_own()

    @property
    def chosen(self) -> PersonFilter:
        place = self.place.value
        return replace(
            self._kept,
            kind=self.kind.value or Kind.FOLLOWED,
            hamlet_id=place if isinstance(place, int) else None,
            former_commune=place if isinstance(place, str) else "",
            helper=self.helper.value or "",
            question=self._question(),
        )

    def show_filter(self, chosen: PersonFilter) -> None:
        """Begin with what the list is narrowed to; words typed there ask nothing here."""
        self._kept = replace(chosen, words="")
        asked = chosen.question
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.kind.value = chosen.kind
        self.sex.value = asked.sex
        ages = (asked.age_from, asked.age_under)
        is_usual = ages in {each for each, _ in AGES}
        self.ages.value = ages if is_usual else OTHER_AGES
        self.age_from.value = "" if is_usual else str(asked.age_from or "")
        self.age_under.value = "" if is_usual else str(asked.age_under or "")
        self.work.value, self.ordinal.value = asked.employment, asked.ordinal
        self.unseen.value, self.supported.value = asked.unseen_days, asked.supported
        for combo, fields, within in (
            (self.back, self.back_days, asked.back),
            (self.term, self.term_days, asked.term),
        ):
            combo.value = within.period
            fields[0].value, fields[1].value = within.first, within.last
        self.blockSignals(False)  # noqa: FBT003 -- Qt's own signature
        self._show_own()

    def offer(self, found: Answer) -> None:
        """Offer the places, helpers and drugs there are, keeping what is asked."""
        files, chosen = found.files, found.files.chosen
        former: list[tuple[int | str | None, str]] = [
            (name, f"xã {name} cũ") for name in files.former_communes
        ]
        self.place.offer([(None, "cả xã"), *former, *files.hamlets])
        helped = [(Helped.NOT_YET.value, "chưa có người phụ trách")]
        helped += [(Helped.AWAITING.value, "chờ số quyết định phân công")]
        names = [(name, f"do {name} phụ trách") for name in files.helpers]
        self.helper.offer([("", "ai phụ trách cũng tính"), *helped, *names])
        drugs = [(each, f"dùng {each}") for each in found.drugs]
        self.drugs.offer([("", "loại ma túy nào cũng tính"), *drugs])
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.place.value = chosen.hamlet_id or chosen.former_commune or None
        self.helper.value = chosen.helper
        self.drugs.value = chosen.question.drugs
        self.blockSignals(False)  # noqa: FBT003 -- Qt's own signature

    def _question(self) -> Question:
        ages = self.ages.value or (None, None)
        if ages == OTHER_AGES:
            ages = (_number(self.age_from.value), _number(self.age_under.value))
        return Question(
            self.sex.value,
            *ages,
            self.work.value,
            self._within(self.back, self.back_days),
            self._within(self.term, self.term_days),
            self.unseen.value,
            self.ordinal.value,
            self.drugs.value or "",
            self.supported.value,
        )

    def _within(self, combo: ComboField[Period], fields: Sequence[DateField]) -> Within:
        period = combo.value or Period.ANY
        if period is not Period.OWN:
            return Within(period)
        return Within(period, fields[0].day, fields[1].day)

    def _ask(self, name: str, choices: Sequence[tuple[V, str]], before: str = "") -> ComboField[V]:
        """Lay a choice into the sentence, with the words that lead to it kept beside it."""
        combo = ComboField(choices, is_filter=True)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToContents)
        combo.setMaximumWidth(Style.current.length(WIDEST))
        combo.view().setMinimumWidth(combo.sizeHint().width())
        combo.chosen.connect(self._tell)
        if not before:
            self._flow.addWidget(combo)
            return combo
        together = QWidget()
        row = QHBoxLayout(together)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(before))
        row.addWidget(combo)
        self._flow.addWidget(together)
        return combo

    def _period(self, name: str, before: str) -> ComboField[Period]:
        return self._ask(name, [(each, each.label) for each in Period], before)

    def _own_ages(self) -> tuple[TextField, TextField]:
        fields = (TextField(placeholder="từ"), TextField(placeholder="dưới"))
        for field, name in zip(fields, ("Từ tuổi", "Dưới tuổi"), strict=True):
            field.setFixedWidth(Style.current.length(AGE_WIDTH))
            field.setAccessibleName(name)
            field.textEdited.connect(self._tell)
            self._flow.addWidget(field)
        return fields

    def _own_days(self) -> tuple[DateField, DateField]:
        fields = (DateField(self._today, needs_day=True), DateField(self._today, needs_day=True))
        for field, name in zip(fields, ("Từ ngày", "Đến ngày"), strict=True):
            field.setFixedWidth(Style.current.length(DAY_WIDTH))
            field.setAccessibleName(name)
            field.setPlaceholderText(name.lower())
            field.editingFinished.connect(self._tell)
            self._flow.addWidget(field)
        return fields

    def _show_own(self) -> None:
        """Show the fields of one's own limits only where they are asked for."""
        is_own = self.ages.value == OTHER_AGES
        for field in (self.age_from, self.age_under):
            field.setVisible(is_own)
        for combo, fields in ((self.back, self.back_days), (self.term, self.term_days)):
            for each in fields:
                each.setVisible(combo.value is Period.OWN)
        self.updateGeometry()

    def _tell(self) -> None:
        self._show_own()
        self.changed.emit()


def _kinds() -> list[tuple[Kind | CaseState, str]]:
    kinds: list[tuple[Kind | CaseState, str]] = [
        (Kind.FOLLOWED, "đang theo dõi"),
        (Kind.EVERYBODY, "có hồ sơ"),
    ]
    return kinds + [(state, f"diện {_lower(state.label)}") for state in CaseState]


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() else None


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
