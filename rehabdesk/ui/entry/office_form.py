"""The office's names: place, letterhead, superior authority; filled from the unit chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal

from rehabdesk.domain.places import Commune, FormerCommune, Province, Units
from rehabdesk.services.founding import ordinary_profile, upper_profile
from rehabdesk.services.letterhead import LetterheadWords
from rehabdesk.services.offices import ProfileFacts
from rehabdesk.ui.entry.pick import PickField
from rehabdesk.ui.kit.fields import DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry, Form
from rehabdesk.ui.kit.messages import MessageFrame

MERGED_ON = date(2025, 7, 1)  # the day today's communes began
_MOST_NAMED = 9
UPPER = "upper"  # instead of a commune: the office that puts the reports of all together
UPPER_WORDS = "Cấp tỉnh: cơ quan tổng hợp báo cáo"
UPPER_TOLD = (
    "Cơ quan cấp tỉnh không lập hồ sơ người; phần mềm nhận gói báo cáo của {} xã, phường, "
    "cộng lại và lập báo cáo của tỉnh."
)


class NeededField(TextField):
    """A line that must not stay empty, and the sentence that says so."""

    def __init__(self, missing: str, placeholder: str = "", value: str = "") -> None:
        super().__init__(value, placeholder)
        self._missing = missing

    @property
    def error(self) -> str:
        return "" if self.value else self._missing


class SuperiorField(NeededField):
    """The line above the office's own name; a province has nobody above it there."""

    is_needed = True

    @property
    def error(self) -> str:
        return super().error if self.is_needed else ""


class NeededDate(DateField):
    """A whole date that must be given."""

    @property
    def error(self) -> str:
        return super().error or ("" if self.text().strip() else "Nhập ngày.")


