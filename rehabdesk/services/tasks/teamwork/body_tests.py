"""Tasks of tests, for those alone who may see them; no title of theirs tells a result."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.rows.concern import Concern, concern_of
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Task, TaskKind
from rehabdesk.services.tasks.waiting.body_tests import Whose

_OWN_RULE = "Lệ riêng của xã (trang Xét nghiệm › Lệ nhắc), không phải hạn của luật."
_SENSITIVE = "Phần nhạy cảm: chỉ người được giao quyền thấy việc này."


def steps_after_tests(sight: Sight) -> Iterator[Task]:
    """Ask for each step that has not been recorded; recorded, it is gone."""
    for each in sight.tests.steps:
        span = Span(each.days, DeadlineUnit.DAYS) if each.days else ON_THE_DAY
        yield Task(
            f"test:after:{each.test_id}:{each.key}",
            TaskKind.TEST_AFTER,
            f"Ghi việc sau xét nghiệm {each.tested_on:%d/%m}",
            (_concern(each.whose),),
            due(span, each.since, sight.deadlines.calendar),
            "Mở trang Xét nghiệm để xem việc phải làm, ai làm, theo điều nào. "
            "Ghi việc đã làm thì việc này tự hết.",
            "Lệ của xã" if each.days else each.basis,
            Act.TEST,
            (_OWN_RULE, _SENSITIVE) if each.days else (_SENSITIVE,),
            record_id=each.test_id,
        )


def tests_due(sight: Sight) -> Iterator[Task]:
    """Remind of the next test of who is still followed."""
    for each in sight.tests.upcoming:
        yield Task(
            f"test:next:{each.test_id}",
            TaskKind.TEST_NEXT,
            "Xét nghiệm theo lịch",
            (_concern(each.whose),),
            due(ON_THE_DAY, each.on, sight.deadlines.calendar),
            f"Lần trước ngày {each.last_on:%d/%m/%Y}, hẹn lần tới ngày {each.on:%d/%m/%Y}. "
            "Ghi kết quả lần mới, hoặc bỏ ngày hẹn ở lần trước, thì việc này tự hết.",
            "Lệ của xã",
            Act.TEST,
            (_OWN_RULE, _SENSITIVE),
            record_id=each.test_id,
        )


def _concern(whose: Whose) -> Concern:
    return concern_of(whose.person_id, whose.name, whose.birth, whose.hamlet)
