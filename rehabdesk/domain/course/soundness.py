"""What an event must say before it is written: one plain sentence for each thing amiss."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rehabdesk.domain.codes import EventKind
from rehabdesk.domain.course.events import RULES, Course, Event
from rehabdesk.domain.refusals import NeedsConfirmation, Refusal

_FINAL = (EventKind.DIED, EventKind.DECLARED_MISSING)


class EventNotOffered(Refusal):
    field = "kind"

    def __init__(self, event: EventKind, episode: str) -> None:
        super().__init__(f"“{event.label}” không có trong đợt “{episode}”. Chọn việc khác.")


class EventInTheFuture(Refusal):
    field = "on"

    def __init__(self, on: date) -> None:
        super().__init__(f"Ngày {on:%d/%m/%Y} chưa tới. Ghi khi việc đã xảy ra.")


class EventBeforeBirth(Refusal):
    field = "on"

    def __init__(self, born: date) -> None:
        super().__init__(f"Ngày phải sau ngày sinh ({born:%d/%m/%Y}).")


class EventEndsBeforeStart(Refusal):
    field = "until_on"

    def __init__(self, on: date) -> None:
        super().__init__(f"Đến ngày không trước từ ngày ({on:%d/%m/%Y}).")


class PaperMissing(Refusal):
    field = "paper_number"

    def __init__(self, event: EventKind) -> None:
        super().__init__(f"Ghi số hoặc nơi ban hành, và ngày của giấy tờ kèm theo “{event.label}”.")


class ReasonMissing(Refusal):
    field = "reason"

    def __init__(self, event: EventKind) -> None:
        super().__init__(f"Chọn lý do của “{event.label}”.")


class RecordedTwice(Refusal):
    field = "on"

    def __init__(self, event: Event) -> None:
        super().__init__(f"“{event.kind.label}” ngày {event.on:%d/%m/%Y} đã ghi rồi.")


class AfterDeath(NeedsConfirmation):
    def __init__(self, event: Event) -> None:
        super().__init__(
            f"Ngày này sau “{event.kind.label.lower()}” ({event.on:%d/%m/%Y}). Vẫn ghi?"
        )


class StretchesOverlap(NeedsConfirmation):
    """Each day counts once whatever overlaps; the clerk should know that something does."""

    def __init__(self, other: Event) -> None:
        until = f" đến {other.until_on:%d/%m/%Y}" if other.until_on else ""
        super().__init__(
            f"Trùng ngày với “{other.kind.label}” từ {other.on:%d/%m/%Y}{until}. "
            "Mỗi ngày chỉ tính một lần. Vẫn ghi?"
        )


def require_sound(event: Event, course: Course, today: date) -> None:
    """Refuse an event that cannot be so; `course` holds the others."""
    rule = RULES[event.kind]
    if course.facts.kind not in rule.episodes:
        raise EventNotOffered(event.kind, course.facts.kind.label)
    _require_possible_days(event, course.facts.born, today)
    if rule.reasons and event.reason not in rule.reasons:
        raise ReasonMissing(event.kind)
    if rule.needs_paper and not event.paper.is_named:
        raise PaperMissing(event.kind)
    for other in course.events:
        if other.kind is event.kind and other.on == event.on and other.id != event.id:
            raise RecordedTwice(other)


def _require_possible_days(event: Event, born: date | None, today: date) -> None:
    if event.on > today:
        raise EventInTheFuture(event.on)
    if born is not None and event.on <= born:
        raise EventBeforeBirth(born)
    if event.until_on is not None and event.until_on < event.on:
        raise EventEndsBeforeStart(event.on)


def doubts_of(event: Event, course: Course) -> Iterable[NeedsConfirmation]:
    """Say what the clerk should look at twice before it is written."""
    for other in course.events:
        if other.id == event.id:
            continue
        if other.kind in _FINAL and event.on > other.on:
            yield AfterDeath(other)
        elif _overlap(event, other):
            yield StretchesOverlap(other)


def _overlap(one: Event, other: Event) -> bool:
    """Tell whether two stretches of one kind have a day in common."""
    if one.kind is not other.kind or not RULES[one.kind].is_stretch:
        return False
    return one.on <= (other.until_on or date.max) and other.on <= (one.until_on or date.max)
