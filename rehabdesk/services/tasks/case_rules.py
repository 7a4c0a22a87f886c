"""Tasks a person's course calls for: somebody in charge, decision, certificate, questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from rehabdesk.domain.codes import CaseState, EpisodeKind, EventKind
from rehabdesk.domain.law.deadline import Body
from rehabdesk.domain.regime import (
    COMPLETION,
    HELPER_ASSIGNMENT,
    HOME_REHAB,
    MOVED_IN_ASSIGNMENT,
    POST_REHAB,
    USER_MANAGEMENT,
)
from rehabdesk.services.law.deadlines import Due
from rehabdesk.services.tasks.alone import LeftAlone
from rehabdesk.services.tasks.sight import CaseSeen, Sight
from rehabdesk.services.tasks.task import Act, Pile, Task, TaskKind

NEAR_THE_END = 30  # working days; told again at 15 and at 7
WARNINGS = (7, 15, NEAR_THE_END)
_PREPARED = (
    "Ý kiến của Công an xã",
    "Kết quả quản lý, kết quả xét nghiệm",
    "Phiếu theo dõi của người phụ trách",
    "Giấy xác nhận, trình Chủ tịch ký",
)
_ENDING = frozenset({Pile.ENDING})
_OURS = frozenset({Body.CHAIR, Body.OFFICE})
_BEFORE_DECISION = frozenset({CaseState.PENDING_DECISION, CaseState.ABOUT_TO_COMPLETE})
_IN_REHAB = frozenset(
    {
        EpisodeKind.REHAB_HOME,
        EpisodeKind.REHAB_PRIVATE,
        EpisodeKind.REHAB_PUBLIC,
        EpisodeKind.REHAB_COMPULSORY,
    }
)
_BEGUN = frozenset(
    {
        CaseState.REHAB_HOME,
        CaseState.REHAB_PRIVATE,
        CaseState.REHAB_PUBLIC,
        CaseState.REHAB_COMPULSORY,
    }
)
# Decisions that were the chair's by the older law, and what shows that one was made.
_BY_CHAIR = {
    "user_decision": (TaskKind.USER_DECISION, EventKind.USER_DECIDED, USER_MANAGEMENT),
    "rehab_decision": (TaskKind.REHAB_DECISION, EventKind.REHAB_DECIDED, HOME_REHAB),
}


def needs_helper(sight: Sight) -> Iterator[Task]:
    """Leave nobody without somebody in charge (Mẫu 59; Mẫu 60 for who moved in)."""
    for each in sight.alone:
        is_new_here = each.moved_in_on is not None and each.since == each.moved_in_on
        purpose = MOVED_IN_ASSIGNMENT if is_new_here else HELPER_ASSIGNMENT
        counted = sight.deadlines.due(purpose, each.since, sight.today)
        if counted is None:
            continue
        person = each.concern.person_id
        yield Task(
            f"assign:person:{person}:{each.since:%Y-%m-%d}",
            TaskKind.ASSIGN,
            TaskKind.ASSIGN.label,
            (each.concern,),
            counted.found,
            _why_alone(each, is_new_here=is_new_here),
            counted.basis,
            Act.COMPOSE,
            counted.notes,
            purpose=purpose,
        )


def _why_alone(each: LeftAlone, *, is_new_here: bool) -> str:
    if is_new_here:
        return f"Chuyển đến từ {each.since:%d/%m/%Y}, chưa có ai phụ trách ở đây."
    if each.last_left is None:
        return f"Chưa có người phụ trách từ {each.since:%d/%m/%Y}."
    by = f" ({each.ended_by})" if each.ended_by else ""
    return (
        f"Người phụ trách cũ thôi nhiệm vụ từ {each.last_left:%d/%m/%Y}{by}. "
        "Từ hôm đó chưa có ai thay."
    )


def needs_decision(sight: Sight) -> Iterator[Task]:
    """Have the chair decide before rehabilitation is completed (N163 Đ134)."""
    form_code = _form_code(sight, POST_REHAB)
    for case in sight.cases:
        facts = case.course.facts
        if facts.kind is not EpisodeKind.POST_REHAB or _is_decided(case):
            continue
        found = _counted(sight, case, "chair_decision")
        if found is None:
            continue
        waiting = sight.waiting_for(case.concern.person_id, POST_REHAB)
        completes = f" {facts.completes_on:%d/%m/%Y}" if facts.completes_on else ""
        told = "Đã trình ký, chờ chữ ký và số." if waiting else "Chưa có quyết định đã ký, ghi số."
        yield Task(
            f"decide:episode:{case.episode_id}",
            TaskKind.DECIDE,
            TaskKind.DECIDE.label,
            (case.concern,),
            found.found,
            f"Hoàn thành cai nghiện ngày{completes or ' chưa ghi'}. {told}",
            form_code or found.basis,
            Act.NUMBER if waiting else Act.COMPOSE,
            found.notes,
            decision_id=waiting.id if waiting else None,
            purpose=POST_REHAB,
            on_desk=waiting is not None,
        )


def needs_certificate(sight: Sight) -> Iterator[Task]:
    """Give the certificate in the last working days of the term (N163 Đ138)."""
    form_code = _form_code(sight, COMPLETION)
    for each in sight.endings:
        left = sight.deadlines.calendar.working_days_between(sight.today, each.term_end)
        found = sight.deadlines.due("completion_certificate", each.term_end)
        if found is None or left > NEAR_THE_END:
            continue
        waiting = sight.waiting_for(each.concern.person_id, COMPLETION)
        warning = next((mark for mark in WARNINGS if 0 <= left <= mark), None)
        yield Task(
            f"certify:episode:{each.episode_id}:{each.term_end:%Y-%m-%d}",
            TaskKind.CERTIFY,
            TaskKind.CERTIFY.label,
            (each.concern,),
            found.found,
            _why_ending(each.term_end, left, warning, is_waiting=waiting is not None),
            form_code or found.basis,
            Act.NUMBER if waiting else Act.COMPOSE,
            found.notes,
            _ENDING if left >= 0 else frozenset(),
            waiting.id if waiting else None,
            COMPLETION,
            each.term_end,
            waiting is not None,
            warning=warning,
            prepare=() if waiting else _PREPARED,
        )


def _why_ending(end: date, left: int, warning: int | None, *, is_waiting: bool) -> str:
    when = f"Thời hạn quản lý đã hết ngày {end:%d/%m/%Y}."
    if left >= 0:
        when = (
            f"Thời hạn quản lý hết ngày {end:%d/%m/%Y}, "
            f"còn {left} ngày làm việc (mốc {warning} ngày)."
        )
    return f"{when} Giấy xác nhận đã trình ký, chờ số." if is_waiting else when


def expects_notice(sight: Sight) -> Iterator[Task]:
    """Expect the end of rehabilitation to be announced thirty days before (Mẫu 51)."""
    for case in sight.cases:
        if case.course.facts.kind not in _IN_REHAB or case.state not in _BEGUN:
            continue
        found = _counted(sight, case, "completion_notice")
        if found is None or case.course.last(EventKind.COMPLETION_NOTICE, EventKind.COMPLETED):
            continue
        yield _question(
            case,
            found,
            TaskKind.ASK_NOTICE,
            "Chưa ghi thông báo sắp hoàn thành cai nghiện (Mẫu 51).",
        )


def expects_proposal(sight: Sight) -> Iterator[Task]:
    """Expect the police to propose within two working days of that notice (N163 Đ134.1)."""
    for case in sight.cases:
        facts, found = case.course.facts, _counted(sight, case, "police_proposal")
        if facts.kind is not EpisodeKind.POST_REHAB or found is None or _is_decided(case):
            continue
        if facts.proposal_on or case.course.last(EventKind.PROPOSAL):
            continue
        yield _question(
            case,
            found,
            TaskKind.ASK_PROPOSAL,
            "Đã có thông báo sắp hoàn thành, chưa ghi văn bản đề nghị của Công an xã (Mẫu 52).",
        )


def owed_by_chair(sight: Sight) -> Iterator[Task]:
    """By the older law the chair also decided on users and on rehabilitation at home."""
    for case in sight.cases:
        for name, (kind, event, purpose) in _BY_CHAIR.items():
            found = _counted(sight, case, name)
            if found is None or found.deadline.who not in _OURS:
                continue
            start = found.found.start
            made = case.course.last(event)
            if case.course.decided(purpose) or (made and made.on >= _day(start)):
                continue
            why = f"Tính từ {start:%d/%m/%Y}, chưa ghi quyết định."
            yield _question(case, found, kind, why)


def _question(case: CaseSeen, found: Due, kind: TaskKind, why: str) -> Task:
    return Task(
        f"{kind}:episode:{case.episode_id}",
        kind,
        kind.label,
        (case.concern,),
        found.found,
        why,
        found.basis,
        Act.RECORD,
        found.notes,
    )


def _counted(sight: Sight, case: CaseSeen, name: str) -> Due | None:
    """Count a deadline of a course as this office keeps it; of two the earlier."""
    counted = (sight.deadlines.due(name, start) for start in case.starts.get(name, ()))
    known = (each for each in counted if each is not None)
    return min(known, key=lambda each: each.due_on, default=None)


def _is_decided(case: CaseSeen) -> bool:
    return case.is_decided or case.state not in _BEFORE_DECISION


def _form_code(sight: Sight, purpose: str) -> str:
    """Return the form's name as today's law has it, without reading the forms."""
    laws = (law for law in sight.deadlines.regimes if law.covers(sight.today))
    return next(
        (each.form_code for law in laws for each in law.signings if each.purpose == purpose), ""
    )


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start
