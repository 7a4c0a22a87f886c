"""What a positive test leaves open: whether it is a crime comes before every other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import EpisodeKind, EventKind
from rehabdesk.domain.course.events import VOLUNTARY, Course, Event

_ANSWERS = (EventKind.CRIMINAL_CASE, EventKind.CRIMINAL_CLEARED)
_RESULTS = (EventKind.DIAGNOSED_ADDICTED, EventKind.DIAGNOSED_CLEAN)
_ASKED_OF = VOLUNTARY | {EpisodeKind.POST_REHAB}


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A question nobody has answered yet; without `event` others are at it."""

    title: str
    detail: str
    why: str = ""
    event: EventKind | None = None


def left_open(course: Course, asked_since: date | None) -> LeftOpen | None:
    """Return the first question open after the newest test; `asked_since` is when the law asks."""
    if course.facts.kind not in _ASKED_OF:
        return None
    result = course.last(*_RESULTS)
    if result is not None and result.kind is EventKind.DIAGNOSED_ADDICTED:
        return _still_listed(course, result)
    test = course.last(EventKind.POSITIVE_TEST)
    if test is None or asked_since is None or test.on < asked_since:
        return None
    if result is not None and result.on >= test.on:
        return None
    return _of_the_test(course, test)


def _of_the_test(course: Course, test: Event) -> LeftOpen | None:
    since = [each for each in course.events if each.on >= test.on]
    asked = next((each for each in since if each.kind is EventKind.CRIMINAL_QUESTION), None)
    answer = next((each for each in since if each.kind in _ANSWERS), None)
    if answer is not None and answer.kind is EventKind.CRIMINAL_CASE:
        return LeftOpen("Vụ việc hình sự", f"Công an thụ lý {answer.on:%d/%m/%Y}")
    if answer is None and asked is not None:
        return LeftOpen("Xem xét hình sự", f"từ {asked.on:%d/%m/%Y}")
    if answer is None:
        return LeftOpen(
            "Xem xét hình sự?",
            f"dương tính {test.on:%d/%m/%Y}",
            "Chưa hỏi Công an việc dương tính này có thuộc diện xem xét trách nhiệm hình sự không.",
            EventKind.CRIMINAL_QUESTION,
        )
    requested = next((each for each in since if each.kind is EventKind.DIAGNOSIS_REQUESTED), None)
    if requested is not None:
        return LeftOpen("Xác định tình trạng nghiện", f"từ {requested.on:%d/%m/%Y}")
    return LeftOpen(
        "Xác định tình trạng nghiện",
        "chưa ghi",
        "Chưa có đề nghị của Công an xác định tình trạng nghiện.",
        EventKind.DIAGNOSIS_REQUESTED,
    )


def _still_listed(course: Course, result: Event) -> LeftOpen | None:
    if course.facts.kind is not EpisodeKind.POST_REHAB or course.last(EventKind.REMOVED):
        return None
    return LeftOpen(
        "Đưa ra khỏi danh sách",
        f"nghiện {result.on:%d/%m/%Y}",
        "Chưa có quyết định của Công an xã đưa người đã xác định là nghiện ra khỏi danh sách.",
        EventKind.REMOVED,
    )
