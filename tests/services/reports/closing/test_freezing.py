"""A report closed: its figures and names stay, its files stay, and twice is not twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from rehabdesk.domain.codes import PaperStatus, Role
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.reporting.reports import Report, ReportMember
from rehabdesk.domain.reports.codes import PeriodKind, ProductKind, ReportState
from rehabdesk.domain.reports.grid import ReportGrid
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.periods import ReportPeriod
from rehabdesk.services.office import Actor, NotYourRight, Office
from rehabdesk.services.reports.closing.freezing import (
    AlreadyClosed,
    FreezeReport,
    NotYetDue,
    SomethingToReport,
    freeze_zero,
    is_intact,
)
from rehabdesk.services.reports.closing.kept import kept_grid, read_kept_behind
from rehabdesk.services.reports.closing.offering import count_pages_ahead, offer_freezing
from rehabdesk.services.reports.closing.products import made_files, open_product
from rehabdesk.services.reports.closing.register import read_register
from rehabdesk.services.reports.closing.words import KeepWords, keep_words, read_words
from rehabdesk.services.reports.reading import ReportAsked, read_report
from rehabdesk.services.reports.showing.page import Habit, read_page
from rehabdesk.services.upward.packing import PackOrder
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import (
    ASKED,
    CLOSED_AT,
    NONE,
    PERIOD,
    SPRING,
    SUMMER,
    at,
    close,
    report_of,
)


@pytest.fixture
def lives(office: Office) -> Lives:
    found = Lives(office)
    found.decided(SPRING, 24, full_name="Lê Hoàng An")
    found.decided(SUMMER, 12, full_name="Đỗ Thị Hòa")
    found.keep()
    return found


def count(office: Office, table: type[Report | ReportMember]) -> int:
    return office.look(
        lambda work: work.session.scalar(select(func.count()).select_from(table)) or 0
    )


def test_figures_and_everybody_behind_them_are_kept(office: Office, lives: Lives) -> None:
    live = at(office).look(partial(read_report, asked=ASKED))
    made = close(office)
    row = next(each for each in live.rows if each.code == "S02" and not each.part)
    with office.sessions() as session:
        report = session.get_one(Report, made.report_id)
        assert ReportGrid.from_json(report.content) == live
        assert (report.state, report.frozen_by) == (ReportState.FROZEN, "Nguyễn Thị Hạnh")
        behind = [each for each in report.members if each.figure == row.key]
        assert [each.name for each in behind] == ["Lê Hoàng An", "Đỗ Thị Hòa"]
        figures = {each.key: each for each in live.rows if each.code and each.unit == "người"}
        for key, each in figures.items():
            told = sum(one.amount for one in report.members if one.figure == key)
            assert each.now is not None
            assert told == each.now.amount, each.name
    assert office.look(partial(is_intact, report_id=made.report_id))


def test_later_edits_change_nothing_in_it(office: Office, lives: Lives) -> None:
    made = close(office, FreezeReport(ASKED))
    before = office.look(partial(made_files, report_id=made.report_id))
    with office.sessions.begin() as session:
        for person in session.scalars(select(Person)):
            person.full_name = "Tên đã sửa"
    lives.decided(date(2026, 9, 9), full_name="Mai Xuân Nam")
    lives.keep()
    later = at(office, datetime(2027, 12, 1, 8))
    assert later.look(partial(made_files, report_id=made.report_id)) == before == made.files
    shown = later.look(partial(read_page, asked=ASKED, habit=Habit()))
    row = next(each for each in shown.grid.rows if each.code == "S02" and not each.part)
    assert (row.words[ColumnRole.NOW], row.words[ColumnRole.TODAY]) == ("2", "3")
    assert {each.group for each in shown.grid.columns[:-1]} == {"Số đã chốt 15/12/2026"}
    assert shown.grid.columns[-1].title == "Nay"
    assert shown.changed
    behind = later.look(partial(read_kept_behind, report_id=made.report_id, row_key=row.key))
    assert [each.name for each in behind.members] == ["Lê Hoàng An", "Đỗ Thị Hòa"]
    assert shown.kept is not None
    assert shown.kept.is_intact


def test_a_figure_changed_by_hand_is_seen(office: Office, lives: Lives) -> None:
    made = close(office)
    with office.sessions.begin() as session:
        line = session.scalars(select(ReportMember)).first()
        assert line is not None
        line.name = "Ai khác"
    assert not office.look(partial(is_intact, report_id=made.report_id))


def test_three_files_are_made_with_their_names(office: Office, lives: Lives) -> None:
    files = {each.kind: each for each in close(office, FreezeReport(ASKED)).files}
    assert [each.name for each in files.values()] == [
        "BC-nam-2026-xa-Yen-Thinh.xlsx",
        "BC-nam-2026-xa-Yen-Thinh.pdf",
        "BC-nam-2026-xa-Yen-Thinh.docx",
    ]
    assert files[ProductKind.PRINTED].content.startswith(b"%PDF")
    assert files[ProductKind.WORKBOOK].content.startswith(b"PK")
    [line] = office.look(read_register).lines
    taken = office.do(partial(open_product, product_id=line.products[1].id)).result
    assert (taken.name, taken.content) == (
        files[ProductKind.PRINTED].name,
        files[ProductKind.PRINTED].content,
    )


def test_only_what_is_ticked_is_made_and_the_package_with_it(office: Office, lives: Lives) -> None:
    order = FreezeReport(ASKED, frozenset({ProductKind.PRINTED}), package=PackOrder())
    files = close(office, order).files
    assert [each.kind for each in files] == [ProductKind.PRINTED, ProductKind.PACKAGE]
    assert files[1].name == "yen-thinh-nam-2026.rdgoi"


def test_a_button_pressed_twice_closes_once(office: Office, lives: Lives) -> None:
    order = FreezeReport(ASKED, frozenset({ProductKind.PRINTED}))
    first, second = close(office, order), close(office, order)
    assert second.is_again
    assert (second.report_id, second.files) == (first.report_id, first.files)
    assert count(office, Report) == 1
    with pytest.raises(AlreadyClosed, match="lập báo cáo bổ sung"):
        close(office, order, CLOSED_AT + timedelta(hours=1))
    assert count(office, Report) == 1


def test_before_its_last_day_it_asks_why(office: Office, lives: Lives) -> None:
    early = datetime(2026, 12, 1, 8)
    with pytest.raises(NotYetDue, match=r"^Chưa tới ngày chốt 14/12/2026"):
        close(office, NONE, early)
    assert count(office, Report) == 0
    made = close(office, replace(NONE, early_reason="Tỉnh yêu cầu gửi sớm"), early)
    with office.sessions() as session:
        assert session.get_one(Report, made.report_id).frozen_early == "Tỉnh yêu cầu gửi sớm"


def test_what_is_open_is_noted_without_names_and_stops_nobody(office: Office, lives: Lives) -> None:
    episode = lives.episode(lives.person("Lương Công Tín"))
    lives.paper(None, episode, status=PaperStatus.SIGNED_UNNUMBERED, planned_on=date(2026, 12, 1))
    lives.keep()
    offer = at(office).look(partial(offer_freezing, asked=ASKED))
    assert offer.problems >= 1
    made = close(office)
    with office.sessions() as session:
        told = session.get_one(Report, made.report_id).problems
    assert "Văn bản đã ký chưa nhập số: 1" in told
    assert "Lương Công Tín" not in " ".join(told)


def test_nothing_to_report_is_confirmed_only_where_there_is_nothing(office: Office) -> None:
    made = at(office).do(partial(freeze_zero, order=FreezeReport(ASKED))).result
    with office.sessions() as session:
        report = session.get_one(Report, made.report_id)
        assert report.is_zero
    page = at(office).look(partial(read_page, asked=ASKED, habit=Habit()))
    assert page.standing.is_zero


def test_where_there_is_something_it_says_what(office: Office, lives: Lives) -> None:
    with pytest.raises(SomethingToReport, match="Quyết định mới trong kỳ: 2"):
        at(office).do(partial(freeze_zero, order=NONE))
    assert count(office, Report) == 0


def test_who_may_not_keep_reports_closes_none(office: Office, lives: Lives) -> None:
    office.actor = Actor(9, "Người xem", "", Role.LEADER)
    with pytest.raises(NotYourRight):
        close(office)
    assert count(office, Report) == 0


def test_it_is_on_record_with_its_fingerprint(office: Office, lives: Lives) -> None:
    made = close(office)
    with office.sessions() as session:
        entry = session.scalars(select(AuditEntry).filter_by(act="report.frozen")).one()
        report = session.get_one(Report, made.report_id)
        assert entry.facts["fingerprint"] == report.fingerprint
        assert entry.subject == f"report:{made.report_id}"


def test_the_clerks_words_are_kept_and_proposed_for_the_next(office: Office, lives: Lives) -> None:
    words = {"strengths": "Gặp đủ 100% người được quản lý.", "unknown": "bỏ"}
    at(office).do(partial(keep_words, order=KeepWords(ASKED, words)))
    assert at(office).look(partial(read_words, asked=ASKED)).words == {
        "strengths": "Gặp đủ 100% người được quản lý."
    }
    made = close(office)
    assert count(office, Report) == 1
    assert office.look(partial(report_of, report_id=made.report_id)).words
    next_year = ReportAsked(ASKED.layout_key, ReportPeriod(PeriodKind.YEAR, 2027))
    offered = office.look(partial(read_words, asked=next_year))
    assert not offered.words
    assert offered.earlier == {"strengths": "Gặp đủ 100% người được quản lý."}
    assert offered.earlier_title == "Báo cáo năm 2026"


def test_pages_are_told_before_it_is_done(office: Office, lives: Lives) -> None:
    counts = at(office).look(partial(count_pages_ahead, asked=ASKED))
    assert counts.printed >= 1
    assert counts.narrative > counts.printed


def test_without_anything_closed_the_page_shows_what_is_counted(office: Office) -> None:
    live = at(office).look(partial(read_report, asked=ASKED))
    assert at(office).look(lambda work: kept_grid(work, ASKED, live)) is None
    assert PERIOD.window.last == date(2026, 12, 14)
