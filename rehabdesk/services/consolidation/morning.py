"""The morning of an upper office: which reports are due, who has not sent, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rehabdesk.domain.codes import Right
from rehabdesk.services.consolidation.choices import likely_choices
from rehabdesk.services.consolidation.standing import Standing, read_standing
from rehabdesk.services.office import Work
from rehabdesk.services.reports.reading import ReportAsked

_SOON = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report whose packages are coming in, or soon will be."""

    id: int
    asked: ReportAsked
    standing: Standing

    @property
    def has_begun(self) -> bool:
        """Tell whether anybody has sent anything: not every period is asked for everywhere."""
        return bool(self.standing.received or self.standing.unreadable)

    @property
    def words(self) -> str:
        """Say what waits: "Chưa gửi 4, gói lỗi 1, trùng chờ giải quyết 2"."""
        standing = self.standing
        if not self.has_begun:
            return "Chưa nhận gói nào"
        told = (
            ("Chưa gửi", len(standing.missing)),
            ("gói không mở được", standing.unreadable),
            ("trùng chờ giải quyết", standing.unsettled),
        )
        waiting = ", ".join(f"{name} {count}" for name, count in told if count)
        return f"{waiting[:1].upper()}{waiting[1:]}" if waiting else "Đã đủ"


# Looks


def read_morning(work: Work) -> list[DueReport]:
    """Return the reports being received and those whose period closes soon, the nearest first."""
    work.require(Right.CONSOLIDATE)
    return sorted(_due(work), key=lambda each: each.standing.due_on or date.max)


def _due(work: Work) -> Iterator[DueReport]:
    for number, choice in enumerate(likely_choices(work)):
        window = choice.asked.period.window
        standing = read_standing(work, choice.asked)
        is_late = window.last < work.today and (standing.received or standing.unreadable)
        is_coming = work.today - _SOON <= window.last <= work.today + _SOON
        if is_late or is_coming:
            yield DueReport(number, choice.asked, standing)
