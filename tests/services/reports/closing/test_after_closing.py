"""After the closing: what changed and by which edit, supplements, sending, opening again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.reports.codes import ProductKind, ReportState
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import NotYourRight, Office, Work
from rehabdesk.services.reports.closing.changes import ChangeKind, read_changes
from rehabdesk.services.reports.closing.freezing import (
    FreezeReport,
    NotClosed,
    NothingChanged,
    freeze_supplement,
)
from rehabdesk.services.reports.closing.kept import read_kept
from rehabdesk.services.reports.closing.register import read_register
from rehabdesk.services.reports.closing.sending import (
    AlreadySent,
    ClosedAgain,
    NoteSent,
    ReopenReasonNeeded,
    ReopenReport,
    SentBeforeClosing,
    SentLater,
    close_as_before,
    note_sent,
    reopen_report,
    take_sending_back,
)
from rehabdesk.services.reports.showing.page import Habit, read_page, read_standing
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import (
    ASKED,
    LEADER,
    NONE,
    SPRING,
    SUMMER,
    at,
    close,
)

LATER = datetime(2026, 12, 20, 10, 15)
SENT = date(2026, 12, 16)


@pytest.fixture
def lives(office: Office) -> Lives:
    found = Lives(office)
    found.decided(SPRING, 24, full_name="Lê Hoàng An")
    found.decided(SUMMER, 12, full_name="Đỗ Thị Hòa")
    found.keep()
    return found


@pytest.fixture
def closed(office: Office, lives: Lives) -> int:
    return close(office).report_id


def sent(office: Office, report_id: int, on: date = SENT) -> None:
    version = office.look(partial(read_kept, report_id=report_id)).kept.version
    order = NoteSent(report_id, version, on, "UBND tỉnh Hòa Sơn", "Trục liên thông")
    at(office, LATER).do(partial(note_sent, order=order))


def reopened(office: Office, report_id: int, reason: str = "Tỉnh trả lại") -> tuple[int, ...]:
    version = office.look(partial(read_kept, report_id=report_id)).kept.version
    order = ReopenReport(report_id, version, reason)
    return at(office, LATER).do(partial(reopen_report, order=order)).result


def state(office: Office) -> ReportState:
    return at(office, LATER).look(partial(read_standing, asked=ASKED)).state


def test_nothing_changed_is_nothing_told(office: Office, closed: int) -> None:
    assert at(office, LATER).look(partial(read_changes, report_id=closed)) == ()
    with pytest.raises(NothingChanged):
        at(office, LATER).do(partial(freeze_supplement, order=NONE))


def test_who_came_and_who_is_gone_are_named_with_the_edit(
    office: Office, lives: Lives, closed: int
) -> None:
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()

    found = at(office, LATER).look(partial(read_changes, report_id=closed))
    told = {(each.row_name, each.kind, each.name, each.figures) for each in found}
    assert ("Quyết định mới trong kỳ", ChangeKind.ADDED, "Mai Xuân Nam", "2 → 3") in told
    assert ("Cuối kỳ", ChangeKind.ADDED, "Mai Xuân Nam", "2 → 3") in told


def test_the_edit_that_did_it_is_told(office: Office, lives: Lives, closed: int) -> None:
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()

    def number(work: Work) -> None:
        paper = work.session.scalars(select(Decision).order_by(Decision.id.desc())).first()
        work.record("decision.numbered", paper, number="41/QĐ-UBND")

    at(office, LATER).do(number)
    found = at(office, LATER).look(partial(read_changes, report_id=closed))
    causes = {each.cause for each in found if each.name == "Mai Xuân Nam"}
    assert causes == {"Nguyễn Thị Hạnh, 10:15 20/12/2026: Nhập số văn bản 41/QĐ-UBND"}


def causes_of(office: Office, report_id: int, name: str, code: str) -> str:
    grid = office.look(partial(read_kept, report_id=report_id)).grid
    key = next(row.key for row in grid.rows if row.code == code)
    found = at(office, LATER).look(partial(read_changes, report_id=report_id))
    [cause] = {each.cause for each in found if (each.name, each.row_key) == (name, key)}
    return cause


def test_only_acts_on_what_a_figure_is_counted_from_are_told(
    office: Office, lives: Lives, closed: int
) -> None:
    person, episode = lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()

    def act(work: Work) -> None:
        record = work.session.get_one(Episode, episode)
        for reason in ("một", "hai", "ba", "bốn"):
            work.record("episode.reopened", record, reason=reason)
        someone = work.session.get_one(Person, person)
        work.record("person.corrected", someone, **{"Ngày sinh": "1990 → 1991", "Ghi chú": "x"})
        for noun in ("contact", "pledge", "support"):  # nothing of these is in the figure
            work.record(f"{noun}.recorded", None, person=person)
        work.record("person.viewed", someone)

    at(office, LATER).do(act)
    told = causes_of(office, closed, "Mai Xuân Nam", "S11").split("; ")
    assert told[0] == "Nguyễn Thị Hạnh, 10:15 20/12/2026: Sửa hồ sơ (Ngày sinh)"
    assert told[1:] == [
        *["Nguyễn Thị Hạnh, 10:15 20/12/2026: Mở lại đợt"] * 2,
        "trước đó 2 việc nữa",
    ]


def test_what_was_thrown_away_is_told_of_what_it_was(
    office: Office, lives: Lives, closed: int
) -> None:
    person, _ = lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()

    def throw(work: Work) -> None:
        title = "Mai Xuân Nam, hồ sơ 12"
        work.record("bin.thrown", None, kind="person", id=person, title=title)
        work.record("bin.brought_back", None, kind="person", id=person, title=title)

    at(office, LATER).do(throw)
    told = causes_of(office, closed, "Mai Xuân Nam", "S11").split("; ")
    assert [each.partition("2026: ")[2] for each in told] == [
        "Lấy lại Mai Xuân Nam, hồ sơ 12",
        "Xóa Mai Xuân Nam, hồ sơ 12",
    ]


def test_a_supplement_names_what_changed(office: Office, lives: Lives, closed: int) -> None:
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    order = FreezeReport(ASKED, frozenset({ProductKind.PRINTED}))
    made = at(office, LATER).do(partial(freeze_supplement, order=order)).result
    assert made.title == "Báo cáo năm 2026 (bổ sung lần 1)"
    assert [each.name for each in made.files] == [
        "BC-nam-2026-xa-Yen-Thinh-bo-sung-1.pdf",
        "BC-nam-2026-xa-Yen-Thinh-thay-doi-sau-chot.pdf",
    ]
    page = at(office, LATER).look(partial(read_page, asked=ASKED, habit=Habit()))
    assert page.changed == 0
    assert page.standing.supplements == 1
    assert page.standing.newest_on == LATER.date()
    assert page.kept is not None
    assert page.kept.heading == "Số đã chốt 20/12/2026, bổ sung lần 1"
    old = office.look(partial(read_kept, report_id=closed))
    row = next(each for each in old.grid.rows if each.code == "S02")
    assert row.now is not None
    assert row.now.amount == 2
    again = at(office, LATER).do(partial(freeze_supplement, order=order)).result
    assert again.is_again


def test_sending_is_noted_and_taken_back(office: Office, closed: int) -> None:
    sent(office, closed)
    assert state(office) is ReportState.SENT
    with pytest.raises(AlreadySent):
        sent(office, closed)
    office.do(partial(take_sending_back, report_id=closed))
    kept = office.look(partial(read_kept, report_id=closed)).kept
    assert (kept.state, kept.sent_on, kept.sent_to) == (ReportState.FROZEN, None, "")


@pytest.mark.parametrize(
    ("on", "why"),
    [(date(2026, 12, 14), SentBeforeClosing), (LATER.date() + timedelta(1), SentLater)],
)
def test_a_day_that_cannot_be_is_refused(
    office: Office, closed: int, on: date, why: type[Exception]
) -> None:
    with pytest.raises(why):
        sent(office, closed, on)
    assert state(office) is ReportState.FROZEN


def test_who_saves_over_another_is_told(office: Office, closed: int) -> None:
    with pytest.raises(EditedMeanwhile):
        office.do(partial(note_sent, order=NoteSent(closed, 99, SENT, "UBND tỉnh")))
    assert state(office) is ReportState.FROZEN


def test_only_who_may_opens_a_period_again_and_says_why(office: Office, closed: int) -> None:
    with pytest.raises(ReopenReasonNeeded):
        reopened(office, closed, " ")
    clerk = replace(office, actor=replace(office.actor, role=LEADER.role.__class__.CLERK))
    with pytest.raises(NotYourRight):
        reopened(clerk, closed)
    assert state(office) is ReportState.FROZEN


def test_what_was_sent_can_still_be_looked_at(office: Office, lives: Lives, closed: int) -> None:
    sent(office, closed)
    leader = replace(office, actor=LEADER)
    ids = reopened(leader, closed)
    assert state(office) is ReportState.REOPENED
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    fresh = close(office, NONE, LATER).report_id
    assert fresh != closed
    old = office.look(partial(read_kept, report_id=closed))
    row = next(each for each in old.grid.rows if each.code == "S02")
    assert row.now is not None
    assert row.now.amount == 2
    assert old.kept.reopened == "Lê Quang Vịnh, 20/12/2026: Tỉnh trả lại"
    assert [line.state for line in office.look(read_register).lines] == [
        ReportState.FROZEN,
        ReportState.REOPENED,
    ]
    with pytest.raises(ClosedAgain):
        leader.do(partial(close_as_before, report_ids=ids))


def test_opening_again_is_taken_back(office: Office, closed: int) -> None:
    sent(office, closed)
    ids = reopened(office, closed)
    office.do(partial(close_as_before, report_ids=ids))
    assert state(office) is ReportState.SENT
    with pytest.raises(NotClosed):
        office.do(partial(close_as_before, report_ids=ids))
