"""What the page says of itself: how many were helped, how much was lent, the sum of a tab."""

from __future__ import annotations

from rehabdesk.domain.teamwork.supports.kinds import Group
from rehabdesk.domain.teamwork.supports.money import million_words, money_words
from rehabdesk.services.supports.looks import SupportsPage


def head_words(page: SupportsPage) -> str:
    """Say for the year how many persons were helped, and how much was lent."""
    year = page.asked.year
    when = f"năm {year}" if year is not None else "mọi năm"
    lent = f" · vay {million_words(page.lent)}" if page.lent else ""
    return f"{when} · {page.persons} người được hỗ trợ{lent}"


def sum_words(page: SupportsPage, group: Group) -> str:
    """Sum the lines of a tab."""
    rows = page.of(group)
    if not rows:
        return ""
    if group is Group.LOAN:
        whole = sum(row.course.amount or 0 for row in rows)
        paid = sum(row.course.paid_out for row in rows)
        return f"Cộng: {money_words(whole)} đồng, đã giải ngân {money_words(paid)} đồng"
    persons = len({row.person_id or row.who for row in rows})
    planned = sum(1 for row in rows if row.course.is_planned)
    told = f"Cộng: {persons} người, {len(rows)} lần hỗ trợ"
    return f"{told}, {planned} mới dự kiến" if planned else told


def empty_words(page: SupportsPage, group: Group, *, may_record: bool) -> str:
    """Say what a tab has none of: supports at all, its kind of them, or what was chosen."""
    asked = page.asked
    if asked.hamlet_id is not None or asked.source:
        return "Không có dòng nào khớp với thôn, nguồn đang chọn."
    when = f" năm {asked.year}" if asked.year is not None else ""
    what = f"lần hỗ trợ “{group.label}”" if page.rows else "hỗ trợ"
    key = " Bấm Ctrl+N." if may_record else ""
    return f"Chưa ghi {what} nào{when}.{key}"
