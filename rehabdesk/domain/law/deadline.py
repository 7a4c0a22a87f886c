"""By when the law, or the office itself, wants a thing done."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.codes import Coded, DeadlineUnit
from rehabdesk.domain.deadlines.span import Counting, Span
from rehabdesk.domain.law.text import Citation

_COUNTED = {DeadlineUnit.HOURS: "tính cả ngày nghỉ", DeadlineUnit.MONTHS: "theo tháng"}


class Body(Coded):
    """Who has to act, or who decides."""

    CHAIR = "chair", "Chủ tịch UBND xã"
    OFFICE = "office", "UBND xã"
    POLICE = "police", "Công an xã"
    DETECTING_POLICE = "detecting_police", "Công an nơi phát hiện"
    PROVINCE_POLICE = "province_police", "Công an tỉnh"
    MINISTRY_POLICE = "ministry_police", "Bộ Công an"
    HELPER = "helper", "Người phụ trách"
    PERSON = "person", "Người được quản lý, gia đình"
    FACILITY = "facility", "Cơ sở cai nghiện"
    HEALTH = "health", "Cơ sở y tế, điều trị"
    COURT = "court", "Tòa án"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline; where the law is silent the office sets it, and `why` says so."""

    id: str
    label: str
    span: Span
    counting: Counting
    counted_from: str
    who: Body
    citation: Citation
    also: str = ""  # the same deadline in another text
    why: str = ""

    @property
    def is_office(self) -> bool:
        return bool(self.why)

    @property
    def basis(self) -> str:
        """Where the deadline stands, in full."""
        if self.is_office:
            return f"Xã đặt; việc theo {self.citation.words}"
        return f"{self.citation.words}; {self.also}" if self.also else self.citation.words

    @property
    def source(self) -> str:
        """Say it as a sentence begins: "Theo khoản 1 Điều 134 …"."""
        return self.basis if self.is_office else f"Theo {self.basis}"

    @property
    def counted(self) -> str:
        """Say how it is counted, as the list of deadlines words it."""
        how = _COUNTED.get(self.span.unit, self.span.unit.label)
        return how if self.counting is Counting.WITHIN else f"{how}, trước hạn"

    @property
    def counted_from_words(self) -> str:
        word = "từ" if self.counting is Counting.WITHIN else "trước"
        return f"{word} {self.counted_from}"


def is_laxer(counting: Counting, office: Span, law: Span) -> bool:
    """Tell whether the office gives itself more time than the law; doubt counts as more."""
    if office == law:
        return False
    if office.unit is not law.unit or counting is Counting.LAST:
        return True
    return (office.amount > law.amount) == (counting is Counting.WITHIN)
