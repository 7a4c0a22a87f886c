"""What has happened with one person, newest first: papers, helpers, and changes of the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rehabdesk.domain.codes import PaperStatus, Validity
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.services.assignments import HelperOf
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in one person's file."""

    decision_id: int
    number: str
    document_date: date | None
    title: str
    status: PaperStatus
    validity: Validity
    drafted_at: datetime
    drafted_by: str
    purpose: str

    @property
    def is_unnumbered(self) -> bool:
        return not self.number


@dataclass(frozen=True, slots=True)
class TimelineItem:
    on: date
    kind: str  # "Quyết định", "Phân công", "Giấy tờ", "Luật", "Hồ sơ"
    title: str
    detail: str
    actor: str
    decision_id: int | None = None


def timeline(
    work: Work, case: CaseFile, papers: tuple[PaperRow, ...], helpers: tuple[HelperOf, ...]
) -> tuple[TimelineItem, ...]:
    items = [TimelineItem(case.opened_on, "Hồ sơ", f"Mở hồ sơ {case.code}", "", "")]
    items += [_paper(paper) for paper in papers]
    for helper in helpers:
        items += _helper(helper)
    for episode in case.episodes:
        items += _episode(work, episode)
    return tuple(sorted(items, key=lambda item: item.on, reverse=True))


def _paper(paper: PaperRow) -> TimelineItem:
    on = paper.document_date or paper.drafted_at.date()
    detail = f"QĐ {paper.number} · {paper.status.label}" if paper.number else paper.status.label
    return TimelineItem(on, "Quyết định", paper.title, detail, paper.drafted_by, paper.decision_id)


def _helper(helper: HelperOf) -> Iterator[TimelineItem]:
    by = f"QĐ {helper.made_by}"
    yield TimelineItem(helper.from_on, "Phân công", f"{helper.name} phụ trách", by, "")
    if helper.until_on:
        ended = f"QĐ {helper.ended_by}" if helper.ended_by else helper.end_reason
        title = f"Thôi phân công {helper.name[:1].lower()}{helper.name[1:]}"
        yield TimelineItem(helper.until_on, "Phân công", title, ended, "")


def _episode(work: Work, episode: Episode) -> Iterator[TimelineItem]:
    if episode.proposal_on:
        number = f"Số {episode.proposal_number}" if episode.proposal_number else ""
        title = "Công an xã đề nghị quản lý sau cai"
        yield TimelineItem(episode.proposal_on, "Giấy tờ", title, number, "")
    start, end = episode.term_start, episode.term_end
    if start is None or end is None:
        return
    for regime in work.resources.regimes:
        if start < regime.in_force_from <= min(end, work.today):
            name = regime.name.partition(" · ")[0]
            title = f"Từ hôm nay theo {name}. Thời hạn giữ nguyên đến {end:%d/%m/%Y}"
            told = "Chuyển tiếp · phần mềm tự ghi"
            yield TimelineItem(regime.in_force_from, "Luật", title, told, "Phần mềm")
