"""Rehabilitation, users and addicts, as far as the records tell; what is typed stands before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from rehabdesk.domain.codes import EpisodeKind, EventKind, RehabForm, Right
from rehabdesk.domain.course.events import ADDICTED, BY_HIMSELF, THREE_STAGES
from rehabdesk.domain.records.teamwork.helping import BodyTest
from rehabdesk.domain.reports.codes import Breakdown, MemberKind
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.reports.typed_values import read_value
from rehabdesk.domain.teamwork.codes import BodyTestGround, BodyTestMethod, BodyTestResult
from rehabdesk.services.office import Office
from rehabdesk.services.reports.figure_facts import FigureFacts
from rehabdesk.services.reports.typed_figures import type_figure
from tests.builders import LAN, NOW
from tests.services.indicators.lives import YEAR, Lives

DAY = timedelta(days=1)
SPRING = date(2026, 3, 10)
HOME, PUBLIC, PRIVATE = (
    EpisodeKind.REHAB_HOME,
    EpisodeKind.REHAB_PUBLIC,
    EpisodeKind.REHAB_PRIVATE,
)
COMPULSORY, DOSSIER, USER = (
    EpisodeKind.REHAB_COMPULSORY,
    EpisodeKind.DOSSIER,
    EpisodeKind.USER_MANAGED,
)


@pytest.fixture
def lives(office: Office) -> Lives:
    return Lives(office)


def begun(lives: Lives, kind: EpisodeKind, *events: tuple[EventKind, date], **facts: Any) -> int:
    episode = lives.episode(lives.person(), kind, opened_on=events[0][1], **facts)
    for event, on in events:
        lives.event(episode, event, on)
    return episode


def typed(lives: Lives, code: str, words: str) -> None:
    told: dict[str, Any] = {
        "giver": "Công an xã",
        "paper": "báo cáo số 12/BC-CAX",
        "paper_on": NOW.date(),
    }
    window: dict[str, Any] = {"from_on": YEAR.first, "until_on": NOW.date()}
    facts = FigureFacts(code, read_value(words, "người"), **window, **told)
    lives.keep()
    lives.office.do(partial(type_figure, facts=facts))


def test_what_no_record_tells_is_not_nought(lives: Lives) -> None:
    for code in ("C01", "C01a", "C03", "C05", "C06", "C07", "C08", "C09", "U01", "N01", "N01c"):
        assert lives.number(code) == "–"
    assert lives.number("C02") == lives.number("C04") == "0"


def test_registrations_by_place_add_up(lives: Lives) -> None:
    registered = EventKind.REGISTERED
    begun(lives, HOME, (registered, YEAR.first))
    begun(lives, HOME, (registered, YEAR.first - DAY))
    begun(lives, PUBLIC, (registered, SPRING))
    begun(lives, PUBLIC, (registered, SPRING), rehab_form=RehabForm.REFORM_SCHOOL)
    twice = begun(lives, PRIVATE, (registered, SPRING))
    lives.event(twice, registered, SPRING + DAY)
    begun(lives, EpisodeKind.SUBSTITUTION, (registered, SPRING))  # treatment, no rehabilitation
    codes = ("C01a", "C01b", "C01c", "C01d", "C01")
    assert [lives.number(code) for code in codes] == ["1", "1", "1", "1", "4"]
    forms = {"home": 1, "public": 1, "reform_school": 1, "private": 1}
    assert lives.answer("C01").parts(Breakdown.REHAB_FORM) == forms
    typed(lives, "C01b", "10")
    window = Window(YEAR.first, NOW.date())
    assert [lives.number(code, window) for code in codes] == ["1", "10", "1", "1", "13"]


def test_at_home_and_in_a_facility(lives: Lives) -> None:
    at_home = begun(lives, HOME, (EventKind.REGISTERED, SPRING))
    assert [lives.number(code) for code in ("C02", "C02s")] == ["0", "1"]
    assert "chưa có quyết định trong kỳ" in lives.nearly("C02")[0]
    lives.event(at_home, EventKind.REHAB_DECIDED, SPRING + DAY, paper_on=SPRING + DAY)
    begun(lives, PRIVATE, (EventKind.REHAB_DECIDED, SPRING))
    begun(lives, PUBLIC, (EventKind.REHAB_STARTED, SPRING), (EventKind.COMPLETED, date(2026, 9, 1)))
    codes = ("C02", "C02s", "C03", "C03s", "C02c", "C04", "C10")
    assert [lives.number(code) for code in codes] == ["1", "1", "1", "1", "2", "1", "1"]
    assert [lives.number("C03s", Window(YEAR.first, date(2026, 8, 31)))] == ["2"]
    assert "chưa ghi ngày vào cơ sở trong kỳ" in lives.nearly("C03")[0]


def test_completed_and_left(lives: Lives) -> None:
    lives.episode(lives.person(), completes_on=SPRING, rehab_form=RehabForm.COMPULSORY)
    lives.episode(lives.person(), completes_on=date(2026, 11, 24))  # tomorrow
    moved = lives.episode(lives.person(), completes_on=SPRING)
    lives.event(moved, EventKind.MOVED_IN, SPRING + DAY)  # completed elsewhere
    assert lives.number("C04") == "1"
    assert lives.answer("C04").parts(Breakdown.REHAB_FORM) == {"compulsory": 1}
    for reason in (BY_HIMSELF, THREE_STAGES):
        episode = begun(lives, PRIVATE, (EventKind.REHAB_STARTED, SPRING))
        lives.event(episode, EventKind.REHAB_STOPPED, date(2026, 8, 1), reason=reason)
    assert lives.number("C05") == "1"
    assert "03 giai đoạn" in lives.nearly("C05")[0]


def test_a_dossier_may_name_several(lives: Lives) -> None:
    """31 dossiers for 32 persons: one paper names two."""
    for number in ("01", "01", "02", ""):
        episode = begun(lives, DOSSIER, (EventKind.DOSSIER_OPENED, SPRING))
        told: dict[str, Any] = {"paper_number": number, "paper_on": SPRING + DAY}
        lives.event(episode, EventKind.DOSSIER_TO_COURT, SPRING + DAY, **told)
    begun(lives, DOSSIER, (EventKind.DOSSIER_OPENED, SPRING))
    assert [lives.number(code) for code in ("C06", "C07", "C07q")] == ["3", "4", "0"]
    first = lives.answer("C06").members[0]
    assert (first.kind, first.name) == (MemberKind.DOSSIER, "Hồ sơ 01")
    assert "2 người: Trần Văn Thắng, Trần Văn Thắng" in first.reason
    assert lives.nearly("C07") == ["Đang lập hồ sơ, chưa ghi ngày gửi Tòa án"]
    sentenced = begun(lives, COMPULSORY, (EventKind.COURT_APPLIED, SPRING))
    lives.event(sentenced, EventKind.REHAB_STARTED, SPRING + DAY)
    assert [lives.number(code) for code in ("C07q", "C08", "C10")] == ["1", "1", "1"]


def test_users_by_their_papers(lives: Lives) -> None:
    def user(on: date, **facts: Any) -> int:
        episode = lives.episode(lives.person(), USER, opened_on=on)
        lives.event(episode, EventKind.USER_DECIDED, on, paper_on=on, paper_number="7", **facts)
        return episode

    user(SPRING)
    user(date(2025, 4, 1), until_on=date(2026, 4, 1))  # over by time
    suspended = user(SPRING)
    lives.event(suspended, EventKind.USER_SUSPENDED, date(2026, 10, 1))
    stopped = user(SPRING)
    lives.event(stopped, EventKind.USER_STOPPED, date(2026, 9, 1), reason=ADDICTED)
    away = user(SPRING)
    lives.event(away, EventKind.MOVED_OUT, date(2026, 9, 2))
    lives.episode(lives.person(), USER, opened_on=SPRING)  # never decided
    codes = ("U01", "U02", "U03", "U03d", "U04", "U05", "U06")
    assert [lives.number(code) for code in codes] == ["2", "4", "0", "1", "1", "1", "1"]
    assert lives.nearly("U01") == ["Có đợt quản lý nhưng chưa ghi quyết định quản lý"]
    assert lives.answer("U05").parts(Breakdown.REASON) == {
        "Được xác định là người nghiện ma túy": 1
    }
    assert lives.reasons("U06") == ["Hết thời hạn ngày 01/04/2026"]
    typed(lives, "U01", "61")
    assert lives.number("U01", Window(YEAR.first, NOW.date())) == "61"


def test_tests_of_users_have_names_for_few(lives: Lives) -> None:
    episode = lives.episode(lives.person(), USER, opened_on=SPRING)
    lives.event(episode, EventKind.USER_DECIDED, SPRING, paper_on=SPRING)
    person = lives.persons[-1]
    other = lives.person()
    with lives.writing() as session:
        for who, on, result in (
            (person, SPRING + DAY, BodyTestResult.NEGATIVE),
            (person, SPRING + DAY * 2, BodyTestResult.POSITIVE),
            (person, SPRING - DAY, BodyTestResult.POSITIVE),  # before
            (other, SPRING + DAY, BodyTestResult.POSITIVE),  # no user
        ):
            values: dict[str, Any] = dict.fromkeys(
                ("done_at", "substances", "slip_number", "asked_by"), ""
            )
            values |= {"witness": "", "note": "", "recorded_by": "", "recorded_at": NOW}
            kinds = {"method": next(iter(BodyTestMethod)), "ground": next(iter(BodyTestGround))}
            session.add(BodyTest(person_id=who, on=on, result=result, **kinds, **values))
    assert [lives.number(code) for code in ("U07", "U07d")] == ["2", "1"]
    assert lives.answer("U07d").members[0].person_id == person
    lives.office.actor = replace(LAN, sensitive=frozenset())
    assert not lives.office.actor.may(Right.READ_TESTS)
    assert lives.number("U07d") == "1"
    assert lives.answer("U07d").members[0].person_id is None


def test_addicts_are_in_one_place_each(lives: Lives) -> None:
    begun(lives, HOME, (EventKind.REHAB_STARTED, SPRING))
    begun(lives, EpisodeKind.SUBSTITUTION, (EventKind.REHAB_STARTED, SPRING))
    begun(lives, DOSSIER, (EventKind.DOSSIER_OPENED, SPRING))
    prison = begun(lives, PUBLIC, (EventKind.REHAB_STARTED, SPRING))
    lives.event(prison, EventKind.PRISON, date(2026, 5, 1))
    free = begun(lives, PRIVATE, (EventKind.REHAB_STARTED, SPRING))
    lives.event(free, EventKind.REHAB_STOPPED, date(2026, 5, 1), reason=BY_HIMSELF)
    done = begun(lives, PUBLIC, (EventKind.REHAB_STARTED, SPRING))
    lives.event(done, EventKind.COMPLETED, date(2026, 9, 1))
    _, again = lives.decided(SPRING)
    lives.event(again, EventKind.DIAGNOSED_ADDICTED, date(2026, 10, 1))
    places = ("N02a", "N02b", "N02c", "N02d", "N02e")
    assert [lives.number(code) for code in places] == ["2", "1", "1", "1", "1"]
    assert [lives.number(code) for code in ("N01", "N03", "N04")] == ["6", "1", "1"]
    assert lives.answer("N04").parts(Breakdown.REASON) == {"Hoàn thành cai nghiện": 1}


def test_an_old_stop_says_nothing_once_a_later_course_was_completed(lives: Lives) -> None:
    person = lives.person()
    first = lives.episode(person, HOME, opened_on=date(2024, 1, 1))
    lives.event(first, EventKind.REHAB_STOPPED, date(2024, 5, 1), reason=BY_HIMSELF)
    second = lives.episode(person, COMPULSORY, opened_on=date(2024, 8, 1))
    lives.event(second, EventKind.REHAB_STARTED, date(2024, 8, 1))
    in_force = Window(date(2025, 1, 1), date(2025, 12, 31))
    assert [lives.number(code, in_force) for code in ("N01", "N02b", "C08")] == ["1", "1", "1"]
    lives.event(second, EventKind.COMPLETED, date(2026, 8, 1))
    assert [lives.number(code) for code in ("N01", "N02a", "C08")] == ["0", "0", "0"]


def test_users_and_addicts_together(lives: Lives) -> None:
    begun(lives, HOME, (EventKind.REHAB_STARTED, SPRING))
    assert [lives.answer(code).value for code in ("U01", "N01c")] == [None, None]
    typed(lives, "U01", "61")
    assert lives.number("N01c", Window(YEAR.first, NOW.date())) == "62"
