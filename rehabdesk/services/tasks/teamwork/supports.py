"""Tasks of supports: what was agreed or waits, by the office's own rules, until it is told."""

from __future__ import annotations

from collections.abc import Iterator

from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.due import DueSum, due
from rehabdesk.domain.deadlines.span import Span
from rehabdesk.domain.teamwork.supports.coming import Ask
from rehabdesk.services.supports.seen import SupportSeen
from rehabdesk.services.tasks.paper_rules import ON_THE_DAY
from rehabdesk.services.tasks.sight import Sight
from rehabdesk.services.tasks.task import AGREED, Act, Task, TaskKind

_OWN_RULE = "Lệ riêng của xã (Cài đặt › Hạn việc), không phải hạn của luật."
_FIXED_RULE = "Lệ riêng của xã: hỏi lại sau 3, 6 và 12 tháng, không phải hạn của luật."
_NO_RULE = "Ngày do cán bộ ghi, không phải hạn của luật."
_NOTES = {
    Ask.WAITING: _OWN_RULE,
    Ask.REPAYMENT: _OWN_RULE,
    Ask.LATE: _OWN_RULE,
    Ask.JOB: _FIXED_RULE,
}
_COUNTED_IN_DAYS = frozenset({Ask.WAITING, Ask.REPAYMENT, Ask.LATE})


def asked_again(sight: Sight) -> Iterator[Task]:
    """Ask about a support until the step that answers it is written down."""
    for each in sight.supports:
        coming = each.coming
        yield Task(
            f"support:{coming.ask.value}:{each.support_id}:{coming.on:%Y-%m-%d}",
            TaskKind.SUPPORT,
            _title(each),
            (each.concern,) if each.concern is not None else (),
            _due(each, sight),
            _why(each),
            "Hẹn khi hỗ trợ" if coming.ask in {Ask.OWN, Ask.PLANNED} else "Lệ của xã",
            Act.SUPPORT,
            (_NOTES.get(coming.ask, _NO_RULE),),
            record_id=each.support_id,
        )


def _title(each: SupportSeen) -> str:
    coming = each.coming
    title = coming.ask.label
    if coming.ask is Ask.JOB:
        title = f"{title} sau {coming.after} tháng"
    elif coming.ask is Ask.OWN and coming.own_word:
        title = f"{AGREED}{coming.own_word}"
    return title if each.concern is not None else f"{title} · hộ {each.household}"


def _due(each: SupportSeen, sight: Sight) -> DueSum:
    coming, calendar = each.coming, sight.deadlines.calendar
    if coming.ask is Ask.JOB:
        return due(Span(coming.after, DeadlineUnit.MONTHS), coming.since, calendar)
    if coming.ask in _COUNTED_IN_DAYS:
        days = (coming.on - coming.since).days
        return due(Span(days, DeadlineUnit.DAYS), coming.since, calendar)
    return due(ON_THE_DAY, coming.on, calendar)


def _why(each: SupportSeen) -> str:
    coming = each.coming
    since = f"{coming.since:%d/%m/%Y}"
    told = {
        Ask.WAITING: f"Đề nghị từ {since}, chưa ghi được duyệt hay không.",
        Ask.REPAYMENT: f"Lần ghi trả nợ hoặc giải ngân gần nhất là {since}.",
        Ask.LATE: f"Ghi chậm trả ngày {since}, từ đó chưa ghi lần trả nào.",
        Ask.JOB: f"Đi làm từ {since}, chưa ghi còn làm hay đã thôi sau {coming.after} tháng.",
        Ask.COURSE: f"Khóa học, năm học hết ngày {since}, chưa ghi xong hay thôi học.",
        Ask.PLANNED: f"Dự kiến làm trước {since}, chưa ghi bước nào.",
        Ask.OWN: f"Nhắc ghi cho ngày {since}.",
    }[coming.ask]
    return f"{each.what}. {told} Ghi bước tiếp ở trang Hỗ trợ thì việc rời khỏi trang."
