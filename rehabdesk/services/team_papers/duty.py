"""Lịch trực: who of the team is on duty on which day, put right by hand, then printed (F66)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.paper import FilledPaper, Paragraph, Title
from rehabdesk.domain.records.teamwork.bodies import VolunteerTeam
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean, upper
from rehabdesk.domain.wording import slash_date
from rehabdesk.services.board_papers.plain import lines, office_head, table, two_signatures
from rehabdesk.services.exports import PrintedList
from rehabdesk.services.office import Work
from rehabdesk.services.rights.own_team import require_team
from rehabdesk.services.teams.membership import serving_in

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
HEADS = (("Ngày", 22.0), ("Người trực", 38.0), ("Ghi chú", 24.0), ("Ký", 16.0))
A_WEEK = 7


class NobodyOnDuty(Refusal):
    field = "rows"

    def __init__(self) -> None:
        super().__init__("Đội chưa có ai để xếp lịch trực. Thêm đội viên trước.")


@dataclass(frozen=True, slots=True)
class DutyDay:
    day: date
    names: str
    note: str = ""

    @property
    def words(self) -> str:
        return f"{WEEKDAYS[self.day.weekday()]}, {slash_date(self.day)}"


@dataclass(frozen=True, slots=True)
class PrintDuty:
    """Rows as they stand in the sheet: day, names, note."""

    team_id: int
    first: date
    last: date
    rows: tuple[tuple[str, str, str], ...]


# Acts


def print_duty(work: Work, order: PrintDuty) -> PrintedList:
    """Draw the weeks as they were put right; the printing is recorded."""
    from rehabdesk.documents import fonts, pdf

    work.require(Right.EXPORT_LISTS)
    rows = [(clean(day), clean(names), clean(note), "") for day, names, note in order.rows]
    if not any(names for _, names, _, _ in rows):
        raise NobodyOnDuty
    first, last = order.first, order.last
    team = work.session.get_one(VolunteerTeam, order.team_id)
    leader = next((each for each in serving_in(work, team.id, first)), None)
    fonts.register(work.resources.fonts)
    blocks = (
        office_head(work),
        Title(lines("LỊCH TRỰC"), lines(upper(team.name))),
        Paragraph(lines(f"Từ ngày {slash_date(first)} đến ngày {slash_date(last)}.")),
        table(HEADS, rows),
        two_signatures(
            ("NGƯỜI LẬP LỊCH", work.actor.name),
            (upper(leader.role.label), leader.volunteer.full_name) if leader else ("", ""),
        ),
    )
    paper = FilledPaper("", "Lịch trực", blocks, (), ())
    content = pdf.draw_many([paper], practice=work.resources.is_practice)
    work.record("duty_roster.printed", team, first=first, last=last)
    return PrintedList(f"Lịch trực {first:%Y-%m-%d}.pdf", content, len(rows))


# Looks


def propose_duty(
    work: Work, team_id: int, from_on: date, weeks: int, a_day: int, weekdays: Iterable[int]
) -> list[DutyDay]:
    """Give everybody a turn, in the order of the roster, so many on each of these weekdays."""
    require_team(work, team_id, Right.READ_FILES)
    wanted = set(weekdays)
    days = [
        day
        for day in (from_on + timedelta(days=at) for at in range(weeks * A_WEEK))
        if day.weekday() in wanted
    ]
    names = [each.volunteer.full_name for each in serving_in(work, team_id, from_on)]
    if not names:
        raise NobodyOnDuty
    return _in_turn(days, names, min(a_day, len(names)))


def monday_after(day: date) -> date:
    """Return the Monday of the week to come."""
    return day + timedelta(days=A_WEEK - day.weekday())


def _in_turn(days: Sequence[date], names: Sequence[str], a_day: int) -> list[DutyDay]:
    turn = cycle(names)
    return [DutyDay(day, ", ".join(islice(turn, a_day))) for day in days]
