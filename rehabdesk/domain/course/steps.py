"""The stepper of an episode: what is done, what is next, and why the next is blocked (ui 7.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.course.anchors import HangingDate
from rehabdesk.domain.course.events import Course
from rehabdesk.domain.course.ground import user_decisions
from rehabdesk.domain.course.standing import Standing
from rehabdesk.domain.course.use_found import left_open
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    HOME_REHAB,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
)


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    PART = "part"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Step:
    """One cell of the stepper: what, when or why not; `why` says what blocks a cell to be done.

    `event` is the fact whose recording does it, `purpose` the paper whose number does.
    """

    title: str
    state: StepState
    detail: str = ""
    why: str = ""
    event: EventKind | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class OnDesk:
    """Papers under way that are no facts yet."""

    decision_waits: bool = False  # printed for signature, without a number
    helper_waits: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    cells: tuple[Step, ...] = ()

    @property
    def next_cell(self) -> Step | None:
        return next((each for each in self.cells if each.state is StepState.NOW), None)

    @property
    def blocked_because(self) -> str:
        return self.next_cell.why if self.next_cell else ""


@dataclass(frozen=True, slots=True)
class Seen:
    """All a stepper looks at."""

    course: Course
    standing: Standing
    day: date
    desk: OnDesk = OnDesk()
    dates: tuple[HangingDate, ...] = ()
    asked_since: date | None = None  # from when the law asks first whether use is a crime

    @property
    def state(self) -> CaseState:
        return self.standing.state

    def event_on(self, *kinds: EventKind) -> date | None:
        event = self.course.last(*kinds)
        return event.on if event else None


# States in which an episode is over; the last cell then says how.
_OVER = {
    CaseState.POST_REHAB_REMOVED: "Ra khỏi danh sách",
    CaseState.REHAB_STOPPED: "Thôi cai giữa chừng",
    CaseState.USER_STOPPED: "Dừng quản lý",
    CaseState.MOVED_OUT: "Chuyển đi",
    CaseState.DECEASED_MISSING: "Đã chết, mất tích",
    CaseState.IN_COMPULSORY_EDUCATION: "Ở cơ sở giáo dục bắt buộc",
    CaseState.IN_PRISON: "Chấp hành án phạt tù",
}
_WAITS_FOR_NUMBER = "Quyết định đã trình ký, chờ văn thư ghi số."
_NO_HELPER = "Chưa làm tiếp được vì chưa chọn người phụ trách."
_NO_DECISION = "Chưa có quyết định quản lý sau cai đã ký và ghi số."


def steps_of(seen: Seen) -> Steps:
    """Return the cells of an episode; where it broke off, the open ones give way to that."""
    cells = list(_CELLS[seen.course.facts.kind](seen))
    over = _OVER.get(seen.state)
    if over is None:
        return Steps(tuple(cells))
    done = [cell for cell in cells if cell.state is StepState.DONE]
    is_for_now = seen.state is CaseState.IN_PRISON
    state = StepState.PART if is_for_now else StepState.DONE
    return Steps((*done, Step(over, state, _day(seen.standing.since))))


def _post_rehab(seen: Seen) -> Iterable[Step]:
    course, term = seen.course, seen.standing.term
    if course.first(EventKind.MOVED_IN):
        yield _done_or("Thông báo chuyển đến", seen.event_on(EventKind.MOVED_IN))
    else:
        proposed = seen.event_on(EventKind.PROPOSAL) or course.facts.proposal_on
        yield _done_or(
            "Công an đề nghị",
            proposed,
            "chưa ghi số",
            "Chưa ghi số, ngày văn bản đề nghị của Công an xã. Vẫn soạn được.",
            event=EventKind.PROPOSAL,
        )
        yield _decision(seen)
    is_open = (term is not None and term.is_decided) or course.first(EventKind.MOVED_IN) is not None
    yield _helper(seen, is_open=is_open)
    yield _managed(seen, "Quản lý, hỗ trợ")
    yield from _use_found(seen)
    yield _certificate(seen)


def _decision(seen: Seen) -> Step:
    ours, term = seen.course.decided(POST_REHAB), seen.standing.term
    decided_on = ours.on if ours else None
    if decided_on is None and term is not None and term.is_decided:
        decided_on = term.start
    waits = seen.desk.decision_waits
    step = _done_or(
        "Quyết định quản lý",
        decided_on,
        "chờ số" if waits else "cần soạn",
        _WAITS_FOR_NUMBER if waits else _NO_DECISION,
    )
    return replace(step, purpose=POST_REHAB)


def _use_found(seen: Seen) -> Iterable[Step]:
    found = left_open(seen.course, seen.asked_since)
    if found is not None:
        state = StepState.NOW if found.event else StepState.PART
        yield Step(found.title, state, found.detail, found.why, found.event)


def _certificate(seen: Seen) -> Step:
    title, term = "Xác nhận chấp hành xong", seen.standing.term
    paper = seen.course.decided(COMPLETION)
    certified_on = paper.on if paper else seen.event_on(EventKind.CERTIFIED)
    if certified_on is not None:
        return Step(title, StepState.DONE, _day(certified_on))
    if term is None or not term.is_decided:
        return Step(title, StepState.NOT_YET)
    if term.end is None:
        return Step(title, StepState.NOT_YET, "thời hạn đang dừng")
    due = next((each.due for each in seen.dates if each.id == "completion_certificate"), None)
    opens_on = (due.opens_on if due else None) or term.end
    is_now = opens_on <= seen.day
    why = "Chưa có giấy xác nhận chấp hành xong đã ký và ghi số." if is_now else ""
    state = StepState.NOW if is_now else StepState.NOT_YET
    return Step(title, state, f"từ {_day(opens_on)}", why, purpose=COMPLETION)


def _home(seen: Seen) -> Iterable[Step]:
    course = seen.course
    decided = course.decided(HOME_REHAB)
    decided_on = decided.on if decided else seen.event_on(EventKind.REHAB_DECIDED)
    registered = seen.event_on(EventKind.REGISTERED)
    known = registered or decided_on or course.facts.opened_on
    yield _registered(seen, known)
    is_in = seen.state is not CaseState.AWAITING_REGISTRATION
    yield _police_decision(decided_on, is_open=is_in)
    yield _helper(seen, is_open=is_in)
    yield _managed(seen, "Cai, hỗ trợ")
    yield from _use_found(seen)
    yield _notice(seen)


def _in_facility(seen: Seen) -> Iterable[Step]:
    is_in = seen.state is not CaseState.AWAITING_REGISTRATION
    yield _registered(seen, seen.event_on(EventKind.REGISTERED))
    yield _police_decision(seen.event_on(EventKind.REHAB_DECIDED), is_open=is_in)
    yield _started(seen, is_open=is_in)
    yield _managed(seen, "Cai tại cơ sở")
    yield from _use_found(seen)
    yield _notice(seen)


def _substitution(seen: Seen) -> Iterable[Step]:
    is_in = seen.state is not CaseState.AWAITING_REGISTRATION
    yield _registered(seen, seen.event_on(EventKind.REGISTERED))
    yield _done_or(
        "Bắt đầu điều trị",
        seen.event_on(EventKind.REHAB_STARTED),
        "chưa ghi",
        "Chưa ghi ngày cơ sở điều trị thông báo tiếp nhận.",
        event=EventKind.REHAB_STARTED,
        is_open=is_in,
    )
    yield _managed(seen, "Điều trị thay thế")
    yield from _use_found(seen)
    yield _completed(seen, "Hoàn thành điều trị", is_open=False)


def _compulsory(seen: Seen) -> Iterable[Step]:
    decided = seen.event_on(EventKind.COURT_APPLIED)
    why = "Chưa ghi số, ngày quyết định của Tòa án."
    event = EventKind.COURT_APPLIED
    yield _done_or("Quyết định của Tòa án", decided, "chưa ghi", why, event=event)
    yield _started(seen, is_open=decided is not None)
    yield _managed(seen, "Cai bắt buộc")
    yield _notice(seen)
    is_noticed = seen.event_on(EventKind.COMPLETION_NOTICE) is not None
    yield _completed(seen, "Chấp hành xong (Mẫu 50)", is_open=is_noticed)


def _dossier(seen: Seen) -> Iterable[Step]:
    opened = seen.event_on(EventKind.DOSSIER_OPENED) or seen.course.facts.opened_on
    read = seen.event_on(EventKind.DOSSIER_READ)
    sent = seen.event_on(EventKind.DOSSIER_TO_COURT)
    yield Step("Lập hồ sơ", StepState.DONE, _day(opened))
    why = "Chưa ghi ngày thông báo cho đọc hồ sơ."
    event = EventKind.DOSSIER_READ
    yield _done_or("Thông báo, đọc hồ sơ", read, "chưa ghi", why, event=event)
    why = "Chưa ghi ngày chuyển hồ sơ đến Tòa án."
    event, is_read = EventKind.DOSSIER_TO_COURT, read is not None
    yield _done_or("Chuyển Tòa án", sent, "chưa ghi", why, event=event, is_open=is_read)
    court = seen.course.last(EventKind.COURT_APPLIED, EventKind.COURT_REFUSED)
    applied = court is not None and court.kind is EventKind.COURT_APPLIED
    title = "Quyết định của Tòa án"
    if court is not None:
        told = "áp dụng" if applied else "không áp dụng"
        yield Step(title, StepState.DONE, f"{told}, {_day(court.on)}")
    else:
        state = StepState.PART if sent is not None else StepState.NOT_YET
        yield Step(title, state, "đang xem xét" if sent is not None else "")


def _user(seen: Seen) -> Iterable[Step]:
    decisions = user_decisions(seen.course)
    decided = decisions[-1].on if decisions else None
    why = "Chưa ghi số, ngày quyết định quản lý của Trưởng Công an xã."
    event = EventKind.USER_DECIDED
    yield _done_or("Quyết định quản lý", decided, "chưa ghi", why, event=event)
    yield _helper(seen, is_open=True)
    if seen.state is CaseState.DIAGNOSING:
        asked = seen.event_on(EventKind.DIAGNOSIS_REQUESTED)
        yield Step("Xác định tình trạng nghiện", StepState.PART, f"từ {_day(asked)}")
    elif seen.state is CaseState.AWAITING_REGISTRATION:
        found = seen.event_on(EventKind.DIAGNOSED_ADDICTED)
        why = "Đã xác định là nghiện: chờ đăng ký cai nghiện, rồi mở đợt mới."
        yield Step("Đăng ký cai nghiện", StepState.NOW, f"từ {_day(found)}", why)
    yield _managed(seen, "Quản lý, giáo dục")
    yield _user_end(seen)


def _user_end(seen: Seen) -> Step:
    title, term = "Chấm dứt quản lý", seen.standing.term
    ended = seen.event_on(EventKind.USER_ENDED)
    if ended is not None:
        return Step(title, StepState.DONE, _day(ended))
    if seen.state is CaseState.USER_ENDED:
        why = "Chưa ghi quyết định chấm dứt quản lý của Công an xã."
        return Step(title, StepState.NOW, "chưa ghi", why, EventKind.USER_ENDED)
    detail = f"từ {_day(term.end)}" if term and term.end else ""
    return Step(title, StepState.NOT_YET, detail)


def _registered(seen: Seen, known: date | None) -> Step:
    is_awaited = seen.state is CaseState.AWAITING_REGISTRATION
    why = "Chưa ghi biên bản tiếp nhận đăng ký cai nghiện."
    done = None if is_awaited else known
    return _done_or("Đăng ký", done, "chưa ghi", why, event=EventKind.REGISTERED)


def _police_decision(decided_on: date | None, *, is_open: bool) -> Step:
    why = "Chưa ghi số, ngày quyết định cai nghiện tự nguyện."
    event, title = EventKind.REHAB_DECIDED, "Quyết định của Công an"
    return _done_or(title, decided_on, "chưa ghi", why, event=event, is_open=is_open)


def _started(seen: Seen, *, is_open: bool) -> Step:
    return _done_or(
        "Vào cơ sở",
        seen.event_on(EventKind.REHAB_STARTED),
        "chưa ghi",
        "Chưa ghi ngày cơ sở lập biên bản tiếp nhận.",
        event=EventKind.REHAB_STARTED,
        is_open=is_open,
    )


def _notice(seen: Seen) -> Step:
    """Tell whether the end was announced, thirty days before it (N163 Đ93.2, 94.2, 97.1, 123.1)."""
    title = "Báo sắp hoàn thành (Mẫu 51)"
    noticed = seen.event_on(EventKind.COMPLETION_NOTICE, EventKind.COMPLETED)
    if noticed is not None:
        return Step(title, StepState.DONE, _day(noticed))
    last = next((each.on for each in seen.dates if each.id == "completion_notice"), None)
    if last is None:
        return Step(title, StepState.NOT_YET)
    is_late = last < seen.day
    why = "Chưa nhận thông báo sắp hoàn thành cai nghiện." if is_late else ""
    state = StepState.NOW if is_late else StepState.NOT_YET
    return Step(title, state, f"trước {_day(last)}", why, EventKind.COMPLETION_NOTICE)


def _completed(seen: Seen, title: str, *, is_open: bool) -> Step:
    done = seen.event_on(EventKind.COMPLETED)
    why, event = "Chưa ghi giấy xác nhận hoàn thành.", EventKind.COMPLETED
    return _done_or(title, done, "chưa ghi", why, event=event, is_open=is_open)


def _helper(seen: Seen, *, is_open: bool) -> Step:
    waits, is_new_here = seen.desk.helper_waits, bool(seen.course.first(EventKind.MOVED_IN))
    step = _done_or(
        "Phân công người phụ trách",
        seen.course.facts.helper_from,
        "chờ số" if waits else "cần làm",
        _WAITS_FOR_NUMBER if waits else _NO_HELPER,
        is_open=is_open,
    )
    return replace(step, purpose=MOVED_IN_ASSIGNMENT if is_new_here else HELPER_ASSIGNMENT)


def _managed(seen: Seen, title: str) -> Step:
    """Tell how far the term is: until when, or that it stands still."""
    standing, term = seen.standing, seen.standing.term
    completed = seen.event_on(EventKind.COMPLETED)
    if completed is not None and completed <= seen.day:
        return Step(title, StepState.DONE, f"đến {_day(completed)}")
    until = term.end if term else seen.course.facts.completes_on
    if standing.state in {CaseState.TERM_PAUSED, CaseState.USER_SUSPENDED}:
        return Step(title, StepState.PART, f"tạm dừng từ {_day(standing.since)}")
    if term is None or not term.is_decided:
        is_rehab = seen.course.facts.kind is not EpisodeKind.POST_REHAB
        state = StepState.PART if is_rehab else StepState.NOT_YET
        is_moved_in = seen.state in {CaseState.POST_REHAB, CaseState.POST_REHAB_MOVED_IN}
        shown = f"đến {_day(until)}" if until and is_rehab else ""
        return Step(title, StepState.PART if is_moved_in else state, shown)
    is_over = until is not None and until < seen.day
    state = StepState.DONE if is_over else StepState.PART
    return Step(title, state, f"đến {_day(until)}" if until else "")


def _done_or(
    title: str,
    done: date | None,
    detail: str = "",
    why: str = "",
    *,
    event: EventKind | None = None,
    is_open: bool = True,
) -> Step:
    if done is not None:
        return Step(title, StepState.DONE, _day(done))
    if not is_open:
        return Step(title, StepState.NOT_YET)
    return Step(title, StepState.NOW, detail, why, event)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


_CELLS: dict[EpisodeKind, Callable[[Seen], Iterable[Step]]] = {
    EpisodeKind.POST_REHAB: _post_rehab,
    EpisodeKind.REHAB_HOME: _home,
    EpisodeKind.REHAB_PRIVATE: _in_facility,
    EpisodeKind.REHAB_PUBLIC: _in_facility,
    EpisodeKind.SUBSTITUTION: _substitution,
    EpisodeKind.DOSSIER: _dossier,
    EpisodeKind.REHAB_COMPULSORY: _compulsory,
    EpisodeKind.USER_MANAGED: _user,
}
