"""What has happened with one person, newest first: papers, helpers, events, changes of the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from rehabdesk.domain.codes import IN_CHARGE, AssignmentRole, EventKind, PaperStatus, Validity
from rehabdesk.domain.records.case_file import CaseFile, Episode
from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.regime import SUPPORT_TEAM
from rehabdesk.services.assignments import HelperOf
from rehabdesk.services.contacts.looks import ContactRow
from rehabdesk.services.course.view import CourseView, EpisodeView, EventRow
from rehabdesk.services.elsewhere.papers import Elsewhere, elsewhere_of
from rehabdesk.services.happened.line import TimelineItem
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


def timeline(
    work: Work,
    case: CaseFile,
    papers: tuple[PaperRow, ...],
    helpers: tuple[HelperOf, ...],
    course: CourseView,
    contacts: tuple[ContactRow, ...] = (),
) -> tuple[TimelineItem, ...]:
    items = [TimelineItem(case.opened_on, "Hồ sơ", f"Mở hồ sơ {case.code}", "", "")]
    items += _merged(work, case)
    items += [_paper(paper) for paper in papers]
    for helper in helpers:
        items += _helper(helper)
    items += [_contact(row) for row in contacts]
    for elsewhere in elsewhere_of(work, case.person_id):
        items += _there(elsewhere)
    records = {episode.id: episode for episode in case.episodes}
    for episode in course.episodes:
        items += [_event(row) for row in episode.events]
        items += _proposal(records[episode.id], episode)
        items += _opened(episode, case)
        items += _law_changes(work, episode)
    return tuple(sorted(items, key=lambda item: item.on, reverse=True))


def _merged(work: Work, case: CaseFile) -> Iterator[TimelineItem]:
    merges = select(PersonMerge).filter_by(kept_id=case.person_id, undone_at=None)
    for merge in work.session.scalars(merges):
        title = f"Hồ sơ {merge.gone_code} ({merge.gone_name}) đã gộp vào đây"
        detail = "Tách lại được ở nút Việc khác"
        yield TimelineItem(merge.merged_at.date(), "Hồ sơ", title, detail, merge.merged_by)


def _paper(paper: PaperRow) -> TimelineItem:
    on = paper.document_date or paper.drafted_at.date()
    sort = "QĐ" if "/QĐ" in paper.number else "Số"
    detail = f"{sort} {paper.number} · {paper.status.label}" if paper.number else paper.status.label
    return TimelineItem(on, "Quyết định", paper.title, detail, paper.drafted_by, paper.decision_id)


def _helper(helper: HelperOf) -> Iterator[TimelineItem]:
    by, made_by = f"QĐ {helper.made_by}", helper.made_by_id
    role = helper.role.label
    is_helper = helper.role is AssignmentRole.HELPER and helper.purpose != SUPPORT_TEAM
    told = f"{helper.name} phụ trách" if is_helper else f"{role}: {helper.name}"
    yield TimelineItem(helper.from_on, "Phân công", told, by, "", made_by)
    if helper.until_on:
        ended = f"QĐ {helper.ended_by}" if helper.ended_by else helper.end_reason
        is_body = helper.role is AssignmentRole.ORGANISATION
        named = helper.name if is_body else f"{helper.name[:1].lower()}{helper.name[1:]}"
        title = f"Thôi phân công {named}"
        yield TimelineItem(helper.until_on, "Phân công", title, ended, "", helper.ended_by_id)


def _there(elsewhere: Elsewhere) -> Iterator[TimelineItem]:
    """Tell the papers and helpers another office sent along."""
    for each in elsewhere.papers:
        detail = f"{each.paper.number} · {each.paper.issuer or elsewhere.office}"
        title, on = each.paper.title, each.paper.on
        yield TimelineItem(on, "Quyết định", title, detail, "", there=each)
    for helper in elsewhere.helpers:
        title = f"{helper.name} phụ trách" if helper.role in IN_CHARGE else helper.name
        until = f"đến {helper.until_on:%d/%m/%Y}" if helper.until_on else ""
        by = f"QĐ {helper.made_by}" if helper.made_by else ""
        detail = " · ".join(filter(None, (until, by, elsewhere.office)))
        yield TimelineItem(helper.from_on, "Phân công", title, detail, "")


def _event(row: EventRow) -> TimelineItem:
    told = (
        f"đến {row.until_on:%d/%m/%Y}" if row.until_on else "",
        f"lúc {row.at:%H:%M}" if row.at else "",
        f"Giấy {row.paper.words}" if row.paper.words else "",
        row.form,
        row.note,
        "có bản quét" if row.file_id else "",
    )
    reason = f": {row.reason_words[:1].lower()}{row.reason_words[1:]}" if row.reason_words else ""
    title = f"{row.kind.label}{reason}"
    detail = " · ".join(filter(None, told))
    told_by = row.recorded_by
    return TimelineItem(
        row.on, "Sự việc", title, detail, told_by, event_id=row.id, scan=row.file_name
    )


def _contact(row: ContactRow) -> TimelineItem:
    facts, words = row.facts, row.facts.words.replace("\n", " ")
    title = f"{row.who} {row.way_words}" if facts.is_met else f"{row.who} không gặp được"
    agreed = f"Hẹn {facts.agreed_on:%d/%m/%Y}: {facts.agreed_word}" if facts.agreed_on else ""
    told = (
        facts.rating.label if facts.rating and facts.is_met else "",
        f"{facts.minutes} phút" if facts.minutes else "",
        f"cùng {len(row.others)} người" if row.others else "",
        agreed,
        "Có ký cam kết" if facts.has_pledge else "",
    )
    return TimelineItem(
        facts.on or row.recorded_at.date(),
        "Gặp gỡ",
        f"{title}: {words}".strip() if words else title.strip(),
        " · ".join(filter(None, told)),
        row.recorded_by,
        contact_id=row.id,
    )


def _proposal(record: Episode, episode: EpisodeView) -> Iterator[TimelineItem]:
    """Tell the proposal that stands in the file, unless it was recorded as an event."""
    is_event = any(row.kind is EventKind.PROPOSAL for row in episode.events)
    if record.proposal_on and not is_event:
        number = f"Số {record.proposal_number}" if record.proposal_number else ""
        title = "Công an xã đề nghị quản lý sau cai"
        yield TimelineItem(record.proposal_on, "Giấy tờ", title, number, "")


def _opened(episode: EpisodeView, case: CaseFile) -> Iterator[TimelineItem]:
    """Tell an episode opened after the file itself."""
    if episode.opened_on > case.opened_on or episode.id != case.episodes[0].id:
        title = f"Mở đợt “{episode.kind.label}”"
        is_first = episode.id == case.episodes[0].id
        opens_id = None if is_first else episode.id
        yield TimelineItem(episode.opened_on, "Hồ sơ", title, "", "", opens_id=opens_id)


def _law_changes(work: Work, episode: EpisodeView) -> Iterator[TimelineItem]:
    """Tell each change of the law that a running term lived through."""
    term = episode.term
    if term is None or not term.is_decided:
        return
    last = min(each for each in (term.end, episode.ended_on, work.today) if each)
    for regime in work.resources.regimes:
        if term.start < regime.in_force_from <= last:
            name = regime.name.partition(" · ")[0]
            kept = "tính lại" if term.law == regime.name else "giữ nguyên"
            title = f"Từ hôm nay theo {name}. Thời hạn {kept} đến {term.first_end:%d/%m/%Y}"
            told = "Chuyển tiếp · phần mềm tự ghi"
            yield TimelineItem(regime.in_force_from, "Luật", title, told, "Phần mềm")
