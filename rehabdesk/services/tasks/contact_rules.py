"""Tasks of meetings: who has not been met for long, and what was agreed for a day."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.contacts.silence import Silent
from rehabdesk.services.rows.concern import concern_of
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import AGREED, Act, Pile, Task, TaskKind

_UNSEEN = frozenset({Pile.UNSEEN})
_OWN_RULE = "Lệ riêng của xã (Cài đặt › Hạn việc), không phải hạn của luật."


def silent_for_long(sight: Sight) -> Iterator[Task]:
    """Ask for a meeting where the last one, or the beginning, is too long ago."""
    days = sight.meetings.days
    for each in sight.meetings.silent:
        yield Task(
            f"meet:person:{each.person_id}:{each.since:%Y-%m-%d}",
            TaskKind.MEET,
            f"Chưa gặp {(sight.today - each.since).days} ngày",
            (concern_of(each.person_id, each.name, each.birth, each.hamlet),),
            due(Span(days, DeadlineUnit.DAYS), each.since, sight.deadlines.calendar),
            _why_silent(each, days),
            "Lệ của xã",
            Act.MEET,
            (_OWN_RULE,),
            _UNSEEN,
        )


def _why_silent(each: Silent, days: int) -> str:
    if each.last_met is not None and each.last_met == each.since:
        return f"Gặp gần nhất ngày {each.since:%d/%m/%Y}, đã quá {days} ngày."
    met = f" Lần gặp trước đó: {each.last_met:%d/%m/%Y}." if each.last_met else ""
    return (
        f"Đang quản lý, có hồ sơ ở đây từ {each.since:%d/%m/%Y}; từ đó chưa ghi lần gặp nào.{met}"
    )


def agreed_at_meetings(sight: Sight) -> Iterator[Task]:
    """Remind of what was agreed, until there is a meeting on that day or after it."""
    for each in sight.meetings.agreed:
        yield Task(
            f"agreed:contact:{each.contact_id}:{each.person_id}",
            TaskKind.AGREED,
            f"{AGREED}{each.word}",
            (concern_of(each.person_id, each.name, each.birth, each.hamlet),),
            due(ON_THE_DAY, each.on, sight.deadlines.calendar),
            f"Hẹn khi gặp ngày {each.met_on:%d/%m/%Y}. Ghi lần gặp từ ngày hẹn trở đi, "
            "hoặc bỏ hẹn ở lần gặp ấy, thì việc rời khỏi trang.",
            "Hẹn khi gặp",
            Act.MEET,
            record_id=each.contact_id,
        )
