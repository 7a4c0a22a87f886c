"""A member's month, told to the leader: whom he met, what he took part in, the figures (S18)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.paper import Block, FilledPaper, Paragraph, Section, Title
from rehabdesk.domain.records.daily.contact import Contact, ContactPerson
from rehabdesk.domain.records.teamwork.activities import (
    Activity,
    ActivityAttendance,
    MonthCount,
    Pledge,
    Tip,
)
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.domain.text import clean
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.board_papers.plain import (
    line,
    lines,
    office_head,
    table,
    two_signatures,
    word_file,
)
from rehabdesk.services.contacts.met import IS_MET
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.exports import PrintedList, PurposeRequired
from rehabdesk.services.follow_up.load import Helped, HelperLoad, read_load
from rehabdesk.services.office import Work

MET = (
    ("STT", 6.0),
    ("Họ và tên, năm sinh", 31.0),
    ("Thôn", 14.0),
    ("Số lần gặp", 9.0),
    ("Gặp gần nhất", 14.0),
    ("Hẹn việc", 26.0),
)
DONE = (("STT", 6.0), ("Ngày", 14.0), ("Việc", 45.0), ("Nơi", 35.0))
PEN = "…" * 30
_COUNTED = {each.value: each for each in Counted}


class NoMember(Refusal):
    def __init__(self) -> None:
        super().__init__("Chưa chọn đội viên nào. Chọn một dòng trong danh sách, rồi in.")


@dataclass(frozen=True, slots=True)
class MemberMonth:
    """Whose month it is to be, of which team, and what the printing is for."""

    team_id: int | None
    volunteer_ids: tuple[int, ...]
    month: Month
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PrintedReports:
    pages: PrintedList
    word: PrintedPaper


# Acts


def print_month_reports(work: Work, order: MemberMonth) -> PrintedReports:
    """Draw a report for each member chosen, all in one file; the printing is recorded."""
    from rehabdesk.documents import fonts, pdf

    work.require(Right.EXPORT_LISTS)
    if not clean(order.purpose):
        raise PurposeRequired
    found = {each.volunteer_id: each for each in read_load(work, order.team_id).helpers}
    chosen = [found[each] for each in order.volunteer_ids if each in found]
    if not chosen:
        raise NoMember
    papers = [_paper(work, each, order.month) for each in chosen]
    fonts.register(work.resources.fonts)
    content = pdf.draw_many(papers, practice=work.resources.is_practice)
    name = f"Báo cáo đội viên {order.month.year}-{order.month.month:02}"
    work.record(
        "member_report.printed",
        None,
        count=len(papers),
        month=order.month.words,
        purpose=clean(order.purpose),
    )
    return PrintedReports(
        PrintedList(f"{name}.pdf", content, len(papers)), word_file(work, name, papers)
    )


def _paper(work: Work, helper: HelperLoad, month: Month) -> FilledPaper:
    met = _met(work, helper.volunteer_id, month, [each.person_id for each in helper.persons])
    done = _done(work, helper.volunteer_id, month)
    told = [part for part in (helper.role, helper.area) if part]
    blocks: list[Block] = [
        office_head(work),
        Title(
            lines("BÁO CÁO"),
            lines(f"Kết quả hoạt động tháng {month.words} của đội viên"),
        ),
        Paragraph(
            lines(
                "Kính gửi: Đội trưởng Đội công tác xã hội tình nguyện",
                f"Họ và tên: {helper.name}; {', '.join(told)}",
            )
        ),
        Section(lines(f"1. Người đang giúp: {len(helper.persons)} người")),
    ]
    if helper.persons:
        rows = [_row(at, one, met) for at, one in enumerate(helper.persons, start=1)]
        blocks.append(table(MET, rows, centred=(0, 3, 4)))
    blocks.append(Section(lines(f"2. Đã tham gia: {len(done)} buổi, cuộc")))
    if done:
        blocks.append(table(DONE, done, centred=(0, 1)))
    blocks += [
        Section(lines("3. Số liệu trong tháng")),
        Paragraph(lines(_figures(work, helper.volunteer_id, month, sum(met.values())))),
        Section(lines("4. Nhận xét, đề xuất")),
        Paragraph((line(PEN), line(PEN))),
        two_signatures(("ĐỘI TRƯỞNG", ""), ("ĐỘI VIÊN", helper.name)),
    ]
    return FilledPaper("", f"Báo cáo của {helper.name}", tuple(blocks), (), ())


def _row(number: int, one: Helped, met: dict[int, int]) -> list[str]:
    born = f" ({one.birth_year})" if one.birth_year else ""
    last = slash_date(one.last_met) if one.last_met else ""
    count = met.get(one.person_id, 0)
    return [str(number), f"{one.name}{born}", one.hamlet, str(count), last, one.agreed]


# What is counted


def _met(
    work: Work, volunteer_id: int, month: Month, person_ids: Collection[int]
) -> dict[int, int]:
    """Count the meetings of this helper in the month with each he looks after."""
    found = work.session.execute(
        select(ContactPerson.person_id, func.count(Contact.id.distinct()))
        .join(Contact, Contact.id == ContactPerson.contact_id)
        .where(
            Contact.volunteer_id == volunteer_id,
            Contact.on.between(month.first, month.last),
            ContactPerson.person_id.in_(person_ids),
            IS_MET,
        )
        .group_by(ContactPerson.person_id)
    )
    return {row[0]: row[1] for row in found}


def _done(work: Work, volunteer_id: int, month: Month) -> list[list[str]]:
    """List the occasions a member was at or did alone, the earliest first."""
    was_there = select(ActivityAttendance.activity_id).where(
        ActivityAttendance.volunteer_id == volunteer_id, ActivityAttendance.is_present
    )
    kinds = kinds_by_code(work)
    found = work.session.scalars(
        select(Activity)
        .where(
            (Activity.volunteer_id == volunteer_id) | Activity.id.in_(was_there),
            Activity.on.between(month.first, min(month.last, work.today)),
        )
        .order_by(Activity.on, Activity.id)
    )
    rows: list[list[str]] = []
    for number, each in enumerate(found, start=1):
        kind = kinds[each.kind].name if each.kind in kinds else each.kind
        what = f"{kind}: {each.topic}" if each.topic else kind
        rows.append([str(number), slash_date(each.on), what, each.place])
    return rows


def _figures(work: Work, volunteer_id: int, month: Month, met: int) -> str:
    """Tell the figures, each with where it comes from; what was typed stands as typed."""
    told = [f"Lượt gặp người đang giúp đã ghi: {met}"]
    of_tips = select(func.count(Tip.id)).where(
        Tip.volunteer_id == volunteer_id, Tip.on.between(month.first, month.last)
    )
    if tips := work.session.scalar(of_tips):
        told.append(f"tin báo đã nhận: {tips}")
    of_pledges = (
        select(func.count(Pledge.id))
        .join(Contact, Contact.id == Pledge.contact_id)
        .where(Contact.volunteer_id == volunteer_id, Pledge.on.between(month.first, month.last))
    )
    if pledges := work.session.scalar(of_pledges):
        told.append(f"bản cam kết ký khi gặp: {pledges}")
    typed = dict.fromkeys(_COUNTED, 0)
    for measure, amount in work.session.execute(
        select(MonthCount.measure, func.sum(MonthCount.amount))
        .where(MonthCount.volunteer_id == volunteer_id, MonthCount.month == month.number)
        .group_by(MonthCount.measure)
    ):
        if measure in typed:
            typed[measure] = amount
    counted = [f"{_COUNTED[each].label.lower()} {sum_}" for each, sum_ in typed.items() if sum_]
    if counted:
        told.append(f"ghi ở bảng tháng: {', '.join(counted)}")
    return f"{'; '.join(told)}."
