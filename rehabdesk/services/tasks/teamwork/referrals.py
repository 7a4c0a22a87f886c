"""Asks whether somebody went where a counselling point sent them."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import Act, Task, TaskKind
from rehabdesk.services.tasks.waiting.referrals import ASKED_AFTER

_OWN_RULE = f"Lệ riêng của xã: hỏi lại sau {ASKED_AFTER} ngày, không phải hạn của luật."


def asked_of_referrals(sight: Sight) -> Iterator[Task]:
    """Ask until what came of it is written down with the visit."""
    for each in sight.referrals:
        who = "" if each.concern is not None else f" · {each.visitor}"
        yield Task(
            f"referral:{each.visit_id}",
            TaskKind.REFERRAL,
            f"Hỏi kết quả chuyển gửi{who}",
            (each.concern,) if each.concern is not None else (),
            due(Span(ASKED_AFTER, DeadlineUnit.DAYS), each.on, sight.deadlines.calendar),
            f"Điểm tư vấn chuyển tới {each.referred_to} ngày {each.on:%d/%m/%Y}, chưa ghi có đến "
            "hay không. Ghi kết quả ở lượt tư vấn ấy thì việc này tự hết.",
            "Lệ của xã",
            Act.POINT,
            (_OWN_RULE,),
            record_id=each.visit_id,
        )