class NeededBox(TextBox):
    """Two lines that always fit."""

    def __init__(self) -> None:
        super().__init__(lines=2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def error(self) -> str:
        return "" if self.value else "Nhập tên cơ quan như in ở đầu trang."


class OfficeForm(Form):
    """Everything a paper's head says of the office. Choosing a commune proposes the rest."""

    edited = Signal()

    def __init__(self, units: Units, today: date) -> None:
        super().__init__()
        self._units = units
        self._today = today
        self._base: ProfileFacts | None = None
        self.province = PickField[str]("Chọn tỉnh, thành phố trong danh sách.", "Gõ để tìm")
        self.commune = PickField[str]("Chọn xã, phường, đặc khu trong danh sách.", "Gõ để tìm")
        self.former = MessageFrame()
        self.superior_line = SuperiorField("Nhập dòng trên, như UBND TỈNH HÒA SƠN.")
        self.issuing_lines = NeededBox()
        self.place = NeededField("Nhập địa danh in cạnh ngày tháng.")
        self.symbol = NeededField("Nhập ký hiệu quyết định.", value="/QĐ-UBND")
        self.superior_name = NeededField("Nhập tên cơ quan cấp trên.")
        self.valid_from = NeededDate(today, MERGED_ON, needs_day=True)
        self._lay_out()
        self._listen()
        self.province.offer([(one.code, _titled(one.full_name)) for one in units.provinces])

    @property
    def words(self) -> LetterheadWords:
        """The head as typed so far, for the preview."""
        lines = tuple(self.issuing_lines.value.split("\n"))
        return LetterheadWords(
            self.superior_line.value, lines, self.symbol.value, self.place.value, self._today
        )

    def facts(self) -> ProfileFacts:
        """Return what has been typed; ask only after everything has been checked."""
        proposed = self._proposed()
        day = self.valid_from.day
        if proposed is None or day is None:
            raise RuntimeError("the form has not been checked")
        return replace(
            proposed,
            valid_from=day,
            superior_line=self.superior_line.value,
            issuing_lines=tuple(self.issuing_lines.value.split("\n")),
            place_name=self.place.value,
            superior_name=self.superior_name.value,
        )

    def show_facts(self, facts: ProfileFacts, symbol: str) -> None:
        """Lay out names already kept."""
        self.province.choose(facts.province_code)
        self.commune.choose(facts.commune_code or UPPER)
        self._base = facts
        self.superior_line.value = facts.superior_line
        self.issuing_lines.value = "\n".join(facts.issuing_lines)
        self.place.value = facts.place_name
        self.superior_name.value = facts.superior_name
        self.symbol.value = f"/{symbol.lstrip('/')}"
        self.valid_from.value = facts.valid_from

    def _lay_out(self) -> None:
        self.add_row(
            Entry("province_code", "&Tỉnh, thành phố", self.province),
            Entry("commune_code", "&Xã, phường, đặc khu", self.commune),
        )
        self.add_widget(self.former)
        self.add_row(
            Entry("superior_line", "&Dòng trên của tên cơ quan", self.superior_line),
            Entry("issuing_lines", "Dò&ng tên cơ quan (đậm)", self.issuing_lines),
        )
        self.add_row(
            Entry("place_name", "Địa d&anh in cạnh ngày tháng", self.place),
            Entry("symbol", "&Ký hiệu quyết định", self.symbol),
        )
        self.add_row(
            Entry("superior_name", "&Cơ quan cấp trên nhận báo cáo", self.superior_name),
            Entry("valid_from", "Tên này dùng từ n&gày", self.valid_from),
        )

    def _listen(self) -> None:
        self.province.picked.connect(self._offer_communes)
        self.commune.picked.connect(self._propose)
        for field in (self.superior_line, self.place, self.symbol):
            field.textChanged.connect(self._note_edit)
        self.issuing_lines.textChanged.connect(self._note_edit)

    def _note_edit(self) -> None:
        self.edited.emit()

    def _offer_communes(self, province: str | None) -> None:
        communes = self._units.communes_of(province) if province else ()
        upper = [(UPPER, UPPER_WORDS)] if province else []
        self.commune.offer([*((one.code, _titled(one.full_name)) for one in communes), *upper])

    def _propose(self, _code: str | None) -> None:
        proposed = self._proposed()
        self.superior_line.is_needed = proposed is None or not proposed.is_upper
        if proposed is None:
            self.former.hush()
            return
        self.superior_line.value = proposed.superior_line
        self.issuing_lines.value = "\n".join(proposed.issuing_lines)
        self.place.value = proposed.place_name
        self.superior_name.value = proposed.superior_name
        told = former_words(self._units, proposed.commune_code)
        if proposed.is_upper:
            count = len(self._units.communes_of(proposed.province_code))
            told = UPPER_TOLD.format(count)
        self.former.say("info", told)
        self.box("commune_code").check()

    def _proposed(self) -> ProfileFacts | None:
        """Start from the names kept before, where the commune is still the same."""
        code = self.commune.choice
        if code is None:
            return None
        if self._base is not None and (self._base.commune_code or UPPER) == code:
            return self._base
        if code == UPPER:
            chosen = self._units.province(self.province.choice or "")
            return upper_profile((chosen.code, chosen.full_name), MERGED_ON)
        commune: Commune = self._units.commune(code)
        province: Province = self._units.province(commune.province_code)
        return ordinary_profile(
            (province.code, province.full_name),
            (commune.code, commune.kind, commune.name),
            MERGED_ON,
        )


def former_words(units: Units, commune_code: str) -> str:
    """Say which communes of before 1 July 2025 make up this one."""
    former = units.former_communes_of(commune_code)
    if not former:
        return ""
    kind = units.commune(commune_code).kind.label
    names = [one.full_name for one in former]
    told = ", ".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        told += f" và {len(names) - _MOST_NAMED} nơi khác"
    return (
        f"Từ 01/07/2025 {kind} này gồm: {told}{_district(former)}. "
        "Địa chỉ cũ trong giấy tờ vẫn tra được."
    )


def _district(former: tuple[FormerCommune, ...]) -> str:
    districts = list(dict.fromkeys(one.district for one in former if one.kind))
    return f" ({', '.join(districts)} cũ)" if districts else ""


def _titled(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"
