"""What is written down of a commitment, and what it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.domain.text import clean

Scan = tuple[str, bytes]  # what the file is called, and its bytes
SINGLE = (PledgeBy.PERSON, PledgeBy.RESIDENT)
TOGETHER = (PledgeBy.STREET_GROUP, PledgeBy.OFFICE, PledgeBy.SCHOOL, PledgeBy.FAMILY)


class NobodyPledges(Refusal):
    field = "persons"

    def __init__(self) -> None:
        super().__init__("Chọn ít nhất một người.")


class SignerMissing(Refusal):
    field = "signer"

    def __init__(self) -> None:
        super().__init__("Ghi tên người, gia đình hoặc đơn vị đã ký.")


class DayMissing(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày ký.")


class NotYetSigned(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(f"Ngày ký không được sau hôm nay ({today:%d/%m/%Y}).")


class EndImpossible(Refusal):
    field = "ended_on"

    def __init__(self, signed: date, today: date) -> None:
        super().__init__(f"Ngày thôi phải từ {signed:%d/%m/%Y} đến {today:%d/%m/%Y}.")


class EndUnexplained(Refusal):
    field = "end_words"

    def __init__(self) -> None:
        super().__init__("Ghi lý do cam kết không còn hiệu lực.")


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """One commitment; `signer` names who has no file here."""

    by: PledgeBy = PledgeBy.PERSON
    on: date | None = None
    person_id: int | None = None
    signer: str = ""
    hamlet_id: int | None = None
    words: str = ""
    contact_id: int | None = None
    ended_on: date | None = None
    end_words: str = ""


def require_whole(facts: PledgeFacts, today: date) -> None:
    """Refuse a commitment of nobody, without a day, or ended without a reason."""
    if facts.by is PledgeBy.PERSON and facts.person_id is None:
        raise NobodyPledges
    if facts.by is not PledgeBy.PERSON and facts.person_id is None and not clean(facts.signer):
        raise SignerMissing
    if facts.on is None:
        raise DayMissing
    if facts.on > today:
        raise NotYetSigned(today)
    if facts.ended_on is not None:
        if not facts.on <= facts.ended_on <= today:
            raise EndImpossible(facts.on, today)
        if not clean(facts.end_words):
            raise EndUnexplained
