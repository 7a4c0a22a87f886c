"""Who is under management: comings, leavings, stocks at both ends, and the balance between them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import (
    CaseState,
    EventKind,
    LinkKind,
    PaperStatus,
    RehabForm,
    Sex,
)
from rehabdesk.domain.course.events import ADDICTED
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.reports.codes import Breakdown
from rehabdesk.domain.reports.periods import Window
from rehabdesk.services.office import Office
from tests.services.indicators.lives import YEAR, Lives

DAY = timedelta(days=1)
SPRING = date(2026, 3, 10)
FIRST_HALF = Window(date(2025, 12, 15), date(2026, 6, 14))
SECOND_HALF = Window(date(2026, 6, 15), date(2026, 12, 14))


@pytest.fixture
def lives(office: Office) -> Lives:
    return Lives(office)


def numbers(lives: Lives, *codes: str, window: Window = YEAR) -> list[str]:
    return [lives.number(code, window) for code in codes]


# Decisions


def test_a_decision_counts_by_its_day_with_its_number_and_term(lives: Lives) -> None:
    person_id, _ = lives.decided(SPRING, 24, full_name="Lê Hoàng An")
    assert numbers(lives, "S01", "S02", "S11") == ["0", "1", "1"]
    [member] = lives.answer("S02").members
    assert (member.person_id, member.birth_year, member.on) == (person_id, 1991, SPRING)
    assert member.reason.startswith("QĐ ")
    assert member.reason.endswith("ngày 10/03/2026 · 2 năm")
    assert lives.answer("S02").parts(Breakdown.TERM) == {"2": 1}


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        (YEAR.first, "1"),
        (date(2026, 11, 23), "1"),  # today
        (YEAR.first - DAY, "0"),
        (YEAR.first - DAY * 2, "0"),
    ],
)
def test_both_ends_of_a_window_belong_to_it(lives: Lives, on: date, counted: str) -> None:
    lives.decided(on)
    assert lives.number("S02") == counted
    near = lives.nearly("S02")
    assert ["trước kỳ một ngày" in each for each in near] == (
        [True] if on == YEAR.first - DAY else []
    )


def test_the_last_day_counts_and_the_next_does_not(lives: Lives) -> None:
    lives.decided(FIRST_HALF.last)
    lives.decided(FIRST_HALF.last + DAY)
    assert lives.number("S02", FIRST_HALF) == "1"
    assert "sau kỳ một ngày" in lives.nearly("S02", FIRST_HALF)[0]
    assert numbers(lives, "S11", window=FIRST_HALF) == ["1"]
    assert numbers(lives, "S01", "S02", "S11", window=SECOND_HALF) == ["1", "1", "2"]


def test_nothing_counts_before_it_happens(lives: Lives) -> None:
    lives.decided(date(2026, 12, 1))  # numbered ahead; today is 23/11/2026
    assert numbers(lives, "S02", "S11") == ["0", "0"]
    ahead = Window(date(2026, 12, 1), date(2026, 12, 31))
    assert numbers(lives, "S02", window=ahead) == ["0"]


def test_who_nearly_counts_is_named_with_the_condition_that_fails(lives: Lives) -> None:
    signed = lives.episode(lives.person("Lương Công Tín"))
    lives.paper(None, signed, status=PaperStatus.SIGNED_UNNUMBERED)
    gone = lives.episode(lives.person("Hà Văn Ba"))
    lives.paper(SPRING, gone, status=PaperStatus.WITHDRAWN)
    moved = lives.episode(lives.person("Mai Xuân Nam"))
    lives.event(moved, EventKind.DECIDED_ELSEWHERE, date(2026, 1, 5), until_on=date(2027, 1, 5))
    lives.event(moved, EventKind.MOVED_IN, date(2026, 4, 1))
    found = {each.name: each.reason for each in lives.answer("S02").near}
    assert found["Lương Công Tín"] == "Đã ký nhưng chưa nhập số"
    assert found["Hà Văn Ba"].endswith("ngày 10/03/2026: đã thu hồi")
    assert found["Mai Xuân Nam"] == "Chuyển đến: tính ở dòng Chuyển đến"
    assert numbers(lives, "S02", "S06", "S11") == ["0", "1", "1"]


def test_a_paper_on_its_way_is_near_in_no_window_long_closed(lives: Lives) -> None:
    signed = lives.episode(lives.person())
    lives.paper(None, signed, status=PaperStatus.SIGNED_UNNUMBERED, planned_on=SPRING)
    assert lives.nearly("S02", FIRST_HALF) == ["Đã ký nhưng chưa nhập số"]
    assert lives.nearly("S02", Window(date(2025, 1, 1), date(2025, 12, 14))) == []


def test_a_replaced_decision_counts_once_by_the_first_day(lives: Lives) -> None:
    person = lives.person()
    episode = lives.episode(person)
    older = lives.paper(SPRING, episode, status=PaperStatus.REPLACED)
    newer = lives.paper(date(2026, 8, 15), episode, term=(SPRING, date(2027, 3, 10)))
    lives.link(newer, older)
    assert numbers(lives, "S02", "S11", window=FIRST_HALF) == ["1", "1"]
    assert numbers(lives, "S01", "S02", "S11", window=SECOND_HALF) == ["1", "0", "1"]
    assert "tính theo ngày của quyết định đầu" in lives.nearly("S02", SECOND_HALF)[0]
    assert "(thay QĐ" in lives.reasons("S02")[0]
    assert lives.number("S02") == "1"


def test_a_corrected_paper_counts_once(lives: Lives) -> None:
    episode = lives.episode(lives.person())
    older = lives.paper(SPRING, episode)
    newer = lives.paper(SPRING + DAY * 30, episode)
    lives.link(newer, older, LinkKind.CORRECTS)
    assert numbers(lives, "S02", "S11") == ["1", "1"]
    assert not lives.balance().breakers


def test_one_decision_on_two_persons_is_two_persons(lives: Lives) -> None:
    both = [lives.episode(lives.person(name)) for name in ("Lê Hoàng An", "Bùi Thành Đạt")]
    lives.paper(SPRING, *both)
    assert lives.number("S02") == "2"


def test_a_decision_of_before_the_files_counts_by_its_day(lives: Lives) -> None:
    episode = lives.episode(lives.person())
    facts: dict[str, Any] = {
        "until_on": date(2027, 2, 1),
        "paper_number": "31/QĐ-UBND",
        "paper_on": SPRING,
    }
    lives.event(episode, EventKind.DECIDED_ELSEWHERE, date(2026, 2, 1), **facts)
    assert lives.reasons("S02") == ["QĐ 31/QĐ-UBND ngày 10/03/2026 · 1 năm · có từ trước"]


def test_a_bare_term_in_a_file_is_a_stay_without_a_decision_told(lives: Lives) -> None:
    term: dict[str, Any] = {"term_start": SPRING, "term_end": date(2028, 3, 10)}
    lives.episode(lives.person(), opened_on=SPRING, **term)
    [reason] = lives.reasons("S02")
    assert reason == "Hồ sơ ghi thời hạn từ 10/03/2026 · 2 năm, chưa có số quyết định"
    assert lives.number("S11") == "1"


def test_a_bare_term_still_runs_once_somebody_is_assigned(lives: Lives) -> None:
    term: dict[str, Any] = {"term_start": SPRING, "term_end": date(2028, 3, 10)}
    episode = lives.episode(lives.person(), opened_on=SPRING, **term)
    paper = lives.paper(date(2026, 8, 1), episode, purpose="helper_assignment")
    lives.assigned(episode, paper, date(2026, 8, 1))
    lives.settled()
    with lives.writing() as session:
        state = session.scalars(select(Standing.state)).one()
    assert state is CaseState.POST_REHAB
    assert lives.balance().is_even


# Moving


def test_who_moves_in_under_the_new_law_counts_by_the_paper_that_takes_her_on(lives: Lives) -> None:
    person = lives.person()
    episode = lives.episode(person)
    lives.event(episode, EventKind.DECIDED_ELSEWHERE, SPRING, until_on=date(2027, 3, 10))
    lives.event(episode, EventKind.MOVED_IN, date(2026, 8, 3))
    assert numbers(lives, "S06", "S11") == ["0", "0"]
    waits = "Chuyển đến ngày 03/08/2026, chưa có quyết định tiếp nhận (Mẫu 60)"
    assert lives.nearly("S06") == [waits]
    assert lives.why("S11", person) == f"Không tính: {waits}"
    lives.paper(date(2026, 8, 7), episode, purpose="moved_in_assignment")
    assert numbers(lives, "S02", "S06", "S11") == ["0", "1", "1"]
    assert lives.answer("S06").members[0].on == date(2026, 8, 7)
    assert lives.answer("S11").parts(Breakdown.TERM) == {"1": 1}


def test_who_moved_in_under_the_older_law_counts_by_the_day(lives: Lives) -> None:
    episode = lives.episode(lives.person())
    lives.event(episode, EventKind.DECIDED_ELSEWHERE, SPRING, until_on=date(2027, 3, 10))
    lives.event(episode, EventKind.MOVED_IN, date(2026, 5, 3))
    assert lives.reasons("S06") == ["Chuyển đến ngày 03/05/2026"]


def test_away_and_back_within_one_year(lives: Lives) -> None:
    _, episode = lives.decided(date(2025, 6, 1), 24)
    lives.event(episode, EventKind.MOVED_OUT, SPRING, paper_number="54", paper_on=SPRING + DAY)
    lives.event(episode, EventKind.MOVED_IN, date(2026, 9, 1))
    lives.paper(date(2026, 9, 4), episode, purpose="moved_in_assignment")
    assert numbers(lives, "S01", "S02", "S06", "S07", "S11") == ["1", "0", "1", "1", "1"]
    assert lives.answer("S07").members[0].on == SPRING + DAY
    assert numbers(lives, "S11", window=FIRST_HALF) == ["0"]
    assert lives.balance().is_even


def test_who_moves_away_before_any_decision_was_never_managed(lives: Lives) -> None:
    person = lives.person()
    lives.event(lives.episode(person), EventKind.MOVED_OUT, SPRING)
    assert lives.number("S07") == "0"
    assert "chưa có quyết định quản lý" in lives.nearly("S07")[0]


# Leaving


def test_a_certificate_by_paper_and_by_fact_is_one_leaving(lives: Lives) -> None:
    _, episode = lives.decided(date(2025, 3, 1))
    lives.paper(date(2026, 2, 27), episode, purpose="completion")
    lives.event(episode, EventKind.CERTIFIED, date(2026, 3, 1))
    assert numbers(lives, "S01", "S08", "S11") == ["1", "1", "0"]
    assert lives.answer("S08").parts(Breakdown.TERM) == {"1": 1}
    assert lives.balance().is_even


def test_a_term_that_is_over_without_a_certificate_still_counts(lives: Lives) -> None:
    """What is missing is a paper, not a number: the balance holds, the line of leavings asks."""
    lives.decided(date(2025, 3, 1))
    lives.settled()
    assert numbers(lives, "S08", "S11") == ["0", "1"]
    assert lives.nearly("S08") == ["Hết thời hạn ngày 01/03/2026, chưa có giấy xác nhận"]
    assert lives.balance().is_even


def test_a_term_that_still_runs_is_told_as_such(lives: Lives) -> None:
    lives.decided(date(2025, 12, 1))
    lives.settled()
    assert lives.nearly("S08") == ["Đến ngày 01/12/2026 mới hết thời hạn"]
    assert lives.balance().is_even


def test_relapse_is_part_of_those_removed_by_the_paper_of_the_police(lives: Lives) -> None:
    _, again = lives.decided(date(2025, 6, 1), full_name="Lê Hoàng An")
    lives.event(again, EventKind.DIAGNOSED_ADDICTED, SPRING)
    assert numbers(lives, "S09", "S10") == ["0", "0"]
    still = "Xác định nghiện ngày 10/03/2026, chưa ghi đưa ra khỏi danh sách"
    assert lives.nearly("S10") == lives.nearly("S09") == [still]
    lives.event(again, EventKind.REMOVED, SPRING + DAY, paper_on=SPRING + DAY * 5, reason=ADDICTED)
    _, died = lives.decided(date(2025, 6, 1), full_name="Bùi Thành Đạt")
    lives.event(died, EventKind.DIED, date(2026, 5, 5))
    assert numbers(lives, "S09", "S10", "S11") == ["2", "1", "0"]
    assert lives.answer("S09").parts(Breakdown.REASON) == {
        "Được xác định là nghiện ma túy": 1,
        "Chết": 1,
    }
    assert lives.answer("S10").members[0].on == SPRING + DAY * 5
    assert lives.balance().is_even


def test_who_relapses_after_coming_back_from_prison_counts_once_there_and_once_here(
    lives: Lives,
) -> None:
    _, episode = lives.decided(date(2025, 6, 1))
    lives.event(episode, EventKind.PRISON, SPRING, until_on=SPRING + DAY * 30)
    lives.event(episode, EventKind.REMOVED, SPRING + DAY * 90, reason=ADDICTED)
    assert numbers(lives, "S09", "S10", "S11") == ["1", "1", "0"]
    assert lives.answer("S10").members[0].on == SPRING + DAY * 90


def test_an_undone_fact_counts_nowhere(lives: Lives) -> None:
    _, episode = lives.decided(date(2025, 6, 1))
    lives.event(episode, EventKind.MOVED_OUT, SPRING, is_undone=True)
    assert numbers(lives, "S07", "S11") == ["0", "1"]


# The balance


def test_the_balance_adds_up_as_it_is_printed(lives: Lives) -> None:
    for _ in range(3):
        lives.decided(date(2025, 6, 1), 24)
    for _ in range(2):
        lives.decided(SPRING)
    _, left = lives.decided(date(2025, 4, 1))
    lives.paper(date(2026, 3, 30), left, purpose="completion")
    lives.settled()
    found = lives.balance()
    assert (found.start, found.came, found.went, found.end) == (4, 2, 1, 5)
    assert found.is_even


def test_two_decisions_in_one_stretch_are_named(lives: Lives) -> None:
    person, episode = lives.decided(date(2025, 6, 1), 24)
    lives.paper(SPRING, episode)
    assert numbers(lives, "S01", "S02", "S11") == ["1", "1", "1"]
    [(who, _, why)] = lives.balance().breakers
    assert who == person
    assert why.startswith("Hai quyết định trong một đợt")


def test_a_certificate_without_a_decision_is_named(lives: Lives) -> None:
    person = lives.person()
    lives.paper(SPRING, lives.episode(person), purpose="completion")
    assert numbers(lives, "S08", "S11") == ["1", "0"]
    found = lives.balance()
    assert not found.is_even
    assert found.breakers[0][0] == person
    assert "chưa có quyết định quản lý" in found.breakers[0][2]


def test_two_episodes_at_once_are_one_person_and_named(lives: Lives) -> None:
    person, first = lives.decided(date(2025, 6, 1), 24)
    second = lives.episode(person, opened_on=SPRING)
    lives.paper(SPRING, second)
    assert numbers(lives, "S01", "S02", "S11") == ["1", "1", "1"]
    assert lives.balance().breakers[0][2].startswith("Hai đợt quản lý trùng nhau")
    lives.event(first, EventKind.CERTIFIED, SPRING - DAY)
    assert numbers(lives, "S01", "S02", "S08", "S11") == ["1", "1", "1", "1"]
    assert lives.balance().is_even


def test_who_comes_back_from_prison_stands_with_who_moves_in(lives: Lives) -> None:
    _, episode = lives.decided(date(2025, 6, 1), 24)
    lives.event(episode, EventKind.PRISON, SPRING, until_on=date(2026, 7, 1))
    assert numbers(lives, "S09", "S11", window=FIRST_HALF) == ["1", "0"]
    assert lives.balance(FIRST_HALF).is_even
    assert numbers(lives, "S01", "S06", "S11", window=SECOND_HALF) == ["0", "1", "1"]
    [why] = lives.reasons("S06")
    assert why.startswith("Trở lại ngày 02/07/2026")
    assert lives.balance(SECOND_HALF).is_even
    assert lives.balance().is_even


def test_a_file_that_says_otherwise_is_named(lives: Lives) -> None:
    """The notice is of another day than the move: only what no paper explains is told."""
    _, episode = lives.decided(date(2025, 6, 1), 24)
    lives.event(episode, EventKind.MOVED_OUT, SPRING, paper_on=date(2026, 7, 1))
    lives.settled()
    assert numbers(lives, "S11", window=FIRST_HALF) == ["1"]
    assert lives.balance(FIRST_HALF).is_even
    helped = lives.episode(lives.person("Mai Xuân Nam"))
    lives.event(helped, EventKind.MOVED_IN, date(2026, 8, 3))
    paper = lives.paper(SPRING, helped, purpose="helper_assignment")
    lives.assigned(helped, paper, date(2026, 8, 5))
    lives.settled()
    [(_, name, why)] = lives.balance().breakers
    assert name == "Mai Xuân Nam"
    assert why.startswith("Hồ sơ ghi “Quản lý sau cai” nhưng chưa có quyết định")


# Parts and reasons


def test_parts_by_sex_age_place_and_form(lives: Lives) -> None:
    people: list[dict[str, Any]] = [
        {"sex": Sex.FEMALE, "birth": "2011-06-01", "hamlet_id": 2, "ethnicity": "Mường"},
        {"sex": Sex.MALE, "birth": "2009", "hamlet_id": 1, "ethnicity": "Kinh"},
        {"sex": None, "birth": None, "hamlet_id": None},
        {"sex": Sex.MALE, "birth": "1996-11-24", "hamlet_id": 1, "drugs": "Heroin"},
        {"sex": Sex.MALE, "birth": "1995-11-22", "hamlet_id": 1},
    ]
    for facts in people:
        person = lives.person(**facts)
        lives.paper(SPRING, lives.episode(person, rehab_form=RehabForm.HOME))
    found = lives.answer("S11", Window(YEAR.first, date(2026, 11, 23)))
    assert found.parts(Breakdown.SEX) == {"female": 1, "male": 3, "": 1}
    assert found.parts(Breakdown.AGE) == {"12-16": 1, "16-18": 1, "": 1, "18-30": 1, "30+": 1}
    assert found.parts(Breakdown.HAMLET) == {"Thôn Hạ": 1, "Thôn Thượng": 3, "": 1}
    assert found.parts(Breakdown.ETHNICITY) == {"Mường": 1, "Kinh": 1, "": 3}
    assert found.parts(Breakdown.DRUG) == {"Heroin": 1, "": 4}
    assert found.parts(Breakdown.REHAB_FORM) == {"home": 5}


def test_why_not_names_the_condition_that_fails(lives: Lives) -> None:
    stranger = lives.person("Hà Văn Ba")
    waiting = lives.person("Lương Công Tín")
    lives.episode(waiting)
    early, _ = lives.decided(date(2025, 6, 1), full_name="Lê Hoàng An")
    assert lives.why("S02", stranger) == "Không tính: không có đợt quản lý sau cai"
    assert lives.why("S02", waiting) == ("Không tính: chưa có quyết định quản lý sau cai đã ghi số")
    assert lives.why("S02", early).endswith("ngoài kỳ 15/12/2025 – 14/12/2026")
    assert lives.why("S11", early).startswith("Được tính: QĐ ")
    assert lives.why("S11", waiting).startswith("Không tính: chưa có quyết định")
    assert lives.why("S07", early) == "Không tính: không ghi chuyển đi"


def test_a_window_that_has_not_begun_counts_nothing_new(lives: Lives) -> None:
    lives.decided(SPRING)
    lives.decided(date(2027, 1, 5))
    ahead = Window(date(2027, 1, 1), date(2027, 3, 31))
    assert numbers(lives, "S02", "S08", "C04", "S04", "S16", window=ahead) == ["0"] * 5
    assert numbers(lives, "S01", "S11", window=ahead) == ["1", "1"]
