"""An address typed as on the paper, or chosen from the units down to the hamlet (F16, F17)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from rehabdesk.domain.places import FormerCommune
from rehabdesk.services.people.card_check import AddressBook
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style, icon

NONE_CHOSEN = "Chọn…"
Codes = tuple[str | None, str | None]  # of the unit of today, and of the former one that was meant


class AddressField(TextField):
    """One line as written; F4 opens the units to choose from."""

    def __init__(self, book: AddressBook, value: str = "") -> None:
        super().__init__(value)
        self._book = book
        self._chosen: tuple[str, Codes] = ("", (None, None))
        self._opener = QAction(self)
        self._opener.setToolTip("Chọn theo địa giới (F4)")
        self._opener.triggered.connect(self.open_chooser)
        self.addAction(self._opener, QLineEdit.ActionPosition.TrailingPosition)
        self._draw()
        Style.current.changed.connect(self._draw)

    @property
    def codes(self) -> Codes:
        """The units that were chosen, while the words still are those of the choice."""
        words, codes = self._chosen
        return codes if words and words == self.value else (None, None)

    def open_chooser(self) -> None:
        dialog = AddressDialog(self._book, self)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, words: str, codes: Codes) -> None:
        self._chosen = (words, codes)
        self.value = words
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editingFinished.emit()

    def _draw(self) -> None:
        self._opener.setIcon(icon("building_multiple", "text.secondary"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and has_alt):
            self.open_chooser()
        else:
            super().keyPressEvent(event)


class AddressDialog(FormDialog):
    """Province, commune, hamlet: as they are today, or with districts as they were."""

    chosen = Signal(str, object)  # the words, and the codes of the units

    def __init__(self, book: AddressBook, parent: QWidget) -> None:
        super().__init__("Chọn địa chỉ", "&Lấy địa chỉ này", parent, WIDTHS[1])
        self._book = book
        self.is_former = ComboField(
            [(False, "Từ 01/07/2025 (34 tỉnh, hai cấp)"), (True, "Trước đó (63 tỉnh, có huyện)")]
        )
        self.province = ComboField[str]()
        self.district = ComboField[str]()
        self.commune = ComboField[str]()
        self.hamlet = QComboBox()
        self.hamlet.setEditable(True)
        self.hamlet.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.hamlet.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none: no word finishes itself
        self.street = TextField()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.linked = QLabel()
        self.linked.setProperty("role", "hint")
        self.linked.setWordWrap(True)
        self._lay_out()
        self._offer_provinces()
        for box in (self.province, self.district, self.commune):
            box.setPlaceholderText(NONE_CHOSEN)
        self.is_former.chosen.connect(self._offer_provinces)
        self.province.chosen.connect(self._offer_below)
        self.district.chosen.connect(self._offer_communes)
        self.commune.chosen.connect(self._offer_hamlets)
        self.hamlet.editTextChanged.connect(self._tell)
        self.street.textChanged.connect(self._tell)

    @property
    def codes(self) -> Codes:
        former = self._former()
        if former is None:
            return self.commune.value, None
        return former.new_code, former.code

    @property
    def address(self) -> str:
        """Write it from the house up, as papers do."""
        own = [self.street.value, " ".join(self.hamlet.currentText().split())]
        former = self._former()
        units = self._book.units
        if former is not None:
            own.append(former.address)
        elif self.commune.value:
            own.append(units.address(self.commune.value))
        return ", ".join(part for part in own if part)

    def submit(self) -> None:
        if not self.commune.value:
            self.form.box("commune").tell("error", "Chọn xã, phường.")
            self.commune.setFocus()
            return
        words, codes = self.address, self.codes
        self.accept()
        self.chosen.emit(words, codes)

    def _lay_out(self) -> None:
        self.add("is_former", "Địa &giới", self.is_former)
        self.add_row(
            Entry("province", "&Tỉnh, thành phố", self.province),
            Entry("district", "&Huyện, quận", self.district),
            Entry("commune", "&Xã, phường", self.commune),
        )
        self.add_row(
            Entry("hamlet", "Th&ôn, tổ dân phố", self.hamlet),
            Entry("street", "&Số nhà, đường, xóm", self.street),
        )
        for box in (self.province, self.district, self.commune, self.hamlet):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.form.add_widget(self.words)
        self.form.add_widget(self.linked)

    def _offer_provinces(self) -> None:
        units, was_former = self._book.units, bool(self.is_former.value)
        if was_former:
            names = units.former_provinces
            self.province.offer([(name, _capital(name)) for name in names])
            ours = next(iter(units.former_communes_of(self._book.commune_code)), None)
            self.province.value = ours.province if ours else None
        else:
            self.province.offer([(one.code, _capital(one.full_name)) for one in units.provinces])
            self.province.value = self._book.province_code
        self.form.box("district").setVisible(was_former)
        self._offer_below()

    def _offer_below(self) -> None:
        units, province = self._book.units, self.province.value or ""
        if self.is_former.value:
            self.district.offer(
                [(name, _capital(name)) for name in units.former_districts(province)]
            )
            ours = units.former_communes_of(self._book.commune_code)
            here = next((one.district for one in ours if one.province == province), None)
            self.district.value = here
        self._offer_communes()

    def _offer_communes(self) -> None:
        units, province = self._book.units, self.province.value or ""
        if self.is_former.value:
            found = units.former_communes_in(province, self.district.value or "")
            self.commune.offer([(one.code, _capital(one.full_name)) for one in found])
            self.commune.value = None
        else:
            communes = units.communes_of(province)
            self.commune.offer([(one.code, _capital(one.full_name)) for one in communes])
            self.commune.value = self._book.commune_code
        self._offer_hamlets()

    def _offer_hamlets(self) -> None:
        """Offer the office's own hamlets where the commune is its own; others are typed."""
        typed = self.hamlet.currentText()
        new, _ = self.codes
        self.hamlet.clear()
        if new == self._book.commune_code:
            self.hamlet.addItems(["", *self._book.hamlets])
        self.hamlet.setEditText(typed)
        self.form.box("commune").hush()
        self._tell()

    def _former(self) -> FormerCommune | None:
        if not self.is_former.value:
            return None
        place = (self.province.value or "", self.district.value or "")
        found = self._book.units.former_communes_in(*place)
        return next((one for one in found if one.code == self.commune.value), None)

    def _tell(self) -> None:
        self.words.setText(self.address)
        self.linked.setText(self._book.units.linked(*self.codes))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
