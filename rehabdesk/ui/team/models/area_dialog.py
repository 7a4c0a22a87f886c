"""The status of a commune or hamlet in a year, with what the records and papers show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QWidget

from rehabdesk.domain.teamwork.areas import AreaFacts, OwnCriterion, Typed
from rehabdesk.domain.teamwork.care import number_words
from rehabdesk.domain.teamwork.codes import AreaState
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.models.areas import AreaList, AreaRow, SetStatus, set_status
from rehabdesk.services.office import Work
from rehabdesk.services.teams.changes import Made
from rehabdesk.ui.kit.buttons import KeyButton
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.inputs.sheet import SheetInput
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.team.doing import do_from
from rehabdesk.ui.team.models.inputs import DAY_WIDTH, NumberField, PercentField

SHEET_HEIGHT = 120
HEADS = ("STT", "Tiêu chí theo văn bản của tỉnh", "Đạt hay chưa")
OWN_HINT = "Tiêu chí “không ma túy” gõ theo văn bản của tỉnh, mỗi dòng một; cột sau: đạt, chưa."
MET = frozenset({"đạt", "có", "rồi", "x", "✓", "đ"})
SCANS = "Bản quét (*.pdf *.jpg *.jpeg *.png)"


class AreaDialog(FormDialog):
    def __init__(self, desk: Desk, found: AreaList, row: AreaRow, page: QWidget) -> None:
        super().__init__(f"{row.name} năm {found.year}", "&Ghi", page, WIDTHS[3])
        self._desk, self._found, self._row, self._page = desk, found, row, page
        self._scan: tuple[str, bytes] = ("", b"")
        self._is_commune = row.hamlet_id is None
        typed = row.facts.typed if row.facts else Typed()
        self.state = ComboField([(each, each.label) for each in AreaState])
        self.state.value = row.state or AreaState.NOT_FREE
        self.paper = TextField(row.paper, "12/QĐ-UBND")
        self.paper_on = self._day(row.paper_on)
        self.issuer = TextField(row.issuer, "Chủ tịch UBND tỉnh")
        self.population = NumberField(
            "" if typed.population is None else number_words(typed.population)
        )
        self.population_on = self._day(typed.population_on)
        self.points = NumberField("" if typed.points is None else f"{typed.points}")
        share = "" if typed.offenders is None else f"{typed.offenders}".replace(".", ",")
        self.offenders = PercentField(share)
        self.plants = NumberField("" if typed.plants is None else f"{typed.plants}")
        metres = typed.square_metres
        self.square_metres = NumberField("" if metres is None else f"{metres}")
        self.further = QCheckBox("Có tiêu chí khác gắn với địa bàn loại dưới và tuyến ma tú&y")
        self.further.setChecked(typed.further)
        told = [["", each.words, "đạt" if each.is_met else "chưa"] for each in typed.own]
        self.own = SheetInput("Tiêu chí theo văn bản của tỉnh", HEADS, told, {1: 120})
        self.words = TextBox(row.words, lines=2)
        self.seen = QLabel()
        self.seen.setWordWrap(True)
        self.scan_button = KeyButton("Bản &quét…", picture="attach", is_small=True)
        self._scan_words = QLabel("đã có bản quét" if row.has_scan else "chưa đính kèm bản quét")
        self._lay_out()
        self._connect()
        self._note_figures()

    def _day(self, value: object) -> DateField:
        field = DateField(self._found.today, None, needs_day=True)
        if value is not None:
            field.value = value  # type: ignore[assignment]
        field.setFixedWidth(Style.current.length(DAY_WIDTH))
        return field

    def _lay_out(self) -> None:
        self._scan_words.setProperty("role", "secondary")
        self.own.setFixedHeight(Style.current.length(SHEET_HEIGHT))
        self.add_row(
            Entry("state", "&Tình trạng", self.state),
            Entry("paper", "&Số quyết định", self.paper),
            Entry("paper_on", "Ngày &ký", self.paper_on, stretch=0),
            Entry("issuer", "&Cơ quan ký", self.issuer),
        )
        scan = QWidget()
        line = QHBoxLayout(scan)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.scan_button)
        line.addWidget(self._scan_words, 1)
        self.form.add_widget(scan)
        self.form.add_widget(self.seen)
        self.add_row(
            Entry("population", "&Dân số hiện cư trú", self.population),
            Entry("population_on", "Số dâ&n ngày", self.population_on, stretch=0),
            Entry("points", "Điểm, tụ điể&m phức tạp", self.points),
        )
        if self._is_commune:
            self.add_row(
                Entry("offenders", "% &phạm tội ma túy bị bắt / dân số", self.offenders),
                Entry("plants", "Số cây có chất m&a túy", self.plants),
                Entry("square_metres", "Diện tíc&h (m²)", self.square_metres),
            )
            self.form.add_widget(self.further)
        self.add("own", "T&iêu chí theo văn bản của tỉnh", self.own, OWN_HINT)
        self.add("words", "Ghi ch&ú", self.words)

    def _connect(self) -> None:
        self.scan_button.clicked.connect(self._choose_scan)
        for field in (self.population, self.points):
            field.textChanged.connect(lambda _: self._note_figures())

    @property
    def typed(self) -> Typed:
        return Typed(
            self.population.number,
            self.population_on.day,
            self.points.number,
            self.offenders.share,
            self.plants.number,
            self.square_metres.number,
            self.further.isChecked(),
            tuple(
                OwnCriterion(words, answer.casefold() in MET)
                for _, words, answer in self.own.rows
                if words
            ),
        )

    def _note_figures(self) -> None:
        """Say what the records show today, and the share as soon as there is a base."""
        facts = AreaFacts(self._row.now, self.typed)
        told = f"Hôm nay hồ sơ có ở đây: {self._row.now.words}."
        if facts.rate_words:
            told += f" Người nghiện và người sử dụng trên dân số: {facts.rate_words}."
        self.seen.setText(told)

    def submit(self) -> None:
        order = SetStatus(
            self._found.year,
            self._row.hamlet_id,
            self._row.version,
            self.state.value or AreaState.NOT_FREE,
            self.typed,
            self.paper.value,
            self.paper_on.day,
            self.issuer.value,
            self.words.value,
            *self._scan,
        )
        told = f"Đã ghi {self._row.name} năm {order.year}: {order.state.label}."
        do_from(
            self,
            self._desk,
            self._page,
            Edit(self._read(order), order, order.version, _setting),
            told,
        )

    def _read(self, order: SetStatus) -> SetStatus:
        """Return the line as it was shown, before anything was typed."""
        row = self._row
        return replace(
            order,
            state=row.state or order.state,
            typed=row.facts.typed if row.facts else Typed(),
            paper=row.paper,
            paper_on=row.paper_on,
            issuer=row.issuer,
            words=row.words,
            scan_name="",
            scan=b"",
        )

    def _choose_scan(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Chọn bản quét", "", SCANS)
        if chosen:
            path = Path(chosen)
            self._desk.run(self, partial(read_scan, path), partial(self._take_scan, path.name))

    def _take_scan(self, name: str, content: bytes) -> None:
        self._scan = name, content
        self._scan_words.setText(name)


def _setting(order: SetStatus, version: int) -> Callable[[Work], Made]:
    return partial(set_status, order=replace(order, version=version))
