"""Papers and persons in charge, and what came of it: S03–S05, S12–S16."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from rehabdesk.domain.codes import (
    AssignmentRole,
    EpisodeKind,
    EventKind,
    PaperStatus,
    Right,
    Role,
)
from rehabdesk.domain.daily_codes import Confidentiality, Employment
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.indicators.answers import answer, catalogue, figure
from rehabdesk.services.indicators.counting import Counting
from rehabdesk.services.indicators.movements import balance
from rehabdesk.services.office import Office, Work
from tests.builders import LAN
from tests.services.indicators.lives import YEAR, Lives

DAY = timedelta(days=1)
SPRING = date(2026, 3, 10)
FIRST_HALF = Window(date(2025, 12, 15), date(2026, 6, 14))
HELPER, NEWCOMER, GROUP = "helper_assignment", "moved_in_assignment", "support_team"


@pytest.fixture
def lives(office: Office) -> Lives:
    return Lives(office)


def test_decisions_are_no_persons(lives: Lives) -> None:
    """Eight decisions for eleven persons: three of them name two."""
    helper = lives.volunteer()
    for place in range(8):
        named = [lives.decided(SPRING)[1] for _ in range(2 if place < 3 else 1)]
        paper = lives.paper(SPRING, *named, purpose=HELPER)
        for episode in named:
            lives.assigned(episode, paper, SPRING, helper_id=helper)
    codes = ("S03", "S04", "S04s", "S05", "S11")
    assert [lives.number(code) for code in codes] == ["8", "11", "11", "100", "11"]
    told = lives.answer("S03").members[0]
    assert told.person_id is None
    assert "Người tư vấn, quản lý, hỗ trợ (Mẫu 59) · 2 người: " in told.reason
    assert lives.answer("S05").remark.startswith("11/11")
    assert "giúp đỡ từ 10/03/2026" in lives.reasons("S04")[0]


def test_papers_by_kind_in_force_and_within_the_window(lives: Lives) -> None:
    episode = lives.decided(SPRING)[1]
    home = lives.episode(lives.person(), EpisodeKind.REHAB_HOME)
    lives.paper(SPRING, episode, purpose=HELPER)
    lives.paper(SPRING, episode, purpose=NEWCOMER)
    lives.paper(YEAR.first, episode, purpose=GROUP)
    lives.paper(SPRING, purpose=GROUP)  # names nobody, and is about nobody else
    lives.paper(SPRING, home, purpose=HELPER)  # for somebody in rehabilitation
    lives.paper(YEAR.first - DAY, episode, purpose=HELPER)
    lives.paper(SPRING, episode, purpose=HELPER, status=PaperStatus.WITHDRAWN)
    lives.paper(
        None, episode, purpose=HELPER, status=PaperStatus.SIGNED_UNNUMBERED, planned_on=SPRING
    )
    assert lives.number("S03") == "4"
    parts = lives.answer("S03").parts(Breakdown.KIND)
    assert sorted(parts.values()) == [1, 1, 2]
    near = lives.nearly("S03")
    assert len(near) == 1
    for words in ("ngoài kỳ một ngày", "đã thu hồi", "đã ký nhưng chưa nhập số"):
        assert words in near[0]


def test_by_the_older_law_the_decision_itself_put_somebody_in_charge(lives: Lives) -> None:
    helper = lives.volunteer()
    person = lives.person()
    lives.paper(date(2026, 6, 30), lives.episode(person), helper_id=helper)
    lives.paper(date(2026, 7, 1), lives.episode(lives.person()), helper_id=helper)
    lives.paper(date(2026, 6, 30), lives.episode(lives.person()))
    assert lives.number("S03") == "1"
    assert lives.why("S03", person) == (
        f"Không tính: có trong {lives.answer('S03').members[0].name}; "
        "dòng này đếm quyết định, không đếm người"
    )


def test_who_has_a_helper_and_since_when(lives: Lives) -> None:
    helper = lives.volunteer()
    person, episode = lives.decided(date(2025, 6, 1), 24)
    first = lives.paper(date(2025, 6, 1), episode, purpose=HELPER)
    lives.assigned(episode, first, date(2025, 6, 1), SPRING - DAY, helper_id=helper)
    assert [lives.number(code) for code in ("S04", "S04s", "S05")] == ["0", "0", "0"]
    assert lives.nearly("S04s") == ["Ngô Thị Nhàn thôi giúp đỡ từ 09/03/2026, chưa có người thay"]
    assert "ngoài kỳ" not in lives.why("S04s", person)
    again = lives.paper(SPRING, episode, purpose=HELPER)
    lives.assigned(episode, again, SPRING, helper_id=helper)
    lives.assigned(episode, again, SPRING + DAY, helper_id=helper)  # a second helper
    lives.assigned(episode, again, SPRING, role=AssignmentRole.FAMILY)
    assert [lives.number(code) for code in ("S04", "S04s", "S05")] == ["1", "1", "100"]
    before = Window(date(2025, 12, 15), SPRING - DAY * 2)
    assert lives.number("S04s", before) == "1"


def test_a_helper_of_somebody_no_longer_managed_helps_nobody_managed(lives: Lives) -> None:
    person, episode = lives.decided(date(2025, 3, 1))
    paper = lives.paper(date(2025, 3, 1), episode, purpose=HELPER)
    lives.assigned(episode, paper, date(2025, 3, 1))
    lives.paper(date(2026, 3, 1), episode, purpose="completion")
    assert [lives.number(code) for code in ("S04s", "S11", "S05")] == ["0", "0", "–"]
    assert "không ở trong số đang quản lý" in lives.why("S04s", person)


def test_who_changed_for_the_better_comes_with_the_criterion(lives: Lives) -> None:
    lives.decided(SPRING, employment=Employment.STEADY, full_name="Lê Hoàng An")
    lives.decided(SPRING)
    found = lives.answer("S12")
    assert [each.reason for each in found.members] == ["hồ sơ ghi việc làm ổn định"]
    assert found.remark.startswith("Tính là có chuyển biến tích cực từ 15/12/2025")
    assert [lives.number(code) for code in ("S12", "S12b", "S13")] == ["1", "2", "50"]
    assert lives.answer("S13").remark.startswith("1/2; Tính là")
    assert "chưa hoàn thành cai nghiện" in lives.nearly("S12")[0]


def test_who_may_not_read_files_is_told_no_outcome(lives: Lives) -> None:
    lives.decided(SPRING, employment=Employment.STEADY)
    lives.office.actor = replace(LAN, role=Role.CONSOLIDATOR)
    assert not lives.office.actor.may(Right.READ_FILES)
    assert [lives.number(code) for code in ("S12", "S12b", "S13", "S11")] == ["–", "–", "–", "1"]


def test_a_year_after_the_certificate_without_a_relapse(lives: Lives) -> None:
    def certified(on: date, name: str) -> int:
        person, episode = lives.decided(date(2024, 3, 1), full_name=name)
        lives.paper(on, episode, purpose="completion")
        return person

    certified(date(2025, 11, 23), "Lê Hoàng An")
    late = certified(date(2025, 11, 24), "Bùi Thành Đạt")
    again = certified(date(2025, 3, 1), "Hoàng Văn Hải")
    rehab = lives.episode(again, EpisodeKind.REHAB_HOME, opened_on=date(2026, 10, 1))
    assert lives.number("S14") == "1"
    assert "Đến 24/11/2026 mới đủ một năm" in lives.nearly("S14")
    assert "Tái nghiện ngày 01/10/2026" in lives.nearly("S14")
    assert lives.number("S14", Window(YEAR.first, date(2026, 9, 1))) == "1"  # before the relapse
    assert lives.why("S14", late) == "Không tính: Đến 24/11/2026 mới đủ một năm"
    assert rehab


def test_who_is_watched_is_asked_of_the_police_where_nothing_is_recorded(lives: Lives) -> None:
    _, episode = lives.decided(SPRING)
    assert lives.number("S15") == "–"
    lives.event(episode, EventKind.MONITORING, date(2026, 4, 1), until_on=date(2026, 9, 30))
    assert lives.number("S15") == "0"
    assert lives.nearly("S15") == ["Giám sát xong ngày 30/09/2026"]
    assert lives.number("S15", FIRST_HALF) == "1"
    assert lives.number("S15", Window(YEAR.first, date(2026, 9, 30))) == "1"
    never = lives.episode(lives.person())
    lives.event(never, EventKind.MONITORING, date(2026, 10, 1))
    assert lives.number("S15") == "0"


def test_days_away_count_once_and_only_those_of_the_window(lives: Lives) -> None:
    _, episode = lives.decided(date(2025, 6, 1), 24)
    away = EventKind.ABSENCE_UNREPORTED
    lives.event(episode, away, date(2025, 12, 10), until_on=date(2025, 12, 17))  # 3 days of it
    lives.event(episode, away, date(2026, 2, 1), until_on=date(2026, 2, 10))
    lives.event(episode, away, date(2026, 2, 8), until_on=date(2026, 2, 12))  # 2 more
    lives.event(episode, away, date(2026, 3, 1), until_on=date(2026, 3, 9), is_undone=True)
    assert [lives.number(code) for code in ("S16", "S16n")] == ["1", "15"]
    [member] = lives.answer("S16n").members
    assert member.amount == 15
    assert member.reason.endswith("15 ngày trong kỳ")
    lives.event(episode, away, date(2026, 11, 20))  # goes on: until today, 23/11
    assert lives.number("S16n") == "19"


def test_names_are_hidden_where_they_are_hidden_everywhere(lives: Lives) -> None:
    lives.decided(SPRING, full_name="Trần Văn Thắng")
    lives.paper(
        None, lives.episode(lives.person("Lê Hoàng An")), status=PaperStatus.SIGNED_UNNUMBERED
    )
    close, _ = lives.decided(SPRING, confidentiality=Confidentiality.CLERK_ONLY)
    lives.office.actor = replace(LAN, user_id=7, role=Role.CLERK)
    [first, second] = lives.answer("S02").members
    assert {first.name, second.name} == {"Trần Văn Thắng", "Hồ sơ kín 2025-004"}
    assert {each.birth_year for each in (first, second) if each.person_id == close} == {None}
    lives.office.names_hidden = True
    assert {each.name for each in lives.answer("S02").members} == {
        "T.V.T. 1991",
        "Hồ sơ kín 2025-004",
    }
    assert [each.name for each in lives.answer("S02").near] == ["L.H.A. 1991"]


def test_more_persons_are_no_more_questions_to_the_database(lives: Lives) -> None:
    def asked() -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
            statements.append(statement)

        engine = lives.office.sessions.kw["bind"]
        event.listen(engine, "before_cursor_execute", note)
        lives.look(_all_figures)
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    def grown() -> None:
        _, episode = lives.decided(date(2025, 6, 1), 24)
        lives.event(episode, EventKind.MOVED_OUT, SPRING)
        home = lives.episode(lives.person(), EpisodeKind.REHAB_HOME)
        lives.event(home, EventKind.REHAB_STARTED, SPRING)
        user = lives.episode(lives.person(), EpisodeKind.USER_MANAGED)
        lives.event(user, EventKind.USER_DECIDED, SPRING)

    grown()
    asked()
    few = asked()
    for _ in range(6):
        grown()
    assert asked() == few
    assert few < 60


def _all_figures(work: Work) -> None:
    counting = Counting(work)
    for code in catalogue(work):
        if code[0] in "SCUN":
            figure(counting, code, YEAR)
            answer(counting, code, FIRST_HALF)
    balance(counting, YEAR)
