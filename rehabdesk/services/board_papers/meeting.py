"""The minutes of a meeting as a plain paper: what was recorded, and room for two signatures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.paper import Block, FilledPaper, Letterhead, Paragraph, Section, Title
from rehabdesk.domain.records.teamwork.activities import Activity
from rehabdesk.domain.wording import prose_date, slash_date
from rehabdesk.services.activities.facts import NextTask
from rehabdesk.services.activities.looks import ActivityView, figure_words, read_activity
from rehabdesk.services.activities.recording import period_of
from rehabdesk.services.board_papers.plain import (
    line,
    lines,
    office_head,
    table,
    two_signatures,
    word_file,
)
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.papers import draw_paper
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

PRESENT = (("STT", 7.0), ("Họ và tên", 45.0), ("Đơn vị", 30.0), ("Có mặt", 18.0))
TASKS = (("STT", 7.0), ("Việc", 48.0), ("Người làm", 25.0), ("Xong trước ngày", 20.0))


@dataclass(frozen=True, slots=True)
class PrintedMinutes:
    pages: PrintedPaper
    word: PrintedPaper


# Acts


def print_minutes(work: Work, activity_id: int) -> PrintedMinutes:
    """Draw the minutes of a meeting as pages and as a Word file; the trail tells of it."""
    work.require(Right.EXPORT_LISTS)
    view = read_activity(work, activity_id)
    paper = minutes_paper(work, view)
    name = f"Biên bản {view.facts.on:%Y-%m-%d}"
    content = draw_paper(work, paper)
    work.record("activity.minutes_printed", work.session.get_one(Activity, activity_id))
    return PrintedMinutes(PrintedPaper(0, f"{name}.pdf", content), word_file(work, name, [paper]))


def minutes_paper(work: Work, view: ActivityView) -> FilledPaper:
    """Word the minutes: only what was recorded, with lines for the pen where nothing was."""
    facts = view.facts
    kind = view.kind.name if view.kind else ""
    blocks: list[Block] = [
        _head(work, view),
        Title(lines("BIÊN BẢN"), lines(facts.topic or kind, view.team)),
        Paragraph(lines(*_circumstances(view))),
    ]
    number = 1
    if facts.attendances:
        there = sum(each.is_present for each in facts.attendances)
        title = f"{number}. Thành phần: có mặt {there}/{len(facts.attendances)} người"
        blocks += [Section(lines(title)), table(PRESENT, _present(view), centred=(0, 3))]
        number += 1
    told = facts.words.split("\n") if facts.words else ["……"] * 8
    blocks += [Section(lines(f"{number}. Nội dung")), Paragraph(lines(*told))]
    if facts.next_tasks:
        number += 1
        title = f"{number}. Việc tiếp theo"
        blocks += [Section(lines(title)), table(TASKS, _tasks(facts.next_tasks), centred=(0, 3))]
    if figures := figure_words(view.kind, view.figures):
        number += 1
        blocks += [Section(lines(f"{number}. Kết quả")), Paragraph((line(f"{figures}."),))]
    blocks.append(two_signatures(("NGƯỜI GHI BIÊN BẢN", ""), ("NGƯỜI CHỦ TRÌ", "")))
    return FilledPaper("", "Biên bản", tuple(blocks), (), ())


def _head(work: Work, view: ActivityView) -> Letterhead:
    """Name the office and the day of the meeting, not that of printing."""
    profile = profile_on(work, view.facts.on)
    day = prose_date(view.facts.until_on or view.facts.on)
    return replace(office_head(work), place_and_date=lines(f"{profile.place_name}, {day}"))


def _circumstances(view: ActivityView) -> list[str]:
    facts = view.facts
    at = f"{facts.at:%H} giờ {facts.at:%M}, " if facts.at else ""
    when = prose_date(facts.on) if facts.until_on is None else period_of(facts)
    told = [f"Thời gian: {at}{when}."]
    told += [f"Thời lượng: {facts.minutes} phút."] if facts.minutes else []
    place = ", ".join(part for part in (facts.place, view.hamlet) if part)
    told += [f"Địa điểm: {place}."] if place else []
    told += [f"Chủ trì, tổ chức: {facts.organiser}."] if facts.organiser else []
    return told


def _present(view: ActivityView) -> list[list[str]]:
    rows = zip(view.facts.attendances, view.names, strict=True)
    return [
        [
            str(number),
            name,
            each.walk_in_unit or (view.team if each.volunteer_id else ""),
            "có mặt" if each.is_present else "vắng",
        ]
        for number, (each, name) in enumerate(rows, start=1)
    ]


def _tasks(tasks: tuple[NextTask, ...]) -> list[list[str]]:
    return [
        [str(number), each.word, each.who, slash_date(each.due_on) if each.due_on else ""]
        for number, each in enumerate(tasks, start=1)
    ]
