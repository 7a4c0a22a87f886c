"""What is written down of a support and of its steps, and what it must hold before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.dates import add_months
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep
from rehabdesk.domain.teamwork.supports.course import Fact, goes_back
from rehabdesk.domain.teamwork.supports.kinds import ASKED_AFTER, step_word, steps_of
from rehabdesk.domain.teamwork.supports.money import money_words
from rehabdesk.domain.text import clean, clean_lines

LONGEST = 600  # months
_BEFOREHAND = timedelta(days=15)  # a job may be asked about a little before its day


class NobodyHelped(Refusal):
    field = "person"

    def __init__(self) -> None:
        super().__init__("Chọn người được hỗ trợ, hoặc ghi tên hộ gia đình.")


class SourceMissing(Refusal):
    field = "source"

    def __init__(self) -> None:
        super().__init__("Ghi nguồn vay.")


class AmountMissing(Refusal):
    field = "amount"

    def __init__(self) -> None:
        super().__init__("Ghi số tiền vay.")


class TitleMissing(Refusal):
    field = "title"

    def __init__(self, what: str) -> None:
        super().__init__(f"Ghi {what}.")


class MonthsImpossible(Refusal):
    field = "months"

    def __init__(self) -> None:
        super().__init__(f"Số tháng là số từ 1 đến {LONGEST}, hoặc để trống.")


class ReminderUnclear(Refusal):
    field = "next_on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày nhắc, hoặc bỏ trống cả hai ô nhắc.")


class StepDayMissing(Refusal):
    field = "on"

    def __init__(self) -> None:
        super().__init__("Ghi ngày của bước này.")


class StepAhead(Refusal):
    field = "on"

    def __init__(self, today: date) -> None:
        super().__init__(
            f"Ngày không được sau hôm nay ({today:%d/%m/%Y}). Việc sắp tới thì ghi ở “Dự kiến”."
        )


class StepNotOfKind(Refusal):
    field = "step"

    def __init__(self, kind: SupportKind) -> None:
        super().__init__(f"“{kind.label}” không có bước này. Chọn bước khác.")


class AnswerMissing(Refusal):
    field = "is_kept"

    def __init__(self) -> None:
        super().__init__("Chọn hỏi sau mấy tháng và còn làm hay đã thôi.")


class StepsGoBack(NeedsConfirmation):
    field = "on"

    def __init__(self, kind: SupportKind, one: Fact, other: Fact) -> None:
        super().__init__(
            f"“{step_word(kind, one.step)}” ngày {one.on:%d/%m/%Y} lại sau "
            f"“{step_word(kind, other.step)}” ngày {other.on:%d/%m/%Y}. Xem lại ngày."
        )


class KeptTooEarly(NeedsConfirmation):
    field = "on"

    def __init__(self, begun: date, on: date, months: int) -> None:
        super().__init__(
            f"Đi làm từ {begun:%d/%m/%Y}, đến {on:%d/%m/%Y} chưa đủ {months} tháng. Xem lại ngày."
        )


class MoreThanAgreed(NeedsConfirmation):
    field = "amount"

    def __init__(self, paid: int, agreed: int) -> None:
        super().__init__(
            f"Đã giải ngân {money_words(paid)} đồng, nhiều hơn số tiền vay "
            f"{money_words(agreed)} đồng. Xem lại số tiền."
        )


class MoreMonthsThanAgreed(NeedsConfirmation):
    field = "months"

    def __init__(self, repaid: int, agreed: int) -> None:
        super().__init__(f"Đã trả {repaid} tháng, mà hạn vay là {agreed} tháng. Xem lại số tháng.")


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """A support as it is written down; of a person with a file, or of a household without."""

    kind: SupportKind
    person_id: int | None = None
    household: str = ""
    hamlet_id: int | None = None
    title: str = ""
    source: str = ""
    volunteer_id: int | None = None
    planned_on: date | None = None
    amount: int | None = None
    months: int | None = None
    use: str = ""
    next_on: date | None = None
    next_word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step on its day; `months` as in the course of a support."""

    step: SupportStep
    on: date | None
    amount: int | None = None
    months: int | None = None
    is_kept: bool | None = None
    words: str = ""

    @property
    def as_fact(self) -> Fact:
        if self.on is None:
            raise StepDayMissing
        words = clean_lines(self.words)
        return Fact(self.step, self.on, self.amount, self.is_kept, self.months, words)


_HOUSEHOLD = ("hộ gia đình", "gia đình", "hộ")
_TITLES = {
    SupportKind.TRAINING: "học nghề gì",
    SupportKind.JOB: "làm việc gì",
    SupportKind.SCHOOLING: "lớp, trường",
    SupportKind.PAPERS: "giấy tờ gì",
    SupportKind.OTHER: "giúp việc gì",
}


def household_name(words: str) -> str:
    """Say who heads a household; the word "hộ" is written wherever it is shown."""
    name = clean(words)
    for word in _HOUSEHOLD:
        if name.casefold() == word or name.casefold().startswith(f"{word} "):
            return name[len(word) + 1 :]
    return name


def require_whole(facts: SupportFacts) -> None:
    """Refuse a support that says too little, or what cannot be."""
    if facts.person_id is None and not household_name(facts.household):
        raise NobodyHelped
    if facts.kind is SupportKind.LOAN:
        if not clean(facts.source):
            raise SourceMissing
        if facts.amount is None:
            raise AmountMissing
    if facts.kind in _TITLES and not clean(facts.title):
        raise TitleMissing(_TITLES[facts.kind])
    if facts.months is not None and not 1 <= facts.months <= LONGEST:
        raise MonthsImpossible
    if clean(facts.next_word) and facts.next_on is None:
        raise ReminderUnclear


def require_step(step: StepFacts, kind: SupportKind, today: date) -> None:
    if step.step not in steps_of(kind):
        raise StepNotOfKind(kind)
    if step.on is None:
        raise StepDayMissing
    if step.on > today:
        raise StepAhead(today)
    if step.months is not None and not 1 <= step.months <= LONGEST:
        raise MonthsImpossible
    if step.step is SupportStep.CHECKED and (
        step.is_kept is None or step.months not in ASKED_AFTER
    ):
        raise AnswerMissing


def find_doubt(
    kind: SupportKind, facts: tuple[Fact, ...], amount: int | None, months: int | None
) -> NeedsConfirmation | None:
    """Return what is odd about the steps taken together."""
    if (pair := goes_back(facts, kind)) is not None:
        return StepsGoBack(kind, *pair)
    paid = sum(each.amount or 0 for each in facts if each.step is SupportStep.PAID_OUT)
    if amount is not None and paid > amount:
        return MoreThanAgreed(paid, amount)
    repaid = max((each.months or 0 for each in facts if each.step is SupportStep.REPAID), default=0)
    if months is not None and repaid > months:
        return MoreMonthsThanAgreed(repaid, months)
    begun = next((each.on for each in facts if each.step is SupportStep.STARTED), None)
    for each in facts:
        if begun and each.is_kept and each.months and _is_early(each.on, begun, each.months):
            return KeptTooEarly(begun, each.on, each.months)
    return None


def _is_early(on: date, begun: date, months: int) -> bool:
    return on < add_months(begun, months) - _BEFOREHAND
